//! Who may hand out what. The store asks these inside the transaction that they rule over, so every door obeys them with the same words.

use super::{Grants, Power, Websites};
use crate::text::Flaw;

/// Nobody hands out more than he holds, nor changes what holds more than he does.
///
/// # Errors
/// The flaw to show where it was chosen.
pub fn may_change(mine: Power<'_>, was: Power<'_>, will_be: Power<'_>) -> Result<(), Flaw> {
    let covers = |(grants, websites): Power<'_>| mine.0.covers(grants) && mine.1.covers(websites);
    if covers(was) && covers(will_be) { Ok(()) } else { Err(Flaw::TooMuch) }
}

/// Whether whoever holds it can do everything everywhere.
pub fn is_everything((grants, websites): Power<'_>) -> bool {
    *grants == Grants::All && *websites == Websites::All
}

/// A role is deleted by whoever holds as much, is not his own, and when nobody has it.
///
/// # Errors
/// Why not.
pub fn may_delete_role(mine: Power<'_>, role: Power<'_>, is_own: bool, is_used: bool) -> Result<(), Flaw> {
    may_change(mine, role, role)?;
    if is_own {
        Err(Flaw::OwnRole)
    } else if is_used {
        Err(Flaw::RoleInUse)
    } else {
        Ok(())
    }
}

/// The last way in stays: somebody who is active and holds everything.
///
/// # Errors
/// The flaw to show where it was taken away.
pub fn keeps_an_administrator(was: bool, stays: bool, are_others: bool) -> Result<(), Flaw> {
    if was && !stays && !are_others { Err(Flaw::LastAdministrator) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Resource, ids::WebsiteId};
    use uuid::Uuid;

    #[test]
    fn nobody_hands_out_more_than_he_holds_nor_takes_from_who_holds_more() {
        let some = |resources: &[Resource]| Grants::Custom(resources.iter().copied().collect());
        let (mine, more) = (some(&[Resource::Roles, Resource::Users]), some(&[Resource::Roles, Resource::CustomersView]));
        let less = some(&[Resource::Roles]);
        let (here, there) = ([WebsiteId::new(Uuid::from_u128(1))], [WebsiteId::new(Uuid::from_u128(2))]);
        let (here, there) = (Websites::These(here.into()), Websites::These(there.into()));
        let all = &Websites::All;
        assert_eq!(may_change((&Grants::All, &here), (&less, &here), (&mine, &here)), Ok(()));
        for (was, will_be) in [(&here, &there), (&there, &here), (&here, all)] {
            assert_eq!(may_change((&Grants::All, &here), (&less, was), (&less, will_be)), Err(Flaw::TooMuch));
        }
        assert_eq!(may_change((&mine, all), (&less, all), (&mine, all)), Ok(()));
        assert_eq!(may_change((&mine, all), (&less, all), (&more, all)), Err(Flaw::TooMuch));
        assert_eq!(may_change((&mine, all), (&more, all), (&less, all)), Err(Flaw::TooMuch));
        assert_eq!(may_change((&mine, all), (&Grants::All, all), (&less, all)), Err(Flaw::TooMuch));
        assert_eq!(may_delete_role((&mine, all), (&more, all), false, false), Err(Flaw::TooMuch));
        assert_eq!(may_delete_role((&mine, all), (&less, all), true, false), Err(Flaw::OwnRole));
        assert_eq!(may_delete_role((&mine, all), (&less, all), false, true), Err(Flaw::RoleInUse));
    }

    #[test]
    fn the_last_administrator_stays() {
        for was in [false, true] {
            for stays in [false, true] {
                for are_others in [false, true] {
                    let refused = keeps_an_administrator(was, stays, are_others).is_err();
                    assert_eq!(refused, was && !stays && !are_others);
                }
            }
        }
    }
}
