//! The choice of a store view, and with it of a language: kept in a cookie, so that it holds where no address says it.

use domain::failure::Failure;
use store::Store;
use ui::web::{Cookie, Reply, Request, local_path};

pub async fn choose(_: Store, request: Request) -> Result<Reply, Failure> {
    let code = request.form.get("view").ok_or(Failure::Malformed)?;
    let view = request.views.iter().find(|v| v.code == code).ok_or(Failure::Malformed)?;
    let back = local_path(request.form.get("back")).unwrap_or_else(|| "/".to_owned());
    Ok(Reply::see_other(view.href(&back)).set(Cookie::Language, view.language.tag()))
}
