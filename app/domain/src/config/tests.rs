use super::*;
use crate::ids::{StoreViewId, WebsiteId};

#[test]
fn the_feature_is_off_until_somebody_switches_it_on() {
    assert!(!Config::default().login_as_customer_enabled());
    assert!(Config::from_pairs([("login_as_customer/general/enabled", "1")]).login_as_customer_enabled());
    assert!(!Config::from_pairs([("login_as_customer/general/enabled", "yes")]).login_as_customer_enabled());
}

/// B45: what is set in a narrower scope is that alone, and all else follows the scope around it.
#[test]
fn a_scope_has_its_own_values_and_follows_the_one_around_it_in_all_else() {
    let (website, view) = (Scope::Website(WebsiteId::NOTHING), Scope::View(StoreViewId::NOTHING));
    let mut settings = Settings::default();
    let name = Setting::StoreName.path();
    settings.insert(Scope::Default, name, Some("Shop"), 1, "rosa");
    settings.insert(view, name, Some("Laden"), 2, "theo");
    settings.insert(website, Setting::TimeZone.path(), Some("Europe/Berlin"), 1, "rosa");
    settings.insert(view, Setting::TimeZone.path(), Some("Asia/Tokyo"), 1, "rosa");
    settings.insert(website, Setting::LoginAsCustomerEnabled.path(), Some("1"), 1, "rosa");
    let (here, around) = (settings.within([website, view]), settings.within([website]));
    assert_eq!((here.store_name(), here.inherited(Setting::StoreName)), ("Laden", Some("Shop")));
    assert_eq!((around.store_name(), around.own(Setting::StoreName)), ("Shop", None));
    assert_eq!(here.time_zone(), "Europe/Berlin", "no view has a time zone of its own");
    assert!(!here.login_as_customer_enabled(), "no website has a switch of its own: half of the feature is no state (B58)");
    settings.insert(view, name, None, 3, "theo");
    settings.insert(Scope::Default, name, Some("Store"), 2, "rosa");
    assert_eq!(settings.within([website, view]).store_name(), "Store", "used again, it follows what is changed later");
}

#[test]
fn a_scope_reads_back_as_it_is_written() {
    for scope in [Scope::Default, Scope::Website(WebsiteId::NOTHING), Scope::View(StoreViewId::NOTHING)] {
        assert_eq!(scope.to_string().parse(), Ok(scope));
    }
    for text in ["website", "website-", "view-1", "default", "store-00000000000000000000000000000000", "-"] {
        assert!(text.parse::<Scope>().is_err(), "{text}");
    }
}

#[test]
fn each_setting_is_declared_once_and_its_system_value_is_acceptable() {
    for (n, field) in FIELDS.iter().enumerate() {
        assert!(FIELDS.iter().skip(n + 1).all(|f| f.setting != field.setting && f.path != field.path));
        assert!(field.path.starts_with(&format!("{}/", field.section.code())));
        assert!(FIELDS.iter().filter(|f| f.section == field.section && f.name() == field.name()).count() == 1);
        let is_there = |(needed, value)| FIELDS.iter().any(|f| f.setting == needed && f.needs.is_none() && f.check(value).is_ok());
        assert!(field.needs.is_none_or(is_there));
        if let Some(default) = field.default {
            assert_eq!(field.check(default).as_deref(), Ok(default));
        }
    }
}

/// One without a switch would be recorded for ever, and no test would tell.
#[test]
fn each_group_of_actions_has_a_switch_that_does_something_and_login_as_customer_is_recorded_while_it_is_on() {
    let switches = FIELDS.iter().filter(|field| field.path.starts_with(LOGGING)).count();
    assert_eq!(switches, audit::Group::ALL.len(), "a switch each, and none of a group that is gone");
    for group in audit::Group::ALL {
        let path = log_path(group);
        assert!(Config::default().records(group) && FIELDS.iter().any(|field| field.path == path), "{group:?}");
        assert!(!Config::from_pairs([(path.as_str(), "0")]).records(group), "{group:?}");
        let on = Config::from_pairs([(path.as_str(), "0"), (Setting::LoginAsCustomerEnabled.path(), "1")]);
        assert_eq!(on.records(group), group == audit::Group::LoginAsCustomer, "{group:?}");
    }
}
