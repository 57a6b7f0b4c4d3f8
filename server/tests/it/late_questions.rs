//! What is asked before something is done away with, answered from a page that shows it as it is no more.

use crate::{attributes::colour, prices::rules};
use actors::Shop;
use server::demo::PASSWORD;

const OWN: (&str, &str) = ("current_password", PASSWORD);

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
        assert!(again.shows("rosa changed it meanwhile (") && again.shows("please decide anew"), "{page}: {}", again.body());
        assert!(!again.html.contains(PASSWORD), "{page}");
        assert_eq!(late.get(page).await.status, 200, "{page}: nothing has been done");
        assert_eq!(late.sends(&again, &delete, &[OWN]).await.status, 303, "{page}");
        assert_eq!(late.get(page).await.status, 404, "{page}");
    }
    let gone = shop.record().await.into_iter().filter(|event| event.action.code().ends_with(".deleted"));
    assert_eq!(gone.count(), cases.len() - 1, "a picture is a part of its product");
}
