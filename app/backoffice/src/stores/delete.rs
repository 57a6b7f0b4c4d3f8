//! Deleting a website, a store or a store view: asked first, with what goes with it.

use super::ALL;
use crate::{meanwhile, question::Question};
use domain::{
    access::Websites,
    caller::{Permit, right},
    failure::Failure,
    ids::{StoreGroupId, StoreViewId, WebsiteId},
    stores::{Shop, rules},
    text::Flaw,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Form, Snapshot},
    named::{isolated, named},
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

/// What is to be deleted, as the page says it.
struct Doomed {
    title: &'static str,
    name: String,
    /// What goes with it, by name.
    with_it: Vec<String>,
    /// What becomes the default in its place.
    heir: Option<String>,
    /// Why it cannot be.
    flaw: Option<Flaw>,
    back: String,
    /// Of the tree: all that stands on the page is of it.
    revision: i64,
}

fn views_of(shop: &Shop, group: StoreGroupId) -> impl Iterator<Item = String> {
    shop.stores.views_of(group).map(|v| v.name.clone()).collect::<Vec<_>>().into_iter()
}

async fn of_website(store: &Store, request: &Request, permit: &Permit<right::AllStores>) -> Result<(Shop, WebsiteId, Doomed), Failure> {
    let shop = store.by(permit).stores().await?;
    let website =
        shop.stores.website(request.id("id")?).filter(|_| *permit.websites() == Websites::All).cloned().ok_or(Failure::NotFound)?;
    let customers = store.by(permit).customers_of(website.id).await?;
    let with_it = shop.stores.groups_of(website.id).flat_map(|g| std::iter::once(g.name.clone()).chain(views_of(&shop, g.id))).collect();
    let doomed = Doomed {
        title: t!(request.language, stores.delete_website),
        name: website.name.clone(),
        with_it,
        heir: None,
        flaw: rules::may_delete_website(&shop.stores, &website).err().or((customers > 0).then_some(Flaw::HasCustomers)),
        back: format!("{ALL}/websites/{}", website.id),
        revision: shop.stores.revision,
    };
    Ok((shop, website.id, doomed))
}

async fn of_group(store: &Store, request: &Request, permit: &Permit<right::AllStores>) -> Result<(Shop, StoreGroupId, Doomed), Failure> {
    let shop = store.by(permit).stores().await?;
    let group = shop.stores.group(request.id("id")?).filter(|g| permit.websites().allows(g.website)).cloned().ok_or(Failure::NotFound)?;
    let doomed = Doomed {
        title: t!(request.language, stores.delete_store),
        name: group.name.clone(),
        with_it: views_of(&shop, group.id).collect(),
        heir: shop.stores.is_default_group(group.id).then(|| rules::heir_of_group(&shop.stores, &group)).flatten().map(|g| g.name.clone()),
        flaw: rules::may_delete_group(&shop.stores, &group).err(),
        back: format!("{ALL}/stores/{}", group.id),
        revision: shop.stores.revision,
    };
    Ok((shop, group.id, doomed))
}

async fn of_view(store: &Store, request: &Request, permit: &Permit<right::AllStores>) -> Result<(Shop, StoreViewId, Doomed), Failure> {
    let shop = store.by(permit).stores().await?;
    let view = shop.stores.view(request.id("id")?).cloned().ok_or(Failure::NotFound)?;
    if !shop.stores.website_of(view.group).is_some_and(|w| permit.websites().allows(w.id)) {
        return Err(Failure::NotFound);
    }
    let doomed = Doomed {
        title: t!(request.language, stores.delete_view),
        name: view.name.clone(),
        with_it: Vec::new(),
        heir: shop.stores.is_default_view(view.id).then(|| rules::heir_of_view(&shop.stores, &view)).flatten().map(|v| v.name.clone()),
        flaw: rules::may_delete_view(&shop.stores, &view).err(),
        back: format!("{ALL}/views/{}", view.id),
        revision: shop.stores.revision,
    };
    Ok((shop, view.id, doomed))
}

