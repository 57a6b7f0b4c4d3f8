//! Creating an account: at once, or, where addresses are to be confirmed, by a link that is sent there.

use super::consent::{ALLOWED, worded};
use domain::{
    caller::Who,
    customers::{Email, PersonName, shown_email},
    failure::Failure,
    sales::order::Order,
    text::Flaw,
};
use leptos::prelude::*;
use store::{Applicant, NewCustomer, Registered, Stay, Store};
use ui::{
    endpoint::Open,
    form::{
        Field, Fields, Form, Group,
        groups::{EMAIL, FIRST_NAME, LAST_NAME, PASSWORD, PASSWORD_AGAIN},
    },
    notice::{LeftBehind, Notice},
    t,
    web::{Cookie, Reply, Request},
};

static NEWSLETTER: Field<bool> = Field::check_box("is_subscribed", |l| t!(l, customers.newsletter.sign_up));
const PERSONAL: Group = &[&FIRST_NAME.spec, &LAST_NAME.spec, &NEWSLETTER.spec, &ALLOWED.spec];
const PASSWORDS: Group = &[&PASSWORD.spec, &PASSWORD_AGAIN.spec];
pub(super) static FIELDS: Fields = &[PERSONAL, &[&EMAIL.spec], PASSWORDS];

pub(crate) const PATH: &str = "/customer/account/create";
/// Under which the address brings the number of the order that was placed a moment ago.
const ORDER: &str = "order";

/// Where whoever is thanked for an order makes an account that the order becomes one of.
pub(crate) fn after(order: &Order) -> String {
    format!("{PATH}?{ORDER}={}", order.number)
}

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    if matches!(request.caller.who(), Who::Shopper { .. }) {
        return Ok(Reply::see_other(request.href("/customer/account")));
    }
    let form = asked(Form::new(FIELDS, &request), &request);
    let form = match bought(&store, &request).await? {
        Some(order) => {
            let (first, last) = (order.billing.first_name.as_str(), order.billing.last_name.as_str());
            form.named(first, last).filled(&EMAIL, shown_email(&order.email))
        }
        None => form,
    };
    Ok(page(&store, &request, &form).await)
}

/// The order that the address names, if the caller placed it in this browser.
async fn bought(store: &Store, request: &Request) -> Result<Option<Order>, Failure> {
    let Some(number) = request.query.get(ORDER) else { return Ok(None) };
    let orders = store.last_orders(&request.caller).await?;
    Ok(orders.into_iter().find(|order| order.customer.is_none() && order.number == number))
}

pub(super) async fn register(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = asked(Form::read(FIELDS, &request), &request);
    let (first_name, last_name, email) = (form.get(&FIRST_NAME), form.get(&LAST_NAME), form.get(&EMAIL));
    if request.config.confirms_emails() {
        return by_mail(&store, &request, form, (first_name, last_name, email)).await;
    }
    let (consent, password, newsletter) = (form.get(&ALLOWED), form.new_password(), form.get(&NEWSLETTER));
    if let (Some(first_name), Some(last_name), Some(consent)) = (first_name, last_name, consent)
        && let (Some(email), Some(password), Some(newsletter), true) = (email, password, newsletter, form.is_clean())
    {
        let (website, view) = (request.view.website, request.view.id);
        let new = NewCustomer { email, first_name, last_name, password, consent, newsletter, website, view };
        // Nobody was asked yet whether his browser is to remember him.
        let for_now = request.config.asks_to_remember();
        let stay = if for_now { Stay::ForNow } else { Stay::Remembered };
        match store.register(&request.caller, new, stay).await {
            // Whoever pressed the button twice sees the second answer.
            Ok(Registered::New(signed_in) | Registered::Before(signed_in)) => {
                let notice = LeftBehind::of(&signed_in.left_behind, true).map_or(Notice::Registered, Notice::CartLeftBehind);
                let account = Reply::see_other(request.href("/customer/account")).notice(notice);
                let token = signed_in.token.expose();
                return Ok(if for_now { account.set_for_now(Cookie::Shopper, token) } else { account.set(Cookie::Shopper, token) });
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&store, &request, &form).await.status(form.status()))
}

/// The answer is the same for any address.
async fn by_mail(
    store: &Store,
    request: &Request,
    form: Form,
    asked: (Option<PersonName>, Option<PersonName>, Option<Email>),
) -> Result<Reply, Failure> {
    let (first_name, last_name, email) = asked;
    let (Some(first_name), Some(last_name), Some(email), true) = (first_name, last_name, email, form.is_clean()) else {
        return Ok(page(store, request, &form).await.status(form.status()));
    };
    let typed = form.value(&EMAIL).trim().to_owned();
    let (website, view) = (request.view.website, request.view.id);
    store.register_by_mail(&request.caller, Applicant { email, first_name, last_name, website, view }).await?;
    let language = request.language;
    let title = t!(language, customers.account.register_title);
    let page = crate::layout::page(store, request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p role="status">{t!(language, customers.confirm.registered, email = typed.as_str())}</p>
            </section>
        }
    });
    Ok(page.await)
}

/// While the feature is off nobody is asked for the consent. Before an address counts, nothing is agreed to in its name.
fn asked(form: Form, request: &Request) -> Form {
    if request.config.confirms_emails() {
        return form.without(&NEWSLETTER).without(&ALLOWED).without(&PASSWORD).without(&PASSWORD_AGAIN);
    }
    if request.config.login_as_customer_enabled() { worded(form, request) } else { form.without(&ALLOWED) }
}

async fn page(store: &Store, request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.account.register_title);
    crate::layout::page(store, request, title, || {
        let sign_in = (form.flaw_of(&EMAIL) == Some(Flaw::HasAccount)).then(|| {
            let href = request.href("/customer/account/login");
            view! { <p><a href=href>{t!(language, customers.account.sign_in_instead)}</a></p> }
        });
        let hint = request.config.confirms_emails().then(|| view! { <p class="hint">{t!(language, customers.confirm.to_register)}</p> });
        let fields = view! {
            {form.fieldset(|l| t!(l, customers.account.personal), PERSONAL)}
            <fieldset>
                <legend>{t!(language, customers.account.sign_in_information)}</legend>
                {form.field(&EMAIL)}
                {sign_in}
                {hint}
                {form.group(PASSWORDS)}
            </fieldset>
            <button class="button primary">{t!(language, storefront.create_account)}</button>
        };
        view! {
            <h1>{title}</h1>
            {form.post(request).class("card narrow").around(fields)}
        }
    })
    .await
}
