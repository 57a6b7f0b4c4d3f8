//! What people upload, and what attackers do.

use crate::{
    Files, NotTaken,
    read::{Unread, upload},
};
use domain::{
    catalog::pictures::{FileHash, Format, Image, Rendition, Size},
    text::Flaw,
};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, codecs::png::PngEncoder};
use proptest::prelude::*;
use std::{
    io::{Cursor, Write},
    time::{Duration, SystemTime},
};

/// Its left half is red, its right half blue.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, _| if x * 2 < width { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

const KINDS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

/// A JPEG with a segment behind its beginning.
fn with_segment(jpeg: &[u8], mark: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, mark], &length, content, &jpeg[2..]].concat()
}

/// How the camera was held, and where.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(entry(0x0112, 3, 1, [0, orientation, 0, 0]));
    exif.extend(entry(0x8825, 4, 1, 38_u32.to_be_bytes()));
    exif.extend([0; 4]);
    exif.extend(b"\0\x01");
    exif.extend(entry(1, 2, 4, *b"PLCE"));
    exif.extend([0; 4]);
    exif
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

async fn taken(files: &Files, bytes: &[u8]) -> Result<Image, NotTaken> {
    std::fs::create_dir_all(files.arriving()).unwrap();
    let mut arrived = tempfile::NamedTempFile::new_in(files.arriving()).unwrap();
    arrived.write_all(bytes).unwrap();
    files.take(arrived.path().to_owned()).await
}

async fn shown(files: &Files, image: Image, size: Size, format: Format) -> Vec<u8> {
    files.shown(image.file, Rendition { size, format }).await.unwrap()
}

/// What is kept of an upload, from which all else is made.
async fn kept(files: &Files, image: Image) -> RgbImage {
    let bytes = shown(files, image, Size::Large, Format::WebP).await;
    image::load_from_memory_with_format(&bytes, ImageFormat::WebP).unwrap().into_rgb8()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel.0[0] > 150 && pixel.0[2] < 100
}

/// The checksum of a part of a PNG.
fn crc(bytes: &[u8]) -> [u8; 4] {
    let step = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 });
    (!bytes.iter().fold(u32::MAX, step)).to_be_bytes()
}

fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = picture(8, 8, ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum);
    bytes
}

#[test]
fn a_few_bytes_that_unpack_to_gigabytes_are_refused_before_there_is_room_for_them() {
    assert!(upload(&png_of(8, 8)).is_ok(), "the sums are right");
    for (width, height) in [(30_000, 30_000), (16_000, 16_000), (65_000, 65_000), (20_000, 10), (8_000, 6_000)] {
        assert_eq!(upload(&png_of(width, height)).unwrap_err(), Unread::TooManyPixels, "{width} x {height}");
    }
    for (width, height) in [(0, 8), (u32::MAX >> 1, 1), (1, u32::MAX >> 1), (u32::MAX, u32::MAX)] {
        assert!(upload(&png_of(width, height)).is_err(), "{width} x {height}");
    }
    // As many as a picture may have, of which few are there.
    assert_eq!(upload(&png_of(7_000, 5_700)).unwrap_err(), Unread::NotAPicture);
    // Header of a WebP that says 16,384 x 16,384.
    let webp = b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0VP8 \0\0\0\0";
    assert!(upload(webp).is_err());
}

