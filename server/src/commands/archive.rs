//! `alongside archive`: its files, whether they are what they were, and bringing a day back.

use super::{ArchiveCommand, Outcome};
use crate::{archive, clock::Clock, jobs::job};
use domain::{
    audit::archive::{Archived, State},
    stores::Language,
};
use std::path::Path;
use store::Store;
use ui::{format, t};

pub(super) async fn run(store: &Store, data: &Path, command: ArchiveCommand, language: Language) -> Outcome {
    let proof = job(Clock::system().now());
    let by = store.by(&proof);
    let archived = by.archived().await?;
    let files = archived.len().to_string();
    match command {
        ArchiveCommand::List => {
            for file in &archived {
                let (name, state) = (Archived::name(&file.day), file.state.code());
                println!("{name}  {}  {}  {}  {state}", file.events(), format::bytes(language, size(file)), file.sha256);
            }
            println!("{}", t!(language, cli.done.archive_listed, files = files.as_str()));
        }
        ArchiveCommand::Verify => {
            let (mut damaged, mut before) = (0_usize, String::new());
            for file in &archived {
                // Each names the one before, so that none can be missing.
                let is_whole = archive::check(data, file)? && file.before == before;
                before.clone_from(&file.sha256);
                by.verified(file, is_whole).await?;
                if !is_whole {
                    damaged = damaged.saturating_add(1);
                    let name = Archived::name(&file.day);
                    println!("{}", t!(language, cli.done.archive_damaged, file = name.as_str()));
                }
            }
            let told = damaged.to_string();
            println!("{}", t!(language, cli.done.archive_verified, files = files.as_str(), damaged = told.as_str()));
            if damaged > 0 {
                return Err(t!(language, cli.done.archive_not_whole).into());
            }
        }
        ArchiveCommand::Restore { day } => {
            let found = |archived: Vec<Archived>| archived.into_iter().find(|file| file.day == day);
            let unknown = || t!(language, cli.done.archive_unknown, day = day.as_str());
            let file = found(archived).ok_or_else(unknown)?;
            if file.state == State::Restored {
                println!("{}", t!(language, cli.done.archive_there, day = day.as_str()));
                return Ok(());
            }
            if file.state == State::Archived {
                by.ask_restore(&day).await?;
            }
            let file = found(by.archived().await?).ok_or_else(unknown)?;
            if let Err(error) = archive::restore(store, &proof, data, &file).await {
                // It is where it was, and can be asked for again.
                by.archived_is(&file, State::Archived).await?;
                return Err(error.into());
            }
            println!("{}", t!(language, cli.done.archive_restored, day = day.as_str()));
        }
    }
    Ok(())
}

fn size(file: &Archived) -> u64 {
    u64::try_from(file.bytes).unwrap_or(0)
}
