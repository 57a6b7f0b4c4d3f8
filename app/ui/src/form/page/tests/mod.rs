//! Forms as people meet them: what they show, what comes back, and what becomes of it.

mod coming_back;
mod merging;

use super::{
    super::{SHOWN, Snapshot},
    groups::*,
    *,
};
use crate::{
    named::HERE,
    testing::{form, markup, request, request_of},
    web::Request,
};
use domain::{
    customers::PersonName,
    failure::Failure,
    text::{Flaw, Secret, line, lines},
};
use insta::assert_snapshot;
use leptos::prelude::*;

static FIRST: Field<PersonName> = FIRST_NAME.autocomplete("off");
static NOTE: Field<String> = Field::text_area("note", |_| "Note", |text| lines(text, 200)).optional();
static CONSENT: Field<bool> = Field::check_box("assistance_allowed", |_| "Allow assistance");
static COLOUR: Field<String> = Field::choice("colour", |_| "Colour", |_| offered(&["red", "blue"]), |text| line(text, 10));
static RIGHTS: Field<String> = Field::boxes("resource", |_| "Rights", |_| offered(&["a", "b", "c"]), |text| line(text, 10));
static OWN: Field<Secret> = CURRENT_PASSWORD;
static CODE: Field<String> = Field::line("code", |_| "Code", |text| line(text, 8)).secret().optional();
static BACK: Field<String> = Field::hidden("back", |text| line(text, 80));

static ACCOUNT: Fields = &[&[&FIRST.spec, &NOTE.spec, &CONSENT.spec, &COLOUR.spec, &RIGHTS.spec], &[&OWN.spec, &CODE.spec, &BACK.spec]];

fn offered(values: &[&str]) -> Vec<(String, String)> {
    values.iter().map(|v| ((*v).to_owned(), v.to_uppercase())).collect()
}

fn stored(revision: i64, first: &str, consent: bool, rights: &[&str]) -> Snapshot {
    Snapshot::new(revision)
        .with(&FIRST, first)
        .with(&NOTE, "one\ntwo")
        .ticked(&CONSENT, consent)
        .with(&COLOUR, "green")
        .with_all(&RIGHTS, rights.iter().map(|r| (*r).to_owned()))
}

/// What comes back from a page that showed this, with what its reader made of it.
fn sent(page: &Form, pairs: &[(&str, &str)]) -> Request {
    let shown = page.shown().unwrap_or_default();
    request("/account", "", form(pairs).with(SHOWN, shown))
}

fn shown(stored: Snapshot) -> Form {
    Form::of(ACCOUNT, &request("/account", "", form(&[])), stored)
}

/// The page as it comes, with the boxes that are ticked in it.
const AS_IT_CAME: [(&str, &str); 4] = [("first_name", "Ada"), ("note", "one\r\ntwo"), ("assistance_allowed", "1"), ("resource", "a")];

fn all_of(page: &Form) -> String {
    let request = request("/account", "", form(&[]));
    markup(|| {
        let inside = view! { {page.group(ACCOUNT[0])} {page.fieldset(|_| "Verification", ACCOUNT[1])} };
        page.post(&request).class("card narrow").around(inside)
    })
}

/// It ended its area, and what came after it was markup of the page, for whoever opened the form.
#[test]
fn a_text_of_several_lines_is_text_whatever_stands_in_it() {
    let (nasty, escaped) =
        ("a &amp; b </textarea><form class=\"x\">", "a &amp;amp; b &lt;/textarea&gt;&lt;form class=&quot;x&quot;&gt;</textarea>");
    let page = shown(stored(7, "Ada", true, &["a"]).with(&NOTE, nasty));
    let refused = Form::read(ACCOUNT, &sent(&page, &[("first_name", ""), ("note", nasty)]));
    for page in [page, refused] {
        let html = all_of(&page);
        assert!(html.contains(escaped), "{html}");
        assert_eq!((html.matches("</textarea>").count(), html.matches("<form").count()), (1, 1), "{html}");
    }
}

