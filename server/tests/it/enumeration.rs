//! Who has an account is told to nobody who asks: not by words, nor by status, nor by whom a mail goes to. Each form in which somebody says who
//! he is answers alike, whoever that is.

use crate::{
    checkout::{ADDRESS, buys, number, puts},
    doors::THERE,
    lockout::posts_from,
};
use actors::{Answer, Browser, Shop};
use domain::{mail::About, staff, time::Moment};
use server::{
    demo::PASSWORD,
    endpoints::{self, Access, Endpoint, Kind},
    jobs::job,
    mail::{Queue, Way},
    settings::Settings,
};
use std::{collections::BTreeSet, path::Path};

const OWN: (&str, &str) = ("current_password", PASSWORD);

/// What an answer tells, but for what was typed and which request it answers.
fn told(answer: &Answer, typed: &str) -> (u16, String, String) {
    let body = answer.body().replace(typed, "…");
    let body = answer.input("repeats").map_or(body.clone(), |request| body.replace(&request, "…"));
    (answer.status, answer.location.clone(), body)
}

/// A shop whose mails are files in this folder.
async fn mailing(folder: &Path) -> Shop {
    Shop::with(Settings { base_url: "http://shop.test".to_owned(), data: folder.to_owned(), ..Settings::default() }).await
}

/// All mails that were sent.
async fn mails(shop: &Shop, folder: &Path) -> Vec<String> {
    let mut queue = Queue::new(shop.app.clone(), Way::of(&shop.app.settings).unwrap());
    while queue.round().await.unwrap() {}
    let Ok(files) = std::fs::read_dir(folder.join("mail")) else { return Vec::new() };
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap().replace("=\r\n", "").replace("=3D", "=")).collect()
}

/// One that is added tomorrow is looked at here as well.
#[test]
fn these_are_the_open_forms_in_which_somebody_says_who_he_is() {
    let says = |e: &&Endpoint| e.fields.iter().flat_map(|group| group.iter()).any(|spec| ["email", "user_name"].contains(&spec.name));
    let open = endpoints::all().iter().filter(|e| e.kind == Kind::Form && e.access == Access::Open);
    let paths: BTreeSet<&str> = open.filter(says).map(|e| &*e.path).collect();
    let looked_at = [
        "/admin/forgot",
        "/admin/login",
        "/checkout",
        "/customer/account/create",
        "/customer/account/forgotpassword",
        "/customer/account/login",
        // Whoever does not know the order's number and its name: see `guest_order`.
        "/sales/guest/form",
    ];
    assert_eq!(paths, looked_at.into());
}

#[tokio::test]
async fn ordering_as_a_guest_tells_nobody_who_is_a_customer() {
    let shop = Shop::open().await;
    let mut answers = Vec::new();
    for email in ["ada@example.com", "nobody@example.com"] {
        let mut guest = shop.guest();
        puts(&mut guest, "harbour-mug", "1").await;
        let done = buys(&mut guest, &[&ADDRESS[..], &[("email", email)]].concat()).await;
        let thanks = guest.get(&done.location).await;
        assert!(done.status == 303 && thanks.shows(email), "{}", thanks.html);
        answers.push((done.location, told(&thanks, email).2.replace(&number(&mut guest).await, "#")));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn signing_in_to_the_back_office_tells_nobody_who_is_a_user() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let kim = rosa.finds_user("kim").await;
    assert_eq!(rosa.edits(&kim, &kim, &[("active", ""), OWN]).await.status, 303);
    let attempt = async |name: &str, password: &str| {
        let form = [("user_name", name), ("password", password)];
        told(&posts_from(&mut shop.guest(), THERE, "/admin/login", &form).await, &format!("value=\"{name}\""))
    };
    let nobody = attempt("nobody", "wrong").await;
    assert_eq!(nobody.0, 422);
    assert_eq!(attempt("nobody", PASSWORD).await, nobody);
    assert_eq!(attempt("kim", PASSWORD).await, nobody, "who is deactivated");
    for n in 0..9 {
        assert_eq!(attempt("theo", "wrong").await, nobody, "{n}: before he is locked out and after");
    }
    assert_eq!(attempt("theo", PASSWORD).await, nobody, "also by the right one");
}

/// Of whoever is locked out see `lockout`.
#[tokio::test]
async fn signing_in_to_the_store_tells_nobody_who_is_a_customer() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let ben = rosa.finds_customer("ben").await;
    assert_eq!(rosa.edits(&ben, &ben, &[("active", "")]).await.status, 303);
    let attempt = async |name: &str, password: &str| {
        let email = format!("{name}@example.com");
        let form = [("email", email.as_str()), ("password", password)];
        told(&shop.guest().post("/customer/account/login", &form).await, &format!("{name}@"))
    };
    let nobody = attempt("nobody", "wrong").await;
    assert_eq!(nobody.0, 422);
    assert_eq!(attempt("ada", "wrong").await, nobody);
    assert_eq!(attempt("ben", PASSWORD).await, nobody, "who is deactivated");
}

