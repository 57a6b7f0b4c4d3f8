//! The files of the archive: a day's events, a line each, behind a line that names the file before. A file is written beside its place,
//! synced, renamed, and read back before anybody relies on it.

use crate::random;
use backoffice::audit::line;
use domain::{
    audit::{
        Recorded,
        archive::{Archived, FOLDER, NONE_BEFORE, State, due_before, is_waited_for},
    },
    caller::{Job, Proof},
    text::hex,
    time::Moment,
};
use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};
use store::{Store, StoreError};

/// So many events are read at once.
const AT_ONCE: usize = 500;

/// Why a day could not be archived, or brought back.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Disk(#[from] io::Error),
    #[error("the file of {0} is not what it was when it was archived")]
    Changed(String),
}

/// The first line of a file.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Head {
    archive: String,
    first: i64,
    /// The SHA-256 of the file before.
    before: String,
}

/// What is written, with the hash of it.
struct Hashed<W>(W, Sha256);

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let many = self.0.write(bytes)?;
        self.1.update(bytes.get(..many).unwrap_or_default());
        Ok(many)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes the file of the next day that is due; `None`, if none is, or if it waits for exports. The events of it are in the store still.
/// Since when such days are known to be due is kept by whoever asks for them.
///
/// # Errors
/// The store does not answer, or the file cannot be written, or does not read back as it was written.
pub async fn write(store: &Store, proof: &Job, data: &Path, known_due: &mut Option<Moment>) -> Result<Option<Archived>, Broken> {
    let (by, now) = (store.by(proof), proof.origin().at);
    let last = by.archived().await?.pop();
    let (after, before) = last.map_or((0, NONE_BEFORE.to_owned()), |last| (last.last, last.sha256));
    let mut events = by.events_after(after, AT_ONCE).await?;
    let due = due_before(&store.config(), now);
    let next = events.first().and_then(|event| ui::format::utc_day(event.at)).filter(|(_, ends)| *ends <= due);
    let Some((day, ends)) = next else {
        *known_due = None;
        return Ok(None);
    };
    let known_due = *known_due.get_or_insert(now);
    if is_waited_for(by.exporting_since().await?, known_due, now) {
        return Ok(None);
    }
    let folder = data.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let part = folder.join(format!(".{day}.{}.part", random::name()));
    let head = Head { archive: day.clone(), first: after.saturating_add(1), before: before.clone() };
    let packed = Hashed(BufWriter::new(File::create(&part)?), Sha256::new());
    let mut file = GzEncoder::new(packed, Compression::default());
    writeln!(file, "{}", serde_json::to_string(&head).map_err(io::Error::other)?)?;
    let mut last = after;
    'day: loop {
        for event in &events {
            if event.at >= ends {
                break 'day;
            }
            writeln!(file, "{}", line::line(event).map_err(io::Error::other)?)?;
            last = event.place.unwrap_or(last);
        }
        events = by.events_after(last, AT_ONCE).await?;
        if events.is_empty() {
            break;
        }
    }
    let Hashed(file, hash) = file.finish()?;
    let file = file.into_inner().map_err(|error| error.into_error())?;
    file.sync_all()?;
    let bytes = i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX);
    let archived = Archived {
        day,
        first: after.saturating_add(1),
        last,
        bytes,
        sha256: hex(&hash.finalize()),
        before,
        verified: now,
        broken: None,
        state: State::Clearing,
        until: None,
        back: 0,
    };
    // Read back as it is on the disk, event by event, and only then under its name.
    let checked = check_at(&part, &archived).and_then(|is_whole| if is_whole { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) });
    if let Err(error) = checked {
        let _ = fs::remove_file(&part);
        return Err(error.into());
    }
    // Whoever has asked for one since is waited for as well: a day of many events takes a while.
    if is_waited_for(by.exporting_since().await?, known_due, now) {
        fs::remove_file(&part)?;
        return Ok(None);
    }
    fs::rename(&part, data.join(archived.path()))?;
    File::open(&folder)?.sync_all()?;
    Ok(Some(archived))
}

/// Whether the file of a day is there, and is what it was.
///
/// # Errors
/// It cannot be read, though it is there.
pub fn check(data: &Path, archived: &Archived) -> io::Result<bool> {
    match check_at(&data.join(archived.path()), archived) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        checked => checked,
    }
}

fn check_at(path: &Path, archived: &Archived) -> io::Result<bool> {
    let (mut file, mut hash, mut chunk) = (File::open(path)?, Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let many = file.read(&mut chunk)?;
        if many == 0 {
            break;
        }
        hash.update(chunk.get(..many).unwrap_or_default());
    }
    if hex(&hash.finalize()) != archived.sha256 {
        return Ok(false);
    }
    let mut place = archived.first;
    let read = read(path, archived, |events| {
        for event in events {
            if event.place != Some(place) {
                return Err(io::ErrorKind::InvalidData.into());
            }
            place = place.saturating_add(1);
        }
        Ok(())
    });
    match read {
        Ok(()) => Ok(place == archived.last.saturating_add(1)),
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// The events of a file, some at once.
fn read(path: &Path, archived: &Archived, mut take: impl FnMut(Vec<Recorded>) -> io::Result<()>) -> io::Result<()> {
    let mut lines = BufReader::new(MultiGzDecoder::new(BufReader::new(File::open(path)?))).lines();
    let wrong = || io::Error::from(io::ErrorKind::InvalidData);
    let head: Head = serde_json::from_str(&lines.next().ok_or_else(wrong)??).map_err(|_| wrong())?;
    if head != (Head { archive: archived.day.clone(), first: archived.first, before: archived.before.clone() }) {
        return Err(wrong());
    }
    let mut events = Vec::new();
    for line in lines {
        events.push(line::read(&line?).ok_or_else(wrong)?);
        if events.len() >= AT_ONCE {
            take(std::mem::take(&mut events))?;
        }
    }
    take(events)
}

/// Brings the events of a day back into the store, out of its file, which must be what it was.
///
/// # Errors
/// It is not, or the store does not answer. [`StoreError::Stale`]: it is not wanted any more.
pub async fn restore(store: &Store, proof: &Job, data: &Path, archived: &Archived) -> Result<(), Broken> {
    let by = store.by(proof);
    let is_whole = check(data, archived)?;
    by.verified(archived, is_whole).await?;
    if !is_whole {
        return Err(Broken::Changed(archived.day.clone()));
    }
    // Read by one thread and written by another: the file is not held in memory.
    let (give, mut take) = tokio::sync::mpsc::channel::<Vec<Recorded>>(2);
    let (path, of) = (data.join(archived.path()), archived.clone());
    let reading = tokio::task::spawn_blocking(move || read(&path, &of, |events| give.blocking_send(events).map_err(io::Error::other)));
    let mut back = 0_i64;
    while let Some(events) = take.recv().await {
        // Somebody else wrote of the same day meanwhile: how far it is, is said with the next part.
        match by.is_back(archived, back).await {
            Err(StoreError::Conflict) => {}
            done => done?,
        }
        by.put_back(&events).await?;
        back = back.saturating_add(i64::try_from(events.len()).unwrap_or(0));
    }
    reading.await.map_err(io::Error::other)??;
    by.archived_is(archived, State::Restored).await?;
    Ok(())
}
