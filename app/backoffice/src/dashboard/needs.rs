//! What needs its reader: sessions that go on, starts that were refused, emails that did not arrive. Each leads to where it is dealt with.

use crate::{
    assistance::log::LOG,
    audit::report::{A_DAY, NAMES, REPORT, address as event_at, details},
    catalog::products::PRODUCTS,
    mail::grid::{MAILS, state as state_shown},
};
use domain::{
    assistance::{VISIT_ABSOLUTE, Visit, log},
    audit::{Action, Recorded, report},
    caller::right,
    catalog::edit::{EditedProduct, filter},
    customers::shown_email,
    failure::Failure,
    list::{Filter as Passes, Listed},
    mail::{Mail, State},
    sales::order::STATE,
};
use leptos::prelude::*;
use store::{Store, StoreError};
use ui::{
    format::{day_of, number},
    named::{isolated, named},
    t,
    table::address,
    web::Request,
    words,
};

/// So many of each are named; a link leads to all.
const NAMED: usize = 5;

/// What the reader's rights show of it.
pub(super) struct Needs {
    visits: Option<Listed<Visit>>,
    /// And how many there are, where that is known.
    refused: Option<(Listed<Recorded>, Option<i64>)>,
    mails: Option<Vec<(State, Listed<Mail>)>>,
    /// Products of which there are few, and how many these are.
    few: Option<(Vec<EditedProduct>, i64)>,
}

pub(super) async fn read(store: &Store, request: &Request) -> Result<Needs, Failure> {
    let (caller, now) = (&request.caller, request.now());
    let is = |text: &str| Passes::Is(text.to_owned());
    let logging = caller.permit::<right::LoginAsCustomerLog>().ok().filter(|_| request.config.login_as_customer_enabled());
    let visits = match logging {
        Some(permit) => {
            // None lasts longer: what began before is not looked at.
            let begun = Passes::Between(Some(now.minus(VISIT_ABSOLUTE)), None);
            let query = LOG.narrowed([(log::HOW, is(log::LIVE)), (log::LOGGED_IN, begun)]);
            Some(store.by(&permit).visits(&query, NAMED).await?.0)
        }
        None => None,
    };
    let refused = match caller.permit::<right::ActionLogsReport>().ok() {
        Some(permit) => {
            let lately = Passes::Between(Some(now.minus(A_DAY)), None);
            let query = REPORT.narrowed([(report::ACTION, is(Action::AssistanceRefused.code())), (report::TIME, lately)]);
            let by = store.by(&permit);
            let report = by.report(&query, &report::Called::default()).await?;
            Some((report.page(&query.cursor, NAMED).await?, report.count().await?))
        }
        None => None,
    };
    let mails = match caller.permit::<right::MailOutbox>().ok() {
        Some(permit) => {
            let (by, mut mails) = (store.by(&permit), Vec::new());
            for state in State::ALL.into_iter().filter(|state| state.can_be_sent_again()) {
                mails.push((state, by.mails(&MAILS.narrowed([(STATE, is(state.code()))]), NAMED).await?.0));
            }
            Some(mails)
        }
        None => None,
    };
    let few = match caller.permit::<right::Products>().ok() {
        Some(permit) => match store.by(&permit).few(NAMED).await {
            // What they are found by is still being made: the rest need not wait for that.
            Err(StoreError::Unavailable(_)) => None,
            few => Some(few?),
        },
        None => None,
    };
    Ok(Needs { visits, refused, mails, few })
}

impl Needs {
    pub(super) fn is_empty(&self) -> bool {
        self.visits.is_none() && self.refused.is_none() && self.mails.is_none() && self.few.is_none()
    }

    pub(super) fn view(&self, request: &Request) -> Option<AnyView> {
        let language = request.language;
        let parts = [
            self.visits.as_ref().map(|listed| visits(request, listed)),
            self.refused.as_ref().map(|(listed, total)| refused(request, listed, *total)),
            self.mails.as_ref().map(|mails| undelivered(request, mails)),
            self.few.as_ref().map(|(few, total)| low_on_stock(request, few, *total)),
        ];
        let parts: Vec<AnyView> = parts.into_iter().flatten().map(Part::view).collect();
        (!parts.is_empty()).then(|| view! { <h2>{t!(language, dashboard.needs)}</h2> <div class="columns needs">{parts}</div> }.into_any())
    }
}

