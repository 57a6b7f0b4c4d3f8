//! What is set of signing in.

use super::{Config, Setting};
use crate::lockout::Rule;
use std::time::Duration;

impl Config {
    fn lockout(&self, failures: Setting, minutes: Setting) -> Rule {
        let number = |setting, system| self.value(setting).and_then(|text| text.parse().ok()).unwrap_or(system);
        let (most, minutes) = (number(failures, 6), number(minutes, 30));
        Rule { most: (most > 0).then_some(most), lasts: Duration::from_secs(60).saturating_mul(minutes) }
    }

    /// When a user's account is closed to whoever guesses at its password.
    pub fn staff_lockout(&self) -> Rule {
        self.lockout(Setting::StaffLockoutFailures, Setting::StaffLockoutMinutes)
    }

    /// The same of a customer's.
    pub fn customer_lockout(&self) -> Rule {
        self.lockout(Setting::CustomerLockoutFailures, Setting::CustomerLockoutMinutes)
    }

    /// Whether customers are asked if their browser is to remember them; else it does.
    pub fn asks_to_remember(&self) -> bool {
        self.is_on(Setting::RememberMe)
    }
}
