//! A shop in which prices are tried: by the tests of this crate, and by those of the store, whose lists must say what is said here.

use crate::{
    catalog::{
        price::Pricing,
        rule::{Act, Conditions, Rule},
    },
    config::{Scope, Setting, Settings},
    customers::group::Groups,
    ids::{CategoryId, CustomerGroupId, PriceRuleId, StoreGroupId, StoreViewId, WebsiteId},
    money::Currency,
    stores::{Language, Shop, StoreGroup, StoreView, Stores, Website},
    time::Moment,
};
use uuid::Uuid;

pub const MAIN: WebsiteId = WebsiteId::new(Uuid::from_u128(1));
pub const OTHER: WebsiteId = WebsiteId::new(Uuid::from_u128(2));

/// The one view of a website.
pub const fn view_of(website: WebsiteId) -> StoreViewId {
    StoreViewId::new(website.uuid())
}

/// A shop in Berlin that asks in dollars. Its other website is in New York, and shows this currency: there is a rate for euros, and for no
/// other, unless it is set.
pub fn shop(rules: Vec<Rule>, other: Currency, set: &[(Scope, Setting, &str)]) -> Shop {
    let website = |id: WebsiteId, is_default| Website {
        id,
        code: format!("w{id}"),
        name: String::new(),
        position: 0,
        currency: Currency::USD,
        default_group: Some(StoreGroupId::new(id.uuid())),
        is_default,
        revision: 0,
    };
    let group = |id: WebsiteId| StoreGroup {
        id: StoreGroupId::new(id.uuid()),
        website: id,
        code: format!("g{id}"),
        name: String::new(),
        root: CategoryId::NOTHING,
        default_view: Some(view_of(id)),
        revision: 0,
    };
    let view = |id: WebsiteId, currency| StoreView {
        id: view_of(id),
        group: StoreGroupId::new(id.uuid()),
        code: format!("v{}", id.uuid().as_u128()),
        name: String::new(),
        language: Language::default(),
        region: String::new(),
        currency,
        base_url: None,
        active: true,
        position: 0,
        revision: 0,
    };
    let stores = Stores::new(
        vec![website(MAIN, true), website(OTHER, false)],
        vec![group(MAIN), group(OTHER)],
        vec![view(MAIN, Currency::USD), view(OTHER, other)],
    );
    let usual = [
        (Scope::Default, Setting::TimeZone, "Europe/Berlin"),
        (Scope::Website(OTHER), Setting::TimeZone, "America/New_York"),
        (Scope::Default, Setting::CurrencyRates, "USD 1\nEUR 0.5"),
    ];
    let mut settings = Settings::default();
    usual.iter().chain(set).for_each(|(scope, setting, value)| settings.insert(*scope, setting.path(), Some(value), 1, ""));
    Shop::new(1, [0; 3], stores, settings, Pricing { groups: Groups::default(), rules }, Vec::new())
}

/// One that holds in both websites, of all that is sold, for General, on all days.
pub fn rule(number: i64, act: Act) -> Rule {
    Rule {
        id: PriceRuleId::new(Uuid::from_u128(number.unsigned_abs().into())),
        number,
        name: String::new(),
        description: String::new(),
        active: true,
        websites: [MAIN, OTHER].into(),
        groups: [CustomerGroupId::GENERAL].into(),
        from: None,
        to: None,
        priority: 0,
        conditions: Conditions::default(),
        act,
        discard: false,
        since: Moment::from_millis(0),
        until: None,
        revision: 1,
    }
}
