//! What was read lately and need not be read again: the facts that every request asks for. An answer is kept together with the
//! records that it was made of, and is good while none of them has been written, which the connection knows, for every write
//! goes through it, and a folder has one process. On a SurrealDB server nothing is kept, for others write there too.

use super::conn::{Conn, PATIENCE};
use crate::StoreError;
use quick_cache::sync::Cache as Answers;
use std::{
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use surrealdb::types::RecordId;

/// The longest that anything is kept. A commit whose answer was lost may come into effect later than we believe: that long at most
/// it goes unnoticed.
const LONGEST: Duration = Duration::from_secs(1);
/// The most answers to one question that are kept; those that nobody asks for go first.
const MOST: usize = 4_096;
/// How many marks there are. Records that share one are taken for each other: what is kept of them is read again needlessly.
const MARKS: usize = 65_536;

/// What statements write: records, or tables as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks(Vec<usize>);

impl Marks {
    /// A record, and with it some row of its table.
    pub(crate) fn record(&mut self, id: &RecordId) {
        self.0.extend([mark_of_record(id), mark_of_rows(id.table.as_str())]);
    }

    /// Nobody knows which rows of a table.
    pub(crate) fn table(&mut self, table: &str) {
        self.0.push(mark_of_table(table));
    }
}

/// When each record was written last, counted in writes.
pub(crate) struct Written {
    count: AtomicU64,
    marks: Vec<AtomicU64>,
    /// The last write of which nobody knows what it wrote.
    anything: AtomicU64,
}

impl Default for Written {
    fn default() -> Self {
        Self { count: AtomicU64::new(0), marks: (0..MARKS).map(|_| AtomicU64::new(0)).collect(), anything: AtomicU64::new(0) }
    }
}

impl Written {
    /// Notes what statements write, at the end of their run, however that ends: whoever keeps the guard says when.
    pub(crate) fn by<'a>(&'a self, marks: &'a Marks) -> Noting<'a> {
        Noting { written: self, marks }
    }

    /// Everything is to be read again.
    pub(crate) fn anything(&self) {
        let moment = self.count.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        self.anything.fetch_max(moment, Ordering::SeqCst);
    }

    fn moment(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    fn note(&self, mark: usize) {
        let moment = self.count.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        if let Some(slot) = self.marks.get(mark) {
            slot.fetch_max(moment, Ordering::SeqCst);
        }
    }

    fn none_since(&self, moment: u64, marks: &[usize]) -> bool {
        let untouched = |mark: &usize| self.marks.get(*mark).is_some_and(|slot| slot.load(Ordering::SeqCst) <= moment);
        self.anything.load(Ordering::SeqCst) <= moment && marks.iter().all(untouched)
    }
}

/// Notes what was written when it goes.
pub(crate) struct Noting<'a> {
    written: &'a Written,
    marks: &'a Marks,
}

impl Drop for Noting<'_> {
    fn drop(&mut self) {
        self.marks.0.iter().for_each(|mark| self.written.note(*mark));
    }
}

fn mark(of: impl std::hash::Hash) -> usize {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(of);
    usize::try_from(hash % u64::try_from(MARKS).unwrap_or(1)).unwrap_or(0)
}

/// What an answer is made of.
pub(crate) enum Source {
    Record(RecordId),
    /// All rows of a table, whichever is written.
    Rows(&'static str),
}

impl From<RecordId> for Source {
    fn from(id: RecordId) -> Self {
        Self::Record(id)
    }
}

impl Source {
    fn marks(&self) -> [usize; 2] {
        match self {
            Self::Record(id) => [mark_of_record(id), mark_of_table(id.table.as_str())],
            Self::Rows(table) => [mark_of_rows(table), mark_of_table(table)],
        }
    }
}

/// Of statements that write to a table as a whole.
fn mark_of_table(table: &str) -> usize {
    mark(table)
}

/// Of statements that write some row of a table.
fn mark_of_rows(table: &str) -> usize {
    mark(("rows", table))
}

fn mark_of_record(id: &RecordId) -> usize {
    mark(id)
}

/// Answers to one question, by what it was asked about. Of many who ask at once for what is not there, one reads.
pub(crate) struct Cache<T>(Answers<String, Arc<Answer<T>>>);

struct Answer<T> {
    what: Arc<T>,
    of: Vec<usize>,
    moment: u64,
    read: Instant,
}

impl<T> Answer<T> {
    fn is_good(&self, written: &Written) -> bool {
        self.read.elapsed() < LONGEST && written.none_since(self.moment, &self.of)
    }
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Answers::new(MOST))
    }
}

