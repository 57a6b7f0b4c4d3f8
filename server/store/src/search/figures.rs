//! Figures of rows: what something costs, how many pieces there are. A list is narrowed by them, and what it could be narrowed to is counted.

use super::{
    Also, Findable, Look, RowIndex,
    plain::{Plain, PlainColumns},
};
use crate::{Store, StoreError, engine::index::off_the_way};
use domain::{list::Filter, text::Words, time::Moment};
use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, Count, SegmentCollector},
    columnar::Column,
};

/// The field that holds them, each under its name.
pub(super) const FIGURES: &str = "figures";

/// Of figures what they say: each is there, or is not.
pub(crate) type Says<T> = Arc<dyn Fn(&[Option<i64>]) -> T + Send + Sync>;

/// Which figures of a row are asked for.
#[derive(Clone, Copy)]
pub(crate) enum Names<'a> {
    All,
    These(&'a [String]),
}

impl Names<'_> {
    /// Whether there may be one among them whose name begins so.
    pub(crate) fn any(self, begins: &str) -> bool {
        match self {
            Self::All => true,
            Self::These(names) => names.iter().any(|name| name.starts_with(begins)),
        }
    }
}

/// What is made of some figures of a row, by their names.
pub(crate) struct Figured<T> {
    names: Vec<String>,
    /// What is made of others stands behind them.
    derived: Vec<Derived>,
    says: Says<T>,
    /// Where it says no more than that each is there and within bounds, these.
    within: Option<Arc<[Bounds]>>,
}

/// A figure that is made of others, for all rows of a part of the index once: what many ask for, and what costs more than to read it.
#[derive(Clone)]
pub(crate) struct Derived {
    /// As nothing else is called that is made otherwise.
    pub(crate) name: String,
    pub(crate) of: Figured<Option<i64>>,
}

impl<T> Clone for Figured<T> {
    fn clone(&self) -> Self {
        let Self { names, derived, says, within } = self;
        Self { names: names.clone(), derived: derived.clone(), says: Arc::clone(says), within: within.clone() }
    }
}

impl<T: 'static> Figured<T> {
    pub(crate) fn new(names: Vec<String>, says: impl Fn(&[Option<i64>]) -> T + Send + Sync + 'static) -> Self {
        Self { names, derived: Vec::new(), says: Arc::new(says), within: None }
    }

    /// The same, which is told these as well: they stand behind the others.
    pub(crate) fn and(self, derived: Vec<Derived>) -> Self {
        Self { derived, ..self }
    }

    /// What is made of what they say.
    pub(crate) fn map<U>(self, made: impl Fn(T) -> U + Send + Sync + 'static) -> Figured<U> {
        let Self { names, derived, says, .. } = self;
        Figured { names, derived, says: Arc::new(move |figures: &[Option<i64>]| made(says(figures))), within: None }
    }
}

impl Figured<bool> {
    /// Whether each of these figures is there and within what a filter says of it; nothing, where none says anything.
    pub(crate) fn within<'a>(filters: impl IntoIterator<Item = (&'static str, &'a Filter)>) -> Option<Self> {
        let said = filters.into_iter().filter_map(|(name, filter)| Some((name.to_owned(), Bounds::of(filter)?)));
        let (names, bounds): (Vec<String>, Vec<Bounds>) = said.unzip();
        let bounds: Arc<[Bounds]> = bounds.into();
        let within = Some(Arc::clone(&bounds));
        let says = move |figures: &[Option<i64>]| figures.iter().zip(bounds.iter()).all(|(figure, bounds)| bounds.hold(*figure));
        (!names.is_empty()).then(|| Self { within, ..Self::new(names, says) })
    }
}

/// The least and the most that a figure may be.
pub(crate) struct Bounds(Option<i64>, Option<i64>);

