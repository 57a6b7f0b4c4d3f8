//! Websites, stores and store views of the demo shop, and what is set for all of them.

use crate::{
    By, StoreError,
    config::SettingRow,
    customers::groups::called,
    record,
    stores::{
        moving_the_shop,
        row::{self, StoreGroupRow, StoreViewRow, WebsiteRow},
    },
};
use domain::{
    audit::{Action, Change},
    caller::Job,
    config::{Scope, Setting},
    ids::CustomerGroupId,
    stores::{StoreGroup, StoreView, Website},
};

impl By<'_, Job> {
    /// Writes them over what a new store begins with, unless they are there.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_stores(
        &self,
        websites: &[Website],
        groups: &[StoreGroup],
        views: &[StoreView],
        customer_groups: &[(CustomerGroupId, &str)],
        settings: &[(Setting, &str)],
    ) -> Result<(), StoreError> {
        if self.store.read_shop().await?.stores.websites().len() >= websites.len() {
            return Ok(());
        }
        let mut tx = self.store.tx(self.proof);
        moving_the_shop(&mut tx);
        websites.iter().for_each(|w| tx.writes().put(&row::website(w.id), WebsiteRow::of(w)));
        groups.iter().for_each(|g| tx.writes().put(&row::group(g.id), StoreGroupRow::of(g)));
        views.iter().for_each(|v| tx.writes().put(&row::view(v.id), StoreViewRow::of(v)));
        customer_groups.iter().for_each(|(id, name)| tx.writes().update(&called(*id, name)));
        for (setting, value) in settings {
            let (id, path) = (record("setting", setting.path()), setting.path().to_owned());
            let (scope, changed_by) = (Scope::Default.to_string(), String::new());
            tx.writes().put(&id, SettingRow { id: id.clone(), scope, path, value: Some((*value).to_owned()), changes: 1, changed_by });
        }
        for (setting, value) in settings {
            let event = tx.event(Action::SettingsChanged).on("config", "demo", "demo");
            tx.also(event.changing([Change::added(setting.path(), *value)]));
        }
        let event = tx.event(Action::DemoFilled).on("stores", "all", "");
        tx.commit(event).await?;
        self.store.reload_shop().await
    }

    /// One view more, whatever it speaks.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_view(&self, view: &StoreView) -> Result<(), StoreError> {
        let mut tx = self.store.tx(self.proof);
        moving_the_shop(&mut tx);
        tx.writes().put(&row::view(view.id), StoreViewRow::of(view));
        let event = tx.event(Action::DemoFilled).on("stores", "all", "");
        tx.commit(event).await?;
        self.store.reload_shop().await
    }
}
