//! How it is going: orders and revenue, consents, and what was refused or failed, of the last seven days, beside the seven before and by the
//! day.

use super::days::{Days, Stretch};
use crate::{
    audit::report::{REPORT, being_made},
    sales::grid::ORDERS,
};
use domain::{
    audit::{Action, report},
    caller::{Permit, right},
    failure::Failure,
    list::Filter as Passes,
    money::Money,
    sales::takings::Takings,
    stores::Language,
    time::Moment,
};
use leptos::prelude::*;
use std::{cmp::Ordering, collections::BTreeMap};
use store::{By, Counted, Store};
use ui::{
    chart::{Bar, Said, Span, bars},
    format::{list, money, number},
    t,
    table::address,
    web::Request,
};

/// What the actions of the consent have in their names.
const CONSENT: &str = "consent";

/// What the reader's rights show of it.
pub(super) struct Going {
    days: Days,
    sales: Option<Sales>,
    events: Option<Events>,
}

struct Sales {
    counted: Vec<Takings>,
    week: Takings,
    before: Takings,
    today: Takings,
}

/// What the record tells of.
struct Events {
    given: Vec<Counted>,
    withdrawn: Vec<Counted>,
    failed: Vec<Counted>,
    /// Of those, the starts of Login as Customer.
    refused: Vec<Counted>,
    /// How many events of how many can be found so far, while the index is being made.
    found: Option<(i64, i64)>,
}

pub(super) async fn read(store: &Store, request: &Request) -> Result<Going, Failure> {
    let days = Days::up_to_now(request);
    let sales = match request.caller.permit::<right::OrdersView>().ok() {
        Some(permit) => Some(Sales::of(store.by(&permit).takings(&days.bounds).await?, &days)?),
        None => None,
    };
    let events = match request.caller.permit::<right::ActionLogsReport>().ok() {
        Some(permit) => Some(Events::read(&store.by(&permit), &days.bounds).await?),
        None => None,
    };
    Ok(Going { days, sales, events })
}

impl Sales {
    fn of(counted: Vec<Takings>, days: &Days) -> Result<Self, Failure> {
        let sum = |stretch: Stretch| {
            let sum = days.within(&counted, stretch).try_fold(Takings::default(), Takings::plus);
            sum.map_err(|_| Failure::Internal)
        };
        let (week, before, today) = (sum(days.week)?, sum(days.before)?, sum(days.today)?);
        Ok(Self { counted, week, before, today })
    }
}

impl Events {
    async fn read(by: &By<'_, Permit<right::ActionLogsReport>>, bounds: &[Moment]) -> Result<Self, Failure> {
        Ok(Self {
            given: counted(by, bounds, report::ACTION, Action::ConsentGiven.code()).await?,
            withdrawn: counted(by, bounds, report::ACTION, Action::ConsentWithdrawn.code()).await?,
            failed: counted(by, bounds, report::RESULT, report::FAILURE).await?,
            refused: counted(by, bounds, report::ACTION, Action::AssistanceRefused.code()).await?,
            found: by.report(&REPORT.narrowed([]), &report::Called::default()).await?.found_up_to(),
        })
    }
}

/// What a filter of the report finds, between these moments.
async fn counted(
    by: &By<'_, Permit<right::ActionLogsReport>>,
    bounds: &[Moment],
    filter: &'static str,
    value: &str,
) -> Result<Vec<Counted>, Failure> {
    let query = REPORT.narrowed([(filter, Passes::Is(value.to_owned()))]);
    Ok(by.report(&query, &report::Called::default()).await?.chart(bounds).await?.bars)
}

impl Going {
    pub(super) fn is_empty(&self) -> bool {
        self.sales.is_none() && self.events.is_none()
    }

