//! Where the files are: a folder a picture, called by the SHA-256 of what is kept of it, and in it each size that was asked for. What is not
//! whole never has the name of what is: it is written beside it, synced, and then renamed.

use crate::{
    read::{self, Drawing, Unread},
    write,
};
use domain::{
    catalog::pictures::{FileHash, Image, LARGEST_FILE, MOST_PIXELS, Rendition},
    text::Flaw,
};
use image::DynamicImage;
use sha2::{Digest, Sha256};
use std::{
    env,
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process,
    sync::Arc,
    time::SystemTime,
};
use tempfile::NamedTempFile;
use tokio::sync::Semaphore;

/// What is kept of an upload, and of a drawing.
const KEPT: &str = "kept.webp";
const DRAWN: &str = "drawn.svg";
/// Where uploads are until they are read.
const ARRIVING: &str = "arriving";
/// How often something is written where a folder is being taken away.
const ATTEMPTS: usize = 3;
/// How many sizes are made at once: each takes a core.
const MAKING: usize = 2;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    #[error("{0:?}")]
    Flawed(Flaw),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl From<Unread> for NotTaken {
    fn from(unread: Unread) -> Self {
        Self::Flawed(match unread {
            Unread::NotAPicture => Flaw::NotAPicture,
            Unread::TooManyPixels => Flaw::TooManyPixels(MOST_PIXELS / 1_000_000),
        })
    }
}

/// All of them. Cloning it shares them.
#[derive(Clone)]
pub struct Files(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    /// It is gone at the end: nothing in it has to outlive a loss of power.
    passing: Option<Passing>,
    /// One is read at a time: each may take much memory.
    reading: Arc<Semaphore>,
    making: Arc<Semaphore>,
}

