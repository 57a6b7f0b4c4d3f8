//! The engine of folders against a map: whatever is written, read, walked over and taken back.

use super::Folder;
use crate::{StoreError, engine::open::client};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseError};
use std::collections::BTreeMap;
use surrealdb::{Surreal, engine::local::Db, types::Value};
use surrealdb_kvs::{
    Direction, Error, Key, KeyRange, ScanCursorVals, TransactionBuilder, TransactionType,
    api::{ScanCursorKeys, Transactable},
};

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

#[derive(Debug, Clone)]
enum Step {
    Set(u8, u8),
    Put(u8, u8),
    PutIf(u8, u8, Option<u8>),
    Del(u8),
    DelIf(u8, Option<u8>),
    Save,
    Release,
    RollBack,
    /// From a key to a key, so many after so many.
    Walk(u8, u8, u32, u32),
    /// The end of a transaction, kept or not, and the beginning of the next.
    End(bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (key, value) = (0..12_u8, 0..4_u8);
    let held = prop::option::of(0..4_u8);
    let step = prop_oneof![
        4 => (key.clone(), value.clone()).prop_map(|(k, v)| Step::Set(k, v)),
        2 => (key.clone(), value.clone()).prop_map(|(k, v)| Step::Put(k, v)),
        2 => (key.clone(), value, held.clone()).prop_map(|(k, v, held)| Step::PutIf(k, v, held)),
        2 => key.clone().prop_map(Step::Del),
        2 => (key.clone(), held).prop_map(|(k, held)| Step::DelIf(k, held)),
        1 => Just(Step::Save),
        1 => Just(Step::Release),
        1 => Just(Step::RollBack),
        4 => (key.clone(), key, 0..4_u32, 0..8_u32).prop_map(|(from, to, skip, limit)| Step::Walk(from, to, skip, limit)),
        1 => any::<bool>().prop_map(Step::End),
    ];
    vec(step, 1..60)
}

/// Of a row, and of a definition.
fn key(n: u8) -> Key<'static> {
    if n < 6 { Key::from(vec![b'k', n]) } else { field("thing", n) }
}

fn field(table: &str, n: u8) -> Key<'static> {
    Key::from([b"/*\0\0\0\0*\0\0\0\0*", table.as_bytes(), b"\0!fd", &[n]].concat())
}

fn range(from: u8, to: u8) -> KeyRange<'static> {
    KeyRange { start: key(from), end: key(to) }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

async fn begin(folder: &Folder, kind: TransactionType) -> Box<dyn Transactable> {
    folder.new_transaction(kind).await.unwrap().0
}

/// What the map says of a walk.
fn walked(map: &Map, from: u8, to: u8, direction: Direction, skip: u32, limit: u32) -> Vec<(Vec<u8>, Vec<u8>)> {
    let (from, to) = (key(from).into_vec(), key(to).into_vec());
    let found = map.iter().filter(|(k, _)| **k >= from && **k < to).map(|(k, v)| (k.clone(), v.clone()));
    let found: Vec<_> = match direction {
        Direction::Forward => found.collect(),
        Direction::Backward => found.rev().collect(),
    };
    found.into_iter().skip(skip.try_into().unwrap()).take(limit.try_into().unwrap()).collect()
}

/// All of a range by a cursor, in chunks of a size.
async fn by_cursor(tx: &dyn Transactable, range: KeyRange<'_>, direction: Direction, skip: u32, chunk: u32) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut cursor: Box<dyn ScanCursorVals + '_> = tx.open_vals_cursor(range, direction, skip, None).await.unwrap();
    let mut found = Vec::new();
    loop {
        let batch = cursor.next_batch(chunk).await.unwrap();
        if batch.is_empty() {
            return found;
        }
        found.extend(batch.iter().map(|(k, v)| (k.to_vec(), v.to_vec())));
    }
}

