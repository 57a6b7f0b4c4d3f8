//! To whom links were sent lately. Whoever asks for them in somebody else's name, from wherever, fills no mailbox with them, and does not go on
//! and on making void the one that its owner is about to open.

use domain::time::Moment;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// So many links go to one account within so long.
const LINKS: u32 = 3;
const LASTS: Duration = Duration::from_secs(15 * 60);
/// So many accounts are remembered at most.
const MOST: usize = 10_000;

#[derive(Default)]
pub(crate) struct Lately(Mutex<HashMap<String, (Moment, u32)>>);

impl Lately {
    /// Whether another one may go to this account; it is counted.
    pub(crate) fn goes(&self, account: &str, now: Moment) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (since, _)| now.since(*since) < LASTS);
        }
        if all.len() >= MOST {
            all.clear();
        }
        let (since, links) = all.entry(account.to_owned()).or_insert((now, 0));
        if now.since(*since) >= LASTS {
            (*since, *links) = (now, 0);
        }
        *links = links.saturating_add(1);
        *links <= LINKS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_links_go_to_an_account_within_a_quarter_of_an_hour() {
        let (lately, at) = (Lately::default(), Moment::from_millis(1_000));
        assert_eq!((0..50).filter(|_| lately.goes("ada", at)).count(), 3);
        assert!(lately.goes("ben", at), "somebody else gets his");
        assert!(lately.goes("ada", at.plus(LASTS)), "and she does a while later");
    }

    #[test]
    fn the_memory_of_accounts_has_an_end() {
        let lately = Lately::default();
        for n in 0..25_000 {
            lately.goes(&n.to_string(), Moment::from_millis(1_000));
        }
        assert!(lately.0.lock().unwrap().len() <= MOST);
    }
}
