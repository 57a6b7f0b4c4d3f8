//! Where a category stands: made there, moved elsewhere, or taken away.

use super::{
    DESCRIPTION, NAME, URL_KEY,
    categories::{Beside, NEW, PATH, path},
    category_boxes, name_makes_url_key, new_url_key,
};
use crate::{
    layout, meanwhile,
    question::Question,
    sheet::{Head, guarded},
};
use domain::{
    caller::{Permit, right},
    catalog::{
        edit::{EditedCategory, Texts, may_delete},
        rule::Rule,
        shelves::{below, may_stand, place_of, placed, walk},
    },
    failure::Failure,
    ids::CategoryId,
    text::{Flaw, whole},
};
use leptos::prelude::*;
use store::{OnShelves, Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    format,
    named::{isolated, named},
    notice::{Moved, Notice},
    t,
    web::{Reply, Request},
    words,
};

/// What it stands under; nothing, if it is a root.
static PARENT: Field<Option<CategoryId>> = Field::choice(
    "parent",
    |l| t!(l, catalog.parent),
    |_| Vec::new(),
    |id| if id.is_empty() { Ok(None) } else { id.parse().map(Some).map_err(|_| Flaw::NotAChoice) },
)
.optional();
/// The most that stand beside each other, and then some.
const MOST: u32 = 9_999;
static PLACE: Field<u32> =
    Field::number("place", |l| t!(l, catalog.place), |text| whole(text, 1, MOST)).hint(|l| t!(l, catalog.place_hint));
const NEW_GROUP: Group = &[&PARENT.spec, &NAME.value.spec, &URL_KEY.value.spec, &DESCRIPTION.value.spec];
const MOVE_GROUP: Group = &[&PARENT.spec, &PLACE.spec];
pub(super) static NEW_FIELDS: Fields = &[NEW_GROUP];
pub(super) static MOVE_FIELDS: Fields = &[MOVE_GROUP];

/// Whoever is not for all of the shop makes, moves and deletes none.
async fn all_of(store: &Store, request: &Request, permit: &Permit<right::Categories>) -> Result<Vec<EditedCategory>, Failure> {
    if !request.caller.is_everywhere() {
        return Err(Failure::NotFound);
    }
    Ok(store.by(permit).categories().await?)
}

async fn opened(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Categories>,
) -> Result<(EditedCategory, Vec<EditedCategory>), Failure> {
    let (all, id) = (all_of(store, request, permit).await?, request.id("id")?);
    let category = all.iter().find(|c| c.id == id).cloned().ok_or(Failure::NotFound)?;
    Ok((category, all))
}

fn new_form(request: &Request, all: &[EditedCategory], form: Form) -> Form {
    let root = (String::new(), t!(request.language, catalog.new_root).to_owned());
    let places = walk(all).into_iter().map(|(_, c)| (c.id.to_string(), category_boxes::path(all, c.id)));
    name_makes_url_key(request, form).offering(&PARENT, std::iter::once(root).chain(places).collect())
}

