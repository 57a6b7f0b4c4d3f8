//! Stores > Attributes > Product. They are few, and read together with stores and settings. Of one that is deleted no product is written: what
//! they say of it is nobody's from then on.

use super::{
    ProductRow,
    attribute_row::{AttributeRow, OPTION, SAYS, option},
};
use crate::{By, StoreError, engine::secret::id_at, engine::write::Update, record, stores};
use domain::{
    access::Websites,
    audit::{Action, Change, Follows},
    caller::{Permit, Proof, right},
    catalog::attribute::{Attribute, Labelled, MOST_ATTRIBUTES, free_slot},
    ids::{AttributeId, StoreViewId},
    stores::{Shop, Stores},
    text::Flaw,
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::RecordId;

pub(super) fn row(id: AttributeId) -> RecordId {
    record("attribute", &id.to_string())
}

/// A text for all and those of views, told one by one.
pub(super) fn told_labels(stores: &Stores, field: &str, was: &Labelled, is: &Labelled) -> Vec<Change> {
    Change::of(field, &was.all, &is.all).into_iter().chain(told_own_labels(stores, field, was, is)).collect()
}

/// Those of views.
fn told_own_labels(stores: &Stores, field: &str, was: &Labelled, is: &Labelled) -> Vec<Change> {
    let views: BTreeSet<&StoreViewId> = was.own.keys().chain(is.own.keys()).collect();
    let own = views.into_iter().filter_map(|view| {
        let code = stores.view(*view).map(|v| v.code.clone()).unwrap_or_default();
        let (before, after) = (was.own.get(view).cloned(), is.own.get(view).cloned());
        let all = [Some(was.all.clone()), Some(is.all.clone())];
        Change::of_own(format!("{field} ({code})"), before, after, Follows::DefaultValue, all)
    });
    own.collect()
}

fn told(stores: &Stores, was: &Attribute, is: &Attribute) -> Vec<Change> {
    let names = |of: &Attribute| of.choices.iter().map(|choice| choice.label.all.as_str()).collect::<Vec<_>>().join(", ");
    let plain = |of: &Attribute| {
        [
            ("position", of.position.to_string()),
            ("visible", of.visible.to_string()),
            ("layered_navigation", of.navigation.to_string()),
            ("search", of.search.to_string()),
            ("options", names(of)),
        ]
    };
    let changes = plain(was).into_iter().zip(plain(is)).filter_map(|((field, before), (_, after))| Change::of(field, &before, &after));
    let options = is.choices.iter().filter_map(|choice| Some((was.choice(choice.number)?, choice)));
    // What each is called for all is told with the others.
    let options = options.flat_map(|(before, after)| told_own_labels(stores, &after.label.all, &before.label, &after.label));
    told_labels(stores, "label", &was.label, &is.label).into_iter().chain(changes).chain(options).collect()
}

/// How many products say something of an attribute, and of each option; unknown while the index that counts is being made.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    pub products: Option<i64>,
    pub options: BTreeMap<u32, i64>,
}

impl By<'_, Permit<right::ProductAttributes>> {
    /// The shop as it is stored now, with its attributes.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn attributes(&self) -> Result<Shop, StoreError> {
        self.store.read_shop().await
    }

    /// # Errors
    /// The store does not answer.
    pub async fn usage(&self, of: &Attribute) -> Result<Usage, StoreError> {
        let products = self.store.count_any::<ProductRow>(SAYS, &[of.id.to_string()]).await?;
        let asked = of.numbers().into_iter().map(|number| (number, vec![option(of.id, number)])).collect();
        let options = match self.store.count_each::<ProductRow, u32>(OPTION, asked).await {
            Ok(options) => options,
            Err(StoreError::Unavailable(_)) => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        Ok(Usage { products, options })
    }

    /// Attributes are the whole shop's.
    fn for_all(&self) -> Result<(), StoreError> {
        if *self.proof.websites() == Websites::All { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Makes an attribute; its slot is one that is free.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: another has the code, or there are too many. [`StoreError::NotFound`]: whoever is not for all of the shop
    /// makes none. [`StoreError::Stale`]: another was made meanwhile.
    pub async fn create_attribute(&self, wanted: &Attribute) -> Result<AttributeId, StoreError> {
        self.for_all()?;
        let shop = self.store.read_shop().await?;
        if shop.attributes.iter().any(|attribute| attribute.code == wanted.code) {
            return Err(StoreError::Invalid("code", Flaw::Taken));
        }
        let too_many = Flaw::TooMany(u32::try_from(MOST_ATTRIBUTES).unwrap_or(u32::MAX));
        let slot = free_slot(&shop.attributes).ok_or(StoreError::Invalid("code", too_many))?;
        let new = Attribute { id: AttributeId::new(id_at(self.proof.origin().at)), slot, revision: 1, ..wanted.clone() };
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&Update::of(&stores::version()).add("number", 1).only_if("number", shop.version));
        tx.writes().create(&row(new.id), AttributeRow::of(&new));
        let names: Vec<&str> = new.choices.iter().map(|choice| choice.label.all.as_str()).collect();
        let event = tx.event(Action::AttributeCreated).on("attribute", new.id, new.code.clone()).changing([
            Change::added("code", new.code.clone()),
            Change::added("label", new.label.all.clone()),
            Change::added("input", new.input.code()),
        ]);
        // A text has none.
        tx.commit(event.changing(Change::of("options", "", &names.join(", ")))).await?;
        self.store.reload_shop().await?;
        Ok(new.id)
    }

    /// Saves an attribute as it is to be: it holds from the next request on. Its code and its input stay what they were.
    ///
    /// # Errors
    /// As [`Self::create_attribute`].
    pub async fn save_attribute(&self, was: &Attribute, wanted: &Attribute) -> Result<(), StoreError> {
        self.for_all()?;
        let next = Attribute {
            id: was.id,
            slot: was.slot,
            code: was.code.clone(),
            input: was.input,
            revision: was.revision.saturating_add(1),
            ..wanted.clone()
        };
        if (Attribute { revision: was.revision, ..next.clone() }) == *was {
            return Ok(());
        }
        next.told_apart().map_err(|flaw| StoreError::Invalid("new_options", flaw))?;
        let stores = self.store.read_shop().await?.stores;
        let mut tx = self.store.tx(self.proof);
        stores::moving_the_shop(&mut tx);
        tx.writes().replace(&row(was.id), was.revision, AttributeRow::of(&next));
        let event = tx.event(Action::AttributeChanged).on("attribute", was.id, was.code.clone());
        tx.commit(event.changing(told(&stores, was, &next))).await?;
        self.store.reload_shop().await
    }

    /// Deletes an attribute: nothing is told of it any more.
    ///
    /// # Errors
    /// As [`Self::create_attribute`].
    pub async fn delete_attribute(&self, was: &Attribute) -> Result<(), StoreError> {
        self.for_all()?;
        let mut tx = self.store.tx(self.proof);
        stores::moving_the_shop(&mut tx);
        tx.writes().must_update(&Update::of(&row(was.id)).add("revision", 1).only_if("revision", was.revision));
        tx.writes().delete(&row(was.id));
        let event = tx.event(Action::AttributeDeleted).on("attribute", was.id, was.code.clone());
        let gone = [Change::removed("code", was.code.clone()), Change::removed("label", was.label.all.clone())];
        tx.commit(event.changing(gone)).await?;
        self.store.reload_shop().await
    }
}