impl Bounds {
    fn of(filter: &Filter) -> Option<Self> {
        match filter {
            Filter::Is(_) => None,
            Filter::Numbers(from, to) => Some(Self(*from, *to)),
            Filter::Between(from, until) => Some(Self(from.map(Moment::millis), until.map(|until| until.millis().saturating_sub(1)))),
        }
    }

    fn hold(&self, figure: Option<i64>) -> bool {
        figure.is_some_and(|n| self.0.is_none_or(|least| n >= least) && self.1.is_none_or(|most| n <= most))
    }

    fn ends(&self) -> (i64, i64) {
        (self.0.unwrap_or(i64::MIN), self.1.unwrap_or(i64::MAX))
    }
}

impl<T> Figured<T> {
    /// Of a row as it is now.
    pub(crate) fn of<R: Findable>(&self, row: &R) -> T {
        self.of_these(&row.figures(Names::These(&self.asked())).into_iter().collect())
    }

    /// The names of all that is read of a row.
    fn asked(&self) -> Vec<String> {
        self.names.iter().cloned().chain(self.derived.iter().flat_map(|derived| derived.of.asked())).collect()
    }

    fn of_these(&self, figures: &BTreeMap<String, i64>) -> T {
        let stored = self.names.iter().map(|name| figures.get(name).copied());
        (self.says)(&stored.chain(self.derived.iter().map(|derived| derived.of.of_these(figures))).collect::<Vec<_>>())
    }

    /// The same, of the rows of a segment: from plain columns, where those are there.
    pub(super) fn in_segment(&self, segment: &SegmentReader, plain: &PlainColumns) -> tantivy::Result<InSegment<T>> {
        let stored = |name: &String| -> tantivy::Result<Option<Held>> {
            let name = format!("{FIGURES}.{name}");
            let column: Option<Column<i64>> = segment.fast_fields().column_opt(&name)?;
            let plain = |column: &Column<i64>| Some(Held::Plain(plain.of(segment, &name, column, Some)?));
            Ok(column.map(|column| plain(&column).unwrap_or_else(|| Held::Column(column, Vec::new()))))
        };
        let derived = self.derived.iter().map(|derived| derived.in_segment(segment, plain).map(Some));
        let columns: Vec<Option<Held>> = self.names.iter().map(stored).chain(derived).collect::<tantivy::Result<_>>()?;
        let each = self.within.as_deref().unwrap_or_default().iter().zip(self.names.iter().zip(&columns));
        let each = each.map(|(bounds, (name, column))| match column {
            Some(Held::Plain(plain)) => Some(Within { name: format!("{FIGURES}.{name}"), plain: plain.clone(), ends: bounds.ends() }),
            Some(Held::Column(..) | Held::Made(..)) | None => None,
        });
        let each: Option<Vec<_>> = each.collect();
        let within = each.filter(|each| !each.is_empty());
        Ok(InSegment { read: vec![None; columns.len()], columns, says: Arc::clone(&self.says), within })
    }
}

#[cfg(test)]
impl<T> Figured<T> {
    /// Of a row that has none of them.
    pub(crate) fn of_nothing(&self) -> T {
        self.of_these(&BTreeMap::new())
    }
}

impl Derived {
    /// What it is made of is read for that alone, and not copied.
    fn in_segment(&self, segment: &SegmentReader, plain: &PlainColumns) -> tantivy::Result<Held> {
        let each = || self.of.in_segment(segment, &PlainColumns::none());
        let made = plain.derived(segment, &self.name, |docs| {
            let mut made = Vec::new();
            each()?.push_each(docs, &mut made);
            Ok(made)
        })?;
        Ok(match made {
            Some(plain) => Held::Plain(plain),
            None => Held::Made(Box::new(each()?), Vec::new()),
        })
    }
}

/// What the rows of a segment hold in a column.
enum Held {
    Plain(Plain),
    /// And what a block of them does.
    Column(Column<i64>, Vec<Option<i64>>),
    Made(Box<InSegment<Option<i64>>>, Vec<Option<i64>>),
}

