//! A customer: Newsletter.

use super::tabs::{self, Tab};
use crate::{meanwhile, sheet::guarded};
use domain::{
    access::Resource,
    caller::{Permit, right},
    customers::Customer,
    failure::Failure,
    newsletter::Subscription,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    notice::Notice,
    t,
    web::{Reply, Request},
};

static SUBSCRIBED: Field<bool> = Field::check_box("is_subscribed", |l| t!(l, customers.newsletter.subscribed));
const OPTIONS: Group = &[&SUBSCRIBED.spec];
pub(crate) const FIELDS: Fields = &[OPTIONS];

fn stored(subscription: &Subscription) -> Snapshot {
    Snapshot::new(subscription.revision).ticked(&SUBSCRIBED, subscription.is_on()).turned(&SUBSCRIBED, subscription.revision)
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    let (customer, subscription) = (store.by(&permit).customer(id).await?, store.by(&permit).subscription(id).await?);
    let form = Form::of(FIELDS, &request, stored(&subscription));
    Ok(page(&request, &customer, &subscription, form))
}

pub(crate) async fn save(store: Store, request: Request, permit: Permit<right::CustomersEdit>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    let (customer, subscription) = (store.by(&permit).customer(id).await?, store.by(&permit).subscription(id).await?);
    let form = Form::read(FIELDS, &request).onto(stored(&subscription))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::Newsletter(id), form).await?;
    let (Some(on), true) = (form.get(&SUBSCRIBED), form.is_clean()) else {
        let status = form.status();
        return Ok(page(&request, &customer, &subscription, form).status(status));
    };
    store.by(&permit).subscribe(id, &subscription, on).await?;
    Ok(Reply::see_other(request.here()).notice(Notice::CustomerSaved))
}

fn page(request: &Request, customer: &Customer, subscription: &Subscription, form: Form) -> Reply {
    let language = request.language;
    let since = subscription.since.map(|at| request.time(at));
    let since = since.map_or_else(
        || t!(language, customers.newsletter.not_subscribed).to_owned(),
        |time| t!(language, customers.newsletter.since, time = time.as_str()),
    );
    let may = request.caller.holds(Resource::CustomersEdit);
    let form = form.hinted(&SUBSCRIBED, since);
    let form = if may { form } else { form.lock(&SUBSCRIBED) };
    tabs::page(request, customer, Tab::Newsletter, || {
        let fields = view! {
            <h2>{t!(language, customers.newsletter.tab)}</h2>
            {form.group(OPTIONS)}
            {if may {
                view! { <p class="actions"><button class="button primary">{t!(language, customers.save)}</button></p> }.into_any()
            } else {
                view! { <p class="hint">{t!(language, customers.read_only)}</p> }.into_any()
            }}
        };
        let sheet = form.post(request).class("card narrow").guarded().around(fields);
        if may { guarded(request, sheet) } else { sheet }
    })
}
