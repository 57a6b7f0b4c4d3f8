//! Deleting a catalog price rule: asked first.

use super::{PATH, edit::rule};
use crate::layout;
use domain::{
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Form, Snapshot},
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let rule = rule(&store, &request, &permit).await?;
    let (language, title) = (request.language, t!(request.language, catalog.rules.delete));
    Ok(layout::page(&request, title, || {
        view! {
            <section class="card narrow">
                <h1>{title} ": " {named(&rule.name)}</h1>
                <p>{t!(language, catalog.rules.delete_confirm)}</p>
                {Form::of(&[], &request, Snapshot::new(rule.revision)).post(&request).around(view! {
                    <p class="actions">
                        <button class="button danger">{title}</button>
                        <a class="button" href=format!("{PATH}/{}", rule.id)>{t!(language, common.form.cancel)}</a>
                    </p>
                })}
            </section>
        }
    }))
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let rule = rule(&store, &request, &permit).await?;
    Form::read(&[], &request).unchanged(rule.revision)?;
    store.by(&permit).delete_price_rule(&rule).await?;
    Ok(Reply::see_other(PATH).notice(Notice::PriceRuleDeleted))
}
