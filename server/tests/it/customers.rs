//! What staff do with whole accounts.

use crate::documents::ordered;
use actors::Shop;
use domain::{audit::Action, mail::About};
use server::{
    demo::PASSWORD,
    jobs::job,
    mail::{Queue, Way},
    settings::Settings,
};

#[tokio::test]
async fn a_deleted_customer_is_gone_with_what_is_his_alone_and_his_orders_stay() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let (mut theo, mut ada) = (shop.staff("theo").await, shop.customer("ada").await);
    theo.logs_in_as("ada").await;
    let customer = rosa.finds_customer("ada").await;
    let page = format!("{customer}/delete");
    assert!(rosa.get(&customer).await.shows(&format!("href=\"{page}\"")));
    let (orders, enters) = ("/admin/sales/orders?q=ada", format!("href=\"{customer}/login-as-customer\""));
    assert!(rosa.get(orders).await.shows(&enters));
    let asked = rosa.get(&page).await;
    for text in ["orders stay", "1 session of Login as Customer", "cannot be undone", "ada@example.com"] {
        assert!(asked.shows(text), "{text}: {}", asked.html);
    }
    assert_eq!(rosa.sends(&asked, &page, &[]).await.location, "/admin/customers");
    assert!(rosa.get("/admin/customers?q=ada%40example.com").await.links_below("/admin/customers/0").is_empty());
    for gone in [customer.clone(), format!("{customer}/addresses"), page.clone()] {
        assert_eq!(rosa.get(&gone).await.status, 404, "{gone}");
    }
    assert_eq!(rosa.sends(&asked, &page, &[]).await.status, 404, "once");
    assert!(ada.get("/customer/account").await.location.starts_with("/customer/account/login"), "he is signed out");
    let ended = theo.get("/customer/account").await;
    let told = theo.get(&ended.location).await;
    assert!(told.shows("was deleted"), "{} {}", ended.location, told.html);
    let kept = rosa.get(&order).await;
    assert!(kept.shows("Ada Brandt") && !kept.shows("/login-as-customer\""), "{}", kept.html);
    let listed = rosa.get(orders).await;
    assert!(listed.shows("Ada Brandt") && !listed.shows(&enters), "nothing leads where nobody is: {}", listed.html);
    let record = shop.record().await;
    assert!(record.iter().any(|e| e.action == Action::CustomerDeleted && e.actor.name() == "rosa" && e.object_name() == "ada@example.com"));
    assert!(record.iter().any(|e| e.action == Action::AssistanceEnded && e.reason.as_deref() == Some("customer_deleted")));
    crate::rows_held::tells_once(&shop, "a_deleted_customer_is_gone_with_what_is_his_alone_and_his_orders_stay").await;
}

#[tokio::test]
async fn whoever_lacks_the_right_or_the_website_deletes_nobody() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let customer = rosa.finds_customer("ada").await;
    for name in ["theo", "kim", "iris"] {
        let mut other = shop.staff(name).await;
        assert_eq!(other.get(&format!("{customer}/delete")).await.status, 403, "{name}");
        assert_eq!(other.post(&format!("{customer}/delete"), &[("shown", "0&")]).await.status, 403, "{name}");
    }
    assert_eq!(rosa.get(&customer).await.status, 200);
}

/// Whatever waits, written as files.
async fn mailed(shop: &Shop, folder: &std::path::Path) -> String {
    let mut queue = Queue::new(shop.app.clone(), Way::of(&shop.app.settings).unwrap());
    while queue.round().await.unwrap() {}
    let files = std::fs::read_dir(folder.join("mail")).unwrap().map(|file| file.unwrap().path());
    let newest = files.max_by_key(|path| path.metadata().unwrap().modified().unwrap()).unwrap();
    // Lines that were folded are whole again (RFC 2045, 6.7).
    std::fs::read_to_string(newest).unwrap().replace("=\r\n", "").replace("=3D", "=")
}

