//! The application: what a request needs, and the router that the table of endpoints becomes. The program and the tests
//! build the same.

use crate::{
    clock::Clock,
    endpoints::{self, Endpoint},
    http::{
        assets,
        connections::{self, Connections, Patience, Room},
        dispatch, files, headers, host,
        host::Hosts,
        limits::Limits,
        live::Followers,
        proxy::Proxies,
        upload,
    },
    jobs,
    settings::{Settings, Wrong},
};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use domain::{
    stores::{Found, Served, Shop},
    time::Moment,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use store::{Store, StoreError};
use tokio::{net::TcpListener, sync::watch};
use tower::{Layer, util::MapResponseLayer};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate},
    timeout::TimeoutLayer,
};
use ui::{page_cache::PageCache, web::local_path};

/// Who is being answered when the program is told to stop is answered to the end, and so is what a job does, if that is soon.
pub(crate) const LAST_WORDS: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub store: Store,
    pub clock: Clock,
    pub settings: Settings,
    pub hosts: Hosts,
    /// The origin that people type.
    pub base_url: Arc<str>,
    pub proxies: Proxies,
    pub limits: Limits,
    pub(crate) connections: Arc<Connections>,
    /// Whom `security.txt` names.
    pub security_contact: Arc<str>,
    /// The path of the built files, which changes with their content.
    pub assets: Arc<str>,
    /// Where it stands which links a browser may follow ahead.
    pub speculation_rules: Option<HeaderValue>,
    pub page_cache: Arc<PageCache>,
    pub(crate) followers: Followers,
    /// Since when days are known to be due that wait with going into the archive.
    pub(crate) days_due: Mutex<Option<Moment>>,
    /// Streams end when the program stops: it would wait for them.
    stopping: watch::Sender<bool>,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Why there is no application.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    #[error(transparent)]
    Settings(#[from] Wrong),
    /// A function without a row could be called by nobody, and a row without a function answers nobody.
    #[error("these calls are not both a row and a function: {}", .0.join(", "))]
    Calls(Vec<String>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// # Errors
    /// The settings do not fit, the store views cannot be read, none is the default, or a call is not both a row and a function.
    pub async fn new(store: Store, settings: Settings, clock: Clock) -> Result<Self, CannotStart> {
        let unmatched = endpoints::unmatched();
        if !unmatched.is_empty() {
            return Err(CannotStart::Calls(unmatched));
        }
        let (hosts, proxies) = (settings.hosts()?, settings.proxies()?);
        let limits = Limits::new(settings.unlimited()?, &clock);
        let (assets, stopping) = (assets::path(), watch::Sender::new(false));
        let speculation_rules = HeaderValue::try_from(format!("\"{assets}/speculation.json\"")).ok();
        Ok(Self(Arc::new(Inner {
            store,
            clock,
            limits,
            connections: Arc::new(Connections::new(Room::of_the_system())),
            security_contact: settings.security_contact.as_str().into(),
            settings,
            base_url: hosts.main().into(),
            hosts,
            proxies,
            assets,
            speculation_rules,
            page_cache: Arc::default(),
            followers: Followers::default(),
            days_due: Mutex::default(),
            stopping,
        })))
    }

    /// Told when the program stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }

    /// Serves, with the jobs beside it, until `stop` is there: then requests under way are finished, and the jobs end.
    pub async fn serve(&self, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static) {
        self.serve_with(listener, Patience::default(), stop).await;
    }

    /// The same, with another patience.
    pub async fn serve_with(&self, listener: TcpListener, patience: Patience, stop: impl Future<Output = ()> + Send + 'static) {
        let (told, stopped) = watch::channel(false);
        let mut jobs = jobs::start(self, &stopped);
        let app = self.clone();
        let stop = async move {
            stop.await;
            app.0.stopping.send_replace(true);
        };
        tracing::info!(address = %self.settings.listen, "serving");
        connections::serve(self, listener, patience, stop).await;
        tracing::info!("stopping");
        let _ = told.send(true);
        if tokio::time::timeout(patience.last_words, async { while jobs.join_next().await.is_some() {} }).await.is_err() {
            tracing::warn!("a job did not end");
        }
    }

    /// The service for all requests: what is wrong with the address is answered before anything is routed.
    pub fn service(
        &self,
        patience: Patience,
    ) -> impl tower::Service<Request, Response = Response, Error = std::convert::Infallible, Future: Send> + Clone + Send + 'static {
        let mut methods: BTreeMap<&str, MethodRouter> = BTreeMap::new();
        for endpoint in endpoints::all() {
            let patience = endpoint.takes_files.map_or(patience.request, upload::patience);
            let in_time = TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, patience);
            let route = on(filter(endpoint), handler(self.clone(), endpoint)).layer(in_time);
            let entry = methods.remove(&*endpoint.path);
            methods.insert(&endpoint.path, entry.map_or_else(|| route.clone(), |before| before.merge(route.clone())));
        }
        let mut router = Router::new();
        for (path, method) in methods {
            router = router.route(path, method);
        }
        let (app, other) = (self.clone(), self.clone());
        let router = router
            .fallback(move |request: Request| dispatch::nowhere(app.clone(), request, StatusCode::NOT_FOUND))
            .method_not_allowed_fallback(move |request: Request| dispatch::nowhere(other.clone(), request, StatusCode::METHOD_NOT_ALLOWED))
            .layer(CatchPanicLayer::custom(dispatch::panicked))
            .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(files::may_be_packed)));
        let https = self.settings.is_https();
        let entrance = middleware::from_fn_with_state(self.clone(), enter).layer(router);
        MapResponseLayer::new(move |response| headers::add(response, https)).layer(entrance)
    }
}

