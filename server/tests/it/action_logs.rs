//! System > Action Logs > Report: what is in it, what it is narrowed by, how it goes on, and who sees it.

use actors::{Answer, Browser, Shop};
use domain::audit::{Action, Group, Recorded};
use std::{collections::BTreeSet, time::Duration};

const REPORT: &str = "/admin/action-logs/report";
const LIVE: &str = "/admin/action-logs/report/live";
/// The moment at which shops of trials stand: 2026-03-01T12:00:00Z.
const NOON: i64 = 1_772_366_400_000;

/// A shop in which something of each kind happened: in a visit, refused, changed, bought.
async fn lively() -> (Shop, Browser) {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    theo.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    shop.staff("kim").await.get("/admin/users").await;
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "15")]).await.status, 303);
    let mut ben = shop.customer("ben").await;
    let consent = "/customer/account/assistance";
    assert_eq!(ben.edits(consent, consent, &[("assistance_allowed", "1")]).await.status, 303);
    (shop, rosa)
}

/// The texts of a column, from the first page to the last.
async fn all(browser: &mut Browser, query: &str, column: usize) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), Some(format!("{REPORT}?{query}")));
    while let Some(path) = next {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.html);
        found.extend(page.rows().into_iter().filter_map(|row| row.get(column).cloned()));
        next = page.link_of("Next");
    }
    found
}

/// The rows of the report: those of the chart's table have fewer columns.
fn events(page: &Answer) -> Vec<Vec<String>> {
    page.rows().into_iter().filter(|row| row.len() > NAME).collect()
}

/// What the record says, newest first, of these events.
async fn said(shop: &Shop, is_wanted: impl Fn(&Recorded) -> bool) -> Vec<String> {
    let mut record = shop.record().await;
    record.reverse();
    record.into_iter().filter(is_wanted).map(|event| event.action.code().to_owned()).collect()
}

/// Where the column of the full action name stands.
const NAME: usize = 6;

#[tokio::test]
async fn each_filter_of_the_report_finds_what_a_look_at_the_whole_record_finds_with_the_index_and_without() {
    let (shop, mut rosa) = lively().await;
    type Is = fn(&Recorded) -> bool;
    let cases: [(&str, Is); 20] = [
        ("group=login_as_customer", |e| e.action.code().starts_with("assistance.")),
        ("action=cart.changed", |e| e.action == Action::CartChanged),
        ("username=theo", |e| e.actor.name() == "theo"),
        ("result=failure", |e| e.action.is_failure()),
        ("result=success&username=rosa", |e| !e.action.is_failure() && e.actor.name() == "rosa"),
        ("full_action_name=product.changed", |e| e.action == Action::ProductChanged),
        ("full_action_name=consent", |e| e.action.code().starts_with("consent.")),
        ("full_action_name=assistance&group=login_as_customer", |e| e.action.code().starts_with("assistance.")),
        ("details=harbour", |e| e.object_name().contains("Harbour")),
        ("customer=ada&action=cart.changed", |e| e.action == Action::CartChanged),
        ("q=15.00", |e| e.action == Action::ProductChanged),
        ("time-from=2026-03-01&time-to=2026-03-01&username=theo", |e| e.actor.name() == "theo"),
        ("hour=2026-03-01T12:00:00Z&full_action_name=consent", |e| e.action.code().starts_with("consent.") && e.at.millis() == NOON),
        ("group=customers&result=success&hour=2026-03-01T12:00:00Z", |e| {
            e.action.group() == Group::Customers && !e.action.is_failure() && e.at.millis() == NOON
        }),
        ("time-from=2026-03-02&username=theo", |_| false),
        ("hour=2026-03-01T13:00:00Z", |_| false),
        ("username=nobody", |_| false),
        ("full_action_name=assistance&action=cart.changed", |_| false),
        ("full_action_name=assistance&group=shopping_cart_management", |_| false),
        ("q=%3F%21", |_| false),
    ];
    let finds_nothing = |query: &str| cases[14..].iter().any(|(nothing, _)| *nothing == query);
    for indexed in [false, true] {
        if indexed {
            shop.indexes().await;
        }
        for (query, is_wanted) in cases {
            // Looking is told in the record as well.
            let by_hand = |e: &Recorded| is_wanted(e) && e.action != Action::ActionLogsViewed;
            let expected = said(&shop, by_hand).await;
            let mut found = all(&mut rosa, query, NAME).await;
            found.retain(|name| name != "action_logs.viewed");
            assert_eq!(found, expected, "{query}, indexed: {indexed}");
            assert_eq!(expected.is_empty(), finds_nothing(query), "{query} finds something");
        }
    }
}

