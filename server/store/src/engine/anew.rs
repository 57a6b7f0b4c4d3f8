//! Making an index anew because somebody wants it: until all of it is there, what was there before is searched, and stays if that is canceled
//! or cut short. What a restart cut short is taken up by the next program.

use super::index::KeptIndex;
use crate::{Address, StoreError};
use std::{
    fs, io,
    path::PathBuf,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

/// Whether somebody wants it, and how far it is: so much, of as much as there was.
pub(crate) struct Anew {
    is_wanted: AtomicBool,
    done: AtomicU64,
    all: AtomicU64,
    /// A file that is there while it is wanted. None, where the index is gone with the program anyway.
    told: Option<PathBuf>,
}

impl Anew {
    /// As the program before left it, by the name of a file in the folder of the data, when there was so much in the index.
    pub(crate) fn open(address: &Address, name: &str, all: u64) -> Self {
        let told = match address {
            Address::Folder(folder) => Some(folder.join(name)),
            Address::Memory | Address::Server { .. } => None,
        };
        let is_wanted = AtomicBool::new(told.as_ref().is_some_and(|told| told.exists()));
        Self { is_wanted, done: AtomicU64::default(), all: AtomicU64::new(all), told }
    }

    pub(crate) fn want(&self, is_wanted: bool) {
        self.is_wanted.store(is_wanted, Ordering::SeqCst);
        let Some(told) = &self.told else { return };
        let written = if is_wanted { fs::write(told, "") } else { fs::remove_file(told) };
        // It is done all the same, or not; only the next program does not know.
        if let Err(error) = written
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, is_wanted, told = %told.display(), "that an index is wanted anew could not be noted");
        }
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.is_wanted.load(Ordering::SeqCst)
    }

    pub(crate) fn begins(&self, all: u64) {
        self.done.store(0, Ordering::SeqCst);
        self.all.store(all, Ordering::SeqCst);
    }

    /// So much more is next. Says whether it is still wanted.
    pub(crate) fn goes_on(&self, next: usize) -> bool {
        self.done.fetch_add(u64::try_from(next).unwrap_or(0), Ordering::SeqCst);
        self.is_wanted()
    }

    /// So much of so much is done. None, if nobody wants it.
    pub(crate) fn how_far(&self) -> Option<(u64, u64)> {
        let all = self.all.load(Ordering::SeqCst);
        self.is_wanted().then(|| (self.done.load(Ordering::SeqCst).min(all), all))
    }
}

/// What was begun anew. However that ends, as by a program that stops: a part of it must not take the place of the whole.
pub(crate) struct Begun<'a> {
    kept: &'a KeptIndex,
    is_whole: bool,
}

impl<'a> Begun<'a> {
    pub(crate) fn of(kept: &'a KeptIndex) -> Result<Self, StoreError> {
        kept.begin_anew()?;
        Ok(Self { kept, is_whole: false })
    }

    /// All of it was kept.
    pub(crate) fn ends(mut self) {
        self.is_whole = true;
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if !self.is_whole {
            self.kept.give_up();
        }
    }
}
