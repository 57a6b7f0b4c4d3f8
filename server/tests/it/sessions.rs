//! Forms that come when somebody else is asking, or nobody: nothing happens in another's name, and nothing that was typed is lost.

use actors::Shop;
use domain::audit::{Action, Recorded};
use server::demo::PASSWORD;
use std::time::Duration;

const OWN: (&str, &str) = ("current_password", PASSWORD);
const STAFF: [(&str, &str); 2] = [("user_name", "rosa"), ("password", PASSWORD)];
const ADA: [(&str, &str); 2] = [("email", "ada@example.com"), ("password", PASSWORD)];
const ENDED: &str = "Your session had ended. Nothing was saved. Please sign in again.";

/// A role was filled in for a quarter of an hour; meanwhile the session had ended, and all of it was lost without a word.
#[tokio::test]
async fn a_form_of_staff_whose_session_had_ended_is_there_again_after_signing_in() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let new = "/admin/roles/new";
    let page = rosa.get(new).await;
    shop.advance(Duration::from_secs(31 * 60));
    let typed = [("name", "Night Shift"), ("access", "custom"), ("resource", "Customer::manage"), OWN];
    let asked = rosa.sends(&page, new, &typed).await;
    assert!(asked.status == 401 && asked.shows(ENDED), "{} {}", asked.status, asked.html);
    assert!(!asked.html.contains(PASSWORD), "no secret travels");
    let wrong = rosa.sends(&asked, "/admin/login", &[("user_name", "rosa"), ("password", "wrong")]).await;
    assert_eq!(wrong.status, 422, "what was typed outlives a wrong password");
    let again = rosa.sends(&wrong, "/admin/login", &STAFF).await;
    assert!(again.status == 200 && again.shows("You are signed in again"), "{} {}", again.status, again.html);
    let draft = rosa.sends(&again, new, &[]).await;
    assert_eq!(draft.status, 200, "{}", draft.html);
    let held = draft.form(new).unwrap();
    assert!(
        held.contains(&("name".into(), "Night Shift".into())) && held.contains(&("resource".into(), "Customer::manage".into())),
        "{held:?}"
    );
    assert!(held.contains(&("current_password".into(), String::new())), "{held:?}");
    assert!(rosa.get("/admin/roles").await.link_of("Night Shift").is_none(), "nothing was done yet");
    assert_eq!(rosa.sends(&draft, new, &[OWN]).await.status, 303);
    rosa.finds_role("Night Shift").await;
}

/// Of a form with a file nothing was read, where the session had ended.
#[tokio::test]
async fn what_stood_beside_a_file_is_there_again_after_signing_in() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let import = "/admin/system/import";
    let page = rosa.get(import).await;
    shop.advance(Duration::from_secs(31 * 60));
    let typed = [("entity", "catalog_product"), ("allowed_error_count", "7")];
    let file: &[u8] = b"sku\r\nAL-101";
    let asked = rosa.uploads(&page, import, &typed, ("import_file", &[("goods.csv", file)])).await;
    assert!(asked.status == 401 && asked.shows(ENDED), "{} {}", asked.status, asked.html);
    let again = rosa.sends(&asked, "/admin/login", &STAFF).await;
    let draft = rosa.sends(&again, import, &[]).await;
    assert_eq!(draft.status, 200, "{}", draft.html);
    let held = draft.form(import).unwrap();
    assert!(typed.iter().all(|(name, value)| held.contains(&((*name).to_owned(), (*value).to_owned()))), "{held:?}");
}

#[tokio::test]
async fn a_form_of_a_customer_who_had_signed_out_is_there_again_after_signing_in() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    for (path, typed) in [
        ("/customer/account/edit", &[("first_name", "Adele")][..]),
        ("/de/customer/account/edit", &[("first_name", "Adelheid")]),
        ("/customer/account/sign-in-information", &[("email", "adele@example.com"), OWN]),
    ] {
        let view = if path.starts_with("/de") { "/de" } else { "" };
        let login = format!("{view}/customer/account/login");
        let page = ada.get(path).await;
        assert_eq!(ada.clone().edits("/customer/account", "/customer/account/logout", &[]).await.status, 303);
        let asked = ada.sends(&page, path, typed).await;
        assert!(asked.status == 401 && !asked.html.contains(PASSWORD), "{path} {} {}", asked.status, asked.html);
        assert!(view == "/de" || asked.shows(ENDED), "{}", asked.html);
        let again = ada.sends(&asked, &login, &ADA).await;
        assert_eq!(again.status, 200, "{path} {}", again.html);
        let draft = ada.sends(&again, path, &[]).await;
        let (name, value) = typed[0];
        assert_eq!((draft.status, draft.input(name).as_deref()), (200, Some(value)), "{path} {}", draft.html);
        let before = ada.get(path).await;
        assert_ne!(before.input(name).as_deref(), Some(value), "{path}: nothing was saved yet");
        assert_eq!(ada.sends(&draft, path, &typed[1..]).await.status, 303, "{path}");
        assert_eq!(ada.get(path).await.input(name).as_deref(), Some(value), "{path}");
    }
}

