//! The proofs of staff: that somebody is signed in, that he holds a right, that he may open a section of the configuration.

use super::Proof;
use crate::{
    access::{Grants, Power, Resource, Right, Websites},
    audit::{Actor, Origin},
    config::Section,
    failure::Failure,
    ids::StaffId,
};
use std::{marker::PhantomData, ops::Deref};

/// Proof that a staff member is signed in.
#[derive(Debug)]
pub struct Staff {
    pub(super) id: StaffId,
    pub(super) user_name: String,
    pub(super) session: String,
    pub(super) grants: Grants,
    pub(super) websites: Websites,
    pub(super) origin: Origin,
}

impl Staff {
    pub fn id(&self) -> StaffId {
        self.id
    }

    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// The key of the session's row.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// The websites that he is for.
    pub fn websites(&self) -> &Websites {
        &self.websites
    }

    /// What he may, and where: nobody hands out more.
    pub fn power(&self) -> Power<'_> {
        (&self.grants, &self.websites)
    }

    pub(super) fn holding(self, resource: Resource) -> Result<Self, Failure> {
        if self.grants.allows(resource) { Ok(self) } else { Err(Failure::Denied(resource)) }
    }

    /// The right, if he holds it.
    ///
    /// # Errors
    /// [`Failure::Denied`].
    pub fn permit<R: Right>(self) -> Result<Permit<R>, Failure> {
        Ok(Permit { staff: self.holding(R::RESOURCE)?, right: PhantomData })
    }

    /// All that the staff member holds.
    pub fn grants(&self) -> &Grants {
        &self.grants
    }
}

impl Proof for Staff {
    fn actor(&self) -> Actor {
        Actor::Staff { id: self.id, user_name: self.user_name.clone() }
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }
}

/// Proof that a staff member holds `R`.
#[derive(Debug)]
pub struct Permit<R> {
    pub(super) staff: Staff,
    pub(super) right: PhantomData<R>,
}

impl<R> Deref for Permit<R> {
    type Target = Staff;
    fn deref(&self) -> &Staff {
        &self.staff
    }
}

impl<R> Proof for Permit<R> {
    fn actor(&self) -> Actor {
        self.staff.actor()
    }

    fn origin(&self) -> &Origin {
        &self.staff.origin
    }
}

/// Proof that a staff member may open one section of the configuration.
#[derive(Debug)]
pub struct SectionPermit {
    pub(super) staff: Staff,
    pub(super) section: Section,
}

impl SectionPermit {
    pub fn section(&self) -> Section {
        self.section
    }
}

impl Deref for SectionPermit {
    type Target = Staff;
    fn deref(&self) -> &Staff {
        &self.staff
    }
}

impl Proof for SectionPermit {
    fn actor(&self) -> Actor {
        self.staff.actor()
    }

    fn origin(&self) -> &Origin {
        &self.staff.origin
    }
}
