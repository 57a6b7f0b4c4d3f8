//! What is kept by codes, by the words that a reader's language has for it: events keep why something was refused, what was changed and which
//! section of the configuration it was by their codes, and whoever reads them looks for them as he reads them.

use super::{Asked, Change, object_key, term};
use crate::{
    config::{FIELDS, Kind},
    text::words,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};

/// The kind of what is a section of the configuration.
const CONFIG: &str = "config";

/// What is changed from one code of ours to another, beside settings; several stand in a line.
pub const CODED: &[&str] = &[
    "about",
    "act",
    "apply",
    "behavior",
    "entity",
    "format",
    "input",
    "language",
    "payment_method",
    "picture_roles",
    "resources",
    "shipping_method",
    "status",
    "theme",
    "visibility",
];

/// An address in a line, which ends with the code of its country.
const ADDRESS: &str = "address";

fn is_coded(field: &str) -> bool {
    if field.contains('/') {
        return FIELDS.iter().any(|of| of.path == field && matches!(of.kind, Kind::Named(_)));
    }
    CODED.contains(&field)
}

/// Which events have what is called by a word.
#[derive(Debug, Default)]
pub struct Called(BTreeMap<String, BTreeSet<Asked>>);

impl Called {
    /// Why something happened.
    pub fn reason(&mut self, code: &str, called: &str) {
        self.add(&Asked::Is(of_reason(code)), called);
    }

    /// What was changed.
    pub fn field(&mut self, field: &str, called: &str) {
        self.add(&Asked::Is(of_field(field)), called);
    }

    /// What something was changed to, or from.
    pub fn value(&mut self, field: &str, code: &str, called: &str) {
        self.add(&Asked::Is(of_value(field, code)), called);
    }

    /// What is so, or is not.
    pub fn answer(&mut self, yes: bool, called: &str) {
        self.add(&Asked::Is(of_answer(yes)), called);
    }

    /// A country, by its code, where an address was changed to one there, or from one.
    pub fn country(&mut self, code: &str, called: &str) {
        self.add(&Asked::Is(of_value(ADDRESS, code)), called);
    }

    /// A section of the configuration, by its code; and what it is called that it was set for all.
    pub fn section(&mut self, code: &str, called: &str, for_all: &str) {
        let key = object_key(CONFIG, code);
        let (all, some) = (Asked::Is(term('o', &key)), Asked::Begins(term('o', format!("{key} "))));
        self.add(&some, called);
        self.add(&all, called);
        self.add(&all, for_all);
    }

    fn add(&mut self, asked: &Asked, called: &str) {
        for word in words([called]) {
            self.0.entry(word).or_default().insert(asked.clone());
        }
    }

    /// What is called by a word that begins so.
    pub(super) fn by(&self, word: &str) -> Vec<Asked> {
        let from = (Bound::Included(word), Bound::Unbounded);
        let meant = self.0.range::<str, _>(from).take_while(|(known, _)| known.starts_with(word));
        let all: BTreeSet<&Asked> = meant.flat_map(|(_, asked)| asked).collect();
        all.into_iter().cloned().collect()
    }
}

/// The term of a reason: what it says besides of what, as of a column, is among its words.
pub(super) fn of_reason(code: &str) -> String {
    term('y', code.split_once(' ').map_or(code, |(code, _)| code))
}

/// The term of what was changed, in whichever view.
pub(super) fn of_field(field: &str) -> String {
    term('f', Change::anywhere(field))
}

/// The terms of what it was changed from, and to, where those are codes.
pub(super) fn of_values(change: &Change) -> impl Iterator<Item = String> {
    let field = Change::anywhere(&change.field);
    let coded = change.values().filter(move |_| is_coded(field)).flat_map(|value| value.split(", "));
    let countries = change.values().filter(move |_| field == ADDRESS).filter_map(country);
    let answers = change.values().filter_map(move |value| answer(field, value)).map(of_answer);
    coded.chain(countries).map(move |code| of_value(field, code)).chain(answers)
}

