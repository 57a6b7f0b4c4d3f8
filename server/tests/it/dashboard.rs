//! The dashboard: each part for whoever holds its right, figures of what happened, and nothing of other websites.

use crate::{
    documents::ordered,
    mail::{sends, with_server},
};
use actors::{Answer, Browser, Does, Shop};
use domain::audit::{Action, Recorded};
use server::demo::PASSWORD;
use std::time::Duration;

const DASHBOARD: &str = "/admin";
const REPORT: &str = "/admin/action-logs/report";
const CONSENT: &str = "/customer/account/assistance";
const OWN: (&str, &str) = ("current_password", PASSWORD);
const HOUR: Duration = Duration::from_secs(60 * 60);
const PARTS: [&str; 7] = ["visits", "refused", "mails", "orders", "revenue", "consents", "failures"];

/// What a part says.
fn said(page: &Answer, part: &str) -> String {
    page.text_at(part).unwrap_or_else(|| panic!("no {part} in {}", page.html))
}

fn begins(page: &Answer, part: &str, text: &str) {
    let said = said(page, part);
    assert!(said.starts_with(text), "{said:?} begins with {text:?}");
}

/// The newest events: rows of the charts' tables have three columns.
fn events(page: &Answer) -> Vec<Vec<String>> {
    page.rows().into_iter().filter(|row| row.len() == 4).collect()
}

/// How many cents the tile of the revenue says for the last seven days.
fn cents(page: &Answer) -> i64 {
    let revenue = said(page, "revenue");
    let dollars = revenue.split('$').nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_else(|| panic!("no dollars in {revenue}"));
    dollars.replace([',', '.'], "").parse().unwrap()
}

/// Gives a role these rights and no others.
pub(crate) async fn grants(rosa: &mut Browser, role: &str, rights: &[&str]) {
    let role = rosa.finds_role(role).await;
    let rights = if rights.is_empty() { &[""][..] } else { rights };
    let form: Vec<(&str, &str)> = rights.iter().map(|right| ("resource", *right)).chain([OWN]).collect();
    let saved = rosa.edits(&role, &role, &form).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
}

#[tokio::test]
async fn each_part_is_there_for_its_right_alone_and_who_has_none_is_told_so() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let cases: [(&[&str], &[&str]); 7] = [
        (&["Sales::actions_view"], &["orders", "revenue"]),
        (&["LoginAsCustomerLog::login_log"], &["visits"]),
        (&["Backend::mail_outbox"], &["mails"]),
        (&["Logging::magento_logging_events"], &["refused", "consents", "failures"]),
        (&["Sales::actions_view", "Backend::mail_outbox"], &["mails", "orders", "revenue"]),
        (&["Customer::manage"], &[]),
        (&[], &[]),
    ];
    for (rights, parts) in cases {
        grants(&mut rosa, "Customer Care", rights).await;
        let page = shop.staff("kim").await.get(DASHBOARD).await;
        let there: Vec<&str> = PARTS.into_iter().filter(|part| page.text_at(part).is_some()).collect();
        assert_eq!(there, parts, "{rights:?}");
        assert_eq!(page.shows("data-live="), parts.contains(&"refused"), "{rights:?}");
        assert_eq!(page.shows("What needs you"), parts.iter().any(|part| ["visits", "refused", "mails"].contains(part)), "{rights:?}");
        assert_eq!(page.shows("Your role has no figures"), rights == ["Customer::manage"], "{rights:?}");
        assert_eq!(page.shows("Your role does not allow anything yet."), rights.is_empty(), "{rights:?}");
    }
    let page = rosa.get(DASHBOARD).await;
    assert!(PARTS.iter().all(|part| page.text_at(part).is_some()) && page.shows("As of "), "{}", page.html);
    // Of a feature that is off there is nothing to be seen.
    rosa.switches_the_feature(false).await;
    assert_eq!(rosa.get(DASHBOARD).await.text_at("visits"), None);
}

