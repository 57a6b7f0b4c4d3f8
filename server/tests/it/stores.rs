//! Websites, stores and store views: made, changed, shopped in and deleted; settings by scope; the switcher.

use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use store::{FIRST_GROUP, FIRST_ROOT, FIRST_VIEW, FIRST_WEBSITE, SECOND_VIEW};

/// What the record and the rows say against each other.
pub(crate) async fn contradictions(shop: &Shop) -> Vec<String> {
    shop.store.by(&server::jobs::job(shop.now())).contradictions().await.unwrap()
}

async fn makes(who: &mut Browser, kind: &str, form: &[(&str, &str)]) -> Answer {
    let path = format!("/admin/stores/{kind}/new");
    who.edits(&path, &path, form).await
}

/// The page of what has this name in the list.
async fn finds(who: &mut Browser, name: &str) -> String {
    who.get("/admin/stores").await.link_of(name).unwrap_or_else(|| panic!("{name} is not in the list"))
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// A website with a store and a view, as an admin makes them one after another.
pub(crate) async fn website_of_his_own(rosa: &mut Browser) -> (String, String) {
    let website = [("name", "Harbour Site"), ("code", "harbour"), ("sort_order", "5"), ("currency", "EUR")];
    assert_eq!(makes(rosa, "websites", &website).await.status, 303);
    let website = finds(rosa, "Harbour Site").await;
    assert!(rosa.get("/admin/stores").await.shows("No store"), "a website without a store is shown as what it is");
    let store = [("website", id(&website)), ("name", "Harbour Store"), ("code", "harbour_store"), ("root", &FIRST_ROOT.to_string())];
    assert_eq!(makes(rosa, "stores", &store).await.status, 303);
    let store = finds(rosa, "Harbour Store").await;
    assert!(rosa.get("/admin/stores").await.shows("No store view"), "a store without a view too");
    let view = [
        ("store", id(&store)),
        ("name", "Harbour View"),
        ("code", "harbour_en"),
        ("active", "1"),
        ("language", "en"),
        ("region", "GB"),
        ("currency", "EUR"),
    ];
    assert_eq!(makes(rosa, "views", &view).await.status, 303);
    (website, finds(rosa, "Harbour View").await)
}

#[tokio::test]
async fn a_website_a_store_and_a_view_are_made_and_shopped_in() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    website_of_his_own(&mut rosa).await;
    let mut guest = shop.guest();
    let page = guest.get("/harbour_en/category/kitchen").await;
    assert!(page.shows("<html lang=\"en-GB\"") && page.shows("€12.88") && page.shows("/harbour_en/product/harbour-mug"), "{}", page.html);
    let mug = "/harbour_en/product/harbour-mug";
    assert_eq!(guest.edits(mug, mug, &[("quantity", "2")]).await.status, 303);
    let cart = guest.get("/harbour_en/checkout/cart").await;
    assert!(cart.shows("€25.76"), "{}", cart.html);
    let told: Vec<Action> = shop.record().await.into_iter().map(|e| e.action).collect();
    for action in [Action::WebsiteCreated, Action::StoreCreated, Action::StoreViewCreated] {
        assert_eq!(told.iter().filter(|a| **a == action).count(), 1, "{action:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_saved_is_told_at_its_field_and_codes_are_unique() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let group = FIRST_GROUP.to_string();
    let view = |code: &'static str, base_url: &'static str, region: &'static str| {
        let (store, group) = ("store", group.clone());
        vec![
            (store, group),
            ("name", "X".into()),
            ("code", code.into()),
            ("active", "1".into()),
            ("language", "en".into()),
            ("currency", "USD".into()),
            ("base_url", base_url.into()),
            ("region", region.into()),
        ]
    };
    for (form, text) in [
        (view("en", "", ""), "already"),
        (view("admin", "", ""), "This word means something else"),
        (view("D\u{e9}", "", ""), "The code may only contain"),
        (view("fine", "shop.example/de", ""), "Specify a fully qualified URL"),
        // A host of his own would get the hand-offs of whoever logs in as a customer.
        (view("fine", "http://evil.example", ""), "none of the shop"),
        (view("fine", "https://shop.test", ""), "none of the shop"),
        (view("fine", "", "Austria"), "two letters of a country"),
    ] {
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = makes(&mut rosa, "views", &form).await;
        assert!(answer.status == 422 && answer.shows(text), "{form:?}: {} {}", answer.status, answer.html);
    }
    let nowhere =
        makes(&mut rosa, "stores", &[("website", "nowhere"), ("name", "X"), ("code", "x"), ("root", &FIRST_ROOT.to_string())]).await;
    assert_eq!(nowhere.status, 422);
}

#[tokio::test]
async fn the_default_view_cannot_be_disabled_and_the_last_of_a_kind_is_not_deleted() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let view = format!("/admin/stores/views/{FIRST_VIEW}");
    // The control is locked; whoever sends it all the same changes nothing.
    let saved = rosa.edits(&view, &view, &[("active", "0"), ("name", "English!")]).await;
    assert!(saved.status == 303 && shop.guest().get("/").await.status == 200);
    // Whose page is of before it became the default is told why not.
    let german = format!("/admin/stores/views/{SECOND_VIEW}");
    let (old, store) = (rosa.get(&german).await, format!("/admin/stores/stores/{FIRST_GROUP}"));
    assert_eq!(rosa.edits(&store, &store, &[("default_view", &SECOND_VIEW.to_string())]).await.status, 303);
    let refused = rosa.sends(&old, &german, &[("active", "0")]).await;
    assert!(refused.status == 422 && refused.shows("choose another default first"), "{} {}", refused.status, refused.html);
    assert_eq!(rosa.edits(&store, &store, &[("default_view", &FIRST_VIEW.to_string())]).await.status, 303);
    for path in [format!("/admin/stores/websites/{FIRST_WEBSITE}"), finds(&mut rosa, "International Store").await] {
        let delete = format!("{path}/delete");
        assert!(!rosa.get(&path).await.shows(&delete), "no button");
        let answer = rosa.edits(&delete, &delete, &[]).await;
        assert_eq!(answer.status, 422, "{path}");
    }
    let abroad = finds(&mut rosa, "International Website").await;
    let delete = format!("{abroad}/delete");
    let asked = rosa.get(&delete).await;
    assert!(asked.shows("Customers have registered here") && asked.shows("Español"), "{}", asked.html);
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 422);
}

