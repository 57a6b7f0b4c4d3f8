//! The words of what was changed: of what it is, what it was, and what it is by now. The record keeps codes, so that whoever reads it does so in
//! his own language.

use super::{
    action, action_group, attribute_input, behavior, end_cause, entity, export_format, find, mail_about, option, order_state,
    payment_method,
    places::{self, Places},
    resource, setting, shipping_method, system_value, visibility,
};
use crate::{format, t};
use domain::{
    access::Resource,
    address::Country,
    assistance::{EndCause, log::LIVE},
    audit::{
        Action, Change, Followed, Follows, Group,
        export::Format,
        report::{FAILURE, SUCCESS},
    },
    catalog::{attribute::Input, pictures::Role, selling::Visibility},
    config::{FIELDS, Field, Kind},
    mail::About,
    money::{Money, PLAIN, Percent},
    sales::{
        methods::{PaymentMethod, ShippingMethod},
        progress::State,
    },
    staff::Theme,
    stores::Language,
    time::Moment,
    transfer::{Behavior, Entity},
};

/// A changed value in a line.
pub fn change(language: Language, places: Places<'_>, change: &Change) -> String {
    let (field, before, after) = changed(language, places, change);
    t!(language, audit.event.change_from_to, field = field, before = before, after = after)
}

/// What a changed value is of, what it was, what it is. Products stand by their SKU.
pub fn changed(language: Language, places: Places<'_>, change: &Change) -> (String, String, String) {
    let set = FIELDS.iter().find(|field| field.setting.path() == change.field);
    let value = |value: &Option<String>| match (value, &change.followed) {
        (None, Some(followed)) => what_held(language, places, (change.field.as_str(), set), followed),
        (value, _) => shown(language, places, (change.field.as_str(), set), value.as_deref().unwrap_or_default()),
    };
    (label(language, places, &change.field, set), value(&change.before), value(&change.after))
}

/// What a code is called that a field holds.
pub(super) fn value(language: Language, field: &str, code: &str) -> String {
    let set = FIELDS.iter().find(|of| of.setting.path() == field);
    shown(language, Places::default(), (field, set), code)
}

/// What held where there was no value of its own, and that it was followed: as the box beside the field says it.
fn what_held(language: Language, places: Places<'_>, (field, set): (&str, Option<&Field>), followed: &Followed) -> String {
    let own_text = || set.map_or("", |set| system_value(language, set.setting));
    let value = followed.value.as_deref().unwrap_or_else(own_text);
    format!("{} ({})", shown(language, places, (field, set), value), follows(language, followed.what))
}

/// What the box says beside a field that need not have a value of its own.
pub fn follows(language: Language, what: Follows) -> &'static str {
    match what {
        Follows::SystemValue => t!(language, common.form.use_system_value),
        Follows::Default => t!(language, config.use_default),
        Follows::Website => t!(language, config.use_website),
        Follows::DefaultValue => t!(language, catalog.use_default),
        Follows::Config => t!(language, catalog.use_config),
    }
}

/// What a value is of: a setting stands by its label, what is said in one view or asked in one website with that.
fn label(language: Language, places: Places<'_>, field: &str, set: Option<&Field>) -> String {
    if let Some(set) = set {
        return setting(language, set.setting).to_owned();
    }
    match field.split_once(" (") {
        Some((of @ TIER_PRICE, place)) => format!("{} ({}", find(language, "audit.field", of).unwrap_or(of), tier(language, places, place)),
        Some((of, place)) => format!("{} ({}", find(language, "audit.field", of).unwrap_or(of), placed(places, of, place)),
        None => find(language, "audit.field", field).unwrap_or(field).to_owned(),
    }
}

/// Of a Customer Group Price, which stands by its website, its group and its quantity.
const TIER_PRICE: &str = "tier_price";

/// Of a picture, whose name stands before the view.
const OF_A_PICTURE: &[&str] = &["alt_text", "picture_roles", "picture_hidden"];
/// What is asked in a website; all else is said in a view.
const OF_A_WEBSITE: &[&str] = &["price", "special_price", "special_price_from", "special_price_to"];