/// Of whoever is active see `staff`.
#[tokio::test]
async fn a_way_back_is_promised_to_everybody_and_sent_to_nobody_whose_account_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let shop = mailing(folder.path()).await;
    let mut rosa = shop.staff("rosa").await;
    for path in [rosa.finds_user("kim").await, rosa.finds_customer("ben").await] {
        assert_eq!(rosa.edits(&path, &path, &[("active", ""), OWN]).await.status, 303, "{path}");
    }
    for (path, closed) in [("/admin/forgot", "kim@alongside.example"), ("/customer/account/forgotpassword", "ben@example.com")] {
        let asks = async |email: &str| told(&shop.guest().edits(path, path, &[("email", email)]).await, email);
        assert_eq!(asks(closed).await, asks("nobody@example.com").await, "{path}");
    }
    assert_eq!(mails(&shop, folder.path()).await, Vec::<String>::new());
}

/// An address of a link names an account: whether there is one, only its secret tells.
#[tokio::test]
async fn a_link_that_was_made_up_tells_nobody_whose_account_there_is() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (user, customer) = (rosa.finds_user("theo").await, rosa.finds_customer("ada").await);
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    // Each has one that would open.
    let link = format!("{user}/link");
    assert!(rosa.edits(&link, &link, &[OWN]).await.value_at("link").is_some());
    let whose = id(&customer).parse().unwrap();
    shop.store.by(&job(shop.now())).new_password_link(whose, About::PasswordReset, "ada@example.com").await.unwrap();
    let form = [("password", "another long one"), ("password_again", "another long one")];
    for (page, name, known) in [(staff::SET_PASSWORD, staff::LINK, id(&user)), ("/customer/account/createpassword", "token", id(&customer))]
    {
        let mut answers = Vec::new();
        for made_up in [
            format!("{known}.{}", "A".repeat(43)),
            format!("{known}.{}", "B".repeat(43)),
            format!("{}.{}", "0".repeat(32), "A".repeat(43)),
            known.clone(),
            "nonsense".to_owned(),
        ] {
            let path = format!("{page}?{name}={made_up}");
            let mut guest = shop.guest();
            guest.get("/product/harbour-mug").await;
            let (shown, sent) = (guest.get(&path).await, guest.post(&path, &form).await);
            assert_eq!((shown.status, sent.status), (404, 404), "{path}");
            answers.extend([told(&shown, &made_up), told(&sent, &made_up)]);
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{page}: {answers:?}");
    }
    assert_eq!(shop.staff("theo").await.get("/admin").await.status, 200, "and his password is the one that it was");
}

/// Whoever sits in somebody's session learns nothing of others by the form that changes its address.
#[tokio::test]
async fn changing_the_own_address_tells_nothing_of_others_to_whoever_does_not_know_the_password() {
    let shop = Shop::open().await;
    let (mut ada, path) = (shop.customer("ada").await, "/customer/account/sign-in-information");
    let mut tries = Vec::new();
    for email in ["ben@example.com", "nobody@example.com"] {
        let answer = ada.edits(path, path, &[("email", email), ("current_password", "wrong wrong")]).await;
        assert!(answer.status == 422 && answer.text_at("email-flaw").is_none(), "{}", answer.html);
        tries.push(told(&answer, email));
    }
    assert_eq!(tries[0], tries[1]);
}