async fn checks_a_walk(tx: &dyn Transactable, map: &Map, (from, to, skip, limit): (u8, u8, u32, u32)) -> Result<(), TestCaseError> {
    for direction in [Direction::Forward, Direction::Backward] {
        let expected = walked(map, from, to, direction, skip, limit);
        let (values, keys) = match direction {
            Direction::Forward => (tx.scan(range(from, to), limit, skip, None).await, tx.keys(range(from, to), limit, skip, None).await),
            Direction::Backward => (tx.scanr(range(from, to), limit, skip, None).await, tx.keysr(range(from, to), limit, skip, None).await),
        };
        let (values, keys) = (values.unwrap(), keys.unwrap());
        prop_assert_eq!(&values.values, &expected);
        prop_assert_eq!(&keys.keys, &expected.iter().map(|(k, _)| k.clone()).collect::<Vec<_>>());
        prop_assert_eq!(keys.key_bytes, u64::try_from(keys.keys.iter().map(Vec::len).sum::<usize>()).unwrap());
        let everything = walked(map, from, to, direction, skip, u32::MAX);
        prop_assert_eq!(by_cursor(tx, range(from, to), direction, skip, limit + 1).await, everything.clone());
        let mut visited = Vec::new();
        let mut cursor: Box<dyn ScanCursorKeys + '_> = tx.open_keys_cursor(range(from, to), direction, skip, None).await.unwrap();
        loop {
            let stats = cursor
                .for_each(limit + 1, &mut |key: &[u8]| {
                    visited.push(key.to_vec());
                    // Whoever breaks off goes on behind what he has seen.
                    Ok(if visited.len() % 2 == 0 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) })
                })
                .await
                .unwrap();
            if stats.rows == 0 {
                break;
            }
        }
        prop_assert_eq!(visited, everything.into_iter().map(|(k, _)| k).collect::<Vec<_>>());
    }
    for _ in 0..2 {
        prop_assert_eq!(tx.getr(range(from, to), None).await.unwrap().values, walked(map, from, to, Direction::Forward, 0, u32::MAX));
        prop_assert_eq!(&tx.get(key(from), None).await.unwrap(), &map.get(key(from).as_slice()).cloned());
    }
    prop_assert_eq!(tx.count(range(from, to), None).await.unwrap(), walked(map, from, to, Direction::Forward, 0, u32::MAX).len());
    Ok(())
}

async fn follows(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let place = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(place.path()).unwrap();
    let (mut kept, mut map, mut saved): (Map, Map, Vec<Map>) = Default::default();
    let mut tx = begin(&folder, TransactionType::Write).await;
    for step in steps {
        match step {
            Step::Set(k, v) => {
                tx.set(key(k), vec![v]).await.unwrap();
                map.insert(key(k).into_vec(), vec![v]);
            }
            Step::Put(k, v) => {
                let was = tx.put(key(k), vec![v]).await;
                let is_there = map.contains_key(key(k).as_slice());
                prop_assert_eq!(matches!(was, Err(Error::TransactionKeyAlreadyExists)), is_there);
                map.entry(key(k).into_vec()).or_insert_with(|| vec![v]);
            }
            Step::PutIf(k, v, held) => {
                let held = held.map(|v| vec![v]);
                let was = tx.putc(key(k), vec![v], held.clone()).await;
                let holds = map.get(key(k).as_slice()).cloned() == held;
                prop_assert_eq!(matches!(was, Err(Error::TransactionConditionNotMet)), !holds);
                if holds {
                    map.insert(key(k).into_vec(), vec![v]);
                }
            }
            Step::Del(k) => {
                tx.del(key(k)).await.unwrap();
                map.remove(key(k).as_slice());
            }
            Step::DelIf(k, held) => {
                let held = held.map(|v| vec![v]);
                let was = tx.delc(key(k), held.as_deref()).await;
                let holds = map.get(key(k).as_slice()).cloned() == held;
                prop_assert_eq!(matches!(was, Err(Error::TransactionConditionNotMet)), !holds);
                if holds {
                    map.remove(key(k).as_slice());
                }
            }
            Step::Save => {
                tx.new_save_point().await.unwrap();
                saved.push(map.clone());
            }
            Step::Release => {
                tx.release_last_save_point().await.unwrap();
                saved.pop();
            }
            Step::RollBack => match (tx.rollback_to_save_point().await, saved.pop()) {
                (was, Some(before)) => {
                    was.unwrap();
                    map = before;
                }
                (was, None) => prop_assert!(matches!(was, Err(Error::NoSavepoint))),
            },
            Step::Walk(from, to, skip, limit) => checks_a_walk(&*tx, &map, (from, to, skip, limit)).await?,
            Step::End(keeps) => {
                if keeps {
                    tx.commit().await.unwrap();
                    kept = map.clone();
                } else {
                    tx.cancel().await.unwrap();
                    map = kept.clone();
                }
                prop_assert!(tx.closed());
                saved.clear();
                tx = begin(&folder, TransactionType::Write).await;
            }
        }
    }
    // What was committed is what is there when the folder is opened next.
    drop(tx);
    folder.shutdown().await.unwrap();
    folder = Folder::open(place.path()).unwrap();
    let tx = begin(&folder, TransactionType::Read).await;
    checks_a_walk(&*tx, &kept, (0, u8::MAX, 0, 20)).await?;
    tx.cancel().await.unwrap();
    folder.shutdown().await.unwrap();
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_folder_does_what_a_map_does_whatever_is_written_walked_over_and_taken_back(steps in steps()) {
        runtime().block_on(follows(steps))?;
    }
}

