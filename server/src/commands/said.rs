//! What went wrong, in the language of whoever types. What the system or the database says of it stands below that in its own words.

use crate::{app::CannotStart, archive::Broken, settings::Wrong};
use domain::stores::Language;
use std::{error::Error, io};
use store::StoreError;
use ui::{t, words};

pub(super) fn said(language: Language, error: &(dyn Error + 'static)) -> String {
    if let Some(wrong) = error.downcast_ref::<Wrong>() {
        wrong.said(language)
    } else if let Some(error) = error.downcast_ref::<StoreError>() {
        store(language, error)
    } else if let Some(error) = error.downcast_ref::<CannotStart>() {
        match error {
            CannotStart::Settings(wrong) => wrong.said(language),
            CannotStart::Store(error) => store(language, error),
            CannotStart::Calls(_) => error.to_string(),
        }
    } else if let Some(error) = error.downcast_ref::<Broken>() {
        match error {
            Broken::Store(error) => store(language, error),
            Broken::Changed(day) => t!(language, cli.error.day_changed, day = day.as_str()),
            Broken::Disk(why) => system(language, why),
        }
    } else if let Some(why) = error.downcast_ref::<io::Error>() {
        system(language, why)
    } else {
        error.to_string()
    }
}

/// What the system says of its files and lines, where nothing more is known of what it was for.
fn system(language: Language, why: &io::Error) -> String {
    words::detailed(language, t!(language, cli.error.system), &why.to_string())
}

/// What the store says.
pub(super) fn store(language: Language, error: &StoreError) -> String {
    let detailed = |sentence: &str, why: &str| words::detailed(language, sentence, why);
    match error {
        StoreError::Invalid(field, flaw) => format!("{field}: {}", words::flaw(language, *flaw)),
        StoreError::NotFound => t!(language, cli.store.not_found).to_owned(),
        StoreError::InUse => t!(language, cli.store.in_use).to_owned(),
        StoreError::Damaged(why) => detailed(t!(language, cli.store.damaged), why),
        StoreError::NotConverted(why) => detailed(t!(language, cli.store.not_converted), why),
        StoreError::KeyFile(file, why) => detailed(&t!(language, cli.error.cannot_read, what = file.as_str()), why),
        StoreError::NotAKey(file) => t!(language, cli.store.no_key, file = file.as_str()),
        StoreError::Newer { found, known } => t!(language, cli.store.newer, found = *found, known = *known),
        StoreError::Altered(number) => t!(language, cli.store.altered, number = *number),
        StoreError::Unavailable(why) => detailed(t!(language, cli.store.unavailable), why),
        StoreError::Unreadable(why) | StoreError::Other(why) => detailed(t!(language, cli.store.failed), why),
        StoreError::Conflict
        | StoreError::Stale
        | StoreError::Refused(_)
        | StoreError::SignedOut
        | StoreError::Busy
        | StoreError::TimedOut
        | StoreError::OutcomeUnknown => t!(language, cli.store.not_now).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Flaw;
    use std::collections::BTreeSet;

    #[test]
    fn what_the_store_says_is_said_in_every_language() {
        let why = || "why".to_owned();
        for error in [
            StoreError::Invalid("user_name", Flaw::Taken),
            StoreError::NotFound,
            StoreError::InUse,
            StoreError::Damaged(why()),
            StoreError::NotConverted(why()),
            StoreError::KeyFile("keys".to_owned(), why()),
            StoreError::NotAKey("keys".to_owned()),
            StoreError::Newer { found: 99, known: 14 },
            StoreError::Altered(3),
            StoreError::Unavailable(why()),
            StoreError::Other(why()),
            StoreError::Conflict,
        ] {
            let told = Language::ALL.map(|language| said(language, &error));
            assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), Language::ALL.len(), "{told:?}");
            let is_whole = |text: &String| !text.contains('{') && text.contains("why") == error.to_string().contains("why");
            assert!(told.iter().all(is_whole), "{told:?}");
            let is_apart = |text: &String| text.lines().next().is_some_and(|sentence| !sentence.contains("why"));
            assert!(told.iter().all(is_apart), "what to do comes first, in words of ours: {told:?}");
        }
        let boxed: Box<dyn Error> = Box::new(CannotStart::Store(StoreError::InUse));
        assert_eq!(said(Language::De, boxed.as_ref()), store(Language::De, &StoreError::InUse));
        let full = Language::ALL.map(|language| said(language, &io::Error::from(io::ErrorKind::StorageFull)));
        let told = "Das System hat nicht getan, worum Alongside es gebeten hat.";
        assert!(full.iter().any(|full| full.starts_with(told) && full.contains("\nTechnische Angabe: ")), "{full:?}");
        assert_eq!(BTreeSet::from(full).len(), Language::ALL.len());
    }
}
