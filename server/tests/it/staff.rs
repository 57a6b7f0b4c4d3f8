//! Staff: invited, changed, deleted; their own accounts and sessions; ways back for whoever forgot a password.

use actors::{Browser, Shop};
use domain::audit::Action;
use server::{
    demo::PASSWORD,
    mail::{Queue, Way},
    settings::Settings,
};
use std::time::Duration;

pub const OWN: (&str, &str) = ("current_password", PASSWORD);
pub const ACCOUNT: &str = "/admin/account";
pub const NEW: &str = "another long one";

pub async fn signs_in(browser: &mut Browser, name: &str, password: &str) -> u16 {
    browser.post("/admin/login", &[("user_name", name), ("password", password)]).await.status
}

#[tokio::test]
async fn the_list_of_users_says_who_each_is_what_he_may_and_when_he_was_here_last() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    shop.staff("theo").await;
    let csv = rosa.get("/admin/users?export=csv").await.html;
    let lines: Vec<Vec<&str>> = csv.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect()).collect();
    let of = |user: &str, heading: &str| {
        let at = lines[0].iter().position(|one| *one == heading).unwrap_or_else(|| panic!("{heading}: {csv}"));
        lines.iter().find(|line| line[0] == user).unwrap_or_else(|| panic!("{user}: {csv}"))[at].to_owned()
    };
    let told = ["User Name", "First Name", "Last Name", "Email", "Role", "Status"].map(|heading| of("theo", heading));
    assert_eq!(told, ["theo", "Theo", "Lund", "theo@alongside.example", "Support", "Active"]);
    assert!(!of("theo", "Last Logged in").is_empty() && of("kim", "Last Logged in").is_empty(), "{csv}");
    // The key is a column for whoever asks for it.
    assert_eq!(rosa.post("/admin/columns", &[("grid", "users"), ("column", "id"), ("back", "/admin/users")]).await.status, 303);
    let csv = rosa.get("/admin/users?export=csv").await.html;
    assert!(csv.contains("User Name,ID") && csv.lines().nth(1).unwrap().len() > 32, "{csv}");
}

/// Somebody made a second account for himself with a password that he knew.
#[tokio::test]
async fn whoever_is_invited_sets_his_own_password_and_nobody_else_knows_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let support = rosa.finds_role("Support").await;
    // What is typed as a password for somebody else is nobody's.
    let form =
        [("user_name", "robin"), ("first_name", "R"), ("last_name", "B"), ("email", "robin@example.com"), ("password", PASSWORD), OWN];
    let role = ("role", support.rsplit('/').next().unwrap());
    let made = rosa.edits("/admin/users/new", "/admin/users/new", &[form.as_slice(), &[role]].concat()).await;
    let link = made.value_at("link").unwrap();
    let link = &link[link.find("/admin").unwrap()..];
    assert_eq!(signs_in(&mut shop.guest(), "robin", PASSWORD).await, 422);
    let mut robin = shop.guest();
    assert!(robin.get(link).await.shows("Set Your Password"), "whoever is invited has none that he could reset");
    assert_eq!(robin.edits(link, link, &[("password", "short"), ("password_again", "short")]).await.status, 422);
    assert_eq!(robin.edits(link, link, &[("password", NEW), ("password_again", NEW)]).await.status, 303);
    assert_eq!(signs_in(&mut robin, "robin", NEW).await, 303);
    assert_eq!(shop.guest().get(link).await.status, 404, "it opens once");
    // One that nobody took is void after a day, and by the next one.
    let first = rosa.invites("second", &support).await.unwrap_or_else(|answer| panic!("{}", answer.html));
    let page = format!("{}/link", rosa.finds_user("second").await);
    assert!(rosa.get(&page).await.shows("second gets a link and sets a password of his own. It can be used once, and for 24 hours."));
    assert_eq!(rosa.edits(&page, &page, &[("current_password", "wrong")]).await.status, 422);
    let again = rosa.edits(&page, &page, &[OWN]).await.value_at("link").unwrap();
    let again = &again[again.find("/admin").unwrap()..];
    assert_eq!(shop.guest().get(&first).await.status, 404);
    assert_eq!(shop.guest().get(again).await.status, 200);
    shop.advance(Duration::from_secs(24 * 60 * 60 + 1));
    assert_eq!(shop.guest().get(again).await.status, 404);
    let record = shop.record().await;
    for action in [Action::StaffCreated, Action::StaffPasswordChanged, Action::StaffInvited] {
        assert!(record.iter().any(|e| e.action == action), "{action:?}");
    }
    let created = record.iter().find(|e| e.action == Action::StaffCreated && e.actor.name() == "rosa").unwrap();
    let told: Vec<&str> = created.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(told, ["first_name", "last_name", "email", "role"], "who he is, and not his role alone");
    crate::rows_held::tells_once(&shop, "whoever_is_invited_sets_his_own_password_and_nobody_else_knows_it").await;
}