/// The same, of the rows of a segment.
pub(super) struct InSegment<T> {
    columns: Vec<Option<Held>>,
    read: Vec<Option<i64>>,
    says: Says<T>,
    /// What says the same.
    within: Option<Vec<Within>>,
}

/// A plain column, what it is called, and the least and the most that is asked for of it.
struct Within {
    name: String,
    plain: Plain,
    ends: (i64, i64),
}

impl<T> InSegment<T> {
    /// What they say of each row of a block: a column is read for many at once, at half of the cost.
    pub(super) fn of_each(&mut self, block: &[DocId], mut take: impl FnMut(DocId, T)) {
        for held in self.columns.iter_mut().flatten() {
            match held {
                Held::Plain(_) => {}
                Held::Column(column, held) => {
                    held.clear();
                    held.resize(block.len(), None);
                    column.first_vals(block, held);
                }
                Held::Made(each, held) => {
                    held.clear();
                    each.push_each(block, held);
                }
            }
        }
        for (n, doc) in block.iter().enumerate() {
            for (read, held) in self.read.iter_mut().zip(&self.columns) {
                *read = match held {
                    Some(Held::Plain(plain)) => plain.at(*doc),
                    Some(Held::Column(_, held) | Held::Made(_, held)) => held.get(n).copied().flatten(),
                    None => None,
                };
            }
            take(*doc, (self.says)(&self.read));
        }
    }
}

impl InSegment<Option<i64>> {
    fn push_each(&mut self, block: &[DocId], to: &mut Vec<Option<i64>>) {
        self.of_each(block, |_, figure| to.push(figure));
    }
}

impl InSegment<bool> {
    /// Where a plain column is all that they say: what it is called, what it holds, and the least and the most that is asked for.
    pub(super) fn only_plain(&self) -> Option<(&str, &Plain, (i64, i64))> {
        let [only] = self.within.as_deref()? else { return None };
        Some((&only.name, &only.plain, only.ends))
    }

    /// Those rows of a block of which they say yes; all, where there is nothing to say.
    pub(super) fn among<'a>(narrowed: Option<&mut Self>, block: &'a [DocId], those: &'a mut Vec<DocId>) -> &'a [DocId] {
        let Some(narrowed) = narrowed else { return block };
        those.clear();
        if let Some(within) = &narrowed.within {
            let is_one = |doc: &DocId| within.iter().all(|within| within.plain.is_within(*doc, within.ends));
            those.extend(block.iter().copied().filter(is_one));
        } else {
            narrowed.of_each(block, |doc, is_one| those.extend(is_one.then_some(doc)));
        }
        those
    }
}

/// What is made of all that is found, one after another: nothing of it has to be kept but what is made of it.
pub(crate) trait Gather<T>: Clone + Send + Sync + 'static {
    fn gather(&mut self, one: &T);
    /// With what was made of others.
    fn gather_all(&mut self, others: Self);
}

/// What the figures of all that is found say, gathered.
struct Gathering<T, G>(Figured<T>, G, PlainColumns);

struct GatheringInSegment<T, G>(InSegment<T>, G);

impl<T: 'static, G: Gather<T>> Collector for Gathering<T, G> {
    type Fruit = G;
    type Child = GatheringInSegment<T, G>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<GatheringInSegment<T, G>> {
        Ok(GatheringInSegment(self.0.in_segment(segment, &self.2)?, self.1.clone()))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<G>) -> tantivy::Result<G> {
        let mut all = self.1.clone();
        fruits.into_iter().for_each(|fruit| all.gather_all(fruit));
        Ok(all)
    }
}

impl<T: 'static, G: Gather<T>> SegmentCollector for GatheringInSegment<T, G> {
    type Fruit = G;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, block: &[DocId]) {
        let Self(figured, gathered) = self;
        figured.of_each(block, |_, said| gathered.gather(&said));
    }

    fn harvest(self) -> G {
        self.1
    }
}

