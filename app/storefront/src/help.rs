//! Help: what shoppers ask before they buy, and after. Most of it is told out of what the shop is set to, so that it is never behind; what
//! only a shop can say of itself are settings.

use crate::{Endpoint, catalog::delivery as costs, customers, sales};
use domain::{caller::Who, config::Setting, failure::Failure, sales::checkout::payment_methods};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::{InAVisit, Open, open},
    named::named,
    sales::instructions,
    t,
    web::{Reply, Request},
    words,
};

const HELP: &str = "/help";
const PRIVACY: &str = "/help/privacy";
const IMPRINT: &str = "/help/imprint";
/// Parts of the page, as addresses lead to them.
const DELIVERY: &str = "delivery";
const PAYMENT: &str = "payment";
const RETURNS: &str = "returns";
const ACCESS: &str = "account-access";
const CONTACT: &str = "contact";

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page(HELP, open(), InAVisit::Yes, show),
        Endpoint::page(PRIVACY, open(), InAVisit::Yes, privacy),
        Endpoint::page(IMPRINT, open(), InAVisit::Yes, imprint),
    ]
}

/// Whether one of its pages is at this path.
pub(crate) fn is_told_at(path: &str) -> bool {
    [HELP, PRIVACY, IMPRINT].contains(&path)
}

/// Ways to what shoppers ask, for the foot of each page.
pub(crate) fn ways(request: &Request) -> AnyView {
    let language = request.language;
    let help = [
        Some((delivery(request), t!(language, storefront.help.delivery))),
        Some((part(request, PAYMENT), t!(language, storefront.help.payment))),
        Some((returns(request), t!(language, storefront.help.returns))),
        Some(orders(request)),
    ];
    let about = [
        Some((contact(request), t!(language, storefront.help.contact))),
        is_helped(request).then(|| (access(request), t!(language, storefront.help.access))),
        Some((request.href(PRIVACY), t!(language, storefront.help.privacy))),
        says_who_runs_it(request).map(|_| (request.href(IMPRINT), t!(language, storefront.help.imprint))),
    ];
    let list = |title: &'static str, ways: Vec<(String, &'static str)>| {
        let links = ways.into_iter().map(|(href, label)| view! { <li><a href=href>{label}</a></li> }).collect_view();
        view! { <nav aria-label=title><p class="title">{title}</p><ul>{links}</ul></nav> }
    };
    view! {
        {list(t!(language, storefront.help.title), help.into_iter().flatten().collect())}
        {list(t!(language, storefront.help.about), about.into_iter().flatten().collect())}
    }
    .into_any()
}

/// Where whoever asks finds what he bought.
fn orders(request: &Request) -> (String, &'static str) {
    let language = request.language;
    match request.caller.who() {
        Who::Shopper { .. } | Who::Visit(_) => (request.href(sales::HISTORY), t!(language, sales.my_orders)),
        Who::Guest { .. } | Who::Staff { .. } => (request.href(sales::guest::PATH), t!(language, sales.guest_order.title)),
    }
}

fn part(request: &Request, id: &str) -> String {
    format!("{}#{id}", request.href(HELP))
}

/// Where the page tells of these.
pub(crate) fn delivery(request: &Request) -> String {
    part(request, DELIVERY)
}

pub(crate) fn returns(request: &Request) -> String {
    part(request, RETURNS)
}

pub(crate) fn access(request: &Request) -> String {
    part(request, ACCESS)
}

pub(crate) fn contact(request: &Request) -> String {
    part(request, CONTACT)
}

/// Whether staff could be in an account at all.
fn is_helped(request: &Request) -> bool {
    request.config.login_as_customer_enabled()
}

fn says_who_runs_it(request: &Request) -> Option<String> {
    request.config.value(Setting::Imprint).map(str::to_owned)
}

async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let (language, config) = (request.language, &request.config);
    let title = t!(language, storefront.help.title);
    Ok(crate::layout::page(&store, &request, title, || {
        let told = costs::told(&request, request.view.shown_in());
        let payments = payment_methods(config).into_iter().map(|method| {
            let about = instructions(language, config, method);
            view! { <li><strong>{words::payment_method(language, method)}</strong> <p class="text">{about}</p></li> }
        });
        let payments = payments.collect_view();
        let (bought, orders) = orders(&request);
        let (name, email) = config.sales_sender();
        let mailto = format!("mailto:{email}");
        view! {
            <h1>{title}</h1>
            <div class="told">
                <section id=DELIVERY>
                    <h2>{t!(language, storefront.help.delivery)}</h2>
                    {told.map(|told| view! { <p>{told}</p> })}
                    <p>{t!(language, storefront.help.delivery_text)}</p>
                </section>
                <section id=PAYMENT>
                    <h2>{t!(language, storefront.help.payment)}</h2>
                    <ul class="plain">{payments}</ul>
                </section>
                <section id=RETURNS>
                    <h2>{t!(language, storefront.help.returns)}</h2>
                    <p class="text">{words::own_text(language, config, Setting::Returns)}</p>
                    <p><a href=bought>{orders}</a></p>
                </section>
                {is_helped(&request).then(|| about_access(&request))}
                <section id=CONTACT>
                    <h2>{t!(language, storefront.help.contact)}</h2>
                    <p>{named(config.store_name())}<br />{named(name)}<br /><a href=mailto>{email.to_owned()}</a></p>
                </section>
            </div>
        }
    })
    .await)
}

/// Who may look into an account, in the words of its guide.
fn about_access(request: &Request) -> AnyView {
    let language = request.language;
    view! {
        <section id=ACCESS>
            <h2>{t!(language, storefront.help.access)}</h2>
            <p>{t!(language, guide.shopper.who.nobody)}</p>
            <p>{t!(language, storefront.help.access_never)}</p>
            <p>{t!(language, storefront.help.access_seen)}</p>
            <p><a href=request.href(customers::CONSENT)>{t!(language, customers.privacy.title)}</a></p>
        </section>
    }
    .into_any()
}

async fn privacy(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let text = words::own_text(request.language, &request.config, Setting::Privacy);
    Ok(plain(&store, &request, t!(request.language, storefront.help.privacy), text).await)
}

/// There is none until the shop says who runs it: nobody else can.
async fn imprint(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let text = says_who_runs_it(&request).ok_or(Failure::NotFound)?;
    Ok(plain(&store, &request, t!(request.language, storefront.help.imprint), text).await)
}

async fn plain(store: &Store, request: &Request, title: &'static str, text: String) -> Reply {
    crate::layout::page(store, request, title, || view! { <h1>{title}</h1> <p class="text told">{text}</p> }).await
}
