//! The rows of files that are brought and taken along. The files themselves lie beside the store; here stands what is wanted of them, and how
//! far that has come.

use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order},
        table::{Index, Table},
        write::Update,
    },
    key,
    narrowed::FilterRow,
    record,
};
use domain::{
    catalog::edit::filter,
    customers::{GROUP, WEBSITE},
    ids::{StaffId, TransferId},
    jobs::State,
    list::Narrowed,
    stores::Language,
    time::Moment,
    transfer::{Behavior, Counts, Entity, Found, Said, Strategy, Transfer, Work},
};
use surrealdb::types::{RecordId, SurrealValue, Value};

pub(crate) const TRANSFERS: Table = Table {
    name: "transfer",
    row: TransferRow::kind_of,
    indexes: &[Index::By(&["state"]), Index::By(&["whose"])],
    list: Some(|| LIST.asked()),
};

/// Imports, or exports: all of them, and somebody's.
pub(super) const LIST: List<TransferRow> = List {
    table: "transfer",
    within: &["kind", "whose"],
    alone: &[],
    orders: &[Order::new("at", |t| format!("{:015} {}", t.at, t.key()))],
};

pub(super) const IMPORT: &str = "import";
pub(super) const EXPORT: &str = "export";

/// What stands in `whose`.
pub(super) fn whose(kind: &str, staff: StaffId) -> String {
    format!("{kind} {staff}")
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct TransferRow {
    pub(super) id: RecordId,
    pub(super) kind: String,
    pub(super) whose: String,
    staff: String,
    user_name: String,
    language: String,
    entity: String,
    behavior: String,
    strategy: String,
    allowed: i64,
    website: Option<String>,
    /// What it is narrowed to; of releases before nothing.
    search: Option<String>,
    filters: Option<Vec<FilterRow>>,
    name: String,
    pub(super) at: i64,
    began: Option<i64>,
    ended: Option<i64>,
    work: String,
    pub(super) state: String,
    done: i64,
    total: i64,
    rows: i64,
    entities: i64,
    invalid: i64,
    errors: i64,
    said: Vec<SaidRow>,
    ignored: Vec<String>,
    encoding: String,
    separator: String,
    created: i64,
    updated: i64,
    deleted: i64,
    why: String,
    bytes: i64,
    /// Whose job is at it, and when that said so last.
    holder: String,
    beat: i64,
    #[surreal(flatten)]
    keys: Keys,
}

#[derive(Debug, Clone, SurrealValue)]
struct SaidRow {
    text: String,
    rows: Vec<i64>,
}

impl SaidRow {
    fn of(said: &[Said]) -> Vec<Self> {
        said.iter().map(|said| Self { text: said.text.clone(), rows: said.rows.clone() }).collect()
    }
}

pub(super) fn row_of(id: TransferId) -> RecordId {
    record("transfer", &id.to_string())
}

/// A filter of the list of what a file is of, by its name.
fn filter_of(entity: Entity, name: &str) -> Option<&'static str> {
    match entity {
        Entity::CustomerComposite => [WEBSITE, GROUP].into_iter().find(|known| *known == name),
        Entity::CatalogProduct | Entity::StockSources | Entity::AdvancedPricing => filter::known(name),
    }
}

/// Sets what was found so far.
pub(super) fn finding(update: Update, found: &Found) -> Update {
    update
        .set("rows", found.rows)
        .set("entities", found.entities)
        .set("invalid", found.invalid)
        .set("errors", found.errors)
        .set("said", SaidRow::of(&found.said))
        .set("ignored", found.ignored.clone())
        .set("encoding", found.encoding.clone())
        .set("separator", found.separator.clone())
}

impl TransferRow {
    pub(super) fn new(kind: &str, of: &Transfer) -> Self {
        let row = Self {
            id: row_of(of.id),
            kind: kind.to_owned(),
            whose: whose(kind, of.staff),
            staff: of.staff.to_string(),
            user_name: of.user_name.clone(),
            language: of.language.tag().to_owned(),
            entity: of.entity.code().to_owned(),
            behavior: of.behavior.code().to_owned(),
            strategy: of.strategy.code().to_owned(),
            allowed: of.allowed,
            website: of.website.map(|id| id.to_string()),
            search: Some(of.narrowed.search.clone()),
            filters: Some(FilterRow::all(&of.narrowed.filters)),
            name: of.name.clone(),
            at: of.at.millis(),
            began: None,
            ended: None,
            work: of.work.code().to_owned(),
            state: of.state.code().to_owned(),
            done: 0,
            total: of.total,
            rows: 0,
            entities: 0,
            invalid: 0,
            errors: 0,
            said: Vec::new(),
            ignored: Vec::new(),
            encoding: String::new(),
            separator: String::new(),
            created: 0,
            updated: 0,
            deleted: 0,
            why: String::new(),
            bytes: of.bytes,
            holder: String::new(),
            beat: 0,
            keys: Keys::new(),
        };
        Self { keys: LIST.keys(&row), ..row }
    }

    fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    pub(super) fn is_over(&self) -> bool {
        State::from_code(&self.state).is_none_or(State::is_over)
    }

    pub(super) fn read(self) -> Result<Transfer, StoreError> {
        let id = crate::parse(self.key())?;
        let entity = Entity::from_code(&self.entity);
        let unknown = |what: &str| StoreError::Unreadable(format!("transfer {what}"));
        let moment = |at: Option<i64>| at.map(Moment::from_millis);
        Ok(Transfer {
            id,
            staff: crate::parse(&self.staff)?,
            user_name: self.user_name,
            language: Language::from_tag(&self.language).unwrap_or_default(),
            entity: entity.ok_or_else(|| unknown(&self.entity))?,
            behavior: Behavior::from_code(&self.behavior).ok_or_else(|| unknown(&self.behavior))?,
            strategy: Strategy::from_code(&self.strategy).ok_or_else(|| unknown(&self.strategy))?,
            allowed: self.allowed,
            website: self.website.as_deref().map(crate::parse).transpose()?,
            narrowed: Narrowed {
                search: self.search.unwrap_or_default(),
                filters: FilterRow::read(self.filters.as_deref().unwrap_or_default(), |name| entity.and_then(|of| filter_of(of, name)))?,
            },
            name: self.name,
            at: Moment::from_millis(self.at),
            began: moment(self.began),
            ended: moment(self.ended),
            work: Work::from_code(&self.work).ok_or_else(|| unknown(&self.work))?,
            state: State::from_code(&self.state).ok_or_else(|| unknown(&self.state))?,
            done: self.done,
            total: self.total,
            found: Found {
                rows: self.rows,
                entities: self.entities,
                invalid: self.invalid,
                errors: self.errors,
                said: self.said.into_iter().map(|said| Said { text: said.text, rows: said.rows }).collect(),
                ignored: self.ignored,
                encoding: self.encoding,
                separator: self.separator,
            },
            counts: Counts { created: self.created, updated: self.updated, deleted: self.deleted },
            why: self.why,
            bytes: self.bytes,
        })
    }
}

impl Listable for TransferRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}
