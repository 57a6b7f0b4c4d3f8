//! The request as a page sees it, made of what came and of who is asking.

use super::{
    caller::Verified,
    cookies::Jar,
    form::{self, Content},
};
use crate::{
    app::{App, AskedView},
    endpoints::{Endpoint, Half},
    random,
};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, header, request::Parts},
};
use domain::{audit::Origin, stores::Language, text::Secret};
use std::{net::SocketAddr, sync::Arc};
use ui::{
    notice::Told,
    page_cache::PageKey,
    web::{self, Cookie},
};

/// What came, besides its body.
pub struct Came<'a> {
    pub parts: &'a Parts,
    pub jar: &'a Jar,
    pub half: Half,
    pub params: Vec<(String, String)>,
    pub said: Content,
    /// What is told once on this page.
    pub notice: Option<Told>,
    /// None where there is nothing at the address.
    pub endpoint: Option<&'static Endpoint>,
}

fn asked_view(app: &App, parts: &Parts) -> AskedView {
    parts.extensions.get::<AskedView>().cloned().unwrap_or_else(|| AskedView { view: Arc::clone(&app.default_view), named: false })
}

/// The request as a page sees it.
pub fn asked(app: &App, came: Came<'_>, verified: Verified) -> web::Request {
    let Came { parts, jar, half, params, said: Content { form, json }, notice, endpoint } = came;
    let AskedView { view, named } = asked_view(app, parts);
    let chosen = jar.get(Cookie::Language).and_then(Language::from_tag);
    let accepted = || parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Language::from_accept_language);
    let language = match half {
        Half::Storefront if named => view.language,
        Half::Storefront => chosen.or_else(accepted).unwrap_or(view.language),
        Half::Backoffice => chosen.or_else(accepted).unwrap_or_default(),
    };
    let query = form::query(parts.uri.query().unwrap_or_default());
    let reads = endpoint.and_then(|e| e.browsing).unwrap_or_default();
    let read = |name: &&'static str| query.get(name).map(|value| ((*name).to_owned(), value.to_owned()));
    let page_key =
        PageKey { view: view.code.clone(), language, path: parts.uri.path().to_owned(), query: reads.iter().filter_map(read).collect() };
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
        query,
        form,
        json,
        heard: parts.headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok()),
        notice,
        nonce: jar.get(Cookie::Nonce).map(Secret::new),
        visit: jar.get(Cookie::Visit).map(Secret::new),
        assets: Arc::clone(&app.assets),
        fields: endpoint.map(|e| e.fields).unwrap_or_default(),
        page_cache: Arc::clone(&app.page_cache),
        page_key,
        takes_brotli: takes_brotli(&parts.headers),
    })
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|e| e.split(';').next().map(str::trim) == Some("br"))
}

pub fn origin(app: &App, parts: &Parts, half: Half) -> Origin {
    let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Origin {
        at: app.clock.now(),
        address: address(app, parts),
        agent: agent.chars().take(200).collect(),
        request: random::name(),
        store_view: if half == Half::Storefront { asked_view(app, parts).view.code.clone() } else { String::new() },
    }
}

/// The client's address, where somebody is connected.
fn address(app: &App, parts: &Parts) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(peer)| app.proxies.client(peer.ip(), &parts.headers).to_string()).unwrap_or_default()
}
