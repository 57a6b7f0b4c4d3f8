//! What every page of the storefront has around it: the banner of a visit, the header, messages, the footer.

use crate::assistance::banner;
use domain::{caller::Who, catalog::Category, failure::Failure};
use leptos::{prelude::*, tachys::html::InertElement};
use store::{Frame, Store};
use ui::{
    form::{again, identity},
    notice::notices,
    render::{Document, html},
    t,
    web::{Reply, Request},
    words,
};

/// A page of the storefront. What the frame needs and cannot be read is left out: a shop whose store is slow still
/// answers.
pub async fn page<V: IntoView>(store: &Store, request: &Request, title: &str, body: impl FnOnce() -> V) -> Reply {
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
                    <a class="button primary" href=home>{t!(language, error.home)}</a>
                </div>
                <p class="hint">{t!(language, error.request)} " " <code>{id}</code></p>
            </section>
        }
    })
    .status(failure.status())
}

/// A page in a frame that was read together with it.
pub fn framed<V: IntoView>(request: &Request, title: &str, frame: &Frame, body: impl FnOnce() -> V) -> Reply {
    Reply::page(document(request, title, frame, body))
}

/// A page that shows the catalog and nothing else: for each version of the catalog its body is made once, and for whoever has
/// neither a session nor a message all of it.
pub fn of_catalog<V: IntoView>(request: &Request, title: &str, frame: &Frame, body: impl FnOnce() -> V) -> Reply {
    let about = |what: &str| format!("{what} {} {} {}", request.view.code, request.language.tag(), request.target);
    let body = || frame.texts.kept_or(about("body"), || html(body)).to_string();
    let page = |body: String| document(request, title, frame, || InertElement::new(body));
    Reply::page(if request.caller.is_nobody() && request.notices.is_empty() {
        let about = about(&format!("page {}", request.config.store_name()));
        frame.texts.kept_or(about, || page(body())).to_string()
    } else {
        page(body())
    })
}

fn document<V: IntoView>(request: &Request, title: &str, frame: &Frame, body: impl FnOnce() -> V) -> String {
    let name = request.config.store_name().to_owned();
    let body = html(|| {
        view! {
            <body class="store">
                <a class="skip" href="#main">{t!(request.language, store.skip)}</a>
                {banner::banner(request)}
                {header(request, &name, &frame.categories, frame.in_cart)}
                <main id="main">{notices(request)} {body()}</main>
                {footer(request)}
            </body>
        }
    });
    let title = format!("{title} · {name}");
    let document = Document {
        language: request.language.tag(),
        title: &title,
        half: "storefront",
        assets: &request.assets,
        robots: !request.is_visit(),
        description: &format!("{title}. {}", t!(request.language, store.promise)),
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
                    <input type="search" name="q" value=searched maxlength="100" aria-label=t!(language, store.search) placeholder=t!(language, store.search) />
                    <button class="button">{t!(language, store.search_label)}</button>
                </form>
                <nav class="account" aria-label=t!(language, account.navigation)>{account_links(request)}</nav>
                <a class="cart-link" href=request.href("/checkout/cart")>
                    {t!(language, store.cart)} <span class="badge">{count}</span> <span class="hidden">{t!(language, store.items, count = count)}</span>
                </a>
            </div>
            <nav class="categories" aria-label=t!(language, store.categories)><ul>{links.collect_view()}</ul></nav>
        </header>
    }
}

fn account_links(request: &Request) -> AnyView {
    let language = request.language;
    match request.caller.who() {
        Who::Shopper { name, .. } => view! {
            <span class="welcome">{t!(language, store.welcome, name = name.as_str())}</span>
            <a href=request.href("/customer/account")>{t!(language, store.my_account)}</a>
            <form method="post" action=request.href("/customer/account/logout")>{identity(request)}<button class="link">{t!(language, store.sign_out)}</button></form>
        }
        .into_any(),
        // Sign Out means Close Session: it stands in the banner, once.
        Who::Visit(_) => view! { <a href=request.href("/customer/account")>{t!(language, store.my_account)}</a> }.into_any(),
        Who::Guest { .. } | Who::Staff { .. } => view! {
            <a href=request.href("/customer/account/login")>{t!(language, store.sign_in)}</a>
            <a href=request.href("/customer/account/create")>{t!(language, store.create_account)}</a>
        }
        .into_any(),
    }
}

fn footer(request: &Request) -> impl IntoView + use<> {
    let back = request.target.clone();
    let buttons = request.views.iter().map(|view| {
        let current = (view.language == request.language).then_some("true");
        let (code, name, tag) = (view.code.clone(), view.name.clone(), view.language.tag());
        view! { <button class="link" name="view" value=code lang=tag aria-current=current>{name}</button> }
    });
    view! {
        <footer class="site">
            <form method="post" action=request.href("/language") class="languages" aria-label=t!(request.language, store.footer)>
                {identity(request)} <input type="hidden" name="back" value=back /> {buttons.collect_view()}
            </form>
            <p>{t!(request.language, store.promise)}</p>
        </footer>
    }
}
