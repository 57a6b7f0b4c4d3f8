//! All products: searched, sorted, in pages.

use super::{
    base_currency,
    category_boxes::{self, category_options},
    product_fields::{statuses, visibilities},
    product_new::NEW,
};
use crate::{grids, transfer::export::of_list};
use domain::{
    caller::{Permit, right},
    catalog::{
        attribute::{Attribute, in_address},
        edit::{EditedCategory, EditedProduct, filter},
        pictures::{Format, Image, Role, Size},
    },
    failure::Failure,
    list::Sort,
    money::{Money, PLAIN},
    time::Moment,
};
use leptos::prelude::*;
use std::sync::LazyLock;
use store::Store;
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Further, Grid, Mass, Offer},
    picture::{Fetch, Place, picture},
    shown::{Mood, badge, when},
    t,
    web::{Reply, Request},
    words,
};

pub(crate) const PATH: &str = "/admin/catalog/products";

/// A product, and what its categories are called.
pub(crate) struct Row {
    product: EditedProduct,
    categories: Vec<String>,
}

impl Row {
    fn image(&self) -> Option<&Image> {
        self.product.pictures.of(Role::Thumbnail).map(|picture| &picture.image)
    }
}

pub(crate) static PRODUCTS: Grid<Row> = Grid {
    name: "products",
    path: PATH,
    title: |l| t!(l, catalog.products),
    search: Some(|l| t!(l, catalog.search_products)),
    columns: &[
        Column::new("name", |l| t!(l, catalog.name), |_, row: &Row| row.product.texts.all.name.clone()).named().sorted("name"),
        Column::new("thumbnail", |l| t!(l, catalog.thumbnail), |_, row: &Row| thumbnail(row))
            .view(|_, row| picture(row.image(), "", Place::LINE, Fetch::Later))
            .plain(),
        Column::new("sku", |l| t!(l, catalog.sku), |_, row: &Row| row.product.sku.clone())
            .view(|_, row| view! { <span class="nowrap">{row.product.sku.clone()}</span> }.into_any())
            .sorted("sku")
            .plain(),
        Column::several("category", |l| t!(l, catalog.categories), |_, row: &Row| row.categories.clone()).on_demand(),
        Column::new("price", |l| t!(l, catalog.price), |_, row: &Row| row.product.price.written(PLAIN))
            .view(|request, row| format::money(request.language.tag(), row.product.price).into_any())
            .sorted("price")
            .number()
            .plain(),
        Column::new("quantity", |l| t!(l, catalog.quantity), |_, row: &Row| row.product.stock.to_string())
            .view(|request, row| format::number(request.language, row.product.stock).into_any())
            .sorted("quantity")
            .number(),
        Column::new(
            "salable",
            |l| t!(l, catalog.salable),
            |request, row: &Row| {
                let is_sold = row.product.stock(request.shop.config.stock_rules()).is_sold();
                (if is_sold { t!(request.language, common.form.yes) } else { t!(request.language, common.form.no) }).to_owned()
            },
        )
        .on_demand(),
        Column::new(
            "visibility",
            |l| t!(l, catalog.visibility),
            |request, row: &Row| words::visibility(request.language, row.product.selling.visibility).to_owned(),
        ),
        Column::new("status", |l| t!(l, catalog.status), status)
            .view(|request, row| badge(if row.product.selling.enabled { Mood::Good } else { Mood::Over }, status(request, row)))
            .plain(),
        Column::several("websites", |l| t!(l, catalog.websites), websites),
        Column::new("updated", |l| t!(l, catalog.updated), |_, row: &Row| updated(row).map(format::machine_time).unwrap_or_default())
            .view(|request, row| updated(row).map(|at| when(request, at)).into_any())
            .sorted("updated")
            .time(),
        Column::new("type", |l| t!(l, catalog.product_type), |request, _| t!(request.language, catalog.simple_product).to_owned())
            .on_demand(),
        Column::new("id", |l| t!(l, catalog.id), |_, row: &Row| row.product.id.to_string()).on_demand(),
        Column::new("url_key", |l| t!(l, catalog.url_key), |_, row: &Row| row.product.texts.all.slug.clone()).on_demand(),
    ],
    filters: &[
        Filter { key: filter::CODE, label: |l| t!(l, catalog.id_or_sku), kind: FilterKind::Text },
        Filter { key: filter::STATUS, label: |l| t!(l, catalog.status), kind: FilterKind::Choice(|request| statuses(request.language)) },
        Filter {
            key: filter::VISIBILITY,
            label: |l| t!(l, catalog.visibility),
            kind: FilterKind::Choice(|request| visibilities(request.language)),
        },
        Filter {
            key: filter::CATEGORY,
            label: |l| t!(l, catalog.category),
            kind: FilterKind::Choice(|request| request.offered(filter::CATEGORY)),
        },
        Filter { key: filter::WEBSITE, label: |l| t!(l, catalog.website), kind: FilterKind::Choice(websites_of_reader) },
        Filter { key: filter::PRICE, label: |l| t!(l, catalog.price), kind: FilterKind::Numbers(price) },
        Filter { key: filter::QUANTITY, label: |l| t!(l, catalog.quantity), kind: FilterKind::Numbers(|_, text| text.parse().ok()) },
        Filter {
            key: filter::LOW,
            label: |l| t!(l, catalog.low_stock),
            kind: FilterKind::Choice(|request| vec![("1".to_owned(), t!(request.language, catalog.low_stock_only).to_owned())]),
        },
    ],
    sort: Sort { by: "name", down: false },
    link: Some(|row| format!("{PATH}/{}", row.product.id)),
    buttons: Some(|request| {
        let add = || view! { <a class="button primary" href=NEW>{t!(request.language, catalog.add_product)}</a> };
        let along = of_list(request, PRODUCTS.name, &PRODUCTS.asked(request));
        view! { <span class="actions">{along} {request.caller.is_everywhere().then(add)}</span> }.into_any()
    }),
    actions: None,
    mass: Some(Mass {
        path: super::mass::ASKED,
        key: |row| row.product.id.to_string(),
        may: |request| request.caller.is_everywhere(),
        buttons: super::mass::buttons,
    }),
    live: None,
    exports: None,
    further: Some(Further { columns: &COLUMNS, filters: &FILTERS }),
    empty: |l| t!(l, common.table.empty),
};

