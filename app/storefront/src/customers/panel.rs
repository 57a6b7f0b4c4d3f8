//! What every page of the account has at its side: the ways to the others.

use super::{addresses, consent, newsletter, wish_list};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::Words,
    t,
    web::{Reply, Request},
};

pub(super) const SIGN_IN: &str = "/customer/account/sign-in-information";
/// A page of the account: where it is, what it is called, and whether it is the customer's alone.
const PAGES: &[(&str, Words, bool)] = &[
    ("/customer/account", |l| t!(l, customers.account.dashboard), false),
    (crate::sales::HISTORY, |l| t!(l, sales.my_orders), false),
    (wish_list::LIST, |l| t!(l, customers.wish_list.title), false),
    (addresses::BOOK, |l| t!(l, customers.address.title), false),
    ("/customer/account/edit", |l| t!(l, customers.account.information), false),
    (SIGN_IN, |l| t!(l, customers.account.sign_in_information), true),
    (super::sessions::PATH, |l| t!(l, customers.sessions.title), true),
    (consent::HERE, |l| t!(l, customers.privacy.title), false),
    (newsletter::MANAGE, |l| t!(l, customers.newsletter.title), false),
];

pub(crate) async fn page<V: IntoView>(store: &Store, request: &Request, title: &str, body: impl FnOnce() -> V) -> Reply {
    let language = request.language;
    crate::layout::page(store, request, title, || {
        let is_there = |path: &str| path != consent::HERE || request.config.login_as_customer_enabled();
        let pages = PAGES.iter().filter(|(path, _, own)| is_there(path) && (!own || !request.is_visit()));
        let links = pages.map(|(path, label, _)| {
            let below = [
                (addresses::BOOK, addresses::BOOK),
                (crate::sales::HISTORY, "/sales/order"),
                (super::sessions::PATH, super::sessions::OTHERS),
                (SIGN_IN, super::confirm_email::PATH),
            ];
            let is_below = below.iter().any(|(of, below)| path == of && request.path.starts_with(below));
            let current = if request.path == *path { Some("page") } else { is_below.then_some("true") };
            view! { <li><a href=request.href(path) aria-current=current>{label(language)}</a></li> }
        });
        view! {
            <div class="with-panel">
                <nav class="panel" aria-label=t!(language, customers.account.pages)><ul>{links.collect_view()}</ul></nav>
                <div>{body()}</div>
            </div>
        }
    })
    .await
}
