//! A customer: Sessions, those of Login as Customer in which staff stood in his account.

use super::tabs::{self, Tab};
use crate::assistance::log::{LOG, how_shown};
use domain::{
    assistance::Visit,
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    live::content,
    t,
    table::pages,
    web::{Reply, Request},
    words,
};

const PAGE: usize = 20;

/// For whoever may read the log, and see customers.
pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let id = request.id("id")?;
    let listed = store.by(&permit).visits_to(id, &request.cursor()?, PAGE).await?;
    let seeing = request.caller.permit::<right::CustomersView>()?;
    let customer = store.by(&seeing).customer(id).await?;
    Ok(tabs::page(&request, &customer, Tab::Visits, || {
        view! {
            <h2>{t!(request.language, customers.visits.tab)}</h2>
            {table(&request, &listed.items)}
            {pages(&request, &listed)}
        }
    }))
}

fn table(request: &Request, visits: &[Visit]) -> AnyView {
    let language = request.language;
    if visits.is_empty() {
        return view! { <p class="empty">{t!(language, customers.visits.none)}</p> }.into_any();
    }
    let rows = visits.iter().map(|visit| {
        view! {
            <tr>
                <th scope="row"><a href=format!("{}/{}", LOG.path, visit.id)>{request.time(visit.times.started)}</a></th>
                <td data-label=t!(language, assistance.log.admin_name)>{visit.staff_name.clone()}</td>
                <td class="number" data-label=t!(language, customers.visits.duration)>{words::lasted(language, visit)}</td>
                <td data-label=t!(language, assistance.log.how)>{content(how_shown(request, visit))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="stack">
            <thead><tr>
                <th scope="col">{t!(language, assistance.log.logged_in)}</th>
                <th scope="col">{t!(language, assistance.log.admin_name)}</th>
                <th scope="col" class="number">{t!(language, customers.visits.duration)}</th>
                <th scope="col">{t!(language, assistance.log.how)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
