//! The demo's websites, stores and store views: the first store has a view in each language; two currencies have cents, one has none.

use super::catalog::Names;
use domain::{
    config::Setting,
    ids::{CustomerGroupId, StoreGroupId, StoreViewId, WebsiteId},
    money::Currency,
    stores::{Language, StoreGroup, StoreView, Website},
};
use store::{FIRST_GROUP, FIRST_ROOT, FIRST_VIEW, FIRST_WEBSITE, SECOND_VIEW};
use uuid::Uuid;

/// Beside those that a new store begins with.
pub(super) const INTERNATIONAL: WebsiteId = WebsiteId::new(uuid(2));
const OUTLET: StoreGroupId = StoreGroupId::new(uuid(2));
const ABROAD: StoreGroupId = StoreGroupId::new(uuid(3));
const OUTLET_VIEW: StoreViewId = StoreViewId::new(uuid(3));
pub(super) const SPANISH: StoreViewId = StoreViewId::new(uuid(4));
const JAPAN: StoreViewId = StoreViewId::new(uuid(5));
const ITALIAN: StoreViewId = StoreViewId::new(uuid(6));
const DUTCH: StoreViewId = StoreViewId::new(uuid(7));
const SWEDISH: StoreViewId = StoreViewId::new(uuid(8));
const SPANISH_AT_HOME: StoreViewId = StoreViewId::new(uuid(9));

const fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// What a unit of each currency is worth.
const RATES: &str = "EUR 0.92\nJPY 151\nUSD 1";

/// Where a customer of the other website registered.
pub(super) const REGISTERED_ABROAD: (WebsiteId, StoreViewId) = (INTERNATIONAL, SPANISH);

fn website(id: WebsiteId, code: &str, name: &str, currency: Currency, default_group: StoreGroupId, position: i64) -> Website {
    Website {
        id,
        code: code.to_owned(),
        name: name.to_owned(),
        position,
        currency,
        default_group: Some(default_group),
        is_default: position == 0,
        revision: 0,
    }
}

fn group(id: StoreGroupId, website: WebsiteId, code: &str, name: &str, default_view: StoreViewId) -> StoreGroup {
    StoreGroup {
        id,
        website,
        code: code.to_owned(),
        name: name.to_owned(),
        root: FIRST_ROOT,
        default_view: Some(default_view),
        revision: 0,
    }
}

/// A view: its store, code, name, language, region and currency.
fn view(
    id: StoreViewId,
    group: StoreGroupId,
    (code, name, language, region, currency): (&str, &str, Language, &str, Currency),
) -> StoreView {
    StoreView {
        id,
        group,
        code: code.to_owned(),
        name: name.to_owned(),
        language,
        region: region.to_owned(),
        currency,
        base_url: None,
        active: true,
        position: i64::try_from(id.uuid().as_u128() & 0xff).unwrap_or(0),
        revision: 0,
    }
}

pub(super) fn websites(names: &Names) -> [Website; 2] {
    [
        website(FIRST_WEBSITE, "base", &names.main_website, Currency::USD, FIRST_GROUP, 0),
        website(INTERNATIONAL, "international", &names.international_website, Currency::EUR, ABROAD, 1),
    ]
}

pub(super) fn groups(names: &Names) -> [StoreGroup; 3] {
    [
        group(FIRST_GROUP, FIRST_WEBSITE, "main_website_store", &names.main_store, FIRST_VIEW),
        group(OUTLET, FIRST_WEBSITE, "outlet_store", &names.outlet_store, OUTLET_VIEW),
        group(ABROAD, INTERNATIONAL, "international_store", &names.international_store, SPANISH),
    ]
}

/// The customer groups that every store begins with.
pub(super) fn customer_groups(names: &Names) -> [(CustomerGroupId, &str); 4] {
    [
        (CustomerGroupId::NOT_LOGGED_IN, names.not_logged_in.as_str()),
        (CustomerGroupId::GENERAL, names.general.as_str()),
        (CustomerGroupId::WHOLESALE, names.wholesale.as_str()),
        (CustomerGroupId::RETAILER, names.retailer.as_str()),
    ]
}

pub(super) fn views() -> [StoreView; 9] {
    [
        view(FIRST_VIEW, FIRST_GROUP, ("en", "English", Language::En, "", Currency::USD)),
        view(SECOND_VIEW, FIRST_GROUP, ("de", "Deutsch", Language::De, "", Currency::USD)),
        view(OUTLET_VIEW, OUTLET, ("outlet", "Outlet", Language::En, "", Currency::USD)),
        view(SPANISH, ABROAD, ("es", "Español", Language::Es, "ES", Currency::EUR)),
        view(JAPAN, ABROAD, ("en_jp", "English (Japan)", Language::En, "JP", Currency::JPY)),
        view(ITALIAN, FIRST_GROUP, ("it", "Italiano", Language::It, "", Currency::USD)),
        view(DUTCH, FIRST_GROUP, ("nl", "Nederlands", Language::Nl, "", Currency::USD)),
        view(SWEDISH, FIRST_GROUP, ("sv", "Svenska", Language::Sv, "", Currency::USD)),
        view(SPANISH_AT_HOME, FIRST_GROUP, ("es_us", "Español", Language::Es, "US", Currency::USD)),
    ]
}

/// The demo's customers shop on both websites, and read of what there are few of.
pub(super) const SETTINGS: [(Setting, &str); 6] = [
    (Setting::CurrencyRates, RATES),
    (Setting::ShareCustomerAccounts, "0"),
    (Setting::StockThresholdQty, "5"),
    (Setting::ArrivalLeast, "2"),
    (Setting::ArrivalMost, "4"),
    (Setting::Imprint, IMPRINT),
];
/// In no language: it is the same in all of them.
const IMPRINT: &str = "Alongside (Demo)\n1 Example Street\n00000 Exampletown\nsales@example.com";
