//! Files that staff bring and take along: asking for them, and what has become of them. What jobs do with them stands in `job`; what a line of
//! a file does to customers and products stands with those.

mod job;
mod row;
mod step;

pub(crate) use row::TRANSFERS;
pub(crate) use step::{Lines, is_passing};
pub use step::{Step, Wrong};

use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        list::Among,
        retry::decide,
        secret::id_at,
        tx::Tx,
        write::{Update, When},
    },
    jobs::{keeping_at_most, not_over, outlived, unless_over},
};
use domain::{
    access::Websites,
    audit::{Action, Change, Event},
    caller::{Permit, Proof, Staff, right},
    ids::{TransferId, WebsiteId},
    jobs::State,
    list::{Listed, Narrowed, Query},
    stores::Language,
    text::Flaw,
    transfer::{Behavior, Counts, Entity, Found, MOST, Strategy, Transfer, Work},
};
use row::{EXPORT, IMPORT, LIST, TransferRow, finding, row_of, whose};
use surrealdb::types::SurrealValue;

/// A file that somebody brings.
#[derive(Debug)]
pub struct ImportDraft {
    pub id: TransferId,
    pub language: Language,
    pub entity: Entity,
    pub behavior: Behavior,
    pub strategy: Strategy,
    pub allowed: i64,
    pub name: String,
    pub bytes: i64,
}

/// What somebody wants to take along, and what the file is called.
#[derive(Debug)]
pub struct TakeAlong {
    pub name: String,
    pub language: Language,
    pub entity: Entity,
    pub website: Option<WebsiteId>,
    pub narrowed: Narrowed,
    /// The same in words, as the record tells of it.
    pub told: Option<String>,
}

impl Store {
    async fn transfers_of(&self, kind: &str, staff: &Staff) -> Result<Vec<TransferRow>, StoreError> {
        let sql = "SELECT * FROM transfer WHERE whose = $whose";
        let mut rows: Vec<TransferRow> = self.conn.read(sql, vars! { "whose" => whose(kind, staff.id()) }).await?.take(0)?;
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        Ok(rows)
    }

    /// One of a kind. Whoever is not for all of the shop has only his own.
    async fn transfer(&self, kind: &str, staff: &Staff, id: TransferId) -> Result<TransferRow, StoreError> {
        let row: Option<TransferRow> = self.conn.row(&row_of(id)).await?;
        let is_his = |row: &TransferRow| row.whose == whose(kind, staff.id());
        let sees_all = kind == IMPORT && *staff.websites() == Websites::All;
        row.filter(|row| row.kind == kind && (sees_all || is_his(row))).ok_or(StoreError::NotFound)
    }
}

/// Holds in `tx`, after its changes, that no more files of somebody wait than may.
fn keeping_few(tx: &mut Tx<'_>, staff: &Staff) {
    let whose = whose(IMPORT, staff.id());
    let waiting: Vec<When> = std::iter::once(When::is("whose", whose.clone())).chain(not_over()).collect();
    keeping_at_most(tx, MOST, TRANSFERS.name, (&whose, &waiting));
}

fn told(of: &Transfer) -> Vec<Change> {
    vec![Change::added("entity", of.entity.code()), Change::added("behavior", of.behavior.code())]
}

/// An event of a file that is made for somebody, which says which one it is.
fn told_of(event: Event, of: &Transfer, name: &str) -> Event {
    event.within(of.website).on(EXPORT, of.id, name).changing([Change::added("entity", of.entity.code())])
}

/// A transfer that nobody has begun.
fn asked(staff: &Staff, id: TransferId, language: Language, entity: Entity, work: Work) -> Transfer {
    Transfer {
        id,
        staff: staff.id(),
        user_name: staff.user_name().to_owned(),
        language,
        entity,
        behavior: Behavior::Append,
        strategy: Strategy::StopOnErrors,
        allowed: 0,
        website: None,
        narrowed: Narrowed::default(),
        name: String::new(),
        at: staff.origin().at,
        began: None,
        ended: None,
        work,
        state: State::Waiting,
        done: 0,
        total: 0,
        found: Found::default(),
        counts: Counts::default(),
        why: String::new(),
        bytes: 0,
    }
}

/// Some of somebody's, for the trial of their list.
#[cfg(test)]
pub(crate) fn some(writes: &mut crate::engine::write::Writes, staff: &Staff) {
    for n in 1..=60 {
        let id = TransferId::new(uuid::Uuid::from_u128(n));
        let of = asked(staff, id, Language::default(), Entity::CustomerComposite, Work::Check);
        writes.create(&row_of(id), TransferRow::new(IMPORT, &of));
    }
}

