//! Whether a form came in time: what it is about is still as its page showed it.

use super::{super::Snapshot, Form};
use domain::failure::Failure;

/// What became of a thing since its page was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Since {
    pub(super) saved: bool,
    /// Who saved it last, and when, in words.
    pub(super) by: Option<(String, String)>,
}

impl Form {
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
