//! All Users.

use domain::{caller::right, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    t,
    web::{Reply, Request},
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let users = store.staff_members(&request.caller.permit::<right::Users>()?).await?;
    let language = request.language;
    let title = t!(language, users.title);
    Ok(crate::layout::page(&request, title, || {
        let rows = users.iter().map(|(user, role)| {
            let status = if user.active { t!(language, customer.active) } else { t!(language, customer.inactive) };
            let seen = user.last_signed_in.map_or_else(|| t!(language, customer.never).to_owned(), |at| request.time(at));
            view! {
                <tr>
                    <th scope="row"><a href=format!("/admin/users/{}", user.id)>{user.user_name.clone()}</a></th>
                    <td data-label=t!(language, users.name)>{user.full_name()}</td>
                    <td data-label=t!(language, users.email)>{user.email.clone()}</td>
                    <td data-label=t!(language, users.role)>{role.clone()}</td>
                    <td data-label=t!(language, users.status)>{status}</td>
                    <td data-label=t!(language, users.last_signed_in)>{seen}</td>
                </tr>
            }
        });
        view! {
            <div class="heading"><h1>{title}</h1> <a class="button primary" href="/admin/users/new">{t!(language, users.add)}</a></div>
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, users.user_name)}</th>
                    <th scope="col">{t!(language, users.name)}</th>
                    <th scope="col">{t!(language, users.email)}</th>
                    <th scope="col">{t!(language, users.role)}</th>
                    <th scope="col">{t!(language, users.status)}</th>
                    <th scope="col">{t!(language, users.last_signed_in)}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    }))
}
