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
    random,
};
use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    audit::{Action, Origin},
    caller::{Caller, Who},
    failure::Failure,
    stores::Language,
    text::Secret,
};
use futures::FutureExt;
use http_body_util::{BodyExt, Limited};
use std::{net::SocketAddr, panic::AssertUnwindSafe, sync::Arc, time::Duration};
use tokio::time::Instant;
use tracing::Instrument;
use ui::{
    notice::Notice,
    web::{self, Cookie, Pairs, Reply},
};

/// The largest form that is read.
const LARGEST_FORM: usize = 256 * 1024;
/// How long anybody who acts in somebody's account waits for an answer.
const ASSISTED_WITHIN: Duration = Duration::from_millis(1_900);

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
        let request = asked(app, parts, &jar, half, nobody(origin), params, Pairs::default());
        return match (endpoint.handler)(app.store.clone(), request).await {
            Ok(reply) => response(reply, half, https, Keep::Public, &[], false),
            Err(failure) => StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::NOT_FOUND).into_response(),
        };
    }
    let mut jar = Jar::read(&parts.headers, half, https);
    // What a browser fetches only because it may be wanted changes and logs nothing: outside of browsing it gets nothing.
    if is_prefetch(&parts.headers) {
        if !endpoint.is_browsing() || jar.get(Cookie::Visit).is_some() {
            return (StatusCode::SERVICE_UNAVAILABLE, [(header::CACHE_CONTROL, "no-store")]).into_response();
        }
        jar.notice = None;
    }
    // Read before anything else, so that a connection is left in order whatever is answered.
    let (form, malformed) = match form(endpoint, parts, body).await {
        Ok(form) => (form, None),
        Err(failure) => (Pairs::default(), Some(failure)),
    };
    let deadline = Deadline::of(endpoint, &jar);
    let (verified, failure) = match deadline.within(Failure::Unavailable, verify(app, half, &jar, &parts.headers, origin.clone())).await {
        Ok(verified) => (verified, malformed),
        Err(failure) => (nobody(origin), Some(failure)),
    };
    let spent = verified.spent.clone();
    let keep = keep(endpoint, &verified.caller);
    let request = asked(app, parts, &jar, half, verified, params, form);
    let ruled = match failure {
        // The way out of an account is open also while the store is silent.
        Some(Failure::Unavailable) if endpoint.path == "/assistance/close" && from_here(app, parts) => {
            Ok(Some(storefront::assistance::close::blindly(&app.store, &request)))
        }
        Some(failure) => Err(failure),
        None => rules(app, endpoint, parts, &request),
    };
    let reply = match ruled {
        Ok(None) => {
            // A commit runs on when its request is let go.
            let late = if endpoint.method == Method::Post { Failure::OutcomeUnknown } else { Failure::Unavailable };
            deadline.within(late, caught((endpoint.handler)(app.store.clone(), request.clone()))).await
        }
        Ok(Some(elsewhere)) => Ok(elsewhere),
        Err(failure) => Err(failure),
    };
    let reply = match reply {
        Ok(reply) => reply,
        Err(failure) => {
            // Writing it goes on if the answer cannot wait for it.
            let _ = deadline.within(Failure::Unavailable, record(app, endpoint, &request.caller, &failure)).await;
            failed(half, &request, &failure)
        }
    };
    let mut response = response(reply, half, https, keep, &spent, jar.notice.is_some());
    // Which links a browser may follow ahead. It is told where people browse, and never in a visit.
    if keep == Keep::Private
        && let Ok(rules) = HeaderValue::try_from(format!("\"{}/speculation.json\"", app.assets))
    {
        response.headers_mut().insert("speculation-rules", rules);
    }
    response
}

/// Until when an answer must be there. Ordinary shopping may wait for a slow store; whoever acts in somebody's account is
/// told within two seconds that it could not be done, or that nobody knows.
struct Deadline(Option<Instant>);

impl Deadline {
    fn of(endpoint: &Endpoint, jar: &Jar) -> Self {
        let assisted = endpoint.is_assistance() || jar.get(Cookie::Visit).is_some();
        Self(assisted.then(|| Instant::now() + ASSISTED_WITHIN))
    }

    async fn within<T>(&self, late: Failure, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        match self.0 {
            Some(until) => tokio::time::timeout_at(until, work).await.unwrap_or(Err(late)),
            None => work.await,
        }
    }
}

/// Whether it comes from a page of ours.
fn from_here(app: &App, parts: &Parts) -> bool {
    is_same_origin(&parts.headers, app.settings.host())
}

/// A page that panics is a defect of ours: it is logged by the panic hook, and shown as any internal error.
async fn caught(page: impl Future<Output = Result<Reply, Failure>>) -> Result<Reply, Failure> {
    AssertUnwindSafe(page).catch_unwind().await.unwrap_or(Err(Failure::Internal))
}

/// What the endpoint's line in the table says, in this order: where the request comes from, a spent visit, who may ask,
/// what a visit may do, and for whom the form was rendered.
fn rules(app: &App, endpoint: &Endpoint, parts: &Parts, request: &web::Request) -> Result<Option<Reply>, Failure> {
    let caller = &request.caller;
    let posts = endpoint.method == Method::Post;
    if posts && !from_here(app, parts) {
        return Err(Failure::CrossSite);
    }
    // A new visit may begin over a spent one; all else waits until its end was seen.
    if request.ended.is_some() && !["/assistance/ended", "/assistance/enter"].contains(&endpoint.path) {
        return if posts { Err(Failure::IdentityChanged) } else { Ok(Some(Reply::see_other(request.href("/assistance/ended")))) };
    }
    if let Some(elsewhere) = admitted(endpoint, request)? {
        return Ok(Some(elsewhere));
    }
    if endpoint.assisting == Assisting::No && request.is_visit() {
        return Err(Failure::NotWhileAssisting);
    }
    if endpoint.stamp == Stamp::Required && request.form.get("identity") != Some(caller.identity().to_string().as_str()) {
        return Err(Failure::IdentityChanged);
    }
    Ok(None)
}

