//! The log, as it happens: nothing is lost and nothing told twice, and it ends with the right to it.

use actors::{Browser, Followed, Shop};
use std::time::Duration;
use ui::live::Batch;

const LOG: &str = "/admin/login-as-customer-log";
const LIVE: &str = "/admin/login-as-customer-log/live";
const COLUMNS: &str = "columns=logged_in,admin_name,customer,ended,how";

async fn nadia(shop: &Shop) -> (Browser, i64) {
    let mut nadia = shop.staff("nadia").await;
    shop.tells().await;
    let page = nadia.get(LOG).await;
    let place = page.html.split("data-place=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().parse().unwrap();
    (nadia, place)
}

async fn next(followed: &mut Followed) -> (i64, Batch) {
    let (place, data) = tokio::time::timeout(Duration::from_secs(5), followed.next()).await.unwrap().unwrap();
    let batch: Batch = serde_json::from_str(&data).unwrap_or_else(|error| panic!("{error}: {data}"));
    assert_eq!(place, Some(batch.place));
    (batch.place, batch)
}

/// The only reader of a quiet shop missed what happened just after his page was made, until something else did.
#[tokio::test]
async fn the_first_who_follows_misses_nothing_while_nobody_reads_for_him_yet() {
    let shop = Shop::open().await;
    let (nadia, place) = nadia(&shop).await;
    let mut followed = nadia.follows(&format!("{LIVE}?{COLUMNS}&place={place}"), None).await;
    // He has read, and found nothing; it happens before the program tells for the first time.
    assert!(tokio::time::timeout(Duration::from_millis(50), followed.next()).await.is_err());
    shop.staff("theo").await.logs_in_as("ada").await;
    shop.tells().await;
    until(&mut followed, &["theo", "Ada Brandt", "Live"]).await;
}

#[tokio::test]
async fn nothing_is_followed_while_the_feature_is_off_nor_by_a_page_of_somebody_else() {
    let shop = Shop::open().await;
    let (mut nadia, place) = nadia(&shop).await;
    let other = shop.staff("kim").await.identity("/admin").to_owned();
    let answer = nadia.get(&format!("{LIVE}?place={place}&once=1&for={other}")).await;
    assert_eq!(answer.problem().kind, ui::call::ProblemKind::IdentityChanged);
    let mut kim = shop.staff("kim").await;
    let of_nadia = nadia.identity("/admin").to_owned();
    assert_eq!(kim.get(&format!("{LIVE}?place={place}&once=1&for={of_nadia}")).await.status, 409);
    let refused = shop.record().await.into_iter().filter(|e| e.action == domain::audit::Action::AccessDenied).count();
    assert_eq!(refused, 0, "she did nothing");
    shop.staff("rosa").await.switches_the_feature(false).await;
    assert_eq!(nadia.get(&format!("{LIVE}?place={place}&once=1")).await.status, 404);
}

/// Takes batches until one tells of a row whose texts are like this.
async fn until(followed: &mut Followed, texts: &[&str]) -> (i64, ui::live::Row) {
    loop {
        let (place, batch) = next(followed).await;
        let is_it = |row: &ui::live::Row| texts.iter().all(|text| row.cells.iter().any(|cell| cell.text == *text));
        if let Some(row) = batch.rows.into_iter().find(is_it) {
            return (place, row);
        }
    }
}

#[tokio::test]
async fn what_happens_in_the_log_is_told_to_whoever_follows_it() {
    let shop = Shop::open().await;
    let (nadia, place) = nadia(&shop).await;
    let mut followed = nadia.follows(&format!("{LIVE}?{COLUMNS}&place={place}"), None).await;
    assert_eq!((followed.status, followed.headers["content-type"].to_str().unwrap()), (200, "text/event-stream"));
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    shop.tells().await;
    let (begun, row) = until(&mut followed, &["theo", "Ada Brandt", "Live"]).await;
    assert_eq!(row.cells.len(), 5, "the columns that its page has");
    assert_eq!(row.cells[0].href.as_deref(), Some(&*format!("{LOG}/{}", row.key)));
    visit.post("/assistance/close", &[]).await;
    shop.tells().await;
    let (ended, now) = until(&mut followed, &["theo", "Closed"]).await;
    assert!(ended > begun && now.key == row.key, "the same row, as it stands by now");
}

#[tokio::test]
async fn whoever_was_away_hears_all_that_he_missed_once() {
    let shop = Shop::open().await;
    let (nadia, place) = nadia(&shop).await;
    let url = format!("{LIVE}?{COLUMNS}&place={place}");
    for name in ["ada", "elif", "greta"] {
        shop.staff("theo").await.logs_in_as(name).await;
    }
    shop.tells().await;
    // By a number of its own, as a browser that connects again; by the address, as a page; and at once, as a tab that comes back.
    let mut again = nadia.follows(&url, Some(place)).await;
    let (last, row) = until(&mut again, &["theo", "Live"]).await;
    let once = nadia.clone().get(&format!("{url}&once=1")).await;
    let missed: Vec<Batch> = serde_json::from_value(once.json()).unwrap();
    assert_eq!(missed.last().map(|batch| batch.place), Some(last));
    let keys: Vec<&str> = missed.iter().flat_map(|b| &b.rows).map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), 3, "each of them once: {missed:?}");
    assert!(keys.contains(&row.key.as_str()));
    let nothing = nadia.clone().get(&format!("{LIVE}?{COLUMNS}&place={last}&once=1")).await;
    assert_eq!(nothing.html, "[]");
    // Whoever heard all of it hears no more of it, but what comes.
    let mut caught_up = nadia.follows(&url, Some(last)).await;
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    shop.tells().await;
    let (place, batch) = next(&mut caught_up).await;
    assert!(place > last && batch.rows.iter().all(|row| !keys.contains(&row.key.as_str())), "{batch:?}");
}

