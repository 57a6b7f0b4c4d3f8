//! Deleting an attribute: asked first, with how many products say something of it.

use super::{PATH, edit::attribute};
use crate::layout;
use domain::{
    access::Websites,
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Form, Snapshot},
    format,
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let (of, _) = attribute(&store, &request, &permit).await?;
    if *permit.websites() != Websites::All {
        return Err(Failure::NotFound);
    }
    let usage = store.by(&permit).usage(&of).await?;
    let (language, title) = (request.language, t!(request.language, catalog.attributes.delete));
    let used = usage.products.map(|many| {
        let number = format::number(language, many);
        view! { <p>{t!(language, catalog.attributes.used_by, count = many, number = number).to_string()}</p> }
    });
    Ok(layout::page(&request, title, || {
        view! {
            <section class="card narrow">
                <h1>{title} ": " {named(&of.label.all)}</h1>
                <p>{t!(language, catalog.attributes.delete_confirm)}</p>
                {used}
                {Form::of(&[], &request, Snapshot::new(of.revision)).post(&request).around(view! {
                    <p class="actions">
                        <button class="button danger">{title}</button>
                        <a class="button" href=format!("{PATH}/{}", of.id)>{t!(language, common.form.cancel)}</a>
                    </p>
                })}
            </section>
        }
    }))
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let (of, _) = attribute(&store, &request, &permit).await?;
    Form::read(&[], &request).unchanged(of.revision)?;
    store.by(&permit).delete_attribute(&of).await?;
    Ok(Reply::see_other(PATH).notice(Notice::AttributeDeleted))
}