/// Require Emails Confirmation.
async fn confirms(rosa: &mut Browser) {
    let config = "/admin/config/customer";
    assert_eq!(rosa.edits(config, config, &[("confirm", "1"), ("confirm-system", "")]).await.status, 303);
}

/// The link that a mail brings to a page.
fn link(mail: &str, page: &str) -> String {
    let from = &mail[mail.find(page).unwrap_or_else(|| panic!("{mail}"))..];
    from[..from.find(|c: char| c.is_whitespace() || c == '"' || c == '<').unwrap()].to_owned()
}

/// Registering told who had an account already.
#[tokio::test]
async fn where_addresses_are_confirmed_registering_tells_nobody_who_is_a_customer_and_the_mail_says_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let shop = mailing(folder.path()).await;
    let mut rosa = shop.staff("rosa").await;
    confirms(&mut rosa).await;
    let create = "/customer/account/create";
    let asks = async |email: &str| {
        let form = [("first_name", "Nora"), ("last_name", "Neu"), ("email", email)];
        told(&shop.guest().edits(create, create, &form).await, email)
    };
    let new = asks("nora@mail.example").await;
    assert_eq!(new.0, 200, "{new:?}");
    for known in ["ada@example.com", "ADA@example.com", "ad\u{251}@example.com"] {
        assert_eq!(asks(known).await, new, "{known}");
    }
    // It takes as long, for one is made for each; but only hers is there.
    let found = rosa.get("/admin/customers?q=Nora").await.rows();
    assert_eq!(found.iter().filter(|row| row.iter().any(|cell| cell.contains("Nora"))).count(), 1, "{found:?}");
    let mails = mails(&shop, folder.path()).await;
    let to = |address: &str| mails.iter().filter(|mail| mail.contains(&format!("<{address}>"))).collect::<Vec<_>>();
    assert_eq!((to("nora@mail.example").len(), to("ada@example.com").len(), mails.len()), (1, 2, 3), "{mails:?}");
    assert!(to("ada@example.com").iter().all(|mail| mail.contains("Reset your Alongside password")));
    // What was typed beside a password is nobody's: it is set by whoever reads the mail.
    let link = link(to("nora@mail.example")[0], "/customer/account/createpassword?token=");
    let set = [("password", "another long one"), ("password_again", "another long one")];
    assert_eq!(shop.guest().edits(&link, &link, &set).await.status, 303);
    let form = [("email", "nora@mail.example"), ("password", "another long one")];
    assert_eq!(shop.guest().post("/customer/account/login", &form).await.status, 303);
    assert_eq!(shop.customer("ada").await.get("/customer/account").await.status, 200, "hers is as it was");
}

