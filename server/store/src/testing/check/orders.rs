//! Orders against their documents, their numbers, their mails and the record.

use super::EventRow;
use crate::{
    By, Store, StoreError, key,
    mail::MailRow,
    sales::{CounterRow, DocumentRow, OrderRow},
};
use domain::{
    audit::Action,
    caller::Job,
    mail::About,
    money::Money,
    sales::{
        Taxed,
        document::{Document, Kind},
        order::Order,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::SurrealValue;

/// What the documents of a kind take together: the sum, and the pieces of each product.
fn taken(documents: &[&Document], kind: Kind, none: Money) -> Option<(Money, BTreeMap<String, u32>)> {
    let mut pieces: BTreeMap<String, u32> = BTreeMap::new();
    let mut sum = none;
    for document in documents.iter().filter(|document| document.kind == kind) {
        sum = sum.plus(document.taken.total().ok()?).ok()?;
        for part in &document.taken.parts {
            let of = pieces.entry(part.sku.clone()).or_default();
            *of = of.checked_add(part.pieces)?;
        }
    }
    Some((sum, pieces))
}

/// By which something is noted on them.
const COMMENTED: [Action; 3] = [Action::InvoiceCommented, Action::ShipmentCommented, Action::CreditMemoCommented];

/// By which documents come to be.
const MADE: [Action; 3] = [Action::InvoiceCreated, Action::ShipmentCreated, Action::CreditMemoCreated];

/// What does not fit together of one order.
fn flaws(order: &Order, documents: &[&Document]) -> Vec<String> {
    let none = Money::new(0, order.paid.currency());
    let mut found = Vec::new();
    let of = |kind| taken(documents, kind, none).unwrap_or_else(|| (none, BTreeMap::new()));
    let (invoices, shipments, memos) = (of(Kind::Invoice), of(Kind::Shipment), of(Kind::Creditmemo));
    if invoices.0 != order.paid || memos.0 != order.refunded {
        found.push(format!("order {}: its documents ask {:?} and give back {:?}", order.number, invoices.0, memos.0));
    }
    for line in &order.lines {
        let of = |pieces: &BTreeMap<String, u32>| pieces.get(&line.sku).copied().unwrap_or_default();
        let told = (of(&invoices.1), of(&shipments.1), of(&memos.1));
        if told != (line.pieces.invoiced, line.pieces.shipped, line.pieces.refunded) {
            found.push(format!("order {}: of {} its documents take {told:?}", order.number, line.sku));
        }
        let runs = [(Kind::Invoice, vec![(0, line.pieces.invoiced)]), (Kind::Creditmemo, line.given.runs().to_vec())];
        for (kind, runs) in runs {
            let of_kind = documents.iter().filter(|document| document.kind == kind);
            let mut parts = of_kind.flat_map(|document| &document.taken.parts).filter(|part| part.sku == line.sku);
            let sum = parts.try_fold(Taxed { net: none, tax: none }, |sum, part| sum.plus(part.sum));
            if sum != line.cost_of(&runs) {
                found.push(format!("order {}: for {} its documents of {} come to {sum:?}", order.number, line.sku, kind.code()));
            }
        }
    }
    found
}

impl Store {
    pub(super) async fn orders_against(&self, events: &[EventRow]) -> Result<Vec<String>, StoreError> {
        let rows: Vec<OrderRow> = self.whole("SELECT * FROM order").await?;
        let documents: Vec<DocumentRow> = self.whole("SELECT * FROM document").await?;
        let counters: Vec<CounterRow> = self.whole("SELECT * FROM counter").await?;
        let documents: Vec<Document> = documents.into_iter().map(DocumentRow::read).collect::<Result<_, _>>()?;
        let orders: Vec<Order> = rows.into_iter().map(OrderRow::read).collect::<Result<_, _>>()?;
        let mut found = Vec::new();
        let told = |id: &str, actions: &[Action]| {
            events.iter().filter(|e| e.object.as_deref() == Some(id) && actions.iter().any(|action| e.is(*action))).count()
        };
        let mut mailed: BTreeMap<String, usize> = BTreeMap::new();
        let mut counted: BTreeMap<String, i64> = BTreeMap::new();
        let mut count = |counter: String| {
            let of = counted.entry(counter).or_default();
            *of = of.saturating_add(1);
        };
        for mail in self.whole::<MailRow>("SELECT * FROM mail").await? {
            let (id, is_over) = (key(&mail.id)?, mail.is_over());
            let ends = told(id, &[Action::MailSent, Action::MailKept, Action::MailFailed, Action::MailUnconfirmed]);
            if is_over != (ends > told(id, &[Action::MailRequested])) {
                found.push(format!("mail {id}: the record tells of {ends} ends"));
            }
            // Of an order, when it was placed; or of a document.
            let of = if mail.about == About::Order.code() { mail.order } else { mail.document };
            if let Some(of) = of {
                let of = mailed.entry(of).or_default();
                *of = usize::saturating_add(*of, 1);
            }
        }
        for document in &documents {
            let (id, number, kind) = (document.id.to_string(), &document.number, document.kind.code());
            let made: Vec<&EventRow> =
                events.iter().filter(|e| e.object.as_deref() == Some(&*id) && MADE.iter().any(|made| e.is(*made))).collect();
            // The demo's are told of with their orders.
            let is_filled = told(&document.order.to_string(), &[Action::DemoFilled]) > 0;
            if made.len() > 1 || made.is_empty() && !is_filled {
                found.push(format!("{kind} {number}: the record tells of it another number of times than once"));
            }
            let says_so = |e: &&EventRow| e.changes.iter().any(|c| c.field == "mailed" && c.after.as_deref() == Some("true"));
            let commented = events.iter().filter(|e| e.object.as_deref() == Some(&*id) && COMMENTED.iter().any(|noted| e.is(*noted)));
            let asked = made.into_iter().chain(commented).filter(says_so).count();
            let wanted = asked.saturating_add(told(&id, &[Action::MailRequested]));
            if mailed.get(&id).copied().unwrap_or_default() != wanted {
                found.push(format!("{kind} {number}: it has another number of mails than were asked for"));
            }
        }
        for order in &orders {
            let id = order.id.to_string();
            if mailed.get(&id).copied().unwrap_or_default() != told(&id, &[Action::OrderPlaced, Action::MailRequested]) {
                found.push(format!("order {}: it has another number of mails than it was placed and asked for", order.number));
            }
            count(order.group.to_string());
            if told(&order.id.to_string(), &[Action::OrderPlaced, Action::DemoFilled]) != 1 {
                found.push(format!("order {}: the record tells of it another number of times than once", order.number));
            }
            let of: Vec<&Document> = documents.iter().filter(|document| document.order == order.id).collect();
            of.iter().for_each(|document| count(format!("{}{}", order.group, document.kind.code())));
            found.extend(flaws(order, &of));
        }
        for counter in &counters {
            let number = counted.remove(key(&counter.id)?).unwrap_or_default();
            if number != counter.number {
                found.push(format!("counter {:?}: it stands at {}, and there are {number}", counter.id, counter.number));
            }
        }
        found.extend(counted.into_keys().map(|counter| format!("nothing counts {counter}")));
        let numbers: BTreeSet<&str> = orders.iter().map(|order| order.number.as_str()).collect();
        if numbers.len() != orders.len() {
            found.push("two orders have one number".to_owned());
        }
        Ok(found)
    }
}

impl By<'_, Job> {
    /// The pieces of each product, by its SKU: in stock, and ordered and neither given up nor returned to the stock. However much is bought and
    /// given back, there stay as many, unless somebody counts the stock anew.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn pieces_in_all(&self) -> Result<BTreeMap<String, i64>, StoreError> {
        #[derive(SurrealValue)]
        struct Product {
            sku: String,
            stock: i64,
        }
        let products: Vec<Product> = self.store.whole("SELECT sku, stock FROM product").await?;
        let orders: Vec<OrderRow> = self.store.whole("SELECT * FROM order").await?;
        let documents: Vec<DocumentRow> = self.store.whole("SELECT * FROM document").await?;
        let mut pieces: BTreeMap<String, i64> = products.into_iter().map(|product| (product.sku, product.stock)).collect();
        let mut more = |sku: String, by: i64| {
            let of = pieces.entry(sku).or_default();
            *of = of.saturating_add(by);
        };
        for order in orders {
            for line in order.read()?.lines {
                more(line.sku, i64::from(line.pieces.ordered).saturating_sub(line.pieces.canceled.into()));
            }
        }
        for document in documents {
            for part in document.read()?.taken.parts.into_iter().filter(|part| part.restocked) {
                more(part.sku, i64::from(part.pieces).saturating_neg());
            }
        }
        Ok(pieces)
    }
}