impl By<'_, Permit<right::Import>> {
    /// A name for a file that is about to be brought.
    pub fn new_transfer(&self) -> TransferId {
        TransferId::new(id_at(self.proof.origin().at))
    }

    /// Has a file checked that lies where its identifier says. Says no while as many of his wait.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: he has no right to what it is of, or nothing of that kind is done with it.
    pub async fn check_import(&self, draft: ImportDraft) -> Result<bool, StoreError> {
        let ImportDraft { id, language, entity, behavior, strategy, allowed, name, bytes } = draft;
        if !entity.behaviors().contains(&behavior) {
            return Err(StoreError::Invalid("behavior", Flaw::NotAChoice));
        }
        if !self.proof.grants().allows(entity.resource(behavior)) {
            return Err(StoreError::Invalid("entity", Flaw::NotPermitted));
        }
        let blank = asked(self.proof, id, language, entity, Work::Check);
        let transfer = Transfer { behavior, strategy, allowed, name, bytes, total: bytes, ..blank };
        // The file lies there already: who meets others of his decides here anew, and does not bring it again.
        decide(|| self.upload(&transfer)).await
    }

    async fn upload(&self, transfer: &Transfer) -> Result<bool, StoreError> {
        if !self.has_room().await? {
            return Ok(false);
        }
        let mut tx = self.store.tx(self.proof);
        tx.writes().create(&row_of(transfer.id), TransferRow::new(IMPORT, transfer));
        keeping_few(&mut tx, self.proof);
        let event = tx.event(Action::ImportUploaded).on("import", transfer.id, transfer.name.clone()).changing(told(transfer));
        tx.commit(event).await?;
        Ok(true)
    }

    /// # Errors
    /// [`StoreError::NotFound`]: there is none, or it is none of his.
    pub async fn import(&self, id: TransferId) -> Result<Transfer, StoreError> {
        self.store.transfer(IMPORT, self.proof, id).await?.read()
    }

    /// Whether one more of his may wait.
    async fn has_room(&self) -> Result<bool, StoreError> {
        let waits = self.store.transfers_of(IMPORT, self.proof).await?.iter().filter(|row| !row.is_over()).count();
        Ok(waits < MOST)
    }

    /// What is there already goes on by the rights of whoever brought it: so nobody else has it go on, nor he when it may not.
    fn may_go_on(&self, was: &Transfer, may: bool) -> Result<(), StoreError> {
        if was.staff != self.proof.id() {
            return Err(StoreError::NotFound);
        }
        if !may || !was.is_kept(self.proof.origin().at) {
            return Err(StoreError::Stale);
        }
        Ok(())
    }

    /// Has what was checked imported. Says no while as many of his wait.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is somebody else's. [`StoreError::Stale`]: it cannot be begun, or not any more.
    pub async fn begin_import(&self, was: &Transfer) -> Result<bool, StoreError> {
        self.may_go_on(was, was.may_begin())?;
        // What is found from here on is what the import meets.
        let found = Found { said: Vec::new(), invalid: 0, errors: 0, ..was.found.clone() };
        let begun = Update::of(&row_of(was.id)).set("work", Work::Import.code().to_owned()).set("state", State::Waiting.code().to_owned());
        let begun = finding(begun.set("done", 0_i64).set("total", was.found.rows), &found).set("ended", None::<i64>);
        let is_still = begun.set("began", self.proof.origin().at.millis()).only_if("work", Work::Check.code().to_owned());
        let is_still = is_still.only_if("state", State::Done.code().to_owned());
        decide(|| self.wait_again(was, &is_still, Action::ImportBegun)).await
    }

    /// It waits once more, if it is still as it was.
    async fn wait_again(&self, was: &Transfer, is_still: &Update, action: Action) -> Result<bool, StoreError> {
        if !self.has_room().await? {
            return Ok(false);
        }
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(is_still);
        keeping_few(&mut tx, self.proof);
        let event = tx.event(action).on("import", was.id, was.name.clone()).changing(told(was));
        tx.commit(event).await?;
        Ok(true)
    }

    /// Cancels it. What is imported already stays.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: it is over.
    pub async fn cancel_import(&self, was: &Transfer) -> Result<(), StoreError> {
        if was.is_over() {
            return Err(StoreError::Stale);
        }
        let mut tx = self.store.tx(self.proof);
        let canceled = Update::of(&row_of(was.id)).set("state", State::Canceled.code().to_owned()).set("holder", String::new());
        let canceled = canceled.set("ended", self.proof.origin().at.millis()).only_if("work", was.work.code().to_owned());
        tx.writes().must_update(&unless_over(canceled));
        let event = tx.event(Action::ImportCanceled).on("import", was.id, was.name.clone());
        tx.commit(event).await
    }

    /// Has an import that was canceled go on behind the last line that is done. Says no while as many of his wait.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is somebody else's. [`StoreError::Stale`]: it was not canceled, or its file is gone.
    pub async fn resume_import(&self, was: &Transfer) -> Result<bool, StoreError> {
        self.may_go_on(was, was.may_resume())?;
        let resumed = Update::of(&row_of(was.id)).set("state", State::Waiting.code().to_owned()).set("ended", None::<i64>);
        let resumed = resumed.only_if("work", Work::Import.code().to_owned()).only_if("state", State::Canceled.code().to_owned());
        decide(|| self.wait_again(was, &resumed, Action::ImportResumed)).await
    }

    /// Writes that one of its files is taken along, which lies at `path`; not for whoever `goes_on` with it, if he began in this session.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is somebody else's, and of what he may not take along.
    pub async fn tell_of_report(&self, of: &Transfer, path: String, goes_on: bool) -> Result<(), StoreError> {
        if !of.is_open_to(self.proof.id(), |right| self.proof.grants().allows(right)) {
            return Err(StoreError::NotFound);
        }
        let event = self.proof.event(Action::DataDownloaded).on("import", of.id, of.name.clone()).changing(told(of));
        self.tell_of_a_file(path, event, goes_on).await
    }
}

