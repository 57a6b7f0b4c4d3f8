//! Deleting a customer: what it means is said, and asked, first.

use super::tabs::address;
use crate::{meanwhile, question::Question};
use domain::{
    caller::{Permit, right},
    customers::Customer,
    failure::Failure,
};
use leptos::prelude::*;
use store::{Reach, Revised, Store};
use ui::{
    form::{Form, Snapshot},
    format,
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(crate) async fn ask(store: Store, request: Request, permit: Permit<right::CustomersDelete>) -> Result<Reply, Failure> {
    let (customer, reach) = store.by(&permit).to_delete(request.id("id")?).await?;
    Ok(page(&request, (&customer, &reach), &Form::of(&[], &request, Snapshot::new(customer.revision))))
}

fn page(request: &Request, (customer, reach): (&Customer, &Reach), form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.delete.title);
    let name = customer.full_name();
    let orders = (reach.orders > 0).then(|| {
        let number = format::number(language, i64::try_from(reach.orders).unwrap_or(i64::MAX));
        view! { <li>{t!(language, customers.delete.orders, count = reach.orders, number = number)}</li> }
    });
    let visits = (reach.visits > 0).then(|| view! { <li>{t!(language, customers.delete.visits, count = reach.visits)}</li> });
    let question = Question {
        title: title.to_owned(),
        said: view! {
            <p>{t!(language, customers.delete.ask, name = isolated(&name), email = customer.email.as_str())}</p>
            <ul>
                <li>{t!(language, customers.delete.own)}</li>
                {orders} {visits}
                <li>{t!(language, customers.delete.record)}</li>
            </ul>
            <p>{t!(language, customers.delete.for_good)}</p>
        }
        .into_any(),
        fields: None,
        act: Some(title),
        back: address(customer.id),
    };
    question.page(request, Some(form))
}

pub(crate) async fn delete(store: Store, request: Request, permit: Permit<right::CustomersDelete>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (customer, reach) = by.to_delete(request.id("id")?).await?;
    let form = meanwhile::over(&by, &request, Revised::Customer(customer.id), (Form::read(&[], &request), customer.revision)).await?;
    if !form.is_clean() {
        return Ok(page(&request, (&customer, &reach), &form).status(form.status()));
    }
    by.delete_customer(&customer).await?;
    Ok(Reply::see_other("/admin/customers").notice(Notice::CustomerDeleted))
}
