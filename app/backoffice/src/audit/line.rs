//! An event as a line of JSON: what is exported for other programs, and what the archive keeps. Codes, not words; values as they are; and
//! whoever reads it back has the event as it was.

use domain::{
    audit::{Action, Actor, Change, Followed, Follows, Recorded, RecordedObject},
    time::Moment,
};
use serde::{Deserialize, Serialize};
use ui::format;

#[derive(Serialize, Deserialize)]
struct Line {
    place: i64,
    id: String,
    /// RFC 3339, UTC.
    time: String,
    group: String,
    action: String,
    result: String,
    actor: LineActor,
    customer: Option<String>,
    visit: Option<String>,
    website: Option<String>,
    object: Option<LineObject>,
    changes: Vec<LineChange>,
    reason: Option<String>,
    store_view: String,
    ip: String,
    agent: String,
    request: String,
}

#[derive(Serialize, Deserialize)]
struct LineActor {
    kind: String,
    id: Option<String>,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct LineObject {
    kind: String,
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct LineChange {
    field: String,
    before: Option<String>,
    after: Option<String>,
    /// Not in the lines of before there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    followed: Option<LineFollowed>,
}

#[derive(Serialize, Deserialize)]
struct LineFollowed {
    what: String,
    value: Option<String>,
}

impl LineChange {
    fn of(change: Change) -> Self {
        let Change { field, before, after, followed } = change;
        let followed = followed.map(|Followed { what, value }| LineFollowed { what: what.code().to_owned(), value });
        Self { field, before, after, followed }
    }

    fn read(self) -> Change {
        let Self { field, before, after, followed } = self;
        let followed = followed.and_then(|LineFollowed { what, value }| Some(Followed { what: Follows::from_code(&what)?, value }));
        Change { field, before, after, followed }
    }
}

/// The line of an event, without its end.
///
/// # Errors
/// It cannot be written.
pub fn line(event: &Recorded) -> serde_json::Result<String> {
    let (kind, id) = match &event.actor {
        Actor::Guest => ("guest", None),
        Actor::Program => ("program", None),
        Actor::Customer { id, .. } => ("customer", Some(id.to_string())),
        Actor::Staff { id, .. } => ("staff", Some(id.to_string())),
    };
    let changes = event.changes.iter().cloned().map(LineChange::of);
    let object = event.object.clone().map(|RecordedObject { kind, id, name }| LineObject { kind, id, name });
    serde_json::to_string(&Line {
        place: event.place.unwrap_or_default(),
        id: event.id.to_string(),
        time: format::machine_time(event.at),
        group: event.action.group().into_str().to_owned(),
        action: event.action.code().to_owned(),
        result: if event.action.is_failure() { "failure" } else { "success" }.to_owned(),
        actor: LineActor { kind: kind.to_owned(), id, name: event.user_name().to_owned() },
        customer: event.subject.map(|id| id.to_string()),
        visit: event.visit.map(|id| id.to_string()),
        website: event.website.map(|id| id.to_string()),
        object,
        changes: changes.collect(),
        reason: event.reason.clone(),
        store_view: event.store_view.clone(),
        ip: event.address.clone(),
        agent: event.agent.clone(),
        request: event.request.clone(),
    })
}

/// The event of a line; `None` if it is the line of none that this program knows.
pub fn read(line: &str) -> Option<Recorded> {
    let line: Line = serde_json::from_str(line).ok()?;
    let LineActor { kind, id, name } = line.actor;
    let actor = match (kind.as_str(), id) {
        ("guest", None) => Actor::Guest,
        ("program", None) => Actor::Program,
        ("customer", Some(id)) => Actor::Customer { id: id.parse().ok()?, email: name },
        ("staff", Some(id)) => Actor::Staff { id: id.parse().ok()?, user_name: name },
        _ => return None,
    };
    let changes = line.changes.into_iter().map(LineChange::read);
    Some(Recorded {
        id: line.id.parse().ok()?,
        place: Some(line.place),
        at: Moment::from_millis(format::moment(&line.time)?),
        action: Action::from_code(&line.action)?,
        actor,
        subject: line.customer.map(|id| id.parse()).transpose().ok()?,
        visit: line.visit.map(|id| id.parse()).transpose().ok()?,
        website: line.website.map(|id| id.parse()).transpose().ok()?,
        object: line.object.map(|LineObject { kind, id, name }| RecordedObject { kind, id, name }),
        changes: changes.collect(),
        reason: line.reason,
        store_view: line.store_view,
        address: line.ip,
        agent: line.agent,
        request: line.request,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        audit::{Event, Origin},
        ids::EventId,
    };

    fn told(change: Change) -> Recorded {
        let event = Event::new(Action::SettingsChanged, Actor::Program, Origin::default()).on("config", "tax", "tax (Default Config)");
        Recorded { place: Some(7), ..event.changing([change]).recorded(EventId::NOTHING) }
    }

    #[test]
    fn a_line_is_read_as_the_event_that_it_was_with_what_a_value_followed_and_without() {
        let set = Change::of_own(
            "tax/calculation/price_includes_tax",
            None,
            Some("1".to_owned()),
            Follows::Website,
            [Some("0".to_owned()), Some("0".to_owned())],
        );
        let set = told(set.unwrap());
        let written = line(&set).unwrap();
        assert!(written.contains(r#""followed":{"what":"website","value":"0"}"#), "{written}");
        assert_eq!(read(&written), Some(set));
        // Lines of before there was such a thing are read as they were, and written so.
        let plain = told(Change::added("format", "csv"));
        let written = line(&plain).unwrap();
        assert!(written.contains(r#"{"field":"format","before":null,"after":"csv"}"#), "{written}");
        assert_eq!(read(&written), Some(plain));
    }
}
