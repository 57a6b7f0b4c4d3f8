//! The button "Login as Customer" and what it opens: the confirmation, or the word that the customer has not consented.
//! With scripts it is a dialog on the page; without, a page of its own says and asks the same.

use crate::dialog_link::DialogLink;
use domain::{access::Resource, customers::Customer};
use leptos::prelude::*;
use ui::{form::Post, t, web::Request};

/// Shown to whoever holds the right while the feature is on; also when the customer has not consented.
pub fn button(request: &Request, customer: &Customer) -> Option<impl IntoView + use<>> {
    let shown = request.config.login_as_customer_enabled() && request.caller.holds(Resource::LoginAsCustomer);
    shown.then(|| {
        let language = request.language;
        let label = t!(language, assistance.button).to_owned();
        let href = address(customer);
        let id = "login-as-customer".to_owned();
        view! {
            <DialogLink dialog=id.clone() href=href class="button primary".to_owned() label />
            <dialog id=id aria-labelledby="login-as-customer-title">{asking(request, customer, false)}</dialog>
        }
    })
}

pub fn address(customer: &Customer) -> String {
    format!("/admin/customers/{}/login-as-customer", customer.id)
}

/// What the dialog, or the page in its place, says and asks.
pub fn asking(request: &Request, customer: &Customer, is_page: bool) -> AnyView {
    if customer.consent.allowed { confirm(request, customer, is_page) } else { refuse(request, customer, is_page) }
}

fn confirm(request: &Request, customer: &Customer, is_page: bool) -> AnyView {
    let language = request.language;
    let start = view! { <button class="button primary">{t!(language, assistance.button)}</button> };
    view! {
        <h2 id="login-as-customer-title">{t!(language, assistance.confirm_title)}</h2>
        <p><strong>{customer.full_name()}</strong> " · " {customer.email.clone()}</p>
        <p class="notice warning">{t!(language, assistance.confirm_warning)}</p>
        <div class="actions">
            {dismiss(t!(language, common.form.cancel), customer, is_page)}
            {Post::to(request, address(customer)).in_new_tab().around(start)}
        </div>
        <p class="hint">{t!(language, assistance.new_tab)}</p>
    }
    .into_any()
}

fn refuse(request: &Request, customer: &Customer, is_page: bool) -> AnyView {
    let language = request.language;
    view! {
        <h2 id="login-as-customer-title">{t!(language, assistance.not_enabled_title)}</h2>
        <p class="notice warning">{t!(language, assistance.not_enabled_text)}</p>
        <div class="actions">{dismiss(t!(language, common.form.close), customer, is_page)}</div>
    }
    .into_any()
}

/// A dialog is closed by its own form, without scripts; a page is left by a link.
fn dismiss(label: &'static str, customer: &Customer, is_page: bool) -> AnyView {
    if is_page {
        view! { <a class="button" href=format!("/admin/customers/{}", customer.id)>{label}</a> }.into_any()
    } else {
        view! { <form method="dialog"><button class="button">{label}</button></form> }.into_any()
    }
}
