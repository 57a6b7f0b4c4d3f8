//! What a picture is drawn with: forms, and the parts that many things have in common. Light comes from the upper left.

use super::ink::{Fill, Ink, Palette, Tone};
use std::fmt::Write;

/// What stands on a table is seen with its feet at this height.
pub(super) const FLOOR: i32 = 484;

pub(super) struct Pen {
    palette: Palette,
    /// What the identifiers of this picture begin with.
    name: String,
    drawn: String,
    defined: String,
    fills: Vec<Fill>,
    clips: u32,
}

impl Pen {
    pub fn new(name: String, palette: Palette) -> Self {
        Self { palette, name, drawn: String::new(), defined: String::new(), fills: Vec::new(), clips: 0 }
    }

    /// The part of it that is seen: where it begins, and how large it is.
    pub fn into_svg(self, part: &str) -> String {
        let Self { defined, drawn, .. } = self;
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='{part}' width='800' height='600'><defs>{defined}</defs>{drawn}</svg>")
    }

    pub fn put(&mut self, svg: std::fmt::Arguments<'_>) {
        let _ = self.drawn.write_fmt(svg);
    }

    pub fn define(&mut self, svg: std::fmt::Arguments<'_>) {
        let _ = self.defined.write_fmt(svg);
    }

    pub fn color(&self, ink: Ink, tone: Tone) -> String {
        self.palette.color(ink, tone)
    }

    pub fn id(&self, what: impl std::fmt::Display) -> String {
        format!("{}-{what}", self.name)
    }

    /// The value of an attribute; a gradient is defined when it is first asked for.
    fn paint(&mut self, fill: Fill) -> String {
        let (ink, kind, across, stops): (_, _, _, &[(f64, Tone)]) = match fill {
            Fill::Flat(ink, tone) => return self.color(ink, tone),
            Fill::Round(ink) => (
                ink,
                'r',
                "x2='1' y2='0'",
                &[(0.0, Tone::Base), (0.2, Tone::Light), (0.42, Tone::Base), (0.82, Tone::Shade), (1.0, Tone::Shade)],
            ),
            Fill::Lit(ink) => (ink, 'l', "x2='0.8' y2='1'", &[(0.0, Tone::Light), (1.0, Tone::Base)]),
            Fill::Dim(ink) => (ink, 'd', "x2='0.6' y2='1'", &[(0.0, Tone::Base), (1.0, Tone::Shade)]),
        };
        let number = self.fills.iter().position(|known| *known == fill).unwrap_or(self.fills.len());
        let id = self.id(format_args!("{kind}{number}"));
        if number == self.fills.len() {
            self.fills.push(fill);
            let stops: String =
                stops.iter().map(|(at, tone)| format!("<stop offset='{at}' stop-color='{}'/>", self.color(ink, *tone))).collect();
            self.define(format_args!("<linearGradient id='{id}' x1='0' y1='0' {across}>{stops}</linearGradient>"));
        }
        format!("url(#{id})")
    }

    pub fn path(&mut self, fill: Fill, d: &str) {
        let paint = self.paint(fill);
        self.put(format_args!("<path fill='{paint}' d='{d}'/>"));
    }

    /// What lies behind shows through.
    pub fn veil(&mut self, opacity: f64, fill: Fill, d: &str) {
        let paint = self.paint(fill);
        self.put(format_args!("<path fill='{paint}' fill-opacity='{opacity}' d='{d}'/>"));
    }

    pub fn line(&mut self, fill: Fill, width: i32, d: &str) {
        let paint = self.paint(fill);
        self.put(format_args!(
            "<path fill='none' stroke='{paint}' stroke-width='{width}' stroke-linecap='round' stroke-linejoin='round' d='{d}'/>"
        ));
    }

    /// Stitches, or the holes of a strap.
    pub fn seam(&mut self, fill: Fill, width: i32, d: &str) {
        let paint = self.paint(fill);
        self.put(format_args!(
            "<path fill='none' stroke='{paint}' stroke-width='{width}' stroke-linecap='round' stroke-dasharray='{} {}' d='{d}'/>",
            width * 3,
            width * 3
        ));
    }

