//! From a page's reply to a response.

use super::{cookies, live};
use crate::endpoints::Half;
use axum::{
    body::Body as Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use domain::text::hex;
use std::sync::Arc;
use ui::{
    live::Followed,
    web::{Body, Cookie, CookieChange, Reply},
};

const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");

/// The same answer without its text, where the browser has that already (RFC 9110, 13.1.2).
pub fn unless_known(mut response: Response, asked: &HeaderMap) -> Response {
    let Some(etag) = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()) else { return response };
    let is_same = |tag: &str| tag.trim() == "*" || tag.trim().trim_start_matches("W/") == etag.trim_start_matches("W/");
    let mut lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    if response.status() == StatusCode::OK && lines.any(|line| line.split(',').any(is_same)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Bytes::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response
}

/// How long a response may be kept, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The same for everybody.
    Public,
    /// By the browser, asking again before each use: what holds nothing of anybody's.
    Private,
    /// By nobody: whatever holds something of somebody's.
    Nowhere,
}

/// A text that is kept, as bytes: it is sent as it stands, and not copied.
struct Text(Arc<str>);

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Says that a browser saves what comes, and under which name. Whoever brought a file called it: what could end the name, or is not ASCII,
/// stands in the spelling of RFC 8187, and for who does not read that (RFC 6266) as `_`.
pub fn saved_under(name: &str) -> Option<HeaderValue> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_. ".contains(c);
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut saved_as = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        saved_as.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            let c = char::from(byte);
            if is_plain(c) && c != ' ' {
                saved_as.push(c);
            } else {
                saved_as.push('%');
                saved_as.push_str(&hex(&[byte]));
            }
        }
    }
    HeaderValue::try_from(saved_as).ok()
}

pub fn response(reply: Reply, half: Half, https: bool, keep: Keep, spent: &[Cookie], shown_notice: bool) -> Response {
    let (mut is_file, mut is_packed, mut is_framed, mut saved_as) = (false, false, false, None);
    let (mut cached, mut around, mut named) = (None, None, None);
    let (body, kind, location) = match reply.body {
        Body::Page(html) => (Bytes::from(html), Some("text/html; charset=utf-8"), None),
        Body::Around(html, was_there) => {
            around = Some(was_there);
            (Bytes::from(html), Some("text/html; charset=utf-8"), None)
        }
        Body::Kept(kept, was_there) => {
            cached = Some((Arc::clone(&kept.etag), was_there));
            (Bytes::from(axum::body::Bytes::from_owner(Text(kept.text))), Some("text/html; charset=utf-8"), None)
        }
        Body::Framed(html) => {
            is_framed = true;
            (Bytes::from(html), Some("text/html; charset=utf-8"), None)
        }
        Body::Picture { bytes, kind, etag } => {
            named = Some(etag);
            (Bytes::from(bytes), Some(kind), None)
        }
        Body::Text { text, kind } => (Bytes::from(text), Some(kind), None),
        Body::Json { text, is_problem } => {
            let kind = if is_problem { "application/problem+json" } else { "application/json" };
            (Bytes::from(text), Some(kind), None)
        }
        Body::Live(Followed(batches)) => (Bytes::from_stream(live::events(batches)), Some("text/event-stream"), None),
        Body::Csv { text, name } => {
            saved_as = saved_under(&name);
            (Bytes::from(text), Some("text/csv; charset=utf-8"), None)
        }
        // It is opened before (see `files`).
        Body::Saved { .. } => (Bytes::empty(), None, None),
        Body::SeeOther(location) => (Bytes::empty(), None, Some(location)),
        Body::File { bytes, kind, packed } => {
            (is_file, is_packed) = (true, packed);
            (Bytes::from(bytes), Some(kind), None)
        }
    };
    let mut status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    if let Some(kind) = kind {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if let Some(location) = &location {
        match HeaderValue::try_from(location) {
            Ok(value) => {
                headers.insert(header::LOCATION, value);
            }
            Err(_) => status = StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
    if let Some(disposition) = saved_as {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    if let Some((etag, was_there)) = cached {
        // RFC 9211.
        let fared = if was_there { "Alongside; hit" } else { "Alongside; fwd=miss; stored" };
        headers.insert(CACHE_STATUS, HeaderValue::from_static(fared));
        headers.insert(header::VARY, HeaderValue::from_static("cookie"));
        named = Some(etag.to_string());
    }
    if let Some(etag) = named.and_then(|etag| HeaderValue::try_from(etag).ok()) {
        headers.insert(header::ETAG, etag);
    }
    if let Some(was_there) = around {
        let fared = if was_there { "Alongside; hit; detail=body" } else { "Alongside; fwd=miss; stored; detail=body" };
        headers.insert(CACHE_STATUS, HeaderValue::from_static(fared));
    }
    if let Some(origin) = &reply.posts_to {
        super::headers::posts_to(headers, origin);
    }
    if is_framed {
        super::headers::framed(headers);
    }
    if is_file {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if is_packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    let kept = match keep {
        Keep::Public => "public, max-age=31536000, immutable",
        Keep::Private => "private, no-cache",
        Keep::Nowhere => "private, no-store",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    let of = |change: &CookieChange| match change {
        CookieChange::Set(cookie, _) | CookieChange::SetForNow(cookie, _) | CookieChange::Clear(cookie) => *cookie,
    };
    let changed = |cookie: &Cookie| reply.cookies.iter().any(|change| of(change) == *cookie);
    let mut lines: Vec<String> = spent.iter().filter(|c| !changed(c)).map(|c| cookies::clear(*c, https)).collect();
    for change in &reply.cookies {
        lines.push(match change {
            // A hand-off begins in the back office and is redeemed in the storefront: its nonce is the storefront's.
            CookieChange::Set(cookie, value) => cookies::set(*cookie, value.expose(), https),
            CookieChange::SetForNow(cookie, value) => cookies::set_for_now(*cookie, value.expose(), https),
            CookieChange::Clear(cookie) => cookies::clear(*cookie, https),
        });
    }
    match &reply.notice {
        Some(notice) => lines.push(cookies::set_notice(&notice.to_cookie(), half, https)),
        None if shown_notice && location.is_none() => lines.push(cookies::clear_notice(half, https)),
        None => {}
    }
    if let Some(forgotten) = super::headers::forgotten(&reply.cookies) {
        headers.insert(super::headers::CLEAR_SITE_DATA, forgotten);
    }
    for line in lines {
        if let Ok(value) = HeaderValue::try_from(line) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_called_by_whoever_brought_it_says_nothing_but_its_name() {
        let said = |name: &str| saved_under(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(said("errors-stock 2.csv"), "attachment; filename=\"errors-stock 2.csv\"");
        let ends = "attachment; filename=\"a__ filename_evil.html.csv\"; filename*=UTF-8''a%22%3b%20filename%3devil.html.csv";
        assert_eq!(said("a\"; filename=evil.html.csv"), ends);
        assert_eq!(said("\u{540d}\u{524d}.csv"), "attachment; filename=\"__.csv\"; filename*=UTF-8''%e5%90%8d%e5%89%8d.csv");
        assert_eq!(said("a\r\nx"), "attachment; filename=\"a__x\"; filename*=UTF-8''a%0d%0ax");
    }
}
