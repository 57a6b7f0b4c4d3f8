//! What there is around an event: what happened beside it, and what it names that is still there.

use super::Report;
use crate::{By, Store, StoreError, catalog::sku_meant, customers::CustomerRow, engine::conn::vars, key, record};
use domain::{
    access::Websites,
    audit::{
        Action, Actor, Group, Recorded, RecordedObject,
        report::{Wanted, object_key},
    },
    caller::{Permit, right},
    config::Scope,
    ids::CustomerId,
    list::Cursor,
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::RecordId;

/// So many events are shown before one, and after it.
const BESIDE: usize = 5;
/// What something is called is looked for in so many events of it.
const NEWEST: usize = 20;

/// What there is around an event.
#[derive(Debug)]
pub struct Around {
    /// Of the same visit, or of the same request, in their order; itself among them.
    pub events: Vec<Recorded>,
    /// The things that it names and that are still there, by kind and key.
    there: BTreeSet<(String, String)>,
    /// What its changes are of and what is no word: attributes by their codes, products by their SKUs.
    named: BTreeMap<String, Named>,
    /// What the customer is called by now whom it was done for, if whoever reads it may see him.
    pub customer: Option<String>,
}

/// Something that is still there, by its kind and key, and what it is called where the record does not say so.
#[derive(Debug)]
pub struct Named {
    pub kind: &'static str,
    pub id: String,
    pub name: Option<String>,
}

impl Around {
    pub fn is_there(&self, kind: &str, id: &str) -> bool {
        self.there.iter().any(|(of, key)| of == kind && key == id)
    }

    /// What a change is of, if that is something.
    pub fn named(&self, field: &str) -> Option<&Named> {
        self.named.get(field)
    }
}

impl By<'_, Permit<right::ActionLogsReport>> {
    /// What there is around an event.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn around(&self, event: &Recorded) -> Result<Around, StoreError> {
        let store = self.store;
        let place = event.place.unwrap_or_default().to_string();
        let report: Report<'_> = store.report(self.known(Wanted::beside(event))).await?;
        let mut events = report.page(&Cursor::Before(place.clone()), BESIDE).await?.items;
        events.push(event.clone());
        events.extend(report.page(&Cursor::After(place), BESIDE).await?.items);
        events.reverse();
        let of_actor = match &event.actor {
            Actor::Guest | Actor::Program => None,
            Actor::Customer { id, .. } => Some(("customer".to_owned(), id.to_string())),
            Actor::Staff { id, .. } => Some(("staff".to_owned(), id.to_string())),
        };
        let subject = event.subject.map(|id| ("customer".to_owned(), id.to_string()));
        let visit = event.visit.map(|id| ("visit".to_owned(), id.to_string()));
        let object = event.object.as_ref().map(|object| (object.kind.clone(), object.id.clone()));
        let mut there = BTreeSet::new();
        for (kind, id) in [of_actor, subject, visit, object].into_iter().flatten() {
            if store.is_there(&kind, &id, self.proof.websites()).await? {
                there.insert((kind, id));
            }
        }
        let named = store.named_in(event).await?;
        there.extend(named.values().map(|named| (named.kind.to_owned(), named.id.clone())));
        let customer = match event.subject {
            Some(id) => store.name_of_customer(id, self.proof.websites()).await?,
            None => None,
        };
        Ok(Around { events, there, named, customer })
    }

    /// What something is called, by its [`object_key`]: as the newest events call it that this reader may know of, but a customer as he is
    /// called by now. `None`, if none of them says it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn called(&self, key: &str) -> Result<Option<RecordedObject>, StoreError> {
        let report: Report<'_> = self.store.report(self.known(Wanted::of_thing(key))).await?;
        let events = report.page(&Cursor::First, NEWEST).await?.items;
        let customer = events.iter().filter_map(|event| event.subject).find(|id| object_key("customer", &id.to_string()) == key);
        if let Some(id) = customer
            && let Some(name) = self.store.name_of_customer(id, self.proof.websites()).await?
        {
            return Ok(Some(RecordedObject { kind: "customer".to_owned(), id: id.to_string(), name }));
        }
        Ok(events.iter().find_map(|event| event.called(key)))
    }
}

