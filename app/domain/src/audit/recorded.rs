//! Events as they are read back.

use super::{Action, Actor, Change, Event, report::object_key};
use crate::{
    ids::{CustomerId, EventId, VisitId, WebsiteId},
    time::Moment,
};

/// An event as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub id: EventId,
    /// Its number in the sequence, if it is read by that.
    pub place: Option<i64>,
    pub at: Moment,
    pub action: Action,
    pub actor: Actor,
    pub subject: Option<CustomerId>,
    pub visit: Option<VisitId>,
    pub website: Option<WebsiteId>,
    pub object: Option<RecordedObject>,
    pub changes: Vec<Change>,
    pub reason: Option<String>,
    pub store_view: String,
    /// The client's, and the proxy's that was believed: `203.0.113.9 via 10.0.0.2`.
    pub address: String,
    pub agent: String,
    pub request: String,
}

impl Event {
    /// As it is read back, once it is written under this identifier.
    pub fn recorded(&self, id: EventId) -> Recorded {
        let object = self.object.as_ref().map(|o| RecordedObject { kind: o.kind.to_owned(), id: o.id.clone(), name: o.name.clone() });
        Recorded {
            id,
            place: None,
            at: self.origin.at,
            action: self.action,
            actor: self.actor.clone(),
            subject: self.subject,
            visit: self.visit,
            website: self.website,
            object,
            changes: self.changes.clone(),
            reason: self.reason.clone(),
            store_view: self.origin.store_view.clone(),
            address: self.origin.address.clone(),
            agent: self.origin.agent.clone(),
            request: self.origin.request.clone(),
        }
    }
}

impl Recorded {
    /// Who did it, or said that he would be: who was not let in is called as he typed it.
    pub fn user_name(&self) -> &str {
        match (self.actor.name(), self.action) {
            ("", Action::StaffSignInRefused | Action::CustomerSignInRefused) => self.object_name(),
            (name, _) => name,
        }
    }

    /// What its object was called at that moment; empty, if it has none.
    pub fn object_name(&self) -> &str {
        self.object.as_ref().map(|object| object.name.as_str()).unwrap_or_default()
    }

    /// A thing by its [`object_key`], as this event calls it: what it was done to, or else who did it. `None`, if it does not say.
    pub fn called(&self, key: &str) -> Option<RecordedObject> {
        let of = |kind: &str, id: String, name: &str| RecordedObject { kind: kind.to_owned(), id, name: name.to_owned() };
        let actor = match &self.actor {
            Actor::Guest | Actor::Program => None,
            Actor::Customer { id, email } => Some(of("customer", id.to_string(), email)),
            Actor::Staff { id, user_name } => Some(of("staff", id.to_string(), user_name)),
        };
        let mut things = self.object.clone().into_iter().chain(actor);
        things.find(|thing| object_key(&thing.kind, &thing.id) == key && !thing.name.is_empty())
    }
}

/// An [`super::Object`], read back: of a kind that this program may not know any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedObject {
    pub kind: String,
    pub id: String,
    pub name: String,
}
