//! Role Scopes: whoever is for some websites sees, searches, exports, assists and configures within them. What is outside is not there: the
//! same bytes as for what does not exist.

use crate::dashboard::grants;
use actors::{Answer, Browser, Shop};
use domain::audit::{Action, Recorded};
use server::demo::PASSWORD;
use store::{FIRST_VIEW, FIRST_WEBSITE};

const ABROAD: &str = "00000000000070008000000000000002";
const NOBODY: &str = "/admin/customers/00000000000070008000000000000099";

/// What a page says, but for the number of the request.
fn said(answer: &Answer) -> (u16, String) {
    let id = answer.html.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).unwrap_or_default().to_owned();
    (answer.status, if id.is_empty() { answer.html.clone() } else { answer.html.replace(&id, "") })
}

/// The path is gone from what is compared: the page names it in a form of its own.
async fn is_not_there(who: &mut Browser, path: &str, nowhere: &str) {
    let (outside, nothing) = (who.get(path).await, who.get(nowhere).await);
    let plain = |answer: &Answer, path: &str| said(answer).1.replace(path, "").replace(&path.replace('/', "%2F"), "");
    assert_eq!((outside.status, plain(&outside, path)), (404, plain(&nothing, nowhere)), "{path}");
}

#[tokio::test]
async fn whoever_is_for_one_website_sees_and_searches_its_customers_alone() {
    let shop = Shop::open().await;
    let mut iris = shop.staff("iris").await;
    let page = iris.get("/admin/customers").await;
    for (name, is_there) in [("Ines Jordan", true), ("Leo Moretti", true), ("Ada Brandt", false), ("Hugo Iversen", false)] {
        assert_eq!(page.shows(name), is_there, "{name}");
    }
    for query in ["?q=ada", "?q=brandt&sort=name", &format!("?website={FIRST_WEBSITE}")] {
        assert!(!iris.get(&format!("/admin/customers{query}")).await.shows("Ada Brandt"), "{query}");
    }
    assert!(iris.get("/admin/customers?q=ines").await.shows("Ines Jordan"));
    let csv = iris.get("/admin/customers?export=csv").await;
    assert!(csv.html.contains("ines@example.com") && !csv.html.contains("ada@example.com"), "{}", csv.html);
    // The other staff see all, and may narrow them to one website.
    let mut rosa = shop.staff("rosa").await;
    assert!(rosa.get("/admin/customers").await.shows("Ada Brandt"));
    let narrowed = rosa.get(&format!("/admin/customers?website={ABROAD}")).await;
    assert!(narrowed.shows("Ines Jordan") && !narrowed.shows("Ada Brandt") && narrowed.shows("International Website"));
}

#[tokio::test]
async fn a_customer_outside_is_the_same_as_none() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let ada = rosa.finds_customer("ada").await;
    let mut iris = shop.staff("iris").await;
    for end in ["", "/login-as-customer"] {
        is_not_there(&mut iris, &format!("{ada}{end}"), &format!("{NOBODY}{end}")).await;
    }
    for end in ["", "/assistance", "/login-as-customer"] {
        let (path, nowhere) = (format!("{ada}{end}"), format!("{NOBODY}{end}"));
        let form = [("first_name", "X"), ("last_name", "Y"), ("email", "x@example.com"), ("shown", "0&")];
        let (outside, nothing) = (iris.post(&path, &form).await, iris.post(&nowhere, &form).await);
        let known = [outside.status, nothing.status];
        assert!(known[0] == known[1] && [403, 404].contains(&known[0]), "{path}: {known:?}");
    }
    let (_, token) = iris.starts("ines").await;
    assert!(token.is_some(), "within, he may");
}

