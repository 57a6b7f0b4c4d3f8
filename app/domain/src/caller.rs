//! Who is asking, and the proofs that follow from it.
//!
//! A [`Caller`] is made in one place, the server's middleware, from session rows that were just verified. Out of it come the
//! proofs: [`Staff`], that a staff member is signed in, and [`Permit`], that he holds a right; [`Acting`], that somebody may act on
//! one customer's data, and [`Own`], that it is the customer himself. Use cases and store functions take the proof that they need as
//! an argument, so that code which forgot to ask does not compile. None can be cloned, stored or made elsewhere.

use crate::{
    access::{Grants, Resource, Websites},
    assistance::Visit,
    audit::{Action, Actor, Event, Origin},
    config::Section,
    failure::Failure,
    ids::{CartId, CustomerGroupId, CustomerId, IdentityId, StaffId, VisitId, WebsiteId},
    staff::{Owed, Seat},
    time::Moment,
};
use std::{marker::PhantomData, ops::Deref};
use uuid::Uuid;

pub use crate::access::{Right, right};
pub use staff::{Permit, SectionPermit, Staff};

/// Guests all have this identity: one guest is as good as another, for neither has an account.
pub const NOBODY: IdentityId = IdentityId::new(Uuid::nil());

/// What a change is written with: who makes it, for whom, and from where. Every proof says it, and so does the caller himself where no
/// proof is needed.
pub trait Proof {
    fn actor(&self) -> Actor;
    fn origin(&self) -> &Origin;

    /// The customer in whose name it happens.
    fn subject(&self) -> Option<CustomerId> {
        None
    }

    /// The visit under which it happens: whatever is written touches its row, so that an ended visit acts no more.
    fn visit(&self) -> Option<VisitId> {
        None
    }

    fn event(&self, action: Action) -> Event {
        Event { subject: self.subject(), visit: self.visit(), ..Event::new(action, self.actor(), self.origin().clone()) }
    }
}

/// Who is asking.
#[derive(Debug)]
pub struct Caller {
    who: Who,
    origin: Origin,
}

#[derive(Debug, Clone)]
pub enum Who {
    /// Nobody known; perhaps with a cart, whose session has this key.
    Guest {
        cart: Option<CartId>,
        session: Option<String>,
    },
    /// A customer in his own account. `session` is the key of the session's row, which is no secret.
    Shopper {
        customer: CustomerId,
        email: String,
        name: String,
        session: String,
        /// Which prices he has.
        group: CustomerGroupId,
    },
    Staff {
        id: StaffId,
        user_name: String,
        name: String,
        grants: Grants,
        websites: Websites,
        session: String,
        seat: Seat,
    },
    /// A staff member inside a customer's account, in a visit whose gate has just said yes.
    Visit(Box<Visit>),
}

impl Caller {
    /// The one constructor. Only the server's middleware may call it, with what it has just verified; the lint
    /// `disallowed_methods` keeps others from it.
    pub fn verified(who: Who, origin: Origin) -> Self {
        Self { who, origin }
    }

    pub fn who(&self) -> &Who {
        &self.who
    }

    /// The public name of this identity, for forms to carry: it changes when somebody else is asking, and only then.
    pub fn identity(&self) -> IdentityId {
        match &self.who {
            Who::Guest { .. } => NOBODY,
            Who::Shopper { customer, .. } => IdentityId::new(customer.uuid()),
            Who::Staff { id, .. } => IdentityId::new(id.uuid()),
            Who::Visit(visit) => IdentityId::new(visit.id.uuid()),
        }
    }

    /// Whether nothing tells this caller from any other: no session, no cart.
    pub fn is_nobody(&self) -> bool {
        matches!(self.who, Who::Guest { cart: None, .. })
    }

    /// Whether it is a staff member inside a customer's account.
    pub fn is_visit(&self) -> bool {
        matches!(self.who, Who::Visit(_))
    }

    /// The group whose prices the caller has: in a visit, the customer's.
    pub fn group(&self) -> CustomerGroupId {
        match &self.who {
            Who::Shopper { group, .. } => *group,
            Who::Visit(visit) => visit.customer_group,
            Who::Guest { .. } | Who::Staff { .. } => CustomerGroupId::NOT_LOGGED_IN,
        }
    }

    /// Whether the caller holds a right: for menus and buttons, never as a guard.
    pub fn holds(&self, resource: Resource) -> bool {
        matches!(&self.who, Who::Staff { grants, .. } if grants.allows(resource))
    }

    /// What a session in the back office brings along.
    pub fn seat(&self) -> Option<&Seat> {
        if let Who::Staff { seat, .. } = &self.who { Some(seat) } else { None }
    }

    /// What somebody has to do before anything else.
    pub fn owes(&self) -> Option<Owed> {
        self.seat().and_then(|seat| seat.owes)
    }

    /// The websites that a staff member is for.
    pub fn websites(&self) -> Option<&Websites> {
        if let Who::Staff { websites, .. } = &self.who { Some(websites) } else { None }
    }

    /// Whether the caller is for a website: for menus and choices, never as a guard.
    pub fn is_for(&self, website: WebsiteId) -> bool {
        matches!(&self.who, Who::Staff { websites, .. } if websites.allows(website))
    }

    /// Whether the caller is for all of the shop.
    pub fn is_everywhere(&self) -> bool {
        matches!(&self.who, Who::Staff { websites: Websites::All, .. })
    }

