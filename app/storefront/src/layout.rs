//! What every page of the storefront has around it: the banner of a visit, the header, messages, the footer.

use crate::{assistance::banner, cart, catalog, customers, help};
use domain::{
    caller::{Proof, Who},
    catalog::{
        Shows, UrlKey,
        pictures::{Format, Image, Size},
    },
    failure::Failure,
    stores::{Served, StoreGroup},
};
use leptos::{prelude::*, tachys::html::InertElement};
use std::sync::Arc;
use store::{Frame, Store};
use ui::{
    form::{Post, again},
    named::{HERE, isolated, named, within},
    notice::notice,
    page_cache::{AsOf, Part},
    render::{Document, html, title as titled},
    t,
    table::address,
    web::{Reply, Request},
    words,
};

/// Where the same page is in another view.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// At the same path.
    Same,
    /// Where a category or a product has its URL key, behind the first segment of its path.
    Keyed(&'static str, &'a UrlKey),
}

impl Place<'_> {
    fn path(self, request: &Request, view: &Served) -> String {
        match self {
            Self::Same => request.path.clone(),
            Self::Keyed(first, key) => format!("/{first}/{}", key.in_view(view.id)),
        }
    }
}

/// What a page is called, and what is told of it where search engines show it.
#[derive(Clone, Copy)]
pub(crate) struct Head<'a> {
    pub title: &'a str,
    /// Empty where nothing else is told than the shop's promise.
    pub description: &'a str,
    /// Empty where nothing is said of that.
    pub keywords: &'a str,
    /// Of a product: what is shown where somebody passes its address on, if it has a picture.
    pub picture: Option<&'a Image>,
}

impl<'a> From<&'a str> for Head<'a> {
    fn from(title: &'a str) -> Self {
        Self { title, description: "", keywords: "", picture: None }
    }
}

impl<'a> From<&'a String> for Head<'a> {
    fn from(title: &'a String) -> Self {
        Self { title, description: "", keywords: "", picture: None }
    }
}

/// A page of the storefront. What the frame needs and cannot be read is left out: a shop whose store is slow still
/// answers.
pub(crate) async fn page<V: IntoView>(store: &Store, request: &Request, title: &str, body: impl FnOnce() -> V) -> Reply {
    let frame = store.frame(&request.caller, &request.view).await.unwrap_or_default();
    framed(request, title, &frame, Place::Same, body)
}

/// A page of the catalog with a form on it, which carries who asks: whole, it is kept for guests alone. `frame` was read before what the
/// page shows, so that the text is not older than the version that it is kept under.
pub(crate) fn for_guests<'a, V: IntoView>(
    request: &Request,
    head: impl Into<Head<'a>>,
    (frame, shows): (&Frame, Shows),
    place: Place<'_>,
    body: impl FnOnce() -> V,
) -> Reply {
    let head = head.into();
    // Nor is what is asked for by more than its path kept: of that there is as much as anybody makes up.
    if !request.caller.is_nobody() || request.notice.is_some() || request.page_key.kind.is_none() {
        return framed(request, head, frame, place, body);
    }
    let key = &request.page_key;
    let as_of = as_of(request, frame, shows);
    let (kept, was_there) = request.page_cache.kept_or(Part::Whole, key, &as_of, || document(request, head, frame, (place, &[]), body));
    Reply::kept(kept, was_there)
}