/// Where a value is of, by the name of that; behind it is a bracket.
fn placed(places: Places<'_>, of: &str, place: &str) -> String {
    let (before, sign, code) = match (of, OF_A_PICTURE.contains(&of)) {
        // A SKU is no place.
        ("position", _) => return place.to_owned(),
        (_, true) => match place.rsplit_once(", ") {
            Some((name, code)) => (name, ", ", code),
            None => return place.to_owned(),
        },
        // An option may have brackets of its own.
        (_, false) => place.rsplit_once(" (").map_or(("", "", place), |(option, code)| (option, " (", code)),
    };
    let kind = if OF_A_WEBSITE.contains(&of) { places::Kind::Website } else { places::Kind::View };
    let name = code.strip_suffix(')').and_then(|code| places.called(kind, code));
    name.map_or_else(|| place.to_owned(), |name| format!("{before}{sign}{name})"))
}

/// For whom a Customer Group Price is: what is for all stands by a code.
fn tier(language: Language, places: Places<'_>, place: &str) -> String {
    let (website, rest) = match place.split_once(", ") {
        Some(("all", rest)) => (t!(language, catalog.all_websites), rest),
        Some((code, rest)) => (places.called(places::Kind::Website, code).unwrap_or(code), rest),
        None => return place.to_owned(),
    };
    match rest.strip_prefix("ALL GROUPS, ") {
        Some(rest) => format!("{website}, {}, {rest}", t!(language, catalog.all_groups)),
        None => format!("{website}, {rest}"),
    }
}

fn shown(language: Language, places: Places<'_>, (field, set): (&str, Option<&Field>), value: &str) -> String {
    let yes_no = |yes| if yes { t!(language, common.form.yes) } else { t!(language, common.form.no) }.to_owned();
    match (value, set.map(|set| set.kind)) {
        // Who says nothing in his own account follows his browser and his device.
        ("", None) if field == "language" => return t!(language, staff.as_browser).to_owned(),
        ("", None) if field == "theme" => return t!(language, staff.theme_device).to_owned(),
        ("", _) => return "–".to_owned(),
        ("true" | "1", Some(Kind::YesNo)) | ("true", _) => return yes_no(true),
        ("false" | "0", Some(Kind::YesNo)) | ("false", _) => return yes_no(false),
        _ => {}
    }
    if let Some(set) = set.filter(|set| matches!(set.kind, Kind::Named(_))) {
        return option(language, set.setting, value).to_owned();
    }
    if let Some(sum) = Money::from_coded(value).filter(|_| is_a_sum(field, set)) {
        return format::money(language.tag(), sum);
    }
    if let Some(words) = by_code(language, field, value) {
        return words.to_owned();
    }
    match Change::anywhere(field) {
        // Wherever it is read, it is the same moment.
        "expires" => value.parse().map_or_else(|_| value.to_owned(), |at| format::machine_time(Moment::from_millis(at))),
        // A day is the same wherever it is read.
        "from" | "to" | "special_price_from" | "special_price_to" | "time_from" | "time_to" | "logged_in_from" | "logged_in_to" => {
            value.parse().map_or_else(|_| value.to_owned(), |day| format::date(language, day))
        }
        "web_site" => places.called(places::Kind::Website, value).unwrap_or(value).to_owned(),
        "websites" => {
            value.split(", ").map(|code| places.called(places::Kind::Website, code).unwrap_or(code)).collect::<Vec<_>>().join(", ")
        }
        "store" | "default_store" => places.called(places::Kind::Store, value).unwrap_or(value).to_owned(),
        "store_view" | "default_store_view" => places.view(value).unwrap_or(value).to_owned(),
        "resources" => format::list(language.tag(), &value.split(", ").map(|code| granted(language, code).to_owned()).collect::<Vec<_>>()),
        "base_currency" | "currency" => {
            format::currency(language, value).map_or_else(|| value.to_owned(), |name| format!("{value} – {name}"))
        }
        "locale" => locale_of_view(language, value),
        "address" => with_country(language, value),
        "price_range" => {
            let sums = value
                .split(", ")
                .map(|sum| Money::from_coded(sum).map_or_else(|| sum.to_owned(), |sum| format::money(language.tag(), sum)));
            sums.collect::<Vec<_>>().join(" – ")
        }
        "picture_roles" => {
            let roles = value.split(", ").map(|code| Role::from_code(code).map_or(code, |role| picture_role(language, role)).to_owned());
            format::list(language.tag(), &roles.collect::<Vec<_>>())
        }
        "discount_amount" => {
            percent(value).map_or_else(|| value.to_owned(), |percent| format!("{}\u{a0}%", percent.written(format::signs(language))))
        }
        TIER_PRICE => match value.strip_prefix('-').and_then(|value| percent(value.strip_suffix(" %")?)) {
            Some(percent) => t!(language, catalog.percent_off, percent = percent.written(format::signs(language))),
            None => value.to_owned(),
        },
        _ => set.map_or_else(|| value.to_owned(), |set| set.written(value, format::signs(language))),
    }
}

