//! A website: new, or changed.

use super::{ALL, CODE, CURRENCY, NAME, POSITION, Sheet, sheet};
use crate::{audit::report::history, layout, meanwhile};
use domain::{
    access::Websites,
    caller::{Permit, right},
    failure::Failure,
    ids::{StoreGroupId, WebsiteId},
    money::Currency,
    stores::{Shop, Website, rules},
    text::Flaw,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    named::named,
    notice::Notice,
    t,
    web::{Reply, Request},
};

static DEFAULT_STORE: Field<Option<StoreGroupId>> = Field::choice(
    "default_store",
    |l| t!(l, stores.default_store),
    |_| Vec::new(),
    |id| if id.is_empty() { Ok(None) } else { id.parse().map(Some).map_err(|_| Flaw::NotAChoice) },
)
.optional();
static IS_DEFAULT: Field<bool> =
    Field::check_box("is_default", |l| t!(l, stores.set_as_default)).hint(|l| t!(l, stores.set_as_default_hint));
const GROUP: Group = &[&NAME.spec, &CODE.spec, &POSITION.spec, &CURRENCY.spec, &DEFAULT_STORE.spec, &IS_DEFAULT.spec];
pub(super) static FIELDS: Fields = &[GROUP];

fn snapshot(website: &Website) -> Snapshot {
    Snapshot::new(website.revision)
        .with(&NAME, website.name.clone())
        .with(&CODE, website.code.clone())
        .with(&POSITION, website.position.to_string())
        .with(&CURRENCY, website.currency.code())
        .with(&DEFAULT_STORE, website.default_group.map(|id| id.to_string()).unwrap_or_default())
        .ticked(&IS_DEFAULT, website.is_default)
}

/// With what can be chosen: a website without stores has no default one, and the default website stays it until another becomes it.
fn offered(form: Form, shop: &Shop, website: Option<&Website>) -> Form {
    let Some(website) = website else { return form.without(&DEFAULT_STORE).without(&IS_DEFAULT) };
    let stores: Vec<(String, String)> = shop.stores.groups_of(website.id).map(|g| (g.id.to_string(), g.name.clone())).collect();
    let form = if stores.is_empty() { form.without(&DEFAULT_STORE) } else { form.offering(&DEFAULT_STORE, stores) };
    if website.is_default || !shop.serves(website.id) { form.without(&IS_DEFAULT) } else { form }
}

fn read(form: &mut Form, id: WebsiteId, was: Option<&Website>) -> Option<Website> {
    let (name, code, position, currency) = (form.get(&NAME), form.get(&CODE), form.get(&POSITION), form.get(&CURRENCY));
    let default_group = if form.is_filled(&DEFAULT_STORE) { form.get(&DEFAULT_STORE)? } else { was.and_then(|w| w.default_group) };
    let is_default = was.is_some_and(|w| w.is_default) || form.get(&IS_DEFAULT)?;
    if !form.is_clean() {
        return None;
    }
    Some(Website {
        id,
        name: name?.as_str().to_owned(),
        code: code?.as_str().to_owned(),
        position: position?,
        currency: currency?,
        default_group,
        is_default,
        revision: was.map_or(0, |w| w.revision),
    })
}

pub(super) async fn show_new(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    if *permit.websites() != Websites::All {
        return Err(Failure::NotFound);
    }
    let shop = store.by(&permit).stores().await?;
    let currency = shop.stores.default_website().map_or(Currency::USD, |w| w.currency);
    Ok(page(&request, &shop, None, &offered(Form::new(FIELDS, &request).filled(&CURRENCY, currency.code()), &shop, None)))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (by, shop) = (store.by(&permit), store.by(&permit).stores().await?);
    let mut form = offered(Form::read(FIELDS, &request), &shop, None);
    if let Some(website) = read(&mut form, WebsiteId::new(by.new_id()), None) {
        match by.save_website(&shop, &website).await {
            Ok(()) => return Ok(Reply::see_other(ALL).notice(Notice::WebsiteSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, None, &form).status(form.status()))
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let shop = store.by(&permit).stores().await?;
    let website = shop.stores.website(request.id("id")?).filter(|w| permit.websites().allows(w.id)).ok_or(Failure::NotFound)?;
    let form = offered(Form::of(FIELDS, &request, snapshot(website)), &shop, Some(website));
    Ok(page(&request, &shop, Some(website), &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (by, shop) = (store.by(&permit), store.by(&permit).stores().await?);
    let was = shop.stores.website(request.id("id")?).filter(|w| permit.websites().allows(w.id)).ok_or(Failure::NotFound)?;
    let form = meanwhile::told(&by, &request, Revised::Website(was.id), Form::read(FIELDS, &request).onto(snapshot(was))?).await?;
    let mut form = offered(form, &shop, Some(was));
    if let Some(website) = read(&mut form, was.id, Some(was)) {
        match by.save_website(&shop, &website).await {
            Ok(()) => return Ok(Reply::see_other(ALL).notice(Notice::WebsiteSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, Some(was), &form).status(form.status()))
}

fn page(request: &Request, shop: &Shop, website: Option<&Website>, form: &Form) -> Reply {
    let language = request.language;
    let title = website.map_or_else(|| t!(language, stores.new_website).to_owned(), |w| w.name.clone());
    let delete = website
        .filter(|w| rules::may_delete_website(&shop.stores, w).is_ok())
        .map(|w| (format!("{ALL}/websites/{}/delete", w.id), t!(language, stores.delete_website)));
    layout::page(request, &title, || {
        sheet(
            request,
            Sheet {
                title: website.map_or_else(|| title.clone().into_any(), |w| named(&w.name)),
                legend: t!(language, stores.website_information),
                group: GROUP,
                form,
                history: website.and_then(|w| history(request, "website", w.id)),
                delete,
                save: t!(language, stores.save_website),
                note: None,
            },
        )
    })
}
