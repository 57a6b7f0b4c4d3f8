//! The sockets: how many there may be, from one network and in all, and how long one is held that does nothing. A connection goes on for as
//! long as something comes of it: a request's head within half a minute of the beginning, then a request, or a piece of an answer that is
//! taken, every 75 seconds; while one is being answered it waits for that. It is the same for both versions of HTTP: silence, heads and
//! windows that open drop by drop, and answers that nobody reads end alike. A request whose form comes drop by drop is not waited for.

use crate::app::{App, LAST_WORDS};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{ConnectInfo, Request},
    http::request::Parts,
};
use domain::network;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use quick_cache::sync::Cache;
use std::{
    collections::HashMap,
    convert::Infallible,
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    pin::{Pin, pin},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep, sleep_until, timeout},
};
use tower::{ServiceExt, service_fn};

/// How long somebody may be silent.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until the head of a request is there.
    pub head: Duration,
    /// Until a request is answered, its form included: longer than this none takes. Those with files have their own.
    pub request: Duration,
    /// Until there is another request, or a piece of an answer was taken.
    pub still: Duration,
    /// For what is under way when the program is told to stop.
    pub last_words: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let half_a_minute = Duration::from_secs(30);
        Self { head: half_a_minute, request: half_a_minute, still: Duration::from_secs(75), last_words: LAST_WORDS }
    }
}

/// How many connections there may be.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// From one network.
    pub each: usize,
    pub all: usize,
    /// So many of these are for networks from which staff are signed in.
    pub for_staff: usize,
}

/// No program serves more at once.
const MOST: usize = 10_000;
/// Files that the store, the indexes and the program itself have open.
const OWN_FILES: usize = 256;
/// How many networks of staff are remembered.
const OFFICES: usize = 1_000;
/// How many requests one connection has under way at once (HTTP/2).
const AT_ONCE: u32 = 64;
/// How often it is looked whether a request is answered still that takes longer than anybody may be silent: files may come slowly.
const LOOKED: Duration = Duration::from_secs(1);
/// How long it waits where the system has no descriptors left.
const AGAIN: Duration = Duration::from_millis(50);

impl Room {
    /// What the system's bound of descriptors leaves; where it says none, what a small one would.
    pub fn of_the_system() -> Self {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
        let files = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(1_024);
        let all = files.saturating_sub(OWN_FILES).max(files / 4).min(MOST);
        Self { each: all.clamp(1, 256), all, for_staff: all / 8 }
    }
}

/// Who is connected.
pub struct Connections {
    room: Room,
    held: Mutex<Held>,
    offices: Cache<IpAddr, ()>,
}

#[derive(Default)]
struct Held {
    by_network: HashMap<IpAddr, usize>,
    all: usize,
}

impl Connections {
    pub fn new(room: Room) -> Self {
        Self { room, held: Mutex::default(), offices: Cache::new(OFFICES) }
    }

    /// Staff are signed in where this comes from.
    pub fn asked_by_staff(&self, parts: &Parts) {
        if let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() {
            self.is_an_office(peer.ip());
        }
    }

    /// There is room there when there is none elsewhere.
    fn is_an_office(&self, address: IpAddr) {
        let network = network::of(address);
        if self.offices.get(&network).is_none() {
            self.offices.insert(network, ());
        }
    }

    /// A place for another one, if there is one. Behind proxies all come from the same few, whose own bound it is.
    fn admit(self: &Arc<Self>, peer: IpAddr, is_proxy: bool) -> Option<Place> {
        let network = network::of(peer);
        let is_office = is_proxy || self.offices.get(&network).is_some();
        let most = if is_office { self.room.all } else { self.room.all.saturating_sub(self.room.for_staff) };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.by_network.get(&network).copied().unwrap_or_default();
        if held.all >= most || (own >= self.room.each && !is_proxy) {
            return None;
        }
        held.all = held.all.saturating_add(1);
        held.by_network.insert(network, own.saturating_add(1));
        Some(Place { of: Arc::clone(self), network })
    }
}

/// Somebody's place, until he goes.
struct Place {
    of: Arc<Connections>,
    network: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.of.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.all = held.all.saturating_sub(1);
        let left = held.by_network.get(&self.network).copied().unwrap_or_default().saturating_sub(1);
        if left == 0 {
            held.by_network.remove(&self.network);
        } else {
            held.by_network.insert(self.network, left);
        }
    }
}