/// A page that tells of a failure. It asks the store for nothing itself.
pub fn failure(request: &Request, failure: &Failure, frame: &Frame) -> Reply {
    let (title, text) = words::failure(request.language, failure);
    let again = again(request, failure);
    let (language, home) = (request.language, home(request, failure));
    let strayed = match request.caller.who() {
        Who::Visit(visit) if *failure == Failure::OtherWebsite => Some(visit.website_name.clone()),
        Who::Visit(_) | Who::Guest { .. } | Who::Shopper { .. } | Who::Staff { .. } => None,
    };
    let text =
        strayed.as_ref().map_or_else(|| text.to_owned(), |name| t!(language, assistance.visit.other_website, website = name.as_str()));
    let leads = strayed
        .map_or_else(|| t!(language, common.error.home).to_owned(), |name| t!(language, assistance.visit.back_to, website = name.as_str()));
    let id = request.caller.origin().request.clone();
    framed(request, title, frame, Place::Same, move || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{text}</p>
                <div class="actions">
                    {again}
                    <a class="button primary" href=home>{leads}</a>
                </div>
                <p class="hint">{t!(language, common.error.request)} " " <code>{id}</code></p>
            </section>
        }
    })
    .status(failure.status())
}

/// The way on: of a visit that strayed, the website that it is for.
fn home(request: &Request, failure: &Failure) -> String {
    let Who::Visit(visit) = request.caller.who() else { return request.href("/") };
    let stores = &request.shop.stores;
    let own = stores.website(visit.website).and_then(|w| stores.default_view_in(w)).and_then(|v| request.shop.view(v.id));
    match own.filter(|_| *failure == Failure::OtherWebsite) {
        Some(view) => view.from(&request.view, &request.base_url, "/"),
        None => request.href("/"),
    }
}

/// What a page of the catalog is made of now.
fn as_of(request: &Request, frame: &Frame, shows: Shows) -> AsOf {
    let flushed = request.page_key.kind.map_or(0, |kind| request.shop.flushed(kind));
    (flushed, frame.made_of(request.seen(), shows))
}

pub(crate) fn framed<'a, V: IntoView>(
    request: &Request,
    head: impl Into<Head<'a>>,
    frame: &Frame,
    place: Place<'_>,
    body: impl FnOnce() -> V,
) -> Reply {
    let query: Vec<(&str, &str)> = request.query.iter().collect();
    Reply::page(document(request, head.into(), frame, (place, &query), body))
}

/// A page that shows the catalog and nothing else: its body is made once for each change of what it shows, and for whoever has
/// neither a session nor a message all of it. Nothing stands in it that its key does not name.
pub(crate) fn of_catalog<'a, V: IntoView>(
    request: &Request,
    head: impl Into<Head<'a>>,
    made: (&Frame, Shows),
    place: Place<'_>,
    body: impl FnOnce() -> V,
) -> Reply {
    of_catalog_and(request, head, made, place, body, || None)
}

/// The same, and below it what is the reader's own: that is kept nowhere, and whoever is nobody has none.
pub(crate) fn of_catalog_and<'a, V: IntoView>(
    request: &Request,
    head: impl Into<Head<'a>>,
    (frame, shows): (&Frame, Shows),
    place: Place<'_>,
    body: impl FnOnce() -> V,
    own: impl FnOnce() -> Option<AnyView>,
) -> Reply {
    let key = &request.page_key;
    let head = head.into();
    let query: Vec<(&str, &str)> = key.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let place = (place, query.as_slice());
    // Whoever looks after a customer sees what is there now, unless the shop wants him to see what the customer would.
    if key.kind.is_none() || (request.is_visit() && request.config.disables_page_cache()) {
        return Reply::page(document(request, head, frame, place, || view! { {body()} {own()} }));
    }
    let as_of = as_of(request, frame, shows);
    let body = || request.page_cache.kept_or(Part::Body, key, &as_of, || html(body));
    let kept = |body: &Arc<str>| InertElement::new(body.to_string());
    if request.caller.is_nobody() && request.notice.is_none() {
        let whole = || {
            let body = body().0.text;
            document(request, head, frame, place, || kept(&body))
        };
        let (whole, was_there) = request.page_cache.kept_or(Part::Whole, key, &as_of, whole);
        Reply::kept(whole, was_there)
    } else {
        let (body, was_there) = body();
        Reply::around_kept(document(request, head, frame, place, || view! { {kept(&body.text)} {own()} }), was_there)
    }
}

