//! Guessing at passwords: an account is closed for a while to whoever guesses at it, and not to whose it is; a session in which the own
//! password is guessed at ends.

use actors::{Answer, Browser, Shop};
use axum::extract::ConnectInfo;
use domain::{
    audit::{Action, Recorded},
    mail::About,
};
use server::{
    demo::PASSWORD,
    jobs::job,
    mail::{Queue, Way},
};
use std::{net::SocketAddr, time::Duration};

const THERE: &str = "203.0.113.9";
const ELSEWHERE: &str = "198.51.100.7";
const REFUSED: &str = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.";
const OWN: (&str, &str) = ("current_password", PASSWORD);
const ANOTHER: &str = "another long one";
const HALF_AN_HOUR: Duration = Duration::from_secs(30 * 60);

/// Posts a form from an address.
pub(crate) async fn posts_from(browser: &mut Browser, address: &str, path: &str, form: &[(&str, &str)]) -> Answer {
    let mut request = browser.stamped(path, form);
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4711)));
    browser.send(request).await
}

async fn staff_from(shop: &Shop, address: &str, name: &str, password: &str) -> Answer {
    posts_from(&mut shop.guest(), address, "/admin/login", &[("user_name", name), ("password", password)]).await
}

async fn customer_from(shop: &Shop, address: &str, name: &str, password: &str) -> Answer {
    let email = format!("{name}@example.com");
    posts_from(&mut shop.guest(), address, "/customer/account/login", &[("email", &email), ("password", password)]).await
}

async fn told(shop: &Shop, action: Action) -> Vec<Recorded> {
    shop.record().await.into_iter().filter(|e| e.action == action).collect()
}

/// Mails that say this, as they leave.
async fn mails(shop: &Shop, says: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut queue = Queue::new(shop.app.clone(), Way::Files(folder.path().to_owned()));
    while queue.round().await.unwrap() {}
    let files = std::fs::read_dir(folder.path()).unwrap();
    let files = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap().replace("=\r\n", ""));
    files.filter(|mail| mail.contains(says)).collect()
}

