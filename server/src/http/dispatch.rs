//! The way of a request through the rules of its endpoint. Every endpoint is dispatched here, so none can forget one.

use super::{
    caller::{Verified, nobody, verify},
    cookies::Jar,
    origin::{is_prefetch, is_same_origin},
    reply::{Keep, response},
};
use crate::{
    app::{App, AskedView},
    endpoints::{Access, Assisting, Endpoint, Half, Method, Stamp, half},
};
use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    access::Resource,
    audit::{Action, Origin},
    caller::{Caller, Who},
    failure::Failure,
    stores::Language,
    text::Secret,
};
use futures::FutureExt;
use http_body_util::{BodyExt, Limited};
use std::{net::SocketAddr, panic::AssertUnwindSafe, sync::Arc};
use tracing::Instrument;
use ui::{
    notice::Notice,
    web::{Cookie, Pairs, Reply, Request as Asked},
};

/// The largest form that is read.
const LARGEST_FORM: usize = 256 * 1024;

pub async fn dispatch(app: App, endpoint: &'static Endpoint, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let params = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(params) => params.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        Err(_) => Vec::new(),
    };
    let origin = origin(&app, &parts, endpoint.half());
    let span = tracing::info_span!("request", id = %origin.request, method = %parts.method, path = endpoint.path);
    let begun = std::time::Instant::now();
    async move {
        let response = answer(&app, endpoint, &parts, params, body, origin).await;
        tracing::debug!(
            status = response.status().as_u16(),
            micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
            "answered"
        );
        response
    }
    .instrument(span)
    .await
}

async fn answer(
    app: &App,
    endpoint: &'static Endpoint,
    parts: &Parts,
    params: Vec<(String, String)>,
    body: Body,
    origin: Origin,
) -> Response {
    let half = endpoint.half();
    let https = app.settings.is_https();
    if endpoint.access == Access::Anonymous {
        let jar = Jar::read(&HeaderMap::new(), half, https);
        let asked = asked(app, parts, &jar, half, nobody(origin), params, Pairs::default());
        return match (endpoint.handler)(app.store.clone(), asked).await {
            Ok(reply) => response(reply, half, https, Keep::Public, &[], false),
            Err(failure) => StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::NOT_FOUND).into_response(),
        };
    }
    let jar = Jar::read(&parts.headers, half, https);
    // Read before anything else, so that a connection is left in order whatever is answered.
    let form = form(endpoint, parts, body).await;
    let verified = verify(app, half, &jar, &parts.headers, origin.clone()).await;
    let (verified, failure) = match verified {
        Ok(verified) => (verified, None),
        Err(failure) => (nobody(origin), Some(failure)),
    };
    let spent = verified.spent.clone();
    let keep = keep(endpoint, &verified.caller);
    let prefetched = is_prefetch(&parts.headers);
    let (form, malformed) = match form {
        Ok(form) => (form, None),
        Err(failure) => (Pairs::default(), Some(failure)),
    };
    let ruled = match failure.or(malformed) {
        Some(failure) => Err(failure),
        None => rules(app, endpoint, parts, &verified, &form).await,
    };
    let identity = verified.caller.identity();
    let asked = asked(app, parts, &jar, half, verified, params, form);
    let frame = frame(app, &asked);
    let reply = match ruled {
        Ok(None) => caught((endpoint.handler)(app.store.clone(), asked)).await,
        Ok(Some(elsewhere)) => Ok(elsewhere),
        Err(failure) => Err(failure),
    };
    debug_assert_eq!(identity, frame.caller.identity());
    let reply = reply.unwrap_or_else(|failure| failed(half, &frame, &failure));
    response(reply, half, https, keep, &spent, jar.notice.is_some() && !prefetched)
}

/// A page that panics is a defect of ours: it is logged by the panic hook, and shown as any internal error.
async fn caught(page: impl Future<Output = Result<Reply, Failure>>) -> Result<Reply, Failure> {
    AssertUnwindSafe(page).catch_unwind().await.unwrap_or(Err(Failure::Internal))
}