#[tokio::test]
async fn a_customer_whom_staff_create_sets_his_password_by_a_link_that_opens_once() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let mut rosa = shop.staff("rosa").await;
    let page = "/admin/customers/new";
    assert!(rosa.get("/admin/customers").await.shows(page));
    let wrong = rosa.edits(page, page, &[("first_name", ""), ("last_name", "Neu"), ("email", "ada@example.com")]).await;
    assert!(wrong.status == 422 && wrong.shows("value=\"Neu\""), "{}", wrong.html);
    let taken = rosa.edits(page, page, &[("first_name", "Nora"), ("last_name", "Neu"), ("email", "ada@example.com")]).await;
    assert_eq!(taken.status, 422, "the address has an account");
    let made = rosa.edits(page, page, &[("first_name", "Nora"), ("last_name", "Neu"), ("email", "neu@example.com")]).await;
    assert_eq!(made.status, 303, "{}", made.html);
    assert!(rosa.get(&made.location).await.shows("Nora Neu"));
    let mail = mailed(&shop, folder.path()).await;
    let link = mail.split("http://shop.test").find(|rest| rest.starts_with("/customer/account/createpassword?token=")).unwrap();
    let link = link.split_whitespace().next().unwrap().to_owned();
    // Nobody reads it in the outbox.
    let outbox = rosa.get("/admin/system/mail").await.link_below("/admin/system/mail").unwrap();
    let shown = rosa.get(&outbox).await;
    assert!(shown.shows("Welcome to Alongside") && shown.shows("••••") && !shown.shows(&link), "{}", shown.html);
    let mut nora = shop.guest();
    let form = nora.get(&link).await;
    assert!(form.shows("Set a New Password"), "{}", form.html);
    let short = nora.sends(&form, &link, &[("password", "x"), ("password_again", "x")]).await;
    assert_eq!(short.status, 422);
    let set = [("password", "correct horse battery"), ("password_again", "correct horse battery")];
    assert_eq!(nora.sends(&short, &link, &set).await.location, "/customer/account/login");
    assert_eq!(nora.sends(&short, &link, &set).await.status, 404, "once");
    assert_eq!(nora.get(&link).await.status, 404);
    let login = "/customer/account/login";
    let signed_in = nora.edits(login, login, &[("email", "neu@example.com"), ("password", "correct horse battery")]).await;
    assert_eq!(signed_in.status, 303, "{}", signed_in.html);
    let record = shop.record().await;
    // Whoever made him a dealer said nothing of it.
    let created = record.iter().find(|e| e.action == Action::CustomerCreated && e.actor.name() == "rosa").unwrap();
    let told: Vec<&str> = created.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(told, ["first_name", "last_name", "customer_group", "store_view"]);
    assert!(created.changes.iter().all(|change| change.after.as_deref().is_some_and(|after| !after.is_empty())), "{created:?}");
    assert!(record.iter().any(|e| e.action == Action::PasswordChanged && e.actor.name() == "neu@example.com"));
    crate::rows_held::tells_once(&shop, "a_customer_whom_staff_create_sets_his_password_by_a_link_that_opens_once").await;
}

#[tokio::test]
async fn a_link_for_a_password_is_void_after_three_days_and_by_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let mut rosa = shop.staff("rosa").await;
    let page = "/admin/customers/new";
    let form = [("first_name", "Nora"), ("last_name", "Neu"), ("email", "neu@example.com")];
    let made = rosa.edits(page, page, &form).await.location;
    let customer = made.rsplit('/').next().unwrap().parse().unwrap();
    let job = job(shop.now());
    let path = |link: &store::PasswordLink| format!("/customer/account/createpassword?token={}", link.expose());
    let by = shop.store.by(&job);
    let links = async || by.new_password_link(customer, About::Welcome, "neu@example.com").await.unwrap();
    let (first, second) = (links().await, links().await);
    assert_eq!(shop.guest().get(&path(&first)).await.status, 404);
    assert_eq!(shop.guest().get(&path(&second)).await.status, 200);
    shop.advance(std::time::Duration::from_secs(3 * 24 * 60 * 60 + 1));
    assert_eq!(shop.guest().get(&path(&second)).await.status, 404);
}

#[tokio::test]
async fn a_link_that_went_to_another_address_than_the_accounts_opens_nothing_and_a_new_one_can_be_sent() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let mut rosa = shop.staff("rosa").await;
    let page = "/admin/customers/new";
    let made = rosa.edits(page, page, &[("first_name", "Nora"), ("last_name", "Neu"), ("email", "wrong@example.com")]).await.location;
    let link = |mail: &str| {
        let link = mail.split("http://shop.test").find(|rest| rest.starts_with("/customer/account/createpassword?token=")).unwrap();
        link.split_whitespace().next().unwrap().to_owned()
    };
    let first = link(&mailed(&shop, folder.path()).await);
    assert_eq!(rosa.edits(&made, &made, &[("email", "right@example.com")]).await.status, 303);
    assert_eq!(shop.guest().get(&first).await.status, 404, "it went to somebody else");
    let told = mailed(&shop, folder.path()).await;
    assert!(told.contains("wrong@example.com") && !told.contains("right@example.com"), "that it changed, and not into which: {told}");
    let customer = rosa.get(&made).await;
    assert_eq!(rosa.sends(&customer, &format!("{made}/reset-password"), &[]).await.status, 303);
    let second = mailed(&shop, folder.path()).await;
    assert!(second.contains("right@example.com") && second.contains("Reset your Alongside password"), "{second}");
    let (mut ada, second) = (shop.customer("ada").await, link(&second));
    let form = ada.get(&second).await;
    assert!(form.shows("right@example.com"), "whose it is, is said: {}", form.html);
    let set = [("password", "correct horse battery"), ("password_again", "correct horse battery")];
    assert_eq!(ada.sends(&form, &second, &set).await.location, "/customer/account/login");
    assert!(ada.get("/customer/account").await.location.starts_with("/customer/account/login"), "it is not hers");
    assert_eq!(shop.customer("ada").await.get("/customer/account").await.status, 200, "hers is as it was");
}

