//! The archive of the record: what is due goes into files that were read back, and comes back from them; the report, its paging, its search
//! and its counts go on as if nothing else had ever been there.

use actors::{Browser, Shop};
use domain::{
    audit::{Action, Recorded},
    stores::Language,
};
use server::{
    archive::{Broken, restore},
    jobs,
    settings::Settings,
};
use std::{collections::BTreeMap, time::Duration};
use store::StoreError;
use tempfile::TempDir;

const REPORT: &str = "/admin/action-logs/report";
const ARCHIVE: &str = "/admin/action-logs/archive";
const EXPORTS: &str = "/admin/action-logs/exports";
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The day on which tests begin. What the demo tells of was before.
const OPENED: &str = "2026-03-01";

/// A shop in which strangers came by on each of some days.
async fn old(days: u32) -> (TempDir, Shop) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    for day in 0..days {
        for n in 0..12 {
            shop.guest().post("/admin/login", &[("user_name", &format!("mallory{day}")), ("password", &n.to_string())]).await;
        }
        shop.advance(DAY);
    }
    shop.indexes().await;
    (folder, shop)
}

/// By the day of UTC, with their places; what the demo tells of the time before is left out.
fn by_day(events: &[Recorded]) -> BTreeMap<String, Vec<Recorded>> {
    events.iter().fold(BTreeMap::new(), |mut days, event| {
        let day = ui::format::utc_day(event.at).unwrap().0;
        if *day >= *OPENED {
            days.entry(day).or_insert_with(Vec::new).push(event.clone());
        }
        days
    })
}

/// The files of the archive, the newest first, but for those of the demo's past; and how many there are in all.
async fn files(rosa: &mut Browser) -> (Vec<String>, usize) {
    let page = rosa.get(ARCHIVE).await;
    assert!(page.link_of("Next").is_none(), "all of them are on a page: {}", page.html);
    let names: Vec<String> = page.rows().into_iter().filter_map(|row| row.into_iter().next()).collect();
    let all = names.len();
    (names.into_iter().filter(|name| **name >= *OPENED).collect(), all)
}

/// The entries of the report, from the first page to the last, and the count above them.
async fn report(rosa: &mut Browser, query: &str) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), Some(format!("{REPORT}?{query}")));
    while let Some(path) = next {
        let page = rosa.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.html);
        found.extend(page.rows().into_iter().filter(|row| row.len() > 6).map(|row| row.join("|")));
        next = page.link_of("Next");
    }
    found
}

#[tokio::test]
async fn what_is_due_goes_into_verified_files_then_from_the_store_and_comes_back_as_it_was() {
    let (_folder, shop) = old(3).await;
    let before = shop.record().await;
    let days: Vec<String> = by_day(&before).into_keys().collect();
    // The last of the three days is not older than the lifetime yet.
    shop.advance(DAY * 399);
    shop.archives().await.unwrap();
    let mut rosa = shop.staff("rosa").await;
    let expected: Vec<String> = days[..2].iter().rev().map(|day| format!("{day}.jsonl.gz")).collect();
    assert_eq!(files(&mut rosa).await.0, expected);
    let page = rosa.get(ARCHIVE).await;
    let kept: Vec<i64> = shop.record().await.iter().filter_map(|event| event.place).collect();
    let archived = before.len() - by_day(&before)[&days[2]].len();
    assert_eq!(kept[0], i64::try_from(archived + 1).unwrap(), "what is in the archive is read there");
    for indexed in [false, true] {
        if indexed {
            shop.indexes().await;
        }
        assert_eq!(report(&mut rosa, "username=mallory0").await.len(), 0, "indexed: {indexed}");
        assert_eq!(report(&mut rosa, "username=mallory2").await.len(), 12, "indexed: {indexed}");
        let all = report(&mut rosa, "").await.len();
        let page = rosa.get(REPORT).await;
        // What was told of the reading itself may have its place by now.
        assert!(all > 12 && (all..all + 4).any(|all| page.shows(&format!("{all} records"))), "{all}: {}", page.html);
    }
    assert_eq!(rosa.get(&format!("{REPORT}/1")).await.status, 404, "its page is not another event's");
    // The file holds the events as they were, and names the one before it.
    let path = page.links_below(ARCHIVE).into_iter().find(|link| link.contains(&days[1])).unwrap();
    let answer = rosa.get(&path).await;
    assert_eq!(answer.headers.get("content-type").unwrap(), "application/gzip");
    // It comes back, with its places, between what is gone and what was never.
    let restore = format!("{ARCHIVE}/{}/restore", days[0]);
    assert_eq!(rosa.edits(ARCHIVE, &restore, &[]).await.status, 303);
    shop.archives().await.unwrap();
    let now = shop.record().await;
    assert_eq!(by_day(&now)[&days[0]], by_day(&before)[&days[0]], "as it was");
    assert!(!by_day(&now).contains_key(&days[1]));
    for indexed in [false, true] {
        if indexed {
            shop.indexes().await;
        }
        assert_eq!(
            report(&mut rosa, "username=mallory0").await.len(),
            if indexed { 12 } else { 0 },
            "found by the index as soon as it knows"
        );
    }
    let record = shop.record().await.len();
    assert_eq!(report(&mut rosa, "").await.len(), record, "page by page over what is gone");
    // And goes again, when its time is over.
    shop.advance(DAY * 31);
    shop.archives().await.unwrap();
    shop.archives().await.unwrap();
    shop.indexes().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(report(&mut rosa, "username=mallory0").await.len(), 0);
    let told: Vec<Action> = shop.record().await.iter().map(|event| event.action).collect();
    for action in [Action::ActionLogsArchived, Action::ActionLogsRestored, Action::ActionLogsDownloaded] {
        assert!(told.contains(&action), "{action:?}");
    }
    crate::rows_held::tells_once(&shop, "what_is_due_goes_into_verified_files_then_from_the_store_and_comes_back_as_it_was").await;
}

