//! Catalog > Categories, and what the shop shows of them: levels, hidden ones, moved ones, deleted ones, and their addresses.

use crate::{
    lists::{count, data, tiles},
    prices::rules,
};
use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use serde_json::Value;
use store::{FIRST_ROOT, SECOND_VIEW};

const CATEGORIES: &str = "/admin/catalog/categories";
const PRODUCTS: &str = "/admin/catalog/products";

async fn opened(staff: &mut Browser, name: &str) -> String {
    staff.get(CATEGORIES).await.link_of(name).unwrap_or_else(|| panic!("no category {name}"))
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// Makes a category; where its page is.
async fn makes(staff: &mut Browser, parent: &str, name: &str) -> String {
    let new = format!("{CATEGORIES}/new");
    let slug = name.to_lowercase().replace(' ', "-");
    let form = [("parent", parent), ("name", name), ("url_key", &slug), ("description", "Things.")];
    let made = staff.edits(&new, &new, &form).await;
    assert_eq!(made.status, 303, "{}", made.html);
    made.location
}

async fn moves(staff: &mut Browser, path: &str, parent: &str, place: &str) -> Answer {
    let page = format!("{path}/move");
    staff.edits(&page, &page, &[("parent", parent), ("place", place)]).await
}

/// Puts a product into a category.
async fn puts(staff: &mut Browser, product: &str, category: &str) {
    let page = staff.get(&format!("{PRODUCTS}?q={}", product.replace(' ', "+"))).await.link_of(product).unwrap();
    assert_eq!(staff.edits(&page, &page, &[("categories", category)]).await.status, 303);
}

#[tokio::test]
async fn categories_stand_on_any_level_and_one_shows_what_stands_below_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kitchen = opened(&mut rosa, "Kitchen").await;
    let cups = makes(&mut rosa, id(&kitchen), "Cups").await;
    let small = makes(&mut rosa, id(&cups), "Small Cups").await;
    puts(&mut rosa, "Little Espresso Cup", id(&small)).await;
    puts(&mut rosa, "Fireside Stool", id(&cups)).await;
    let mut guest = shop.guest();
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        let page = guest.get("/category/kitchen").await;
        assert!(page.shows("Little Espresso Cup") && page.shows("Fireside Stool") && page.shows("Harbour Mug"), "{}", page.html);
        assert_eq!((count(&page), tiles(&page).len()), (11, 11));
        let page = guest.get("/category/cups").await;
        assert!(page.shows("Little Espresso Cup") && page.shows("Fireside Stool") && !page.shows("Harbour Mug"));
        assert_eq!(count(&page), 2);
        assert_eq!(count(&guest.get("/category/small-cups").await), 1);
        assert_eq!(count(&guest.get("/category/living-room").await), 9);
    }
    // The way there is said, to people and programs, and menus lead there.
    let page = guest.get("/category/small-cups").await;
    let crumbs = page.html.split("class=\"crumbs\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
    assert!(["href=\"/\"", "/category/kitchen", "/category/cups"].iter().all(|link| crumbs.contains(link)), "{crumbs}");
    let lists: Vec<Value> = data(&page);
    let names: Vec<&str> = lists[0]["itemListElement"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Home", "Kitchen", "Cups", "Small Cups"]);
    assert!(guest.get("/").await.link_of("Small Cups").is_some());
    // The tree says how many stand there; numbers of what is below count.
    let page = rosa.get(CATEGORIES).await;
    assert!(page.shows("(11)") && page.shows("(2)"), "{}", page.html);
    assert!(rosa.get(&small).await.shows("Little Espresso Cup"), "its products are listed");
    // A product tells where it stands.
    assert!(guest.get("/product/little-espresso-cup").await.link_of("Small Cups").is_some());
}

#[tokio::test]
async fn what_is_hidden_is_gone_with_what_is_below_it_and_what_is_left_out_of_menus_is_not() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kitchen = opened(&mut rosa, "Kitchen").await;
    let cups = makes(&mut rosa, id(&kitchen), "Cups").await;
    let mut guest = shop.guest();
    assert_eq!(guest.get("/category/cups").await.status, 200);
    assert_eq!(rosa.edits(&kitchen, &kitchen, &[("in_menu", "")]).await.status, 303);
    let menu = |page: &Answer| page.html.split("class=\"categories\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
    let home = guest.get("/").await;
    assert!(!menu(&home).contains("/category/kitchen") && !menu(&home).contains("/category/cups"), "{}", menu(&home));
    assert_eq!(guest.get("/category/kitchen").await.status, 200);
    assert_eq!(rosa.edits(&kitchen, &kitchen, &[("enabled", "")]).await.status, 303);
    for path in ["/category/kitchen", "/category/cups"] {
        assert_eq!(guest.get(path).await.status, 404, "{path}");
    }
    assert!(guest.get("/").await.link_of("Kitchen").is_none());
    assert!(rosa.get(CATEGORIES).await.html.contains("class=\"quiet\""), "staff see it, and that it is hidden");
    assert!(guest.get("/product/harbour-mug").await.shows("Harbour Mug"), "its products are still sold");
    let told: Vec<_> = shop.record().await.into_iter().filter(|e| e.action == Action::CategoryChanged).collect();
    let fields: Vec<&str> = told.iter().flat_map(|e| e.changes.iter().map(|c| c.field.as_str())).collect();
    assert!(fields.contains(&"enabled") && fields.contains(&"in_menu"), "{fields:?}");
    assert_eq!(rosa.edits(&kitchen, &kitchen, &[("enabled", "1"), ("in_menu", "1")]).await.status, 303);
    assert_eq!(guest.get("/category/cups").await.status, 200);
    assert_eq!(rosa.get(&cups).await.status, 200);
}

#[tokio::test]
async fn a_category_moves_with_all_below_it_never_below_itself_and_a_root_stays_one() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (kitchen, garden) = (opened(&mut rosa, "Kitchen").await, opened(&mut rosa, "Garden").await);
    let cups = makes(&mut rosa, id(&kitchen), "Cups").await;
    puts(&mut rosa, "Harbour Mug", id(&cups)).await;
    // Only places where it may stand are offered, and whatever is sent is refused.
    let offered = rosa.get(&format!("{kitchen}/move")).await.options("parent");
    assert!(offered.contains(&id(&garden).to_owned()) && ![&kitchen, &cups].iter().any(|path| offered.contains(&id(path).to_owned())));
    let root = format!("{CATEGORIES}/{FIRST_ROOT}");
    for (path, parent) in [(&kitchen, id(&cups)), (&kitchen, id(&kitchen)), (&kitchen, ""), (&root, id(&kitchen)), (&kitchen, "nothing")] {
        let refused = moves(&mut rosa, path, parent, "1").await;
        assert!(refused.status == 422 && refused.text_at("parent-flaw").is_some(), "{path} under {parent}: {}", refused.status);
    }
    for bad in ["0", "-1", "first", ""] {
        assert_eq!(moves(&mut rosa, &kitchen, &FIRST_ROOT.to_string(), bad).await.status, 422, "{bad}");
    }
    let moved = moves(&mut rosa, &kitchen, id(&garden), "1").await;
    assert_eq!((moved.status, &moved.location), (303, &kitchen));
    assert!(rosa.get(&kitchen).await.shows("You moved the category."));
    let mut guest = shop.guest();
    assert!(guest.get("/category/garden").await.shows("Harbour Mug") && guest.get("/category/cups").await.shows("Harbour Mug"));
    // To a root that no store sells: neither it nor its products are sold.
    let other = makes(&mut rosa, "", "Other Root").await;
    assert_eq!(moves(&mut rosa, &kitchen, id(&other), "1").await.status, 303);
    for path in ["/category/cups", "/product/harbour-mug"] {
        assert_ne!(guest.get(path).await.status, 200, "{path}");
    }
    assert!(!guest.get("/search?q=harbour").await.shows("/product/harbour-mug"));
    assert_eq!(moves(&mut rosa, &kitchen, &FIRST_ROOT.to_string(), "1").await.status, 303);
    assert!(guest.get("/search?q=harbour").await.shows("/product/harbour-mug"));
    let told: Vec<_> = shop.record().await.into_iter().filter(|e| e.action == Action::CategoryMoved).collect();
    assert_eq!(told.len(), 3);
    let made = shop.record().await.into_iter().rfind(|e| e.action == Action::CategoryCreated && e.object_name() == "Cups").unwrap();
    let below = made.changes.iter().find(|c| c.field == "parent").unwrap();
    assert_eq!(below.after.as_deref(), Some("Default Category / Kitchen"), "where it was made is told");
    crate::rows_held::tells_once(&shop, "a_category_moves_with_all_below_it_never_below_itself_and_a_root_stays_one").await;
}

