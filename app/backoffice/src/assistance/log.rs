//! Customers > Login as Customer Log: every visit, newest first.

use super::is_on;
use crate::{audit::export::told, follow::tell, grids};
use domain::{
    assistance::{
        EndCause, Visit,
        log::{self, Wanted},
    },
    caller::{Permit, right},
    failure::Failure,
    list::{Cursor, Sort},
    time::Moment,
};
use futures::future::{ready, try_join};
use std::sync::Arc;
use store::{Happened, Store};
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Grid},
    live::{Batch, Cell, LiveGrid, rows},
    t,
    web::{Reply, Request},
    words,
};

pub(crate) const LIVE: &str = "/admin/login-as-customer-log/live";

pub(crate) static LOG: Grid<Visit> = Grid {
    name: "login-as-customer-log",
    path: "/admin/login-as-customer-log",
    title: |l| t!(l, assistance.log.title),
    search: None,
    columns: &[
        Column::new("logged_in", |l| t!(l, assistance.log.logged_in), |_, v: &Visit| format::machine_time(v.times.started))
            .cell(|request, v| moment(request, v.times.started))
            .time(),
        Column::new("admin_name", |l| t!(l, assistance.log.admin_name), |_, v: &Visit| v.staff_name.clone()),
        Column::new("customer", |l| t!(l, assistance.log.customer), |_, v: &Visit| v.customer_name.clone()),
        Column::new("customer_email", |l| t!(l, assistance.log.customer_email), |_, v: &Visit| v.customer_email.clone()).plain(),
        Column::new("ended", |l| t!(l, assistance.log.ended), |_, v: &Visit| v.ended_at.map(format::machine_time).unwrap_or_default())
            .cell(|request, v| v.ended_at.map_or_else(|| Cell::default().spare(), |at| moment(request, at)))
            .time(),
        Column::new("how", |l| t!(l, assistance.log.how), |request, v: &Visit| how(request, v).to_owned()).cell(how_shown).plain(),
    ],
    filters: &[
        Filter { key: log::CUSTOMER, label: |l| t!(l, assistance.log.customer), kind: FilterKind::Text },
        Filter { key: log::ADMIN, label: |l| t!(l, assistance.log.admin_name), kind: FilterKind::Text },
        Filter { key: log::HOW, label: |l| t!(l, assistance.log.how), kind: FilterKind::Choice(ways) },
        Filter { key: log::LOGGED_IN, label: |l| t!(l, assistance.log.logged_in), kind: FilterKind::Dates },
    ],
    sort: Sort { by: "age", down: true },
    link: Some(|v| format!("/admin/login-as-customer-log/{}", v.id)),
    buttons: None,
    actions: None,
    mass: None,
    live: Some(LiveGrid { path: LIVE, key: |v| v.id.to_string() }),
    exports: None,
    further: None,
    empty: |l| t!(l, assistance.log.empty),
};

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let by = store.by(&permit);
    let by = &by;
    let place = by.last_place().await?;
    let showing = grids::show(&store, &request, &permit, &LOG, Some(place), |query, size| async move { by.visits(&query, size).await });
    // Reading it is told in the record, with what was asked: once, not for each page of it.
    let telling = async {
        let goes_on = request.cursor()? != Cursor::First;
        if LOG.is_unread(&request) { Ok(()) } else { by.tell_of_reading(told(&LOG.asked(&request)), goes_on).await.map_err(Failure::from) }
    };
    try_join(showing, telling).await.map(|(reply, ())| reply)
}

/// What happens in the log, as it happens: as a stream, or what was missed since a place.
pub(crate) async fn follow(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    let columns = grids::followed(&request, &LOG);
    let websites = permit.websites().clone();
    let wanted = Wanted::of(&LOG.query(&request)?).within(&websites);
    let asked = request.clone();
    let batch = move |happened: Arc<Happened>| {
        let (shown, gone): (Vec<&Visit>, Vec<&Visit>) =
            happened.visits.iter().filter(|visit| visit.is_for(&websites)).partition(|visit| wanted.takes(visit));
        let gone = gone.into_iter().map(|visit| visit.id.to_string()).collect();
        ready(Ok(Batch { after: happened.after, place: happened.place, rows: rows(&asked, &LOG, &columns, shown), gone }))
    };
    let permit = Arc::new(permit);
    let reading = store.by(&*permit);
    tell(store.clone(), &request, &permit, is_on, reading.tell_of_reading(told(&LOG.asked(&request)), true), batch).await
}

/// What a visit can stand as: live, or ended in one of these ways.
fn ways(request: &Request) -> Vec<(String, String)> {
    let language = request.language;
    let ended = EndCause::ALL.into_iter().map(|cause| (cause.code().to_owned(), words::end_cause(language, cause).to_owned()));
    std::iter::once((log::LIVE.to_owned(), t!(language, assistance.log.live).to_owned())).chain(ended).collect()
}

pub(super) fn moment(request: &Request, at: Moment) -> Cell {
    Cell { time: Some(format::machine_time(at)), ..Cell::of(format::time(request.language, request.time_zone(), at)) }
}

fn how(request: &Request, visit: &Visit) -> &'static str {
    let language = request.language;
    visit.times.ended.map_or_else(|| t!(language, assistance.log.live), |cause| words::end_cause(language, cause))
}

pub(crate) fn how_shown(request: &Request, visit: &Visit) -> Cell {
    let class = visit.times.ended.is_none().then(|| "live".to_owned());
    Cell { class, ..Cell::of(how(request, visit)) }
}
