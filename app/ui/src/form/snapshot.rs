//! What a page showed, and what is stored by now: both sides of a form compare the same.

use domain::merge::{Merge, Values, merge};
use std::collections::{BTreeMap, BTreeSet};

/// A stored thing as a form sees it: the values of its fields, never a secret's, at one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub(super) revision: i64,
    pub(super) values: Values,
    /// How often a field of few values was changed, where that is counted: as text, for it is only compared.
    pub(super) changes: BTreeMap<String, String>,
    /// Who changed a field last, where that is known. It does not travel in the page.
    pub(super) by: BTreeMap<String, String>,
}

/// Stands before the name of a field where it is told how often it was changed: no name of a field begins like this.
const CHANGES: char = '@';

impl Snapshot {
    pub fn new(revision: i64) -> Self {
        Self { revision, values: Values::new(), changes: BTreeMap::new(), by: BTreeMap::new() }
    }

    /// As it travels in the page: the revision, and what `seen` lets through.
    #[cfg(feature = "ssr")]
    pub(super) fn written(&self, seen: impl Fn(&str) -> bool) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        for (name, values) in self.values.iter().filter(|(name, _)| seen(name)) {
            // A field that holds nothing was shown too.
            let values = if values.is_empty() { &[String::new()] } else { values.as_slice() };
            values.iter().for_each(|value| {
                text.append_pair(name, value);
            });
        }
        for (name, times) in self.changes.iter().filter(|(name, _)| seen(name)) {
            text.append_pair(&format!("{CHANGES}{name}"), times);
        }
        format!("{}&{}", self.revision, text.finish())
    }

    /// From how it travels.
    pub fn read(text: &str) -> Option<Self> {
        let (revision, pairs) = text.split_once('&')?;
        let mut read = Self::new(revision.parse().ok()?);
        for (name, value) in form_urlencoded::parse(pairs.as_bytes()) {
            if let Some(name) = name.strip_prefix(CHANGES) {
                read.changes.insert(name.to_owned(), value.into_owned());
            } else {
                read.values.entry(name.into_owned()).or_default().push(value.into_owned());
            }
        }
        read.values.values_mut().for_each(|values| *values = plain(std::mem::take(values)));
        Some(read)
    }

    /// What each field holds.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Which fields hold something else than was shown, when these are what is typed.
    pub fn changed<'a>(&'a self, typed: &'a Values) -> impl Iterator<Item = &'a str> {
        let differs =
            |(name, shown): &(&'a String, &'a Vec<String>)| typed.get(*name).map(Vec::as_slice).unwrap_or_default() != shown.as_slice();
        self.values.iter().filter(differs).map(|(name, _)| name.as_str())
    }

    /// What an open page is to show once it is known what is stored `now`: what its reader left alone since `known` follows, what he
    /// typed stays. Of a set of boxes each is a thing of its own.
    pub fn shown_next<'a>(&'a self, known: &Values, typed: &Values, is_set: impl Fn(&str) -> bool) -> Vec<(&'a str, Vec<String>)> {
        let how = |name| if is_set(name) { Merge::Boxes } else { Merge::Whole };
        let mut merged = merge(known, typed, &self.values, self.values.keys().map(|name| (name.as_str(), how(name))));
        let asked: Vec<&str> = merged.conflicts.iter().map(|conflict| conflict.field).collect();
        let names = self.values.keys().filter(|name| !asked.contains(&name.as_str()));
        names.map(|name| (name.as_str(), merged.values.remove(name).unwrap_or_default())).collect()
    }
}

/// Values as they are compared: browsers send `\r\n` for each line's end, and nothing and an empty text are the same.
pub(super) fn plain(values: impl IntoIterator<Item = String>) -> Vec<String> {
    // One by one: `collect` would bring a sort along for a handful of values, and that into the browser.
    let mut plain = BTreeSet::new();
    plain.extend(values.into_iter().map(|v| v.replace("\r\n", "\n").replace('\r', "\n")).filter(|v| !v.is_empty()));
    plain.into_iter().collect()
}
