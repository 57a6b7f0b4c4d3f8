//! The way of a request through the rules of its endpoint. Every endpoint is dispatched here, so none can forget one.

use super::{
    asked::{Came, asked, asked_view, kept, origin, takes_brotli},
    caller::{Verified, nobody, verify},
    cookies::Jar,
    files,
    form::{self, Content},
    live, notice,
    origin::is_prefetch,
    reply::{Keep, response, unless_known},
    rules::{Ruled, from_here, rules, sign_in},
    upload,
};
use crate::{
    app::{App, AskedView},
    endpoints::{self, Endpoint, Half, Kind},
};
use axum::{
    body::Body,
    extract::{FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    audit::{Action, Origin},
    caller::{Caller, Proof, Who},
    catalog::PageKind,
    failure::Failure,
};
use futures::FutureExt;
use std::{panic::AssertUnwindSafe, time::Duration};
use store::Frame;
use tokio::time::Instant;
use tracing::Instrument;
use ui::{
    call::Problem,
    endpoint::Run,
    web::{self, Body as WebBody, Cookie, Reply},
};

/// How long anybody who acts in somebody's account waits for an answer.
const ASSISTED_WITHIN: Duration = Duration::from_millis(1_900);
/// What a page's own script says of a request that nobody asked for.
const BACKGROUND: &str = "x-background";
/// How often a form that met another change is decided anew, on what is stored then, and how long it waits before.
const ANEW: u32 = 4;
const ANEW_AFTER: Duration = Duration::from_millis(15);

pub async fn dispatch(app: App, endpoint: &'static Endpoint, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let params = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(params) => params.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        Err(_) => Vec::new(),
    };
    let origin = origin(&app, &parts, endpoint.half());
    let span = tracing::info_span!("request", id = %origin.request, method = %parts.method, path = %endpoint.path);
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

/// Nearly all who browse come without a cookie of ours, and for a page that is there: they get it before anything is routed.
pub async fn kept_page(app: &App, asked: &AskedView, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let endpoint = endpoints::browsed(PageKind::of(uri.path())?)?;
    let https = app.settings.is_https();
    if method != Method::GET || !Jar::read(headers, endpoint.half(), https).is_empty() {
        return None;
    }
    let kept = kept(app, asked, uri, endpoint).await?;
    tracing::debug!(path = %endpoint.path, "answered with a page that is kept");
    let packed = takes_brotli(headers).then(|| kept.packed());
    let mut reply = response(Reply::kept(kept, true), endpoint.half(), https, Keep::Private, &[], false);
    if let Some(packed) = packed {
        *reply.body_mut() = Body::from(packed);
        reply.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    reply.headers_mut().insert(header::VARY, HeaderValue::from_static("cookie, accept-encoding"));
    Some(unless_known(followed(app, reply), headers))
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
    let came = |jar, params, said, notice| Came { parts, jar, half, params, said, notice, endpoint: Some(endpoint) };
    if endpoint.kind == Kind::File {
        let jar = Jar::read(&HeaderMap::new(), half, https);
        let request = asked(app, came(&jar, params, Content::default(), None), nobody(origin));
        let reply = match endpoint.open(app.store.clone(), request.clone()) {
            Ok(page) => run(app, endpoint, &request, page).await,
            Err(failure) => Err(failure),
        };
        return match reply {
            Ok(reply) => {
                let keep = if matches!(reply.body, WebBody::Text { .. }) { Keep::Private } else { Keep::Public };
                unless_known(response(reply, half, https, keep, &[], false), &parts.headers)
            }
            Err(failure) => StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::NOT_FOUND).into_response(),
        };
    }
    let mut jar = Jar::read(&parts.headers, half, https);
    // What a browser fetches only because it may be wanted changes and logs nothing: outside of browsing it gets nothing.
    if is_prefetch(&parts.headers) {
        if endpoint.browsing.is_none() || jar.get(Cookie::Visit).is_some() {
            return (StatusCode::SERVICE_UNAVAILABLE, [(header::CACHE_CONTROL, "no-store")]).into_response();
        }
        jar.notice = None;
    }
    // Read before anything else, so that a connection is left in order whatever is answered; but files once it is known whose they are.
    let (mut said, uploaded) = match endpoint.takes_files {
        Some(takes) if upload::is_one(&parts.headers) => (Ok(Content::default()), Some((takes, body))),
        Some(_) | None => (form::read(endpoint.kind, &parts.headers, body).await, None),
    };
    // What a page does by itself while nobody touches it keeps no session alive.
    let counts = endpoint.kind != Kind::Live && !is_prefetch(&parts.headers) && !parts.headers.contains_key(BACKGROUND);
    let deadline = Deadline::of(endpoint.is_assistance, &jar);
    let view = asked_view(app, parts).view;
    let verified = deadline.within(Failure::Unavailable, verify(app, half, &view, &jar, counts, origin.clone())).await;
    if let Some((takes, body)) = uploaded {
        let may = verified.as_ref().is_ok_and(|verified| endpoint.may(&verified.caller)) && from_here(app, parts);
        let read = upload::read(&parts.headers, body, &upload::Taken::of(app, takes), may).await;
        said = read.map(|(form, files)| Content { form, files, ..Content::default() });
    }
    let (said, malformed) = said.map_or_else(|failure| (Content::default(), Some(failure)), |said| (said, None));
    let (verified, failure) = match verified {
        Ok(verified) => (verified, malformed),
        Err(failure) => (nobody(origin), Some(failure)),
    };
    if matches!(verified.caller.who(), Who::Staff { .. }) {
        app.connections.asked_by_staff(parts);
    }
    let Verified { spent, .. } = &verified;
    let (spent, keep) = (spent.clone(), keep(endpoint, &verified.caller));
    // What a notice is about is read from the store as well: if that is late, it waits for the next page.
    let told = async { Ok(notice::told(app, jar.notice.as_deref(), &verified.caller, &view).await) };
    let notice = deadline.within(Failure::Unavailable, told).await;
    let notice = notice.unwrap_or_else(|_| {
        jar.notice = None;
        None
    });
    let request = asked(app, came(&jar, params, said, notice), verified);
    let ruled = match (failure, endpoint.when_silent) {
        // The way out of an account is open also while the store is silent.
        (Some(Failure::Unavailable), Some(how)) if from_here(app, parts) => Ok(Ruled::Elsewhere(how(&app.store, &request).into())),
        (Some(failure), _) => Err(failure),
        (None, _) => rules(app, endpoint, parts, &request).await,
    };
    let reply = match ruled {
        Ok(Ruled::Page(begun)) => {
            // A commit runs on when its request is let go.
            let late = if endpoint.posts() { Failure::OutcomeUnknown } else { Failure::Unavailable };
            deadline.within(late, run(app, endpoint, &request, begun)).await
        }
        Ok(Ruled::Elsewhere(reply)) => Ok(*reply),
        Err(failure) => Err(failure),
    };
    let wait = if let Err(Failure::TooMany(wait)) = &reply { Some(*wait) } else { None };
    let mut reply = match reply {
        Ok(reply) => reply,
        // The session ended while it was asked.
        Err(Failure::SignInRequired) if !endpoint.is_for_scripts() => sign_in(app, endpoint, &request).await,
        Err(failure) => {
            // Writing it goes on if the answer cannot wait for it.
            let _ = deadline.within(Failure::Unavailable, record(app, endpoint, &request.caller, &failure)).await;
            failed(app, endpoint, &request, &failure, &deadline).await
        }
    };
    if let WebBody::Saved { path, kind, name } = &reply.body {
        match files::saved(app, &parts.headers, path, kind, name).await {
            Ok(response) => return response,
            Err(failure) => reply = failed(app, endpoint, &request, &failure, &deadline).await,
        }
    }
    let reply = match live::while_permitted(reply, app, endpoint, &jar, &request) {
        Ok(reply) => reply,
        Err(failure) => failed(app, endpoint, &request, &failure, &deadline).await,
    };
    let mut response = response(reply, half, https, keep, &spent, jar.notice.is_some());
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, wait.into());
    }
    if endpoint.browsing.is_some() && !request.is_visit() {
        return unless_known(followed(app, response), &parts.headers);
    }
    response
}

