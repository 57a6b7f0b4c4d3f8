//! Images And Videos of a product: the pictures that it has, their order, and more of them. What is said of one stands in `one`.

mod delete;
mod one;

use super::{address_in, asked, products};
use crate::{
    Endpoint, layout, meanwhile,
    sheet::{Head, titled},
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    catalog::{
        edit::EditedProduct,
        pictures::{self, Image, LARGEST_FILE, MOST_FILES, Picture, Towards},
    },
    failure::Failure,
    ids::{PictureId, StoreViewId},
    stores::{Language, Shop},
    text::{Flaw, line},
};
use leptos::prelude::*;
use store::{NotTaken, Revised, Store};
use ui::{
    endpoint::{InAVisit, Takes, permit},
    form::{Field, Fields, Form, Group, Post, Snapshot},
    named::isolated,
    notice::Notice,
    picture::{Fetch, Place, picture},
    t,
    web::{Arrived, Reply, Request},
    words,
};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page("/admin/catalog/products/{id}/pictures", permit(), no, show),
        Endpoint::form("/admin/catalog/products/{id}/pictures", permit(), no, UPLOAD, add).with_files(Takes::Pictures),
        Endpoint::form("/admin/catalog/products/{id}/pictures/order", permit(), no, MOVE, order),
        Endpoint::page("/admin/catalog/products/{id}/pictures/{picture}", permit(), no, one::show),
        Endpoint::form("/admin/catalog/products/{id}/pictures/{picture}", permit(), no, one::FIELDS, one::save),
        Endpoint::page("/admin/catalog/products/{id}/pictures/{picture}/delete", permit(), no, delete::ask),
        Endpoint::form("/admin/catalog/products/{id}/pictures/{picture}/delete", permit(), no, delete::DELETE, delete::delete),
    ]
}

static PICTURES: Field<String> = Field::pictures("pictures", |l| t!(l, catalog.upload_pictures), |text| Ok(text.to_owned()));
const CHOSEN: Group = &[&PICTURES.spec];
const UPLOAD: Fields = &[CHOSEN];

/// The order as it is shown, and, of the one that is sent, as it is wanted.
static ORDER: Field<String> = Field::hidden("order", |text| Ok(text.to_owned()));
/// Which picture is moved, and where to.
static MOVED: Field<(Towards, PictureId)> = Field::button("moved", |text| {
    let (towards, id) = text.split_once(' ').ok_or(Flaw::NotAChoice)?;
    let towards = [Towards::Front, Towards::Back].into_iter().find(|t| code(*t) == towards).ok_or(Flaw::NotAChoice)?;
    Ok((towards, id.parse().map_err(|_| Flaw::NotAChoice)?))
});
const MOVE: Fields = &[&[&ORDER.spec, &MOVED.spec]];

const fn code(towards: Towards) -> &'static str {
    match towards {
        Towards::Front => "front",
        Towards::Back => "back",
    }
}

pub(super) fn path(product: &EditedProduct) -> String {
    format!("{}/{}/pictures", products::PATH, product.id)
}

/// The product, the view of it that is asked for, and the shop. Pictures are of all views, their texts of each.
async fn product(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Products>,
) -> Result<(EditedProduct, Option<StoreViewId>, Shop), Failure> {
    let (product, shop) = store.by(permit).product(request.id("id")?).await?;
    let view = asked(request, &shop.stores, permit.websites(), product.root)?;
    Ok((product, view, shop))
}

async fn show(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (product, view, _) = product(&store, &request, &permit).await?;
    Ok(page(&request, &permit, &product, view, Form::new(UPLOAD, &request), None))
}

