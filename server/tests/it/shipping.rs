//! What staff do with a document once it is made: parcels' numbers, print; and a form that comes twice.

use crate::documents::ordered;
use actors::{Answer, Browser, Shop};
use domain::audit::Action;

/// A shipment of the whole order.
async fn shipped(rosa: &mut Browser, order: &str) -> String {
    let page = format!("{order}/ship");
    let made = rosa.edits(&page, &page, &[("carrier", "DHL"), ("tracking_number", "JD0146")]).await;
    assert_eq!(made.status, 303, "{}", made.html);
    made.location
}

#[tokio::test]
async fn a_parcels_number_is_added_and_removed_later_and_the_customer_sees_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let shipment = shipped(&mut rosa, &order).await;
    let tracks = format!("{shipment}/tracks");
    let half = rosa.post(&tracks, &[("carrier", "GLS"), ("tracking_number", ""), ("do", "add")]).await;
    assert!(half.status == 422 && half.shows("value=\"GLS\""), "what was typed stays: {}", half.html);
    for told in ["The tracking number has been added", "has this tracking number already"] {
        let added = rosa.post(&tracks, &[("carrier", "GLS"), ("tracking_number", "Z 77"), ("do", "add")]).await;
        assert_eq!(added.status, 303, "{}", added.html);
        let page = rosa.get(&shipment).await;
        assert!(page.shows(told), "{}", page.html);
    }
    let mut ada = shop.customer("ada").await;
    let hers = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
    let seen = ada.get(&hers).await;
    let followed = "href=\"https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD0146\"";
    assert!(seen.shows("Z 77") && seen.html.contains(followed), "a carrier that is known tells how far it is: {}", seen.html);
    assert!(rosa.get(&shipment).await.html.contains(followed));
    assert_eq!(seen.html.matches("rel=\"external\"").count(), 1, "the other one has no page");
    let listed = rosa.get("/admin/sales/shipments?q=Z+77").await;
    assert_eq!(listed.rows().len(), 1, "it is found by it: {}", listed.html);
    let removed = rosa.post(&tracks, &[("carrier", "DHL"), ("tracking_number", "JD0146"), ("do", "remove")]).await;
    assert_eq!(removed.status, 303);
    let page = ada.get(&hers).await;
    assert!(page.shows("Z 77") && !page.shows("JD0146"), "{}", page.html);
    let record = shop.record().await;
    let told = |action| record.iter().filter(|e| e.action == action && e.actor.name() == "rosa").count();
    assert_eq!((told(Action::TrackAdded), told(Action::TrackRemoved)), (1, 1), "each once");
    // Whoever may see shipments and not ship, or has other websites, changes none.
    for name in ["kim", "iris"] {
        let status = shop.staff(name).await.post(&tracks, &[("carrier", "X"), ("tracking_number", "Y"), ("do", "add")]).await.status;
        assert!([403, 404].contains(&status), "{name}: {status}");
    }
    crate::rows_held::tells_once(&shop, "a_parcels_number_is_added_and_removed_later_and_the_customer_sees_it").await;
}

#[tokio::test]
async fn each_document_has_a_page_for_paper() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let shipment = shipped(&mut rosa, &order).await;
    let mut made = vec![shipment];
    for what in ["invoice", "creditmemo"] {
        let page = format!("{order}/{what}");
        made.push(rosa.edits(&page, &page, &[]).await.location);
    }
    for document in &made {
        let page = rosa.get(document).await;
        let print = format!("{document}/print");
        assert!(page.shows(&format!("href=\"{print}\"")), "{}", page.html);
        let paper = rosa.get(&print).await;
        assert!(paper.status == 200 && paper.shows("Harbour Mug") && paper.shows("Ada Brandt"), "{}", paper.html);
        assert_eq!(shop.staff("kim").await.get(&print).await.status, 403);
    }
    // The customer prints all of a kind.
    let mut ada = shop.customer("ada").await;
    let hers = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
    let page = ada.get(&hers).await;
    for (of, label, title) in [
        ("invoice", "Print All Invoices", "Invoice #"),
        ("shipment", "Print All Shipments", "Shipment #"),
        ("creditmemo", "Print All Refunds", "Refund #"),
    ] {
        let print = page.link_of(label).unwrap();
        assert!(print.ends_with(&format!("?of={of}")), "{print}");
        let paper = ada.get(&print).await;
        assert!(paper.text_of("h3").unwrap().starts_with(title), "{}", paper.html);
        assert_eq!(ada.get(&print.replace(of, "nonsense")).await.status, 404);
    }
    // It goes to the customer: whoever prints it may read something else.
    assert_eq!(rosa.post("/admin/language", &[("language", "de"), ("back", "/admin")]).await.status, 303);
    for (document, title) in made.iter().zip(["Shipment #", "Invoice #", "Credit Memo #"]) {
        let paper = rosa.get(&format!("{document}/print")).await;
        assert!(paper.shows("<html lang=\"de\"") && paper.shows("<div lang=\"en\">") && paper.shows(title), "{}", paper.html);
    }
}