    pub(super) fn view(&self, request: &Request) -> Option<AnyView> {
        let language = request.language;
        let sales = self.sales.iter().flat_map(|sales| self.of_sales(request, sales));
        let tiles: Vec<AnyView> =
            sales.chain(self.events.iter().flat_map(|events| self.of_events(language, events))).map(|tile| tile.view(language)).collect();
        let orders = self.sales.iter().map(|sales| self.orders_by_day(request, sales));
        let charts: Vec<AnyView> = orders.chain(self.events.iter().flat_map(|events| self.events_by_day(request, events))).collect();
        let found = self.events.as_ref().and_then(|events| events.found).map(|found| being_made(request, found));
        (!self.is_empty()).then(|| {
            view! {
                <h2>{t!(language, dashboard.going)}</h2>
                {found}
                <p class="hint">{t!(language, dashboard.compared)}</p>
                <ul class="figures">{tiles}</ul>
                <div class="columns">{charts}</div>
            }
            .into_any()
        })
    }

    fn of_sales(&self, request: &Request, Sales { week, before, today, .. }: &Sales) -> [Tile; 2] {
        let language = request.language;
        let count = |count| number(language, count);
        let orders = Figure::of(language, count(week.orders), (week.orders, before.orders), count);
        let all = week.sums.iter().chain(&before.sums);
        let currencies: BTreeMap<&str, _> = all.map(|(code, sum)| (*code, sum.currency())).collect();
        let sums = currencies.into_iter().map(|(code, currency)| {
            let of = |takings: &Takings| takings.sums.get(code).map_or(0, |sum| sum.minor());
            let shown = |minor| money(language.tag(), Money::new(minor, currency));
            Figure::of(language, shown(of(week)), (of(week), of(before)), shown)
        });
        let mut sums: Vec<Figure> = sums.collect();
        if sums.is_empty() {
            sums.push(Figure::of(language, NOTHING.to_owned(), (0, 0), count));
        }
        let so_far: Vec<String> = today.sums.values().map(|sum| money(language.tag(), *sum)).collect();
        let so_far = if so_far.is_empty() { NOTHING.to_owned() } else { list(language.tag(), &so_far) };
        let href = || placed(&self.days.asked);
        [
            Tile { id: "orders", label: t!(language, sales.orders), figures: vec![orders], today: count(today.orders), href: href() },
            Tile { id: "revenue", label: t!(language, dashboard.revenue), figures: sums, today: so_far, href: href() },
        ]
    }

    fn of_events(&self, language: Language, events: &Events) -> [Tile; 2] {
        let count = |count| number(language, count);
        let sum = |counted: &[Counted], stretch| self.days.within(counted, stretch).fold(0_i64, |sum, part| sum.saturating_add(part.all));
        let of = |counted: &[Counted]| (sum(counted, self.days.week), sum(counted, self.days.before), sum(counted, self.days.today));
        let (given, withdrawn, failed, refused) = (of(&events.given), of(&events.withdrawn), of(&events.failed), of(&events.refused));
        let figure = |(week, before, _): (i64, i64, i64), told: String| Figure::of(language, told, (week, before), count);
        let consents = vec![
            figure(given, t!(language, dashboard.given, number = count(given.0))),
            figure(withdrawn, t!(language, dashboard.withdrawn, number = count(withdrawn.0))),
        ];
        let failures = vec![figure(failed, count(failed.0)), figure(refused, t!(language, dashboard.of_starts, number = count(refused.0)))];
        let href = |name, value| logged(name, value, &self.days.asked);
        [
            Tile {
                id: "consents",
                label: t!(language, dashboard.consents),
                figures: consents,
                today: count(given.2.saturating_add(withdrawn.2)),
                href: href(report::FULL_NAME, CONSENT),
            },
            Tile {
                id: "failures",
                label: t!(language, dashboard.failures),
                figures: failures,
                today: count(failed.2),
                href: href(report::RESULT, report::FAILURE),
            },
        ]
    }

    /// A bar leads to the orders of its day.
    fn orders_by_day(&self, request: &Request, sales: &Sales) -> AnyView {
        let language = request.language;
        let bar = |day: &Span| {
            let count = |of: fn(&Takings) -> i64| {
                self.days.within(&sales.counted, (day.from, day.until)).fold(0_i64, |sum, part| sum.saturating_add(of(part)))
            };
            let (all, marked) = (count(|takings| takings.orders), count(|takings| takings.canceled));
            Bar { label: day.label.clone(), all, marked, href: placed(&day.asked) }
        };
        let said = Said {
            title: t!(language, dashboard.orders_by_day).to_owned(),
            of: t!(language, audit.event.time),
            all: t!(language, dashboard.orders),
            marked: t!(language, dashboard.canceled),
        };
        bars(request, said, &self.days.spans.iter().map(bar).collect::<Vec<_>>())
    }

