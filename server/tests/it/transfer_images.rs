//! Pictures that come along with a file of products: in an archive, named by its lines.

use crate::transfer::{IMPORT, PRODUCTS, brought, checked, imported, shop, taken_along};
use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

fn picture(colour: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_pixel(40, 30, Rgb([colour, 80, 160]))).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Brings a file with an archive, and has it checked; gives the address of its page.
async fn checked_with(shop: &Shop, by: &mut Browser, file: &str, archive: &[u8]) -> String {
    let page = by.get(IMPORT).await;
    let settings = [("entity", PRODUCTS), ("validation_strategy", "skip_errors")];
    let files = [("import_file", "products.csv", file.as_bytes()), ("images_archive", "images.zip", archive)];
    let asked = by.uploads_each(&page, IMPORT, &settings, &files).await;
    assert_eq!(asked.status, 303, "{}", asked.html);
    shop.transfers().await;
    asked.location
}

/// What the pictures of a product show, in their order.
fn alts(page: &Answer) -> Vec<String> {
    let gallery = page.html.split("<img src=\"/picture/").skip(1);
    let large = gallery.filter(|rest| rest.split('"').next().is_some_and(|address| address.ends_with("/640.jpg")));
    large.filter_map(|rest| rest.split("alt=\"").nth(1)?.split('"').next().map(str::to_owned)).collect()
}

#[tokio::test]
async fn pictures_come_along_once_each_with_what_they_show_by_view_and_what_is_none_is_told_in_its_row() {
    let (_folder, shop, mut rosa) = shop().await;
    let (front, side) = (picture(10), picture(90));
    let zip = archive(&[
        ("catalog/product/m/u/front.png", &front),
        ("side.png", &side),
        ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ]);
    let file = "sku,store_view_code,name,price,categories,base_image,base_image_label,small_image,thumbnail_image,additional_images,additional_image_labels\n\
        NEW-1,,New Mug,5,Default Category/Kitchen,/m/u/front.png,A mug,/m/u/front.png,no_selection,\"side.png,front.png\",\"Its side\\, in red,\"\n\
        NEW-1,de,,,,,Ein Becher,,,,\n\
        NEW-2,,Bad Mug,5,Default Category/Kitchen,logo.png,,,,,\n\
        NEW-3,,Lost Mug,5,Default Category/Kitchen,,,../side.png,,,\n";
    let at = checked_with(&shop, &mut rosa, file, &zip).await;
    let page = rosa.get(&at).await;
    assert!(page.shows("invalid rows: 2, total errors: 2") && page.shows("base_image: "), "{}", page.body());
    assert!(page.shows("../side.png"), "{}", page.body());
    let page = imported(&shop, &mut rosa, &at).await;
    assert!(page.shows("Created: 1, Updated: 1, Deleted: 0"), "{}", page.body());
    let shown = shop.guest().get("/product/new-mug").await;
    assert_eq!(alts(&shown), ["A mug", "Its side, in red"], "{}", shown.html);
    let german = shop.guest().get("/de/product/new-mug").await;
    assert!(german.shows("Ein Becher"), "{} {}", german.status, german.html);
    let told: Vec<_> = shop.record().await.into_iter().filter(|event| event.action == Action::ProductCreated).collect();
    let pictures = told.last().unwrap().changes.iter().filter(|change| change.field == "picture").count();
    assert_eq!(pictures, 2);
    // The same once more is so already; and what is taken along names what is there, without an archive.
    let at = checked_with(&shop, &mut rosa, file, &zip).await;
    assert!(imported(&shop, &mut rosa, &at).await.shows("Created: 0, Updated: 0, Deleted: 0"));
    let taken = taken_along(&shop, &mut rosa, PRODUCTS, "").await;
    let line = taken.lines().find(|line| line.starts_with("NEW-1,,")).unwrap().to_owned();
    assert!(line.contains(".webp,A mug,") && line.ends_with(",\"Its side\\, in red\""), "{line}");
    assert!(brought(&shop, &mut rosa, PRODUCTS, &taken).await.shows("Created: 0, Updated: 0, Deleted: 0"));
    // Another product is given the same by that name; names of nobody are left out, and that is said.
    let name = line.split(',').find(|cell| cell.ends_with(".webp")).unwrap();
    let more = format!("sku,base_image,additional_images\nAL-101,{name},nowhere.png\n");
    let at = checked(&shop, &mut rosa, &[("entity", PRODUCTS)], more).await;
    assert!(rosa.get(&at).await.shows("nothing is read of them: additional_images"));
    assert!(imported(&shop, &mut rosa, &at).await.shows("Created: 0, Updated: 1, Deleted: 0"));
    let mug = shop.guest().get("/product/harbour-mug").await;
    assert!(mug.html.contains(&format!("/picture/{}/", name.trim_end_matches(".webp"))), "{}", mug.html);
}

#[tokio::test]
async fn what_is_no_archive_is_told_before_anything_is_done() {
    let (_folder, shop, mut rosa) = shop().await;
    let file = "sku,base_image\nAL-101,front.png\n";
    for archive in [&b"sku,qty\n"[..], b"PK\x03\x04 and no end"] {
        let at = checked_with(&shop, &mut rosa, file, archive).await;
        let page = rosa.get(&at).await;
        assert!(page.shows("The file of images is no ZIP") && page.form(&format!("{at}/begin")).is_none(), "{}", page.body());
    }
}
