//! The Action Logs Report at a million events: unfiltered, by each filter, by each two of them, and by words.

use crate::{
    engine::Straight,
    lab::{FEW, MANY, Outcome, Site, half},
    lists::{LOG, asked, row, side_by_side},
    row::{Row, Table, Times, median, printed, say},
};
use actors::Browser;
use std::time::{Duration, Instant};

pub const ROWS: &[&str] = &[
    "report-first",
    "report-deep",
    "report-group",
    "report-action",
    "report-user",
    "report-result",
    "report-address",
    "report-name",
    "report-details",
    "report-customer",
    "report-customer-email",
    "report-thing",
    "report-visit",
    "report-request",
    "report-history",
    "report-day",
    "report-hour",
    "report-user-action",
    "report-customer-group",
    "report-pairs",
    "report-text",
    "report-text-pairs",
];

const REPORT: &str = "/admin/action-logs/report";
/// How often each pair is asked for.
const EACH: usize = 80;
/// How long a page may take, in milliseconds, and one by words.
const PAGE: f64 = 8.0;
const BY_WORDS: f64 = 100.0;

/// What people look for by words: what happened, to what, to whom, by whom, from where.
const WORDS: &[&str] = &["harbour+theo", "mug", "cart+brandt", "AL-101", "ada", "203.0.113.7", "bread+box+theo", "consent", "expired+ada1"];

/// What each filter is asked for, at a store with so many events.
struct Asked {
    visit: String,
    request: String,
    customer: String,
    day: String,
    hour: String,
    deep: String,
}

impl Asked {
    async fn at(browser: &mut Browser, events: usize) -> Outcome<Self> {
        let deep = half(events);
        let visit = browser.get(LOG).await.link_below(LOG).ok_or("there is no visit")?;
        // What fills a store is asked for by no request: one of hers is.
        let own = browser.get(&format!("{REPORT}?username=rosa")).await.link_below(REPORT).ok_or("she has done nothing")?;
        let event = browser.get(&own).await;
        let request = event.html.rsplit("<code>").next().and_then(|rest| rest.split("</code>").next()).ok_or("there is no request")?;
        let customer = browser.finds_customer("ada@example.com").await;
        let of = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let day = printed("date", &["-u", "-d", "3 days ago", "+%Y-%m-%d"]);
        Ok(Self {
            visit: format!("visit={}", of(&visit)),
            request: format!("request={request}"),
            customer: format!("object=customer:{}", of(&customer)),
            hour: format!("hour={day}T10:00:00Z"),
            day: format!("time-from={day}&time-to={day}"),
            // The half of the record, from which a page goes on.
            deep: format!("after={deep}"),
        })
    }

    fn questions(&self) -> Vec<(&'static str, &'static str, String)> {
        let all: [(&str, &str, &str); 19] = [
            ("report-first", "first page", ""),
            ("report-deep", "half-way down", &self.deep),
            ("report-group", "of Login As Customer", "group=login_as_customer"),
            ("report-action", "of changed carts", "action=cart.changed"),
            ("report-user", "of a user", "username=theo"),
            ("report-result", "failures", "result=failure"),
            ("report-address", "from an address", "ip=203.0.113"),
            ("report-name", "by the full action name", "full_action_name=assistance.ended"),
            ("report-details", "by details", "details=harbour+mug"),
            ("report-customer", "of customers of a name, which 200 have", "customer=brandt"),
            ("report-customer-email", "of a customer", "customer=ada@example.com"),
            ("report-thing", "of a product, by its SKU", "thing=AL-101"),
            ("report-visit", "of a visit", &self.visit),
            ("report-request", "of a request", &self.request),
            ("report-history", "a customer's History", &self.customer),
            ("report-day", "of a day", &self.day),
            ("report-hour", "of an hour", &self.hour),
            ("report-user-action", "of a user, changed carts", "username=theo&action=cart.changed"),
            ("report-customer-group", "of a customer, of Login As Customer", "customer=brandt&group=login_as_customer"),
        ];
        all.into_iter().map(|(name, figure, query)| (name, figure, query.to_owned())).collect()
    }

    /// The filters that are asked for together.
    fn filters(&self) -> [&str; 14] {
        [
            "username=theo",
            "action=cart.changed",
            "group=shopping_cart_management",
            "result=failure",
            "customer=ada@example.com",
            "thing=AL-101",
            "details=harbour",
            "ip=203.0.113",
            "full_action_name=assistance",
            &self.day,
            &self.hour,
            &self.visit,
            &self.request,
            &self.customer,
        ]
    }

