//! Deleting a catalog price rule: asked first, for prices are without it at once. It can be taken back.

use super::{PATH, edit::rule};
use crate::{
    meanwhile,
    question::Question,
    undo::{self, FIELDS},
};
use domain::{
    caller::{Permit, right},
    catalog::rule::Rule,
    failure::Failure,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Form, Snapshot},
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let rule = rule(&store, &request, &permit).await?;
    Ok(page(&request, &rule, &Form::of(&[], &request, Snapshot::new(rule.revision))))
}

fn page(request: &Request, rule: &Rule, form: &Form) -> Reply {
    let title = t!(request.language, catalog.rules.delete);
    let question = Question {
        title: format!("{title}: {}", isolated(&rule.name)),
        said: view! { <p>{t!(request.language, catalog.rules.delete_confirm)}</p> }.into_any(),
        fields: None,
        act: Some(title),
        back: format!("{PATH}/{}", rule.id),
    };
    question.page(request, Some(form))
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    if let Some(seen) = undo::wanted(&mut Form::read(FIELDS, &request))? {
        let restored = by.restore_price_rule(request.id("id")?, seen).await;
        return undo::answer(&request, restored, PATH, Notice::PriceRuleRestored);
    }
    let rule = rule(&store, &request, &permit).await?;
    let form = meanwhile::over(&by, &request, Revised::PriceRule(rule.id), (Form::read(&[], &request), rule.revision)).await?;
    if !form.is_clean() {
        return Ok(page(&request, &rule, &form).status(form.status()));
    }
    by.delete_price_rule(&rule).await?;
    Ok(Reply::see_other(PATH).notice(Notice::PriceRuleDeleted(rule.id, rule.revision.saturating_add(1))))
}
