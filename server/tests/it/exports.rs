//! Exports of the Action Logs Report: asked for, made, fetched in parts, cancelled; and what stands in them.

use crate::dashboard::grants;
use actors::{Answer, Browser, Shop};
use axum::{body::Body, http::Request};
use domain::audit::{Action, Recorded};
use futures::future::join_all;
use server::{demo::PASSWORD, jobs::job, settings::Settings};
use std::{
    io::{Cursor, Read},
    time::Duration,
};
use tempfile::TempDir;

const REPORT: &str = "/admin/action-logs/report";
const EXPORTS: &str = "/admin/action-logs/exports";

/// A shop with a folder of its own, in which somebody typed a formula thirty times.
async fn attacked() -> (TempDir, Shop, Browser) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    for n in 0..30 {
        shop.guest().post("/admin/login", &[("user_name", "=HYPERLINK(1)"), ("password", &n.to_string())]).await;
    }
    let rosa = shop.staff("rosa").await;
    shop.indexes().await;
    (folder, shop, rosa)
}

/// Asks for what a query finds, has it made, and says where it is.
async fn exported(shop: &Shop, by: &mut Browser, query: &str, format: &str) -> String {
    // Of files that are asked for at the same moment none is the newest.
    shop.advance(Duration::from_secs(1));
    let page = format!("{REPORT}?{query}");
    let asking = by.get(&page).await.form_of("Export").unwrap();
    assert_eq!(by.edits(&page, &asking, &[("format", format)]).await.status, 303);
    shop.exports().await;
    let page = by.get(EXPORTS).await;
    page.links_below(EXPORTS).into_iter().next().unwrap_or_else(|| panic!("nothing is there: {}", page.html))
}

async fn part(by: &mut Browser, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    by.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn an_export_has_all_that_is_asked_for_and_no_formula() {
    let (_folder, shop, mut rosa) = attacked().await;
    let file = exported(&shop, &mut rosa, "action=staff.sign_in_refused", "csv").await;
    let csv = rosa.get(&file).await;
    assert_eq!(csv.html.lines().filter(|line| line.contains("'=hyperlink(1)")).count(), 30, "{}", csv.html);
    assert_eq!(csv.html.matches(",http://shop.test/admin/action-logs/report/").count(), 30, "each leads to its page: {}", csv.html);
    let file = exported(&shop, &mut rosa, "action=staff.sign_in_refused", "jsonl").await;
    let lines = rosa.get(&file).await;
    let events: Vec<serde_json::Value> = lines.html.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.len(), 30);
    let is_untouched = |event: &serde_json::Value| event["object"]["name"] == "=hyperlink(1)" && event["result"] == "failure";
    assert!(events.iter().all(is_untouched), "untouched: {}", events[0]);
    let file = exported(&shop, &mut rosa, "", "jsonl").await;
    let all = rosa.get(&file).await;
    let (page, record) = (rosa.get(EXPORTS).await, shop.record().await);
    assert!(page.shows("Action: "), "each says what it was narrowed by: {}", page.html);
    // Whatever had its place when it was asked for, the newest first.
    let places: Vec<i64> = all.html.lines().filter_map(|line| backoffice::audit::line::read(line)?.place).collect();
    let last = i64::try_from(places.len()).unwrap();
    assert!(last > 60 && places == (1..=last).rev().collect::<Vec<_>>(), "and without a filter the whole record: {places:?}");
    assert!(page.shows(&format!("{last} events")), "{}", page.html);
    let names: Vec<String> = all.headers.get("content-disposition").iter().map(|v| v.to_str().unwrap().to_owned()).collect();
    assert!(names[0].starts_with("attachment; filename=\"action-logs-20260301T1200") && names[0].ends_with("Z.jsonl\""), "{names:?}");
    let parsed = backoffice::audit::line::read(all.html.lines().next().unwrap()).unwrap();
    assert_eq!(Some(&parsed), record.iter().find(|event| event.place == parsed.place), "a line is the event as it was");
}