/// What has words of its own, by the code that is kept.
fn by_code(language: Language, field: &str, value: &str) -> Option<&'static str> {
    match field {
        "status" => State::from_code(value).map(|of| order_state(language, of)),
        "shipping_method" => ShippingMethod::from_code(value).map(|of| shipping_method(language, of)),
        "payment_method" => PaymentMethod::from_code(value).map(|of| payment_method(language, of)),
        "visibility" => Visibility::from_code(value).map(|of| visibility(language, of)),
        "about" => About::from_code(value).map(|of| mail_about(language, of)),
        "format" => Format::from_code(value).map(|of| export_format(language, of)),
        "entity" => Entity::from_code(value).map(|of| entity(language, of)),
        "behavior" => Behavior::from_code(value).map(|of| behavior(language, of)),
        "group" => Group::ALL.into_iter().find(|of| of.into_str() == value).map(|of| action_group(language, of)),
        "action" => Action::from_code(value).map(|of| action(language, of)),
        "result" if value == SUCCESS => Some(t!(language, audit.report.success)),
        "result" if value == FAILURE => Some(t!(language, audit.report.failure)),
        "how" if value == LIVE => Some(t!(language, assistance.log.live)),
        "how" => EndCause::from_code(value).map(|of| end_cause(language, of)),
        "input" => Input::parse(value).ok().map(|of| attribute_input(language, of)),
        "language" => Language::from_tag(value).map(Language::own_name),
        "theme" => Theme::from_code(value).map(|of| match of {
            Theme::Light => t!(language, staff.theme_light),
            Theme::Dark => t!(language, staff.theme_dark),
        }),
        "apply" => match value {
            "by_percent" => Some(t!(language, catalog.rules.by_percent)),
            "by_fixed" => Some(t!(language, catalog.rules.by_fixed)),
            "to_percent" => Some(t!(language, catalog.rules.to_percent)),
            "to_fixed" => Some(t!(language, catalog.rules.to_fixed)),
            _ => None,
        },
        "act" if value == "delete" => Some(t!(language, catalog.delete_products)),
        "websites" if value == "All" => Some(t!(language, access.all)),
        _ => None,
    }
}

fn is_a_sum(field: &str, set: Option<&Field>) -> bool {
    let of = Change::anywhere(field);
    ["price", "special_price", TIER_PRICE, "grand_total", "discount_amount"].contains(&of)
        || set.is_some_and(|set| matches!(set.kind, Kind::Amount))
}

fn percent(value: &str) -> Option<Percent> {
    Percent::read(value, PLAIN).ok()
}

/// In which language a view speaks, and of which country: `de-AT`.
fn locale_of_view(language: Language, value: &str) -> String {
    let (tag, region) = value.split_once('-').unwrap_or((value, ""));
    match (Language::from_tag(tag), region) {
        (None, _) => value.to_owned(),
        (Some(of), "") => of.own_name().to_owned(),
        (Some(of), region) => format!("{} ({})", of.own_name(), format::country(language, region)),
    }
}

/// An address in a line, which ends with the code of its country.
fn with_country(language: Language, value: &str) -> String {
    let named = value.rsplit_once(", ").filter(|(_, code)| Country::parse(code).is_ok());
    named.map_or_else(|| value.to_owned(), |(rest, code)| format!("{rest}, {}", format::country(language, code)))
}

