//! That what is said can be said in every language, in the words that each has fixed, and that nothing else is kept.

use super::*;
use crate::files_of_texts::{Texts, all};
use domain::{config::FIELDS, ids::ProductId};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Every file below a folder that ends like this, and what is in it.
pub(super) fn files(folder: &Path, end: &str) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => files(&path, end),
            false if path.to_string_lossy().ends_with(end) => vec![(path.clone(), fs::read_to_string(path).unwrap())],
            false => Vec::new(),
        })
        .collect()
}

pub(super) fn app() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn languages() -> Vec<(String, Texts)> {
    all(&app().join("locales")).unwrap()
}

/// The keys of every text. That all languages have the same is what the build holds.
fn keys() -> BTreeSet<String> {
    languages()[0].1.keys().map(|(group, name)| format!("{group}.{name}")).collect()
}

/// All code of the pages and of the command line in one, without white space, so that a call over two lines is found as well.
fn code() -> String {
    let server = app().with_file_name("server").join("src");
    files(&app(), ".rs").into_iter().chain(files(&server, ".rs")).map(|(_, text)| text.split_whitespace().collect::<String>()).collect()
}

fn is_called(code: &str, key: &str) -> bool {
    code.match_indices(&format!(",{key}")).any(|(at, found)| code[at + found.len()..].starts_with([',', ')']))
}

fn unused(keys: BTreeSet<String>, code: &str) -> Vec<String> {
    let is_unused = |key: &String| {
        let (group, name) = key.rsplit_once('.').unwrap();
        let by_name = match NAMED.iter().find(|(g, _)| *g == group) {
            Some((_, names)) => names.contains(&name),
            // What the record keeps by codes that are no enum's, and what commands are called.
            None => code.contains(&format!("find(language,{group:?},")),
        };
        let plural = key.rsplit_once('_').map_or(key.as_str(), |(base, _)| base);
        !by_name && !is_called(code, key) && !is_called(code, plural)
    };
    keys.into_iter().filter(is_unused).collect()
}

#[test]
fn every_language_has_its_translations_and_so_has_the_one_that_nobody_speaks() {
    assert!(Language::ALL.iter().chain([&Language::Pseudo]).all(|l| l.tag().parse() == Ok(locale(*l))));
    assert_eq!(t!(Language::Pseudo, backoffice.skip), "[Škíp ţö çöñţéñţ ~~~~~]");
    assert_eq!(t!(Language::Pseudo, common.flaw.too_long, most = 7).matches('7').count(), 1, "what it is told stays what it is");
}

#[test]
fn every_variant_has_its_text_in_every_language() {
    let (keys, code) = (keys(), code());
    for (group, names) in NAMED {
        for (name, language) in names.iter().flat_map(|n| Language::ALL.map(|l| (n, l))) {
            let key = format!("{group}.{name}");
            assert!(keys.contains(&key) || keys.contains(&format!("{key}_other")), "no file in app/locales has `{key}`");
            let given = find(language, group, name).is_some() || is_called(&code, &key);
            assert!(given, "`{key}` takes arguments, and nothing gives them");
        }
    }
    for field in FIELDS.iter().filter(|f| f.default.is_none()) {
        let key = format!("config.system_value.{}", field.setting.into_str());
        assert!(keys.contains(&key), "no file in app/locales has `{key}`");
    }
}

/// Both were "Own sessions ended", and whoever chose one of them had the other one's events in half of his tries.
#[test]
fn no_two_actions_and_no_two_groups_of_actions_are_called_the_same() {
    for language in Language::ALL {
        let actions: BTreeSet<&str> = Action::ALL.into_iter().map(|of| action(language, of)).collect();
        let groups: BTreeSet<&str> = audit::Group::ALL.into_iter().map(|of| action_group(language, of)).collect();
        assert_eq!((actions.len(), groups.len()), (Action::ALL.len(), audit::Group::ALL.len()), "{}: {actions:#?}", language.tag());
    }
}

#[test]
fn every_text_is_used() {
    let (mut keys, code) = (keys(), code());
    assert_eq!(unused(keys.clone(), &code), Vec::<String>::new());
    let vain = ["audit.action.sneezed", "common.form.nobody_asks"].map(str::to_owned);
    keys.extend(vain.clone());
    assert_eq!(unused(keys, &code), vain, "what nobody asks for is found");
}

/// A folder of two languages with one file each, and what the build would say to it.
fn built(english: &str, german: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("languages.txt"), "en English\nde Deutsch\n").unwrap();
    for (tag, text) in [("en", english), ("de", german)] {
        fs::create_dir(folder.path().join(tag)).unwrap();
        fs::write(folder.path().join(tag).join("shop.json"), text).unwrap();
    }
    let built = all(folder.path());
    built.map_or_else(|error| error.to_string(), |languages| format!("{} texts", languages[1].1.len()))
}

