//! A stream as server-sent events. It asks again whether whoever follows still may, before it tells anything and every few seconds, and
//! ends when he may not, or when the program stops.

use super::{caller::verify, cookies::Jar};
use crate::{app::App, endpoints::Endpoint};
use domain::{audit::Origin, failure::Failure, ids::IdentityId};
use futures::{Stream, StreamExt, stream};
use std::{
    collections::BTreeMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep_until};
use ui::{
    live::{Batch, Batches, Followed},
    web::{Body, Reply, Request},
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
        ALIVE => "event: alive\ndata: alive\n\n".to_owned(),
        OVER => "event: over\ndata: over\n\n".to_owned(),
        // Text and numbers: they cannot but be written.
        place => format!("id: {place}\ndata: {}\n\n", serde_json::to_string(batch).unwrap_or_default()),
    }
}

/// The streams of each who follows, by his identity.
pub type Followers = Arc<Mutex<BTreeMap<IdentityId, usize>>>;

/// So many streams one may hold: a browser needs one.
const STREAMS: usize = 8;

/// One stream of somebody's, until it ends.
struct Held(Followers, IdentityId);

impl Held {
    fn of(followers: &Followers, who: IdentityId) -> Option<Self> {
        let mut all = followers.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry(who).or_default();
        (*held < STREAMS).then(|| {
            *held += 1;
            Self(Arc::clone(followers), who)
        })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = all.get(&self.1).copied().unwrap_or_default().saturating_sub(1);
        if left == 0 {
            all.remove(&self.1)
        } else {
            all.insert(self.1, left)
        };
    }
}

/// A reply that is followed goes on for as long as whoever follows it may: his session stands, and his right. Others are as they were.
///
/// # Errors
/// [`Failure::Unavailable`]: he holds as many streams as one may.
pub fn while_permitted(reply: Reply, app: &App, endpoint: &'static Endpoint, jar: &Jar, request: &Request) -> Result<Reply, Failure> {
    let Body::Live(Followed(batches)) = reply.body else { return Ok(reply) };
    let held = Held::of(&app.followers, request.caller.identity()).ok_or(Failure::Unavailable)?;
    let stopping = app.stopping();
    let state = (batches, app.clone(), jar.clone(), request.clone(), stopping, Instant::now() + HEARTBEAT, false, held);
    let batches = stream::unfold(state, move |(mut batches, app, jar, request, mut stopping, mut next, is_over, held)| async move {
        if is_over {
            return None;
        }
        let said = async {
            let batch = tokio::select! {
                batch = batches.next() => batch?,
                () = sleep_until(next) => {
                    next = Instant::now() + HEARTBEAT;
                    of_the_line(ALIVE)
                }
            };
            // If nobody can tell, nothing is told: whoever follows comes back, from where he was.
            match may(&app, endpoint, &jar, &request).await {
                Ok(true) => Some(batch),
                Ok(false) => Some(of_the_line(OVER)),
                Err(_) => None,
            }
        };
        let batch = tokio::select! {
            said = said => said?,
            _ = stopping.wait_for(|stop| *stop) => return None,
        };
        let is_over = batch.place == OVER;
        Some((batch, (batches, app, jar, request, stopping, next, is_over, held)))
    });
    Ok(Reply { body: Body::Live(Followed(Box::pin(batches))), ..reply })
}

fn of_the_line(place: i64) -> Batch {
    Batch { after: place, place, rows: Vec::new(), gone: Vec::new() }
}

/// Whether whoever asked may still: as who he is now.
async fn may(app: &App, endpoint: &Endpoint, jar: &Jar, request: &Request) -> Result<bool, Failure> {
    let origin = Origin { at: app.clock.now(), ..Origin::default() };
    let verified = verify(app, endpoint.half(), &request.view, jar, false, origin).await?;
    // Who is for fewer websites by now begins again, and is told of those.
    let is_same = verified.caller.identity() == request.caller.identity() && verified.caller.websites() == request.caller.websites();
    Ok(is_same && endpoint.may(&verified.caller))
}
