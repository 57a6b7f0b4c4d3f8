//! The notice that a cookie brings, and the name of what it tells of, as this shop knows it now.

use crate::app::App;
use domain::{
    caller::{Caller, Who},
    stores::Served,
};
use std::time::Duration;
use ui::notice::{Notice, Told};

/// A page does not wait longer for the name in a message.
const WITHIN: Duration = Duration::from_millis(500);

/// Nothing, if what it tells of is not there: the cookie is old, or not of ours.
pub async fn told(app: &App, cookie: Option<&str>, caller: &Caller, view: &Served) -> Option<Told> {
    let notice = Notice::from_cookie(cookie?)?;
    let name = if let Some(product) = notice.product() {
        let products = tokio::time::timeout(WITHIN, app.store.products(Some(view), [product])).await.ok()?.ok()?;
        products.into_iter().next()?.name
    } else if notice == Notice::LoggedInAs {
        let Who::Visit(visit) = caller.who() else { return None };
        visit.customer_name.clone()
    } else {
        String::new()
    };
    Some(Told { notice, name })
}
