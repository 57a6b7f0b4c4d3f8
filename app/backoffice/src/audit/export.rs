//! The report as a file: all that is asked for, however much that is, made while it is sent. What happens meanwhile is not in it.

use super::report::REPORT;
use crate::grids;
use domain::{
    audit::{Actor, Recorded, report::Wanted},
    caller::{Permit, right},
    failure::Failure,
    list::Cursor,
};
use futures::{Stream, StreamExt, stream};
use serde_json::json;
use std::sync::Arc;
use store::Store;
use ui::{
    format,
    grid::{csv_head, csv_rows},
    web::{Reply, Request},
};

/// So many events are read at once.
const AT_ONCE: usize = 500;

/// What a file of events looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    /// An object a line: codes, not words, and values as they are.
    JsonLines,
}

impl Format {
    pub(super) fn asked(request: &Request) -> Option<Self> {
        match request.query.get("export") {
            Some("csv") => Some(Self::Csv),
            Some("jsonl") => Some(Self::JsonLines),
            Some(_) | None => None,
        }
    }
}

/// The file that is asked for.
pub(super) async fn file(
    store: Store,
    request: Request,
    permit: Arc<Permit<right::ActionLogsReport>>,
    wanted: Wanted,
    format: Format,
) -> Result<Reply, Failure> {
    let columns = grids::chosen(&store, &permit, &REPORT).await?;
    let name = format!("action-logs-{}", format::machine_time(domain::caller::Proof::origin(&*permit).at).replace([':', '.'], ""));
    let events = events(store, permit, wanted);
    Ok(match format {
        Format::Csv => {
            let head = csv_head(&request, &columns)?;
            let rows = events.map(move |read| csv_rows(&request, &columns, read?.iter()));
            Reply::made("text/csv; charset=utf-8", format!("{name}.csv"), stream::iter([Ok(head)]).chain(rows))
        }
        Format::JsonLines => {
            let rows = events.map(|read| Ok(read?.iter().flat_map(|event| format!("{}\n", line(event)).into_bytes()).collect()));
            Reply::made("application/jsonl; charset=utf-8", format!("{name}.jsonl"), rows)
        }
    })
}

/// All of them, some at once, the newest first.
fn events(
    store: Store,
    permit: Arc<Permit<right::ActionLogsReport>>,
    wanted: Wanted,
) -> impl Stream<Item = Result<Vec<Recorded>, Failure>> + Send + 'static {
    stream::unfold(Some((store, permit, wanted, Cursor::First)), |state| async move {
        let (store, permit, wanted, cursor) = state?;
        match store.by(&*permit).events(&wanted, &cursor, AT_ONCE).await {
            Ok(listed) => {
                let next = listed.next.map(|key| (store, permit, wanted, Cursor::After(key)));
                Some((Ok(listed.items), next))
            }
            Err(error) => Some((Err(error.into()), None)),
        }
    })
}

fn line(event: &Recorded) -> serde_json::Value {
    let (kind, id) = match &event.actor {
        Actor::Guest => ("guest", None),
        Actor::Program => ("program", None),
        Actor::Customer { id, .. } => ("customer", Some(id.to_string())),
        Actor::Staff { id, .. } => ("staff", Some(id.to_string())),
    };
    let changes: Vec<_> = event.changes.iter().map(|c| json!({ "field": c.field, "before": c.before, "after": c.after })).collect();
    json!({
        "place": event.place,
        "id": event.id.to_string(),
        "time": format::machine_time(event.at),
        "group": event.action.group().into_str(),
        "action": event.action.code(),
        "result": if event.action.is_failure() { "failure" } else { "success" },
        "actor": { "kind": kind, "id": id, "name": event.user_name() },
        "customer": event.subject.map(|id| id.to_string()),
        "visit": event.visit.map(|id| id.to_string()),
        "object": event.object.as_ref().map(|o| json!({ "kind": o.kind, "id": o.id, "name": o.name })),
        "changes": changes,
        "reason": event.reason,
        "store_view": event.store_view,
        "ip": event.address,
        "agent": event.agent,
        "request": event.request,
    })
}
