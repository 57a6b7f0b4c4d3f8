//! The banner on every page of a visit: whose account, on which website, how long still, what is allowed, and the way out.

use domain::caller::Who;
use leptos::prelude::*;
use ui::{form::identity, island::Countdown, t, web::Request};

pub fn banner(request: &Request) -> Option<impl IntoView + use<>> {
    let Who::Visit(visit) = request.caller.who() else { return None };
    let language = request.language;
    let seconds = u32::try_from(visit.until().since(request.now()).as_secs()).unwrap_or(u32::MAX);
    let name = visit.customer_name.clone();
    let on = t!(language, visit.connected_on, website = visit.website_name.as_str());
    let (many, one, last) = (
        t!(language, visit.minutes_many).to_owned(),
        t!(language, visit.minutes_one).to_owned(),
        t!(language, visit.minutes_last).to_owned(),
    );
    let (action, form_identity) = (request.href("/assistance/close"), identity(request));
    Some(view! {
        <aside class="visit" aria-label=t!(language, visit.region)>
            <p>
                {t!(language, visit.connected_as)} " " <strong>{name}</strong> " " {on} " · "
                <Countdown seconds many one last />
                <span class="allowed">{t!(language, visit.allowed)}</span>
            </p>
            <form method="post" action=action>{form_identity}<button class="button">{t!(language, visit.close)}</button></form>
        </aside>
    })
}
