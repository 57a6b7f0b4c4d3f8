//! When an account is closed to whoever guesses its password.
//!
//! Failures are counted twice over: those from where the account was last signed in to, and those from everywhere else. A stranger can so
//! close an account to strangers, and not to the one whose it is at his own desk: locking somebody out for good would need his own network.
//!
//! No delay grows between the failures that are let by: there are so few that whoever guesses gains nothing by their speed, and whoever mistypes
//! would be told that his password is wrong when it is right. How fast anybody tries at all is bounded by network (`server::http::limits`).

use crate::time::Moment;
use std::time::Duration;

/// How many failures close an account, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// None: it is never closed.
    pub most: Option<u32>,
    pub lasts: Duration,
}

/// What was tried in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tries {
    pub failures: u32,
    /// The last one.
    pub last: Moment,
    pub locked_until: Option<Moment>,
}

impl Tries {
    pub fn is_locked(&self, now: Moment) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// With one more, and whether that closes the account. Whoever goes on trying while it is closed changes nothing; what is longer ago than
    /// an account is closed for counts no more.
    #[must_use]
    pub fn failed(self, rule: Rule, now: Moment) -> (Self, bool) {
        if self.is_locked(now) {
            return (self, false);
        }
        let is_over = self.locked_until.is_some() || now.since(self.last) >= rule.lasts;
        let failures = if is_over { 1 } else { self.failures.saturating_add(1) };
        let locks = rule.most.is_some_and(|most| failures >= most);
        (Self { failures, last: now, locked_until: locks.then(|| now.plus(rule.lasts)) }, locks)
    }
}

/// So many wrong answers to the question for the own password end the session in which they were given: it may be in other hands.
pub const WRONG_OWN_PASSWORDS: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULE: Rule = Rule { most: Some(6), lasts: Duration::from_secs(30 * 60) };

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(seconds * 1_000)
    }

    fn after(times: &[i64], rule: Rule) -> (Tries, usize) {
        times.iter().fold((Tries::default(), 0), |(tries, locked), time| {
            let (tries, locks) = tries.failed(rule, at(*time));
            (tries, locked + usize::from(locks))
        })
    }

    #[test]
    fn the_sixth_failure_closes_for_half_an_hour_and_not_longer_for_whoever_goes_on_trying() {
        let (tries, locked) = after(&[1, 2, 3, 4, 5], RULE);
        assert!(!tries.is_locked(at(5)) && locked == 0);
        let (tries, locked) = after(&[1, 2, 3, 4, 5, 6, 7, 1_000], RULE);
        assert!(locked == 1 && tries.is_locked(at(6 + 1_799)) && !tries.is_locked(at(6 + 1_800)));
    }

    #[test]
    fn failures_long_ago_are_forgotten() {
        let (tries, locked) = after(&[1, 2, 3, 4, 5, 1_806], RULE);
        assert_eq!((tries.failures, locked), (1, 0));
    }

    #[test]
    fn without_a_number_nothing_is_ever_closed() {
        let times: Vec<i64> = (1..100).collect();
        assert_eq!(after(&times, Rule { most: None, ..RULE }).1, 0);
    }

    proptest! {
        #[test]
        fn in_any_half_hour_an_account_is_guessed_at_six_times_at_most(mut times in proptest::collection::vec(0_i64..20_000, 0..200)) {
            times.sort_unstable();
            let (mut tries, mut counted) = (Tries::default(), Vec::new());
            for time in times {
                if !tries.is_locked(at(time)) {
                    counted.push(time);
                }
                tries = tries.failed(RULE, at(time)).0;
            }
            // A window may end in one count and begin the next.
            prop_assert!(counted.iter().all(|from| counted.iter().filter(|t| (*from..*from + 1_800).contains(*t)).count() <= 11));
        }
    }
}
