//! `alongside archive`: its files, whether they are what they were, and bringing a day back.

use super::{ArchiveCommand, Outcome};
use crate::{archive, clock::Clock, jobs::job};
use domain::audit::archive::{Archived, State};
use std::path::Path;
use store::Store;

pub(super) async fn run(store: &Store, data: &Path, command: ArchiveCommand) -> Outcome {
    let proof = job(Clock::system().now());
    let by = store.by(&proof);
    let archived = by.archived().await?;
    match command {
        ArchiveCommand::List => {
            for file in &archived {
                println!(
                    "{}  {} events  {} bytes  {}  {}",
                    Archived::name(&file.day),
                    file.events(),
                    file.bytes,
                    file.sha256,
                    file.state.code()
                );
            }
            println!("{} files", archived.len());
        }
        ArchiveCommand::Verify => {
            let (mut broken, mut before) = (0_usize, String::new());
            for file in &archived {
                // Each names the one before, so that none can be missing.
                let is_whole = archive::check(data, file)? && file.before == before;
                before.clone_from(&file.sha256);
                by.verified(file, is_whole).await?;
                if !is_whole {
                    broken = broken.saturating_add(1);
                    println!("{}  DAMAGED OR MISSING", Archived::name(&file.day));
                }
            }
            println!("{} files, {} damaged or missing", archived.len(), broken);
            if broken > 0 {
                return Err("the archive is not whole: put the files back from a backup".into());
            }
        }
        ArchiveCommand::Restore { day } => {
            let found = |archived: Vec<Archived>| archived.into_iter().find(|file| file.day == day);
            let file = found(archived).ok_or_else(|| format!("there is no file of {day} in the archive"))?;
            if file.state == State::Restored {
                println!("The events of {day} are in the report already.");
                return Ok(());
            }
            if file.state == State::Archived {
                by.ask_restore(&day).await?;
            }
            let file = found(by.archived().await?).ok_or("it is gone")?;
            if let Err(error) = archive::restore(store, &proof, data, &file).await {
                // It is where it was, and can be asked for again.
                by.archived_is(&file, State::Archived).await?;
                return Err(error.into());
            }
            println!("The events of {day} are in the report again, for 30 days.");
        }
    }
    Ok(())
}
