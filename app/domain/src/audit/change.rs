//! What an event changed: values before and after, as codes where they have words. No rule of when something may be changed.

use crate::coded::coded;

coded! {
    /// What is followed by a value that is not one of its own, as the box beside its field says it.
    Follows {
        /// A setting for all: the program's own.
        SystemValue,
        /// A setting of a website: the one for all.
        Default,
        /// A setting of a store view: its website's.
        Website,
        /// What a product, a category or an attribute says in a view, or asks in a website: what holds in all of them.
        DefaultValue,
        /// What a product says of its stock: the configuration.
        Config,
    }
}

/// What held where there was no value of its own, before a change or after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    pub what: Follows,
    /// `None`: a text of the program itself, in the reader's language; or nothing.
    pub value: Option<String>,
}

/// One changed value, before and after. Never a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
    /// What held on the side that has none of its own, if something did.
    pub followed: Option<Followed>,
}

impl Change {
    /// The change, if there is one.
    pub fn of(field: &str, before: &str, after: &str) -> Option<Self> {
        Self::from_to(field, Some(before.to_owned()), Some(after.to_owned()))
    }

    /// The change of a value that may be none, if there is one.
    pub fn from_to(field: impl Into<String>, before: Option<String>, after: Option<String>) -> Option<Self> {
        (before != after).then(|| Self { field: field.into(), before, after, followed: None })
    }

    /// The change of what may follow something instead of having a value of its own, if there is one: with what it followed, as that was
    /// before and as it is after.
    pub fn of_own(
        field: impl Into<String>,
        before: Option<String>,
        after: Option<String>,
        what: Follows,
        around: [Option<String>; 2],
    ) -> Option<Self> {
        let [was, is] = around;
        let followed = match (&before, &after) {
            (None, _) => Some(Followed { what, value: was }),
            (_, None) => Some(Followed { what, value: is }),
            (Some(_), Some(_)) => None,
        };
        Self::from_to(field, before, after).map(|change| Self { followed, ..change })
    }

    /// What a field is, in whichever view or website: behind it stands that in brackets.
    pub fn anywhere(field: &str) -> &str {
        field.split_once(" (").map_or(field, |(field, _)| field)
    }

    /// What it is found by: of what it is, and each value.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        std::iter::once(self.field.as_str()).chain(self.values())
    }

    /// What it was, what it is, and what held where there was nothing.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> + Clone {
        let followed = self.followed.as_ref().and_then(|followed| followed.value.as_deref());
        [self.before.as_deref(), self.after.as_deref(), followed].into_iter().flatten()
    }

    /// A value that was not there before.
    pub fn added(field: &str, after: impl Into<String>) -> Self {
        Self { field: field.to_owned(), before: None, after: Some(after.into()), followed: None }
    }

    /// A value that is not there any more.
    pub fn removed(field: &str, before: impl Into<String>) -> Self {
        Self { field: field.to_owned(), before: Some(before.into()), after: None, followed: None }
    }
}