impl Store {
    /// What the figures of all rows that are found say, gathered from nothing on.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: the index is being made. The store does not answer.
    pub(crate) async fn figures<R: Findable, T: 'static, G: Gather<T>>(
        &self,
        look: Look,
        figured: Figured<T>,
        nothing: G,
    ) -> Result<G, StoreError> {
        let (waiting, mut gathered, look) =
            self.look::<R, _>(look, |_| Gathering(figured.clone(), nothing, self.rows.plain.clone())).await?;
        let rows: Vec<R> = self.rows_of(waiting).await?;
        rows.iter().filter(|row| look.takes(*row)).for_each(|row| gathered.gather(&figured.of(row)));
        Ok(gathered)
    }

    /// How many rows hold one of these values in a column; nothing while the index is being made.
    ///
    /// # Errors
    /// The store does not answer.
    pub(crate) async fn count_any<R: Findable>(&self, column: &'static str, values: &[String]) -> Result<Option<i64>, StoreError> {
        let counted = self.count_each::<R, ()>(column, BTreeMap::from([((), values.to_vec())])).await;
        let counted = Some(counted).filter(|counted| !matches!(counted, Err(StoreError::Unavailable(_)))).transpose()?;
        Ok(counted.map(|each| each.into_values().next().unwrap_or_default()))
    }

    /// How many rows hold one of the values in a column that are asked for under each of these names.
    ///
    /// # Errors
    /// As [`Store::figures`].
    pub(crate) async fn count_each<R: Findable, N: Ord + Clone + Send + Sync + 'static>(
        &self,
        column: &'static str,
        asked: BTreeMap<N, Vec<String>>,
    ) -> Result<BTreeMap<N, i64>, StoreError> {
        let index: &RowIndex = &self.rows;
        let waiting = index.waiting(R::LIST.table);
        let shown = index.kept.shown();
        if !index.is_made.load(Ordering::SeqCst) {
            return Err(super::being_made());
        }
        let query = |(name, values): (&N, &Vec<String>)| {
            let look = Look { words: Words::none(), of: vec![(column, values.clone())], also: Also::new() };
            (name.clone(), index.query::<R>(&look, &waiting))
        };
        let queries: Vec<_> = asked.iter().map(query).collect();
        let count = move || {
            let each = queries.into_iter().map(|(name, query)| {
                let count = shown.searcher.search(&*query, &Count)?;
                Ok((name, i64::try_from(count).unwrap_or(i64::MAX)))
            });
            each.collect::<Result<BTreeMap<N, i64>, StoreError>>()
        };
        let mut counted = off_the_way(count).await?;
        for row in self.rows_of::<R>(waiting.iter().cloned()).await? {
            let facets = row.facets();
            let holds = |values: &Vec<String>| facets.iter().any(|(of, value)| *of == column && values.contains(value));
            for (name, _) in asked.iter().filter(|(_, values)| holds(values)) {
                if let Some(count) = counted.get_mut(name) {
                    *count = count.saturating_add(1);
                }
            }
        }
        Ok(counted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_let_through_but_the_moment_at_which_a_day_ends() {
        let at = |millis| Some(Moment::from_millis(millis));
        let says = |filters: &[(&'static str, Filter)], figures: &[Option<i64>]| {
            let within = Figured::within(filters.iter().map(|(name, filter)| (*name, filter)));
            within.map(|within| (within.says)(figures))
        };
        let day = ("placed", Filter::Between(at(10), at(20)));
        let sum = ("total", Filter::Numbers(Some(3), None));
        for (placed, total, is_within) in [(9, 3, false), (10, 2, false), (10, 3, true), (19, i64::MAX, true), (20, 3, false)] {
            let both = [day.clone(), sum.clone()];
            assert_eq!(says(&both, &[Some(placed), Some(total)]), Some(is_within), "{placed} {total}");
        }
        assert_eq!(says(&[sum], &[None]), Some(false), "what is not there is not within");
        assert_eq!(says(&[("status", Filter::Is("new".to_owned()))], &[]), None);
    }
}
