//! The request as a page sees it, made of what came and of who is asking.

use super::{
    caller::{Verified, nobody},
    cookies::Jar,
    files,
    form::{self, Content},
    origin::is_prefetch,
    proxy::Client,
};
use crate::{
    app::{App, AskedView},
    endpoints::{Endpoint, Half},
    random,
};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, Uri, header, request::Parts},
};
use domain::{
    audit::Origin,
    catalog::{PageKind, ProductOrder, price::Seen},
    ids::CustomerGroupId,
    stores::{Language, Served},
    text::Secret,
};
use std::{net::SocketAddr, sync::Arc};
use ui::{
    form::Fields,
    notice::Told,
    page_cache::{Kept, PageKey},
    web::{self, Cookie, Pairs},
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

/// What the entrance found; each request came through it.
pub fn asked_view(app: &App, parts: &Parts) -> AskedView {
    let found = parts.extensions.get::<AskedView>().cloned();
    found.unwrap_or_else(|| {
        let shop = app.store.shop();
        let view = Arc::clone(shop.default_view());
        AskedView { shop, view }
    })
}

/// The request as a page sees it.
pub fn asked(app: &App, came: Came<'_>, verified: Verified) -> web::Request {
    let Came { parts, jar, half, params, said: Content { form, files: arrived, json }, notice, endpoint } = came;
    let AskedView { shop, view } = asked_view(app, parts);
    let chosen = jar.get(Cookie::Language).and_then(Language::from_tag);
    let accepted = || parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Language::from_accept_language);
    let (language, config) = match half {
        Half::Storefront => (view.language, Arc::clone(&view.config)),
        Half::Backoffice => (chosen.or_else(accepted).unwrap_or_default(), Arc::clone(&shop.config)),
    };
    let query = form::query(parts.uri.query().unwrap_or_default());
    let page_key = page_key(&view, verified.caller.group(), &parts.uri, &query, endpoint);
    web::Request::new(web::Asked {
        caller: verified.caller,
        ended: verified.ended,
        language,
        view,
        shop,
        config,
        origin: parts.extensions.get::<url::Origin>().map_or_else(|| Arc::clone(&app.base_url), |o| app.hosts.shown(o).into()),
        base_url: Arc::clone(&app.base_url),
        mails: !app.settings.smtp.is_empty(),
        own_hosts: app.hosts.own(),
        path: parts.uri.path().to_owned(),
        target: parts.uri.path_and_query().map_or_else(|| parts.uri.path().to_owned(), ToString::to_string),
        params,
        query,
        form,
        arrived,
        json,
        heard: parts.headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok()),
        goes_on: files::goes_on(&parts.headers),
        notice,
        nonce: jar.get(Cookie::Nonce).map(Secret::new),
        parked: jar.get(Cookie::Handoff).map(Secret::new),
        chosen_store: jar.get(Cookie::Store).and_then(|id| id.parse().ok()),
        visit: jar.get(Cookie::Visit).map(Secret::new),
        assets: Arc::clone(&app.assets),
        security_contact: Arc::clone(&app.security_contact),
        fields: endpoint.map(|e| e.fields).unwrap_or_default(),
        page_cache: Arc::clone(&app.page_cache),
        page_key,
        takes_brotli: takes_brotli(&parts.headers),
        is_ahead: is_prefetch(&parts.headers),
    })
}

/// The request that a job writes a file of the back office for: nobody's, in the language of whoever asked for the file.
pub fn for_a_job(app: &App, language: Language) -> web::Request {
    let shop = app.store.shop();
    let (view, config) = (Arc::clone(shop.default_view()), Arc::clone(&shop.config));
    let path = "/admin".to_owned();
    let page_key = PageKey { view: view.id, group: CustomerGroupId::NOT_LOGGED_IN, kind: None, path: path.clone(), query: Vec::new() };
    web::Request::new(web::Asked {
        caller: nobody(Origin { at: app.clock.now(), ..Origin::default() }).caller,
        ended: None,
        language,
        view,
        shop,
        config,
        origin: Arc::clone(&app.base_url),
        base_url: Arc::clone(&app.base_url),
        mails: !app.settings.smtp.is_empty(),
        own_hosts: app.hosts.own(),
        target: path.clone(),
        path,
        params: Vec::new(),
        query: Pairs::default(),
        form: Pairs::default(),
        arrived: Vec::new(),
        json: Vec::new(),
        heard: None,
        goes_on: false,
        notice: None,
        nonce: None,
        parked: None,
        chosen_store: None,
        visit: None,
        assets: Arc::clone(&app.assets),
        security_contact: Arc::clone(&app.security_contact),
        fields: Fields::default(),
        page_cache: Arc::clone(&app.page_cache),
        page_key,
        takes_brotli: false,
        is_ahead: false,
    })
}

/// What the page at this address is kept under.
fn page_key(view: &Served, group: CustomerGroupId, uri: &Uri, query: &Pairs, endpoint: Option<&Endpoint>) -> PageKey {
    let reads = endpoint.and_then(|e| e.browsing).unwrap_or_default();
    // An order that is none is the usual one. Of the pages behind the first there are as many as anybody makes up, and of what lists are
    // narrowed to.
    let is_read = |name: &str, value: &str| name != "sort" || ProductOrder::from_code(value).is_some();
    // Options of attributes stand there several times, all else once.
    let most = |name: &str| if name == "with" { usize::MAX } else { 1 };
    let query: Vec<(String, String)> = reads
        .iter()
        .flat_map(|name| query.all(name).take(most(name)).map(|value| ((*name).to_owned(), value.to_owned())).collect::<Vec<_>>())
        .filter(|(name, value)| is_read(name, value))
        .collect();
    let is_first = query.iter().all(|(name, _)| name == "sort");
    let path = uri.path().to_owned();
    let kind = PageKind::of(&path).filter(|_| is_first);
    PageKey { view: view.id, group, kind, path, query }
}

/// The whole page at this address, if it is kept and all that it shows is still so.
pub async fn kept(app: &App, AskedView { shop, view }: &AskedView, uri: &Uri, endpoint: &Endpoint) -> Option<Kept> {
    let query = form::query(uri.query().unwrap_or_default());
    let key = page_key(view, CustomerGroupId::NOT_LOGGED_IN, uri, &query, Some(endpoint));
    let kind = key.kind?;
    let kept = app.page_cache.whole(key)?;
    let (flushed, made_of) = &*kept.made_of;
    let seen = Seen::new(view, CustomerGroupId::NOT_LOGGED_IN, app.clock.now());
    let is_good = *flushed == shop.flushed(kind) && app.store.is_as_it_was(seen, made_of).await.unwrap_or(false);
    is_good.then(|| {
        app.page_cache.was_there(Some(kind));
        kept
    })
}

/// Whether it says so, and with a weight above nought (RFC 9110, 12.5.3).
pub fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let is_refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim_end_matches(['0', '.']).is_empty());
        name.trim().eq_ignore_ascii_case("br") && !is_refused
    })
}

pub fn origin(app: &App, parts: &Parts, half: Half) -> Origin {
    let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Origin {
        at: app.clock.now(),
        address: client(app, parts).map(|client| client.to_string()).unwrap_or_default(),
        agent: agent.chars().take(200).collect(),
        request: random::name(),
        store_view: if half == Half::Storefront { asked_view(app, parts).view.code.clone() } else { String::new() },
    }
}

/// The client, where somebody is connected.
pub fn client(app: &App, parts: &Parts) -> Option<Client> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(peer)| app.proxies.client(peer.ip(), &parts.headers))
}
