//! Orders and Returns: a guest finds his order again by what he alone knows of it. What he says stands in no address, so the order is the answer
//! to his form.

use super::orders;
use domain::{
    caller::Who,
    customers::{Email, PersonName},
    failure::Failure,
    text::{Flaw, line},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    form::{
        Field, Fields, Form, Group,
        groups::{EMAIL, LAST_NAME},
    },
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/sales/guest/form";

static NUMBER: Field<String> = Field::line("order_number", |l| t!(l, sales.guest_order.number), |text| line(text, 20))
    .autocomplete("off")
    .hint(|l| t!(l, sales.guest_order.number_hint))
    .example("000000001");
static BILLED_TO: Field<PersonName> = LAST_NAME;
static ADDRESS: Field<Email> = EMAIL.autocomplete("email");
const ASKED: Group = &[&NUMBER.spec, &BILLED_TO.spec, &ADDRESS.spec];
pub(super) static FIELDS: Fields = &[ASKED];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    if matches!(request.caller.who(), Who::Shopper { .. }) {
        return Ok(Reply::see_other(request.href(orders::HISTORY)));
    }
    Ok(page(&store, &request, Form::new(FIELDS, &request)).await)
}

pub(super) async fn find(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let (number, last_name, email) = (form.get(&NUMBER), form.get(&BILLED_TO), form.get(&ADDRESS));
    if let (Some(number), Some(last_name), Some(email)) = (number, last_name, email) {
        match store.guest_order(request.view.website, &number, last_name.as_str(), email.as_str()).await? {
            Some((order, documents)) => {
                let title = orders::title(request.language, &order);
                return Ok(crate::layout::page(&store, &request, &title, || {
                    view! { <h1>{title.clone()}</h1> {orders::content(&request, &order, &documents)} }
                })
                .await);
            }
            None => form.flaw(&NUMBER, Flaw::NotYourOrder),
        }
    }
    let status = form.status();
    Ok(page(&store, &request, form).await.status(status))
}

async fn page(store: &Store, request: &Request, form: Form) -> Reply {
    let language = request.language;
    let form = form.labelled(&BILLED_TO.spec, t!(language, sales.guest_order.last_name));
    let title = t!(language, sales.guest_order.title);
    crate::layout::page(store, request, title, || {
        let fields = view! {
            <p>{t!(language, sales.guest_order.text)}</p>
            {form.group(ASKED)}
            <button class="button primary">{t!(language, sales.guest_order.find)}</button>
        };
        view! { <h1>{title}</h1> {form.post(request).class("card narrow").around(fields)} }
    })
    .await
}
