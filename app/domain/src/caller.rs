//! Who is asking, and the proofs that follow from it.
//!
//! A [`Caller`] is made in one place, the server's middleware, from session rows that were just verified. Out of it come
//! two proofs: [`Permit`], that a staff member holds a right, and [`Acting`], that somebody may act on one customer's
//! data. Use cases and store functions take the proof that they need as an argument, so that code which forgot to ask
//! does not compile. Neither can be cloned, stored or made elsewhere.

use crate::{
    access::{Grants, Resource},
    assistance::Visit,
    audit::{Action, Actor, Event, Origin},
    failure::Failure,
    ids::{CartId, CustomerId, IdentityId, StaffId, VisitId},
};
use std::marker::PhantomData;
use uuid::Uuid;

/// Whoever has no session has this identity.
pub const NOBODY: IdentityId = IdentityId::new(Uuid::nil());

/// Who is asking.
#[derive(Debug)]
pub struct Caller {
    who: Who,
    identity: IdentityId,
    origin: Origin,
}

#[derive(Debug, Clone)]
pub enum Who {
    /// Nobody known; perhaps with a cart.
    Guest {
        cart: Option<CartId>,
    },
    /// A customer in his own account. `session` is the key of the session's row, which is no secret.
    Shopper {
        customer: CustomerId,
        email: String,
        name: String,
        session: String,
    },
    Staff {
        id: StaffId,
        user_name: String,
        name: String,
        grants: Grants,
        session: String,
    },
    /// A staff member inside a customer's account, in a visit whose gate has just said yes.
    Visit(Box<Visit>),
}

impl Caller {
    /// The one constructor. Only the server's middleware may call it, with what it has just verified; the lint
    /// `disallowed_methods` keeps others from it.
    pub fn verified(who: Who, identity: IdentityId, origin: Origin) -> Self {
        Self { who, identity, origin }
    }

    pub fn who(&self) -> &Who {
        &self.who
    }

    /// The public name of this identity, for forms to carry.
    pub fn identity(&self) -> IdentityId {
        self.identity
    }

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether nothing tells this caller from any other: no session, no cart.
    pub fn is_nobody(&self) -> bool {
        self.identity == NOBODY && matches!(self.who, Who::Guest { cart: None })
    }

    /// The right, if this is a staff member who holds it. A visit never does.
    ///
    /// # Errors
    /// [`Failure::SignInRequired`] for everybody but staff, else [`Failure::Denied`].
    pub fn permit<R: Right>(&self) -> Result<Permit<R>, Failure> {
        match &self.who {
            Who::Staff { id, user_name, grants, session, .. } => {
                if grants.allows(R::RESOURCE) {
                    let actor = Actor::Staff { id: *id, user_name: user_name.clone() };
                    Ok(Permit {
                        staff: *id,
                        session: session.clone(),
                        grants: grants.clone(),
                        actor,
                        origin: self.origin.clone(),
                        right: PhantomData,
                    })
                } else {
                    Err(Failure::Denied(R::RESOURCE))
                }
            }
            Who::Guest { .. } | Who::Shopper { .. } | Who::Visit(_) => Err(Failure::SignInRequired),
        }
    }

    /// Whether the caller holds a right: for menus and buttons, never as a guard.
    pub fn holds(&self, resource: Resource) -> bool {
        matches!(&self.who, Who::Staff { grants, .. } if grants.allows(resource))
    }

    /// The right to act on one customer's data: the customer himself, or a visit to him.
    ///
    /// # Errors
    /// [`Failure::SignInRequired`] for everybody else.
    pub fn acting(&self) -> Result<Acting, Failure> {
        let (subject, actor, visit, session) = match &self.who {
            Who::Shopper { customer, email, session, .. } => {
                (*customer, Actor::Customer { id: *customer, email: email.clone() }, None, Some(session.clone()))
            }
            Who::Visit(visit) => {
                (visit.customer, Actor::Staff { id: visit.staff, user_name: visit.staff_name.clone() }, Some(visit.id), None)
            }
            Who::Guest { .. } | Who::Staff { .. } => return Err(Failure::SignInRequired),
        };
        Ok(Acting { subject, actor, visit, session, origin: self.origin.clone() })
    }

    /// An event by whoever is asking, for what needs no right: refusals, sign-ins.
    pub fn event(&self, action: Action) -> Event {
        let event = |actor| Event::new(action, actor, self.origin.clone());
        match &self.who {
            Who::Guest { .. } => event(Actor::Guest),
            Who::Shopper { customer, email, .. } => event(Actor::Customer { id: *customer, email: email.clone() }).about(*customer),
            Who::Staff { id, user_name, .. } => event(Actor::Staff { id: *id, user_name: user_name.clone() }),
            Who::Visit(v) => event(Actor::Staff { id: v.staff, user_name: v.staff_name.clone() }).about(v.customer).in_visit(v.id),
        }
    }
}

/// A right, as a type: lets a function's signature say which one it needs.
pub trait Right {
    const RESOURCE: Resource;
}

macro_rules! rights {
    ($($name:ident),* $(,)?) => {
        /// One type for each [`Resource`].
        pub mod right {
            $(
                #[derive(Debug)]
                pub struct $name;
                impl super::Right for $name { const RESOURCE: super::Resource = super::Resource::$name; }
            )*
        }
    };
}

rights!(
    CustomersView,
    CustomersEdit,
    AssistanceOptIn,
    LoginAsCustomer,
    LoginAsCustomerLog,
    ConfigGeneral,
    ConfigLoginAsCustomer,
    Users,
    Roles
);

/// Proof that a staff member holds `R`.
#[derive(Debug)]
pub struct Permit<R> {
    staff: StaffId,
    session: String,
    grants: Grants,
    actor: Actor,
    origin: Origin,
    right: PhantomData<R>,
}

impl<R: Right> Permit<R> {
    pub fn staff(&self) -> StaffId {
        self.staff
    }

    /// The key of the staff member's session row.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// All that the staff member holds: nobody hands out more.
    pub fn grants(&self) -> &Grants {
        &self.grants
    }

    pub fn user_name(&self) -> &str {
        match &self.actor {
            Actor::Staff { user_name, .. } => user_name,
            Actor::Guest | Actor::Customer { .. } | Actor::Program => "",
        }
    }

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    pub fn event(&self, action: Action) -> Event {
        Event::new(action, self.actor.clone(), self.origin.clone())
    }
}

/// Proof that somebody may act on `subject`'s data now.
#[derive(Debug)]
pub struct Acting {
    subject: CustomerId,
    actor: Actor,
    visit: Option<VisitId>,
    session: Option<String>,
    origin: Origin,
}

impl Acting {
    pub fn subject(&self) -> CustomerId {
        self.subject
    }

    /// The key of the customer's own session, in which he acts; `None` in a visit.
    pub fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }

    /// The visit under which it happens; `None` when the customer acts himself.
    pub fn visit(&self) -> Option<VisitId> {
        self.visit
    }

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    pub fn event(&self, action: Action) -> Event {
        let event = Event::new(action, self.actor.clone(), self.origin.clone()).about(self.subject);
        match self.visit {
            Some(visit) => event.in_visit(visit),
            None => event,
        }
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

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    pub fn event(&self, action: Action) -> Event {
        Event::new(action, Actor::Program, self.origin.clone())
    }
}
