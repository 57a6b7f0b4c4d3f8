//! "Allow remote shopping assistance": an act of its own, and the customer's alone. In a visit it is shown and cannot be changed. On its page
//! stand besides who is in the account now, and who was there, as far as that is the customer's to know.

use super::{
    account,
    consent_switch::{ConsentSwitch, ConsentTexts, ConsentView},
    sessions::{VISIT, over},
    visited,
};
use crate::assistance::guide;
use domain::{
    caller::{Acting, Own},
    customers::Customer,
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    call::{Called, FieldProblem, Problem, called},
    form::{Field, Fields, Form, Snapshot},
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(super) static ALLOWED: Field<bool> = Field::check_box("assistance_allowed", |l| t!(l, customers.allow_assistance));
pub(super) static FIELDS: Fields = &[&[&ALLOWED.spec, &VISIT.spec]];
pub(crate) const HERE: &str = "/customer/account/assistance";

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let customer = store.by(&acting).account().await?;
    let form = asked(&request, &customer).ok_or(Failure::NotFound)?;
    page(&store, &request, form, &customer).await
}

pub(super) async fn save(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let mut form = Form::read(FIELDS, &request);
    if !form.value(&VISIT).is_empty() {
        let visit = form.get(&VISIT).ok_or(Failure::Malformed)?;
        over(store.by(&own).end_visit_to_me(visit).await)?;
        return Ok(Reply::see_other(request.href(HERE)).notice(Notice::OneSessionEnded));
    }
    let customer = store.by::<Acting>(&own).account().await?;
    let form = form.onto(stored(&customer))?;
    let mut form = told(form, &request, &customer);
    let (Some(allowed), true) = (form.get(&ALLOWED), form.is_clean()) else {
        let status = form.status();
        return Ok(page(&store, &request, form, &customer).await?.status(status));
    };
    store.by(&own).set_consent(&customer, allowed).await?;
    let reply = Reply::see_other(request.href("/customer/account"));
    Ok(match (allowed == customer.consent.allowed, allowed) {
        (true, _) => reply,
        (false, true) => reply.notice(Notice::ConsentGiven),
        (false, false) => reply.notice(Notice::ConsentWithdrawn),
    })
}

fn stored(customer: &Customer) -> Snapshot {
    Snapshot::new(customer.consent.revision).ticked(&ALLOWED, customer.consent.allowed).turned(&ALLOWED, customer.consent.revision)
}

/// The form as it stands in the account; while the feature is off there is nothing to ask.
fn asked(request: &Request, customer: &Customer) -> Option<Form> {
    let form = || told(Form::of(FIELDS, request, stored(customer)), request, customer);
    request.config.login_as_customer_enabled().then(form)
}

/// With the words that the configuration has for it, and with whose it is to change.
fn told(form: Form, request: &Request, customer: &Customer) -> Form {
    let form = worded(form, request);
    match (request.is_visit(), account::last_change(request, customer)) {
        (true, _) => form.lock(&ALLOWED).hinted(&ALLOWED, t!(request.language, customers.account.not_for_staff)),
        (false, Some(change)) => form.hinted(&ALLOWED, change),
        (false, None) => form,
    }
}

/// Title and tooltip as they are set.
pub(super) fn worded(form: Form, request: &Request) -> Form {
    let (title, tooltip) = words::consent(request.language, &request.config);
    form.labelled(&ALLOWED, title).explained(&ALLOWED, tooltip)
}

/// What the switch is called with: by the customer himself, while there is something to allow.
pub(super) fn called_by_himself() -> Result<Called<Store, Own>, Problem> {
    let called = called::<Store, Own>()?;
    if called.request.config.login_as_customer_enabled() { Ok(called) } else { Err(Failure::NotFound.into()) }
}

/// As the switch shows it.
pub(super) async fn view(called: &Called<Store, Own>) -> Result<ConsentView, Failure> {
    let customer = called.store.by::<Acting>(&called.proof).account().await?;
    let visits = called.store.by(&*called.proof).visits_in_progress().await?;
    Ok(seen(&called.request, &customer, visits))
}

fn seen(request: &Request, customer: &Customer, visits: usize) -> ConsentView {
    let ends = if visits > 0 && customer.consent.allowed { t!(request.language, customers.account.consent_ends) } else { "" };
    ConsentView {
        allowed: customer.consent.allowed,
        revision: customer.consent.revision,
        since: account::last_change(request, customer).unwrap_or_default(),
        ends: ends.to_owned(),
    }
}

