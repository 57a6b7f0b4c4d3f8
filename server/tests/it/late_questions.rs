//! What is asked before something is done away with, answered too late: from a page that shows it as it is no more, or by somebody whose session
//! has ended.

use crate::{attributes::colour, documents::ordered, prices::rules};
use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use server::demo::PASSWORD;
use std::time::Duration;

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
