//! Deleting a picture: asked first, and only as it was when it was asked.

use super::{labelled, path, product};
use crate::{meanwhile, question::Question};
use domain::{
    access::Websites,
    caller::{Permit, right},
    catalog::{edit::EditedProduct, pictures::Picture},
    failure::Failure,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Fields, Form, Snapshot},
    named::isolated,
    notice::Notice,
    picture::{Fetch, Place, picture},
    t,
    web::{Reply, Request},
};

pub(super) const DELETE: Fields = &[];

/// The product, if its pictures are whoever asks' to delete.
async fn of(store: &Store, request: &Request, permit: &Permit<right::Products>) -> Result<EditedProduct, Failure> {
    let (product, ..) = product(store, request, permit).await?;
    if *permit.websites() == Websites::All { Ok(product) } else { Err(Failure::NotFound) }
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let product = of(&store, &request, &permit).await?;
    let picture = product.pictures.find(request.id("picture")?).ok_or(Failure::NotFound)?;
    Ok(page(&request, &product, picture, &Form::of(DELETE, &request, Snapshot::new(product.revision))))
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let product = of(&store, &request, &permit).await?;
    let picture = product.pictures.find(request.id("picture")?).ok_or(Failure::NotFound)?;
    let by = store.by(&permit);
    let form = meanwhile::over(&by, &request, Revised::Product(product.id), (Form::read(DELETE, &request), product.revision)).await?;
    if !form.is_clean() {
        return Ok(page(&request, &product, picture, &form).status(form.status()));
    }
    by.delete_picture(&product, picture.id).await?;
    Ok(Reply::see_other(path(&product)).notice(Notice::PictureDeleted))
}

fn page(request: &Request, product: &EditedProduct, of: &Picture, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, catalog.delete_picture);
    let n = product.pictures.iter().position(|p| p.id == of.id).unwrap_or_default();
    let label = labelled(language, of, None, n);
    let question = Question {
        title: title.to_owned(),
        said: view! {
            {picture(Some(&of.image), "", Place::TILE, Fetch::First)}
            <p>{t!(language, catalog.delete_picture_text, picture = label, name = isolated(&product.texts.all.name))}</p>
        }
        .into_any(),
        fields: None,
        act: Some(title),
        back: format!("{}/{}", path(product), of.id),
    };
    question.page(request, Some(form))
}
