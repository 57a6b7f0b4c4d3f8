//! Store View to Log in, and Share Customer Accounts: where somebody who logs in as a customer lands, and whose account an address is.

use crate::stores::{contradictions, website_of_his_own};
use actors::{Answer, Browser, Shop};
use store::FIRST_VIEW;

async fn selects_by_hand(rosa: &mut Browser) {
    let (page, form) =
        ("/admin/config/login_as_customer", [("store_view_manual_choice_enabled", "1"), ("store_view_manual_choice_enabled-system", "")]);
    assert_eq!(rosa.edits(page, page, &form).await.status, 303);
}

#[tokio::test]
async fn with_manual_selection_the_store_is_chosen_required_and_remembered() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    selects_by_hand(&mut rosa).await;
    let ada = format!("{}/login-as-customer", rosa.finds_customer("ada").await);
    let page = rosa.get(&ada).await;
    assert!(page.shows("Login as Customer: Select Store") && page.shows("<optgroup label=\"International Website\""), "{}", page.html);
    assert_eq!(page.options("store"), [&*FIRST_VIEW.to_string(), "00000000000070008000000000000003", "00000000000070008000000000000004"]);
    let missing = rosa.edits(&ada, &ada, &[("store", "")]).await;
    assert!(missing.status == 422 && missing.shows("Please select a Store to login in."), "{}", missing.html);
    assert_eq!(rosa.edits(&ada, &ada, &[("store", "00000000000070008000000000000099")]).await.status, 422);
    let abroad = "00000000000070008000000000000004";
    let started = rosa.edits(&ada, &ada, &[("store", abroad)]).await;
    let token = started.input("token").unwrap();
    let entered = rosa.post("/es/assistance/enter", &[("token", &token)]).await;
    assert_eq!((entered.status, entered.location.as_str()), (303, "/es/customer/account"));
    let account = rosa.get("/es/customer/account").await;
    assert!(account.shows("International Website"), "{}", account.html);
    assert!(rosa.get(&ada).await.shows(&format!("value=\"{abroad}\" selected")), "remembered for the next time");
}

#[tokio::test]
async fn a_visit_stays_within_the_website_that_it_was_opened_for() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    rosa.logs_in_as("ada").await;
    assert!(rosa.get("/de/customer/account").await.status == 200, "another view of the website");
    for path in ["/es", "/es/customer/account", "/en_jp/category/kitchen"] {
        let answer = rosa.get(path).await;
        assert!(answer.status == 403 && answer.shows("<a href=\"/\" class=\"button primary\""), "{}", answer.html);
    }
    assert_eq!(rosa.post("/es/checkout/cart", &[("product", "x")]).await.status, 403);
    // The way out is open everywhere.
    assert_eq!(rosa.post("/es/assistance/close", &[]).await.status, 303);
}

#[tokio::test]
async fn a_visit_ends_when_its_website_shows_nothing_any_more() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (website, _) = website_of_his_own(&mut rosa).await;
    selects_by_hand(&mut rosa).await;
    let view = shop.store.shop().views().iter().find(|v| v.code == "harbour_en").unwrap().id.to_string();
    let ada = format!("{}/login-as-customer", rosa.finds_customer("ada").await);
    let token = rosa.edits(&ada, &ada, &[("store", &view)]).await.input("token").unwrap();
    assert_eq!(rosa.post("/harbour_en/assistance/enter", &[("token", &token)]).await.status, 303);
    let delete = format!("{website}/delete");
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
    let told = rosa.get("/customer/account").await;
    assert_eq!((told.status, told.location.as_str()), (303, "/assistance/ended"));
    assert!(rosa.get("/assistance/ended").await.shows("The website was closed."));
}

async fn registers(shop: &Shop, path: &str, email: &str) -> (Browser, Answer) {
    let mut who = shop.guest();
    let (page, form) = (
        format!("{path}/customer/account/create"),
        [
            ("first_name", "Nils"),
            ("last_name", "Twofold"),
            ("email", email),
            ("password", "correct horse battery"),
            ("password_again", "correct horse battery"),
        ],
    );
    let answer = who.edits(&page, &page, &form).await;
    (who, answer)
}

async fn shares(rosa: &mut Browser, how: &str) -> Answer {
    rosa.edits("/admin/config/customer", "/admin/config/customer", &[("scope", how), ("scope-system", "")]).await
}