    /// # Errors
    /// [`Failure::SignInRequired`] for everybody but staff.
    pub fn staff(&self) -> Result<Staff, Failure> {
        match &self.who {
            Who::Staff { id, user_name, grants, websites, session, .. } => Ok(Staff {
                websites: websites.clone(),
                id: *id,
                user_name: user_name.clone(),
                session: session.clone(),
                grants: grants.clone(),
                origin: self.origin.clone(),
            }),
            Who::Guest { .. } | Who::Shopper { .. } | Who::Visit(_) => Err(Failure::SignInRequired),
        }
    }

    /// The right, if this is a staff member who holds it. A visit never does.
    ///
    /// # Errors
    /// [`Failure::SignInRequired`] for everybody but staff, else [`Failure::Denied`].
    pub fn permit<R: Right>(&self) -> Result<Permit<R>, Failure> {
        Ok(Permit { staff: self.holding(R::RESOURCE)?, right: PhantomData })
    }

    /// The right to a section of the configuration.
    ///
    /// # Errors
    /// As [`Caller::permit`].
    pub fn section(&self, section: Section) -> Result<SectionPermit, Failure> {
        Ok(SectionPermit { staff: self.holding(section.resource())?, section })
    }

    fn holding(&self, resource: Resource) -> Result<Staff, Failure> {
        self.staff()?.holding(resource)
    }

    /// The right to act on one customer's data: the customer himself, or a visit to him.
    ///
    /// # Errors
    /// [`Failure::SignInRequired`] for everybody else.
    pub fn acting(&self) -> Result<Acting, Failure> {
        let (subject, visit, session) = match &self.who {
            Who::Shopper { customer, session, .. } => (*customer, None, Some(session.clone())),
            Who::Visit(visit) => (visit.customer, Some(visit.id), None),
            Who::Guest { .. } | Who::Staff { .. } => return Err(Failure::SignInRequired),
        };
        Ok(Acting { subject, actor: self.actor(), visit, session, origin: self.origin.clone() })
    }

    /// The customer himself.
    ///
    /// # Errors
    /// [`Failure::NotWhileAssisting`] in a visit, which never is; else as [`Caller::acting`].
    pub fn own(&self) -> Result<Own, Failure> {
        if self.is_visit() { Err(Failure::NotWhileAssisting) } else { self.acting().map(Own) }
    }
}

impl Proof for Caller {
    fn actor(&self) -> Actor {
        match &self.who {
            Who::Guest { .. } => Actor::Guest,
            Who::Shopper { customer, email, .. } => Actor::Customer { id: *customer, email: email.clone() },
            Who::Staff { id, user_name, .. } => Actor::Staff { id: *id, user_name: user_name.clone() },
            Who::Visit(visit) => Actor::Staff { id: visit.staff, user_name: visit.staff_name.clone() },
        }
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn subject(&self) -> Option<CustomerId> {
        match &self.who {
            Who::Shopper { customer, .. } => Some(*customer),
            Who::Visit(visit) => Some(visit.customer),
            Who::Guest { .. } | Who::Staff { .. } => None,
        }
    }

    fn visit(&self) -> Option<VisitId> {
        match &self.who {
            Who::Visit(visit) => Some(visit.id),
            Who::Guest { .. } | Who::Shopper { .. } | Who::Staff { .. } => None,
        }
    }
}

/// Proof that somebody may act on the subject's data now: the customer himself, or a visit to him.
#[derive(Debug)]
pub struct Acting {
    subject: CustomerId,
    actor: Actor,
    visit: Option<VisitId>,
    session: Option<String>,
    origin: Origin,
}

impl Acting {
    pub fn customer(&self) -> CustomerId {
        self.subject
    }

    /// The key of the customer's own session, in which he acts; `None` in a visit.
    pub fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

impl Proof for Acting {
    fn actor(&self) -> Actor {
        self.actor.clone()
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn subject(&self) -> Option<CustomerId> {
        Some(self.subject)
    }

    fn visit(&self) -> Option<VisitId> {
        self.visit
    }
}

/// Proof that the customer himself is asking: what only he may do takes it. A visit never yields one.
#[derive(Debug)]
pub struct Own(Acting);

impl Deref for Own {
    type Target = Acting;
    fn deref(&self) -> &Acting {
        &self.0
    }
}

impl Proof for Own {
    fn actor(&self) -> Actor {
        self.0.actor()
    }

    fn origin(&self) -> &Origin {
        &self.0.origin
    }

    fn subject(&self) -> Option<CustomerId> {
        self.0.subject()
    }
}

/// Proof that the program itself is at work: a command, a sweeper. Made in one place of the server.
#[derive(Debug)]
pub struct Job {
    origin: Origin,
}

impl Job {
    /// Only `server::jobs` and the commands may call it; the lint `disallowed_methods` keeps others from it.
    pub fn of_the_program(origin: Origin) -> Self {
        Self { origin }
    }

    /// The same at another moment: what the demo tells of was there before it was filled.
    #[must_use]
    pub fn at(&self, at: Moment) -> Self {
        Self { origin: Origin { at, ..self.origin.clone() } }
    }

    /// What somebody asked a job to do, it does as him: with what he may at this moment, whether he is signed in or not.
    pub fn on_behalf_of(&self, id: StaffId, user_name: String, (grants, websites): (Grants, Websites)) -> Staff {
        Staff { id, user_name, session: String::new(), grants, websites, origin: self.origin.clone() }
    }
}

impl Proof for Job {
    fn actor(&self) -> Actor {
        Actor::Program
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }
}

mod staff;
#[cfg(test)]
mod tests;
