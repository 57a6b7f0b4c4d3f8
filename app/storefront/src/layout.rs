//! What every page of the storefront has around it: the banner of a visit, the header, messages, the footer.

use crate::{
    assistance::banner,
    language::{BACK, VIEW},
};
use domain::{
    caller::{Proof, Who},
    catalog::Category,
    failure::Failure,
};
use leptos::{prelude::*, tachys::html::InertElement};
use std::sync::Arc;
use store::{Frame, Store};
use ui::{
    form::{Post, again},
    notice::notice,
    page_cache::Part,
    render::{Document, html},
    t,
    table::address,
    web::{Reply, Request},
    words,
};

/// A page of the storefront. What the frame needs and cannot be read is left out: a shop whose store is slow still
/// answers.
pub(crate) async fn page<V: IntoView>(store: &Store, request: &Request, title: &str, body: impl FnOnce() -> V) -> Reply {
    let frame = store.frame(&request.caller).await.unwrap_or_default();
    framed(request, title, &frame, body)
}

/// A page that tells of a failure. It asks the store for nothing.
pub fn failure(request: &Request, failure: &Failure) -> Reply {
    let (title, text) = words::failure(request.language, failure);
    let again = again(request, failure);
    let (language, home) = (request.language, request.href("/"));
    let id = request.caller.origin().request.clone();
    framed(request, title, &Frame::default(), move || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{text}</p>
                <div class="actions">
                    {again}
                    <a class="button primary" href=home>{t!(language, common.error.home)}</a>
                </div>
                <p class="hint">{t!(language, common.error.request)} " " <code>{id}</code></p>
            </section>
        }
    })
    .status(failure.status())
}

fn framed<V: IntoView>(request: &Request, title: &str, frame: &Frame, body: impl FnOnce() -> V) -> Reply {
    Reply::page(document(request, title, frame, request.target.clone(), body))
}

/// A page that shows the catalog and nothing else: for each version of the catalog its body is made once, and for whoever has
/// neither a session nor a message all of it. Nothing stands in it that its key does not name.
pub(crate) fn of_catalog<V: IntoView>(request: &Request, title: &str, frame: &Frame, body: impl FnOnce() -> V) -> Reply {
    let (name, key) = (request.config.store_name(), &request.page_key);
    let query: Vec<(&str, &str)> = key.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let here = || address(&key.path, &query);
    let body = || request.page_cache.kept_or(Part::Body, frame.version, name, key, || html(body));
    let page = |body: Arc<str>| document(request, title, frame, here(), || InertElement::new(body.to_string()));
    if request.caller.is_nobody() && request.notice.is_none() {
        Reply::kept(request.page_cache.kept_or(Part::Whole, frame.version, name, key, || page(body())))
    } else {
        Reply::page(page(body()))
    }
}

/// `here` is where a choice of language goes back to.
fn document<V: IntoView>(request: &Request, title: &str, frame: &Frame, here: String, body: impl FnOnce() -> V) -> String {
    let name = request.config.store_name().to_owned();
    let body = html(|| {
        view! {
            <body class="store">
                <a class="skip" href="#main">{t!(request.language, storefront.skip)}</a>
                {banner::banner(request)}
                {header(request, &name, &frame.categories, frame.in_cart)}
                <main id="main">{notice(request)} {body()}</main>
                {footer(request, here)}
            </body>
        }
    });
    let title = format!("{title} · {name}");
    let document = Document {
        language: request.language.tag(),
        base: &request.view.href(""),
        title: &title,
        half: "storefront",
        assets: &request.assets,
        robots: !request.is_visit(),
        description: &format!("{title}. {}", t!(request.language, storefront.promise)),
        body,
    };
    document.into_html()
}

fn header(request: &Request, name: &str, categories: &[Category], count: u32) -> impl IntoView + use<> {
    let language = request.language;
    let links = categories.iter().map(|c| {
        let href = request.href(&format!("/category/{}", c.slug));
        let current = (href == request.here()).then_some("page");
        view! { <li><a href=href aria-current=current>{c.name.clone()}</a></li> }
    });
    let searched = if request.path == "/search" { request.query.get("q").unwrap_or_default().to_owned() } else { String::new() };
    view! {
        <header class="site">
            <div class="bar">
                <a class="logo" href=request.href("/")>{name.to_owned()}</a>
                <form class="search" role="search" method="get" action=request.href("/search")>
                    <input type="search" name="q" value=searched maxlength="100" aria-label=t!(language, catalog.search)
                        placeholder=t!(language, catalog.search) />
                    <button class="button">{t!(language, catalog.search_label)}</button>
                </form>
                <nav class="account" aria-label=t!(language, customers.account.navigation)>{account_links(request)}</nav>
                <a class="cart-link" href=request.href("/checkout/cart")>
                    {t!(language, storefront.cart)} <span class="badge">{count}</span> <span class="hidden">{t!(language, cart.items, count = count)}</span>
                </a>
            </div>
            <nav class="categories" aria-label=t!(language, catalog.categories)><ul>{links.collect_view()}</ul></nav>
        </header>
    }
}

fn account_links(request: &Request) -> AnyView {
    let language = request.language;
    match request.caller.who() {
        Who::Shopper { name, .. } => view! {
            <span class="welcome">{t!(language, storefront.welcome, name = name.as_str())}</span>
            <a href=request.href("/customer/account")>{t!(language, storefront.my_account)}</a>
            {Post::to(request, request.href("/customer/account/logout"))
                .around(view! { <button class="link">{t!(language, storefront.sign_out)}</button> })}
        }
        .into_any(),
        // Sign Out means Close Session: it stands in the banner, once.
        Who::Visit(visit) => view! {
            <span class="welcome">{t!(language, storefront.welcome, name = visit.customer_name.as_str())}</span>
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

fn footer(request: &Request, here: String) -> impl IntoView + use<> {
    let buttons = request.views.iter().map(|view| {
        let current = (view.language == request.language).then_some("true");
        let (code, name, tag) = (view.code.clone(), view.name.clone(), view.language.tag());
        view! { <button class="link" name=VIEW.name value=code lang=tag aria-current=current>{name}</button> }
    });
    let inside = view! {
        <input type="hidden" name=BACK.name value=here />
        <div class="languages" role="group" aria-label=t!(request.language, storefront.footer)>{buttons.collect_view()}</div>
    };
    view! {
        <footer class="site">
            {Post::to(request, request.href("/language")).around(inside)}
            <p>{t!(request.language, storefront.promise)}</p>
        </footer>
    }
}
