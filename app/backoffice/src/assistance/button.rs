//! The button "Login as Customer" and what it opens: the confirmation, or the word that the customer has not consented.
//! With scripts it is a dialog on the page; without, a page of its own says and asks the same.

use crate::{dialog_link::DialogLink, layout::way_back};
use domain::{
    access::Resource,
    customers::Customer,
    ids::{CustomerId, StoreViewId},
    stores::{Shop, StoreGroup},
    text::Flaw,
};
use leptos::prelude::*;
use ui::{
    form::{Field, Fields, Form, Post},
    named::{isolated, named},
    t,
    web::Request,
};

/// The store to log in to, by the view that it is entered by.
pub static STORE: Field<StoreViewId> =
    Field::choice("store", |l| t!(l, assistance.store), |_| Vec::new(), |id| id.parse().map_err(|_| Flaw::NotAChoice));
/// From where the question was asked.
const BACK: &str = "back";
pub static FORM: Fields = &[&[&STORE.spec]];

/// Shown to whoever holds the right while the feature is on; also when the customer has not consented.
pub fn button(request: &Request, customer: &Customer) -> Option<impl IntoView + use<>> {
    is_shown(request).then(|| {
        let language = request.language;
        let label = t!(language, assistance.button).to_owned();
        // Without scripts it is a page of its own, from which one comes back here.
        let href = ui::table::address(&address(customer), &[(BACK, &request.path)]);
        let id = "login-as-customer".to_owned();
        view! {
            <DialogLink dialog=id.clone() href=href class="button".to_owned() label />
            <dialog id=id aria-labelledby="login-as-customer-title">{asking(request, customer, false)}</dialog>
        }
    })
}

pub fn address(customer: &Customer) -> String {
    address_of(customer.id)
}

fn address_of(customer: CustomerId) -> String {
    format!("/admin/customers/{customer}/login-as-customer")
}

/// The same in a row of a grid: a link to the page that asks.
pub(crate) fn in_a_row(request: &Request, customer: CustomerId, name: &str) -> Option<AnyView> {
    is_shown(request).then(|| {
        let label = t!(request.language, assistance.button);
        view! { <a class="nowrap" href=address_of(customer) aria-label=format!("{label}: {}", isolated(name))>{label}</a> }.into_any()
    })
}

fn is_shown(request: &Request) -> bool {
    request.config.login_as_customer_enabled() && request.caller.holds(Resource::LoginAsCustomer)
}

/// What the dialog, or the page in its place, says and asks.
pub fn asking(request: &Request, customer: &Customer, is_page: bool) -> AnyView {
    if customer.consent.allowed { confirm(request, customer, is_page) } else { refuse(request, customer, is_page) }
}

fn confirm(request: &Request, customer: &Customer, is_page: bool) -> AnyView {
    confirmed(request, customer, is_page, &form(request, customer))
}

/// The form, with the store that was chosen the last time, else the customer's own.
pub fn form(request: &Request, customer: &Customer) -> Form {
    let shop = &request.shop;
    let is_offered = |group: &StoreGroup| {
        request.caller.is_for(group.website) && (request.config.shares_accounts() || group.website == customer.website)
    };
    let is_there = |id: &StoreViewId| shop.stores.groups().iter().any(|g| is_offered(g) && entry_of(shop, g) == Some(*id));
    let remembered = request.chosen_store.filter(is_there);
    let own = || {
        shop.view(customer.view)
            .map(|view| view.group)
            .and_then(|id| shop.stores.group(id))
            .filter(|group| is_offered(group))
            .and_then(|group| entry_of(shop, group))
    };
    let chosen = remembered.or_else(own).map(|id| id.to_string()).unwrap_or_default();
    asked(request, Form::new(FORM, request).filled(&STORE, chosen))
}

/// Nobody is asked for a store unless that is to be chosen.
pub fn asked(request: &Request, form: Form) -> Form {
    if request.config.chooses_store() { form } else { form.without(&STORE) }
}

