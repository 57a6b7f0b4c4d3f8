//! The files of pictures that lines of products name: out of the archive that came along, or what the shop has already. No name becomes a path,
//! and what is read of the archive is bounded, whatever it says of itself.

use crate::{
    app::App,
    jobs::asked::{At, Over},
};
use domain::{
    catalog::pictures::{Image, LARGEST_FILE},
    text::Flaw,
    transfer::{
        Transfer, Trouble, Unread, Work,
        products::{Wanted, own_image},
    },
};
use pictures::NotTaken;
use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    ops::Range,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::task::spawn_blocking;
use zip::ZipArchive;

/// The end of an archive says in two bytes how many files it has: behind it stands a comment at most.
const END: [u8; 4] = *b"PK\x05\x06";
const END_SIZE: usize = 22;
/// So far from its end whoever reads archives looks for that, and farther than that.
const TAIL: u64 = 128 * 1024;
/// A file whose name is longer in bytes, with all its folders, is not there: each is in memory several times.
const LONGEST_NAME: usize = 1_024;
/// A name is known by so many folders above it at most.
const DEEPEST: usize = 12;

struct Archive {
    zip: ZipArchive<BufReader<File>>,
    /// Where files are, by their names with all folders; and by less of that, where it is one file's alone.
    whole: HashMap<String, usize>,
    ends: HashMap<String, Option<usize>>,
}

/// The names of folders and of the file in them; nothing of what leads out of here.
fn steps(name: &str) -> Option<Vec<&str>> {
    let steps: Vec<&str> = name.split(['/', '\\']).filter(|step| !step.is_empty() && *step != ".").collect();
    (!steps.is_empty() && !steps.contains(&"..")).then_some(steps)
}

/// Whether an end says that another record, which has more room for it, tells how many files there are, how large their list is or where it
/// begins.
fn is_told_elsewhere(end: &[u8]) -> bool {
    let is_full = |range: Range<usize>| end.get(range).is_some_and(|bytes| bytes.iter().all(|byte| *byte == u8::MAX));
    is_full(10..12) || is_full(12..16) || is_full(16..20)
}

/// Whether it is an archive of no more files than two bytes can tell, which are all in memory by their names. Of several ends nobody knows
/// which one is believed.
fn is_bounded(file: &mut File) -> io::Result<bool> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    Read::by_ref(file).take(TAIL).read_to_end(&mut tail)?;
    file.rewind()?;
    let ends: Vec<&[u8]> = tail.windows(END_SIZE).filter(|end| end.starts_with(&END)).collect();
    Ok(!ends.is_empty() && !ends.into_iter().any(is_told_elsewhere))
}

impl Archive {
    fn open(mut file: File) -> Result<Self, Unread> {
        if !is_bounded(&mut file).map_err(|_| Unread::Failed)? {
            return Err(Unread::NotAnArchive);
        }
        let zip = ZipArchive::new(BufReader::new(file)).map_err(|_| Unread::NotAnArchive)?;
        let (mut whole, mut ends) = (HashMap::new(), HashMap::new());
        for n in 0..zip.len() {
            let Some(Ok(name)) = zip.name_for_index(n) else { continue };
            let Some(steps) = steps(&name).filter(|_| name.len() <= LONGEST_NAME) else { continue };
            whole.insert(steps.join("/"), n);
            for from in 1..steps.len().min(DEEPEST) {
                let end = steps.get(steps.len().saturating_sub(from)..).unwrap_or_default().join("/");
                ends.entry(end).and_modify(|known| *known = None).or_insert(Some(n));
            }
        }
        Ok(Self { zip, whole, ends })
    }

    /// What is in a file; nothing, if it is not there.
    fn read(&mut self, name: &str) -> Option<Result<Vec<u8>, Flaw>> {
        let name = steps(name)?.join("/");
        let n = self.whole.get(&name).copied().or_else(|| self.ends.get(&name).copied().flatten())?;
        let too_large = Flaw::TooLargeFile(LARGEST_FILE / (1024 * 1024));
        let Ok(file) = self.zip.by_index(n) else { return Some(Err(Flaw::NotAPicture)) };
        let mut bytes = Vec::new();
        let read = file.take(LARGEST_FILE.saturating_add(1)).read_to_end(&mut bytes);
        let is_too_large = u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_FILE;
        Some(match read {
            _ if is_too_large => Err(too_large),
            Ok(_) => Ok(bytes),
            // It breaks off, or is not what it says to be.
            Err(_) => Err(Flaw::NotAPicture),
        })
    }
}

