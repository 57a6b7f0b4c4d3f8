//! A step of an import: some things of its file, written together with how far it has come. So each line is done once, whatever happens in
//! between.

use super::row::{finding, row_of};
use crate::{
    Store, StoreError,
    engine::{tx::Tx, write::Update},
};
use domain::{
    audit::Event,
    caller::Proof,
    ids::TransferId,
    transfer::{Became, Counts, Found, State, Trouble},
};

/// How often somebody else's change is waited out before a line is given up.
pub(crate) const ATTEMPTS: usize = 4;

/// Where an import stands.
pub struct Step<'a> {
    /// The import and the job that is at it; none, if all this is only tried.
    pub of: Option<(TransferId, &'a str)>,
    /// What was found until now, with what is wrong with this step's things as they stand in the file.
    pub found: Found,
    /// How what is wrong is told to whoever brought the file.
    pub words: &'a (dyn Fn(&Trouble) -> String + Send + Sync),
    /// How many lines are done behind each thing.
    pub done: Vec<i64>,
}

impl Step<'_> {
    pub(crate) const fn is_trial(&self) -> bool {
        self.of.is_none()
    }

    /// What has become of a thing, for whoever counts.
    pub(crate) fn tell(&mut self, became: &Became) {
        if let Became::Refused(row, trouble) = became {
            let text = (self.words)(trouble);
            self.found.invalid = self.found.invalid.saturating_add(1);
            self.found.tell(*row, text);
        }
    }

    /// Commits a part of the step: what `tx` writes, its events, and that it is done up to the thing of this number.
    pub(crate) async fn commit(&self, mut tx: Tx<'_>, events: Vec<Event>, became: &[Became], upto: usize) -> Result<(), StoreError> {
        let Some((id, holder)) = self.of else { return Ok(()) };
        let mut counts = Counts::default();
        became.iter().for_each(|became| counts.count(became));
        let update = Update::of(&row_of(id)).set("beat", tx.origin().at.millis());
        let update = update.add("created", counts.created).add("updated", counts.updated).add("deleted", counts.deleted);
        let update = match self.done.get(upto) {
            Some(done) => update.set("done", *done),
            None => update,
        };
        let is_his = finding(update, &self.found).only_if("holder", holder.to_owned());
        tx.writes().must_update(&is_his.only_if("state", State::Running.code().to_owned()));
        let mut events = events.into_iter();
        let Some(first) = events.next() else { return tx.commit_untold().await };
        events.for_each(|event| tx.also(event));
        tx.commit(first).await
    }

    /// Goes over things that nothing is written of.
    pub(crate) async fn pass(&self, store: &Store, proof: &(impl Proof + Sync), became: &[Became], upto: usize) -> Result<(), StoreError> {
        self.commit(store.tx(proof), Vec::new(), became, upto).await
    }
}

/// Whether it may be different when it is tried once more, on what is stored then.
pub(crate) const fn is_passing(error: &StoreError) -> bool {
    matches!(error, StoreError::Stale | StoreError::Conflict | StoreError::Invalid(..))
}