    /// The reflection on something glossy.
    pub fn gleam(&mut self, width: i32, d: &str) {
        self.put(format_args!(
            "<path fill='none' stroke='#fff' stroke-opacity='.5' stroke-width='{width}' stroke-linecap='round' stroke-linejoin='round' d='{d}'/>"
        ));
    }

    pub fn oval(&mut self, fill: Fill, (cx, cy): (i32, i32), (rx, ry): (i32, i32)) {
        let paint = self.paint(fill);
        self.put(format_args!("<ellipse fill='{paint}' cx='{cx}' cy='{cy}' rx='{rx}' ry='{ry}'/>"));
    }

    pub fn disc(&mut self, fill: Fill, center: (i32, i32), r: i32) {
        self.oval(fill, center, (r, r));
    }

    pub fn ring(&mut self, fill: Fill, width: i32, (cx, cy): (i32, i32), r: i32) {
        let paint = self.paint(fill);
        self.put(format_args!("<circle fill='none' stroke='{paint}' stroke-width='{width}' cx='{cx}' cy='{cy}' r='{r}'/>"));
    }

    pub fn rect(&mut self, fill: Fill, (x, y): (i32, i32), (w, h): (i32, i32), r: i32) {
        let paint = self.paint(fill);
        self.put(format_args!("<rect fill='{paint}' x='{x}' y='{y}' width='{w}' height='{h}' rx='{r}'/>"));
    }

    /// A ball, with its light side.
    pub fn ball(&mut self, ink: Ink, center: (i32, i32), r: i32) {
        self.disc(ink.shade(), center, r);
        let within = format!("M{} {}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", center.0 - r, center.1, 2 * r, 2 * r);
        self.within(&within, |p| {
            p.disc(ink.base(), (center.0 - r / 7, center.1 - r / 7), r * 19 / 20);
            p.disc(ink.light(), (center.0 - r / 3, center.1 - r / 3), r * 5 / 12);
        });
    }

    /// What is drawn ends at the edge of `d`.
    pub fn within(&mut self, d: &str, drawn: impl FnOnce(&mut Self)) {
        self.clips += 1;
        let id = self.id(format_args!("c{}", self.clips));
        self.define(format_args!("<clipPath id='{id}'><path d='{d}'/></clipPath>"));
        self.put(format_args!("<g clip-path='url(#{id})'>"));
        drawn(self);
        self.put(format_args!("</g>"));
    }

    pub fn turned_by(&mut self, degrees: i32, (x, y): (i32, i32), drawn: impl FnOnce(&mut Self)) {
        self.put(format_args!("<g transform='rotate({degrees} {x} {y})'>"));
        drawn(self);
        self.put(format_args!("</g>"));
    }

    /// Moved there, and `percent` as large.
    pub fn at(&mut self, (x, y): (i32, i32), percent: i32, drawn: impl FnOnce(&mut Self)) {
        self.put(format_args!("<g transform='translate({x} {y}) scale({})'>", f64::from(percent) / 100.0));
        drawn(self);
        self.put(format_args!("</g>"));
    }

    /// The shadow of what stands there, `r` to each side: tight where it touches, soft to the lower right.
    pub fn shadow(&mut self, (cx, cy): (i32, i32), r: i32) {
        let (cast, touch) = (self.id("cast"), self.id("touch"));
        self.put(format_args!(
            "<ellipse fill='url(#{cast})' cx='{}' cy='{}' rx='{}' ry='{}'/>",
            cx + r / 4,
            cy + r / 24,
            r * 3 / 2,
            r / 6 + 10
        ));
        self.put(format_args!(
            "<ellipse fill='url(#{touch})' cx='{}' cy='{}' rx='{}' ry='{}'/>",
            cx + r / 24,
            cy + 3,
            r * 9 / 8,
            r / 12 + 12
        ));
    }

    /// The shadow of what stands on feet: each touches for itself.
    pub fn feet(&mut self, (cx, cy): (i32, i32), r: i32, feet: &[i32]) {
        let (cast, touch) = (self.id("cast"), self.id("touch"));
        self.put(format_args!("<ellipse fill='url(#{cast})' cx='{}' cy='{}' rx='{}' ry='{}'/>", cx + r / 6, cy + 4, r * 5 / 4, r / 8 + 8));
        for x in feet {
            self.put(format_args!("<ellipse fill='url(#{touch})' cx='{}' cy='{}' rx='30' ry='9'/>", x + 3, cy + 5));
        }
    }

