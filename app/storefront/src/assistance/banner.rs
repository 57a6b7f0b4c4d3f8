//! The banner on every page of a visit: whose account, on which website, how long still, what is allowed, and the way out.

use domain::caller::Who;
use leptos::prelude::*;
use ui::{form::Post, idle::Idle, named::named, t, web::Request};

pub(crate) fn banner(request: &Request) -> Option<impl IntoView + use<>> {
    let Who::Visit(visit) = request.caller.who() else { return None };
    let language = request.language;
    let minutes = visit.until().since(request.now()).as_secs().div_ceil(60);
    let name = visit.customer_name.clone();
    let website = visit.website_name.clone();
    let (many, one, last) = (
        t!(language, assistance.visit.minutes_many),
        t!(language, assistance.visit.minutes_one),
        t!(language, assistance.visit.minutes_last),
    );
    let left = match minutes {
        0 => last.to_owned(),
        1 => one.to_owned(),
        n => many.replace("{}", &n.to_string()),
    };
    Some(view! {
        <aside class="visit" aria-label=t!(language, assistance.visit.region)>
            <p>
                {t!(language, assistance.visit.connected_as)} " " <strong>{named(&name)}</strong> " "
                {t!(language, assistance.visit.connected_on)} " " <strong>{named(&website)}</strong> " · "
                // `frontend/idle.js` goes on counting, and now and then says it to whoever does not see it. No translator takes it apart.
                <span translate="no" data-minutes="" data-many=many data-one=one data-last=last>{left}</span>
                <span class="hidden" translate="no" aria-live="polite"></span>
                <span class="allowed"><span class="what">{t!(language, assistance.visit.allowed)}</span> " " {super::guide::link(request)}</span>
            </p>
            {Post::to(request, request.href("/assistance/close"))
                .around(view! { <button class="button">{t!(language, assistance.visit.close)}</button> })}
        </aside>
    })
}

/// What is said before a visit ends because nothing happened in it, and how it goes on; past its longest it does not.
pub(crate) fn idle(request: &Request) -> Option<AnyView> {
    let Who::Visit(visit) = request.caller.who() else { return None };
    let language = request.language;
    let idle = Idle {
        left: visit.until().since(request.now()).as_secs(),
        is_final: visit.is_at_its_longest(),
        of: request.href("/customer/account"),
        many: t!(language, assistance.visit.idle_many),
        last: t!(language, assistance.visit.idle_last),
        over: t!(language, assistance.visit.ended_title),
        stay: t!(language, assistance.visit.idle_stay),
        onward: request.href("/"),
        label: t!(language, assistance.visit.ended_continue),
        in_a_tab: false,
    };
    Some(idle.view())
}
