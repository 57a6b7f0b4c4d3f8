//! The headers that every response has.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use ui::web::{Cookie, CookieChange};

/// Scripts and styles come from our own files alone: there is no inline script on any page, so none is allowed, not even
/// by nonce. WebAssembly needs its own word.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// For a year no browser asks by plain http again, where anybody on the way could read along. Other hosts of the domain are
/// not ours to speak for.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

pub const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Whoever leaves an account leaves nothing of it in the browser. Never the cookies: after a visit the shopper's own are there still, and
/// of our own two halves each ends its own.
pub fn forgotten(cookies: &[CookieChange]) -> Option<HeaderValue> {
    let leaves = |change: &CookieChange| matches!(change, CookieChange::Clear(Cookie::Staff | Cookie::Shopper | Cookie::Visit));
    cookies.iter().any(leaves).then(|| HeaderValue::from_static("\"cache\", \"storage\""))
}

/// A page whose form goes to one other origin says so, and its origin goes with the form: with the referrer policy of all other pages
/// browsers would send `Origin: null`.
pub fn posts_to(headers: &mut HeaderMap, origin: &str) {
    let policy = CONTENT_SECURITY_POLICY.replace("form-action 'self'", &format!("form-action 'self' {origin}"));
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    }
}

/// What is shown in a frame of a page of ours: its styles stand in it, and nothing else of it does anything.
const FRAMED: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

pub fn framed(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
}

pub fn add(mut response: Response, https: bool) -> Response {
    let headers = response.headers_mut();
    let set = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // Never `no-referrer`: browsers would then send `Origin: null` with our own forms.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
    ];
    for (name, value) in set {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT_SECURITY));
    }
    response
}
