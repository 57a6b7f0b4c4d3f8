//! A customer: Customer Information > Account Information, and the button that leads into the account.

use crate::assistance::button;
use domain::{
    access::Resource,
    caller::right,
    customers::{ConsentSource, Customer, Email, PersonName},
    failure::Failure,
    text::Flaw,
};
use leptos::prelude::*;
use store::{CustomerDraft, Store, StoreError};
use ui::{
    form::{CheckBox, FormErrors, FormState, Reader, TextField, revision},
    notice::Notice,
    t,
    web::{Pairs, Reply, Request},
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let customer = store.customer(&request.caller.permit::<right::CustomersView>()?, request.id("id")?).await?;
    let mut values = Pairs::default()
        .with("first_name", customer.first_name.clone())
        .with("last_name", customer.last_name.clone())
        .with("email", customer.email.clone());
    if customer.active {
        values = values.with("active", "1");
    }
    if customer.consent.allowed {
        values = values.with("assistance_allowed", "1");
    }
    Ok(page(&request, &customer, &FormState::of(values)))
}

/// Saves the account under one right and the consent under another. A form that would change what its sender may not is
/// refused whole; what is shown disabled is not sent, and stays as it is.
pub async fn save(store: Store, request: Request) -> Result<Reply, Failure> {
    let view = request.caller.permit::<right::CustomersView>()?;
    let customer = store.customer(&view, request.id("id")?).await?;
    request.unchanged(customer.revision)?;
    let (edit, opt_in) = (request.caller.permit::<right::CustomersEdit>().ok(), request.caller.permit::<right::AssistanceOptIn>().ok());
    let feature = request.config.login_as_customer_enabled();
    if edit.is_none() && !(feature && opt_in.is_some()) {
        return Err(Failure::Denied(Resource::CustomersEdit));
    }
    let mut form = Reader::new(&request);
    let mut draft = CustomerDraft::default();
    if edit.is_some() {
        draft.first_name = form.parse("first_name", PersonName::parse);
        draft.last_name = form.parse("last_name", PersonName::parse);
        draft.email = form.parse("email", Email::parse);
        draft.active = Some(form.ticked("active"));
    }
    let consent = form.ticked("assistance_allowed");
    if opt_in.is_none() && consent && !customer.consent.allowed {
        form.flaw("assistance_allowed", Flaw::NotPermitted);
    }
    // While the feature is off the consent is not on the page, and stays as it is.
    draft.consent = feature.then_some(consent);
    if !form.is_clean() {
        return Ok(page(&request, &customer, &form.into_state()).status(422));
    }
    match store.save_customer(edit.as_ref(), opt_in.as_ref(), &customer, draft).await {
        Ok(()) => Ok(Reply::see_other(request.here()).notice(Notice::CustomerSaved)),
        Err(StoreError::Taken) => {
            form.flaw("email", Flaw::Taken);
            Ok(page(&request, &customer, &form.into_state()).status(422))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(request: &Request, customer: &Customer, form: &FormState) -> Reply {
    let language = request.language;
    let title = customer.full_name();
    crate::layout::page(request, &title, || {
        let may_edit = request.caller.holds(Resource::CustomersEdit);
        let seen = customer.last_signed_in.map_or_else(|| t!(language, customer.never).to_owned(), |at| request.time(at));
        let may_save = may_edit || (request.config.login_as_customer_enabled() && request.caller.holds(Resource::AssistanceOptIn));
        let active = may_edit.then(|| view! { <CheckBox form language name="active" label=t!(language, customer.is_active) /> });
        view! {
            <div class="heading">
                <h1>{title.clone()}</h1>
                {button::button(request, customer)}
            </div>
            <dl class="facts">
                <div><dt>{t!(language, customer.since)}</dt><dd>{request.time(customer.created)}</dd></div>
                <div><dt>{t!(language, customer.last_signed_in)}</dt><dd>{seen}</dd></div>
                <div><dt>{t!(language, customer.status)}</dt><dd>{if customer.active { t!(language, customer.active) } else { t!(language, customer.inactive) }}</dd></div>
            </dl>
            <form method="post" action=request.here() class="card narrow" novalidate>
                {revision(customer.revision)}
                <h2>{t!(language, customer.information)}</h2>
                <FormErrors form language />
                <fieldset>
                    <legend>{t!(language, customer.account_information)}</legend>
                    <TextField form language name="first_name" label=t!(language, account.first_name) autocomplete="off" readonly=!may_edit required=may_edit />
                    <TextField form language name="last_name" label=t!(language, account.last_name) autocomplete="off" readonly=!may_edit required=may_edit />
                    <TextField form language name="email" label=t!(language, account.email) kind="email" autocomplete="off" readonly=!may_edit required=may_edit />
                    {active}
                    {request.config.login_as_customer_enabled().then(|| consent(request, customer, form))}
                </fieldset>
                <p class="actions">
                    {may_save.then(|| view! { <button class="button primary">{t!(language, customer.save)}</button> })}
                    <a class="button" href="/admin/customers">{t!(language, form.back)}</a>
                </p>
                {(!may_save).then(|| view! { <p class="hint">{t!(language, customer.read_only)}</p> })}
            </form>
        }
    })
}

fn consent(request: &Request, customer: &Customer, form: &FormState) -> AnyView {
    let language = request.language;
    let changed = match &customer.consent.changed {
        None => t!(language, customer.consent_never).to_owned(),
        Some((at, by)) => {
            let time = request.time(*at);
            match by {
                ConsentSource::Customer => t!(language, customer.consent_by_customer, time = time.as_str()),
                ConsentSource::Staff(name) => t!(language, customer.consent_by_staff, time = time.as_str(), name = name.as_str()),
            }
        }
    };
    let may = request.caller.holds(Resource::AssistanceOptIn);
    let hint = if may { changed } else { format!("{} {changed}", t!(language, customer.no_permission)) };
    view! { <CheckBox form language name="assistance_allowed" label=t!(language, customer.allow_assistance) disabled=!may hint /> }
        .into_any()
}