#[tokio::test]
async fn those_beside_each_other_stand_in_the_order_that_they_are_moved_to() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let garden = opened(&mut rosa, "Garden").await;
    let order = async |guest: &mut Browser| {
        let page = guest.get("/").await;
        let menu = page.html.split("class=\"categories\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
        menu.split("href=\"/category/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut guest = shop.guest();
    let before = order(&mut guest).await;
    assert_eq!(before.iter().position(|slug| slug == "garden"), Some(3), "{before:?}");
    // The buttons beside the tree: one place up, and down again.
    for (label, place) in [("Move Up", 2), ("Move Down", 3)] {
        let page = rosa.get(&garden).await;
        let form = page.html.split(label).next().unwrap().rsplit("<form").next().unwrap().to_owned();
        let value = |name: &str| {
            let field = form.split(&format!("name=\"{name}\"")).nth(1).unwrap();
            field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        let target = format!("{garden}/move");
        assert_eq!(rosa.sends(&page, &target, &[("place", &value("place")), ("parent", &value("parent"))]).await.status, 303);
        assert_eq!(order(&mut guest).await.iter().position(|slug| slug == "garden"), Some(place), "{label}");
    }
    let root = FIRST_ROOT.to_string();
    assert_eq!(moves(&mut rosa, &garden, &root, "1").await.status, 303);
    assert_eq!(order(&mut guest).await.first().map(String::as_str), Some("garden"));
    assert_eq!(moves(&mut rosa, &garden, &root, "99").await.status, 303);
    assert_eq!(order(&mut guest).await.last().map(String::as_str), Some("garden"));
    // Whoever has an old page open learns of it.
    let (page, target) = (rosa.get(&format!("{garden}/move")).await, format!("{garden}/move"));
    let mut theo = rosa.clone();
    assert_eq!(moves(&mut rosa, &garden, &root, "2").await.status, 303);
    let late = theo.sends(&page, &target, &[("place", "3")]).await;
    assert!(late.status == 409 && late.shows("2"), "{}", late.status);
}

#[tokio::test]
async fn a_category_is_deleted_with_those_below_it_and_its_products_stand_where_it_stood() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kitchen = opened(&mut rosa, "Kitchen").await;
    let cups = makes(&mut rosa, id(&kitchen), "Cups").await;
    let small = makes(&mut rosa, id(&cups), "Small Cups").await;
    puts(&mut rosa, "Harbour Mug", id(&small)).await;
    let page = format!("{cups}/delete");
    let asked = rosa.get(&page).await;
    assert!(
        asked.shows("Small Cups") && asked.shows("1 product then stands in its other categories, or else in Default Category / Kitchen"),
        "{}",
        asked.html
    );
    // Whoever looked before somebody else changed it does not delete what he has not seen.
    assert_eq!(rosa.edits(&cups, &cups, &[("name", "Beakers")]).await.status, 303);
    assert_eq!(rosa.sends(&asked, &page, &[]).await.status, 409);
    let asked = rosa.get(&page).await;
    let done = rosa.sends(&asked, &page, &[]).await;
    assert_eq!((done.status, &done.location), (303, &kitchen));
    assert!(rosa.get(&kitchen).await.shows("You deleted the category."));
    for gone in [&cups, &small] {
        assert_eq!(rosa.get(gone).await.status, 404);
    }
    let mut guest = shop.guest();
    assert_eq!((guest.get("/category/cups").await.status, guest.get("/category/small-cups").await.status), (404, 404));
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        let page = guest.get("/category/kitchen").await;
        assert!(page.shows("Harbour Mug") && count(&page) == 10, "{}", page.html);
    }
    assert!(guest.get("/product/harbour-mug").await.shows("Harbour Mug"));
    // Stores sell from their root: it stays. One that nothing stands below can go.
    let page = format!("{CATEGORIES}/{FIRST_ROOT}/delete");
    let asked = rosa.get(&page).await;
    assert!(asked.shows("Can't delete root category."), "{}", asked.html);
    assert_eq!(rosa.sends(&asked, &page, &[]).await.status, 422);
    let other = makes(&mut rosa, "", "Other Root").await;
    let page = format!("{other}/delete");
    let asked = rosa.get(&page).await;
    assert_eq!(rosa.sends(&asked, &page, &[]).await.status, 303);
    assert_eq!(shop.record().await.into_iter().filter(|e| e.action == Action::CategoryDeleted).count(), 2);
}

#[tokio::test]
async fn a_rule_for_a_category_that_was_deleted_is_none_for_everything_once_it_is_saved_again() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kitchen = opened(&mut rosa, "Kitchen").await;
    let cups = makes(&mut rosa, id(&kitchen), "Cups").await;
    rules(&mut rosa, "Cups Sale", &[("apply", "by_percent"), ("discount_amount", "50"), ("categories", id(&cups))]).await;
    let page = format!("{cups}/delete");
    let asked = rosa.get(&page).await;
    assert!(asked.shows("Cups Sale"), "what is for it is named: {}", asked.html);
    assert_eq!(rosa.sends(&asked, &page, &[]).await.status, 303);
    let rule = rosa.get("/admin/catalog-price-rules").await.link_of("Cups Sale").unwrap();
    assert!(rosa.get(&rule).await.shows("Deleted, or of another website"));
    assert_eq!(rosa.edits(&rule, &rule, &[("priority", "5")]).await.status, 303);
    let mut guest = shop.guest();
    assert!(!guest.get("/product/harbour-mug").await.shows("$7.00"), "it is still for what is gone");
    // Whoever wants it for everything says so.
    assert_eq!(rosa.edits(&rule, &rule, &[("categories", "")]).await.status, 303);
    assert!(guest.get("/product/harbour-mug").await.shows("$7.00"));
}