/// While the feature was off, the record told him of a customer outside whose website it was, and of nobody's that it was none; and then it told
/// nobody at all whose account he had asked for.
#[tokio::test]
async fn who_was_refused_a_customer_outside_reads_of_him_in_the_record_what_he_would_of_none() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let rights = ["Customer::manage", "LoginAsCustomer::login", "Logging::magento_logging_events"];
    grants(&mut rosa, "International Desk", &rights).await;
    let (ada, ines) = (rosa.finds_customer("ada").await, rosa.finds_customer("ines").await);
    rosa.switches_the_feature(false).await;
    let mut iris = shop.staff("iris").await;
    iris.get("/admin/customers").await;
    let refused = async |iris: &mut Browser, customer: &str| {
        let before = shop.record().await.len();
        let answer = iris.post(&format!("{customer}/login-as-customer"), &[]).await;
        let record = shop.record().await;
        let told = record[before..].iter().find(|event| event.action == Action::AssistanceRefused).cloned();
        (answer.status, told.unwrap_or_else(|| panic!("{customer}: {}", answer.html)))
    };
    let told =
        |(status, event): &(u16, Recorded)| (*status, event.reason.clone(), event.website, event.object.clone(), event.changes.clone());
    let (outside, nobody) = (refused(&mut iris, ada.as_str()).await, refused(&mut iris, NOBODY).await);
    assert_eq!(told(&outside), told(&nobody));
    // Whom he asked for is told of both: to him no more than that, and who it was to whoever is for all websites, who read of nobody at all.
    for ((_, event), asked) in [(&outside, ada.as_str()), (&nobody, NOBODY)] {
        assert!(event.subject.is_some_and(|id| asked.ends_with(&id.to_string())), "{event:?}");
        let own = iris.get(&format!("/admin/action-logs/report/{}", event.place.unwrap())).await;
        assert!(own.shows("no longer there") && !own.html.contains("Brandt") && !own.html.contains(asked), "{}", own.html);
    }
    let shown = rosa.get(&format!("/admin/action-logs/report/{}", outside.1.place.unwrap())).await;
    assert!(shown.shows("Ada Brandt") && shown.html.contains(&ada), "{}", shown.html);
    // Of somebody within it is told who it was; and once he is outside, that is nobody to read any more.
    let (_, within) = refused(&mut iris, ines.as_str()).await;
    assert!(within.subject.is_some_and(|id| ines.ends_with(&id.to_string())) && within.website.is_some(), "{within:?}");
    let page = format!("/admin/action-logs/report/{}", within.place.unwrap());
    let shown = iris.get(&page).await;
    assert!(shown.shows("Ines Jordan") && !shown.shows("Subject"), "once, and no link without a word: {}", shown.html);
    let (role, at_home) = (rosa.finds_role("International Desk").await, FIRST_WEBSITE.to_string());
    assert_eq!(rosa.edits(&role, &role, &[("website", at_home.as_str()), ("current_password", PASSWORD)]).await.status, 303);
    let own = iris.get(&page).await;
    assert!(own.status == 200 && !own.shows("Ines") && !own.shows("ines@"), "{}", own.html);
}

#[tokio::test]
async fn the_log_tells_of_visits_to_his_websites_alone() {
    let shop = Shop::open().await;
    let (mut rosa, mut iris) = (shop.staff("rosa").await, shop.staff("iris").await);
    rosa.logs_in_as("ada").await;
    assert!(!iris.get("/admin/login-as-customer-log").await.shows("Ada Brandt"));
    let log = rosa.get("/admin/login-as-customer-log").await.html;
    let id =
        log.split("/admin/login-as-customer-log/").find_map(|rest| rest.get(..32).filter(|id| id.bytes().all(|b| b.is_ascii_hexdigit())));
    let visit = format!("/admin/login-as-customer-log/{}", id.unwrap());
    is_not_there(&mut iris, &visit, "/admin/login-as-customer-log/00000000000070008000000000000099").await;
    // Nor of a customer of another website, wherever somebody is with him.
    let manual = [("store_view_manual_choice_enabled", "1"), ("store_view_manual_choice_enabled-system", "")];
    assert_eq!(rosa.edits("/admin/config/login_as_customer", "/admin/config/login_as_customer", &manual).await.status, 303);
    let ada = format!("{}/login-as-customer", rosa.finds_customer("ada").await);
    let token = rosa.edits(&ada, &ada, &[("store", "00000000000070008000000000000004")]).await.input("token").unwrap();
    assert_eq!(rosa.post("/es/assistance/enter", &[("token", &token)]).await.status, 303);
    assert!(!iris.get("/admin/login-as-customer-log").await.shows("Ada Brandt"));
    let once = iris.get("/admin/login-as-customer-log/live?columns=customer&language=en&place=0&once=1").await;
    assert!(!once.html.contains("Ada Brandt") && !once.html.contains(visit.rsplit('/').next().unwrap()), "{}", once.html);
}