/// Two hundred wrong passwords for one account were answered, thirty-five a second.
#[tokio::test]
async fn six_failures_close_a_users_account_to_where_they_came_from_and_he_is_told() {
    let shop = Shop::open().await;
    shop.staff("theo").await;
    for _ in 0..5 {
        assert!(staff_from(&shop, THERE, "theo", "wrong").await.shows(REFUSED));
    }
    assert_eq!(staff_from(&shop, THERE, "theo", PASSWORD).await.status, 303, "five are forgiven");
    for _ in 0..6 {
        assert_eq!(staff_from(&shop, ELSEWHERE, "theo", "wrong").await.status, 422);
    }
    let locked = staff_from(&shop, ELSEWHERE, "theo", PASSWORD).await;
    assert!(locked.status == 422 && locked.shows(REFUSED), "{}", locked.html);
    assert_eq!(staff_from(&shop, THERE, "theo", PASSWORD).await.status, 303, "where he was last he is not locked out");
    assert_eq!(told(&shop, Action::StaffLocked).await.len(), 1, "once, however often somebody goes on");
    let mails = mails(&shop, "account was locked").await;
    assert!(matches!(&mails[..], [mail] if mail.contains("<theo@alongside.example>") && mail.contains("For 30 minutes")), "{mails:?}");
    shop.advance(HALF_AN_HOUR);
    assert_eq!(staff_from(&shop, ELSEWHERE, "theo", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn an_administrator_sees_who_is_locked_out_and_unlocks_him() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let path = "/admin/locked-users";
    assert!(rosa.get(path).await.shows("Nobody is locked out."));
    for _ in 0..6 {
        staff_from(&shop, THERE, "theo", "wrong").await;
    }
    for list in ["/admin/users".to_owned(), rosa.finds_user("theo").await] {
        let page = rosa.get(&list).await;
        assert!(
            page.shows("Locked until") && page.html.contains("Unlock: theo"),
            "the list of all says and offers it as well, and so does his page"
        );
    }
    let page = rosa.get(path).await;
    assert!(page.shows("theo") && page.shows("Locked Users"), "{}", page.html);
    let unlock =
        page.html.split("action=\"").map(|rest| rest.split('"').next().unwrap_or_default()).find(|a| a.starts_with("/admin/locked-users/"));
    let unlock = unlock.unwrap().to_owned();
    assert_eq!(shop.staff("nadia").await.post(&unlock, &[]).await.status, 403);
    assert_eq!(rosa.sends(&page, &unlock, &[]).await.location, path);
    assert_eq!(rosa.post(&unlock, &[]).await.status, 303, "twice is once");
    assert_eq!(staff_from(&shop, THERE, "theo", PASSWORD).await.status, 303);
    let told = told(&shop, Action::StaffUnlocked).await;
    assert!(matches!(&told[..], [event] if event.actor.name() == "rosa" && event.object_name() == "theo"), "{told:?}");
    crate::rows_held::tells_once(&shop, "an_administrator_sees_who_is_locked_out_and_unlocks_him").await;
}

#[tokio::test]
async fn a_customers_account_is_closed_alike_and_opened_on_his_page() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let path = rosa.finds_customer("ada").await;
    assert_eq!(rosa.get(&path).await.text_at("account-lock").as_deref(), Some("Unlocked"));
    for _ in 0..6 {
        assert!(customer_from(&shop, THERE, "ada", "wrong").await.shows(REFUSED));
    }
    let locked = customer_from(&shop, THERE, "ada", PASSWORD).await;
    assert!(locked.status == 422 && locked.shows(REFUSED), "{}", locked.html);
    let page = rosa.get(&path).await;
    assert!(page.text_at("account-lock").is_some_and(|text| text.starts_with("Locked until")), "{}", page.html);
    assert_eq!(rosa.sends(&page, &format!("{path}/unlock"), &[]).await.location, path);
    assert_eq!(customer_from(&shop, THERE, "ada", PASSWORD).await.status, 303);
    assert_eq!((told(&shop, Action::CustomerLocked).await.len(), told(&shop, Action::CustomerUnlocked).await.len()), (1, 1));
    let mails = mails(&shop, "account was locked").await;
    assert!(matches!(&mails[..], [mail] if mail.contains("<ada@example.com>")), "{mails:?}");
    crate::rows_held::tells_once(&shop, "a_customers_account_is_closed_alike_and_opened_on_his_page").await;
}

#[tokio::test]
async fn whoever_guesses_learns_nothing_of_whether_there_is_such_an_account_or_it_is_closed() {
    let shop = Shop::open().await;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let told = |answer: &Answer, name: &str| (answer.status, answer.body().replace(&format!("{name}@"), "somebody@"));
    for _ in 0..9 {
        known.push(told(&customer_from(&shop, THERE, "ada", "wrong").await, "ada"));
        unknown.push(told(&customer_from(&shop, ELSEWHERE, "nobody", "wrong").await, "nobody"));
    }
    assert!(known.iter().chain(&unknown).all(|answer| *answer == known[0]), "{known:?}");
    assert_eq!(shop.record().await.iter().filter(|e| e.action == Action::CustomerSignInRefused).count(), 18);
}

/// Many at once are judged one after another.
#[tokio::test]
async fn of_forty_guesses_at_once_with_the_right_one_last_none_opens_a_closed_account() {
    let shop = Shop::open().await;
    for _ in 0..5 {
        customer_from(&shop, THERE, "ada", "wrong").await;
    }
    let wrong: Vec<_> = (0..10).map(|_| customer_from(&shop, THERE, "ada", "wrong")).collect();
    futures::future::join_all(wrong).await;
    assert_eq!(customer_from(&shop, THERE, "ada", PASSWORD).await.status, 422);
    assert_eq!(told(&shop, Action::CustomerLocked).await.len(), 1);
}

#[tokio::test]
async fn how_many_failures_close_an_account_is_set_and_nought_closes_none() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let path = "/admin/config/admin";
    let set = [("lockout_failures", "0"), ("lockout_failures-system", ""), ("lockout_threshold", "5"), ("lockout_threshold-system", "")];
    let answer = rosa.edits(path, path, &set).await;
    assert_eq!(answer.status, 303, "{}", answer.html);
    for _ in 0..12 {
        staff_from(&shop, THERE, "theo", "wrong").await;
    }
    assert_eq!(staff_from(&shop, THERE, "theo", PASSWORD).await.status, 303);
    assert_eq!(rosa.edits(path, path, &[("lockout_failures", "2")]).await.status, 303);
    for _ in 0..2 {
        staff_from(&shop, ELSEWHERE, "theo", "wrong").await;
    }
    assert_eq!(staff_from(&shop, ELSEWHERE, "theo", PASSWORD).await.status, 422);
    shop.advance(Duration::from_secs(5 * 60));
    assert_eq!(staff_from(&shop, ELSEWHERE, "theo", PASSWORD).await.status, 303);
}