#[tokio::test]
async fn a_category_is_called_by_all_that_it_stands_under_where_it_is_chosen() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kitchen = opened(&mut rosa, "Kitchen").await;
    let cups = makes(&mut rosa, id(&kitchen), "Cups").await;
    makes(&mut rosa, id(&cups), "Small Cups").await;
    let list = rosa.get(PRODUCTS).await;
    let at = |name: &str| list.html.find(name).unwrap_or_else(|| panic!("no {name}: {}", list.html));
    assert!(at("Default Category / Kitchen / Cups / Small Cups") < at("Default Category / Living room"), "in the order of the tree");
}

#[tokio::test]
async fn the_name_of_a_new_category_makes_its_url_key() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let new = format!("{CATEGORIES}/new");
    let root = FIRST_ROOT.to_string();
    let form = |name| [("parent", root.as_str()), ("name", name), ("url_key", ""), ("description", "")];
    assert_eq!(rosa.edits(&new, &new, &form("Für draußen")).await.status, 303);
    assert!(shop.guest().get("/category/fur-draussen").await.shows("Für draußen"));
    // What is another's already is told where it can be typed, and so is what makes none.
    for (name, flaw) in [("Kitchen", "URL key for specified store already exists."), ("★", "required")] {
        let refused = rosa.edits(&new, &new, &form(name)).await;
        let told = refused.text_at("url_key-flaw").unwrap_or_default();
        assert!(refused.status == 422 && told.contains(flaw), "{name}: {}", refused.html);
    }
}