/// All that were chosen, or none: whoever has to choose again chooses the same again, and should not have half of them twice.
async fn add(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (product, view, _) = product(&store, &request, &permit).await?;
    if *permit.websites() != Websites::All {
        return Err(Failure::NotFound);
    }
    let mut form = Form::read(UPLOAD, &request);
    let chosen: Vec<&Arrived> = request.arrived.iter().filter(|arrived| arrived.field == PICTURES.name).collect();
    if chosen.is_empty() {
        form.flaw(&PICTURES, Flaw::Required);
    } else if chosen.len() > MOST_FILES {
        form.flaw(&PICTURES, Flaw::TooManyFiles(MOST_FILES));
    }
    if form.is_clean() {
        let taken = taken(&store, &chosen).await?;
        let refused: Vec<String> = taken.iter().filter_map(|(name, taken)| refused(request.language, name, *taken)).collect();
        if refused.is_empty() {
            let images: Vec<(Image, String)> = taken.into_iter().filter_map(|(name, taken)| Some((taken.ok()?, name))).collect();
            match store.by(&permit).add_pictures(product.id, &images).await {
                Ok(()) => return Ok(Reply::see_other(address_in(&path(&product), view)).notice(Notice::PicturesAdded)),
                Err(error) => form = form.refused(error)?,
            }
        } else {
            form.flaw(&PICTURES, Flaw::SomeNotTaken);
            form = form.detailed(&PICTURES, refused.join(" "));
        }
    }
    let status = form.status();
    Ok(page(&request, &permit, &product, view, form, None).status(status))
}

/// Each file's name, and what became of it.
async fn taken(store: &Store, chosen: &[&Arrived]) -> Result<Vec<(String, Result<Image, Flaw>)>, Failure> {
    let mut all = Vec::with_capacity(chosen.len());
    for arrived in chosen {
        let taken = match &arrived.content {
            None => Err(Flaw::TooLargeFile(LARGEST_FILE / 1024 / 1024)),
            Some(content) => match store.pictures().take((**content).as_ref().to_owned()).await {
                Ok(image) => Ok(image),
                Err(NotTaken::Flawed(flaw)) => Err(flaw),
                Err(NotTaken::Disk(_)) => return Err(Failure::Unavailable),
            },
        };
        // A name of somebody else's making: only what can be shown of it.
        let shown: String = arrived.called.chars().take(100).collect();
        all.push((line(&shown, 100).unwrap_or_else(|_| "?".to_owned()), taken));
    }
    Ok(all)
}

fn refused(language: Language, name: &str, taken: Result<Image, Flaw>) -> Option<String> {
    taken.err().map(|flaw| format!("{name}: {}", words::flaw(language, flaw)))
}

fn shown(product: &EditedProduct) -> Snapshot {
    Snapshot::new(product.revision).with(&ORDER, written(product.pictures.iter().map(|picture| picture.id)))
}

fn written(ids: impl IntoIterator<Item = PictureId>) -> String {
    ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>().join(" ")
}

fn read(order: &str) -> Option<Vec<PictureId>> {
    order.split_whitespace().map(|id| id.parse().ok()).collect()
}

async fn order(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let (product, view, _) = product(&store, &request, &permit).await?;
    if *permit.websites() != Websites::All {
        return Err(Failure::NotFound);
    }
    let mut sent = Form::read(MOVE, &request);
    let wanted = read(sent.value(&ORDER)).zip(sent.get(&MOVED)).map(|(order, (towards, id))| pictures::moved(&order, id, towards));
    let wanted = wanted.ok_or(Failure::Malformed)?;
    let form = sent.filled(&ORDER, written(wanted.iter().copied())).onto(shown(&product))?;
    let form = meanwhile::told(&store.by(&permit), &request, Revised::Product(product.id), form).await?;
    if form.is_clean() {
        store.by(&permit).order_pictures(&product, &wanted).await?;
        return Ok(Reply::see_other(address_in(&path(&product), view)).notice(Notice::PicturesOrdered));
    }
    let status = form.status();
    Ok(page(&request, &permit, &product, view, Form::new(UPLOAD, &request), Some(form)).status(status))
}

