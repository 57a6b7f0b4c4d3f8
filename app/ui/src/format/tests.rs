use super::*;
use domain::{config::TIME_ZONES, money::Currency};

#[test]
fn a_day_is_told_with_its_place_in_the_week() {
    let told = |language| weekday(language, "2026-12-01".parse().unwrap());
    assert_eq!((told(Language::En), told(Language::De)), ("Tue, Dec 1".to_owned(), "Di., 01.12.".to_owned()));
}

#[test]
fn money_and_numbers_are_written_as_the_reader_writes_them() {
    let sum = Money::new(123_456, Currency::USD);
    assert_eq!(money("en", sum), "$1,234.56");
    assert_eq!(money("de", sum), "1.234,56\u{a0}$");
    assert_eq!(money("en", Money::new(5, Currency::EUR)), "€0.05");
    assert_eq!(money("en", Money::new(-150, Currency::USD)), "-$1.50");
    // As in Austria, and in Switzerland.
    assert_eq!(money("de-AT", sum), "$\u{a0}1\u{a0}234,56");
    assert_eq!(money("de-CH", Money::new(123_456, Currency::CHF)), "CHF\u{a0}1'234.56");
    // No cents, and three decimals.
    assert_eq!(money("de", Money::new(1500, Currency::JPY)), "1.500\u{a0}¥");
    assert_eq!(money("en", Money::new(1234, Currency::KWD)), "KWD\u{a0}1.234");
    assert_eq!((number(Language::En, 12_345), number(Language::De, 12_345)), ("12,345".to_owned(), "12.345".to_owned()));
    for (tag, written) in [
        ("es", "1234,56\u{a0}€"),
        ("it", "1234,56\u{a0}€"),
        ("nl", "€\u{a0}1.234,56"),
        ("sv", "1\u{a0}234,56\u{a0}€"),
        ("en-XA", "€1,234.56"),
    ] {
        assert_eq!(money(tag, Money::new(123_456, Currency::EUR)), written, "{tag}");
    }
}

#[test]
fn what_is_typed_has_the_signs_of_its_language() {
    let of = |tag| signs(Language::from_tag(tag).unwrap());
    assert_eq!(of("en"), Signs { decimal: '.', group: ',' });
    assert_eq!(of("de"), Signs { decimal: ',', group: '.' });
    for tag in ["es", "it", "nl"] {
        assert_eq!(of(tag), Signs { decimal: ',', group: '.' }, "{tag}");
    }
    assert_eq!(of("sv"), Signs { decimal: ',', group: '\u{a0}' });
    // Nobody types a blank that does not break.
    assert_eq!(Money::read("1 234,50", Currency::EUR, of("sv")).map(Money::minor), Ok(123_450));
}

#[test]
fn each_language_has_its_alphabet_and_its_way_to_list_things() {
    let words = |language| {
        let words = ["Zebra", "Öl", "Ost", "Äpfel", "ñu", "nz"].map(str::to_owned).to_vec();
        in_order(language, words, String::as_str).join(" ")
    };
    assert_eq!(words(Language::De), "Äpfel ñu nz Öl Ost Zebra");
    assert_eq!(words(Language::Sv), "ñu nz Ost Zebra Äpfel Öl", "after z");
    assert_eq!(words(Language::Es), "Äpfel nz ñu Öl Ost Zebra", "after n");
    let names = ["Ada", "Ben", "Isa"].map(str::to_owned);
    let all = Language::ALL.map(|language| list(language.tag(), &names));
    assert_eq!(
        all,
        ["Ada, Ben, and Isa", "Ada, Ben und Isa", "Ada, Ben e Isa", "Ada, Ben e Isa", "Ada, Ben en Isa", "Ada, Ben och Isa"],
        "Spanish says e before an i"
    );
    assert_eq!((list("nl", &names[..1]), list("nl", &[])), ("Ada".to_owned(), String::new()));
    let krona = |language| currency(language, "SEK");
    assert_eq!((krona(Language::It), krona(Language::Sv)), (Some("corona svedese".to_owned()), Some("svensk krona".to_owned())));
    assert_eq!(currency(Language::En, "nothing"), None);
    let place = |language, wanted: &str| countries(language).iter().position(|(code, _)| code == wanted).unwrap();
    assert!(place(Language::Sv, "AT") > place(Language::Sv, "ZW") && place(Language::De, "AT") < place(Language::De, "ZW"));
}