/// What the endpoint's line in the table says, in this order: a spent visit first, then where the request comes from,
/// who may ask, what a visit may do, and for whom the form was rendered.
async fn rules(app: &App, endpoint: &'static Endpoint, parts: &Parts, verified: &Verified, form: &Pairs) -> Result<Option<Reply>, Failure> {
    let caller = &verified.caller;
    let posts = endpoint.method == Method::Post;
    if posts && !is_same_origin(&parts.headers, app.settings.host()) {
        return Err(Failure::CrossSite);
    }
    // A new visit may begin over a spent one; all else waits until its end was seen.
    if verified.ended.is_some() && !["/assistance/ended", "/assistance/enter"].contains(&endpoint.path) {
        return if posts {
            Err(Failure::IdentityChanged)
        } else {
            Ok(Some(Reply::see_other(asked_view(app, parts).view.href("/assistance/ended"))))
        };
    }
    if let Some(elsewhere) = admitted(app, endpoint, parts, caller).await? {
        return Ok(Some(elsewhere));
    }
    if endpoint.assisting == Assisting::No && matches!(caller.who(), Who::Visit(_)) {
        app.store
            .append(caller.event(Action::AccessDenied).on("endpoint", endpoint.path, endpoint.path).because("not_while_assisting"))
            .await?;
        return Err(Failure::NotWhileAssisting);
    }
    if endpoint.stamp == Stamp::Required && form.get("identity") != Some(caller.identity().to_string().as_str()) {
        return Err(Failure::IdentityChanged);
    }
    Ok(None)
}

/// Whether this caller may reach the endpoint; whoever is not signed in is sent to where he can be.
async fn admitted(app: &App, endpoint: &'static Endpoint, parts: &Parts, caller: &Caller) -> Result<Option<Reply>, Failure> {
    let back = if endpoint.method == Method::Get { ui::web::local_path(parts.uri.path_and_query().map(|p| p.as_str())) } else { None };
    let sign_in = |path: String| Ok(Some(Reply::see_other(ui::table::address(&path, &[("back", back.as_deref().unwrap_or(""))]))));
    match (endpoint.access, caller.who()) {
        (Access::Anonymous | Access::Open, _)
        | (Access::Shopper, Who::Shopper { .. } | Who::Visit(_))
        | (Access::Staff, Who::Staff { .. }) => Ok(None),
        (Access::Shopper, Who::Guest { .. } | Who::Staff { .. }) => {
            let view = asked_view(app, parts).view;
            let back = back.as_deref().map(|path| view.href(path)).unwrap_or_default();
            Ok(Some(Reply::see_other(ui::table::address(&view.href("/customer/account/login"), &[("back", &back)]))))
        }
        (Access::Holds(resource), Who::Staff { .. }) => {
            if caller.holds(resource) {
                Ok(None)
            } else {
                denied(app, endpoint, caller, resource).await
            }
        }
        (Access::Staff | Access::Holds(_), Who::Guest { .. } | Who::Shopper { .. } | Who::Visit(_)) => sign_in("/admin/login".to_owned()),
    }
}

async fn denied(app: &App, endpoint: &'static Endpoint, caller: &Caller, resource: Resource) -> Result<Option<Reply>, Failure> {
    let event = caller.event(Action::AccessDenied).on("endpoint", endpoint.path, endpoint.path).because(resource.code());
    // The refusal stands whether or not it could be written.
    if let Err(error) = app.store.append(event).await {
        tracing::warn!(%error, "a refusal could not be recorded");
    }
    Err(Failure::Denied(resource))
}

async fn form(endpoint: &Endpoint, parts: &Parts, body: Body) -> Result<Pairs, Failure> {
    if endpoint.method == Method::Get {
        return Ok(Pairs::default());
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).and_then(|v| v.split(';').next());
    let bytes: Bytes = match Limited::new(body, LARGEST_FORM).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => return Err(Failure::TooLarge),
        Err(_) => return Err(Failure::Malformed),
    };
    // A form without fields has no content, and some clients then leave its type out.
    if kind.map(str::trim) != Some("application/x-www-form-urlencoded") && !(kind.is_none() && bytes.is_empty()) {
        return Err(Failure::Malformed);
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Failure::Malformed)?;
    Ok(Pairs::parse(text))
}

fn asked_view(app: &App, parts: &Parts) -> AskedView {
    parts.extensions.get::<AskedView>().cloned().unwrap_or_else(|| AskedView { view: app.default_view.clone(), named: false })
}

