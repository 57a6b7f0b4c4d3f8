//! What staff ask for, and is done while they do something else: one thing of a kind at a time, and each by one job alone. Whoever stops leaves
//! it to the next.

use super::{job, stopped};
use crate::{app::App, random};
use domain::transfer::Unread;
use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use store::{Hold, StoreError};
use tokio::sync::watch;

const LOOK_EVERY: Duration = Duration::from_millis(500);
const TIDY_EVERY: Duration = Duration::from_secs(60);
/// How often it is said how far something is.
pub(super) const SAY_EVERY: Duration = Duration::from_millis(500);

/// Why it is over before its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Over {
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

/// Something that is asked for.
pub(super) trait Asked: Sized {
    /// What the log calls it.
    const NAME: &'static str;

    /// The next one, which is `holder`'s from now on.
    async fn next(app: &App, holder: &str) -> Result<Option<(Hold, Self)>, StoreError>;

    /// Does it.
    async fn run(&mut self, at: &mut At<'_>) -> Result<(), Over>;

    /// Says what has become of it: it is done, or why not. It says no if nobody wants it any more.
    async fn end(&self, at: &At<'_>, why: Result<(), Unread>) -> Result<bool, StoreError>;

    /// Takes away what nobody wants any more.
    fn drop_files(&self, _app: &App) {}

    /// Forgets those whose time is over.
    async fn tidy(_app: &App) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A job that is at something.
pub(super) struct At<'a> {
    pub(super) app: &'a App,
    pub(super) hold: Hold,
    stop: &'a watch::Receiver<bool>,
    said: Instant,
}

impl At<'_> {
    /// Whether it is to go on at all.
    pub(super) fn goes_on(&self) -> Result<(), Over> {
        if *self.stop.borrow() { Err(Over::Stopping) } else { Ok(()) }
    }

    /// Whether it was said long ago how far it is; it is said now.
    pub(super) fn is_to_say(&mut self) -> bool {
        let is_long_ago = self.said.elapsed() >= SAY_EVERY;
        if is_long_ago {
            self.said = Instant::now();
        }
        is_long_ago
    }

    /// Says now and then how far it is, and hears whether it is still wanted.
    pub(super) async fn say(&mut self, done: i64) -> Result<(), Over> {
        self.goes_on()?;
        if self.is_to_say() && !self.app.store.by(&job(self.app.clock.now())).goes_on(&self.hold, done).await? {
            return Err(Over::Unwanted);
        }
        Ok(())
    }
}

/// Does what is asked for, until `stop` says so.
pub(super) async fn each<A: Asked>(app: App, mut stop: watch::Receiver<bool>) {
    let holder = random::name();
    let mut tidied: Option<Instant> = None;
    loop {
        if tidied.is_none_or(|at| at.elapsed() >= TIDY_EVERY) {
            tidied = Some(Instant::now());
            if let Err(error) = A::tidy(&app).await {
                tracing::warn!(%error, asked = A::NAME, "what is old could not be forgotten");
            }
        }
        match round::<A>(&app, &holder, &stop).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, asked = A::NAME, "what is asked for could not be looked for"),
        }
        if stopped(&mut stop, LOOK_EVERY).await {
            return;
        }
    }
}

/// Does one thing, if any is asked for. Says whether there was.
pub(super) async fn round<A: Asked>(app: &App, holder: &str, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
    if *stop.borrow() {
        return Ok(false);
    }
    let Some((hold, mut asked)) = A::next(app, holder).await? else { return Ok(false) };
    let mut at = At { app, hold, stop, said: Instant::now() };
    let done = asked.run(&mut at).await;
    let is_wanted = match done {
        Ok(()) => asked.end(&at, Ok(())).await?,
        Err(Over::Unwanted) => false,
        Err(Over::Stopping) => app.store.by(&job(app.clock.now())).leave(&at.hold).await?,
        // What may be over soon is waited for, and gone on with: by whoever holds it, for it may be somebody else's by now, or nobody's.
        Err(Over::Store(
            error @ (StoreError::Stale
            | StoreError::Conflict
            | StoreError::Busy
            | StoreError::TimedOut
            | StoreError::OutcomeUnknown
            | StoreError::Unavailable(_)),
        )) => {
            let is_ours = app.store.by(&job(app.clock.now())).leave(&at.hold).await?;
            if is_ours {
                tracing::warn!(%error, asked = A::NAME, "what is asked for waits for the store");
                return Ok(false);
            }
            false
        }
        Err(error) => {
            let why = if let Over::Unread(why) = error { why } else { Unread::Failed };
            if why == Unread::Failed {
                tracing::warn!(%error, asked = A::NAME, "what is asked for could not be done");
            }
            asked.end(&at, Err(why)).await?
        }
    };
    // Whoever took it up after some silence may be making the file of this name, or has made it.
    if !is_wanted && app.store.by(&job(app.clock.now())).is_gone(&at.hold).await? {
        asked.drop_files(app);
    }
    Ok(true)
}

/// A file in the making: what is not whole never has the name of what is.
pub(super) struct Part {
    part: PathBuf,
    path: PathBuf,
}

impl Part {
    pub(super) fn of(path: PathBuf, hold: &Hold) -> io::Result<Self> {
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        Ok(Self { part: path.with_extension(format!("{}.part", hold.holder())), path })
    }

    /// Where it lies while it is made.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// It is whole, and on the disk.
    pub(super) fn end(self) -> io::Result<()> {
        std::fs::rename(&self.part, &self.path)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // What is not there cannot be taken away.
        let _ = std::fs::remove_file(&self.part);
    }
}

/// Takes away the files of a folder that belong to none of those that are kept. What came so lately may be of one that was asked for since
/// these were looked up, of another program beside this one, or of one that is just arriving.
pub(super) fn clear(folder: &Path, kept: &[String], lately: Duration) {
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let changed = file.metadata().and_then(|facts| facts.modified());
        let is_old = changed.is_ok_and(|at| at.elapsed().is_ok_and(|ago| ago >= lately));
        if is_old && !kept.iter().any(|id| name.contains(id)) {
            let _ = std::fs::remove_file(file.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs::File, time::SystemTime};

    /// The file of an export that was asked for between looking up what is kept and looking into the folder was taken away.
    #[test]
    fn files_of_nobody_are_taken_away_once_they_are_old_and_those_that_are_kept_never() {
        let folder = tempfile::tempdir().unwrap();
        let minute = Duration::from_secs(60);
        for (name, age) in
            [("kept.csv", minute * 60), ("nobodys.csv", minute * 2), ("nobodys.holder.part", minute * 2), ("new.csv", minute / 2)]
        {
            File::create(folder.path().join(name)).unwrap().set_modified(SystemTime::now() - age).unwrap();
        }
        clear(folder.path(), &["kept".to_owned()], minute);
        let mut left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        assert_eq!(left, ["kept.csv", "new.csv"]);
    }
}
