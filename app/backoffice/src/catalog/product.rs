//! A product: its texts by view, its price by website.

use super::{In, Sheet, TEXTS, address_in, asked, in_the_shop, led, read, sheet, snapshot, with_boxes, worded};
use crate::{audit::report::history, layout};
use domain::{
    caller::{Permit, right},
    catalog::edit::{EditedCategory, EditedProduct, stock},
    config::Reach,
    failure::Failure,
    ids::CategoryId,
    money::{Currency, Money},
    stores::Shop,
    text::Flaw,
};
use leptos::prelude::*;
use store::{ProductDraft, Store};
use ui::{
    form::{Field, Fields, Form, Group, Inheriting, Snapshot},
    format::signs,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

/// Read with the currency that it is of, and as the reader writes numbers.
static PRICE: Inheriting<String> =
    Inheriting::new(Field::number("price", |l| t!(l, catalog.price), |text| Ok(text.to_owned())), "price-system", |l| {
        t!(l, catalog.use_default)
    });
/// The same in all views.
static CATEGORY: Field<CategoryId> =
    Field::choice("category", |l| t!(l, catalog.category), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
/// The same in all views, too.
static STOCK: Field<u32> = Field::number("quantity", |l| t!(l, catalog.quantity), stock);
const PRICES: Group = &[&PRICE.value.spec, &PRICE.system.spec, &STOCK.spec, &CATEGORY.spec];
pub(super) static FIELDS: Fields = &[TEXTS, PRICES];

/// The price that stands in a scope, if it is one of its own, and the one that stands there else.
fn prices(shop: &Shop, product: &EditedProduct, view: In) -> (Option<Money>, Money) {
    let Some(view) = view else { return (Some(product.price), product.price) };
    let own = shop.stores.website_of_view(view).and_then(|w| product.prices.get(&w.id)).copied();
    (own, shop.view(view).map_or(product.price, |served| served.base_price(product.price)))
}

/// What a price of a scope is in: a website's own is in what it was asked in, whatever the website asks by now.
fn currency(shop: &Shop, product: &EditedProduct, view: In) -> Currency {
    let website = view.and_then(|view| shop.stores.website_of_view(view));
    website.map_or(product.price.currency(), |w| product.prices.get(&w.id).map_or(w.currency, |own| own.currency()))
}

fn stored(request: &Request, shop: &Shop, product: &EditedProduct, view: In) -> Snapshot {
    let (own, _) = prices(shop, product, view);
    let price = own.map(|price| price.written(signs(request.language))).unwrap_or_default();
    snapshot(product.revision, &product.texts, view)
        .with(&PRICE.value, price)
        .with(&CATEGORY, product.category.to_string())
        .with(&STOCK, product.stock.to_string())
}

/// With what can be chosen, and what is inherited.
fn offered(request: &Request, (shop, categories): (&Shop, &[EditedCategory]), product: &EditedProduct, view: In, form: Form) -> Form {
    let name = |id| categories.iter().find(|c| c.id == id).map(|c| c.texts.all.name.as_str()).unwrap_or_default();
    let under = |c: &EditedCategory| c.parent.map(|parent| format!("{} › ", name(parent))).unwrap_or_default();
    let choice = |c: &EditedCategory| (c.id.to_string(), format!("{}{}", under(c), c.texts.all.name));
    let form = form.offering(&CATEGORY, categories.iter().map(choice).collect());
    let form = if view.is_some() { form.lock(&CATEGORY).lock(&STOCK) } else { form };
    let (_, inherited) = prices(shop, product, view);
    let label = t!(request.language, catalog.price_in, currency = currency(shop, product, view).code());
    let form = worded(request, form, &product.texts, view).labelled(&PRICE.value, label);
    match view {
        Some(_) => form.inheriting(&PRICE.value, t!(request.language, catalog.use_default), inherited.written(signs(request.language))),
        None => form.without(&PRICE.system),
    }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (product, shop) = store.by(&permit).product(request.id("id")?).await?;
    let view = asked(&request, &shop.stores, permit.websites(), product.root)?;
    if let Some(place) = led(&request, &path(&product), view) {
        return Ok(place);
    }
    let categories = store.by(&permit).categories().await?;
    let form = offered(&request, (&shop, &categories), &product, view, Form::of(FIELDS, &request, stored(&request, &shop, &product, view)));
    Ok(page(&request, &shop, &permit, &product, view, &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (product, shop) = store.by(&permit).product(request.id("id")?).await?;
    let view = asked(&request, &shop.stores, permit.websites(), product.root)?;
    let categories = store.by(&permit).categories().await?;
    let sent = with_boxes(offered(&request, (&shop, &categories), &product, view, Form::read(FIELDS, &request)), view);
    let sent = if view.is_some() { sent.with_box(&PRICE) } else { sent };
    let mut form = sent.onto(stored(&request, &shop, &product, view))?;
    let texts = read(&mut form);
    let price = form.own(&PRICE).map(|text| Money::read(&text, currency(&shop, &product, view), signs(request.language)));
    let price = match price.transpose() {
        Ok(price) => price,
        Err(flaw) => {
            form.flaw(&PRICE.value, flaw);
            None
        }
    };
    let (category, stock) = (form.changed(&CATEGORY), form.changed(&STOCK));
    if form.is_clean() {
        match store.by(&permit).save_product(&product, view, &ProductDraft { texts, price, category, stock }).await {
            Ok(()) => return Ok(Reply::see_other(address_in(&path(&product), view)).notice(Notice::ProductSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, &permit, &product, view, &form).status(form.status()))
}

fn path(product: &EditedProduct) -> String {
    format!("{}/{}", super::products::PATH, product.id)
}

fn page(request: &Request, shop: &Shop, permit: &Permit<right::Products>, product: &EditedProduct, view: In, form: &Form) -> Reply {
    let (language, texts) = (request.language, &product.texts);
    let title = texts.shown_in(view).name;
    let websites = permit.websites();
    let sku = product.sku.clone();
    layout::page(request, &title.clone(), || {
        sheet(
            request,
            shop,
            websites,
            Sheet {
                path: &path(product),
                title,
                kind: t!(language, catalog.product),
                root: product.root,
                view,
                form,
                history: Some(view! { {super::prices::link(request, product)} {history(request, "product", product.id)} }.into_any()),
                shown_at: in_the_shop(request, shop, websites, product.root, view, |view| {
                    format!("/product/{}", texts.shown_in(Some(view)).slug)
                }),
                back: super::products::PATH,
                save: t!(language, catalog.save),
                legend: t!(language, catalog.product_details),
                before: Some(
                    view! {
                        <p class="hint">{t!(language, catalog.sku)} ": " {sku}</p>
                        <p><a href=address_in(&super::pictures::path(product), view)>{t!(language, catalog.images_and_videos)}</a></p>
                        {form.field(&CATEGORY)}
                    }
                    .into_any(),
                ),
                behind: Some(
                    view! { {form.inheriting_field(&PRICE, words::reach(language, Reach::Website), None)} {form.field(&STOCK)} }.into_any(),
                ),
                more: None,
            },
        )
    })
}
