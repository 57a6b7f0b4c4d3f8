//! What is done to many products: asked first, done at once to a few and by a job to more; and how far that is.

use super::{
    attribute_slots,
    category_boxes::category_options,
    mass_attributes,
    product_delete::what_it_means,
    product_fields::{statuses, stock_statuses, visibilities, yes},
    products::{PATH, PRODUCTS, offering},
};
use crate::{
    layout,
    sheet::{Head, guarded},
    under_way::{UnderWay, progress},
};
use domain::{
    caller::{Permit, right},
    catalog::{
        attribute::Attribute,
        edit::{EditedCategory, stock},
        mass::{AT_ONCE, Act, Mass, Missed, Set},
        selling::Visibility,
    },
    failure::Failure,
    ids::{CategoryId, ProductId},
    jobs::State,
    stores::Language,
    text::Flaw,
};
use leptos::prelude::*;
use std::sync::LazyLock;
use store::{Chosen, Store};
use ui::{
    form::{Field, Fields, Form, Group, Post},
    format,
    grid::ROW,
    notice::Notice,
    t,
    table::{Heading, address},
    web::{Reply, Request},
    words,
};

pub(super) const ASKED: &str = "/admin/catalog/products/mass";
pub(super) const MASSES: &str = "/admin/catalog/products/actions";
/// Of what is chosen so many are named.
const NAMED: usize = 20;

/// Names in the address: what is to be done, and whether to all that are found.
const DO: &str = "do";
const ALL: &str = "all";
const ENABLE: &str = "enable";
const DISABLE: &str = "disable";
const UPDATE: &str = "update";
const DELETE: &str = "delete";

/// What was chosen, each at the revision that the page showed.
static ROWS: Field<Vec<(ProductId, i64)>> = Field::hidden("rows", rows);
static STATUS: Field<Option<bool>> =
    Field::choice("status", |l| t!(l, catalog.status), |l| unchanged(l, statuses(l)), |code| chosen(code, yes)).optional();
static VISIBILITY: Field<Option<Visibility>> =
    Field::choice("visibility", |l| t!(l, catalog.visibility), |l| unchanged(l, visibilities(l)), |code| chosen(code, Visibility::parse))
        .optional();
static IN_STOCK: Field<Option<bool>> =
    Field::choice("in_stock", |l| t!(l, catalog.stock_status), |l| unchanged(l, stock_statuses(l)), |code| chosen(code, yes)).optional();
static STOCK: Field<Option<u32>> = Field::number("quantity", |l| t!(l, catalog.quantity), |text| chosen(text, stock)).optional();
static CATEGORY: Field<Option<CategoryId>> = Field::choice(
    "category",
    |l| t!(l, catalog.add_to_category),
    |l| unchanged(l, Vec::new()),
    |id| chosen(id, |id| id.parse().map_err(|_| Flaw::NotAChoice)),
)
.optional();
const SELECTED: Group = &[&ROWS.spec];
const ATTRIBUTES: Group = &[&STATUS.spec, &VISIBILITY.spec, &IN_STOCK.spec, &STOCK.spec, &CATEGORY.spec];
static FIELDS: LazyLock<Fields> = LazyLock::new(|| -> Fields { vec![SELECTED, ATTRIBUTES, *attribute_slots::FIELDS].leak() });

pub(super) fn fields() -> Fields {
    *FIELDS
}

/// What is chosen; nothing, where it is to stay as it is.
fn chosen<T>(text: &str, read: fn(&str) -> Result<T, Flaw>) -> Result<Option<T>, Flaw> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn unchanged(language: Language, options: Vec<(String, String)>) -> Vec<(String, String)> {
    [(String::new(), t!(language, catalog.unchanged).to_owned())].into_iter().chain(options).collect()
}

fn rows(text: &str) -> Result<Vec<(ProductId, i64)>, Flaw> {
    let row = |row: &str| {
        let (id, revision) = row.split_once(':')?;
        Some((id.parse().ok()?, revision.parse().ok()?))
    };
    text.split(',').filter(|part| !part.is_empty()).map(|part| row(part).ok_or(Flaw::NotAChoice)).collect()
}

/// The buttons below the grid's heading.
pub(super) fn buttons(request: &Request) -> AnyView {
    let language = request.language;
    let button = |value: &'static str, label: &'static str| view! { <button class="button" name=DO value=value>{label}</button> " " };
    view! {
        <span class="check">
            <input type="checkbox" id="mass-all" name=ALL value="1" /> " "
            <label for="mass-all">{t!(language, catalog.all_found)}</label>
        </span>
        " "
        {button(ENABLE, t!(language, catalog.enable))}
        {button(DISABLE, t!(language, catalog.disable))}
        {button(UPDATE, t!(language, catalog.update_attributes))}
        {button(DELETE, t!(language, catalog.delete))}
        <a href=MASSES>{t!(language, catalog.mass_title)}</a>
    }
    .into_any()
}

