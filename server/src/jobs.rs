//! What no request does: placing events in their sequence and finding them by an index, ending visits that nobody ends, clearing stale
//! sessions and files of pictures, sending mails, making files of the record, keeping its archive, doing to many products what was asked for,
//! importing and exporting.

pub mod archive;
mod asked;
pub mod exports;
pub mod mass;
pub mod transfers;

use crate::{app::App, mail, random};
use domain::{
    audit::{Origin, export::Export},
    caller::Job,
    catalog::mass::Mass,
    jobs::Indexed,
    transfer::Transfer,
};
use std::time::{Duration, SystemTime};
use tokio::{sync::watch, task::JoinSet};

const SWEEP_EVERY: Duration = Duration::from_secs(5);
const CLEAR_EVERY: Duration = Duration::from_secs(60 * 60);
/// What was uploaded so long ago and is named by nobody, nobody is about to name.
const UNNAMED_FOR: Duration = Duration::from_secs(60 * 60);
/// How long the sequence waits for another instance's events; this one's wake it.
const PLACE_EVERY: Duration = Duration::from_millis(500);
/// How long it lets events gather after each look: one by one, their places cost more than they do.
const GATHER: Duration = Duration::from_millis(40);

/// How long the index waits after it could not be written: a disk that is full does not empty at once.
const INDEX_AGAIN: Duration = Duration::from_secs(10);

/// The proof that the program itself is at work.
#[expect(clippy::disallowed_methods, reason = "the one home of a job's proof")]
pub fn job(now: domain::time::Moment) -> Job {
    Job::of_the_program(Origin { at: now, ..Origin::default() })
}

/// The jobs, until `stop` says so.
pub(crate) fn start(app: &App, stop: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(sweep(app.clone(), stop.clone()));
    jobs.spawn(clear(app.clone(), stop.clone()));
    match mail::Way::of(&app.settings) {
        Ok(way) => drop(jobs.spawn(mail::send(app.clone(), way, stop.clone()))),
        // The settings were checked before.
        Err(error) => tracing::error!(%error, "no mails are sent"),
    }
    alone(&mut jobs, app, stop, place);
    alone(&mut jobs, app, stop, index);
    alone(&mut jobs, app, stop, asked::each::<Export>);
    alone(&mut jobs, app, stop, asked::each::<Transfer>);
    alone(&mut jobs, app, stop, asked::each::<Mass>);
    alone(&mut jobs, app, stop, archive::keep);
    jobs
}

/// A job on a thread of its own: among hundreds of requests that wait for their turn it would wait for its own at each step, and the machine
/// shares its cores more justly among threads than the runtime does among tasks.
fn alone<F: Future<Output = ()>>(
    jobs: &mut JoinSet<()>,
    app: &App,
    stop: &watch::Receiver<bool>,
    job: impl FnOnce(App, watch::Receiver<bool>) -> F + Send + 'static,
) {
    let (app, stop) = (app.clone(), stop.clone());
    jobs.spawn_blocking(move || match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(job(app, stop)),
        Err(error) => tracing::error!(%error, "a job could not be started: it got no thread"),
    });
}

/// Reads stores and settings again, for another instance may have changed them, and ends the visits whose gate says no.
async fn sweep(app: App, mut stop: watch::Receiver<bool>) {
    while !stopped(&mut stop, SWEEP_EVERY).await {
        if let Err(error) = app.store.reload_shop().await {
            tracing::warn!(%error, "stores and settings could not be read");
        }
        if let Err(error) = app.store.by(&job(app.clock.now())).expire_staff().await {
            tracing::warn!(%error, "users whose time is over could not be deactivated");
        }
        match app.store.by(&job(app.clock.now())).sweep_visits().await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "visits were ended by the sweeper"),
            Err(error) => tracing::warn!(%error, "the sweeper could not end visits"),
        }
    }
}

async fn clear(app: App, mut stop: watch::Receiver<bool>) {
    while !stopped(&mut stop, CLEAR_EVERY).await {
        if let Err(error) = app.store.by(&job(app.clock.now())).clear_stale_sessions().await {
            tracing::warn!(%error, "stale sessions could not be cleared");
        }
        if let Err(error) = app.store.by(&job(app.clock.now())).clear_challenges().await {
            tracing::warn!(%error, "sign-ins that nobody finished could not be cleared");
        }
        let Some(before) = SystemTime::now().checked_sub(UNNAMED_FOR) else { continue };
        match app.store.by(&job(app.clock.now())).remove_unnamed_pictures(before).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "files of pictures that no product names were removed"),
            Err(error) => tracing::warn!(%error, "files of pictures could not be looked through"),
        }
    }
}

async fn place(app: App, stop: watch::Receiver<bool>) {
    // Not the process' number: two machines may give the same.
    let holder = random::name();
    place_until(&app, &holder, stop).await;
    if let Err(error) = app.store.by(&job(app.clock.now())).let_go_of_places(&holder).await {
        tracing::warn!(%error, "whoever places events next waits for a moment");
    }
}

async fn place_until(app: &App, holder: &str, mut stop: watch::Receiver<bool>) {
    let mut commits = app.store.commits();
    loop {
        // Before it looks: what is committed while it does wakes it again.
        commits.mark_unchanged();
        let wait = match app.store.by(&job(app.clock.now())).place_events(holder).await {
            Ok(0) => {
                // Another instance may have placed some.
                tell(app).await;
                let wake = async {
                    // The sender lives in the store, which this job holds: an error cannot be.
                    let _ = tokio::time::timeout(PLACE_EVERY, commits.changed()).await;
                };
                tokio::select! {
                    () = wake => GATHER,
                    _ = stop.wait_for(|s| *s) => return,
                }
            }
            Ok(_) => {
                tell(app).await;
                GATHER
            }
            Err(error) => {
                tracing::warn!(%error, "events could not be placed");
                PLACE_EVERY
            }
        };
        if stopped(&mut stop, wait).await {
            return;
        }
    }
}

/// Gives the indexes of the record, and of what people search for, what got its place. Making one anew takes long: neither the other one nor
/// whoever stops waits for that.
pub async fn index(app: App, stop: watch::Receiver<bool>) {
    tokio::join!(keep_index(&app, Indexed::Rows, stop.clone()), keep_index(&app, Indexed::ActionLogs, stop));
}

async fn keep_index(app: &App, of: Indexed, mut stop: watch::Receiver<bool>) {
    loop {
        let job = job(app.clock.now());
        let by = app.store.by(&job);
        let giving = async {
            match of {
                Indexed::Rows => by.index_rows(false).await,
                Indexed::ActionLogs => by.index_events(false).await,
            }
        };
        let indexed = tokio::select! {
            indexed = giving => indexed,
            _ = stop.wait_for(|s| *s) => return,
        };
        let wait = match indexed {
            Ok(0) => PLACE_EVERY,
            Ok(_) => GATHER,
            Err(error) => {
                tracing::warn!(%error, "an index could not be written");
                INDEX_AGAIN
            }
        };
        if stopped(&mut stop, wait).await {
            return;
        }
    }
}

/// Tells those who follow the record.
async fn tell(app: &App) {
    if let Err(error) = app.store.by(&job(app.clock.now())).tell_followers().await {
        tracing::warn!(%error, "those who follow the record could not be told");
    }
}

/// Waits; says whether it is time to stop.
async fn stopped(stop: &mut watch::Receiver<bool>, wait: Duration) -> bool {
    tokio::time::timeout(wait, stop.wait_for(|s| *s)).await.is_ok()
}
