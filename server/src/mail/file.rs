//! A mail as a file: `.eml`, which every mail program opens.

use super::{NOT_KEPT, Tried};
use domain::mail::{Mail, Outcome};
use std::path::Path;

/// Under one name each time, and whole or not at all: once more is no second one.
pub(super) async fn keep(folder: &Path, mail: &Mail, message: &[u8]) -> Tried {
    let (path, unfinished) = (folder.join(format!("{}.eml", mail.id)), folder.join(format!("{}.part", mail.id)));
    let kept = async {
        tokio::fs::create_dir_all(folder).await?;
        tokio::fs::write(&unfinished, message).await?;
        tokio::fs::rename(&unfinished, &path).await
    };
    match kept.await {
        Ok(()) => Tried { outcome: Outcome::Kept, said: String::new(), is_away: false },
        Err(error) => {
            tracing::warn!(%error, path = %path.display(), "a mail could not be kept");
            Tried { outcome: Outcome::NotNow, said: format!("{NOT_KEPT} {error}"), is_away: true }
        }
    }
}
