//! Customer groups: who has which prices. Each customer is in one, and guests are in one of their own.

use crate::{
    ids::CustomerGroupId,
    text::{Flaw, checked_text, line},
};
use uuid::Uuid;

/// What stands in place of a group's name where all are meant.
pub const ALL_GROUPS: &str = "ALL GROUPS";

checked_text! {
    /// What a group is called: one line of at most 32 characters. None is called as all of them are: a file could not tell its prices from those of
    /// all.
    GroupName, |text| line(text, 32).and_then(|name| if name.eq_ignore_ascii_case(ALL_GROUPS) { Err(Flaw::GroupExists) } else { Ok(name) })
}

const fn shipped(n: u128) -> CustomerGroupId {
    CustomerGroupId::new(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0010 + n))
}

impl CustomerGroupId {
    /// Guests: whoever is not signed in.
    pub const NOT_LOGGED_IN: Self = shipped(0);
    pub const GENERAL: Self = shipped(1);
    pub const WHOLESALE: Self = shipped(2);
    pub const RETAILER: Self = shipped(3);
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: CustomerGroupId,
    /// Counted up from 0, for people.
    pub number: i64,
    pub name: String,
    /// Of one that was deleted: the group that its members are in since.
    pub heir: Option<CustomerGroupId>,
    pub revision: i64,
}

/// All groups, also those that were deleted: their members still say that they are in them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Groups(Vec<Group>);

impl Groups {
    /// In the order of their numbers.
    pub fn new(mut all: Vec<Group>) -> Self {
        all.sort_by_key(|group| group.number);
        Self(all)
    }

    /// Those that there are.
    pub fn iter(&self) -> impl Iterator<Item = &Group> {
        self.0.iter().filter(|group| group.heir.is_none())
    }

    /// Those that a customer can be in.
    pub fn of_customers(&self) -> impl Iterator<Item = &Group> {
        self.iter().filter(|group| group.id != CustomerGroupId::NOT_LOGGED_IN)
    }

    pub fn get(&self, id: CustomerGroupId) -> Option<&Group> {
        self.iter().find(|group| group.id == id)
    }

    /// One that was deleted.
    pub fn deleted(&self, id: CustomerGroupId) -> Option<&Group> {
        self.0.iter().find(|group| group.id == id && group.heir.is_some())
    }

    /// What it is called, or was.
    pub fn name(&self, id: CustomerGroupId) -> &str {
        self.0.iter().find(|group| group.id == id).map_or("", |group| group.name.as_str())
    }

    /// The group that somebody is in who says that he is in this one. Heirs were there when they were named, so none leads in a circle.
    pub fn now(&self, id: CustomerGroupId) -> CustomerGroupId {
        let heir = |of: CustomerGroupId| self.0.iter().find(|group| group.id == of).and_then(|group| group.heir);
        let mut now = id;
        for _ in &self.0 {
            match heir(now) {
                Some(heir) => now = heir,
                None => break,
            }
        }
        now
    }

    /// What members of a group say that they are in: it, and each that went to it.
    pub fn said_by_members(&self, id: CustomerGroupId) -> Vec<CustomerGroupId> {
        self.0.iter().map(|group| group.id).filter(|said| self.now(*said) == id).collect()
    }

    /// The number of the next one.
    pub fn next_number(&self) -> i64 {
        self.0.last().map_or(0, |last| last.number.saturating_add(1))
    }
}

/// Whether a group may be deleted. `is_default` is whether new customers are put into it anywhere.
///
/// # Errors
/// [`Flaw::IsDefault`], [`Flaw::GuestsGroup`].
pub fn may_delete(group: CustomerGroupId, is_default: bool) -> Result<(), Flaw> {
    match () {
        () if group == CustomerGroupId::NOT_LOGGED_IN => Err(Flaw::GuestsGroup),
        () if is_default => Err(Flaw::IsDefault),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(number: i64, id: CustomerGroupId, heir: Option<CustomerGroupId>) -> Group {
        Group { id, number, name: number.to_string(), heir, revision: 1 }
    }

    #[test]
    fn members_of_a_group_that_is_gone_are_in_its_heirs_and_nobody_goes_round_in_a_circle() {
        use CustomerGroupId as Id;
        let gone = Groups::new(vec![
            group(2, Id::WHOLESALE, Some(Id::RETAILER)),
            group(1, Id::GENERAL, None),
            group(3, Id::RETAILER, Some(Id::GENERAL)),
        ]);
        assert_eq!((gone.now(Id::WHOLESALE), gone.now(Id::GENERAL), gone.get(Id::WHOLESALE)), (Id::GENERAL, Id::GENERAL, None));
        assert_eq!(gone.said_by_members(Id::GENERAL), [Id::GENERAL, Id::WHOLESALE, Id::RETAILER]);
        assert_eq!((gone.name(Id::WHOLESALE), gone.next_number()), ("2", 4), "numbers are not given twice");
        assert_eq!(gone.deleted(Id::WHOLESALE).map(|group| group.number), Some(2));
        assert_eq!((gone.deleted(Id::GENERAL), gone.deleted(Id::NOT_LOGGED_IN)), (None, None), "one that is there, and none");
        let circle = Groups::new(vec![group(1, Id::GENERAL, Some(Id::RETAILER)), group(3, Id::RETAILER, Some(Id::GENERAL))]);
        circle.now(Id::GENERAL);
    }

    #[test]
    fn no_group_is_called_as_all_of_them_are() {
        for all in [ALL_GROUPS, " all groups "] {
            assert_eq!(GroupName::parse(all), Err(Flaw::GroupExists), "{all}");
        }
        assert_eq!(GroupName::parse("All Groups of Ours").map(|name| name.to_string()), Ok("All Groups of Ours".to_owned()));
    }

    #[test]
    fn guests_and_new_customers_always_have_a_group() {
        assert_eq!(may_delete(CustomerGroupId::NOT_LOGGED_IN, false), Err(Flaw::GuestsGroup));
        assert_eq!(may_delete(CustomerGroupId::RETAILER, true), Err(Flaw::IsDefault));
        assert_eq!(may_delete(CustomerGroupId::GENERAL, false), Ok(()));
    }
}
