//! Export: what is to be taken along, and the files that were made of it.

use super::{CSV, import::entities, name};
use crate::{
    catalog::products::{PRODUCTS, offering},
    customers::grid::{CUSTOMERS, websites},
    layout,
    under_way::{self, Made},
};
use domain::{
    access::Resource,
    caller::{Permit, right},
    failure::Failure,
    ids::WebsiteId,
    jobs::State,
    list::{Narrowed, Query},
    text::Flaw,
    transfer::{Entity, KEPT, Transfer},
};
use leptos::prelude::*;
use store::{Store, TakeAlong};
use ui::{
    form::{Field, Fields, Form, Group},
    format,
    grid::in_words,
    notice::Notice,
    shown::when_and_zone,
    t,
    table::address,
    web::{Reply, Request},
    words,
};

pub(crate) const PATH: &str = "/admin/system/export";

static ENTITY: Field<Entity> =
    Field::choice("entity", |l| t!(l, transfer.import.entity), entities, |code| Entity::from_code(code).ok_or(Flaw::NotAChoice));
/// What can be chosen is data.
static WEBSITE: Field<Option<WebsiteId>> = Field::choice("website", |l| t!(l, transfer.export.website), |_| Vec::new(), website).optional();
const ASKED: Group = &[&ENTITY.spec, &WEBSITE.spec];
pub(super) static FIELDS: Fields = &[ASKED];

fn website(text: &str) -> Result<Option<WebsiteId>, Flaw> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Flaw::NotAChoice) }
}

/// What says in the address which list is taken along; what that is narrowed to stands beside it.
const OF: &str = "of";

/// Leads from a list to here, with what it is narrowed to: all columns of all that is found.
pub(crate) fn of_list(request: &Request, list: &'static str, asked: &[(String, String)]) -> Option<AnyView> {
    let asked = asked.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let href = address(PATH, &std::iter::once((OF, list)).chain(asked).collect::<Vec<_>>());
    let label = t!(request.language, transfer.export.all_columns);
    request.caller.holds(Resource::Export).then(|| view! { <a class="button" href=href>{label}</a> }.into_any())
}

/// A list that is taken along: what it is of, where it is, and what it is narrowed to.
struct List {
    back: String,
    title: &'static str,
    narrowed: Narrowed,
    /// The same in words.
    told: Option<String>,
    has: fn(Entity) -> bool,
}

impl List {
    /// # Errors
    /// Its reader may not look at it, or there is no such list.
    async fn of(store: &Store, request: &Request) -> Result<Option<Self>, Failure> {
        let narrowed = |query: Query| Narrowed { search: query.search, filters: query.filters };
        let language = request.language;
        match request.query.get(OF) {
            None => Ok(None),
            Some(list) if list == PRODUCTS.name => {
                let permit = request.caller.permit::<right::Products>()?;
                let request = offering(request.clone(), &store.by(&permit).categories().await?);
                let (back, title) = (PRODUCTS.link_to(&request, &[]), (PRODUCTS.title)(language));
                let has = |entity: Entity| entity != Entity::CustomerComposite;
                let query = PRODUCTS.query(&request)?;
                let told = in_words(&request, &PRODUCTS, &query);
                Ok(Some(Self { back, title, narrowed: narrowed(query), told, has }))
            }
            Some(list) if list == CUSTOMERS.name => {
                request.caller.permit::<right::CustomersView>()?;
                let (back, title) = (CUSTOMERS.link_to(request, &[]), (CUSTOMERS.title)(language));
                let has = |entity: Entity| entity == Entity::CustomerComposite;
                let query = CUSTOMERS.query(request)?;
                let told = in_words(request, &CUSTOMERS, &query);
                Ok(Some(Self { back, title, narrowed: narrowed(query), told, has }))
            }
            Some(_) => Err(Failure::NotFound),
        }
    }
}

