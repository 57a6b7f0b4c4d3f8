//! Actions and their codes.

use super::*;
use std::collections::BTreeSet;

#[test]
fn each_action_has_a_code_of_its_own() {
    let codes: BTreeSet<&str> = Action::ALL.iter().map(|a| a.code()).collect();
    assert_eq!(codes.len(), Action::ALL.len());
    assert!(Action::ALL.iter().all(|a| Action::from_code(a.code()) == Some(*a)));
}

#[test]
fn what_was_refused_or_failed_is_known_as_that() {
    let refusals: Vec<Action> = Action::ALL.into_iter().filter(|a| a.is_failure()).collect();
    let expected = [
        Action::StaffSignInRefused,
        Action::CustomerSignInRefused,
        Action::MailFailed,
        Action::MailUnconfirmed,
        Action::AssistanceRefused,
        Action::AssistanceAlarm,
        Action::ImportFailed,
        Action::AccessDenied,
        Action::ArchiveBroken,
    ];
    assert_eq!(refusals, expected);
}