/// The page is at `place`, and what of its query the same page has in other views.
fn document<V: IntoView>(
    request: &Request,
    head: Head<'_>,
    frame: &Frame,
    (place, query): (Place<'_>, &[(&str, &str)]),
    body: impl FnOnce() -> V,
) -> String {
    let there: &dyn Fn(&Served) -> String = &|view| address(&place.path(request, view), query);
    let name = request.config.store_name().to_owned();
    let body = html(|| {
        view! {
            <body class="store">
                <a class="skip" href="#main">{t!(request.language, storefront.skip)}</a>
                {banner::banner(request)}
                {helped(request, frame)}
                {header(request, &name, frame)}
                <main id="main">{notice(request, cart::way_on(request))} {body()}</main>
                {footer(request, there)}
                {banner::idle(request)}
            </body>
        }
    });
    let title = titled(request.language, &body, format!("{} · {}", isolated(head.title), isolated(&name)));
    let promise = format!("{title}. {}", t!(request.language, storefront.promise));
    // What a search engine may show is at one address, as whoever is nobody sees it, and not a part of a list. However a list is sorted or
    // narrowed, and wherever signing in leads back to, it is the same page.
    let is_shown = catalog::machines::may_be_shown(&request.path);
    let is_part = ["after", "before"].iter().any(|name| request.query.get(name).is_some());
    let is_looked_for = request.caller.is_nobody() && !is_part && is_shown;
    let plain: &dyn Fn(&Served) -> String = &|view| place.path(request, view);
    let description: &str = if head.description.is_empty() { &promise } else { head.description };
    let canonical = is_looked_for.then(|| request.view.url(&request.base_url, &plain(&request.view)));
    let shared = match (place, &canonical) {
        (Place::Keyed("product", _), Some(url)) => shared(request, head, (&name, description, url)),
        (Place::Same | Place::Keyed(..), _) => Vec::new(),
    };
    let document = Document {
        language: &request.view.locale,
        base: &request.view.href(""),
        title: &title,
        half: "storefront",
        assets: &request.assets,
        robots: is_shown && !request.is_visit(),
        description,
        keywords: head.keywords,
        canonical,
        shared,
        alternates: if is_looked_for { alternates(request, plain) } else { Vec::new() },
        theme: None,
        body,
    };
    document.into_html()
}

/// What programs show of a product where its address is passed on, in the words of Open Graph.
fn shared(request: &Request, head: Head<'_>, (shop, description, url): (&str, &str, &str)) -> Vec<(&'static str, String)> {
    let host = request.view.base_url.as_deref().unwrap_or(&request.base_url);
    let picture = head.picture.into_iter().flat_map(|image| {
        let (width, height) = image.fit(Size::Large);
        let address = format!("{host}{}", image.address(Size::Large, Format::Jpeg));
        [("og:image", address), ("og:image:width", width.to_string()), ("og:image:height", height.to_string())]
    });
    let told = [("og:type", "product"), ("og:site_name", shop), ("og:title", head.title), ("og:description", description), ("og:url", url)];
    told.into_iter().map(|(name, text)| (name, text.to_owned())).chain(picture).collect()
}

/// That our support is in the customer's account: on every page but those that say more of it.
fn helped(request: &Request, frame: &Frame) -> Option<AnyView> {
    let since = request.minute(frame.helped_since?);
    let says_more = ["/customer/account", customers::CONSENT].contains(&request.path.as_str());
    (!says_more).then(|| {
        let told = t!(request.language, customers.privacy.there, since = since.as_str());
        view! {
            <aside class="helped" aria-label=t!(request.language, customers.privacy.title)>
                <a href=request.href(customers::CONSENT)>{told}</a>
            </aside>
        }
        .into_any()
    })
}

fn header(request: &Request, name: &str, frame: &Frame) -> impl IntoView + use<> {
    let language = request.language;
    let searched = if request.path == "/search" { request.query.get("q").unwrap_or_default().to_owned() } else { String::new() };
    view! {
        <header class="site">
            <div class="bar">
                <a class="logo" href=request.href("/")>{named(name)}</a>
                {catalog::suggest::search(request, searched)}
                <nav class="account" aria-label=t!(language, customers.account.navigation)>{account_links(request)}</nav>
                {cart::mini::link(request, frame.in_cart)}
            </div>
            {catalog::menu::menu(request, &frame.shelf)}
        </header>
    }
}

fn account_links(request: &Request) -> AnyView {
    let language = request.language;
    let welcome = |name: &str| view! { <span class="welcome">{within(&t!(language, storefront.welcome, name = HERE), name)}</span> };
    match request.caller.who() {
        Who::Shopper { name, .. } => view! {
            {welcome(name)}
            <a href=request.href("/customer/account")>{t!(language, storefront.my_account)}</a>
            {Post::to(request, request.href("/customer/account/logout"))
                .around(view! { <button class="link">{t!(language, storefront.sign_out)}</button> })}
        }
        .into_any(),
        // Sign Out means Close Session: it stands in the banner, once.
        Who::Visit(visit) => view! {
            {welcome(&visit.customer_name)}
            <a href=request.href("/customer/account")>{t!(language, storefront.my_account)}</a>
        }
        .into_any(),
        Who::Guest { .. } | Who::Staff { .. } => view! {
            <a href=request.href("/customer/account/login")>{t!(language, storefront.sign_in)}</a>
            <a class="new-account" href=request.href("/customer/account/create")>{t!(language, storefront.create_account)}</a>
        }
        .into_any(),
    }
}

/// The same page in each language of the store.
fn alternates(request: &Request, there: &dyn Fn(&Served) -> String) -> Vec<(String, String)> {
    let views = request.shop.beside(&request.view);
    views.map(|view| (view.locale.clone(), view.url(&request.base_url, &there(view)))).collect()
}

fn footer(request: &Request, there: &dyn Fn(&Served) -> String) -> impl IntoView + use<> {
    let language = request.language;
    let links = request.shop.beside(&request.view).map(|view| {
        let current = (view.id == request.view.id).then_some("true");
        let (href, tag) = (view.from(&request.view, &request.base_url, &there(view)), view.locale.clone());
        view! { <li><a href=href lang=tag.clone() hreflang=tag aria-current=current>{named(&view.name)}</a></li> }
    });
    view! {
        <footer class="site">
            <div class="ways">
                {help::ways(request)}
                <div>
                    <nav class="views" aria-label=t!(language, storefront.footer)>
                        <details data-floats="">
                            <summary>{t!(language, storefront.language)} " " <strong>{named(&request.view.name)}</strong></summary>
                            <ul>{links.collect_view()}</ul>
                        </details>
                    </nav>
                    {stores(request, there)}
                </div>
            </div>
            <p>{t!(language, storefront.promise)}</p>
        </footer>
    }
}

/// The other stores of the website, each in the reader's language if it has that, and at the same page.
fn stores(request: &Request, there: &dyn Fn(&Served) -> String) -> Option<AnyView> {
    let (shop, here) = (&request.shop, &request.view);
    let groups: Vec<&StoreGroup> = shop.stores.groups_of(here.website).filter(|g| shop.views().iter().any(|v| v.group == g.id)).collect();
    if groups.len() < 2 {
        return None;
    }
    let links = groups.into_iter().filter_map(|group| {
        let views = || shop.views().iter().filter(|v| v.group == group.id);
        let default = shop.stores.default_view_of(group).map(|v| v.id);
        let view = views().find(|v| v.locale == here.locale).or_else(|| views().find(|v| Some(v.id) == default))?;
        let current = (group.id == here.group).then_some("true");
        let href = view.from(here, &request.base_url, &there(view));
        Some(view! { <li><a href=href aria-current=current>{named(&group.name)}</a></li> })
    });
    let links = links.collect_view();
    Some(view! { <nav class="views" aria-label=t!(request.language, storefront.select_store)><ul>{links}</ul></nav> }.into_any())
}
