//! What happened: the newest events, as they happen.

use crate::{audit::report::REPORT, grids::table};
use domain::{
    audit::{Recorded, report::Called},
    caller::right,
    failure::Failure,
    list::{Cursor, Listed},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    grid::{Freshness, newest},
    shown, t,
    web::Request,
};

const EVENTS: usize = 10;
/// Of the report's columns.
const COLUMNS: [&str; 4] = ["time", "action", "username", "details"];

pub(super) struct Happened {
    place: i64,
    events: Listed<Recorded>,
}

/// For whoever may read the record. That it was looked at here is not told in it: nobody asked it anything.
pub(super) async fn read(store: &Store, request: &Request) -> Result<Option<Happened>, Failure> {
    let Ok(permit) = request.caller.permit::<right::ActionLogsReport>() else { return Ok(None) };
    let by = store.by(&permit);
    let report = by.report(&REPORT.narrowed([]), &Called::default()).await?;
    Ok(Some(Happened { place: report.place(), events: report.page(&Cursor::First, EVENTS).await? }))
}

impl Happened {
    pub(super) fn view(&self, request: &Request) -> AnyView {
        let language = request.language;
        let fresh = Freshness { place: self.place, most: EVENTS, table };
        let (title, all) = (t!(language, dashboard.happened), t!(language, dashboard.all));
        view! {
            <div class="heading"><h2>{title}</h2> <a href=REPORT.path aria-label=format!("{all}: {title}")>{all}</a></div>
            {newest(request, &REPORT, &COLUMNS, &self.events, fresh)}
            {shown::clock(request)}
        }
        .into_any()
    }
}