impl<T: Send + Sync> Cache<T> {
    /// What is kept about `about`, or what `read` finds, with what it is made of. What does not exist is not kept.
    pub(crate) async fn or_read<F, S>(&self, conn: &Conn, about: &str, read: F) -> Result<Option<Arc<T>>, StoreError>
    where
        F: Future<Output = Result<Option<(T, Vec<S>)>, StoreError>>,
        S: Into<Source>,
    {
        let Some(written) = conn.written() else { return Ok(read.await?.map(|(what, _)| Arc::new(what))) };
        if let Some(answer) = self.0.get(about) {
            if answer.is_good(written) {
                return Ok(Some(Arc::clone(&answer.what)));
            }
            self.0.remove_if(about, |answer| !answer.is_good(written));
        }
        // Whoever reads already may have begun before something was written that this caller knows of: then it is read once more.
        let turn = tokio::time::timeout(PATIENCE, self.0.get_value_or_guard_async(about)).await.map_err(|_| StoreError::TimedOut)?;
        let guard = match turn {
            Ok(answer) if answer.is_good(written) => return Ok(Some(Arc::clone(&answer.what))),
            Ok(_) => None,
            Err(guard) => Some(guard),
        };
        // Before it is read: what is written meanwhile makes it old at once.
        let moment = written.moment();
        let Some((what, of)) = read.await? else { return Ok(None) };
        let what = Arc::new(what);
        let of = of.into_iter().flat_map(|source| source.into().marks()).collect();
        let answer = Arc::new(Answer { what: Arc::clone(&what), of, moment, read: Instant::now() });
        match guard {
            Some(guard) => drop(guard.insert(answer)),
            None => self.0.insert(about.to_owned(), answer),
        }
        Ok(Some(what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Address,
        engine::{
            fault::{Fault, Faults},
            write::{Update, Writes},
        },
        record,
    };
    use std::sync::atomic::AtomicUsize;

    /// The number of reads after asking once more.
    async fn asked(kept: &Cache<()>, conn: &Conn, reads: &AtomicUsize) -> usize {
        let read = async {
            reads.fetch_add(1, Ordering::SeqCst);
            Ok(Some(((), vec![record("thing", "a"), record("thing", "b")])))
        };
        assert!(kept.or_read(conn, "question", read).await.unwrap().is_some());
        reads.load(Ordering::SeqCst)
    }

    fn writes(what: impl FnOnce(&mut Writes)) -> Writes {
        let mut writes = Writes::default();
        what(&mut writes);
        writes
    }

    #[tokio::test]
    async fn an_answer_is_kept_until_something_that_it_is_made_of_is_written() {
        let faults = Faults::default();
        let conn = Conn::open(&Address::Memory, faults.clone()).await.unwrap();
        let (kept, reads) = (Cache::default(), AtomicUsize::new(0));
        let write = async |what: &dyn Fn(&mut Writes)| drop(conn.write(&writes(what)).await);
        let thing = |key| record("thing", key);
        assert_eq!(asked(&kept, &conn, &reads).await, 1);
        write(&|w| w.update(&Update::of_or_new(&thing("c")).set("n", 1_i64))).await;
        assert_eq!(asked(&kept, &conn, &reads).await, 1, "what was written is another record");
        write(&|w| w.update(&Update::of_or_new(&thing("b")).set("n", 1_i64))).await;
        assert_eq!(asked(&kept, &conn, &reads).await, 2, "one of its records was written");
        write(&|w| w.delete_where("thing", &[])).await;
        assert_eq!(asked(&kept, &conn, &reads).await, 3, "its table was written");
        write(&|w| {
            w.must_find("SELECT * FROM nothing");
            w.delete(&thing("a"));
        })
        .await;
        assert_eq!(asked(&kept, &conn, &reads).await, 4, "also by what failed");
        faults.set(Fault::Silent);
        assert_eq!(asked(&kept, &conn, &reads).await, 5, "a store that does not answer has nothing at hand");
    }

    #[tokio::test]
    async fn an_answer_that_is_made_of_all_rows_of_a_table_is_kept_until_any_is_written() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        let (kept, reads) = (Cache::default(), AtomicUsize::new(0));
        let counted = async || {
            let read = async { Ok(Some(((), vec![Source::Rows("thing")]))) };
            let read = async { (reads.fetch_add(1, Ordering::SeqCst), read.await).1 };
            kept.or_read(&conn, "", read).await.unwrap();
            reads.load(Ordering::SeqCst)
        };
        let put =
            async |table, key| conn.write(&writes(|w| w.update(&Update::of_or_new(&record(table, key)).set("n", 1_i64)))).await.unwrap();
        assert_eq!((counted().await, counted().await), (1, 1));
        put("other", "a").await;
        assert_eq!(counted().await, 1);
        put("thing", "a").await;
        assert_eq!(counted().await, 2);
        conn.write(&writes(|w| w.delete_where("thing", &[]))).await.unwrap();
        assert_eq!(counted().await, 3);
    }

    #[tokio::test]
    async fn of_many_who_ask_at_once_one_reads() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        let (kept, reads) = (Cache::<()>::default(), AtomicUsize::new(0));
        let ask = || async {
            let read = async {
                reads.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok(Some(((), vec![record("thing", "a")])))
            };
            kept.or_read(&conn, "question", read).await.unwrap();
        };
        futures::future::join_all((0..50).map(|_| ask())).await;
        assert_eq!(reads.load(Ordering::SeqCst), 1);
    }
}
