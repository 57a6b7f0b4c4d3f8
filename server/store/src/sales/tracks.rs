//! Parcels' numbers that a shipment gets once it is made, or loses again.

use super::{comments::changed, document_row::DocumentRow};
use crate::{By, StoreError, engine::retry::decide};
use domain::{
    audit::{Action, Change},
    caller::{Permit, right},
    ids::DocumentId,
    sales::document::{Document, Kind, Track},
    text::Flaw,
};

/// So many parcels go on one shipment at most.
const MOST: usize = 50;

impl By<'_, Permit<right::OrdersShip>> {
    /// A shipment.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn shipment(&self, id: DocumentId) -> Result<Document, StoreError> {
        let shipment = self.store.document_row(Kind::Shipment, id).await?.read()?;
        if self.proof.websites().allows(shipment.website) { Ok(shipment) } else { Err(StoreError::NotFound) }
    }

    /// Adds a parcel's number to a shipment, if it does not have it: whether it had not. Others that are added at the same moment stand beside it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Invalid`]: there are too many.
    pub async fn add_track(&self, id: DocumentId, track: &Track) -> Result<bool, StoreError> {
        decide(|| async {
            let was = self.shipment(id).await?;
            if was.tracks.contains(track) {
                return Ok(false);
            }
            if was.tracks.len() >= MOST {
                return Err(StoreError::Invalid("tracking_number", Flaw::TooManyTracks));
            }
            let tracks = was.tracks.iter().chain([track]).cloned().collect();
            self.track(&was, tracks, Action::TrackAdded, Change::added("tracking_number", written(track))).await.map(|()| true)
        })
        .await
    }

    /// Takes a parcel's number from a shipment, if it has it.
    ///
    /// # Errors
    /// As [`Self::add_track`].
    pub async fn remove_track(&self, id: DocumentId, track: &Track) -> Result<(), StoreError> {
        decide(|| async {
            let was = self.shipment(id).await?;
            if !was.tracks.contains(track) {
                return Ok(());
            }
            let tracks = was.tracks.iter().filter(|kept| *kept != track).cloned().collect();
            self.track(&was, tracks, Action::TrackRemoved, Change::removed("tracking_number", written(track))).await
        })
        .await
    }

    async fn track(&self, was: &Document, tracks: Vec<Track>, action: Action, change: Change) -> Result<(), StoreError> {
        let (order, _) = self.store.order_within(self.proof.websites(), was.order).await?;
        let mut tx = self.store.tx(self.proof);
        let next = Document { tracks, ..was.clone() };
        tx.writes().must_update(&changed(was).set("tracks", DocumentRow::of(&next).tracks));
        let event = tx.event(action).within(was.website).about(order.customer).on(Kind::Shipment.code(), was.id, was.number.clone());
        tx.commit(event.changing([change])).await
    }
}

fn written(track: &Track) -> String {
    format!("{}: {}", track.carrier, track.number)
}
