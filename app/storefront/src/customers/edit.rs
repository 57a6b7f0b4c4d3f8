//! Account Information: the name, and the consent to remote shopping assistance. In a visit the consent is shown and
//! cannot be changed: only the customer gives it.

use domain::{
    customers::{Customer, PersonName},
    failure::Failure,
};
use leptos::prelude::*;
use store::{CustomerDraft, Store};
use ui::{
    form::{CheckBox, FormErrors, FormState, Reader, TextField, identity},
    notice::Notice,
    t,
    web::{Pairs, Reply, Request},
    words,
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let customer = store.own_account(&request.caller.acting()?).await?;
    let mut values = Pairs::default().with("first_name", customer.first_name.clone()).with("last_name", customer.last_name.clone());
    if customer.consent.allowed {
        values = values.with("assistance_allowed", "1");
    }
    Ok(page(&store, &request, &customer, &FormState::of(values)).await)
}

pub async fn save(store: Store, request: Request) -> Result<Reply, Failure> {
    let acting = request.caller.acting()?;
    let customer = store.own_account(&acting).await?;
    let mut form = Reader::new(&request);
    let first_name = form.parse("first_name", PersonName::parse);
    let last_name = form.parse("last_name", PersonName::parse);
    let ticked = form.ticked("assistance_allowed");
    if !form.is_clean() {
        return Ok(page(&store, &request, &customer, &form.into_state()).await.status(422));
    }
    // The consent is the customer's own, and is not shown while the feature is off.
    let consent = (request.config.login_as_customer_enabled() && !request.is_visit()).then_some(ticked);
    if request.is_visit() && ticked && !customer.consent.allowed {
        return Err(Failure::NotWhileAssisting);
    }
    store.save_own_account(&acting, &customer, CustomerDraft { first_name, last_name, consent, ..CustomerDraft::default() }).await?;
    Ok(Reply::see_other(request.href("/customer/account")).notice(Notice::AccountSaved))
}

async fn page(store: &Store, request: &Request, customer: &Customer, form: &FormState) -> Reply {
    let language = request.language;
    let title = t!(language, account.information);
    crate::layout::page(store, request, title, || {
        let consent = request.config.login_as_customer_enabled().then(|| {
            let (label, tooltip) = words::consent(language, &request.config);
            let hint = if request.is_visit() {
                Some(t!(language, account.not_for_staff).to_owned())
            } else {
                super::account::last_change(request, customer)
            };
            let disabled = request.is_visit();
            match hint {
                Some(hint) => view! { <CheckBox form language name="assistance_allowed" label tooltip disabled hint /> }.into_any(),
                None => view! { <CheckBox form language name="assistance_allowed" label tooltip disabled /> }.into_any(),
            }
        });
        view! {
            <h1>{title}</h1>
            <form method="post" action=request.here() class="card narrow" novalidate>
                {identity(request)}
                <FormErrors form language />
                <TextField form language name="first_name" label=t!(language, account.first_name) autocomplete="given-name" />
                <TextField form language name="last_name" label=t!(language, account.last_name) autocomplete="family-name" />
                {consent}
                <p class="actions">
                    <button class="button primary">{t!(language, form.save)}</button>
                    <a class="button" href=request.href("/customer/account")>{t!(language, form.back)}</a>
                </p>
            </form>
        }
    })
    .await
}
