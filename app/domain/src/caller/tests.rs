//! Who gets which proof.

use super::*;
use crate::{assistance::VisitTimes, time::Moment};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn caller(who: Who) -> Caller {
    Caller::verified(who, Origin::default())
}

fn visit() -> Caller {
    caller(Who::Visit(Box::new(Visit {
        id: VisitId::new(id(1)),
        staff: StaffId::new(id(2)),
        staff_name: "theo".into(),
        customer: CustomerId::new(id(3)),
        customer_name: "Ada".into(),
        customer_email: "ada@example.com".into(),
        website: crate::ids::WebsiteId::NOTHING,
        website_name: String::new(),
        customer_website: crate::ids::WebsiteId::NOTHING,
        customer_group: CustomerGroupId::WHOLESALE,
        times: VisitTimes { started: Moment::default(), seen: Moment::default(), ended: None },
        ended_at: None,
    })))
}

fn shopper(session: &str) -> Caller {
    let customer = CustomerId::new(id(3));
    caller(Who::Shopper { customer, email: String::new(), name: String::new(), session: session.into(), group: CustomerGroupId::GENERAL })
}

#[test]
fn only_the_customer_himself_is_his_own_and_a_visit_never_is() {
    assert!(shopper("a").own().is_ok());
    assert_eq!(visit().own().unwrap_err(), Failure::NotWhileAssisting);
    assert!(visit().acting().is_ok_and(|acting| acting.visit() == Some(VisitId::new(id(1)))));
    assert_eq!(caller(Who::Guest { cart: None, session: None }).own().unwrap_err(), Failure::SignInRequired);
}

#[test]
fn a_visit_holds_no_right_whatever_its_staff_member_holds() {
    assert_eq!(visit().permit::<right::Roles>().unwrap_err(), Failure::SignInRequired);
    assert_eq!(visit().staff().unwrap_err(), Failure::SignInRequired);
}

#[test]
fn a_visit_has_the_prices_of_the_customer_and_who_is_not_known_those_of_guests() {
    assert_eq!((shopper("a").group(), visit().group()), (CustomerGroupId::GENERAL, CustomerGroupId::WHOLESALE));
    assert_eq!(caller(Who::Guest { cart: None, session: None }).group(), CustomerGroupId::NOT_LOGGED_IN);
}

#[test]
fn an_identity_is_a_persons_and_not_a_sessions_and_a_visit_has_its_own() {
    assert_eq!(shopper("a").identity(), shopper("b").identity());
    assert_ne!(shopper("a").identity(), visit().identity());
    let guest = |cart| caller(Who::Guest { cart, session: None });
    assert_eq!(guest(None).identity(), guest(Some(CartId::new(id(9)))).identity());
}
