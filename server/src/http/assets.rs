//! The built files: styles, scripts and WebAssembly, inside the program. Their path changes with their content, so a
//! browser keeps each as long as it likes.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock};

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Dist;

static PATH: LazyLock<Arc<str>> = LazyLock::new(|| {
    let mut hasher = Sha256::new();
    for name in Dist::iter() {
        if let Some(file) = Dist::get(&name) {
            hasher.update(name.as_bytes());
            hasher.update(&file.data);
        }
    }
    let hash: String = hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
    format!("/pkg/{hash}").into()
});

/// The path under which the files are.
pub fn path() -> Arc<str> {
    Arc::clone(&PATH)
}

pub async fn serve(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    // An old page may ask for files that a newer program no longer has: it gets nothing rather than others.
    if PATH.strip_prefix("/pkg/") != Some(hash.as_str()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.split(',').any(|e| e.trim().split(';').next() == Some("br")));
    let packed = brotli.then(|| Dist::get(&format!("{name}.br"))).flatten();
    let is_packed = packed.is_some();
    let Some(file) = packed.or_else(|| Dist::get(&name)) else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let mut response = Response::new(Body::from(file.data.into_owned()));
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