/// What a picture is shown for.
pub fn picture_role(language: Language, role: Role) -> &'static str {
    match role {
        Role::Base => t!(language, catalog.role_base),
        Role::Small => t!(language, catalog.role_small),
        Role::Thumbnail => t!(language, catalog.thumbnail),
    }
}

fn granted(language: Language, code: &str) -> &str {
    match code {
        "All" => t!(language, access.all),
        code => Resource::from_code(code).map_or(code, |of| resource(language, of)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::{app, files};
    use domain::config::Setting;
    use std::collections::BTreeSet;

    /// What an export was narrowed by stood under "narrowed".
    #[test]
    fn whatever_is_told_as_changed_has_a_word() {
        let sources = files(&app().with_file_name("server").join("store/src"), ".rs");
        let after = |how: &str| -> Vec<String> {
            let begins = format!("Change::{how}(\"");
            let names = |text: &String| {
                text.split(&begins).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect::<Vec<_>>()
            };
            sources.iter().flat_map(|(_, text)| names(text)).collect()
        };
        let told: BTreeSet<String> = ["of", "from_to", "added", "removed"].into_iter().flat_map(after).collect();
        assert!(told.len() > 50 && told.contains("details"), "{told:?}");
        let unsaid: Vec<_> = told.iter().filter(|name| find(Language::default(), "audit.field", name).is_none()).collect();
        assert!(unsaid.is_empty(), "{unsaid:?}");
    }

    fn of(field: &str, before: &str, after: &str) -> (String, String, String) {
        changed(Language::default(), Places::default(), &Change::of(field, before, after).unwrap())
    }

    fn three(a: &str, b: &str, c: &str) -> (String, String, String) {
        (a.to_owned(), b.to_owned(), c.to_owned())
    }

    #[test]
    fn changed_values_stand_in_words_of_the_reader() {
        assert_eq!(of("login_as_customer/general/enabled", "0", "1"), three("Enable Login as Customer", "No", "Yes"));
        assert_eq!(of("status", "new", "processing"), three("Status", "Pending", "Processing"));
        assert_eq!(of("grand_total", "USD 1.00", "USD 1234.50"), three("Grand Total", "$1.00", "$1,234.50"));
        assert_eq!(of("price (eu)", "EUR 5.00", "EUR 7.00"), three("Price (eu)", "€5.00", "€7.00"));
        assert_eq!(of("first_name", "1", "0"), three("First Name", "1", "0"));
        let (_, before, after) = of("resources", "All", "Magento_Customer::manage, Magento_Sales::sales");
        assert!(!before.is_empty() && !after.contains('/'), "{before} / {after}");
        assert_eq!(of("result", "", "failure"), three("Result", "–", "Failure"));
        assert_eq!(of("how", "", "live"), three("How it ended", "–", "Live"));
        assert_eq!(of("input", "text", "multiselect"), three("Catalog Input Type for Store Owner", "Text Field", "Multiple Select"));
        assert_eq!(of("theme", "", "dark"), three("Theme", "As the device is set", "Dark"));
        assert_eq!(of("websites", "All", "Outlet"), three("Websites", "All", "Outlet"));
        assert_eq!(of("base_currency", "USD", "EUR"), three("Base Currency", "USD – US Dollar", "EUR – Euro"));
        assert_eq!(of("locale", "en", "de-AT"), three("Locale", "English", "Deutsch (Austria)"));
        assert_eq!(of("picture_roles (front)", "", "base, small").2, "Base and Small");
        assert_eq!(of("apply", "by_percent", "to_fixed").1, "Apply as percentage of original");
        assert_eq!(of("discount_amount", "12.5", "USD 5.00"), three("Discount Amount", "12.5\u{a0}%", "$5.00"));
        assert_eq!(of("price_range", "", "USD 5.00, USD 10.00").2, "$5.00 – $10.00");
        assert_eq!(
            of("address", "", "Ada Brandt, Quay Street 1, 10115 Harbour, DE").2,
            "Ada Brandt, Quay Street 1, 10115 Harbour, Germany"
        );
        let german = Language::from_tag("de").unwrap();
        let tier = Change::added("tier_price (all, ALL GROUPS, 5)", "-12.5 %");
        let (all, groups) = (t!(german, catalog.all_websites), t!(german, catalog.all_groups));
        let (label, _, price) = changed(german, Places::default(), &tier);
        assert!(label.ends_with(&format!("({all}, {groups}, 5)")) && price.contains("12,5") && !price.contains('-'), "{label}: {price}");
    }

    /// A price of a website stood with its code, and the day that it began with as `2026-11-21`.
    #[test]
    fn places_stand_by_their_names_and_days_as_they_are_written_here() {
        let german = Language::from_tag("de").unwrap();
        let stores = places::tests::stores();
        let told = |field: &str, after: &str| {
            let (label, _, after) = changed(german, places::tests::of(&stores), &Change::added(field, after));
            (label, after)
        };
        let label = |field: &str| find(german, "audit.field", field).unwrap();
        let placed = |field: &str, place: &str| format!("{} ({place})", label(field));
        assert_eq!(told("special_price_from (eu)", "2026-11-21"), (placed("special_price_from", "Outlet"), "21.11.2026".to_owned()));
        assert_eq!(told("to", "2026-11-21").1, "21.11.2026");
        assert_eq!(told("to", "whenever").1, "whenever");
        assert_eq!(told("name (de)", "Becher").0, placed("name", "German"));
        // Two are called the same.
        assert_eq!(told("name (at)", "Becher").0, placed("name", "at"));
        assert_eq!(told("alt_text (front, top.jpg, de)", "Oben").0, placed("alt_text", "front, top.jpg, German"));
        assert_eq!(told("picture_roles (de)", "").0, placed("picture_roles", "de"), "that is what a picture is called");
        assert_eq!(told("Red (dark) (de)", "Rot").0, "Red (dark) (German)");
        assert_eq!(told("position (eu)", "1").0, placed("position", "eu"));
        assert!(told("tier_price (eu, Retailer, 5)", "EUR 5.00").0.ends_with("(Outlet, Retailer, 5)"));
        for (field, code, name) in [
            ("web_site", "eu", "Outlet"),
            ("websites", "eu, us", "Outlet, us"),
            ("store", "outlet", "Second Store"),
            ("default_store", "outlet", "Second Store"),
            ("default_store_view", "de", "German"),
            ("store_view", "ch", "ch"),
        ] {
            assert_eq!(told(field, code).1, name, "{field}");
        }
    }

    /// A setting that had followed its default was told with a dash.
    #[test]
    fn what_had_no_value_of_its_own_stands_with_what_it_followed() {
        let german = Language::from_tag("de").unwrap();
        let told = |change: Option<Change>| {
            let (_, before, after) = changed(german, Places::default(), &change.unwrap());
            (before, after)
        };
        let some = |value: &str| Some(value.to_owned());
        let on = Setting::LoginAsCustomerEnabled.path();
        let (yes, no) = (t!(german, common.form.yes), t!(german, common.form.no));
        let system = t!(german, common.form.use_system_value);
        let set = Change::of_own(on, None, some("1"), Follows::SystemValue, [some("0"), some("0")]);
        assert_eq!(told(set), (format!("{no} ({system})"), yes.to_owned()));
        let back = Change::of_own(on, some("1"), None, Follows::SystemValue, [some("0"), some("0")]);
        assert_eq!(told(back), (yes.to_owned(), format!("{no} ({system})")));
        // What holds is a text of the program itself.
        let title = Setting::AssistanceTitle;
        let (said, website) = (system_value(german, title), t!(german, config.use_website));
        let text = Change::of_own(title.path(), None, some("Dürfen wir?"), Follows::Website, [None, None]);
        assert_eq!(told(text), (format!("{said} ({website})"), "Dürfen wir?".to_owned()));
        let price = Change::of_own("price (eu)", None, some("EUR 7.00"), Follows::DefaultValue, [some("EUR 1234.50"), some("EUR 1234.50")]);
        let (before, after) = told(price);
        assert!(before.starts_with("1.234,50") && before.ends_with(&format!("({})", t!(german, catalog.use_default))), "{before}");
        assert!(after.starts_with("7,00"), "{after}");
        assert_eq!(Change::of_own(on, some("1"), some("1"), Follows::Default, [None, None]), None);
        // Events of before it was told say no more than they know.
        assert_eq!(told(Some(Change::added("picture", "front.jpg"))).0, "–");
    }
}
