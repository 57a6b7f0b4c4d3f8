//! What has one of several terms, and what all of several such find together, in an index. The library makes an automaton of many terms each
//! time, and walks a term that half of all has wherever it is asked for beside one that a few have.

use super::{
    index::{all, any},
    once::{Finding, Found, LookUp, Once},
};
use domain::audit::report::Asked;
use std::{
    iter::zip,
    ops::{Bound, RangeInclusive},
    sync::Arc,
};
use tantivy::{
    DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term,
    postings::TermInfo,
    query::{EnableScoring, Query, QueryClone, RangeQuery},
    schema::{Field, IndexRecordOption},
};

/// What has one of these terms.
#[derive(Debug)]
pub(super) struct Terms(pub(super) Vec<Term>);

impl LookUp for Terms {
    fn look_up(&self, segment: &SegmentReader) -> tantivy::Result<Found> {
        let mut finding = Finding::among(segment);
        for held in Held::all(&self.0, segment)? {
            held.walk(|doc| finding.add(doc))?;
        }
        Ok(finding.done())
    }
}

/// A term as a part of the index has it.
struct Held {
    index: Arc<InvertedIndexReader>,
    info: TermInfo,
}

impl Held {
    /// Those of these that it has.
    fn all(terms: &[Term], segment: &SegmentReader) -> tantivy::Result<Vec<Self>> {
        let mut all = Vec::with_capacity(terms.len());
        for term in terms {
            let index = segment.inverted_index(term.field())?;
            if let Some(info) = index.get_term_info(term)? {
                all.push(Self { index, info });
            }
        }
        Ok(all)
    }

    fn walk(&self, mut found: impl FnMut(DocId)) -> tantivy::Result<()> {
        let mut postings = self.index.read_postings_from_terminfo(&self.info, IndexRecordOption::Basic)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            found(doc);
            doc = postings.advance();
        }
        Ok(())
    }
}

/// What all of these find together: what has one of each of some terms, and something in a column that lies within bounds.
#[derive(Debug, Clone)]
pub(crate) struct AllOf(Once<Parts>);

#[derive(Debug)]
struct Parts {
    each: Vec<Part>,
    within: Option<Within>,
}

#[derive(Debug)]
struct Part {
    query: Box<dyn Query>,
    /// The terms of which one is enough, if they are known one by one.
    terms: Option<Vec<Term>>,
}

/// A column, and the bounds of what it holds, both included.
#[derive(Debug, Clone)]
pub(crate) struct Within {
    pub(crate) column: &'static str,
    pub(crate) field: Field,
    pub(crate) bounds: RangeInclusive<i64>,
}

impl Within {
    pub(crate) fn query(&self) -> Box<dyn Query> {
        let term = |value: &i64| Bound::Included(Term::from_field_i64(self.field, *value));
        Box::new(RangeQuery::new(term(self.bounds.start()), term(self.bounds.end())))
    }
}

/// Of so many documents one at most has what few have: those are gone through one by one.
const FEW: u32 = 64;
/// To look whether a document has a term costs as much as walking over so many that have it.
const A_LOOK: usize = 4;

impl AllOf {
    pub(crate) fn new(field: Field, asked: &[Vec<Asked>], within: Option<Within>) -> Self {
        let term = |asked: &Asked| match asked {
            Asked::Is(text) => Some(Term::from_field_text(field, text)),
            Asked::Begins(_) => None,
        };
        let each = asked.iter().map(|asked| Part { query: any(field, asked), terms: asked.iter().map(term).collect() });
        Self(Once::new(Parts { each: each.collect(), within }))
    }

    /// The query that finds it; none, if that is everything.
    pub(crate) fn query(&self) -> Option<Box<dyn Query>> {
        match (self.0.of.each.as_slice(), &self.0.of.within) {
            ([], None) => None,
            ([], Some(within)) => Some(within.query()),
            // Of one term alone it is known how many there are, and several are looked up once.
            ([Part { query, terms: Some(_) }], None) => Some(query.box_clone()),
            (_, _) => Some(Box::new(self.0.clone())),
        }
    }
}