/// Two programs over one database: each tells of what the other wrote, for it follows the sequence and not only itself.
#[tokio::test]
async fn what_another_instance_wrote_is_told_once_and_whoever_changes_over_to_it_goes_on_where_he_was() {
    let shop = Shop::open().await;
    let other = shop.beside().await;
    let (nadia, place) = nadia(&shop).await;
    let mut followed = nadia.follows(&format!("{LIVE}?{COLUMNS}&place={place}"), None).await;
    other.staff("theo").await.logs_in_as("ada").await;
    other.tells().await;
    shop.tells().await;
    let (heard, _) = until(&mut followed, &["theo", "Ada Brandt", "Live"]).await;
    shop.staff("rosa").await.logs_in_as("elif").await;
    shop.tells().await;
    until(&mut followed, &["rosa", "Live"]).await;
    // The first program stops; the line is taken up at the other, with the number of what was heard last.
    drop(followed);
    let mut there = other.guest();
    there.cookies.clone_from(&nadia.cookies);
    let mut followed = there.follows(&format!("{LIVE}?{COLUMNS}&place={place}"), Some(heard)).await;
    let (_, batch) = next(&mut followed).await;
    let told: Vec<&str> = batch.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
    assert!(batch.after == heard && told.contains(&"rosa") && !told.contains(&"Ada Brandt"), "{batch:?}");
}

