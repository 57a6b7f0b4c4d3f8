//! Customers > Customer Groups. They are read together with stores and settings, for every price asks them.

use crate::{
    By, StoreError,
    engine::{
        secret::id_at,
        table::{Index, Table},
        tx::Tx,
        write::Update,
    },
    key, record, stores,
};
use domain::{
    access::Websites,
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    config::Setting,
    customers::group::{Group, GroupName, Groups, may_delete},
    ids::CustomerGroupId,
    stores::Shop,
    text::{Flaw, caseless},
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const GROUPS: Table =
    Table { name: "customer_group", row: CustomerGroupRow::kind_of, indexes: &[Index::Unique("name_key", "name")], list: None };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct CustomerGroupRow {
    id: RecordId,
    number: i64,
    name: String,
    /// Names that differ in their case alone are one name. Of one that was deleted, its key: another may have the name.
    name_key: String,
    /// Of one that was deleted: where its members are now.
    heir: Option<String>,
    revision: i64,
}

impl CustomerGroupRow {
    pub(crate) fn read(self) -> Result<Group, StoreError> {
        Ok(Group {
            id: crate::parse(key(&self.id)?)?,
            number: self.number,
            name: self.name,
            heir: self.heir.as_deref().map(crate::parse).transpose()?,
            revision: self.revision,
        })
    }
}

fn row(id: CustomerGroupId) -> RecordId {
    record("customer_group", &id.to_string())
}

/// A group is called so from now on.
pub(crate) fn called(id: CustomerGroupId, name: &str) -> Update {
    Update::of(&row(id)).set("name", name.to_owned()).set("name_key", caseless(name))
}

/// Another group has the name.
fn named(error: StoreError) -> StoreError {
    let is_taken = matches!(error, StoreError::Invalid("name", Flaw::Taken));
    if is_taken { StoreError::Invalid("name", Flaw::GroupExists) } else { error }
}

impl By<'_, Permit<right::CustomerGroups>> {
    /// All groups as they are stored now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customer_groups(&self) -> Result<Groups, StoreError> {
        Ok(self.store.read_shop().await?.pricing.groups)
    }

    /// Whether new customers are put into a group anywhere.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_default_group(&self, id: CustomerGroupId) -> Result<bool, StoreError> {
        Ok(is_default(&self.store.read_shop().await?, id))
    }

    /// Groups are the whole shop's.
    fn permitted(&self) -> Result<(), StoreError> {
        if *self.proof.websites() == Websites::All { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Begins a change of the shop as it was read: two who change it at once meet in its version.
    fn changing(&self, shop: &Shop) -> Tx<'_> {
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&Update::of(&stores::version()).add("number", 1).only_if("number", shop.version));
        tx
    }

    /// # Errors
    /// [`StoreError::Invalid`]: another group has the name. [`StoreError::NotFound`]: whoever is not for all of the shop makes none.
    pub async fn create_customer_group(&self, name: &GroupName) -> Result<CustomerGroupId, StoreError> {
        self.permitted()?;
        let shop = self.store.read_shop().await?;
        let id = CustomerGroupId::new(id_at(self.proof.origin().at));
        let mut tx = self.changing(&shop);
        let new = CustomerGroupRow {
            id: row(id),
            number: shop.pricing.groups.next_number(),
            name: name.to_string(),
            name_key: caseless(name.as_str()),
            heir: None,
            revision: 1,
        };
        tx.writes().create(&new.id.clone(), new);
        let event = tx.event(Action::CustomerGroupCreated).on("customer_group", id, name.as_str());
        tx.commit(event.changing([Change::added("name", name.as_str())])).await.map_err(named)?;
        self.store.reload_shop().await?;
        Ok(id)
    }

    /// # Errors
    /// [`StoreError::Invalid`]: another group has the name. [`StoreError::Stale`]: it was changed meanwhile.
    pub async fn save_customer_group(&self, was: &Group, name: &GroupName) -> Result<(), StoreError> {
        self.permitted()?;
        let Some(change) = Change::of("name", &was.name, name.as_str()) else { return Ok(()) };
        let mut tx = self.store.tx(self.proof);
        stores::moving_the_shop(&mut tx);
        let update = called(was.id, name.as_str());
        tx.writes().must_update(&update.add("revision", 1).only_if("revision", was.revision));
        let event = tx.event(Action::CustomerGroupChanged).on("customer_group", was.id, name.as_str());
        tx.commit(event.changing([change])).await.map_err(named)?;
        self.store.reload_shop().await
    }

    /// Deletes a group. Its members are in the default one from then on, however many they are: no row of theirs is written.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: a rule says no. [`StoreError::Stale`]: something was changed meanwhile.
    pub async fn delete_customer_group(&self, was: &Group) -> Result<(), StoreError> {
        self.permitted()?;
        let shop = self.store.read_shop().await?;
        may_delete(was.id, is_default(&shop, was.id)).map_err(|flaw| StoreError::Invalid("delete", flaw))?;
        let heir = shop.pricing.groups.now(shop.config.default_group());
        let mut tx = self.changing(&shop);
        let update = Update::of(&row(was.id)).set("heir", Some(heir.to_string())).set("name_key", was.id.to_string());
        tx.writes().must_update(&update.add("revision", 1).only_if("revision", was.revision));
        let event = tx.event(Action::CustomerGroupDeleted).on("customer_group", was.id, was.name.clone());
        tx.commit(event.changing(Change::of("members", &was.name, shop.pricing.groups.name(heir)))).await?;
        self.store.reload_shop().await
    }

    /// Brings a group back that was deleted: whoever was in it, and was put into no other since, is in it again. No row of theirs was written.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: none was deleted. [`StoreError::Invalid`]: another group has the name. [`StoreError::Stale`]: it is back
    /// already, or something was changed meanwhile.
    pub async fn restore_customer_group(&self, id: CustomerGroupId, revision: i64) -> Result<(), StoreError> {
        self.permitted()?;
        let shop = self.store.read_shop().await?;
        let groups = &shop.pricing.groups;
        if groups.get(id).is_some() {
            return Err(StoreError::Stale);
        }
        let gone = groups.deleted(id).ok_or(StoreError::NotFound)?;
        let mut tx = self.changing(&shop);
        let update = Update::of(&row(id)).set("heir", None::<String>).set("name_key", caseless(&gone.name));
        tx.writes().must_update(&update.add("revision", 1).only_if("revision", revision));
        let event = tx.event(Action::CustomerGroupRestored).on("customer_group", id, gone.name.clone());
        tx.commit(event.changing(Change::of("members", groups.name(groups.now(id)), &gone.name))).await.map_err(named)?;
        self.store.reload_shop().await
    }
}

fn is_default(shop: &Shop, id: CustomerGroupId) -> bool {
    shop.settings.is_anywhere(Setting::DefaultGroup, &id.to_string())
}