impl AllOf {
    /// The query that finds what of it lies within other bounds of the column that it is bounded in.
    pub(crate) fn within(&self, other: Within) -> Box<dyn Query> {
        let own = self.0.of.within.as_ref().map_or(i64::MIN..=i64::MAX, |own| own.bounds.clone());
        let bounds = *own.start().max(other.bounds.start())..=*own.end().min(other.bounds.end());
        let both = Within { bounds, ..other };
        match self.query() {
            Some(query) if !self.0.of.each.is_empty() && both.bounds == own => query,
            Some(query) if !self.0.of.each.is_empty() => all(vec![query, both.query()]),
            Some(_) | None => both.query(),
        }
    }
}

impl LookUp for Parts {
    fn look_up(&self, segment: &SegmentReader) -> tantivy::Result<Found> {
        let mut finding = Finding::among(segment);
        if let Some(docs) = self.few(segment)? {
            docs.into_iter().for_each(|doc| finding.add(doc));
            return Ok(finding.done());
        }
        let within = self.within.iter().map(Within::query);
        let query = all(self.each.iter().map(|part| part.query.box_clone()).chain(within).collect());
        let weight = query.weight(EnableScoring::disabled_from_schema(segment.schema()))?;
        weight.for_each_no_score(segment, &mut |docs: &[DocId]| docs.iter().for_each(|doc| finding.add(*doc)))?;
        Ok(finding.done())
    }
}

impl Parts {
    /// What is found, in its order, if few have what one of these asks for: each of the others is asked for those alone.
    fn few(&self, segment: &SegmentReader) -> tantivy::Result<Option<Vec<DocId>>> {
        let mut each = Vec::with_capacity(self.each.len());
        for part in &self.each {
            let held = part.terms.as_ref().map(|terms| Held::all(terms, segment)).transpose()?;
            let many = held.as_ref().map(|held| held.iter().map(|held| u64::from(held.info.doc_freq)).sum::<u64>());
            each.push((many.unwrap_or(u64::MAX), held, part));
        }
        each.sort_by_key(|(many, ..)| *many);
        let Some(((many, Some(fewest), _), others)) = each.split_first() else { return Ok(None) };
        if *many > u64::from(segment.max_doc() / FEW) {
            return Ok(None);
        }
        let mut docs = Vec::new();
        for held in fewest {
            held.walk(|doc| docs.push(doc))?;
        }
        docs.sort_unstable();
        docs.dedup();
        if let Some(Within { column, bounds, .. }) = &self.within {
            let column = segment.fast_fields().i64(column)?;
            docs.retain(|doc| column.first(*doc).is_some_and(|value| bounds.contains(&value)));
        }
        for (many, held, part) in others {
            if docs.is_empty() {
                break;
            }
            let looks = |held: &[Held]| u64::try_from(docs.len().saturating_mul(held.len()).saturating_mul(A_LOOK)).unwrap_or(u64::MAX);
            let mut has = vec![false; docs.len()];
            match held {
                Some(held) if looks(held) < *many => {
                    for held in held {
                        let mut postings = held.index.read_postings_from_terminfo(&held.info, IndexRecordOption::Basic)?;
                        mark(&mut postings, &docs, &mut has);
                    }
                }
                Some(_) | None => {
                    let weight = part.query.weight(EnableScoring::disabled_from_schema(segment.schema()))?;
                    mark(&mut *weight.scorer(segment, 1.0)?, &docs, &mut has);
                }
            }
            docs = zip(docs, has).filter_map(|(doc, has)| has.then_some(doc)).collect();
        }
        Ok(Some(docs))
    }
}

/// Which of these documents, which are in their order, a set has.
fn mark<S: DocSet + ?Sized>(set: &mut S, docs: &[DocId], has: &mut [bool]) {
    for (doc, has) in zip(docs, has) {
        if set.doc() < *doc {
            set.seek(*doc);
        }
        *has |= set.doc() == *doc;
    }
}

#[cfg(test)]
mod tests;
