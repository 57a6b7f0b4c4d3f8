//! A store: new, or changed.

use super::{ALL, CODE, NAME, Sheet, sheet};
use crate::{audit::report::history, layout, meanwhile};
use domain::{
    caller::{Permit, right},
    catalog::Category,
    failure::Failure,
    ids::{CategoryId, StoreGroupId, StoreViewId, WebsiteId},
    stores::{Shop, StoreGroup, rules},
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
    words,
};

static WEBSITE: Field<WebsiteId> =
    Field::choice("website", |l| t!(l, stores.website), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
static ROOT: Field<CategoryId> =
    Field::choice("root", |l| t!(l, stores.root_category), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
static DEFAULT_VIEW: Field<Option<StoreViewId>> = Field::choice(
    "default_view",
    |l| t!(l, stores.default_view),
    |_| Vec::new(),
    |id| if id.is_empty() { Ok(None) } else { id.parse().map(Some).map_err(|_| Flaw::NotAChoice) },
)
.optional();
const GROUP: Group = &[&WEBSITE.spec, &NAME.spec, &CODE.spec, &ROOT.spec, &DEFAULT_VIEW.spec];
pub(super) static FIELDS: Fields = &[GROUP];

fn snapshot(group: &StoreGroup) -> Snapshot {
    Snapshot::new(group.revision)
        .with(&WEBSITE, group.website.to_string())
        .with(&NAME, group.name.clone())
        .with(&CODE, group.code.clone())
        .with(&ROOT, group.root.to_string())
        .with(&DEFAULT_VIEW, group.default_view.map(|id| id.to_string()).unwrap_or_default())
}

/// With what can be chosen. The default view is one that is enabled.
fn offered(request: &Request, form: Form, shop: &Shop, roots: &[Category], group: Option<&StoreGroup>) -> Form {
    let websites =
        shop.stores.websites().iter().filter(|w| request.caller.is_for(w.id)).map(|w| (w.id.to_string(), w.name.clone())).collect();
    let roots = roots.iter().map(|c| (c.id.to_string(), c.name.clone())).collect();
    let form = form.offering(&WEBSITE, websites).offering(&ROOT, roots);
    let Some(group) = group else { return form.without(&DEFAULT_VIEW) };
    let views: Vec<(String, String)> =
        shop.stores.views_of(group.id).filter(|v| v.active).map(|v| (v.id.to_string(), v.name.clone())).collect();
    let form = if views.is_empty() { form.without(&DEFAULT_VIEW) } else { form.offering(&DEFAULT_VIEW, views) };
    // Who sends something else all the same is told why not.
    let is_fixed = rules::is_fixed_group(&shop.stores, group.id);
    if is_fixed && request.form.is_empty() {
        form.lock(&WEBSITE).hinted(&WEBSITE, words::flaw(request.language, Flaw::IsDefault))
    } else {
        form
    }
}

fn read(form: &mut Form, request: &Request, id: StoreGroupId, was: Option<&StoreGroup>) -> Option<StoreGroup> {
    let (website, name, code, root) = (form.get(&WEBSITE), form.get(&NAME), form.get(&CODE), form.get(&ROOT));
    let default_view = if form.is_filled(&DEFAULT_VIEW) { form.get(&DEFAULT_VIEW)? } else { was.and_then(|g| g.default_view) };
    if website.is_some_and(|website| !request.caller.is_for(website)) {
        form.flaw(&WEBSITE, Flaw::NotAChoice);
    }
    if !form.is_clean() {
        return None;
    }
    Some(StoreGroup {
        id,
        website: website?,
        name: name?.as_str().to_owned(),
        code: code?.as_str().to_owned(),
        root: root?,
        default_view,
        revision: was.map_or(0, |g| g.revision),
    })
}

async fn known(store: &Store, permit: &Permit<right::AllStores>) -> Result<(Shop, Vec<Category>), Failure> {
    Ok((store.by(permit).stores().await?, store.by(permit).root_categories().await?))
}

pub(super) async fn show_new(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (shop, roots) = known(&store, &permit).await?;
    let root = roots.first().map(|c| c.id.to_string()).unwrap_or_default();
    Ok(page(&request, &shop, None, &offered(&request, Form::new(FIELDS, &request).filled(&ROOT, root), &shop, &roots, None)))
}

pub(super) async fn create(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (shop, roots) = known(&store, &permit).await?;
    let mut form = offered(&request, Form::read(FIELDS, &request), &shop, &roots, None);
    if let Some(group) = read(&mut form, &request, StoreGroupId::new(store.by(&permit).new_id()), None) {
        match store.by(&permit).save_group(&shop, &group).await {
            Ok(()) => return Ok(Reply::see_other(ALL).notice(Notice::StoreSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, None, &form).status(form.status()))
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (shop, roots) = known(&store, &permit).await?;
    let group = shop.stores.group(request.id("id")?).filter(|g| permit.websites().allows(g.website)).ok_or(Failure::NotFound)?;
    let form = offered(&request, Form::of(FIELDS, &request, snapshot(group)), &shop, &roots, Some(group));
    Ok(page(&request, &shop, Some(group), &form))
}

pub(super) async fn save(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (shop, roots) = known(&store, &permit).await?;
    let was = shop.stores.group(request.id("id")?).filter(|g| permit.websites().allows(g.website)).ok_or(Failure::NotFound)?;
    let form =
        meanwhile::told(&store.by(&permit), &request, Revised::Store(was.id), Form::read(FIELDS, &request).onto(snapshot(was))?).await?;
    let mut form = offered(&request, form, &shop, &roots, Some(was));
    if let Some(group) = read(&mut form, &request, was.id, Some(was)) {
        match store.by(&permit).save_group(&shop, &group).await {
            Ok(()) => return Ok(Reply::see_other(ALL).notice(Notice::StoreSaved)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&request, &shop, Some(was), &form).status(form.status()))
}

fn page(request: &Request, shop: &Shop, group: Option<&StoreGroup>, form: &Form) -> Reply {
    let language = request.language;
    let title = group.map_or_else(|| t!(language, stores.new_store).to_owned(), |g| g.name.clone());
    let delete = group
        .filter(|g| rules::may_delete_group(&shop.stores, g).is_ok())
        .map(|g| (format!("{ALL}/stores/{}/delete", g.id), t!(language, stores.delete_store)));
    layout::page(request, &title, || {
        sheet(
            request,
            Sheet {
                title: group.map_or_else(|| title.clone().into_any(), |g| named(&g.name)),
                legend: t!(language, stores.store_information),
                group: GROUP,
                form,
                history: group.and_then(|g| history(request, "store", g.id)),
                delete,
                save: t!(language, stores.save_store),
                note: None,
            },
        )
    })
}
