//! `alongside archive`: its files, whether they are what they were, and bringing a day back.

use super::{ArchiveCommand, Outcome, counted, progress};
use crate::{archive, clock::Clock, jobs::job};
use domain::{
    audit::archive::{Archived, NONE_BEFORE, State},
    stores::Language,
};
use std::path::Path;
use store::Store;
use ui::{t, words};

pub(super) async fn run(store: &Store, data: &Path, command: ArchiveCommand, language: Language) -> Outcome {
    let proof = job(Clock::system().now());
    let by = store.by(&proof);
    let archived = by.archived().await?;
    match command {
        ArchiveCommand::List => {
            for file in &archived {
                let line = t!(
                    language,
                    cli.done.archived,
                    file = Archived::name(&file.day),
                    events = file.events(),
                    bytes = file.bytes,
                    sha256 = file.sha256.as_str(),
                    state = state(language, file.state)
                );
                println!("{line}");
            }
            println!("{}", t!(language, cli.done.archive_files, files = archived.len()));
        }
        ArchiveCommand::Verify => {
            let (mut broken, mut before, mut told) = (0_usize, NONE_BEFORE.to_owned(), progress());
            let all = counted(language, archived.len());
            for (done, file) in archived.iter().enumerate() {
                told(t!(language, audit.archive.files_verified, done = counted(language, done), all = all.as_str()));
                // Each names the one before, so that none can be missing.
                // What its disk does not give back is as good as gone; those behind it are read all the same.
                let checked = archive::check(data, file);
                let is_whole = matches!(checked, Ok(true)) && file.before == before;
                before.clone_from(&file.sha256);
                by.verified(file, is_whole).await?;
                if !is_whole {
                    broken = broken.saturating_add(1);
                    let name = Archived::name(&file.day);
                    match checked {
                        Err(error) => {
                            let line = t!(language, cli.done.archive_unreadable, file = name);
                            println!("{}", words::detailed(language, &line, &error.to_string()));
                        }
                        Ok(_) => println!("{}", t!(language, cli.done.archive_damaged, file = name)),
                    }
                }
            }
            println!("{}", t!(language, cli.done.archive_checked, files = archived.len(), broken = broken));
            if broken > 0 {
                return Err(t!(language, cli.error.archive_not_whole).into());
            }
        }
        ArchiveCommand::Restore { day } => {
            let found = |archived: Vec<Archived>| archived.into_iter().find(|file| file.day == day);
            let no_such_day = || t!(language, cli.error.no_such_day, day = day.as_str());
            let file = found(archived).ok_or_else(no_such_day)?;
            if file.state == State::Restored {
                println!("{}", t!(language, cli.done.restored_already, day = day.as_str()));
                return Ok(());
            }
            if file.state.may_come_back() {
                by.ask_restore(&day).await?;
            }
            let file = found(by.archived().await?).ok_or_else(no_such_day)?;
            if let Err(error) = archive::restore(store, &proof, data, &file).await {
                // It is where it was, and can be asked for again.
                by.archived_is(&file, State::Archived).await?;
                return Err(error.into());
            }
            println!("{}", t!(language, cli.done.restored, day = day.as_str()));
        }
    }
    Ok(())
}

/// Where the events of a file are.
fn state(language: Language, state: State) -> &'static str {
    match state {
        State::Clearing => t!(language, cli.state.clearing),
        State::Archived => t!(language, cli.state.archived),
        State::Verifying => t!(language, cli.state.verifying),
        State::Restoring => t!(language, cli.state.restoring),
        State::Restored => t!(language, cli.state.restored),
    }
}
