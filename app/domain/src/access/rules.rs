//! Who may hand out what. The store asks these inside the transaction that they rule over, so every door obeys them with the same words.

use super::Grants;
use crate::text::Flaw;

/// Nobody hands out more than he holds, nor changes what holds more than he does.
///
/// # Errors
/// The flaw to show where it was chosen.
pub fn may_change(mine: &Grants, was: &Grants, will_be: &Grants) -> Result<(), Flaw> {
    if mine.covers(was) && mine.covers(will_be) { Ok(()) } else { Err(Flaw::TooMuch) }
}

/// A role is deleted by whoever holds as much, is not his own, and when nobody has it.
///
/// # Errors
/// Why not.
pub fn may_delete_role(mine: &Grants, role: &Grants, is_own: bool, is_used: bool) -> Result<(), Flaw> {
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
    use crate::access::Resource;

    #[test]
    fn nobody_hands_out_more_than_he_holds_nor_takes_from_who_holds_more() {
        let some = |resources: &[Resource]| Grants::Custom(resources.iter().copied().collect());
        let (mine, more) = (some(&[Resource::Roles, Resource::Users]), some(&[Resource::Roles, Resource::CustomersView]));
        let less = some(&[Resource::Roles]);
        assert_eq!(may_change(&mine, &less, &mine), Ok(()));
        assert_eq!(may_change(&mine, &less, &more), Err(Flaw::TooMuch));
        assert_eq!(may_change(&mine, &more, &less), Err(Flaw::TooMuch));
        assert_eq!(may_change(&mine, &Grants::All, &less), Err(Flaw::TooMuch));
        assert_eq!(may_delete_role(&mine, &more, false, false), Err(Flaw::TooMuch));
        assert_eq!(may_delete_role(&mine, &less, true, false), Err(Flaw::OwnRole));
        assert_eq!(may_delete_role(&mine, &less, false, true), Err(Flaw::RoleInUse));
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