#[test]
fn a_text_that_a_language_lacks_or_says_of_other_things_stops_the_build() {
    let english = r#"{"greeting": "Hello {{ name }}", "pieces_one": "{{ count }} piece", "pieces_other": "{{ count }} pieces"}"#;
    for (german, said) in [
        (english, "3 texts"),
        // A language has the forms that it needs.
        (r#"{"greeting": "Hallo {{ name }}", "pieces_other": "{{ count }} Stück"}"#, "2 texts"),
        (r#"{"greeting": "Hallo {{ name }}"}"#, "app/locales/de/shop.json has no `pieces`, which app/locales/en/shop.json has"),
        (
            r#"{"greeting": "Hallo {{ name }}", "pieces_other": "{{ count }} Stück", "farewell": "Tschüs"}"#,
            "app/locales/en/shop.json has no `farewell`, which app/locales/de/shop.json has",
        ),
        (
            r#"{"greeting": "Hallo {{ nome }}", "pieces_other": "{{ count }} Stück"}"#,
            "`greeting` in app/locales/de/shop.json takes {\"nome\"}, but {\"name\"} in en",
        ),
        (r#"{"greeting": "Hallo", "pieces_other": "Stück"}"#, "`greeting` in app/locales/de/shop.json takes {}, but {\"name\"} in en"),
        (
            r#"{"greeting": "Hallo {{ name }} {shop.gone}", "pieces_other": "{{ count }} Stück"}"#,
            "`shop.greeting` of app/locales/de names `shop.gone`, and no plain text has that key",
        ),
        (
            r#"{"greeting": "Hallo {{ name }} {shop.pieces_other}", "pieces_other": "{{ count }} Stück"}"#,
            "`shop.greeting` of app/locales/de names `shop.pieces_other`, and no plain text has that key",
        ),
        (r#"{"greeting": " ", "pieces_other": "{{ count }} Stück"}"#, "the text of `shop.greeting` is empty"),
    ] {
        assert_eq!(built(english, german), said, "{german}");
    }
}

/// Taken together the forms of a plural said all that English says, and one of them did not say of whom.
#[test]
fn each_form_of_a_plural_says_all_that_the_others_say() {
    let english = r#"{"pieces_one": "One piece of {{ name }}", "pieces_other": "{{ count }} pieces of {{ name }}"}"#;
    assert_eq!(built(english, english), "2 texts", "one is said in words");
    for (german, lacking, says) in [
        (r#"{"pieces_one": "Ein Stück", "pieces_other": "{{ count }} Stück von {{ name }}"}"#, "pieces_one", "{}"),
        (r#"{"pieces_one": "{{ count }} Stück von {{ name }}", "pieces_other": "Stücke von {{ name }}"}"#, "pieces_other", "{\"name\"}"),
    ] {
        let said = format!("`shop.{lacking}` of app/locales/de takes {says}, and another form of it more");
        assert_eq!(built(english, german), said, "{german}");
    }
}

#[test]
fn what_pages_say_is_named_by_its_key_and_is_the_same_in_every_language() {
    let english = r#"{"save": "Save", "drop": "Drop", "step": "Click {shop.save}"}"#;
    assert_eq!(built(english, r#"{"save": "Sichern", "drop": "Weg", "step": "Auf {shop.save} klicken"}"#), "3 texts");
    let other = built(english, r#"{"save": "Sichern", "drop": "Weg", "step": "Auf {shop.drop} klicken"}"#);
    assert_eq!(other, "`step` in app/locales/de/shop.json takes {\"shop.drop\"}, but {\"shop.save\"} in en");
}

#[test]
fn a_language_has_each_file_and_no_folder_is_without_a_language() {
    let folder = tempfile::tempdir().unwrap();
    let make = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let said = || all(folder.path()).map_or_else(|error| error.to_string(), |languages| format!("{} languages", languages.len()));
    make("languages.txt", "en English\nde Deutsch\n");
    make("en/shop.json", r#"{"title": "Shop"}"#);
    make("en/cart.json", r#"{"title": "Cart"}"#);
    make("de/shop.json", r#"{"title": "Laden"}"#);
    assert!(said().starts_with("app/locales/de must have a file for each of"), "{}", said());
    make("de/cart.json", r#"{"title": "Warenkorb"}"#);
    assert_eq!(said(), "2 languages");
    make("fr/shop.json", r#"{"title": "Boutique"}"#);
    assert!(said().starts_with("app/locales has {\"fr\"}"), "{}", said());
}

/// A language's fixed words: of each row what English calls it, what it is called here, and what it is not called.
struct Glossary {
    rows: Vec<[Vec<String>; 3]>,
    /// The keys of texts that are not held to it: they stand in backticks outside the table, with the reason.
    excepted: BTreeSet<String>,
}

impl Glossary {
    fn of(tag: &str) -> Self {
        let document = fs::read_to_string(app().join("locales").join(tag).join("GLOSSARY.md")).unwrap();
        // The first table; what follows it tells why.
        let is_row = |line: &&str| line.starts_with('|');
        let table = document.lines().skip_while(|line| !is_row(line)).take_while(is_row).skip(2);
        let rows = table.map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(|cell| {
                let words = cell.split([',', ';']).map(|word| word.trim().to_owned());
                words.filter(|word| !word.is_empty()).collect::<Vec<_>>()
            });
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        });
        let outside = document.lines().filter(|line| !is_row(line)).flat_map(|line| line.split('`').skip(1).step_by(2));
        Self { rows: rows.collect(), excepted: outside.map(str::to_owned).collect() }
    }
}

/// Whether a text has this word or words, as a whole.
fn says(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let is_end = |beside: Option<char>| beside.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(&word).any(|(at, _)| is_end(text[..at].chars().next_back()) && is_end(text[at + word.len()..].chars().next()))
}

/// A text without its arguments, and without what it names by keys.
fn worded(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default();
    std::iter::once(first).chain(parts.filter_map(|part| part.rsplit_once('}').map(|(_, rest)| rest))).collect()
}

/// The words of a text that the glossary has another for. A word that stands for something else that English speaks of is right there.
fn wrong(glossary: &Glossary, english: &str, text: &str) -> Vec<String> {
    let is_meant = |row: &&[Vec<String>; 3]| row[0].iter().any(|word| says(english, word) || says(english, &format!("{word}s")));
    let meant: Vec<_> = glossary.rows.iter().filter(is_meant).collect();
    let is_right = |not: &str| meant.iter().any(|row| row[1].iter().any(|word| says(word, not)));
    let wrong = meant.iter().flat_map(|row| row[2].iter()).filter(|not| says(text, not) && !is_right(not));
    wrong.cloned().collect()
}

#[test]
fn a_number_has_the_form_of_its_language() {
    let records = |language, count: i64| t!(language, common.table.records, count = count, number = crate::format::number(language, count));
    let said = |count| Language::ALL.map(|language| records(language, count));
    assert_eq!(said(1), ["1 record", "1 Eintrag", "1 registro", "1 record", "1 regel", "1 post"]);
    assert_eq!(said(0)[..3], ["0 records", "0 Einträge", "0 registros"]);
    // Where a million is a noun, what it is of is said so.
    let million = ["1,000,000 records", "1.000.000 Einträge", "1.000.000 de registros", "1.000.000 di record", "1.000.000 regels"];
    assert_eq!(said(1_000_000)[..5], million);
    assert_eq!(said(1_000_000)[5].replace('\u{a0}', " "), "1 000 000 poster");
    assert!(flaw(Language::De, Flaw::MostIs(10_000)).ends_with(": 10.000."), "{}", flaw(Language::De, Flaw::MostIs(10_000)));
}

#[test]
fn an_amount_of_a_file_is_asked_for_as_files_have_it_and_not_as_its_reader_writes_numbers() {
    for language in Language::ALL {
        let told = trouble(language, &Trouble::Cell("price", Flaw::NotAnAmount));
        assert!(told.starts_with("price: ") && told.contains("1234.50") && !told.contains(&flaw(language, Flaw::NotAnAmount)), "{told}");
    }
}

#[test]
fn each_glossary_fixes_what_the_first_does_in_its_order() {
    let of = |tag: &str| Glossary::of(tag).rows.into_iter().flat_map(|[english, ..]| english).collect::<Vec<_>>();
    let languages = languages();
    let (first, others) = languages.split_first().unwrap();
    let wanted = of(&first.0);
    assert!(wanted.len() > 10);
    for (tag, _) in others {
        // It may have more of its own.
        let mut there = of(tag).into_iter();
        let missing: Vec<_> = wanted.iter().filter(|word| !there.any(|other| other == **word)).collect();
        assert!(missing.is_empty(), "{tag} has none of these, or not in their order: {missing:?}");
    }
}

#[test]
fn what_has_a_fixed_word_is_called_by_no_other() {
    let languages = languages();
    let (first, others) = languages.split_first().unwrap();
    let mut told = Vec::new();
    for (tag, texts) in others {
        let glossary = Glossary::of(tag);
        let mut excepted = glossary.excepted.clone();
        for (key, text) in texts {
            let Some(english) = first.1.get(key) else { continue };
            let (wrong, key) = (wrong(&glossary, &worded(english), &worded(text)), format!("{}.{}", key.0, key.1));
            if !wrong.is_empty() && !excepted.remove(&key) {
                told.push(format!("{tag} {key} says {wrong:?}: {text}"));
            }
        }
        told.extend(excepted.iter().map(|key| format!("{tag}: `{key}` needs no exception")));
    }
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_word_is_wrong_where_it_stands_for_what_has_another() {
    let row = |cells: [&str; 3]| cells.map(|cell| cell.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>());
    let rows = vec![row(["customer", "cliente", "usuario"]), row(["user", "usuario", "empleado"])];
    let glossary = Glossary { rows, excepted: BTreeSet::new() };
    assert_eq!(wrong(&glossary, "All Customers", "Todos los Usuarios, un usuario"), ["usuario"]);
    assert_eq!(wrong(&glossary, "All Customers", "Todos los usuarios"), Vec::<String>::new(), "another word");
    assert_eq!(wrong(&glossary, "The user is logged in as a customer", "El usuario"), Vec::<String>::new(), "of the user");
    assert_eq!(wrong(&glossary, "Delete", "Eliminar usuario"), Vec::<String>::new(), "English speaks of none");
    assert_eq!(worded("Hello {{ name }}, and {{ other }}!"), "Hello , and !");
    assert_eq!(worded("{shop.save} saves, and {shop.user}"), " saves, and ");
}

/// How nobody is addressed: each language has chosen one way, which its glossary tells.
const OTHERWISE: [(&str, &[&str]); 5] = [
    ("de", &["du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "euch", "euer", "eure"]),
    ("es", &["tú", "tu", "tus", "te", "ti", "contigo", "vosotros", "vuestro", "vuestra"]),
    ("it", &["voi", "vostro", "vostra", "la preghiamo"]),
    ("nl", &["je", "jij", "jou", "jouw", "jullie"]),
    ("sv", &["ni", "ert"]),
];

#[test]
fn everybody_is_addressed_in_one_way_in_texts_and_in_the_demo_shop() {
    let demo = app().with_file_name("server").join("src/demo/catalog");
    let mut told = Vec::new();
    for (tag, texts) in languages() {
        let Some((_, words)) = OTHERWISE.iter().find(|(of, _)| *of == tag) else { continue };
        let shop = fs::read_to_string(demo.join(format!("{tag}.toml"))).unwrap();
        let keyed = texts.iter().map(|(key, text)| (format!("{}.{}", key.0, key.1), worded(text)));
        let lines = shop.lines().map(|line| ("the demo shop".to_owned(), line.to_owned()));
        for (key, text) in keyed.chain(lines) {
            told.extend(words.iter().filter(|word| says(&text, word)).map(|word| format!("{tag} {key} says {word}: {text}")));
        }
    }
    assert!(told.is_empty(), "{told:#?}");
    assert!(says("Haben Sie dein Passwort?", "dein") && OTHERWISE.len() + 1 == Language::ALL.len(), "each but English");
}

/// Two signs stood for one, and whoever looks for a text finds only what is written with his.
#[test]
fn an_apostrophe_is_the_same_sign_in_all_texts_of_a_language() {
    let has = |text: &str, sign: char| {
        let parts: Vec<&str> = text.split(sign).collect();
        parts.windows(2).any(|pair| pair[0].ends_with(char::is_alphabetic) && pair[1].starts_with(char::is_alphabetic))
    };
    assert!(has("l'elenco", '\'') && !has("l'elenco", '’') && !has("named 'a'", '\''));
    for (tag, texts) in languages() {
        let other = if tag == "en" { '’' } else { '\'' };
        let told: Vec<&String> = texts.values().filter(|text| has(text, other)).collect();
        assert!(told.is_empty(), "{tag}: {told:#?}");
    }
}

#[test]
fn what_is_left_behind_of_a_cart_is_named_each_once_and_of_many_the_first() {
    let left: Vec<(ProductId, u32)> = (1..=7_u32).map(|n| (format!("{n:032x}").parse().unwrap(), n)).collect();
    let said = |count: usize, names: &[&str]| {
        let notice = Notice::CartLeftBehind(LeftBehind::of(&left[..count], false).unwrap());
        assert_eq!(Notice::from_cookie(&notice.to_cookie()), Some(notice));
        notice_in_lines(&Told { notice, name: names.join("\n") })
    };
    assert!(LeftBehind::of(&[], true).is_none(), "where all fits nothing is said");
    assert_eq!(said(1, &["Harbour Mug"])[1], "Left behind: Harbour Mug.");
    assert_eq!(said(2, &["Mug", "Mug"])[1], "Left behind: Mug.");
    let many = said(7, &["A", "B", "C", "D", "E"]);
    assert!(many[0].starts_with("28 pieces"), "{many:?}");
    assert!(many[1].starts_with("Left behind: A, B, C, D, E") && many[1].ends_with("and 2 more."), "{many:?}");
    assert_eq!(said(7, &[]).len(), 1, "of what has no name any more it is said how much there was");
}

fn notice_in_lines(told: &Told) -> Vec<String> {
    notice(Language::En, told).lines().map(str::to_owned).collect()
}
