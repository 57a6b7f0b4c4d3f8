use super::*;
use crate::{
    config::Setting,
    ids::StoreGroupId,
    money::Currency,
    stores::{Language, StoreGroup, Website},
};
use proptest::prelude::*;
use uuid::Uuid;

fn website(n: u128, is_default: bool) -> Website {
    Website {
        id: WebsiteId::new(Uuid::from_u128(n)),
        code: format!("w{n}"),
        name: format!("Website {n}"),
        position: 0,
        currency: Currency::USD,
        default_group: Some(StoreGroupId::new(Uuid::from_u128(n))),
        is_default,
        revision: 0,
    }
}

fn group(n: u128, default_view: u128) -> StoreGroup {
    StoreGroup {
        id: StoreGroupId::new(Uuid::from_u128(n)),
        website: WebsiteId::new(Uuid::from_u128(n)),
        code: format!("g{n}"),
        name: format!("Store {n}"),
        root: CategoryId::NOTHING,
        default_view: Some(StoreViewId::new(Uuid::from_u128(default_view))),
        revision: 0,
    }
}

fn view(n: u128, group: u128, code: &str, base_url: Option<&str>) -> StoreView {
    StoreView {
        id: StoreViewId::new(Uuid::from_u128(n)),
        group: StoreGroupId::new(Uuid::from_u128(group)),
        code: code.to_owned(),
        name: code.to_owned(),
        language: Language::En,
        region: String::new(),
        currency: Currency::USD,
        base_url: base_url.map(str::to_owned),
        active: true,
        position: i64::try_from(n).unwrap(),
        revision: 0,
    }
}

const OUTLET: &str = "https://outlet.example";
const MAIN: &str = "https://shop.example";

/// A website with two views where the shop is, and one with two on a host of its own.
fn shop(adds_code: bool) -> Shop {
    let views = vec![view(1, 1, "en", None), view(2, 1, "de", None), view(3, 2, "outlet", Some(OUTLET)), view(4, 2, "fr", Some(OUTLET))];
    let stores = Stores::new(vec![website(1, true), website(2, false)], vec![group(1, 1), group(2, 3)], views);
    let mut settings = Settings::default();
    settings.insert(Scope::Default, Setting::AddStoreCode.path(), Some(if adds_code { "1" } else { "0" }), 1, "");
    Shop::new(1, [0; 3], stores, settings, Pricing::default(), Vec::new())
}

fn found(shop: &Shop, origin: &str, path: &str) -> (String, String) {
    match shop.find(origin, path) {
        Found::Here(view, rest, _) => (view.code.clone(), rest.to_owned()),
        Found::Moved(view, rest) => (String::new(), view.url(MAIN, rest)),
    }
}

#[test]
fn the_view_is_found_by_its_host_and_by_its_code_and_the_default_one_by_neither() {
    let shop = shop(false);
    for (origin, path, code, rest) in [
        (MAIN, "/", "en", "/"),
        (MAIN, "/checkout/cart", "en", "/checkout/cart"),
        (MAIN, "/de", "de", "/"),
        (MAIN, "/de/", "de", "/"),
        (MAIN, "/de/checkout/cart", "de", "/checkout/cart"),
        (MAIN, "/deluxe", "en", "/deluxe"),
        (MAIN, "/de/assistance/enter", "de", "/assistance/enter"),
        (MAIN, "/de/administrator", "de", "/administrator"),
        ("https://another.name", "/search", "en", "/search"),
        (OUTLET, "/", "outlet", "/"),
        (OUTLET, "/fr/search", "fr", "/search"),
    ] {
        assert_eq!(found(&shop, origin, path), (code.to_owned(), rest.to_owned()), "{origin}{path}");
    }
}

#[test]
fn each_page_of_a_view_has_one_address_and_the_others_lead_to_it() {
    let shop = shop(false);
    for (origin, path, to) in [
        (MAIN, "/DE/search", "https://shop.example/de/search"),
        (MAIN, "/en/search", "https://shop.example/search"),
        (MAIN, "/en", "https://shop.example/"),
        (MAIN, "/fr/search", "https://outlet.example/fr/search"),
        (MAIN, "/outlet", "https://outlet.example/"),
        (OUTLET, "/de/search", "https://shop.example/de/search"),
        (OUTLET, "/en", "https://shop.example/"),
    ] {
        assert_eq!(found(&shop, origin, path), (String::new(), to.to_owned()), "{origin}{path}");
    }
}

/// M2#20147: with store codes in addresses, the same page was shown without one as well.
#[test]
fn where_store_codes_are_added_each_page_carries_one_and_what_has_no_view_none() {
    let shop = shop(true);
    for (path, code, rest) in [
        ("/en/search", "en", "/search"),
        ("/en", "en", "/"),
        ("/search", "", "https://shop.example/en/search"),
        ("/", "", "https://shop.example/en"),
        ("/picture/0a1b/320.webp", "en", "/picture/0a1b/320.webp"),
        ("/admin", "en", "/admin"),
    ] {
        assert_eq!(found(&shop, MAIN, path), (code.to_owned(), rest.to_owned()), "{path}");
    }
    assert_eq!(found(&shop, OUTLET, "/product/mug"), (String::new(), "https://outlet.example/outlet/product/mug".to_owned()));
}

#[test]
fn the_back_office_is_not_reached_past_a_proxy_that_guards_its_address() {
    for adds_code in [false, true] {
        for path in ["/de/admin", "/de/admin/customers", "/de/admin/login/", "/de/pkg/0/start.js", "/DE/admin", "/en/admin"] {
            assert_eq!(found(&shop(adds_code), MAIN, path), ("en".to_owned(), path.to_owned()), "{path}");
        }
    }
}