/// What is of a list is chosen there.
fn offered(request: &Request, form: Form, list: Option<&List>) -> Form {
    let Some(list) = list else { return form };
    let is_of = |(code, _): &(String, String)| Entity::from_code(code).is_some_and(list.has);
    form.offering(&ENTITY, entities(request.language).into_iter().filter(is_of).collect()).without(&WEBSITE)
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    let list = List::of(&store, &request).await?;
    let exports = store.by(&permit).data_exports().await?;
    let form = offered(&request, Form::new(FIELDS, &request), list.as_ref());
    Ok(page(&request, &exports, form, list.as_ref()))
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    let (by, list) = (store.by(&permit), List::of(&store, &request).await?);
    let mut form = offered(&request, Form::read(FIELDS, &request), list.as_ref());
    if let (Some(entity), Some(list)) = (form.get(&ENTITY), &list)
        && !(list.has)(entity)
    {
        form.flaw(&ENTITY, Flaw::NotAChoice);
    }
    if let (Some(entity), Some(website), true) = (form.get(&ENTITY), form.get(&WEBSITE), form.is_clean()) {
        let (narrowed, told) = list.as_ref().map(|list| (list.narrowed.clone(), list.told.clone())).unwrap_or_default();
        let name = name(entity, request.now());
        match by.ask_data(TakeAlong { name, language: request.language, entity, website, narrowed, told }).await {
            Ok(is_asked) => {
                let notice = if is_asked { Notice::ExportAsked } else { Notice::ExportsFull };
                return Ok(Reply::see_other(PATH).notice(notice));
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    Ok(page(&request, &by.data_exports().await?, form, list.as_ref()).status(status))
}

fn page(request: &Request, exports: &[Transfer], form: Form, list: Option<&List>) -> Reply {
    let language = request.language;
    let title = t!(language, transfer.export.title);
    let all = [(String::new(), t!(language, transfer.export.all_websites).to_owned())];
    let form = form.offering(&WEBSITE, all.into_iter().chain(websites(request)).collect());
    layout::page(request, title, || {
        let files = exports.iter().map(|export| made(request, export)).collect();
        // It is posted to where it stands, with all that the list is narrowed to.
        let here = address(PATH, &request.query.iter().collect::<Vec<_>>());
        let of_list = list.map(|list| {
            let (back, title) = (list.back.clone(), list.title);
            view! { <p class="notice">{t!(language, transfer.export.as_listed)} " " <a href=back>{title}</a></p> }
        });
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(language, transfer.export.lead)}</p>
            {of_list}
            {form.post(request).at(here).class("card narrow").around(view! {
                {form.fieldset(|l| t!(l, transfer.export.settings), ASKED)}
                <p class="actions"><button class="button primary">{t!(language, transfer.export.go_on)}</button></p>
            })}
            <h2>{t!(language, transfer.export.files)}</h2>
            {under_way::files(request, PATH, files, t!(language, transfer.export.empty))}
        }
    })
}

fn made(request: &Request, of: &Transfer) -> Made {
    let language = request.language;
    let many = format::number(language, of.done);
    let told = match of.state {
        State::Waiting => words::job_state(language, of.state).to_owned(),
        State::Running if of.total > 0 => {
            let all = format::number(language, of.total);
            t!(language, transfer.export.running_of, done = many.as_str(), all = all.as_str())
        }
        State::Running => t!(language, transfer.export.running, done = many.as_str()),
        State::Done => {
            let size = format::bytes(language, u64::try_from(of.bytes).unwrap_or(0));
            t!(language, transfer.export.done, many = many.as_str(), size = size.as_str())
        }
        State::Failed | State::Canceled => words::unread(language, &of.why),
    };
    let website = of.website.and_then(|id| request.shop.stores.website(id)).map(|website| website.name.clone());
    let what = [Some(words::entity(language, of.entity).to_owned()), website].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Made {
        at: format!("{PATH}/{}", of.id),
        name: name(of.entity, of.at),
        of: Some(what),
        asked: when_and_zone(request, of.at),
        until: of.at.plus(KEPT),
        state: of.state,
        done: of.done,
        total: of.total,
        told,
    }
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let of = by.data_export(request.id("id")?).await?;
    by.delete_data(&of, &name(of.entity, of.at)).await?;
    Ok(Reply::see_other(PATH).notice(Notice::ExportDeleted))
}

pub(super) async fn file(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let of = by.data_export(request.id("id")?).await?;
    // Who may not look at it any more does not take it along either.
    if of.state != State::Done || !permit.grants().allows(of.entity.shown_by()) {
        return Err(Failure::NotFound);
    }
    let name = name(of.entity, of.at);
    by.tell_of_data(&of, &name, request.goes_on).await?;
    Ok(Reply::saved(of.path(), CSV, name))
}
