//! Making the index of rows anew because somebody wants it: until all of it is there, what was there before is searched, and stays if that
//! is canceled or cut short. What a restart cut short is taken up by the next program.

use super::RowIndex;
use crate::{Address, By, Store, StoreError, engine::index::KeptIndex};
use domain::{
    access::Websites,
    audit::Action,
    caller::{Permit, Proof, right},
};
use std::{
    fs, io,
    path::PathBuf,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::Instant,
};

/// Stands in the folder of the data while it is wanted.
const WANTED: &str = "reindex-wanted";

/// Whether somebody wants it, and how far it is: so many rows, of as many as there were.
pub(super) struct Anew {
    is_wanted: AtomicBool,
    done: AtomicU64,
    all: AtomicU64,
    /// None, where the index is gone with the program anyway.
    told: Option<PathBuf>,
}

impl Anew {
    /// As the program before left it, when there were so many rows.
    pub(super) fn open(address: &Address, all: u64) -> Self {
        let told = match address {
            Address::Folder(folder) => Some(folder.join(WANTED)),
            Address::Memory | Address::Server { .. } => None,
        };
        let is_wanted = AtomicBool::new(told.as_ref().is_some_and(|told| told.exists()));
        Self { is_wanted, done: AtomicU64::default(), all: AtomicU64::new(all), told }
    }

    pub(super) fn want(&self, is_wanted: bool) {
        self.is_wanted.store(is_wanted, Ordering::SeqCst);
        let Some(told) = &self.told else { return };
        let written = if is_wanted { fs::write(told, "") } else { fs::remove_file(told) };
        // It is done all the same, or not; only the next program does not know.
        if let Err(error) = written
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, is_wanted, "that the search index is wanted anew could not be noted");
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.is_wanted.load(Ordering::SeqCst)
    }

    fn begins(&self, all: u64) {
        self.done.store(0, Ordering::SeqCst);
        self.all.store(all, Ordering::SeqCst);
    }

    /// So many more rows are next. Says whether it is still wanted.
    fn goes_on(&self, rows: usize) -> bool {
        self.done.fetch_add(u64::try_from(rows).unwrap_or(0), Ordering::SeqCst);
        self.is_wanted()
    }
}

impl RowIndex {
    fn begins_anew(&self) {
        self.anew.begins(self.kept.shown().searcher.num_docs());
    }
}

impl Store {
    /// How far making the index of rows anew is: so many of so many. None, if nobody wants it.
    pub fn reindexing(&self) -> Option<(u64, u64)> {
        let anew = &self.rows.anew;
        let all = anew.all.load(Ordering::SeqCst);
        anew.is_wanted().then(|| (anew.done.load(Ordering::SeqCst).min(all), all))
    }

    /// How many rows can be found by words.
    pub fn rows_indexed(&self) -> u64 {
        self.rows.kept.shown().searcher.num_docs()
    }

    /// Makes it, as rows are after a place. What cannot be read is tried again.
    pub(super) async fn index_anew(&self, place: i64, then: Instant) -> Result<(), StoreError> {
        let (index, anew) = (&self.rows, &self.rows.anew);
        index.begins_anew();
        index.kept.begin_anew()?;
        let mut begun = Begun { kept: &index.kept, is_whole: false };
        begun.is_whole = self.put_all_rows(place, then, |rows| anew.goes_on(rows)).await?;
        if begun.is_whole {
            anew.want(false);
        }
        Ok(())
    }
}

/// What was begun anew. However that ends, as by a program that stops: a part of it must not take the place of the whole.
struct Begun<'a> {
    kept: &'a KeptIndex,
    is_whole: bool,
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if !self.is_whole {
            self.kept.give_up();
        }
    }
}

impl By<'_, Permit<right::CacheFlush>> {
    /// Asks this program for the index of rows to be made anew.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop does not.
    pub async fn ask_reindex(&self) -> Result<(), StoreError> {
        self.wants(true, Action::ReindexAsked).await
    }

    /// It is not wanted any more.
    ///
    /// # Errors
    /// As [`By::ask_reindex`].
    pub async fn cancel_reindex(&self) -> Result<(), StoreError> {
        self.wants(false, Action::ReindexCanceled).await
    }

    async fn wants(&self, is_wanted: bool, action: Action) -> Result<(), StoreError> {
        if *self.proof.websites() != Websites::All {
            return Err(StoreError::NotFound);
        }
        let index = &self.store.rows;
        if index.anew.is_wanted() == is_wanted {
            return Ok(());
        }
        self.store.append(self.proof.event(action)).await?;
        index.begins_anew();
        index.anew.want(is_wanted);
        Ok(())
    }
}