    /// The shadow of what hangs on the wall, or lies flat: its own outline, a little away.
    pub fn drop(&mut self, d: &str) {
        let color = self.color(Ink::Dark, Tone::Deep);
        for (away, opacity) in [(22, 0.05), (15, 0.06), (8, 0.08)] {
            self.put(format_args!(
                "<path transform='translate({away} {})' fill='{color}' fill-opacity='{opacity}' d='{d}'/>",
                away * 4 / 3
            ));
        }
    }

    /// Something made on a wheel or a lathe, from its half profile: heights, and how far it reaches to each side.
    pub fn turned(&mut self, ink: Ink, cx: i32, profile: &[(i32, i32)]) -> String {
        let outline = outline(cx, profile);
        self.path(ink.round(), &outline);
        outline
    }

    /// The mouth of a vessel.
    pub fn rim(&mut self, ink: Ink, (cx, y): (i32, i32), r: i32) {
        self.oval(ink.light(), (cx, y), (r, r / 6));
        self.oval(ink.deep(), (cx + 1, y + 2), (r - 9, r / 6 - 4));
    }

    /// A box that is seen from a little above and the right: front, lid and side.
    pub fn crate_of(&mut self, ink: Ink, (x, y): (i32, i32), (w, h): (i32, i32), deep: i32) {
        let up = deep / 2;
        self.path(ink.dim(), &format!("M{} {y}l{deep} -{up}v{h}l-{deep} {up}z", x + w));
        self.path(ink.hi(), &format!("M{x} {y}l{deep} -{up}h{w}l-{deep} {up}z"));
        self.path(ink.lit(), &format!("M{x} {y}h{w}v{h}h-{w}z"));
    }

    /// A leaf of two halves that grows from a point; 0 degrees is upright.
    pub fn leaf(&mut self, ink: Ink, from: (i32, i32), degrees: i32, long: i32) {
        let wide = long * 3 / 10;
        self.turned_by(degrees, from, |p| {
            let (x, y) = from;
            p.path(ink.base(), &format!("M{x} {y}c-{wide} -{} -{wide} -{} 0 -{long}z", long / 4, long * 3 / 4));
            p.path(ink.shade(), &format!("M{x} {y}c{wide} -{} {wide} -{} 0 -{long}z", long / 4, long * 3 / 4));
            p.line(ink.light(), 2, &format!("M{x} {y}v-{}", long * 4 / 5));
        });
    }
}

/// Through all points without a corner, and round below.
pub(super) fn outline(cx: i32, profile: &[(i32, i32)]) -> String {
    let left: Vec<(i32, i32)> = profile.iter().map(|(y, r)| (cx - r, *y)).collect();
    let right: Vec<(i32, i32)> = profile.iter().rev().map(|(y, r)| (cx + r, *y)).collect();
    let foot = profile.last().map_or(0, |(_, r)| *r);
    let (Some(first), Some(up)) = (left.first(), right.first()) else { return String::new() };
    format!("M{} {}{}A{foot} {} 0 0 0 {} {}{}z", first.0, first.1, smooth(&left), (foot / 6).max(1), up.0, up.1, smooth(&right))
}

/// Curves from the first point through the others, as tight as their neighbours want.
fn smooth(points: &[(i32, i32)]) -> String {
    let mut curve = String::new();
    for (n, (from, to)) in points.iter().zip(points.iter().skip(1)).enumerate() {
        let before = n.checked_sub(1).and_then(|n| points.get(n)).unwrap_or(from);
        let after = points.get(n + 2).unwrap_or(to);
        let (a, b) = (
            (from.0 + (to.0 - before.0) / 6, from.1 + (to.1 - before.1) / 6),
            (to.0 - (after.0 - from.0) / 6, to.1 - (after.1 - from.1) / 6),
        );
        let _ = write!(curve, "C{} {} {} {} {} {}", a.0, a.1, b.0, b.1, to.0, to.1);
    }
    curve
}
