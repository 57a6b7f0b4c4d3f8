//! How pages are called, and how somebody arranges what they show.

use actors::{Answer, Shop};
use domain::stores::Language;
use std::time::Duration;

/// How a title says first that a form came back, in each language.
const SAID: [(Language, &str); 6] = [
    (Language::En, "Error: "),
    (Language::De, "Fehler: "),
    (Language::Es, "Error: "),
    (Language::It, "Errore: "),
    (Language::Nl, "Fout: "),
    (Language::Sv, "Fel: "),
];

fn title(page: &Answer) -> String {
    page.text_of("title").unwrap()
}

#[tokio::test]
async fn a_form_that_came_back_says_so_first_in_its_title_in_each_language() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    assert!(Language::ALL.iter().all(|language| SAID.iter().any(|(said, _)| said == language)), "each of them");
    let home = ada.get("/").await;
    for (language, said) in SAID {
        let path = "/admin/customers/new";
        assert_eq!(rosa.post("/admin/language", &[("language", language.tag()), ("back", "/admin")]).await.status, 303);
        let called = title(&rosa.get(path).await);
        let back = rosa.edits(path, path, &[("first_name", "")]).await;
        assert_eq!((back.status, title(&back)), (422, format!("{said}{called}")));
        let view = home.link_of(language.own_name()).unwrap();
        let path = format!("{}/customer/account/edit", view.trim_end_matches('/'));
        let called = title(&ada.get(&path).await);
        let back = ada.edits(&path, &path, &[("first_name", "")]).await;
        assert_eq!((back.status, title(&back)), (422, format!("{said}{called}")));
    }
    // A line of a list says so as well; a page that cannot be found is called by that.
    let (mug, cart) = ("/product/harbour-mug", "/checkout/cart");
    assert_eq!(ada.edits(mug, mug, &[("quantity", "2")]).await.status, 303);
    assert!(!title(&ada.get(cart).await).starts_with("Error: "));
    assert!(title(&ada.edits(cart, cart, &[("quantity", "many")]).await).starts_with("Error: "));
    assert!(!title(&rosa.get("/admin/nothing").await).starts_with("Fel: "));
}

#[tokio::test]
async fn rows_stand_close_for_whoever_wants_it_in_that_grid_until_he_takes_it_back() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let (path, close) = ("/admin/customers", "data-density=\"compact\"");
    assert!(!rosa.get(path).await.shows(close));
    let chosen = |more: &[(&'static str, &'static str)]| [more, &[("grid", "customers"), ("column", "email"), ("back", path)]].concat();
    assert_eq!(rosa.post("/admin/columns", &chosen(&[("compact", "1")])).await.location, path);
    let page = rosa.get(path).await;
    assert!(page.shows(close) && page.is_ticked("compact") == Some(true), "{}", page.html);
    assert!(!rosa.get("/admin/roles").await.shows(close) && !theo.get(path).await.shows(close), "of one grid, and nobody else's");
    assert_eq!(rosa.post("/admin/columns", &chosen(&[("compact", "1"), ("forget", "1")])).await.status, 303);
    assert!(!rosa.get(path).await.shows(close));
    assert_eq!(rosa.post("/admin/columns", &chosen(&[("compact", "often")])).await.status, 400, "what no box sends");
}

#[tokio::test]
async fn each_order_that_a_heading_gives_is_offered_as_a_choice_which_keeps_what_a_grid_is_narrowed_by() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.get("/admin/customers?q=example&sort=email-desc").await;
    let offered = page.options("sort");
    // The order that a grid begins with needs no words.
    assert_eq!(offered, ["name", "name-desc", "email", "email-desc", "since", ""]);
    let form = page.html.split("data-chosen=\"sort\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("name=\"q\" value=\"example\""), "{form}");
    assert!(form.contains("<option value=\"email-desc\" selected"), "{form}");
    assert!(!rosa.get("/admin/roles").await.shows("data-chosen"), "what has one order offers none");
}