#[test]
fn who_wrote_or_read_to_update_what_another_wrote_meanwhile_conflicts_and_who_only_read_does_not() {
    runtime().block_on(async {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let [first, second, reader, updater] = [(); 4].map(|()| TransactionType::Write);
        let (first, second) = (begin(&folder, first).await, begin(&folder, second).await);
        let (reader, updater) = (begin(&folder, reader).await, begin(&folder, updater).await);
        assert_eq!(reader.get(key(1), None).await.unwrap(), None);
        assert_eq!(updater.getu(key(1)).await.unwrap(), None);
        for tx in [&first, &second] {
            tx.set(key(1), vec![1]).await.unwrap();
        }
        for tx in [&reader, &updater] {
            tx.set(key(2), vec![2]).await.unwrap();
        }
        first.commit().await.unwrap();
        assert!(matches!(second.commit().await, Err(Error::TransactionConflict(_))));
        assert!(matches!(updater.commit().await, Err(Error::TransactionConflict(_))));
        reader.commit().await.unwrap();
        folder.shutdown().await.unwrap();
    });
}

#[test]
fn definitions_are_known_to_each_transaction_as_they_were_when_it_began() {
    runtime().block_on(async {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let all = || KeyRange { start: field("thing", 0), end: field("thing", u8::MAX) };
        let found = async |tx: &dyn Transactable| tx.getr(all(), None).await.unwrap().values.len();
        let (before, defines) = (begin(&folder, TransactionType::Read).await, begin(&folder, TransactionType::Write).await);
        assert_eq!((found(&*before).await, found(&*defines).await), (0, 0));
        defines.set(field("thing", 1), vec![1]).await.unwrap();
        assert_eq!((found(&*before).await, found(&*defines).await), (0, 1), "who defines sees it at once, and alone");
        defines.commit().await.unwrap();
        let after = begin(&folder, TransactionType::Write).await;
        assert_eq!((found(&*before).await, found(&*after).await, found(&*after).await), (0, 1, 1));
        after.del(field("thing", 1)).await.unwrap();
        after.cancel().await.unwrap();
        let last = begin(&folder, TransactionType::Read).await;
        assert_eq!(last.get(field("thing", 1), None).await.unwrap(), Some(vec![1]));
        for tx in [before, last] {
            tx.cancel().await.unwrap();
        }
        folder.shutdown().await.unwrap();
    });
}

/// Another release of SurrealDB may write them in another way: then each row that is deleted costs several times as much again.
#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "what SurrealDB itself writes is looked at")]
async fn what_surrealdb_writes_of_tables_and_fields_is_known_as_definitions() {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::open(place.path()).unwrap();
    let db = client(&folder.datastore().await.unwrap(), "alongside").await.unwrap();
    let sql = "DEFINE TABLE thing SCHEMALESS; DEFINE FIELD a ON thing TYPE int; CREATE thing:one SET a = 1; DELETE thing:one";
    db.query(sql).await.unwrap().check().unwrap();
    let known = folder.0.definitions.0.read().unwrap();
    let is_of = |what: &[u8]| known.ranges.keys().any(|start| start.windows(what.len()).any(|part| part == what));
    assert!(is_of(b"*thing\0!fd") && is_of(b"!tb"), "{:?}", known.ranges.keys());
}