#[tokio::test]
async fn the_report_is_paged_both_ways_and_a_cursor_that_is_none_is_refused() {
    let (shop, mut rosa) = lively().await;
    for n in 0..50 {
        shop.guest().post("/admin/login", &[("user_name", "mallory"), ("password", &n.to_string())]).await;
    }
    shop.record().await;
    for (indexed, query) in [(false, "username=mallory"), (true, "username=mallory"), (true, "")] {
        if indexed {
            shop.indexes().await;
        }
        let first = rosa.get(&format!("{REPORT}?{query}")).await;
        let second = rosa.get(&first.link_of("Next").unwrap()).await;
        let third = rosa.get(&second.link_of("Next").unwrap()).await;
        let back = rosa.get(&third.link_of("Previous").unwrap()).await;
        assert_eq!((events(&back), events(&first).len()), (events(&second), 20), "{query}");
        assert!(back.link_of("Previous").is_some());
    }
    assert_eq!(rosa.get(&format!("{REPORT}?after=zzz")).await.status, 400);
    assert_eq!(rosa.get(&format!("{REPORT}?group=nothing")).await.status, 400, "what is unread is said");
}

#[tokio::test]
async fn an_event_tells_who_did_what_for_whom_in_which_visit_with_what_was_and_what_is() {
    let (shop, mut rosa) = lively().await;
    shop.record().await;
    let event = |page: &Answer| page.links_below(REPORT).into_iter().next().unwrap();
    let page = rosa.get(&format!("{REPORT}?action=cart.changed")).await;
    let told = rosa.get(&event(&page)).await;
    for text in ["Log Entry #", "theo", "Ada Brandt", "Value Before Change", "Value After Change", "cart.changed", "In the same session"] {
        assert!(told.shows(text), "{text}: {}", told.html);
    }
    for path in ["/admin/login-as-customer-log/", "/admin/catalog/products/"] {
        assert!(told.html.contains(&format!("href=\"{path}")), "it is still there: {path}");
    }
    let page = rosa.get(&format!("{REPORT}?action=config.changed")).await;
    // What was set in one moment stands in no order.
    let mut leads = false;
    for path in page.links_below(REPORT) {
        let told = rosa.get(&path).await;
        leads |= told.html.contains("href=\"/admin/config/login_as_customer\"") && told.shows("Login as Customer (Default Config)");
    }
    assert!(leads, "the configuration by its section, as people call it");
    // What is gone has its name and leads nowhere.
    let kim = rosa.finds_customer("ben").await;
    let delete = format!("{kim}/delete");
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
    shop.record().await;
    let page = rosa.get(&format!("{REPORT}?action=customer.deleted")).await;
    let told = rosa.get(&event(&page)).await;
    assert!(told.shows("ben@example.com") && told.shows("no longer there") && !told.html.contains(&kim), "{}", told.html);
    assert_eq!(rosa.get(&format!("{REPORT}/99999999")).await.status, 404);
}

#[tokio::test]
async fn beside_what_the_program_did_by_itself_nothing_else_is_said_to_be_of_the_same_request() {
    let (shop, mut rosa) = lively().await;
    // Nobody does anything in the visit: it ends by itself, and others have before.
    for name in ["theo", "rosa"] {
        shop.staff(name).await.logs_in_as("ada").await;
    }
    shop.advance(Duration::from_secs(24 * 60 * 60));
    shop.sweep().await;
    let of_the_program: Vec<Recorded> = shop.record().await.into_iter().filter(|e| e.request.is_empty() && e.visit.is_none()).collect();
    let mut rosa_again = shop.staff("rosa").await;
    for event in of_the_program.iter().take(3) {
        let page = rosa_again.get(&format!("{REPORT}/{}", event.place.unwrap())).await;
        assert!(page.status == 200 && !page.shows("By the same request"), "{}", page.html);
    }
    assert!(!of_the_program.is_empty());
    rosa.get("/admin").await;
}

