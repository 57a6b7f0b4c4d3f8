//! The engine under the database: readers of ranges and of keys, while its memory is so small that it writes a file every
//! few commits. SurrealKV 0.21, which SurrealDB 3 brings along, hangs here within seconds.

use crate::Settings;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};
use surrealkv::{LSMIterator, Tree, TreeBuilder};
use tokio::runtime::{Builder, Runtime};

const MEMORY: usize = 64 * 1024;
const KEYS: u64 = 1_000;
/// Whoever gets nowhere for so many seconds hangs.
const PATIENCE: usize = 5;

/// What a thread does again and again; how often it has done it.
type Steps = Arc<AtomicU64>;

pub async fn run(settings: Settings) -> String {
    let folder = tempfile::tempdir().unwrap();
    let over = Arc::new(AtomicBool::new(false));
    // A runtime of its own, which nobody waits for: an engine that hangs would hang its threads.
    let runtime: &'static Runtime = Box::leak(Box::new(Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()));
    let tree = {
        let _inside = runtime.enter();
        Arc::new(TreeBuilder::new().with_path(folder.path().into()).with_max_memtable_size(MEMORY).build().unwrap())
    };
    let (ranges, keys, commits) = (Steps::default(), Steps::default(), Steps::default());
    for _ in 0..2 {
        again_and_again(&over, &ranges, &tree, |tree| {
            let tx = tree.begin().unwrap();
            let _ = tx.range(b"key".as_slice(), b"kez".as_slice()).unwrap().seek_first().unwrap();
        });
    }
    again_and_again(&over, &keys, &tree, |tree| drop(tree.begin().unwrap().get(b"key1".as_slice()).unwrap()));
    runtime.spawn(commit(Arc::clone(&over), Arc::clone(&tree), Arc::clone(&commits)));

    let all = || [&ranges, &keys, &commits].map(|steps| steps.load(Ordering::SeqCst));
    let (mut last, mut still) = (all(), 0);
    for _ in 0..settings.of(8, 60) {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = all();
        still = if last.iter().zip(&now).any(|(then, now)| then == now) { still + 1 } else { 0 };
        assert!(still < PATIENCE, "the engine hangs after {now:?} ranges, keys and commits");
        last = now;
    }
    over.store(true, Ordering::SeqCst);
    let files = files(folder.path());
    format!("{} ranges and {} keys were read beside {} commits; {files} files were left", last[0], last[1], last[2])
}

fn again_and_again(over: &Arc<AtomicBool>, steps: &Steps, tree: &Arc<Tree>, work: fn(&Tree)) {
    let (over, steps, tree) = (Arc::clone(over), Arc::clone(steps), Arc::clone(tree));
    thread::spawn(move || {
        while !over.load(Ordering::SeqCst) {
            work(&tree);
            steps.fetch_add(1, Ordering::SeqCst);
        }
    });
}

async fn commit(over: Arc<AtomicBool>, tree: Arc<Tree>, steps: Steps) {
    for n in 0.. {
        if over.load(Ordering::SeqCst) {
            return;
        }
        let mut tx = tree.begin().unwrap();
        tx.set(format!("key{}", n % KEYS).as_bytes(), [7; 4_096].as_slice()).unwrap();
        // It refuses while it is behind with its files.
        match tx.commit().await {
            Ok(()) => drop(steps.fetch_add(1, Ordering::SeqCst)),
            Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    }
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("sstables")).unwrap().count()
}