#[test]
fn nothing_is_done_by_who_may_only_read_nor_after_the_end_nor_of_versions() {
    runtime().block_on(async {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let tx = begin(&folder, TransactionType::Read).await;
        assert!(matches!(tx.set(key(1), vec![1]).await, Err(Error::TransactionReadonly)));
        assert!(matches!(tx.getu(key(1)).await, Err(Error::TransactionReadonly)));
        assert!(matches!(tx.get(key(1), Some(1)).await, Err(Error::UnsupportedVersionedQueries)));
        tx.cancel().await.unwrap();
        assert!(matches!(tx.get(key(1), None).await, Err(Error::TransactionFinished)));
        assert!(matches!(tx.cancel().await, Err(Error::TransactionFinished)));
        let late = begin(&folder, TransactionType::Write).await;
        late.set(key(1), vec![1]).await.unwrap();
        folder.shutdown().await.unwrap();
        assert!(late.commit().await.is_err(), "a commit after the end is not acknowledged");
    });
}

#[test]
fn a_folder_that_is_open_elsewhere_or_damaged_says_which() {
    runtime().block_on(async {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        assert!(matches!(Folder::open(place.path()), Err(StoreError::InUse)));
        folder.shutdown().await.unwrap();
        drop(folder);
        let manifest = place.path().join("manifest/00000000000000000000.manifest");
        std::fs::write(&manifest, "this is none").unwrap();
        assert!(matches!(Folder::open(place.path()), Err(StoreError::Damaged(_))));
    });
}

/// A folder of a store that SurrealKV 0.21 wrote, as every store had one before.
#[test]
fn a_folder_that_the_engine_before_wrote_is_opened_with_all_that_it_holds() {
    runtime().block_on(async {
        let place = tempfile::tempdir().unwrap();
        for file in ["manifest/00000000000000000000.manifest", "sstables/00000000000000000001.sst"] {
            let to = place.path().join(file);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surrealkv-0.21").join(file), to).unwrap();
        }
        let folder = Folder::open(place.path()).unwrap();
        let tx = begin(&folder, TransactionType::Read).await;
        let everything = KeyRange { start: Key::empty(), end: Key::from(vec![u8::MAX]) };
        assert_eq!(tx.count(everything, None).await.unwrap(), KEYS_BEFORE);
        tx.cancel().await.unwrap();
        assert!(place.path().join("_surrealkv_v0_backup").is_dir(), "what it was stays beside");
        folder.shutdown().await.unwrap();
    });
}

const KEYS_BEFORE: usize = 201;

/// What SurrealDB answers.
#[expect(clippy::disallowed_methods, reason = "SurrealDB as it stands over a folder")]
async fn ask(db: &Surreal<Db>, sql: &str) -> Vec<Value> {
    db.query(sql).await.unwrap().check().unwrap().take(0).unwrap()
}

#[test]
fn rows_that_are_deleted_take_their_edges_along_and_of_a_table_without_any_that_is_found_out_once() {
    runtime().block_on(async {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let datastore = folder.datastore().await.unwrap();
        let db = client(&datastore, "trial").await.unwrap();
        ask(&db, "CREATE cup:1, cup:2, cup:3, cup:4 RETURN NONE").await;
        ask(&db, "DELETE cup:1").await;
        assert_eq!(folder.0.edges.without(), 1, "cups have none");
        ask(&db, "DELETE cup:2").await;
        assert_eq!(ask(&db, "SELECT VALUE id FROM cup").await.len(), 2);
        // From here on somebody likes one.
        ask(&db, "CREATE ada:1, ada:2 RETURN NONE").await;
        ask(&db, "RELATE ada:1->likes->cup:3").await;
        ask(&db, "RELATE ada:2->likes->cup:4").await;
        assert_eq!(folder.0.edges.without(), 0);
        ask(&db, "DELETE cup:3").await;
        assert_eq!(ask(&db, "SELECT VALUE id FROM likes").await.len(), 1, "what liked the cup is gone with it");
        datastore.shutdown().await.unwrap();
        drop((db, datastore, folder));
        // Whoever opens the folder next knows nothing of that.
        let folder = Folder::open(place.path()).unwrap();
        let datastore = folder.datastore().await.unwrap();
        let db = client(&datastore, "trial").await.unwrap();
        ask(&db, "CREATE ada:3, plate:1 RETURN NONE").await;
        ask(&db, "DELETE ada:3").await;
        assert_eq!(folder.0.edges.without(), 0, "another one likes something");
        ask(&db, "DELETE plate:1").await;
        assert_eq!(folder.0.edges.without(), 1, "plates have none");
        ask(&db, "DELETE ada:2").await;
        assert!(ask(&db, "SELECT VALUE id FROM likes").await.is_empty());
        datastore.shutdown().await.unwrap();
    });
}
