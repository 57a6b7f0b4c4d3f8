//! Deleting a customer: what it means is said, and asked, first.

use super::tabs::address;
use crate::question::Question;
use domain::{
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
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
    Ok(question.page(&request, Some(&Form::of(&[], &request, Snapshot::new(customer.revision)))))
}

pub(crate) async fn delete(store: Store, request: Request, permit: Permit<right::CustomersDelete>) -> Result<Reply, Failure> {
    let (customer, _) = store.by(&permit).to_delete(request.id("id")?).await?;
    Form::read(&[], &request).unchanged(customer.revision)?;
    store.by(&permit).delete_customer(&customer).await?;
    Ok(Reply::see_other("/admin/customers").notice(Notice::CustomerDeleted))
}
