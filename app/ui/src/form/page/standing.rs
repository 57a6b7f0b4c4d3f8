//! Whether a form came in time: what it is about is still as its page showed it.

use super::{super::Snapshot, Form};
use domain::{failure::Failure, merge::Values};

/// What became of a thing since its page was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Since {
    pub(super) saved: bool,
    /// Who saved it last, and when, in words.
    pub(super) by: Option<(String, String)>,
}

impl Form {
    /// What the page says that it shows: only what its reader can change, and never a secret.
    pub fn shown(&self) -> Option<String> {
        self.shown.as_ref().map(|shown| self.said_of(shown))
    }

    /// What the page says that it begins with beside that; of one that came back, what it said before.
    pub(super) fn begins(&self) -> Option<String> {
        if !self.typed.is_empty() {
            return self.begun.clone();
        }
        let is_stored = |name: &String| self.shown.as_ref().is_some_and(|shown| shown.values.contains_key(name));
        let begun = self.values.iter().filter(|(name, values)| !values.is_empty() && !is_stored(name));
        let values: Values = begun.map(|(name, values)| (name.clone(), values.clone())).collect();
        (!values.is_empty()).then(|| self.said_of(&Snapshot { values, ..Snapshot::new(0) }))
    }

    fn said_of(&self, snapshot: &Snapshot) -> String {
        snapshot.written(|name| self.specs().any(|s| s.name == name && !s.secret && !self.is_locked(s) && !self.is_absent(s)))
    }

    /// Whether the thing is still as the page showed it: for acts that are no change of fields, such as deleting it.
    ///
    /// # Errors
    /// [`Failure::Stale`]; [`Failure::Malformed`] if the form does not say what it showed.
    pub fn unchanged(&self, revision: i64) -> Result<(), Failure> {
        match &self.shown {
            Some(shown) if shown.revision == revision => Ok(()),
            Some(_) => Err(Failure::Stale),
            None => Err(Failure::Malformed),
        }
    }

    /// The revision of the thing as the page showed it, if it says so.
    pub fn seen(&self) -> Option<i64> {
        self.shown.as_ref().map(|shown| shown.revision)
    }

    /// As [`Form::unchanged`], for a form whose page can be shown again: it keeps what was typed, says that the thing is another by now, and
    /// can be sent again over what it shows then.
    ///
    /// # Errors
    /// [`Failure::Malformed`] if the form does not say what it showed.
    pub fn over(&mut self, revision: i64) -> Result<(), Failure> {
        match self.unchanged(revision) {
            Err(Failure::Stale) => {
                (self.is_late, self.shown) = (true, Some(Snapshot::new(revision)));
                Ok(())
            }
            done => done,
        }
    }

    /// Whether it is to be told who saved the thing meanwhile. What nobody saved since, as a stock that an order took from, is nobody's doing.
    pub fn asks_who(&self) -> bool {
        self.is_late || self.since.saved && !self.conflicts().is_empty()
    }

    /// Says who saved the thing last, and when, in words.
    #[must_use]
    pub fn saved_by(mut self, name: String, at: String) -> Self {
        self.since.by = Some((name, at));
        self
    }

    /// Whether it came too late: see [`Form::over`].
    pub const fn is_late(&self) -> bool {
        self.is_late
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        form::{BEGUN, Field, Fields, Form, SHOWN, Snapshot},
        testing::{form, request},
    };
    use domain::text::line;

    static NAME: Field<String> = Field::line("name", |_| "Name", |text| line(text, 9));
    static ENABLED: Field<bool> = Field::check_box("enabled", |_| "Enabled");
    static FIELDS: Fields = &[&[&NAME.spec, &ENABLED.spec]];

    #[test]
    fn a_page_that_came_back_still_says_what_it_began_with() {
        let new = Form::new(FIELDS, &request("/", "", form(&[]))).filled(&ENABLED, "1");
        let begun = new.begins().unwrap();
        assert_eq!(Snapshot::read(&begun), Some(Snapshot::new(0).ticked(&ENABLED, true)));
        let back = Form::read(FIELDS, &request("/", "", form(&[("name", "Ada"), (BEGUN, begun.as_str())])));
        assert_eq!((back.begins(), back.is_filled(&ENABLED)), (Some(begun), false));
        // What is stored is said to be shown.
        let stored = Form::of(FIELDS, &request("/", "", form(&[])), Snapshot::new(1).with(&NAME, "Ada"));
        assert_eq!((stored.begins(), stored.clone().filled(&ENABLED, "1").begins()), (None, Some("0&enabled=1".to_owned())));
        assert_eq!(Form::read(FIELDS, &request("/", "", form(&[(SHOWN, "1&name=Ada"), ("name", "Ada")]))).begins(), None);
    }
}