fn not_found<T>(error: StoreError) -> Result<Option<T>, StoreError> {
    if matches!(error, StoreError::NotFound) { Ok(None) } else { Err(error) }
}

impl Store {
    /// What a customer of these websites is called by now; `None`, if he is not there any more.
    async fn name_of_customer(&self, id: CustomerId, of: &Websites) -> Result<Option<String>, StoreError> {
        let found = self.customer_row(id).await.and_then(CustomerRow::read).map(Some).or_else(not_found)?;
        Ok(found.filter(|customer| of.allows(customer.website)).map(|customer| customer.full_name()))
    }

    /// Whether something that an event names is still there. A customer of another website than these is not, as everywhere else: who was
    /// refused to log in as one would learn from the record that there is one, and his name.
    async fn is_there(&self, kind: &str, id: &str, of: &Websites) -> Result<bool, StoreError> {
        let table = match kind {
            "customer" => return Ok(self.name_of_customer(crate::parse(id)?, of).await?.is_some()),
            "invoice" | "shipment" | "creditmemo" => "document",
            "staff" | "role" | "order" | "product" | "category" | "mail" | "visit" | "website" | "store_view" => kind,
            "store" => "store_group",
            "import" => "transfer",
            "config" => {
                let (shop, scope) = (self.shop(), id.split_once(' ').map_or(Ok(Scope::Default), |(_, scope)| scope.parse()));
                return Ok(match scope {
                    Ok(Scope::Default) => true,
                    Ok(Scope::Website(id)) => shop.stores.website(id).is_some(),
                    Ok(Scope::View(id)) => shop.stores.view(id).is_some(),
                    Err(_) => false,
                });
            }
            "customer_group" => return Ok(self.shop().pricing.groups.get(crate::parse(id)?).is_some()),
            "attribute" => {
                let id = crate::parse(id)?;
                return Ok(self.shop().attributes.iter().any(|attribute| attribute.id == id));
            }
            "price_rule" => {
                let id = crate::parse(id)?;
                return Ok(self.shop().pricing.rules.iter().any(|rule| rule.id == id && rule.is_there()));
            }
            _ => return Ok(false),
        };
        let found: Vec<RecordId> = self.conn.read("SELECT VALUE id FROM $id", vars! { "id" => record(table, id) }).await?.take(0)?;
        Ok(!found.is_empty())
    }

    /// What changes are of: a product says attributes by their codes, and what is in a cart and where something stands is told by SKUs.
    async fn named_in(&self, event: &Recorded) -> Result<BTreeMap<String, Named>, StoreError> {
        let (shop, mut named, mut skus) = (self.shop(), BTreeMap::new(), BTreeMap::new());
        let is_of_a_product = event.object.as_ref().is_some_and(|object| object.kind == "product");
        for field in event.changes.iter().map(|change| &change.field) {
            let attribute = shop.attributes.iter().find(|attribute| is_of_a_product && attribute.code == *field);
            if let Some(attribute) = attribute {
                let (id, name) = (attribute.id.to_string(), Some(attribute.label.all.clone()));
                named.insert(field.clone(), Named { kind: "attribute", id, name });
            } else if let Some(sku) = sku(event.action, field) {
                skus.insert(sku.to_owned(), field.clone());
            }
        }
        let asked: Vec<String> = skus.keys().cloned().collect();
        let rows = self.rows_by_sku(&asked).await?;
        for (sku, field) in skus {
            // However it was spelt then.
            if let Some(row) = rows.get(&sku_meant(&rows, &sku)) {
                named.insert(field, Named { kind: "product", id: key(&row.id)?.to_owned(), name: None });
            }
        }
        Ok(named)
    }
}

/// The SKU that a change is of, if it is one's.
fn sku(action: Action, field: &str) -> Option<&str> {
    if action.group() == Group::ShoppingCartManagement {
        return Some(field);
    }
    field.strip_prefix("position (").and_then(|rest| rest.strip_suffix(')'))
}