/// Accepts and serves until `stop`; then requests under way are finished, if that is soon: a connection on which nothing comes any more keeps
/// nobody from stopping.
pub(crate) async fn serve(app: &App, listener: TcpListener, patience: Patience, stop: impl Future<Output = ()>) {
    let (service, stopping) = (app.service(patience), watch::Sender::new(false));
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        while connections.try_join_next().is_some() {}
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            // Gone before it was let in.
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => continue,
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted for a moment");
                sleep(AGAIN).await;
                continue;
            }
        };
        let is_free = app.proxies.trusts(peer.ip().to_canonical()) || !app.limits.counts(peer.ip().to_canonical());
        let Some(place) = app.connections.admit(peer.ip(), is_free) else { continue };
        // Without it Nagle's algorithm meets delayed acknowledgement, and each small write waits 40 ms.
        let _ = stream.set_nodelay(true);
        let (service, stopping) = (service.clone(), stopping.subscribe());
        connections.spawn(async move {
            hold(stream, peer, service, patience, stopping).await;
            drop(place);
        });
    }
    drop(listener);
    stopping.send_replace(true);
    if timeout(patience.last_words, async { while connections.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!("a connection stayed open");
    }
}

/// Serves a connection until it ends, or nothing comes of it.
async fn hold<S>(stream: TcpStream, peer: SocketAddr, service: S, patience: Patience, mut stopping: watch::Receiver<bool>)
where
    S: tower::Service<Request, Response = axum::response::Response, Error = Infallible, Future: Send> + Clone + Send + 'static,
{
    let progress = Arc::new(Progress::new(patience));
    let seen = Arc::clone(&progress);
    let service = service_fn(move |request: http::Request<Incoming>| {
        let (service, under_way) = (service.clone(), UnderWay::of(&seen));
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let response = service.oneshot(request).await?;
            Ok::<_, Infallible>(response.map(|body| Watched { body, seen: Arc::clone(&under_way.0) }))
        }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience.still);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(AT_ONCE);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)));
    let mut is_told = false;
    loop {
        tokio::select! {
            _ = connection.as_mut() => return,
            () = progress.ends() => return,
            _ = stopping.wait_for(|stop| *stop), if !is_told => {
                is_told = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Until when the next thing must have come of a connection.
struct Progress {
    until: Mutex<Instant>,
    still: Duration,
    /// How many requests are being answered.
    under_way: AtomicUsize,
}

impl Progress {
    fn new(patience: Patience) -> Self {
        Self { until: Mutex::new(Instant::now() + patience.head), still: patience.still, under_way: AtomicUsize::new(0) }
    }

    fn until(&self) -> Instant {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn came_on(&self) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now() + self.still;
    }

    /// When nothing came of it for too long.
    async fn ends(&self) {
        loop {
            let until = self.until();
            if until > Instant::now() {
                sleep_until(until).await;
            } else if self.under_way.load(Ordering::SeqCst) > 0 {
                sleep(LOOKED).await;
            } else {
                return;
            }
        }
    }
}

/// A request that is being answered: something came of the connection when it began, and does when it ends.
struct UnderWay(Arc<Progress>);

impl UnderWay {
    fn of(progress: &Arc<Progress>) -> Self {
        progress.came_on();
        progress.under_way.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(progress))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.came_on();
        self.0.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An answer whose pieces are seen to be taken.
struct Watched {
    body: Body,
    seen: Arc<Progress>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if polled.is_ready() {
            self.seen.came_on();
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections() -> Arc<Connections> {
        Arc::new(Connections::new(Room { each: 10, all: 40, for_staff: 5 }))
    }

    fn address(last: u8, of: u8) -> IpAddr {
        IpAddr::from([203, 0, of, last])
    }

    #[test]
    fn one_network_has_so_many_connections_and_gets_them_back() {
        let connections = connections();
        let mut held: Vec<Place> = (0..30).filter_map(|_| connections.admit(address(1, 1), false)).collect();
        assert_eq!(held.len(), 10);
        assert!(connections.admit(address(2, 1), false).is_some(), "another one has his own");
        held.truncate(4);
        assert_eq!((0..30).filter_map(|_| connections.admit(address(1, 1), false)).collect::<Vec<_>>().len(), 6);
    }

    #[test]
    fn when_strangers_fill_the_room_there_is_some_for_staff() {
        let connections = connections();
        let strangers: Vec<Place> = (0..100).filter_map(|n| connections.admit(address(n, 1), false)).collect();
        assert_eq!(strangers.len(), 35);
        let office = address(9, 9);
        assert!(connections.admit(office, false).is_none());
        connections.is_an_office(office);
        let staff: Vec<Place> = (0..100).filter_map(|_| connections.admit(office, false)).collect();
        assert_eq!(staff.len(), 5);
        drop((strangers, staff));
        assert!(connections.held.lock().unwrap().by_network.is_empty(), "nobody is remembered who is gone");
    }

    #[test]
    fn a_trusted_proxy_has_all_the_room_there_is() {
        let connections = connections();
        assert_eq!((0..100).filter_map(|_| connections.admit(address(1, 1), true)).collect::<Vec<_>>().len(), 40);
    }
}
