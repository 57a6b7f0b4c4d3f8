//! Writing: one transaction, one request, and never without an event.

use crate::{
    Store, StoreError,
    conn::Conn,
    retry::{ATTEMPTS, backoff},
};
use domain::audit::Event;
use std::sync::Arc;
use surrealdb::types::{SurrealValue, Variables};

/// A transaction in the making. The only way to end it is [`Tx::commit`], which takes an event: a change without one
/// cannot be written.
#[derive(Default)]
pub(crate) struct Tx {
    sql: String,
    vars: Variables,
    events: Vec<(Event, Option<String>)>,
    /// A name that was given two values: a defect, found at the first commit.
    bound_twice: Option<String>,
}

impl Tx {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A variable of the statements. Each name stands for one value.
    #[must_use]
    pub(crate) fn bind(mut self, name: &str, value: impl SurrealValue) -> Self {
        if self.vars.get(name).is_some() {
            self.bound_twice = Some(name.to_owned());
        }
        self.vars.insert(name, value);
        self
    }

    /// A statement.
    #[must_use]
    pub(crate) fn run(mut self, statement: &str) -> Self {
        self.sql.push_str(statement);
        self.sql.push_str(";\n");
        self
    }

    /// An `UPDATE … WHERE …` (without `RETURN`) that must find its row; else nothing happens and the answer is
    /// [`StoreError::Stale`]: what was decided rests on facts that have moved.
    #[must_use]
    pub(crate) fn must_update(self, update: &str) -> Self {
        self.must_find(&format!("{update} RETURN VALUE id"))
    }

    /// A `SELECT` that must find something, with the changes before it; else nothing happens.
    #[must_use]
    pub(crate) fn must_find(mut self, select: &str) -> Self {
        self.sql.push_str(&format!("IF array::len(({select})) = 0 {{ THROW '{STALE}' }};\n"));
        self
    }

    /// Another event of the same transaction.
    #[must_use]
    pub(crate) fn also(mut self, event: Event) -> Self {
        self.events.push((event, None));
        self
    }

    /// An `UPDATE … WHERE …` (without `RETURN`) that may find its row no longer as it was, and the event that tells of it:
    /// both happen, or neither.
    #[must_use]
    pub(crate) fn update_if_still(mut self, update: &str, event: Event) -> Self {
        self.events.push((event, Some(format!("{update} RETURN VALUE id"))));
        self
    }

    /// Commits all of it together with `event`, again if it met another commit. It runs in a task of its own, so that a
    /// browser which goes away cannot cut it.
    pub(crate) async fn commit(mut self, store: &Store, event: Event) -> Result<(), StoreError> {
        if let Some(name) = self.bound_twice {
            return Err(StoreError::Other(format!("${name} is bound twice")));
        }
        self.events.insert(0, (event, None));
        for (n, (event, update)) in self.events.iter().enumerate() {
            let row = crate::audit::EventRow::of(event)?;
            let told =
                format!("CREATE $event_id_{n} CONTENT $event_{n} RETURN NONE;\nCREATE $place_id_{n} SET age = $age_{n} RETURN NONE;\n");
            match update {
                Some(update) => self.sql.push_str(&format!("IF array::len(({update})) > 0 {{ {told} }};\n")),
                None => self.sql.push_str(&told),
            }
            self.vars.insert(format!("event_id_{n}"), crate::record("event", &row.key()));
            self.vars.insert(format!("place_id_{n}"), crate::record("event_place", &row.key()));
            self.vars.insert(format!("age_{n}"), row.by_age.clone());
            self.vars.insert(format!("event_{n}"), row);
        }
        // A block is one statement, and so one transaction: between BEGIN and COMMIT the same costs the engine half as much again.
        let sql = format!("{{\n{}}}", self.sql);
        let (conn, vars) = (Arc::clone(&store.conn), self.vars);
        let committed = tokio::spawn(async move { send(&conn, &sql, &vars).await });
        committed.await.map_err(|_| StoreError::OutcomeUnknown)??;
        store.committed.send_replace(());
        Ok(())
    }
}

async fn send(conn: &Conn, sql: &str, vars: &Variables) -> Result<(), StoreError> {
    for attempt in 0..ATTEMPTS {
        match conn.run(sql, vars.clone()).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Conflict) => backoff(attempt).await,
            Err(StoreError::TimedOut) => return Err(StoreError::OutcomeUnknown),
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Conflict)
}

/// What a transaction throws when a row that it rests on is not as it was.
pub(crate) const STALE: &str = "alongside:stale";
