//! A customer's own sessions, and among them the visits to him, shown as what they are.

use crate::assistance::guide;
use domain::{caller::Own, failure::Failure, ids::VisitId, text::Flaw, time::Moment};
use leptos::prelude::*;
use store::{BRIEF_IDLE, SHOPPER_ABSOLUTE, Store, StoreError};
use ui::{
    form::{Field, Fields, Form, Post},
    notice::Notice,
    sessions::{self, END},
    t,
    web::{Reply, Request},
};

pub(super) const PATH: &str = "/customer/account/sessions";
pub(super) const OTHERS: &str = "/customer/account/sessions/others";
/// Which visit is to end.
pub(super) static VISIT: Field<VisitId> = Field::button("visit", |id| id.parse().map_err(|_| Flaw::NotAChoice));
pub(super) static FIELDS: Fields = &[&[&END.spec, &VISIT.spec]];

pub(super) async fn show(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    let (sessions, visits) = (store.by(&own).own_sessions().await?, store.by(&own).visits_to_me().await?);
    let title = t!(request.language, customers.sessions.title);
    let page = super::panel::page(&store, &request, title, || {
        let visits = (!visits.is_empty()).then(|| visits.iter().map(|visit| row(&request, visit)).collect_view().into_any());
        let asked = request.config.login_as_customer_enabled().then(|| view! { <p>{guide::link(&request)}</p> });
        view! { <h1>{title}</h1> {ends(&request)} {asked} {sessions::table(&request, &sessions, &request.href(PATH), visits)} }
    });
    Ok(page.await)
}

/// When sessions end by themselves: no page says it beforehand.
fn ends(request: &Request) -> AnyView {
    let language = request.language;
    let days = SHOPPER_ABSOLUTE.as_secs() / (24 * 60 * 60);
    let brief = request.config.asks_to_remember().then(|| {
        let hours = BRIEF_IDLE.as_secs() / (60 * 60);
        view! { <p>{t!(language, customers.sessions.ends_brief, hours = hours)}</p> }
    });
    view! { <p>{t!(language, customers.sessions.ends, days = days)}</p> {brief} }.into_any()
}

/// Who of the staff it is, is not the customer's to know.
fn row(request: &Request, (id, since): &(VisitId, Moment)) -> AnyView {
    let language = request.language;
    let (name, end) = (t!(language, customers.sessions.visit), t!(language, common.sessions.end));
    let button = Post::to(request, request.href(PATH)).class("inline").around(view! {
        <button class="button" name=VISIT.name value=id.to_string() aria-label=format!("{end}: {name}")>{end}</button>
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td></td>
            <td data-label=t!(language, common.sessions.since)>{request.minute(*since)}</td>
            <td></td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}

pub(super) async fn end(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let ended = if form.is_filled(&VISIT) {
        let visit = form.get(&VISIT).ok_or(Failure::Malformed)?;
        store.by(&own).end_visit_to_me(visit).await
    } else {
        let key = form.get(&END).ok_or(Failure::Malformed)?;
        store.by(&own).end_own_session(&key).await
    };
    over(ended)?;
    Ok(Reply::see_other(request.href(PATH)).notice(Notice::OneSessionEnded))
}

/// What was over already is as it was wanted.
pub(super) fn over(ended: Result<(), StoreError>) -> Result<(), Failure> {
    match ended {
        Ok(()) | Err(StoreError::NotFound | StoreError::Stale) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn ask(store: Store, request: Request, _: Own) -> Result<Reply, Failure> {
    let title = t!(request.language, common.sessions.end_others);
    Ok(super::panel::page(&store, &request, title, || sessions::ask(&request, request.href(PATH))).await)
}

pub(super) async fn end_others(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    store.by(&own).end_other_sessions().await?;
    Ok(Reply::see_other(request.href(PATH)).notice(Notice::OtherSessionsEnded))
}