/// `/en//evil.example` led to `//evil.example`, which is another site.
#[test]
fn no_address_leads_off_the_site() {
    for adds_code in [false, true] {
        let shop = shop(adds_code);
        for origin in [MAIN, OUTLET] {
            for path in ["/en//evil.example", "/EN//evil.example", "/outlet//evil.example", "/de//evil.example", "/en/\\evil.example"] {
                match shop.find(origin, path) {
                    Found::Here(..) => {}
                    Found::Moved(view, rest) => {
                        let href = view.href(rest);
                        assert!(!href.starts_with("//") && !href.starts_with("/\\"), "{origin}{path} leads to {href}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_price_without_a_rate_is_shown_in_the_base_currency_of_the_website() {
    let mut euro = view(1, 1, "en", None);
    euro.currency = Currency::EUR;
    let mut settings = Settings::default();
    let rates = |settings: &mut Settings, text| settings.insert(Scope::Default, Setting::CurrencyRates.path(), Some(text), 1, "");
    let shown = |settings: &Settings| {
        let stores = Stores::new(vec![website(1, true)], vec![group(1, 1)], vec![euro.clone()]);
        Shop::new(1, [0; 3], stores, settings.clone(), Pricing::default(), Vec::new()).default_view().price(Money::new(150, Currency::JPY))
    };
    rates(&mut settings, "JPY 150\nUSD 1\nEUR 0.9");
    assert_eq!(shown(&settings), Money::new(90, Currency::EUR));
    rates(&mut settings, "JPY 150\nUSD 1");
    assert_eq!(shown(&settings), Money::new(100, Currency::USD));
    rates(&mut settings, "EUR 1");
    assert_eq!(shown(&settings), Money::new(150, Currency::JPY));
}

#[test]
fn what_has_no_view_that_is_enabled_serves_nothing() {
    let mut off = view(3, 2, "outlet", Some(OUTLET));
    off.active = false;
    let stores = Stores::new(vec![website(1, true), website(2, false)], vec![group(1, 1), group(2, 3)], vec![view(1, 1, "en", None), off]);
    let shop = Shop::new(1, [0; 3], stores, Settings::default(), Pricing::default(), Vec::new());
    assert_eq!((shop.views().len(), shop.has_host(OUTLET)), (1, false));
    assert_eq!(found(&shop, MAIN, "/outlet"), ("en".to_owned(), "/outlet".to_owned()));
}

#[test]
fn a_view_says_its_language_as_it_is_spoken_where_it_is() {
    let mut austrian = view(1, 1, "at", None);
    assert_eq!(austrian.locale(), "en");
    (austrian.language, austrian.region) = (Language::De, "AT".to_owned());
    assert_eq!(austrian.locale(), "de-AT");
}

proptest! {
    /// Wherever a link of ours leads, the view is found again that it was made for, and is led no further.
    #[test]
    fn a_link_leads_to_the_view_that_it_was_made_for(
        adds_code: bool,
        hosts in proptest::collection::vec(proptest::option::of(1_u8..3), 1..7),
        path in "/|/(category|product|customer|search)(/[a-z0-9]{1,6}){0,2}",
    ) {
        let views = hosts.iter().enumerate().map(|(n, host)| {
            let n = u128::try_from(n).unwrap() + 1;
            let origin = host.map(|h| format!("https://host{h}.example"));
            view(n, 1 + n % 2, &format!("v{n}"), origin.as_deref())
        });
        let stores = Stores::new(vec![website(1, true), website(2, false)], vec![group(1, 2), group(2, 1)], views.collect());
        let mut settings = Settings::default();
        settings.insert(Scope::Default, Setting::AddStoreCode.path(), Some(if adds_code { "1" } else { "0" }), 1, "");
        let shop = Shop::new(1, [0; 3], stores, settings, Pricing::default(), Vec::new());
        for view in shop.views() {
            let url = view.url(MAIN, &path);
            let at = url.match_indices('/').nth(2).map_or(url.len(), |(at, _)| at);
            let (origin, asked) = (&url[..at], if at == url.len() { "/" } else { &url[at..] });
            match shop.find(origin, asked) {
                Found::Here(found, rest, _) => {
                    prop_assert_eq!((found.code.as_str(), rest), (view.code.as_str(), path.as_str()), "{}", url);
                }
                other @ Found::Moved(..) => prop_assert!(false, "{url} leads to {other:?}"),
            }
        }
    }
}

#[test]
fn where_something_was_bought_is_told_without_what_there_is_one_of_only() {
    const BOUGHT_IN: &str = "Website 1\nStore 1\nEnglish";
    let point = |websites: &[u128], groups: &[u128]| {
        let websites = websites.iter().map(|n| website(*n, *n == 1)).collect();
        Stores::new(websites, groups.iter().map(|n| group(*n, *n)).collect(), Vec::new()).purchase_point(BOUGHT_IN)
    };
    assert_eq!(point(&[1, 2], &[1, 2]), ["Website 1", "Store 1", "English"]);
    assert_eq!(point(&[1], &[1, 2]), ["Store 1", "English"]);
    assert_eq!(point(&[1], &[1]), ["English"]);
    // What it was bought in is not there any more, or was called otherwise.
    assert_eq!(point(&[2], &[2]), ["Website 1", "Store 1", "English"]);
    assert_eq!(point(&[1], &[2]), ["Store 1", "English"]);
    assert_eq!(Stores::default().purchase_point(""), Vec::<&str>::new());
}