fn page(
    request: &Request,
    permit: &Permit<right::Products>,
    product: &EditedProduct,
    view: Option<StoreViewId>,
    upload: Form,
    moving: Option<Form>,
) -> Reply {
    let language = request.language;
    let title = t!(language, catalog.images_and_videos);
    let name = product.texts.shown_in(view).name;
    let may = *permit.websites() == Websites::All;
    layout::page(request, &format!("{title}: {name}"), || {
        let adding = may.then(|| {
            let hint = t!(language, catalog.upload_hint, size = LARGEST_FILE / 1024 / 1024, count = MOST_FILES);
            let upload = upload.hinted(&PICTURES, hint);
            let form = upload.post(request).at(address_in(&path(product), view)).with_files().around(view! {
                {upload.group(CHOSEN)}
                <p class="actions"><button class="button primary">{t!(language, catalog.add_pictures)}</button></p>
            });
            view! { <section class="card">{form}</section> }
        });
        let head = Head::of(titled(title, name), address_in(&format!("{}/{}", products::PATH, product.id), view));
        view! {
            {head.show(request)}
            {adding}
            <section class="card">{all(request, product, view, may, moving)}</section>
        }
    })
}

/// Each with its roles, and a way to what is said of it; whoever may moves it.
fn all(request: &Request, product: &EditedProduct, view: Option<StoreViewId>, may: bool, moving: Option<Form>) -> AnyView {
    let language = request.language;
    if product.pictures.is_empty() {
        return view! { <p class="empty">{t!(language, catalog.no_pictures)}</p> }.into_any();
    }
    let last = product.pictures.len().saturating_sub(1);
    let each = product.pictures.iter().enumerate().map(|(n, p)| {
        let label = labelled(language, p, view, n);
        let button = |towards, is_possible: bool, sign: &'static str, label: String| {
            let value = format!("{} {}", code(towards), p.id);
            view! { <button class="button" name=MOVED.name value=value disabled=!is_possible aria-label=label.clone() title=label>{sign}</button> }
        };
        let moves = may.then(|| {
            view! {
                {button(Towards::Front, n > 0, "←", t!(language, catalog.move_to_front, name = isolated(&label)))}
                {button(Towards::Back, n < last, "→", t!(language, catalog.move_to_back, name = isolated(&label)))}
            }
        });
        view! {
            <li>
                <a href=address_in(&format!("{}/{}", path(product), p.id), view)>
                    {picture(Some(&p.image), "", Place { sizes: "14rem", ..Place::TILE }, Fetch::Soon)}
                    <span class="name">{label}</span>
                </a>
                <p class="roles">{badges(language, p)}</p>
                <p class="actions">{moves}</p>
            </li>
        }
    });
    let list = view! { <ol class="pictures">{each.collect_view()}</ol> };
    if !may {
        return list.into_any();
    }
    let form = moving.unwrap_or_else(|| Form::of(MOVE, request, shown(product)));
    let now = written(product.pictures.iter().map(|picture| picture.id));
    let post: Post = form.post(request).at(address_in(&format!("{}/order", path(product)), view));
    post.around(view! { <input type="hidden" name=ORDER.name value=now /> {list} })
}

/// What a picture is called on pages of staff.
fn labelled(language: Language, picture: &Picture, view: Option<StoreViewId>, n: usize) -> String {
    match picture.clone().in_view(view).alt {
        alt if alt.is_empty() => t!(language, catalog.picture_number, number = n.saturating_add(1)),
        alt => alt,
    }
}

fn badges(language: Language, picture: &Picture) -> AnyView {
    let roles = picture.roles.iter().map(|role| view! { <span class="tag">{words::picture_role(language, *role)}</span> " " });
    let hidden = picture.is_hidden.then(|| view! { <span class="tag quiet">{t!(language, catalog.hidden)}</span> });
    view! { {roles.collect_view()} {hidden} }.into_any()
}
