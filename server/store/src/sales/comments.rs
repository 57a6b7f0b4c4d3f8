//! Comments: what staff note on an order, or on an invoice, a shipment or a credit memo of it.

use super::{
    document_row::DocumentRow,
    documents::{Listing, becoming},
};
use crate::{
    By, StoreError,
    engine::{retry::decide, write::Update},
    record,
};
use domain::{
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    ids::{DocumentId, OrderId},
    mail::About,
    sales::{
        document::{Document, Kind},
        order::Comment,
    },
    text::Flaw,
};

/// What is to be noted.
#[derive(Debug, Clone)]
pub struct Note {
    pub text: String,
    /// For the customer as well.
    pub visible: bool,
    /// He gets it by a mail.
    pub mails: bool,
}

impl Note {
    /// Whether it is to be noted behind these, by whom that is, of which so many at most its reader did not see: if one of those is the same by
    /// the same person, then it came twice and is there already.
    fn is_new(&self, comments: &[Comment], unseen: i64, by: &str) -> Result<bool, StoreError> {
        let is_same = |known: &Comment| known.text == self.text && known.visible == self.visible && known.by == by;
        if comments.iter().rev().take(usize::try_from(unseen).unwrap_or_default()).any(is_same) {
            return Ok(false);
        }
        if comments.len() >= Comment::MOST { Err(StoreError::Invalid("comment", Flaw::TooManyComments)) } else { Ok(true) }
    }

    fn told(&self, is_mailed: bool) -> [Change; 3] {
        [
            Change::added("comment", self.text.clone()),
            Change::added("visible", self.visible.to_string()),
            Change::added("mailed", is_mailed.to_string()),
        ]
    }
}

impl By<'_, Permit<right::OrdersComment>> {
    /// Notes something on an order, whatever else is done to it at the same moment. `seen` is how its reader saw the order.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: no more have room.
    pub async fn comment_order(&self, id: OrderId, seen: i64, note: &Note) -> Result<(), StoreError> {
        let by = self.store.full_name(self.proof).await?;
        decide(|| async {
            let (was, _) = self.order(id).await?;
            // Each comment is a change: there were no more since.
            if !note.is_new(&was.comments, was.revision.saturating_sub(seen), &by)? {
                return Ok(());
            }
            let (mut tx, mut next) = (self.store.tx(self.proof), was.clone());
            let is_mailed = note.mails && self.store.queue_order_mail(&mut tx, About::OrderComment, &was, &note.text);
            let (at, state, notified) = (self.proof.origin().at, Some(was.state()), Some(is_mailed));
            next.comments.push(Comment { at, by: by.clone(), text: note.text.clone(), visible: note.visible, state, notified });
            tx.writes().must_update(&becoming(&was, &next).noting());
            let event = tx.event(Action::OrderCommented).within(was.website).about(was.customer).on("order", id, was.number.clone());
            tx.commit(event.changing(note.told(is_mailed))).await
        })
        .await
    }
}

impl<R: Listing> By<'_, Permit<R>> {
    /// Notes something on a document: as Adobe has it, whoever sees such documents may. `seen` is how its reader saw it.
    ///
    /// # Errors
    /// As of an order.
    pub async fn comment_document(&self, id: DocumentId, seen: i64, note: &Note) -> Result<(), StoreError> {
        let by = self.store.full_name(self.proof).await?;
        let action = match R::KIND {
            Kind::Invoice => Action::InvoiceCommented,
            Kind::Shipment => Action::ShipmentCommented,
            Kind::Creditmemo => Action::CreditMemoCommented,
        };
        decide(|| async {
            let (was, order, _) = self.document(id).await?;
            // Each comment is a change: there were no more since.
            if !note.is_new(&was.comments, was.revision.saturating_sub(seen), &by)? {
                return Ok(());
            }
            let (mut tx, mut next) = (self.store.tx(self.proof), was.clone());
            let about = About::comment_on(R::KIND);
            let is_mailed = note.mails && self.store.queue_document_mail(&mut tx, about, (&was, &order), &note.text);
            let (at, notified) = (self.proof.origin().at, Some(is_mailed));
            next.comments.push(Comment { at, by: by.clone(), text: note.text.clone(), visible: note.visible, state: None, notified });
            tx.writes().must_update(&changed(&was).set("comments", DocumentRow::of(&next).comments));
            let event = tx.event(action).within(was.website).about(order.customer).on(R::KIND.code(), id, was.number.clone());
            tx.commit(event.changing(note.told(is_mailed))).await
        })
        .await
    }
}

/// A change of a document, if it still is as it was.
pub(super) fn changed(was: &Document) -> Update {
    Update::of(&record("document", &was.id.to_string())).add("revision", 1).only_if("revision", was.revision)
}