#[test]
fn sizes_and_parts_have_one_decimal_while_it_says_something() {
    assert_eq!((bytes(Language::En, 12_340), bytes(Language::De, 1_250_000)), ("12.3\u{a0}kB".to_owned(), "1,3\u{a0}MB".to_owned()));
    assert_eq!([99_460, 1_024_000_000].map(|n| bytes(Language::En, n)), ["99.5\u{a0}kB", "1,024\u{a0}MB"]);
    let thirds = Language::ALL.map(|language| percent(language, 1, 3));
    assert_eq!(thirds, ["33.3%", "33,3\u{a0}%", "33,3\u{a0}%", "33,3%", "33,3%", "33,3\u{a0}%"], "a blank where it is written with one");
    assert_eq!(percent(Language::De, 0, 0), "\u{2013}");
}

#[test]
fn a_day_begins_and_ends_in_its_zone_and_the_last_one_has_no_end() {
    let millis = |text| day("Europe/Berlin", text).map(|(begin, end)| (begin.millis(), end.millis()));
    assert_eq!(millis("2026-11-21"), Some((1_795_215_600_000, 1_795_302_000_000)));
    assert_eq!(millis("9999-12-31").map(|(_, end)| end), Some(i64::MAX));
    assert_eq!((millis("2026-13-45"), millis("nonsense")), (None, None));
    let days = [1_795_215_599_999, 1_795_215_600_000].map(|at| day_of("Europe/Berlin", Moment::from_millis(at)));
    assert_eq!(days, ["2026-11-20", "2026-11-21"]);
}

#[test]
fn every_time_zone_that_can_be_chosen_is_known() {
    assert!(TIME_ZONES.iter().all(|name| TimeZone::get(name).is_ok()));
    assert!(TIME_ZONES.iter().count() > 400 && TIME_ZONES.iter().any(|zone| zone == "Asia/Kolkata"));
}

#[test]
fn a_moment_is_shown_in_the_shops_zone() {
    let at = Moment::from_millis(1_795_257_000_000);
    assert_eq!(machine_time(at), "2026-11-21T10:30:00.000Z");
    assert!(time(Language::De, "Europe/Berlin", at).contains("21.11.2026"));
    assert!(time(Language::De, "Europe/Berlin", at).contains("11:30"));
    assert!(time(Language::En, "America/New_York", at).contains("5:30"));
    let later = Moment::from_millis(1_795_257_042_000);
    assert!(time(Language::De, "UTC", later).ends_with("10:30:42") && minute(Language::De, "UTC", later).ends_with("10:30"));
}

#[test]
fn a_moment_by_itself_says_how_far_its_clock_is_from_utc() {
    let (winter, summer) = (Moment::from_millis(1_795_257_000_000), Moment::from_millis(1_782_000_000_000));
    let told = |zone, at| minute_and_zone(Language::De, zone, at).split_once('\u{a0}').map(|(_, zone)| zone.to_owned()).unwrap();
    assert_eq!([told("Europe/Berlin", winter), told("Europe/Berlin", summer)], ["UTC+1", "UTC+2"]);
    let others = ["UTC", "America/New_York", "Asia/Kolkata"].map(|zone| told(zone, winter));
    assert_eq!(others, ["UTC", "UTC\u{2212}5", "UTC+5:30"]);
    assert!(time_and_zone(Language::De, "UTC", winter).ends_with("10:30:00\u{a0}UTC"));
}

#[test]
fn a_moment_in_short_has_no_seconds_and_no_year_that_everybody_knows() {
    let day = 24 * 60 * 60 * 1_000;
    let (at, now) = (Moment::from_millis(1_795_257_000_000), Moment::from_millis(1_795_257_000_000 + day));
    let short = short_time(Language::De, "Europe/Berlin", at, now);
    assert!(short.contains("11:30") && !short.contains("11:30:") && !short.contains("2026"), "{short}");
    let of_old = short_time(Language::De, "Europe/Berlin", at, Moment::from_millis(1_795_257_000_000 + 60 * day));
    assert!(of_old.contains("11:30") && !of_old.contains("11:30:") && of_old.contains("2026"), "{of_old}");
}
