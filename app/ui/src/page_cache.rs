//! Pages that show the catalog and nothing else, kept by what they are made of. What a page does not read is no part of its key, so that
//! made-up parameters of an address keep nothing; and what is kept has a bound in bytes, within which those that nobody asks for go first.
//! Of each address one text is kept, with what it was made of: it is good while all of that is as it was, and no longer.

use axum::body::Bytes;
use brotli::{BrotliCompress, enc::BrotliEncoderParams};
use domain::{
    catalog::{MadeOf, PageKind},
    ids::{CustomerGroupId, StoreViewId},
};
use quick_cache::{Weighter, sync::Cache};
use std::{
    convert::Infallible,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// All texts together, in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// How many are expected.
const EXPECTED: usize = 2_048;

/// Where a page is, of which a text is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    pub view: StoreViewId,
    /// Whose prices it shows.
    pub group: CustomerGroupId,
    /// None of a page that is not kept.
    pub kind: Option<PageKind>,
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

type Key = (Part, PageKey);

/// What a text was made of, and how often the pages of its kind had been flushed then.
pub type AsOf = (i64, MadeOf);

/// A text and its tag (RFC 9110, 8.8.3): weak, for it may be sent packed.
#[derive(Debug, Clone)]
pub struct Kept {
    pub text: Arc<str>,
    pub etag: Arc<str>,
    pub made_of: Arc<AsOf>,
    /// By brotli, once somebody wants it like that.
    packed: Arc<OnceLock<Bytes>>,
}

/// Of eleven: as small as most, in a millisecond. It is done once for each text.
const QUALITY: i32 = 6;

impl Kept {
    fn new(text: String, made_of: AsOf) -> Self {
        // Nobody gains anything by making two pages that have the same tag: both are the shop's own.
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(&text);
        Self { etag: format!("W/\"{hash:016x}\"").into(), text: text.into(), made_of: Arc::new(made_of), packed: Arc::default() }
    }

    /// The text packed by brotli: for each who takes it the same.
    pub fn packed(&self) -> Bytes {
        let pack = || {
            let params = BrotliEncoderParams { quality: QUALITY, ..BrotliEncoderParams::default() };
            let mut packed = Vec::new();
            // It is written to memory, where there is always room.
            let _ = BrotliCompress(&mut self.text.as_bytes(), &mut packed, &params);
            Bytes::from(packed)
        };
        self.packed.get_or_init(pack).clone()
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Kept> for ByBytes {
    fn weight(&self, _: &Key, kept: &Kept) -> u64 {
        // And what it is packed.
        let bytes = u64::try_from(kept.text.len()).unwrap_or(u64::MAX);
        bytes.saturating_add(bytes / 4).max(1)
    }
}

/// What is kept, by this process.
pub struct PageCache {
    texts: Cache<Key, Kept, ByBytes>,
    /// Whole pages of each kind that were there when they were asked for, and that were not.
    asked: [(AtomicU64, AtomicU64); PageKind::ALL.len()],
}

impl Default for PageCache {
    fn default() -> Self {
        Self { texts: Cache::with_weighter(EXPECTED, MOST_BYTES, ByBytes), asked: Default::default() }
    }
}

/// How a kind of pages fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub pages: u64,
    pub bytes: u64,
    pub hits: u64,
    pub misses: u64,
}

impl PageCache {
    /// The text of a page as it is of `made_of`, and whether it was there; made, if it was not. Of many who ask at once, one makes it.
    pub fn kept_or(&self, part: Part, page: &PageKey, made_of: &AsOf, make: impl FnOnce() -> String) -> (Kept, bool) {
        let key = (part, page.clone());
        self.texts.remove_if(&key, |kept| *kept.made_of != *made_of);
        let mut make = Some(make);
        let mut made = || Kept::new(make.take().map(|make| make()).unwrap_or_default(), made_of.clone());
        let mut was_there = true;
        let kept = self.texts.get_or_insert_with(&key, || {
            was_there = false;
            Ok::<_, Infallible>(made())
        });
        let Ok(mut kept) = kept;
        // Somebody who read before or after a change put his own there just now.
        if *kept.made_of != *made_of {
            (kept, was_there) = (made(), false);
        }
        if part == Part::Whole {
            self.count(page.kind, was_there);
        }
        (kept, was_there)
    }

    /// The whole page that is kept, whatever has become of what it was made of.
    pub fn whole(&self, page: PageKey) -> Option<Kept> {
        self.texts.get(&(Part::Whole, page))
    }

    /// Counts a page that was there when it was asked for.
    pub fn was_there(&self, kind: Option<PageKind>) {
        self.count(kind, true);
    }

    fn count(&self, kind: Option<PageKind>, was_there: bool) {
        let of_kind = PageKind::ALL.iter().zip(&self.asked).find(|(k, _)| Some(**k) == kind);
        if let Some((_, (hits, misses))) = of_kind {
            let counter = if was_there { hits } else { misses };
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Lets go of all, or of a kind. What is asked for has another key from then on; this gives the room back at once.
    pub fn flush(&self, kind: Option<PageKind>) {
        self.texts.retain(|(_, page), _| kind.is_some() && page.kind != kind);
    }

    /// How many texts are kept, and how many bytes they are.
    pub fn kept(&self) -> (usize, u64) {
        (self.texts.len(), self.texts.weight())
    }

    pub fn figures(&self) -> [(PageKind, Figures); PageKind::ALL.len()] {
        let mut all = PageKind::ALL.map(|kind| (kind, Figures::default()));
        for ((_, figures), (hits, misses)) in all.iter_mut().zip(&self.asked) {
            (figures.hits, figures.misses) = (hits.load(Ordering::Relaxed), misses.load(Ordering::Relaxed));
        }
        for ((part, page), kept) in self.texts.iter() {
            if let Some((_, figures)) = all.iter_mut().find(|(kind, _)| Some(*kind) == page.kind) {
                figures.pages = figures.pages.saturating_add(u64::from(part == Part::Whole));
                figures.bytes = figures.bytes.saturating_add(u64::try_from(kept.text.len()).unwrap_or_default());
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{catalog::Shows, ids::CategoryId, stores::Served, time::Moment};

    fn page(path: &str) -> PageKey {
        PageKey {
            view: StoreViewId::NOTHING,
            group: CustomerGroupId::NOT_LOGGED_IN,
            kind: Some(PageKind::Category),
            path: path.into(),
            query: Vec::new(),
        }
    }

    fn as_of(view: u64, changes: i64) -> AsOf {
        let prices = Served::default().holding(CustomerGroupId::NOT_LOGGED_IN, Moment::default());
        (0, MadeOf { view, prices, navigation: 0, shows: Shows::Products(vec![(CategoryId::NOTHING, changes)]) })
    }

    #[test]
    fn what_is_asked_for_again_is_made_once_and_many_others_do_not_push_it_out() {
        let cache = PageCache::default();
        let kept = |n: usize| cache.kept_or(Part::Body, &page(&format!("/{n}")), &as_of(1, 1), || "x".repeat(60_000));
        let popular = || cache.kept_or(Part::Body, &page("/popular"), &as_of(1, 1), || "made".into());
        popular();
        popular();
        for n in 0..2_000 {
            kept(n);
            popular();
        }
        let (again, was_there) = cache.kept_or(Part::Body, &page("/popular"), &as_of(1, 1), || "made anew".into());
        assert_eq!((&*again.text, was_there), ("made", true));
    }

    #[test]
    fn what_is_packed_is_the_text_and_smaller() {
        let text = "<p>Harbour Mug</p>".repeat(1_000);
        let packed = PageCache::default().kept_or(Part::Whole, &page("/"), &as_of(1, 1), || text.clone()).0.packed();
        assert!(packed.len() < text.len() / 10);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
    }

    #[test]
    fn a_page_is_made_anew_when_anything_is_another_that_it_was_made_of_and_takes_the_place_of_the_old_one() {
        let cache = PageCache::default();
        let text = |view, changes| {
            cache.kept_or(Part::Whole, &page("/"), &as_of(view, changes), || format!("{view} {changes}")).0.text.to_string()
        };
        for (view, changes) in [(1, 1), (1, 2), (2, 2), (1, 1)] {
            assert_eq!(text(view, changes), format!("{view} {changes}"));
        }
        assert_eq!(cache.kept().0, 1);
    }

    #[test]
    fn of_many_who_ask_at_once_one_makes_the_page() {
        let (cache, made) = (PageCache::default(), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    let make = || {
                        made.fetch_add(1, Ordering::SeqCst);
                        std::thread::yield_now();
                        "page".to_owned()
                    };
                    assert_eq!(&*cache.kept_or(Part::Whole, &page("/"), &as_of(1, 1), make).0.text, "page");
                });
            }
        });
        assert_eq!(made.load(Ordering::SeqCst), 1);
        let (_, figures) = cache.figures()[1];
        assert_eq!((figures.pages, figures.bytes, figures.hits, figures.misses), (1, 4, 15, 1));
    }

    #[test]
    fn what_is_flushed_goes_and_what_is_of_another_kind_stays() {
        let cache = PageCache::default();
        let home = PageKey { kind: Some(PageKind::Home), ..page("/") };
        let ask = || [&home, &page("/a")].map(|key| cache.kept_or(Part::Whole, key, &as_of(1, 1), || "text".into()).1);
        assert_eq!((ask(), ask()), ([false, false], [true, true]));
        cache.flush(Some(PageKind::Home));
        assert_eq!(ask(), [false, true]);
        cache.flush(None);
        assert_eq!((cache.kept().0, ask()), (0, [false, false]));
    }
}