/// Fourteen further accounts came of one address, by signs that nobody sees or that look like others.
#[tokio::test]
async fn an_address_that_has_an_account_gets_no_other_by_any_spelling_through_any_door() {
    let shop = Shop::open().await;
    let (mut rosa, mut ben) = (shop.staff("rosa").await, shop.customer("ben").await);
    let page = rosa.finds_customer("ben").await;
    let (create, own, new) = ("/customer/account/create", "/customer/account/sign-in-information", "/admin/customers/new");
    for twin in [
        "ADA@Example.com",
        "\u{ff41}da@example.com",
        "ada@example.com\u{200b}",
        "ada@example.com.",
        "a\u{2060}da@example.com",
        "ada\u{a0}@example.com",
        "\u{430}da@example.com",
        "ada@ex\u{430}mple.com",
    ] {
        let names = [("first_name", "Twin"), ("last_name", "T"), ("email", twin)];
        // Another one than hers: whoever registers twice within minutes is the same.
        let passwords = [("password", "another long one"), ("password_again", "another long one")];
        let answers = [
            shop.guest().edits(create, create, &[names.as_slice(), &passwords].concat()).await,
            rosa.edits(new, new, &names).await,
            rosa.edits(&page, &page, &[("email", twin)]).await,
            ben.edits(own, own, &[("email", twin), ("current_password", PASSWORD)]).await,
        ];
        for (door, answer) in answers.iter().enumerate() {
            assert!(answer.status == 422 && answer.text_at("email-flaw").is_some(), "{twin:?} {door}: {} {}", answer.status, answer.html);
        }
    }
    assert!(rosa.get("/admin/customers?q=Twin").await.link_below("/admin/customers").is_none());
}

/// What is refused to nobody, for it is written in plain letters, or was there first, is told to staff.
#[tokio::test]
async fn an_address_that_looks_like_another_is_marked_for_staff() {
    let shop = Shop::open().await;
    let (mut rosa, create) = (shop.staff("rosa").await, "/customer/account/create");
    let ada = rosa.finds_customer("ada").await;
    assert_eq!(rosa.get(&ada).await.text_at("looks-like"), None);
    for email in ["ada@examp1e.com", "\u{430}va@example.com", "ava@example.com"] {
        let names = [("first_name", "Twin"), ("last_name", email.split('@').nth(1).unwrap()), ("email", email)];
        let form = [names.as_slice(), &[("password", PASSWORD), ("password_again", PASSWORD)]].concat();
        assert_eq!(shop.guest().edits(create, create, &form).await.status, 303, "{email}");
    }
    assert_eq!(rosa.get(&ada).await.text_at("looks-like").as_deref(), Some("ada@examp1e.com"));
    for (twin, is_like) in [("ada@examp1e.com", "ada@example.com"), ("ava@example.com", "\u{430}va@example.com")] {
        let page = rosa.finds_customer(&form_urlencoded::byte_serialize(twin.as_bytes()).collect::<String>()).await;
        assert_eq!(rosa.get(&page).await.text_at("looks-like").as_deref(), Some(is_like), "{twin}");
    }
}

/// Whoever sat in an account stayed there when staff gave it back to its owner by another address.
#[tokio::test]
async fn a_customer_whose_address_staff_change_signs_in_anew() {
    let shop = Shop::open().await;
    let (mut rosa, mut ben) = (shop.staff("rosa").await, shop.customer("ben").await);
    let page = rosa.finds_customer("ben").await;
    assert_eq!(rosa.edits(&page, &page, &[("last_name", "Castello")]).await.status, 303);
    assert_eq!(ben.get("/customer/account").await.status, 200, "by another name he stays");
    assert_eq!(rosa.edits(&page, &page, &[("email", "ben@new.example")]).await.status, 303);
    assert_eq!(ben.get("/customer/account").await.status, 303);
    let again = [("email", "ben@new.example"), ("password", PASSWORD)];
    assert_eq!(shop.guest().post("/customer/account/login", &again).await.status, 303);
}
