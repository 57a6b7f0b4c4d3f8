//! What is found in the place of a word that nothing has.

use super::{Also, Findable, Look, RowIndex, WHOLE, valued};
use crate::{
    Store, StoreError,
    engine::index::{Shown, off_the_way},
};
use domain::text::{Words, begins_near, is_forgiven, is_near, with_umlauts};
use std::collections::BTreeMap;
use tantivy::TantivyError;

/// So many words are tried in the place of one that nothing has.
pub(crate) const MOST_TRIED: usize = 3;

/// A word that nothing was found by, and the one that was looked for in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    pub typed: String,
    pub instead: Option<String>,
}

impl RowIndex {
    /// The words of a table's rows that are near another, the one that most rows have first.
    fn near(&self, shown: &Shown, table: &str, is_near: impl Fn(&str) -> bool) -> Result<Vec<String>, StoreError> {
        let (from, until) = (valued(table, WHOLE, ""), valued(table, WHOLE, "\u{10ffff}"));
        let mut near: BTreeMap<String, u32> = BTreeMap::new();
        for segment in shown.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.terms)?;
            let mut terms = index.terms().range().ge(&from).lt(&until).into_stream().map_err(TantivyError::from)?;
            while terms.advance() {
                let known = std::str::from_utf8(terms.key()).ok().and_then(|term| term.strip_prefix(&from));
                if let Some(known) = known.filter(|known| is_near(known)) {
                    let rows = near.entry(known.to_owned()).or_default();
                    *rows = rows.saturating_add(terms.value().doc_freq);
                }
            }
        }
        let mut near: Vec<(String, u32)> = near.into_iter().collect();
        near.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        Ok(near.into_iter().map(|(word, _)| word).collect())
    }
}

impl Store {
    /// For each word that no row of a table has in any form, the one that was meant by it: the same with umlauts, else one that differs by a
    /// single mistake, or begins with one that does, if there is any by which something is found.
    pub(crate) async fn meant<R: Findable>(
        &self,
        words: &Words,
        of: &[(&'static str, Vec<String>)],
        also: impl Fn(&Words) -> Also + Sync,
    ) -> Result<Vec<Meant>, StoreError> {
        let mut meant = Vec::new();
        let ways: [fn(&str, &str) -> bool; 2] = [is_near, begins_near];
        let look = |word: &str| {
            let words = Words::of_one(word);
            Look { also: also(&words), words, of: of.to_vec() }
        };
        for word in words.each() {
            if !self.find_keys::<R>(look(word)).await?.is_empty() {
                continue;
            }
            if let Some(spelt) = with_umlauts(word)
                && !self.find_keys::<R>(look(&spelt)).await?.is_empty()
            {
                meant.push(Meant { typed: word.clone(), instead: Some(spelt) });
                continue;
            }
            let mut instead = None;
            // What is not found here has words as well.
            'tried: for is_alike in ways {
                for known in self.near::<R>(word, is_alike).await?.into_iter().take(MOST_TRIED) {
                    if !self.find_keys::<R>(look(&known)).await?.is_empty() {
                        instead = Some(known);
                        break 'tried;
                    }
                }
            }
            meant.push(Meant { typed: word.clone(), instead });
        }
        Ok(meant)
    }

    /// What may be meant by a word that somebody is typing and that begins none: the same with umlauts, and what begins with one mistake in it.
    pub(crate) async fn near_begun<R: Findable>(&self, word: &str) -> Result<Vec<String>, StoreError> {
        Ok(with_umlauts(word).into_iter().chain(self.near::<R>(word, begins_near).await?).collect())
    }

    async fn near<R: Findable>(&self, word: &str, is_near: fn(&str, &str) -> bool) -> Result<Vec<String>, StoreError> {
        if !is_forgiven(word) {
            return Ok(Vec::new());
        }
        let (store, shown, typed) = (self.clone(), self.rows.kept.shown(), word.to_owned());
        off_the_way(move || store.rows.near(&shown, R::LIST.table, |known| is_near(&typed, known))).await
    }
}