#[tokio::test]
async fn in_a_workbook_texts_are_texts_numbers_are_numbers_and_times_are_times() {
    let (_folder, shop, mut rosa) = attacked().await;
    let account = "/admin/account";
    assert_eq!(rosa.edits(account, account, &[("time_zone", "Asia/Dhaka"), ("current_password", PASSWORD)]).await.status, 303);
    let chosen = ["time", "username", "entry"].map(|column| ("column", column));
    let columns = [&chosen[..], &[("grid", "action-logs"), ("back", REPORT)]].concat();
    assert_eq!(rosa.post("/admin/columns", &columns).await.status, 303);
    let path = exported(&shop, &mut rosa, "action=staff.sign_in_refused", "xlsx").await;
    assert!(rosa.get(&path).await.headers.get("content-type").unwrap().to_str().unwrap().contains("spreadsheetml"));
    let folder = shop.app.settings.data.join("exports");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|file| file.path()).collect();
    assert_eq!(files.len(), 1, "nothing else is left: {files:?}");
    let mut book = zip::ZipArchive::new(Cursor::new(std::fs::read(&files[0]).unwrap())).unwrap();
    let mut sheet = String::new();
    book.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert_eq!(sheet.matches("=hyperlink(1)").count(), 30, "{sheet}");
    assert!(!sheet.contains("<f>") && !sheet.contains("'=hyper"), "neither a formula nor a sign before it: {sheet}");
    assert!(sheet.contains("Time (Asia/Dhaka)"), "the zone of her clock stands in the heading: {sheet}");
    let row = sheet.split("<row r=\"2\"").nth(1).unwrap().split("</row>").next().unwrap();
    let cells: Vec<&str> = row.split("<c ").skip(1).collect();
    assert!(cells[0].contains("<v>46082.75</v>") && !cells[0].contains("t="), "noon of 1 March 2026 in UTC, as a time by her clock: {row}");
    assert!(cells[1].contains("t=\"inlineStr\""), "{row}");
    assert!(cells[2].contains("<v>") && !cells[2].contains("t="), "a number: {row}");
    // Other files have the same moment in UTC, whoever asks for them.
    for (format, noon) in [("csv", "2026-03-01T12:00:00.000Z"), ("jsonl", "\"time\":\"2026-03-01T12:00:00.000Z\"")] {
        let file = exported(&shop, &mut rosa, "action=staff.sign_in_refused", format).await;
        assert_eq!(rosa.get(&file).await.html.matches(noon).count(), 30, "{format}");
    }
    // Whatever her clock is by now, the workbook stands in the zone of then; the others have none.
    assert_eq!(rosa.edits(account, account, &[("time_zone", "America/Lima"), ("current_password", PASSWORD)]).await.status, 303);
    let page = rosa.get(EXPORTS).await;
    assert!(page.html.matches("Times: Asia/Dhaka").count() == 1 && !page.shows("America/Lima"), "{}", page.html);
}

#[tokio::test]
async fn a_download_that_broke_goes_on_where_it_was_and_is_told_once() {
    let (_folder, shop, mut rosa) = attacked().await;
    let file = exported(&shop, &mut rosa, "", "jsonl").await;
    let whole = rosa.get(&file).await;
    let header = |answer: &Answer, name: &str| answer.headers.get(name).map(|v| v.to_str().unwrap().to_owned());
    assert_eq!((whole.status, header(&whole, "accept-ranges").as_deref(), header(&whole, "content-encoding")), (200, Some("bytes"), None));
    let etag = header(&whole, "etag").unwrap();
    let rest = part(&mut rosa, &file, &[("range", "bytes=100-"), ("if-range", &etag), ("accept-encoding", "gzip, br")]).await;
    assert_eq!((rest.status, rest.html.as_str()), (206, &whole.html[100..]));
    assert_eq!(header(&rest, "content-range"), Some(format!("bytes 100-{}/{}", whole.html.len() - 1, whole.html.len())));
    assert_eq!(part(&mut rosa, &file, &[("range", "bytes=99999999-")]).await.status, 416);
    assert_eq!(part(&mut rosa, &file, &[("range", "bytes=100-"), ("if-range", "\"other\"")]).await.status, 200, "of another file");
    let record = shop.record().await;
    let told: Vec<&Recorded> = record.iter().filter(|event| event.action == Action::ActionLogsDownloaded).collect();
    assert_eq!(told.len(), 1, "parts behind the beginning are none of their own");
    // Which file it was is said as it is called on the disk of whoever has it, and so is who had asked for it and for what.
    let is_called = header(&whole, "content-disposition").unwrap();
    let name = told[0].object_name();
    assert!(name.starts_with("action-logs-2") && is_called.contains(name), "{name}: {is_called}");
    let asked = record.iter().find(|event| event.action == Action::ActionLogsExported).unwrap();
    assert_eq!(asked.object, told[0].object);
    let place = told[0].place.unwrap();
    assert!(rosa.get(&format!("{REPORT}/{place}")).await.shows(name));
}

