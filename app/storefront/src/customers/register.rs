//! Creating an account.

use super::consent::{ALLOWED, worded};
use domain::{caller::Who, failure::Failure, text::Flaw};
use leptos::prelude::*;
use store::{NewCustomer, Registered, Store};
use ui::{
    endpoint::Open,
    form::{
        Field, Fields, Form, Group,
        groups::{EMAIL, FIRST_NAME, LAST_NAME, PASSWORD, PASSWORD_AGAIN},
    },
    notice::Notice,
    t,
    web::{Cookie, Reply, Request},
};

static NEWSLETTER: Field<bool> = Field::check_box("is_subscribed", |l| t!(l, customers.newsletter.sign_up));
const PERSONAL: Group = &[&FIRST_NAME.spec, &LAST_NAME.spec, &NEWSLETTER.spec, &ALLOWED.spec];
const PASSWORDS: Group = &[&PASSWORD.spec, &PASSWORD_AGAIN.spec];
pub(super) static FIELDS: Fields = &[PERSONAL, &[&EMAIL.spec], PASSWORDS];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    if matches!(request.caller.who(), Who::Shopper { .. }) {
        return Ok(Reply::see_other(request.href("/customer/account")));
    }
    Ok(page(&store, &request, &asked(Form::new(FIELDS, &request), &request)).await)
}

pub(super) async fn register(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = asked(Form::read(FIELDS, &request), &request);
    let (first_name, last_name, consent) = (form.get(&FIRST_NAME), form.get(&LAST_NAME), form.get(&ALLOWED));
    let (email, password, newsletter) = (form.get(&EMAIL), form.new_password(), form.get(&NEWSLETTER));
    if let (Some(first_name), Some(last_name), Some(consent)) = (first_name, last_name, consent)
        && let (Some(email), Some(password), Some(newsletter), true) = (email, password, newsletter, form.is_clean())
    {
        let (website, view) = (request.view.website, request.view.id);
        let new = NewCustomer { email, first_name, last_name, password, consent, newsletter, website, view };
        match store.register(&request.caller, new).await {
            // Whoever pressed the button twice sees the second answer.
            Ok(Registered::New(token) | Registered::Before(token)) => {
                let account = Reply::see_other(request.href("/customer/account")).notice(Notice::Registered);
                // Nobody was asked yet whether his browser is to remember him.
                let for_now = request.config.asks_to_remember();
                let token = token.expose();
                return Ok(if for_now { account.set_for_now(Cookie::Shopper, token) } else { account.set(Cookie::Shopper, token) });
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&store, &request, &form).await.status(form.status()))
}

/// While the feature is off nobody is asked for the consent.
fn asked(form: Form, request: &Request) -> Form {
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
        let fields = view! {
            {form.fieldset(|l| t!(l, customers.account.personal), PERSONAL)}
            <fieldset>
                <legend>{t!(language, customers.account.sign_in_information)}</legend>
                {form.field(&EMAIL)}
                {sign_in}
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