/// Things of one kind, and the ways to all of them.
struct Part {
    id: &'static str,
    title: &'static str,
    count: Option<String>,
    lines: Vec<AnyView>,
    /// What is said if there are none.
    none: &'static str,
    /// Where a way leads, and what it is called.
    all: Vec<(String, &'static str)>,
}

impl Part {
    fn view(self) -> AnyView {
        let Self { id, title, count, lines, none, all } = self;
        let none = lines.is_empty().then(|| view! { <p class="hint">{none}</p> });
        let lines = (!lines.is_empty()).then(|| view! { <ul class="plain timeline">{lines}</ul> });
        let all = all.into_iter().map(|(href, label)| view! { <a href=href aria-label=format!("{label}: {title}")>{label}</a> });
        let all: Vec<_> = all.collect();
        let all = (!all.is_empty()).then(|| view! { <p class="actions">{all}</p> });
        view! { <section class="card" id=id><h3>{title} " " <span class="count">{count}</span></h3> " " {none} {lines} " " {all}</section> }
            .into_any()
    }
}

fn visits(request: &Request, listed: &Listed<Visit>) -> Part {
    let language = request.language;
    let line = |visit: &Visit| {
        let (staff, customer) = (isolated(&visit.staff_name), isolated(&visit.customer_name));
        let since = request.time(visit.times.started);
        view! {
            <li>
                <a href=format!("{}/{}", LOG.path, visit.id)>{t!(language, assistance.log.visit_title, staff = &*staff, customer = &*customer)}</a> " "
                <span class="hint">{t!(language, dashboard.since, time = since.as_str())}</span>
            </li>
        }
        .into_any()
    };
    let count = i64::try_from(listed.items.len()).ok().filter(|_| listed.next.is_none());
    Part {
        id: "visits",
        title: t!(language, dashboard.visits),
        count: count.map(|count| number(language, count)),
        lines: listed.items.iter().map(line).collect(),
        none: t!(language, dashboard.no_visits),
        all: vec![(address(LOG.path, &[(log::HOW, log::LIVE)]), t!(language, dashboard.all))],
    }
}

fn refused(request: &Request, listed: &Listed<Recorded>, total: Option<i64>) -> Part {
    let language = request.language;
    let line = |event: &Recorded| {
        let told = view! { {request.time(event.at)} " · " {named(event.user_name())} " · " {details(request, event)} };
        view! { <li><a href=event_at(event.place.unwrap_or_default())>{told}</a></li> }.into_any()
    };
    let since = day_of(request.time_zone(), request.now().minus(A_DAY));
    let asked = [(report::ACTION, Action::AssistanceRefused.code()), (NAMES.from, since.as_str())];
    Part {
        id: "refused",
        title: t!(language, dashboard.refused),
        count: total.map(|total| number(language, total)),
        lines: listed.items.iter().map(line).collect(),
        none: t!(language, dashboard.no_refused),
        all: vec![(address(REPORT.path, &asked), t!(language, dashboard.all))],
    }
}

fn low_on_stock(request: &Request, few: &[EditedProduct], total: i64) -> Part {
    let language = request.language;
    let line = |product: &EditedProduct| {
        let (name, left) = (product.texts.all.name.clone(), number(language, product.stock));
        view! {
            <li>
                <a href=format!("{}/{}", PRODUCTS.path, product.id)>{named(&name)}</a> " "
                <span class="hint">{t!(language, dashboard.left, left = left.as_str())}</span>
            </li>
        }
        .into_any()
    };
    Part {
        id: "low-stock",
        title: t!(language, dashboard.low_stock),
        count: Some(number(language, total)),
        lines: few.iter().map(line).collect(),
        none: t!(language, dashboard.no_low_stock),
        all: vec![(address(PRODUCTS.path, &[(filter::LOW, "1"), ("sort", "quantity")]), t!(language, dashboard.all))],
    }
}

fn undelivered(request: &Request, mails: &[(State, Listed<Mail>)]) -> Part {
    let language = request.language;
    let line = |mail: &Mail| {
        let href = format!("{}/{}", MAILS.path, mail.id);
        let about = words::mail_about(language, mail.about);
        view! { <li><a href=href>{shown_email(&mail.to)} " · " {about}</a> " " {state_shown(request, mail.state)}</li> }.into_any()
    };
    let some = mails.iter().filter(|(_, listed)| !listed.items.is_empty());
    let all = some.map(|(state, _)| (address(MAILS.path, &[(STATE, state.code())]), words::mail_state(language, *state)));
    Part {
        id: "mails",
        title: t!(language, dashboard.mails),
        count: None,
        lines: mails.iter().flat_map(|(_, listed)| &listed.items).map(line).collect(),
        none: t!(language, dashboard.no_mails),
        all: all.collect(),
    }
}
