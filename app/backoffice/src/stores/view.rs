//! A store view: new, or changed.

use super::{ALL, CODE, CURRENCY, NAME, POSITION, Sheet, sheet};
use crate::{audit::report::history, layout, meanwhile};
use domain::{
    caller::{Permit, right},
    failure::Failure,
    ids::{StoreGroupId, StoreViewId},
    stores::{BaseUrl, Language, Region, Shop, StoreView, rules},
    text::Flaw,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Field, Fields, Form, Group, Snapshot},
    named::{below, named},
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

static STORE: Field<StoreGroupId> =
    Field::choice("store", |l| t!(l, stores.store), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
static ACTIVE: Field<bool> = Field::choice(
    "active",
    |l| t!(l, stores.status),
    statuses,
    |code| match code {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(Flaw::NotAChoice),
    },
);
static LANGUAGE: Field<Language> = Field::choice(
    "language",
    |l| t!(l, stores.language),
    languages,
    |tag| Language::ALL.into_iter().find(|l| l.tag() == tag).ok_or(Flaw::NotAChoice),
);
static REGION: Field<Option<Region>> = Field::line("region", |l| t!(l, stores.region), |text| filled(text, Region::parse))
    .optional()
    .hint(|l| t!(l, stores.region_hint))
    .example("AT");
static BASE_URL: Field<Option<BaseUrl>> = Field::line("base_url", |l| t!(l, stores.base_url), |text| filled(text, BaseUrl::parse))
    .optional()
    .hint(|l| t!(l, stores.base_url_hint))
    .example("https://shop.example");
const GROUP: Group =
    &[&STORE.spec, &NAME.spec, &CODE.spec, &ACTIVE.spec, &LANGUAGE.spec, &REGION.spec, &CURRENCY.spec, &BASE_URL.spec, &POSITION.spec];
pub(super) static FIELDS: Fields = &[GROUP];

fn filled<T>(text: &str, parse: impl Fn(&str) -> Result<T, Flaw>) -> Result<Option<T>, Flaw> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn statuses(language: Language) -> Vec<(String, String)> {
    [("1", t!(language, stores.enabled)), ("0", t!(language, stores.disabled))].map(|(c, l)| (c.to_owned(), l.to_owned())).into()
}

fn languages(_: Language) -> Vec<(String, String)> {
    Language::ALL.map(|l| (l.tag().to_owned(), l.own_name().to_owned())).into()
}

fn snapshot(view: &StoreView) -> Snapshot {
    Snapshot::new(view.revision)
        .with(&STORE, view.group.to_string())
        .with(&NAME, view.name.clone())
        .with(&CODE, view.code.clone())
        .with(&ACTIVE, if view.active { "1" } else { "0" })
        .with(&LANGUAGE, view.language.tag())
        .with(&REGION, view.region.clone())
        .with(&CURRENCY, view.currency.code())
        .with(&BASE_URL, view.base_url.clone().unwrap_or_default())
        .with(&POSITION, view.position.to_string())
}

/// With what can be chosen. The default view of a store stays in it, and enabled.
fn offered(request: &Request, form: Form, shop: &Shop, view: Option<&StoreView>) -> Form {
    let stores = shop.stores.groups().iter().filter(|g| request.caller.is_for(g.website)).map(|g| {
        let website = shop.stores.website(g.website).map(|w| w.name.as_str()).unwrap_or_default();
        (g.id.to_string(), below([website, &g.name]))
    });
    let form = form.offering(&STORE, stores.collect());
    // Who sends something else all the same is told why not.
    let is_fixed = view.is_some_and(|v| shop.stores.is_default_view(v.id));
    if is_fixed && request.form.is_empty() {
        let why = words::flaw(request.language, Flaw::IsDefault);
        form.lock(&STORE).lock(&ACTIVE).hinted(&STORE, why.clone()).hinted(&ACTIVE, why)
    } else {
        form
    }
}

fn read(form: &mut Form, request: &Request, shop: &Shop, id: StoreViewId, was: Option<&StoreView>) -> Option<StoreView> {
    let (group, name, code, active) = (form.get(&STORE), form.get(&NAME), form.get(&CODE), form.get(&ACTIVE));
    let (language, region, currency) = (form.get(&LANGUAGE), form.get(&REGION), form.get(&CURRENCY));
    let (base_url, position) = (form.get(&BASE_URL), form.get(&POSITION));
    if !form.is_clean() {
        return None;
    }
    let base_url = base_url?;
    if base_url.as_ref().is_some_and(|url| !request.own_hosts.has(url)) {
        form.flaw(&BASE_URL, Flaw::NotOwnHost);
    }
    // Whose store it is: of others he is offered none.
    let is_offered = |group: &StoreGroupId| shop.stores.website_of(*group).is_some_and(|w| request.caller.is_for(w.id));
    if group.is_some_and(|group| !is_offered(&group)) {
        form.flaw(&STORE, Flaw::NotAChoice);
    }
    if !form.is_clean() {
        return None;
    }
    // Where the shop is anyway is no address of its own.
    let base_url = base_url.map(|url| url.as_str().to_owned()).filter(|url| **url != *request.base_url);
    Some(StoreView {
        id,
        group: group?,
        name: name?.as_str().to_owned(),
        code: code?.as_str().to_owned(),
        language: language?,
        region: region?.map(|r| r.as_str().to_owned()).unwrap_or_default(),
        currency: currency?,
        base_url,
        active: active?,
        position: position?,
        revision: was.map_or(0, |v| v.revision),
    })
}

pub(super) async fn show_new(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let shop = store.by(&permit).stores().await?;
    let currency = shop.default_view().currency.code();
    let form = Form::new(FIELDS, &request).filled(&ACTIVE, "1").filled(&CURRENCY, currency);
    let form = form.filled(&LANGUAGE, shop.default_view().language.tag());
    Ok(page(&request, &shop, None, &offered(&request, form, &shop, None)))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (by, shop) = (store.by(&permit), store.by(&permit).stores().await?);
    let mut form = offered(&request, Form::read(FIELDS, &request), &shop, None);
    if let Some(view) = read(&mut form, &request, &shop, StoreViewId::new(by.new_id()), None) {
        match by.save_view(&shop, &view).await {
            Ok(()) => return Ok(Reply::see_other(ALL).notice(Notice::StoreViewSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, None, &form).status(form.status()))
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let shop = store.by(&permit).stores().await?;
    let view = shop
        .stores
        .view(request.id("id")?)
        .filter(|v| shop.stores.website_of(v.group).is_some_and(|w| permit.websites().allows(w.id)))
        .ok_or(Failure::NotFound)?;
    let form = offered(&request, Form::of(FIELDS, &request, snapshot(view)), &shop, Some(view));
    Ok(page(&request, &shop, Some(view), &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (by, shop) = (store.by(&permit), store.by(&permit).stores().await?);
    let was = shop
        .stores
        .view(request.id("id")?)
        .filter(|v| shop.stores.website_of(v.group).is_some_and(|w| permit.websites().allows(w.id)))
        .ok_or(Failure::NotFound)?;
    let form = meanwhile::told(&by, &request, Revised::StoreView(was.id), Form::read(FIELDS, &request).onto(snapshot(was))?).await?;
    let mut form = offered(&request, form, &shop, Some(was));
    if let Some(view) = read(&mut form, &request, &shop, was.id, Some(was)) {
        match by.save_view(&shop, &view).await {
            Ok(()) => return Ok(Reply::see_other(ALL).notice(Notice::StoreViewSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, Some(was), &form).status(form.status()))
}

fn page(request: &Request, shop: &Shop, view: Option<&StoreView>, form: &Form) -> Reply {
    let language = request.language;
    let title = view.map_or_else(|| t!(language, stores.new_view).to_owned(), |v| v.name.clone());
    let delete = view
        .filter(|v| rules::may_delete_view(&shop.stores, v).is_ok())
        .map(|v| (format!("{ALL}/views/{}/delete", v.id), t!(language, stores.delete_view)));
    let note = view.map(|_| t!(language, stores.code_note));
    layout::page(request, &title, || {
        sheet(
            request,
            Sheet {
                title: view.map_or_else(|| title.clone().into_any(), |v| named(&v.name)),
                legend: t!(language, stores.view_information),
                group: GROUP,
                form,
                history: view.and_then(|v| history(request, "store_view", v.id)),
                delete,
                save: t!(language, stores.save_view),
                note,
            },
        )
    })
}
