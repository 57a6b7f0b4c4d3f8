//! What was read lately and need not be read again: the facts that every request asks for. An answer is kept together with the
//! records that it was made of, and is good while none of them has been written, which the connection knows, for every write
//! goes through it, and a folder has one process. On a SurrealDB server nothing is kept, for others write there too.

use crate::{StoreError, conn::Conn};
use std::{
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use surrealdb::types::{RecordId, Value, Variables};

/// The longest that anything is kept. A commit whose answer was lost may come into effect later than we believe: that long at most
/// it goes unnoticed.
const LONGEST: Duration = Duration::from_secs(1);
/// The most answers to one question that are kept; when there are more, it begins anew.
const MOST: usize = 4_096;
/// How many marks there are. Records that share one are taken for each other: what is kept of them is read again needlessly.
const MARKS: usize = 65_536;

/// When each record was written last, counted in writes.
pub(crate) struct Writes {
    count: AtomicU64,
    marks: Vec<AtomicU64>,
    /// The last write of which nobody knows what it wrote.
    anything: AtomicU64,
}

impl Default for Writes {
    fn default() -> Self {
        Self { count: AtomicU64::new(0), marks: (0..MARKS).map(|_| AtomicU64::new(0)).collect(), anything: AtomicU64::new(0) }
    }
}

impl Writes {
    /// Notes what statements write, at the end of their run, however that ends: whoever keeps the guard says when.
    pub(crate) fn by<'a>(&'a self, sql: &str, vars: &Variables) -> Written<'a> {
        Written { writes: self, targets: targets(sql, vars) }
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
pub(crate) struct Written<'a> {
    writes: &'a Writes,
    targets: Option<Vec<usize>>,
}

