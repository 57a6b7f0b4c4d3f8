//! Orders and Returns: a guest finds his order, and nobody finds another's.

use crate::checkout::{ADDRESS, buys, number, puts};
use actors::Shop;

const FIND: &str = "/sales/guest/form";
const WRONG: &str = "You entered incorrect data. Please try again.";

fn says<'a>(number: &'a str, last_name: &'a str, email: &'a str) -> [(&'a str, &'a str); 3] {
    [("order_number", number), ("last_name", last_name), ("email", email)]
}

#[tokio::test]
async fn a_guest_finds_his_order_by_what_he_alone_knows_of_it() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, "harbour-mug", "2").await;
    let form = [&ADDRESS[..], &[("email", "guest@example.com")]].concat();
    assert_eq!(buys(&mut guest, &form).await.status, 303);
    let number = number(&mut guest).await;
    // On another day, at another browser; case and blanks around do not matter.
    let mut later = shop.guest();
    assert!(later.get("/").await.shows("Orders and Returns"));
    let found = later.edits(FIND, FIND, &says(&number, " brandt ", "Guest@Example.com")).await;
    for text in [number.as_str(), "Harbour Mug", "Am Hafen 1", "$38.00", "Pending"] {
        assert!(found.status == 200 && found.shows(text), "{text}: {}", found.html);
    }
    // Whoever knows a part of it is told nothing of the rest, and the same for what there is not.
    for (of, name, email) in [
        (number.as_str(), "Brand", "guest@example.com"),
        (&number, "Brandt", "other@example.com"),
        ("000000999", "Brandt", "guest@example.com"),
    ] {
        let refused = later.edits(FIND, FIND, &says(of, name, email)).await;
        assert!(refused.status == 422 && refused.shows(WRONG) && !refused.shows("Harbour Mug"), "{}", refused.html);
        assert_eq!(refused.input("last_name").as_deref(), Some(name), "what was typed is kept");
    }
}

#[tokio::test]
async fn a_customers_order_is_found_in_his_account_alone() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    puts(&mut ada, "harbour-mug", "1").await;
    assert_eq!(buys(&mut ada, &ADDRESS).await.status, 303);
    let number = number(&mut ada).await;
    let refused = shop.guest().edits(FIND, FIND, &says(&number, "Brandt", "ada@example.com")).await;
    assert!(refused.status == 422 && refused.shows(WRONG), "{}", refused.html);
    assert_eq!(ada.get(FIND).await.location, "/sales/order/history");
    assert!(!ada.get("/").await.shows("Orders and Returns"));
}
