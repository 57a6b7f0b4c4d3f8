//! Help: told out of what the shop is set to, and what only a shop can say of itself.

use actors::Shop;

const HELP: &str = "/help";
const IMPRINT: &str = "/help/imprint";
const GENERAL: &str = "/admin/config/general";
const CARRIERS: &str = "/admin/config/carriers";

#[tokio::test]
async fn help_tells_what_the_shop_is_set_to() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    let before = guest.get(HELP).await;
    assert!(before.shows("Shipping: $5.00 for each piece.") && before.shows("mailto:sales@example.com"), "{}", before.html);
    let mut rosa = shop.staff("rosa").await;
    let dearer = [("flatrate_price", "7"), ("flatrate_price-system", "")];
    assert_eq!(rosa.edits(CARRIERS, CARRIERS, &dearer).await.status, 303);
    assert!(guest.get(HELP).await.shows("Shipping: $7.00 for each piece."));
    // Nobody is told how to let support in where it cannot come in.
    let help = guest.get(HELP).await;
    assert!(help.shows("Who may look into your account"));
    // What it says of that is what the guide says.
    let guide = guest.get("/assistance/help").await;
    for page in [help, guide] {
        assert!(page.shows("They can fill your cart and change your addresses for you and, if the shop allows it, order"), "{}", page.html);
    }
    rosa.switches_the_feature(false).await;
    let after = guest.get(HELP).await;
    assert!(after.status == 200 && !after.shows("Who may look into your account"), "{}", after.html);
}

#[tokio::test]
async fn who_runs_the_shop_is_told_once_it_says_so_and_no_page_leads_to_nothing() {
    let shop = Shop::open().await;
    let (mut guest, mut rosa) = (shop.guest(), shop.staff("rosa").await);
    let set = |text: &'static str, own: &'static str| [("imprint", text), ("imprint-system", own)];
    assert_eq!(rosa.edits(GENERAL, GENERAL, &set("", "1")).await.status, 303);
    assert_eq!(guest.get(IMPRINT).await.status, 404);
    assert!(!guest.get("/").await.shows(IMPRINT));
    assert_eq!(rosa.edits(GENERAL, GENERAL, &set("Harbour Ltd\nQuay 1", "")).await.status, 303);
    assert!(guest.get("/").await.shows(IMPRINT));
    assert!(guest.get(IMPRINT).await.shows("Harbour Ltd\nQuay 1"));
}