impl Drop for Written<'_> {
    fn drop(&mut self) {
        match &self.targets {
            Some(marks) => marks.iter().for_each(|mark| self.writes.note(*mark)),
            None => self.writes.anything(),
        }
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

/// The words after which a statement names what it writes, or that change tables themselves.
const WRITING: &[&str] = &["CREATE", "UPDATE", "UPSERT", "DELETE", "INSERT", "RELATE", "DEFINE", "REMOVE", "ALTER", "REBUILD"];

/// The marks of what statements write: of a record that a variable holds, of a whole table that they name. `None`: something that
/// is neither.
fn targets(sql: &str, vars: &Variables) -> Option<Vec<usize>> {
    let mut marks = Vec::new();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut rest = sql;
    while let Some(start) = rest.find(is_name) {
        let word = rest.get(start..)?;
        let end = word.find(|c| !is_name(c)).unwrap_or(word.len());
        let (word, after) = word.split_at_checked(end)?;
        rest = after;
        if !WRITING.contains(&word) {
            continue;
        }
        let target = after.trim_start();
        let target = target.strip_prefix("INTO ").unwrap_or(target);
        let name = target.get(..target.find(|c| !is_name(c)).unwrap_or(target.len()))?;
        if let Some(variable) = name.strip_prefix('$') {
            let before = marks.len();
            records(vars.get(variable)?, &mut marks);
            // A variable that holds no record is nothing that can be written: it is not understood.
            if marks.len() == before {
                return None;
            }
        } else if let Some(table) = target.strip_prefix("type::record('") {
            marks.push(mark_of_table(table.split_once('\'')?.0));
        } else if name.is_empty() || name.chars().any(|c| c.is_ascii_uppercase()) || target.get(name.len()..)?.starts_with("::") {
            return None;
        } else {
            marks.push(mark_of_table(name));
        }
    }
    Some(marks)
}

/// The marks of all records in a value, and of the rows of their tables.
fn records(value: &Value, marks: &mut Vec<usize>) {
    if let Value::RecordId(id) = value {
        marks.extend([mark_of_record(id), mark_of_rows(id.table.as_str())]);
    } else if let Value::Array(items) = value {
        items.iter().for_each(|item| records(item, marks));
    }
}

/// Answers to one question, by what it was asked about.
pub(crate) struct Kept<T>(Mutex<HashMap<String, Answer<T>>>);

struct Answer<T> {
    what: Arc<T>,
    of: Vec<usize>,
    moment: u64,
    read: Instant,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    /// What is kept about `about`, or what `read` finds, with what it is made of. What does not exist is not kept.
    pub(crate) async fn or_read<F, S>(&self, conn: &Conn, about: &str, read: F) -> Result<Option<Arc<T>>, StoreError>
    where
        F: Future<Output = Result<Option<(T, Vec<S>)>, StoreError>>,
        S: Into<Source>,
    {
        let Some(writes) = conn.writes() else { return Ok(read.await?.map(|(what, _)| Arc::new(what))) };
        let good = |answer: &Answer<T>| answer.read.elapsed() < LONGEST && writes.none_since(answer.moment, &answer.of);
        if let Some(answer) = self.all().get(about).filter(|answer| good(answer)) {
            return Ok(Some(Arc::clone(&answer.what)));
        }
        // Before it is read: what is written meanwhile makes it old at once.
        let moment = writes.moment();
        let found = read.await?;
        let mut all = self.all();
        let Some((what, of)) = found else {
            all.remove(about);
            return Ok(None);
        };
        if all.len() >= MOST {
            all.retain(|_, answer| good(answer));
        }
        if all.len() >= MOST {
            all.clear();
        }
        let what = Arc::new(what);
        let of = of.into_iter().flat_map(|source| source.into().marks()).collect();
        all.insert(about.to_owned(), Answer { what: Arc::clone(&what), of, moment, read: Instant::now() });
        Ok(Some(what))
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Answer<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        conn::{Address, vars},
        fault::{Fault, Faults},
        record,
    };
    use std::sync::atomic::AtomicUsize;

    #[test]
    fn what_a_statement_writes_is_found() {
        let ada = record("customer", "ada");
        let of_ada = Some(vec![mark_of_record(&ada), mark_of_rows("customer")]);
        let of_table = |table| Some(vec![mark_of_table(table)]);
        let vars = vars! { "id" => ada.clone(), "all" => vec![ada], "name" => "ada".to_owned() };
        for (sql, found) in [
            ("UPDATE $id SET consent = false WHERE revision = 1", of_ada.clone()),
            ("BEGIN;\nIF !(UPDATE $id SET a = 1 RETURN VALUE id) { THROW 'x' };\nCOMMIT", of_ada.clone()),
            ("FOR $n IN 0..2 { UPDATE $all[$n] SET number = $n RETURN NONE }", of_ada),
            ("DELETE shopper_session WHERE customer = $name RETURN NONE", of_table("shopper_session")),
            ("UPDATE version:catalog SET number += 1", of_table("version")),
            ("INSERT INTO event_place (SELECT * FROM event)", of_table("event_place")),
            ("UPDATE type::record('handoff', $id.handoff ?? 'none') SET spent = true", of_table("handoff")),
            ("RETURN [{ session: $id.*, updated: UPDATED }]", Some(vec![])),
            ("SELECT * FROM customer", Some(vec![])),
        ] {
            assert_eq!(targets(sql, &vars), found, "{sql}");
        }
    }

    #[test]
    fn a_statement_whose_target_is_not_understood_writes_everything() {
        let vars = vars! { "name" => "ada".to_owned() };
        for sql in [
            "UPDATE $unbound SET a = 1",
            "UPDATE $name SET a = 1",
            "DEFINE TABLE x",
            "DELETE (SELECT * FROM x)",
            "UPDATE type::table($name)",
            "DELETE",
        ] {
            assert_eq!(targets(sql, &vars), None, "{sql}");
        }
    }

    /// The number of reads after asking once more.
    async fn asked(kept: &Kept<()>, conn: &Conn, reads: &AtomicUsize) -> usize {
        let read = async {
            reads.fetch_add(1, Ordering::SeqCst);
            Ok(Some(((), vec![record("thing", "a"), record("thing", "b")])))
        };
        assert!(kept.or_read(conn, "question", read).await.unwrap().is_some());
        reads.load(Ordering::SeqCst)
    }

    #[tokio::test]
    async fn an_answer_is_kept_until_something_that_it_is_made_of_is_written() {
        let faults = Faults::default();
        let conn = Conn::open(&Address::Memory, faults.clone()).await.unwrap();
        let (kept, reads) = (Kept::default(), AtomicUsize::new(0));
        let run = async |sql: &str, key: &str| drop(conn.run(sql, vars! { "id" => record("thing", key) }).await);
        assert_eq!(asked(&kept, &conn, &reads).await, 1);
        run("CREATE $id", "c").await;
        run("SELECT * FROM $id", "a").await;
        assert_eq!(asked(&kept, &conn, &reads).await, 1, "what was written is another record");
        run("UPSERT $id SET n = 1", "b").await;
        assert_eq!(asked(&kept, &conn, &reads).await, 2, "one of its records was written");
        run("DELETE thing WHERE n = 7", "").await;
        assert_eq!(asked(&kept, &conn, &reads).await, 3, "its table was written");
        run("THROW 'no'; CREATE $id", "a").await;
        assert_eq!(asked(&kept, &conn, &reads).await, 4, "also by what failed");
        faults.set(Fault::Silent);
        assert_eq!(asked(&kept, &conn, &reads).await, 5, "a store that does not answer has nothing at hand");
    }

    #[tokio::test]
    async fn an_answer_that_is_made_of_all_rows_of_a_table_is_kept_until_any_is_written() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        let (kept, reads) = (Kept::default(), AtomicUsize::new(0));
        let counted = async || {
            let read = async { Ok(Some(((), vec![Source::Rows("thing")]))) };
            let read = async { (reads.fetch_add(1, Ordering::SeqCst), read.await).1 };
            kept.or_read(&conn, "", read).await.unwrap();
            reads.load(Ordering::SeqCst)
        };
        assert_eq!((counted().await, counted().await), (1, 1));
        conn.run("CREATE $id", vars! { "id" => record("other", "a") }).await.unwrap();
        assert_eq!(counted().await, 1);
        conn.run("CREATE $id", vars! { "id" => record("thing", "a") }).await.unwrap();
        assert_eq!(counted().await, 2);
        conn.run("DELETE thing", vars! {}).await.unwrap();
        assert_eq!(counted().await, 3);
    }
}
