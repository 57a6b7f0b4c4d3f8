//! System > Permissions > User Roles.

#[cfg(feature = "ssr")]
pub mod delete;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
pub mod grid;
pub mod open_role;
#[cfg(feature = "ssr")]
mod role_users;

#[cfg(feature = "ssr")]
pub fn endpoints() -> Vec<crate::Endpoint> {
    use crate::{Endpoint, tree::RoleAffects};
    use domain::{caller::right, ids::RoleId};
    use ui::{
        endpoint::{Act, InAVisit, permit},
        form::saving::Filled,
    };
    vec![
        Endpoint::page("/admin/roles", permit(), InAVisit::No, grid::show),
        Endpoint::page("/admin/roles/new", permit(), InAVisit::No, edit::show_new),
        Endpoint::form("/admin/roles/new", permit(), InAVisit::No, edit::ROLE, edit::create).limited(Act::OwnPassword),
        Endpoint::page("/admin/roles/{id}", permit(), InAVisit::No, edit::show),
        Endpoint::form("/admin/roles/{id}", permit(), InAVisit::No, edit::ROLE, edit::save).limited(Act::OwnPassword),
        Endpoint::call(permit::<right::Roles>(), InAVisit::No, &RoleAffects { role: None, field: "resource".to_owned(), ticked: None }),
        Endpoint::call(permit::<right::Roles>(), InAVisit::No, &open_role::SaveRole { role: RoleId::NOTHING, filled: Filled::example() })
            .limited(Act::OwnPassword),
        Endpoint::page("/admin/roles/{id}/delete", permit(), InAVisit::No, delete::ask),
        Endpoint::form("/admin/roles/{id}/delete", permit(), InAVisit::No, delete::DELETE, delete::delete).limited(Act::OwnPassword),
    ]
}
