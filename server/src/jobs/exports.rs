//! Makes the files that are asked for of the record.

use super::{
    asked::{self, Asked, At, Over, Part, SAY_EVERY},
    job,
};
use crate::{app::App, http::asked::for_a_job};
use backoffice::audit::export::Making;
use domain::{
    audit::{
        Recorded,
        export::{Export, FOLDER},
    },
    list::Cursor,
    transfer::Unread,
};
use std::{io, path::Path, time::Duration};
use store::{Hold, StoreError};
use tokio::sync::{mpsc, watch};

/// So many events are read at once, and so many batches wait for whoever writes them.
const AT_ONCE: usize = 500;
const WAITING: usize = 2;
/// What was written so lately may be of a file that was asked for since it was looked up which are kept.
const LATELY: Duration = Duration::from_secs(60);

impl Asked for Export {
    const NAME: &'static str = "export of the record";

    async fn next(app: &App, holder: &str) -> Result<Option<(Hold, Self)>, StoreError> {
        app.store.by(&job(app.clock.now())).next_export(holder).await
    }

    async fn run(&mut self, at: &mut At<'_>) -> Result<(), Over> {
        let file = Part::of(at.app.settings.data.join(self.path()), &at.hold)?;
        made(self, at, file.part()).await?;
        Ok(file.end()?)
    }

    async fn end(&self, at: &At<'_>, why: Result<(), Unread>) -> Result<bool, StoreError> {
        let job = job(at.app.clock.now());
        let by = at.app.store.by(&job);
        if why.is_ok() { by.end_export(&at.hold, self).await } else { by.fail(&at.hold).await }
    }

    fn drop_files(&self, app: &App) {
        let _ = std::fs::remove_file(app.settings.data.join(self.path()));
    }

    async fn tidy(app: &App) -> Result<(), StoreError> {
        let kept = app.store.by(&job(app.clock.now())).forget_exports().await?;
        asked::clear(&app.settings.data.join(FOLDER), &kept, LATELY);
        Ok(())
    }
}

/// Makes a file, if one is asked for. Says whether there was.
///
/// # Errors
/// The store does not answer.
pub async fn round(app: &App, holder: &str, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
    asked::round::<Export>(app, holder, stop).await
}

async fn made(export: &mut Export, at: &mut At<'_>, part: &Path) -> Result<(), Over> {
    let (app, folder) = (at.app, at.app.settings.data.join(FOLDER));
    let (give, mut take) = mpsc::channel::<Option<Vec<Recorded>>>(WAITING);
    let request = for_a_job(app, export.language);
    let (of, part) = (export.clone(), part.to_owned());
    let mut writing = tokio::task::spawn_blocking(move || {
        let mut making = Making::begin(request, &of, &part, &folder)?;
        loop {
            match take.blocking_recv() {
                Some(Some(events)) => making.add(&events)?,
                Some(None) => return making.end(),
                None => return Err(io::Error::other("nobody wants it any more")),
            }
        }
    });
    let mut cursor = Cursor::After(export.upto.saturating_add(1).to_string());
    let mut is_read = false;
    loop {
        at.say(export.done).await?;
        if is_read {
            // A workbook is put together when its last row is there.
            match tokio::time::timeout(SAY_EVERY, &mut writing).await {
                Err(_) => continue,
                // The library panics where it cannot write.
                Ok(written) => export.bytes = written.map_err(io::Error::other)??,
            }
            return Ok(());
        }
        let listed = app.store.by(&job(app.clock.now())).events(&export.wanted, &cursor, AT_ONCE).await?;
        let many = i64::try_from(listed.items.len()).unwrap_or(0);
        // Where nobody takes it, the writer has failed, and says why.
        let is_taken = give.send(Some(listed.items)).await.is_ok();
        export.done = export.done.saturating_add(many);
        is_read = match listed.next {
            Some(next) if is_taken => {
                cursor = Cursor::After(next);
                false
            }
            Some(_) | None => {
                let _ = give.send(None).await;
                true
            }
        };
    }
}