#[tokio::test]
async fn orders_and_revenue_are_those_of_seven_days_beside_the_seven_before() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let before = rosa.get(DASHBOARD).await;
    // The demo's were placed within a week, the last one a day ago.
    begins(&before, "orders", "Orders 24 ▲ 24 more than in the 7 days before Last 7 days; today: 0");
    assert!(said(&before, "revenue").contains('€'), "{}", said(&before, "revenue"));
    let order = ordered(&shop, &mut rosa).await;
    let after = rosa.get(DASHBOARD).await;
    begins(&after, "orders", "Orders 25 ▲ 25 more than in the 7 days before Last 7 days; today: 1");
    assert_eq!(cents(&after) - cents(&before), 18_500);
    assert!(said(&after, "revenue").ends_with("today: $185.00"), "{}", said(&after, "revenue"));
    let euros = |page: &Answer| said(page, "revenue").split('€').nth(1).and_then(|rest| rest.split(' ').next().map(str::to_owned));
    assert_eq!(euros(&after), euros(&before), "currencies are not added up");
    // Its day's bar leads to it, and what is canceled is counted, but brings nothing in.
    let of_the_day = after.link_of("Mar 1").unwrap();
    let of_the_day = rosa.get(&of_the_day).await;
    assert!(of_the_day.rows().len() == 1 && of_the_day.link_below("/admin/sales/orders") == Some(order.clone()), "{}", of_the_day.html);
    let asked = rosa.get(&format!("{order}/cancel")).await;
    assert_eq!(rosa.sends(&asked, &format!("{order}/cancel"), &[]).await.status, 303);
    let canceled = rosa.get(DASHBOARD).await;
    begins(&canceled, "orders", "Orders 25 ");
    assert_eq!(cents(&canceled), cents(&before));
    // A week later, at an hour at which it was not placed yet; and at the next.
    shop.advance(7 * 24 * HOUR - HOUR);
    begins(&shop.staff("rosa").await.get(DASHBOARD).await, "orders", "Orders 0 ▼ 24 less than in the 7 days before");
    shop.advance(2 * HOUR);
    begins(&shop.staff("rosa").await.get(DASHBOARD).await, "orders", "Orders 0 ▼ 25 less than in the 7 days before");
}

#[tokio::test]
async fn what_the_record_tells_is_counted_with_the_index_and_without_and_each_figure_leads_to_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    rosa.starts("ben").await;
    for (name, allows) in [("ben", "1"), ("ada", "")] {
        let given = shop.customer(name).await.edits(CONSENT, CONSENT, &[("assistance_allowed", allows)]).await;
        assert_eq!(given.status, 303, "{name}");
    }
    shop.staff("kim").await.get("/admin/users").await;
    let failed = shop.record().await.iter().filter(|event| event.action.is_failure()).count();
    for indexed in [false, true] {
        if indexed {
            shop.indexes().await;
        }
        let page = rosa.get(DASHBOARD).await;
        begins(&page, "refused", "Refused starts of the last 24 hours 1 ");
        assert!(said(&page, "refused").contains("rosa · Login as Customer assistance is disabled for this Customer."), "{}", page.html);
        begins(&page, "consents", "Consents 1 given ▲ 1 more than in the 7 days before 1 withdrawn ▲ 1 more than");
        begins(
            &page,
            "failures",
            &format!("Refused or failed {failed} ▲ {failed} more than in the 7 days before Starts of Login as Customer: 1"),
        );
        let told = async |rosa: &mut Browser, label: &str| {
            let report = rosa.get(&page.link_of(label).unwrap()).await;
            let names = report.rows().into_iter().filter_map(|row| row.get(6).cloned());
            // What happened at the same moment has no order.
            let mut names: Vec<String> = names.collect();
            names.sort();
            names
        };
        assert_eq!(told(&mut rosa, "Consents").await, ["consent.given", "consent.withdrawn"]);
        assert_eq!(told(&mut rosa, "Refused or failed").await.len(), failed);
    }
    // It is no news any more after a day, and nothing to compare with after two weeks.
    shop.advance(25 * HOUR);
    let page = shop.staff("rosa").await.get(DASHBOARD).await;
    assert!(said(&page, "refused").ends_with("No start of Login as Customer was refused. Show all"), "{}", said(&page, "refused"));
    begins(&page, "consents", "Consents 1 given ▲ 1 more than");
    shop.advance(15 * 24 * HOUR);
    begins(&shop.staff("rosa").await.get(DASHBOARD).await, "consents", "Consents 0 given = as in the 7 days before 0 withdrawn = as in");
}