#[tokio::test]
async fn what_is_deleted_is_gone_from_the_shop_with_what_was_set_for_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (website, view) = website_of_his_own(&mut rosa).await;
    let config = format!("/admin/config/general?scope=view-{}", id(&view));
    assert_eq!(rosa.edits(&config, &config, &[("name", "Quay"), ("name-system", "")]).await.status, 303);
    assert!(shop.guest().get("/harbour_en").await.shows("Quay"));
    let delete = format!("{website}/delete");
    let asked = rosa.get(&delete).await;
    assert!(asked.shows("Harbour Store") && asked.shows("Harbour View"), "it says what goes with it");
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
    assert_eq!(
        (shop.guest().get("/harbour_en").await.status, rosa.get(&website).await.status, rosa.get(&config).await.status),
        (404, 404, 404)
    );
    assert_eq!(contradictions(&shop).await, Vec::<String>::new());
}

/// B45: of five fields one is changed, and one is stored.
#[tokio::test]
async fn a_setting_is_stored_only_where_it_differs_and_follows_its_parent_else() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let website = format!("/admin/config/general?scope=website-{FIRST_WEBSITE}");
    let view = format!("/admin/config/general?scope=view-{FIRST_VIEW}");
    let page = rosa.get(&view).await;
    assert!(
        page.shows("Use Website") && page.shows("[STORE VIEW]") && page.input("timezone").is_none(),
        "a view has no time zone of its own"
    );
    assert!(rosa.get(&website).await.shows("Use Default"));
    let saves = async |rosa: &mut Browser, page: &str, form: &[(&str, &str)]| assert_eq!(rosa.edits(page, page, form).await.status, 303);
    saves(&mut rosa, &website, &[("name", "Website"), ("name-system", "")]).await;
    let settings = |shop: &Shop| {
        let held = shop.store.shop();
        (held.default_view().config.store_name().to_owned(), held.config.store_name().to_owned())
    };
    assert_eq!(settings(&shop), ("Website".to_owned(), "Alongside".to_owned()));
    // Saved without touching anything: nothing is stored, and no event tells of it.
    let before = shop.record().await.len();
    saves(&mut rosa, &view, &[]).await;
    assert_eq!(shop.record().await.len(), before);
    saves(&mut rosa, &view, &[("name", "View"), ("name-system", "")]).await;
    assert_eq!(settings(&shop).0, "View");
    saves(&mut rosa, &view, &[("name-system", "1")]).await;
    saves(&mut rosa, &website, &[("name", "Later"), ("name-system", "")]).await;
    assert_eq!(settings(&shop).0, "Later", "the parent's later change comes through");
    assert_eq!(rosa.get("/admin/config/general?scope=view-nothing").await.status, 404);
    assert_eq!(contradictions(&shop).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_titles_of_the_opt_in_are_those_of_the_view_and_the_switch_is_one_for_all() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = format!("/admin/config/login_as_customer?scope=view-{FIRST_VIEW}");
    assert!(!rosa.get(&page).await.shows("name=\"enabled\""), "B58: half of the feature is no state");
    let form = [("shopping_assistance_checkbox_title", "Let us in"), ("shopping_assistance_checkbox_title-system", ""), ("enabled", "0")];
    assert_eq!(rosa.edits(&page, &page, &form).await.status, 303);
    assert!(shop.guest().get("/customer/account/create").await.shows("Let us in"));
    assert!(!shop.guest().get("/de/customer/account/create").await.shows("Let us in"));
    assert!(shop.store.config().login_as_customer_enabled());
}

