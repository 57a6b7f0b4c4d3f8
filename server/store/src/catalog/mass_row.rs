//! The row of what is to be done to many products.

use super::attribute_row::ValueRow;
use crate::{StoreError, engine::write::Update, key, narrowed::FilterRow, record};
use domain::{
    catalog::{
        edit::filter,
        mass::{Act, Mass, Missed, Set, Why},
        selling::Visibility,
    },
    ids::StaffId,
    jobs::State,
    list::{Cursor, Query, Sort},
    text::Collation,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct MassRow {
    pub(super) id: RecordId,
    staff: String,
    pub(super) user_name: String,
    act: ActRow,
    search: String,
    filters: Vec<FilterRow>,
    at: i64,
    state: String,
    done: i64,
    total: i64,
    missed: Vec<MissedRow>,
    missed_in_all: i64,
    /// Behind which SKU it goes on.
    pub(super) cursor: String,
    /// Who is at it, and when he said so last.
    holder: String,
    beat: i64,
}

#[derive(Debug, Clone, SurrealValue)]
struct ActRow {
    delete: bool,
    enabled: Option<bool>,
    visibility: Option<String>,
    in_stock: Option<bool>,
    stock: Option<i64>,
    category: Option<String>,
    /// Of releases before none.
    attributes: Option<Vec<ValueRow>>,
}

#[derive(Debug, Clone, SurrealValue)]
struct MissedRow {
    product: String,
    name: String,
    why: String,
}

impl ActRow {
    fn of(act: &Act) -> Self {
        let (delete, set) = match act {
            Act::Delete => (true, Set::default()),
            Act::Set(set) => (false, set.clone()),
        };
        Self {
            delete,
            enabled: set.enabled,
            visibility: set.visibility.map(|visibility| visibility.code().to_owned()),
            in_stock: set.in_stock,
            stock: set.stock.map(i64::from),
            category: set.category.map(|id| id.to_string()),
            attributes: Some(ValueRow::all(&set.attributes)),
        }
    }

    fn read(&self) -> Result<Act, StoreError> {
        if self.delete {
            return Ok(Act::Delete);
        }
        Ok(Act::Set(Set {
            enabled: self.enabled,
            visibility: self.visibility.as_deref().and_then(Visibility::from_code),
            in_stock: self.in_stock,
            stock: self.stock.and_then(|n| u32::try_from(n).ok()),
            category: self.category.as_deref().map(crate::parse).transpose()?,
            attributes: ValueRow::read(self.attributes.as_deref().unwrap_or_default())?,
        }))
    }
}

fn missed(missed: &[Missed]) -> Vec<MissedRow> {
    let row =
        |missed: &Missed| MissedRow { product: missed.product.to_string(), name: missed.name.clone(), why: missed.why.code().to_owned() };
    missed.iter().map(row).collect()
}

/// Sets how far it is.
pub(super) fn going(update: Update, mass: &Mass, cursor: String) -> Update {
    update
        .set("state", mass.state.code().to_owned())
        .set("done", mass.done)
        .set("missed", missed(&mass.missed))
        .set("missed_in_all", mass.missed_in_all)
        .set("cursor", cursor)
}

impl MassRow {
    pub(super) fn of(mass: &Mass, staff: StaffId, user_name: &str, query: Option<&Query>) -> Self {
        Self {
            id: record("mass", &mass.id.to_string()),
            staff: staff.to_string(),
            user_name: user_name.to_owned(),
            act: ActRow::of(&mass.act),
            search: query.map(|query| query.search.clone()).unwrap_or_default(),
            filters: query.map(|query| FilterRow::all(&query.filters)).unwrap_or_default(),
            at: mass.at.millis(),
            state: mass.state.code().to_owned(),
            done: mass.done,
            total: mass.total,
            missed: missed(&mass.missed),
            missed_in_all: mass.missed_in_all,
            cursor: String::new(),
            holder: String::new(),
            beat: 0,
        }
    }

    pub(super) fn read(&self) -> Result<Mass, StoreError> {
        let unknown = |what: &str| StoreError::Unreadable(format!("mass {what}"));
        let missed = |row: &MissedRow| {
            let why = Why::from_code(&row.why).ok_or_else(|| unknown(&row.why))?;
            Ok(Missed { product: crate::parse(&row.product)?, name: row.name.clone(), why })
        };
        Ok(Mass {
            id: crate::parse(key(&self.id)?)?,
            act: self.act.read()?,
            at: Moment::from_millis(self.at),
            state: State::from_code(&self.state).ok_or_else(|| unknown(&self.state))?,
            done: self.done,
            total: self.total,
            missed: self.missed.iter().map(missed).collect::<Result<_, StoreError>>()?,
            missed_in_all: self.missed_in_all,
        })
    }

    pub(super) fn staff(&self) -> Result<StaffId, StoreError> {
        crate::parse(&self.staff)
    }

    /// What it is done to.
    pub(super) fn query(&self) -> Result<Query, StoreError> {
        Ok(Query {
            search: self.search.clone(),
            filters: FilterRow::read(&self.filters, filter::known)?,
            sort: Sort { by: "sku", down: false },
            collation: Collation::ROOT,
            cursor: Cursor::First,
        })
    }
}
