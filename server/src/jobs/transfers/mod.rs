//! Does what is asked of files that staff bring and take along, one at a time.

mod export;
mod images;
mod import;
pub mod read;

use super::{job, stopped};
use crate::{app::App, random};
use domain::transfer::{FOLDER, Transfer, Unread, Work};
use std::{
    io,
    time::{Duration, Instant},
};
use store::StoreError;
use tokio::sync::watch;

const LOOK_EVERY: Duration = Duration::from_millis(500);
const TIDY_EVERY: Duration = Duration::from_secs(60);
/// How often it is said how far a file is.
const SAY_EVERY: Duration = Duration::from_millis(500);

/// Why it is over before its end.
#[derive(Debug, thiserror::Error)]
enum Over {
    #[error("nobody wants it any more")]
    Unwanted,
    #[error("the program stops")]
    Stopping,
    #[error("the file cannot be read: {0:?}")]
    Unread(Unread),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

pub(super) async fn transfer(app: App, mut stop: watch::Receiver<bool>) {
    let holder = random::name();
    let mut tidied: Option<Instant> = None;
    loop {
        if tidied.is_none_or(|at| at.elapsed() >= TIDY_EVERY) {
            tidied = Some(Instant::now());
            if let Err(error) = tidy(&app).await {
                tracing::warn!(%error, "old files could not be forgotten");
            }
        }
        match round(&app, &holder, &stop).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "files to be imported or exported could not be looked for"),
        }
        if stopped(&mut stop, LOOK_EVERY).await {
            return;
        }
    }
}

/// Does what is asked of a file, if there is one. Says whether there was.
///
/// # Errors
/// The store does not answer.
pub async fn round(app: &App, holder: &str, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
    let proof = || job(app.clock.now());
    if *stop.borrow() {
        return Ok(false);
    }
    let Some(mut of) = app.store.by(&proof()).next_transfer(holder).await? else { return Ok(false) };
    let done = match of.work {
        Work::Check | Work::Import => import::run(app, &mut of, holder, stop).await.map(|()| None),
        Work::Export => exported(app, &mut of, holder, stop).await.map(Some),
    };
    let is_wanted = match done {
        Ok(bytes) => app.store.by(&proof()).end_transfer(&of, holder, Ok(()), bytes).await?,
        Err(Over::Unwanted) => false,
        // What may be over soon is waited for, and gone on with.
        Err(Over::Stopping) => app.store.by(&proof()).leave_transfer(of.id, holder).await?,
        Err(Over::Store(
            error @ (StoreError::Conflict | StoreError::TimedOut | StoreError::OutcomeUnknown | StoreError::Unavailable(_)),
        )) => {
            tracing::warn!(%error, "a file that is imported or exported waits for the store");
            app.store.by(&proof()).leave_transfer(of.id, holder).await?;
            return Ok(false);
        }
        Err(error) => {
            let why = if let Over::Unread(why) = error { why } else { Unread::Failed };
            if why == Unread::Failed {
                tracing::warn!(%error, "a file could not be imported or exported");
            }
            app.store.by(&proof()).end_transfer(&of, holder, Err(why), None).await?
        }
    };
    if !is_wanted && of.work == Work::Export {
        let _ = std::fs::remove_file(app.settings.data.join(of.path()));
    }
    Ok(true)
}

async fn exported(app: &App, of: &mut Transfer, holder: &str, stop: &watch::Receiver<bool>) -> Result<i64, Over> {
    let (folder, path) = (app.settings.data.join(FOLDER), app.settings.data.join(of.path()));
    std::fs::create_dir_all(&folder)?;
    let part = folder.join(format!(".{}.{holder}.part", of.id));
    let made = export::run(app, of, holder, stop, &part).await;
    let named = match made {
        Ok(bytes) => std::fs::rename(&part, &path).map(|()| bytes).map_err(Over::Disk),
        Err(error) => Err(error),
    };
    // What is not there cannot be taken away.
    let _ = std::fs::remove_file(&part);
    named
}

/// Forgets the files whose time is over, and takes away what belongs to none.
async fn tidy(app: &App) -> Result<(), StoreError> {
    let kept = app.store.by(&job(app.clock.now())).forget_transfers().await?;
    let Ok(files) = std::fs::read_dir(app.settings.data.join(FOLDER)) else { return Ok(()) };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        // What is just arriving has no row yet.
        let is_old = file.metadata().and_then(|facts| facts.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|ago| ago > TIDY_EVERY * 60));
        if is_old && !kept.iter().any(|id| name.contains(&id.to_string())) {
            let _ = std::fs::remove_file(file.path());
        }
    }
    Ok(())
}
