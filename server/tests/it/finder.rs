//! The search of the back office: what it finds, and for whom.

use crate::documents::ordered;
use actors::{Browser, Shop};

const FIND: &str = "/admin/api/search/find";

/// Where all leads that is suggested.
async fn suggested(who: &mut Browser, typed: &str) -> Vec<String> {
    let json = serde_json::json!({ "typed": typed, "scope": null }).to_string();
    let answer = who.calls(FIND, &json).await;
    assert_eq!(answer.status, 200, "{typed}: {}", answer.html);
    let options = answer.json();
    links(options.get(1).and_then(|options| options.as_str()).unwrap())
}

/// And what its page leads to.
async fn found(who: &mut Browser, typed: &str) -> Vec<String> {
    let page = who.get(&format!("/admin/search?q={typed}")).await;
    assert_eq!(page.status, 200, "{typed}: {}", page.html);
    links(&page.body())
}

fn links(html: &str) -> Vec<String> {
    html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_finds_what_his_rights_show_while_he_types_and_on_the_page() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let ada = rosa.finds_customer("ada").await;
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    let all = [
        ("ada brandt", ada.as_str()),
        ("brandt ada", order.as_str()),
        ("harbour mug", mug.as_str()),
        ("invoices", "/admin/sales/invoices"),
        ("account", "/admin/account"),
        ("reindex", "/admin/cache#search-index"),
        ("checkbox tooltip", "/admin/config/login_as_customer#shopping_assistance_checkbox_tooltip"),
    ];
    // Customers alone, and the record of the visits alone.
    let (mut kim, mut nadia) = (shop.staff("kim").await, shop.staff("nadia").await);
    for (typed, address) in all {
        let for_all = address == "/admin/account";
        for (who, sees) in [(&mut rosa, true), (&mut kim, for_all || address == ada), (&mut nadia, for_all)] {
            let typed = typed.replace(' ', "+");
            assert_eq!(found(who, &typed).await.iter().any(|href| href == address), sees, "{typed}");
            let typed = typed.replace('+', " ");
            assert_eq!(suggested(who, &typed).await.iter().any(|href| href == address), sees, "{typed}");
        }
    }
    // Whatever is typed is no more than words.
    for typed in ["", "   ", "%", "<script>alert(1)</script>", &"x".repeat(5_000), "\u{0}\u{202e}"] {
        let json = serde_json::json!({ "typed": typed, "scope": null }).to_string();
        let answer = rosa.calls(FIND, &json).await;
        assert!(answer.status == 200 && !answer.html.contains("<script"), "{typed:.20}");
    }
    assert_eq!(shop.guest().calls(FIND, r#"{"typed":"ada","scope":null}"#).await.status, 401);
}

#[tokio::test]
async fn of_settings_alone_the_page_says_in_which_scope_and_leads_on_to_all_of_a_kind() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.get("/admin/search?q=customer&settings=default").await;
    let links = links(&page.body());
    assert!(!links.is_empty() && links.iter().all(|href| href.starts_with("/admin/config/")), "{links:?}");
    assert_eq!(rosa.get("/admin/search?q=customer&settings=nowhere").await.status, 404);
    // More orders than are shown: the grid has the rest.
    let page = rosa.get("/admin/search?q=example").await;
    assert!(page.link_of("Show all").is_some_and(|href| href == "/admin/sales/orders?q=example"), "{}", page.html);
}

#[tokio::test]
async fn whoever_is_for_one_website_finds_nobody_of_another() {
    let shop = Shop::open().await;
    let (mut rosa, mut iris) = (shop.staff("rosa").await, shop.staff("iris").await);
    let order = ordered(&shop, &mut rosa).await;
    let (ada, ines) = (rosa.finds_customer("ada").await, rosa.finds_customer("ines").await);
    for (typed, address, sees) in [("ada", &ada, false), ("brandt", &order, false), ("ines", &ines, true)] {
        assert_eq!(found(&mut iris, typed).await.iter().any(|href| href == address), sees, "{typed}");
        assert_eq!(suggested(&mut iris, typed).await.iter().any(|href| href == address), sees, "{typed}");
    }
    assert!(found(&mut rosa, "brandt").await.contains(&order), "it is there to be found");
}