#[tokio::test]
async fn whoever_is_for_one_website_neither_makes_nor_moves_nor_deletes_categories() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let desk = rosa.finds_role("International Desk").await;
    let held = rosa.get(&desk).await.form(&desk).unwrap();
    let mut rights: Vec<(&str, &str)> = vec![("current_password", server::demo::PASSWORD), ("resource", "Catalog::categories")];
    rights.extend(held.iter().filter(|(name, _)| name == "resource").map(|(name, value)| (name.as_str(), value.as_str())));
    assert_eq!(rosa.edits(&desk, &desk, &rights).await.status, 303);
    let kitchen = opened(&mut rosa, "Kitchen").await;
    let mut iris = shop.staff("iris").await;
    assert!(iris.get(CATEGORIES).await.link_of("Kitchen").is_some());
    for page in [format!("{CATEGORIES}/new"), format!("{kitchen}/move"), format!("{kitchen}/delete")] {
        assert_eq!((iris.get(&page).await.status, iris.post(&page, &[]).await.status), (404, 404), "{page}");
    }
}

#[tokio::test]
async fn an_address_that_a_category_had_leads_to_the_one_that_it_has() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (kitchen, garden) = (opened(&mut rosa, "Kitchen").await, opened(&mut rosa, "Garden").await);
    for slug in ["galley", "pantry"] {
        assert_eq!(rosa.edits(&kitchen, &kitchen, &[("url_key", slug)]).await.status, 303);
    }
    let mut guest = shop.guest();
    for old in ["kitchen", "galley"] {
        let led = guest.get(&format!("/category/{old}")).await;
        assert_eq!((led.status, &*led.location), (301, "/category/pantry"), "{old}");
        // What it was narrowed and sorted to was lost on the way.
        let narrowed = guest.get(&format!("/category/{old}?from=5&sort=price")).await;
        assert_eq!((narrowed.status, &*narrowed.location), (301, "/category/pantry?from=5&sort=price"), "{old}");
    }
    // In a view that has one of its own.
    let german = format!("{kitchen}?scope=view-{SECOND_VIEW}");
    assert_eq!(rosa.edits(&german, &german, &[("url_key", "essen")]).await.status, 303);
    assert_eq!(guest.get("/de/category/kueche").await.location, "/de/category/essen");
    assert_eq!(guest.get("/de/category/pantry?sort=name").await.location, "/de/category/essen?sort=name", "as it is called for all");
    // Whoever has an address now has it, whoever had it before; and what comes back leads nowhere else.
    assert_eq!(rosa.edits(&garden, &garden, &[("url_key", "kitchen")]).await.status, 303);
    assert!(guest.get("/category/kitchen").await.shows("Garden"));
    assert_eq!(rosa.edits(&kitchen, &kitchen, &[("url_key", "galley")]).await.status, 303);
    assert_eq!(guest.get("/category/galley").await.status, 200);
    assert_eq!(guest.get("/category/pantry").await.location, "/category/galley");
}