pub(super) async fn show_new(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let all = all_of(&store, &request, &permit).await?;
    let below = request.query.get("parent").filter(|id| all.iter().any(|c| c.id.to_string() == *id)).unwrap_or_default();
    let form = new_form(&request, &all, Form::new(NEW_FIELDS, &request).filled(&PARENT, below));
    new_page(&store, &request, &permit, (&all, &form)).await
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let all = all_of(&store, &request, &permit).await?;
    let mut form = new_form(&request, &all, Form::read(NEW_FIELDS, &request));
    let (parent, name) = (form.get(&PARENT), form.get(&NAME.value));
    let slug = new_url_key(&mut form, name.as_ref());
    let description = form.own(&DESCRIPTION);
    if let (Some(parent), Some(name), Some(slug), true) = (parent, name, slug, form.is_clean()) {
        let description = description.map(|text| text.to_string()).unwrap_or_default();
        let texts = Texts { slug, name: name.to_string(), description };
        match store.by(&permit).create_category(parent, &texts).await {
            Ok(id) => return Ok(Reply::see_other(path(id)).notice(Notice::CategorySaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(new_page(&store, &request, &permit, (&all, &form)).await?.status(form.status()))
}

async fn new_page(
    store: &Store,
    request: &Request,
    permit: &Permit<right::Categories>,
    (all, form): (&[EditedCategory], &Form),
) -> Result<Reply, Failure> {
    let language = request.language;
    let counted = store.by(permit).on_shelves(all).await?;
    let title = t!(language, catalog.new_category);
    let sheet = || {
        let form = form.post(request).at(NEW).class("sheet").guarded().around(view! {
            {Head { save: Some(t!(language, catalog.save)), ..Head::of(title.into_any(), PATH) }.show(request)}
            <section class="card">
                <fieldset><legend>{t!(language, catalog.category_details)}</legend>{form.group(NEW_GROUP)}</fieldset>
            </section>
        });
        guarded(request, form)
    };
    Ok(layout::page(request, title, || Beside { all, counted, open: None }.around(request, sheet())))
}

/// Where a category stands now.
pub(super) fn stands(all: &[EditedCategory], category: &EditedCategory) -> Snapshot {
    let parent = category.parent.map(|parent| parent.to_string()).unwrap_or_default();
    Snapshot::new(category.revision).with(&PARENT, parent).with(&PLACE, place_of(all, category.id).to_string())
}

/// With the places where it may stand.
fn move_form(request: &Request, all: &[EditedCategory], category: &EditedCategory, form: Form) -> Form {
    let root = category.parent.is_none().then(|| (String::new(), t!(request.language, catalog.is_root).to_owned()));
    let may = |c: &EditedCategory| may_stand(all, category.id, Some(c.id)).is_ok();
    let places = walk(all).into_iter().filter(|(_, c)| may(c)).map(|(_, c)| (c.id.to_string(), category_boxes::path(all, c.id)));
    form.offering(&PARENT, root.into_iter().chain(places).collect())
}

pub(super) async fn ask_move(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (category, all) = opened(&store, &request, &permit).await?;
    let form = move_form(&request, &all, &category, Form::of(MOVE_FIELDS, &request, stands(&all, &category)));
    Ok(move_page(&request, &all, &category, &form))
}

pub(super) async fn put(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (category, all) = opened(&store, &request, &permit).await?;
    let sent = move_form(&request, &all, &category, Form::read(MOVE_FIELDS, &request));
    let form = sent.onto(stands(&all, &category))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::Category(category.id), form).await?;
    if let (Some(parent), Some(place), true) = (form.get(&PARENT), form.get(&PLACE), form.is_clean()) {
        match store.by(&permit).move_category(&category, parent, place).await {
            Ok(has_moved) => {
                let reply = Reply::see_other(path(category.id));
                let before = placed(&all, category.id, parent, place).into_iter().take_while(|id| *id != category.id).count();
                let moved = Moved {
                    category: category.id,
                    from: (category.parent, place_of(&all, category.id)),
                    to: (parent, u32::try_from(before).unwrap_or(MOST).saturating_add(1)),
                    revision: category.revision.saturating_add(1),
                };
                return Ok(if has_moved { reply.notice(Notice::CategoryMoved(moved)) } else { reply });
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(move_page(&request, &all, &category, &form).status(form.status()))
}

/// Moves it back to where it stood: as whoever opened the page of that form after it was moved would.
pub(crate) fn back(request: &Request, moved: Moved) -> AnyView {
    let said = |(parent, place): (Option<CategoryId>, u32)| (parent.map(|id| id.to_string()).unwrap_or_default(), place.to_string());
    let (shown, (parent, place)) = (said(moved.to), said(moved.from));
    let seen = Snapshot::new(moved.revision).with(&PARENT, shown.0).with(&PLACE, shown.1);
    let form = Form::of(MOVE_FIELDS, request, seen);
    form.post(request).at(format!("{}/move", path(moved.category))).around(view! {
        <input type="hidden" name=PARENT.name value=parent />
        <input type="hidden" name=PLACE.name value=place />
        <button class="button">{t!(request.language, common.form.undo)}</button>
    })
}

fn move_page(request: &Request, all: &[EditedCategory], category: &EditedCategory, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, catalog.move_title, category = isolated(&category.texts.all.name));
    let path = path(category.id);
    layout::page(request, &title, || {
        view! {
            <section class="card narrow">
                <h1>{title.clone()}</h1>
                <p>{t!(language, catalog.stands_in)} " " {named(&category_boxes::path(all, category.id))}</p>
                <p class="hint">{t!(language, catalog.move_text)}</p>
                {form.post(request).at(format!("{path}/move")).around(view! {
                    {form.group(MOVE_GROUP)}
                    <p class="actions">
                        <button class="button primary">{t!(language, catalog.move_category)}</button>
                        <a class="button" href=path>{t!(language, common.form.cancel)}</a>
                    </p>
                })}
            </section>
        }
    })
}

/// A category that is to go, and how many products stand there.
async fn doomed(store: &Store, request: &Request, permit: &Permit<right::Categories>) -> Result<(Doomed, Form), Failure> {
    let (category, all) = opened(store, request, permit).await?;
    let counted = store.by(permit).on_shelves(&all).await?;
    let on = counted.and_then(|counted| counted.get(&category.id).copied());
    let flaw = may_delete(&request.shop.stores, &category, on.map_or(0, |on| on.below)).err();
    let form = Form::of(&[], request, Snapshot::new(category.revision));
    Ok((Doomed { category, all, on, flaw }, form))
}

struct Doomed {
    category: EditedCategory,
    all: Vec<EditedCategory>,
    on: Option<OnShelves>,
    /// Why it stays.
    flaw: Option<Flaw>,
}

pub(super) async fn ask_delete(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (doomed, form) = doomed(&store, &request, &permit).await?;
    Ok(delete_page(&request, &doomed, &form))
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let (mut doomed, form) = doomed(&store, &request, &permit).await?;
    let (by, id) = (store.by(&permit), doomed.category.id);
    let asked = meanwhile::over(&by, &request, Revised::Category(id), (Form::read(&[], &request), doomed.category.revision)).await?;
    if !asked.is_clean() {
        return Ok(delete_page(&request, &doomed, &asked).status(asked.status()));
    }
    match by.delete_category(&doomed.category).await.map_err(Failure::from) {
        Ok(()) => {
            let above = doomed.category.parent.map_or_else(|| PATH.to_owned(), path);
            Ok(Reply::see_other(above).notice(Notice::CategoryDeleted))
        }
        Err(Failure::Invalid(_, flaw)) => {
            doomed.flaw = Some(flaw);
            Ok(delete_page(&request, &doomed, &form).status(422))
        }
        Err(failure) => Err(failure),
    }
}

/// The catalog price rules that are for any of these.
fn rules_for<'a>(request: &'a Request, these: &[&EditedCategory]) -> Vec<&'a Rule> {
    let is_for = |rule: &&Rule| rule.is_there() && these.iter().any(|c| rule.conditions.categories.contains(&c.id));
    request.shop.pricing.rules.iter().filter(is_for).collect()
}

fn delete_page(request: &Request, doomed: &Doomed, form: &Form) -> Reply {
    let language = request.language;
    let Doomed { category, all, on, flaw } = doomed;
    let title = t!(language, catalog.delete_title, category = isolated(&category.texts.all.name));
    let said = match flaw {
        Some(flaw) => view! { <p class="notice error" role="alert" tabindex="-1" autofocus>{words::flaw(language, *flaw)}</p> }.into_any(),
        None => {
            let gone: Vec<_> = below(all, category.id).into_iter().skip(1).map(|c| category_boxes::path(all, c.id)).collect();
            let gone = (!gone.is_empty()).then(|| {
                let names = gone.iter().map(|name| view! { <li>{name.clone()}</li> }).collect_view();
                view! { <p>{t!(language, catalog.subcategories_go)}</p> <ul class="bullets">{names}</ul> }
            });
            let stay = category.parent.map(|parent| {
                let many = on.map_or(0, |on| on.below);
                t!(
                    language,
                    catalog.products_stay,
                    count = many,
                    number = format::number(language, many),
                    parent = category_boxes::path(all, parent)
                )
            });
            let rules = rules_for(request, &below(all, category.id));
            let rules = (!rules.is_empty()).then(|| {
                let names = rules.iter().map(|rule| view! { <li>{named(&rule.name)}</li> }).collect_view();
                view! { <p>{t!(language, catalog.rules_lose)}</p> <ul class="bullets">{names}</ul> }
            });
            view! { {gone} {stay.map(|text| view! { <p>{text}</p> })} {rules} <p>{t!(language, catalog.addresses_go)}</p> }.into_any()
        }
    };
    let act = flaw.is_none().then(|| t!(language, catalog.delete_category));
    Question { title, said, fields: None, act, back: path(category.id) }.page(request, Some(form))
}