#[tokio::test]
async fn a_credit_memo_that_is_begun_at_an_invoice_is_limited_to_that() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let making = format!("{order}/invoice");
    // A mug and the delivery; then two mugs and two bread boxes.
    let first = rosa.edits(&making, &making, &[("pieces-0", "1"), ("pieces-1", "0")]).await.location;
    let second = rosa.edits(&making, &making, &[]).await.location;
    let begins = |invoice: &str| format!("{order}/creditmemo?invoice={}", invoice.rsplit('/').next().unwrap());
    for invoice in [&first, &second] {
        let page = rosa.get(invoice).await;
        assert!(page.shows(&format!("href=\"{}\"", begins(invoice))), "{}", page.html);
    }
    let memo = begins(&first);
    let page = rosa.get(&memo).await;
    let filled = ["pieces-0", "pieces-1", "refund_shipping"].map(|name| page.input(name).unwrap());
    assert_eq!(filled, ["1", "0", "25.00"], "what it asked for");
    assert!(page.shows("New Memo for #000000") && page.shows("$39.00") && !page.shows("$185.00"), "{}", page.html);
    assert_eq!(page.link_of("Back").as_ref(), Some(&first));
    for (form, field) in [
        ([("pieces-0", "2"), ("refund_shipping", "0")], "pieces-0"),
        ([("pieces-1", "1"), ("refund_shipping", "0")], "pieces-1"),
        ([("pieces-0", "1"), ("refund_shipping", "25.01")], "refund_shipping"),
    ] {
        let refused = rosa.sends(&page, &memo, &form).await;
        assert!(refused.status == 422 && refused.shows(&format!("id=\"{field}-flaw\"")), "{form:?}: {}", refused.html);
    }
    let refused = rosa.sends(&page, &memo, &[("adjustment_refund", "0.01")]).await;
    assert!(refused.status == 422 && refused.shows("more than was paid"), "{}", refused.html);
    let (done, again) = (rosa.sends(&page, &memo, &[]).await, rosa.sends(&page, &memo, &[]).await);
    assert_eq!((done.status, again.status, &again.location), (303, 303, &done.location), "sent twice it is one: {}", again.html);
    assert!(rosa.get(&done.location).await.shows("$39.00"));
    // There is nothing left of it, and all of the other.
    assert!(!rosa.get(&first).await.html.contains("creditmemo?invoice="));
    assert_eq!(rosa.get(&memo).await.location, order);
    let memo = begins(&second);
    let page = rosa.get(&memo).await;
    let filled = ["pieces-0", "pieces-1", "refund_shipping"].map(|name| page.input(name).unwrap());
    assert_eq!(filled, ["2", "2", "0.00"]);
    assert_eq!(rosa.sends(&page, &memo, &[]).await.status, 303);
    let page = rosa.get(&order).await;
    assert!(!page.html.contains("/creditmemo\""), "all of it is given back: {}", page.html);
    for nothing in ["nonsense", "00000000000000000000000000000001", done.location.rsplit('/').next().unwrap()] {
        assert_eq!(rosa.get(&format!("{order}/creditmemo?invoice={nothing}")).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn a_form_that_comes_twice_makes_one_document_and_leads_to_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    for (what, form) in [("invoice", [("pieces-0", "1"), ("pieces-1", "0")]), ("ship", [("pieces-0", "2"), ("pieces-1", "0")])] {
        let path = format!("{order}/{what}");
        let page = rosa.get(&path).await;
        let (first, again) = (rosa.sends(&page, &path, &form).await, rosa.sends(&page, &path, &form).await);
        assert_eq!((first.status, again.status, &again.location), (303, 303, &first.location), "{what}: {}", again.html);
        // Other pieces are no repetition.
        let other = rosa.sends(&page, &path, &[("pieces-0", "1"), ("pieces-1", "1")]).await;
        assert_eq!(other.status, 409, "{what}: {}", other.html);
        // At the same moment, too.
        let page = rosa.get(&path).await;
        let (mut one, mut two) = (rosa.clone(), rosa.clone());
        let form = [("pieces-0", "1"), ("pieces-1", "0")];
        let (one, two) = tokio::join!(one.sends(&page, &path, &form), two.sends(&page, &path, &form));
        assert_eq!((one.status, two.status, &one.location), (303, 303, &two.location), "{what}: {} {}", one.html, two.html);
    }
    let record = shop.record().await;
    let made = |action| record.iter().filter(|e| e.action == action && e.actor.name() == "rosa").count();
    assert_eq!((made(Action::InvoiceCreated), made(Action::ShipmentCreated)), (2, 2));
}

#[tokio::test]
async fn an_order_that_is_held_twice_by_one_page_is_held() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    for (what, action) in [("hold", Action::OrderHeld), ("unhold", Action::OrderReleased), ("cancel", Action::OrderCanceled)] {
        let path = format!("{order}/{what}");
        let page = rosa.get(if what == "cancel" { &path } else { &order }).await;
        for _ in 0..2 {
            let done = rosa.sends(&page, &path, &[]).await;
            assert_eq!(done.status, 303, "{what}: {}", done.html);
        }
        assert_eq!(shop.record().await.iter().filter(|e| e.action == action && e.actor.name() == "rosa").count(), 1, "{what}");
    }
}