/// The request as a page sees it.
fn asked(app: &App, parts: &Parts, jar: &Jar, half: Half, verified: Verified, params: Vec<(String, String)>, form: Pairs) -> Asked {
    let AskedView { view, named } = asked_view(app, parts);
    let chosen = jar.get(Cookie::Language).and_then(Language::from_tag);
    let accepted = || parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Language::from_accept_language);
    let language = match half {
        Half::Storefront if named => view.language,
        Half::Storefront => chosen.or_else(accepted).unwrap_or(view.language),
        Half::Backoffice => chosen.or_else(accepted).unwrap_or_default(),
    };
    Asked {
        caller: verified.caller,
        ended: verified.ended,
        language,
        view,
        views: Arc::clone(&app.views),
        config: app.store.config(),
        path: parts.uri.path().to_owned(),
        target: parts.uri.path_and_query().map_or_else(|| parts.uri.path().to_owned(), ToString::to_string),
        params,
        query: Pairs::parse(parts.uri.query().unwrap_or_default()),
        form,
        notices: jar.notice.as_deref().and_then(Notice::from_cookie).into_iter().collect(),
        nonce: jar.get(Cookie::Nonce).map(Secret::new),
        assets: Arc::clone(&app.assets),
    }
}

/// What a page that tells of a failure needs: the same request, asked by the same caller.
fn frame(app: &App, asked: &Asked) -> Asked {
    Asked {
        caller: same(&asked.caller),
        ended: asked.ended,
        language: asked.language,
        view: asked.view.clone(),
        views: Arc::clone(&asked.views),
        config: Arc::clone(&asked.config),
        path: asked.path.clone(),
        target: asked.target.clone(),
        params: Vec::new(),
        query: asked.query.clone(),
        form: Pairs::default(),
        notices: Vec::new(),
        nonce: None,
        assets: Arc::clone(&app.assets),
    }
}

#[expect(clippy::disallowed_methods, reason = "the same caller, for the page that tells of a failure")]
fn same(caller: &Caller) -> Caller {
    Caller::verified(caller.who().clone(), caller.identity(), caller.origin().clone())
}

fn failed(half: Half, frame: &Asked, failure: &Failure) -> Reply {
    if matches!(failure, Failure::Internal) {
        tracing::error!("an internal error was shown");
    }
    match half {
        Half::Storefront => storefront::layout::failure(frame, failure),
        Half::Backoffice => backoffice::layout::failure(frame, failure),
    }
}

fn keep(endpoint: &Endpoint, caller: &Caller) -> Keep {
    let browsing = endpoint.half() == Half::Storefront
        && endpoint.access == Access::Open
        && !endpoint.path.starts_with("/customer/")
        && !endpoint.path.starts_with("/assistance/");
    match caller.who() {
        Who::Guest { .. } | Who::Shopper { .. } if browsing => Keep::Private,
        Who::Guest { .. } | Who::Shopper { .. } | Who::Staff { .. } | Who::Visit(_) => Keep::Nowhere,
    }
}

fn origin(app: &App, parts: &Parts, half: Half) -> Origin {
    let mut bytes = [0_u8; 8];
    let _ = getrandom::fill(&mut bytes);
    let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Origin {
        at: app.clock.now(),
        address: parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(a)| a.ip().to_string()).unwrap_or_default(),
        agent: agent.chars().take(200).collect(),
        request: bytes.iter().map(|b| format!("{b:02x}")).collect(),
        store_view: if half == Half::Storefront { asked_view(app, parts).view.code } else { String::new() },
    }
}

/// The page for an address at which there is nothing: the same for everybody, asking the store for nothing.
pub async fn nowhere(app: App, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let half = half(parts.uri.path());
    let https = app.settings.is_https();
    let jar = Jar::read(&parts.headers, half, https);
    let origin = origin(&app, &parts, half);
    let verified = verify(&app, half, &jar, &parts.headers, origin.clone()).await.unwrap_or_else(|_| nobody(origin));
    let asked = asked(&app, &parts, &jar, half, verified, Vec::new(), Pairs::default());
    response(failed(half, &asked, &Failure::NotFound), half, https, Keep::Nowhere, &[], false)
}

/// The last net: a panic outside of any page. The connection lives on.
pub fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    tracing::error!(panic = text, "a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Internal error").into_response()
}