/// Sets it, unless it was changed since the page knew of it: into the same, there is nothing to do.
pub(super) async fn set(called: &Called<Store, Own>, allowed: bool, revision: i64) -> Result<(), Problem> {
    let customer = called.store.by::<Acting>(&called.proof).account().await.map_err(Failure::from)?;
    let now = &customer.consent;
    if now.revision != revision && now.allowed != allowed {
        let text = if now.allowed { t!(called.request.language, common.form.yes) } else { t!(called.request.language, common.form.no) };
        let held = now.allowed.then(|| "1".to_owned()).into_iter().collect();
        return Err(Problem::stale(&called.request, vec![FieldProblem::changed(&called.request, ALLOWED.name, held, text)]));
    }
    Ok(called.store.by(&*called.proof).set_consent(&customer, allowed).await.map_err(Failure::from)?)
}

/// The consent, wherever it stands: its form, and with scripts a switch in its place, where nothing has to be told of the form.
pub(super) struct Card {
    form: Form,
    switch: Option<ConsentView>,
}

impl Card {
    /// As it stands; while the feature is off there is nothing to ask.
    pub(super) async fn of(store: &Store, request: &Request, customer: &Customer) -> Option<Self> {
        Some(Self::around(store, request, asked(request, customer)?, customer).await)
    }

    async fn around(store: &Store, request: &Request, form: Form, customer: &Customer) -> Self {
        let switch = match request.caller.own() {
            // The visits are only a word of warning: a page does not fail for it.
            Ok(own) if form.is_clean() => Some(seen(request, customer, store.by(&own).visits_in_progress().await.unwrap_or_default())),
            _ => None,
        };
        Self { form, switch }
    }

    pub(super) fn show(self, request: &Request) -> AnyView {
        let Self { form, switch } = self;
        let button = t!(request.language, customers.account.save_consent);
        let card = form.post(request).at(request.href(HERE)).class("card narrow").around(view! {
            <h2>{t!(request.language, customers.assistance)}</h2>
            {form.field(&ALLOWED)}
            {(!request.is_visit()).then(|| view! { <p class="actions"><button class="button primary">{button}</button></p> })}
        });
        let card = match switch {
            Some(view) => view! { <ConsentSwitch view texts=texts(request)>{card}</ConsentSwitch> }.into_any(),
            None => card,
        };
        view! { <div>{card} <p class="hint">{guide::link(request)}</p></div> }.into_any()
    }
}

fn texts(request: &Request) -> ConsentTexts {
    let language = request.language;
    let (label, tooltip) = words::consent(language, &request.config);
    ConsentTexts {
        heading: t!(language, customers.assistance).to_owned(),
        label,
        tooltip,
        tooltip_label: t!(language, common.form.tooltip).to_owned(),
        on: t!(language, customers.allowed).to_owned(),
        off: t!(language, customers.not_allowed).to_owned(),
        given: t!(language, common.notice.consent_given).to_owned(),
        withdrawn: t!(language, common.notice.consent_withdrawn).to_owned(),
        undo: t!(language, common.form.undo).to_owned(),
        elsewhere: t!(language, customers.account.consent_elsewhere).to_owned(),
        unreachable: t!(language, common.error.unreachable).to_owned(),
        not_saved: t!(language, customers.account.consent_not_saved).to_owned(),
        again: t!(language, common.error.again).to_owned(),
        reload: t!(language, common.live.reload).to_owned(),
        sign_in: t!(language, storefront.sign_in).to_owned(),
        here: request.here(),
    }
}

async fn page(store: &Store, request: &Request, form: Form, customer: &Customer) -> Result<Reply, Failure> {
    let language = request.language;
    let title = t!(language, customers.privacy.title);
    let card = Card::around(store, request, form, customer).await;
    let own = match request.caller.own() {
        Ok(own) => {
            let now = store.by(&own).visits_to_me().await?;
            Some((now, store.by(&own).visits_so_far(&request.cursor()?, visited::PAGE).await?))
        }
        // Who was here is not told to who is.
        Err(_) => None,
    };
    let page = super::panel::page(store, request, title, || {
        let visits = own.map(|(now, so_far)| view! { {visited::now(request, &now)} {visited::so_far(request, &so_far)} });
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(language, storefront.help.access_never)}</p>
            {card.show(request)}
            {visits}
        }
    });
    Ok(page.await)
}
