//! From bytes that somebody sent, or that the program drew, to pixels.

use domain::catalog::pictures::{LONGEST_SIDE, MOST_PIXELS, fit};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbaImage, imageops::FilterType, metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use resvg::{tiny_skia, usvg};
use std::io::Cursor;

/// What reading one picture may take of the memory: its pixels, and what its format needs beside them.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The longest side of what is kept of a picture: more than any page shows.
pub(crate) const KEPT: u32 = 2_560;

/// Why something is no picture of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    NotAPicture,
    TooManyPixels,
}

/// What was sent, as far as its beginning tells. Only what is in it says what it is, never what it is called; its size is known, and judged,
/// before room is made for it.
pub(crate) fn begun(bytes: &[u8]) -> Result<impl ImageDecoder, Unread> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unread::NotAPicture)?;
    match reader.format() {
        Some(ImageFormat::Jpeg) if is_whole_jpeg(bytes) => {}
        Some(ImageFormat::Png | ImageFormat::WebP) => {}
        Some(_) | None => return Err(Unread::NotAPicture),
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(unread)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Unread::NotAPicture);
    }
    if width.max(height) > LONGEST_SIDE || u64::from(width).saturating_mul(u64::from(height)) > MOST_PIXELS {
        return Err(Unread::TooManyPixels);
    }
    Ok(decoder)
}

/// All of it.
pub(crate) fn upload(bytes: &[u8]) -> Result<DynamicImage, Unread> {
    let mut decoder = begun(bytes)?;
    let (width, height) = decoder.dimensions();
    // A camera that was held upright says so beside the picture, and that is thrown away with all else that stands there.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let colours = decoder.icc_profile().unwrap_or_default();
    let whole = DynamicImage::from_decoder(decoder).map_err(unread)?;
    let (kept_width, kept_height) = fit(width, height, KEPT);
    let mut kept = if (kept_width, kept_height) == (width, height) { whole } else { scaled(&whole, kept_width, kept_height) };
    kept.apply_orientation(orientation);
    Ok(as_on_screens(kept, colours))
}

/// What says that its colours are others than those of screens is turned into these, for what is kept says nothing any more.
fn as_on_screens(image: DynamicImage, colours: Option<Vec<u8>>) -> DynamicImage {
    let profile = colours.and_then(|profile| ColorProfile::new_from_slice(&profile).ok());
    let Some(profile) = profile.filter(|profile| profile.color_space == DataColorSpace::Rgb) else { return image };
    let turning = profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgba, TransformOptions::default());
    let Ok(turning) = turning else { return image };
    let mut pixels = image.to_rgba8();
    let was = pixels.to_vec();
    if turning.transform(&was, &mut pixels).is_ok() { DynamicImage::ImageRgba8(pixels) } else { image }
}

fn unread(error: ImageError) -> Unread {
    if matches!(error, ImageError::Limits(_)) { Unread::TooManyPixels } else { Unread::NotAPicture }
}

/// How large a file of ours is.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    ImageReader::with_format(Cursor::new(bytes), ImageFormat::WebP).into_dimensions().ok()
}

/// A file of ours.
pub(crate) fn kept(bytes: &[u8]) -> Option<DynamicImage> {
    image::load_from_memory_with_format(bytes, ImageFormat::WebP).ok()
}

/// A drawing of the program's own.
pub(crate) struct Drawing(usvg::Tree);

impl Drawing {
    pub(crate) fn new(svg: &[u8]) -> Option<Self> {
        usvg::Tree::from_data(svg, &usvg::Options::default()).ok().map(Self)
    }

    /// How large it is when it is as large as any that is kept.
    pub(crate) fn size(&self) -> (u32, u32) {
        let size = self.0.size().to_int_size();
        let longest = size.width().max(size.height()).max(1);
        let scaled = |length: u32| length.saturating_mul(KEPT).checked_div(longest).unwrap_or(1).max(1);
        (scaled(size.width()), scaled(size.height()))
    }

    pub(crate) fn pixels(&self, width: u32, height: u32) -> Option<DynamicImage> {
        let mut pixels = tiny_skia::Pixmap::new(width, height)?;
        let to_size = tiny_skia::Size::from_wh(exact(width), exact(height))?;
        let size = self.0.size();
        let scale = tiny_skia::Transform::from_scale(to_size.width() / size.width(), to_size.height() / size.height());
        resvg::render(&self.0, scale, &mut pixels.as_mut());
        RgbaImage::from_raw(width, height, pixels.take_demultiplied()).map(DynamicImage::ImageRgba8)
    }
}

/// A length of a picture, which has few enough pixels.
fn exact(length: u32) -> f32 {
    u16::try_from(length).map_or(f32::from(u16::MAX), f32::from)
}

pub(crate) fn scaled(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    image.resize_exact(width, height, FilterType::CatmullRom)
}

/// Whether a JPEG does not break off: decoders fill what is missing with grey, and say nothing. Behind its end there may be anything.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const START: u8 = 0xd8;
    const END: u8 = 0xd9;
    const NO_LENGTH: std::ops::RangeInclusive<u8> = 0xd0..=0xd7;
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == 0xff) {
        let Some((_, behind)) = rest.split_at_checked(at) else { return false };
        let Some((_, behind)) = behind.split_first() else { return false };
        rest = match behind.split_first() {
            Some((&END, _)) => return true,
            // What is filled in between, a byte of the picture that looks like a mark, and marks that stand alone.
            Some((&0xff, _)) => behind,
            Some((&(START | 0x00 | 0x01), rest)) => rest,
            Some((mark, rest)) if NO_LENGTH.contains(mark) => rest,
            Some((_, segment)) => {
                let length = segment.first_chunk::<2>().map(|length| usize::from(u16::from_be_bytes(*length)));
                let Some((_, rest)) = length.and_then(|length| segment.split_at_checked(length)) else { return false };
                rest
            }
            None => return false,
        };
    }
    false
}
