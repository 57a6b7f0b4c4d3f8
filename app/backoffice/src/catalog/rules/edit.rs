//! A catalog price rule: new, or changed. It holds as soon as it is saved.

use super::{
    PATH,
    fields::{ACTIONS, CONDITIONS, FIELDS, INFORMATION, blank, offered, read, snapshot},
};
use crate::{
    audit::report::history,
    catalog::category_boxes,
    layout, meanwhile,
    sheet::{Head, deleting, guarded, reset},
};
use domain::{
    caller::{Permit, right},
    catalog::{edit::EditedCategory, rule::Rule},
    failure::Failure,
    ids::PriceRuleId,
    stores::Shop,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::Form,
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
};

type Known = (Shop, Vec<EditedCategory>);

async fn known(store: &Store, permit: &Permit<right::CatalogPriceRules>) -> Result<(Known, Vec<Rule>), Failure> {
    let by = store.by(permit);
    let (shop, rules) = by.price_rules().await?;
    Ok(((shop, by.categories().await?), rules))
}

fn find(request: &Request, rules: &[Rule]) -> Result<Rule, Failure> {
    let id: PriceRuleId = request.id("id")?;
    rules.iter().find(|rule| rule.id == id).cloned().ok_or(Failure::NotFound)
}

pub(super) async fn rule(store: &Store, request: &Request, permit: &Permit<right::CatalogPriceRules>) -> Result<Rule, Failure> {
    let (_, rules) = store.by(permit).price_rules().await?;
    find(request, &rules)
}

pub(super) async fn show_new(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let ((shop, categories), _) = known(&store, &permit).await?;
    Ok(page(&request, None, &categories, &offered(&request, blank(&request), (&shop, &categories), None)))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let ((shop, categories), _) = known(&store, &permit).await?;
    let mut form = offered(&request, Form::read(FIELDS, &request), (&shop, &categories), None);
    if let Some(rule) = read(&request, &mut form, &shop, None) {
        match store.by(&permit).save_price_rule(None, &rule).await {
            Ok(_) => return Ok(Reply::see_other(PATH).notice(Notice::PriceRuleSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, None, &categories, &form).status(form.status()))
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let ((shop, categories), rules) = known(&store, &permit).await?;
    let rule = find(&request, &rules)?;
    let form = offered(&request, Form::of(FIELDS, &request, snapshot(&request, &rule)), (&shop, &categories), Some(&rule));
    Ok(page(&request, Some(&rule), &categories, &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let ((shop, categories), rules) = known(&store, &permit).await?;
    let was = find(&request, &rules)?;
    let form = offered(&request, Form::read(FIELDS, &request), (&shop, &categories), Some(&was));
    let form = form.onto(snapshot(&request, &was))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::PriceRule(was.id), form).await?;
    if let Some(rule) = read(&request, &mut form, &shop, Some(&was)) {
        match store.by(&permit).save_price_rule(Some(&was), &rule).await {
            Ok(_) => return Ok(Reply::see_other(PATH).notice(Notice::PriceRuleSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, Some(&was), &categories, &form).status(form.status()))
}

fn page(request: &Request, rule: Option<&Rule>, categories: &[EditedCategory], form: &Form) -> Reply {
    let language = request.language;
    let title = rule.map_or_else(|| t!(language, catalog.rules.new).to_owned(), |rule| rule.name.clone());
    layout::page(request, &title.clone(), || {
        let history = rule.and_then(|rule| history(request, "price_rule", rule.id));
        let delete = rule.map(|rule| deleting(format!("{PATH}/{}/delete", rule.id), t!(language, catalog.rules.delete)));
        let titled = if rule.is_some() { named(&title) } else { title.into_any() };
        let head = Head {
            acts: vec![history, delete, Some(reset(request))],
            save: Some(t!(language, catalog.rules.save)),
            ..Head::of(titled, PATH)
        };
        let form = form.post(request).class("sheet").guarded().around(view! {
            {head.show(request)}
            <p class="hint">{t!(language, catalog.rules.at_once)}</p>
            <section class="card">{form.fieldset(|l| t!(l, catalog.rules.information), INFORMATION)}</section>
            <section class="card">
                <fieldset>
                    <legend>{t!(language, catalog.rules.conditions)}</legend>
                    <p class="hint">{t!(language, catalog.rules.conditions_hint)}</p>
                    {category_boxes::fieldset(language, categories, form, None)}
                    {form.group(CONDITIONS)}
                </fieldset>
            </section>
            <section class="card">{form.fieldset(|l| t!(l, catalog.rules.actions), ACTIONS)}</section>
        });
        guarded(request, form)
    })
}