/// So did asking for another address.
#[tokio::test]
async fn where_addresses_are_confirmed_another_one_counts_once_its_link_is_opened_and_nobody_learns_whose_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let shop = mailing(folder.path()).await;
    confirms(&mut shop.staff("rosa").await).await;
    let (mut ada, mut elsewhere) = (shop.customer("ada").await, shop.customer("ada").await);
    let path = "/customer/account/sign-in-information";
    let mut answers = Vec::new();
    for email in ["ben@example.com", "new@mail.example"] {
        let saved = ada.edits(path, path, &[("email", email), OWN]).await;
        answers.push((saved.status, saved.location.clone(), told(&ada.get("/customer/account").await, email)));
    }
    assert_eq!(answers[0].0, 303, "{answers:?}");
    assert_eq!(answers[0], answers[1]);
    assert_eq!(ada.get(path).await.input("email").as_deref(), Some("ada@example.com"), "not yet");
    let sent = mails(&shop, folder.path()).await;
    assert!(matches!(&sent[..], [mail] if mail.contains("<new@mail.example>")), "{sent:?}");
    let link = link(&sent[0], "/customer/account/confirm?token=");
    assert!(shop.guest().get(&link).await.location.starts_with("/customer/account/login"), "whoever reads it has no account by it");
    assert_eq!(shop.customer("ben").await.get(&link).await.status, 404);
    assert_eq!(elsewhere.get(path).await.status, 200);
    assert_eq!(ada.edits(&link, &link, &[]).await.status, 303);
    assert_eq!(ada.get(path).await.input("email").as_deref(), Some("new@mail.example"));
    assert_eq!(elsewhere.get(path).await.status, 303, "other sessions are over");
    assert_eq!(ada.get(&link).await.status, 404, "once");
    let sent = mails(&shop, folder.path()).await;
    assert!(sent.iter().any(|mail| mail.contains("<ada@example.com>")), "the old address is told: {sent:?}");
    let told = shop.record().await.into_iter().flat_map(|e| e.changes).find(|c| c.field == "email").unwrap();
    assert_eq!(told.after.as_deref(), Some("new@mail.example"), "told with the new address");
    crate::rows_held::tells_once(
        &shop,
        "where_addresses_are_confirmed_another_one_counts_once_its_link_is_opened_and_nobody_learns_whose_it_is",
    )
    .await;
}

/// The limit knew of Forgot Your Password alone: by asking for an address again and again a stranger's mailbox was filled.
#[tokio::test]
async fn where_addresses_are_confirmed_nobody_fills_a_mailbox_by_asking_again() {
    let folder = tempfile::tempdir().unwrap();
    let shop = mailing(folder.path()).await;
    confirms(&mut shop.staff("rosa").await).await;
    let create = "/customer/account/create";
    for _ in 0..6 {
        let form = [("first_name", "Nora"), ("last_name", "Neu"), ("email", "nora@mail.example")];
        assert_eq!(shop.guest().edits(create, create, &form).await.status, 200);
    }
    let path = "/customer/account/sign-in-information";
    let (mut ada, mut ben) = (shop.customer("ada").await, shop.customer("ben").await);
    for email in ["one@mail.example", "one@mail.example", "two@mail.example", "one@mail.example", "three@mail.example"] {
        assert_eq!(ada.edits(path, path, &[("email", email), OWN]).await.status, 303, "{email}");
    }
    for email in ["one@mail.example", "one@mail.example"] {
        assert_eq!(ben.edits(path, path, &[("email", email), OWN]).await.status, 303, "{email}");
    }
    let sent = mails(&shop, folder.path()).await;
    let to = |sent: &[String], address: &str| sent.iter().filter(|mail| mail.contains(&format!("<{address}>"))).count();
    // One of hers was too many, and one of Ben's.
    for (address, times) in [("nora@mail.example", 3), ("one@mail.example", 3), ("two@mail.example", 1), ("three@mail.example", 0)] {
        assert_eq!(to(&sent, address), times, "{address}: {sent:?}");
    }
    shop.advance(std::time::Duration::from_secs(15 * 60));
    assert_eq!(ada.edits(path, path, &[("email", "three@mail.example"), OWN]).await.status, 303);
    assert_eq!(to(&mails(&shop, folder.path()).await, "three@mail.example"), 1);
}

/// Each program counted for itself: behind a proxy before three of them nine mails went.
#[tokio::test]
async fn three_ways_back_go_to_an_address_whichever_program_is_asked() {
    let shop = Shop::open().await;
    let other = shop.beside().await;
    for (path, email, about) in [
        ("/admin/forgot", "theo@alongside.example", About::StaffPasswordReset),
        ("/customer/account/forgotpassword", "ada@example.com", About::PasswordReset),
    ] {
        for asked in [&shop, &other, &shop, &other, &shop] {
            assert!(asked.guest().edits(path, path, &[("email", email)]).await.status < 400, "{path}");
        }
        let due = shop.store.by(&job(shop.now())).mails_due(Moment::default(), 50).await.unwrap();
        assert_eq!(due.iter().filter(|mail| mail.about == about && mail.to == email).count(), 3, "{due:?}");
    }
}
