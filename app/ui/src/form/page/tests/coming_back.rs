//! What a page showed, and what was typed into it, is there again.

use super::*;

#[test]
fn what_a_page_showed_comes_back_as_it_was_whatever_it_holds() {
    for text in ["", "a&b=c+d%20é 𝔄", "\r\n\n one \r two \n", "7&first_name=Eve", "\0"] {
        let page = shown(stored(7, text, false, &["b", "a"]).with(&NOTE, text));
        // A browser sends each line's end in its own way.
        let typed = text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
        let answer = sent(&page, &[("first_name", &typed), ("note", &typed), ("colour", "green"), ("resource", "a"), ("resource", "b")]);
        let read = Form::read(ACCOUNT, &answer).onto(stored(7, text, false, &["b", "a"]).with(&NOTE, text)).unwrap();
        assert!(ACCOUNT.iter().flat_map(|group| group.iter()).all(|field| !read.has_changed(field)), "{text:?}");
    }
}

#[test]
fn a_failure_page_offers_the_request_again_with_what_the_form_declares_and_no_secret() {
    let offered = |pairs: &[(&str, &str)], failure| {
        let request = request_of("/account", "", form(pairs), ACCOUNT);
        markup(|| again(&request, &failure))
    };
    let sent = [("identity", "i"), ("shown", "7&"), ("begun", "0&colour=red"), ("first_name", "Ada")];
    assert_snapshot!(offered(&sent, Failure::OutcomeUnknown), @r#"
    <form method="post" action="/account">
    <input type="hidden" name="identity" value="i">
    <input type="hidden" name="shown" value="7&amp;">
    <input type="hidden" name="begun" value="0&amp;colour=red">
    <input type="hidden" name="first_name" value="Ada">
    <input type="hidden" name="repeats" value="request-1">
    <button class="button">Try again</button>
    </form>
    "#);
    let with_secret = offered(&[("first_name", "Ada"), ("current_password", "hunter2hunter2")], Failure::Unavailable);
    assert!(with_secret.contains("Back to the form") && with_secret.contains("Ada") && !with_secret.contains("hunter2"), "{with_secret}");
    // Without its code it would be another request, and nobody says what an undeclared name means.
    assert_eq!(offered(&[("first_name", "Ada"), ("code", "123456")], Failure::Unavailable), "");
    assert_eq!(offered(&[("first_name", "Ada"), ("pin", "1234")], Failure::Unavailable), "");
    assert_eq!(offered(&[("first_name", "Ada")], Failure::Stale), "");
}

#[test]
fn what_was_typed_before_somebody_else_was_asking_is_shown_again_and_done_for_nobody() {
    let pairs = form(&[
        ("identity", "somebody else's"),
        ("shown", "7&"),
        ("begun", "0&colour=red"),
        ("first_name", "Ada"),
        ("current_password", "hunter2hunter2"),
        ("pin", "1"),
    ]);
    let request = request_of("/account", "", pairs, ACCOUNT);
    assert_snapshot!(markup(|| again(&request, &Failure::IdentityChanged)), @r#"
    <form method="post" action="/account" novalidate class="">
    <input type="hidden" name="identity" value="00000000000000000000000000000000">
    <input type="hidden" name="shown" value="7&amp;">
    <input type="hidden" name="begun" value="0&amp;colour=red">
    <input type="hidden" name="first_name" value="Ada">
    <input type="hidden" name="draft" value="1">
    <button class="button">Back to the form</button>
    </form>
    "#);
    let draft = request_of("/account", "", form(&[("first_name", "Eve"), ("draft", "1")]), ACCOUNT);
    let read = Form::read(ACCOUNT, &draft);
    assert!(!read.is_clean() && read.status() == 200 && read.value(&FIRST) == "Eve");
    // Its page says that it was made of that: what guards it has nothing else to go by.
    let says = |page: &Form| all_of(page).contains(" data-typed=\"1\"");
    assert!(says(&read) && !says(&Form::new(ACCOUNT, &draft)));
}
