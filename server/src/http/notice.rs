//! The notice that a cookie brings, and the name of what it tells of, as this shop knows it now.

use crate::app::App;
use domain::{
    caller::{Caller, Who},
    cart::Quantity,
    failure::Failure,
    ids::{OrderId, ProductId},
    stores::Served,
    text::Flaw,
};
use std::time::Duration;
use store::StoreError;
use ui::{
    notice::{LeftBehind, Notice, Told},
    words,
};

/// A page does not wait longer for the name in a message.
const WITHIN: Duration = Duration::from_millis(500);

/// Nothing, if what it tells of is not there for him: the cookie is old, or not of ours.
pub async fn told(app: &App, cookie: Option<&str>, caller: &Caller, view: &Served) -> Option<Told> {
    let mut notice = Notice::from_cookie(cookie?)?;
    let name = if let Some(product) = notice.product() {
        let products = tokio::time::timeout(WITHIN, app.store.products_for(caller, view, &[product])).await.ok()?.ok()?;
        if let Some(product) = products.into_iter().next() {
            product.name
        } else {
            notice = without_name(notice)?;
            String::new()
        }
    } else if notice == Notice::LoggedInAs {
        let Who::Visit(visit) = caller.who() else { return None };
        visit.customer_name.clone()
    } else if let Notice::CartLeftBehind(left) = notice {
        // Without their names it is told all the same.
        tokio::time::timeout(WITHIN, names(app, caller, view, &left)).await.ok().and_then(Result::ok).unwrap_or_default()
    } else if let Notice::ReorderedInPart(order, left_out) = notice {
        tokio::time::timeout(WITHIN, not_reordered(app, caller, view, order, left_out)).await.ok()?.ok()?
    } else {
        String::new()
    };
    Some(Told { notice, name })
}

/// The same of what is shown here no more: it has no name, and cannot be put back.
const fn without_name(notice: Notice) -> Option<Notice> {
    if matches!(notice, Notice::CartRemoved(..)) {
        Some(Notice::CartUpdated)
    } else if matches!(notice, Notice::WishRemoved(..)) {
        Some(Notice::WishListUpdated)
    } else {
        None
    }
}

/// What is left behind is called in the view, one a line.
async fn names(app: &App, caller: &Caller, view: &Served, left: &LeftBehind) -> Result<String, StoreError> {
    let ids: Vec<ProductId> = left.products.into_iter().flatten().collect();
    let products = app.store.products_for(caller, view, &ids).await?;
    let names: Vec<&str> = ids.iter().filter_map(|id| products.iter().find(|of| of.id == *id)).map(|of| of.name.as_str()).collect();
    Ok(names.join("\n"))
}

/// The lines of an order of the caller's that could not be put into his cart, each with why: they are tried again, and nothing is changed.
async fn not_reordered(app: &App, caller: &Caller, view: &Served, order: OrderId, left_out: u64) -> Result<String, Failure> {
    let order = app.store.by(&caller.acting()?).order(order).await?;
    let is_left_out = |at: u32| left_out.checked_shr(at).is_some_and(|bits| bits & 1 == 1);
    let mut told = Vec::new();
    for (_, line) in (0_u32..).zip(&order.lines).filter(|(at, _)| is_left_out(*at)) {
        let why = match app.store.why_not_added(caller, view, line.product, Quantity::at_most(line.pieces.ordered)).await {
            // By now it could be: whatever it was, there were not so many.
            Ok(why) => Some(why.unwrap_or(Flaw::NotAvailable)),
            Err(StoreError::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        told.push(words::not_reordered(view.language, &line.sku, why));
    }
    Ok(told.join("\n"))
}
