//! A new customer. He has no password until he sets one, by the link that he is sent.

use super::{
    edit::{ADDRESS, FIRST, GROUP, LAST},
    groups::choices,
    tabs::address,
};
use crate::{
    layout,
    sheet::{Head, guarded},
};
use domain::{
    caller::{Permit, right},
    failure::Failure,
    ids::StoreViewId,
    stores::{Served, Shop},
    text::Flaw,
};
use leptos::prelude::*;
use std::sync::Arc;
use store::{CreatedCustomer, Store};
use ui::{
    form::{Field, Fields, Form, Group},
    named::below,
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// What can be chosen is data.
static VIEW: Field<StoreViewId> =
    Field::choice("view", |l| t!(l, customers.create.view), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
const ASKED: Group = &[&FIRST.spec, &LAST.spec, &ADDRESS.spec, &GROUP.spec, &VIEW.spec];
pub(crate) const NEW: Fields = &[ASKED];

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersEdit>) -> Result<Reply, Failure> {
    let shop = store.shop();
    let usual = mine(&shop, &permit).find(|view| view.id == shop.default_view().id).or_else(|| mine(&shop, &permit).next());
    let usual = usual.map(|view| view.id.to_string()).unwrap_or_default();
    let group = shop.pricing.groups.now(shop.config.default_group());
    Ok(page(&store, &request, &permit, Form::new(NEW, &request).filled(&VIEW, usual).filled(&GROUP, group.to_string())))
}

pub(crate) async fn create(store: Store, request: Request, permit: Permit<right::CustomersEdit>) -> Result<Reply, Failure> {
    let mut form = Form::read(NEW, &request);
    let (names, email, group, view) = ((form.get(&FIRST), form.get(&LAST)), form.get(&ADDRESS), form.get(&GROUP), form.get(&VIEW));
    if let ((Some(first_name), Some(last_name)), Some(email), Some(group), Some(view), true) = (names, email, group, view, form.is_clean())
    {
        match store.by(&permit).create_customer(CreatedCustomer { first_name, last_name, email, view, group }).await {
            Ok(id) => return Ok(Reply::see_other(address(id)).notice(Notice::CustomerCreated)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    Ok(page(&store, &request, &permit, form).status(status))
}

/// The views of the staff member's websites.
fn mine<'a>(shop: &'a Shop, permit: &'a Permit<right::CustomersEdit>) -> impl Iterator<Item = &'a Arc<Served>> {
    shop.views().iter().filter(|view| permit.websites().allows(view.website))
}

fn page(store: &Store, request: &Request, permit: &Permit<right::CustomersEdit>, form: Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.create.title);
    let shop = store.shop();
    let views = mine(&shop, permit).map(|view| (view.id.to_string(), below([&*view.website_name, &view.group_name, &view.name])));
    let form = form.offering(&VIEW, views.collect()).offering(&GROUP, choices(request));
    layout::page(request, title, || {
        let form = form.post(request).class("sheet").guarded().around(view! {
            {Head { save: Some(t!(language, customers.save)), ..Head::of(title.into_any(), "/admin/customers") }.show(request)}
            <section class="card narrow">
                {form.group(ASKED)}
                <p class="hint">{t!(language, customers.create.welcome)}</p>
            </section>
        });
        guarded(request, form)
    })
}

/// Sends a link by which the customer sets his password anew.
pub(crate) async fn reset_password(store: Store, request: Request, permit: Permit<right::CustomersReset>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    store.by(&permit).reset_password(id).await?;
    Ok(Reply::see_other(address(id)).notice(Notice::PasswordResetSent))
}
