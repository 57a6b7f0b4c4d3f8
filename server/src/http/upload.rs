//! Forms with files. What is a file goes to the disk as it comes, so that the memory that it takes does not depend on what is sent; what
//! is more than is taken is read over, and told at its field.

use super::form::LARGEST;
use crate::app::App;
use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use domain::{
    catalog::pictures::{LARGEST_FILE, MOST_FILES},
    failure::Failure,
    transfer::FOLDER,
};
use futures::StreamExt;
use mime::{MULTIPART_FORM_DATA, Mime};
use multer::{Constraints, Field, Multipart, SizeLimit};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tempfile::{NamedTempFile, TempPath};
use ui::{
    endpoint::Takes,
    web::{Arrived, Pairs},
};

/// Who sends nothing for so long sends nothing more.
const PATIENCE: Duration = Duration::from_secs(30);
/// So long whoever may not send it is heard.
const PATIENCE_WITH_NOBODY: Duration = Duration::from_secs(300);
/// The largest request with pictures that is read.
const MOST_OF_PICTURES: u64 = 128 * 1024 * 1024;

/// What is taken of a request, and where it goes.
#[derive(Debug, Clone)]
pub struct Taken {
    folder: PathBuf,
    /// So many files.
    files: usize,
    /// The largest, in bytes.
    largest: u64,
    /// All of the request. What is larger than is taken is read over, as far as that is no work at the sender's will: then it is told at its
    /// field.
    whole: u64,
}

impl Taken {
    pub fn of(app: &App, takes: Takes) -> Self {
        match takes {
            Takes::Pictures => {
                let folder = app.store.pictures().arriving();
                Self { folder, files: MOST_FILES, largest: LARGEST_FILE, whole: MOST_OF_PICTURES }
            }
            // Where it will lie: it needs but another name then.
            Takes::Transfer => {
                let largest = app.store.shop().config.largest_import();
                // A file, and an archive of the pictures that it names.
                let whole = largest.saturating_mul(3).saturating_add(1024 * 1024);
                Self { folder: app.settings.data.join(FOLDER), files: 2, largest, whole }
            }
        }
    }
}

/// How long such a request takes at most: files take as long as the line is slow.
pub const fn patience(takes: Takes) -> Duration {
    match takes {
        Takes::Pictures => Duration::from_secs(300),
        Takes::Transfer => Duration::from_secs(2 * 60 * 60),
    }
}

/// Whether a request is of this kind.
pub fn is_one(headers: &HeaderMap) -> bool {
    kind(headers).is_some()
}

fn kind(headers: &HeaderMap) -> Option<Mime> {
    let kind: Mime = headers.get(header::CONTENT_TYPE)?.to_str().ok()?.parse().ok()?;
    (kind.essence_str() == MULTIPART_FORM_DATA.essence_str()).then_some(kind)
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    kind(headers)?.get_param(mime::BOUNDARY).map(|boundary| boundary.to_string())
}

/// What such a form says. Whoever may not send it is heard to the end all the same, for his browser shows no answer before. What he typed
/// before the first file goes with him as of any form, to where he signs in; of files nothing is kept.
///
/// # Errors
/// It is too large, or cannot be read.
pub async fn read(headers: &HeaderMap, body: Body, taken: &Taken, may: bool) -> Result<(Pairs, Vec<Arrived>), Failure> {
    if !may {
        let over = tokio::time::timeout(PATIENCE_WITH_NOBODY, read_over(body, taken.whole));
        return Ok((typed(headers, over.await.unwrap_or(Err(Failure::Malformed))?).await, Vec::new()));
    }
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(taken.whole));
    let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary(headers).ok_or(Failure::Malformed)?, limits);
    let (mut pairs, mut arrived, mut said) = (Vec::new(), Vec::new(), 0_usize);
    while let Some(mut part) = in_time(parts.next_field()).await? {
        let name = part.name().ok_or(Failure::Malformed)?.to_owned();
        let Some(called) = part.file_name().map(str::to_owned) else {
            let mut text = Vec::new();
            while let Some(chunk) = in_time(part.chunk()).await? {
                said = said.saturating_add(chunk.len());
                if said > LARGEST {
                    return Err(Failure::TooLarge);
                }
                text.extend_from_slice(&chunk);
            }
            said = said.saturating_add(name.len());
            pairs.push((name, String::from_utf8(text).map_err(|_| Failure::Malformed)?));
            continue;
        };
        let is_one_too_many = arrived.len() >= taken.files;
        let (content, size) = content(taken, part, is_one_too_many).await?;
        // A browser sends a field of which no file was chosen as one without a name.
        if called.is_empty() && size == 0 {
            continue;
        }
        if is_one_too_many {
            // That there are more is told; how many is not.
            arrived.truncate(taken.files);
        }
        let content = content.map(|path| -> Arc<dyn AsRef<Path> + Send + Sync> { Arc::new(path) });
        arrived.push(Arrived { field: name, called, content });
    }
    Ok((pairs.into_iter().collect(), arrived))
}

/// A file, unless it is larger than is taken; and its size.
async fn content(taken: &Taken, mut part: Field<'_>, is_left: bool) -> Result<(Option<TempPath>, u64), Failure> {
    let mut file = if is_left { None } else { Some(arriving(taken).map_err(unwritten)?) };
    let mut size = 0_u64;
    while let Some(chunk) = in_time(part.chunk()).await? {
        size = size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if size > taken.largest {
            file = None;
        }
        // Into the memory of the system, which is as quick as one's own.
        if let Some(file) = &mut file {
            file.write_all(&chunk).map_err(unwritten)?;
        }
    }
    Ok((file.map(NamedTempFile::into_temp_path), size))
}