fn filter(endpoint: &Endpoint) -> MethodFilter {
    if endpoint.posts() { MethodFilter::POST } else { MethodFilter::GET }
}

fn handler(
    app: App,
    endpoint: &'static Endpoint,
) -> impl Fn(Request) -> futures::future::BoxFuture<'static, Response> + Clone + Send + Sync + 'static {
    move |request| Box::pin(dispatch::dispatch(app.clone(), endpoint, request))
}

/// Which store view an address asks for, and the shop that it is of.
#[derive(Clone)]
pub struct AskedView {
    pub shop: Arc<Shop>,
    pub view: Arc<Served>,
}

/// What is settled before anything is routed: the host that is asked, the one spelling of an address, and the store view.
async fn enter(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let shop = app.store.shop();
    let origin = match app.hosts.asked(request.uri(), request.headers()) {
        Ok(origin) => origin,
        Err(status) => return host::refused(status, request.headers()),
    };
    if let Some(location) = without_slash(request.uri()) {
        return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response();
    }
    let asked = match asked_view(&app, &shop, &origin.ascii_serialization(), &mut request) {
        Ok(asked) => asked,
        Err(location) => return (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
    };
    if let Some(kept) = dispatch::kept_page(&app, &asked, request.method(), request.uri(), request.headers()).await {
        return kept;
    }
    request.extensions_mut().insert(asked);
    request.extensions_mut().insert(origin);
    next.run(request).await
}

/// Takes the store code off the path: nesting routers would break what leptos_axum reads. An address that is not the one of its page
/// leads there, as far as it is only looked at.
fn asked_view(app: &App, shop: &Arc<Shop>, origin: &str, request: &mut Request) -> Result<AskedView, HeaderValue> {
    let path = request.uri().path().to_owned();
    let query = request.uri().query().map(str::to_owned);
    let with_query = |path: &str| query.as_ref().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let view = match shop.find(origin, &path) {
        Found::Here(view, rest, named) => {
            if named && let Ok(uri) = with_query(rest).parse::<Uri>() {
                *request.uri_mut() = uri;
            }
            view
        }
        Found::Moved(view, rest) if request.method().is_safe() => {
            let location = if shop.is_at(view, origin) { view.href(rest) } else { view.url(&app.base_url, rest) };
            match HeaderValue::try_from(with_query(&location)) {
                Ok(location) => return Err(location),
                Err(_) => shop.default_view(),
            }
        }
        Found::Moved(..) => shop.default_view(),
    };
    Ok(AskedView { shop: Arc::clone(shop), view: Arc::clone(view) })
}

/// Where an address that ends with a slash leads: links and mails of other shops end so. Only to a path of ours: behind
/// `//` a browser would read another site.
fn without_slash(uri: &Uri) -> Option<HeaderValue> {
    let path = local_path(Some(uri.path().strip_suffix('/')?.trim_end_matches('/')))?;
    let location = uri.query().map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
    HeaderValue::try_from(location).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_slash_at_its_end_leads_to_the_one_without_and_never_off_the_site() {
        for (asked, led) in [
            ("/customer/account/", Some("/customer/account")),
            ("/de/", Some("/de")),
            ("/DE/", Some("/DE")),
            ("/category/kitchen//", Some("/category/kitchen")),
            ("/category/kitchen/?sort=name&q=a/", Some("/category/kitchen?sort=name&q=a/")),
            ("/", None),
            ("//", None),
            ("/?q=/", None),
            ("/cart", None),
            ("//evil.example/", None),
            ("///evil.example/", None),
            ("/\\evil.example/", None),
        ] {
            let location = without_slash(&asked.parse().unwrap());
            assert_eq!(location.as_ref().map(|l| l.to_str().unwrap()), led, "{asked}");
        }
    }
}
