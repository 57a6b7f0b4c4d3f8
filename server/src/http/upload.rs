//! Forms with files. What is a file goes to the disk as it comes, so that the memory that it takes does not depend on what is sent; what
//! is more than is taken is read over, and told at its field.

use super::form::LARGEST;
use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use domain::{
    catalog::pictures::{LARGEST_FILE, MOST_FILES},
    failure::Failure,
};
use futures::StreamExt;
use mime::{MULTIPART_FORM_DATA, Mime};
use multer::{Constraints, Field, Multipart, SizeLimit};
use pictures::Files;
use std::{io::Write, path::Path, sync::Arc};
use tempfile::TempPath;
use ui::web::{Arrived, Pairs};

/// The largest request that is read.
const MOST: u64 = 128 * 1024 * 1024;

/// Whether a request is of this kind.
pub fn is_one(headers: &HeaderMap) -> bool {
    kind(headers).is_some()
}

fn kind(headers: &HeaderMap) -> Option<Mime> {
    let kind: Mime = headers.get(header::CONTENT_TYPE)?.to_str().ok()?.parse().ok()?;
    (kind.essence_str() == MULTIPART_FORM_DATA.essence_str()).then_some(kind)
}

/// What such a form says. Whoever may not send it is heard to the end all the same, for his browser shows no answer before; nothing of
/// that is kept.
///
/// # Errors
/// It is too large, or cannot be read.
pub async fn read(headers: &HeaderMap, body: Body, into: Option<&Files>) -> Result<(Pairs, Vec<Arrived>), Failure> {
    let Some(files) = into else { return read_over(body).await };
    let boundary = kind(headers).and_then(|kind| kind.get_param(mime::BOUNDARY).map(|boundary| boundary.to_string()));
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(MOST));
    let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary.ok_or(Failure::Malformed)?, limits);
    let (mut pairs, mut arrived, mut said) = (Vec::new(), Vec::new(), 0_usize);
    while let Some(mut part) = parts.next_field().await.map_err(unread)? {
        let name = part.name().ok_or(Failure::Malformed)?.to_owned();
        let Some(called) = part.file_name().map(str::to_owned) else {
            let mut text = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(unread)? {
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
        let is_one_too_many = arrived.len() >= MOST_FILES;
        let (content, size) = content(files, part, is_one_too_many).await?;
        // A browser sends a field of which no file was chosen as one without a name.
        if called.is_empty() && size == 0 {
            continue;
        }
        if is_one_too_many {
            // That there are more is told; how many is not.
            arrived.truncate(MOST_FILES);
        }
        let content = content.map(|path| -> Arc<dyn AsRef<Path> + Send + Sync> { Arc::new(path) });
        arrived.push(Arrived { field: name, called, content });
    }
    Ok((pairs.into_iter().collect(), arrived))
}

/// A file, unless it is larger than is taken; and its size.
async fn content(files: &Files, mut part: Field<'_>, is_left: bool) -> Result<(Option<TempPath>, u64), Failure> {
    let mut file = if is_left { None } else { Some(files.arriving().map_err(unwritten)?) };
    let mut size = 0_u64;
    while let Some(chunk) = part.chunk().await.map_err(unread)? {
        size = size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if size > LARGEST_FILE {
            file = None;
        }
        // Into the memory of the system, which is as quick as one's own.
        if let Some(file) = &mut file {
            file.write_all(&chunk).map_err(unwritten)?;
        }
    }
    Ok((file.map(tempfile::NamedTempFile::into_temp_path), size))
}

async fn read_over(body: Body) -> Result<(Pairs, Vec<Arrived>), Failure> {
    let (mut parts, mut left) = (body.into_data_stream(), MOST);
    while let Some(part) = parts.next().await {
        let length = part.map(|part| u64::try_from(part.len()).unwrap_or(u64::MAX)).map_err(|_| Failure::Malformed)?;
        left = left.checked_sub(length).ok_or(Failure::TooLarge)?;
    }
    Ok((Pairs::default(), Vec::new()))
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

    async fn sent(kind: &str, body: Vec<u8>) -> Result<(Pairs, Vec<(String, String, Option<Vec<u8>>)>), Failure> {
        let (headers, files) = (HeaderMap::from_iter([(header::CONTENT_TYPE, kind.parse().unwrap())]), Files::passing().unwrap());
        let (pairs, arrived) = read(&headers, Body::from(body), Some(&files)).await?;
        let bytes = |a: &Arrived| a.content.as_ref().map(|path| std::fs::read((**path).as_ref()).unwrap());
        Ok((pairs, arrived.iter().map(|a| (a.field.clone(), a.called.clone(), bytes(a))).collect()))
    }

    fn part(head: &str, body: &[u8]) -> Vec<u8> {
        [format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat()
    }

    const KIND: &str = "multipart/form-data; boundary=x";

    #[tokio::test]
    async fn texts_and_files_come_apart_and_a_field_without_a_file_is_none() {
        let body = [
            part("name=\"identity\"", b"abc"),
            part("name=\"pictures\"; filename=\"a b.png\"", b"\x89PNG\r\n--y\r\n"),
            part("name=\"pictures\"; filename=\"\"", b""),
            part("name=\"pictures\"; filename=\"empty\"", b""),
            b"--x--\r\n".to_vec(),
        ];
        let (pairs, files) = sent(KIND, body.concat()).await.unwrap();
        assert_eq!(pairs.get("identity"), Some("abc"));
        let file = |called: &str, bytes: &[u8]| ("pictures".to_owned(), called.to_owned(), Some(bytes.to_vec()));
        assert_eq!(files, [file("a b.png", b"\x89PNG\r\n--y\r\n"), file("empty", b"")]);
    }

    #[tokio::test]
    async fn what_is_too_large_or_one_too_many_is_read_over_and_told() {
        let large = vec![0; usize::try_from(LARGEST_FILE).unwrap() + 1];
        let body = [part("name=\"p\"; filename=\"large\"", &large), part("name=\"identity\"", b"abc"), b"--x--".to_vec()].concat();
        let (pairs, files) = sent(KIND, body).await.unwrap();
        assert_eq!((pairs.get("identity"), files), (Some("abc"), vec![("p".to_owned(), "large".to_owned(), None)]));
        let many = (0..100).flat_map(|n| part(&format!("name=\"p\"; filename=\"{n}\""), b"x")).chain(*b"--x--").collect();
        assert_eq!(sent(KIND, many).await.unwrap().1.len(), MOST_FILES + 1);
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_refused() {
        let text = part("name=\"a\"", &vec![b'a'; LARGEST + 1]);
        assert_eq!(sent(KIND, [text, b"--x--".to_vec()].concat()).await.unwrap_err(), Failure::TooLarge);
        let broken = part("name=\"p\"; filename=\"x\"", b"it breaks off here");
        for (kind, body) in
            [("multipart/form-data", b"--x--".to_vec()), (KIND, b"nonsense".to_vec()), (KIND, broken), (KIND, part("", b"x"))]
        {
            assert_eq!(sent(kind, body.clone()).await.unwrap_err(), Failure::Malformed, "{kind} {}", String::from_utf8_lossy(&body));
        }
        let latin = [part("name=\"a\"", b"J\xf6rg"), b"--x--".to_vec()].concat();
        assert_eq!(sent(KIND, latin).await.unwrap_err(), Failure::Malformed);
    }

    #[tokio::test]
    async fn whoever_may_not_send_it_leaves_nothing() {
        let body = Body::from([part("name=\"p\"; filename=\"x\"", b"x"), b"--x--".to_vec()].concat());
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, KIND.parse().unwrap())]);
        let (pairs, files) = read(&headers, body, None).await.unwrap();
        assert!(pairs.iter().next().is_none() && files.is_empty());
    }
}
