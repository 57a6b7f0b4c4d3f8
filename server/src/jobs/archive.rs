//! Keeps the archive: puts the days into it that are due, takes their events from the store, brings back what is asked for, and looks now and
//! then whether its files are what they were.

use super::{job, stopped};
use crate::{
    app::App,
    archive::{self, Broken},
};
use domain::{
    audit::archive::{Archived, NONE_BEFORE, State, is_waited_for, rest},
    caller::Job,
};
use std::{
    io,
    sync::PoisonError,
    time::{Duration, Instant},
};
use store::{Store, StoreError};
use tokio::sync::watch;

const LOOK_EVERY: Duration = Duration::from_secs(2);
const ARCHIVE_EVERY: Duration = Duration::from_secs(60 * 60);
/// How long a file is believed to be what it was.
const BELIEVED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

pub(super) async fn keep(app: App, mut stop: watch::Receiver<bool>) {
    let mut looked: Option<Instant> = None;
    loop {
        let is_due = looked.is_none_or(|at| at.elapsed() >= ARCHIVE_EVERY);
        if is_due {
            looked = Some(Instant::now());
        }
        if let Err(error) = round(&app, is_due, &stop).await {
            tracing::warn!(%error, "the archive could not be kept");
        }
        if stopped(&mut stop, LOOK_EVERY).await {
            return;
        }
    }
}

/// Does what there is to do; `is_due`, so that also what is seldom looked for is.
///
/// # Errors
/// The store does not answer, or a file cannot be written or is not what it was.
pub async fn round(app: &App, is_due: bool, stop: &watch::Receiver<bool>) -> Result<(), Broken> {
    let proof = || job(app.clock.now());
    let data = &app.settings.data;
    let known = || app.days_due.lock().unwrap_or_else(PoisonError::into_inner);
    while is_due && !*stop.borrow() {
        let mut known_due = *known();
        let written = archive::write(&app.store, &proof(), data, &mut known_due).await;
        *known() = known_due;
        let Some(archived) = written? else { break };
        tell_of_exports(app.store.by(&proof()).exporting_since().await?.is_some(), &archived.day);
        app.store.by(&proof()).enter_archived(&archived).await?;
        tracing::info!(day = archived.day, events = archived.events(), "a day of the record was archived");
    }
    let (now, mut before) = (app.clock.now(), NONE_BEFORE.to_owned());
    for archived in app.store.by(&proof()).archived().await? {
        let is_over = archived.state == State::Restored && archived.until.is_none_or(|until| until < now);
        match archived.state {
            State::Clearing => {
                clear(&app.store, &archived, proof, || !*stop.borrow()).await?;
            }
            State::Restoring if !*stop.borrow() => {
                let (restoring, mut told) = (proof(), stop.clone());
                let restored = tokio::select! {
                    restored = archive::restore(&app.store, &restoring, data, &archived) => restored,
                    // Whoever comes next begins with it anew: what is back already is put in its place once more.
                    _ = told.wait_for(|stopped| *stopped) => return Ok(()),
                };
                match restored {
                    // Whoever wanted it said meanwhile that it is enough: what came of it goes the next time.
                    Ok(()) | Err(Broken::Store(StoreError::Stale)) => {}
                    Err(error) => {
                        app.store.by(&proof()).archived_is(&archived, State::Archived).await?;
                        return Err(error);
                    }
                }
            }
            // What its file does not have any more stays in the store.
            State::Restored if is_over && is_due => {
                let exporting = app.store.by(&proof()).exporting_since().await?;
                let is_waiting = archived.until.is_some_and(|until| is_waited_for(exporting, until, now));
                if !is_waiting && verify(app, &archived, &before).await? {
                    tell_of_exports(exporting.is_some(), &archived.day);
                    app.store.by(&proof()).archived_is(&archived, State::Clearing).await?;
                }
            }
            State::Archived if is_due && archived.verified.plus(BELIEVED) < now => {
                verify(app, &archived, &before).await?;
            }
            State::Verifying if !*stop.borrow() => {
                verify(app, &archived, &before).await?;
            }
            State::Restored | State::Archived | State::Verifying | State::Restoring => {}
        }
        before.clone_from(&archived.sha256);
    }
    Ok(())
}

/// Says why exports fail, if any are under way.
fn tell_of_exports(is_exporting: bool, day: &str) {
    if is_exporting {
        tracing::warn!(day, "exports of the record that are under way fail: a day goes into the archive");
    }
}

/// Reads a file again, unless that is not wanted any more; says whether it was found to be what it was. It names the one before it, so that
/// none can be missing.
async fn verify(app: &App, archived: &Archived, before: &str) -> Result<bool, Broken> {
    let proof = job(app.clock.now());
    let by = app.store.by(&proof);
    if !by.is_still(archived).await? {
        return Ok(false);
    }
    // What its disk does not give back is as good as gone; those behind it are read all the same.
    let told = |error: &io::Error| tracing::warn!(%error, day = archived.day, "a file of the archive cannot be read");
    let is_whole = archive::check(&app.settings.data, archived).inspect_err(told).unwrap_or(false) && archived.before == before;
    by.verified(archived, is_whole).await?;
    if archived.state == State::Verifying {
        match by.archived_is(archived, State::Archived).await {
            // Whoever wanted it said meanwhile that it is enough.
            Ok(()) | Err(StoreError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(is_whole)
}

/// Takes the events of a file from the store, part by part, while `goes_on` says so. Returns up to which place they are gone.
///
/// # Errors
/// The store does not answer.
pub async fn clear(store: &Store, archived: &Archived, proof: impl Fn() -> Job, goes_on: impl Fn() -> bool) -> Result<i64, StoreError> {
    let mut at = archived.first;
    while goes_on() {
        let begun = Instant::now();
        let Some(next) = store.by(&proof()).clear_archived(archived, at).await? else { return Ok(archived.last) };
        let rest = rest(next.saturating_sub(at), archived.last.saturating_sub(next), begun.elapsed());
        if !rest.is_zero() {
            tokio::time::sleep(rest).await;
        }
        at = next;
    }
    Ok(at.saturating_sub(1))
}