/// What there is of a picture.
enum Found {
    Is(Image),
    /// There is one, in a check: it is taken later.
    IsThere,
    /// Nothing came along.
    LeftOut,
    Missing,
    Flawed(Flaw),
}

pub(super) struct Images(Option<Arc<Mutex<Archive>>>);

impl Images {
    /// # Errors
    /// [`Unread::NotAnArchive`]. [`Unread::Failed`]: one came along, and cannot be read.
    pub(super) fn open(path: &Path) -> Result<Self, Unread> {
        let archive = match File::open(path) {
            Ok(file) => Some(Archive::open(file)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            // As if none had come along, products would be without their pictures.
            Err(error) => {
                tracing::warn!(%error, "an archive of pictures cannot be read");
                return Err(Unread::Failed);
            }
        };
        Ok(Self(archive.map(|archive| Arc::new(Mutex::new(archive)))))
    }

    /// Takes what a line names; says what is wrong with that. Pictures take their time: it is said that somebody is at it, and heard whether
    /// that is still wanted.
    pub(super) async fn bring(&self, at: &mut At<'_>, of: &mut Transfer, one: &mut Wanted) -> Result<Vec<Trouble>, Over> {
        let (mut brought, mut wrong) = (BTreeMap::new(), Vec::new());
        for (column, name) in one.images() {
            at.say(of.done).await?;
            match self.find(at.app, &name, of.work == Work::Check).await? {
                Found::Is(image) => {
                    brought.insert(name, image);
                }
                Found::IsThere => {}
                Found::LeftOut if of.found.ignored.iter().any(|ignored| ignored == column) => {}
                Found::LeftOut => of.found.ignored.push(column.to_owned()),
                Found::Missing => wrong.push(Trouble::NoSuchImage(name)),
                Found::Flawed(flaw) => wrong.push(Trouble::Cell(column, flaw)),
            }
        }
        one.bring(brought);
        Ok(wrong)
    }

    async fn find(&self, app: &App, name: &str, is_check: bool) -> Result<Found, Over> {
        let files = app.store.pictures();
        let bytes = match &self.0 {
            None => None,
            Some(archive) => {
                let (archive, name) = (Arc::clone(archive), name.to_owned());
                let read = spawn_blocking(move || archive.lock().unwrap_or_else(PoisonError::into_inner).read(&name));
                read.await.map_err(io::Error::other)?
            }
        };
        let taken = match bytes {
            Some(Ok(bytes)) if is_check => files.look(bytes).await.map(|()| Found::IsThere),
            Some(Ok(bytes)) => files.take_bytes(bytes).await.map(Found::Is),
            Some(Err(flaw)) => return Ok(Found::Flawed(flaw)),
            None => {
                let known = match own_image(name) {
                    Some(file) => files.known(file).await,
                    None => None,
                };
                let nothing = if self.0.is_some() { Found::Missing } else { Found::LeftOut };
                return Ok(known.map_or(nothing, Found::Is));
            }
        };
        match taken {
            Ok(found) => Ok(found),
            Err(NotTaken::Flawed(flaw)) => Ok(Found::Flawed(flaw)),
            Err(NotTaken::Disk(error)) => Err(Over::Disk(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn archive(files: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut zip = ZipWriter::new(file.reopen().unwrap());
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        file
    }

    fn opened(file: &tempfile::NamedTempFile) -> Result<Archive, Unread> {
        Archive::open(file.reopen().unwrap())
    }

    fn file_of(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    /// An archive of one file that says so in a record which could say any number (ZIP64).
    fn with_room_for_more(behind: &[u8]) -> Vec<u8> {
        let whole = std::fs::read(archive(&[("a.png", b"1")]).path()).unwrap();
        let end = whole.len() - END_SIZE;
        let number = |at: usize| u64::from(u32::from_le_bytes(whole[at..at + 4].try_into().unwrap())).to_le_bytes();
        let (size, first) = (number(end + 12), number(end + 16));
        let (own, one) = (44_u64.to_le_bytes(), 1_u64.to_le_bytes());
        let record = [&b"PK\x06\x06"[..], &own, &[45, 0, 45, 0], &[0; 8], &one, &one, &size, &first].concat();
        let place = u64::try_from(end).unwrap().to_le_bytes();
        let leads_there = [&b"PK\x06\x07"[..], &[0; 4], &place, &1_u32.to_le_bytes()].concat();
        let said_there = [&END[..], &[0; 4], &[0xff; 12], &[0; 2]].concat();
        [&whole[..end], &record[..], &leads_there[..], &said_there[..], behind].concat()
    }

    #[test]
    fn a_file_is_found_by_all_of_its_name_or_by_an_end_of_it_that_is_its_alone() {
        let file =
            archive(&[("media/m/b/mug.jpg", b"1"), ("m/cup.jpg", b"2"), ("other/cup.jpg", b"3"), ("top.jpg", b"4"), ("a/top.jpg", b"5")]);
        let mut archive = opened(&file).unwrap();
        let mut read = |name: &str| archive.read(name).map(|bytes| String::from_utf8(bytes.unwrap()).unwrap());
        for (name, said) in [
            ("/m/b/mug.jpg", Some("1")),
            ("mug.jpg", Some("1")),
            ("m\\cup.jpg", Some("2")),
            ("./other/cup.jpg", Some("3")),
            ("cup.jpg", None),
            ("top.jpg", Some("4")),
            ("b/../mug.jpg", None),
            ("nothing.jpg", None),
            ("", None),
        ] {
            assert_eq!(read(name).as_deref(), said, "{name}");
        }
    }

    #[test]
    fn what_leads_out_is_not_there_and_what_unpacks_without_end_is_too_large() {
        let bomb = vec![0; 21 * 1024 * 1024];
        let file = archive(&[("../../etc/passwd", b"1"), ("bomb.png", &bomb)]);
        let mut archive = opened(&file).unwrap();
        assert!(file.as_file().metadata().unwrap().len() < 1024 * 1024);
        assert!(archive.read("../../etc/passwd").is_none() && archive.read("passwd").is_none());
        assert_eq!(archive.read("bomb.png"), Some(Err(Flaw::TooLargeFile(20))));
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        for bytes in [&b""[..], b"sku,name\na,b\n", b"PK\x03\x04", b"PK\x05\x06", &[0xff; 100]] {
            assert_eq!(opened(&file_of(bytes)).map(|_| ()).unwrap_err(), Unread::NotAnArchive);
        }
        // One that says to have as many as cannot be counted so.
        let file = archive(&[("a.png", b"1")]);
        let mut bytes = std::fs::read(file.path()).unwrap();
        let end = bytes.len() - END_SIZE;
        bytes[end + 8..end + 12].copy_from_slice(&[0xff; 4]);
        std::fs::write(file.path(), bytes).unwrap();
        assert_eq!(opened(&file).map(|_| ()).unwrap_err(), Unread::NotAnArchive);
        assert_eq!(opened(&file_of(&with_room_for_more(&[]))).map(|_| ()).unwrap_err(), Unread::NotAnArchive);
        // Behind it stands another end, which is none: it says less, and leads nowhere.
        let bait = [&END[..], &[0; 4], &[1, 0, 1, 0], &[0; 4], &[0xfe; 4], &[0; 2]].concat();
        assert_eq!(opened(&file_of(&with_room_for_more(&bait))).map(|_| ()).unwrap_err(), Unread::NotAnArchive);
        // What is cut off has no end.
        let whole = std::fs::read(archive(&[("a.png", &[7; 1_000])]).path()).unwrap();
        let cut = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(cut.path(), &whole[..whole.len() / 2]).unwrap();
        assert_eq!(opened(&cut).map(|_| ()).unwrap_err(), Unread::NotAnArchive);
    }
}
