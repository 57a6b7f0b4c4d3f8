//! The hand-off from the back office to the storefront: one token, one browser, one visit.

use actors::Shop;
use domain::audit::Action;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_thousand_racers_for_one_token_one_wins_and_the_same_browser_is_told_of_no_alarm() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, token) = rosa.starts("ada").await;
    let token = token.unwrap();
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let (mut racer, token) = (rosa.clone(), token.clone());
        racers.spawn(async move {
            let answer = racer.post_exactly("/assistance/enter", &[("token", &token)]).await;
            (
                answer.status,
                answer
                    .headers
                    .get_all("set-cookie")
                    .iter()
                    .any(|c| c.to_str().unwrap().starts_with("visit=") && !c.to_str().unwrap().starts_with("visit=;")),
            )
        });
    }
    let answers = racers.join_all().await;
    assert_eq!(answers.iter().filter(|(_, entered)| *entered).count(), 1);
    assert!(
        answers.iter().all(|(status, _)| [303, 503].contains(status)),
        "{:?}",
        answers.iter().map(|a| a.0).collect::<std::collections::BTreeSet<_>>()
    );
}

#[tokio::test]
async fn a_token_is_good_for_thirty_seconds_in_the_browser_that_asked_for_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (page, token) = rosa.starts("ada").await;
    assert!(page.shows("you have 30 seconds in all"), "whoever goes on by hand is told: {}", page.html);
    let token = token.unwrap();
    let mut stranger = shop.guest();
    assert_eq!(stranger.post_exactly("/assistance/enter", &[("token", &token)]).await.status, 403);
    shop.advance(Duration::from_secs(30));
    assert_eq!(rosa.clone().post_exactly("/assistance/enter", &[("token", &token)]).await.status, 403);
    let (_, token) = rosa.starts("ada").await;
    shop.advance(Duration::from_secs(29));
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &token.unwrap())]).await.status, 303);
}

/// Its page said that there were 30 seconds in all, whenever one came to it.
#[tokio::test]
async fn a_token_that_goes_over_another_host_says_how_much_of_its_time_is_left() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, token) = rosa.starts("ada").await;
    let token = token.unwrap();
    let other = if token.ends_with('A') { 'B' } else { 'A' };
    let made_up = format!("{}{other}", &token[..token.len() - 1]);
    rosa.cookies.insert("arrived".to_owned(), token);
    let mut guesser = rosa.clone();
    guesser.cookies.insert("arrived".to_owned(), made_up);
    for (later, said) in [(12, "you have 18 seconds left"), (17, "you have 1 second left"), (1, "you have 0 seconds left")] {
        shop.advance(Duration::from_secs(later));
        let page = rosa.get("/assistance/enter").await;
        assert!(page.shows(said) && page.form("/assistance/enter").is_some(), "{later}: {}", page.html);
        assert!(guesser.get("/assistance/enter").await.shows("you have 0 seconds left"), "of what was made up it tells nothing");
    }
}

#[tokio::test]
async fn a_visits_cookie_opens_the_visit_that_it_names_and_no_other() {
    let shop = Shop::open().await;
    let mut ada = shop.staff("rosa").await;
    ada.logs_in_as("ada").await;
    let mut elif = shop.staff("theo").await;
    elif.logs_in_as("elif").await;
    let (visit, _) = ada.cookies["visit"].split_once('.').unwrap();
    let (_, token) = elif.cookies["visit"].split_once('.').unwrap();
    for forged in [format!("{visit}.{token}"), format!("{visit}."), visit.to_owned(), token.to_owned(), format!("{token}.{visit}")] {
        let mut browser = shop.guest();
        browser.cookies.insert("visit".to_owned(), forged.clone());
        let answer = browser.get("/customer/account").await;
        assert!(answer.location.starts_with("/customer/account/login"), "{forged}: {} {}", answer.status, answer.location);
        browser.cookies.insert("visit".to_owned(), forged);
        browser.post_exactly("/assistance/close", &[]).await;
    }
    assert!(ada.get("/customer/account").await.shows("You are connected as"));
    assert!(elif.get("/customer/account").await.shows("You are connected as"));
}

#[tokio::test]
async fn a_second_start_makes_the_first_token_void() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, first) = rosa.starts("ada").await;
    let mut earlier = rosa.clone();
    let (_, second) = rosa.starts("clara").await;
    assert_eq!(earlier.post_exactly("/assistance/enter", &[("token", &first.unwrap())]).await.status, 403);
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &second.unwrap())]).await.status, 303);
    let alarms: Vec<_> =
        shop.record().await.into_iter().filter(|e| e.action == Action::AssistanceAlarm).map(|e| e.actor.name().to_owned()).collect();
    assert_eq!(alarms, ["rosa"], "the record knows whose token it was");
}

#[tokio::test]
async fn a_token_opens_nothing_in_the_name_of_somebody_else() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let (of_rosa, of_theo) = (rosa.starts("ada").await.1.unwrap(), theo.starts("ada").await.1.unwrap());
    let (rosas, secret) = (of_rosa.split_once('.').unwrap().0, of_theo.split_once('.').unwrap().1);
    for forged in [format!("{rosas}.{secret}"), secret.to_owned(), rosas.to_owned(), format!("{rosas}.")] {
        assert_eq!(theo.post_exactly("/assistance/enter", &[("token", &forged)]).await.status, 403, "{forged}");
    }
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &of_rosa)]).await.status, 303);
}

#[tokio::test]
async fn without_consent_without_the_feature_or_unknown_nothing_starts() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (answer, token) = rosa.starts("ben").await;
    assert!(
        token.is_none() && answer.status == 403 && answer.shows("Login as Customer assistance is disabled for this Customer."),
        "{}",
        answer.html
    );
    let unknown = rosa.post("/admin/customers/00000000000000000000000000000000/login-as-customer", &[]).await;
    let nonsense = rosa.post("/admin/customers/nonsense/login-as-customer", &[]).await;
    assert_eq!((unknown.status, nonsense.status), (404, 404));
    rosa.switches_the_feature(false).await;
    let (answer, token) = rosa.starts("ada").await;
    assert!(token.is_none() && answer.shows("Login as Customer is disabled."));
}

#[tokio::test]
async fn whoever_starts_is_warned_that_it_is_real() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let ask = format!("{}/login-as-customer", rosa.finds_customer("ada").await);
    let page = rosa.get(&ask).await;
    assert!(page.shows("You are about to Login as Customer"), "{}", page.html);
    assert!(
        page.shows("Actions taken while in &quot;Login as Customer&quot; will affect actual customer data.")
            || page.shows("Actions taken while in \"Login as Customer\" will affect actual customer data."),
        "{}",
        page.html
    );
    assert!(page.shows("Cancel"));
}

#[tokio::test]
async fn the_page_that_hands_over_has_nothing_around_it_that_anybody_would_wait_for() {
    let shop = Shop::open().await;
    let (page, token) = shop.staff("rosa").await.starts("ada").await;
    assert!(token.is_some() && page.shows("/handoff.js"), "{}", page.html);
    assert_eq!((page.html.matches("<script").count(), page.shows("<nav")), (1, false), "{}", page.html);
}