/// What products say of attributes: a column each, and a filter where there is something to choose.
static COLUMNS: LazyLock<Vec<Column<Row>>> =
    LazyLock::new(|| filter::attributes().iter().copied().map(|key| Column::made(key, called, said)).collect());
static FILTERS: LazyLock<Vec<Filter>> = LazyLock::new(|| {
    filter::attributes().iter().copied().map(|key| Filter { key, label: |_| "", kind: FilterKind::Made(offered) }).collect()
});

fn attribute<'a>(request: &'a Request, key: &str) -> Option<&'a Attribute> {
    let slot = filter::slot(key)?;
    request.shop.attributes.iter().find(|of| of.slot == slot)
}

fn yes_and_no(request: &Request) -> (&'static str, &'static str) {
    (t!(request.language, common.form.yes), t!(request.language, common.form.no))
}

fn called(request: &Request, key: &str) -> Option<String> {
    attribute(request, key).map(|of| of.label.all.clone())
}

fn said(request: &Request, row: &Row, key: &str) -> Vec<String> {
    let said = |of: &Attribute| Some(of.said(row.product.attributes.get(&of.id)?, None, yes_and_no(request)));
    attribute(request, key).and_then(said).unwrap_or_default()
}

fn offered(request: &Request, key: &str) -> Option<Offer> {
    let of = attribute(request, key).filter(|of| of.input.narrows())?;
    let option = |number: u32| Some((in_address(&of.code, number), of.called(number, None, yes_and_no(request))?.to_owned()));
    Some((of.label.all.clone(), of.numbers().into_iter().filter_map(option).collect()))
}

/// Where it is, for whoever takes the table along.
fn thumbnail(row: &Row) -> String {
    row.image().map(|image| image.address(Size::Thumbnail, Format::Jpeg)).unwrap_or_default()
}

fn status(request: &Request, row: &Row) -> String {
    let language = request.language;
    (if row.product.selling.enabled { t!(language, catalog.enabled) } else { t!(language, catalog.disabled) }).to_owned()
}

/// Nothing of what nobody has changed yet.
fn updated(row: &Row) -> Option<Moment> {
    Some(row.product.updated).filter(|at| at.millis() > 0)
}

/// A price for all, as its reader writes numbers: in the smallest coins of its currency.
fn price(request: &Request, text: &str) -> Option<i64> {
    Money::read(text, base_currency(&request.shop), format::signs(request.language)).ok().map(Money::minor)
}

fn websites_of_reader(request: &Request) -> Vec<(String, String)> {
    let own = request.shop.stores.websites().iter().filter(|w| request.caller.is_for(w.id));
    own.map(|w| (w.id.to_string(), w.name.clone())).collect()
}

/// Those with a store that sells it, of those that the reader is for.
fn websites(request: &Request, row: &Row) -> Vec<String> {
    let stores = &request.shop.stores;
    let sells = |website| stores.groups_of(website).any(|group| group.root == row.product.root);
    stores.websites().iter().filter(|w| request.caller.is_for(w.id) && sells(w.id)).map(|w| w.name.clone()).collect()
}

/// With the categories that the list can be narrowed to.
pub(crate) fn offering(request: Request, categories: &[EditedCategory]) -> Request {
    request.offering(filter::CATEGORY, category_options(categories))
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let categories = by.categories().await?;
    let request = offering(request, &categories);
    let (by, all, language) = (&by, &categories, request.language);
    let rows = |query, size| async move {
        let (listed, count) = by.products(&query, size).await?;
        let row = |product: EditedProduct| {
            let categories = category_boxes::called(language, all, &product.categories);
            Ok::<_, store::StoreError>(Row { product, categories })
        };
        Ok((listed.try_map(row)?, count))
    };
    grids::show(&store, &request, &permit, &PRODUCTS, None, rows).await
}
