//! Products that stand in several categories: where they are shown and once, in which order in each, and what is told of it.

use crate::{
    lists::{count, tiles},
    products::{category, saves},
};
use actors::{Answer, Browser, Shop};
use domain::audit::Action;

const CATEGORIES: &str = "/admin/catalog/categories";
const MUG: &str = "/product/harbour-mug";

async fn product(staff: &mut Browser, name: &str) -> String {
    staff.get(&format!("/admin/catalog/products?q={}", name.replace(' ', "+"))).await.link_of(name).unwrap()
}

/// Makes a category; its key.
async fn makes(staff: &mut Browser, parent: &str, name: &str) -> String {
    let (new, slug) = (format!("{CATEGORIES}/new"), name.to_lowercase().replace(' ', "-"));
    let form = [("parent", parent), ("name", name), ("url_key", &slug), ("description", "Things.")];
    let made = staff.edits(&new, &new, &form).await;
    assert_eq!(made.status, 303, "{}", made.html);
    made.location.rsplit('/').next().unwrap().to_owned()
}

fn crumbs(page: &Answer) -> String {
    page.html.split("class=\"crumbs\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned()
}

#[tokio::test]
async fn each_category_of_a_product_shows_it_and_what_shows_several_shows_it_once() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (kitchen, garden) = (category(&mut rosa, "Kitchen").await, category(&mut rosa, "Garden").await);
    let cups = makes(&mut rosa, &kitchen, "Cups").await;
    let mug = product(&mut rosa, "Harbour Mug").await;
    let mut guest = shop.guest();
    let before = [count(&guest.get("/category/kitchen").await), count(&guest.get("/category/garden").await)];
    saves(&mut rosa, &mug, &[("categories", &kitchen), ("categories", &cups), ("categories", &garden)]).await;
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        for sort in ["position", "name", "price", "price-desc"] {
            let usual = tiles(&guest.get(&format!("/category/kitchen?sort={sort}")).await);
            assert_eq!(usual.iter().filter(|href| *href == MUG).count(), 1, "{sort}: {usual:?}");
            // What is narrowed comes from the index beside the store, in the same order.
            assert_eq!(tiles(&guest.get(&format!("/category/kitchen?sort={sort}&from=0")).await), usual, "{sort}");
        }
        let pages = [guest.get("/category/kitchen").await, guest.get("/category/garden").await, guest.get("/category/cups").await];
        assert_eq!(pages.each_ref().map(count), [before[0], before[1] + 1, 1]);
        let found = tiles(&guest.get("/search?q=harbour+mug").await);
        assert_eq!(found.iter().filter(|href| *href == MUG).count(), 1, "{found:?}");
        let tree = rosa.get(CATEGORIES).await;
        assert!(tree.shows(&format!("({})", before[0])) && tree.shows("(1)"), "{}", tree.html);
    }
    // Who comes from one of them is led back there; who comes from elsewhere, to the first of those that nothing of it stands below.
    assert!(tiles(&guest.get("/category/garden").await).contains(&format!("{MUG}?category=garden")));
    for (address, trail) in [
        (MUG.to_owned(), ["/category/kitchen", "/category/cups"].as_slice()),
        (format!("{MUG}?category=garden"), ["/category/garden"].as_slice()),
        (format!("{MUG}?category=kitchen"), ["/category/kitchen"].as_slice()),
        (format!("{MUG}?category=study"), ["/category/kitchen", "/category/cups"].as_slice()),
    ] {
        let crumbs = crumbs(&guest.get(&address).await);
        let links: Vec<&str> = crumbs.split("href=\"/category/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(links.iter().map(|slug| format!("/category/{slug}")).collect::<Vec<_>>(), trail, "{address}");
    }
    let canonical = guest.get(&format!("{MUG}?category=garden")).await;
    let one = "<link rel=\"canonical\" href=\"http://shop.test/product/harbour-mug\">";
    assert!(canonical.html.contains(one), "{:.900}", canonical.html);
    // The list of staff is narrowed by each of them, and so is a file of it.
    for id in [&kitchen, &cups, &garden] {
        assert!(rosa.get(&format!("/admin/catalog/products?category={id}&q=harbour")).await.link_of("Harbour Mug").is_some());
    }
    let told = shop.record().await.into_iter().rev().find(|e| e.action == Action::ProductChanged).unwrap();
    let change = told.changes.iter().find(|c| c.field == "categories").unwrap();
    assert_eq!(
        (change.before.as_deref(), change.after.as_deref()),
        (
            Some("Default Category / Kitchen"),
            Some("Default Category / Garden, Default Category / Kitchen, Default Category / Kitchen / Cups")
        ),
        "two of one name are told apart"
    );
}

