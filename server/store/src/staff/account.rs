//! Account Setting: what a staff member changes of his own account.

use super::{link::link_record, row::staff};
use crate::{
    By, StoreError,
    engine::{secret::Token, turns::Asker, write::Update},
};
use domain::{
    audit::{Action, Change},
    caller::{Proof, Staff},
    customers::{Email, PersonName},
    mail::About,
    staff::{StaffMember, Theme},
    stores::Language,
    text::{Flaw, Secret},
};

/// One's own account as it is to be.
#[derive(Debug)]
pub struct OwnDraft {
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub email: Email,
    pub language: Option<Language>,
    pub time_zone: Option<String>,
    pub theme: Option<Theme>,
    /// A new one, if there is one.
    pub password: Option<Secret>,
}

impl By<'_, Staff> {
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn own_staff_account(&self) -> Result<StaffMember, StoreError> {
        self.store.staff_row(self.proof.id()).await?.read()
    }

    /// Saves one's own account. With another address or password all other sessions end, this one goes on under the token that is given back, and
    /// the old address is told of the new one.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the address is taken, or the password is the one of before. [`StoreError::Stale`]: changed meanwhile.
    pub async fn save_own_staff_account(&self, was: &StaffMember, draft: &OwnDraft) -> Result<Option<Token>, StoreError> {
        let (store, id) = (self.store, self.proof.id());
        let tag = |language: Option<Language>| language.map(|language| language.tag()).unwrap_or_default();
        let zone = |zone: &Option<String>| zone.clone().unwrap_or_default();
        let code = |theme: Option<Theme>| theme.map(Theme::code).unwrap_or_default();
        let changes = [
            Change::of("first_name", &was.first_name, draft.first_name.as_str()),
            Change::of("last_name", &was.last_name, draft.last_name.as_str()),
            Change::of("email", &was.email, draft.email.as_str()),
            Change::of("language", tag(was.language), tag(draft.language)),
            Change::of("time_zone", &zone(&was.time_zone), &zone(&draft.time_zone)),
            Change::of("theme", code(was.theme), code(draft.theme)),
        ];
        let changes: Vec<Change> = changes.into_iter().flatten().collect();
        let mut update = Update::of(&staff(id)).add("revision", 1).only_if("revision", was.revision);
        if let Some(password) = &draft.password {
            let (row, known) = (store.staff_row(id).await?, Asker::known(self.proof.origin()));
            if store.passwords.verify(password, Some(&row.password), &known).await? {
                return Err(StoreError::Invalid("password", Flaw::SamePassword));
            }
            update = update.set("password", store.passwords.hash(password, &known).await?).clear("must_change");
        } else if changes.is_empty() {
            return Ok(None);
        }
        update = update
            .set("first_name", draft.first_name.as_str().to_owned())
            .set("last_name", draft.last_name.as_str().to_owned())
            .set("email", draft.email.as_str().to_owned())
            .set("language", draft.language.map(|language| language.tag().to_owned()))
            .set("time_zone", draft.time_zone.clone())
            .set("theme", draft.theme.map(|theme| theme.code().to_owned()));
        let mut tx = store.tx(self.proof);
        tx.writes().must_update(&update);
        let has_moved = was.email != draft.email.as_str();
        if has_moved {
            store.tell_staff(&mut tx, About::EmailChanged, was);
        }
        let mut token = None;
        if has_moved || draft.password.is_some() {
            // Whoever reads the mails of before has no way in by what he asked for.
            tx.writes().delete(&link_record(id));
            token = store.beginning_anew(&mut tx, self.proof, id).await?;
        }
        let mut event = None;
        if draft.password.is_some() {
            // To where he was to be reached: whoever did it may not have been he.
            store.tell_staff(&mut tx, About::PasswordChanged, was);
            event = Some(tx.event(Action::StaffPasswordChanged).on("staff", id, was.user_name.clone()));
        }
        if !changes.is_empty() {
            let saved = tx.event(Action::StaffAccountChanged).on("staff", id, was.user_name.clone()).changing(changes);
            event.replace(saved).into_iter().for_each(|changed| tx.also(changed));
        }
        if let Some(event) = event {
            tx.commit(event).await?;
        }
        Ok(token)
    }
}