/// Tells which links a browser may follow ahead: where people browse, and never in a visit.
fn followed(app: &App, mut response: Response) -> Response {
    if let Some(rules) = &app.speculation_rules {
        response.headers_mut().insert("speculation-rules", rules.clone());
    }
    response
}

/// Lets the page answer. Where somebody else changed meanwhile what it rests on, it is decided anew on what is stored then, so that only
/// who changed the same is told of it.
async fn run(app: &App, endpoint: &Endpoint, request: &web::Request, mut page: Run) -> Result<Reply, Failure> {
    for attempt in 1..=ANEW {
        match caught(page).await {
            Err(Failure::Stale) if attempt < ANEW => tokio::time::sleep(ANEW_AFTER.saturating_mul(attempt)).await,
            done => return done,
        }
        page = endpoint.open(app.store.clone(), request.clone())?;
    }
    Err(Failure::Stale)
}

/// Until when an answer must be there. Ordinary shopping may wait for a slow store; whoever acts in somebody's account is
/// told within two seconds that it could not be done, or that nobody knows.
struct Deadline(Option<Instant>);

impl Deadline {
    fn of(is_assistance: bool, jar: &Jar) -> Self {
        let assisted = is_assistance || jar.get(Cookie::Visit).is_some();
        Self(assisted.then(|| Instant::now() + ASSISTED_WITHIN))
    }

