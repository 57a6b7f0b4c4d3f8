//! Whose language something is in: names stand where their reader looks for them, and customers are written to in their own, whatever staff
//! read who act for them.

use crate::{
    mail::{sends, with_server},
    staff::OWN,
};
use actors::{Answer, Browser, Shop};
use domain::{stores::Language, text::sort_key_of};
use store::SECOND_VIEW;

const OUTBOX: &str = "/admin/system/mail";
/// The demo's Swedish view.
const SWEDISH: &str = "00000000000070008000000000000008";

async fn reads(who: &mut Browser, language: &str) {
    assert_eq!(who.post("/admin/language", &[("language", language), ("back", "/admin")]).await.status, 303);
}

/// Which of these a list shows, in its order.
fn order<'a>(page: &Answer, of: &[&'a str]) -> Vec<&'a str> {
    let rows = page.rows();
    rows.iter().filter_map(|row| of.iter().copied().find(|name| row.iter().any(|cell| cell == name))).collect()
}

#[tokio::test]
async fn names_of_a_list_that_is_read_whole_stand_where_its_reader_looks_for_them() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let support = rosa.finds_role("Support").await;
    let role = ("role", support.rsplit('/').next().unwrap());
    let names = ["Zander", "Åberg", "Bergman"];
    for (user, name) in ["third", "first", "second"].into_iter().zip(names) {
        let email = format!("{user}@example.com");
        let form = [("user_name", user), ("first_name", "Kim"), ("last_name", name), ("email", &email), role, OWN];
        let invited = rosa.edits("/admin/users/new", "/admin/users/new", &form).await;
        assert!(invited.value_at("link").is_some(), "{name}: {}", invited.html);
    }
    let roles = ["Översättare", "Zebra", "Packer"];
    for name in roles {
        assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &[("name", name), OWN]).await.status, 303, "{name}");
    }
    let list = "/admin/users?sort=last_name";
    for (language, sorted, roles_sorted) in [
        ("de", ["Åberg", "Bergman", "Zander"], ["Översättare", "Packer", "Zebra"]),
        ("sv", ["Bergman", "Zander", "Åberg"], ["Packer", "Zebra", "Översättare"]),
    ] {
        reads(&mut rosa, language).await;
        assert_eq!(order(&rosa.get(list).await, &names), sorted, "{language}");
        let down: Vec<&str> = sorted.into_iter().rev().collect();
        assert_eq!(order(&rosa.get(&format!("{list}-desc")).await, &names), down, "{language}, from the end");
        assert_eq!(order(&rosa.get("/admin/roles").await, &roles), roles_sorted, "{language}");
    }
}

#[tokio::test]
async fn names_of_a_list_that_the_store_keeps_in_an_order_stand_where_its_reader_looks_for_them() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let names = ["Zorn Kvist", "Ål Kvist"];
    for (was, name) in ["Harbour Mug", "Little Espresso Cup"].into_iter().zip(names) {
        let product = rosa.get(&format!("/admin/catalog/products?q={}", was.replace(' ', "+"))).await.link_of(was).unwrap();
        assert_eq!(rosa.edits(&product, &product, &[("name", name)]).await.status, 303, "{name}");
    }
    let list = "/admin/catalog/products?q=kvist";
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        for (language, sorted) in [("de", ["Ål Kvist", "Zorn Kvist"]), ("sv", ["Zorn Kvist", "Ål Kvist"])] {
            reads(&mut rosa, language).await;
            let down: Vec<&str> = sorted.into_iter().rev().collect();
            assert_eq!(order(&rosa.get(list).await, &names), sorted, "{language}, {is_indexed}");
            assert_eq!(order(&rosa.get(&format!("{list}&sort=name-desc")).await, &names), down, "{language}, {is_indexed}");
            // So they do where they are found among everything else, and in a file.
            for path in ["/admin/search?q=kvist", "/admin/catalog/products?q=kvist&export=csv"] {
                let page = rosa.get(path).await;
                let places = sorted.map(|name| page.html.find(name).unwrap_or_else(|| panic!("{path}: {}", page.html)));
                assert!(places.is_sorted(), "{path}, {language}, {is_indexed}");
            }
        }
    }
    // A program that has no index yet shows the list all the same.
    let other = shop.beginning().await;
    let mut rosa = other.staff("rosa").await;
    reads(&mut rosa, "sv").await;
    for list in
        ["/admin/catalog/products", "/admin/customers?sort=name", "/admin/sales/orders?sort=name", "/admin/sales/invoices?sort=name"]
    {
        let page = rosa.get(list).await;
        assert!(page.status == 200 && page.rows().len() > 1, "{list}: {}", page.html);
    }
}

