//! Guessing at passwords: what was tried in vain is counted by account, and closes it for a while (the rule is `domain::lockout`); what is answered
//! wrongly in a session ends that. Both are rows, so that they hold for all programs on this store.

mod locked;
mod row;

pub use locked::Locked;
pub(crate) use row::{Guarded, LOCKOUT};

use crate::{
    Store, StoreError,
    engine::{
        retry::decide,
        secret::id_at,
        write::{Update, Writes},
    },
};
use domain::{
    audit::Origin,
    lockout::{Rule, Tries, WRONG_OWN_PASSWORDS},
    network,
    time::Moment,
};
use row::TriesRow;

/// Somebody who tries to sign in to an account, and what was tried before.
pub(crate) struct Attempt {
    what: Guarded,
    key: String,
    rule: Rule,
    now: Moment,
    network: String,
    home: Option<TriesRow>,
    away: Option<TriesRow>,
}

impl Store {
    /// What is known of an account before somebody tries to sign in to it. Of one that is not there it is asked as well: it takes as long.
    pub(crate) async fn attempt(&self, what: Guarded, key: Option<&str>, origin: &Origin) -> Result<Attempt, StoreError> {
        let key = key.unwrap_or("nobody");
        let config = self.config();
        let rule = if what == Guarded::Staff { config.staff_lockout() } else { config.customer_lockout() };
        let ids = vec![what.home(key), what.away(key)];
        let rows: Vec<TriesRow> = self.conn.rows(ids).await?;
        let (home, away): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.home.is_some());
        Ok(Attempt {
            what,
            key: key.to_owned(),
            rule,
            now: origin.at,
            network: network::named(&origin.address),
            home: home.into_iter().next(),
            away: away.into_iter().next(),
        })
    }

    /// Counts a wrong answer to the question for the own password. Says whether it was one too many: then the session is over.
    pub(crate) async fn wrong_own_password(&self, session: &str, now: Moment) -> Result<bool, StoreError> {
        let id = Guarded::Session.away(session);
        let failures = decide(|| async {
            let was: Option<TriesRow> = self.conn.row(&id).await?;
            let (before, revision) = was.map_or((0, 0), |row| (row.failures, row.revision));
            let mut writes = Writes::default();
            let row = written(&id, Guarded::Session, session, None, Tries { last: now, ..Tries::default() }, revision);
            writes.replace(&id, revision, TriesRow { failures: before.saturating_add(1), ..row });
            self.conn.write_again_on_conflict(&writes).await.map(|()| before.saturating_add(1))
        });
        failures.await.map(|failures| failures >= i64::from(WRONG_OWN_PASSWORDS))
    }

    /// Whether too many wrong answers were given in a session already; else they are forgotten, for the right one came.
    pub(crate) async fn right_own_password(&self, session: &str) -> Result<bool, StoreError> {
        let id = Guarded::Session.away(session);
        let Some(row) = self.conn.row::<TriesRow>(&id).await? else { return Ok(true) };
        if row.failures >= i64::from(WRONG_OWN_PASSWORDS) {
            return Ok(false);
        }
        let mut writes = Writes::default();
        writes.delete(&id);
        self.conn.write_again_on_conflict(&writes).await.map(|()| true)
    }
}

impl Attempt {
    /// Whether it comes from where the account was last signed in to.
    pub(crate) fn is_home(&self) -> bool {
        self.home.as_ref().is_some_and(|home| home.home.as_deref() == Some(self.network.as_str()))
    }

    fn row(&self) -> Option<&TriesRow> {
        if self.is_home() { self.home.as_ref() } else { self.away.as_ref() }
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.row().is_some_and(|row| row.read().is_locked(self.now))
    }

    /// It was in vain. Says whether that closes the account.
    pub(crate) fn failed(&self, writes: &mut Writes) -> bool {
        let was = self.row();
        let before = was.map(TriesRow::read).unwrap_or_default();
        let (tries, locks) = before.failed(self.rule, self.now);
        if tries != before {
            let id = if self.is_home() { self.what.home(&self.key) } else { self.what.away(&self.key) };
            let revision = was.map_or(0, |row| row.revision);
            let home = was.and_then(|row| row.home.clone());
            writes.replace(&id, revision, written(&id, self.what, &self.key, home, tries, revision));
        } else {
            self.of_nobody(writes);
        }
        locks
    }

    /// Where nothing is to be counted, for there is no such account or it is closed, as much is written and taken back at once: the time does not
    /// tell.
    pub(crate) fn of_nobody(&self, writes: &mut Writes) {
        let key = format!("nobody {}", id_at(self.now));
        let id = self.what.away(&key);
        writes.create(&id, written(&id, self.what, &key, None, Tries { last: self.now, ..Tries::default() }, 0));
        writes.delete(&id);
    }

    /// It was right: from here on this is where the account is at home, and what was tried in vain from here is forgotten.
    pub(crate) fn passed(&self, writes: &mut Writes) {
        let is_home = self.is_home();
        if !is_home || self.home.as_ref().is_some_and(|row| !row.is_clean()) {
            let (id, revision) = (self.what.home(&self.key), self.home.as_ref().map_or(0, |row| row.revision));
            let home = Some(self.network.clone());
            let clean = Tries { last: self.now, ..Tries::default() };
            writes.replace(&id, revision, written(&id, self.what, &self.key, home, clean, revision));
        }
        if !is_home && let Some(away) = self.away.as_ref().filter(|row| !row.is_clean()) {
            let clean = Tries { last: self.now, ..Tries::default() };
            writes.replace(&away.id, away.revision, written(&away.id, self.what, &self.key, None, clean, away.revision));
        }
    }
}

fn written(id: &surrealdb::types::RecordId, what: Guarded, key: &str, home: Option<String>, tries: Tries, revision: i64) -> TriesRow {
    TriesRow {
        id: id.clone(),
        kind: what.code().to_owned(),
        account: key.to_owned(),
        home,
        failures: tries.failures.into(),
        last: tries.last.millis(),
        locked_until: tries.locked_until.map(Moment::millis),
        revision: revision.saturating_add(1),
    }
}

/// An account is open again, wherever somebody tries from.
pub(crate) fn unlocking(writes: &mut Writes, what: Guarded, key: &str) {
    for id in [what.home(key), what.away(key)] {
        writes.update(&Update::of(&id).set("failures", 0_i64).clear("locked_until").add("revision", 1));
    }
}

/// An account is gone.
pub(crate) fn forgetting(writes: &mut Writes, what: Guarded, key: &str) {
    writes.delete(&what.home(key));
    writes.delete(&what.away(key));
}
