//! A picture: what stands in place of it, by view; what it is shown for, and whether its product's page shows it.

use super::{address_in, labelled, path, product};
use crate::{
    catalog::choice,
    layout, meanwhile,
    sheet::{Head, deleting, guarded, titled},
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    catalog::{
        edit::{EditedProduct, may_edit},
        pictures::{self, Picture, PictureDraft, Role},
    },
    config::Reach,
    failure::Failure,
    ids::StoreViewId,
    stores::Shop,
    text::Flaw,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Inheriting, Snapshot},
    notice::Notice,
    picture::{Fetch, Place, picture},
    t,
    web::{Reply, Request},
    words,
};

static ALT: Inheriting<String> =
    Inheriting::new(Field::line("alt", |l| t!(l, catalog.alt_text), pictures::alt).optional(), "alt-system", |l| {
        t!(l, catalog.use_default)
    });
static ROLES: Field<Role> = Field::boxes(
    "role",
    |l| t!(l, catalog.role),
    |l| Role::ALL.map(|role| (role.code().to_owned(), words::picture_role(l, role).to_owned())).into(),
    |code| Role::from_code(code).ok_or(Flaw::NotAChoice),
);
static HIDDEN: Field<bool> = Field::check_box("hidden", |l| t!(l, catalog.hide_from_product_page));
const SAID: Group = &[&ALT.value.spec, &ALT.system.spec, &ROLES.spec, &HIDDEN.spec];
pub(super) const FIELDS: Fields = &[SAID];

fn stored(product: &EditedProduct, picture: &Picture, view: Option<StoreViewId>) -> Snapshot {
    let alt = view.map_or_else(|| Some(picture.alt.clone()), |view| picture.own_alt.get(&view).cloned());
    Snapshot::new(product.revision)
        .with(&ALT.value, alt.unwrap_or_default())
        .with_all(&ROLES, picture.roles.iter().map(|role| role.code().to_owned()))
        .ticked(&HIDDEN, picture.is_hidden)
}

/// What a view has of its own is its text alone.
fn offered(request: &Request, picture: &Picture, view: Option<StoreViewId>, form: Form) -> Form {
    match view {
        None => form.without(&ALT.system),
        Some(_) => form.inheriting(&ALT.value, t!(request.language, catalog.use_default), picture.alt.clone()).lock(&ROLES).lock(&HIDDEN),
    }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (product, view, shop) = product(&store, &request, &permit).await?;
    let picture = product.pictures.find(request.id("picture")?).ok_or(Failure::NotFound)?;
    let form = offered(&request, picture, view, Form::of(FIELDS, &request, stored(&product, picture, view)));
    Ok(page(&request, &shop, &permit, (&product, picture), view, &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (product, view, shop) = product(&store, &request, &permit).await?;
    let picture = product.pictures.find(request.id("picture")?).ok_or(Failure::NotFound)?;
    let sent = offered(&request, picture, view, Form::read(FIELDS, &request));
    let sent = if view.is_some() { sent.with_box(&ALT) } else { sent };
    let form = sent.onto(stored(&product, picture, view))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::Product(product.id), form).await?;
    let alt = if view.is_some() { form.own(&ALT) } else { form.get(&ALT.value) };
    let (roles, is_hidden) = (form.all(&ROLES), form.get(&HIDDEN));
    if let (Some(roles), Some(is_hidden), true) = (roles, is_hidden, form.is_clean()) {
        match store.by(&permit).save_picture(&product, picture.id, view, &PictureDraft { alt, roles, is_hidden }).await {
            Ok(()) => return Ok(Reply::see_other(address_in(&path(&product), view)).notice(Notice::PictureSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, &permit, (&product, picture), view, &form).status(form.status()))
}

fn page(
    request: &Request,
    shop: &Shop,
    permit: &Permit<right::Products>,
    (product, of): (&EditedProduct, &Picture),
    view: Option<StoreViewId>,
    form: &Form,
) -> Reply {
    let language = request.language;
    let here = format!("{}/{}", path(product), of.id);
    let n = product.pictures.iter().position(|p| p.id == of.id).unwrap_or_default();
    let label = labelled(language, of, view, n);
    let may = |view| may_edit(&shop.stores, permit.websites(), product.root, view);
    let scope = choice(request, &shop.stores, &here, view, &may);
    let delete = (*permit.websites() == Websites::All).then(|| deleting(format!("{here}/delete"), t!(language, catalog.delete_picture)));
    layout::page(request, &label.clone(), || {
        let head = Head {
            title: titled(t!(language, catalog.image_detail), label),
            scope: Some(scope),
            back: Some(address_in(&path(product), view)),
            acts: vec![delete],
            save: Some(t!(language, catalog.save_picture)),
        };
        let form = form.post(request).at(address_in(&here, view)).class("sheet").guarded().around(view! {
            {head.show(request)}
            <section class="card image-detail">
                <div>
                    {picture(Some(&of.image), "", Place { sizes: "(max-width: 44rem) 90vw, 28rem", ..Place::PAGE }, Fetch::First)}
                    <p class="hint">
                        {t!(language, catalog.image_resolution)} ": "
                        {format!("{} × {} px", of.image.width, of.image.height)}
                    </p>
                </div>
                <div>
                    {form.inheriting_field(&ALT, words::reach(language, Reach::StoreView), None)}
                    {form.field(&ROLES)}
                    {form.field(&HIDDEN)}
                </div>
            </section>
        });
        guarded(request, form)
    })
}
