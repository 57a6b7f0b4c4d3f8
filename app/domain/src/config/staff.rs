//! What is set for the sessions of staff.

use super::{Config, Setting};
use crate::staff::Lifetime;
use std::time::Duration;

impl Config {
    /// How long a session in the back office lives.
    pub fn staff_sessions(&self) -> Lifetime {
        let number = |setting, system: u64| self.value(setting).and_then(|text| text.parse().ok()).unwrap_or(system);
        let (seconds, hours) = (number(Setting::AdminSessionLifetime, 900), number(Setting::AdminSessionLength, 12));
        Lifetime { idle: Duration::from_secs(seconds), absolute: Duration::from_secs(hours.saturating_mul(3_600)) }
    }

    /// Whether every staff member needs a second factor.
    pub fn needs_second_factor(&self) -> bool {
        self.is_on(Setting::SecondFactorNeeded)
    }

    /// Whether a staff member may sit in several sessions at once.
    pub fn shares_staff_accounts(&self) -> bool {
        self.is_on(Setting::AdminAccountSharing)
    }
}