    /// Each two of the filters that the page has, whoever may think of them together.
    fn pairs(&self) -> Vec<Pair> {
        let filters = self.filters();
        let beside = |(n, one): (usize, &&str)| filters.iter().skip(n + 1).map(|other| format!("{one}&{other}")).collect::<Vec<_>>();
        filters.iter().enumerate().flat_map(beside).map(|pair| (pair.clone(), vec![pair])).collect()
    }
}

/// What is asked for together, and how, in turns.
type Pair = (String, Vec<String>);

/// Once its index has taken all events.
pub async fn measure(many: &Site, few: &Site, table: &mut Table) -> Outcome<()> {
    let (mut at_many, mut at_few) = (many.staff("rosa").await, few.staff("rosa").await);
    at_few.switches_the_feature(true).await;
    for browser in [&mut at_many, &mut at_few] {
        let begun = Instant::now();
        while browser.get(&format!("{REPORT}?username=rosa")).await.shows("is being made") {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        say(&format!("the index of the record was made within {:.0} s", begun.elapsed().as_secs_f64()));
    }
    let (here, there) = (Asked::at(&mut at_many, MANY).await?, Asked::at(&mut at_few, FEW).await?);
    for ((name, figure, query), (_, _, other)) in here.questions().into_iter().zip(there.questions()) {
        if table.wants(&[name]) {
            let (one, other) = (format!("{REPORT}?{query}"), format!("{REPORT}?{other}"));
            let rounds = side_by_side(async || asked(&mut at_many, &one).await, async || asked(&mut at_few, &other).await).await?;
            table.add(of_report(name, figure, &rounds, ("p95 <= 8 ms", PAGE)));
        }
    }
    if table.wants(&["report-pairs"]) {
        pairs(&mut at_many, &here.pairs(), ("report-pairs", "pairs of filters", ("p95 <= 8 ms", PAGE)), table).await?;
    }
    if table.wants(&["report-text"]) {
        // Other words each time: what was looked up a moment ago is known.
        let next = |n: &mut usize| {
            *n += 1;
            format!("{REPORT}?q={}", WORDS[*n % WORDS.len()])
        };
        let (mut one, mut other) = (0, 0);
        let rounds =
            side_by_side(async || asked(&mut at_many, &next(&mut one)).await, async || asked(&mut at_few, &next(&mut other)).await).await?;
        table.add(of_report("report-text", "by words", &rounds, ("p95 <= 100 ms", BY_WORDS)));
    }
    if table.wants(&["report-text-pairs"]) {
        let by_words = |filter: &str| WORDS.iter().map(|words| format!("{filter}&q={words}")).collect::<Vec<String>>();
        let each = here.filters().map(|filter| (format!("words and {filter}"), by_words(filter)));
        let row = ("report-text-pairs", "filters together with words, other ones each time", ("p95 <= 100 ms", BY_WORDS));
        pairs(&mut at_many, &each, row, table).await?;
    }
    Ok(())
}

fn of_report(name: &'static str, figure: &str, rounds: &[(Times, Times)], (goal, most): (&'static str, f64)) -> Row {
    let row = row(name, &format!("Action Logs Report, {figure}"), rounds, &Straight::new(), None);
    let p95 = median(rounds.iter().map(|(times, _)| times.at(95)).collect());
    Row { goal, met: p95 <= most, ..row }
}

/// Each pair, and the slowest of them.
async fn pairs(
    browser: &mut Browser,
    pairs: &[Pair],
    (name, what, (goal, most)): (&'static str, &str, (&'static str, f64)),
    table: &mut Table,
) -> Outcome<()> {
    say(&format!("{} {what} …", pairs.len()));
    let (mut slowest, mut which, mut all) = (0.0, "", Vec::new());
    for (pair, queries) in pairs {
        let paths: Vec<String> = queries.iter().map(|query| format!("{REPORT}?{query}")).collect();
        let mut next = 0;
        let ask = async || {
            next += 1;
            asked(browser, &paths[next % paths.len()]).await
        };
        let p95 = Times::asking(EACH, ask).await?.at(95);
        if p95 > most {
            say(&format!("{pair}: p95 {p95:.1} ms"));
        }
        if p95 > slowest {
            (slowest, which) = (p95, pair.as_str());
        }
        all.push(p95);
    }
    table.add(Row {
        name,
        figure: format!("Action Logs Report, each of {} {what}, the slowest of them, 1,000,000 events", pairs.len()),
        value: format!("p95 {slowest:.1} ms: {which}"),
        baseline: format!("p95 {:.1} ms: the pair in the middle", median(all)),
        ratio: None,
        goal,
        met: slowest <= most,
    });
    Ok(())
}
