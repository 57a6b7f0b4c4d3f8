//! The words of the record: why something happened, and what was changed. It keeps codes, so that whoever reads it does so in his own language;
//! what has no words stands as it was written.

use super::{
    action, action_group, behavior, entity, export_format, find, mail_about, option, order_state, payment_method, resource, setting,
    shipping_method, unread, visibility,
};
use crate::{format, t};
use domain::{
    access::Resource,
    audit::{
        Action, Change, Group, RecordedObject,
        export::Format,
        report::{Called, FAILURE, SUCCESS},
    },
    catalog::selling::Visibility,
    config::{FIELDS, Field, Kind, Section},
    mail::About,
    money::Money,
    sales::{
        methods::{PaymentMethod, ShippingMethod},
        progress::State,
    },
    stores::Language,
    time::Moment,
    transfer::{Behavior, Entity},
};
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};

/// As many languages as there are, each made once.
static CALLED: LazyLock<Cache<Language, Arc<Called>>> = LazyLock::new(|| Cache::new(64));

/// Why something happened.
pub fn reason(language: Language, code: &str) -> String {
    let missing = || Resource::from_code(code).map(|missing| resource(language, missing));
    let why = find(language, "assistance.end_cause", code)
        .or_else(|| find(language, "audit.why", code))
        .or_else(|| find(language, "assistance.refusal", code));
    // What is left is why a file could not be read, with the column that it was.
    why.or_else(missing).map_or_else(|| unread(language, code), str::to_owned)
}

/// What something was called at that moment: the configuration by its section, and for whom it was.
pub fn object(language: Language, of: &RecordedObject) -> String {
    let told = (of.kind == "config").then(|| of.name.split_once(" (")).flatten();
    let Some((section, scope)) = told.and_then(|(code, scope)| Some((Section::from_code(code)?, scope))) else {
        return of.name.clone();
    };
    let section = super::section(language, section);
    // Of what is for all, the identifier says no more than the section.
    if of.id.contains(' ') { format!("{section} ({scope}") } else { format!("{section} ({})", t!(language, config.default_config)) }
}

/// What events are found by that keep codes: why, what was changed, and the section of the configuration, as they are called here.
pub fn called(language: Language) -> Arc<Called> {
    CALLED.get(&language).unwrap_or_else(|| {
        let made = Arc::new(all_called(language));
        CALLED.insert(language, Arc::clone(&made));
        made
    })
}

fn all_called(language: Language) -> Called {
    let mut called = Called::default();
    for (group, code, text) in crate::locales::texts(super::locale(language)) {
        match *group {
            "assistance.end_cause" | "audit.why" | "assistance.refusal" | "transfer.unread" => called.reason(code, &reason(language, code)),
            "audit.field" => called.field(code, text),
            _ => {}
        }
    }
    // These name a column, and have no text without it.
    for code in ["no_column", "column_twice"] {
        called.reason(code, &reason(language, code));
    }
    for missing in Resource::ALL {
        called.reason(missing.code(), &reason(language, missing.code()));
    }
    for field in FIELDS {
        called.field(field.setting.path(), setting(language, field.setting));
    }
    for section in Section::ALL {
        called.section(section.code(), super::section(language, section), t!(language, config.default_config));
    }
    called
}

/// A changed value in a line.
pub fn change(language: Language, change: &Change) -> String {
    let (field, before, after) = changed(language, change);
    t!(language, audit.event.change_from_to, field = field, before = before, after = after)
}

/// What a changed value is of, what it was, what it is. Products stand by their SKU.
pub fn changed(language: Language, change: &Change) -> (String, String, String) {
    let set = FIELDS.iter().find(|field| field.setting.path() == change.field);
    let value = |value: &Option<String>| shown(language, &change.field, set, value.as_deref().unwrap_or_default());
    (label(language, &change.field, set), value(&change.before), value(&change.after))
}

/// What a value is of: a setting stands by its label, what is said in one view or asked in one website with the code of that.
fn label(language: Language, field: &str, set: Option<&Field>) -> String {
    if let Some(set) = set {
        return setting(language, set.setting).to_owned();
    }
    match field.split_once(" (") {
        Some((of, place)) => format!("{} ({place}", find(language, "audit.field", of).unwrap_or(of)),
        None => find(language, "audit.field", field).unwrap_or(field).to_owned(),
    }
}

