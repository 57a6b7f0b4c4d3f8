//! Making the index of the record anew because somebody wants it.

use super::RecordIndex;
use crate::{
    Store, StoreError,
    engine::anew::{Anew, Begun},
};

/// Stands in the folder of the data while it is wanted.
pub(super) const WANTED: &str = "reindex-record-wanted";
/// So many events are read at once.
const AT_ONCE: usize = 500;

impl RecordIndex {
    pub(crate) fn anew(&self) -> &Anew {
        &self.anew
    }

    /// How many events can be found.
    pub(crate) fn count(&self) -> u64 {
        self.kept.shown().searcher.num_docs()
    }
}

impl Store {
    /// Makes it, of all events that have their place and are not in the archive alone. What cannot be read is tried again, and all of it, where
    /// the archive took or gave some meanwhile.
    pub(in crate::audit) async fn index_events_anew(&self) -> Result<(), StoreError> {
        let (index, last) = (&self.index, self.last_place().await?);
        // What it was given until here is kept: whoever gives up need not be given it again.
        index.add(Vec::new(), index.given(), true)?;
        let gone = index.shown().gone().clone();
        index.anew.begins(u64::try_from(last.saturating_sub(gone.count())).unwrap_or(0));
        let begun = Begun::of(&index.kept)?;
        let mut at = 0;
        while at < last {
            let places = self.places_after(at, AT_ONCE).await?;
            let Some((end, _)) = places.last() else { break };
            at = *end;
            if !index.anew.goes_on(places.len()) {
                return Ok(());
            }
            index.add_again(self.events_at(&places).await?)?;
        }
        // What another program archived may be missing here without being known as gone yet.
        let is_whole = self.gone().on_from(at) >= last && *self.gone() == gone;
        if is_whole {
            index.add(Vec::new(), at.max(last), true)?;
            begun.ends();
            index.anew.want(false);
        }
        Ok(())
    }
}
