//! Comments Histories: of an order from its placing on, of its invoices, shipments and credit memos; what of them the customer sees and is sent.

use crate::{
    dashboard::grants,
    documents::ordered,
    mail::{newest, places_for_ada, sends, with_server},
};
use actors::{Browser, Shop};
use domain::audit::Action;
use futures::future::join_all;
use server::demo::PASSWORD;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HELPED: &str = "Order Placed by Store Administrator";

/// An invoice, a shipment and a credit memo of all of it.
async fn documents(rosa: &mut Browser, order: &str) -> [String; 3] {
    let mut made = Vec::new();
    for what in ["invoice", "ship", "creditmemo"] {
        let page = format!("{order}/{what}");
        let done = rosa.edits(&page, &page, &[]).await;
        assert_eq!(done.status, 303, "{what}: {}", done.html);
        made.push(done.location);
    }
    made.try_into().unwrap()
}

async fn notes(rosa: &mut Browser, on: &str, form: &[(&str, &str)]) {
    let done = rosa.edits(on, &format!("{on}/comment"), form).await;
    assert_eq!((done.status, done.location.as_str()), (303, on), "{}", done.html);
}

#[tokio::test]
async fn what_is_noted_on_a_document_is_in_its_history_and_the_customer_sees_and_is_sent_what_is_for_him() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    let order = ordered(&shop, &mut rosa).await;
    let made = documents(&mut rosa, &order).await;
    sends(&mut queue).await;
    let told = [
        ("Invoice #000000", "About Your Invoice", "Update to your Alongside invoice", Action::InvoiceCommented),
        ("Shipment #000000", "About Your Shipment", "Update to your Alongside shipment", Action::ShipmentCommented),
        ("Credit memo #000000", "About Your Refund", "Update to your Alongside credit memo", Action::CreditMemoCommented),
    ];
    for (document, (title, about, subject, action)) in made.iter().zip(told) {
        shop.advance(MINUTE);
        let (for_him, for_us) = (format!("For you: {title}"), format!("For us: {title}"));
        notes(&mut rosa, document, &[("comment", &for_us)]).await;
        notes(&mut rosa, document, &[("comment", &for_him), ("visible", "1"), ("notify", "1")]).await;
        let page = rosa.get(document).await;
        let places = [&for_him, &for_us].map(|text| page.html.find(text.as_str()).unwrap());
        assert!(places[0] < places[1], "the last first: {}", page.html);
        for text in ["Visible on Storefront · Customer Notified", "For staff only · Customer Not Notified"] {
            assert!(page.shows(text), "{text}: {}", page.html);
        }
        let history = rosa.get(&order).await;
        let added = history.html.split(title).any(|rest| rest.split('<').next().is_some_and(|text| text.ends_with(" comment added.")));
        assert!(added && history.shows(&for_us) && history.shows(&for_him), "{}", history.html);
        let mut ada = shop.customer("ada").await;
        let hers = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
        let seen = ada.get(&hers).await;
        assert!(seen.shows(about) && seen.shows(&for_him), "{}", seen.html);
        assert!(!seen.shows(&for_us) && !seen.shows("Rosa"), "{}", seen.html);
        sends(&mut queue).await;
        let mail = newest(&mut rosa).await;
        for text in [subject, "has been updated", &format!("&gt; {for_him}")] {
            assert!(mail.shows(text), "{text}: {}", mail.html);
        }
        assert!(!mail.shows(&for_us) && !mail.shows(HELPED), "{}", mail.html);
        let record = shop.record().await;
        assert_eq!(record.iter().filter(|event| event.action == action && event.actor.name() == "rosa").count(), 2);
        // Sent twice it is there once; another one beside it is another one.
        let noting = |text: &'static str| rosa.filled(&page, &format!("{document}/comment"), &[("comment", text)]);
        for text in ["Called.", "Called.", "Called back."] {
            assert_eq!(rosa.clone().send(noting(text)).await.status, 303);
        }
        let page = rosa.get(document).await;
        assert_eq!(["Called.<", "Called back.<"].map(|text| page.html.matches(text).count()), [1, 1], "{}", page.html);
        let empty = rosa.edits(document, &format!("{document}/comment"), &[("comment", " ")]).await;
        assert!(empty.status == 422 && empty.shows("id=\"comment-flaw\""), "{}", empty.html);
        // Whoever may see the order alone sees nothing of it, and notes nothing.
        let mut theo = shop.staff("theo").await;
        assert!(!theo.get(&order).await.shows(&for_us));
        assert_eq!(theo.post(&format!("{document}/comment"), &[("comment", "No")]).await.status, 403);
    }
}

