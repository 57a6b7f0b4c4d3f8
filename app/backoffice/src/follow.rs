//! Following the record: the stream of a grid that stays fresh, and of a page.

use domain::{caller::Permit, failure::Failure};
use futures::{StreamExt, future::ready};
use std::sync::Arc;
use store::{Following, Happened, Store, StoreError};
use ui::{
    live::Batch,
    web::{Reply, Request},
};

/// Whoever missed more events than this reloads the page.
const FAR: i64 = 2_000;
/// And whoever is told of more than these, which happened before he asked, reads the record as by a page of it.
const NEW: i64 = 20;

/// What happens after a place, as it happens: as a stream, or once what was missed. `batch` makes of what happened what is told, while
/// `is_on` says that there is something to be followed; `reading` tells that he read it who asks for what happened before.
pub(crate) async fn tell<R: Following, F>(
    store: Store,
    request: &Request,
    permit: &Arc<Permit<R>>,
    is_on: fn(&Store) -> bool,
    reading: impl Future<Output = Result<(), StoreError>>,
    batch: impl Fn(Arc<Happened>) -> F + Send + 'static,
) -> Result<Reply, Failure>
where
    F: Future<Output = Result<Batch, Failure>> + Send + 'static,
{
    if !is_on(&store) {
        return Err(Failure::NotFound);
    }
    let by = store.by(&**permit);
    let asked = request.query.get("place").map(|place| place.parse().map_err(|_| Failure::Malformed)).transpose()?;
    let last = by.last_place().await?;
    let place = request.heard.or(asked).unwrap_or(last);
    if !(0..=FAR).contains(&last.saturating_sub(place)) {
        return Err(Failure::Outdated);
    }
    if last.saturating_sub(place) > NEW {
        reading.await?;
    }
    if request.query.get("once").is_none() {
        let shop = store.clone();
        let followed = by.follow(place).take_while(move |_| ready(is_on(&shop)));
        // Whoever cannot be told of something is let go, and begins again where he was.
        let told = followed.then(batch).take_while(|batch| ready(batch.is_ok())).filter_map(|batch| ready(batch.ok()));
        return Ok(Reply::live(told));
    }
    let (mut place, mut missed) = (place, Vec::new());
    while let Some(happened) = by.happened_after(place).await? {
        place = happened.place;
        missed.push(batch(Arc::new(happened)).await?);
    }
    Ok(Reply::json(serde_json::to_string(&missed).map_err(|_| Failure::Internal)?))
}
