//! To whom mails were sent lately that anybody can cause: a way back, a confirmation. Whoever asks for them in somebody else's name, from wherever
//! and of whichever program on this store, fills no mailbox with them, and does not go on and on making void the one that its owner is about to
//! open. Each is counted in the transaction that queues it, also where nobody has the address: as much is read and written, and the time tells
//! nothing.

use crate::{
    Store, StoreError,
    engine::{
        table::{Index, Table},
        write::{When, Writes},
    },
    record,
};
use domain::{text::hex, time::Moment};
use sha2::{Digest, Sha256};
use std::time::Duration;
use surrealdb::types::{RecordId, SurrealValue};

/// So many mails go to one address within so long.
const MAILS: i64 = 3;
const LASTS: Duration = Duration::from_secs(15 * 60);

/// By the digest of whose they are: an address stands in no key.
pub(crate) const LATELY: Table = Table { name: "mail_lately", row: LatelyRow::kind_of, indexes: &[Index::By(&["since"])], list: None };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct LatelyRow {
    since: i64,
    mails: i64,
    revision: i64,
}

/// How many there were lately of one kind.
pub(crate) struct Lately {
    id: RecordId,
    was: Option<LatelyRow>,
    now: Moment,
}

impl Store {
    /// What is known of mails of a kind: `reset ada@example.com`.
    pub(crate) async fn mailed_lately(&self, kind: &str, now: Moment) -> Result<Lately, StoreError> {
        let id = record(LATELY.name, &hex(&Sha256::digest(kind.as_bytes())));
        let was = self.conn.row(&id).await?;
        Ok(Lately { id, was, now })
    }
}

impl Lately {
    /// Whether another one may go; it is counted in `writes`, which are stale if somebody counted meanwhile.
    pub(crate) fn goes(&self, writes: &mut Writes) -> bool {
        let revision = self.was.as_ref().map_or(0, |row| row.revision);
        let row = counted(self.was.as_ref(), self.now);
        let goes = row.mails <= MAILS;
        writes.replace(&self.id, revision, row);
        goes
    }
}

/// With one more.
fn counted(was: Option<&LatelyRow>, now: Moment) -> LatelyRow {
    let revision = was.map_or(0, |row| row.revision).saturating_add(1);
    match was.filter(|row| now.since(Moment::from_millis(row.since)) < LASTS) {
        Some(row) => LatelyRow { since: row.since, mails: row.mails.saturating_add(1), revision },
        None => LatelyRow { since: now.millis(), mails: 1, revision },
    }
}

/// Adds to `writes` that what is long ago is forgotten.
pub(crate) fn forgetting_mailed(writes: &mut Writes, now: Moment) {
    let before = now.millis().saturating_sub(i64::try_from(LASTS.as_millis()).unwrap_or(i64::MAX));
    writes.delete_where(LATELY.name, &[When::is_less("since", before)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_mails_go_within_a_quarter_of_an_hour() {
        let mut row = None;
        let mut goes = |at: Moment| {
            row = Some(counted(row.as_ref(), at));
            row.as_ref().is_some_and(|row| row.mails <= MAILS)
        };
        let at = Moment::from_millis(1_000);
        assert_eq!((0..50).filter(|_| goes(at)).count(), 3);
        assert!(!goes(at.plus(LASTS - Duration::from_millis(1))), "whoever goes on asking waits no longer for it");
        assert!(goes(at.plus(LASTS)), "and does not wait for ever");
    }
}
