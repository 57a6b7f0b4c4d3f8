//! What is asked before something is done away with, answered too late: from a page that shows it as it is no more, or by somebody whose session
//! has ended.

use crate::{attributes::colour, documents::ordered, prices::rules, stores::website_of_his_own};
use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use server::demo::PASSWORD;
use std::time::Duration;
use store::FIRST_ROOT;

const OWN: (&str, &str) = ("current_password", PASSWORD);
const STAFF: [(&str, &str); 2] = [("user_name", "rosa"), ("password", PASSWORD)];

/// He read that it was changed, and neither what it was by now nor by whom.
#[tokio::test]
async fn who_deletes_what_was_changed_meanwhile_learns_by_whom_and_is_asked_again() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let new_role = "/admin/roles/new";
    assert_eq!(rosa.edits(new_role, new_role, &[("name", "Temps"), OWN]).await.status, 303);
    rules(&mut rosa, "Sale", &[("apply", "by_percent"), ("discount_amount", "10")]).await;
    let mug = rosa.get("/admin/catalog/products?q=harbour+mug").await.link_of("Harbour Mug").unwrap();
    let picture = rosa.get(&format!("{mug}/pictures")).await.link_of("Image 1").unwrap();
    let cases = [
        (rosa.finds_customer("ben").await, ("first_name", "Benno")),
        (rosa.finds_role("Temps").await, ("name", "Temporary staff")),
        (rosa.finds_user("kim").await, ("last_name", "Kimball")),
        (rosa.get("/admin/catalog/categories").await.link_of("Garden").unwrap(), ("name", "Orchard")),
        (rosa.get("/admin/catalog-price-rules").await.link_of("Sale").unwrap(), ("discount_amount", "20")),
        (rosa.get("/admin/customer-groups").await.link_of("Retailer").unwrap(), ("name", "Retail")),
        (colour(&mut rosa).await, ("label", "Tint")),
        (picture, ("alt", "A mug")),
        (mug, ("description", "Holds tea.")),
    ];
    let mut late = shop.staff("rosa").await;
    for (page, change) in &cases {
        let delete = format!("{page}/delete");
        let asked = late.get(&delete).await;
        assert_eq!(rosa.edits(page, page, &[*change, OWN]).await.status, 303, "{page}");
        let again = late.sends(&asked, &delete, &[OWN]).await;
        assert_eq!(again.status, 409, "{page}");
        assert!(again.shows("rosa changed it meanwhile (") && again.shows("please decide again"), "{page}: {}", again.body());
        assert!(!again.html.contains(PASSWORD), "{page}");
        assert_eq!(late.get(page).await.status, 200, "{page}: nothing has been done");
        assert_eq!(late.sends(&again, &delete, &[OWN]).await.status, 303, "{page}");
        assert_eq!(late.get(page).await.status, 404, "{page}");
    }
    let gone = shop.record().await.into_iter().filter(|event| event.action.code().ends_with(".deleted"));
    assert_eq!(gone.count(), cases.len() - 1, "a picture is a part of its product");
}

/// Nobody was named, and whatever the shop is made of made it late: pages that somebody flushed, or a setting.
#[tokio::test]
async fn who_deletes_a_part_of_the_stores_that_were_changed_meanwhile_learns_by_whom_and_of_nothing_else() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (website, _) = website_of_his_own(&mut rosa).await;
    let named = async |rosa: &mut Browser, name: &str| rosa.get("/admin/stores").await.link_of(name).unwrap();
    let id = |page: &str| page.rsplit('/').next().unwrap().to_owned();
    // Neither the only store of a website can be deleted nor the only view of a store.
    let (of_website, of_store) = (id(&website), id(&named(&mut rosa, "Harbour Store").await));
    let [new_store, new_view] = ["/admin/stores/stores/new", "/admin/stores/views/new"];
    let root = FIRST_ROOT.to_string();
    let store = [("website", &*of_website), ("name", "Another Store"), ("code", "another_store"), ("root", &*root)];
    assert_eq!(rosa.edits(new_store, new_store, &store).await.status, 303);
    let view =
        [("store", &*of_store), ("name", "Another View"), ("code", "another"), ("active", "1"), ("language", "en"), ("currency", "EUR")];
    assert_eq!(rosa.edits(new_view, new_view, &view).await.status, 303);
    let (store, view) = (named(&mut rosa, "Another Store").await, named(&mut rosa, "Another View").await);
    let mut late = shop.staff("rosa").await;
    for page in [&view, &store, &website] {
        let delete = format!("{page}/delete");
        let asked = late.get(&delete).await;
        assert_eq!(rosa.edits(page, page, &[("name", "Otherwise")]).await.status, 303, "{page}");
        let again = late.sends(&asked, &delete, &[]).await;
        assert_eq!(again.status, 409, "{page}");
        assert!(again.shows("rosa changed it meanwhile (") && again.shows("please decide again"), "{page}: {}", again.body());
        assert_eq!(late.get(page).await.status, 200, "{page}: nothing has been done");
        assert_eq!(rosa.edits("/admin/cache", "/admin/cache/flush", &[]).await.status, 303);
        assert_eq!(late.sends(&again, &delete, &[]).await.status, 303, "{page}: it is as it was shown");
        assert_eq!(late.get(page).await.status, 404, "{page}");
    }
}

/// Answers a question when the session has ended, signs in, and goes back to it.
async fn answers_late(shop: &Shop, staff: &mut Browser, question: &str) -> Answer {
    let asked = staff.get(question).await;
    shop.advance(Duration::from_secs(31 * 60));
    let ended = staff.sends(&asked, question, &[]).await;
    assert_eq!(ended.status, 401, "{question}");
    let back = staff.sends(&ended, "/admin/login", &STAFF).await;
    let again = staff.sends(&back, question, &[]).await;
    assert_eq!((again.status, again.location.as_str()), (303, question), "{}", again.body());
    staff.get(question).await
}

/// The way back to the question answered it.
#[tokio::test]
async fn who_answers_when_his_session_has_ended_is_asked_again_after_signing_in() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    rules(&mut rosa, "Sale", &[("apply", "by_percent"), ("discount_amount", "10")]).await;
    let cancel = format!("{}/cancel", ordered(&shop, &mut rosa).await);
    let again = answers_late(&shop, &mut rosa, &cancel).await;
    assert!(shop.record().await.iter().all(|event| event.action != Action::OrderCanceled), "nothing has been done");
    assert_eq!(rosa.sends(&again, &cancel, &[]).await.status, 303);
    assert!(shop.record().await.iter().any(|event| event.action == Action::OrderCanceled));
    let mug = rosa.get("/admin/catalog/products?q=harbour+mug").await.link_of("Harbour Mug").unwrap();
    let picture = rosa.get(&format!("{mug}/pictures")).await.link_of("Image 1").unwrap();
    let pages = [
        rosa.finds_customer("ben").await,
        rosa.get("/admin/catalog/categories").await.link_of("Garden").unwrap(),
        rosa.get("/admin/catalog-price-rules").await.link_of("Sale").unwrap(),
        rosa.get("/admin/customer-groups").await.link_of("Retailer").unwrap(),
        colour(&mut rosa).await,
        picture,
        mug,
    ];
    for page in &pages {
        let delete = format!("{page}/delete");
        let again = answers_late(&shop, &mut rosa, &delete).await;
        assert_eq!(rosa.get(page).await.status, 200, "{page}: nothing has been done");
        assert_eq!(rosa.sends(&again, &delete, &[]).await.status, 303, "{page}");
        assert_eq!(rosa.get(page).await.status, 404, "{page}");
    }
}