#[tokio::test]
async fn nothing_goes_from_the_store_without_a_file_and_a_file_that_is_not_what_it_was_is_told_and_not_restored() {
    let (folder, shop) = old(2).await;
    let before = shop.record().await;
    shop.advance(DAY * 401);
    // A folder that cannot be written.
    let archive = folder.path().join("archive");
    std::fs::write(&archive, "in the way").unwrap();
    assert!(shop.archives().await.is_err());
    assert_eq!(shop.record().await, before);
    std::fs::remove_file(&archive).unwrap();
    shop.archives().await.unwrap();
    let days: Vec<String> = by_day(&before).into_keys().collect();
    let file = archive.join(format!("{}.jsonl.gz", days[0]));
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.edits(ARCHIVE, &format!("{ARCHIVE}/{}/restore", days[0]), &[]).await.status, 303);
    assert!(shop.archives().await.is_err());
    let page = rosa.get(ARCHIVE).await;
    assert!(page.shows("Damaged or missing") && page.shows(&format!("{}.jsonl.gz is the first", days[0])), "{}", page.html);
    assert!(page.form_of("Restore").is_some_and(|of| of.contains(&days[1])), "the other one can be");
    assert!(shop.record().await.iter().any(|event| event.action == Action::ArchiveBroken));
    // Put back from a backup, it is looked at again after a month, or by the command.
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    shop.advance(DAY * 31);
    shop.archives().await.unwrap();
    let page = shop.staff("rosa").await.get(ARCHIVE).await;
    assert!(!page.shows("Damaged or missing"), "{}", page.html);
}