#[tokio::test]
async fn where_the_shop_sends_mails_an_invitation_goes_to_whom_it_is_for_and_is_shown_to_nobody_else() {
    let (shop, server, mut queue, mut rosa) = crate::mail::with_server().await;
    let support = rosa.finds_role("Support").await;
    let invited = rosa.invites("robin", &support).await.unwrap_err();
    assert_eq!((invited.status, invited.location.as_str()), (303, "/admin/users"), "{}", invited.html);
    crate::mail::sends(&mut queue).await;
    let taken = server.taken();
    assert!(matches!(&taken[..], [mail] if mail.contains("robin@example.com")), "{taken:?}");
    let mail = taken[0].replace("\r\n", "\n").replace("=\n", "").replace("=3D", "=");
    let link = &mail[mail.find("/admin/password?token=").unwrap_or_else(|| panic!("{mail}"))..];
    let link = &link[..link.find(|c: char| c.is_whitespace() || c == '"' || c == '<').unwrap()];
    let outbox = rosa.get("/admin/system/mail").await.link_below("/admin/system/mail").unwrap();
    for page in [outbox.clone(), format!("{outbox}/html")] {
        let seen = rosa.get(&page).await;
        assert!(seen.status == 200 && !seen.html.contains(link.split('.').next_back().unwrap()), "{page}: {}", seen.html);
    }
    assert_eq!(shop.guest().edits(link, link, &[("password", NEW), ("password_again", NEW)]).await.status, 303);
    assert_eq!(signs_in(&mut shop.guest(), "robin", NEW).await, 303);
}

