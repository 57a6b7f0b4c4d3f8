//! Making an index anew because somebody wants it (see `engine::anew`): that of rows here, that of the record in `audit::index`. Each program
//! has its own.

use super::RowIndex;
use crate::{
    By, Store, StoreError,
    engine::anew::{Anew, Begun},
};
use domain::{
    access::Websites,
    audit::Action,
    caller::{Permit, Proof, right},
    jobs::Indexed,
};
use std::time::Instant;

/// Stands in the folder of the data while it is wanted.
pub(super) const WANTED: &str = "reindex-wanted";

impl RowIndex {
    fn count(&self) -> u64 {
        self.kept.shown().searcher.num_docs()
    }
}

impl Store {
    fn anew(&self, of: Indexed) -> &Anew {
        match of {
            Indexed::Rows => &self.rows.anew,
            Indexed::ActionLogs => self.index.anew(),
        }
    }

    /// How far making an index anew is: so many of so many. None, if nobody wants it.
    pub fn reindexing(&self, of: Indexed) -> Option<(u64, u64)> {
        self.anew(of).how_far()
    }

    /// How many rows, or events, can be found.
    pub fn indexed(&self, of: Indexed) -> u64 {
        match of {
            Indexed::Rows => self.rows.count(),
            Indexed::ActionLogs => self.index.count(),
        }
    }

    /// Makes that of rows, as they are after a place. What cannot be read is tried again.
    pub(super) async fn index_anew(&self, place: i64, then: Instant) -> Result<(), StoreError> {
        let (index, anew) = (&self.rows, &self.rows.anew);
        anew.begins(index.count());
        let begun = Begun::of(&index.kept)?;
        if self.put_all_rows(place, then, |rows| anew.goes_on(rows)).await? {
            begun.ends();
            anew.want(false);
        }
        Ok(())
    }
}

impl By<'_, Permit<right::CacheFlush>> {
    /// Asks this program for an index to be made anew.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop does not.
    pub async fn ask_reindex(&self, of: Indexed) -> Result<(), StoreError> {
        let action = match of {
            Indexed::Rows => Action::ReindexAsked,
            Indexed::ActionLogs => Action::ActionLogsReindexAsked,
        };
        self.wants(of, true, action).await
    }

    /// It is not wanted any more.
    ///
    /// # Errors
    /// As [`By::ask_reindex`].
    pub async fn cancel_reindex(&self, of: Indexed) -> Result<(), StoreError> {
        let action = match of {
            Indexed::Rows => Action::ReindexCanceled,
            Indexed::ActionLogs => Action::ActionLogsReindexCanceled,
        };
        self.wants(of, false, action).await
    }

    async fn wants(&self, of: Indexed, is_wanted: bool, action: Action) -> Result<(), StoreError> {
        if *self.proof.websites() != Websites::All {
            return Err(StoreError::NotFound);
        }
        let store = self.store;
        if store.anew(of).is_wanted() == is_wanted {
            return Ok(());
        }
        store.append(self.proof.event(action)).await?;
        store.anew(of).begins(store.indexed(of));
        store.anew(of).want(is_wanted);
        Ok(())
    }
}