/// What was archived while a file was made was missing from it, and nothing said so.
#[tokio::test]
async fn no_day_goes_into_the_archive_while_it_is_exported_unless_that_takes_too_long_and_what_lacks_it_then_has_failed() {
    let (_folder, shop) = old(2).await;
    let days: Vec<String> = by_day(&shop.record().await).into_keys().collect();
    // What the demo tells of is long due, and neither of the two days is yet.
    shop.advance(DAY * 398);
    shop.archives().await.unwrap();
    let is_there = async |day: &String| by_day(&shop.record().await).contains_key(day);
    let asks = async |query: &str| {
        let (mut rosa, page) = (shop.staff("rosa").await, format!("{REPORT}?{query}"));
        let asking = rosa.get(&page).await.form_of("Export").unwrap();
        assert_eq!(rosa.edits(&page, &asking, &[("format", "jsonl")]).await.status, 303);
    };
    // The first is due for an hour, and is asked for since three.
    shop.advance(HOUR * 10);
    asks("").await;
    shop.advance(HOUR * 3);
    shop.archives().await.unwrap();
    assert!(is_there(&days[0]).await, "it waits for whoever is to have it in his file");
    shop.exports().await;
    let mut rosa = shop.staff("rosa").await;
    let file = rosa.get(EXPORTS).await.links_below(EXPORTS).into_iter().next().unwrap();
    let lines = rosa.get(&file).await.html;
    assert_eq!(lines.lines().filter_map(backoffice::audit::line::read).filter(|event| event.object_name() == "mallory0").count(), 12);
    shop.archives().await.unwrap();
    assert!(!is_there(&days[0]).await && is_there(&days[1]).await, "and no longer");
    shop.advance(HOUR * 19);
    asks("username=mallory1").await;
    let (hold, export) = shop.store.by(&jobs::job(shop.now())).next_export("slow").await.unwrap().unwrap();
    asks("username=mallory1").await;
    shop.advance(HOUR * 11);
    let job = jobs::job(shop.now());
    let by = shop.store.by(&job);
    assert!(by.goes_on(&hold, 1).await.unwrap());
    shop.archives().await.unwrap();
    assert!(!is_there(&days[1]).await, "nobody has made the file within eleven hours");
    assert!(!by.goes_on(&hold, 2).await.unwrap() && !by.end_export(&hold, &export).await.unwrap(), "whoever is at it hears of it");
    shop.exports().await;
    let page = shop.staff("rosa").await.get(EXPORTS).await;
    let failed = page.rows().into_iter().filter(|row| row.iter().any(|cell| cell.contains("It could not be made"))).count();
    assert_eq!((failed, page.links_below(EXPORTS).len()), (2, 1), "{}", page.html);
}

/// What was brought back and is to go again waits for exports as well.
#[tokio::test]
async fn a_day_that_was_brought_back_does_not_go_again_while_it_is_exported() {
    let (_folder, shop) = old(1).await;
    let day = by_day(&shop.record().await).into_keys().next().unwrap();
    shop.advance(DAY * 401);
    shop.archives().await.unwrap();
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.edits(ARCHIVE, &format!("{ARCHIVE}/{day}/restore"), &[]).await.status, 303);
    shop.archives().await.unwrap();
    let is_there = async || by_day(&shop.record().await).contains_key(&day);
    shop.advance(DAY * 30 - HOUR);
    let mut rosa = shop.staff("rosa").await;
    let asking = rosa.get(REPORT).await.form_of("Export").unwrap();
    assert_eq!(rosa.edits(REPORT, &asking, &[("format", "csv")]).await.status, 303);
    shop.advance(HOUR * 2);
    shop.archives().await.unwrap();
    assert!(is_there().await, "its file is to have it");
    shop.exports().await;
    shop.archives().await.unwrap();
    assert!(!is_there().await);
}

/// Its time was over, and its events went, though nothing else had them any more.
#[tokio::test]
async fn what_was_brought_back_goes_again_only_if_its_file_is_still_what_it_was() {
    let (folder, shop) = old(2).await;
    let before = shop.record().await;
    shop.advance(DAY * 401);
    shop.archives().await.unwrap();
    let day = by_day(&before).into_keys().next().unwrap();
    let mut rosa = shop.staff("rosa").await;
    // Also while it is to be read again.
    assert_eq!(rosa.edits(ARCHIVE, &format!("{ARCHIVE}/verify"), &[]).await.status, 303);
    let restore = format!("{ARCHIVE}/{day}/restore");
    assert_eq!(rosa.edits(ARCHIVE, &restore, &[]).await.status, 303);
    shop.archives().await.unwrap();
    let is_there = async || by_day(&shop.record().await).get(&day) == by_day(&before).get(&day);
    assert!(is_there().await);
    let file = folder.path().join("archive").join(format!("{day}.jsonl.gz"));
    let bytes = std::fs::read(&file).unwrap();
    // It cannot even be read.
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    shop.advance(DAY * 31);
    for _ in 0..2 {
        shop.archives().await.unwrap();
        assert!(is_there().await, "the store alone has them");
    }
    assert!(shop.staff("rosa").await.get(ARCHIVE).await.shows("Damaged or missing"));
    std::fs::remove_dir(&file).unwrap();
    std::fs::write(&file, bytes).unwrap();
    shop.archives().await.unwrap();
    assert!(!by_day(&shop.record().await).contains_key(&day));
}