/// What the address asks for.
fn asked(request: &Request) -> Result<(&'static str, Chosen), Failure> {
    let act = request.query.get(DO).unwrap_or_default();
    let act = [ENABLE, DISABLE, UPDATE, DELETE].into_iter().find(|known| *known == act).ok_or(Failure::Malformed)?;
    if request.query.get(ALL) == Some("1") {
        return Ok((act, Chosen::Found(PRODUCTS.query(request)?)));
    }
    let these = request.query.all(ROW).map(|id| Ok((id.parse().map_err(|_| Failure::Malformed)?, 0)));
    Ok((act, Chosen::These(these.collect::<Result<_, Failure>>()?)))
}

fn title(language: Language, act: &str) -> &'static str {
    match act {
        ENABLE => t!(language, catalog.enable_products),
        DISABLE => t!(language, catalog.disable_products),
        UPDATE => t!(language, catalog.update_attributes),
        _ => t!(language, catalog.delete_products),
    }
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    // Who comes without having chosen anything chooses it there.
    if request.query.get(DO).is_none() {
        return Ok(Reply::see_other(PRODUCTS.path));
    }
    let categories = store.by(&permit).categories().await?;
    let request = offering(request, &categories);
    let form = Form::new(fields(), &request);
    page(&store, &request, &permit, &categories, form).await
}

async fn page(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Products>,
    categories: &[EditedCategory],
    form: Form,
) -> Result<Reply, Failure> {
    let (act, chosen) = asked(request)?;
    let by = store.by(permit);
    let (named, count) = by.chosen(&chosen).await?;
    let form = form.offering(&CATEGORY, unchanged(request.language, category_options(categories)));
    let attributes = &request.shop.attributes;
    let form = mass_attributes::offered(request.language, form, attributes);
    let (language, is_all) = (request.language, matches!(chosen, Chosen::Found(_)));
    let title = title(language, act);
    // Of all that are found nobody saw each.
    let rows: Vec<String> = named.iter().filter(|_| !is_all).map(|(id, revision, _)| format!("{id}:{revision}")).collect();
    let status = form.status();
    let reply = layout::page(request, title, || {
        if count == 0 {
            return view! {
                <section class="card narrow">
                    <h1>{title}</h1>
                    <p>{t!(language, catalog.none_selected)}</p>
                    <p class="actions"><a class="button" href=PATH>{t!(language, common.form.back)}</a></p>
                </section>
            }
            .into_any();
        }
        let names = named.iter().take(NAMED).map(|(_, _, name)| view! { <li>{ui::named::named(name)}</li> }).collect_view();
        let more = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(named.len().min(NAMED));
        let more = and_more(language, i64::try_from(more).unwrap_or(i64::MAX));
        let meant = (act == DELETE).then(|| what_it_means(request, count));
        let fields = (act == UPDATE).then(|| {
            view! {
                <p>{t!(language, catalog.update_hint)}</p>
                {form.group(ATTRIBUTES)}
                {mass_attributes::fieldset(language, &form, attributes)}
            }
        });
        let class = if act == DELETE { "button danger" } else { "button primary" };
        let target: Vec<(&str, &str)> = request.query.iter().collect();
        let sheet = form.post(request).at(address(ASKED, &target)).guarded().around(view! {
            <input type="hidden" name=ROWS.name value=rows.join(",") />
            {fields}
            <p class="actions">
                <button class=class>{title}</button>
                <a class="button" href=PATH>{t!(language, common.form.cancel)}</a>
            </p>
        });
        // Where nothing is typed, nothing is lost.
        let sheet = if act == UPDATE { guarded(request, sheet) } else { sheet };
        view! {
            <section class="card narrow">
                <h1>{title}</h1>
                <p>{t!(language, catalog.mass_ask, count = count, number = format::number(language, count))}</p>
                <ul class="bullets">{names} {more}</ul>
                {meant}
                {sheet}
            </section>
        }
        .into_any()
    });
    Ok(reply.status(status))
}

pub(super) async fn act(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let categories = store.by(&permit).categories().await?;
    let request = offering(request, &categories);
    let (what, chosen) = asked(&request)?;
    let mut form = Form::read(fields(), &request);
    let rows = form.get(&ROWS).filter(|rows| rows.len() <= AT_ONCE).ok_or(Failure::Malformed)?;
    let chosen = if let Chosen::These(_) = chosen { Chosen::These(rows) } else { chosen };
    let act = match what {
        ENABLE => Some(Act::Set(Set { enabled: Some(true), ..Set::default() })),
        DISABLE => Some(Act::Set(Set { enabled: Some(false), ..Set::default() })),
        DELETE => Some(Act::Delete),
        _ => attributes(&mut form, &request.shop.attributes).map(Act::Set),
    };
    if let (Some(act), true) = (act, form.is_clean()) {
        match store.by(&permit).act_on(&chosen, &act).await {
            Ok(mass) => return Ok(told(&mass)),
            Err(error) => form = form.refused(error)?,
        }
    }
    page(&store, &request, &permit, &categories, form).await
}