/// What the products of a list are called, in its order.
fn products(page: &Answer) -> Vec<String> {
    let tiles = page.html.split("<li class=\"tile\">").skip(1);
    let names = tiles.map(|tile| tile.split_once("<bdi>").and_then(|(_, rest)| rest.split_once("</bdi>")).unwrap().0.to_owned());
    names.collect()
}

#[tokio::test]
async fn products_that_are_sorted_by_name_are_so_by_the_names_that_their_reader_sees() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    for is_indexed in [false, true] {
        if is_indexed {
            shop.indexes().await;
        }
        for (view, language) in [("", Language::En), ("/de", Language::De), ("/it", Language::It), ("/sv", Language::Sv)] {
            // The kitchen, at its address in that language.
            let kitchen = format!("{view}/category/kitchen");
            let led_to = guest.get(&kitchen).await.location;
            let kitchen = if led_to.is_empty() { kitchen } else { led_to };
            for list in [format!("{kitchen}?sort=name"), format!("{kitchen}?sort=name&stock=1"), format!("{view}/search?q=o&sort=name")] {
                let names = products(&guest.get(&list).await);
                assert!(names.len() > 3, "{list}: {names:?}");
                assert!(names.is_sorted_by_key(|name| sort_key_of(language, name)), "{list}, {is_indexed}: {names:?}");
            }
        }
    }
    // And what somebody renames for one view moves there, and nowhere else.
    let mut rosa = shop.staff("rosa").await;
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    let in_german = format!("{mug}?scope=view-{SECOND_VIEW}");
    let german = "/de/category/kueche?sort=name";
    assert_ne!(products(&guest.get(german).await)[0], "Aal");
    let english = products(&guest.get("/category/kitchen?sort=name").await);
    assert_eq!(rosa.edits(&in_german, &in_german, &[("name", "Aal")]).await.status, 303);
    assert_eq!(products(&guest.get(german).await)[0], "Aal");
    assert_eq!(products(&guest.get("/category/kitchen?sort=name").await), english);
    // Germans look for ö beside o, Swedes behind z.
    let (second, swedish) = (SECOND_VIEW.to_string(), guest.get("/sv/category/kitchen").await.location);
    for (view, list, is_last) in [(&*second, "/de/category/kueche", false), (SWEDISH, &*swedish, true)] {
        let here = format!("{mug}?scope=view-{view}");
        assert_eq!(rosa.edits(&here, &here, &[("name", "Öl")]).await.status, 303);
        let names = products(&guest.get(&format!("{list}?sort=name")).await);
        assert!(names.iter().any(|name| name == "Öl") && (names.last().unwrap() == "Öl") == is_last, "{list}: {names:?}");
    }
    // So is what is suggested while somebody types.
    let cup = rosa.get("/admin/catalog/products?q=Little+Espresso+Cup").await.link_of("Little Espresso Cup").unwrap();
    for (product, name) in [(mug, "Kvist Öster"), (cup, "Kvist Zorn")] {
        let here = format!("{product}?scope=view-{SWEDISH}");
        assert_eq!(rosa.edits(&here, &here, &[("name", name)]).await.status, 303);
    }
    guest.get("/sv").await;
    let typed = serde_json::json!({ "typed": "kvist" }).to_string();
    let answer = guest.calls("/sv/api/catalog/suggest", &typed).await.json();
    let [zorn, oster] = ["Kvist Zorn", "Kvist Öster"].map(|name| answer[1].as_str().unwrap().find(name).unwrap());
    assert!(zorn < oster, "{answer}");
}

#[tokio::test]
async fn a_customer_is_written_to_about_his_account_in_his_own_language_whatever_staff_read() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    reads(&mut rosa, "es").await;
    let new = "/admin/customers/new";
    let form = [("first_name", "Nora"), ("last_name", "Neu"), ("email", "neu@example.com"), ("view", SWEDISH)];
    let made = rosa.edits(new, new, &form).await;
    assert_eq!(made.status, 303, "{}", made.html);
    let customer = made.location;
    let reset = format!("{customer}/reset-password");
    for (act, said) in [(None, "Välkommen till "), (Some(&reset), "Återställ ditt lösenord hos ")] {
        if let Some(act) = act {
            shop.advance(std::time::Duration::from_secs(60));
            assert_eq!(rosa.edits(&customer, act, &[]).await.status, 303, "{act}");
        }
        sends(&mut queue).await;
        let newest = rosa.get(OUTBOX).await.link_below(OUTBOX).unwrap();
        let mail = rosa.get(&newest).await;
        assert!(mail.shows("<html lang=\"es\"") && mail.shows(said) && mail.shows("Hej "), "{said}: {}", mail.html);
        // What is his stands in his language among the words of whoever reads it.
        assert!(mail.shows("<dd lang=\"sv\">") && mail.shows("lang=\"sv\" dir=\"auto\""), "{said}: {}", mail.html);
    }
}
