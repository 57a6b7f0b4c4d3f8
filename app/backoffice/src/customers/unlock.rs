//! Whether a customer's account is closed to somebody, because its password was guessed at; and opening it again.

use super::tabs::address;
use domain::{
    access::Resource,
    caller::{Permit, right},
    customers::Customer,
    failure::Failure,
    time::Moment,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::Post,
    format,
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// Account Lock, with the button that opens it; and whose address could be taken for this one's.
pub(super) fn lock(request: &Request, customer: &Customer, until: Option<Moment>, lookalikes: &[String]) -> AnyView {
    let language = request.language;
    let state = until.map_or_else(
        || t!(language, customers.lock.unlocked).to_owned(),
        |until| {
            let time = request.time(until);
            t!(language, customers.lock.locked, time = time.as_str())
        },
    );
    let unlock = (until.is_some() && request.caller.holds(Resource::CustomersEdit)).then(|| {
        let button = view! { <button class="button">{t!(language, customers.lock.unlock)}</button> };
        Post::to(request, format!("{}/unlock", address(customer.id))).class("inline").around(button)
    });
    let alike = (!lookalikes.is_empty()).then(|| {
        view! { <div><dt>{t!(language, customers.lock.looks_like)}</dt><dd id="looks-like">{format::list(language.tag(), lookalikes)}</dd></div> }
    });
    let facts = view! { <div><dt>{t!(language, customers.lock.title)}</dt><dd id="account-lock">{state}</dd></div> };
    view! { <dl class="facts">{facts} {alike}</dl> {unlock} }.into_any()
}

pub(crate) async fn unlock(store: Store, request: Request, permit: Permit<right::CustomersEdit>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    store.by(&permit).unlock_customer(id).await?;
    Ok(Reply::see_other(address(id)).notice(Notice::CustomerUnlocked))
}
