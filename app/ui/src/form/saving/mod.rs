//! A form that saves by a call: what it sends and what comes back. Nothing is loaded anew; without scripts, and where a page says more
//! than a line could (signing in again, a right that is gone), the same form is posted to the same use case.

mod around;
mod open_form;

pub use around::Saving;
pub use open_form::{WRITTEN, form_around, form_of_page, set_value, value_of};

#[cfg(feature = "ssr")]
use super::Form;
#[cfg(feature = "ssr")]
use crate::{
    notice::{Notice, Told},
    t,
    web::{Pairs, Request},
    words,
};
#[cfg(feature = "ssr")]
use domain::{failure::Failure, text::Flaw};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a form holds when it is sent. It may hold a password: it cannot be printed, and is not logged.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Filled(Vec<(String, String)>);

impl fmt::Debug for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filled(…)")
    }
}

impl Filled {
    /// One of a page that showed nothing, so that nothing was changed: the example of a call.
    #[cfg(feature = "ssr")]
    pub fn example() -> Self {
        Self(vec![(super::SHOWN.to_owned(), super::Snapshot::new(0).written(|_| true))])
    }

    #[cfg(feature = "ssr")]
    pub(super) fn into_pairs(self) -> Pairs {
        self.0.into_iter().collect()
    }
}

/// That it was saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Saved {
    /// In words.
    pub said: String,
    /// What the page is to say from now on that it showed.
    pub shown: String,
}

#[cfg(feature = "ssr")]
impl Saved {
    /// What stands there now, as the form shows it; `Err` if that could not be read, though it was saved.
    ///
    /// # Errors
    /// [`Failure::OutcomeUnknown`].
    pub fn of(request: &Request, notice: Notice, form: Result<Form, Failure>) -> Result<Self, Failure> {
        let shown = form.map_err(|_| Failure::OutcomeUnknown)?.shown().unwrap_or_default();
        let told = Told { notice, name: String::new() };
        Ok(Self { said: words::notice(request.language, &told), shown })
    }
}

crate::texts! {
    /// What a form says that saves by a call.
    pub struct SavingTexts {
        /// One thing is changed; or as many as stand for `{}`.
        pub one: String,
        pub many: String,
        pub discard: String,
        pub saving: String,
        /// No answer came.
        pub unreachable: String,
        /// What a title begins with where something is wrong.
        pub error: String,
        /// The tag of the language in which things are listed.
        pub language: String,
    } and
        /// What is said of a field that is checked when it is left, each behind the key of its flaw.
        pub flaws: Vec<String>;
}

#[cfg(feature = "ssr")]
impl SavingTexts {
    pub fn of(request: &Request, flaws: impl IntoIterator<Item = Flaw>) -> Self {
        let language = request.language;
        Self {
            one: t!(language, common.form.unsaved_one).to_owned(),
            many: t!(language, common.form.unsaved_many).to_owned(),
            discard: t!(language, common.form.discard).to_owned(),
            saving: t!(language, common.form.saving).to_owned(),
            unreachable: t!(language, common.error.not_answered).to_owned(),
            error: t!(language, common.form.error_title, title = ""),
            language: language.tag().to_owned(),
            flaws: flaws.into_iter().flat_map(|flaw| [flaw.key(), words::flaw(language, flaw)]).collect(),
        }
    }
}