#[tokio::test]
async fn what_stands_in_a_file_beside_the_picture_is_not_kept() {
    let files = Files::passing();
    let jpeg = with_segment(&picture(40, 20, ImageFormat::Jpeg), 0xfe, b"<script>comment()</script>");
    let script = b"<html><script>alert(1)</script></html>";
    for bytes in [[&jpeg[..], script].concat(), [&picture(40, 20, ImageFormat::Png)[..], script, b"PK\x03\x04"].concat()] {
        let image = taken(&files, &bytes).await.unwrap();
        assert_eq!((image.width, image.height), (40, 20));
        for size in Size::ALL {
            for format in [Format::WebP, Format::Jpeg] {
                let made = shown(&files, image, size, format).await;
                assert!(!has(&made, b"script") && !has(&made, b"PK\x03\x04"), "{size:?} {format:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_picture_stands_upright_and_nobody_learns_where_it_was_taken() {
    let files = Files::passing();
    let plain = picture(40, 20, ImageFormat::Jpeg);
    let upright = with_segment(&plain, 0xe1, &exif(6));
    assert!(has(&upright, b"PLCE"));
    let image = taken(&files, &upright).await.unwrap();
    assert_eq!((image.width, image.height), (20, 40));
    let pixels = kept(&files, image).await;
    assert!(is_red(pixels.get_pixel(10, 4)) && !is_red(pixels.get_pixel(10, 36)), "its left is above");
    for format in [Format::WebP, Format::Jpeg] {
        let made = shown(&files, image, Size::Large, format).await;
        assert!(!has(&made, b"Exif") && !has(&made, b"PLCE"), "{format:?}");
    }
    let mirrored = taken(&files, &with_segment(&plain, 0xe1, &exif(2))).await.unwrap();
    assert!(is_red(kept(&files, mirrored).await.get_pixel(36, 10)));
}

/// Cameras of phones mean more vivid colours by the same numbers: without what says so they would look dull.
#[test]
fn colours_are_those_of_screens_whatever_a_file_means_by_its_numbers() {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    encoder.write_image(&[200, 100, 50].repeat(64), 8, 8, ExtendedColorType::Rgb8).unwrap();
    let pixel = *upload(&bytes).unwrap().into_rgb8().get_pixel(4, 4);
    assert!(pixel.0[0] > 208 && pixel.0[1] < 100 && pixel.0[2] < 45, "{pixel:?}");
}

#[test]
fn only_what_is_in_a_file_says_what_it_is() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>";
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let strange: [&[u8]; 9] = [
        b"",
        svg.as_bytes(),
        gif,
        b"<!doctype html><img src=x onerror=alert(1)>",
        b"BM\x3a\0\0\0\0\0\0\0",
        b"\0\0\0\x20ftypavif",
        b"II*\0\x08\0\0\0",
        b"\xff\xd8\xff",
        b"%PDF-1.7",
    ];
    for bytes in strange {
        assert_eq!(upload(bytes).unwrap_err(), Unread::NotAPicture, "{}", String::from_utf8_lossy(bytes));
    }
    for kind in KINDS {
        assert!(upload(&picture(30, 20, kind)).is_ok(), "{kind:?}");
    }
}

#[test]
fn a_picture_that_breaks_off_is_none() {
    // Of which no part can be guessed from the others.
    let noise =
        RgbImage::from_fn(
            120,
            80,
            |x, y| Rgb([7_u32, 31, 101].map(|n| x.wrapping_mul(y + n).wrapping_mul(2_654_435_761).to_be_bytes()[0])),
        );
    for kind in KINDS {
        let mut whole = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(noise.clone()).write_to(&mut whole, kind).unwrap();
        let whole = whole.into_inner();
        assert!(upload(&whole).is_ok(), "{kind:?}");
        for kept in [whole.len() / 20, whole.len() / 3, whole.len() / 2, whole.len() - whole.len() / 20] {
            assert_eq!(upload(&whole[..kept]).unwrap_err(), Unread::NotAPicture, "{kind:?}: {kept} of {} bytes", whole.len());
        }
    }
    let jpeg = picture(200, 100, ImageFormat::Jpeg);
    for cut in [1, 2, 3, 20] {
        assert_eq!(upload(&jpeg[..jpeg.len() - cut]).unwrap_err(), Unread::NotAPicture, "without its last {cut} bytes");
    }
}

#[tokio::test]
async fn a_picture_is_made_in_each_size_and_kept_no_larger_than_any_page_needs() {
    let files = Files::passing();
    let large = taken(&files, &picture(4_000, 1_000, ImageFormat::Jpeg)).await.unwrap();
    assert_eq!((large.width, large.height), (2_560, 640));
    let small = taken(&files, &picture(200, 100, ImageFormat::Png)).await.unwrap();
    for (image, size, width) in [
        (large, Size::Thumbnail, 160),
        (large, Size::Tile, 320),
        (large, Size::Fine, 640),
        (large, Size::Large, 1_280),
        (small, Size::Thumbnail, 160),
        (small, Size::Large, 200),
    ] {
        for (format, kind) in [(Format::WebP, ImageFormat::WebP), (Format::Jpeg, ImageFormat::Jpeg)] {
            let made = shown(&files, image, size, format).await;
            assert_eq!(image::guess_format(&made).unwrap(), kind);
            let pixels = image::load_from_memory(&made).unwrap();
            assert_eq!((pixels.width(), pixels.height()), image.fit(size), "{size:?}");
            assert_eq!(pixels.width(), width);
            assert_eq!(made, shown(&files, image, size, format).await, "the second time it is there");
        }
    }
    let nothing = files.shown(FileHash::new([1; 32]), Rendition { size: Size::Tile, format: Format::WebP }).await;
    assert_eq!(nothing, None);
}

#[tokio::test]
async fn a_drawing_is_drawn_in_each_size() {
    let files = Files::passing();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='600' viewBox='0 0 320 240'>\
               <rect width='320' height='240' fill='hsl(0 80% 45%)'/><rect width='100' height='240' fill='hsl(240, 80%, 45%)'/></svg>";
    let image = files.draw(svg).unwrap();
    assert_eq!((image.width, image.height), (2_560, 1_920));
    let pixels = kept(&files, image).await;
    assert_eq!(pixels.dimensions(), (1_280, 960));
    assert!(is_red(pixels.get_pixel(1_200, 480)) && !is_red(pixels.get_pixel(40, 480)));
    assert!(matches!(files.draw("<html>"), Err(NotTaken::Flawed(Flaw::NotAPicture))));
}

#[tokio::test]
async fn a_folder_of_nobody_is_made_with_the_first_file_and_gone_with_the_last_who_has_it() {
    let files = Files::passing();
    let folder = files.arriving().parent().unwrap().to_owned();
    assert!(!folder.exists(), "nothing is in it");
    let other = files.clone();
    taken(&other, &picture(40, 20, ImageFormat::Png)).await.unwrap();
    drop(other);
    assert!(folder.exists());
    drop(files);
    assert!(!folder.exists());
}

#[tokio::test]
async fn a_file_that_nobody_names_goes_unless_somebody_has_just_taken_it() {
    let files = Files::passing();
    let bytes = picture(40, 20, ImageFormat::Png);
    let image = taken(&files, &bytes).await.unwrap();
    assert_eq!(taken(&files, &bytes).await.unwrap(), image, "the same file is there once");
    let (past, future) = (SystemTime::now() - Duration::from_secs(60), SystemTime::now() + Duration::from_secs(60));
    assert_eq!(files.old(past), []);
    assert_eq!(files.old(future), [image.file]);
    assert!(!files.remove(image.file, past).unwrap(), "it was taken meanwhile");
    let tile = Rendition { size: Size::Tile, format: Format::Jpeg };
    assert!(files.shown(image.file, tile).await.is_some());
    assert!(files.remove(image.file, future).unwrap());
    assert!(files.shown(image.file, tile).await.is_none() && files.old(future).is_empty());
    assert!(!files.remove(image.file, future).unwrap());
    assert_eq!(taken(&files, &bytes).await.unwrap(), image);
    assert!(files.shown(image.file, tile).await.is_some());
}

#[tokio::test]
async fn what_is_there_is_known_by_its_file_and_looking_at_something_keeps_nothing() {
    let files = Files::passing();
    let bytes = picture(40, 20, ImageFormat::Png);
    files.look(bytes.clone()).await.unwrap();
    assert!(files.old(SystemTime::now() + Duration::from_secs(60)).is_empty());
    assert!(matches!(files.look(b"<svg/>".to_vec()).await, Err(NotTaken::Flawed(Flaw::NotAPicture))));
    let image = files.take_bytes(bytes).await.unwrap();
    assert_eq!(files.known(image.file).await, Some(image));
    let drawn = files.draw("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'/>").unwrap();
    assert_eq!(files.known(drawn.file).await, Some(drawn));
    assert_eq!(files.known(FileHash::new([1; 32])).await, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_sent_is_a_picture_or_is_none(kind in 0_usize..3, changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = picture(24, 16, KINDS[kind]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(pixels) = upload(&bytes) {
            prop_assert!(pixels.width() > 0 && pixels.height() > 0);
        }
    }
}