#[tokio::test]
async fn with_store_codes_in_addresses_each_page_leads_to_the_one_that_carries_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.edits("/admin/config/web", "/admin/config/web", &[("use_store", "1"), ("use_store-system", "")]).await.status, 303);
    let mut guest = shop.guest();
    for (asked, led) in
        [("/", "/en"), ("/category/kitchen?sort=name", "/en/category/kitchen?sort=name"), ("/search?q=mug", "/en/search?q=mug")]
    {
        let answer = guest.get(asked).await;
        assert_eq!((answer.status, answer.location.as_str()), (302, led));
    }
    let page = guest.get("/en/category/kitchen").await;
    assert!(page.status == 200 && page.shows("/en/product/harbour-mug") && page.shows("/de/category/kueche"), "{}", page.html);
    assert_eq!(rosa.get("/admin").await.status, 200, "the back office has no view");
    let (_, token) = rosa.starts("ada").await;
    let entered = rosa.post("/en/assistance/enter", &[("token", &token.unwrap())]).await;
    assert_eq!(entered.location, "/en/customer/account");
    assert!(rosa.get("/en/customer/account").await.shows("You are connected as"));
}

/// B52: the product's own address in the other view, signed in or not.
/// It led to whatever website came next in the list.
#[tokio::test]
async fn where_the_default_view_has_a_host_of_its_own_the_address_of_the_shop_shows_another_of_its_website() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let english = finds(&mut rosa, "English").await;
    let host = shop.app.settings.base_url.replace("127.0.0.1", "main.localhost");
    assert_eq!(rosa.edits(&english, &english, &[("base_url", &host)]).await.status, 303);
    let page = shop.guest().get("/").await;
    assert!(page.shows("<html lang=\"de\"") || page.shows("Outlet"), "{}", page.html);
}

/// Everybody had to write a point before decimals.
#[tokio::test]
async fn rates_are_typed_and_shown_as_their_reader_writes_numbers() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    rosa.post("/admin/language", &[("language", "de"), ("back", "/admin")]).await;
    let rates = "/admin/config/currency";
    assert_eq!(rosa.edits(rates, rates, &[("list", "EUR 0,9\nJPY 150,25\nUSD 1"), ("list-system", "")]).await.status, 303);
    let page = rosa.get(rates).await;
    assert!(page.html.contains("JPY 150,25"), "{}", page.html);
    for unclear in ["EUR 0.9\nJPY 150\nUSD 1", "EUR 0,9\nJPY 1.510\nUSD 1"] {
        let refused = rosa.edits(rates, rates, &[("list", unclear), ("list-system", "")]).await;
        let told = refused.text_at("list-flaw").unwrap_or_default();
        assert!(refused.status == 422 && told.contains("EUR 0,92"), "{unclear}: {told}");
    }
    rosa.post("/admin/language", &[("language", "en"), ("back", "/admin")]).await;
    assert!(rosa.get(rates).await.html.contains("JPY 150.25"), "whoever reads English writes a point");
    assert_eq!(
        rosa.edits("/admin/config/tax", "/admin/config/tax", &[("tax_rates", "US 8.25"), ("tax_rates-system", "")]).await.status,
        303
    );
    rosa.post("/admin/language", &[("language", "sv"), ("back", "/admin")]).await;
    assert!(rosa.get("/admin/config/tax").await.html.contains("US 8,25"));
}

