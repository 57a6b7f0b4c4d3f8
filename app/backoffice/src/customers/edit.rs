//! A customer: Customer Information > Account Information, the consent to be assisted, and the button that leads into the account.

use super::{
    groups::choices,
    tabs::{self, Tab, address},
    unlock::lock,
};
use crate::{meanwhile, sheet::guarded};
use domain::{
    access::Resource,
    caller::{Permit, right},
    customers::{ConsentSource, Customer, Email, PersonName},
    failure::Failure,
    ids::CustomerGroupId,
    text::Flaw,
};
use leptos::prelude::*;
use store::{CustomerDraft, Revised, Store};
use ui::{
    form::{
        Field, Fields, Form, Group, Snapshot,
        groups::{EMAIL, FIRST_NAME, LAST_NAME},
    },
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) static FIRST: Field<PersonName> = FIRST_NAME.autocomplete("off");
pub(super) static LAST: Field<PersonName> = LAST_NAME.autocomplete("off");
pub(super) static ADDRESS: Field<Email> = EMAIL.autocomplete("off");
pub(super) static GROUP: Field<CustomerGroupId> =
    Field::choice("group", |l| t!(l, customers.groups.group), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
static ACTIVE: Field<bool> = Field::check_box("active", |l| t!(l, customers.is_active));
const INFORMATION: Group = &[&FIRST.spec, &LAST.spec, &ADDRESS.spec, &GROUP.spec, &ACTIVE.spec];
pub(crate) const ACCOUNT: Fields = &[INFORMATION];

/// The consent is an act of its own, under a right of its own.
static ALLOWED: Field<bool> = Field::check_box("assistance_allowed", |l| t!(l, customers.allow_assistance));
const CONSENT: Group = &[&ALLOWED.spec];
pub(crate) const ASSISTANCE: Fields = &[CONSENT];

/// The form of the account, which has its button at the head of the page.
pub(super) const FORM: &str = "account-form";

fn account_of(request: &Request, customer: &Customer) -> Snapshot {
    let group = request.shop.pricing.groups.now(customer.group);
    Snapshot::new(customer.revision)
        .with(&FIRST, customer.first_name.clone())
        .with(&LAST, customer.last_name.clone())
        .with(&ADDRESS, customer.email.clone())
        .with(&GROUP, group.to_string())
        .ticked(&ACTIVE, customer.active)
        .turned(&ACTIVE, customer.active_changes)
}

fn consent_of(customer: &Customer) -> Snapshot {
    Snapshot::new(customer.consent.revision).ticked(&ALLOWED, customer.consent.allowed).turned(&ALLOWED, customer.consent.revision)
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let customer = store.by(&permit).customer(request.id("id")?).await?;
    let (locked, alike) = (store.by(&permit).customer_locked_until(customer.id).await?, store.by(&permit).lookalikes(&customer).await?);
    Ok(page(&request, &customer, Some(lock(&request, &customer, locked, &alike)), None, None))
}

/// The form of the consent stands on the customer's page.
pub(crate) async fn to_the_customer(_: Store, request: Request, _: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    Ok(Reply::see_other(address(request.id("id")?)))
}

pub(crate) async fn save(store: Store, request: Request, permit: Permit<right::CustomersEdit>) -> Result<Reply, Failure> {
    let customer = store.by(&permit).customer(request.id("id")?).await?;
    let form = Form::read(ACCOUNT, &request).onto(account_of(&request, &customer))?;
    let mut form = meanwhile::told(&store.by(&permit), &request, Revised::Customer(customer.id), form).await?;
    let fields = ((form.get(&FIRST), form.get(&LAST)), form.get(&ADDRESS), form.get(&GROUP), form.get(&ACTIVE));
    let form = match (fields, form.is_clean()) {
        (((Some(first_name), Some(last_name)), Some(email), Some(group), Some(active)), true) => {
            let draft = CustomerDraft { first_name, last_name, email, active, group };
            match store.by(&permit).save_customer(&customer, &draft).await {
                Ok(()) => return Ok(Reply::see_other(address(customer.id)).notice(Notice::CustomerSaved)),
                Err(error) => form.refused(error)?,
            }
        }
        _ => form,
    };
    let status = form.status();
    let (locked, alike) = (store.by(&permit).customer_locked_until(customer.id).await?, store.by(&permit).lookalikes(&customer).await?);
    Ok(page(&request, &customer, Some(lock(&request, &customer, locked, &alike)), Some(form), None).status(status))
}

pub(crate) async fn set_consent(store: Store, request: Request, permit: Permit<right::AssistanceOptIn>) -> Result<Reply, Failure> {
    let customer = store.by(&permit).customer(request.id("id")?).await?;
    // There is no such form while the feature is off.
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let mut form = Form::read(ASSISTANCE, &request).onto(consent_of(&customer))?;
    // It counts by itself, and says itself who gave or withdrew it.
    if let Some((at, by)) = customer.consent.changed.as_ref().filter(|_| form.asks_who()) {
        let name = if let ConsentSource::Staff(name) = by { name } else { &customer.email };
        form = form.saved_by(name.clone(), request.time(*at));
    }
    match (form.get(&ALLOWED), form.is_clean()) {
        (Some(allowed), true) => {
            store.by(&permit).set_consent(&customer, allowed).await?;
            Ok(Reply::see_other(address(customer.id)).notice(Notice::CustomerSaved))
        }
        _ => {
            let status = form.status();
            Ok(page(&request, &customer, None, None, Some(form)).status(status))
        }
    }
}

/// The customer with both forms, each as it came or as it is stored, and open to whoever holds its right.
fn page(request: &Request, customer: &Customer, lock: Option<AnyView>, account: Option<Form>, consent: Option<Form>) -> Reply {
    let language = request.language;
    tabs::page(request, customer, Tab::Account, || {
        let consent = request.config.login_as_customer_enabled().then(|| consent_form(request, customer, consent));
        view! {
            <section class="beside" aria-labelledby="account-information">
                <div class="card">
                    <h2 id="account-information">{t!(language, customers.account_information)}</h2>
                    {account_form(request, customer, account)}
                </div>
                <div class="card">{lock} {consent}</div>
            </section>
        }
    })
}

fn account_form(request: &Request, customer: &Customer, form: Option<Form>) -> AnyView {
    let language = request.language;
    let may = request.caller.holds(Resource::CustomersEdit);
    let mut form = form.unwrap_or_else(|| Form::of(ACCOUNT, request, account_of(request, customer)));
    if !may {
        form = INFORMATION.iter().fold(form, |form, field| form.lock(field)).without(&ACTIVE);
    }
    let form = form.offering(&GROUP, choices(request));
    let sheet = form.post(request).at(address(customer.id)).id(FORM).guarded().around(view! {
        {form.group(INFORMATION)}
        {(!may).then(|| view! { <p class="hint">{t!(language, customers.read_only)}</p> })}
    });
    if may { guarded(request, sheet) } else { sheet }
}

fn consent_form(request: &Request, customer: &Customer, form: Option<Form>) -> AnyView {
    let language = request.language;
    let changed = match &customer.consent.changed {
        None => t!(language, customers.consent_never).to_owned(),
        Some((at, by)) => {
            let time = request.time(*at);
            match by {
                ConsentSource::Customer => t!(language, customers.consent_by_customer, time = time.as_str()),
                ConsentSource::Staff(name) => t!(language, customers.consent_by_staff, time = time.as_str(), name = name.as_str()),
            }
        }
    };
    let may = request.caller.holds(Resource::AssistanceOptIn);
    let form = form.unwrap_or_else(|| Form::of(ASSISTANCE, request, consent_of(customer)));
    let form = if may {
        form.hinted(&ALLOWED, changed)
    } else {
        form.lock(&ALLOWED).hinted(&ALLOWED, format!("{} {changed}", t!(language, customers.no_permission)))
    };
    let sheet = form.post(request).at(format!("{}/assistance", address(customer.id))).guarded().around(view! {
        <h3>{t!(language, customers.assistance)}</h3>
        {form.group(CONSENT)}
        {may.then(|| view! { <p class="actions"><button class="button">{t!(language, customers.account.save_consent)}</button></p> })}
    });
    if may { guarded(request, sheet) } else { sheet }
}