#[tokio::test]
async fn search_engines_are_told_what_is_said_for_them_in_each_view() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kitchen = opened(&mut rosa, "Kitchen").await;
    let form = [("meta_title", "Kitchen things"), ("meta_description", "Pots & \"pans\".")];
    assert_eq!(rosa.edits(&kitchen, &kitchen, &form).await.status, 303);
    let german = format!("{kitchen}?scope=view-{SECOND_VIEW}");
    let own = [("meta_title", "K\u{fc}chensachen"), ("meta_title-system", "")];
    assert_eq!(rosa.edits(&german, &german, &own).await.status, 303);
    let mut guest = shop.guest();
    let page = guest.get("/category/kitchen").await;
    assert!(
        page.html.contains("<title>Kitchen things · ") && page.html.contains("content=\"Pots &amp; &quot;pans&quot;.\""),
        "{:.900}",
        page.html
    );
    let page = guest.get("/de/category/kueche").await;
    assert!(page.html.contains("<title>K\u{fc}chensachen · ") && page.html.contains("Pots &amp; &quot;pans&quot;."), "{:.900}", page.html);
    assert_eq!(rosa.edits(&german, &german, &[("meta_title-system", "1")]).await.status, 303);
    assert!(guest.get("/de/category/kueche").await.html.contains("<title>Kitchen things · "));
}

/// Twelve categories took two lines of every page.
#[tokio::test]
async fn what_the_line_of_the_menu_does_not_hold_opens_behind_its_end() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let menu = |page: &Answer| page.html.split("class=\"categories\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
    assert!(!menu(&guest.get("/").await).contains("class=\"more\""), "all of them have room");
    for name in ["Ropes and their Knots", "Boats of every Length and Sail", "Lights for the Harbour"] {
        makes(&mut rosa, &FIRST_ROOT.to_string(), name).await;
    }
    let menu = menu(&guest.get("/").await);
    let (line, more) = menu.split_once("class=\"more\"").unwrap();
    assert!(line.contains("/category/wear-and-play") && line.contains("/category/ropes-and-their-knots"), "{menu}");
    assert!(!line.contains("/category/boats") && more.contains("/category/boats-of-every-length-and-sail"), "{menu}");
    assert!(more.contains("<summary>More</summary>") && more.contains("/category/lights-for-the-harbour"), "{menu}");
}
