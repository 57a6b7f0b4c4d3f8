//! Deleting a catalog price rule: asked first, for prices are without it at once. It can be taken back.

use super::{PATH, edit::rule};
use crate::{
    question::Question,
    undo::{self, FIELDS},
};
use domain::{
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Form, Snapshot},
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let rule = rule(&store, &request, &permit).await?;
    let title = t!(request.language, catalog.rules.delete);
    let question = Question {
        title: format!("{title}: {}", isolated(&rule.name)),
        said: view! { <p>{t!(request.language, catalog.rules.delete_confirm)}</p> }.into_any(),
        fields: None,
        act: Some(title),
        back: format!("{PATH}/{}", rule.id),
    };
    Ok(question.page(&request, Some(&Form::of(&[], &request, Snapshot::new(rule.revision)))))
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    if let Some(seen) = undo::wanted(&mut form)? {
        let restored = store.by(&permit).restore_price_rule(request.id("id")?, seen).await;
        return undo::answer(&request, restored, PATH, Notice::PriceRuleRestored);
    }
    let rule = rule(&store, &request, &permit).await?;
    form.unchanged(rule.revision)?;
    store.by(&permit).delete_price_rule(&rule).await?;
    Ok(Reply::see_other(PATH).notice(Notice::PriceRuleDeleted(rule.id, rule.revision.saturating_add(1))))
}
