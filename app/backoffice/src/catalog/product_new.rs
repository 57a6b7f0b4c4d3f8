//! Adding a product: what it has in all views.

use super::{
    DESCRIPTION, NAME, URL_KEY, base_currency, meta, new_url_key,
    product_fields::{Around, before, begun, behind, fields, more, of_all, short},
    products::PATH,
};
use crate::{
    layout,
    sheet::{self, Head},
};
use domain::{
    caller::{Permit, right},
    catalog::edit::{EditedCategory, Texts},
    config::Reach,
    failure::Failure,
    stores::Shop,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::Form,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(super) const NEW: &str = "/admin/catalog/products/new";

/// Whoever is not for all of the shop makes none.
async fn around(store: &Store, request: &Request, permit: &Permit<right::Products>) -> Result<(Shop, Vec<EditedCategory>), Failure> {
    if !request.caller.is_everywhere() {
        return Err(Failure::NotFound);
    }
    Ok(((*store.shop()).clone(), store.by(permit).categories().await?))
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (shop, categories) = around(&store, &request, &permit).await?;
    let around = Around { shop: &shop, related: &[], view: None };
    let form = around.offered_new(&request, base_currency(&shop), begun(Form::new(fields(), &request)));
    Ok(page(&request, &shop, &categories, &form))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (shop, categories) = around(&store, &request, &permit).await?;
    let around = Around { shop: &shop, related: &[], view: None };
    let sent = around.offered_new(&request, base_currency(&shop), Form::read(fields(), &request));
    let mut form = around.with_boxes(sent);
    let (name, description) = (form.get(&NAME.value), form.own(&DESCRIPTION));
    let slug = new_url_key(&mut form, name.as_ref());
    let price = match form.get(&super::product_fields::PRICE.value) {
        Some(text) if !text.trim().is_empty() => around.price(&request, None, &mut form),
        Some(_) | None => {
            form.flaw(&super::product_fields::PRICE.value, domain::text::Flaw::Required);
            None
        }
    };
    let (short, meta) = (short(&mut form).unwrap_or_default(), meta::read(&mut form));
    let attributes = around.attributes(None, &mut form);
    let (mut form, of_all) = of_all(&store, &permit, form, true).await?;
    if let (Some(name), Some(slug), Some(price), Some(of_all), true) = (name, slug, price, of_all, form.is_clean()) {
        let description = description.map(|text| text.to_string()).unwrap_or_default();
        let texts = Texts { slug, name: name.to_string(), description };
        match store.by(&permit).create_product(&texts, price, (&short, &meta, &attributes), &of_all).await {
            Ok(id) => return Ok(Reply::see_other(format!("{PATH}/{id}")).notice(Notice::ProductSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, &categories, &form).status(form.status()))
}

fn page(request: &Request, shop: &Shop, categories: &[EditedCategory], form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, catalog.new_product);
    let reach = words::reach(language, Reach::StoreView);
    layout::page(request, title, || {
        let form = form.post(request).class("sheet").guarded().around(view! {
            {Head { save: Some(t!(language, catalog.save)), ..Head::of(title.into_any(), PATH) }.show(request)}
            <section class="card">
                <fieldset>
                    <legend>{t!(language, catalog.product_details)}</legend>
                    {before(form)}
                    {form.inheriting_field(&NAME, reach, None)}
                    {form.field(&URL_KEY.value)}
                    {behind(language, form)}
                    {form.inheriting_field(&DESCRIPTION, reach, None)}
                </fieldset>
            </section>
            {more(request, shop, form, categories, None)}
        });
        sheet::guarded(request, form.into_any())
    })
}
