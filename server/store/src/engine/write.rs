//! Statements that write, put together piece by piece: what is written is known from the pieces, and each value has a variable of its
//! own. Nothing else in this crate says `CREATE`, `UPDATE`, `UPSERT`, `INSERT` or `DELETE`; reading is plain SurrealQL.

use super::cache::Marks;
use domain::time::Moment;
use std::borrow::Cow;
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};

/// What a transaction throws when something that it rests on is not as it was.
pub(crate) const STALE: &str = "alongside:stale";

/// Statements, the values that they name, and the marks of what they write.
#[derive(Default, Clone)]
pub(crate) struct Writes {
    sql: String,
    vars: Variables,
    marks: Marks,
    /// The rows that it names one by one.
    touched: Vec<RecordId>,
    values: usize,
    /// Whose these are, as [`SAVED`] says it; the program's own steps are nobody's.
    by: Option<Value>,
}

/// The column that says who saved a row last, and when: the moment, and the name, or nothing if nobody with a name did. It is a text, as whatever
/// a row's type does not name must be.
pub(crate) const SAVED: &str = "saved";
/// What counts how often a row was saved.
pub(crate) const REVISION: &str = "revision";

impl Writes {
    /// Writes of somebody.
    pub(crate) fn by(name: Option<String>, at: Moment) -> Self {
        Self { by: Some(name.map(|name| format!("{} {name}", at.millis())).into_value()), ..Self::default() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sql.is_empty()
    }

    /// All of it as one block, which is one statement, and so one transaction.
    pub(crate) fn block(&self) -> String {
        format!("{{\n{}}}", self.sql)
    }

    pub(crate) fn vars(&self) -> &Variables {
        &self.vars
    }

    pub(crate) fn marks(&self) -> &Marks {
        &self.marks
    }

    pub(crate) fn touched(&self) -> &[RecordId] {
        &self.touched
    }

    fn say(&mut self, statement: &str) {
        self.sql.push_str(statement);
        self.sql.push_str(";\n");
    }

    /// The variable that holds a value from here on.
    fn value(&mut self, value: impl SurrealValue) -> String {
        let name = format!("v{}", self.values);
        self.values = self.values.saturating_add(1);
        self.vars.insert(name.clone(), value);
        format!("${name}")
    }

    fn record(&mut self, id: &RecordId) -> String {
        self.marks.record(id);
        self.touched.push(id.clone());
        self.value(id.clone())
    }

    /// The variable that holds a whole row, which says who saved it if it counts how often that was done.
    fn row(&mut self, row: impl SurrealValue) -> String {
        let mut row = row.into_value();
        if let (Value::Object(columns), Some(saved)) = (&mut row, &self.by)
            && columns.contains_key(REVISION)
        {
            columns.insert(SAVED, saved.clone());
        }
        self.value(row)
    }

    /// A new row; there must be none with its key, nor one that an index says is the same.
    pub(crate) fn create(&mut self, id: &RecordId, row: impl SurrealValue) {
        let (id, row) = (self.record(id), self.row(row));
        self.say(&format!("CREATE {id} CONTENT {row} RETURN NONE"));
    }

    /// A row as it is to be, whether it was there or not.
    pub(crate) fn put(&mut self, id: &RecordId, row: impl SurrealValue) {
        let (id, row) = (self.record(id), self.row(row));
        self.say(&format!("UPSERT {id} CONTENT {row} RETURN NONE"));
    }

    /// A row in the place of the one that was read at this revision; a new one, if that is nought. Else nothing of the transaction happens,
    /// and it is stale.
    pub(crate) fn replace(&mut self, id: &RecordId, was: i64, row: impl SurrealValue) {
        if was == 0 {
            return self.create(id, row);
        }
        let (id, row) = (self.record(id), self.row(row));
        let condition = self.conditions(&[When::is(REVISION, was)]);
        self.say(&format!("IF !(UPDATE {id} CONTENT {row}{condition} RETURN VALUE id) {{ THROW '{STALE}' }}"));
    }

    /// Many new rows, each with its key in `id`.
    pub(crate) fn insert(&mut self, table: &str, rows: Vec<Value>) {
        self.marks.table(table);
        let id = |row: &Value| if let Value::Object(row) = row { RecordId::from_value(row.get("id")?.clone()).ok() } else { None };
        self.touched.extend(rows.iter().filter_map(id));
        let rows = self.value(rows);
        self.say(&format!("INSERT INTO {table} {rows} RETURN NONE"));
    }

    pub(crate) fn delete(&mut self, id: &RecordId) {
        let id = self.record(id);
        self.say(&format!("DELETE {id} RETURN NONE"));
    }

    /// Deletes these rows as far as a condition still holds for each.
    pub(crate) fn delete_those(&mut self, ids: &[RecordId], when: &[When]) {
        ids.iter().for_each(|id| self.marks.record(id));
        let ids = self.value(ids.to_vec());
        let conditions = self.conditions(when);
        self.say(&format!("DELETE {ids}{conditions} RETURN NONE"));
    }

    /// Deletes the rows of a table for which a condition holds.
    pub(crate) fn delete_where(&mut self, table: &str, when: &[When]) {
        self.marks.table(table);
        let conditions = self.conditions(when);
        self.say(&format!("DELETE {table}{conditions} RETURN NONE"));
    }

    /// Changes what is there to change.
    pub(crate) fn update(&mut self, update: &Update) {
        let statement = self.updating(update);
        self.say(&format!("{statement} RETURN NONE"));
    }

    /// Changes a row that must be there, as it is expected; else nothing of the transaction happens, and it is stale.
    pub(crate) fn must_update(&mut self, update: &Update) {
        let statement = self.updating(update);
        self.say(&format!("IF !({statement} RETURN VALUE id) {{ THROW '{STALE}' }}"));
    }

    /// Changes a row if it is still as expected, and then does the rest too.
    pub(crate) fn update_if_still(&mut self, update: &Update, rest: impl FnOnce(&mut Self)) {
        let statement = self.updating(update);
        let before = std::mem::take(&mut self.sql);
        rest(self);
        let rest = std::mem::replace(&mut self.sql, before);
        self.say(&format!("IF ({statement} RETURN VALUE id) {{ {rest} }}"));
    }

    /// What a `SELECT` must find, with the changes before it; else nothing of the transaction happens, and it is stale.
    pub(crate) fn must_find(&mut self, select: &str) {
        self.say(&format!("IF !({select}) {{ THROW '{STALE}' }}"));
    }

    /// A table in which no row may be like this; else nothing of the transaction happens, and it is stale.
    pub(crate) fn must_find_none(&mut self, table: &str, when: &[When]) {
        self.must_find_at_most(0, table, when);
    }

    /// A table in which no more rows than so many may be like this, with the changes before it; else nothing of the transaction happens, and
    /// it is stale.
    pub(crate) fn must_find_at_most(&mut self, most: usize, table: &str, when: &[When]) {
        let (conditions, more) = (self.conditions(when), most.saturating_add(1));
        self.say(&format!("IF array::len((SELECT VALUE id FROM {table}{conditions} LIMIT {more})) > {most} {{ THROW '{STALE}' }}"));
    }

    /// Gives many rows, which are there, a value each: half of what a statement for each would cost, or one that tries to insert them.
    pub(crate) fn set_each(&mut self, column: &str, rows: Vec<(RecordId, Value)>) {
        let mut values = Vec::with_capacity(rows.len());
        for (id, value) in rows {
            self.marks.record(&id);
            self.touched.push(id.clone());
            let mut row = surrealdb::types::Object::new();
            row.insert("id", id.into_value());
            row.insert(column.to_owned(), value);
            values.push(Value::Object(row));
        }
        let rows = self.value(values);
        self.say(&format!("FOR $row IN {rows} {{ UPDATE $row.id SET {column} = $row.{column} RETURN NONE }}"));
    }

    fn updating(&mut self, update: &Update) -> String {
        let (verb, target) = match &update.target {
            Target::Record(id) => ("UPDATE", self.record(id)),
            Target::RecordOrNew(id) => ("UPSERT", self.record(id)),
            Target::Rows(table) => {
                self.marks.table(table);
                ("UPDATE", (*table).to_owned())
            }
        };
        let mut sets: Vec<String> = update
            .sets
            .iter()
            .map(|set| match set {
                Set::To(column, value) => format!("{column} = {}", self.value(value.clone())),
                Set::Add(column, by) => format!("{column} += {by}"),
                Set::From(column, other) => format!("{column} = {other}"),
            })
            .collect();
        if let Some(saved) = self.by.clone().filter(|_| update.counts()) {
            sets.push(format!("{SAVED} = {}", self.value(saved)));
        }
        let conditions = self.conditions(&update.when);
        format!("{verb} {target} SET {}{conditions}", sets.join(", "))
    }

    fn conditions(&mut self, when: &[When]) -> String {
        let all: Vec<String> = when.iter().map(|When(column, is, value)| format!("{column} {is} {}", self.value(value.clone()))).collect();
        if all.is_empty() { String::new() } else { format!(" WHERE {}", all.join(" AND ")) }
    }
}

/// A condition: a column, how it compares, and with what.
#[derive(Debug, Clone)]
pub(crate) struct When(&'static str, &'static str, Value);

impl When {
    pub(crate) fn is(column: &'static str, value: impl SurrealValue) -> Self {
        Self(column, "=", value.into_value())
    }