/// In a draft, too, nothing is overwritten that somebody else saved meanwhile.
#[tokio::test]
async fn a_form_that_comes_back_after_signing_in_is_merged_like_any_other() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let path = "/customer/account/edit";
    let page = ada.get(path).await;
    ada.clone().edits("/customer/account", "/customer/account/logout", &[]).await;
    let asked = ada.sends(&page, path, &[("first_name", "Adele")]).await;
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    assert_eq!(visit.edits(path, path, &[("first_name", "Adelheid"), ("last_name", "Brand")]).await.status, 303);
    let again = ada.sends(&asked, "/customer/account/login", &ADA).await;
    let draft = ada.sends(&again, path, &[]).await;
    assert!(draft.status == 409 && draft.text_at("first_name-meanwhile").is_some_and(|t| t.contains("Adelheid")), "{}", draft.html);
    assert_eq!(draft.input("last_name").as_deref(), Some("Brand"));
    assert_eq!(ada.sends(&draft, path, &[]).await.status, 303);
    let now = ada.get(path).await;
    assert_eq!((now.input("first_name").as_deref(), now.input("last_name").as_deref()), (Some("Adele"), Some("Brand")));
}

/// In one tab theo had a customer open; in another rosa signed in. His form acted as her.
#[tokio::test]
async fn a_form_of_the_back_office_that_was_opened_by_somebody_else_changes_nothing() {
    let shop = Shop::open().await;
    let mut browser = shop.staff("theo").await;
    let path = browser.finds_customer("ben").await;
    let page = browser.get(&path).await;
    assert_eq!(browser.post("/admin/login", &STAFF).await.status, 303);
    browser.get("/admin").await;
    for (action, changes) in
        [(path.as_str(), &[("first_name", "Benno")][..]), ("/admin/logout", &[]), ("/admin/language", &[("language", "de")])]
    {
        let answer = browser.sends(&page, action, changes).await;
        assert!(answer.status == 409 && answer.shows("You are somebody else now"), "{action}: {} {}", answer.status, answer.html);
    }
    assert!(browser.get("/admin").await.shows("Signed in as Rosa"), "she is not signed out");
    let refused = browser.sends(&page, &path, &[("first_name", "Benno")]).await;
    assert_eq!(browser.get(&path).await.input("first_name").as_deref(), Some("Ben"));
    // What was typed is offered to her as a draft.
    let draft = browser.sends(&refused, &path, &[]).await;
    assert_eq!((draft.status, draft.input("first_name").as_deref()), (200, Some("Benno")), "{}", draft.html);
    assert_eq!(browser.get(&path).await.input("first_name").as_deref(), Some("Ben"), "nothing was saved");
    assert_eq!(browser.sends(&draft, &path, &[]).await.status, 303);
    assert_eq!(browser.get(&path).await.input("first_name").as_deref(), Some("Benno"));
    let told = shop.record().await.into_iter().rfind(|e| e.action == Action::CustomerChanged).unwrap();
    assert_eq!(told.actor.name(), "rosa");
}

#[tokio::test]
async fn a_form_that_was_opened_for_another_account_offers_what_was_typed_and_never_a_secret() {
    let shop = Shop::open().await;
    let mut browser = shop.customer("ada").await;
    let path = "/customer/account/sign-in-information";
    let page = browser.get(path).await;
    browser.edits("/customer/account", "/customer/account/logout", &[]).await;
    browser.signs_in_as_customer("ben").await;
    let refused = browser.sends(&page, path, &[("email", "new@example.com"), OWN]).await;
    assert!(refused.status == 409 && !refused.html.contains(PASSWORD), "{} {}", refused.status, refused.html);
    let draft = browser.sends(&refused, path, &[]).await;
    assert!(
        [200, 409].contains(&draft.status) && draft.input("email").as_deref() == Some("new@example.com"),
        "{} {}",
        draft.status,
        draft.html
    );
    assert_eq!(browser.get(path).await.input("email").as_deref(), Some("ben@example.com"));
}