/// Whoever left out the first byte, or said that he had the beginning of another file, took it along untold.
#[tokio::test]
async fn who_takes_a_file_along_without_its_beginning_is_told_of_as_well() {
    let (_folder, shop, mut rosa) = attacked().await;
    let told = async || shop.record().await.iter().filter(|event| event.action == Action::ActionLogsDownloaded).count();
    let asks: [(&[(&str, &str)], u16); 3] =
        [(&[("range", "bytes=1-")], 206), (&[("range", "bytes=1-"), ("if-range", "\"other\"")], 200), (&[("range", "bytes=5-6,0-")], 200)];
    for (headers, status) in asks {
        let file = exported(&shop, &mut rosa, "", "jsonl").await;
        let before = told().await;
        for _ in 0..2 {
            assert_eq!(part(&mut rosa, &file, headers).await.status, status, "{headers:?}");
        }
        assert_eq!(told().await, before + 1, "{headers:?}");
    }
}

#[tokio::test]
async fn an_export_is_its_owners_alone_and_ends_with_his_right_with_its_time_and_when_he_deletes_it() {
    let (_folder, shop, mut rosa) = attacked().await;
    let file = exported(&shop, &mut rosa, "", "csv").await;
    let mut other = shop.staff("theo").await;
    assert!([403, 404].contains(&other.get(&file).await.status), "somebody else's");
    let delete = file.replace("/file", "/delete");
    assert_eq!(rosa.edits(EXPORTS, &delete, &[]).await.status, 303);
    assert_eq!(rosa.get(&file).await.status, 404);
    let record = shop.record().await;
    assert!(record.iter().any(|event| event.action == Action::ExportDeleted && event.actor.name() == "rosa"));
    // One that is cancelled before it is made is not made.
    let asking = rosa.get(REPORT).await.form_of("Export").unwrap();
    rosa.edits(REPORT, &asking, &[("format", "xlsx")]).await;
    let page = rosa.get(EXPORTS).await;
    assert!(page.shows("Waiting") && page.shows("data-fresh"), "{}", page.html);
    let cancel = page.form_of("Cancel").unwrap();
    rosa.sends(&page, &cancel, &[]).await;
    shop.exports().await;
    assert!(rosa.get(EXPORTS).await.shows("You have asked for no file yet."));
}

/// Whoever was for other websites by then took along what he had asked for before.
#[tokio::test]
async fn an_export_is_not_there_for_whoever_may_not_know_all_of_it_any_more() {
    let (_folder, shop, mut rosa) = attacked().await;
    grants(&mut rosa, "International Desk", &["Logging::magento_logging_events"]).await;
    let mut iris = shop.staff("iris").await;
    let file = exported(&shop, &mut iris, "", "jsonl").await;
    let role = rosa.finds_role("International Desk").await;
    let at_home = store::FIRST_WEBSITE.to_string();
    for (website, status) in [(&*at_home, 404), ("00000000000070008000000000000002", 200)] {
        assert_eq!(rosa.edits(&role, &role, &[("website", website), ("current_password", PASSWORD)]).await.status, 303);
        assert_eq!(iris.get(&file).await.status, status, "{website}");
        assert_eq!(iris.get(EXPORTS).await.links_below(EXPORTS).is_empty(), status == 404, "{website}");
    }
}

