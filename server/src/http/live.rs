//! A stream as server-sent events. It asks again whether whoever follows still may, before it tells anything and every few seconds, and
//! ends when he may not, or when the program stops.

use super::{caller::verify, cookies::Jar};
use crate::{app::App, endpoints::Endpoint};
use domain::audit::Origin;
use futures::{Stream, StreamExt, stream};
use std::{convert::Infallible, time::Duration};
use tokio::time::{Instant, sleep_until};
use ui::{
    live::{Batch, Batches},
    web::Request,
};

/// How often something is said when there is nothing to tell: a line that is dead is noticed, and a right that is lost.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// Batches as events; the place of each is its number, so that a browser goes on where it was.
pub fn events(batches: Batches) -> impl Stream<Item = Result<String, Infallible>> + Send + 'static {
    let begin = stream::iter([Ok("retry: 1000\n\n".to_owned())]);
    begin.chain(batches.map(|batch| Ok(written(&batch))))
}

/// A place that no event has: it only says that the line is alive, or that it is over.
const ALIVE: i64 = -1;
const OVER: i64 = -2;

fn written(batch: &Batch) -> String {
    match batch.place {
        ALIVE => ":\n\n".to_owned(),
        OVER => "event: over\ndata: over\n\n".to_owned(),
        // Text and numbers: they cannot but be written.
        place => format!("id: {place}\ndata: {}\n\n", serde_json::to_string(batch).unwrap_or_default()),
    }
}

/// The same stream for as long as whoever follows it may: his session stands, and his right.
pub fn while_permitted(batches: Batches, app: App, endpoint: &'static Endpoint, jar: Jar, request: Request) -> Batches {
    let stopping = app.stopping();
    let state = (batches, app, jar, request, stopping, Instant::now() + HEARTBEAT, false);
    Box::pin(stream::unfold(state, move |(mut batches, app, jar, request, mut stopping, mut next, is_over)| async move {
        if is_over {
            return None;
        }
        let batch = tokio::select! {
            batch = batches.next() => batch?,
            () = sleep_until(next) => {
                next = Instant::now() + HEARTBEAT;
                Batch { place: ALIVE, rows: Vec::new() }
            }
            _ = stopping.wait_for(|stop| *stop) => return None,
        };
        let may = may(&app, endpoint, &jar, &request).await;
        let batch = if may { batch } else { Batch { place: OVER, rows: Vec::new() } };
        Some((batch, (batches, app, jar, request, stopping, next, !may)))
    }))
}

/// Whether whoever asked may still: as who he is now.
async fn may(app: &App, endpoint: &Endpoint, jar: &Jar, request: &Request) -> bool {
    let origin = Origin { at: app.clock.now(), ..Origin::default() };
    // A store that does not answer takes no right away: the stream has nothing to tell then.
    let Ok(verified) = verify(app, endpoint.half(), jar, false, origin).await else { return true };
    verified.caller.identity() == request.caller.identity() && endpoint.may(&verified.caller)
}
