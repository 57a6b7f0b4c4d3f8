//! What the row of an endpoint asks before its page begins, and where it leads whoever has to be elsewhere first.

use super::{
    asked::client,
    origin::{is_from_office, is_same_origin},
};
use crate::{
    app::App,
    endpoints::{Endpoint, Half, InAVisit, Kind, page_above},
};
use axum::http::request::Parts;
use domain::{caller::Who, failure::Failure};
use ui::{
    call::{BUILD_HEADER, IDENTITY_HEADER},
    endpoint::{Access, Run},
    form::{DRAFT, IDENTITY},
    live::FOR,
    table::address,
    web::{self, Reply},
};

/// What the rules lead to: the page, which has not begun yet, or elsewhere.
pub(super) enum Ruled {
    Page(Run),
    Elsewhere(Box<Reply>),
}

/// What the endpoint's row says, in this order: where the request comes from, a spent visit, who may ask, what a visit may do, and for
/// whom the form was rendered.
pub(super) async fn rules(app: &App, endpoint: &Endpoint, parts: &Parts, request: &web::Request) -> Result<Ruled, Failure> {
    let caller = &request.caller;
    if endpoint.posts() && !from_here(app, parts) && !(endpoint.is_from_office && is_from_office(&parts.headers, &app.hosts, &request.shop))
    {
        return Err(Failure::CrossSite);
    }
    // Before anything is looked at: what is answered past the limit tells nothing.
    if let Some(act) = endpoint.act_of(&request.query) {
        app.limits.count(act, client(app, parts).map(|client| client.address), caller.identity()).map_err(Failure::TooMany)?;
    }
    // A new visit may begin over a spent one; all else waits until its end was seen.
    if request.ended.is_some() && !endpoint.is_after_an_end {
        return if endpoint.posts() {
            Err(Failure::IdentityChanged)
        } else {
            Ok(Ruled::Elsewhere(Reply::see_other(request.href(storefront::ENDED)).into()))
        };
    }
    // A page that somebody else left open follows nothing in the name of whoever came after him.
    let page_of = request.query.get(FOR).filter(|_| endpoint.kind == Kind::Live);
    if page_of.is_some_and(|identity| identity != caller.identity().to_string()) {
        return Err(Failure::IdentityChanged);
    }
    let page = match endpoint.open(app.store.clone(), request.clone()) {
        Ok(page) => page,
        Err(Failure::SignInRequired) if !endpoint.is_for_scripts() => {
            return Ok(Ruled::Elsewhere(sign_in(app, endpoint, request).await.into()));
        }
        Err(failure) => return Err(failure),
    };
    // Whoever has to do something first is led there, and comes to nothing else.
    if let Some(owed) = caller.owes().filter(|_| endpoint.access != Access::Open && !endpoint.is_before_all_else) {
        let to = backoffice::staff::place_of(owed);
        return if endpoint.is_for_scripts() { Err(Failure::SignInRequired) } else { Ok(Ruled::Elsewhere(Reply::see_other(to).into())) };
    }
    if endpoint.in_a_visit == InAVisit::No && request.is_visit() {
        return Err(Failure::NotWhileAssisting);
    }
    // It was opened for one website, and the consent may have been given for what that one shows.
    if !endpoint.is_assistance && matches!(caller.who(), Who::Visit(visit) if visit.website != request.view.website) {
        return Err(Failure::OtherWebsite);
    }
    let said = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let identity = if endpoint.kind == Kind::Call { said(IDENTITY_HEADER) } else { request.form.get(IDENTITY) };
    if endpoint.posts() && !endpoint.is_unstamped && identity != Some(caller.identity().to_string().as_str()) {
        return Err(Failure::IdentityChanged);
    }
    if endpoint.kind == Kind::Call && said(BUILD_HEADER) != Some(&*app.assets) {
        return Err(Failure::Outdated);
    }
    // Nothing was typed there that could be shown again, and nothing is done: it is asked, or offered, anew.
    if request.form.get(DRAFT).is_some() && !endpoint.is_filled_in() {
        return Ok(Ruled::Elsewhere(offered_at(endpoint, request).into()));
    }
    Ok(Ruled::Page(page))
}

/// The page that offers what a form does. Who may send it may not look at that for it: he is led to the next one above that he may.
fn offered_at(endpoint: &Endpoint, request: &web::Request) -> Reply {
    let is_for_him = |page: &Endpoint| page.may(&request.caller) && (page.in_a_visit == InAVisit::Yes || !request.is_visit());
    Reply::see_other(match (endpoint.half(), page_above(&request.path, true, is_for_him)) {
        (_, Some(path)) if path == request.path => request.target_href(),
        (Half::Storefront, path) => request.href(path.as_deref().unwrap_or("/")),
        (Half::Backoffice, path) => path.unwrap_or_else(|| "/admin".to_owned()),
    })
}

/// Whoever is not signed in is led to where he can be, and back; what he typed goes with him.
pub(super) async fn sign_in(app: &App, endpoint: &Endpoint, request: &web::Request) -> Reply {
    let half = endpoint.half();
    if endpoint.posts() {
        return match half {
            Half::Storefront => storefront::customers::sign_in::needed(&app.store, request).await,
            Half::Backoffice => backoffice::staff::sign_in::needed(request),
        };
    }
    let back = web::local_path(Some(&request.target));
    let (sign_in, back) = match half {
        Half::Storefront => (request.href(half.sign_in()), back.map(|path| request.href(&path))),
        Half::Backoffice => (half.sign_in().to_owned(), back),
    };
    Reply::see_other(address(&sign_in, &[("back", back.as_deref().unwrap_or_default())]))
}

/// Whether it comes from a page of ours.
pub(super) fn from_here(app: &App, parts: &Parts) -> bool {
    is_same_origin(&parts.headers, parts.extensions.get(), &app.hosts)
}