#[tokio::test]
async fn reading_and_exporting_the_record_is_told_in_it() {
    let (shop, mut rosa) = lively().await;
    rosa.get(&format!("{REPORT}?username=theo&time-from=2026-01-01")).await;
    let exports = "/admin/action-logs/exports";
    assert_eq!(rosa.edits(REPORT, exports, &[("format", "csv")]).await.status, 303);
    let record = shop.record().await;
    let seen = record.iter().find(|e| e.action == Action::ActionLogsViewed && !e.changes.is_empty()).unwrap();
    let asked: Vec<_> = seen.changes.iter().map(|c| (c.field.as_str(), c.after.as_deref().unwrap())).collect();
    assert_eq!((seen.actor.name(), asked), ("rosa", vec![("time_from", "2026-01-01"), ("username", "theo")]));
    assert!(record.iter().any(|e| e.action == Action::ActionLogsExported));
    // And the Login as Customer Log, and whatever list is taken along.
    for path in ["/admin/login-as-customer-log?customer=ada&export=csv", "/admin/customers?q=ada&export=csv"] {
        assert_eq!(rosa.get(path).await.status, 200, "{path}");
    }
    let record = shop.record().await;
    let seen = record.iter().find(|e| e.action == Action::AssistanceLogViewed).unwrap();
    assert_eq!((seen.actor.name(), seen.changes[0].after.as_deref()), ("rosa", Some("ada")));
    let taken: Vec<_> = record.iter().filter(|e| e.action == Action::DataExported && e.actor.name() == "rosa").collect();
    let said = |event: &Recorded| event.changes.iter().filter_map(|change| change.after.clone()).collect::<Vec<_>>().join(" · ");
    let names: BTreeSet<&str> = taken.iter().map(|event| event.object_name()).collect();
    assert_eq!((taken.len(), names), (2, BTreeSet::from(["Customers", "Login as Customer Log"])));
    assert!(taken.iter().all(|e| said(e).starts_with("csv · ") && said(e).ends_with(": ada")), "{taken:?}");
}

#[tokio::test]
async fn the_report_is_for_its_right_alone_and_within_the_websites_of_its_reader() {
    let (shop, mut rosa) = lively().await;
    for path in [REPORT, LIVE, &format!("{REPORT}/1")] {
        assert_eq!(shop.staff("kim").await.get(path).await.status, 403, "{path}");
    }
    // Iris is for one website: she sees what happened in its views, and what she did herself.
    let role = rosa.finds_role("International").await;
    let page = rosa.get(&role).await;
    let form = page.form(&role).unwrap();
    let held = form.iter().filter(|(name, _)| name == "resource").map(|(name, code)| (name.as_str(), code.as_str()));
    let more = [("resource", "Logging::magento_logging_events"), ("current_password", server::demo::PASSWORD)];
    let saved = rosa.sends(&page, &role, &held.chain(more).collect::<Vec<_>>()).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    let mut iris = shop.staff("iris").await;
    shop.indexes().await;
    let names = all(&mut iris, "", 4).await;
    assert!(names.iter().any(|name| name == "iris") && names.iter().all(|name| !["rosa", "theo"].contains(&name.as_str())), "{names:?}");
    // What others do to what is theirs, she knows of as well.
    for name in ["ines", "ada"] {
        let customer = rosa.finds_customer(name).await;
        assert_eq!(rosa.edits(&customer, &customer, &[("first_name", "Changed")]).await.status, 303, "{name}");
    }
    shop.indexes().await;
    let of_rosa = events(&iris.get(&format!("{REPORT}?username=rosa")).await);
    assert!(of_rosa.len() == 1 && of_rosa[0][2] == "Account changed" && of_rosa[0].concat().contains("ines@"), "{of_rosa:?}");
    let of_theo = shop.record().await.iter().find(|e| e.actor.name() == "theo").unwrap().place.unwrap();
    assert_eq!(iris.get(&format!("{REPORT}/{of_theo}")).await.status, 404);
}

#[tokio::test]
async fn what_happens_is_told_to_whoever_follows_the_report_as_it_is_narrowed() {
    let (shop, rosa) = lively().await;
    let (mut rosa, mut reader) = (rosa.clone(), rosa);
    shop.tells().await;
    let page = reader.get(&format!("{REPORT}?username=rosa")).await;
    let place = page.html.split("data-place=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let columns = "columns=time,action,username";
    let mut followed = reader.follows(&format!("{LIVE}?{columns}&username=rosa&group=catalog_products&place={place}"), None).await;
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "16")]).await.status, 303);
    shop.tells().await;
    let told = async {
        loop {
            let (_, data) = followed.next().await.unwrap();
            let Ok(batch) = serde_json::from_str::<ui::live::Batch>(&data) else { continue };
            if let Some(row) = batch.rows.into_iter().next() {
                return row;
            }
        }
    };
    let row = tokio::time::timeout(Duration::from_secs(5), told).await.unwrap();
    let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts[1..], ["Product changed", "rosa"]);
    // A reload shows the same first row.
    let now = reader.get(&format!("{REPORT}?username=rosa&group=catalog_products")).await;
    assert_eq!(events(&now)[0][2], "Product changed");
    assert_eq!(row.cells[0].href, now.links_below(REPORT).into_iter().next());
}