#[tokio::test]
async fn what_is_missed_is_narrowed_as_the_page_is_and_what_is_not_wanted_any_more_is_gone() {
    let shop = Shop::open().await;
    let (nadia, place) = nadia(&shop).await;
    let missed = async |filter: &str| -> (Vec<ui::live::Row>, Vec<String>) {
        let answer = nadia.clone().get(&format!("{LIVE}?{COLUMNS}&{filter}&place={place}&once=1")).await;
        let batches: Vec<Batch> = serde_json::from_value(answer.json()).unwrap();
        batches.into_iter().fold((Vec::new(), Vec::new()), |(mut rows, mut gone), batch| {
            rows.extend(batch.rows);
            gone.extend(batch.gone);
            (rows, gone)
        })
    };
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    shop.staff("rosa").await.logs_in_as("elif").await;
    shop.tells().await;
    let (all, _) = missed("").await;
    assert_eq!(all.len(), 2);
    let (rows, gone) = missed("customer=ada").await;
    assert_eq!((rows.len(), gone.len()), (1, 1));
    let (live, _) = missed("how=live&admin_name=theo").await;
    assert_eq!(live, rows);
    visit.post("/assistance/close", &[]).await;
    shop.tells().await;
    let (rows, gone) = missed("how=live&admin_name=theo").await;
    assert!(rows.is_empty() && gone.contains(&live[0].key), "{rows:?} {gone:?}");
    assert_eq!(nadia.clone().get(&format!("{LIVE}?how=nonsense&place={place}&once=1")).await.status, 400);
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_told_beside_its_field_and_the_others_are_kept() {
    let shop = Shop::open().await;
    let mut nadia = shop.staff("nadia").await;
    let page = nadia.get(&format!("{LOG}?customer=ada&how=nonsense&logged_in-from=yesterday")).await;
    assert_eq!(page.status, 400);
    for told in ["A filter cannot be read, so nothing is shown.", "This is no date.", "Please choose one of the options.", "value=\"ada\""]
    {
        assert!(page.html.contains(told), "{told}: {}", page.html);
    }
    assert!(page.html.contains("id=\"how-flaw\"") && page.html.contains("id=\"logged_in-from-flaw\""), "{}", page.html);
    assert_eq!(nadia.get(&format!("{LOG}?how=nonsense&export=csv")).await.status, 400);
}

#[tokio::test]
async fn what_is_done_in_a_visit_is_told_on_its_own_page_the_newest_first() {
    let shop = Shop::open().await;
    let (mut nadia, _) = nadia(&shop).await;
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    shop.tells().await;
    let page = nadia.get(LOG).await.link_below(LOG).unwrap();
    let place = nadia.get(&page).await.html.split("data-place=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    shop.advance(Duration::from_secs(1));
    visit.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    shop.tells().await;
    let answer = nadia.get(&format!("{page}/live?place={place}&once=1")).await;
    let batches: Vec<Batch> = serde_json::from_value(answer.json()).unwrap();
    let rows = &batches.last().unwrap().rows;
    assert!(rows.windows(2).all(|two| two[0].key > two[1].key), "{rows:?}");
    assert!(rows[0].cells[3].text.contains('2'), "{rows:?}");
    let mut kim = shop.staff("kim").await;
    assert_eq!(kim.get(&format!("{page}/live?place={place}&once=1")).await.status, 403);
    assert_eq!(nadia.get(&format!("{LOG}/{}/live?place={place}&once=1", "0".repeat(32))).await.status, 404);
}

#[tokio::test]
async fn a_narrowed_log_has_pages_both_ways_and_each_visit_on_one_of_them() {
    let shop = Shop::open().await;
    for n in 0..50 {
        shop.staff(if n % 2 == 0 { "theo" } else { "rosa" }).await.logs_in_as("ada").await;
        shop.advance(Duration::from_secs(1));
    }
    let mut nadia = shop.staff("nadia").await;
    let (mut seen, mut pages) = (Vec::new(), Vec::new());
    let mut next = Some(format!("{LOG}?admin_name=theo"));
    while let Some(path) = next {
        let page = nadia.get(&path).await;
        seen.extend(page.links_below(LOG));
        pages.push(page.links_below(LOG));
        next = page.link_of("Next");
        if next.is_none() {
            let back = nadia.get(&page.link_of("Previous").unwrap()).await;
            assert_eq!(back.links_below(LOG), pages[pages.len() - 2]);
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), pages.len()), (25, 2));
    let none = nadia.get(&format!("{LOG}?logged_in-to=2001-01-01")).await;
    assert!(none.shows("couldn't find any records") || none.shows("couldn&#39;t find any records"));
}

#[tokio::test]
async fn a_stream_ends_with_the_right_to_it_and_with_the_session() {
    let shop = Shop::open().await;
    for is_right in [true, false] {
        let (mut nadia, place) = nadia(&shop).await;
        let mut followed = nadia.follows(&format!("{LIVE}?{COLUMNS}&place={place}"), None).await;
        if is_right {
            let mut rosa = shop.staff("rosa").await;
            let (user, role) = (rosa.finds_user("nadia").await, rosa.finds_role("Support").await);
            let role = role.rsplit('/').next().unwrap().to_owned();
            let before = rosa.get(&user).await;
            let form = [("role", role.as_str()), ("current_password", server::demo::PASSWORD)];
            assert_eq!(rosa.sends(&before, &user, &form).await.status, 303);
            shop.staff("theo").await.logs_in_as("ada").await;
            shop.tells().await;
            assert_eq!(followed.next().await, Some((None, "over".to_owned())));
            let old = before.form(&user).unwrap().into_iter().find(|(name, _)| name == "role").unwrap().1;
            let form = [("role", old.as_str()), ("current_password", server::demo::PASSWORD)];
            assert_eq!(rosa.edits(&user, &user, &form).await.status, 303);
        } else {
            nadia.edits("/admin", "/admin/logout", &[]).await;
            shop.staff("theo").await.logs_in_as("ada").await;
            shop.tells().await;
            assert_eq!(followed.next().await, Some((None, "over".to_owned())), "nothing is told any more");
        }
        assert_eq!(followed.next().await, None);
    }
}

#[tokio::test]
async fn a_stream_ends_when_the_role_of_whoever_follows_it_loses_the_right_to_it() {
    let shop = Shop::open().await;
    let ((nadia, place), mut rosa) = (nadia(&shop).await, shop.staff("rosa").await);
    let mut followed = nadia.follows(&format!("{LIVE}?{COLUMNS}&place={place}"), None).await;
    let role = rosa.finds_role("Auditors").await;
    let less = [("resource", "Customer::manage"), ("current_password", server::demo::PASSWORD)];
    assert_eq!(rosa.edits(&role, &role, &less).await.status, 303);
    shop.staff("theo").await.logs_in_as("ada").await;
    shop.tells().await;
    assert_eq!(followed.next().await, Some((None, "over".to_owned())), "nothing is told any more");
}

#[tokio::test]
async fn who_follows_is_not_at_work_by_that() {
    let shop = Shop::open().await;
    let (nadia, place) = nadia(&shop).await;
    let url = format!("{LIVE}?{COLUMNS}&place={place}&once=1");
    for _ in 0..3 {
        shop.advance(Duration::from_secs(12 * 60));
        let status = nadia.clone().get(&url).await.status;
        assert!([200, 401].contains(&status), "{status}");
    }
    assert_eq!(nadia.clone().get(&url).await.status, 401, "half an hour without a request of his own, and the session is over");
}

#[tokio::test]
async fn who_is_too_far_behind_reloads() {
    let shop = Shop::open().await;
    let (mut nadia, _) = nadia(&shop).await;
    let problem = nadia.get(&format!("{LIVE}?place=-100000&once=1")).await.problem();
    assert_eq!(problem.status, 409);
    assert_eq!(nadia.get(&format!("{LIVE}?place=999999&once=1")).await.problem().status, 409, "of another store");
    assert_eq!(nadia.get(&format!("{LIVE}?place=nonsense&once=1")).await.problem().status, 400);
}

#[tokio::test]
async fn nobody_holds_more_streams_than_a_few() {
    let shop = Shop::open().await;
    let (nadia, place) = nadia(&shop).await;
    let url = format!("{LIVE}?{COLUMNS}&place={place}");
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(nadia.follows(&url, None).await);
    }
    assert!(held.iter().all(|followed| followed.status == 200));
    assert_eq!(nadia.follows(&url, None).await.status, 503);
    assert_eq!(shop.staff("rosa").await.follows(&url, None).await.status, 200, "others are not kept out");
    held.pop();
    assert_eq!(nadia.follows(&url, None).await.status, 200, "what has ended counts no more");
}