/// Whoever is for some websites lost his files with a view of one of them, though he was for the same websites as before.
#[tokio::test]
async fn an_export_stays_with_whoever_asked_for_it_when_a_view_of_his_is_deleted_but_not_when_its_website_is_not_his_any_more() {
    let (_folder, shop, mut rosa) = attacked().await;
    grants(&mut rosa, "International Desk", &["Logging::magento_logging_events"]).await;
    let mut iris = shop.staff("iris").await;
    let file = exported(&shop, &mut iris, "", "jsonl").await;
    let view = rosa.get("/admin/stores").await.link_of("English (Japan)").unwrap();
    let delete = format!("{view}/delete");
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
    assert_eq!(iris.get(&file).await.status, 200);
    assert_eq!(iris.get(EXPORTS).await.links_below(EXPORTS), [file.as_str()]);
    let role = rosa.finds_role("International Desk").await;
    let at_home = store::FIRST_WEBSITE.to_string();
    assert_eq!(rosa.edits(&role, &role, &[("website", &*at_home), ("current_password", PASSWORD)]).await.status, 303);
    assert_eq!(iris.get(&file).await.status, 404);
}

/// Whoever lost it to another program after some silence took away the file that the other had made.
#[tokio::test]
async fn an_export_that_another_job_took_up_is_not_gone_until_it_is_deleted() {
    let (_folder, shop, mut rosa) = attacked().await;
    let asking = rosa.get(REPORT).await.form_of("Export").unwrap();
    assert_eq!(rosa.edits(REPORT, &asking, &[("format", "csv")]).await.status, 303);
    let (first, export) = shop.store.by(&job(shop.now())).next_export("first").await.unwrap().unwrap();
    assert!(shop.store.by(&job(shop.now())).goes_on(&first, 7).await.unwrap());
    let page = rosa.get(EXPORTS).await;
    assert!(page.shows(&format!("7 of {} events", export.total)) && page.form_of("Cancel").is_some(), "how far it is: {}", page.html);
    shop.advance(Duration::from_secs(11));
    let job = job(shop.now());
    let by = shop.store.by(&job);
    let (second, _) = by.next_export("second").await.unwrap().unwrap();
    assert!(!by.goes_on(&first, 1).await.unwrap() && !by.is_gone(&first).await.unwrap());
    assert_eq!(rosa.edits(EXPORTS, &format!("{EXPORTS}/{}/delete", export.id), &[]).await.status, 303);
    assert!(by.is_gone(&first).await.unwrap());
    assert!(!by.goes_on(&second, 8).await.unwrap(), "whoever is at it hears that it was cancelled");
}

#[tokio::test]
async fn what_is_taken_along_says_how_far_it_is_to_whoever_looks_again_and_is_not_made_once_it_is_cancelled() {
    let (_folder, shop, mut rosa) = attacked().await;
    let path = "/admin/system/export";
    assert_eq!(rosa.edits(path, path, &[("entity", "customer_composite")]).await.status, 303);
    let page = rosa.get(path).await;
    assert!(page.shows("Waiting") && page.html.matches("<time ").count() == 2, "moments are told as in other tables: {}", page.html);
    let job = job(shop.now());
    let by = shop.store.by(&job);
    let (hold, mut export) = by.next_transfer("first").await.unwrap().unwrap();
    for (total, told) in [(0, "7 so far"), (12, "7 of 12")] {
        (export.done, export.total) = (7, total);
        assert!(by.transfer_goes_on(&hold, &export).await.unwrap());
        for _ in 0..2 {
            let page = rosa.get(path).await;
            assert!(page.shows(told) && page.shows("data-fresh") && page.form_of("Cancel").is_some(), "{}", page.html);
        }
    }
    let page = rosa.get(path).await;
    let cancel = page.form_of("Cancel").unwrap();
    assert_eq!(rosa.sends(&page, &cancel, &[]).await.status, 303);
    assert!(!by.goes_on(&hold, 8).await.unwrap(), "whoever is at it hears that it was cancelled");
    shop.transfers().await;
    assert!(rosa.get(path).await.shows("You have asked for no file yet."));
}