/// Who signed in over another session in the same browser left that one open, with its cookie.
#[tokio::test]
async fn signing_in_over_another_session_ends_it() {
    let shop = Shop::open().await;
    let mut browser = shop.customer("ada").await;
    let old = browser.clone();
    let ben = [("email", "ben@example.com"), ("password", PASSWORD)];
    assert_eq!(browser.post("/customer/account/login", &ben).await.status, 303);
    assert_eq!(old.clone().get("/customer/account").await.status, 303, "ada's session is over");
    assert!(browser.get("/customer/account").await.shows("Ben Castell"));
    let old = browser.clone();
    let new =
        [("first_name", "Zoe"), ("last_name", "Q"), ("email", "zoe@example.com"), ("password", PASSWORD), ("password_again", PASSWORD)];
    assert_eq!(browser.post("/customer/account/create", &new).await.status, 303);
    assert_eq!(old.clone().get("/customer/account").await.status, 303, "so is ben's when somebody registers");
    let mut browser = shop.staff("theo").await;
    let old = browser.clone();
    let mut visit = browser.clone();
    visit.logs_in_as("ada").await;
    assert_eq!(browser.post("/admin/login", &STAFF).await.status, 303);
    assert_eq!(old.clone().get("/admin").await.status, 303, "theo's session is over");
    assert_eq!(visit.get("/customer/account").await.location, "/assistance/ended", "and with it his visit");
}

/// A second product, added from a tab that was opened before the cart began, was refused: "You are somebody else now".
#[tokio::test]
async fn a_product_that_was_opened_before_the_cart_began_is_added_to_it() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    let (mug, cup) = ("/product/harbour-mug", "/product/little-espresso-cup");
    let tabs = [guest.get(mug).await, guest.get(cup).await];
    assert_eq!(guest.sends(&tabs[0], mug, &[("quantity", "1")]).await.status, 303);
    assert_eq!(guest.sends(&tabs[1], cup, &[("quantity", "2")]).await.status, 303);
    let cart = guest.get("/checkout/cart").await;
    assert!(cart.shows("Harbour Mug") && cart.shows("Little Espresso Cup"), "{}", cart.html);
    // The same customer, signed out and in again: the old cart's tab still is his.
    let mut ada = shop.customer("ada").await;
    assert_eq!(ada.edits(mug, mug, &[("quantity", "1")]).await.status, 303);
    let tab = ada.get("/checkout/cart").await;
    ada.edits("/customer/account", "/customer/account/logout", &[]).await;
    ada.signs_in_as_customer("ada").await;
    assert_eq!(ada.sends(&tab, "/checkout/cart", &[("quantity", "4")]).await.status, 303);
    assert_eq!(ada.get("/checkout/cart").await.input("quantity").as_deref(), Some("4"));
}

/// Where it must be refused, for it was opened before somebody signed in, the page offers the same form with what was typed.
#[tokio::test]
async fn a_product_that_was_opened_before_signing_in_is_offered_again_with_its_quantity() {
    let shop = Shop::open().await;
    let mut browser = shop.guest();
    let mug = "/product/harbour-mug";
    let tab = browser.get(mug).await;
    browser.signs_in_as_customer("ada").await;
    let refused = browser.sends(&tab, mug, &[("quantity", "3")]).await;
    assert_eq!(refused.status, 409);
    let draft = browser.sends(&refused, mug, &[]).await;
    assert_eq!((draft.status, draft.input("quantity").as_deref()), (200, Some("3")), "{}", draft.html);
    assert!(browser.get("/checkout/cart").await.shows("You have no items in your shopping cart."), "nothing was added yet");
    assert_eq!(browser.sends(&draft, mug, &[]).await.status, 303);
    assert_eq!(browser.get("/checkout/cart").await.input("quantity").as_deref(), Some("3"));
}