#[tokio::test]
async fn sessions_in_progress_and_mails_that_did_not_arrive_lead_to_their_pages() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    rosa.switches_the_feature(true).await;
    begins(&rosa.get(DASHBOARD).await, "visits", "Sessions in progress 0 Nobody is in a customer's account.");
    assert!(said(&rosa.get(DASHBOARD).await, "mails").ends_with("No email has failed, and none is unconfirmed."));
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    let page = rosa.get(DASHBOARD).await;
    begins(&page, "visits", "Sessions in progress 1 theo as Ada Brandt since ");
    let visit = rosa.get(&page.link_of("theo as Ada Brandt").unwrap()).await;
    assert!(visit.status == 200 && visit.shows("What was done"), "{}", visit.html);
    theo.post("/assistance/close", &[]).await;
    begins(&rosa.get(DASHBOARD).await, "visits", "Sessions in progress 0 ");
    ordered(&shop, &mut rosa).await;
    server.does_from_now_on(Does::Refuses);
    sends(&mut queue).await;
    let page = rosa.get(DASHBOARD).await;
    begins(&page, "mails", "Emails that may not have arrived ada@example.com · Order confirmation Failed");
    let mail = rosa.get(&page.link_of("ada@example.com").unwrap()).await;
    assert!(mail.shows("Send Again"), "{}", mail.html);
}

#[tokio::test]
async fn the_newest_events_go_on_by_themselves_and_looking_at_them_is_none() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    shop.tells().await;
    let known = shop.record().await;
    let page = rosa.get(DASHBOARD).await;
    let newest = |event: &Recorded| event.user_name().to_owned();
    let names: Vec<String> = known.iter().rev().take(10).map(newest).collect();
    let shown: Vec<String> = events(&page).into_iter().map(|row| row[2].replace('–', "")).collect();
    assert_eq!(shown, names, "the last ten");
    let data = |name: &str| page.html.split(&format!("data-{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let (stream, place) = (data("stream").replace("&amp;", "&"), data("place"));
    shop.customer("clara").await;
    shop.tells().await;
    let told = rosa.get(&format!("{stream}&place={place}&once=1")).await;
    let missed: Vec<ui::live::Batch> = serde_json::from_value(told.json()).unwrap();
    let rows: Vec<Vec<String>> =
        missed.iter().flat_map(|batch| &batch.rows).map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect();
    assert_eq!(rows.last().map(|row| row[1..3].to_vec()), Some(vec!["Customer signed in".to_owned(), "clara@example.com".to_owned()]));
    // What the page asks for by its address is of no other page.
    let narrowed = rosa.get(&format!("{DASHBOARD}?group=nothing&after=zzz&username=nobody")).await;
    assert_eq!((narrowed.status, events(&narrowed).len()), (200, 10));
    assert!(shop.record().await.iter().all(|event| event.action != Action::ActionLogsViewed));
    assert_eq!(rosa.get(REPORT).await.status, 200);
    assert!(shop.record().await.iter().any(|event| event.action == Action::ActionLogsViewed));
}

#[tokio::test]
async fn whoever_is_for_one_website_sees_its_figures_alone() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let rights = ["Sales::actions_view", "LoginAsCustomerLog::login_log", "Logging::magento_logging_events", "Backend::mail_outbox"];
    grants(&mut rosa, "International Desk", &rights).await;
    let mut iris = shop.staff("iris").await;
    let before = iris.get(DASHBOARD).await;
    let orders = iris.get("/admin/sales/orders?export=csv").await.html.lines().count() - 1;
    assert!((1..24).contains(&orders), "{orders}");
    begins(&before, "orders", &format!("Orders {orders} ▲ {orders} more"));
    // All that happens elsewhere changes nothing for her.
    ordered(&shop, &mut rosa).await;
    rosa.starts("ben").await;
    shop.staff("theo").await.logs_in_as("ada").await;
    let ben = shop.customer("ben").await.edits(CONSENT, CONSENT, &[("assistance_allowed", "1")]).await;
    assert_eq!(ben.status, 303);
    shop.indexes().await;
    let after = iris.get(DASHBOARD).await;
    for part in PARTS {
        assert_eq!(said(&after, part), said(&before, part), "{part}");
    }
    assert!(events(&after).iter().all(|row| !["rosa", "theo", "ben@example.com"].contains(&row[2].as_str())), "{:?}", events(&after));
}
