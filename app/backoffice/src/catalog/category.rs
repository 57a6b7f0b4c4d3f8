//! A category: new, or its texts changed by view.

use super::{DESCRIPTION, In, NAME, Sheet, TEXTS, URL_KEY, address_in, asked, in_the_shop, led, read, sheet, snapshot, with_boxes, worded};
use crate::{audit::report::history, layout};
use domain::{
    caller::{Permit, right},
    catalog::edit::{EditedCategory, Texts},
    failure::Failure,
    ids::CategoryId,
    stores::Shop,
    text::Flaw,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Field, Fields, Form, Group},
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) static FIELDS: Fields = &[TEXTS];

/// What a new one stands under: a root, or nothing, if it is to be one.
static PARENT: Field<Option<CategoryId>> = Field::choice(
    "parent",
    |l| t!(l, catalog.parent),
    |_| Vec::new(),
    |id| if id.is_empty() { Ok(None) } else { id.parse().map(Some).map_err(|_| Flaw::NotAChoice) },
)
.optional();
const NEW: Group = &[&PARENT.spec, &NAME.value.spec, &URL_KEY.value.spec, &DESCRIPTION.value.spec];
pub(super) static NEW_FIELDS: Fields = &[NEW];

/// Whoever is not for all of the shop makes none.
async fn new_form(store: &Store, request: &Request, permit: &Permit<right::Categories>, form: Form) -> Result<Form, Failure> {
    if !request.caller.is_everywhere() {
        return Err(Failure::NotFound);
    }
    let roots = store.by(permit).categories().await?.into_iter().filter(|c| c.parent.is_none());
    let root = (String::new(), t!(request.language, catalog.new_root).to_owned());
    Ok(form.offering(&PARENT, roots.map(|c| (c.id.to_string(), c.texts.all.name)).chain([root]).collect()))
}

pub(super) async fn show_new(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let form = new_form(&store, &request, &permit, Form::new(NEW_FIELDS, &request)).await?;
    Ok(new_page(&request, &form))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let mut form = new_form(&store, &request, &permit, Form::read(NEW_FIELDS, &request)).await?;
    let (parent, name, slug, description) =
        (form.get(&PARENT), form.get(&NAME.value), form.get(&URL_KEY.value), form.get(&DESCRIPTION.value));
    if let (Some(parent), Some(name), Some(slug), Some(description), true) = (parent, name, slug, description, form.is_clean()) {
        let texts = Texts { slug: slug.to_string(), name: name.to_string(), description: description.to_string() };
        match store.by(&permit).create_category(parent, &texts).await {
            Ok(_) => return Ok(Reply::see_other(super::categories::PATH).notice(Notice::CategorySaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(new_page(&request, &form).status(form.status()))
}

fn new_page(request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, catalog.new_category);
    layout::page(request, title, || {
        form.post(request).class("sheet").around(view! {
            <div class="sheet-head">
                <h1>{title}</h1>
                <p class="actions">
                    <a class="button" href=super::categories::PATH>{t!(language, common.form.back)}</a>
                    <button class="button primary">{t!(language, catalog.save)}</button>
                </p>
            </div>
            <section class="card">
                <fieldset><legend>{t!(language, catalog.category_details)}</legend>{form.group(NEW)}</fieldset>
            </section>
        })
    })
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (category, shop) = store.by(&permit).category(request.id("id")?).await?;
    let view = asked(&request, &shop.stores, permit.websites(), category.root())?;
    if let Some(place) = led(&request, &path(&category), view) {
        return Ok(place);
    }
    let stored = snapshot(category.revision, &category.texts, view);
    let form = worded(&request, Form::of(FIELDS, &request, stored), &category.texts, view);
    Ok(page(&request, &shop, &permit, &category, view, &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (category, shop) = store.by(&permit).category(request.id("id")?).await?;
    let view = asked(&request, &shop.stores, permit.websites(), category.root())?;
    let sent = with_boxes(worded(&request, Form::read(FIELDS, &request), &category.texts, view), view);
    let mut form = sent.onto(snapshot(category.revision, &category.texts, view))?;
    let texts = read(&mut form);
    if form.is_clean() {
        match store.by(&permit).save_category(&category, view, &texts).await {
            Ok(()) => return Ok(Reply::see_other(address_in(&path(&category), view)).notice(Notice::CategorySaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, &permit, &category, view, &form).status(form.status()))
}

fn path(category: &EditedCategory) -> String {
    format!("{}/{}", super::categories::PATH, category.id)
}

fn page(request: &Request, shop: &Shop, permit: &Permit<right::Categories>, category: &EditedCategory, view: In, form: &Form) -> Reply {
    let (language, texts, websites) = (request.language, &category.texts, permit.websites());
    let title = texts.shown_in(view).name;
    let at = |view| format!("/category/{}", texts.shown_in(Some(view)).slug);
    // A root has no page of its own.
    let shown_at = category.parent.and_then(|root| in_the_shop(request, shop, websites, root, view, at));
    layout::page(request, &title.clone(), || {
        sheet(
            request,
            shop,
            websites,
            Sheet {
                path: &path(category),
                title,
                kind: t!(language, catalog.category),
                root: category.root(),
                view,
                form,
                history: history(request, "category", category.id),
                shown_at,
                back: super::categories::PATH,
                save: t!(language, catalog.save),
                legend: t!(language, catalog.category_details),
                before: None,
                behind: None,
            },
        )
    })
}