/// Sixty guesses of the own password in a stolen session were answered, and the session lived on.
#[tokio::test]
async fn the_own_password_guessed_at_too_often_ends_the_session_as_an_event() {
    let shop = Shop::open().await;
    let mut thief = shop.staff("rosa").await;
    let mut rosa = shop.staff("rosa").await;
    let new = "/admin/roles/new";
    let guess = [("name", "Mine"), ("access", "custom"), ("resource", "Customer::manage"), ("current_password", "wrong wrong")];
    for _ in 0..4 {
        assert_eq!(thief.edits(new, new, &guess).await.status, 422);
    }
    let last = thief.edits(new, new, &guess).await;
    assert!(last.status == 401 && last.form("/admin/login").is_some(), "{} {}", last.status, last.html);
    assert_eq!(thief.get("/admin").await.status, 303, "it is over");
    assert_eq!(rosa.get("/admin").await.status, 200, "the other one is not");
    let ended = told(&shop, Action::StaffSignedOut).await;
    assert!(matches!(&ended[..], [event] if event.reason.as_deref() == Some("wrong_passwords")), "{ended:?}");
    let mut thief = shop.customer("ada").await;
    let path = "/customer/account/sign-in-information";
    for n in 0..5 {
        let answer = thief.edits(path, path, &[("email", "mine@example.com"), ("current_password", "wrong wrong")]).await;
        assert_eq!(answer.status, if n < 4 { 422 } else { 401 }, "{}", answer.html);
    }
    assert_eq!(thief.get("/customer/account").await.status, 303);
    let ended = told(&shop, Action::CustomerSignedOut).await;
    assert!(matches!(&ended[..], [event] if event.reason.as_deref() == Some("wrong_passwords")), "{ended:?}");
}

/// `password12`, the own address and the shop's name were taken as new passwords.
#[tokio::test]
async fn a_password_that_is_guessed_first_is_refused_in_both_halves() {
    let shop = Shop::open().await;
    let create = "/customer/account/create";
    for bad in ["password12", "1234567890", "zoe@example.com", "zoequist99"] {
        let new = [("first_name", "Zoe"), ("last_name", "Quist"), ("email", "zoe@example.com"), ("password", bad), ("password_again", bad)];
        let answer = shop.guest().edits(create, create, &new).await;
        let flaw = answer.text_at("password-flaw").unwrap_or_default();
        assert!(answer.status == 422 && flaw.contains("easily guessed"), "{bad}: {} {flaw}", answer.status);
    }
    let mut ada = shop.customer("ada").await;
    let path = "/customer/account/sign-in-information";
    let own = [("current_password", PASSWORD), ("password", "AdaBrandt2026"), ("password_again", "AdaBrandt2026")];
    assert!(ada.edits(path, path, &own).await.text_at("password-flaw").is_some_and(|flaw| flaw.contains("easily guessed")));
    let mut rosa = shop.staff("rosa").await;
    let (account, flaw) = ("/admin/account", |answer: &Answer| answer.text_at("password-flaw").unwrap_or_default());
    let own = [("current_password", PASSWORD), ("password", "rosamarin2026"), ("password_again", "rosamarin2026")];
    let answer = rosa.edits(account, account, &own).await;
    assert!(flaw(&answer).contains("easily guessed"), "{}", answer.html);
    let support = rosa.finds_role("Support").await;
    let link = rosa.invites("robin", &support).await.unwrap_or_else(|answer| panic!("{}", answer.html));
    let answer = shop.guest().edits(&link, &link, &[("password", "robin12345"), ("password_again", "robin12345")]).await;
    assert!(flaw(&answer).contains("easily guessed"), "{}", answer.html);
}

