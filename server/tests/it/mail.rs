//! Mails: each is queued with what it tells of, is sent once, and is read in the outbox as it was sent. The mail server of these tests
//! takes, refuses, puts off and breaks the line when it is told to.

use crate::documents::ordered;
use actors::{Answer, Browser, Does, MailServer, Shop};
use domain::{audit::Action, mail::Mail, time::Moment};
use server::{
    demo::PASSWORD,
    jobs::job,
    mail::{Queue, Way},
    settings::Settings,
};
use std::time::Duration;

const OUTBOX: &str = "/admin/system/mail";
const MINUTE: Duration = Duration::from_secs(60);

/// A shop that has a mail server, its queue, and Rosa.
pub(crate) async fn with_server() -> (Shop, MailServer, Queue, Browser) {
    let server = MailServer::start().await;
    let settings = Settings { base_url: "http://shop.test".to_owned(), smtp: server.address.clone(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let queue = queue(&shop);
    let rosa = shop.staff("rosa").await;
    (shop, server, queue, rosa)
}

pub(crate) fn queue(shop: &Shop) -> Queue {
    Queue::new(shop.app.clone(), Way::of(&shop.app.settings).unwrap())
}

/// Whatever is due, however often it takes.
pub(crate) async fn sends(queue: &mut Queue) {
    while queue.round().await.unwrap() {}
}

async fn outbox(rosa: &mut Browser) -> Answer {
    rosa.get(OUTBOX).await
}

/// An order that theo places in ada's account.
pub(crate) async fn places_for_ada(shop: &Shop, rosa: &mut Browser) {
    rosa.switches_the_feature(true).await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    assert_eq!(theo.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "1")]).await.status, 303);
    let review = theo.reviews().await;
    assert_eq!(theo.sends(&review, "/checkout", &[("do", "place")]).await.status, 303);
}

/// The newest mail's page.
pub(crate) async fn newest(rosa: &mut Browser) -> Answer {
    let mail = outbox(rosa).await.link_below(OUTBOX).unwrap();
    rosa.get(&mail).await
}

async fn due(shop: &Shop) -> Vec<Mail> {
    shop.store.by(&job(shop.now())).mails_due(Moment::default(), 10).await.unwrap()
}

#[tokio::test]
async fn an_order_is_told_by_a_mail_as_text_and_as_html_that_the_outbox_shows_as_it_was_sent() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    assert!(outbox(&mut rosa).await.shows("Waiting"));
    sends(&mut queue).await;
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    for text in [
        "From: Sales <sales@example.com>",
        "To: \"Ada Brandt\" <ada@example.com>",
        "Subject: Your Alongside order confirmation",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "Message-ID: <",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(taken.iter().any(|mail| mail.contains(text)), "{text}: {taken:?}");
    }
    let mail = outbox(&mut rosa).await.link_below(OUTBOX).unwrap();
    let page = rosa.get(&mail).await;
    assert!(page.shows(&format!("src=\"{mail}/html\"")), "{}", page.html);
    for text in
        ["Sent", "taken as 4711", "Your Order #000000017", "Harbour Mug", "$185.00", "http://shop.test/sales/order/view/", "Am Hafen 1"]
    {
        assert!(page.shows(text), "{text}: {}", page.html);
    }
    let frame = rosa.get(&format!("{mail}/html")).await;
    assert!(frame.shows("<h1") && frame.shows("$185.00") && frame.shows("lang=\"en\""), "{}", frame.html);
    let policy = frame.headers.get("content-security-policy").unwrap().to_str().unwrap();
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
    let told = shop.record().await;
    assert!(told.iter().any(|event| event.action == Action::MailSent && event.object_name() == "ada@example.com"));
}

#[tokio::test]
async fn a_customer_is_written_to_in_the_language_in_which_he_bought() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    let mut guest = shop.guest();
    assert_eq!(guest.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "1")]).await.status, 303);
    let himself = [("email", "gast@example.com"), ("first_name", "Jörg"), ("last_name", "Weiß")];
    let review = guest.reviews_at("/de/checkout", &himself).await;
    let done = guest.sends(&review, "/de/checkout", &[("do", "place")]).await;
    assert_eq!(done.status, 303, "{}", done.html);
    sends(&mut queue).await;
    let page = newest(&mut rosa).await;
    for text in ["Ihre Bestellbestätigung von", "Guten Tag, Jörg Weiß,", "Lieferadresse", "Deutschland"] {
        assert!(page.shows(text), "{text}: {}", page.html);
    }
    assert!(!page.shows("/sales/order/view/"), "a guest has no account in which he could look");
    // Whoever of the staff goes on with it reads another language.
    assert_eq!(rosa.post("/admin/language", &[("language", "es"), ("back", "/admin")]).await.status, 303);
    let order = rosa.get("/admin/sales/orders").await.link_below("/admin/sales/orders").unwrap();
    for (page, form, text) in [
        (format!("{order}/invoice"), [("email_copy", "1"), ("comment", "")], "Ihre Rechnung "),
        (format!("{order}/comment"), [("notify", "1"), ("comment", "Bis bald.")], "Bis bald."),
    ] {
        shop.advance(MINUTE);
        let seen = if page.ends_with("comment") { &order } else { &page };
        assert_eq!(rosa.edits(seen, &page, &form).await.status, 303, "{page}");
        sends(&mut queue).await;
        let mail = newest(&mut rosa).await;
        assert!(mail.shows("Guten Tag, Jörg Weiß,") && mail.shows(text), "{text}: {}", mail.html);
    }
}