    async fn within<T>(&self, late: Failure, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        match self.0 {
            Some(until) => tokio::time::timeout_at(until, work).await.unwrap_or(Err(late)),
            None => work.await,
        }
    }
}

/// A page that panics is a defect of ours: it is logged by the panic hook, and shown as any internal error.
async fn caught(page: impl Future<Output = Result<Reply, Failure>>) -> Result<Reply, Failure> {
    AssertUnwindSafe(page).catch_unwind().await.unwrap_or(Err(Failure::Internal))
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
    let path = endpoint.path.to_string();
    app.store.append_refusal(caller.event(Action::AccessDenied).on("endpoint", &path, path.clone()).because(reason)).await;
    Ok(())
}

async fn failed(app: &App, endpoint: &Endpoint, request: &web::Request, failure: &Failure, deadline: &Deadline) -> Reply {
    if matches!(failure, Failure::Internal) {
        tracing::error!("an internal error was shown");
    }
    if endpoint.is_for_scripts() {
        return Reply::problem(&Problem::of(request.language, failure, &request.caller.origin().request));
    }
    failure_page(app, endpoint.half(), request, failure, deadline).await
}

async fn failure_page(app: &App, half: Half, request: &web::Request, failure: &Failure, deadline: &Deadline) -> Reply {
    match half {
        Half::Storefront => {
            // Whoever followed an old link, or may not go on there, looks on from where he is: the shop stands around that, unless it was
            // the store that failed.
            let is_refused = [403, 404].contains(&failure.status());
            let frame =
                async { if is_refused { Ok(app.store.frame(&request.caller, &request.view).await?) } else { Ok(Frame::default()) } };
            let frame = deadline.within(Failure::Unavailable, frame).await.unwrap_or_default();
            storefront::layout::failure(request, failure, &frame)
        }
        Half::Backoffice => {
            let is_there = *failure == Failure::Stale;
            // Whoever has yet to sign in is led on behind that.
            let is_for_him = |page: &Endpoint| request.caller.is_nobody() || page.may(&request.caller);
            let above = (is_there || *failure == Failure::NotFound).then(|| endpoints::page_above(&request.path, is_there, is_for_him));
            backoffice::layout::failure(request, failure, above.flatten())
        }
    }
}

fn keep(endpoint: &Endpoint, caller: &Caller) -> Keep {
    // Whoever has a cart or an account has his own on the page: it stays in no browser that others use after him.
    if endpoint.browsing.is_some() && caller.is_nobody() { Keep::Private } else { Keep::Nowhere }
}

/// The page for an address at which there is nothing, or nothing to look at, with the shop around it as its reader has it.
pub async fn nowhere(app: App, request: Request, status: StatusCode) -> Response {
    let (parts, _) = request.into_parts();
    let half = Half::of(parts.uri.path());
    let https = app.settings.is_https();
    let jar = Jar::read(&parts.headers, half, https);
    let (origin, view) = (origin(&app, &parts, half), asked_view(&app, &parts).view);
    let deadline = Deadline::of(false, &jar);
    let verified = verify(&app, half, &view, &jar, !is_prefetch(&parts.headers), origin.clone());
    let verified = deadline.within(Failure::Unavailable, verified).await.unwrap_or_else(|_| nobody(origin));
    let notice = notice::told(&app, jar.notice.as_deref(), &verified.caller, &view).await;
    let came = Came { parts: &parts, jar: &jar, half, params: Vec::new(), said: Content::default(), notice, endpoint: None };
    let asked = asked(&app, came, verified);
    let page = failure_page(&app, half, &asked, &Failure::NotFound, &deadline).await;
    response(page.status(status.as_u16()), half, https, Keep::Nowhere, &[], false)
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
