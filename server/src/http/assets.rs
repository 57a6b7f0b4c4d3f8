//! The built files: styles, scripts and WebAssembly, inside the program. Their path changes with their content, so a
//! browser keeps each as long as it likes.

use domain::{failure::Failure, text::hex};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock};
use store::Store;
use ui::{
    endpoint::Open,
    web::{Reply, Request},
};

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
    // So many digits tell one build from another.
    let hash = hex(&hasher.finalize());
    format!("/pkg/{}", hash.get(..16).unwrap_or(&hash)).into()
});

/// The path under which the files are.
pub fn path() -> Arc<str> {
    Arc::clone(&PATH)
}

/// One of the files.
pub async fn show(_: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let (hash, name) = (request.param("hash"), request.param("file").unwrap_or_default());
    // An old page may ask for files that a newer program no longer has: it gets nothing rather than others.
    if hash != PATH.strip_prefix("/pkg/") {
        return Err(Failure::NotFound);
    }
    let kind = match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("webp") => "image/webp",
        Some("json") => "application/speculationrules+json",
        _ => return Err(Failure::NotFound),
    };
    let packed = if request.takes_brotli { Dist::get(&format!("{name}.br")) } else { None };
    let is_packed = packed.is_some();
    let file = packed.or_else(|| Dist::get(name)).ok_or(Failure::NotFound)?;
    Ok(Reply::file(file.data, kind, is_packed))
}
