//! All roles.

use domain::{access::Grants, caller::right, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    format, t,
    web::{Reply, Request},
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let roles = store.roles(&request.caller.permit::<right::Roles>()?).await?;
    let language = request.language;
    let title = t!(language, roles.title);
    Ok(crate::layout::page(&request, title, || {
        let rows = roles.iter().map(|(role, users)| {
            let access = match role.grants {
                Grants::All => t!(language, roles.all),
                Grants::Custom(_) => t!(language, roles.custom),
            };
            view! {
                <tr>
                    <th scope="row"><a href=format!("/admin/roles/{}", role.id)>{role.name.clone()}</a></th>
                    <td data-label=t!(language, roles.access)>{access}</td>
                    <td class="number" data-label=t!(language, roles.users)>{format::number(language, *users)}</td>
                </tr>
            }
        });
        view! {
            <div class="heading"><h1>{title}</h1> <a class="button primary" href="/admin/roles/new">{t!(language, roles.add)}</a></div>
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, roles.role)}</th>
                    <th scope="col">{t!(language, roles.access)}</th>
                    <th scope="col" class="number">{t!(language, roles.users)}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    }))
}