/// A folder that goes with whoever has it, if it was ever made.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Files {
    /// Those of a folder, which is made when there is something to be put into it.
    pub fn of(folder: PathBuf) -> Self {
        Self::new(folder, None)
    }

    /// Those of nobody: for a store in memory. A store that has no pictures, as most of those of tests, leaves no folder either.
    pub fn passing() -> Self {
        // Nobody else's, and not to be guessed.
        let name = format!("alongside-pictures-{}-{:016x}", process::id(), RandomState::new().hash_one(()));
        let folder = env::temp_dir().join(name);
        Self::new(folder.clone(), Some(Passing(folder)))
    }

    fn new(folder: PathBuf, passing: Option<Passing>) -> Self {
        Self(Arc::new(Inner { folder, passing, reading: Arc::new(Semaphore::new(1)), making: Arc::new(Semaphore::new(MAKING)) }))
    }

    /// Where what arrives is written, until it is taken.
    pub fn arriving(&self) -> PathBuf {
        self.0.folder.join(ARRIVING)
    }

    /// Takes what has arrived: from here on there is a file that a row can name.
    ///
    /// # Errors
    /// It is no picture, or one that is too large.
    pub async fn take(&self, arrived: PathBuf) -> Result<Image, NotTaken> {
        self.taking(move || {
            let mut bytes = Vec::new();
            File::open(&arrived)?.take(LARGEST_FILE.saturating_add(1)).read_to_end(&mut bytes)?;
            Ok(bytes)
        })
        .await
    }

    /// The same, of what came along in something else.
    ///
    /// # Errors
    /// As for [`Files::take`].
    pub async fn take_bytes(&self, bytes: Vec<u8>) -> Result<Image, NotTaken> {
        self.taking(move || Ok(bytes)).await
    }

    /// Whether it is likely to be taken: nothing is kept, and only its beginning is looked at.
    ///
    /// # Errors
    /// As for [`Files::take`].
    pub async fn look(&self, bytes: Vec<u8>) -> Result<(), NotTaken> {
        in_turn(&self.0.reading, move || Ok(read::begun(&bytes).map(drop)?)).await
    }

    /// What was taken before, by its file, which is young again from here on: it may be about to be named.
    pub async fn known(&self, file: FileHash) -> Option<Image> {
        let files = self.clone();
        let known = in_turn(&self.0.reading, move || {
            for name in [KEPT, DRAWN] {
                let path = files.folder(file).join(name);
                if found(young(&path))?.is_some() {
                    let bytes = fs::read(&path)?;
                    let size = if name == KEPT { read::size(&bytes) } else { Drawing::new(&bytes).map(|drawing| drawing.size()) };
                    return Ok(size.map(|(width, height)| Image { file, width, height }));
                }
            }
            Ok(None)
        });
        known.await.unwrap_or_else(|error: NotTaken| {
            tracing::warn!(%error, %file, "a picture could not be looked at");
            None
        })
    }

    async fn taking(&self, sent: impl FnOnce() -> io::Result<Vec<u8>> + Send + 'static) -> Result<Image, NotTaken> {
        let files = self.clone();
        in_turn(&self.0.reading, move || {
            let bytes = sent()?;
            let pixels = read::upload(&bytes)?;
            drop(bytes);
            let (width, height) = (pixels.width(), pixels.height());
            let kept = write::kept(pixels).ok_or(Unread::NotAPicture)?;
            Ok(Image { file: files.keep(KEPT, &kept)?, width, height })
        })
        .await
        .inspect_err(|error| match error {
            NotTaken::Flawed(_) => {}
            NotTaken::Disk(error) => tracing::error!(%error, "a picture could not be kept"),
        })
    }

    /// Takes a drawing of the program's own. What others draw is never taken: it could do something where it is shown.
    ///
    /// # Errors
    /// It is no drawing, or the disk's.
    pub fn draw(&self, svg: &str) -> Result<Image, NotTaken> {
        let (width, height) = Drawing::new(svg.as_bytes()).ok_or(Unread::NotAPicture)?.size();
        Ok(Image { file: self.keep(DRAWN, svg.as_bytes())?, width, height })
    }

    /// What a page asks for, made if nobody did before; `None` if there is no such picture.
    pub async fn shown(&self, file: FileHash, rendition: Rendition) -> Option<Vec<u8>> {
        let (folder, name) = (self.folder(file), rendition.to_string());
        let made = folder.join(&name);
        if let Ok(bytes) = tokio::fs::read(&made).await {
            return Some(bytes);
        }
        // Whoever makes up addresses waits for nobody, and nobody for him.
        if !tokio::fs::try_exists(&folder).await.unwrap_or(false) {
            return None;
        }
        let files = self.clone();
        let shown = in_turn(&self.0.making, move || {
            // Whoever was before may have made it.
            if let Ok(bytes) = fs::read(&made) {
                return Ok(Some(bytes));
            }
            let Some(bytes) = files.made(file, rendition)? else { return Ok(None) };
            files.write(&folder, &name, &bytes)?;
            Ok(Some(bytes))
        });
        shown.await.unwrap_or_else(|error: NotTaken| {
            tracing::warn!(%error, %file, %rendition, "a picture could not be made");
            None
        })
    }

    fn made(&self, file: FileHash, rendition: Rendition) -> io::Result<Option<Vec<u8>>> {
        let folder = self.folder(file);
        let of = |pixels: &DynamicImage, (width, height)| write::shown(pixels, &Image { file, width, height }, rendition);
        if let Some(svg) = found(fs::read(folder.join(DRAWN)))? {
            let Some(drawing) = Drawing::new(&svg) else { return Ok(None) };
            let (width, height) = drawing.size();
            let (w, h) = Image { file, width, height }.fit(rendition.size);
            return Ok(drawing.pixels(w, h).and_then(|pixels| of(&pixels, (width, height))));
        }
        let kept = found(fs::read(folder.join(KEPT)))?;
        Ok(kept.and_then(|bytes| read::kept(&bytes)).and_then(|pixels| of(&pixels, (pixels.width(), pixels.height()))))
    }

    fn folder(&self, file: FileHash) -> PathBuf {
        let name = file.to_string();
        self.0.folder.join(name.get(..2).unwrap_or_default()).join(name)
    }

    /// Keeps what others are made of. What is there already is young again: whoever tidies up leaves it to whoever is about to name it.
    fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<FileHash> {
        let file = FileHash::new(Sha256::digest(bytes).into());
        let folder = self.folder(file);
        if found(young(&folder.join(name)))?.is_none() {
            self.write(&folder, name, bytes)?;
        }
        Ok(file)
    }

    fn write(&self, folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            match self.write_once(folder, name, bytes) {
                // The folder was taken away meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound && attempt < ATTEMPTS => {}
                done => return done,
            }
        }
    }

    fn write_once(&self, folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
        let new = folder.ancestors().take_while(|folder| !folder.exists()).count();
        fs::create_dir_all(folder)?;
        let mut part = NamedTempFile::new_in(folder)?;
        part.write_all(bytes)?;
        let is_to_last = self.0.passing.is_none();
        if is_to_last {
            part.as_file().sync_all()?;
        }
        part.persist(folder.join(name)).map_err(|failed| failed.error)?;
        if is_to_last {
            // The name, and those of the folders above it that are new.
            let named = folder.ancestors().take(new.saturating_add(1));
            for folder in named.filter(|folder| !folder.as_os_str().is_empty()) {
                File::open(folder)?.sync_all()?;
            }
        }
        Ok(())
    }

    /// The pictures that nobody took since `before`, one folder after another. What arrived before then and was not read is gone with that.
    pub fn old(&self, before: SystemTime) -> Vec<FileHash> {
        let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        for left in entries(&self.arriving()).filter(|path| is_older(path, before)) {
            let _ = fs::remove_file(left);
        }
        let folders = entries(&self.0.folder).flat_map(|folder| entries(&folder).collect::<Vec<_>>());
        let files = folders.filter_map(|path| path.file_name()?.to_str()?.parse().ok());
        files.filter(|file| self.is_old(*file, before)).collect()
    }

    fn is_old(&self, file: FileHash, before: SystemTime) -> bool {
        self.is_old_in(&self.folder(file), before)
    }

    fn is_old_in(&self, folder: &Path, before: SystemTime) -> bool {
        // A folder without either is one that was begun, and not ended.
        let whole = [KEPT, DRAWN].map(|name| folder.join(name)).into_iter().find(|path| path.exists());
        is_older(whole.as_deref().unwrap_or(folder), before)
    }

    /// Takes a picture away that no row names. It is put aside first: whoever takes the same meanwhile either finds it gone, and writes it
    /// again, or was seen to have found it, and has it back.
    ///
    /// # Errors
    /// The disk's.
    pub fn remove(&self, file: FileHash, before: SystemTime) -> io::Result<bool> {
        let folder = self.folder(file);
        let aside = folder.with_extension("gone");
        if found(fs::rename(&folder, &aside))?.is_none() {
            return Ok(false);
        }
        if !self.is_old_in(&aside, before) && fs::rename(&aside, &folder).is_ok() {
            return Ok(false);
        }
        fs::remove_dir_all(&aside)?;
        Ok(true)
    }
}

/// Whoever tidies up leaves it for a while.
fn young(path: &Path) -> io::Result<()> {
    File::options().write(true).open(path)?.set_modified(SystemTime::now())
}

fn is_older(path: &Path, than: SystemTime) -> bool {
    fs::metadata(path).and_then(|facts| facts.modified()).is_ok_and(|modified| modified < than)
}

/// Nothing, where there is nothing.
fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Lets work of the processor wait its turn. Once begun it keeps that turn, whether anybody waits for it or not.
async fn in_turn<T: Send + 'static>(
    turns: &Arc<Semaphore>,
    work: impl FnOnce() -> Result<T, NotTaken> + Send + 'static,
) -> Result<T, NotTaken> {
    let turn = Arc::clone(turns).acquire_owned().await.map_err(io::Error::other)?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    // What makes a decoder panic is no picture either; it is logged by the panic's own hook.
    done.await.unwrap_or(Err(NotTaken::Flawed(Flaw::NotAPicture)))
}
