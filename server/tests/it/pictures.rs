//! Images And Videos: what is uploaded is seen in the shop, in its order and its roles; what is no picture is refused by name; and what
//! nobody shows any more is gone from the disk.

use actors::{Answer, Browser, Shop, upload_request};
use axum::{body::Body, http::Request};
use domain::{audit::Action, catalog::pictures::LARGEST_FILE};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use server::{jobs, settings::Settings};
use std::{
    io::Cursor,
    path::Path,
    time::{Duration, SystemTime},
};
use store::{Address, Effort, SECOND_VIEW, Store};

/// One colour, by its number.
fn picture(colour: u8, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_pixel(400, 300, Rgb([colour, 80, 160]))).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

async fn pictures_of(staff: &mut Browser, product: &str) -> String {
    let found = staff.get(&format!("/admin/catalog/products?q={}", product.replace(' ', "+"))).await;
    format!("{}/pictures", found.link_of(product).unwrap())
}

async fn adds(staff: &mut Browser, page: &str, files: &[(&str, &[u8])]) -> Answer {
    let shown = staff.get(page).await;
    staff.uploads(&shown, page, &[], ("pictures", files)).await
}

/// The files that a page shows as large as it shows any, in their order.
fn shown(page: &Answer, rendition: &str) -> Vec<String> {
    let each = page.html.split("<img src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    each.filter(|address| address.ends_with(rendition)).map(str::to_owned).collect()
}

async fn gallery(shop: &Shop, path: &str) -> Vec<String> {
    shown(&shop.guest().get(path).await, "/640.jpg")
}

/// The page of each picture, in their order.
async fn each(staff: &mut Browser, page: &str) -> Vec<String> {
    let list = staff.get(page).await;
    let below = format!("href=\"{page}/");
    list.html.split(&*below).skip(1).map(|rest| format!("{page}/{}", rest.split('"').next().unwrap())).collect()
}

fn named(page: &str) -> &str {
    page.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn pictures_are_uploaded_and_seen_in_the_shop_from_addresses_that_never_change() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = pictures_of(&mut rosa, "Harbour Mug").await;
    let drawn = gallery(&shop, "/product/harbour-mug").await;
    assert_eq!(drawn.len(), 1, "the demo's own");
    // What is in a file counts, and not what it is called.
    let (jpeg, png) = (picture(10, ImageFormat::Jpeg), picture(200, ImageFormat::Png));
    let answer = adds(&mut rosa, &page, &[("front.jpg", &jpeg), ("really-a-png.exe", &png)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, page.as_str()), "{}", answer.html);
    let list = rosa.get(&page).await;
    assert!(list.shows("You added the images.") && list.shows("Image 3") && !list.shows("Image 4"));
    let seen = gallery(&shop, "/product/harbour-mug").await;
    assert_eq!((seen.len(), &seen[0]), (3, &drawn[0]), "behind the one that was there");
    let product = shop.guest().get("/product/harbour-mug").await;
    assert!(product.shows("srcset=\"/picture/") && product.shows("fetchpriority=\"high\"") && product.shows("alt=\"Harbour Mug\""));
    assert!(
        product.shows("alt=\"Harbour Mug, image 2 of 3\"") && product.shows("href=\"#picture-2\"") && product.shows("id=\"picture-2\"")
    );
    assert_eq!(product.inline(), 0);

    let mut guest = shop.guest();
    for (address, kind, format) in
        [(seen[1].clone(), "image/jpeg", ImageFormat::Jpeg), (seen[1].replace("640.jpg", "160.webp"), "image/webp", ImageFormat::WebP)]
    {
        let file = guest.get(&address).await;
        let header = |name: &str| file.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default();
        assert_eq!((file.status, header("content-type")), (200, kind));
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").starts_with("default-src 'none'") && file.headers.get("set-cookie").is_none());
        assert_eq!(image::guess_format(&file.bytes).unwrap(), format);
        let known = Request::get(&address).header("if-none-match", header("etag")).body(Body::empty()).unwrap();
        let again = guest.send(known).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0));
    }
    let unknown = "0".repeat(64);
    for nothing in [format!("/picture/{unknown}/640.jpg"), seen[1].replace("640", "641"), seen[1].replace("640.jpg", "..%2f640.jpg")] {
        assert_eq!(guest.get(&nothing).await.status, 404, "{nothing}");
    }
    for strange in ["/picture/..%2f..%2fetc/passwd", "/picture/%2e%2e/640.jpg", "/picture/arriving/640.jpg", "/picture//640.jpg"] {
        assert!([404, 400, 308].contains(&guest.get(strange).await.status), "{strange}");
    }
    let told = shop.record().await.into_iter().rfind(|e| e.action == Action::ProductChanged).unwrap();
    assert_eq!(told.changes.iter().filter_map(|c| c.after.as_deref()).collect::<Vec<_>>(), ["front.jpg", "really-a-png.exe"]);
    crate::rows_held::tells_once(&shop, "pictures_are_uploaded_and_seen_in_the_shop_from_addresses_that_never_change").await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_by_its_name_and_nothing_of_it_is_left() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = pictures_of(&mut rosa, "Harbour Mug").await;
    let fine = picture(1, ImageFormat::Jpeg);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>";
    let large = [&fine[..], &vec![0; usize::try_from(LARGEST_FILE).unwrap() + 1024 * 1024]].concat();
    let many: Vec<(String, &[u8])> = (0..100).map(|n| (format!("{n}.jpg"), &fine[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    // Files with their names, and what is said of them.
    type Case<'a> = (&'a [(&'a str, &'a [u8])], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (&[("fine.jpg", &fine), ("logo.png", svg)], &["logo.png: This is not a JPEG, PNG or WebP image"]),
        (&[("", b"")], &["required"]),
        (&[("empty.jpg", b""), ("page.html", b"<html>")], &["empty.jpg: This is not", "page.html: This is not"]),
        (&[("torn.jpg", &fine[..fine.len() / 2])], &["torn.jpg: This is not", "damaged"]),
        (&[("large.jpg", &large), ("fine.jpg", &fine)], &["large.jpg: The file is larger than 20 MB"]),
        (&many, &["at most 20 files"]),
        (&[("\u{202e}gpj.exe", b"x")], &["gpj.exe: This is not"]),
    ];
    for (files, texts) in cases {
        let answer = adds(&mut rosa, &page, files).await;
        assert_eq!(answer.status, 422, "{texts:?}");
        let flaw = answer.text_at("pictures-flaw").unwrap();
        assert!(texts.iter().all(|text| flaw.contains(text)) && !flaw.contains("fine.jpg"), "{flaw}");
    }
    // A form that was sent without files, as a program may.
    assert_eq!(rosa.post(&page, &[("pictures", "a.jpg")]).await.status, 422);
    assert_eq!(each(&mut rosa, &page).await.len(), 1, "nothing was added");
    rosa.post("/admin/language", &[("language", "de"), ("back", "/admin")]).await;
    assert!(adds(&mut rosa, &page, &[("logo.svg", svg)]).await.shows("logo.svg: Das ist kein JPEG-, PNG- oder WebP-Bild"));
}

#[tokio::test]
async fn only_whoever_may_from_a_page_of_ours_and_as_himself_uploads_anything() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let page = pictures_of(&mut rosa, "Harbour Mug").await;
    let bytes = picture(1, ImageFormat::Png);
    let files: &[(&str, &[u8])] = &[("a.png", &bytes)];
    let identity = rosa.identity("/admin").to_owned();
    let of = theo.identity("/admin").to_owned();
    assert_eq!(theo.send(upload_request(&page, &[("identity", &of)], "pictures", files)).await.status, 403);
    assert_eq!(shop.guest().send(upload_request(&page, &[("identity", &identity)], "pictures", files)).await.status, 401);
    let mut foreign = upload_request(&page, &[("identity", &identity)], "pictures", files);
    foreign.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(rosa.send(foreign).await.status, 403);
    for other in [&*of, ""] {
        assert_eq!(rosa.send(upload_request(&page, &[("identity", other)], "pictures", files)).await.status, 409);
    }
    let nowhere = "/admin/catalog/products/00000000000000000000000000000000/pictures";
    assert_eq!(rosa.send(upload_request(nowhere, &[("identity", &identity)], "pictures", files)).await.status, 404);
    // Forms without files are read as they were.
    let elsewhere = upload_request("/admin/roles/new", &[("identity", &identity)], "pictures", files);
    assert_eq!(rosa.send(elsewhere).await.status, 400);
    assert_eq!(each(&mut rosa, &page).await.len(), 1);
    let next = rosa.send(upload_request(&page, &[("identity", &identity)], "pictures", files)).await;
    assert_eq!(next.status, 303);
}

