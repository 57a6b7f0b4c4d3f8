//! What was done already: a form that comes twice, for its button was pressed twice or its first answer was lost, does nothing a second time,
//! and whoever sent it sees what the first one did.

use super::documents::{Making, Noted, OrderAct};
use crate::{By, StoreError};
use domain::{
    caller::Permit,
    ids::DocumentId,
    sales::{
        document::{Chosen, Document},
        order::Order,
    },
};

impl OrderAct {
    /// Whether it was done to an order since a page showed it after so many changes, and nothing else was.
    pub(super) fn is_done(self, order: &Order, shown: i64) -> bool {
        let is_so = match self {
            // What is canceled stays so, and nothing more can be after it: whatever state the order is in, this was what was done.
            Self::Cancel => order.lines.iter().any(|line| line.pieces.canceled > 0),
            Self::Hold => order.holds,
            Self::Unhold => !order.holds,
        };
        is_so && order.changes() == shown.saturating_add(1)
    }
}

impl<R: Making> By<'_, Permit<R>> {
    /// The document that this staff member made of an order, just as it is asked for, since a page showed it after so many changes; if
    /// nothing else was done to it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn made_before(&self, order: &Order, shown: i64, chosen: &Chosen, noted: &Noted) -> Result<Option<DocumentId>, StoreError> {
        if order.changes() != shown.saturating_add(1) {
            return Ok(None);
        }
        let me = self.store.full_name(self.proof).await?;
        let made = self.store.documents_of(order.id).await?.into_iter().filter(|document| document.kind == R::KIND);
        let last = made.max_by(|one, other| one.number.cmp(&other.number)).filter(|last| last.made_by == me);
        // What was noted when it was made is there from then on.
        let with_it = |last: &Document| last.comments.iter().find(|comment| comment.at == last.made).map(|comment| comment.text.clone());
        let begun_with = |last: &Document| with_it(last).unwrap_or_default();
        let is_same = |last: &Document| last.is_of(order, chosen) && last.tracks == noted.tracks && begun_with(last) == noted.comment;
        Ok(last.filter(is_same).map(|last| last.id))
    }
}