/// Whether it is said of something that it is so, or is not: a setting keeps that as a number.
fn answer(field: &str, value: &str) -> Option<bool> {
    let is_set = || FIELDS.iter().any(|of| of.path == field && matches!(of.kind, Kind::YesNo));
    match value {
        "true" => Some(true),
        "false" => Some(false),
        "1" | "0" if is_set() => Some(value == "1"),
        _ => None,
    }
}

/// The code of the country that an address in a line ends with.
fn country(value: &str) -> Option<&str> {
    let (_, code) = value.rsplit_once(", ")?;
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
}

fn of_answer(yes: bool) -> String {
    of_value("", if yes { "true" } else { "false" })
}

fn of_value(field: &str, code: &str) -> String {
    term('k', format!("{field}={code}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{
            Action, Actor, Change, Event, Follows, Origin, Recorded,
            report::{DETAILS, Meant, Wanted},
        },
        ids::EventId,
        list::{Cursor, Filter, Query, Sort},
        text::Collation,
    };
    use proptest::prelude::*;

    const REASONS: [(&str, &str); 3] =
        [("User::acl_users", "Alle Benutzer"), ("consent_missing", "Für diesen Kunden deaktiviert"), ("no_column", "Die Spalte fehlt")];
    const FIELDS: [(&str, &str); 2] = [("price", "Preis"), ("general/store_information/name", "Name des Shops")];
    const VALUES: [(&str, &str, &str); 3] = [
        ("status", "new", "Wartend"),
        ("resources", "Sales::sales", "Verkauf"),
        ("cataloginventory/item_options/backorders", "1", "Rückstand"),
    ];
    const SECTIONS: [(&str, &str); 2] = [("general", "Allgemein"), ("tax", "Steuer")];
    const FOR_ALL: &str = "Standardkonfiguration";

    fn called() -> Called {
        let mut called = Called::default();
        for (code, words) in REASONS {
            called.reason(code, words);
        }
        for (field, words) in FIELDS {
            called.field(field, words);
        }
        for (field, code, words) in VALUES {
            called.value(field, code, words);
        }
        for (code, words) in SECTIONS {
            called.section(code, words, FOR_ALL);
        }
        for (yes, words) in [(true, "Ja"), (false, "Nein")] {
            called.answer(yes, words);
        }
        for (code, words) in [("DE", "Deutschland"), ("AT", "Österreich")] {
            called.country(code, words);
        }
        called
    }

    /// What is wanted of whoever searches for this, everywhere and in the details.
    fn wanted(text: &str) -> [Wanted; 2] {
        let query = |search: &str, filters: BTreeMap<&'static str, Filter>| Query {
            search: search.to_owned(),
            filters,
            sort: Sort { by: "place", down: true },
            collation: Collation::ROOT,
            cursor: Cursor::First,
        };
        let of = |query: Query| {
            let mut meant = Meant::default();
            meant.by_words(&query, &called());
            Wanted::of(&query, &meant)
        };
        [of(query(text, BTreeMap::new())), of(query("", BTreeMap::from([(DETAILS, Filter::Is(text.to_owned()))])))]
    }

    fn recorded(event: impl FnOnce(Event) -> Event) -> Recorded {
        event(Event::new(Action::SettingsChanged, Actor::Guest, Origin::default())).recorded(EventId::NOTHING)
    }

    fn finds(text: &str, event: &Recorded) -> bool {
        let [everywhere, in_details] = wanted(text).map(|wanted| wanted.takes(event));
        assert_eq!(everywhere, in_details, "{text}");
        everywhere
    }

    proptest! {
        #[test]
        fn whatever_a_code_is_called_finds_its_events_as_it_is_typed_and_no_others(which in 0_usize..10, letters in 1_usize..40) {
            let mut events: Vec<(&str, Recorded)> = Vec::new();
            for (code, words) in REASONS {
                // Of a column that is missing the reason names which.
                let code = if code == "no_column" { "no_column sku" } else { code };
                events.push((words, recorded(|event| event.because(code))));
            }
            for (field, words) in FIELDS {
                let field = if field == "price" { "price (eu)" } else { field };
                events.push((words, recorded(|event| event.changing([Change::added(field, "17")]))));
            }
            for (field, code, words) in VALUES {
                // One of several, and from it as well as to it.
                let change = if field == "resources" { Change::removed(field, format!("User::acl_users, {code}")) } else { Change::added(field, code) };
                events.push((words, recorded(|event| event.changing([change]))));
            }
            for (code, words) in SECTIONS {
                let id = if code == "tax" { "tax website-1" } else { code };
                events.push((words, recorded(|event| event.on(CONFIG, id, code))));
            }
            let (words, event) = &events[which];
            let begun: String = words.chars().take(letters).collect();
            prop_assert!(finds(&begun, event), "{}", begun);
            for (other, event) in events.iter().filter(|(other, _)| other != words) {
                prop_assert!(!finds(words, event), "{} is not {}", words, other);
            }
        }
    }

    #[test]
    fn what_is_set_for_all_is_called_so_and_what_is_set_for_some_is_not() {
        let of = |id: &str| recorded(|event| event.on(CONFIG, id, "Allgemein"));
        assert!(finds("allgemein standard", &of("general")) && !finds("standard", &of("general website-1")));
    }

    #[test]
    fn a_word_is_a_codes_only_where_that_is_one() {
        let changed = |field: &str, value: &str| recorded(|event| event.changing([Change::added(field, value)]));
        assert!(finds("wartend", &changed("status", "new")));
        assert!(!finds("wartend", &changed("status", "complete")) && !finds("wartend", &changed("name", "new")));
        assert!(CODED.iter().all(|field| is_coded(field)) && !is_coded("name") && !is_coded("general/store_information/name"));
        // What was followed is a value as well.
        let text = |text: &str| Some(text.to_owned());
        let set = Change::of_own("cataloginventory/item_options/backorders", None, text("0"), Follows::Website, [text("1"), None]);
        assert!(finds("rückstand", &recorded(|event| event.changing(set))));
    }

    #[test]
    fn what_is_so_or_is_not_and_the_country_of_an_address_are_found_by_their_words() {
        let changed = |field: &str, value: &str| recorded(|event| event.changing([Change::added(field, value)]));
        let on = "login_as_customer/general/enabled";
        for (field, yes, no) in [("active", "true", "false"), ("visible (de)", "true", "false"), (on, "1", "0")] {
            let (yes, no) = (changed(field, yes), changed(field, no));
            assert!(finds("ja", &yes) && !finds("nein", &yes) && finds("nein", &no) && !finds("ja", &no), "{field}");
        }
        assert!(!finds("ja", &changed("quantity", "1")) && !finds("nein", &changed("priority", "0")), "a number is a number");
        let (berlin, vienna) = ("Ada Brandt, Kai 1, 10115 Berlin, DE", "Ada Brandt, Ring 1, 1010 Wien, AT");
        let moved = recorded(|event| event.changing(Change::of("address", berlin, vienna)));
        assert!(finds("deutschland", &moved) && finds("österreich", &moved));
        assert!(!finds("deutschland", &changed("address", vienna)) && !finds("deutschland", &changed("name", berlin)));
    }

    #[test]
    fn what_a_value_followed_is_found_as_what_it_was_set_to() {
        let text = |text: &str| Some(text.to_owned());
        let set = Change::of_own("general/store_information/name", None, text("Laden"), Follows::Website, [text("Alongside"), None]);
        let event = recorded(|event| event.changing(set));
        assert!(finds("laden", &event) && finds("alongside", &event) && !finds("quay", &event));
    }
}
