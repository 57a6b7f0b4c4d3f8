//! The words of the record: why something happened, and to what. It keeps codes, so that whoever reads it does so in his own language; what has
//! no words stands as it was written. What was changed has a place of its own.

use super::{action, changed, find, resource, setting, unread};
use crate::{format, t};
use domain::{
    access::Resource,
    address::Country,
    audit::{
        Action, RecordedObject,
        export::Format,
        report::{CODED, Called},
    },
    catalog::{attribute::Input, pictures::Role, selling::Visibility},
    config::{FIELDS, Kind, Section},
    mail::About,
    sales::{
        methods::{PaymentMethod, ShippingMethod},
        progress::State,
    },
    staff::Theme,
    stores::Language,
    transfer::{Behavior, Entity},
};
use quick_cache::sync::Cache;
use std::{
    convert::Infallible,
    sync::{Arc, LazyLock},
};

/// As many languages as there are, each made once.
static CALLED: LazyLock<Cache<Language, Arc<Called>>> = LazyLock::new(|| Cache::new(64));
static ACTIONS: LazyLock<Cache<Language, Named>> = LazyLock::new(|| Cache::new(64));

/// Actions, and what each is called.
type Named = Arc<[(Action, &'static str)]>;

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

/// What a thing of a kind is; `None`, if there is no such kind.
pub fn kind(language: Language, of: &str) -> Option<&'static str> {
    find(language, "audit.kind", of)
}

/// What events are found by that keep codes, as it is called here: why, what was changed, from what and to what, and the section of the
/// configuration. It is one thing for all its readers, by which it is known (`store::audit`).
pub fn called(language: Language) -> Arc<Called> {
    let Ok(called) = CALLED.get_or_insert_with(&language, || Ok::<_, Infallible>(Arc::new(all_called(language))));
    called
}

/// All that can happen, and what it is called, as its readers look for it. There is so much of it that it is not sorted for each page.
pub fn actions(language: Language) -> Named {
    let made = || {
        let named = Action::ALL.into_iter().map(|of| (of, action(language, of))).collect();
        Ok::<_, Infallible>(Named::from(format::in_order(language, named, |(_, name)| name)))
    };
    let Ok(actions) = ACTIONS.get_or_insert_with(&language, made);
    actions
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
    for (field, code) in coded() {
        called.value(field, code, &changed::value(language, field, code));
    }
    for section in Section::ALL {
        called.section(section.code(), super::section(language, section), t!(language, config.default_config));
    }
    called.answer(true, t!(language, common.form.yes));
    called.answer(false, t!(language, common.form.no));
    for country in Country::all() {
        called.country(country.code(), &format::country(language, country.code()));
    }
    called
}

/// The codes that values are, each with its field.
fn coded() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_settings = FIELDS.iter().filter_map(|field| if let Kind::Named(of) = field.kind { Some((field.path, of)) } else { None });
    let of_settings = of_settings.flat_map(|(path, of)| of.iter().map(move |code| (path, code)));
    CODED.iter().flat_map(|field| codes(field).into_iter().map(move |code| (*field, code))).chain(of_settings)
}

