//! The pictures of the demo shop, drawn by the program: each is a thing, in a hue.
//!
//! It depends on nothing but the standard library. A picture is made of what [`pen::Pen`] can draw, in the colours of [`ink`], on one of
//! two [`ground`]s; the things stand in files by kind. A picture holds no text, no script, and nothing from elsewhere.

mod bags;
mod bath;
mod clothes;
mod coffee;
mod desk;
mod garden;
mod ground;
mod ink;
mod kitchen;
mod letters;
mod lights;
mod living;
mod paper;
mod pen;
mod plants;
mod play;
mod sport;
#[cfg(test)]
mod tests;
mod toys;
mod travel;
mod worn;

use ground::Ground;
use ink::Palette;
use pen::Pen;

/// Name, what it is on, and how it is drawn.
type Drawing = (&'static str, Ground, fn(&mut Pen));

const KINDS: &[&[Drawing]] = &[
    kitchen::DRAWINGS,
    coffee::DRAWINGS,
    living::DRAWINGS,
    lights::DRAWINGS,
    desk::DRAWINGS,
    paper::DRAWINGS,
    letters::DRAWINGS,
    bath::DRAWINGS,
    plants::DRAWINGS,
    garden::DRAWINGS,
    sport::DRAWINGS,
    play::DRAWINGS,
    clothes::DRAWINGS,
    worn::DRAWINGS,
    bags::DRAWINGS,
    travel::DRAWINGS,
    toys::DRAWINGS,
];

/// The names of all that can be drawn.
#[cfg(test)]
pub fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().copied().flatten().map(|(name, _, _)| *name)
}

/// How a thing is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    Whole,
    Near,
    /// When the light is going.
    Evening,
}

impl Look {
    pub const ALL: [Self; 3] = [Self::Whole, Self::Near, Self::Evening];

    const fn part(self) -> &'static str {
        match self {
            Self::Whole | Self::Evening => "0 0 800 600",
            Self::Near => "200 165 400 300",
        }
    }
}

/// A thing in a hue, as an SVG image of 800 by 600.
#[must_use]
pub fn svg(drawing: &str, hue: u16, look: Look) -> Option<String> {
    let (name, ground, draw) = KINDS.iter().copied().flatten().find(|(name, _, _)| *name == drawing)?;
    let mut pen = Pen::new(format!("{name}-{hue}"), Palette::of(hue));
    ground.draw(&mut pen, hue);
    draw(&mut pen);
    if look == Look::Evening {
        ground::evening(&mut pen);
    }
    Some(pen.into_svg(look.part()))
}