/// Two accounts of one address, each on its website, switched back only when no address has two.
#[tokio::test]
async fn an_address_is_one_account_in_all_of_the_shop_or_one_on_each_website() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(registers(&shop, "", "nils@example.com").await.1.status, 303);
    let (_, taken) = registers(&shop, "/es", "nils@example.com").await;
    assert_eq!(taken.location, "/es/customer/account", "the same person, a moment later, is signed in");
    assert_eq!(shares(&mut rosa, "1").await.status, 303);
    let (mut abroad, made) = registers(&shop, "/es", "nils@example.com").await;
    assert_eq!(made.location, "/es/customer/account");
    assert!(rosa.get("/admin/customers?q=nils").await.html.matches("nils@example.com").count() >= 2);
    // He is nobody on the other website, and in his account on his own.
    assert_eq!(abroad.get("/customer/account").await.status, 303);
    assert!(abroad.get("/es/customer/account").await.shows("nils@example.com"));
    let refused = shares(&mut rosa, "0").await;
    assert!(refused.status == 422 && refused.shows("several accounts with one email address"), "{}", refused.html);
    assert!(refused.shows("These addresses have more than one account: nils@example.com"), "{}", refused.html);
    let page = "/es/customer/account/sign-in-information";
    let form = [("email", "nils.abroad@example.com"), ("current_password", "correct horse battery")];
    assert_eq!(abroad.edits(page, page, &form).await.status, 303);
    assert_eq!(shares(&mut rosa, "0").await.status, 303);
    // Shared again, an address that has an account anywhere is taken, under whichever setting it was registered.
    let (mut other, _) = registers(&shop, "", "someone@example.com").await;
    let page = "/customer/account/sign-in-information";
    let form = [("email", "nils.abroad@example.com"), ("current_password", "correct horse battery")];
    assert_eq!(other.edits(page, page, &form).await.status, 422);
    assert_eq!(contradictions(&shop).await, Vec::<String>::new());
}

/// A browser has one cookie for all websites of a host: a session that it lost lived on, for whoever had copied it.
#[tokio::test]
async fn where_accounts_are_by_website_a_session_on_another_one_ends_the_one_before_in_the_same_browser() {
    const ACCOUNT: &str = "/customer/account";
    let shop = Shop::open().await;
    assert_eq!(shares(&mut shop.staff("rosa").await, "1").await.status, 303);
    let create = "/en_jp/customer/account/create";
    let new = [
        ("first_name", "Nils"),
        ("last_name", "Abroad"),
        ("email", "nils.abroad@example.com"),
        ("password", "correct horse battery"),
        ("password_again", "correct horse battery"),
    ];
    let buys = "/en_jp/product/harbour-mug";
    for (n, (page, form)) in [(create, &new[..]), (buys, &[("quantity", "1")][..])].into_iter().enumerate() {
        let (mut browser, made) = registers(&shop, "", &format!("nils{n}@example.com")).await;
        assert_eq!(made.status, 303, "{}", made.html);
        let copied = browser.clone();
        assert_eq!(browser.get(&format!("/en_jp{ACCOUNT}")).await.status, 303, "he is nobody there");
        assert_eq!(copied.clone().get(ACCOUNT).await.status, 200);
        let there = browser.edits(page, page, form).await;
        assert_eq!(there.status, 303, "{page}: {}", there.html);
        assert_eq!(copied.clone().get(ACCOUNT).await.status, 303, "{page}: it is over");
        assert_eq!(browser.get(ACCOUNT).await.status, 303);
    }
}

/// B57: a customer of the second website lands where he registered.
#[tokio::test]
async fn auto_detection_lands_where_the_customer_registered_when_accounts_are_by_website() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for adds_code in ["0", "1"] {
        assert_eq!(
            rosa.edits("/admin/config/web", "/admin/config/web", &[("use_store", adds_code), ("use_store-system", "")]).await.status,
            303
        );
        for (how, website) in [("1", "International Website"), ("0", "Main Website")] {
            assert_eq!(shares(&mut rosa, how).await.status, 303);
            let (answer, token) = rosa.starts("ines").await;
            let action = if website == "Main Website" { if adds_code == "1" { "/en" } else { "" } } else { "/es" };
            let enter = format!("{action}/assistance/enter");
            assert!(answer.shows(&format!("action=\"{enter}\"")), "{how} {adds_code}: {}", answer.html);
            let entered = rosa.post_exactly(&enter, &[("token", &token.unwrap())]).await;
            let account = rosa.get(&entered.location).await;
            assert!(account.shows(website) && account.status == 200, "{how} {adds_code}: {}", account.html);
        }
    }
    // By hand, only the stores of her website can be chosen.
    assert_eq!(shares(&mut rosa, "1").await.status, 303);
    selects_by_hand(&mut rosa).await;
    let ines = format!("{}/login-as-customer", rosa.finds_customer("ines").await);
    assert!(rosa.get(&ines).await.html.matches("disabled").count() == 2, "two stores of the other website");
    assert_eq!(rosa.edits(&ines, &ines, &[("store", &FIRST_VIEW.to_string())]).await.status, 422);
}