#[tokio::test]
async fn staff_see_their_sessions_end_one_or_all_others_and_each_end_holds_at_once() {
    let shop = Shop::open().await;
    let (mut here, mut there, mut third) = (shop.staff("rosa").await, shop.staff("rosa").await, shop.staff("rosa").await);
    let mut theo = shop.staff("theo").await;
    let page = here.get(ACCOUNT).await;
    // The one in which the feature was switched on is one of hers as well.
    assert_eq!(page.rows().len(), 4, "{}", page.html);
    // A session of somebody else is none of hers.
    let foreign = theo.get(ACCOUNT).await.html;
    let key = |html: &str| html.split("name=\"session\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    assert_eq!(key(&foreign), None, "the own one is left by signing out");
    there.logs_in_as("ada").await;
    assert_eq!(here.edits(&format!("{ACCOUNT}/sessions/others"), &format!("{ACCOUNT}/sessions/others"), &[]).await.status, 303);
    for gone in [&mut there, &mut third] {
        assert_eq!(gone.get(ACCOUNT).await.location, "/admin/login?back=%2Fadmin%2Faccount");
    }
    assert!(there.get("/customer/account").await.location.contains("assistance"), "the visit that was begun there is over");
    assert_eq!((here.get(ACCOUNT).await.status, theo.get(ACCOUNT).await.status), (200, 200));
    let mut other = shop.staff("rosa").await;
    let page = here.get(ACCOUNT).await;
    let session = key(&page.html).unwrap();
    assert_eq!(theo.post(&format!("{ACCOUNT}/sessions"), &[("session", &session)]).await.status, 303);
    assert_eq!(other.get(ACCOUNT).await.status, 200, "theo ends nothing of hers");
    assert_eq!(here.sends(&page, &format!("{ACCOUNT}/sessions"), &[("session", &session)]).await.status, 303);
    assert_eq!(other.get(ACCOUNT).await.status, 303);
    assert_eq!(shop.record().await.iter().filter(|e| e.action == Action::StaffSessionsEnded).count(), 2);
    crate::rows_held::tells_once(&shop, "staff_see_their_sessions_end_one_or_all_others_and_each_end_holds_at_once").await;
}

#[tokio::test]
async fn customers_see_their_sessions_and_the_visits_to_them_and_end_each() {
    let shop = Shop::open().await;
    let path = "/customer/account/sessions";
    let (mut ada, mut there) = (shop.customer("ada").await, shop.customer("ada").await);
    let mut rosa = shop.staff("rosa").await;
    rosa.logs_in_as("ada").await;
    assert_eq!(rosa.get(path).await.status, 403, "in a visit nobody looks at them");
    let page = ada.get(path).await;
    assert!(page.rows().len() == 3 && page.shows("Our support, with Login as Customer"), "{}", page.html);
    let visit = page.html.split("name=\"visit\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(ada.post(path, &[("visit", &visit)]).await.status, 303);
    assert!(rosa.get("/customer/account").await.location.contains("assistance"), "she is out");
    assert_eq!(ada.edits(&format!("{path}/others"), &format!("{path}/others"), &[]).await.status, 303);
    assert_eq!(there.get("/customer/account").await.status, 303);
    assert_eq!(ada.get(path).await.rows().len(), 1);
    let record = shop.record().await;
    let ended = record.iter().find(|e| e.action == Action::AssistanceEnded).unwrap();
    assert_eq!(ended.reason.as_deref(), Some("by_customer"));
    assert!(record.iter().any(|e| e.action == Action::CustomerSessionsEnded && e.actor.name() == "ada@example.com"));
    crate::rows_held::tells_once(&shop, "customers_see_their_sessions_and_the_visits_to_them_and_end_each").await;
}

/// Changing the address left other sessions alive, and told nobody.
#[tokio::test]
async fn another_address_or_password_ends_the_other_sessions_and_the_old_address_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let (mut theo, mut elsewhere) = (shop.staff("theo").await, shop.staff("theo").await);
    let refused = theo.edits(ACCOUNT, ACCOUNT, &[("email", "theo@new.example"), ("current_password", "wrong")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(theo.edits(ACCOUNT, ACCOUNT, &[("email", "theo@new.example"), OWN]).await.status, 303);
    assert_eq!((theo.get(ACCOUNT).await.status, elsewhere.get(ACCOUNT).await.status), (200, 303));
    let mut elsewhere = shop.staff("theo").await;
    let same = theo.edits(ACCOUNT, ACCOUNT, &[("password", PASSWORD), ("password_again", PASSWORD), OWN]).await;
    assert!(same.status == 422 && same.shows("already been used"), "{}", same.html);
    assert_eq!(theo.edits(ACCOUNT, ACCOUNT, &[("password", NEW), ("password_again", NEW), OWN]).await.status, 303);
    assert_eq!((theo.get(ACCOUNT).await.status, elsewhere.get(ACCOUNT).await.status), (200, 303));
    assert_eq!(signs_in(&mut shop.guest(), "theo", NEW).await, 303);
    let (mut ada, mut other) = (shop.customer("ada").await, shop.customer("ada").await);
    let path = "/customer/account/sign-in-information";
    assert_eq!(ada.edits(path, path, &[("email", "ada@new.example"), OWN]).await.status, 303);
    assert_eq!((ada.get(path).await.status, other.get(path).await.status), (200, 303));
    let mut queue = Queue::new(shop.app.clone(), Way::of(&shop.app.settings).unwrap());
    while queue.round().await.unwrap() {}
    let told: Vec<String> =
        std::fs::read_dir(folder.path().join("mail")).unwrap().map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap()).collect();
    for (old, new) in [("theo@alongside.example", "theo@new.example"), ("ada@example.com", "ada@new.example")] {
        let mail = told.iter().find(|mail| mail.contains(&format!("<{old}>"))).unwrap_or_else(|| panic!("{old}: {told:?}"));
        assert!(!mail.contains(new), "which it is now, is nobody's to read who may never have had the account: {mail}");
    }
}

#[tokio::test]
async fn whoever_chose_a_theme_reads_every_page_of_the_back_office_in_it_and_nobody_else_does() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert!(!rosa.get("/admin").await.shows("data-theme"), "as the device is set");
    assert_eq!(rosa.edits(ACCOUNT, ACCOUNT, &[("theme", "neon"), OWN]).await.status, 422);
    assert_eq!(rosa.edits(ACCOUNT, ACCOUNT, &[("theme", "dark"), OWN]).await.status, 303);
    assert!(rosa.get("/admin").await.shows("data-theme=\"dark\""));
    assert!(!rosa.get("/").await.shows("data-theme") && !shop.staff("theo").await.get("/admin").await.shows("data-theme"));
    assert_eq!(rosa.edits(ACCOUNT, ACCOUNT, &[("theme", ""), OWN]).await.status, 303);
    assert!(!rosa.get("/admin").await.shows("data-theme"));
}

#[tokio::test]
async fn whoever_chose_a_language_and_a_time_zone_has_them_wherever_he_signs_in_and_nobody_else_does() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let since = async |who: &mut Browser| who.get(ACCOUNT).await.rows()[0][2].clone();
    let at_noon = since(&mut rosa).await;
    assert_eq!(rosa.edits(ACCOUNT, ACCOUNT, &[("time_zone", "Asia/Tokyo"), OWN]).await.status, 303);
    let mut elsewhere = shop.staff("rosa").await;
    let in_the_evening = since(&mut rosa).await;
    assert_ne!(in_the_evening, at_noon);
    assert_eq!((since(&mut elsewhere).await, since(&mut theo).await), (in_the_evening, at_noon));
    assert_eq!(rosa.edits(ACCOUNT, ACCOUNT, &[("language", "de"), OWN]).await.status, 303);
    let mut elsewhere = shop.staff("rosa").await;
    for (who, language) in [(&mut rosa, "de"), (&mut elsewhere, "de"), (&mut theo, "en")] {
        assert!(who.get("/admin").await.shows(&format!("<html lang=\"{language}\"")), "{language}");
    }
}

