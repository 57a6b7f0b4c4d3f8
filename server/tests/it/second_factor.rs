//! Second factors of staff: set up, asked for, and reset by an administrator.

use crate::staff::{ACCOUNT, NEW, OWN, signs_in};
use actors::{Answer, Browser, Shop};
use domain::{audit::Action, mail::About, staff::STEP_UP, time::Moment};
use server::{demo::PASSWORD, jobs::job};
use std::time::Duration;

pub const FACTOR: &str = "/admin/account/factor";

/// The code that an authenticator app shows now.
fn code(shop: &Shop, page: &Answer) -> (Vec<u8>, String) {
    let secret = page.html.split("<code translate=\"no\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let secret = totp_rs::Secret::Encoded(secret).to_bytes().unwrap();
    let code = shown(shop, &secret);
    (secret, code)
}

fn shown(shop: &Shop, secret: &[u8]) -> String {
    let totp = totp_rs::TOTP::new(totp_rs::Algorithm::SHA1, 6, 1, 30, secret.to_vec()).unwrap();
    totp.generate(u64::try_from(shop.now().millis() / 1000).unwrap())
}

/// Somebody sets one up: what his codes are made of, and a recovery code.
pub async fn sets_up(shop: &Shop, who: &mut Browser) -> (Vec<u8>, String) {
    assert_eq!(who.edits(FACTOR, FACTOR, &[("do", "begin"), OWN]).await.status, 303);
    let page = who.get(FACTOR).await;
    let (secret, first) = code(shop, &page);
    let done = who.sends(&page, FACTOR, &[("do", "confirm"), ("code", &first), OWN]).await;
    assert_eq!(done.status, 200, "{}", done.html);
    (secret, done.html.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned())
}

#[tokio::test]
async fn a_second_factor_is_set_up_asked_for_good_once_and_reset_by_an_administrator() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo, mut elsewhere) = (shop.staff("rosa").await, shop.staff("theo").await, shop.staff("theo").await);
    assert_eq!(theo.edits(FACTOR, FACTOR, &[("do", "begin"), ("current_password", "wrong")]).await.status, 422);
    assert_eq!(theo.edits(FACTOR, FACTOR, &[("do", "begin"), OWN]).await.status, 303);
    let page = theo.get(FACTOR).await;
    assert!(page.html.contains("<svg"), "{}", page.html);
    let (secret, first) = code(&shop, &page);
    assert_eq!(theo.sends(&page, FACTOR, &[("do", "confirm"), ("code", "000000"), OWN]).await.status, 422);
    assert_eq!(elsewhere.get("/admin").await.status, 200, "nothing is asked for before it is confirmed");
    let done = theo.sends(&page, FACTOR, &[("do", "confirm"), ("code", &first), OWN]).await;
    assert_eq!(done.status, 200, "{}", done.html);
    assert_eq!((theo.get("/admin").await.status, elsewhere.get("/admin").await.status), (200, 303));
    let recovery = done.html.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!theo.get(FACTOR).await.html.contains(&recovery), "they are shown once");
    // The password alone opens nothing, and neither does the code that was used.
    let login = [("user_name", "theo"), ("password", PASSWORD)];
    let mut browser = shop.guest();
    let asked = browser.post("/admin/login", &login).await;
    assert!(asked.status == 200 && asked.form("/admin/login/code").is_some() && browser.cookies.is_empty(), "{}", asked.html);
    let replayed = browser.sends(&asked, "/admin/login/code", &[("code", &first)]).await;
    assert!(replayed.status == 422 && replayed.text_at("code-flaw").is_some(), "{}", replayed.html);
    shop.advance(Duration::from_secs(60));
    let second = shown(&shop, &secret);
    assert_eq!(browser.sends(&replayed, "/admin/login/code", &[("code", &second)]).await.location, "/admin");
    assert_eq!(browser.get("/admin").await.status, 200);
    assert_eq!(
        shop.guest().sends(&asked, "/admin/login/code", &[("code", &second)]).await.location,
        "/admin/login",
        "one password lets one in"
    );
    // A recovery code, once; and nobody guesses for ever.
    for expected in ["/admin", ""] {
        let mut browser = shop.guest();
        let asked = browser.post("/admin/login", &login).await;
        assert_eq!(browser.sends(&asked, "/admin/login/code", &[("code", &recovery.to_uppercase())]).await.location, expected);
    }
    let mut guesses = shop.guest();
    let asked = guesses.post("/admin/login", &login).await;
    for n in 1..=5 {
        let answer = guesses.sends(&asked, "/admin/login/code", &[("code", "123456")]).await;
        assert_eq!(answer.status, if n < 5 { 422 } else { 303 }, "{n}");
    }
    shop.advance(Duration::from_secs(60));
    let third = shown(&shop, &secret);
    assert_eq!(guesses.sends(&asked, "/admin/login/code", &[("code", &third)]).await.location, "/admin/login");
    // Who lost it is let in by whoever may.
    let user = rosa.finds_user("theo").await;
    let reset = format!("{user}/factor");
    assert!(rosa.get(&user).await.link_of("Reset Two-Factor Authorization").is_some());
    assert_eq!(rosa.edits(&reset, &reset, &[OWN]).await.status, 303);
    assert_eq!(browser.get("/admin").await.status, 303);
    assert_eq!(signs_in(&mut browser, "theo", PASSWORD).await, 303);
    // Where everybody needs one, nothing else is reached before.
    let config = "/admin/config/admin";
    assert_eq!(rosa.edits(config, config, &[("second_factor_needed", "1"), ("second_factor_needed-system", "")]).await.status, 303);
    for path in ["/admin", "/admin/customers"] {
        assert_eq!(browser.get(path).await.location, FACTOR, "{path}");
    }
    assert!(browser.get(FACTOR).await.shows("You need to configure Two-Factor Authorization"));
    let record = shop.record().await;
    // Codes that are not right close the account as passwords do, and whoever resets the factor opens it.
    for action in [Action::StaffFactorSet, Action::StaffFactorReset, Action::StaffLocked] {
        assert!(record.iter().any(|e| e.action == action), "{action:?}");
    }
    assert!(record.iter().any(|e| e.action == Action::StaffSignInRefused && e.reason.as_deref() == Some("second_factor")));
    // He is told by mail that he has one, and that he has none any more.
    let due = shop.store.by(&job(shop.now())).mails_due(Moment::default(), 50).await.unwrap();
    let told = due.iter().filter(|mail| mail.about == About::SecondFactorChanged && mail.to == "theo@alongside.example");
    assert_eq!(told.count(), 2, "{due:?}");
    assert!(record.iter().flat_map(|e| &e.changes).all(|c| !format!("{c:?}").contains(&recovery)));
    crate::rows_held::tells_once(&shop, "a_second_factor_is_set_up_asked_for_good_once_and_reset_by_an_administrator").await;
}