fn attributes(form: &mut Form, attributes: &[Attribute]) -> Option<Set> {
    let said = mass_attributes::read(form, attributes);
    let set = Set {
        enabled: form.get(&STATUS)?,
        visibility: form.get(&VISIBILITY)?,
        in_stock: form.get(&IN_STOCK)?,
        stock: form.get(&STOCK)?,
        category: form.get(&CATEGORY)?,
        attributes: said,
    };
    if set == Set::default() {
        form.flaw(&STATUS, Flaw::NothingToChange);
        return None;
    }
    Some(set)
}

/// On to where it is seen what came of it.
fn told(mass: &Mass) -> Reply {
    let count = u32::try_from(mass.done).unwrap_or(u32::MAX);
    match (mass.state, mass.missed_in_all, &mass.act) {
        (State::Done, 0, Act::Delete) => Reply::see_other(PATH).notice(Notice::ProductsDeleted(count)),
        (State::Done, 0, Act::Set(_)) => Reply::see_other(PATH).notice(Notice::ProductsUpdated(count)),
        (State::Done, ..) => Reply::see_other(MASSES).notice(Notice::ProductsMissed),
        (State::Waiting | State::Running | State::Failed | State::Canceled, ..) => Reply::see_other(MASSES).notice(Notice::ProductsActedOn),
    }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let masses = store.by(&permit).masses().await?;
    let language = request.language;
    let title = t!(language, catalog.mass_title);
    Ok(layout::page(&request, title, || {
        let list = UnderWay {
            id: "masses",
            path: MASSES,
            waits: masses.iter().any(|mass| !mass.is_over()),
            headings: &[
                Heading::Text(t!(language, catalog.mass_act)),
                Heading::Text(t!(language, catalog.mass_at)),
                Heading::Text(t!(language, catalog.mass_far)),
                Heading::Text(t!(language, catalog.mass_missed)),
                Heading::Text(t!(language, common.table.action)),
            ],
            rows: masses.iter().map(|mass| row(&request, mass)).collect(),
            empty: t!(language, common.table.empty),
        };
        let head = Head::of(title.into_any(), PATH);
        view! {
            {head.show(&request)}
            <p class="lead">{t!(language, catalog.mass_lead)}</p>
            {list.show(language)}
        }
    }))
}

/// That there are more than are named.
fn and_more(language: Language, more: i64) -> Option<AnyView> {
    let line = || {
        let number = format::number(language, more);
        view! { <li>{t!(language, catalog.and_more, count = more, number = number)}</li> }.into_any()
    };
    (more > 0).then(line)
}

fn act_in_words(language: Language, act: &Act) -> &'static str {
    match act {
        Act::Delete => t!(language, catalog.delete_products),
        Act::Set(set) if *set == (Set { enabled: Some(true), ..Set::default() }) => t!(language, catalog.enable_products),
        Act::Set(set) if *set == (Set { enabled: Some(false), ..Set::default() }) => t!(language, catalog.disable_products),
        Act::Set(_) => t!(language, catalog.update_attributes),
    }
}

fn row(request: &Request, mass: &Mass) -> Vec<AnyView> {
    let language = request.language;
    let gone_through = mass.done.saturating_add(mass.missed_in_all);
    let (done, total) = (format::number(language, mass.done), format::number(language, mass.total));
    let far = t!(language, catalog.mass_done, done = done.as_str(), total = total.as_str());
    let far = format!("{}: {far}", words::job_state(language, mass.state));
    let far = if mass.is_over() { far.into_any() } else { progress(gone_through, mass.total, far) };
    let missed = mass.missed.iter().map(|missed| missed_row(language, missed)).collect_view();
    let more = mass.missed_in_all.saturating_sub(i64::try_from(mass.missed.len()).unwrap_or(0));
    let more = and_more(language, more);
    let name = act_in_words(language, &mass.act);
    let cancel = (!mass.is_over()).then(|| {
        let label = format!("{}: {name}", t!(language, common.form.cancel));
        let button = view! { <button class="button" aria-label=label>{t!(language, common.form.cancel)}</button> };
        Post::to(request, format!("{MASSES}/{}/cancel", mass.id)).class("inline").around(button)
    });
    vec![
        name.into_any(),
        request.time(mass.at).into_any(),
        far,
        view! { <ul class="plain">{missed} {more}</ul> }.into_any(),
        cancel.into_any(),
    ]
}

fn missed_row(language: Language, missed: &Missed) -> AnyView {
    let why = words::mass_why(language, missed.why);
    view! { <li><a href=format!("{PATH}/{}", missed.product)>{ui::named::named(&missed.name)}</a> ": " {why}</li> }.into_any()
}

pub(super) async fn cancel(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    store.by(&permit).cancel_mass(request.id("id")?).await?;
    Ok(Reply::see_other(MASSES).notice(Notice::ProductsActCanceled))
}