/// The yen's view showed dollars once somebody had forgotten a line.
#[tokio::test]
async fn a_currency_that_a_view_shows_keeps_its_rate_and_one_without_is_shown_nowhere() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let rates = "/admin/config/currency";
    for missing in ["EUR 0.92\nUSD 1", "JPY 151\nEUR 0.92"] {
        let refused = rosa.edits(rates, rates, &[("list", missing), ("list-system", "")]).await;
        assert!(refused.status == 422 && refused.text_at("list-flaw").is_some(), "{missing}: {}", refused.html);
    }
    assert_eq!(rosa.edits(rates, rates, &[("list", "USD 1\nEUR 0.9\nJPY 150"), ("list-system", "")]).await.status, 303);
    let outlet = "/admin/stores/views/00000000000070008000000000000003".to_owned();
    for path in [outlet.clone(), finds(&mut rosa, "International Website").await] {
        let refused = rosa.edits(&path, &path, &[("currency", "KWD")]).await;
        assert!(refused.status == 422 && refused.text_at("currency-flaw").is_some(), "{path}: {}", refused.html);
    }
    let page = rosa.get("/admin/stores/views/new").await;
    assert!(!page.options("currency").iter().any(|code| ["XXX", "XTS", "XAU"].contains(&code.as_str())), "nobody pays with these");
    for (region, status) in [("ZZ", 422), ("UK", 422), ("GB", 303)] {
        assert_eq!(rosa.edits(&outlet, &outlet, &[("region", region)]).await.status, status, "{region}");
    }
}

/// Who changed the language while he was asked to sign in was led back to where he came from, in the other one.
#[tokio::test]
async fn the_view_that_was_chosen_is_kept_through_signing_in() {
    let shop = Shop::open().await;
    let mut ada = shop.guest();
    for (back, led) in [
        ("/customer/account/edit", "/de/customer/account/edit"),
        ("/es/customer/account/edit?x=1", "/de/customer/account/edit?x=1"),
        ("", "/de/customer/account"),
    ] {
        let path = format!("/de/customer/account/login?back={back}");
        let form = [("email", "ada@example.com"), ("password", server::demo::PASSWORD)];
        let action = "/de/customer/account/login";
        let answer = ada.edits(&path, action, &form).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, led), "{back}");
        ada = shop.guest();
    }
}

#[tokio::test]
async fn the_home_page_tells_search_engines_its_address_in_each_view() {
    let shop = Shop::open().await;
    let home = shop.guest().get("/de").await;
    assert!(home.shows("rel=\"canonical\"") && home.shows("hreflang=\"en\"") && home.shows("hreflang=\"de\""), "{}", home.html);
}

#[tokio::test]
async fn the_switcher_leads_to_the_same_page_in_the_other_view() {
    let shop = Shop::open().await;
    for mut who in [shop.guest(), shop.customer("ada").await] {
        for (asked, there) in [
            ("/product/harbour-mug", "/de/product/hafenbecher"),
            ("/category/kitchen?sort=name", "/de/category/kueche?sort=name"),
            ("/search?q=mug", "/de/search?q=mug"),
            ("/checkout/cart", "/de/checkout/cart"),
            ("/", "/de"),
        ] {
            let page = who.get(asked).await;
            assert_eq!(page.link_of("Deutsch").as_deref(), Some(there), "{asked}");
            assert_eq!(who.get(there).await.status, 200, "{there}");
        }
        // A key of another view leads to this view's own.
        assert_eq!(who.get("/de/product/harbour-mug").await.location, "/de/product/hafenbecher");
    }
    let page = shop.guest().get("/product/harbour-mug").await;
    assert!(page.shows("<link rel=\"canonical\" href=\"http://shop.test/product/harbour-mug\">"), "{}", page.html);
    assert!(page.shows("hreflang=\"de\" href=\"http://shop.test/de/product/hafenbecher\""), "{}", page.html);
}

/// From a page that did not show what was added meanwhile nothing is deleted.
#[tokio::test]
async fn whoever_deletes_has_seen_all_that_goes_with_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (website, _) = website_of_his_own(&mut rosa).await;
    let delete = format!("{website}/delete");
    let old = rosa.get(&delete).await;
    let store = finds(&mut rosa, "Harbour Store").await;
    let view = [("store", id(&store)), ("name", "Unseen"), ("code", "unseen"), ("active", "1"), ("language", "en"), ("currency", "EUR")];
    assert_eq!(makes(&mut rosa, "views", &view).await.status, 303);
    assert_eq!(rosa.sends(&old, &delete, &[]).await.status, 409);
    assert!(rosa.get("/admin/stores").await.shows("Unseen"));
}

#[tokio::test]
async fn what_becomes_the_default_is_said_before_the_default_is_deleted() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert!(rosa.get(&format!("/admin/stores/views/{FIRST_VIEW}/delete")).await.shows("Deutsch becomes the default then."));
}

/// An address of the shop led to whatever stood behind two slashes.
#[tokio::test]
async fn no_store_code_leads_off_the_site() {
    let shop = Shop::open().await;
    for path in ["/en//evil.example", "/EN//evil.example", "/de//evil.example", "/outlet//evil.example"] {
        let answer = shop.guest().get(path).await;
        assert!(answer.status == 404 && answer.location.is_empty(), "{path}: {} {}", answer.status, answer.location);
    }
}
