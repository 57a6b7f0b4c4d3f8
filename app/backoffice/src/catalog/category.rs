//! A category: what it says, by view, and the products in it.

use super::{
    In, Sheet, TEXTS, address_in, asked,
    categories::{Beside, PATH, path},
    category_products::{LISTED, list},
    in_the_shop, led,
    meta::{self, META},
    read, sheet, snapshot, with_boxes, worded,
};
use crate::{audit::report::history, layout, meanwhile};
use domain::{
    caller::{Permit, right},
    catalog::edit::EditedCategory,
    failure::Failure,
    ids::CategoryId,
    stores::Shop,
};
use leptos::prelude::*;
use store::{CategoryDraft, Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// The same in all views.
static ENABLED: Field<bool> = Field::check_box("enabled", |l| t!(l, catalog.enable_category));
static IN_MENU: Field<bool> = Field::check_box("in_menu", |l| t!(l, catalog.include_in_menu));
const SWITCHES: Group = &[&ENABLED.spec, &IN_MENU.spec];
pub(super) static FIELDS: Fields = &[SWITCHES, TEXTS, META];

fn stored(category: &EditedCategory, view: In) -> Snapshot {
    meta::stored(snapshot(category.revision, &category.texts, view), &category.meta, view)
        .ticked(&ENABLED, category.enabled)
        .turned(&ENABLED, category.turns.0)
        .ticked(&IN_MENU, category.in_menu)
        .turned(&IN_MENU, category.turns.1)
}

/// With what is inherited, and what a view does not change.
fn offered(request: &Request, category: &EditedCategory, view: In, form: Form) -> Form {
    let form = meta::offered(request, worded(request, form, &category.texts, view), &category.meta, view);
    if view.is_some() { form.lock(&ENABLED).lock(&IN_MENU) } else { form }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (category, all, shop) = store.by(&permit).category(request.id("id")?).await?;
    let view = asked(&request, &shop.stores, permit.websites(), category.root)?;
    if let Some(place) = led(&request, &path(category.id), view) {
        return Ok(place);
    }
    opened(&store, &request, &permit, (&category, &all, &shop), view).await
}

/// The one that is open while nobody has chosen one.
pub(super) async fn first(store: &Store, request: &Request, permit: &Permit<right::Categories>, id: CategoryId) -> Result<Reply, Failure> {
    let (category, all, shop) = store.by(permit).category(id).await?;
    let view = asked(request, &shop.stores, permit.websites(), category.root)?;
    opened(store, request, permit, (&category, &all, &shop), view).await
}

async fn opened(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Categories>,
    (category, all, shop): (&EditedCategory, &[EditedCategory], &Shop),
    view: In,
) -> Result<Reply, Failure> {
    let form = offered(request, category, view, Form::of(FIELDS, request, stored(category, view)));
    page(store, request, permit, (category, all, shop), view, &form).await
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (category, all, shop) = store.by(&permit).category(request.id("id")?).await?;
    let view = asked(&request, &shop.stores, permit.websites(), category.root)?;
    let sent = with_boxes(offered(&request, &category, view, Form::read(FIELDS, &request)), view);
    let form = meta::with_boxes(sent, view).onto(stored(&category, view))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::Category(category.id), form).await?;
    let (texts, meta) = (read(&mut form), meta::read(&mut form));
    if let (Some(enabled), Some(in_menu), true) = (form.get(&ENABLED), form.get(&IN_MENU), form.is_clean()) {
        match store.by(&permit).save_category(&category, view, &CategoryDraft { texts, meta, enabled, in_menu }).await {
            Ok(()) => return Ok(Reply::see_other(address_in(&path(category.id), view)).notice(Notice::CategorySaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    Ok(page(&store, &request, &permit, (&category, &all, &shop), view, &form).await?.status(status))
}

async fn page(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Categories>,
    (category, all, shop): (&EditedCategory, &[EditedCategory], &Shop),
    view: In,
    form: &Form,
) -> Result<Reply, Failure> {
    let by = store.by(permit);
    let (counted, listed) = (by.on_shelves(all).await?, by.products_of(category.id, &request.cursor()?, LISTED).await?);
    let (language, texts, websites) = (request.language, &category.texts, permit.websites());
    let title = texts.shown_in(view).name;
    let at = |view| format!("/category/{}", texts.shown_in(Some(view)).slug);
    // A root has no page of its own, and what is hidden has none either.
    let shown_at = category.parent.filter(|_| category.enabled).and_then(|_| in_the_shop(request, shop, websites, category.root, view, at));
    Ok(layout::page(request, &title.clone(), || {
        let form = sheet(
            request,
            shop,
            websites,
            Sheet {
                path: &path(category.id),
                title,
                kind: t!(language, catalog.category),
                root: category.root,
                view,
                form,
                history: history(request, "category", category.id),
                shown_at,
                back: PATH,
                acts: None,
                save: t!(language, catalog.save),
                legend: t!(language, catalog.category_details),
                before: Some(form.group(SWITCHES)),
                behind: None,
                more: Some(meta::card(language, form, t!(language, catalog.search_engines))),
            },
        );
        let beside = Beside { all, counted, open: Some(category) };
        beside.around(request, view! { {form} {list(request, category, &listed, None)} })
    }))
}