fn shown(request: &Request, doomed: &Doomed) -> Form {
    Form::of(&[], request, Snapshot::new(doomed.revision))
}

/// The page again, if it cannot be deleted, was changed since it was asked for, or is to be asked again.
async fn refused(store: &Store, request: &Request, permit: &Permit<right::AllStores>, doomed: &Doomed) -> Result<Option<Reply>, Failure> {
    let mut form = Form::read(&[], request);
    // What all of them are like counts: what goes with it, and what becomes the default.
    form.over(doomed.revision)?;
    // Who changed what belongs to others is not told to whoever is for some websites alone.
    if *permit.websites() == Websites::All {
        form = meanwhile::told(&store.by(permit), request, Revised::Stores, form).await?;
    }
    let status = if form.is_clean() { 422 } else { form.status() };
    Ok((!form.is_clean() || doomed.flaw.is_some()).then(|| page(request, doomed, &form).status(status)))
}

pub(super) async fn ask_website(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (_, _, doomed) = of_website(&store, &request, &permit).await?;
    Ok(page(&request, &doomed, &shown(&request, &doomed)))
}

pub(super) async fn website(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (shop, id, doomed) = of_website(&store, &request, &permit).await?;
    if let Some(page) = refused(&store, &request, &permit, &doomed).await? {
        return Ok(page);
    }
    store.by(&permit).delete_website(&shop, id).await?;
    Ok(Reply::see_other(ALL).notice(Notice::WebsiteDeleted))
}

pub(super) async fn ask_group(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (_, _, doomed) = of_group(&store, &request, &permit).await?;
    Ok(page(&request, &doomed, &shown(&request, &doomed)))
}

pub(super) async fn group(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (shop, id, doomed) = of_group(&store, &request, &permit).await?;
    if let Some(page) = refused(&store, &request, &permit, &doomed).await? {
        return Ok(page);
    }
    store.by(&permit).delete_group(&shop, id).await?;
    Ok(Reply::see_other(ALL).notice(Notice::StoreDeleted))
}

pub(super) async fn ask_view(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (_, _, doomed) = of_view(&store, &request, &permit).await?;
    Ok(page(&request, &doomed, &shown(&request, &doomed)))
}

pub(super) async fn view(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let (shop, id, doomed) = of_view(&store, &request, &permit).await?;
    if let Some(page) = refused(&store, &request, &permit, &doomed).await? {
        return Ok(page);
    }
    store.by(&permit).delete_view(&shop, id).await?;
    Ok(Reply::see_other(ALL).notice(Notice::StoreViewDeleted))
}

fn page(request: &Request, doomed: &Doomed, form: &Form) -> Reply {
    let (language, title) = (request.language, doomed.title);
    let said = match doomed.flaw {
        Some(flaw) => view! { <p class="notice error" role="alert" tabindex="-1" autofocus>{words::flaw(language, flaw)}</p> }.into_any(),
        None => {
            let with_it = (!doomed.with_it.is_empty()).then(|| {
                let names = doomed.with_it.iter().map(|name| view! { <li>{named(name)}</li> }).collect_view();
                view! { <p>{t!(language, stores.goes_with_it)}</p> <ul>{names}</ul> }
            });
            let heir = doomed
                .heir
                .as_ref()
                .map(|name| view! { <p class="notice warning">{t!(language, stores.becomes_default, name = isolated(name))}</p> });
            view! { {with_it} {heir} <p>{t!(language, stores.delete_text)}</p> }.into_any()
        }
    };
    let question = Question {
        title: format!("{title}: {}", isolated(&doomed.name)),
        said,
        fields: None,
        act: doomed.flaw.is_none().then_some(title),
        back: doomed.back.clone(),
    };
    question.page(request, Some(form))
}
