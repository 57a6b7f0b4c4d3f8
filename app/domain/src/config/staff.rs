//! What is set for the sessions of staff.

use super::{Config, Setting};
use std::time::Duration;

impl Config {
    /// Admin Session Lifetime: how long a session in the back office lives without a request.
    pub fn staff_idle(&self) -> Duration {
        Duration::from_secs(self.value(Setting::AdminSessionLifetime).and_then(|text| text.parse().ok()).unwrap_or(900))
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