#[tokio::test]
async fn a_visit_is_for_his_websites_and_ends_when_they_are_taken_from_him() {
    let shop = Shop::open().await;
    let (mut rosa, mut iris) = (shop.staff("rosa").await, shop.staff("iris").await);
    let manual = [("store_view_manual_choice_enabled", "1"), ("store_view_manual_choice_enabled-system", "")];
    assert_eq!(rosa.edits("/admin/config/login_as_customer", "/admin/config/login_as_customer", &manual).await.status, 303);
    let ines = format!("{}/login-as-customer", iris.finds_customer("ines").await);
    let asked = iris.get(&ines).await;
    assert_eq!(asked.options("store"), ["00000000000070008000000000000004"], "only what he is for is offered");
    assert_eq!(iris.edits(&ines, &ines, &[("store", &FIRST_VIEW.to_string())]).await.status, 422, "and only that is taken");
    let token = iris.edits(&ines, &ines, &[("store", "00000000000070008000000000000004")]).await.input("token").unwrap();
    assert_eq!(iris.post("/es/assistance/enter", &[("token", &token)]).await.status, 303);
    let role = rosa.finds_role("International Desk").await;
    let form = [("website", &*FIRST_WEBSITE.to_string()), ("current_password", PASSWORD)];
    assert_eq!(rosa.edits(&role, &role, &form).await.status, 303);
    assert_eq!(iris.get("/es/customer/account").await.location, "/es/assistance/ended");
}

#[tokio::test]
async fn he_configures_his_websites_and_not_the_shop() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("International Desk").await;
    let rights = ["Config::config_general", "Backend::store", "Backend::cache", "Backend::flush_magento_cache"];
    let form: Vec<(&str, &str)> = rights.iter().map(|r| ("resource", *r)).chain([("current_password", PASSWORD)]).collect();
    assert_eq!(rosa.edits(&role, &role, &form).await.status, 303);
    let mut iris = shop.staff("iris").await;
    let own = format!("/admin/config/general?scope=website-{ABROAD}");
    assert_eq!(iris.get("/admin/config/general").await.location, own);
    assert_eq!(iris.edits(&own, &own, &[("name", "Abroad"), ("name-system", "")]).await.status, 303);
    assert!(shop.guest().get("/es").await.shows("Abroad") && !shop.guest().get("/").await.shows("Abroad"));
    for scope in [format!("website-{FIRST_WEBSITE}"), format!("view-{FIRST_VIEW}")] {
        assert_eq!(iris.get(&format!("/admin/config/general?scope={scope}")).await.status, 404, "{scope}");
    }
    let call = r#"{"section":"General","scope":"Default","filled":[["name","All"],["shown","0&"]]}"#;
    assert_eq!(iris.calls("/admin/api/config/save", call).await.status, 404);
    // Of the stores he sees his own, and makes no website.
    let stores = iris.get("/admin/stores").await;
    assert!(stores.shows("International Store") && !stores.shows("Outlet Store") && !stores.shows("Create Website"));
    for path in ["websites/new", &format!("websites/{FIRST_WEBSITE}"), &format!("views/{FIRST_VIEW}"), &format!("websites/{ABROAD}/delete")]
    {
        assert_eq!(iris.get(&format!("/admin/stores/{path}")).await.status, 404, "{path}");
    }
    // Another website's store is no choice, as one that is not there; and where a view is reached is of the whole shop.
    let view = "/admin/stores/views/00000000000070008000000000000005";
    for store in ["00000000000070008000000000000001", "00000000000070008000000000000099"] {
        assert_eq!(iris.edits(view, view, &[("store", store)]).await.status, 422, "{store}");
    }
    assert_eq!(iris.edits(view, view, &[("base_url", "http://shop.test:81")]).await.status, 422);
    // He is asked again, and not told who changed what is another website's.
    let (delete, other) = (format!("{view}/delete"), format!("/admin/stores/views/{FIRST_VIEW}"));
    let asked = iris.get(&delete).await;
    assert_eq!(rosa.edits(&other, &other, &[("name", "Otherwise")]).await.status, 303);
    let late = iris.sends(&asked, &delete, &[]).await;
    assert!(late.status == 409 && late.shows("please decide again") && !late.shows("rosa changed"), "{}", late.body());
    let cache = iris.get("/admin/cache").await;
    assert!(cache.shows("id=\"figures\"") && !cache.shows("id=\"search-index\""), "nor is how much of all there is: {}", cache.body());
    assert_eq!(iris.post("/admin/cache/flush", &[]).await.status, 404, "what all share is not his to flush");
}