#[test]
fn a_form_comes_out_of_its_fields() {
    let page = shown(stored(7, "Ada", true, &["a"])).hinted(&CONSENT, "Never changed").explained(&CONSENT, "What it means");
    assert_snapshot!(all_of(&page), @r#"
    <form method="post" action="/account" novalidate class="card narrow">
    <input type="hidden" name="identity" value="00000000000000000000000000000000">
    <input type="hidden" name="shown" value="7&amp;assistance_allowed=1&amp;colour=green&amp;first_name=Ada&amp;note=one%0Atwo&amp;resource=a">
    <div class="field">
    <label for="first_name">First Name<span aria-hidden="true" class="required"> *</span>
    </label>
    <input id="first_name" name="first_name" type="text" value="Ada" autocomplete="off" required>
    </div>
    <div class="field">
    <label for="note">Note</label>
    <textarea id="note" name="note" rows="3" autocomplete="off">
    one
    two</textarea>
    </div>
    <div class="field check">
    <input id="assistance_allowed" name="assistance_allowed" type="checkbox" value="1" checked aria-describedby="assistance_allowed-hint">
    <label for="assistance_allowed">Allow assistance</label>
    <details class="tooltip">
    <summary aria-label="Tooltip">?</summary>
    <p>What it means</p>
    </details>
    <p id="assistance_allowed-hint" class="hint">Never changed</p>
    </div>
    <div class="field">
    <label for="colour">Colour<span aria-hidden="true" class="required"> *</span>
    </label>
    <select id="colour" name="colour" autocomplete="off" required>
    <option value="green" selected>green</option>
    <option value="red">RED</option>
    <option value="blue">BLUE</option>
    </select>
    </div>
    <fieldset id="resource">
    <legend>Rights</legend>
    <div class="field check">
    <input id="resource-a" name="resource" type="checkbox" value="a" checked>
    <label for="resource-a">A</label>
    </div>
    <div class="field check">
    <input id="resource-b" name="resource" type="checkbox" value="b">
    <label for="resource-b">B</label>
    </div>
    <div class="field check">
    <input id="resource-c" name="resource" type="checkbox" value="c">
    <label for="resource-c">C</label>
    </div>
    </fieldset>
    <fieldset>
    <legend>Verification</legend>
    <div class="field">
    <label for="current_password">Current Password<span aria-hidden="true" class="required"> *</span>
    </label>
    <input id="current_password" name="current_password" type="password" value="" autocomplete="current-password" required>
    </div>
    <div class="field">
    <label for="code">Code</label>
    <input id="code" name="code" type="text" value="" autocomplete="off">
    </div>
    <input type="hidden" name="back" value="">
    </fieldset>
    </form>
    "#);
}

#[test]
fn what_was_typed_comes_back_with_each_error_at_its_field_and_no_secret_does() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let answer = sent(&page, &[("first_name", " "), ("note", "a\r\nb"), ("current_password", "hunter2hunter2"), ("code", "123456")]);
    let mut read = Form::read(ACCOUNT, &answer).onto(stored(7, "Ada", true, &["a"])).unwrap();
    assert_eq!(read.get(&FIRST), None);
    assert_eq!(read.get(&OWN).map(|s| s.expose().to_owned()), Some("hunter2hunter2".to_owned()));
    assert_eq!((read.is_clean(), read.status()), (false, 422));
    let html = all_of(&read);
    assert!(!html.contains("hunter2") && !html.contains("123456"), "{html}");
    assert!(html.contains("value=\" \""), "{html}");
    assert_snapshot!(markup(|| read.field(&FIRST)), @r#"
    <div class="field">
    <label for="first_name">First Name<span aria-hidden="true" class="required"> *</span>
    </label>
    <input id="first_name" name="first_name" type="text" value=" " autocomplete="off" required aria-invalid="true" aria-describedby="first_name-flaw">
    <p id="first_name-flaw" class="flaw">This is a required field.</p>
    </div>
    "#);
}

#[test]
fn what_is_wrong_is_told_above_the_form_with_a_way_to_each_field() {
    let answer = request("/account", "", form(&[("first_name", " "), ("colour", "red"), ("back", "/")]));
    let mut read = Form::read(ACCOUNT, &answer);
    assert_eq!((read.get(&FIRST), read.get(&OWN).is_none()), (None, true));
    // A field that the page does not show has no way to it.
    read.flaw(&BACK, Flaw::TooLong(80));
    assert_snapshot!(markup(|| read.errors()), @r##"
    <div tabindex="-1" autofocus class="notice error">
    <p role="alert">Please enter at most 80 characters.</p>
    <p role="alert">Please correct 2 fields below.</p>
    <ul>
    <li>
    <a href="#first_name">First Name: This is a required field.</a>
    </li>
    <li>
    <a href="#current_password">Current Password: This is a required field.</a>
    </li>
    </ul>
    </div>
    "##);
}

#[test]
fn a_country_says_what_its_region_and_its_postcode_are_to_be() {
    use super::address::PLACE;
    static FIELDS: Fields = &[PLACE];
    let read = |country: &str, postcode: &str| {
        let mut read = Form::read(FIELDS, &request("/", "", form(&[("country", country), ("region", "x"), ("postcode", postcode)])));
        read.address();
        (markup(|| read.group(PLACE)), read.advice())
    };
    let (page, advice) = read("US", "94103");
    assert!(page.contains(r#"list="region-list""#) && page.contains(r#"<option value="Alabama">"#), "{page}");
    let required: Vec<_> = advice.iter().map(|advice| (advice.field.as_str(), advice.required)).collect();
    assert_eq!(required, [("region", true), ("postcode", true)]);
    assert!(advice.iter().all(|advice| page.contains(&format!("id=\"{}-hint\"", advice.field))), "{page}");
    let (page, advice) = read("HK", "");
    assert!(page.contains("There are no postal codes in Hong Kong") && advice.iter().all(|advice| !advice.required), "{page}");
}

#[test]
fn a_disabled_box_is_shown_from_the_record_after_an_error_too() {
    // Theo has no right to the consent: the box is disabled, so no browser sends it. It must not stand there unticked.
    let page = shown(stored(7, "Ada", true, &["a"])).lock(&CONSENT);
    assert!(!page.shown().unwrap().contains("assistance_allowed"));
    let answer = sent(&page, &[("first_name", ""), ("resource", "a")]);
    let mut read = Form::read(ACCOUNT, &answer).lock(&CONSENT).onto(stored(7, "Ada", true, &["a"])).unwrap();
    assert_eq!(read.get(&FIRST), None);
    assert_snapshot!(markup(|| read.field(&CONSENT)), @r#"
    <div class="field check">
    <input id="assistance_allowed" name="assistance_allowed" type="checkbox" value="1" checked disabled>
    <label for="assistance_allowed">Allow assistance</label>
    </div>
    "#);
    // Nor is it changed by whoever sends it all the same.
    let page = shown(stored(7, "Ada", false, &["a"])).lock(&CONSENT);
    let forged = sent(&page, &[("first_name", "Ada"), ("assistance_allowed", "1"), ("resource", "a")]);
    let mut read = Form::read(ACCOUNT, &forged).lock(&CONSENT).onto(stored(7, "Ada", false, &["a"])).unwrap();
    assert_eq!((read.changed(&CONSENT), read.get(&CONSENT)), (None, Some(false)));
}

#[test]
fn who_lost_the_right_while_typing_is_told_at_the_field() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let answer = sent(&page, &[("first_name", "Ada"), ("resource", "a")]);
    let read = Form::read(ACCOUNT, &answer).lock(&CONSENT).onto(stored(7, "Ada", true, &["a"])).unwrap();
    assert_eq!((read.flaw_of(&CONSENT), read.is_filled(&CONSENT)), (Some(Flaw::NotPermitted), true));
}

#[test]
fn a_field_that_the_page_does_not_have_stays_as_it_is() {
    let page = shown(stored(7, "Ada", true, &["a"])).without(&CONSENT);
    assert!(!all_of(&page).contains("assistance_allowed"));
    let mut read = Form::read(ACCOUNT, &sent(&page, &[("first_name", "Ada"), ("resource", "a")]))
        .without(&CONSENT)
        .onto(stored(7, "Ada", true, &["a"]))
        .unwrap();
    assert_eq!((read.get(&CONSENT), read.has_changed(&CONSENT), read.is_clean()), (Some(true), false, true));
}

#[test]
fn a_flaw_that_only_the_store_knows_finds_its_field() {
    let request = request("/account", "", form(&[("first_name", "Ada")]));
    let taken = Form::read(ACCOUNT, &request).refused(Failure::Invalid("first_name", Flaw::Taken)).unwrap();
    assert_eq!((taken.flaw_of(&FIRST), taken.status()), (Some(Flaw::Taken), 422));
    // What belongs to no field of the page is told above it.
    let last = Form::read(ACCOUNT, &request).refused(Failure::Invalid("role", Flaw::LastAdministrator)).unwrap();
    assert_snapshot!(markup(|| last.errors()), @r#"
    <div tabindex="-1" autofocus class="notice error">
    <p role="alert">Nobody else would be left who holds all rights. Give them to another active user first.</p>
    </div>
    "#);
    assert_eq!(Form::read(ACCOUNT, &request).refused(Failure::Unavailable).err(), Some(Failure::Unavailable));
}

#[test]
fn what_is_no_change_of_fields_still_needs_the_page_of_this_revision() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let read = Form::read(ACCOUNT, &sent(&page, &[]));
    assert_eq!((read.unchanged(7), read.unchanged(8)), (Ok(()), Err(Failure::Stale)));
    let bare = request("/account", "", form(&[]));
    assert_eq!(Form::read(ACCOUNT, &bare).unchanged(7), Err(Failure::Malformed));
}

#[test]
fn a_page_says_of_a_field_what_only_it_knows() {
    let page = Form::new(ACCOUNT, &request("/account", "", form(&[])))
        .labelled(&FIRST, "Given name")
        .filled(&FIRST, "Ada & \"Co\"")
        .offering(&COLOUR, offered(&["green"]))
        .filled(&COLOUR, "green");
    assert!(page.shown().is_none(), "what is not there yet was not shown");
    assert_snapshot!(markup(|| view! { {page.field(&FIRST)} {page.field(&COLOUR)} }), @r#"
    <div class="field">
    <label for="first_name">Given name<span aria-hidden="true" class="required"> *</span>
    </label>
    <input id="first_name" name="first_name" type="text" value="Ada &amp; &quot;Co&quot;" autocomplete="off" required>
    </div>
    <div class="field">
    <label for="colour">Colour<span aria-hidden="true" class="required"> *</span>
    </label>
    <select id="colour" name="colour" autocomplete="off" required>
    <option value="green" selected>GREEN</option>
    </select>
    </div>
    "#);
}

#[test]
fn what_the_shop_calls_a_field_is_marked_as_a_name_wherever_the_page_says_it() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let form = Form::read(ACCOUNT, &sent(&page, &[("first_name", "")]));
    let mut form = form.labelled(&FIRST, Caption::within(format!("Of {HERE}"), "לוי <A>"));
    assert!(form.get(&FIRST).is_none());
    let (field, errors) = (markup(|| form.field(&FIRST)), markup(|| form.errors()));
    assert!(field.contains("<label for=\"first_name\">Of <bdi>לוי &lt;A&gt;</bdi>"), "{field}");
    assert!(errors.contains("Of <bdi>לוי &lt;A&gt;</bdi>: "), "{errors}");
}

#[test]
fn what_is_stored_by_now_is_told_in_words() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let answer = sent(&page, &[("first_name", "Ada"), ("colour", "red"), ("resource", "a"), ("assistance_allowed", "1")]);
    let read = Form::read(ACCOUNT, &answer).onto(stored(8, "Ada", true, &["a"]).with(&COLOUR, "blue")).unwrap();
    assert!(markup(|| read.field(&COLOUR)).contains("Meanwhile changed to: BLUE"));
    let read = Form::read(ACCOUNT, &answer).onto(stored(8, "Ada", true, &["a"]).with(&COLOUR, "")).unwrap();
    assert!(markup(|| read.field(&COLOUR)).contains("Meanwhile changed to: –"));
}

#[test]
fn a_new_password_is_typed_twice_the_same() {
    static NEW: Fields = &[&[&PASSWORD.spec, &PASSWORD_AGAIN.spec]];
    let read = |one: &str, two: &str| {
        let mut read = Form::read(NEW, &request("/", "", form(&[("password", one), ("password_again", two)])));
        (read.new_password().is_some(), read.flaw_of(&PASSWORD), read.flaw_of(&PASSWORD_AGAIN))
    };
    assert_eq!(read("correct horse", "correct horse"), (true, None, None));
    assert_eq!(read("correct horse", "correct hoarse"), (false, None, Some(Flaw::Differs)));
    assert_eq!(read("short", "short"), (false, Some(Flaw::TooShort(10)), None));
    assert_eq!(read("", ""), (false, Some(Flaw::Required), None));
}

#[test]
fn each_field_knows_what_somebody_might_send() {
    assert_eq!(
        examples(ACCOUNT),
        [
            ("first_name", "Ada"),
            ("note", "One line\nand another"),
            ("assistance_allowed", "1"),
            ("colour", "red"),
            ("resource", "a"),
            ("current_password", "correct horse battery"),
            ("code", "Example"),
            ("back", ""),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    );
}