fn arriving(taken: &Taken) -> std::io::Result<NamedTempFile> {
    std::fs::create_dir_all(&taken.folder)?;
    tempfile::Builder::new().prefix(".arriving-").tempfile_in(&taken.folder)
}

async fn in_time<T>(next: impl Future<Output = Result<T, multer::Error>>) -> Result<T, Failure> {
    tokio::time::timeout(PATIENCE, next).await.map_err(|_| Failure::Malformed)?.map_err(unread)
}

/// Gives its beginning, which is no longer than any form.
async fn read_over(body: Body, most: u64) -> Result<Vec<u8>, Failure> {
    let (mut chunks, mut left, mut beginning) = (body.into_data_stream(), most, Vec::<u8>::new());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Failure::Malformed)?;
        left = left.checked_sub(u64::try_from(chunk.len()).unwrap_or(u64::MAX)).ok_or(Failure::TooLarge)?;
        let room = LARGEST.saturating_sub(beginning.len());
        beginning.extend(chunk.iter().take(room));
    }
    Ok(beginning)
}

/// The texts that such a form begins with, as far as they are all there.
async fn typed(headers: &HeaderMap, beginning: Vec<u8>) -> Pairs {
    let mut pairs = Pairs::default();
    let Some(boundary) = boundary(headers) else { return pairs };
    let mut parts = Multipart::new(Body::from(beginning).into_data_stream(), boundary);
    while let Ok(Some(part)) = parts.next_field().await {
        let Some(name) = part.name().filter(|_| part.file_name().is_none()).map(str::to_owned) else { break };
        let Some(text) = part.bytes().await.ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()) else { break };
        pairs = pairs.with(&name, text);
    }
    pairs
}

#[expect(clippy::needless_pass_by_value, reason = "it is what errors are mapped by")]
fn unread(error: multer::Error) -> Failure {
    if matches!(error, multer::Error::StreamSizeExceeded { .. }) { Failure::TooLarge } else { Failure::Malformed }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what errors are mapped by")]
fn unwritten(error: std::io::Error) -> Failure {
    tracing::error!(%error, "an upload could not be written");
    Failure::Unavailable
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=x";

    type Came = Result<(Pairs, Vec<(String, Option<Vec<u8>>)>), Failure>;

    async fn sent(kind: &str, body: Vec<u8>, may: bool) -> (Came, usize) {
        let folder = tempfile::tempdir().unwrap();
        let taken = Taken { folder: folder.path().to_owned(), files: 2, largest: 1_000, whole: 1_000_000 };
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, kind.parse().unwrap())]);
        let read = read(&headers, Body::from(body), &taken, may).await;
        let bytes = |a: &Arrived| a.content.as_ref().map(|path| std::fs::read((**path).as_ref()).unwrap());
        let came = read.map(|(pairs, arrived)| (pairs, arrived.iter().map(|a| (a.called.clone(), bytes(a))).collect()));
        (came, std::fs::read_dir(folder.path()).unwrap().count())
    }

    fn part(head: &str, body: &[u8]) -> Vec<u8> {
        [format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat()
    }

    #[tokio::test]
    async fn texts_and_files_come_apart_and_nothing_is_left_of_what_nobody_takes() {
        let large = vec![b'x'; 1_001];
        let body = [
            part("name=\"identity\"", b"abc"),
            part("name=\"file\"; filename=\"a b.csv\"", b"sku\r\n--y\r\n"),
            part("name=\"file\"; filename=\"\"", b""),
            part("name=\"file\"; filename=\"large\"", &large),
            part("name=\"file\"; filename=\"third\"", b"x"),
            b"--x--\r\n".to_vec(),
        ];
        let (came, left) = sent(KIND, body.concat(), true).await;
        let (pairs, files) = came.unwrap();
        assert_eq!((pairs.get("identity"), left), (Some("abc"), 0));
        let expected = [("a b.csv", Some(b"sku\r\n--y\r\n".to_vec())), ("large", None), ("third", None)];
        assert_eq!(files, expected.map(|(called, bytes)| (called.to_owned(), bytes)));
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_refused_and_whoever_may_not_send_it_leaves_nothing() {
        let text = part("name=\"a\"", &vec![b'a'; LARGEST + 1]);
        assert_eq!(sent(KIND, [text, b"--x--".to_vec()].concat(), true).await.0.unwrap_err(), Failure::TooLarge);
        let broken = part("name=\"p\"; filename=\"x\"", b"it breaks off here");
        let latin = [part("name=\"a\"", b"J\xf6rg"), b"--x--".to_vec()].concat();
        for (kind, body) in [
            ("multipart/form-data", b"--x--".to_vec()),
            (KIND, b"nonsense".to_vec()),
            (KIND, broken),
            (KIND, part("", b"x")),
            (KIND, latin),
        ] {
            let (came, left) = sent(kind, body.clone(), true).await;
            assert_eq!((came.unwrap_err(), left), (Failure::Malformed, 0), "{kind} {}", String::from_utf8_lossy(&body));
        }
        let whole = vec![b'x'; 1_000_001];
        assert_eq!(sent(KIND, whole, false).await.0.unwrap_err(), Failure::TooLarge);
        let (text, file) = (part("name=\"a\"", b"typed"), part("name=\"p\"; filename=\"x\"", b"x"));
        // What breaks off, or is too long for a form, is heard to its end as well.
        let long = part("name=\"b\"", &vec![b'b'; LARGEST + 1]);
        for rest in [[file, b"--x--".to_vec()].concat(), long, b"--x\r\nnonsense".to_vec()] {
            let (came, left) = sent(KIND, [text.clone(), rest].concat(), false).await;
            assert_eq!((came.unwrap(), left), ((Pairs::default().with("a", "typed"), Vec::new()), 0));
        }
    }
}
