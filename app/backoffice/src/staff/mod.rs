//! Admin users: signing in and out, and System > Permissions > All Users.

pub mod edit;
pub mod grid;
pub mod locked;
pub mod sign_in;

use crate::Endpoint;
use ui::endpoint::{Act, InAVisit, open, permit};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page("/admin/login", open(), InAVisit::No, sign_in::show),
        Endpoint::form("/admin/login", open(), InAVisit::No, sign_in::SIGN_IN, sign_in::sign_in).unstamped().limited(Act::StaffSignIn),
        Endpoint::form("/admin/logout", open(), InAVisit::No, &[], sign_in::sign_out),
        Endpoint::page(locked::PATH, permit(), InAVisit::No, locked::show),
        Endpoint::form("/admin/locked-users/{id}", permit(), InAVisit::No, &[], locked::unlock),
        Endpoint::page("/admin/users", permit(), InAVisit::No, grid::show),
        Endpoint::page("/admin/users/new", permit(), InAVisit::No, edit::show_new),
        Endpoint::form("/admin/users/new", permit(), InAVisit::No, edit::NEW, edit::create),
        Endpoint::page("/admin/users/{id}", permit(), InAVisit::No, edit::show),
        Endpoint::form("/admin/users/{id}", permit(), InAVisit::No, edit::USER, edit::save),
    ]
}