    fn events_by_day(&self, request: &Request, events: &Events) -> [AnyView; 2] {
        let language = request.language;
        let of = |day: &Span, counted: &[Counted]| {
            self.days.within(counted, (day.from, day.until)).fold(0_i64, |sum, part| sum.saturating_add(part.all))
        };
        let consents = self.days.spans.iter().map(|day| {
            let withdrawn = of(day, &events.withdrawn);
            let all = of(day, &events.given).saturating_add(withdrawn);
            Bar { label: day.label.clone(), all, marked: withdrawn, href: logged(report::FULL_NAME, CONSENT, &day.asked) }
        });
        let failures = self.days.spans.iter().map(|day| {
            let (all, marked) = (of(day, &events.failed), of(day, &events.refused));
            Bar { label: day.label.clone(), all, marked, href: logged(report::RESULT, report::FAILURE, &day.asked) }
        });
        let time = t!(language, audit.event.time);
        let of_consents = Said {
            title: t!(language, dashboard.consents_by_day).to_owned(),
            of: time,
            all: t!(language, dashboard.consents_changed),
            marked: t!(language, dashboard.consents_withdrawn),
        };
        let of_failures = Said {
            title: t!(language, dashboard.failures_by_day).to_owned(),
            of: time,
            all: t!(language, audit.report.failed),
            marked: t!(language, dashboard.starts),
        };
        [bars(request, of_consents, &consents.collect::<Vec<_>>()), bars(request, of_failures, &failures.collect::<Vec<_>>())]
    }
}

/// The report under a filter, within some days.
fn logged(name: &str, value: &str, days: &[(&'static str, String)]) -> String {
    let days = days.iter().map(|(name, day)| (*name, day.as_str()));
    address(REPORT.path, &std::iter::once((name, value)).chain(days).collect::<Vec<_>>())
}

/// The orders that were placed from one of these days to the other.
fn placed(days: &[(&'static str, String)]) -> String {
    let asked = ["placed-from", "placed-to"].into_iter().zip(days).map(|(name, (_, day))| (name, day.as_str()));
    address(ORDERS.path, &asked.collect::<Vec<_>>())
}

/// Where there is no sum.
const NOTHING: &str = "–";

/// A figure of the last seven days, and what became of it since the seven before, by a sign and in words.
struct Figure {
    told: String,
    sign: &'static str,
    change: String,
}

impl Figure {
    fn of(language: Language, told: String, (now, before): (i64, i64), shown: impl Fn(i64) -> String) -> Self {
        let by = shown(now.saturating_sub(before).saturating_abs());
        let (sign, change) = match now.cmp(&before) {
            Ordering::Greater => ("▲", t!(language, dashboard.more, by = by.as_str())),
            Ordering::Less => ("▼", t!(language, dashboard.less, by = by.as_str())),
            Ordering::Equal => ("=", t!(language, dashboard.same).to_owned()),
        };
        Self { told, sign, change }
    }
}

/// What leads to its page as a whole.
struct Tile {
    id: &'static str,
    label: &'static str,
    figures: Vec<Figure>,
    /// So far.
    today: String,
    href: String,
}

impl Tile {
    fn view(self, language: Language) -> AnyView {
        let Self { id, label, figures, today, href } = self;
        let figures = figures.into_iter().map(|Figure { told, sign, change }| {
            view! { <strong>{told}</strong> " " <span><span aria-hidden="true">{sign}</span> " " {change}</span> " " }
        });
        let period = t!(language, dashboard.period, today = today.as_str());
        view! { <li id=id><a href=href><span>{label}</span> " " {figures.collect_view()} <span class="hint">{period}</span></a></li> }
            .into_any()
    }
}
