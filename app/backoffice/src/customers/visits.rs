//! A customer: Sessions, those of Login as Customer in which staff stood in his account.

use super::tabs::{self, Tab};
use crate::assistance::log::{LOG, how_shown};
use domain::{
    assistance::Visit,
    audit::Change,
    caller::{Permit, right},
    failure::Failure,
    list::Cursor,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    live::content,
    named::named,
    t,
    table::{Heading, listing, stack},
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
    // It is the log, narrowed by him.
    let goes_on = request.cursor()? != Cursor::First;
    store.by(&permit).tell_of_reading(vec![Change::added("customer", customer.email.clone())], goes_on).await?;
    Ok(tabs::page(&request, &customer, Tab::Visits, || {
        view! {
            <h2>{t!(request.language, customers.visits.tab)}</h2>
            {listing(&request, &listed, |items| table(&request, items))}
        }
    }))
}

fn table(request: &Request, visits: &[Visit]) -> AnyView {
    let language = request.language;
    let row = |visit: &Visit| {
        vec![
            view! { <a href=format!("{}/{}", LOG.path, visit.id)>{request.time(visit.times.started)}</a> }.into_any(),
            named(&visit.staff_name),
            words::lasted(language, visit).into_any(),
            content(how_shown(request, visit)),
        ]
    };
    let headings = [
        Heading::Text(t!(language, assistance.log.logged_in)),
        Heading::Text(t!(language, assistance.log.admin_name)),
        Heading::Number(t!(language, customers.visits.duration)),
        Heading::Text(t!(language, assistance.log.how)),
    ];
    stack(&headings, visits.iter().map(row).collect(), t!(language, customers.visits.none))
}