#[tokio::test]
async fn somebody_keeps_ten_files_and_the_oldest_goes_for_the_next() {
    let (_folder, shop, mut rosa) = attacked().await;
    let asking = rosa.get(REPORT).await.form_of("Export").unwrap();
    let count = async |rosa: &mut Browser| rosa.get(EXPORTS).await.rows().into_iter().filter(|row| row.len() > 3).count();
    for _ in 0..10 {
        rosa.edits(REPORT, &asking, &[("format", "csv")]).await;
    }
    let full = rosa.edits(REPORT, &asking, &[("format", "csv")]).await;
    assert_eq!((full.status, count(&mut rosa).await), (303, 10), "none of them is over");
    shop.exports().await;
    rosa.edits(REPORT, &asking, &[("format", "csv")]).await;
    assert!(rosa.get(EXPORTS).await.shows("Waiting"));
    assert_eq!(count(&mut rosa).await, 10);
    assert_eq!(rosa.post(EXPORTS, &[("format", "exe")]).await.status, 400);
}

/// Whoever asked for them in as many tabs at once had two dozen, or was told that something had changed.
#[tokio::test]
async fn somebody_keeps_ten_files_however_many_he_asks_for_at_once() {
    let (_folder, _shop, mut rosa) = attacked().await;
    let page = rosa.get(REPORT).await;
    let asking = page.form_of("Export").unwrap();
    let mut tabs: Vec<Browser> = (0..16).map(|_| rosa.clone()).collect();
    let asked = join_all(tabs.iter_mut().map(|tab| tab.sends(&page, &asking, &[("format", "csv")]))).await;
    let statuses: Vec<u16> = asked.iter().map(|answer| answer.status).collect();
    assert!(statuses.contains(&303) && !statuses.contains(&409), "{statuses:?}");
    let files = rosa.get(EXPORTS).await.rows().into_iter().filter(|row| row.len() > 3).count();
    assert!((1..=10).contains(&files), "{files}");
}

/// Whoever shortened the lifetime failed all files that were being made: by that the days were due long before.
#[tokio::test]
async fn a_day_that_is_due_because_the_lifetime_was_shortened_waits_for_what_was_asked_for_before() {
    let (_folder, shop, _) = attacked().await;
    let (archive, config) = ("/admin/action-logs/archive", "/admin/config/system");
    shop.advance(Duration::from_secs(100 * 24 * 60 * 60));
    let mut rosa = shop.staff("rosa").await;
    let asking = rosa.get(REPORT).await.form_of("Export").unwrap();
    assert_eq!(rosa.edits(REPORT, &asking, &[("format", "csv")]).await.status, 303);
    assert_eq!(rosa.edits(config, config, &[("lifetime", "95"), ("lifetime-system", "")]).await.status, 303);
    shop.archives().await.unwrap();
    assert!(rosa.get(archive).await.rows().is_empty());
    shop.exports().await;
    let page = rosa.get(EXPORTS).await;
    assert_eq!(page.links_below(EXPORTS).len(), 1, "{}", page.html);
    shop.archives().await.unwrap();
    assert!(!rosa.get(archive).await.rows().is_empty(), "and no longer");
}

/// Whoever asked for one file after another kept all days out of the archive for as long as he went on.
#[tokio::test]
async fn days_that_are_due_wait_for_one_export_after_another_for_a_day_and_no_longer() {
    let (_folder, shop, _) = attacked().await;
    shop.advance(Duration::from_secs(500 * 24 * 60 * 60));
    for asked in 0..=5 {
        let mut rosa = shop.staff("rosa").await;
        let asking = rosa.get(REPORT).await.form_of("Export").unwrap();
        assert_eq!(rosa.edits(REPORT, &asking, &[("format", "csv")]).await.status, 303);
        shop.archives().await.unwrap();
        let waits = rosa.get("/admin/action-logs/archive").await.rows().is_empty();
        assert_eq!(waits, asked < 5, "after {} hours", asked * 5);
        shop.advance(Duration::from_secs(5 * 60 * 60));
    }
}