/// The page that came back with what was wrong had lost its documents and most of its history; and one of a parcel's number told what was noted
/// to whoever may ship and not see shipments.
#[tokio::test]
async fn a_comment_or_a_parcels_number_that_is_refused_comes_back_on_all_of_its_page_and_on_no_more_than_that() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let ship = format!("{order}/ship");
    let shipment = rosa.edits(&ship, &ship, &[("comment", "Mind the dog")]).await.location;
    let refused = rosa.edits(&order, &format!("{order}/comment"), &[("comment", " ")]).await;
    assert_eq!(refused.status, 422);
    for text in [format!("href=\"{shipment}\""), "Mind the dog".to_owned(), "Order confirmation".to_owned()] {
        assert!(refused.shows(&text), "{text}: {}", refused.html);
    }
    for (rights, tells) in [(&["Sales::ship", "Sales::shipment"][..], true), (&["Sales::ship"][..], false)] {
        grants(&mut rosa, "Customer Care", rights).await;
        let half = [("carrier", "GLS"), ("tracking_number", ""), ("do", "add")];
        let refused = shop.staff("kim").await.post(&format!("{shipment}/tracks"), &half).await;
        assert!(refused.status == 422 && refused.shows("Mind the dog") == tells, "{rights:?}: {}", refused.html);
    }
}

#[tokio::test]
async fn what_is_noted_when_a_document_is_made_is_the_first_of_its_history() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let page = format!("{order}/invoice");
    let form = [("comment", "Mind the dog"), ("email_copy", "1"), ("append_comments", "1")];
    let invoice = rosa.edits(&page, &page, &form).await.location;
    let shown = rosa.get(&invoice).await;
    assert!(shown.shows("Rosa Marin · Customer Notified") && shown.shows("Mind the dog"), "{}", shown.html);
    // There is a parcel's number later, which is another change: a comment from the page of before stands beside it.
    let ship = format!("{order}/ship");
    let shipment = rosa.edits(&ship, &ship, &[]).await.location;
    let old = rosa.get(&shipment).await;
    let track = [("carrier", "GLS"), ("tracking_number", "Z 77"), ("do", "add")];
    assert_eq!(rosa.post(&format!("{shipment}/tracks"), &track).await.status, 303);
    assert_eq!(rosa.sends(&old, &format!("{shipment}/comment"), &[("comment", "On its way")]).await.status, 303);
    let shown = rosa.get(&shipment).await;
    assert!(shown.shows("Z 77") && shown.shows("On its way"), "{}", shown.html);
}

/// Of what several people do at the same moment one thing alone was taken, and the others were said to be of an old page.
#[tokio::test]
async fn what_several_note_at_the_same_moment_is_all_there_and_so_are_the_numbers_of_parcels_that_they_add() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let ship = format!("{order}/ship");
    let shipment = rosa.edits(&ship, &ship, &[]).await.location;
    for on in [&order, &shipment] {
        let page = rosa.get(on).await;
        let noting = (0..6).map(|n: u8| {
            // The first comes twice, and is there once.
            let (mut rosa, page, text) = (rosa.clone(), &page, format!("Number {} called.", n.max(1)));
            async move { rosa.sends(page, &format!("{on}/comment"), &[("comment", &text)]).await.status }
        });
        assert_eq!(join_all(noting).await, [303; 6], "{on}");
        let page = rosa.get(on).await;
        for n in 1..6 {
            assert_eq!(page.html.matches(&format!("Number {n} called.<")).count(), 1, "{on} {n}: {}", page.html);
        }
    }
    let adding = (0..6).map(|n: u8| {
        let (mut rosa, tracks, number) = (rosa.clone(), format!("{shipment}/tracks"), format!("Z {}", n.max(1)));
        async move { rosa.post(&tracks, &[("carrier", "GLS"), ("tracking_number", &number), ("do", "add")]).await.status }
    });
    assert_eq!(join_all(adding).await, [303; 6]);
    let page = rosa.get(&shipment).await;
    assert!((1..6).all(|n| page.html.matches(&format!("value=\"Z {n}\"")).count() == 1), "each once: {}", page.html);
}

/// Whoever had an order, or the form of a document, open was refused as soon as somebody noted something.
#[tokio::test]
async fn what_is_noted_of_an_order_meanwhile_is_no_reason_not_to_do_something_to_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let acts = [("hold", &[][..]), ("unhold", &[][..]), ("invoice", &[("pieces-0", "1")][..]), ("cancel", &[][..]), ("ship", &[][..])];
    for (what, form) in acts {
        let path = format!("{order}/{what}");
        let page = rosa.get(if what.ends_with("hold") { &order } else { &path }).await;
        for text in ["Called.", "Called back."] {
            assert_eq!(rosa.edits(&order, &format!("{order}/comment"), &[("comment", text)]).await.status, 303);
            // At first it is done, and then it was.
            assert_eq!(rosa.sends(&page, &path, form).await.status, 303, "{what}");
        }
    }
    let record = shop.record().await;
    for action in [Action::OrderHeld, Action::OrderReleased, Action::InvoiceCreated, Action::OrderCanceled, Action::ShipmentCreated] {
        assert_eq!(record.iter().filter(|e| e.action == action && e.actor.name() == "rosa").count(), 1, "{action:?}");
    }
}