/// The codes of a field that is found by their words.
fn codes(field: &str) -> Vec<&'static str> {
    match field {
        "about" => About::ALL.map(About::code).into(),
        "act" => vec!["delete"],
        "apply" => vec!["by_percent", "by_fixed", "to_percent", "to_fixed"],
        "behavior" => Behavior::ALL.map(Behavior::code).into(),
        "entity" => Entity::ALL.map(Entity::code).into(),
        "format" => Format::ALL.map(Format::code).into(),
        "input" => Input::ALL.map(Input::code).into(),
        "language" => Language::ALL.map(Language::tag).into(),
        "payment_method" => PaymentMethod::ALL.iter().map(|method| method.code()).collect(),
        "picture_roles" => Role::ALL.map(Role::code).into(),
        "resources" => Resource::ALL.map(Resource::code).into(),
        "shipping_method" => ShippingMethod::ALL.iter().map(|method| method.code()).collect(),
        "status" => State::ALL.map(State::code).into(),
        "theme" => Theme::ALL.map(Theme::code).into(),
        "visibility" => Visibility::ALL.map(Visibility::code).into(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{
        Places, changed,
        tests::{app, files},
    };
    use domain::{
        assistance::{EndCause, Refusal},
        audit::{
            Actor, Change, Event, Origin, Recorded,
            report::{DETAILS, Meant, Wanted},
        },
        config::Setting,
        ids::EventId,
        list::{Cursor, Filter, Query, Sort},
        text::Collation,
        transfer::Unread,
    };
    use std::{
        collections::{BTreeMap, BTreeSet},
        path::Path,
        sync::Barrier,
        thread,
    };
    use strum::VariantNames;

    /// What a search means is looked up once for all who have the same words, and those are the same if they stand in the same place.
    #[test]
    fn who_asks_at_once_is_given_the_same_words() {
        let begin = Barrier::new(4);
        let all: Vec<Arc<Called>> = thread::scope(|scope| {
            let asks = || {
                begin.wait();
                called(Language::Pseudo)
            };
            let asking: Vec<_> = (0..4).map(|_| scope.spawn(asks)).collect();
            asking.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(all.windows(2).all(|two| Arc::ptr_eq(&two[0], &two[1])));
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

    #[test]
    fn what_there_is_a_way_to_is_said_by_its_kind() {
        let page = std::fs::read_to_string(app().join("backoffice/src/audit/event.rs")).unwrap();
        let (_, ways) = page.split_once("match kind {").unwrap();
        let (ways, _) = ways.split_once("_ => return").unwrap();
        let kinds: Vec<&str> = ways.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
        assert!(kinds.len() > 15 && kinds.contains(&"creditmemo"), "{kinds:?}");
        for (of, language) in kinds.iter().flat_map(|of| Language::ALL.map(|language| (of, language))) {
            assert!(kind(language, of).is_some(), "{of} in {}", language.tag());
        }
    }

    fn event() -> Event {
        Event::new(Action::AccessDenied, Actor::Guest, Origin::default())
    }

    /// Whether the details that say this are asked for and are those of an event.
    fn finds(language: Language, said: &str, event: &Recorded) -> bool {
        let filters = BTreeMap::from([(DETAILS, Filter::Is(said.to_owned()))]);
        let sort = Sort { by: "place", down: true };
        let query = Query { search: String::new(), filters, sort, collation: Collation::ROOT, cursor: Cursor::First };
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
            for (field, code) in coded() {
                let change = Change::added(field, code);
                let (_, _, said) = changed(language, Places::default(), &change);
                let changed = event().changing([change]).recorded(EventId::NOTHING);
                assert!(finds(language, &said, &changed), "{field}: {said} in {}", language.tag());
            }
            let on = Setting::LoginAsCustomerEnabled.path();
            let berlin = "Ada Brandt, Kai 1, 10115 Berlin, DE";
            for (field, value) in [("active", "true"), ("active", "false"), (on, "1"), (on, "0"), ("address", berlin)] {
                let change = Change::added(field, value);
                let (_, _, said) = changed(language, Places::default(), &change);
                let told = event().changing([change]).recorded(EventId::NOTHING);
                assert!(said != value && finds(language, &said, &told), "{field}: {said} in {}", language.tag());
            }
            for field in ["price", "price (eu)"].into_iter().chain(FIELDS.iter().map(|field| field.setting.path())) {
                let change = Change::added(field, "17");
                let (said, ..) = changed(language, Places::default(), &change);
                let changed = event().changing([change]).recorded(EventId::NOTHING);
                assert!(finds(language, &said, &changed), "{said} in {}", language.tag());
            }
        }
        let german = Language::from_tag("de").unwrap();
        let priced = event().changing([Change::added("price", "17")]).recorded(EventId::NOTHING);
        assert!(CODED.iter().all(|field| coded().any(|(of, _)| of == *field)) && coded().any(|(of, _)| of.contains('/')));
        assert!(finds(german, "Preis", &priced) && !finds(german, "Vorname", &priced));
        let waits = event().changing([Change::of("status", "processing", "new").unwrap()]).recorded(EventId::NOTHING);
        let said = |state: &str| changed::value(german, "status", state);
        assert!(
            finds(german, &said("new"), &waits) && finds(german, &said("processing"), &waits) && !finds(german, &said("closed"), &waits)
        );
    }
}