    pub(crate) fn is_not(column: &'static str, value: impl SurrealValue) -> Self {
        Self(column, "!=", value.into_value())
    }

    pub(crate) fn is_less(column: &'static str, value: impl SurrealValue) -> Self {
        Self(column, "<", value.into_value())
    }
}

/// A change of a row, or of all rows of a table that are like this.
#[derive(Debug, Clone)]
pub(crate) struct Update {
    target: Target,
    sets: Vec<Set>,
    when: Vec<When>,
    /// It counts, and who saved the row last stays who it was.
    notes: bool,
}

#[derive(Debug, Clone)]
enum Target {
    Record(RecordId),
    RecordOrNew(RecordId),
    Rows(&'static str),
}

#[derive(Debug, Clone)]
enum Set {
    To(Cow<'static, str>, Value),
    Add(&'static str, i64),
    From(&'static str, &'static str),
}

impl Update {
    fn at(target: Target) -> Self {
        Self { target, sets: Vec::new(), when: Vec::new(), notes: false }
    }

    /// Whether it counts as a change of the row by somebody.
    fn counts(&self) -> bool {
        !self.notes && self.sets.iter().any(|set| matches!(set, Set::Add(REVISION, by) if *by > 0))
    }

    pub(crate) fn of(id: &RecordId) -> Self {
        Self::at(Target::Record(id.clone()))
    }

    /// What is noted on a row is nobody's saving of it: what others have open of it does not rest on that.
    #[must_use]
    pub(crate) fn noting(mut self) -> Self {
        self.notes = true;
        self
    }

    /// A row that may not be there yet.
    pub(crate) fn of_or_new(id: &RecordId) -> Self {
        Self::at(Target::RecordOrNew(id.clone()))
    }

    pub(crate) fn all(table: &'static str) -> Self {
        Self::at(Target::Rows(table))
    }

    #[must_use]
    pub(crate) fn set(mut self, column: impl Into<Cow<'static, str>>, value: impl SurrealValue) -> Self {
        self.sets.push(Set::To(column.into(), value.into_value()));
        self
    }

    /// The columns that sort a row.
    #[must_use]
    pub(crate) fn keys(self, keys: super::list::Keys) -> Self {
        keys.into_iter().fold(self, |update, (column, key)| update.set(column, key))
    }

    #[must_use]
    pub(crate) fn add(mut self, column: &'static str, by: i64) -> Self {
        self.sets.push(Set::Add(column, by));
        self
    }

    /// A column takes what another holds.
    #[must_use]
    pub(crate) fn take(mut self, column: &'static str, from: &'static str) -> Self {
        self.sets.push(Set::From(column, from));
        self
    }

    #[must_use]
    pub(crate) fn clear(mut self, column: &'static str) -> Self {
        self.sets.push(Set::From(column, "NONE"));
        self
    }

    /// Only if the column still holds this.
    #[must_use]
    pub(crate) fn only_if(self, column: &'static str, value: impl SurrealValue) -> Self {
        self.when(When::is(column, value))
    }

    #[must_use]
    pub(crate) fn when(mut self, when: When) -> Self {
        self.when.push(when);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record;

    #[test]
    fn a_change_says_what_it_writes_and_under_which_condition() {
        let mut writes = Writes::default();
        let ada = record("customer", "ada");
        writes.must_update(&Update::of(&ada).set("name", "Ada".to_owned()).add("revision", 1).only_if("revision", 3_i64));
        writes.delete_where("shopper_session", &[When::is("customer", "ada".to_owned())]);
        let expected = "{\nIF !(UPDATE $v0 SET name = $v1, revision += 1 WHERE revision = $v2 RETURN VALUE id) { THROW 'alongside:stale' };\n\
            DELETE shopper_session WHERE customer = $v3 RETURN NONE;\n}";
        assert_eq!(writes.block(), expected);
        let mut marks = Marks::default();
        marks.record(&ada);
        marks.table("shopper_session");
        assert_eq!(writes.marks(), &marks);
    }

    #[test]
    fn whoever_saves_a_row_that_counts_its_revisions_is_told_in_it() {
        let mut writes = Writes::by(Some("rosa".to_owned()), Moment::from_millis(7));
        let ada = record("customer", "ada");
        writes.must_update(&Update::of(&ada).add(REVISION, 1));
        // What only holds a row as it is, or counts nothing, is nobody's change of it.
        writes.update(&Update::of(&ada).add(REVISION, 0));
        writes.update(&Update::of(&ada).add(REVISION, 1).noting());
        writes.update(&Update::of(&ada).set("seen", 7_i64));
        let mut row = surrealdb::types::Object::new();
        row.insert("name", "Ada".to_owned());
        writes.create(&ada, Value::Object(row.clone()));
        row.insert(REVISION, 0_i64);
        writes.create(&ada, Value::Object(row));
        let expected = "{\nIF !(UPDATE $v0 SET revision += 1, saved = $v1 RETURN VALUE id) { THROW 'alongside:stale' };\n\
            UPDATE $v2 SET revision += 0 RETURN NONE;\nUPDATE $v3 SET revision += 1 RETURN NONE;\n\
            UPDATE $v4 SET seen = $v5 RETURN NONE;\nCREATE $v6 CONTENT $v7 RETURN NONE;\nCREATE $v8 CONTENT $v9 RETURN NONE;\n}";
        assert_eq!(writes.block(), expected);
        let columns = |name: &str| match writes.vars().get(name) {
            Some(Value::Object(row)) => row.keys().cloned().collect::<Vec<String>>(),
            _ => Vec::new(),
        };
        assert_eq!((columns("v7"), columns("v9")), (vec!["name".to_owned()], ["name", REVISION, SAVED].map(str::to_owned).to_vec()));
        assert_eq!(writes.vars().get("v1"), Some(&"7 rosa".to_owned().into_value()));
    }

    #[test]
    fn what_depends_on_a_change_stands_inside_its_condition() {
        let mut writes = Writes::default();
        let visit = record("visit", "v");
        writes.update_if_still(&Update::of(&visit).set("live", false).only_if("live", true), |rest| rest.delete(&record("other", "o")));
        assert_eq!(writes.block(), "{\nIF (UPDATE $v0 SET live = $v1 WHERE live = $v2 RETURN VALUE id) { DELETE $v3 RETURN NONE;\n };\n}");
    }
}