#[tokio::test]
async fn a_customer_is_written_to_in_the_language_of_the_shop_that_staff_order_in_for_him() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    rosa.switches_the_feature(true).await;
    let mut theo = shop.staff("theo").await;
    assert_eq!(theo.post("/admin/language", &[("language", "es"), ("back", "/admin")]).await.status, 303);
    theo.logs_in_as("ada").await;
    let mug = theo.get("/it/product/harbour-mug").await.location;
    assert_eq!(theo.edits(&mug, &mug, &[("quantity", "1")]).await.status, 303);
    let review = theo.reviews_at("/it/checkout", &[]).await;
    assert_eq!(theo.sends(&review, "/it/checkout", &[("do", "place")]).await.status, 303, "{}", review.html);
    sends(&mut queue).await;
    let mail = newest(&mut rosa).await;
    assert!(mail.shows("Conferma del tuo ordine da") && mail.shows("Germania"), "{}", mail.html);
}

#[tokio::test]
async fn what_was_taken_is_never_sent_again() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    for _ in 0..5 {
        sends(&mut queue).await;
        shop.advance(24 * 60 * MINUTE);
    }
    sends(&mut Queue::new(shop.app.clone(), Way::of(&shop.app.settings).unwrap())).await;
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_mail_that_is_put_off_waits_and_is_taken_later_once() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    server.does_from_now_on(Does::PutsOff);
    sends(&mut queue).await;
    let page = newest(&mut rosa).await;
    assert!(page.shows("Waiting") && page.shows("come back later") && page.shows("Next attempt"), "{}", page.html);
    server.does_from_now_on(Does::Takes);
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 0, "it is not its time yet");
    shop.advance(2 * MINUTE);
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 1);
    assert!(newest(&mut rosa).await.shows("Sent"));
}

#[tokio::test]
async fn a_mail_that_is_refused_says_why_and_is_sent_again_when_somebody_says_so() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    server.does_from_now_on(Does::Refuses);
    sends(&mut queue).await;
    shop.advance(24 * 60 * MINUTE);
    let mut rosa = shop.staff("rosa").await;
    server.does_from_now_on(Does::Takes);
    sends(&mut queue).await;
    let mail = outbox(&mut rosa).await.link_below(OUTBOX).unwrap();
    let page = rosa.get(&mail).await;
    assert!(server.taken().is_empty() && page.shows("Failed") && page.shows("no such mailbox"), "{}", page.html);
    assert_eq!(rosa.sends(&page, &format!("{mail}/send"), &[]).await.status, 303);
    assert_eq!(rosa.sends(&page, &format!("{mail}/send"), &[]).await.status, 409, "it waits already");
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 1);
    let told: Vec<Action> = shop.record().await.into_iter().map(|event| event.action).collect();
    for action in [Action::MailFailed, Action::MailRequested, Action::MailSent] {
        assert!(told.contains(&action), "{action:?}");
    }
    crate::rows_held::tells_once(&shop, "a_mail_that_is_refused_says_why_and_is_sent_again_when_somebody_says_so").await;
}

#[tokio::test]
async fn a_mail_whose_line_broke_may_have_been_taken_and_is_not_sent_again_by_itself() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    server.does_from_now_on(Does::Breaks);
    sends(&mut queue).await;
    server.does_from_now_on(Does::Takes);
    shop.advance(24 * 60 * MINUTE);
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 1, "the one that it had in its hands");
    let page = newest(&mut shop.staff("rosa").await).await;
    assert!(page.shows("Unconfirmed") && page.shows("he may get it twice"), "{}", page.html);
}

