//! The last net under the engine. Two of its locks are taken in one order by whoever reads and in the other by whoever writes
//! its memory to the disk (surrealkv 0.21.4, `collect_iter_state` and `flush_immutable_to_sst`): rarely they meet, and wait for
//! each other for good, with every thread that comes after them. No timeout of this process helps then, for nothing in it runs;
//! a new process does. What was acknowledged is on the disk.

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use store::Store;
use tokio::task::JoinHandle;

/// How often the program asks itself something.
const BEAT: Duration = Duration::from_secs(1);
/// How many looks must find it as still as the one before. Counted in looks, not in time: a machine that slept is not hung.
const PATIENCE: u32 = 8;

/// Watching, until it is dropped.
pub struct Watching(JoinHandle<()>);

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks the store something again and again, and starts the program anew when that gets nowhere.
pub fn watch(store: Store) -> Watching {
    let counted = Arc::new(AtomicU64::new(0));
    let beats = Arc::downgrade(&counted);
    let asking = tokio::spawn(async move {
        loop {
            // Also a store that says no, or too late, has let this thread go on.
            let _ = store.ping().await;
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(BEAT).await;
        }
    });
    // A thread of its own, which waits for no lock but the log's.
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        while let Some(counted) = beats.upgrade().map(|beats| beats.load(Ordering::SeqCst)) {
            if watch.finds_it_hung(counted) {
                start_anew();
            }
            std::thread::sleep(BEAT);
        }
    });
    Watching(asking)
}

#[derive(Default)]
struct Watch {
    last: u64,
    still: u32,
}

impl Watch {
    fn finds_it_hung(&mut self, beats: u64) -> bool {
        self.still = if beats == self.last { self.still.saturating_add(1) } else { 0 };
        self.last = beats;
        self.still >= PATIENCE
    }
}

/// Becomes a new process of the same program, with the same arguments, in the place of this one.
fn start_anew() -> ! {
    eprintln!("alongside: the store hangs, and everything with it: starting anew");
    if let Ok(program) = std::env::current_exe() {
        let mut anew = Command::new(program);
        anew.args(std::env::args_os().skip(1));
        #[cfg(unix)]
        {
            let error = std::os::unix::process::CommandExt::exec(&mut anew);
            eprintln!("alongside: it cannot be started anew: {error}");
        }
    }
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_moves_however_slowly_is_not_hung_and_one_that_stands_still_is() {
        let mut watch = Watch::default();
        for beats in 1..100 {
            assert!(!watch.finds_it_hung(beats));
            for _ in 1..PATIENCE {
                assert!(!watch.finds_it_hung(beats));
            }
        }
        assert!(watch.finds_it_hung(99));
    }
}
