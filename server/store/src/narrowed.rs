//! What a list was narrowed to, as a row keeps it for the job that goes through it.

use crate::StoreError;
use domain::{list::Filter, time::Moment};
use std::collections::BTreeMap;
use surrealdb::types::SurrealValue;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct FilterRow {
    name: String,
    is: Option<String>,
    from: Option<i64>,
    to: Option<i64>,
}

impl FilterRow {
    pub(crate) fn all(filters: &BTreeMap<&'static str, Filter>) -> Vec<Self> {
        filters.iter().map(Self::of).collect()
    }

    fn of((name, passes): (&&'static str, &Filter)) -> Self {
        let name = (*name).to_owned();
        match passes {
            Filter::Is(text) => Self { name, is: Some(text.clone()), from: None, to: None },
            Filter::Numbers(from, to) => Self { name, is: None, from: *from, to: *to },
            Filter::Between(from, to) => Self { name, is: None, from: from.map(Moment::millis), to: to.map(Moment::millis) },
        }
    }

    /// Filters that a list has under these names: without one of them it would be gone through for others than were meant.
    pub(crate) fn read(rows: &[Self], known: impl Fn(&str) -> Option<&'static str>) -> Result<BTreeMap<&'static str, Filter>, StoreError> {
        let read = |row: &Self| {
            let name = known(&row.name).ok_or_else(|| StoreError::Unreadable(format!("filter {:?}", row.name)))?;
            Ok((name, row.is.clone().map_or(Filter::Numbers(row.from, row.to), Filter::Is)))
        };
        rows.iter().map(read).collect()
    }
}