#[tokio::test]
async fn all_files_are_read_again_when_somebody_says_so_and_none_any_more_when_he_cancels() {
    let (folder, shop) = old(2).await;
    shop.advance(DAY * 401);
    shop.archives().await.unwrap();
    let mut rosa = shop.staff("rosa").await;
    let (names, all) = files(&mut rosa).await;
    std::fs::write(folder.path().join("archive").join(&names[0]), "this is none").unwrap();
    let [verify, cancel] = ["verify", "cancel"].map(|act| format!("{ARCHIVE}/{act}"));
    assert_eq!(rosa.edits(ARCHIVE, &verify, &[]).await.status, 303);
    // How far it is stands with the files: whoever looks again, or another time, finds it.
    let page = shop.staff("rosa").await.get(ARCHIVE).await;
    assert!(
        page.shows(&format!("Verified 0 of {all} files")) && page.shows("Is to be verified") && page.html.contains("data-fresh"),
        "{}",
        page.html
    );
    assert_eq!(rosa.edits(ARCHIVE, &cancel, &[]).await.status, 303);
    shop.archives().await.unwrap();
    assert!(rosa.get(ARCHIVE).await.shows(&format!("Files: {all}; damaged or missing: 0")), "nobody looked");
    assert_eq!(rosa.edits(ARCHIVE, &verify, &[]).await.status, 303);
    shop.archives().await.unwrap();
    let page = rosa.get(ARCHIVE).await;
    assert!(page.shows(&format!("Files: {all}; damaged or missing: 1")) && page.shows("Damaged or missing, found"), "{}", page.html);
    assert!(page.form_of("Verify All").is_some() && !page.html.contains("data-fresh"), "it is over: {}", page.html);
    let told: Vec<Action> = shop.record().await.iter().map(|event| event.action).collect();
    let times = |action| told.iter().filter(|told| **told == action).count();
    assert_eq!((times(Action::ActionLogsVerified), times(Action::ActionLogsVerifyCanceled), times(Action::ArchiveBroken)), (2, 1, 1));
    crate::rows_held::tells_once(&shop, "all_files_are_read_again_when_somebody_says_so_and_none_any_more_when_he_cancels").await;
}

#[tokio::test]
async fn a_day_that_is_being_restored_is_canceled_and_what_has_come_of_it_goes_again() {
    let (_folder, shop) = old(2).await;
    let before = by_day(&shop.record().await);
    shop.advance(DAY * 401);
    shop.archives().await.unwrap();
    let mut rosa = shop.staff("rosa").await;
    let (day, events) = before.first_key_value().unwrap();
    let (asking, cancel) = (format!("{ARCHIVE}/{day}/restore"), format!("{ARCHIVE}/cancel"));
    let all = ui::format::number(Language::En, i64::try_from(events.len()).unwrap());
    assert_eq!(rosa.edits(ARCHIVE, &asking, &[]).await.status, 303);
    let page = rosa.get(ARCHIVE).await;
    assert!(page.shows(&format!("Restored 0 of {all} events")) && page.form_of("Cancel").is_some(), "{}", page.html);
    let job = jobs::job(shop.now());
    let by = shop.store.by(&job);
    let archived = by.archived().await.unwrap().into_iter().find(|archived| archived.day == *day).unwrap();
    by.put_back(&events[..5]).await.unwrap();
    by.is_back(&archived, 5).await.unwrap();
    // How far it is stands with the file: whoever looks again, or another time, finds it.
    let again = shop.staff("rosa").await.get(ARCHIVE).await;
    assert!(again.shows(&format!("Restored 5 of {all} events")) && again.html.contains("data-fresh"), "{}", again.html);
    // What is sent twice is done once.
    for _ in 0..2 {
        assert_eq!(rosa.sends(&page, &cancel, &[("day", day)]).await.status, 303);
    }
    assert!(rosa.get(ARCHIVE).await.shows("Restoring the day was canceled."));
    // Whoever is at it hears of it before the next part.
    let rest = restore(&shop.store, &job, &shop.app.settings.data, &archived).await;
    assert!(matches!(rest, Err(Broken::Store(StoreError::Stale))), "{rest:?}");
    shop.archives().await.unwrap();
    assert!(!by_day(&shop.record().await).contains_key(day));
    // And it can be asked for once more, from the beginning.
    assert_eq!(rosa.edits(ARCHIVE, &asking, &[]).await.status, 303);
    assert!(rosa.get(ARCHIVE).await.shows(&format!("Restored 0 of {all} events")));
    shop.archives().await.unwrap();
    assert!(!rosa.get(ARCHIVE).await.html.contains("data-fresh"), "it is over");
    assert_eq!(by_day(&shop.record().await)[day], *events, "as it was");
    let told: Vec<Action> = shop.record().await.iter().map(|event| event.action).collect();
    let times = |action| told.iter().filter(|told| **told == action).count();
    assert_eq!((times(Action::ActionLogsRestored), times(Action::ActionLogsRestoreCanceled)), (2, 1));
    crate::rows_held::tells_once(&shop, "a_day_that_is_being_restored_is_canceled_and_what_has_come_of_it_goes_again").await;
}

