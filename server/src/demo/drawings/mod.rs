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

/// A thing in a hue, as an SVG image of 800 by 600.
#[must_use]
pub fn svg(drawing: &str, hue: u16) -> Option<String> {
    let (name, ground, draw) = KINDS.iter().copied().flatten().find(|(name, _, _)| *name == drawing)?;
    let mut pen = Pen::new(format!("{name}-{hue}"), Palette::of(hue));
    ground.draw(&mut pen, hue);
    draw(&mut pen);
    Some(pen.into_svg())
}
