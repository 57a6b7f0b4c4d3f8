//! Deleting an attribute: asked first, with how many products say something of it.

use super::{PATH, edit::attribute};
use crate::{meanwhile, question::Question};
use domain::{
    access::Websites,
    caller::{Permit, right},
    catalog::attribute::Attribute,
    failure::Failure,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Form, Snapshot},
    format,
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// Whoever is not for all of the shop deletes none.
async fn doomed(store: &Store, request: &Request, permit: &Permit<right::ProductAttributes>) -> Result<Attribute, Failure> {
    let (of, _) = attribute(store, request, permit).await?;
    if *permit.websites() == Websites::All { Ok(of) } else { Err(Failure::NotFound) }
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let of = doomed(&store, &request, &permit).await?;
    page(&store, &request, (&permit, &of), &Form::of(&[], &request, Snapshot::new(of.revision))).await
}

async fn page(
    store: &Store,
    request: &Request,
    (permit, of): (&Permit<right::ProductAttributes>, &Attribute),
    form: &Form,
) -> Result<Reply, Failure> {
    let usage = store.by(permit).usage(of).await?;
    let (language, title) = (request.language, t!(request.language, catalog.attributes.delete));
    let used = usage.products.map(|many| {
        let number = format::number(language, many);
        view! { <p>{t!(language, catalog.attributes.used_by, count = many, number = number).to_string()}</p> }
    });
    let question = Question {
        title: format!("{title}: {}", isolated(&of.label.all)),
        said: view! { <p>{t!(language, catalog.attributes.delete_confirm)}</p> {used} }.into_any(),
        fields: None,
        act: Some(title),
        back: format!("{PATH}/{}", of.id),
    };
    Ok(question.page(request, Some(form)))
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let of = doomed(&store, &request, &permit).await?;
    let by = store.by(&permit);
    let form = meanwhile::over(&by, &request, Revised::Attribute(of.id), (Form::read(&[], &request), of.revision)).await?;
    if !form.is_clean() {
        let status = form.status();
        return Ok(page(&store, &request, (&permit, &of), &form).await?.status(status));
    }
    by.delete_attribute(&of).await?;
    Ok(Reply::see_other(PATH).notice(Notice::AttributeDeleted))
}