fn shown(language: Language, field: &str, set: Option<&Field>, value: &str) -> String {
    let yes_no = |yes| if yes { t!(language, common.form.yes) } else { t!(language, common.form.no) }.to_owned();
    match (value, set.map(|set| set.kind)) {
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
    let by_code = match field {
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
        _ => None,
    };
    match (by_code, field) {
        // Wherever it is read, it is the same moment.
        (None, "expires") => value.parse().map_or_else(|_| value.to_owned(), |at| format::machine_time(Moment::from_millis(at))),
        (Some(words), _) => words.to_owned(),
        (None, "resources") => {
            format::list(language.tag(), &value.split(", ").map(|code| granted(language, code).to_owned()).collect::<Vec<_>>())
        }
        (None, _) => set.map_or_else(|| value.to_owned(), |set| set.written(value, format::signs(language))),
    }
}

fn is_a_sum(field: &str, set: Option<&Field>) -> bool {
    let is_of_a_product =
        ["price", "special_price", "tier_price"].iter().any(|of| field.split_once(" (").map_or(field, |(of, _)| of) == *of);
    field == "grand_total" || is_of_a_product || set.is_some_and(|set| matches!(set.kind, Kind::Amount))
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
    use domain::{
        assistance::{EndCause, Refusal},
        audit::{
            Actor, Event, Origin, Recorded,
            report::{DETAILS, Meant, Wanted},
        },
        ids::EventId,
        list::{Cursor, Filter, Query, Sort},
        transfer::Unread,
    };
    use std::{
        collections::{BTreeMap, BTreeSet},
        path::Path,
    };
    use strum::VariantNames;

    fn of(field: &str, before: &str, after: &str) -> (String, String, String) {
        changed(Language::default(), &Change::of(field, before, after).unwrap())
    }

    fn three(a: &str, b: &str, c: &str) -> (String, String, String) {
        (a.to_owned(), b.to_owned(), c.to_owned())
    }

    #[test]
    fn the_configuration_stands_by_its_section_and_for_whom_it_was() {
        let german = Language::from_tag("de").unwrap();
        let of = |kind: &str, id: &str, name: &str| {
            object(german, &RecordedObject { kind: kind.to_owned(), id: id.to_owned(), name: name.to_owned() })
        };
        let (login, all) = (super::super::section(german, Section::LoginAsCustomer), t!(german, config.default_config));
        assert_eq!(of("config", "login_as_customer", "login_as_customer (Default Config)"), format!("{login} ({all})"));
        assert_eq!(of("config", "login_as_customer website-1", "login_as_customer (Outlet)"), format!("{login} (Outlet)"));
        assert_eq!(of("product", "1", "general (large)"), "general (large)");
    }

    /// The alarm of a token that nobody was given said "token_unknown", and an import that failed "no_column sku".
    #[test]
    fn whatever_is_given_as_a_reason_stands_in_words_of_the_reader() {
        let sources = |folder: &Path| -> String { files(folder, ".rs").into_iter().map(|(_, text)| text).collect() };
        let server = app().with_file_name("server");
        let code = sources(&server.join("src")) + &sources(&server.join("store/src"));
        let written = code.split(".because(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut codes: BTreeSet<String> = written.chain(["not_while_assisting"]).map(str::to_owned).collect();
        assert!(codes.contains("token_unknown") && codes.contains("wrong_passwords"), "{codes:?}");
        // What ended stands by its end.
        codes.extend(Refusal::VARIANTS.iter().filter(|name| **name != "ended").map(|name| (*name).to_owned()));
        codes.extend(EndCause::ALL.map(|cause| cause.code().to_owned()));
        codes.extend([Unread::NotText, Unread::NoColumn("sku"), Unread::ColumnTwice("sku"), Unread::Failed].map(|why| why.code()));
        for (code, language) in codes.iter().flat_map(|code| Language::ALL.map(|language| (code, language))) {
            let said = reason(language, code);
            assert!(said != *code && !said.contains('_'), "{code} in {}: {said}", language.tag());
            assert!(finds(language, &said, &event().because(code.as_str()).recorded(EventId::NOTHING)), "{code} by {said}");
        }
    }

    fn event() -> Event {
        Event::new(Action::AccessDenied, Actor::Guest, Origin::default())
    }

    /// Whether the details that say this are asked for and are those of an event.
    fn finds(language: Language, said: &str, event: &Recorded) -> bool {
        let filters = BTreeMap::from([(DETAILS, Filter::Is(said.to_owned()))]);
        let query = Query { search: String::new(), filters, sort: Sort { by: "place", down: true }, cursor: Cursor::First };
        let mut meant = Meant::default();
        meant.by_words(&query, &called(language));
        Wanted::of(&query, &meant).takes(event)
    }

    #[test]
    fn an_event_is_found_by_the_page_the_section_and_the_field_as_its_reader_calls_them() {
        for language in Language::ALL {
            for missing in Resource::ALL {
                let refused = event().because(missing.code()).recorded(EventId::NOTHING);
                assert!(finds(language, resource(language, missing), &refused), "{missing:?} in {}", language.tag());
            }
            for section in Section::ALL {
                let of = |id: String| event().on("config", id, format!("{} (Outlet)", section.code())).recorded(EventId::NOTHING);
                for set in [of(section.code().to_owned()), of(format!("{} website-1", section.code()))] {
                    let said = object(language, set.object.as_ref().unwrap());
                    assert!(finds(language, &said, &set), "{said} in {}", language.tag());
                }
            }
            for field in ["price", "price (eu)"].into_iter().chain(FIELDS.iter().map(|field| field.setting.path())) {
                let change = Change::added(field, "17");
                let (said, ..) = changed(language, &change);
                let changed = event().changing([change]).recorded(EventId::NOTHING);
                assert!(finds(language, &said, &changed), "{said} in {}", language.tag());
            }
        }
        let german = Language::from_tag("de").unwrap();
        let priced = event().changing([Change::added("price", "17")]).recorded(EventId::NOTHING);
        assert!(finds(german, "Preis", &priced) && !finds(german, "Vorname", &priced));
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
    }
}
