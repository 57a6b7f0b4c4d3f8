//! The application: what a request needs, and the router that the table of endpoints becomes. The program and the tests
//! build the same.

use crate::{
    clock::Clock,
    endpoints::{ENDPOINTS, Endpoint},
    http::{assets, dispatch, headers},
    jobs,
    settings::Settings,
};
use axum::{
    Router, ServiceExt,
    extract::Request,
    http::{StatusCode, Uri},
    routing::{MethodFilter, MethodRouter, on},
    serve::ListenerExt,
};
use domain::stores::{StoreView, strip_store_code};
use std::{collections::BTreeMap, net::SocketAddr, sync::Arc, time::Duration};
use store::{Store, StoreError};
use tokio::{net::TcpListener, sync::watch};
use tower::{Layer, util::MapRequestLayer};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

/// Longer than this no request takes; a browser that sends its form drop by drop is let go.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub store: Store,
    pub clock: Clock,
    pub settings: Settings,
    pub views: Arc<Vec<StoreView>>,
    /// The view that is served where no code stands in the address.
    pub default_view: StoreView,
    /// The path of the built files, which changes with their content.
    pub assets: Arc<str>,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// # Errors
    /// The store views cannot be read, or none is the default.
    pub async fn new(store: Store, settings: Settings, clock: Clock) -> Result<Self, StoreError> {
        let views = store.store_views().await?;
        let default_view = views.iter().find(|v| v.is_default).cloned().ok_or(StoreError::NotFound)?;
        Ok(Self(Arc::new(Inner { store, clock, settings, views: Arc::new(views), default_view, assets: assets::path() })))
    }

    /// Serves, with the jobs beside it, until `stop` is there: then requests under way are finished, and the jobs end.
    ///
    /// # Errors
    /// The socket failed.
    pub async fn serve(&self, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        let (told, stopping) = watch::channel(false);
        let mut jobs = jobs::start(self, &stopping);
        // Without it Nagle's algorithm meets delayed acknowledgement, and each small write waits 40 ms.
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(self.service());
        tracing::info!(address = %self.settings.listen, "serving");
        axum::serve(listener, service).with_graceful_shutdown(stop).await?;
        tracing::info!("stopping");
        let _ = told.send(true);
        while jobs.join_next().await.is_some() {}
        Ok(())
    }

    /// The service for all requests: the store code is taken off the path before anything is routed.
    pub fn service(
        &self,
    ) -> impl tower::Service<Request, Response = axum::response::Response, Error = std::convert::Infallible, Future: Send> + Clone + Send + 'static
    {
        let mut methods: BTreeMap<&'static str, MethodRouter> = BTreeMap::new();
        for endpoint in ENDPOINTS {
            let route = on(filter(endpoint), handler(self.clone(), endpoint));
            let entry = methods.remove(endpoint.path);
            methods.insert(endpoint.path, entry.map_or_else(|| route.clone(), |before| before.merge(route.clone())));
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
            .layer(CompressionLayer::new())
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
            .layer(axum::middleware::map_response(headers::add));
        let app = self.clone();
        MapRequestLayer::new(move |request: Request| strip(&app, request)).layer(router)
    }
}

fn filter(endpoint: &Endpoint) -> MethodFilter {
    match endpoint.method {
        crate::endpoints::Method::Get => MethodFilter::GET,
        crate::endpoints::Method::Post => MethodFilter::POST,
    }
}

fn handler(
    app: App,
    endpoint: &'static Endpoint,
) -> impl Fn(Request) -> futures::future::BoxFuture<'static, axum::response::Response> + Clone + Send + Sync + 'static {
    move |request| Box::pin(dispatch::dispatch(app.clone(), endpoint, request))
}

/// Which store view an address asks for.
#[derive(Clone)]
pub struct AskedView {
    pub view: StoreView,
    /// Whether the address named it.
    pub named: bool,
}

fn strip(app: &App, mut request: Request) -> Request {
    let path = request.uri().path();
    let (view, rest) = strip_store_code(&app.views, path);
    let view = view.unwrap_or(&app.default_view).clone();
    let named = rest.len() != path.len();
    if named {
        let rest = if rest.is_empty() { "/" } else { rest };
        let target = request.uri().query().map_or_else(|| rest.to_owned(), |q| format!("{rest}?{q}"));
        if let Ok(uri) = target.parse::<Uri>() {
            *request.uri_mut() = uri;
        }
    }
    request.extensions_mut().insert(AskedView { view, named });
    request
}
