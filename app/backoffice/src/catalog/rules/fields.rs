//! The form of a catalog price rule: its fields, what stands in them, and what was typed.

use crate::catalog::category_boxes::{CATEGORIES, category_options};
use domain::{
    catalog::{
        edit::{EditedCategory, Name},
        rule::{Act, Conditions, Rule},
        selling::sku_key,
    },
    ids::{CustomerGroupId, PriceRuleId, WebsiteId},
    money::{Currency, Money, Percent},
    stores::Shop,
    text::{Flaw, lines, whole},
    time::{Day, Moment},
};
use std::collections::BTreeSet;
use ui::{
    form::{Field, Fields, Form, Group, Snapshot, Words},
    format::signs,
    t,
    web::Request,
};

static NAME: Field<Name> = Field::line("name", |l| t!(l, catalog.rules.name), Name::parse);
static DESCRIPTION: Field<String> =
    Field::text_area("description", |l| t!(l, catalog.description), |text| optional(text, 1_000)).optional();
static ACTIVE: Field<bool> = Field::check_box("active", |l| t!(l, catalog.rules.active));
static WEBSITES: Field<WebsiteId> =
    Field::boxes("websites", |l| t!(l, catalog.websites), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
static GROUPS: Field<CustomerGroupId> =
    Field::boxes("groups", |l| t!(l, customers.groups.title), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
static FROM: Field<Day> = Field::date("from", |l| t!(l, catalog.rules.from)).hint(|l| t!(l, catalog.rules.from_hint));
static TO: Field<Day> = Field::date("to", |l| t!(l, catalog.rules.to));
static PRIORITY: Field<u32> =
    Field::number("priority", |l| t!(l, catalog.rules.priority), |text| if text.is_empty() { Ok(0) } else { whole(text, 0, 999_999) })
        .optional();
pub(super) const INFORMATION: Group =
    &[&NAME.spec, &DESCRIPTION.spec, &ACTIVE.spec, &WEBSITES.spec, &GROUPS.spec, &FROM.spec, &TO.spec, &PRIORITY.spec];

static SKUS: Field<String> =
    Field::text_area("skus", |l| t!(l, catalog.sku), |text| optional(text, 10_000)).hint(|l| t!(l, catalog.rules.skus_hint)).optional();
static PRICE_FROM: Field<String> = amount("price_from", |l| t!(l, catalog.rules.price_from)).optional();
static PRICE_TO: Field<String> = amount("price_to", |l| t!(l, catalog.rules.price_to)).optional();
/// Beside the tree of categories.
pub(super) const CONDITIONS: Group = &[&SKUS.spec, &PRICE_FROM.spec, &PRICE_TO.spec];

/// How a price is changed, by the names that Adobe's tools have.
static APPLY: Field<String> = Field::choice(
    "apply",
    |l| t!(l, catalog.rules.apply),
    |l| {
        [
            ("by_percent", t!(l, catalog.rules.by_percent)),
            ("by_fixed", t!(l, catalog.rules.by_fixed)),
            ("to_percent", t!(l, catalog.rules.to_percent)),
            ("to_fixed", t!(l, catalog.rules.to_fixed)),
        ]
        .map(|(code, label)| (code.to_owned(), label.to_owned()))
        .into()
    },
    |text| Ok(text.to_owned()),
);
static AMOUNT: Field<String> = amount("discount_amount", |l| t!(l, catalog.rules.amount));
static DISCARD: Field<bool> = Field::check_box("discard", |l| t!(l, catalog.rules.discard));
pub(super) const ACTIONS: Group = &[&APPLY.spec, &AMOUNT.spec, &DISCARD.spec];
pub(super) static FIELDS: Fields = &[INFORMATION, &[&CATEGORIES.spec], CONDITIONS, ACTIONS];

const fn amount(name: &'static str, label: Words) -> Field<String> {
    Field::amount(name, label, |text| Ok(text.to_owned()))
}

fn optional(text: &str, longest: usize) -> Result<String, Flaw> {
    if text.trim().is_empty() { Ok(String::new()) } else { lines(text, longest) }
}

/// What sums of a rule are in: those that stand in it, else the currency of the default website.
fn currency(shop: &Shop, rule: Option<&Rule>) -> Currency {
    let of_act = |rule: &Rule| match rule.act {
        Act::ByFixed(amount) | Act::ToFixed(amount) => Some(amount),
        Act::ByPercent(_) | Act::ToPercent(_) => None,
    };
    let own = rule.and_then(|rule| of_act(rule).or(rule.conditions.price_from).or(rule.conditions.price_to));
    own.map(Money::currency).or_else(|| shop.stores.default_website().map(|website| website.currency)).unwrap_or(Currency::USD)
}

/// What stands in a rule.
pub(super) fn snapshot(request: &Request, rule: &Rule) -> Snapshot {
    let signs = signs(request.language);
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let price = |price: Option<Money>| price.map(|price| price.written(signs)).unwrap_or_default();
    let (apply, amount) = match rule.act {
        Act::ByPercent(percent) => ("by_percent", percent.written(signs)),
        Act::ByFixed(amount) => ("by_fixed", amount.written(signs)),
        Act::ToPercent(percent) => ("to_percent", percent.written(signs)),
        Act::ToFixed(amount) => ("to_fixed", amount.written(signs)),
    };
    let Conditions { categories, skus, price_from, price_to } = &rule.conditions;
    Snapshot::new(rule.revision)
        .with(&NAME, rule.name.clone())
        .with(&DESCRIPTION, rule.description.clone())
        .ticked(&ACTIVE, rule.active)
        .with_all(&WEBSITES, rule.websites.iter().map(ToString::to_string))
        .with_all(&GROUPS, rule.groups.iter().map(ToString::to_string))
        .with(&FROM, day(rule.from))
        .with(&TO, day(rule.to))
        .with(&PRIORITY, rule.priority.to_string())
        .with_all(&CATEGORIES, categories.iter().map(ToString::to_string))
        .with(&SKUS, skus.iter().map(String::as_str).collect::<Vec<_>>().join("\n"))
        .with(&PRICE_FROM, price(*price_from))
        .with(&PRICE_TO, price(*price_to))
        .with(&APPLY, apply)
        .with(&AMOUNT, amount)
        .ticked(&DISCARD, rule.discard)
}

/// The form of a rule that is not there yet.
pub(super) fn blank(request: &Request) -> Form {
    Form::new(FIELDS, request).filled(&APPLY, "by_percent")
}

/// With what can be chosen, and what sums are in.
pub(super) fn offered(request: &Request, form: Form, (shop, categories): (&Shop, &[EditedCategory]), rule: Option<&Rule>) -> Form {
    let language = request.language;
    let groups = shop.pricing.groups.iter().map(|group| (group.id.to_string(), group.name.clone()));
    let code = currency(shop, rule).code();
    form.offering(&WEBSITES, crate::customers::grid::websites(request))
        .offering(&GROUPS, groups.collect())
        .offering(&CATEGORIES, category_options(categories))
        .labelled(&PRICE_FROM, format!("{} ({code})", t!(language, catalog.rules.price_from)))
        .labelled(&PRICE_TO, format!("{} ({code})", t!(language, catalog.rules.price_to)))
        .hinted(&AMOUNT, t!(language, catalog.rules.amount_hint, currency = code))
}

/// What was typed; nothing, if something of it is wrong, which is remembered.
pub(super) fn read(request: &Request, form: &mut Form, shop: &Shop, was: Option<&Rule>) -> Option<Rule> {
    let (signs, currency) = (signs(request.language), currency(shop, was));
    let (name, description, active) = (form.get(&NAME), form.get(&DESCRIPTION), form.is_filled(&ACTIVE));
    let (websites, groups, categories) = (form.all(&WEBSITES), form.all(&GROUPS), form.all(&CATEGORIES));
    let (from, to, priority, skus) = (optional_day(form, &FROM), optional_day(form, &TO), form.get(&PRIORITY), form.get(&SKUS));
    let mut price = |field: &Field<String>| {
        if !form.is_filled(field) {
            return None;
        }
        Money::read(form.value(field), currency, signs).map_err(|flaw| form.flaw(field, flaw)).ok()
    };
    let (price_from, price_to) = (price(&PRICE_FROM), price(&PRICE_TO));
    let typed = form.value(&AMOUNT).to_owned();
    let percent = || Percent::read(&typed, signs).map_err(|flaw| if flaw == Flaw::Required { flaw } else { Flaw::NotADiscount });
    let sum = || Money::read(&typed, currency, signs);
    let act = match form.value(&APPLY) {
        "by_percent" => percent().map(Act::ByPercent),
        "by_fixed" => sum().map(Act::ByFixed),
        "to_percent" => percent().map(Act::ToPercent),
        "to_fixed" => sum().map(Act::ToFixed),
        _ => {
            form.flaw(&APPLY, Flaw::NotAChoice);
            return None;
        }
    };
    let act = act.map_err(|flaw| form.flaw(&AMOUNT, flaw)).ok();
    let skus: Option<BTreeSet<String>> =
        skus.map(|text| text.split(['\n', ',']).map(str::trim).filter(|sku| !sku.is_empty()).map(sku_key).collect());
    for (field, is_empty) in [
        (&WEBSITES.spec, websites.as_ref().is_some_and(BTreeSet::is_empty)),
        (&GROUPS.spec, groups.as_ref().is_some_and(BTreeSet::is_empty)),
    ] {
        if is_empty {
            form.flaw(field, Flaw::Required);
        }
    }
    let discard = form.is_filled(&DISCARD);
    if !form.is_clean() {
        return None;
    }
    Some(Rule {
        id: PriceRuleId::NOTHING,
        number: 0,
        name: name?.to_string(),
        description: description?,
        active,
        websites: websites?,
        groups: groups?,
        from,
        to,
        priority: priority?,
        conditions: Conditions { categories: categories?, skus: skus?, price_from, price_to },
        act: act?,
        discard,
        since: Moment::default(),
        until: None,
        revision: 0,
    })
}

fn optional_day(form: &mut Form, field: &Field<Day>) -> Option<Day> {
    if form.is_filled(field) { form.get(field) } else { None }
}
