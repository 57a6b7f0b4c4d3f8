//! Reading the whole store and holding it against its own record: each change has its event, each event its change, and
//! nothing is half done. For tests that kill the program and then look at what is left.

mod ages;
mod decisions;
mod orders;

use crate::{
    By, Store, StoreError,
    config::SettingRow,
    engine::{conn::vars, record::PlaceRow},
    key,
};
use domain::{audit::Action, caller::Job};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use surrealdb::types::{RecordId, SurrealValue};

/// A whole table is read at once.
const PATIENCE: Duration = Duration::from_secs(600);

#[derive(SurrealValue)]
struct EventRow {
    id: RecordId,
    by_age: String,
    action: String,
    subject: Option<String>,
    visit: Option<String>,
    object: Option<String>,
    changes: Vec<ChangeRow>,
    reason: Option<String>,
    request: String,
}

#[derive(SurrealValue)]
struct ChangeRow {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(SurrealValue)]
struct CustomerRow {
    id: RecordId,
    first_name: String,
    last_name: String,
    email: String,
    active: bool,
    consent: bool,
    consent_revision: i64,
    revision: i64,
    cart: Option<String>,
}

#[derive(SurrealValue)]
struct RevisionRow {
    id: RecordId,
    revision: i64,
}

#[derive(SurrealValue)]
struct VisitRow {
    id: RecordId,
    staff: String,
    live: bool,
    ended: Option<i64>,
    cause: Option<String>,
}

#[derive(SurrealValue)]
struct AssistanceRow {
    id: RecordId,
    visit: Option<String>,
    visits: Option<i64>,
}

impl EventRow {
    fn is(&self, action: Action) -> bool {
        self.action == action.code()
    }
}

/// What the record tells of one value: each change takes it from something to something. Their order is not known, for
/// two events of one millisecond have none; but the steps must make one way, and it must end where the value is now.
#[derive(Default)]
struct Way(BTreeMap<Option<String>, i64>);

impl Way {
    fn step(&mut self, change: &ChangeRow) {
        let left = self.0.entry(change.before.clone()).or_default();
        *left = left.saturating_add(1);
        let reached = self.0.entry(change.after.clone()).or_default();
        *reached = reached.saturating_sub(1);
    }

    fn leads_to(&self, now: Option<&str>) -> bool {
        let uneven: Vec<(&Option<String>, i64)> = self.0.iter().map(|(v, n)| (v, *n)).filter(|(_, n)| *n != 0).collect();
        match uneven.as_slice() {
            // Round and back again, or never changed.
            [] => self.0.is_empty() || self.0.contains_key(&now.map(str::to_owned)),
            [(_, 1), (end, -1)] | [(end, -1), (_, 1)] => end.as_deref() == now,
            _ => false,
        }
    }
}

impl By<'_, Job> {
    /// What in the store does not fit together, one sentence each; empty if all is well.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn contradictions(&self) -> Result<Vec<String>, StoreError> {
        let events: Vec<EventRow> =
            self.store.whole("SELECT id, by_age, action, subject, visit, object, changes, reason, request FROM event").await?;
        let mut found = self.store.unplaced(&events).await?;
        found.extend(self.store.visits_against(&events).await?);
        found.extend(self.store.customers_against(&events).await?);
        found.extend(self.store.ages_against(&events).await?);
        found.extend(self.store.decisions_against(&events).await?);
        found.extend(self.store.settings_against(&events).await?);
        found.extend(self.store.orders_against(&events).await?);
        for (table, changed) in [("staff", Action::StaffChanged), ("role", Action::RoleChanged)] {
            for row in self.store.whole::<RevisionRow>(&format!("SELECT id, revision FROM {table}")).await? {
                let id = key(&row.id)?;
                let told = events.iter().filter(|e| e.is(changed) && e.object.as_deref() == Some(id)).count();
                if i64::try_from(told) != Ok(row.revision) {
                    found.push(format!("{table} {id} was changed {} times, and {told} events tell of it", row.revision));
                }
            }
        }
        Ok(found)
    }
}

impl Store {
    async fn whole<T: SurrealValue>(&self, sql: &str) -> Result<Vec<T>, StoreError> {
        self.conn.read_within(sql, vars! {}, PATIENCE).await?.take(0)
    }