#[tokio::test]
async fn a_group_that_is_switched_off_is_not_recorded_but_switching_is_and_assistance_stays_on() {
    let (shop, mut rosa) = lively().await;
    let page = "/admin/config/admin";
    let off = |group: &'static str| [(group, "0")];
    let system = |group: &'static str| format!("{group}-system");
    let switches = async |rosa: &mut Browser, group: &'static str| {
        let (value, own) = (off(group), system(group));
        rosa.edits(page, page, &[value[0], (own.as_str(), "")]).await
    };
    let refused = switches(&mut rosa, "login_as_customer").await;
    assert!(refused.status == 422 && refused.shows("These actions are recorded while Login as Customer is on."), "{}", refused.html);
    for group in ["system_configuration", "catalog_products"] {
        assert_eq!(switches(&mut rosa, group).await.status, 303, "{group}");
    }
    let before = shop.record().await;
    let switched = before.iter().filter(|e| e.changes.iter().any(|c| c.field.starts_with("admin/logging/"))).count();
    assert_eq!(switched, 2, "switching is told, also of the group that tells of it");
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "21")]).await.status, 303);
    assert_eq!(rosa.edits("/admin/config/general", "/admin/config/general", &[("name", "Other"), ("name-system", "")]).await.status, 303);
    assert_eq!(shop.record().await.len(), before.len(), "neither group is recorded");
    assert!(rosa.get(&mug).await.shows("21"), "but what was done is done");
    // With the feature off, its group can be switched off as well.
    rosa.switches_the_feature(false).await;
    assert_eq!(switches(&mut rosa, "login_as_customer").await.status, 303);
}

#[tokio::test]
async fn a_group_offers_its_own_actions_and_details_are_searched_in_what_changed() {
    let (shop, mut rosa) = lively().await;
    shop.record().await;
    let all = rosa.get(REPORT).await.options("action");
    let of_group = rosa.get(&format!("{REPORT}?group=customers")).await.options("action");
    assert!(of_group.len() > 2 && of_group.len() < all.len() && of_group.iter().all(|action| !action.starts_with("role.")), "{of_group:?}");
    let kept = rosa.get(&format!("{REPORT}?group=customers&action=role.changed")).await;
    assert!(kept.status == 200 && kept.options("action").contains(&"role.changed".to_owned()), "what was chosen before is told");
    let changed = rosa.get(&format!("{REPORT}?details=price+15")).await;
    let found = events(&changed);
    assert!(!found.is_empty() && found.iter().all(|row| row[NAME] == "product.changed"), "{found:?}");
    // Each row ends with the way to all that is known of it, as it begins.
    let links = changed.links_below(REPORT);
    assert!(links.len() == 2 * found.len() && links[0] == links[1], "{links:?}");
    assert!(rosa.get(&links[0]).await.shows("Harbour Mug"));
}

#[tokio::test]
async fn a_page_that_stays_open_is_one_look_at_the_record_and_another_question_is_another() {
    let (shop, mut rosa) = lively().await;
    let told = async || shop.record().await.iter().filter(|event| event.action == Action::ActionLogsViewed).count();
    for _ in 0..5 {
        rosa.get(REPORT).await;
        shop.advance(Duration::from_secs(50));
    }
    assert_eq!(told().await, 1, "what is read again and again is told once");
    rosa.get(&format!("{REPORT}?result=failure")).await;
    assert_eq!(told().await, 2);
    shop.advance(Duration::from_secs(61));
    rosa.get(REPORT).await;
    assert_eq!(told().await, 3, "whoever comes back is told of");
}

