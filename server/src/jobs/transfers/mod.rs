//! Does what is asked of files that staff bring and take along.

mod export;
mod images;
mod import;
pub mod read;

use super::{
    asked::{self, Asked, At, Over},
    job,
};
use crate::app::App;
use domain::transfer::{FOLDER, Transfer, Unread, Work};
use std::time::Duration;
use store::{Hold, StoreError};
use tokio::sync::watch;

/// What is just arriving has no row yet.
const ARRIVING: Duration = Duration::from_secs(60 * 60);

impl Asked for Transfer {
    const NAME: &'static str = "import or export";

    async fn next(app: &App, holder: &str) -> Result<Option<(Hold, Self)>, StoreError> {
        app.store.by(&job(app.clock.now())).next_transfer(holder).await
    }

    async fn run(&mut self, at: &mut At<'_>) -> Result<(), Over> {
        match self.work {
            Work::Check | Work::Import => import::run(self, at).await,
            Work::Export => export::run(self, at).await,
        }
    }

    async fn end(&self, at: &At<'_>, why: Result<(), Unread>) -> Result<bool, StoreError> {
        at.app.store.by(&job(at.app.clock.now())).end_transfer(&at.hold, self, why).await
    }

    fn drop_files(&self, app: &App) {
        if self.work == Work::Export {
            let _ = std::fs::remove_file(app.settings.data.join(self.path()));
        }
    }

    async fn tidy(app: &App) -> Result<(), StoreError> {
        let kept = app.store.by(&job(app.clock.now())).forget_transfers().await?;
        asked::clear(&app.settings.data.join(FOLDER), &kept, ARRIVING);
        Ok(())
    }
}

/// Does what is asked of a file, if there is one. Says whether there was.
///
/// # Errors
/// The store does not answer.
pub async fn round(app: &App, holder: &str, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
    asked::round::<Transfer>(app, holder, stop).await
}