    /// Each event has a place or waits for one, and no place is anybody else's; the places given have no gap.
    async fn unplaced(&self, events: &[EventRow]) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        let rows: Vec<PlaceRow> = self.whole("SELECT * FROM event_place").await?;
        let next: Vec<i64> = self.whole("SELECT VALUE next FROM lease:sequence").await?;
        let ages: BTreeMap<&str, String> = events.iter().map(|e| Ok((key(&e.id)?, e.by_age.clone()))).collect::<Result<_, StoreError>>()?;
        let mut places = Vec::new();
        for row in rows {
            let of_row = row.places()?;
            if let Some((_, first)) = of_row.first()
                && ages.get(first.as_str()).is_some_and(|age| *age != row.age)
            {
                found.push(format!("the place of {first} is of another moment"));
            }
            places.extend(of_row);
        }
        let mut held: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, event) in &places {
            let times = held.entry(event).or_default();
            *times = times.saturating_add(1);
        }
        for event in events {
            match held.remove(key(&event.id)?) {
                Some(1) => {}
                Some(times) => found.push(format!("{} {} has {times} places", event.action, key(&event.id)?)),
                None => found.push(format!("{} {} has no place and waits for none", event.action, key(&event.id)?)),
            }
        }
        found.extend(held.keys().map(|event| format!("a place is held for {event}, which is no event")));
        let mut given: Vec<i64> = places.iter().filter_map(|(place, _)| *place).collect();
        given.sort_unstable();
        if let Some((_, missing)) = given.iter().zip(1_i64..).find(|(given, number)| *given != number) {
            found.push(format!("place {missing} of the sequence is missing, or taken twice"));
        }
        if next.first().copied() != i64::try_from(given.len()).ok().map(|n| n.saturating_add(1)) {
            found.push(format!("the next place is {next:?}, and {} are taken", given.len()));
        }
        Ok(found)
    }

    /// Each visit was entered once and ended at most once, and the record tells of both.
    async fn visits_against(&self, events: &[EventRow]) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        let of = |action| {
            let mut of: BTreeMap<String, Vec<&EventRow>> = BTreeMap::new();
            for event in events.iter().filter(|e| e.is(action)) {
                of.entry(event.visit.clone().unwrap_or_default()).or_default().push(event);
            }
            of
        };
        let (mut entered, mut ended) = (of(Action::AssistanceRedeemed), of(Action::AssistanceEnded));
        let mut began: BTreeMap<String, String> = BTreeMap::new();
        let mut counted: BTreeMap<String, i64> = BTreeMap::new();
        for row in self.whole::<AssistanceRow>("SELECT id, visit, visits FROM assistance").await? {
            let staff = key(&row.id)?.to_owned();
            counted.insert(staff.clone(), row.visits.unwrap_or(0));
            if let Some(visit) = row.visit {
                began.insert(visit, staff);
            }
        }
        for visit in self.whole::<VisitRow>("SELECT id, staff, live, ended, cause FROM visit").await? {
            let id = key(&visit.id)?;
            let left = counted.entry(visit.staff.clone()).or_default();
            *left = left.saturating_sub(1);
            let began_by = began.remove(id);
            if began_by.as_ref().map_or(visit.live, |staff| *staff != visit.staff) {
                found.push(format!("visit {id} of {} is not what its staff member began last ({began_by:?})", visit.staff));
            }
            if entered.remove(id).map_or(0, |e| e.len()) != 1 {
                found.push(format!("visit {id} was not entered once"));
            }
            let ends = ended.remove(id).unwrap_or_default();
            let told: Vec<Option<&str>> = ends.iter().map(|e| e.reason.as_deref()).collect();
            let is_over = visit.ended.is_some() && !visit.live;
            let fits = if is_over { told == [visit.cause.as_deref()] } else { told.is_empty() && visit.live && visit.cause.is_none() };
            if !fits {
                found
                    .push(format!("visit {id} is {}, and the record tells of the ends {told:?}", if visit.live { "live" } else { "over" }));
            }
        }
        found.extend(entered.keys().map(|id| format!("visit {id} was entered and is not there")));
        found.extend(ended.keys().map(|id| format!("visit {id} ended and is not there")));
        found.extend(
            counted.iter().filter(|(_, left)| **left != 0).map(|(staff, left)| format!("{staff} has {left} visits less than are counted")),
        );
        found.extend(began.iter().map(|(visit, staff)| format!("visit {visit} was begun by {staff} and is not there")));
        Ok(found)
    }

    async fn customers_against(&self, events: &[EventRow]) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        let mut carts: BTreeMap<String, i64> = BTreeMap::new();
        for cart in self.whole::<RevisionRow>("SELECT id, revision FROM cart").await? {
            carts.insert(key(&cart.id)?.to_owned(), cart.revision);
        }
        let mut about: BTreeMap<&str, Vec<&EventRow>> = BTreeMap::new();
        for event in events {
            if let Some(subject) = &event.subject {
                about.entry(subject).or_default().push(event);
            }
        }
        for customer in self
            .whole::<CustomerRow>(
                "SELECT id, first_name, last_name, email, active, consent, consent_revision, revision, cart FROM customer",
            )
            .await?
        {
            let id = key(&customer.id)?;
            let events = about.get(id).map(Vec::as_slice).unwrap_or_default();
            let made = [Action::CustomerRegistered, Action::CustomerCreated];
            let registered: BTreeSet<&str> = requests(events, &made);
            if events.iter().filter(|e| made.iter().any(|a| e.is(*a))).count() != 1 {
                found.push(format!("customer {id} was not made once"));
            }
            let changes = [Action::CustomerChanged, Action::PasswordChanged];
            let told = requests(events, &changes).difference(&registered).count();
            if i64::try_from(told) != Ok(customer.revision) {
                found.push(format!("customer {id} was changed {} times, and {told} requests tell of it", customer.revision));
            }
            let consents = requests(events, &[Action::ConsentGiven, Action::ConsentWithdrawn]).difference(&registered).count();
            if i64::try_from(consents) != Ok(customer.consent_revision) {
                found.push(format!(
                    "the consent of customer {id} was changed {} times, and {consents} requests tell of it",
                    customer.consent_revision
                ));
            }
            let (active, consent) = (customer.active.to_string(), customer.consent.to_string());
            for (field, now) in [
                ("first_name", &customer.first_name),
                ("last_name", &customer.last_name),
                ("email", &customer.email),
                ("active", &active),
                ("allow_remote_shopping_assistance", &consent),
            ] {
                if !way(events.iter().copied(), field).leads_to(Some(now)) {
                    found.push(format!("customer {id}: the record of {field} does not lead to {now:?}"));
                }
            }
            let merged = events.iter().filter(|e| e.is(Action::CustomerSignedIn) && !e.changes.is_empty()).count();
            // An order empties it.
            let told = events.iter().filter(|e| e.is(Action::CartChanged) || e.is(Action::OrderPlaced)).count().saturating_add(merged);
            let revision = customer.cart.as_ref().and_then(|cart| carts.get(cart)).copied();
            if revision != i64::try_from(told).ok() {
                found.push(format!("the cart of customer {id} was changed {revision:?} times, and {told} events tell of it"));
            }
        }
        Ok(found)
    }

    async fn settings_against(&self, events: &[EventRow]) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        let scope =
            |e: &EventRow| e.object.as_deref().and_then(|o| o.split_once(' ')).map(|(_, scope)| scope.to_owned()).unwrap_or_default();
        let told: Vec<(String, &EventRow)> = events.iter().filter(|e| e.is(Action::SettingsChanged)).map(|e| (scope(e), e)).collect();
        let mut now: BTreeMap<(String, String), Option<String>> =
            told.iter().flat_map(|(scope, e)| e.changes.iter().map(|c| ((scope.clone(), c.field.clone()), None))).collect();
        // What was set for a view that is gone went with it.
        let stores = self.read_shop().await?.stores;
        let gone = |scope: &str| scope.parse().is_ok_and(|scope| !stores.has(scope));
        for row in self.whole::<SettingRow>("SELECT * FROM setting").await? {
            let place = (row.scope, row.path);
            let times = told.iter().filter(|(s, _)| *s == place.0).flat_map(|(_, e)| &e.changes).filter(|c| c.field == place.1).count();
            if i64::try_from(times) != Ok(row.changes) {
                found.push(format!("{place:?} was changed {} times, and {times} events tell of it", row.changes));
            }
            now.insert(place, row.value);
        }
        for ((scope, path), value) in now.iter().filter(|((scope, _), _)| !gone(scope)) {
            let of_scope = told.iter().filter(|(s, _)| s == scope).map(|(_, e)| *e);
            if !way(of_scope, path).leads_to(value.as_deref()) {
                found.push(format!("the record of {scope} {path} does not lead to its value"));
            }
        }
        Ok(found)
    }
}

