//! Makes the files that are asked for of the record, one at a time. What is not whole never has the name of what is: it is made beside it,
//! synced and then renamed. Whoever finds one that nobody makes any more begins it anew.

use super::{job, stopped};
use crate::{app::App, http::asked::for_a_job, random};
use backoffice::audit::export::Making;
use domain::{
    audit::{
        Recorded,
        export::{Export, FOLDER},
    },
    list::Cursor,
};
use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use store::StoreError;
use tokio::sync::{mpsc, watch};

const LOOK_EVERY: Duration = Duration::from_millis(500);
const TIDY_EVERY: Duration = Duration::from_secs(60);
/// How often it is said how far a file is.
const SAY_EVERY: Duration = Duration::from_millis(500);
/// So many events are read at once, and so many batches wait for whoever writes them.
const AT_ONCE: usize = 500;
const WAITING: usize = 2;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
enum Unmade {
    #[error("nobody wants it any more")]
    Unwanted,
    #[error("the program stops")]
    Stopping,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

pub(super) async fn make(app: App, mut stop: watch::Receiver<bool>) {
    let holder = random::name();
    let mut tidied: Option<Instant> = None;
    loop {
        if tidied.is_none_or(|at| at.elapsed() >= TIDY_EVERY) {
            tidied = Some(Instant::now());
            if let Err(error) = tidy(&app).await {
                tracing::warn!(%error, "old exports could not be forgotten");
            }
        }
        match round(&app, &holder, &stop).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "exports could not be looked for"),
        }
        if stopped(&mut stop, LOOK_EVERY).await {
            return;
        }
    }
}

/// Makes a file, if one is asked for. Says whether there was.
///
/// # Errors
/// The store does not answer.
pub async fn round(app: &App, holder: &str, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
    let proof = || job(app.clock.now());
    if *stop.borrow() {
        return Ok(false);
    }
    let Some(export) = app.store.by(&proof()).next_export(holder).await? else { return Ok(false) };
    let (folder, path) = (app.settings.data.join(FOLDER), app.settings.data.join(export.path()));
    let part = folder.join(format!(".{}.{holder}.part", export.id));
    let mut done = 0;
    let made = made(app, &export, holder, stop, (&folder, &part), &mut done).await;
    let is_wanted = match &made {
        Ok(bytes) => match std::fs::rename(&part, &path) {
            Ok(()) => app.store.by(&proof()).end_export(export.id, holder, done, Some(*bytes)).await?,
            Err(error) => {
                tracing::warn!(%error, path = %path.display(), "an export could not be named");
                app.store.by(&proof()).end_export(export.id, holder, done, None).await?
            }
        },
        Err(Unmade::Unwanted) => false,
        Err(Unmade::Stopping) => app.store.by(&proof()).leave_export(export.id, holder).await?,
        Err(error) => {
            tracing::warn!(%error, "an export could not be made");
            app.store.by(&proof()).end_export(export.id, holder, done, None).await?
        }
    };
    // What is not there cannot be taken away.
    let _ = std::fs::remove_file(&part);
    if !is_wanted {
        let _ = std::fs::remove_file(&path);
    }
    Ok(true)
}

async fn made(
    app: &App,
    export: &Export,
    holder: &str,
    stop: &watch::Receiver<bool>,
    (folder, part): (&Path, &PathBuf),
    done: &mut i64,
) -> Result<i64, Unmade> {
    std::fs::create_dir_all(folder)?;
    let (give, mut take) = mpsc::channel::<Option<Vec<Recorded>>>(WAITING);
    let request = for_a_job(app, export.language);
    let (of, at, beside) = (export.clone(), part.clone(), folder.to_owned());
    let mut writing = tokio::task::spawn_blocking(move || {
        let mut making = Making::begin(request, &of, &at, &beside)?;
        loop {
            match take.blocking_recv() {
                Some(Some(events)) => making.add(&events)?,
                Some(None) => return making.end(),
                None => return Err(io::Error::other("nobody wants it any more")),
            }
        }
    });
    let mut cursor = Cursor::After(export.upto.saturating_add(1).to_string());
    let mut said = Instant::now();
    let mut is_read = false;
    loop {
        if *stop.borrow() {
            return Err(Unmade::Stopping);
        }
        let now = job(app.clock.now());
        if said.elapsed() >= SAY_EVERY || is_read {
            said = Instant::now();
            if !app.store.by(&now).export_goes_on(export.id, holder, *done).await? {
                return Err(Unmade::Unwanted);
            }
        }
        if is_read {
            // A workbook is put together when its last row is there.
            match tokio::time::timeout(SAY_EVERY, &mut writing).await {
                Err(_) => continue,
                // The library panics where it cannot write.
                Ok(written) => return Ok(written.map_err(io::Error::other)??),
            }
        }
        let listed = app.store.by(&now).events(&export.wanted, &cursor, AT_ONCE).await?;
        let many = i64::try_from(listed.items.len()).unwrap_or(0);
        // Where nobody takes it, the writer has failed, and says why.
        let is_taken = give.send(Some(listed.items)).await.is_ok();
        *done = done.saturating_add(many);
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

/// Forgets the files whose time is over, and takes away what belongs to none.
async fn tidy(app: &App) -> Result<(), StoreError> {
    let kept = app.store.by(&job(app.clock.now())).forget_exports().await?;
    let Ok(files) = std::fs::read_dir(app.settings.data.join(FOLDER)) else { return Ok(()) };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if !kept.iter().any(|id| name.contains(&id.to_string())) {
            let _ = std::fs::remove_file(file.path());
        }
    }
    Ok(())
}