/// It was said to be changed meanwhile, for it is not canceled as a whole.
#[tokio::test]
async fn the_rest_of_an_order_that_is_canceled_twice_by_one_page_is_canceled() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let (invoice, path) = (format!("{order}/invoice"), format!("{order}/cancel"));
    assert_eq!(rosa.edits(&invoice, &invoice, &[("pieces-0", "1"), ("pieces-1", "0")]).await.status, 303);
    let page = rosa.get(&path).await;
    for _ in 0..2 {
        let done = rosa.sends(&page, &path, &[]).await;
        assert_eq!((done.status, &done.location), (303, &order), "{}", done.html);
    }
    assert!(rosa.get(&order).await.shows("Processing"), "what is paid is still sent");
    let record = shop.record().await;
    assert_eq!(record.iter().filter(|e| e.action == Action::OrderCanceled && e.actor.name() == "rosa").count(), 1);
}

#[tokio::test]
async fn a_documents_page_has_addresses_and_payment_and_of_an_invoice_the_way_to_its_credit_memo() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let shipment = shipped(&mut rosa, &order).await;
    let making = format!("{order}/invoice");
    let invoice = rosa.edits(&making, &making, &[]).await.location;
    let memo = format!("{order}/creditmemo");
    let leads_to = |page: &Answer| page.shows(&format!("href=\"{memo}?invoice={}\"", invoice.rsplit('/').next().unwrap()));
    for (document, leads) in [(&shipment, false), (&invoice, true)] {
        let page = rosa.get(document).await;
        let says = ["Address Information", "Billing Address", "Payment Method", "Purchased From"];
        assert!(says.iter().all(|text| page.shows(text)), "{}", page.html);
        assert_eq!(leads_to(&page), leads, "{document}");
    }
    assert_eq!(rosa.edits(&memo, &memo, &[]).await.status, 303);
    assert!(!leads_to(&rosa.get(&invoice).await), "nothing is left to give back");
}

async fn notes(rosa: &mut Browser, order: &str, note: &[(&str, &str)]) {
    assert_eq!(rosa.edits(order, &format!("{order}/comment"), note).await.status, 303);
}

/// Of a comment nobody knew afterwards whether the customer had been told of it, nor what the order was like then.
#[tokio::test]
async fn the_history_says_of_each_comment_what_the_order_was_like_and_whether_the_customer_was_notified() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    notes(&mut rosa, &order, &[("comment", "On its way soon."), ("visible", "1"), ("notify", "1")]).await;
    notes(&mut rosa, &order, &[("comment", "Called twice.")]).await;
    let making = format!("{order}/invoice");
    let invoice = rosa.edits(&making, &making, &[("comment", "Paid late."), ("email_copy", "1")]).await.location;
    let making = format!("{order}/ship");
    let shipment =
        rosa.edits(&making, &making, &[("comment", "Mind the dog."), ("email_copy", "1"), ("append_comments", "1")]).await.location;
    let making = format!("{order}/creditmemo");
    let memo = rosa.edits(&making, &making, &[("comment", "One was broken.")]).await.location;
    notes(&mut rosa, &order, &[("comment", "All is well.")]).await;
    let history = rosa.get(&order).await;
    for told in [
        "Pending · Rosa Marin · Visible on Storefront · Customer Notified",
        "Pending · Rosa Marin · For staff only · Customer Not Notified",
        "Closed · Rosa Marin · For staff only · Customer Not Notified",
    ] {
        assert_eq!(history.html.matches(told).count(), 1, "{told}: {}", history.html);
    }
    // Two documents of the three were mailed; of their comments one.
    assert_eq!(history.html.matches("Rosa Marin · Customer Notified").count(), 3, "{}", history.html);
    assert_eq!(history.html.matches("Rosa Marin · Customer Not Notified").count(), 1, "{}", history.html);
    for (document, comment, told) in [
        (&invoice, "Paid late.", "For staff only · Customer Not Notified"),
        (&shipment, "Mind the dog.", "Customer Notified"),
        (&memo, "One was broken.", "For staff only · Customer Not Notified"),
    ] {
        let page = rosa.get(document).await;
        assert!(page.shows(comment) && page.shows(&format!("Rosa Marin · {told}")), "{}", page.html);
    }
    let mut ada = shop.customer("ada").await;
    let seen = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
    let seen = ada.get(&seen).await;
    assert!(seen.shows("On its way soon.") && !seen.shows("Notified") && !seen.shows("Called twice."), "{}", seen.html);
}