#[tokio::test]
async fn a_user_expires_is_signed_out_deleted_and_told_to_set_a_new_password() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let page = rosa.finds_user("theo").await;
    for (day, flaw) in [("2026-02-28", "later than the current date"), ("tomorrow", "for example 2026-12-24")] {
        let refused = rosa.edits(&page, &page, &[("expires", day), OWN]).await;
        assert!(
            refused.status == 422 && refused.text_at("expires-flaw").is_some_and(|text| text.contains(flaw)),
            "{day}: {}",
            refused.html
        );
    }
    // Force a new password: nothing else is reached before.
    assert_eq!(rosa.edits(&page, &page, &[("must_change", "1"), OWN]).await.status, 303);
    assert_eq!(theo.get("/admin").await.status, 303, "his sessions are over");
    let mut theo = shop.guest();
    assert_eq!(signs_in(&mut theo, "theo", PASSWORD).await, 303);
    for path in ["/admin", "/admin/customers", "/admin/account/sessions/others"] {
        assert_eq!(theo.get(path).await.location, ACCOUNT, "{path}");
    }
    assert_eq!(theo.edits(ACCOUNT, ACCOUNT, &[("first_name", "Theodor"), OWN]).await.status, 422);
    assert_eq!(theo.edits(ACCOUNT, ACCOUNT, &[("password", NEW), ("password_again", NEW), OWN]).await.status, 303);
    assert_eq!(theo.get("/admin").await.status, 200);
    // Force Sign-In.
    let sessions = format!("{page}/sessions");
    assert_eq!(rosa.edits(&sessions, &sessions, &[OWN]).await.status, 303);
    assert_eq!(theo.get("/admin").await.status, 303);
    assert_eq!(signs_in(&mut theo, "theo", NEW).await, 303);
    // The account's last day.
    assert_eq!(rosa.edits(&page, &page, &[("expires", "2026-03-02"), OWN]).await.status, 303);
    assert_eq!(theo.get("/admin").await.status, 200);
    shop.advance(Duration::from_secs(12 * 60 * 60));
    assert_eq!(signs_in(&mut shop.guest(), "theo", NEW).await, 422);
    shop.sweep().await;
    let mut rosa = shop.staff("rosa").await;
    assert!(rosa.get("/admin/users?status=inactive").await.link_of("theo").is_some());
    assert!(rosa.get("/admin/users?q=theo").await.links_below("/admin/users").len() == 1);
    // Nobody deletes himself.
    let delete = format!("{}/delete", rosa.finds_user("rosa").await);
    let own = rosa.edits(&delete, &delete, &[OWN]).await;
    assert!(own.status == 422 && own.shows("You cannot delete or deactivate your own account."), "{}", own.html);
    let delete = format!("{page}/delete");
    assert_eq!(rosa.edits(&delete, &delete, &[("current_password", "wrong")]).await.status, 422);
    assert_eq!(rosa.edits(&delete, &delete, &[OWN]).await.status, 303);
    let late = rosa.get(&page).await;
    assert!(late.status == 404 && late.shows("This user no longer exists."), "{}", late.html);
    let record = shop.record().await;
    for action in [Action::StaffExpired, Action::StaffSessionsRevoked, Action::StaffDeleted, Action::StaffChanged] {
        assert!(record.iter().any(|e| e.action == action), "{action:?}");
    }
    crate::rows_held::tells_once(&shop, "a_user_expires_is_signed_out_deleted_and_told_to_set_a_new_password").await;
}