#[tokio::test]
async fn a_program_that_stops_waits_for_no_day_that_comes_back_and_the_next_brings_all_of_it() {
    let (_folder, shop) = old(1).await;
    let (day, events) = by_day(&shop.record().await).into_iter().next().unwrap();
    shop.advance(DAY * 402);
    shop.archives().await.unwrap();
    let mut rosa = shop.staff("rosa").await;
    assert_eq!(rosa.edits(ARCHIVE, &format!("{ARCHIVE}/{day}/restore"), &[]).await.status, 303);
    let (tell, stop) = tokio::sync::watch::channel(false);
    let mut round = std::pin::pin!(jobs::archive::round(&shop.app, false, &stop));
    tokio::select! {
        biased;
        _ = &mut round => panic!("it was done at once"),
        () = tokio::task::yield_now() => {}
    }
    tell.send(true).unwrap();
    round.await.unwrap();
    let page = rosa.get(ARCHIVE).await;
    assert!(page.shows("Restored 0 of ") && page.form_of("Cancel").is_some(), "{}", page.html);
    shop.archives().await.unwrap();
    assert_eq!(by_day(&shop.record().await)[&day], events, "as it was");
}

#[tokio::test]
async fn the_archive_is_for_its_right_and_for_whoever_is_for_all_websites_and_its_days_are_days() {
    let (_folder, shop) = old(1).await;
    shop.advance(DAY * 402);
    shop.archives().await.unwrap();
    for path in [ARCHIVE, "/admin/action-logs/archive/2026-03-01/file"] {
        assert_eq!(shop.staff("kim").await.get(path).await.status, 403, "{path}");
    }
    let mut rosa = shop.staff("rosa").await;
    for day in ["2026-03-02", "..%2F..%2Fsecret", "2026-3-1", "%00"] {
        assert_eq!(rosa.get(&format!("{ARCHIVE}/{day}/file")).await.status, 404, "{day}");
    }
    rosa.get(ARCHIVE).await;
    assert_eq!(rosa.post(&format!("{ARCHIVE}/2026-03-02/restore"), &[]).await.status, 404);
    assert_eq!(rosa.get(&format!("{ARCHIVE}?date-from=2026-03-02")).await.rows().len(), 0, "narrowed by its day");
    assert_eq!(rosa.get(&format!("{ARCHIVE}?file=2026-03")).await.rows().len(), 1);
}

#[tokio::test]
async fn the_lifetime_is_a_setting_that_does_something() {
    let (_folder, shop) = old(1).await;
    let mut rosa = shop.staff("rosa").await;
    let page = "/admin/config/system";
    let saves = async |rosa: &mut Browser, days: &str| rosa.edits(page, page, &[("lifetime", days), ("lifetime-system", "")]).await.status;
    assert_eq!(saves(&mut rosa, "30").await, 422, "PCI DSS wants three months at hand");
    shop.advance(DAY * 100);
    let mut rosa = shop.staff("rosa").await;
    shop.archives().await.unwrap();
    assert_eq!(files(&mut rosa).await, (Vec::new(), 0));
    assert_eq!(saves(&mut rosa, "95").await, 303);
    shop.archives().await.unwrap();
    assert_eq!(files(&mut rosa).await.0.len(), 2, "both days on which something happened");
}