#[tokio::test]
async fn pictures_are_ordered_told_of_by_view_hidden_and_given_roles() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = pictures_of(&mut rosa, "Harbour Mug").await;
    let two = [picture(10, ImageFormat::Png), picture(240, ImageFormat::Png)];
    adds(&mut rosa, &page, &[("one.png", &two[0]), ("two.png", &two[1])]).await;
    let [first, second, third] = each(&mut rosa, &page).await.try_into().unwrap();
    let before = gallery(&shop, "/product/harbour-mug").await;
    let order = format!("{page}/order");
    // The base picture leads whatever the order is; behind it they stand as staff put them.
    let old = rosa.get(&page).await;
    let moved = rosa.sends(&old, &order, &[("moved", &format!("front {}", named(&third)))]).await;
    assert_eq!(moved.status, 303, "{}", moved.html);
    assert_eq!(each(&mut rosa, &page).await, [first.clone(), third.clone(), second.clone()]);
    assert_eq!(gallery(&shop, "/product/harbour-mug").await, [&*before[0], &before[2], &before[1]]);
    // Whoever has not seen that is told, and can then do it.
    let stale = rosa.sends(&old, &order, &[("moved", &format!("back {}", named(&first)))]).await;
    assert!(stale.status == 409 && stale.shows("rosa saved this meanwhile ("), "{}", stale.html);
    let again = rosa.sends(&stale, &order, &[("moved", &format!("back {}", named(&first)))]).await;
    assert_eq!(again.status, 303);
    assert_eq!(each(&mut rosa, &page).await, [third.clone(), first.clone(), second.clone()]);
    for nonsense in ["", "front", "up x", "front 00000000000000000000000000000000"] {
        assert!([400, 303].contains(&rosa.edits(&page, &order, &[("moved", nonsense)]).await.status), "{nonsense}");
    }
    assert_eq!(rosa.edits(&page, &order, &[("order", "x"), ("moved", &format!("back {}", named(&first)))]).await.status, 400);

    // Roles: what lists show, what leads the page, what stands in a cart.
    let roles =
        |of: &Answer| of.form(&third).unwrap().into_iter().filter(|(name, _)| name == "role").map(|(_, role)| role).collect::<Vec<_>>();
    assert!(roles(&rosa.get(&third).await).is_empty());
    let said = [("alt", "The foot of the mug"), ("role", "base"), ("role", "small")];
    assert_eq!(rosa.edits(&third, &third, &said).await.status, 303);
    assert_eq!(roles(&rosa.get(&third).await), ["base", "small"]);
    let foot = before[2].replace("640.jpg", "");
    let product = shop.guest().get("/product/harbour-mug").await;
    assert!(shown(&product, "/640.jpg")[0].starts_with(&foot) && product.shows("alt=\"The foot of the mug\""));
    assert!(shop.guest().get("/category/kitchen").await.shows(&format!("src=\"{foot}320.jpg\"")));
    let mut ada = shop.customer("ada").await;
    ada.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "1")]).await;
    assert!(shown(&ada.get("/checkout/cart").await, "/160.jpg")[0].starts_with(&before[0].replace("640.jpg", "")));
    // A view says it in its own words.
    let german = format!("{third}?scope=view-{SECOND_VIEW}");
    assert_eq!(rosa.edits(&german, &german, &[("alt", "Der Fuß"), ("alt-system", "")]).await.status, 303);
    let there = shop.guest().get("/de/product/harbour-mug").await.location;
    assert!(shop.guest().get(&there).await.shows("alt=\"Der Fuß\""), "{there}");
    assert!(shop.guest().get("/product/harbour-mug").await.shows("alt=\"The foot of the mug\""));
    // What is hidden keeps its roles.
    assert_eq!(rosa.edits(&third, &third, &[("hidden", "1")]).await.status, 303);
    assert!(!gallery(&shop, "/product/harbour-mug").await.iter().any(|address| address.starts_with(&foot)));
    assert!(shop.guest().get("/category/kitchen").await.shows(&format!("src=\"{foot}320.jpg\"")));
    assert!(rosa.get(&page).await.shows("Hidden") && rosa.get(&page).await.shows("The foot of the mug"));
    let long = "x".repeat(256);
    assert!(rosa.edits(&third, &third, &[("alt", &long)]).await.text_at("alt-flaw").unwrap().contains("at most 255"));
    let told: Vec<String> = shop.record().await.into_iter().flat_map(|e| e.changes).map(|c| c.field).collect();
    for field in ["picture_order", "alt_text (", "picture_roles (", "picture_hidden ("] {
        assert!(told.iter().any(|told| told.starts_with(field)), "{field}: {told:?}");
    }
    crate::rows_held::tells_once(&shop, "pictures_are_ordered_told_of_by_view_hidden_and_given_roles").await;
}