#[tokio::test]
async fn whoever_dies_before_handing_over_loses_nothing_and_whoever_dies_at_it_sends_nothing_twice() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    sends(&mut queue).await;
    assert!(due(&shop).await.is_empty());
    // Taken up, and then nothing more was heard of whoever did it.
    ordered(&shop, &mut rosa).await;
    let job = job(shop.now());
    let letter = || domain::mail::Letter {
        language: None,
        from_name: "Sales".into(),
        from: "sales@example.com".into(),
        subject: "Once".into(),
        text: "Once.".into(),
        html: "<p>Once.</p>".into(),
    };
    let mail = due(&shop).await.remove(0);
    assert!(shop.store.by(&job).take_up(mail.clone(), letter()).await.unwrap().is_some());
    assert!(shop.store.by(&job).take_up(mail, letter()).await.unwrap().is_none(), "it is taken up once");
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 1, "it may still be at it");
    shop.advance(6 * MINUTE);
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 2);
    // The next one dies with the mail in its hands.
    ordered(&shop, &mut rosa).await;
    let mail = due(&shop).await.remove(0);
    let mail = shop.store.by(&job).take_up(mail, letter()).await.unwrap().unwrap();
    assert!(shop.store.by(&job).hand_over(mail).await.unwrap().is_some());
    shop.advance(24 * 60 * MINUTE);
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 2);
    assert!(newest(&mut shop.staff("rosa").await).await.shows("Unconfirmed"));
}

#[tokio::test]
async fn two_programs_send_each_mail_once() {
    let (shop, server, mut one, mut rosa) = with_server().await;
    for _ in 0..4 {
        ordered(&shop, &mut rosa).await;
    }
    let mut other = queue(&shop);
    tokio::join!(sends(&mut one), sends(&mut other));
    assert_eq!(server.taken().len(), 4);
    let ids: std::collections::BTreeSet<String> =
        server.taken().iter().filter_map(|mail| mail.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned)).collect();
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_tried_again() {
    let settings =
        Settings { base_url: "http://shop.test".to_owned(), smtp: "smtp://127.0.0.1:1?tls=none".to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let mut rosa = shop.staff("rosa").await;
    ordered(&shop, &mut rosa).await;
    sends(&mut queue(&shop)).await;
    let page = newest(&mut rosa).await;
    assert!(page.shows("Waiting") && page.shows("Next attempt"), "{}", page.html);
    assert!(page.shows("Check whether the server runs") && page.shows("Technical detail"), "{}", page.html);
}

#[tokio::test]
async fn without_a_mail_server_each_mail_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { base_url: "http://shop.test".to_owned(), data: folder.path().to_owned(), ..Settings::default() };
    let shop = Shop::with(settings).await;
    let mut rosa = shop.staff("rosa").await;
    ordered(&shop, &mut rosa).await;
    sends(&mut queue(&shop)).await;
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() == 1 && files.iter().all(|file| file.extension().is_some_and(|end| end == "eml")), "{files:?}");
    assert!(std::fs::read_to_string(files.first().unwrap()).unwrap().contains("Subject: Your Alongside order confirmation"));
    assert!(newest(&mut rosa).await.shows("Kept as a file"));
}

#[tokio::test]
async fn a_document_is_mailed_if_whoever_makes_it_says_so_and_his_comment_only_then_too() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    let order = ordered(&shop, &mut rosa).await;
    sends(&mut queue).await;
    let maker = rosa.clone();
    let make = |what: &'static str, form: &'static [(&'static str, &'static str)]| {
        let (mut maker, page) = (maker.clone(), format!("{order}/{what}"));
        shop.advance(MINUTE);
        async move { assert_eq!(maker.edits(&page, &page, form).await.status, 303, "{what}") }
    };
    make("invoice", &[("pieces-0", "1"), ("pieces-1", "0"), ("comment", "for us")]).await;
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 1, "nobody said so");
    make("invoice", &[("email_copy", "1"), ("comment", "for us")]).await;
    sends(&mut queue).await;
    let page = newest(&mut rosa).await;
    assert!(page.shows("Your Invoice #000000") && page.shows("$146.00") && !page.shows("for us"), "{}", page.html);
    let parcel =
        &[("carrier", "DHL"), ("tracking_number", "JD 14"), ("email_copy", "1"), ("append_comments", "1"), ("comment", "Mind the dog")];
    make("ship", parcel).await;
    sends(&mut queue).await;
    let page = newest(&mut rosa).await;
    for text in ["Your Shipment #", "DHL: JD 14", "Track this shipment", "tracking-id=JD+14", "Mind the dog"] {
        assert!(page.shows(text), "{text}: {}", page.html);
    }
    make("creditmemo", &[("email_copy", "1"), ("refund_shipping", "25")]).await;
    sends(&mut queue).await;
    assert!(newest(&mut rosa).await.shows("Your Credit Memo #"));
    shop.advance(MINUTE);
    let note = [("comment", "We are sorry."), ("notify", "1")];
    assert_eq!(rosa.edits(&order, &format!("{order}/comment"), &note).await.status, 303);
    sends(&mut queue).await;
    let page = newest(&mut rosa).await;
    assert!(page.shows("&gt; We are sorry.") && page.shows("Its status is: Closed"), "{}", page.html);
    let links = rosa.get(&order).await.html.matches("/admin/system/mail/").count();
    assert!(links >= 5, "the order's page leads to each: {links}");
}

