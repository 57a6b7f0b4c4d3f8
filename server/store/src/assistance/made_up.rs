//! Hand-off tokens that nobody gave out. Who presents one is an alarm; who presents thousands is the same one, with their number: told at the
//! first, the tenth, the hundredth and so on, by the network that they come from.

use domain::time::Moment;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// After so long it is another alarm.
const LASTS: Duration = Duration::from_secs(60 * 60);
/// So many networks are remembered at most.
const MOST: usize = 10_000;

#[derive(Default)]
pub(crate) struct MadeUp(Mutex<HashMap<String, (Moment, u64)>>);

impl MadeUp {
    /// Counts one more; the number, if it is to be told.
    pub(super) fn count(&self, network: &str, now: Moment) -> Option<u64> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (since, _)| now.since(*since) < LASTS);
        }
        if all.len() >= MOST {
            all.clear();
        }
        let (since, times) = all.entry(network.to_owned()).or_insert((now, 0));
        if now.since(*since) >= LASTS {
            (*since, *times) = (now, 0);
        }
        *times = times.saturating_add(1);
        let times = *times;
        let is_round = std::iter::successors(Some(1_u64), |n| n.checked_mul(10)).take_while(|n| *n <= times).any(|n| n == times);
        is_round.then_some(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_made_up_tokens_ring_four_times() {
        let (made_up, at) = (MadeUp::default(), Moment::from_millis(1_000));
        let told: Vec<u64> = (0..2_000).filter_map(|_| made_up.count("203.0.113.9", at)).collect();
        assert_eq!(told, [1, 10, 100, 1_000]);
        assert_eq!(made_up.count("203.0.113.10", at), Some(1), "somebody else is another alarm");
        assert_eq!(made_up.count("203.0.113.9", at.plus(LASTS)), Some(1), "and so is the next hour");
    }

    #[test]
    fn the_memory_of_networks_has_an_end() {
        let made_up = MadeUp::default();
        for n in 0..25_000 {
            made_up.count(&n.to_string(), Moment::from_millis(1_000));
        }
        assert!(made_up.0.lock().unwrap().len() <= MOST);
    }
}
