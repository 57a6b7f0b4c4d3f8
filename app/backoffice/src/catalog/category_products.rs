//! The products that stand in a category itself, in the order in which it shows them; each with its position there.

use super::categories::{Beside, path};
use crate::{layout, meanwhile, sheet::Head};
use domain::{
    caller::{Permit, right},
    catalog::edit::{EditedCategory, EditedProduct},
    failure::Failure,
    ids::ProductId,
    list::Listed,
    stores::Language,
    text::{Flaw, whole},
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Field, Fields, Form, Snapshot},
    format,
    named::{isolated, named},
    notice::Notice,
    t,
    table::{address, listing},
    web::{Reply, Request},
};

/// So many are listed on a page.
pub(super) const LISTED: usize = 20;
/// The last position that can be typed.
const LAST: u32 = 9_999_999;

/// Each line is a form of its own.
static PRODUCT: Field<ProductId> = Field::hidden("product", |id| id.parse().map_err(|_| Flaw::NotAChoice));
static POSITION: Field<u32> = Field::number("position", |l| t!(l, catalog.position), |text| whole(text, 0, LAST));
pub(super) static FIELDS: Fields = &[&[&PRODUCT.spec, &POSITION.spec]];

/// Where a product of a revision stands.
fn stands((position, revision): (i64, i64)) -> Snapshot {
    Snapshot::new(revision).with(&POSITION, position.to_string())
}

/// The list by itself.
pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    page(&store, &request, &permit, None).await
}

/// Puts a product to another position.
pub(super) async fn put(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (category, _, _) = by.category(request.id("id")?).await?;
    let mut form = Form::read(FIELDS, &request);
    let product = form.get(&PRODUCT).ok_or(Failure::NotFound)?;
    let was = by.position_of(product, category.id).await?;
    form = meanwhile::told(&by, &request, Revised::Product(product), form.onto(stands(was))?).await?;
    if let (Some(to), true) = (form.get(&POSITION), form.is_clean()) {
        match by.place_product(product, &category, (was.0, i64::from(to))).await {
            Ok(()) => {
                let asked: Vec<(&str, &str)> = request.query.iter().collect();
                return Ok(Reply::see_other(address(&path(category.id), &asked)).notice(Notice::CategorySaved));
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    Ok(page(&store, &request, &permit, Some(&form)).await?.status(status))
}

async fn page(store: &Store, request: &Request, permit: &Permit<right::Categories>, typed: Option<&Form>) -> Result<Reply, Failure> {
    let by = store.by(permit);
    let (category, all, _) = by.category(request.id("id")?).await?;
    let (counted, listed) = (by.on_shelves(&all).await?, by.products_of(category.id, &request.cursor()?, LISTED).await?);
    let title = category.texts.all.name.clone();
    Ok(layout::page(request, &title, || {
        let beside = Beside { all: &all, counted, open: Some(&category) };
        let head = Head { title: named(&title), scope: None, back: Some(path(category.id)), acts: Vec::new(), save: None };
        let inside = view! { {head.show(request)} {list(request, &category, &listed, typed)} };
        beside.around(request, inside)
    }))
}

/// The list; what was typed into one of its lines stands there again.
pub(super) fn list(request: &Request, category: &EditedCategory, listed: &Listed<(EditedProduct, i64)>, typed: Option<&Form>) -> AnyView {
    let language = request.language;
    let rows = listed.items.iter().map(|(product, position)| {
        let typed = typed.filter(|form| form.value(&PRODUCT) == product.id.to_string());
        row(request, category, (product, *position), typed)
    });
    let rows = rows.collect_view();
    let table = (!listed.items.is_empty()).then(|| view! { <table class="stack brief">{head(language)} <tbody>{rows}</tbody></table> });
    let none = listed.items.is_empty().then(|| view! { <p class="empty">{t!(language, catalog.no_products_in_it)}</p> });
    let title = if category.parent.is_none() { t!(language, catalog.products_in_root) } else { t!(language, catalog.products_in_category) };
    view! {
        <section class="shelf">
            <h2>{title}</h2>
            {listing(request, listed, |_| view! { {table} {none} }.into_any())}
        </section>
    }
    .into_any()
}

fn head(language: Language) -> AnyView {
    view! {
        <thead>
            <tr>
                <th scope="col">{t!(language, catalog.name)}</th>
                <th scope="col">{t!(language, catalog.sku)}</th>
                <th scope="col" class="number">{t!(language, catalog.price)}</th>
                <th scope="col" class="number">{t!(language, catalog.quantity)}</th>
                <th scope="col">{t!(language, catalog.position)}</th>
            </tr>
        </thead>
    }
    .into_any()
}

fn row(request: &Request, category: &EditedCategory, (product, position): (&EditedProduct, i64), typed: Option<&Form>) -> AnyView {
    let language = request.language;
    let name = product.texts.all.name.clone();
    let href = format!("{}/{}", super::products::PATH, product.id);
    // Whoever is not for all of the shop moves none.
    let position =
        if request.caller.is_everywhere() { place(request, category, (product, position), typed) } else { position.to_string().into_any() };
    view! {
        <tr>
            <th scope="row"><a href=href>{named(&name)}</a></th>
            <td data-label=t!(language, catalog.sku)>{product.sku.clone()}</td>
            <td class="number" data-label=t!(language, catalog.price)>{format::money(language.tag(), product.price)}</td>
            <td class="number" data-label=t!(language, catalog.quantity)>{format::number(language, product.stock)}</td>
            <td data-label=t!(language, catalog.position)>{position}</td>
        </tr>
    }
    .into_any()
}

fn place(request: &Request, category: &EditedCategory, (product, position): (&EditedProduct, i64), typed: Option<&Form>) -> AnyView {
    let (language, name) = (request.language, product.texts.all.name.as_str());
    let label = t!(language, catalog.position_of, product = isolated(name));
    let save = format!("{}: {}", t!(language, catalog.save), isolated(name));
    let id = format!("position-{}", product.id);
    let value = typed.map_or_else(|| position.to_string(), |form| form.value(&POSITION).to_owned());
    let conflict = |form: &Form| Some(format!("{} {}", form.conflict_text()?, form.meanwhile(&POSITION)?));
    let flaw = typed.and_then(|form| form.flaw_text(&POSITION).or_else(|| conflict(form)));
    let flaw_id = flaw.as_ref().map(|_| format!("{id}-flaw"));
    let asked: Vec<(&str, &str)> = request.query.iter().collect();
    let action = address(&format!("{}/products", path(category.id)), &asked);
    let fields = view! {
        <input type="hidden" name=PRODUCT.name value=product.id.to_string() />
        <label class="hidden" for=id.clone()>{label}</label>
        <input id=id name=POSITION.name type="text" inputmode="numeric" size="6" value=value
            aria-invalid=flaw.is_some().then_some("true") aria-describedby=flaw_id.clone() />
        <button class="button" aria-label=save>{t!(language, catalog.save)}</button>
    };
    let stored = Form::of(FIELDS, request, stands((position, product.revision)));
    view! {
        {stored.post(request).at(action).class("inline").around(fields)}
        {flaw.map(|text| view! { <p class="flaw" id=flaw_id>{text}</p> })}
    }
    .into_any()
}