#[tokio::test]
async fn who_opens_the_page_of_an_event_or_of_a_visit_has_read_the_record_and_is_told_of_once() {
    let (shop, mut rosa) = lively().await;
    let place = shop.record().await.iter().find(|event| event.actor.name() == "theo").and_then(|event| event.place).unwrap();
    let told = async |action: Action| -> Vec<Recorded> {
        shop.record().await.into_iter().filter(|event| event.action == action && event.actor.name() == "rosa").collect()
    };
    for _ in 0..3 {
        assert_eq!(rosa.get(&format!("{REPORT}/{place}")).await.status, 200);
        shop.advance(Duration::from_secs(20));
    }
    let read = told(Action::ActionLogsViewed).await;
    let asked: Vec<_> = read.iter().flat_map(|event| &event.changes).map(|c| (c.field.as_str(), c.after.clone().unwrap())).collect();
    assert_eq!((read.len(), asked), (1, vec![("entry", place.to_string())]), "of which it was, and once");
    assert_eq!(rosa.get(&format!("{REPORT}/99999999")).await.status, 404);
    assert_eq!(told(Action::ActionLogsViewed).await.len(), 1, "what is not there nobody has read");
    let log = "/admin/login-as-customer-log";
    let visit = rosa.get(log).await.link_below(log).unwrap();
    for _ in 0..3 {
        assert_eq!(rosa.get(&visit).await.status, 200);
    }
    let read = told(Action::AssistanceLogViewed).await;
    let visits: Vec<_> = read.iter().filter_map(|event| event.object.as_ref()).map(|of| (&*of.kind, &*of.name)).collect();
    assert_eq!((read.len(), visits), (2, vec![("visit", "Ada Brandt")]), "the list, and what was done in the visit");
    let ada = rosa.finds_customer("ada").await;
    assert_eq!(rosa.get(&format!("{ada}/visits")).await.status, 200);
    let of_ada = told(Action::AssistanceLogViewed).await.pop().unwrap();
    assert_eq!(of_ada.changes[0].after.as_deref(), Some("ada@example.com"), "the same log, narrowed by whom it is of");
}

#[tokio::test]
async fn what_is_asked_again_and_again_is_kept_as_a_view_of_ones_own() {
    let (shop, mut rosa) = lively().await;
    let asked = format!("{REPORT}?result=failure");
    let keep = async |browser: &mut Browser, page: &str, form: &[(&str, &str)]| browser.edits(page, "/admin/views", form).await;
    assert_eq!(keep(&mut rosa, &asked, &[("view", "Refused")]).await.location, asked);
    assert_eq!(rosa.get(REPORT).await.link_of("Refused"), Some(asked.clone()));
    // Nobody else's, though he sees the same: neither the view nor the columns.
    let columns = [("grid", "action-logs"), ("back", REPORT), ("column", "username"), ("column", "entry")];
    assert_eq!(rosa.post("/admin/columns", &columns).await.location, REPORT);
    let administrators = rosa.finds_role("Administrators").await;
    let link = rosa.invites("vera", &administrators).await.map_err(|answer| answer.html).unwrap();
    assert_eq!(shop.guest().sets_his_password(&link).await.status, 303);
    let mut vera = shop.guest();
    vera.signs_in_as_staff("vera").await;
    shop.record().await;
    let (mine, theirs) = (rosa.get(REPORT).await, vera.get(REPORT).await);
    assert!(!events(&theirs).is_empty() && theirs.link_of("Refused").is_none(), "{}", theirs.html);
    let headings = |page: &Answer| page.html.matches("<th scope=\"col\">").count();
    assert!(mine.rows().iter().all(|row| row.len() <= 3) && headings(&theirs) > headings(&mine), "{}", mine.html);
    // Under its name another takes its place, and it is forgotten by it.
    keep(&mut rosa, REPORT, &[("view", "Refused")]).await;
    let page = rosa.get(REPORT).await;
    assert!(page.link_of("Refused").as_deref() == Some(REPORT) && page.shows("You replaced the view"), "{}", page.html);
    assert_eq!(keep(&mut rosa, REPORT, &[("view", "Refused"), ("forget", "1")]).await.status, 303);
    let page = rosa.get(REPORT).await;
    assert!(page.link_of("Refused").is_none() && page.shows("You deleted the view"), "{}", page.html);
    // What was not done keeps the name that was typed.
    let kept_not = |answer: Answer, name: &str, told: &str| {
        let held = answer.form("/admin/views").unwrap_or_default();
        let is_kept = [("view", name), ("back", REPORT)].iter().all(|(n, v)| held.contains(&((*n).to_owned(), (*v).to_owned())));
        assert!(answer.status == 422 && is_kept && answer.shows(told), "{} {}", answer.status, answer.html);
    };
    kept_not(keep(&mut rosa, REPORT, &[("view", "Refused"), ("forget", "1")]).await, "Refused", "no view of this name any more");
    kept_not(keep(&mut rosa, REPORT, &[("view", "default view")]).await, "default view", "taken already");
    kept_not(keep(&mut rosa, REPORT, &[("view", &"x".repeat(61))]).await, &"x".repeat(61), "at most 60 characters");
    for n in 0..20 {
        assert_eq!(keep(&mut rosa, REPORT, &[("view", &format!("View {n}"))]).await.status, 303, "{n}");
    }
    kept_not(keep(&mut rosa, REPORT, &[("view", "View 20")]).await, "View 20", "You keep 20 views");
    let full = rosa.get(REPORT).await;
    assert!(full.shows("View 19") && !full.shows("View 20"), "{}", full.html);
}