/// Whoever clicked twice on Create an Account was told "please choose another" address, and stood there signed out.
#[tokio::test]
async fn a_registration_that_is_sent_twice_signs_in_and_never_asks_for_another_address() {
    let shop = Shop::open().await;
    let create = "/customer/account/create";
    let mut guest = shop.guest();
    let page = guest.get(create).await;
    let form =
        [("first_name", "Zoe"), ("last_name", "Quist"), ("email", "zoe@example.com"), ("password", PASSWORD), ("password_again", PASSWORD)];
    let mut second = guest.clone();
    assert_eq!(guest.sends(&page, create, &form).await.status, 303);
    // The first answer never came: the browser has no session yet.
    let answer = second.sends(&page, create, &form).await;
    assert_eq!(answer.status, 303, "{}", answer.html);
    assert!(second.get("/customer/account").await.shows("Zoe Quist"));
    let is_zoe = |e: &Recorded| e.action == Action::CustomerRegistered && e.actor.name() == "zoe@example.com";
    assert_eq!(shop.record().await.iter().filter(|e| is_zoe(e)).count(), 1);
    // Somebody else, or much later: there is an account, and the way to it is beside the field.
    let mut stranger = shop.guest();
    let page = stranger.get(create).await;
    let other = form.map(|(name, value)| (name, if name.starts_with("password") { "another password" } else { value }));
    let answer = stranger.sends(&page, create, &other).await;
    assert!(
        answer.status == 422 && answer.text_at("email-flaw").is_some_and(|flaw| flaw.contains("already an account")),
        "{}",
        answer.html
    );
    assert!(answer.link_of("Sign in").is_some_and(|link| link.starts_with("/customer/account/login")), "{}", answer.html);
    assert_eq!(stranger.get("/customer/account").await.status, 303, "nobody is signed in");
    shop.advance(Duration::from_secs(60 * 60));
    assert_eq!(stranger.sends(&page, create, &form).await.status, 422);
    crate::rows_held::tells_once(&shop, "a_registration_that_is_sent_twice_signs_in_and_never_asks_for_another_address").await;
}

#[tokio::test]
async fn who_is_signed_in_already_is_led_to_his_account_and_not_asked_again() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    for (path, led) in [
        ("/customer/account/login", "/customer/account"),
        ("/customer/account/create", "/customer/account"),
        ("/de/customer/account/login", "/de/customer/account"),
    ] {
        let answer = ada.get(path).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, led), "{path}");
    }
    let answer = shop.staff("rosa").await.get("/admin/login").await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/admin"));
}

/// Of 70 mugs in a guest's cart 31 did not fit beside the 60 in the account, and nobody said so.
#[tokio::test]
async fn what_of_a_guests_cart_does_not_fit_is_told_when_he_signs_in() {
    let shop = Shop::open().await;
    let mug = "/product/harbour-mug";
    assert_eq!(shop.customer("ada").await.edits(mug, mug, &[("quantity", "60")]).await.status, 303);
    let mut guest = shop.guest();
    assert_eq!(guest.edits(mug, mug, &[("quantity", "70")]).await.status, 303);
    assert_eq!(guest.edits("/customer/account/login", "/customer/account/login", &ADA).await.status, 303);
    let page = guest.get("/customer/account").await;
    assert!(page.shows("31 pieces could not be added") && page.shows("class=\"notice warning\""), "{}", page.html);
    assert!(page.shows("Left behind: Harbour Mug.") && !page.shows("Thank you for registering"), "{}", page.html);
    assert_eq!(guest.get("/checkout/cart").await.input("quantity").as_deref(), Some("99"));
    // Where all fits, nothing is said.
    let mut guest = shop.guest();
    assert_eq!(guest.edits(mug, mug, &[("quantity", "2")]).await.status, 303);
    let ben = [("email", "ben@example.com"), ("password", PASSWORD)];
    assert_eq!(guest.edits("/customer/account/login", "/customer/account/login", &ben).await.status, 303);
    assert!(!guest.get("/customer/account").await.shows("could not be added"));
    // Whoever registers takes all of it along, unless he has registered a moment ago in another browser.
    let create = "/customer/account/create";
    let zoe =
        [("first_name", "Zoe"), ("last_name", "Q"), ("email", "zoe@example.com"), ("password", PASSWORD), ("password_again", PASSWORD)];
    for (pieces, left) in [("60", ""), ("70", "31 pieces could not be added")] {
        let mut guest = shop.guest();
        assert_eq!(guest.edits(mug, mug, &[("quantity", pieces)]).await.status, 303);
        assert_eq!(guest.edits(create, create, &zoe).await.status, 303, "{pieces}");
        let page = guest.get("/customer/account").await;
        assert!(page.shows("Thank you for registering") && page.shows(left), "{pieces}: {}", page.html);
        assert_eq!(page.shows("Left behind: Harbour Mug."), !left.is_empty(), "{}", page.html);
        let has = if pieces == "60" { "60" } else { "99" };
        assert_eq!(guest.get("/checkout/cart").await.input("quantity").as_deref(), Some(has));
    }
}

