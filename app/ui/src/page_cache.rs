//! Texts of pages that show the catalog and nothing else, kept by what they are made of. What a page does not read is no part of its key,
//! so that made-up parameters of an address keep nothing; and what is kept has a bound in bytes, within which those that nobody asks
//! for go first.

use domain::stores::Language;
use quick_cache::{Weighter, sync::Cache};
use std::sync::Arc;

/// All texts together, in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// How many are expected.
const EXPECTED: usize = 2_048;

/// What a text is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    pub view: String,
    pub language: Language,
    pub path: String,
    /// Names and values of the query that the page reads.
    pub query: Vec<(String, String)>,
}

/// Which text of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What stands within the frame, which is the same for everybody.
    Body,
    /// All of it, for whoever has neither a session nor a message.
    Whole,
}

type Key = (Part, i64, String, PageKey);

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Arc<str>> for ByBytes {
    fn weight(&self, _: &Key, text: &Arc<str>) -> u64 {
        u64::try_from(text.len()).unwrap_or(u64::MAX).max(1)
    }
}

/// What is kept, by this process.
pub struct PageCache(Cache<Key, Arc<str>, ByBytes>);

impl Default for PageCache {
    fn default() -> Self {
        Self(Cache::with_weighter(EXPECTED, MOST_BYTES, ByBytes))
    }
}

impl PageCache {
    /// The text of a page as the catalog is at `version` and the shop is called `store_name`; made, if it is not there.
    pub fn kept_or(&self, part: Part, version: i64, store_name: &str, page: &PageKey, make: impl FnOnce() -> String) -> Arc<str> {
        let key = (part, version, store_name.to_owned(), page.clone());
        self.0.get(&key).unwrap_or_else(|| {
            let made: Arc<str> = make().into();
            self.0.insert(key, Arc::clone(&made));
            made
        })
    }

    /// How many texts are kept, and how many bytes they are.
    pub fn kept(&self) -> (usize, u64) {
        (self.0.len(), self.0.weight())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> PageKey {
        PageKey { view: "en".into(), language: Language::default(), path: path.into(), query: Vec::new() }
    }

    #[test]
    fn what_is_asked_for_again_is_made_once_and_many_others_do_not_push_it_out() {
        let cache = PageCache::default();
        let kept = |n: usize| cache.kept_or(Part::Body, 1, "Shop", &page(&format!("/{n}")), || "x".repeat(60_000));
        let popular = || cache.kept_or(Part::Body, 1, "Shop", &page("/popular"), || "made".into());
        popular();
        popular();
        for n in 0..2_000 {
            kept(n);
            popular();
        }
        let again = cache.kept_or(Part::Body, 1, "Shop", &page("/popular"), || "made anew".into());
        assert_eq!(&*again, "made");
    }

    #[test]
    fn another_version_or_another_name_of_the_shop_is_another_text() {
        let cache = PageCache::default();
        let text = |version, name: &str| cache.kept_or(Part::Whole, version, name, &page("/"), || format!("{version} {name}"));
        assert_eq!(&*text(1, "A"), "1 A");
        assert_eq!(&*text(2, "A"), "2 A");
        assert_eq!(&*text(1, "B"), "1 B");
    }
}