/// The configuration led him in a circle.
#[tokio::test]
async fn whoever_may_set_nothing_in_his_websites_is_told_so() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("International Desk").await;
    let form = [("resource", "Config::web"), ("current_password", PASSWORD)];
    assert_eq!(rosa.edits(&role, &role, &form).await.status, 303);
    let mut iris = shop.staff("iris").await;
    assert_eq!(iris.get("/admin/config").await.status, 404);
    let own = iris.get(&format!("/admin/config/web?scope=website-{ABROAD}")).await;
    assert_eq!(iris.get(&own.location).await.status, 404);
    // Who is for all of the shop comes to where it can be set.
    let narrow = rosa.get(&format!("/admin/config/web?scope=website-{ABROAD}")).await;
    assert_eq!(rosa.get(&narrow.location).await.status, 303);
}

#[tokio::test]
async fn nobody_hands_out_websites_that_he_is_not_for_and_the_last_way_in_is_for_all_of_them() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("International Desk").await;
    let form = [("resource", "User::acl_roles"), ("current_password", PASSWORD)];
    assert_eq!(rosa.edits(&role, &role, &form).await.status, 303);
    let mut iris = shop.staff("iris").await;
    let page = iris.get("/admin/roles/new").await;
    assert!(page.options("scopes") == ["custom"] && !page.shows("Main Website"), "{}", page.html);
    for (scopes, website) in [("all", ""), ("custom", &*FIRST_WEBSITE.to_string())] {
        let form = [
            ("name", "More"),
            ("scopes", scopes),
            ("website", website),
            ("access", "custom"),
            ("resource", "User::acl_roles"),
            ("current_password", PASSWORD),
        ];
        let answer = iris.edits("/admin/roles/new", "/admin/roles/new", &form).await;
        assert!(answer.status == 422 && answer.shows("more than you hold"), "{scopes}: {}", answer.html);
    }
    let none =
        [("name", "None"), ("scopes", "custom"), ("access", "custom"), ("resource", "User::acl_roles"), ("current_password", PASSWORD)];
    assert_eq!(iris.edits("/admin/roles/new", "/admin/roles/new", &none).await.status, 422, "a role for no website is none");
    let administrators = rosa.finds_role("Administrators").await;
    let less = [("scopes", "custom"), ("website", ABROAD), ("current_password", PASSWORD)];
    assert_eq!(rosa.edits(&administrators, &administrators, &less).await.status, 422, "somebody must see all of the shop");
    assert!(shop.record().await.iter().any(|e| e.action == Action::RoleChanged));
}