#[tokio::test]
async fn mails_that_are_switched_off_are_neither_sent_nor_offered() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    let off = [("order_enabled", "0"), ("order_enabled-system", ""), ("invoice_enabled", "0"), ("invoice_enabled-system", "")];
    let page = "/admin/config/sales_email";
    assert_eq!(rosa.edits(page, page, &off).await.status, 303);
    let order = ordered(&shop, &mut rosa).await;
    sends(&mut queue).await;
    assert!(server.taken().is_empty());
    let mail = [("mail", "01890000000070008000000000000000")];
    let refused = rosa.send(rosa.stamped(&format!("{order}/email"), &mail)).await;
    assert!(refused.status == 409, "{}", refused.html);
    assert!(!rosa.get(&order).await.shows("Send Email"));
    assert!(!rosa.get(&format!("{order}/invoice")).await.shows("Email Copy of Invoice"));
    assert!(rosa.get(&format!("{order}/ship")).await.shows("Email Copy of Shipment"));
}

#[tokio::test]
async fn staff_with_the_right_send_a_mail_once_more() {
    let (shop, server, mut queue, mut rosa) = with_server().await;
    let order = ordered(&shop, &mut rosa).await;
    let page = rosa.get(&order).await;
    assert_eq!(rosa.sends(&page, &format!("{order}/email"), &[]).await.status, 303);
    assert!(rosa.get(&order).await.shows("You sent the order email."));
    let invoice = rosa.edits(&format!("{order}/invoice"), &format!("{order}/invoice"), &[]).await.location;
    let page = rosa.get(&invoice).await;
    assert_eq!(rosa.sends(&page, &format!("{invoice}/email"), &[]).await.status, 303);
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 3);
    // Pressed twice, and sent again with its page, it is one mail; the page that is shown then sends another one.
    let (page, path) = (rosa.get(&order).await, format!("{order}/email"));
    let (mut one, mut other) = (rosa.clone(), rosa.clone());
    let (first, second) = tokio::join!(one.sends(&page, &path, &[]), other.sends(&page, &path, &[]));
    sends(&mut queue).await;
    let late = rosa.sends(&page, &path, &[]).await;
    assert_eq!(([first.status, second.status, late.status], server.taken().len()), ([303; 3], 4));
    let page = rosa.get(&order).await;
    assert_eq!(rosa.sends(&page, &path, &[]).await.status, 303);
    sends(&mut queue).await;
    assert_eq!(server.taken().len(), 5);
}

#[tokio::test]
async fn a_mail_of_an_order_that_staff_placed_says_so_and_not_by_whom() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    places_for_ada(&shop, &mut rosa).await;
    sends(&mut queue).await;
    let page = newest(&mut rosa).await;
    assert!(page.shows("Order Placed by Store Administrator") && !page.shows("Theo"), "{}", page.html);
}

#[tokio::test]
async fn the_outbox_shows_mails_of_a_staff_members_websites_alone_and_finds_them() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    ordered(&shop, &mut rosa).await;
    sends(&mut queue).await;
    let mail = outbox(&mut rosa).await.link_below(OUTBOX).unwrap();
    for (query, found) in [
        ("?q=ada%40example.com", true),
        ("?q=000000017", true),
        ("?q=nobody%40example.com", false),
        ("?status=sent", true),
        ("?status=failed", false),
    ] {
        assert_eq!(rosa.get(&format!("{OUTBOX}{query}")).await.link_below(OUTBOX).is_some(), found, "{query}");
    }
    let mut iris = shop.staff("iris").await;
    assert_eq!(iris.get(OUTBOX).await.status, 403, "she has no right to it");
    let role = rosa.finds_role("International Desk").await;
    assert_eq!(rosa.edits(&role, &role, &[("resource", "Backend::mail_outbox"), ("current_password", PASSWORD)]).await.status, 303);
    assert!(iris.get(OUTBOX).await.link_below(OUTBOX).is_none(), "it is another website's");
    assert_eq!(iris.get(&mail).await.status, 404);
    assert_eq!(iris.get(&format!("{mail}/html")).await.status, 404);
}
