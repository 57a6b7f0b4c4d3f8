//! Role Users: who has a role, on the page of the role.

use crate::customers::grid::status_shown;
use domain::{
    access::{Resource, Role},
    caller::{Permit, right},
    failure::Failure,
    staff::StaffMember,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    named::named,
    t,
    table::{Heading, stack},
    web::Request,
};

/// What a role's page shows besides its form.
pub(super) struct Seen {
    /// Whether it is the reader's own.
    pub(super) is_own: bool,
    pub(super) users: Vec<StaffMember>,
}

impl Seen {
    pub(super) async fn of(store: &Store, permit: &Permit<right::Roles>, role: &Role) -> Result<Self, Failure> {
        let by = store.by(permit);
        Ok(Self { is_own: by.is_own_role(role.id).await?, users: by.role_users(role.id).await? })
    }
}

/// Role Users: who has it. Each is given another one on his own page.
pub(super) fn show(request: &Request, role: &Role, users: &[StaffMember]) -> AnyView {
    let (language, may) = (request.language, request.caller.holds(Resource::Users));
    let users = format::in_order(language, users.iter().collect(), |user| user.user_name.as_str());
    let rows = users.into_iter().map(|user| {
        let name = match may {
            true => view! { <a href=format!("/admin/users/{}", user.id)>{user.user_name.clone()}</a> }.into_any(),
            false => user.user_name.clone().into_any(),
        };
        vec![
            name,
            named(&user.first_name),
            named(&user.last_name),
            user.email.clone().into_any(),
            status_shown(request, user.is_active(request.now())),
        ]
    });
    let headings = [
        Heading::Text(t!(language, staff.user_name)),
        Heading::Text(t!(language, staff.first_name)),
        Heading::Text(t!(language, staff.last_name)),
        Heading::Text(t!(language, staff.email)),
        Heading::Text(t!(language, staff.status)),
    ];
    let table = stack(&headings, rows.collect(), t!(language, access.no_users));
    let all = may.then(|| {
        let href = format!("/admin/users?role={}", role.id);
        view! { <p class="actions"><a class="button" href=href>{t!(language, access.see_users)}</a></p> }
    });
    view! { <section class="card" id="role-users"><h2>{t!(language, access.role_users)}</h2> {table} {all}</section> }.into_any()
}
