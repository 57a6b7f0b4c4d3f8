//! Who may hand out what: whichever door asks, the store says it.

use super::{holding, memory, permit};
use domain::{
    access::{Grants, Resource, RoleName},
    caller::{Permit, right},
    customers::{Email, PersonName},
    ids::{RoleId, StaffId},
    staff::UserName,
    text::{Flaw, Secret},
};
use store::{NewStaff, Reaching, RoleDraft, StaffDraft, Store, StoreError};

fn draft(name: &str, grants: Grants) -> RoleDraft {
    RoleDraft { name: RoleName::parse(name).unwrap(), grants, websites: domain::access::Websites::All, needs_factor: false }
}

fn only(resources: &[Resource]) -> Grants {
    Grants::Custom(resources.iter().copied().collect())
}

fn user(name: &str, role: RoleId) -> NewStaff {
    NewStaff {
        user_name: UserName::parse(name).unwrap(),
        first_name: PersonName::parse("First").unwrap(),
        last_name: PersonName::parse("Last").unwrap(),
        email: Email::parse(&format!("{name}@alongside.example")).unwrap(),
        role,
        password: Secret::new("correct horse"),
    }
}

/// Somebody who is to be invited.
fn draft_of(name: &str, role: RoleId) -> StaffDraft {
    let NewStaff { first_name, last_name, email, role, .. } = user(name, role);
    StaffDraft { first_name, last_name, email, role, active: true, expires: None, must_change: false }
}

async fn invite(store: &Store, by: &Permit<right::Users>, name: &str, draft: StaffDraft) -> Result<StaffId, StoreError> {
    let invited = store.by(by).invite_staff(UserName::parse(name).unwrap(), draft, Reaching::ByHand).await;
    invited.map(|(member, _)| member.id)
}

/// An administrator and a role that grants the roles alone.
async fn with_an_administrator() -> (Store, StaffId, RoleId) {
    let store = memory().await;
    let admin = store.by(&super::job()).create_administrator(user("rosa", RoleId::new(uuid::Uuid::nil()))).await.unwrap();
    let few = store.by(&permit::<right::Roles>()).create_role(&draft("Few", only(&[Resource::Roles, Resource::Users]))).await.unwrap();
    (store, admin, few)
}

#[tokio::test]
async fn nobody_hands_out_more_than_he_holds_through_any_function_of_the_store() {
    let (store, admin, few) = with_an_administrator().await;
    let caller = holding(admin, only(&[Resource::Roles, Resource::Users]));
    let (roles, users) = (caller.permit::<right::Roles>().unwrap(), caller.permit::<right::Users>().unwrap());
    let too_much = |result: Result<(), StoreError>, field: &str| match result {
        Err(StoreError::Invalid(at, Flaw::TooMuch)) => assert_eq!(at, field),
        other => panic!("{other:?}"),
    };
    too_much(store.by(&roles).create_role(&draft("Mine", only(&[Resource::LoginAsCustomer]))).await.map(drop), "access");
    let role = store.by(&roles).role(few).await.unwrap();
    too_much(store.by(&roles).save_role(&role, &draft("Few", Grants::All)).await, "access");
    let everything = store.by(&users).staff_member(admin).await.unwrap().role;
    too_much(invite(&store, &users, "second", draft_of("second", everything)).await.map(drop), "role");
    let member = store.by(&users).staff_member(admin).await.unwrap();
    let less = StaffDraft {
        first_name: PersonName::parse("Rosa").unwrap(),
        last_name: PersonName::parse("Last").unwrap(),
        email: Email::parse(&member.email).unwrap(),
        role: few,
        active: true,
        expires: None,
        must_change: false,
    };
    too_much(store.by(&users).save_staff(&member, &less).await.map(drop), "role");
}

#[tokio::test]
async fn the_last_administrator_stays_and_the_answer_is_the_same_through_every_door() {
    let (store, admin, few) = with_an_administrator().await;
    let (roles, users) = (permit::<right::Roles>(), permit::<right::Users>());
    let member = store.by(&users).staff_member(admin).await.unwrap();
    let changed = |role, active, expires| StaffDraft {
        first_name: PersonName::parse(&member.first_name).unwrap(),
        last_name: PersonName::parse(&member.last_name).unwrap(),
        email: Email::parse(&member.email).unwrap(),
        role,
        active,
        expires,
        must_change: false,
    };
    let refused = store.by(&users).save_staff(&member, &changed(member.role, false, None)).await;
    assert!(matches!(refused, Err(StoreError::Invalid("active", Flaw::LastAdministrator))), "{refused:?}");
    let refused = store.by(&users).save_staff(&member, &changed(few, true, None)).await;
    assert!(matches!(refused, Err(StoreError::Invalid("role", Flaw::LastAdministrator))), "{refused:?}");
    let some_day = Some(domain::time::Moment::from_millis(i64::MAX));
    let refused = store.by(&users).save_staff(&member, &changed(member.role, true, some_day)).await;
    assert!(matches!(refused, Err(StoreError::Invalid("expires", Flaw::LastAdministrator))), "{refused:?}");
    // Who was invited and never came is no way in.
    invite(&store, &users, "second", draft_of("second", member.role)).await.unwrap();
    let refused = store.by(&users).delete_staff(&member).await;
    assert!(matches!(refused, Err(StoreError::Invalid("user", Flaw::LastAdministrator))), "{refused:?}");
    let role = store.by(&roles).role(member.role).await.unwrap();
    let refused = store.by(&roles).save_role(&role, &draft("Administrators", only(&[Resource::Roles]))).await;
    assert!(matches!(refused, Err(StoreError::Invalid("access", Flaw::LastAdministrator))), "{refused:?}");
}

#[tokio::test]
async fn role_names_that_look_alike_are_one_and_so_are_addresses_of_staff() {
    let (store, _, few) = with_an_administrator().await;
    let roles = permit::<right::Roles>();
    for alike in ["few", "Fеw"] {
        let refused = store.by(&roles).create_role(&draft(alike, Grants::All)).await;
        assert!(matches!(refused, Err(StoreError::Invalid("name", Flaw::Taken))), "{alike}: {refused:?}");
    }
    let users = permit::<right::Users>();
    let same = StaffDraft { email: Email::parse("rosa@alongside.example").unwrap(), ..draft_of("second", few) };
    let refused = invite(&store, &users, "second", same).await;
    assert!(matches!(refused, Err(StoreError::Invalid("email", Flaw::Taken))), "{refused:?}");
    let refused = invite(&store, &users, "r0sa", draft_of("second", few)).await;
    assert!(matches!(refused, Err(StoreError::Invalid("user_name", Flaw::Taken))), "{refused:?}");
}

#[tokio::test]
async fn a_role_that_somebody_has_is_not_deleted() {
    let (store, _, few) = with_an_administrator().await;
    let caller = holding(invite(&store, &permit(), "second", draft_of("second", few)).await.unwrap(), Grants::All);
    let roles = caller.permit::<right::Roles>().unwrap();
    let role = store.by(&roles).role(few).await.unwrap();
    assert!(matches!(store.by(&roles).delete_role(&role).await, Err(StoreError::Invalid(_, Flaw::OwnRole))));
    let unused = store.by(&roles).create_role(&draft("Unused", only(&[]))).await.unwrap();
    let unused = store.by(&roles).role(unused).await.unwrap();
    store.by(&roles).delete_role(&unused).await.unwrap();
}