/// Whoever had guessed a password, or sat at somebody's screen, set another one, and its owner heard nothing of it.
#[tokio::test]
async fn whoever_has_another_password_is_told_by_mail_and_whoever_sets_his_first_one_is_not() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let (said, set) = ("Password changed", [("password", ANOTHER), ("password_again", ANOTHER)]);
    let sets = async |link: &str| {
        assert_eq!(shop.guest().edits(link, link, &set).await.status, 303, "{link}");
    };
    let nora = [("first_name", "Nora"), ("last_name", "Neu"), ("email", "nora@mail.example")];
    let made = rosa.edits("/admin/customers/new", "/admin/customers/new", &nora).await.location;
    let customer: domain::ids::CustomerId = made.rsplit('/').next().unwrap().parse().unwrap();
    let link_of = async |about| {
        let link = shop.store.by(&job(shop.now())).new_password_link(customer, about, "nora@mail.example").await.unwrap();
        format!("/customer/account/createpassword?token={}", link.expose())
    };
    let support = rosa.finds_role("Support").await;
    sets(&rosa.invites("robin", &support).await.unwrap_or_else(|answer| panic!("{}", answer.html))).await;
    sets(&link_of(About::Welcome).await).await;
    assert_eq!(mails(&shop, said).await, Vec::<String>::new());

    sets(&link_of(About::PasswordReset).await).await;
    let page = format!("{}/link", rosa.finds_user("theo").await);
    let link = rosa.edits(&page, &page, &[OWN]).await.value_at("link").unwrap();
    sets(&link[link.find("/admin").unwrap()..]).await;
    assert_eq!(rosa.edits("/admin/account", "/admin/account", &[set[0], set[1], OWN]).await.status, 303);
    // With another address at once: the one of before is told.
    let path = "/customer/account/sign-in-information";
    assert_eq!(ada.edits(path, path, &[("email", "elsewhere@mail.example"), set[0], set[1], OWN]).await.status, 303);
    let told = mails(&shop, said).await;
    for email in ["nora@mail.example", "theo@alongside.example", "rosa@alongside.example", "ada@example.com"] {
        assert_eq!(told.iter().filter(|mail| mail.contains(&format!("<{email}>"))).count(), 1, "{email}: {told:?}");
    }
    assert!(told.len() == 4 && told.iter().all(|mail| !mail.contains(ANOTHER) && !mail.contains("token=")), "{told:?}");
    assert!(told.iter().all(|mail| mail.contains("When: ")), "whoever reads it compares that with what he did: {told:?}");
}

