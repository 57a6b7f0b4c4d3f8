//! The shopper's own account: signing in, registering, My Account.

#[cfg(feature = "ssr")]
mod account;
#[cfg(feature = "ssr")]
mod addresses;
#[cfg(feature = "ssr")]
pub(crate) mod confirm_email;
#[cfg(feature = "ssr")]
mod consent;
pub mod consent_switch;
#[cfg(feature = "ssr")]
pub(crate) mod create_password;
#[cfg(feature = "ssr")]
mod edit;
#[cfg(feature = "ssr")]
mod forgot;
#[cfg(feature = "ssr")]
mod newsletter;
#[cfg(feature = "ssr")]
pub(crate) mod panel;
#[cfg(feature = "ssr")]
pub(crate) mod recently_viewed;
#[cfg(feature = "ssr")]
pub(crate) mod register;
#[cfg(feature = "ssr")]
mod sessions;
#[cfg(feature = "ssr")]
pub mod sign_in;
#[cfg(feature = "ssr")]
mod sign_in_information;
#[cfg(feature = "ssr")]
mod visited;
#[cfg(feature = "ssr")]
pub(crate) mod wish_list;

#[cfg(feature = "ssr")]
pub(crate) use consent::HERE as CONSENT;

#[cfg(feature = "ssr")]
use crate::Endpoint;
#[cfg(feature = "ssr")]
use ui::endpoint::{Act, InAVisit, acting, open, own};

#[cfg(feature = "ssr")]
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page("/customer/account/login", open(), InAVisit::No, sign_in::show),
        Endpoint::form("/customer/account/login", open(), InAVisit::No, sign_in::FIELDS, sign_in::sign_in)
            .unstamped()
            .limited(Act::CustomerSignIn),
        Endpoint::form("/customer/account/logout", open(), InAVisit::Yes, &[], sign_in::sign_out),
        Endpoint::page(register::PATH, open(), InAVisit::No, register::show),
        Endpoint::form(register::PATH, open(), InAVisit::No, register::FIELDS, register::register).unstamped().limited(Act::Registration),
        Endpoint::page(create_password::PATH, open(), InAVisit::No, create_password::show),
        Endpoint::form(create_password::PATH, open(), InAVisit::No, create_password::FIELDS, create_password::save)
            .limited(Act::PasswordReset),
        Endpoint::page(forgot::PATH, open(), InAVisit::No, forgot::show),
        Endpoint::form(forgot::PATH, open(), InAVisit::No, forgot::FIELDS, forgot::send).unstamped().limited(Act::PasswordReset),
        Endpoint::page(confirm_email::PATH, own(), InAVisit::No, confirm_email::show),
        Endpoint::form(confirm_email::PATH, own(), InAVisit::No, &[], confirm_email::confirm).limited(Act::PasswordReset),
        Endpoint::page(sessions::PATH, own(), InAVisit::No, sessions::show),
        Endpoint::form(sessions::PATH, own(), InAVisit::No, sessions::FIELDS, sessions::end),
        Endpoint::page(sessions::OTHERS, own(), InAVisit::No, sessions::ask),
        Endpoint::form(sessions::OTHERS, own(), InAVisit::No, &[], sessions::end_others),
        Endpoint::page("/customer/account", acting(), InAVisit::Yes, account::show),
        Endpoint::form("/customer/account", own(), InAVisit::No, &[], recently_viewed::clear),
        Endpoint::page("/customer/account/edit", acting(), InAVisit::Yes, edit::show),
        Endpoint::form("/customer/account/edit", acting(), InAVisit::Yes, edit::FIELDS, edit::save),
        Endpoint::page("/customer/address", acting(), InAVisit::Yes, addresses::list),
        Endpoint::page("/customer/address/new", acting(), InAVisit::Yes, addresses::show_new),
        Endpoint::form("/customer/address/new", acting(), InAVisit::Yes, addresses::FIELDS, addresses::create),
        Endpoint::page("/customer/address/{id}", acting(), InAVisit::Yes, addresses::show),
        Endpoint::form("/customer/address/{id}", acting(), InAVisit::Yes, addresses::FIELDS, addresses::save),
        Endpoint::page("/customer/address/{id}/delete", acting(), InAVisit::Yes, addresses::ask),
        Endpoint::form("/customer/address/{id}/delete", acting(), InAVisit::Yes, &[], addresses::delete),
        Endpoint::page(wish_list::LIST, acting(), InAVisit::Yes, wish_list::show),
        Endpoint::form(wish_list::LIST, acting(), InAVisit::Yes, wish_list::FIELDS, wish_list::change),
        Endpoint::page(newsletter::MANAGE, acting(), InAVisit::Yes, newsletter::show),
        Endpoint::form(newsletter::MANAGE, acting(), InAVisit::Yes, newsletter::FIELDS, newsletter::save),
        Endpoint::page("/customer/account/assistance", acting(), InAVisit::Yes, consent::show),
        Endpoint::form("/customer/account/assistance", own(), InAVisit::No, consent::FIELDS, consent::save),
        Endpoint::call(own(), InAVisit::No, &consent_switch::Consent {}),
        Endpoint::call(own(), InAVisit::No, &consent_switch::SetConsent { allowed: true, revision: 0 }),
        Endpoint::page("/customer/account/sign-in-information", own(), InAVisit::No, sign_in_information::show),
        Endpoint::form(
            "/customer/account/sign-in-information",
            own(),
            InAVisit::No,
            sign_in_information::FIELDS,
            sign_in_information::save,
        )
        .limited(Act::PasswordReset),
    ]
}
