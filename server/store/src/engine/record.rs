//! The rows that every transaction writes besides its own: its events, and what waits for their places in the sequence.

use super::{list::Listable, secret::id_at};
use crate::{StoreError, key, record};
use domain::{
    audit::{Actor, Change, Event, Followed, Follows, Recorded, RecordedObject},
    ids::EventId,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

/// An event as it is stored, under its UUID v7: the key rises with time.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct EventRow {
    /// The key itself, for lists.
    pub(crate) by_age: String,
    pub(crate) at: i64,
    pub(crate) action: String,
    pub(crate) actor_kind: String,
    pub(crate) actor: Option<String>,
    pub(crate) actor_name: String,
    pub(crate) subject: Option<String>,
    pub(crate) visit: Option<String>,
    pub(crate) website: Option<String>,
    pub(crate) object_kind: Option<String>,
    pub(crate) object: Option<String>,
    pub(crate) object_name: Option<String>,
    pub(crate) changes: Vec<ChangeRow>,
    pub(crate) reason: Option<String>,
    pub(crate) store_view: String,
    pub(crate) address: String,
    pub(crate) agent: String,
    pub(crate) request: String,
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct ChangeRow {
    pub(crate) field: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) followed: Option<FollowedRow>,
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct FollowedRow {
    pub(crate) what: String,
    pub(crate) value: Option<String>,
}

impl ChangeRow {
    fn of(change: Change) -> Self {
        let Change { field, before, after, followed } = change;
        let followed = followed.map(|Followed { what, value }| FollowedRow { what: what.code().to_owned(), value });
        Self { field, before, after, followed }
    }

    pub(crate) fn read(self) -> Change {
        let Self { field, before, after, followed } = self;
        let followed = followed.and_then(|FollowedRow { what, value }| Some(Followed { what: Follows::from_code(&what)?, value }));
        Change { field, before, after, followed }
    }
}

impl EventRow {
    /// An event that is about to be written.
    pub(crate) fn of(event: &Event) -> Self {
        Self::again(event.recorded(EventId::new(id_at(event.origin.at))))
    }

    /// The row that an event is read from.
    pub(crate) fn again(event: Recorded) -> Self {
        let (kind, actor, name) = actor_columns(event.actor);
        let (object_kind, object, object_name) = match event.object {
            Some(RecordedObject { kind, id, name }) => (Some(kind), Some(id), Some(name)),
            None => (None, None, None),
        };
        Self {
            by_age: event.id.to_string(),
            at: event.at.millis(),
            action: event.action.code().to_owned(),
            actor_kind: kind.to_owned(),
            actor,
            actor_name: name,
            subject: event.subject.map(|id| id.to_string()),
            visit: event.visit.map(|id| id.to_string()),
            website: event.website.map(|id| id.to_string()),
            object_kind,
            object,
            object_name,
            changes: event.changes.into_iter().map(ChangeRow::of).collect(),
            reason: event.reason,
            store_view: event.store_view,
            address: event.address,
            agent: event.agent,
            request: event.request,
        }
    }

    pub(crate) fn key(&self) -> String {
        self.by_age.clone()
    }

    /// The row with its key, as many are inserted.
    pub(crate) fn keyed(&self) -> Value {
        let mut value = self.clone().into_value();
        if let Value::Object(object) = &mut value {
            object.insert("id".to_owned(), record("event", &self.key()).into_value());
        }
        value
    }
}

fn actor_columns(actor: Actor) -> (&'static str, Option<String>, String) {
    match actor {
        Actor::Guest => ("guest", None, String::new()),
        Actor::Customer { id, email } => ("customer", Some(id.to_string()), email),
        Actor::Staff { id, user_name } => ("staff", Some(id.to_string()), user_name),
        Actor::Program => ("program", None, String::new()),
    }
}

impl Listable for EventRow {
    fn stored_key(&self, _: &str) -> Option<&String> {
        Some(&self.by_age)
    }
}

/// The places of events that were committed together, one after another: `age` rises with time, and without a number they wait.
#[derive(Clone, SurrealValue)]
pub(crate) struct PlaceRow {
    /// The key of the first one, and how many others there are: `key`, or `key+2`. Whoever gives places need not read the rows.
    pub(crate) id: RecordId,
    pub(crate) age: String,
    /// The first one's place.
    pub(crate) number: Option<i64>,
    /// The keys of the others.
    pub(crate) others: Option<Vec<String>>,
    /// What the commit touched of what people search for: rows, as `table:key`.
    pub(crate) touched: Option<Vec<String>>,
}

/// Of a row that has no event, and stands at the place of the next one: none was to be written of what was touched.
const NO_EVENT: &str = "+-1";

/// The most places in a row: whoever reads from a place on looks so far back.
pub(crate) const IN_A_ROW: usize = 16;

impl PlaceRow {
    /// The rows of these: with their places, if those are known, or else waiting.
    pub(crate) fn of(events: &[EventRow], first_place: Option<i64>) -> Vec<Self> {
        let places = (0_i64..).step_by(IN_A_ROW).map(|n| first_place.map(|first| first.saturating_add(n)));
        let together = |(events, number): (&[EventRow], Option<i64>)| {
            let (first, others) = events.split_first()?;
            let key = if others.is_empty() { first.key() } else { format!("{}+{}", first.key(), others.len()) };
            Some(Self {
                id: record("event_place", &key),
                age: first.key(),
                number,
                others: (!others.is_empty()).then(|| others.iter().map(EventRow::key).collect()),
                touched: None,
            })
        };
        events.chunks(IN_A_ROW).zip(places).filter_map(together).collect()
    }

    /// The rows of a commit, which say what it touched.
    pub(crate) fn touching(mut rows: Vec<Self>, touched: &[RecordId], at: Moment) -> Vec<Self> {
        if touched.is_empty() {
            return rows;
        }
        if rows.is_empty() {
            let age = id_at(at).simple().to_string();
            let id = record("event_place", &format!("{age}{NO_EVENT}"));
            rows.push(Self { id, age, number: None, others: None, touched: None });
        }
        let touched = touched.iter().filter_map(|id| Some(format!("{}:{}", id.table, key(id).ok()?))).collect();
        if let Some(first) = rows.first_mut() {
            first.touched = Some(touched);
        }
        rows
    }

    /// The keys of its events with their places, if they have any.
    pub(crate) fn places(&self) -> Result<Vec<(Option<i64>, String)>, StoreError> {
        let (first, many) = waiting(&self.id)?;
        let first = (many > 0).then_some(first);
        let keys = first.into_iter().chain(self.others.iter().flatten().map(String::as_str));
        Ok(keys.zip(0..).map(|(key, n)| (self.number.map(|first| first.saturating_add(n)), key.to_owned())).collect())
    }
}

/// The first of the events that wait in a row, and how many they are; of [`NO_EVENT`], none.
pub(crate) fn waiting(id: &RecordId) -> Result<(&str, i64), StoreError> {
    let key = key(id)?;
    let Some((first, others)) = key.split_once('+') else { return Ok((key, 1)) };
    let others: i64 = others.parse().map_err(|_| StoreError::Unreadable(key.to_owned()))?;
    Ok((first, others.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::audit::{Action, Origin};

    #[test]
    fn events_of_a_commit_wait_together_and_get_places_one_after_another() {
        for many in [0_usize, 1, 2, 16, 17, 40] {
            let event = || EventRow::of(&Event::new(Action::CustomerChanged, Actor::Program, Origin::default()));
            let events: Vec<EventRow> = (0..many).map(|_| event()).collect();
            let waiting_rows = PlaceRow::of(&events, None);
            assert_eq!(waiting_rows.len(), many.div_ceil(IN_A_ROW));
            let places = |rows: &[PlaceRow]| rows.iter().flat_map(|row| row.places().unwrap()).collect::<Vec<_>>();
            assert!(places(&waiting_rows).iter().all(|(place, _)| place.is_none()));
            let after = waiting_rows.iter().fold(7, |next, row| next + waiting(&row.id).unwrap().1);
            let expected: Vec<(Option<i64>, String)> = (7..).map(Some).zip(events.iter().map(EventRow::key)).collect();
            assert_eq!((places(&PlaceRow::of(&events, Some(7))), after), (expected, 7 + i64::try_from(many).unwrap()));
        }
    }
}
