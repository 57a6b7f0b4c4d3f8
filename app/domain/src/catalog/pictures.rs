//! Pictures of products. A picture names a **file**, by what is in it; what is done with a product's pictures are functions of them.

use crate::{
    ids::{PictureId, StoreViewId},
    text::{Flaw, hex, line},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::Deref,
    str::FromStr,
};
use strum::{EnumCount, IntoStaticStr, VariantNames};
use uuid::Uuid;

/// The largest file that is taken, in bytes, and how many at once.
pub const LARGEST_FILE: u64 = 20 * 1024 * 1024;
pub const MOST_FILES: usize = 20;
/// The most pixels that a picture has, and the longest that one of its sides is.
pub const MOST_PIXELS: u64 = 40_000_000;
pub const LONGEST_SIDE: u32 = 16_000;

/// There is no such file, or no such size of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no file of a picture")]
pub struct NoFile;

/// The SHA-256 of what is in a file: its name, and its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash([u8; 32]);

impl FileHash {
    pub const fn new(hash: [u8; 32]) -> Self {
        Self(hash)
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for FileHash {
    type Err = NoFile;
    /// Only the form that `Display` writes: it is a part of addresses and of paths.
    fn from_str(text: &str) -> Result<Self, NoFile> {
        let digit = |byte: &u8| match byte {
            b'0'..=b'9' => Ok(byte.saturating_sub(b'0')),
            b'a'..=b'f' => Ok(byte.saturating_sub(b'a').saturating_add(10)),
            _ => Err(NoFile),
        };
        let mut hash = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != hash.len() || !rest.is_empty() {
            return Err(NoFile);
        }
        for (byte, [high, low]) in hash.iter_mut().zip(pairs) {
            *byte = (digit(high)? << 4) | digit(low)?;
        }
        Ok(Self(hash))
    }
}

/// How large a picture is wanted: the box, in pixels, that it fits into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// In a line of a cart or a grid, and to choose from.
    Thumbnail,
    /// In a list, and in one on a fine screen.
    Tile,
    Fine,
    /// The whole width of a page.
    Large,
}

impl Size {
    pub const ALL: [Self; 4] = [Self::Thumbnail, Self::Tile, Self::Fine, Self::Large];

    pub const fn pixels(self) -> u32 {
        match self {
            Self::Thumbnail => 160,
            Self::Tile => 320,
            Self::Fine => 640,
            Self::Large => 1280,
        }
    }
}

/// What a picture is written as: what browsers read by now, and what all others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    WebP,
    Jpeg,
}

impl Format {
    pub const fn ending(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// A file as a page asks for it: `640.webp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rendition {
    pub size: Size,
    pub format: Format,
}

impl fmt::Display for Rendition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.size.pixels(), self.format.ending())
    }
}

impl FromStr for Rendition {
    type Err = NoFile;
    fn from_str(text: &str) -> Result<Self, NoFile> {
        let all = Size::ALL.into_iter().flat_map(|size| [Format::WebP, Format::Jpeg].map(|format| Self { size, format }));
        all.into_iter().find(|rendition| rendition.to_string() == text).ok_or(NoFile)
    }
}

/// A file, and how large the picture in it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image {
    pub file: FileHash,
    pub width: u32,
    pub height: u32,
}

impl Image {
    /// Where it is. The address never shows anything else.
    pub fn address(&self, size: Size, format: Format) -> String {
        format!("/picture/{}/{}", self.file, Rendition { size, format })
    }

    /// How large it is in a size: it fits in, keeps its shape, and is never larger than it is.
    pub fn fit(&self, size: Size) -> (u32, u32) {
        fit(self.width, self.height, size.pixels())
    }

    /// The sizes that differ: behind the first that shows all of it there is nothing more to see.
    pub fn sizes(&self) -> impl Iterator<Item = Size> + use<> {
        let (longest, mut is_whole) = (self.width.max(self.height), false);
        Size::ALL.into_iter().take_while(move |size| !std::mem::replace(&mut is_whole, size.pixels() >= longest))
    }
}

/// How large something is that is to fit into a square, never larger than it is.
pub fn fit(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= side {
        return (width.max(1), height.max(1));
    }
    let scaled = |length: u32| {
        let (length, side, longest) = (u64::from(length), u64::from(side), u64::from(longest));
        let rounded = length.saturating_mul(side).saturating_add(longest / 2).checked_div(longest).unwrap_or(1);
        u32::try_from(rounded.max(1)).unwrap_or(1)
    };
    (scaled(width), scaled(height))
}

/// What a picture is shown for. Each role has one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Role {
    /// First on the product's page.
    Base,
    /// In lists of products.
    Small,
    /// In carts and tables.
    Thumbnail,
}

impl Role {
    pub const ALL: [Self; Self::COUNT] = [Self::Base, Self::Small, Self::Thumbnail];

    pub const fn code(self) -> &'static str {
        self.into_str()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A picture of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub id: PictureId,
    pub image: Image,
    /// What it shows, for whoever does not see it. Empty: what the product is called.
    pub alt: String,
    /// What views say in place of that.
    pub own_alt: BTreeMap<StoreViewId, String>,
    pub roles: BTreeSet<Role>,
    /// Not among the pictures of the product's page; its roles hold.
    pub is_hidden: bool,
}

/// The longest text in place of a picture, in characters.
pub const LONGEST_ALT: usize = 255;

