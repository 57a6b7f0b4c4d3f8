//! Export: what is to be taken along, and the files that were made of it.

use super::{CSV, import::entities, name};
use crate::{
    customers::grid::websites,
    layout,
    under_way::{self, Made},
};
use domain::{
    caller::{Permit, right},
    failure::Failure,
    ids::WebsiteId,
    jobs::State,
    text::Flaw,
    transfer::{Entity, KEPT, Transfer},
};
use leptos::prelude::*;
use store::{Store, TakeAlong};
use ui::{
    form::{Field, Fields, Form, Group},
    format,
    notice::Notice,
    t,
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

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    let exports = store.by(&permit).data_exports().await?;
    Ok(page(&request, &exports, Form::new(FIELDS, &request)))
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let mut form = Form::read(FIELDS, &request);
    if let (Some(entity), Some(website), true) = (form.get(&ENTITY), form.get(&WEBSITE), form.is_clean()) {
        match by.ask_data(TakeAlong { language: request.language, entity, website }).await {
            Ok(is_asked) => {
                let notice = if is_asked { Notice::ExportAsked } else { Notice::ExportsFull };
                return Ok(Reply::see_other(PATH).notice(notice));
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    Ok(page(&request, &by.data_exports().await?, form).status(status))
}

fn page(request: &Request, exports: &[Transfer], form: Form) -> Reply {
    let language = request.language;
    let title = t!(language, transfer.export.title);
    let all = [(String::new(), t!(language, transfer.export.all_websites).to_owned())];
    let form = form.offering(&WEBSITE, all.into_iter().chain(websites(request)).collect());
    layout::page(request, title, || {
        let files = exports.iter().map(|export| made(request, export)).collect();
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(language, transfer.export.lead)}</p>
            {form.post(request).class("card narrow").around(view! {
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
        name: name(of.entity, of),
        of: Some(what),
        asked: request.time(of.at).into_any(),
        until: of.at.plus(KEPT),
        state: of.state,
        done: of.done,
        total: of.total,
        told,
    }
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    store.by(&permit).delete_data(request.id("id")?).await?;
    Ok(Reply::see_other(PATH).notice(Notice::ExportDeleted))
}

pub(super) async fn file(store: Store, request: Request, permit: Permit<right::Export>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let of = by.data_export(request.id("id")?).await?;
    // Who may not look at it any more does not take it along either.
    if of.state != State::Done || !permit.grants().allows(of.entity.shown_by()) {
        return Err(Failure::NotFound);
    }
    if !request.goes_on {
        by.tell_of_data(&of).await?;
    }
    Ok(Reply::saved(of.path(), CSV, name(of.entity, &of)))
}