/// A stranger, from ever other addresses, had as many links sent as he liked, and each made void the one before.
#[tokio::test]
async fn whoever_asks_for_links_in_anothers_name_fills_no_mailbox_and_reads_the_same_each_time() {
    let shop = Shop::open().await;
    let doors = [
        ("/admin/forgot", "theo@alongside.example", "/admin/password"),
        ("/customer/account/forgotpassword", "ada@example.com", "/customer/account/createpassword"),
    ];
    for (path, email, link) in doors {
        let ask = async |n: u8| posts_from(&mut shop.guest(), &format!("203.0.113.{n}"), path, &[("email", email)]).await;
        let first = ask(1).await;
        for n in 2..12 {
            let again = ask(n).await;
            assert_eq!((again.status, &again.location, again.body()), (first.status, &first.location, first.body()), "{path} {n}");
        }
        assert_eq!(mails(&shop, link).await.len(), 3, "{path}");
        shop.advance(Duration::from_secs(15 * 60));
        ask(12).await;
        assert_eq!(mails(&shop, link).await.len(), 1, "{path}");
    }
    assert_eq!(told(&shop, Action::PasswordResetRequested).await.len(), 12);
    crate::rows_held::tells_once(&shop, "whoever_asks_for_links_in_anothers_name_fills_no_mailbox_and_reads_the_same_each_time").await;
}

/// A registration that comes twice signs in: so it could be guessed at as often as somebody liked, and a closed account was opened by it.
#[tokio::test]
async fn registering_an_address_again_guesses_at_its_account_and_is_counted_as_that() {
    let shop = Shop::open().await;
    let create = "/customer/account/create";
    let registers = async |password: &str| {
        let new =
            [("first_name", "Zoe"), ("last_name", "Q"), ("email", "zoe@example.com"), ("password", password), ("password_again", password)];
        posts_from(&mut shop.guest(), THERE, create, &new).await.status
    };
    assert_eq!(registers(PASSWORD).await, 303);
    assert_eq!(registers(PASSWORD).await, 303, "twice is once");
    for _ in 0..6 {
        assert_eq!(registers("another password").await, 422);
    }
    assert_eq!(registers(PASSWORD).await, 422, "it is closed to whoever is there");
    assert_eq!(customer_from(&shop, THERE, "zoe", PASSWORD).await.status, 422);
    assert_eq!(told(&shop, Action::CustomerLocked).await.len(), 1);
}

/// Whoever read somebody's mails asked for a link, and took the account by it when its owner had another password or address.
#[tokio::test]
async fn a_link_opens_nothing_any_more_once_its_owner_has_another_password_or_address() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (user, customer) = (rosa.finds_user("theo").await, rosa.finds_customer("ada").await);
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let job = job(shop.now());
    let by = shop.store.by(&job);
    let (mut theo, mut ada) = (shop.staff("theo").await, shop.customer("ada").await);
    let passwords = [("password", ANOTHER), ("password_again", ANOTHER), OWN];
    for change in [&passwords[..], &[("email", "new@mail.example"), ("current_password", ANOTHER)]] {
        let link = format!(
            "/admin/password?token={}",
            by.new_staff_link(id(&user).parse().unwrap(), "theo@alongside.example").await.unwrap().expose()
        );
        assert_eq!(shop.guest().get(&link).await.status, 200);
        assert_eq!(theo.edits("/admin/account", "/admin/account", change).await.status, 303);
        assert_eq!(shop.guest().get(&link).await.status, 404, "{change:?}");
        let link = by.new_password_link(id(&customer).parse().unwrap(), About::PasswordReset, "ada@example.com").await.unwrap().expose();
        let (link, path) = (format!("/customer/account/createpassword?token={link}"), "/customer/account/sign-in-information");
        assert_eq!(shop.guest().get(&link).await.status, 200);
        assert_eq!(ada.edits(path, path, change).await.status, 303);
        assert_eq!(shop.guest().get(&link).await.status, 404, "{change:?}");
    }
    // One that was just being made when the address changed is on its way to the old one.
    let late = by.new_staff_link(id(&user).parse().unwrap(), "theo@alongside.example").await.unwrap().expose();
    assert_eq!(shop.guest().get(&format!("/admin/password?token={late}")).await.status, 404);
    for (to, status) in [("ada@example.com", 404), ("new@mail.example", 200)] {
        let link = by.new_password_link(id(&customer).parse().unwrap(), About::PasswordReset, to).await.unwrap().expose();
        assert_eq!(shop.guest().get(&format!("/customer/account/createpassword?token={link}")).await.status, status, "{to}");
    }
}
