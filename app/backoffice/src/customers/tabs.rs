//! What every page of a customer has around it: his name, the button that leads into his account, what is known of him, and the tabs.

use super::grid::{status, website};
use crate::{assistance::button, audit::report::history, layout};
use domain::{access::Resource, customers::Customer, ids::CustomerId};
use leptos::prelude::*;
use ui::{
    form::{Post, Words},
    named::named,
    t,
    web::{Reply, Request},
};

/// A tab, by the end of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Account,
    Addresses,
    Orders,
    Cart,
    WishList,
    Newsletter,
    Visits,
    Consent,
}

impl Tab {
    /// Orders and the log have a right of their own; what there is of Login as Customer is shown while that is on.
    fn is_open(self, request: &Request) -> bool {
        let assists = request.config.login_as_customer_enabled();
        match self {
            Self::Orders => request.caller.holds(Resource::OrdersView),
            Self::Visits => assists && request.caller.holds(Resource::LoginAsCustomerLog),
            Self::Consent => assists,
            Self::Account | Self::Addresses | Self::Cart | Self::WishList | Self::Newsletter => true,
        }
    }
}

const TABS: &[(Tab, &str, Words)] = &[
    (Tab::Account, "", |l| t!(l, customers.account_information)),
    (Tab::Addresses, "/addresses", |l| t!(l, customers.addresses)),
    (Tab::Orders, "/orders", |l| t!(l, sales.orders)),
    (Tab::Cart, "/cart", |l| t!(l, cart.title)),
    (Tab::WishList, "/wish-list", |l| t!(l, customers.wish_list.tab)),
    (Tab::Newsletter, "/newsletter", |l| t!(l, customers.newsletter.tab)),
    (Tab::Visits, "/visits", |l| t!(l, customers.visits.tab)),
    (Tab::Consent, "/consent", |l| t!(l, customers.consent.tab)),
];

pub(super) fn address(customer: CustomerId) -> String {
    format!("/admin/customers/{customer}")
}

pub(super) fn page<V: IntoView>(request: &Request, customer: &Customer, here: Tab, body: impl FnOnce() -> V) -> Reply {
    let language = request.language;
    let title = customer.full_name();
    layout::page(request, &title, || {
        let seen = customer.last_signed_in.map_or_else(|| t!(language, customers.never).to_owned(), |at| request.time(at));
        let open = TABS.iter().filter(|(tab, ..)| tab.is_open(request));
        let tabs = open.map(|(tab, path, label)| {
            let current = (*tab == here).then_some("page");
            view! { <li><a href=format!("{}{path}", address(customer.id)) aria-current=current>{label(language)}</a></li> }
        });
        let reset = request.caller.holds(Resource::CustomersReset).then(|| {
            let button = view! { <button class="button">{t!(language, customers.reset.button)}</button> };
            Post::to(request, format!("{}/reset-password", address(customer.id))).class("inline").around(button)
        });
        let delete = request.caller.holds(Resource::CustomersDelete).then(|| {
            view! { <a class="button" href=format!("{}/delete", address(customer.id))>{t!(language, customers.delete.title)}</a> }
        });
        view! {
            <div class="heading">
                <h1>{named(&title)}</h1>
                <div class="actions">
                    {button::button(request, customer)}
                    {reset}
                    {history(request, "customer", customer.id)}
                    {delete}
                </div>
            </div>
            <dl class="facts">
                <div><dt>{t!(language, customers.since)}</dt><dd>{request.time(customer.created)}</dd></div>
                <div><dt>{t!(language, customers.last_signed_in)}</dt><dd>{seen}</dd></div>
                <div><dt>{t!(language, stores.website)}</dt><dd>{named(&website(request, customer))}</dd></div>
                <div><dt>{t!(language, customers.status)}</dt><dd>{status(request, customer.active)}</dd></div>
            </dl>
            <div class="with-panel">
                <nav class="panel" aria-labelledby="customer-information">
                    <h2 id="customer-information">{t!(language, customers.information)}</h2>
                    <ul>{tabs.collect_view()}</ul>
                </nav>
                <div>{body()}</div>
            </div>
        }
    })
}
