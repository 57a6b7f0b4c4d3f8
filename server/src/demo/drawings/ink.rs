//! Colours: a few inks of five tones each. Two of them, and the ground, come from the hue of a picture; the others are what things are
//! made of. Tones are even to the eye (OKLCH): light turns a little warmer, shade a little cooler.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// The colour that the thing is sold in.
    Body,
    /// What goes well with it.
    Accent,
    Ground,
    Wood,
    Metal,
    Paper,
    Dark,
    Leather,
    Leaf,
    Clay,
    Brass,
    Glass,
    /// Ripe fruit.
    Red,
    /// What is yellow in itself, such as a duck.
    Yellow,
}

/// From the lightest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Hi,
    Light,
    Base,
    Shade,
    Deep,
}

/// What a form is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Flat(Ink, Tone),
    /// Something round that stands upright: light from the left.
    Round(Ink),
    /// A face that looks at the light.
    Lit(Ink),
    /// A face that looks away from it.
    Dim(Ink),
}

impl Ink {
    pub fn hi(self) -> Fill {
        Fill::Flat(self, Tone::Hi)
    }

    pub fn light(self) -> Fill {
        Fill::Flat(self, Tone::Light)
    }

    pub fn base(self) -> Fill {
        Fill::Flat(self, Tone::Base)
    }

    pub fn shade(self) -> Fill {
        Fill::Flat(self, Tone::Shade)
    }

    pub fn deep(self) -> Fill {
        Fill::Flat(self, Tone::Deep)
    }

    pub fn round(self) -> Fill {
        Fill::Round(self)
    }

    pub fn lit(self) -> Fill {
        Fill::Lit(self)
    }

    pub fn dim(self) -> Fill {
        Fill::Dim(self)
    }
}

/// The hues of one picture, as OKLCH counts them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    body: f64,
    accent: f64,
    ground: f64,
}

impl Palette {
    /// Three ways to go on from a hue, so that neighbours in a list differ by more than one colour.
    pub fn of(hue: u16) -> Self {
        let body = perceived(f64::from(hue));
        let (accent, ground) = match hue / 7 % 3 {
            0 => (body + 165.0, body),
            1 => (body + 55.0, body + 180.0),
            _ => (body - 120.0, 82.0),
        };
        Self { body, accent, ground }
    }

    pub fn color(self, ink: Ink, tone: Tone) -> String {
        let step = match tone {
            Tone::Hi => 0.0,
            Tone::Light => 1.0,
            Tone::Base => 2.0,
            Tone::Shade => 3.0,
            Tone::Deep => 4.0,
        };
        // Hue, the lightest and the darkest tone, and how much colour there is.
        let (hue, from, to, chroma) = match ink {
            Ink::Body => (self.body, 0.90 + sunny(self.body), 0.41 + 2.0 * sunny(self.body), 0.105),
            Ink::Accent => (self.accent, 0.91, 0.43 + 2.0 * sunny(self.accent), 0.092),
            Ink::Ground => (self.ground, 0.965, 0.80, 0.036),
            Ink::Wood => (68.0, 0.87, 0.47, 0.072),
            Ink::Metal => (245.0, 0.965, 0.52, 0.014),
            Ink::Paper => (86.0, 0.99, 0.80, 0.020),
            Ink::Dark => (265.0, 0.52, 0.21, 0.024),
            Ink::Leather => (52.0, 0.72, 0.33, 0.082),
            Ink::Leaf => (141.0, 0.86, 0.40, 0.105),
            Ink::Clay => (42.0, 0.84, 0.46, 0.098),
            Ink::Brass => (84.0, 0.96, 0.55, 0.112),
            Ink::Glass => (215.0, 0.975, 0.62, 0.030),
            Ink::Red => (27.0, 0.86, 0.40, 0.150),
            Ink::Yellow => (88.0, 0.97, 0.66, 0.140),
        };
        let light: f64 = from + (to - from) * step / 4.0;
        // The lightest and the darkest tone hold less of it.
        let chroma =
            chroma * [0.45, 0.82, 1.0, 0.98, 0.84].iter().zip(0_u8..).find(|(_, n)| f64::from(*n) >= step).map_or(1.0, |(c, _)| *c);
        rgb(light, chroma, hue + (step - 2.0) * if (80.0..260.0).contains(&hue.rem_euclid(360.0)) { 4.0 } else { -4.0 })
    }
}

/// How much lighter a yellow is than other colours: dark, it is none.
fn sunny(hue: f64) -> f64 {
    let away = (hue.rem_euclid(360.0) - 92.0).abs();
    0.055 * (1.0 - away / 48.0).max(0.0)
}

/// From a hue as style sheets count it to one as the eye sees it.
fn perceived(hue: f64) -> f64 {
    const TURNS: [(f64, f64); 8] =
        [(0.0, 22.0), (30.0, 56.0), (60.0, 100.0), (120.0, 143.0), (180.0, 195.0), (240.0, 266.0), (300.0, 325.0), (360.0, 382.0)];
    let pairs = TURNS.iter().zip(TURNS.iter().skip(1));
    let within = pairs.into_iter().find(|(from, to)| (from.0..=to.0).contains(&hue));
    within.map_or(hue, |(from, to)| from.1 + (to.1 - from.1) * (hue - from.0) / (to.0 - from.0))
}

/// The colour of sRGB that comes closest: with less chroma where it has none so strong.
fn rgb(light: f64, chroma: f64, hue: f64) -> String {
    let (sin, cos) = hue.to_radians().sin_cos();
    let mut chroma = chroma;
    let mut channels = linear(light, chroma * cos, chroma * sin);
    while chroma > 0.004 && channels.iter().any(|c| !(-0.001..=1.001).contains(c)) {
        chroma -= 0.004;
        channels = linear(light, chroma * cos, chroma * sin);
    }
    let [r, g, b] = channels.map(|c| {
        let c = c.clamp(0.0, 1.0);
        255.0 * if c <= 0.003_130_8 { 12.92 * c } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 }
    });
    format!("rgb({r:.0},{g:.0},{b:.0})")
}

/// From OKLab to linear sRGB.
fn linear(light: f64, a: f64, b: f64) -> [f64; 3] {
    let l = (light + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (light - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (light - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
}