impl By<'_, Permit<right::ImportHistory>> {
    /// Imports, the newest first; whoever is not for all of the shop sees his own.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn imports(&self, query: &Query, size: usize) -> Result<(Listed<Transfer>, Option<i64>), StoreError> {
        let among = match self.proof.websites() {
            Websites::All => Among::Within(IMPORT.to_owned().into_value()),
            Websites::These(_) => Among::WithinThe("whose", whose(IMPORT, self.proof.id()).into_value()),
        };
        let listed = LIST.read(&self.store.conn, among, query.sort, &query.cursor, size).await?;
        Ok((listed.try_map(TransferRow::read)?, None))
    }
}

impl By<'_, Permit<right::Export>> {
    /// Asks for a file. So many are kept for somebody; says no while none of those that he has is over.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: he may not look at what it is of, or is not for that website.
    pub async fn ask_data(&self, wanted: TakeAlong) -> Result<bool, StoreError> {
        let TakeAlong { name, language, entity, website, narrowed, told } = wanted;
        if !self.proof.grants().allows(entity.shown_by()) {
            return Err(StoreError::Invalid("entity", Flaw::NotPermitted));
        }
        let is_there = |id: WebsiteId| self.proof.websites().allows(id) && self.store.shop().stores.website(id).is_some();
        if website.is_some_and(|id| !is_there(id)) {
            return Err(StoreError::Invalid("website", Flaw::NotAChoice));
        }
        let id = TransferId::new(id_at(self.proof.origin().at));
        let transfer = Transfer { website, narrowed, ..asked(self.proof, id, language, entity, Work::Export) };
        let event = told_of(self.proof.event(Action::DataExported), &transfer, &name);
        let event = event.changing(told.map(|told| Change::added("details", told)));
        decide(|| self.enter_data(&transfer, &event)).await
    }

    async fn enter_data(&self, transfer: &Transfer, event: &Event) -> Result<bool, StoreError> {
        let mine = self.store.transfers_of(EXPORT, self.proof).await?;
        let Some(oldest) = outlived(&mine, MOST, TransferRow::is_over) else { return Ok(false) };
        let mut tx = self.store.tx(self.proof);
        oldest.iter().for_each(|row| tx.writes().delete(&row.id));
        tx.writes().create(&row_of(transfer.id), TransferRow::new(EXPORT, transfer));
        let whose = whose(EXPORT, self.proof.id());
        keeping_at_most(&mut tx, MOST, TRANSFERS.name, (&whose, &[When::is("whose", whose.clone())]));
        tx.commit(event.clone()).await?;
        Ok(true)
    }

    /// What he asked for, the newest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn data_exports(&self) -> Result<Vec<Transfer>, StoreError> {
        self.store.transfers_of(EXPORT, self.proof).await?.into_iter().map(TransferRow::read).collect()
    }

    /// # Errors
    /// [`StoreError::NotFound`]: there is none, or it is somebody else's.
    pub async fn data_export(&self, id: TransferId) -> Result<Transfer, StoreError> {
        self.store.transfer(EXPORT, self.proof, id).await?.read()
    }

    /// Cancels it, or deletes it if it is over.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn delete_data(&self, of: &Transfer, name: &str) -> Result<(), StoreError> {
        let mut tx = self.store.tx(self.proof);
        tx.writes().delete(&row_of(of.id));
        let event = told_of(tx.event(Action::DataExportDeleted), of, name);
        tx.commit(event).await
    }

    /// Writes that a file is taken along; not for whoever `goes_on` with it, if he began in this session.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_data(&self, of: &Transfer, name: &str, goes_on: bool) -> Result<(), StoreError> {
        let event = told_of(self.proof.event(Action::DataDownloaded), of, name);
        self.tell_of_a_file(of.path(), event, goes_on).await
    }
}
