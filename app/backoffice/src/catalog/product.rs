//! A product: its texts by view, its price by website, and how it is sold.

use super::{
    In, Sheet, address_in, asked,
    category_boxes::called,
    in_the_shop, led, meta,
    product_fields::{Around, DO, DUPLICATE, before, behind, fields, more, of_all, redirects, short, with_redirect},
    read, sheet,
};
use crate::{audit::report::history, layout, meanwhile};
use domain::{
    caller::{Permit, right},
    catalog::edit::{EditedCategory, EditedProduct},
    failure::Failure,
    stores::Shop,
};
use leptos::prelude::*;
use store::{ProductDraft, Revised, Store};
use ui::{
    form::Form,
    named::names,
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// A product as it is stored, and what its page is made of.
struct Seen {
    product: EditedProduct,
    shop: Shop,
    categories: Vec<EditedCategory>,
    related: Vec<String>,
    view: In,
}

impl Seen {
    async fn by(store: &Store, request: &Request, permit: &Permit<right::Products>) -> Result<Self, Failure> {
        let by = store.by(permit);
        let (product, shop) = by.product(request.id("id")?).await?;
        let view = asked(request, &shop.stores, permit.websites(), product.root)?;
        let related = by.skus(&product.related).await?;
        Ok(Self { categories: by.categories().await?, product, shop, related, view })
    }

    fn around(&self) -> Around<'_> {
        Around { shop: &self.shop, related: &self.related, view: self.view }
    }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let seen = Seen::by(&store, &request, &permit).await?;
    if let Some(place) = led(&request, &path(&seen.product), seen.view) {
        return Ok(place);
    }
    let around = seen.around();
    let form = Form::of(fields(), &request, around.stored(&request, &seen.product));
    Ok(page(&request, &permit, &seen, &with_redirect(around.offered(&request, &seen.product, form))))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let seen = Seen::by(&store, &request, &permit).await?;
    let (by, around, product) = (store.by(&permit), seen.around(), &seen.product);
    let sent = around.with_boxes(around.offered(&request, product, Form::read(fields(), &request)));
    let form = sent.onto(around.stored(&request, product))?;
    let mut form = meanwhile::told(&by, &request, Revised::Product(product.id), form).await?;
    let (texts, price) = (read(&mut form), around.price(&request, Some(product), &mut form));
    let (short, meta) = (short(&mut form), meta::read(&mut form));
    let attributes = around.attributes(Some(product), &mut form);
    let of_all = match seen.view {
        Some(_) => None,
        None => {
            let (read, of_all) = of_all(&store, &permit, form, false).await?;
            form = read;
            of_all
        }
    };
    let is_to_be_copied = form.get(&DO).unwrap_or_default();
    if form.is_clean() && (of_all.is_some() || seen.view.is_some()) {
        let draft = ProductDraft { texts, short, price, meta, attributes, of_all, redirects: redirects(&form) };
        match by.save_product(product, seen.view, &draft).await {
            Ok(()) if is_to_be_copied => {
                let (saved, _) = by.product(product.id).await?;
                let copy = by.duplicate_product(&saved).await?;
                return Ok(Reply::see_other(format!("{}/{copy}", super::products::PATH)).notice(Notice::ProductDuplicated));
            }
            Ok(()) => return Ok(Reply::see_other(address_in(&path(product), seen.view)).notice(Notice::ProductSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &permit, &seen, &form).status(form.status()))
}

pub(super) fn path(product: &EditedProduct) -> String {
    format!("{}/{}", super::products::PATH, product.id)
}

fn page(request: &Request, permit: &Permit<right::Products>, seen: &Seen, form: &Form) -> Reply {
    let Seen { product, shop, categories, view, .. } = seen;
    let (language, texts, view, websites) = (request.language, &product.texts, *view, permit.websites());
    let title = texts.shown_in(view).name;
    let acts = (view.is_none() && request.caller.is_everywhere()).then(|| {
        view! {
            <a class="button" href=format!("{}/delete", path(product))>{t!(language, catalog.delete)}</a>
            {Form::button(&DO, DUPLICATE, "button", t!(language, catalog.save_and_duplicate))}
        }
        .into_any()
    });
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
                shown_at: product
                    .selling
                    .has_page()
                    .then(|| {
                        in_the_shop(request, shop, websites, product.root, view, |view| {
                            format!("/product/{}", texts.shown_in(Some(view)).slug)
                        })
                    })
                    .flatten(),
                back: super::products::PATH,
                acts,
                save: t!(language, catalog.save),
                legend: t!(language, catalog.product_details),
                before: Some(
                    view! {
                        <p><a href=address_in(&super::pictures::path(product), view)>{t!(language, catalog.images_and_videos)}</a></p>
                        {before(form)}
                        {view.map(|_| {
                            let categories = names(language, &called(language, categories, &product.categories));
                            view! { <p>{t!(language, catalog.categories)} ": " {categories}</p> }
                        })}
                    }
                    .into_any(),
                ),
                behind: Some(behind(language, form)),
                more: Some(more(request, shop, form, categories, view)),
            },
        )
    })
}