/// Whoever forgot his password had no way; and none may tell who has an account.
#[tokio::test]
async fn whoever_forgot_his_password_gets_a_link_and_the_answer_is_the_same_for_any_address() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    for (path, known) in [("/admin/forgot", "theo@alongside.example"), ("/customer/account/forgotpassword", "ada@example.com")] {
        let mut guest = shop.guest();
        let (yes, no) = (guest.edits(path, path, &[("email", known)]).await, guest.edits(path, path, &[("email", "no@example.com")]).await);
        assert_eq!((yes.status, &yes.location), (no.status, &no.location), "{path}");
        assert_eq!(yes.body().replace(known, ""), no.body().replace("no@example.com", ""), "{path}");
        assert_eq!(guest.edits(path, path, &[("email", "x")]).await.status, 422);
    }
    let mut queue = Queue::new(shop.app.clone(), Way::of(&shop.app.settings).unwrap());
    while queue.round().await.unwrap() {}
    let mails: Vec<String> = std::fs::read_dir(folder.path().join("mail"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap().replace("=\r\n", "").replace("=3D", "="))
        .collect();
    assert_eq!(mails.len(), 2, "{mails:?}");
    for (path, name) in [("/admin/password", "theo"), ("/customer/account/createpassword", "ada")] {
        let mail = mails.iter().find(|mail| mail.contains(path)).unwrap_or_else(|| panic!("{name}: {mails:?}"));
        let from = &mail[mail.find(path).unwrap()..];
        let link = from[..from.find(|c: char| c.is_whitespace() || c == '"' || c == '<').unwrap()].to_owned();
        assert_eq!(shop.guest().edits(&link, &link, &[("password", NEW), ("password_again", NEW)]).await.status, 303, "{link}");
        let late = shop.guest().get(&link).await;
        assert!(late.status == 404 && late.body().contains("forgot"), "it leads to where another one is: {}", late.html);
    }
    assert_eq!(signs_in(&mut shop.guest(), "theo", NEW).await, 303);
    let email = [("email", "ada@example.com"), ("password", NEW)];
    assert_eq!(shop.guest().post("/customer/account/login", &email).await.status, 303);
}

#[tokio::test]
async fn a_session_in_the_back_office_lives_as_long_as_is_set_and_says_before_it_ends() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert!(rosa.get("/admin").await.shows("data-idle=\"900\""));
    shop.advance(Duration::from_secs(14 * 60));
    assert_eq!(rosa.get("/admin").await.status, 200);
    shop.advance(Duration::from_secs(15 * 60));
    assert_eq!(rosa.get("/admin").await.status, 303);
    let mut rosa = shop.staff("rosa").await;
    let config = "/admin/config/admin";
    assert_eq!(rosa.edits(config, config, &[("session_lifetime", "120"), ("session_lifetime-system", "")]).await.status, 303);
    assert!(rosa.get("/admin").await.shows("data-idle=\"120\""));
    // However busy somebody is, it ends.
    let (mut theo, hours) = (shop.staff("theo").await, [("session_length", "1"), ("session_length-system", "")]);
    assert_eq!(rosa.edits(config, config, &hours).await.status, 303);
    for minutes in 0..60 {
        assert_eq!(theo.get("/admin").await.status, 200, "{minutes}");
        shop.advance(Duration::from_secs(60));
    }
    assert_eq!(theo.get("/admin").await.status, 303);
    let mut rosa = shop.staff("rosa").await;
    let mut other = shop.staff("rosa").await;
    assert_eq!(rosa.edits(config, config, &[("admin_account_sharing", "0"), ("admin_account_sharing-system", "")]).await.status, 303);
    let mut third = shop.staff("rosa").await;
    assert_eq!((rosa.get("/admin").await.status, other.get("/admin").await.status, third.get("/admin").await.status), (303, 303, 200));
    shop.advance(Duration::from_secs(120));
    assert_eq!(third.get("/admin").await.status, 303);
}

#[tokio::test]
async fn a_role_shows_who_has_it_and_begins_another_one() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let support = rosa.finds_role("Support").await;
    let page = rosa.get(&support).await;
    assert!(page.rows().iter().any(|row| row.first().is_some_and(|name| name == "theo")), "{:?}", page.rows());
    let copy = page.link_of("Duplicate").unwrap();
    let new = rosa.get(&copy).await;
    assert_eq!(new.input("name").as_deref(), Some("Copy of Support"));
    assert_eq!(rosa.sends(&new, "/admin/roles/new", &[OWN]).await.status, 303);
    let copy = rosa.finds_role("Copy of Support").await;
    let boxes = |form: Vec<(String, String)>| form.into_iter().filter(|(name, _)| name == "resource").collect::<Vec<_>>();
    let (of, is) = (rosa.get(&support).await.form(&support).unwrap(), rosa.get(&copy).await.form(&copy).unwrap());
    assert_eq!(boxes(of), boxes(is));
}