/// The view that a store is entered by.
fn entry_of(shop: &Shop, group: &StoreGroup) -> Option<StoreViewId> {
    shop.stores.default_view_of(group).map(|view| view.id)
}

/// The stores that can be chosen, by website.
fn store_choice(request: &Request, customer: &Customer, form: &Form) -> AnyView {
    let (shop, chosen) = (&request.shop, form.value(&STORE));
    let websites = shop.stores.websites().iter().filter(|w| request.caller.is_for(w.id)).filter_map(|website| {
        let groups: Vec<(StoreViewId, String)> =
            shop.stores.groups_of(website.id).filter_map(|g| entry_of(shop, g).map(|id| (id, g.name.clone()))).collect();
        let options = groups.iter().map(|(id, name)| {
            let id = id.to_string();
            let selected = id == chosen;
            // Where accounts are by website, nobody is in an account that is none of it.
            let disabled = !request.config.shares_accounts() && website.id != customer.website;
            view! { <option value=id selected=selected disabled=disabled>{name.clone()}</option> }
        });
        let options = options.collect_view();
        (!groups.is_empty()).then(|| view! { <optgroup label=website.name.clone()>{options}</optgroup> })
    });
    let flaw = form.flaw_of(&STORE).map(|_| t!(request.language, assistance.select_store));
    let invalid = flaw.map(|_| "true");
    let websites = websites.collect_view();
    view! {
        <div class="field">
            <label for=STORE.name>{t!(request.language, assistance.store)} <span class="required" aria-hidden="true">" *"</span></label>
            <select id=STORE.name name=STORE.name required aria-invalid=invalid aria-describedby=invalid.map(|_| "store-flaw")>
                {chosen.is_empty().then(|| view! { <option value=""></option> })}
                {websites}
            </select>
            {flaw.map(|text| view! { <p class="flaw" id="store-flaw">{text}</p> })}
        </div>
    }
    .into_any()
}

pub fn confirmed(request: &Request, customer: &Customer, is_page: bool, form: &Form) -> AnyView {
    let language = request.language;
    let chooses = request.config.chooses_store();
    let title = if chooses { t!(language, assistance.select_title) } else { t!(language, assistance.confirm_title) };
    let start = view! {
        {chooses.then(|| store_choice(request, customer, form))}
        <p class="notice warning">{t!(language, assistance.confirm_warning)}</p>
        <p class="hint">{t!(language, assistance.new_tab)}</p>
        <div class="actions">
            {dismiss(request, t!(language, common.form.cancel), customer, is_page)}
            <button class="button primary">{t!(language, assistance.button)}</button>
        </div>
    };
    view! {
        <h2 id="login-as-customer-title">{title}</h2>
        <p><strong>{named(&customer.full_name())}</strong> " · " {customer.email.clone()}</p>
        {Post::to(request, address(customer)).in_new_tab().around(start)}
    }
    .into_any()
}

fn refuse(request: &Request, customer: &Customer, is_page: bool) -> AnyView {
    let language = request.language;
    view! {
        <h2 id="login-as-customer-title">{t!(language, assistance.not_enabled_title)}</h2>
        <p class="notice warning">{t!(language, assistance.not_enabled_text)}</p>
        <form method="dialog" class="actions">{dismiss(request, t!(language, common.form.close), customer, is_page)}</form>
    }
    .into_any()
}

/// A dialog is closed by its own form, without scripts; a page is left by a link.
fn dismiss(request: &Request, label: &'static str, customer: &Customer, is_page: bool) -> AnyView {
    if is_page {
        let back = request.query.get(BACK).and_then(way_back).unwrap_or_else(|| format!("/admin/customers/{}", customer.id));
        view! { <a class="button" href=back>{label}</a> }.into_any()
    } else {
        // The form around it goes elsewhere; this button closes its dialog.
        view! { <button class="button" formmethod="dialog" formnovalidate>{label}</button> }.into_any()
    }
}
