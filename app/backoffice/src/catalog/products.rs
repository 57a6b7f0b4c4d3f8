//! All products: searched, sorted, in pages.

use crate::grids;
use domain::{
    caller::{Permit, right},
    catalog::{
        edit::EditedProduct,
        pictures::{Format, Image, Role, Size},
    },
    failure::Failure,
    ids::CategoryId,
    list::Sort,
};
use leptos::prelude::IntoAny;
use std::collections::BTreeMap;
use store::Store;
use ui::{
    format,
    grid::{Column, Grid},
    picture::{Fetch, Place, picture},
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/admin/catalog/products";

/// A product, and what its category is called.
pub(crate) struct Row {
    product: EditedProduct,
    category: String,
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
        Column::new("name", |l| t!(l, catalog.name), |_, row: &Row| row.product.texts.all.name.clone()).sorted("name"),
        Column::new("thumbnail", |l| t!(l, catalog.thumbnail), |_, row: &Row| thumbnail(row))
            .view(|_, row| picture(row.image(), "", Place::LINE, Fetch::Later)),
        Column::new("sku", |l| t!(l, catalog.sku), |_, row: &Row| row.product.sku.clone()).sorted("sku"),
        Column::new("category", |l| t!(l, catalog.category), |_, row: &Row| row.category.clone()),
        Column::new("price", |l| t!(l, catalog.price), |request, row: &Row| format::money(request.language.tag(), row.product.price))
            .sorted("price")
            .number(),
        Column::new("quantity", |l| t!(l, catalog.quantity), |_, row: &Row| row.product.stock.to_string())
            .view(|request, row| format::number(request.language, i64::from(row.product.stock)).into_any())
            .number(),
        Column::new("websites", |l| t!(l, catalog.websites), websites),
        Column::new("url_key", |l| t!(l, catalog.url_key), |_, row: &Row| row.product.texts.all.slug.clone()).on_demand(),
    ],
    filters: &[],
    sort: Sort { by: "name", down: false },
    link: Some(|row| format!("{PATH}/{}", row.product.id)),
    buttons: None,
    actions: None,
    mass: None,
    live: None,
    exports: None,
    empty: |l| t!(l, common.table.empty),
};

/// Where it is, for whoever takes the table along.
fn thumbnail(row: &Row) -> String {
    row.image().map(|image| image.address(Size::Thumbnail, Format::Jpeg)).unwrap_or_default()
}

/// Those with a store that sells it, of those that the reader is for.
fn websites(request: &Request, row: &Row) -> String {
    let stores = &request.shop.stores;
    let sells = |website| stores.groups_of(website).any(|group| group.root == row.product.root);
    let names = stores.websites().iter().filter(|w| request.caller.is_for(w.id) && sells(w.id)).map(|w| w.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let named = by.categories().await?.into_iter().map(|c| (c.id, c.texts.all.name));
    let (by, names) = (&by, &named.collect::<BTreeMap<CategoryId, String>>());
    let rows = |query, size| async move {
        let (listed, count) = by.products(&query, size).await?;
        let row = |product: EditedProduct| {
            let category = names.get(&product.category).cloned().unwrap_or_default();
            Ok::<_, store::StoreError>(Row { product, category })
        };
        Ok((listed.try_map(row)?, count))
    };
    grids::show(&store, &request, &permit, &PRODUCTS, None, rows).await
}