#[tokio::test]
async fn a_product_stands_in_one_at_least_and_all_of_them_stand_under_one_root() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (kitchen, garden) = (category(&mut rosa, "Kitchen").await, category(&mut rosa, "Garden").await);
    let root = makes(&mut rosa, "", "Other Root").await;
    let other = makes(&mut rosa, &root, "Leftovers").await;
    let mug = product(&mut rosa, "Harbour Mug").await;
    for refused in [vec![("categories", "nothing")], vec![("categories", &*kitchen), ("categories", &*other)]] {
        let answer = rosa.edits(&mug, &mug, &refused).await;
        assert!(answer.status == 422 && answer.text_at("categories-flaw").is_some(), "{refused:?}: {}", answer.status);
    }
    saves(&mut rosa, &mug, &[("categories", &kitchen), ("categories", &garden)]).await;
    // What would come along with the kitchen stands in the garden as well.
    let page = format!("{CATEGORIES}/{kitchen}/move");
    let refused = rosa.edits(&page, &page, &[("parent", &root), ("place", "1")]).await;
    assert!(refused.status == 422 && refused.text_at("parent-flaw").is_some(), "{}", refused.status);
    // Of what is deleted that alone comes up that stands nowhere else.
    let cups = makes(&mut rosa, &kitchen, "Cups").await;
    let stool = product(&mut rosa, "Fireside Stool").await;
    saves(&mut rosa, &mug, &[("categories", &cups), ("categories", &garden)]).await;
    saves(&mut rosa, &stool, &[("categories", &cups)]).await;
    let page = format!("{CATEGORIES}/{cups}/delete");
    assert_eq!(rosa.edits(&page, &page, &[]).await.status, 303);
    let mut guest = shop.guest();
    let shown = [guest.get("/category/kitchen").await, guest.get("/category/garden").await];
    assert!(!shown[0].shows("Harbour Mug") && shown[0].shows("Fireside Stool"), "{}", shown[0].html);
    assert!(shown[1].shows("Harbour Mug") && !shown[1].shows("Fireside Stool"), "{}", shown[1].html);
    assert!(guest.get(MUG).await.link_of("Garden").is_some());
    // What is deleted itself is nowhere.
    let page = format!("{mug}/delete");
    assert_eq!(rosa.edits(&page, &page, &[]).await.status, 303);
    assert!(!guest.get("/category/garden").await.shows("Harbour Mug"));
}

#[tokio::test]
async fn a_category_shows_its_products_in_its_own_order() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (kitchen, garden) = (category(&mut rosa, "Kitchen").await, category(&mut rosa, "Garden").await);
    let page = format!("{CATEGORIES}/{kitchen}");
    let places = format!("{page}/products");
    let mut guest = shop.guest();
    let before = tiles(&guest.get("/category/kitchen").await);
    let first = rosa.get(&page).await.form(&places).unwrap().into_iter().find(|(name, _)| name == "product").unwrap().1;
    saves(&mut rosa, &format!("/admin/catalog/products/{first}"), &[("categories", &kitchen), ("categories", &garden)]).await;
    let in_garden = tiles(&guest.get("/category/garden").await);
    for bad in ["-1", "first", "10000000", ""] {
        let refused = rosa.edits(&page, &places, &[("position", bad)]).await;
        assert!(refused.status == 422 && refused.text_at(&format!("position-{first}-flaw")).is_some(), "{bad}: {}", refused.status);
    }
    let old = rosa.get(&page).await;
    let moved = rosa.edits(&page, &places, &[("position", "99")]).await;
    assert_eq!((moved.status, &*moved.location), (303, &*page), "{}", moved.html);
    let mut after = before.clone();
    after.rotate_left(1);
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        for path in ["/category/kitchen", "/category/kitchen?from=0"] {
            assert_eq!(tiles(&guest.get(path).await), after, "{path}");
        }
    }
    assert_eq!(tiles(&guest.get("/category/garden").await), in_garden, "elsewhere it stands where it stood");
    assert_eq!(rosa.get(&page).await.value_at(&format!("position-{first}")).as_deref(), Some("99"));
    // Whoever has an old page open learns of it, and of who did it.
    let late = rosa.sends(&old, &places, &[("position", "3")]).await;
    let said = late.text_at(&format!("position-{first}-flaw")).unwrap_or_default();
    assert!(late.status == 409 && said.contains("Meanwhile changed to: 99") && late.shows("rosa saved this meanwhile ("), "{said}");
    let told = shop.record().await.into_iter().rev().find(|e| e.action == Action::CategoryChanged).unwrap();
    assert!(told.changes.iter().any(|c| c.field.starts_with("position (") && c.after.as_deref() == Some("99")), "{:?}", told.changes);
    crate::rows_held::tells_once(&shop, "a_category_shows_its_products_in_its_own_order").await;
}
