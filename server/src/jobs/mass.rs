//! Does to many products what staff asked for, a step at a time. Whoever stops leaves it to the next: how far it is stands in the store.

use super::{job, stopped};
use crate::{app::App, random};
use std::time::Duration;
use tokio::sync::watch;

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// After what could not be done: the store may not answer for a while.
const AGAIN: Duration = Duration::from_secs(5);

pub(super) async fn act(app: App, mut stop: watch::Receiver<bool>) {
    let holder = random::name();
    loop {
        let wait = match app.store.by(&job(app.clock.now())).act_on_many(&holder).await {
            Ok(true) => Duration::ZERO,
            Ok(false) => LOOK_EVERY,
            Err(error) => {
                tracing::warn!(%error, "what was asked for many products could not be done");
                AGAIN
            }
        };
        if stopped(&mut stop, wait).await {
            return;
        }
    }
}