/// Whoever had typed a password that got out could type a code still when it had been changed for that reason.
#[tokio::test]
async fn a_sign_in_that_waits_for_its_code_begins_anew_once_the_password_is_another() {
    let shop = Shop::open().await;
    let (mut theo, mut thief) = (shop.staff("theo").await, shop.guest());
    let (secret, _) = sets_up(&shop, &mut theo).await;
    let asked = thief.post("/admin/login", &[("user_name", "theo"), ("password", PASSWORD)]).await;
    assert_eq!(theo.edits(ACCOUNT, ACCOUNT, &[("password", NEW), ("password_again", NEW), OWN]).await.status, 303);
    shop.advance(Duration::from_secs(60));
    let second = shown(&shop, &secret);
    assert_eq!(thief.sends(&asked, "/admin/login/code", &[("code", &second)]).await.location, "/admin/login");
    assert_eq!(thief.get("/admin").await.status, 303, "he is not in");
    let mut again = shop.guest();
    let asked = again.post("/admin/login", &[("user_name", "theo"), ("password", NEW)]).await;
    assert_eq!(again.sends(&asked, "/admin/login/code", &[("code", &second)]).await.location, "/admin", "the code was not spent");
}

/// A second factor was asked for at the door alone: whoever sat in the session with the password that he had watched being typed took it away, and
/// gave himself another.
#[tokio::test]
async fn a_code_is_asked_for_beside_the_own_password_and_not_again_for_five_minutes() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (secret, recovery) = sets_up(&shop, &mut rosa).await;
    let (new, role) = ("/admin/roles/new", |name| [("name", name), ("access", "custom"), ("resource", "Customer::manage"), OWN]);
    assert_eq!(rosa.edits(new, new, &role("One")).await.status, 303, "one was typed a moment ago");
    // A page that was opened before then is sent later.
    let page = rosa.get(new).await;
    shop.advance(STEP_UP);
    let asked = rosa.sends(&page, new, &role("Two")).await;
    assert!(asked.status == 422 && asked.text_at("current_code-flaw").is_some(), "{}", asked.html);
    assert_eq!(asked.input("name").as_deref(), Some("Two"), "what was typed is kept");
    let codes = |code: &'static str| [role("Two").as_slice(), &[("current_code", code)]].concat();
    let wrong = rosa.sends(&page, new, &codes("000000")).await;
    assert!(wrong.status == 422 && wrong.text_at("current_code-flaw").is_some(), "{}", wrong.html);
    let code = shown(&shop, &secret);
    let right = [role("Two").as_slice(), &[("current_code", code.as_str())]].concat();
    assert_eq!(rosa.sends(&page, new, &right).await.status, 303);
    shop.advance(Duration::from_secs(4 * 60));
    assert_eq!(rosa.edits(new, new, &role("Three")).await.status, 303);
    shop.advance(Duration::from_secs(60));
    // What takes it away asks for it, and takes a recovery code as well.
    assert_eq!(rosa.edits(FACTOR, FACTOR, &[("do", "remove"), OWN]).await.status, 422);
    assert_eq!(rosa.edits(FACTOR, FACTOR, &[("do", "remove"), OWN, ("current_code", &recovery)]).await.status, 303);
    shop.advance(STEP_UP);
    assert_eq!(rosa.edits(new, new, &role("Four")).await.status, 303, "whoever has none is not asked");
}

/// The right password forgave a wrong code, so codes could be guessed at for ever.
#[tokio::test]
async fn codes_that_are_guessed_at_beside_the_right_password_end_the_session() {
    let shop = Shop::open().await;
    let (mut rosa, new) = (shop.staff("rosa").await, "/admin/roles/new");
    sets_up(&shop, &mut rosa).await;
    shop.advance(STEP_UP);
    let guess = [("name", "Mine"), ("access", "custom"), ("resource", "Customer::manage"), OWN, ("current_code", "000000")];
    for n in 1..=5 {
        assert_eq!(rosa.edits(new, new, &guess).await.status, if n < 5 { 422 } else { 401 }, "{n}");
    }
    assert_eq!(rosa.get("/admin").await.status, 303);
}
