//! Writing: one transaction, one request, and never without an event.

use crate::{
    Store, StoreError,
    audit::EventRow,
    conn::Conn,
    retry::{ATTEMPTS, backoff},
    sequence::PlaceRow,
};
use domain::audit::Event;
use std::sync::Arc;
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};

/// A transaction in the making. The only way to end it is [`Tx::commit`], which takes an event: a change without one
/// cannot be written.
#[derive(Default)]
pub(crate) struct Tx {
    sql: String,
    vars: Variables,
    events: Vec<Event>,
    /// Each with the change that it tells of, which may not happen.
    maybe: Vec<(Event, String)>,
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
        self.sql.push_str(&format!("IF !({select}) {{ THROW '{STALE}' }};\n"));
        self
    }

    /// Another event of the same transaction.
    #[must_use]
    pub(crate) fn also(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }

    /// An `UPDATE … WHERE …` (without `RETURN`) that may find its row no longer as it was, and the event that tells of it:
    /// both happen, or neither.
    #[must_use]
    pub(crate) fn update_if_still(mut self, update: &str, event: Event) -> Self {
        self.maybe.push((event, update.to_owned()));
        self
    }

    /// Appends events, and the rows that wait for their places; of a change that may not happen only if it does.
    fn tell(&mut self, name: &str, events: &[Event], update: Option<&str>) -> Result<(), StoreError> {
        let rows: Vec<EventRow> = events.iter().map(EventRow::of).collect::<Result<_, _>>()?;
        let mut told = String::new();
        let mut create = |id: RecordId, n: usize, row: Value| {
            let table = id.table.as_str();
            told.push_str(&format!("CREATE ${table}_id_{name}_{n} CONTENT ${table}_{name}_{n} RETURN NONE;\n"));
            self.vars.insert(format!("{table}_{name}_{n}"), row);
            self.vars.insert(format!("{table}_id_{name}_{n}"), id);
        };
        for (n, row) in rows.iter().enumerate() {
            create(crate::record("event", &row.key()), n, row.clone().into_value());
        }
        for (n, row) in PlaceRow::of(&rows, None).into_iter().enumerate() {
            create(row.id.clone(), n, row.into_value());
        }
        match update {
            Some(update) => self.sql.push_str(&format!("IF ({update} RETURN VALUE id) {{ {told} }};\n")),
            None => self.sql.push_str(&told),
        }
        Ok(())
    }

    /// Commits all of it together with `event`, again if it met another commit. It runs in a task of its own, so that a
    /// browser which goes away cannot cut it.
    pub(crate) async fn commit(mut self, store: &Store, event: Event) -> Result<(), StoreError> {
        if let Some(name) = self.bound_twice {
            return Err(StoreError::Other(format!("${name} is bound twice")));
        }
        let mut events = std::mem::take(&mut self.events);
        events.insert(0, event);
        self.tell("always", &events, None)?;
        for (n, (event, update)) in std::mem::take(&mut self.maybe).into_iter().enumerate() {
            self.tell(&format!("maybe_{n}"), &[event], Some(&update))?;
        }
        // A block is one statement, and so one transaction.
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
