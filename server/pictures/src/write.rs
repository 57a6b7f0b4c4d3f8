//! From pixels to files.

use crate::read::scaled;
use domain::catalog::pictures::{Format, Image, Rendition};
use image::{DynamicImage, Rgba, RgbaImage, codecs::jpeg::JpegEncoder, imageops};
use webp::Encoder;

/// How much of a picture is kept: of what all others are made, and of what is shown.
const KEPT: f32 = 92.0;
const SHOWN: f32 = 82.0;
const SHOWN_JPEG: u8 = 84;

/// A picture as it is kept: pixels and nothing else.
pub(crate) fn kept(image: DynamicImage) -> Option<Vec<u8>> {
    webp(&image.into_rgba8(), KEPT)
}

/// A picture as a page shows it.
pub(crate) fn shown(whole: &DynamicImage, image: &Image, rendition: Rendition) -> Option<Vec<u8>> {
    let (width, height) = image.fit(rendition.size);
    let is_smaller = (width, height) != (whole.width(), whole.height());
    let pixels = if is_smaller { scaled(whole, width, height).into_rgba8() } else { whole.to_rgba8() };
    match rendition.format {
        Format::WebP => webp(&pixels, SHOWN),
        Format::Jpeg => jpeg(&pixels),
    }
}

fn webp(pixels: &RgbaImage, quality: f32) -> Option<Vec<u8>> {
    let encoded = Encoder::from_rgba(pixels, pixels.width(), pixels.height()).encode_simple(false, quality);
    encoded.ok().map(|bytes| bytes.to_vec())
}

/// Nothing can be seen through a JPEG: white is behind it.
fn jpeg(pixels: &RgbaImage) -> Option<Vec<u8>> {
    let mut opaque = RgbaImage::from_pixel(pixels.width(), pixels.height(), Rgba([255; 4]));
    imageops::overlay(&mut opaque, pixels, 0, 0);
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, SHOWN_JPEG);
    DynamicImage::ImageRgba8(opaque).into_rgb8().write_with_encoder(encoder).ok()?;
    Some(bytes)
}