/// What stands in place of a picture, if anything.
///
/// # Errors
/// The flaw to show at the field.
pub fn alt(text: &str) -> Result<String, Flaw> {
    if text.trim().is_empty() { Ok(String::new()) } else { line(text, LONGEST_ALT) }
}

impl Picture {
    /// As a view shows it.
    #[must_use]
    pub fn in_view(mut self, view: Option<StoreViewId>) -> Self {
        if let Some(own) = view.and_then(|view| self.own_alt.remove(&view)) {
            self.alt = own;
        }
        self
    }
}

/// What staff say of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureDraft {
    /// `None` is "Use Default Value", in a view.
    pub alt: Option<String>,
    pub roles: BTreeSet<Role>,
    pub is_hidden: bool,
}

/// Where a picture is moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    Front,
    Back,
}

/// The pictures of a product, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pictures(Vec<Picture>);

impl Deref for Pictures {
    type Target = [Picture];
    fn deref(&self) -> &[Picture] {
        &self.0
    }
}

impl Pictures {
    /// The most that a product has.
    pub const MOST: usize = 50;

    pub const fn new(pictures: Vec<Picture>) -> Self {
        Self(pictures)
    }

    pub fn find(&self, id: PictureId) -> Option<&Picture> {
        self.iter().find(|picture| picture.id == id)
    }

    /// Whose turn it is in a role: without one of its own, the first that is shown.
    pub fn of(&self, role: Role) -> Option<&Picture> {
        let has_it = |picture: &&Picture| picture.roles.contains(&role);
        self.iter().find(has_it).or_else(|| self.iter().find(|picture| !picture.is_hidden))
    }

    /// What the product's page shows: the base picture first, and none that is hidden.
    pub fn gallery(&self) -> Vec<&Picture> {
        let base = self.of(Role::Base).map(|picture| picture.id);
        let shown = || self.iter().filter(|picture| !picture.is_hidden);
        shown().filter(|p| Some(p.id) == base).chain(shown().filter(|p| Some(p.id) != base)).collect()
    }

    /// With more behind. The first of all gets all roles.
    ///
    /// # Errors
    /// A product has no more than [`Pictures::MOST`].
    pub fn with(&self, more: impl IntoIterator<Item = (PictureId, Image)>) -> Result<Self, Flaw> {
        let mut next = self.clone();
        for (id, image) in more {
            let roles = if next.0.is_empty() { Role::ALL.into() } else { BTreeSet::new() };
            next.0.push(Picture { id, image, alt: String::new(), own_alt: BTreeMap::new(), roles, is_hidden: false });
        }
        if next.0.len() > Self::MOST { Err(Flaw::TooManyPictures) } else { Ok(next) }
    }

    /// With this image behind, unless a picture of the same file is there; and which picture it is.
    ///
    /// # Errors
    /// As for [`Pictures::with`].
    pub fn including(&self, image: Image) -> Result<(Self, PictureId), Flaw> {
        if let Some(known) = self.iter().find(|picture| picture.image.file == image.file) {
            return Ok((self.clone(), known.id));
        }
        // Its file is there once: that tells it from the others.
        let id = image.file.0.first_chunk::<16>().map_or(PictureId::NOTHING, |begin| PictureId::new(Uuid::from_bytes(*begin)));
        Ok((self.with([(id, image)])?, id))
    }

    #[must_use]
    pub fn without(&self, id: PictureId) -> Self {
        Self(self.iter().filter(|picture| picture.id != id).cloned().collect())
    }

    /// In another order, if it names just these.
    pub fn in_order(&self, order: &[PictureId]) -> Option<Self> {
        let named: BTreeSet<&PictureId> = order.iter().collect();
        let next: Vec<Picture> = order.iter().map(|id| self.find(*id).cloned()).collect::<Option<_>>()?;
        (named.len() == self.len() && next.len() == self.len()).then_some(Self(next))
    }

    /// With what is said of one of them, for all or in a view, which says nothing but a text. A role that it gets, another loses.
    #[must_use]
    pub fn saying(&self, id: PictureId, view: Option<StoreViewId>, said: &PictureDraft) -> Self {
        let mut next = self.clone();
        for picture in &mut next.0 {
            match (view, &said.alt) {
                (Some(view), Some(own)) if picture.id == id => drop(picture.own_alt.insert(view, own.clone())),
                (Some(view), None) if picture.id == id => drop(picture.own_alt.remove(&view)),
                (Some(_), _) => {}
                (None, text) if picture.id == id => {
                    picture.alt = text.clone().unwrap_or_default();
                    (picture.roles, picture.is_hidden) = (said.roles.clone(), said.is_hidden);
                }
                (None, _) => picture.roles.retain(|role| !said.roles.contains(role)),
            }
        }
        next
    }
}

/// An order with one moved a place; the same, if there is no place.
pub fn moved(order: &[PictureId], id: PictureId, towards: Towards) -> Vec<PictureId> {
    let mut next = order.to_vec();
    let Some(at) = order.iter().position(|other| *other == id) else { return next };
    let to = match towards {
        Towards::Front => at.checked_sub(1),
        Towards::Back => at.checked_add(1).filter(|to| *to < next.len()),
    };
    if let Some(to) = to {
        next.swap(at, to);
    }
    next
}

#[cfg(test)]
mod tests;
