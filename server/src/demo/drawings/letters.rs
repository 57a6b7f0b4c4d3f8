//! For letters, presents and pictures.

use super::{
    Drawing,
    ground::Ground::{Plain, Table},
    ink::{
        Ink,
        Ink::{Accent, Body, Brass, Clay, Dark, Leaf, Metal, Paper, Wood},
    },
    pen::{FLOOR, Pen},
};

pub(super) const DRAWINGS: &[Drawing] = &[
    ("envelopes", Plain, envelopes),
    ("cards", Plain, cards),
    ("wrapping-paper", Table, wrapping_paper),
    ("paints", Plain, paints),
    ("stamps", Table, stamps),
    ("bookmarks", Plain, bookmarks),
];

fn envelopes(p: &mut Pen) {
    for (turn, ink, x, y) in [(-14, Accent, 190, 130), (8, Paper, 220, 200), (-4, Body, 230, 260)] {
        p.turned_by(turn, (400, 300), |p| {
            let shape = format!("M{x} {y}h360v220H{x}z");
            p.drop(&shape);
            p.path(ink.lit(), &shape);
            p.path(ink.shade(), &format!("M{x} {}l150 -110h60l150 110z", y + 220));
            p.path(ink.base(), &format!("M{x} {}l150 -104h60l150 104z", y + 220));
            p.path(ink.light(), &format!("M{x} {y}l164 126q16 10 32 0L{} {y}z", x + 360));
            p.line(ink.deep(), 3, &format!("M{x} {y}l164 126q16 10 32 0L{} {y}", x + 360));
        });
    }
    p.turned_by(-4, (400, 300), |p| {
        p.disc(Clay.shade(), (410, 384), 34);
        p.disc(Clay.base(), (407, 381), 28);
        p.leaf(Clay, (407, 400), 0, 36);
    });
}

fn cards(p: &mut Pen) {
    let card = |p: &mut Pen, turn: i32, x: i32, ink: Ink, kind: u8| {
        p.turned_by(turn, (400, 620), |p| {
            let shape = format!("M{x} 130h210v300H{x}z");
            p.drop(&shape);
            p.path(Paper.lit(), &shape);
            p.path(ink.hi(), &format!("M{} 146h178v268H{}z", x + 16, x + 16));
            let (cx, cy) = (x + 105, 280);
            match kind {
                0 => {
                    p.line(Leaf.shade(), 5, &format!("M{cx} 390V240"));
                    p.leaf(Leaf, (cx, 360), 44, 70);
                    p.leaf(Leaf, (cx, 340), -44, 64);
                    for turn in [0, 60, 120, 180, 240, 300] {
                        p.turned_by(turn, (cx, 226), |p| p.oval(ink.base(), (cx, 196), (17, 28)));
                    }
                    p.disc(Brass.base(), (cx, 226), 15);
                }
                1 => {
                    p.path(
                        ink.base(),
                        &format!("M{cx} {}c-90 -60 -60 -120 -24 -112q18 4 24 26q6 -22 24 -26c36 -8 66 52 -24 112z", cy + 66),
                    );
                    p.path(ink.light(), &format!("M{} {}c-20 -30 -14 -50 2 -54q-10 26 -2 54z", cx - 30, cy + 14));
                }
                _ => {
                    for (dx, dy, r) in [(-40, -60, 26), (34, -40, 32), (-8, 10, 28)] {
                        p.ball(ink, (cx + dx, cy + dy), r);
                        p.line(Dark.hi(), 3, &format!("M{} {}Q{} 370 {cx} 400", cx + dx, cy + dy + r, cx + dx / 2));
                    }
                }
            }
        });
    };
    card(p, -22, 295, Accent, 2);
    card(p, 20, 295, Brass, 1);
    card(p, -1, 295, Body, 0);
}

fn wrapping_paper(p: &mut Pen) {
    p.shadow((400, 486), 210);
    let roll = |p: &mut Pen, ink: Ink, x: i32, top: i32, turn: i32, dots: bool| {
        p.turned_by(turn, (x, 480), |p| {
            let body = format!("M{} {top}h84v{}q-42 14 -84 0z", x - 42, 480 - top);
            p.path(ink.round(), &body);
            p.within(&body, |p| {
                for y in (top..490).step_by(44) {
                    if dots {
                        p.disc(Paper.hi(), (x - 22, y + 10), 9);
                        p.disc(Paper.hi(), (x + 18, y + 30), 9);
                    } else {
                        p.line(Paper.light(), 9, &format!("M{} {y}l110 50", x - 50));
                    }
                }
            });
            p.oval(ink.light(), (x, top), (42, 9));
            p.oval(ink.deep(), (x, top), (26, 5));
            p.path(Paper.hi(), &format!("M{} 300h84v44q-42 12 -84 0z", x - 42));
        });
    };
    roll(p, Accent, 300, 110, -8, false);
    roll(p, Body, 404, 80, 3, true);
    roll(p, Brass, 500, 140, 12, false);
    p.ball(Clay, (570, 458), 40);
    p.line(Clay.light(), 4, "M536 450q34 -30 68 6M538 468q36 -40 64 2M560 420q-14 40 6 76");
    p.line(Clay.base(), 6, "M600 480q50 20 80 -6");
}