fn way<'a>(events: impl Iterator<Item = &'a EventRow>, field: &str) -> Way {
    let mut way = Way::default();
    events.flat_map(|e| &e.changes).filter(|c| c.field == field).for_each(|change| way.step(change));
    way
}

fn requests<'a>(events: &[&'a EventRow], actions: &[Action]) -> BTreeSet<&'a str> {
    events.iter().filter(|e| actions.iter().any(|a| e.is(*a))).map(|e| e.request.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(before: &str, after: &str) -> ChangeRow {
        ChangeRow { field: String::new(), before: Some(before.to_owned()), after: Some(after.to_owned()) }
    }

    #[test]
    fn steps_in_any_order_must_make_one_way_to_the_value() {
        let way = |steps: &[(&str, &str)]| {
            let mut way = Way::default();
            steps.iter().for_each(|(a, b)| way.step(&change(a, b)));
            way
        };
        assert!(way(&[]).leads_to(Some("x")));
        assert!(way(&[("b", "c"), ("a", "b")]).leads_to(Some("c")));
        assert!(way(&[("a", "b"), ("b", "a")]).leads_to(Some("a")));
        assert!(!way(&[("a", "b")]).leads_to(Some("a")), "an event without its change");
        assert!(!way(&[("a", "b"), ("c", "d")]).leads_to(Some("d")), "a change without its event");
        assert!(!way(&[("a", "b"), ("a", "b")]).leads_to(Some("b")), "the same change twice");
    }
}