#[tokio::test]
async fn what_is_deleted_is_asked_for_first_and_its_file_goes_when_no_product_shows_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (mug, stool) = (pictures_of(&mut rosa, "Harbour Mug").await, pictures_of(&mut rosa, "Fireside Stool").await);
    let bytes = picture(77, ImageFormat::Png);
    for page in [&mug, &stool] {
        assert_eq!(adds(&mut rosa, page, &[("same.png", &bytes)]).await.status, 303);
    }
    let address = gallery(&shop, "/product/harbour-mug").await.remove(1);
    assert_eq!(gallery(&shop, "/product/fireside-stool").await[1], address, "the same file is there once");
    let tidies = async |after: Duration| {
        shop.store.by(&jobs::job(shop.now())).remove_unnamed_pictures(SystemTime::now() + after - Duration::from_secs(3600)).await.unwrap()
    };
    let later = Duration::from_secs(7200);
    for (page, removed) in [(&mug, 0), (&stool, 1)] {
        let picture = each(&mut rosa, page).await.remove(1);
        let delete = format!("{picture}/delete");
        let asked = rosa.get(&delete).await;
        assert!(asked.status == 200 && asked.shows("will be deleted"));
        assert_eq!(rosa.get(&picture).await.status, 200, "asking does nothing");
        // It is not as it was when that was asked.
        assert_eq!(rosa.edits(&picture, &picture, &[("alt", "Changed")]).await.status, 303);
        assert_eq!(rosa.sends(&asked, &delete, &[]).await.status, 409);
        assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
        assert_eq!(rosa.get(&picture).await.status, 404);
        assert_eq!(tidies(Duration::ZERO).await, 0, "who has just uploaded it may be about to name it");
        assert_eq!(tidies(later).await, removed);
        assert_eq!(shop.guest().get(&address).await.status == 404, removed == 1);
    }
    // What is uploaded again is there again.
    assert_eq!(adds(&mut rosa, &mug, &[("same.png", &bytes)]).await.status, 303);
    assert_eq!(shop.guest().get(&address).await.status, 200);
    assert_eq!(tidies(later).await, 0, "what products show stays");
    // Without any picture there is a calm place for one.
    for picture in each(&mut rosa, &mug).await {
        let delete = format!("{picture}/delete");
        assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
    }
    let told: Vec<_> =
        shop.record().await.into_iter().flat_map(|e| e.changes).filter(|c| c.field == "picture" && c.after.is_none()).collect();
    assert!(told.len() >= 2, "what is taken away is told: {told:?}");
    let bare = shop.guest().get("/product/harbour-mug").await;
    assert!(bare.status == 200 && bare.shows("no-picture") && shown(&bare, "/640.jpg").is_empty());
    assert!(rosa.get(&mug).await.shows("This product has no images yet"));
    crate::rows_held::tells_once(&shop, "what_is_deleted_is_asked_for_first_and_its_file_goes_when_no_product_shows_it").await;
}

