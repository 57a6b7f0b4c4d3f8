//! A past: visits that are over, with what was done in them.

use super::values;
use crate::{
    By, DemoPerson, StoreError,
    assistance::StoredRow,
    cart::{LineRow, cart_record},
    engine::{
        list::Keys,
        secret::{Token, id_at},
        write::{Update, Writes},
    },
    record,
};
use domain::{
    assistance::EndCause,
    audit::{Action, Actor, Change, Event, Origin},
    caller::Job,
    cart::Cart,
    catalog::Product,
    ids::{StaffId, VisitId},
    time::Moment,
};
use std::collections::BTreeMap;

/// A visit from its start to its end.
#[derive(Debug, Clone)]
pub struct DemoVisit {
    pub staff: StaffId,
    pub staff_name: String,
    pub customer: DemoPerson,
    /// When it was asked for.
    pub clicked: Moment,
    /// When the hand-off was redeemed, and from where.
    pub entered: Origin,
    pub steps: Vec<DemoStep>,
    pub ended: Moment,
    pub cause: EndCause,
}

/// A change of the customer's cart.
#[derive(Debug, Clone)]
pub struct DemoStep {
    pub at: Moment,
    pub product: Product,
    pub before: u32,
    pub after: u32,
}

impl DemoVisit {
    /// How many events tell of it: the start, the redeeming and the end besides the steps.
    pub fn events(&self) -> usize {
        self.steps.len().saturating_add(3)
    }

    fn told(&self, id: VisitId) -> Vec<Event> {
        let customer = &self.customer;
        let origin = |at| Origin { at, request: id_at(at).simple().to_string(), ..self.entered.clone() };
        let event = |action, at| {
            let actor = Actor::Staff { id: self.staff, user_name: self.staff_name.clone() };
            Event::new(action, actor, origin(at)).about(customer.id)
        };
        let on_customer = |event: Event| event.on("customer", customer.id, customer.email.clone());
        // It happens in the back office, which has no store view.
        let mut start = on_customer(event(Action::AssistanceStarted, self.clicked));
        start.origin.store_view = String::new();
        start.website = Some(crate::FIRST_WEBSITE).filter(|website| *website == customer.website);
        let mut events = vec![start, on_customer(event(Action::AssistanceRedeemed, self.entered.at)).in_visit(id)];
        events.extend(self.steps.iter().map(|step| {
            event(Action::CartChanged, step.at).in_visit(id).on("product", step.product.id, step.product.name.clone()).changing(Change::of(
                &step.product.sku,
                &step.before.to_string(),
                &step.after.to_string(),
            ))
        }));
        events.push(on_customer(event(Action::AssistanceEnded, self.ended)).in_visit(id).because(self.cause.code()));
        events
    }
}

/// A visit that was over before it was written: the demo's past. Its cookie opens nothing, for nobody ever had it.
fn ended(id: VisitId, visit: &DemoVisit, website: &str) -> StoredRow {
    let row = StoredRow {
        id: record("visit", &id.to_string()),
        cookie: Token::random().digest(),
        staff: visit.staff.to_string(),
        staff_name: visit.staff_name.clone(),
        staff_session: Token::random().digest(),
        customer: visit.customer.id.to_string(),
        customer_name: visit.customer.name.clone(),
        customer_email: visit.customer.email.clone(),
        website: crate::FIRST_WEBSITE.to_string(),
        website_name: website.to_owned(),
        customer_website: visit.customer.website.to_string(),
        started: visit.entered.at.millis(),
        seen: visit.steps.last().map_or(visit.entered.at, |s| s.at).millis(),
        ended: Some(visit.ended.millis()),
        cause: Some(visit.cause.code().to_owned()),
        live: false,
        touched: i64::try_from(visit.steps.len()).unwrap_or(0),
        listed: true,
        keys: Keys::new(),
    };
    row.sorted()
}

impl By<'_, Job> {
    /// How many visits were written: where an interrupted filling goes on.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits_filled(&self) -> Result<usize, StoreError> {
        Ok(usize::try_from(self.store.visits_in_all().await?).unwrap_or(0))
    }

    /// Writes visits that are over with their events, and the carts as these left them: all of it or nothing.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_visits(&self, website: &str, visits: &[DemoVisit], carts: &[Cart]) -> Result<(), StoreError> {
        let (mut rows, mut events) = (Vec::with_capacity(visits.len()), Vec::new());
        for visit in visits {
            let id = VisitId::new(id_at(visit.entered.at));
            rows.push(ended(id, visit, website));
            events.extend(visit.told(id));
        }
        let mut writes = Writes::default();
        writes.insert("visit", values(rows));
        let mut begun: BTreeMap<String, i64> = BTreeMap::new();
        for visit in visits {
            let count = begun.entry(visit.staff.to_string()).or_default();
            *count = count.saturating_add(1);
        }
        for (staff, visits) in begun {
            writes.update(&Update::of_or_new(&record("assistance", &staff)).add("visits", visits));
        }
        let touched = visits.last().map_or(0, |v| v.ended.millis());
        for cart in carts {
            let update = Update::of(&cart_record(cart.id)).set("lines", LineRow::all(cart)).set("revision", cart.revision);
            writes.update(&update.set("touched", touched));
        }
        self.store.commit_many(&writes, &events).await
    }
}
