//! Admin users: signing in and out, one's own account, and System > Permissions > All Users.

pub(crate) mod account;
mod code;
pub mod edit;
mod factor;
mod forgot;
pub mod grid;
mod invitation;
mod leaving;
pub mod locked;
mod password;
mod sessions;
pub mod sign_in;

use crate::Endpoint;
use domain::{
    caller::right,
    staff::{Owed, SET_PASSWORD},
};
use ui::endpoint::{Act, InAVisit, open, permit, staff};

/// Where somebody does what he has to do before anything else.
pub const fn place_of(owed: Owed) -> &'static str {
    match owed {
        Owed::Password => account::PATH,
        Owed::SecondFactor => factor::PATH,
    }
}

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page("/admin/login", open(), InAVisit::No, sign_in::show),
        Endpoint::form("/admin/login", open(), InAVisit::No, sign_in::SIGN_IN, sign_in::sign_in).unstamped().limited(Act::StaffSignIn),
        Endpoint::form(code::PATH, open(), InAVisit::No, code::FIELDS, code::finish).unstamped().limited(Act::StaffSignIn),
        Endpoint::form("/admin/logout", open(), InAVisit::No, &[], sign_in::sign_out).before_all_else(),
        Endpoint::page(forgot::PATH, open(), InAVisit::No, forgot::show),
        Endpoint::form(forgot::PATH, open(), InAVisit::No, forgot::FIELDS, forgot::send).unstamped().limited(Act::PasswordReset),
        Endpoint::page(SET_PASSWORD, open(), InAVisit::No, password::show),
        Endpoint::form(SET_PASSWORD, open(), InAVisit::No, password::FIELDS, password::save).unstamped().limited(Act::PasswordReset),
        Endpoint::page(account::PATH, staff(), InAVisit::No, account::show).before_all_else(),
        Endpoint::form(account::PATH, staff(), InAVisit::No, account::ACCOUNT, account::save).before_all_else().limited(Act::OwnPassword),
        Endpoint::page(factor::PATH, staff(), InAVisit::No, factor::show).before_all_else(),
        Endpoint::form(factor::PATH, staff(), InAVisit::No, factor::FIELDS, factor::change).before_all_else().limited(Act::OwnPassword),
        Endpoint::form(sessions::PATH, staff(), InAVisit::No, sessions::FIELDS, sessions::end),
        Endpoint::page(sessions::OTHERS, staff(), InAVisit::No, sessions::ask),
        Endpoint::form(sessions::OTHERS, staff(), InAVisit::No, &[], sessions::end_others),
        Endpoint::page(locked::PATH, permit(), InAVisit::No, locked::show),
        Endpoint::form("/admin/locked-users/{id}", permit(), InAVisit::No, &[], locked::unlock),
        Endpoint::page("/admin/users", permit(), InAVisit::No, grid::show),
        Endpoint::page("/admin/users/new", permit(), InAVisit::No, edit::show_new),
        Endpoint::form("/admin/users/new", permit(), InAVisit::No, edit::NEW, edit::create).limited(Act::OwnPassword),
        Endpoint::page("/admin/users/{id}", permit(), InAVisit::No, edit::show),
        Endpoint::form("/admin/users/{id}", permit(), InAVisit::No, edit::USER, edit::save).limited(Act::OwnPassword),
        Endpoint::page("/admin/users/{id}/link", permit::<right::Users>(), InAVisit::No, invitation::ask),
        Endpoint::form("/admin/users/{id}/link", permit::<right::Users>(), InAVisit::No, leaving::FIELDS, invitation::again)
            .limited(Act::OwnPassword),
        Endpoint::page("/admin/users/{id}/sessions", permit(), InAVisit::No, leaving::ask_sessions),
        Endpoint::form("/admin/users/{id}/sessions", permit(), InAVisit::No, leaving::FIELDS, leaving::end_sessions)
            .limited(Act::OwnPassword),
        Endpoint::page("/admin/users/{id}/factor", permit(), InAVisit::No, leaving::ask_factor),
        Endpoint::form("/admin/users/{id}/factor", permit(), InAVisit::No, leaving::FIELDS, leaving::reset_factor)
            .limited(Act::OwnPassword),
        Endpoint::page("/admin/users/{id}/delete", permit(), InAVisit::No, leaving::ask_delete),
        Endpoint::form("/admin/users/{id}/delete", permit(), InAVisit::No, leaving::FIELDS, leaving::delete).limited(Act::OwnPassword),
    ]
}
