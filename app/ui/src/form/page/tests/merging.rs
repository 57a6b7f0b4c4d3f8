//! What comes back from a page, on what is stored by then.

use super::*;

#[test]
fn a_form_that_does_not_say_what_its_page_showed_changes_nothing() {
    let answer = request("/account", "", form(&AS_IT_CAME));
    assert_eq!(Form::read(ACCOUNT, &answer).onto(stored(7, "Ada", true, &[])).err(), Some(Failure::Malformed));
    for junk in ["", "7", "x&first_name=Ada", "&"] {
        let answer = request("/account", "", form(&AS_IT_CAME).with(SHOWN, junk));
        assert_eq!(Form::read(ACCOUNT, &answer).onto(stored(7, "Ada", true, &[])).err(), Some(Failure::Malformed), "{junk}");
    }
}

#[test]
fn a_stale_tab_changes_only_what_was_changed_in_it() {
    // Tina opened her account twice; in the other tab she withdrew her consent. Here she changes her name and saves.
    let page = shown(stored(7, "Ada", true, &["a"]));
    let answer = sent(&page, &[("first_name", "Ida"), ("note", "one\r\ntwo"), ("assistance_allowed", "1"), ("resource", "a")]);
    let mut read = Form::read(ACCOUNT, &answer).onto(stored(8, "Ada", false, &["a", "b"])).unwrap();
    assert!(read.is_clean());
    assert_eq!(read.changed(&FIRST).map(|n| n.to_string()), Some("Ida".to_owned()));
    assert_eq!((read.changed(&CONSENT), read.get(&CONSENT)), (None, Some(false)));
    assert_eq!((read.changed(&NOTE), read.has_changed(&RIGHTS)), (None, false));
    assert_eq!(read.all(&RIGHTS), Some(["a", "b"].map(str::to_owned).into()));
    // A text that did not come back was not emptied; a box that did not come back was.
    let page = shown(stored(7, "Ada", true, &["a"]));
    let read = Form::read(ACCOUNT, &sent(&page, &[])).onto(stored(7, "Ada", true, &["a"])).unwrap();
    assert_eq!(
        [&FIRST.spec, &NOTE.spec, &COLOUR.spec, &CONSENT.spec, &RIGHTS.spec].map(|f| read.has_changed(f)),
        [false, false, false, true, true]
    );
}

#[test]
fn whoever_saves_from_an_old_page_learns_what_changed_and_saves_knowingly() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let typed = [("first_name", "Ida"), ("note", "one\r\ntwo"), ("assistance_allowed", "1"), ("resource", "a")];
    let mut told = Form::read(ACCOUNT, &sent(&page, &typed)).onto(stored(8, "Eda", true, &["a"])).unwrap();
    assert_eq!((told.is_clean(), told.status()), (false, 409));
    assert_eq!(told.get(&FIRST).map(|n| n.to_string()), Some("Ida".to_owned()));
    assert_snapshot!(markup(|| view! { {told.errors()} {told.field(&FIRST)} }), @r#"
    <div tabindex="-1" autofocus class="notice error">
    <p role="alert">Somebody else saved this meanwhile. What you typed is kept: please look at the marked fields, and save again if yours is to stand.</p>
    </div>
    <div class="field">
    <label for="first_name">First Name<span aria-hidden="true" class="required"> *</span>
    </label>
    <input id="first_name" name="first_name" type="text" value="Ida" autocomplete="off" required aria-invalid="true" aria-describedby="first_name-meanwhile">
    <p id="first_name-meanwhile" class="flaw">Meanwhile changed to: Eda</p>
    </div>
    "#);
    let mut again = Form::read(ACCOUNT, &sent(&told, &typed)).onto(stored(8, "Eda", true, &["a"])).unwrap();
    assert!(again.is_clean());
    assert_eq!(again.changed(&FIRST).map(|n| n.to_string()), Some("Ida".to_owned()));
}

#[test]
fn a_switch_says_how_often_it_was_turned() {
    let turned = |times, first: &str| stored(times, first, false, &["a"]).turned(&CONSENT, times);
    let page = shown(turned(0, "Ada"));
    let ticked = [("first_name", "Ada"), ("note", "one\r\ntwo"), ("assistance_allowed", "1"), ("resource", "a")];
    let answer = sent(&page, &ticked);
    let asked = Form::read(ACCOUNT, &answer).onto(turned(2, "Eda")).unwrap();
    assert_eq!((asked.status(), asked.meanwhile(&CONSENT).as_deref()), (409, Some("Meanwhile changed to: No")));
    assert_eq!(Form::read(ACCOUNT, &sent(&asked, &ticked)).onto(turned(2, "Eda")).unwrap().status(), 200, "who knows decides");
    assert_eq!(Form::read(ACCOUNT, &answer).onto(turned(0, "Eda")).unwrap().status(), 200, "another field is no matter of the switch");
}

#[test]
fn what_changes_between_reading_and_writing_is_merged_again() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let typed = [("first_name", "Ida"), ("note", "one\r\ntwo"), ("assistance_allowed", "1"), ("resource", "a")];
    let read = Form::read(ACCOUNT, &sent(&page, &typed)).onto(stored(7, "Ada", true, &["a"])).unwrap();
    let mut newer = read.onto(stored(8, "Ada", false, &["a"])).unwrap();
    assert_eq!((newer.changed(&FIRST).map(|n| n.to_string()), newer.get(&CONSENT)), (Some("Ida".to_owned()), Some(false)));
}

/// Of two editors of a product neither learned who the other one was.
#[test]
fn whoever_learns_what_changed_learns_who_saved_it_and_when_but_nobody_is_named_for_what_nobody_saved() {
    let page = shown(stored(7, "Ada", true, &["a"]));
    let typed = [("first_name", "Ida"), ("note", "one\r\ntwo"), ("assistance_allowed", "1"), ("resource", "a")];
    let onto =
        |typed: &[(&str, &str)], revision| Form::read(ACCOUNT, &sent(&page, typed)).onto(stored(revision, "Eda", true, &["a"])).unwrap();
    let late = onto(&typed, 8);
    assert!(late.asks_who() && late.conflict_text().unwrap().starts_with("Somebody else saved this meanwhile."));
    let told = late.saved_by("theo".to_owned(), "Mar 1, 12:00".to_owned());
    assert!(told.conflict_text().unwrap().starts_with("theo saved this meanwhile (Mar 1, 12:00). What you typed is kept"));
    assert!(!told.shown().unwrap().contains("theo"), "it does not travel in the page");
    // Merged once more, it was saved since its page was made all the same.
    assert!(told.onto(stored(8, "Oda", true, &["a"])).is_ok_and(|again| again.asks_who()));
    assert!(!onto(&typed, 7).asks_who(), "of what nobody saved nobody is named");
    // What is not in dispute is nobody's to be told of.
    let answer = onto(&AS_IT_CAME, 8);
    assert_eq!((answer.asks_who(), answer.conflict_text(), answer.status()), (false, None, 200));
}
