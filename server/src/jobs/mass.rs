//! Does to many products what staff asked for, a step at a time: how far it is stands in the store.

use super::{
    asked::{self, Asked, At, Over},
    job,
};
use crate::app::App;
use domain::{catalog::mass::Mass, transfer::Unread};
use store::{Hold, StoreError};
use tokio::sync::watch;

impl Asked for Mass {
    const NAME: &'static str = "mass action";

    async fn next(app: &App, holder: &str) -> Result<Option<(Hold, Self)>, StoreError> {
        app.store.by(&job(app.clock.now())).next_mass(holder).await
    }

    async fn run(&mut self, at: &mut At<'_>) -> Result<(), Over> {
        while !at.app.store.by(&job(at.app.clock.now())).act_on_some(&at.hold).await? {
            at.goes_on()?;
        }
        Ok(())
    }

    async fn end(&self, at: &At<'_>, why: Result<(), Unread>) -> Result<bool, StoreError> {
        match why {
            // Its last step has said so.
            Ok(()) => Ok(true),
            Err(_) => at.app.store.by(&job(at.app.clock.now())).fail(&at.hold).await,
        }
    }
}

/// Does it to the products of one thing that is asked for, if there is any. Says whether there was.
///
/// # Errors
/// The store does not answer.
pub async fn round(app: &App, holder: &str, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
    asked::round::<Mass>(app, holder, stop).await
}