fn paints(p: &mut Pen) {
    let tin = "M130 150h540q22 0 22 22v230q0 22 -22 22H130q-22 0 -22 -22V172q0 -22 22 -22z";
    p.drop(tin);
    p.path(Metal.lit(), tin);
    p.rect(Dark.base(), (128, 168), (544, 238), 12);
    let inks = [Body, Accent, Clay, Brass, Leaf, Dark, Wood, Body, Accent, Clay];
    for (n, ink) in inks.into_iter().enumerate() {
        let n = i32::try_from(n).unwrap_or(0);
        let (x, y) = (144 + n % 5 * 105, 182 + n / 5 * 110);
        p.rect(Paper.hi(), (x, y), (94, 98), 6);
        let fill = if n < 5 { ink.base() } else { ink.shade() };
        p.rect(fill, (x + 8, y + 8), (78, 82), 5);
        p.path(ink.light(), &format!("M{} {}q20 -24 56 -8q-20 10 -24 26q-14 12 -32 -18z", x + 16, y + 40));
    }
    p.turned_by(-14, (400, 480), |p| {
        p.drop("M180 470h300v16H180z");
        p.path(Body.dim(), "M200 466q180 -10 300 8v10q-120 14 -300 4z");
        p.rect(Metal.round(), (496, 464), (60, 26), 4);
        p.path(Wood.deep(), "M554 464q60 -6 100 14q-40 18 -100 12z");
        p.path(Accent.base(), "M610 466q24 2 44 12q-20 10 -44 10z");
    });
}

fn stamps(p: &mut Pen) {
    p.shadow((330, FLOOR), 92);
    p.shadow((500, 492), 76);
    p.turned(Wood, 330, &[(190, 30), (214, 42), (250, 34), (300, 20), (350, 26), (380, 70)]);
    p.rect(Wood.round(), (254, 378), (152, 76), 8);
    p.rect(Clay.deep(), (258, 452), (144, 34), 4);
    p.oval(Wood.light(), (328, 194), (24, 8));
    p.gleam(7, "M300 222q-4 20 6 36");
    p.turned(Wood, 500, &[(280, 24), (300, 32), (330, 24), (370, 16), (400, 20), (420, 56)]);
    p.rect(Wood.round(), (440, 418), (120, 48), 8);
    p.rect(Clay.deep(), (444, 464), (112, 28), 4);
    p.path(Body.shade(), "M560 492l16 -40h130l20 40z");
    p.path(Body.light(), "M574 484l10 -26h114l12 26z");
    p.path(Paper.hi(), "M120 500l20 -44h90l-10 44z");
    p.disc(Body.base(), (176, 478), 12);
}

fn bookmarks(p: &mut Pen) {
    for (n, (ink, turn)) in [(Accent, -16), (Body, -2), (Clay, 12)].into_iter().enumerate() {
        let x = 270 + i32::try_from(n).unwrap_or(0) * 100;
        p.turned_by(turn, (x + 40, 520), |p| {
            let shape = format!("M{x} 150q0 -14 14 -14h62q14 0 14 14v300q0 14 -14 14H{}q-14 0 -14 -14z", x + 14);
            p.drop(&shape);
            p.line(ink.shade(), 5, &format!("M{} 150q-10 -50 10 -90", x + 45));
            p.path(ink.base(), &format!("M{} 60l-16 -44 18 8 20 -6 -10 42z", x + 54));
            p.path(ink.lit(), &shape);
            p.disc(Paper.hi(), (x + 45, 158), 9);
            for (y, side) in [(430, 40), (430, -40), (380, 36), (380, -36), (330, 32), (330, -32), (280, 28), (280, -28), (240, 0)] {
                p.leaf(if n == 1 { Paper } else { Brass }, (x + 45, y), side, 54);
            }
        });
    }
}