/// Whoever had noted something last was said to have changed it.
#[tokio::test]
async fn who_changed_an_order_meanwhile_is_named_and_not_who_noted_something_on_it() {
    let shop = Shop::open().await;
    let (mut rosa, mut kim) = (shop.staff("rosa").await, shop.staff("kim").await);
    let order = ordered(&shop, &mut rosa).await;
    let role = rosa.finds_role("Customer Care").await;
    let may = [("resource", "Sales::actions_view"), ("resource", "Sales::comment"), ("current_password", PASSWORD)];
    assert_eq!(rosa.edits(&role, &role, &may).await.status, 303);
    let page = format!("{order}/invoice");
    let old = rosa.get(&page).await;
    assert_eq!(rosa.edits(&page, &page, &[("pieces-0", "1"), ("pieces-1", "0")]).await.status, 303);
    shop.advance(MINUTE);
    assert_eq!(kim.edits(&order, &format!("{order}/comment"), &[("comment", "Called.")]).await.status, 303);
    let late = rosa.sends(&old, &page, &[("pieces-0", "3")]).await;
    assert!(late.status == 409 && late.shows("rosa changed it meanwhile ("), "{}", late.html);
}

#[tokio::test]
async fn nobody_mails_a_document_that_he_does_not_see() {
    let shop = Shop::open().await;
    let (mut rosa, mut kim, mut iris) = (shop.staff("rosa").await, shop.staff("kim").await, shop.staff("iris").await);
    let order = ordered(&shop, &mut rosa).await;
    let [invoice, ..] = documents(&mut rosa, &order).await;
    let (of_kim, of_iris) = (rosa.finds_role("Customer Care").await, rosa.finds_role("International Desk").await);
    for (holds, is_sent) in [(&["Sales::emails"][..], 403), (&["Sales::emails", "Sales::sales_invoice"], 303)] {
        let may: Vec<_> = holds.iter().map(|code| ("resource", *code)).chain([("current_password", PASSWORD)]).collect();
        for role in [&of_kim, &of_iris] {
            assert_eq!(rosa.edits(role, role, &may).await.status, 303);
        }
        let path = format!("{invoice}/email");
        assert_eq!(kim.post(&path, &[]).await.status, is_sent, "{holds:?}");
        // What another website sold is not there for her.
        assert_eq!(iris.post(&path, &[]).await.status, if is_sent == 303 { 404 } else { is_sent }, "{holds:?}");
    }
}

#[tokio::test]
async fn the_history_of_an_order_begins_with_its_placing_and_says_whether_its_customer_was_told() {
    for (is_on, told) in [(true, "Customer Notified"), (false, "Customer Not Notified")] {
        let shop = Shop::open().await;
        let mut rosa = shop.staff("rosa").await;
        let page = "/admin/config/sales_email";
        if !is_on {
            assert_eq!(rosa.edits(page, page, &[("order_enabled", "0"), ("order_enabled-system", "")]).await.status, 303);
        }
        let order = ordered(&shop, &mut rosa).await;
        shop.advance(MINUTE);
        notes(&mut rosa, &order, &[("comment", "Called.")]).await;
        let page = rosa.get(&order).await;
        let placing = format!(" · Pending · {told}<");
        let (first, last) = (page.html.find(&placing), page.html.find("Called."));
        assert!(first.is_some() && last < first, "what was last stands first: {}", page.html);
    }
}

#[tokio::test]
async fn each_mail_of_an_order_that_was_placed_in_a_visit_says_so_and_not_by_whom() {
    let (shop, _server, mut queue, mut rosa) = with_server().await;
    places_for_ada(&shop, &mut rosa).await;
    let order = rosa.get("/admin/sales/orders").await.link_below("/admin/sales/orders").unwrap();
    sends(&mut queue).await;
    let mut says_so = async |rosa: &mut Browser, what: &str| {
        sends(&mut queue).await;
        let mail = newest(rosa).await;
        assert!(mail.shows(HELPED) && !mail.shows("Theo"), "{what}: {}", mail.html);
        shop.advance(MINUTE);
    };
    says_so(&mut rosa, "order").await;
    let mut made = vec![order.clone()];
    for what in ["invoice", "ship", "creditmemo"] {
        let page = format!("{order}/{what}");
        made.push(rosa.edits(&page, &page, &[("email_copy", "1")]).await.location);
        says_so(&mut rosa, what).await;
    }
    for document in &made {
        notes(&mut rosa, document, &[("comment", "Thank you."), ("notify", "1")]).await;
        says_so(&mut rosa, document).await;
        assert!(newest(&mut rosa).await.shows("&gt; Thank you."), "{document}");
    }
}
