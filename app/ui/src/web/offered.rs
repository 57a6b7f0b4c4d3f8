//! What a page has read, that filters of its grid offer.

use super::Request;

impl Request {
    /// With what its page has read that a filter of this name offers.
    #[must_use]
    pub fn offering(mut self, filter: &'static str, options: Vec<(String, String)>) -> Self {
        self.1.insert(filter, options);
        self
    }

    pub fn offered(&self, filter: &str) -> Vec<(String, String)> {
        self.1.get(filter).cloned().unwrap_or_default()
    }

    /// What a value is called, if that is among what its page has read.
    pub fn called(&self, filter: &str, value: &str) -> Option<String> {
        self.1.get(filter)?.iter().find(|(of, _)| of == value).map(|(_, label)| label.clone())
    }
}