#[tokio::test]
async fn two_who_upload_at_once_both_have_their_pictures_there() {
    let shop = Shop::open().await;
    let mut people = [shop.staff("rosa").await, shop.staff("rosa").await];
    let page = pictures_of(&mut people[0], "Harbour Mug").await;
    let bytes = [picture(1, ImageFormat::Png), picture(2, ImageFormat::Png)];
    let [one, other] = &mut people;
    let (first, second) = ([("1.png", bytes[0].as_slice())], [("2.png", bytes[1].as_slice())]);
    let (one, other) = tokio::join!(adds(one, &page, &first), adds(other, &page, &second));
    assert_eq!((one.status, other.status), (303, 303));
    assert_eq!(each(&mut people[0], &page).await.len(), 3);
}

fn files_below(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn pictures_lie_in_the_folder_of_the_data_and_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let address = Address::Folder(folder.path().join("data"));
    let settings = || Settings { base_url: "http://shop.test".to_owned(), ..Settings::default() };
    let bytes = picture(9, ImageFormat::Jpeg);
    let mut seen = Vec::new();
    for round in 0..2 {
        let store = Store::open(&address, Effort::Low).await.unwrap();
        let app = server::app::App::new(store.clone(), settings(), server::clock::Clock::system()).await.unwrap();
        let way = actors::Way::in_process(&app);
        let mut rosa = Browser::new(way.clone());
        if round == 0 {
            let begun = std::time::Instant::now();
            server::demo::fill(&store, &jobs::job(server::clock::Clock::system().now())).await.unwrap();
            println!("filled in {:?}", begun.elapsed());
            rosa.signs_in_as_staff("rosa").await;
            let page = pictures_of(&mut rosa, "Harbour Mug").await;
            assert_eq!(adds(&mut rosa, &page, &[("a.jpg", &bytes)]).await.status, 303);
        }
        let mut guest = Browser::new(way);
        let now = shown(&guest.get("/product/harbour-mug").await, "/640.jpg");
        assert_eq!(now.len(), 2);
        for address in &now {
            assert_eq!(guest.get(address).await.status, 200, "{address}");
        }
        assert!(round == 0 || now == seen);
        seen = now;
        store.close().await;
        assert!(files_below(&folder.path().join("data/pictures")) >= 3);
        assert_eq!(files_below(&folder.path().join("data/pictures/arriving")), 0, "what arrived is read, or gone");
    }
}