#[tokio::test]
async fn a_view_that_was_deleted_is_kept_again_by_undo_as_it_was() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (path, views) = ("/admin/customers", "/admin/views");
    let asked = format!("{path}?q=example");
    assert_eq!(rosa.edits(&asked, views, &[("view", "Ours")]).await.status, 303);
    assert_eq!(rosa.get(path).await.link_of("Ours").as_ref(), Some(&asked));
    assert_eq!(rosa.edits(path, views, &[("view", "Ours"), ("forget", "1")]).await.status, 303);
    let page = rosa.get(path).await;
    assert!(page.link_of("Ours").is_none() && page.form_of("Undo").as_deref() == Some(views), "{}", page.html);
    assert_eq!(rosa.sends(&page, views, &[("undo", "1")]).await.location, path);
    assert_eq!(rosa.get(path).await.link_of("Ours"), Some(asked));
    // What is there already is not taken back once more.
    assert_eq!(rosa.sends(&page, views, &[("undo", "1")]).await.status, 303);
    let page = rosa.get(path).await;
    assert!(page.shows("There is no view of this name any more.") && page.form_of("Undo").is_none(), "{}", page.html);
}

/// The clock of tests begins at noon of a Sunday, the 1st of March 2026.
#[tokio::test]
async fn a_product_the_cart_and_the_checkout_say_when_a_parcel_arrives_and_nothing_where_nobody_promises_it() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    let (mug, carriers, days) = ("/product/harbour-mug", "/admin/config/carriers", "Arrives Tue, Mar 3 – Thu, Mar 5");
    assert!(guest.get(mug).await.shows(days) && shop.guest().get(mug).await.shows(days), "also where the page is kept");
    let german = guest.get(mug).await.link_of("Deutsch").unwrap();
    assert!(shop.guest().get(&german).await.shows("Lieferung Di., 03.03. – Do., 05.03."));
    assert_eq!(guest.edits(mug, mug, &[("quantity", "1")]).await.status, 303);
    assert!(guest.get("/checkout").await.shows(days) && guest.get("/checkout/cart").await.shows(days));
    shop.advance(Duration::from_secs(24 * 60 * 60));
    assert!(shop.guest().get(mug).await.shows("Arrives Wed, Mar 4 – Fri, Mar 6"), "what is kept of a page is of its day");
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.edits(carriers, carriers, &[("days_least", "4")]).await.status, 303);
    let page = guest.get(mug).await;
    assert!(page.shows("Arrives Fri, Mar 6") && !page.shows("Mar 6 –"), "{}", page.html);
    assert_eq!(rosa.edits(carriers, carriers, &[("days_most", "0")]).await.status, 303);
    for page in [mug, "/checkout", "/checkout/cart"] {
        assert!(!guest.get(page).await.shows("Arrives"), "{page}");
    }
}

/// It is 21:00 in Tokyo then: a day begins there while that of the shop goes on, and no price is another.
#[tokio::test]
async fn what_is_kept_of_a_page_is_of_the_day_where_its_website_is() {
    let shop = Shop::open().await;
    let (mut rosa, mug) = (shop.staff("rosa").await, "/product/harbour-mug");
    let website = format!("/admin/config/general?scope=website-{}", store::FIRST_WEBSITE);
    assert_eq!(rosa.edits(&website, &website, &[("timezone", "Asia/Tokyo"), ("timezone-system", "")]).await.status, 303);
    for _ in 0..2 {
        assert!(shop.guest().get(mug).await.shows("Arrives Tue, Mar 3 – Thu, Mar 5"));
    }
    shop.advance(Duration::from_secs(4 * 60 * 60));
    assert!(shop.guest().get(mug).await.shows("Arrives Wed, Mar 4 – Fri, Mar 6"));
}

#[tokio::test]
async fn where_a_sum_is_typed_a_phone_shows_keys_for_its_decimals() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    let prices = format!("{mug}/prices");
    let keys = async |staff: &mut actors::Browser, path: &str, id: &str| {
        let page = staff.get(path).await;
        let of = page.html.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("id=\"{id}\""))).map(str::to_owned);
        of.and_then(|tag| Some(tag.split_once("inputmode=\"")?.1.split('"').next()?.to_owned()))
    };
    for (path, id) in
        [(&*mug, "price"), (&*prices, "special_price"), (&*prices, "tier_price"), ("/admin/catalog-price-rules/new", "discount_amount")]
    {
        assert_eq!(keys(&mut rosa, path, id).await.as_deref(), Some("decimal"), "{id}");
    }
    assert_eq!(keys(&mut rosa, &mug, "quantity").await.as_deref(), Some("numeric"));
}
