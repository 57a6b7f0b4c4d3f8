//! Files of the data's folder, as a whole or in part: a download that broke goes on where it was (RFC 9110, 14).

use super::reply::saved_under;
use crate::app::App;
use axum::{
    body::Body,
    http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version, header},
    response::Response,
};
use domain::failure::Failure;
use futures::{Stream, stream};
use headers::{ContentRange, ETag, HeaderMapExt, IfRange, Range};
use std::{
    io::{self, SeekFrom},
    ops::Bound,
};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt},
};

/// So much of a file is read at once.
const CHUNK: u64 = 64 * 1024;

/// Says of a response that it is sent as it stands: its parts are counted in bytes.
#[derive(Clone)]
struct AsItStands;

/// Whether a response may be packed.
pub fn may_be_packed(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<AsItStands>().is_none()
}

/// Whether a request has the beginning of a file already.
pub fn goes_on(asked: &HeaderMap) -> bool {
    let first = |range: &Range| range.satisfiable_ranges(u64::MAX).next();
    let range = asked.typed_get::<Range>();
    range.as_ref().and_then(first).is_some_and(|(start, _)| !matches!(start, Bound::Included(0) | Bound::Unbounded))
}

/// The part that is asked for: its first byte and the one after its last; all of it, if none is, or what the browser has is of another
/// file. `None`: there is no such part.
fn part(asked: &HeaderMap, etag: &ETag, size: u64) -> Option<(u64, u64, bool)> {
    let whole = Some((0, size, false));
    let Some(range) = asked.typed_get::<Range>() else { return whole };
    if asked.typed_get::<IfRange>().is_some_and(|of| of.is_modified(Some(etag), None)) {
        return whole;
    }
    let mut ranges = range.satisfiable_ranges(size);
    let (start, end) = ranges.next()?;
    if ranges.next().is_some() {
        // Whoever asks for several parts gets all of it, as he may.
        return whole;
    }
    let first = match start {
        Bound::Included(first) => first,
        Bound::Excluded(before) => before.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let after = match end {
        Bound::Included(last) => last.saturating_add(1),
        Bound::Excluded(after) => after,
        Bound::Unbounded => size,
    };
    (first < after.min(size)).then_some((first, after.min(size), true))
}

/// The file at a path in the folder of the data.
///
/// # Errors
/// [`Failure::NotFound`]: it is not there.
pub async fn saved(app: &App, asked: &HeaderMap, path: &str, kind: &'static str, name: &str) -> Result<Response, Failure> {
    let path = app.settings.data.join(path);
    let not_there = |error: io::Error| {
        tracing::warn!(%error, path = %path.display(), "a file that is offered cannot be read");
        Failure::NotFound
    };
    let mut file = File::open(&path).await.map_err(not_there)?;
    let facts = file.metadata().await.map_err(not_there)?;
    let size = facts.len();
    // Once it is there, it never changes.
    let changed = facts.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default().as_millis();
    let etag: ETag = format!("\"{size:x}-{changed:x}\"").parse().map_err(|_| Failure::Internal)?;
    let part = part(asked, &etag, size);
    let body = match part {
        Some((first, after, _)) => {
            file.seek(SeekFrom::Start(first)).await.map_err(|_| Failure::Internal)?;
            Body::from_stream(bytes(file, after.saturating_sub(first)))
        }
        None => Body::empty(),
    };
    let mut response = Response::new(body);
    response.extensions_mut().insert(AsItStands);
    let headers = response.headers_mut();
    headers.typed_insert(headers::AcceptRanges::bytes());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    *response.status_mut() = match part {
        Some((first, after, is_part)) => {
            let headers = response.headers_mut();
            headers.typed_insert(etag);
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(after.saturating_sub(first)));
            if let Some(disposition) = saved_under(name) {
                headers.insert(header::CONTENT_DISPOSITION, disposition);
            }
            if is_part && let Ok(range) = ContentRange::bytes(first..after, size) {
                headers.typed_insert(range);
            }
            if is_part { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK }
        }
        None => {
            response.headers_mut().typed_insert(ContentRange::unsatisfied_bytes(size));
            StatusCode::RANGE_NOT_SATISFIABLE
        }
    };
    Ok(response)
}

/// So many bytes from where the file is at.
fn bytes(file: File, left: u64) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    stream::try_unfold((file, left), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let mut chunk = vec![0; usize::try_from(left.min(CHUNK)).unwrap_or(0)];
        file.read_exact(&mut chunk).await?;
        let left = left.saturating_sub(u64::try_from(chunk.len()).unwrap_or(left));
        Ok(Some((chunk, (file, left))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_is_asked_for_of_the_file_that_is_there() {
        let etag: ETag = "\"1-2\"".parse().unwrap();
        let asked = |headers: &[(header::HeaderName, &str)]| {
            let headers: HeaderMap = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
            (part(&headers, &etag, 100), goes_on(&headers))
        };
        let range = header::RANGE;
        assert_eq!(asked(&[]), (Some((0, 100, false)), false));
        assert_eq!(asked(&[(range.clone(), "bytes=40-")]), (Some((40, 100, true)), true));
        assert_eq!(asked(&[(range.clone(), "bytes=0-9")]), (Some((0, 10, true)), false));
        assert_eq!(asked(&[(range.clone(), "bytes=90-200")]).0, Some((90, 100, true)), "no more than there is");
        assert_eq!(asked(&[(range.clone(), "bytes=-10")]).0, Some((90, 100, true)), "its end");
        assert_eq!(asked(&[(range.clone(), "bytes=100-")]).0, None);
        assert_eq!(asked(&[(range.clone(), "lines=1-2")]).0, Some((0, 100, false)), "what is no range of bytes is not minded");
        assert_eq!(asked(&[(range.clone(), "bytes=0-1,5-6")]).0, Some((0, 100, false)));
        assert_eq!(asked(&[(range.clone(), "bytes=40-"), (header::IF_RANGE, "\"1-2\"")]).0, Some((40, 100, true)));
        assert_eq!(asked(&[(range, "bytes=40-"), (header::IF_RANGE, "\"other\"")]).0, Some((0, 100, false)), "of another file");
    }
}