/// Whether this caller may reach the endpoint; whoever is not signed in is sent to where he can be, and back.
fn admitted(endpoint: &Endpoint, request: &web::Request) -> Result<Option<Reply>, Failure> {
    let sign_in = match (endpoint.access, request.caller.who()) {
        (Access::Anonymous | Access::Open, _)
        | (Access::Shopper, Who::Shopper { .. } | Who::Visit(_))
        | (Access::Staff, Who::Staff { .. }) => return Ok(None),
        (Access::Holds(resource), Who::Staff { .. }) => {
            return if request.caller.holds(resource) { Ok(None) } else { Err(Failure::Denied(resource)) };
        }
        (Access::Shopper, Who::Guest { .. } | Who::Staff { .. }) => request.href("/customer/account/login"),
        (Access::Staff | Access::Holds(_), Who::Guest { .. } | Who::Shopper { .. } | Who::Visit(_)) => "/admin/login".to_owned(),
    };
    let back = web::local_path(Some(&request.target)).filter(|_| endpoint.method == Method::Get);
    let back = match endpoint.half() {
        Half::Storefront => back.map(|path| request.href(&path)),
        Half::Backoffice => back,
    };
    Ok(Some(Reply::see_other(ui::table::address(&sign_in, &[("back", back.as_deref().unwrap_or_default())]))))
}

/// Records that somebody was refused what he has no right to, by the table or by the page. The refusal stands whether or not
/// it could be written.
async fn record(app: &App, endpoint: &Endpoint, caller: &Caller, failure: &Failure) -> Result<(), Failure> {
    let reason = if let Failure::Denied(resource) = failure {
        resource.code()
    } else if *failure == Failure::NotWhileAssisting {
        "not_while_assisting"
    } else {
        return Ok(());
    };
    app.store.append_refusal(caller.event(Action::AccessDenied).on("endpoint", endpoint.path, endpoint.path).because(reason)).await;
    Ok(())
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
fn asked(app: &App, parts: &Parts, jar: &Jar, half: Half, verified: Verified, params: Vec<(String, String)>, form: Pairs) -> web::Request {
    let AskedView { view, named } = asked_view(app, parts);
    let chosen = jar.get(Cookie::Language).and_then(Language::from_tag);
    let accepted = || parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Language::from_accept_language);
    let language = match half {
        Half::Storefront if named => view.language,
        Half::Storefront => chosen.or_else(accepted).unwrap_or(view.language),
        Half::Backoffice => chosen.or_else(accepted).unwrap_or_default(),
    };
    web::Request::new(web::Asked {
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
        visit: jar.get(Cookie::Visit).map(Secret::new),
        assets: Arc::clone(&app.assets),
        takes_brotli: takes_brotli(&parts.headers),
    })
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|e| e.split(';').next().map(str::trim) == Some("br"))
}

fn failed(half: Half, request: &web::Request, failure: &Failure) -> Reply {
    if matches!(failure, Failure::Internal) {
        tracing::error!("an internal error was shown");
    }
    match half {
        Half::Storefront => storefront::layout::failure(request, failure),
        Half::Backoffice => backoffice::layout::failure(request, failure),
    }
}

fn keep(endpoint: &Endpoint, caller: &Caller) -> Keep {
    match caller.who() {
        Who::Guest { .. } | Who::Shopper { .. } if endpoint.is_browsing() => Keep::Private,
        Who::Guest { .. } | Who::Shopper { .. } | Who::Staff { .. } | Who::Visit(_) => Keep::Nowhere,
    }
}

fn origin(app: &App, parts: &Parts, half: Half) -> Origin {
    let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Origin {
        at: app.clock.now(),
        address: parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(a)| a.ip().to_string()).unwrap_or_default(),
        agent: agent.chars().take(200).collect(),
        request: random::name(),
        store_view: if half == Half::Storefront { asked_view(app, parts).view.code } else { String::new() },
    }
}

/// The page for an address at which there is nothing, or nothing to look at: the same for everybody.
pub async fn nowhere(app: App, request: Request, status: StatusCode) -> Response {
    let (parts, _) = request.into_parts();
    let half = half(parts.uri.path());
    let https = app.settings.is_https();
    let jar = Jar::read(&parts.headers, half, https);
    let origin = origin(&app, &parts, half);
    let verified = verify(&app, half, &jar, &parts.headers, origin.clone()).await.unwrap_or_else(|_| nobody(origin));
    let asked = asked(&app, &parts, &jar, half, verified, Vec::new(), Pairs::default());
    response(failed(half, &asked, &Failure::NotFound).status(status.as_u16()), half, https, Keep::Nowhere, &[], false)
}

/// The last net: a panic outside of any page. The connection lives on.
pub fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    tracing::error!(panic = text, "a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Internal error").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_that_panics_is_an_internal_error_and_nothing_more() {
        let page = async { if std::hint::black_box(true) { panic!("a defect") } else { Ok(Reply::see_other("/")) } };
        assert_eq!(caught(page).await.unwrap_err(), Failure::Internal);
    }
}
