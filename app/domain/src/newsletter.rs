//! The newsletter: whether a customer gets it, and since when.

use crate::time::Moment;

/// What a customer decided of the newsletter. Who never decided does not get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subscription {
    /// Since when he gets it; none if he does not.
    pub since: Option<Moment>,
    /// Counts its changes, so that whoever decided on an older one is told.
    pub revision: i64,
}

impl Subscription {
    pub const fn is_on(&self) -> bool {
        self.since.is_some()
    }

    /// The subscription turned on or off; `None` if it is so already, and then stays since when it is.
    #[must_use]
    pub fn turned(&self, on: bool, now: Moment) -> Option<Self> {
        (on != self.is_on()).then(|| Self { since: on.then_some(now), revision: self.revision.saturating_add(1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lasts_since_it_was_turned_on_and_no_later_word_moves_that() {
        let at = Moment::from_millis;
        let on = Subscription::default().turned(true, at(1)).unwrap();
        assert_eq!((on.is_on(), on.since, on.revision), (true, Some(at(1)), 1));
        assert_eq!(on.turned(true, at(2)), None);
        let off = on.turned(false, at(3)).unwrap();
        assert_eq!((off.is_on(), off.since, off.revision), (false, None, 2));
        assert_eq!(off.turned(false, at(4)), None);
        assert_eq!(off.turned(true, at(5)).unwrap().since, Some(at(5)));
    }
}