/// On a shared machine: what one had typed before signing out was shown to whoever signed in next.
#[tokio::test]
async fn what_was_typed_is_shown_to_nobody_else_who_signs_in_next() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let (login, edit) = ("/customer/account/login", "/customer/account/edit");
    let page = ada.get(edit).await;
    ada.clone().edits("/customer/account", "/customer/account/logout", &[]).await;
    let asked = ada.sends(&page, edit, &[("first_name", "Secretly Adele")]).await;
    let ben = ada.sends(&asked, login, &[("email", "ben@example.com"), ("password", PASSWORD)]).await;
    assert!(ben.status == 303 && !ben.html.contains("Secretly"), "{} {}", ben.status, ben.html);

    let mut theo = shop.staff("theo").await;
    let path = theo.finds_customer("ben").await;
    let page = theo.get(&path).await;
    theo.clone().edits("/admin", "/admin/logout", &[]).await;
    let asked = theo.sends(&page, &path, &[("first_name", "Secretly Benno")]).await;
    assert_eq!(asked.status, 401);
    let rosa = theo.sends(&asked, "/admin/login", &STAFF).await;
    assert!(rosa.status == 303 && !rosa.html.contains("Secretly"), "{} {}", rosa.status, rosa.html);
}

/// One keyboard sends "é" as one sign, another as two: it is one password.
#[tokio::test]
async fn a_password_is_the_same_from_any_keyboard() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let path = "/customer/account/sign-in-information";
    let (one, two) = ("caf\u{e9} au lait 42", "cafe\u{301} au lait 42");
    let form = [OWN, ("password", one), ("password_again", two)];
    let saved = ada.edits(path, path, &form).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    for password in [one, two] {
        let mut again = shop.guest();
        again.get("/customer/account/login").await;
        let answer = again.post("/customer/account/login", &[("email", "ada@example.com"), ("password", password)]).await;
        assert_eq!(answer.status, 303, "{password:?}");
    }
}

#[tokio::test]
async fn whoever_does_not_ask_to_be_remembered_is_forgotten_with_his_browser_where_the_shop_asks() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let login = "/customer/account/login";
    let stays = async |wish: &str| {
        let answer = shop.guest().edits(login, login, &[ADA[0], ADA[1], ("remember", wish)]).await;
        assert_eq!(answer.status, 303, "{}", answer.html);
        let cookies = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
        cookies.filter(|line| line.starts_with("shopper=")).any(|line| line.contains("Max-Age=2592000"))
    };
    assert!(!shop.guest().get(login).await.shows("Remember Me"));
    assert!(stays("1").await && stays("").await, "nobody is asked");
    let config = "/admin/config/customer";
    assert_eq!(rosa.edits(config, config, &[("remember_me", "1"), ("remember_me-system", "")]).await.status, 303);
    assert!(shop.guest().get(login).await.shows("Remember Me"));
    assert!(stays("1").await && !stays("").await);
    // Many a browser is never closed, and what was copied out of one is not forgotten with it: so the session ends sooner as well.
    let (mut remembered, mut brief) = (shop.guest(), shop.guest());
    for (browser, wish) in [(&mut remembered, "1"), (&mut brief, "")] {
        assert_eq!(browser.edits(login, login, &[ADA[0], ADA[1], ("remember", wish)]).await.status, 303);
    }
    shop.advance(store::BRIEF_IDLE - Duration::from_secs(60));
    assert_eq!(brief.get("/customer/account").await.status, 200);
    shop.advance(store::BRIEF_IDLE);
    assert_eq!(brief.get("/customer/account").await.status, 303);
    let own = remembered.get("/customer/account/sessions").await;
    // The four that are remembered, and nothing of the brief ones.
    assert_eq!((own.status, own.html.matches("name=\"session\"").count()), (200, 3), "{}", own.html);
}

/// Used once in a while, it had no end, also for whoever had copied it out of the browser, where its cookie had gone.
#[tokio::test]
async fn a_customers_session_ends_a_month_after_it_was_begun_however_it_is_used() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    for day in 1..30 {
        shop.advance(Duration::from_secs(24 * 60 * 60));
        assert_eq!(ada.get("/customer/account").await.status, 200, "{day}");
    }
    shop.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(ada.get("/customer/account").await.status, 303);
}
