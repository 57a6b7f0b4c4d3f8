//! The choice of the back office's language.

use domain::{failure::Failure, stores::Language};
use store::Store;
use ui::web::{Cookie, Reply, Request, local_path};

pub async fn choose(_: Store, request: Request) -> Result<Reply, Failure> {
    let language = request.form.get("language").and_then(Language::from_tag).ok_or(Failure::Malformed)?;
    let back = local_path(request.form.get("back")).filter(|p| p.starts_with("/admin")).unwrap_or_else(|| "/admin".to_owned());
    Ok(Reply::see_other(back).set(Cookie::Language, language.tag()))
}
