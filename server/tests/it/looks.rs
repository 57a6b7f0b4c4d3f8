//! That somebody looked is told in the record, whichever way he came to it; and that what is shown is what it says.

use actors::Shop;
use domain::audit::Action;
use std::time::Duration;

const REPORT: &str = "/admin/action-logs/report";
const LOG: &str = "/admin/login-as-customer-log";

/// Whoever asked for a further page at once, or for what had happened since long ago, had read the record untold.
#[tokio::test]
async fn who_reads_the_record_and_not_its_first_page_is_told_of_as_well_once_for_each_question() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for n in 0..30 {
        shop.guest().post("/admin/login", &[("user_name", "mallory"), ("password", &n.to_string())]).await;
    }
    shop.indexes().await;
    let last = shop.record().await.last().and_then(|event| event.place).unwrap();
    let told = async |action: Action| shop.record().await.iter().filter(|event| event.action == action).count();
    let behind = |asked: &str| format!("{REPORT}?{asked}&after={}", last + 1);
    let since = |of: &str, asked: &str, place: i64| format!("{of}/live?{asked}&columns=username&once=1&place={place}");
    for (address, times) in [
        (behind("username=mallory"), 1),
        (behind("username=mallory"), 1),
        (since(REPORT, "username=mallory", last - 25), 1),
        (since(REPORT, "result=failure", last - 25), 2),
        (behind("result=failure"), 2),
    ] {
        let answer = rosa.get(&address).await;
        assert_eq!((answer.status, told(Action::ActionLogsViewed).await), (200, times), "{address}: {}", answer.html);
    }
    let record = shop.record().await;
    let asked = record.iter().filter(|event| event.action == Action::ActionLogsViewed).flat_map(|event| &event.changes);
    let mut asked: Vec<_> = asked.filter_map(|change| Some((change.field.as_str(), change.after.as_deref()?))).collect();
    asked.sort_unstable();
    assert_eq!(asked, [("result", "failure"), ("username", "mallory")], "with what was asked");
    // What happens from now on the dashboard tells as well, and nobody asked for it.
    let now = record.last().and_then(|event| event.place).unwrap();
    assert_eq!(rosa.get(&since(REPORT, "group=customers", now - 1)).await.status, 200);
    assert_eq!(told(Action::ActionLogsViewed).await, 2);
    assert_eq!(rosa.get(&since(LOG, "q=", last - 25)).await.status, 200);
    assert_eq!(told(Action::AssistanceLogViewed).await, 1);
}

#[tokio::test]
async fn what_was_asked_stands_in_words_and_an_hour_by_the_clock_of_whoever_reads_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.get(&format!("{REPORT}?thing=AL-101&hour=2026-03-01T12:00:00Z")).await.status, 200);
    assert_eq!(rosa.get(&format!("{LOG}?how=live&logged_in-from=2026-02-01")).await.status, 200);
    let record = shop.record().await;
    let place = |action: Action| record.iter().find(|event| event.action == action).and_then(|event| event.place).unwrap();
    let page = rosa.get(&format!("{REPORT}/{}", place(Action::ActionLogsViewed))).await;
    assert!(page.shows("Order # or SKU") && page.shows("AL-101") && !page.shows("2026-03-01T12:00:00Z"), "{}", page.html);
    let page = rosa.get(&format!("{REPORT}/{}", place(Action::AssistanceLogViewed))).await;
    for said in ["How it ended", "Live", "Logged In, from", "Feb 1, 2026"] {
        assert!(page.shows(said), "{said}: {}", page.html);
    }
}

/// It stayed in the form and was named nowhere: whoever searched again found nothing again.
#[tokio::test]
async fn an_hour_that_cannot_be_read_is_told_of_and_can_be_taken_away() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.get(&format!("{REPORT}?hour=noon&username=rosa")).await;
    assert!(page.status == 400 && page.shows("A filter cannot be read"), "{}: {}", page.status, page.html);
    let without = page.link_of("Hour: noon").unwrap_or_else(|| panic!("{}", page.html));
    let page = rosa.get(&without).await;
    assert!(page.status == 200 && page.link_of("Username: rosa").is_some() && page.link_of("Hour").is_none(), "{}", page.html);
}

/// It named the hour of a week ago, and counted the whole of that day.
#[tokio::test]
async fn the_chart_says_from_when_on_it_counts() {
    let shop = Shop::open().await;
    shop.staff("rosa").await;
    // What was at noon of the first is on the first of the days that are drawn.
    shop.advance(Duration::from_secs((7 * 24 + 6) * 60 * 60));
    let page = shop.staff("rosa").await.get(REPORT).await;
    let said = page.html.split("<figcaption>").nth(1).and_then(|rest| rest.split("</figcaption>").next()).unwrap();
    assert!(said.contains("From Mar 1, 2026, 12:00:00") && !said.contains("From Mar 1, 2026, 6:00:00"), "{said}");
    // It ended years before it began.
    let page = shop.staff("rosa").await.get(&format!("{REPORT}?time-from=2030-01-01")).await;
    assert!(page.shows("From Mar 8, 2026, 6:00:00") && !page.shows("From Jan 1, 2030"), "{}", page.html);
}

/// It led to all that had ever been done in the group: 41 in the bar were 143 below it.
#[tokio::test]
async fn a_bar_of_a_group_leads_to_as_many_entries_as_it_counts() {
    let shop = Shop::open().await;
    shop.staff("rosa").await;
    shop.advance(Duration::from_secs(9 * 24 * 60 * 60));
    let mut rosa = shop.staff("rosa").await;
    shop.indexes().await;
    let page = rosa.get(REPORT).await;
    let mut hrefs = page.html.split("href=\"").filter_map(|rest| rest.split('"').next());
    let link = hrefs.find(|href| href.contains("group=admin_sign_in")).unwrap().replace("&amp;", "&");
    let narrowed = rosa.get(&link).await;
    // Those of the chart's table have fewer columns.
    let entries: Vec<String> = narrowed.rows().into_iter().filter_map(|row| row.get(6).cloned()).collect();
    assert_eq!(entries, ["staff.signed_in"], "{link}: {}", narrowed.html);
}
