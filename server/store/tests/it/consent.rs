//! The consent is an act of its own, and every door obeys.

use super::{caller, holding, job, memory, person, shopper};
use domain::{
    access::Grants,
    assistance::{Visit, VisitTimes},
    caller::{Caller, Who, right},
    config::{Scope, Section, Setting},
    customers::{ConsentSource, PersonName},
    failure::Failure,
    ids::{CustomerId, StaffId, VisitId},
};
use store::{AccountDraft, Store, StoreError};
use uuid::Uuid;

fn rosa() -> Caller {
    holding(StaffId::new(Uuid::from_u128(1)), Grants::All)
}

async fn with_the_feature() -> Store {
    let store = memory().await;
    let permit = rosa().section(Section::LoginAsCustomer).unwrap();
    let was = store.by(&permit).shop().await.unwrap().config;
    store.by(&permit).save_settings(Scope::Default, &was, &[(Setting::LoginAsCustomerEnabled, Some("1".to_owned()))].into()).await.unwrap();
    store
}

fn in_a_visit(customer: CustomerId) -> Caller {
    caller(Who::Visit(Box::new(Visit {
        id: VisitId::new(Uuid::from_u128(7)),
        staff: StaffId::new(Uuid::from_u128(1)),
        staff_name: "rosa".into(),
        customer,
        customer_name: "P".into(),
        customer_email: "person001@example.com".into(),
        website: domain::ids::WebsiteId::NOTHING,
        website_name: String::new(),
        customer_website: domain::ids::WebsiteId::NOTHING,
        customer_group: domain::ids::CustomerGroupId::GENERAL,
        times: VisitTimes { started: super::NOW, seen: super::NOW, ended: None },
        ended_at: None,
    })))
}

#[tokio::test]
async fn only_the_customer_himself_yields_the_proof_that_his_consent_takes() {
    let store = with_the_feature().await;
    let id = store.by(&job()).fill_customer(&person(1)).await.unwrap();
    assert_eq!(in_a_visit(id).own().unwrap_err(), Failure::NotWhileAssisting);
    let own = shopper(id).own().unwrap();
    let was = store.by(&*own).account().await.unwrap();
    store.by(&own).set_consent(&was, true).await.unwrap();
    let now = store.by(&*own).account().await.unwrap();
    assert!(now.consent.allowed && matches!(now.consent.changed, Some((_, ConsentSource::Customer))));
    assert_eq!((now.revision, now.consent.revision), (was.revision, was.consent.revision + 1), "a revision of its own");
}

#[tokio::test]
async fn what_staff_set_at_the_customers_word_is_shown_as_theirs() {
    let store = with_the_feature().await;
    let id = store.by(&job()).fill_customer(&person(1)).await.unwrap();
    let permit = rosa().permit::<right::AssistanceOptIn>().unwrap();
    let was = store.by(&permit).customer(id).await.unwrap();
    store.by(&permit).set_consent(&was, true).await.unwrap();
    let now = store.by(&permit).customer(id).await.unwrap();
    assert!(matches!(now.consent.changed, Some((_, ConsentSource::Staff(name))) if name == "test"));
}

#[tokio::test]
async fn a_consent_that_was_read_before_it_was_withdrawn_is_not_given_again() {
    let store = with_the_feature().await;
    let id = store.by(&job()).fill_customer(&person(1)).await.unwrap();
    let own = shopper(id).own().unwrap();
    let old = store.by(&*own).account().await.unwrap();
    store.by(&own).set_consent(&old, true).await.unwrap();
    let given = store.by(&*own).account().await.unwrap();
    store.by(&own).set_consent(&given, false).await.unwrap();
    assert!(matches!(store.by(&own).set_consent(&old, true).await, Err(StoreError::Stale)));
    assert!(!store.by(&*own).account().await.unwrap().consent.allowed);
}

#[tokio::test]
async fn names_and_consent_do_not_travel_in_one_write() {
    let store = with_the_feature().await;
    let id = store.by(&job()).fill_customer(&person(2)).await.unwrap();
    let own = shopper(id).own().unwrap();
    let old = store.by(&*own).account().await.unwrap();
    store.by(&own).set_consent(&old, false).await.unwrap();
    let name = |text: &str| PersonName::parse(text).unwrap();
    let draft = AccountDraft { first_name: name("Tina"), last_name: name("Tabs-Married") };
    store.by(&*own).save_account(&old, &draft).await.unwrap();
    let now = store.by(&*own).account().await.unwrap();
    assert_eq!((now.last_name.as_str(), now.consent.allowed), ("Tabs-Married", false));
}

#[tokio::test]
async fn a_visit_that_is_not_live_writes_nothing_whatever_it_forgot_to_ask() {
    let store = with_the_feature().await;
    let id = store.by(&job()).fill_customer(&person(2)).await.unwrap();
    let acting = in_a_visit(id).acting().unwrap();
    let was = store.by(&acting).account().await.unwrap();
    let name = |text: &str| PersonName::parse(text).unwrap();
    let draft = AccountDraft { first_name: name("Other"), last_name: name("Name") };
    assert!(matches!(store.by(&acting).save_account(&was, &draft).await, Err(StoreError::Stale)));
    assert_eq!(store.by(&acting).account().await.unwrap().first_name, was.first_name);
}

#[tokio::test]
async fn while_the_feature_is_off_there_is_nothing_to_allow() {
    let store = memory().await;
    let id = store.by(&job()).fill_customer(&person(1)).await.unwrap();
    let own = shopper(id).own().unwrap();
    let was = store.by(&*own).account().await.unwrap();
    assert!(matches!(store.by(&own).set_consent(&was, true).await, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn a_setting_that_somebody_else_changed_meanwhile_is_not_set_back() {
    let store = with_the_feature().await;
    let permit = rosa().section(Section::LoginAsCustomer).unwrap();
    let old = store.by(&permit).shop().await.unwrap().config;
    store.by(&permit).save_settings(Scope::Default, &old, &[(Setting::LoginAsCustomerEnabled, Some("0".to_owned()))].into()).await.unwrap();
    let again = store.by(&permit).save_settings(Scope::Default, &old, &[(Setting::AssistanceTitle, Some("Help".to_owned()))].into()).await;
    assert!(again.is_ok(), "another setting is another matter");
    let now = store.by(&permit).shop().await.unwrap().config;
    assert_eq!((now.login_as_customer_enabled(), now.own(Setting::AssistanceTitle)), (false, Some("Help")));
    let stale = store.by(&permit).save_settings(Scope::Default, &old, &[(Setting::LoginAsCustomerEnabled, None)].into()).await;
    assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
}
