//! Files that somebody asked for of the record: what stands in them, and how far they have come. The files themselves are made by a job,
//! beside the store; here stands which of them are whole.

use crate::{
    By, Hold, StoreError,
    engine::{
        conn::vars,
        retry::decide,
        secret::id_at,
        table::{Index, Table},
        write::{Update, When, Writes},
    },
    jobs::{keeping_at_most, outlived},
    key, record,
};
use domain::{
    audit::{
        Action, Change, Event, Recorded,
        export::{Export, Format, KEPT, MOST},
        report::{Asked, Wanted},
    },
    caller::{Job, Permit, Proof, right},
    ids::ExportId,
    jobs::State,
    list::{Cursor, Listed},
    stores::Language,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const EXPORTS: Table =
    Table { name: "export", row: ExportRow::kind_of, indexes: &[Index::By(&["staff"]), Index::By(&["state"])], list: None };

#[derive(Clone, SurrealValue)]
pub(crate) struct ExportRow {
    id: RecordId,
    staff: String,
    format: String,
    language: String,
    columns: Vec<String>,
    time_zone: Option<String>,
    /// Each term behind `=` or, if one may begin so, `^`.
    terms: Vec<Vec<String>>,
    from: Option<i64>,
    until: Option<i64>,
    asked: String,
    upto: i64,
    at: i64,
    state: String,
    done: i64,
    total: i64,
    bytes: i64,
    /// Who makes it, and when he said so last.
    holder: String,
    beat: i64,
}

fn coded(asked: &Asked) -> String {
    match asked {
        Asked::Is(term) => format!("={term}"),
        Asked::Begins(term) => format!("^{term}"),
    }
}

fn decoded(text: &str) -> Result<Asked, StoreError> {
    match (text.strip_prefix('='), text.strip_prefix('^')) {
        (Some(term), _) => Ok(Asked::Is(term.to_owned())),
        (_, Some(term)) => Ok(Asked::Begins(term.to_owned())),
        (None, None) => Err(StoreError::Unreadable(format!("term {text:?}"))),
    }
}

impl ExportRow {
    fn read(self) -> Result<Export, StoreError> {
        let unknown = |what: &str| StoreError::Unreadable(format!("export {what}"));
        let terms = self.terms.iter().map(|any| any.iter().map(|term| decoded(term)).collect()).collect::<Result<_, _>>()?;
        Ok(Export {
            id: crate::parse(key(&self.id)?)?,
            format: Format::from_code(&self.format).ok_or_else(|| unknown(&self.format))?,
            language: Language::from_tag(&self.language).unwrap_or_default(),
            columns: self.columns,
            time_zone: self.time_zone,
            wanted: Wanted { terms, from: self.from.map(Moment::from_millis), until: self.until.map(Moment::from_millis) },
            asked: self.asked,
            upto: self.upto,
            at: Moment::from_millis(self.at),
            state: State::from_code(&self.state).ok_or_else(|| unknown(&self.state))?,
            done: self.done,
            total: self.total,
            bytes: self.bytes,
        })
    }
}

fn row_of(id: ExportId) -> RecordId {
    record(EXPORTS.name, &id.to_string())
}

/// Where a file is not over.
const UNDER_WAY: [State; 2] = [State::Waiting, State::Running];

/// Whoever asks for a file and whoever fails them meet here: what is asked for in the same moment fails as well, or begins with what is left.
fn meets(writes: &mut Writes) {
    writes.update(&Update::of_or_new(&record("guard", "action_logs")).add("revision", 1));
}

/// Whatever is under way fails: of the events that it is to have yet, some are read in the archive from here on.
pub(super) fn fail_those_under_way(writes: &mut Writes) {
    meets(writes);
    for state in UNDER_WAY {
        let failed = Update::all(EXPORTS.name).set("state", State::Failed.code().to_owned());
        writes.update(&failed.only_if("state", state.code().to_owned()));
    }
}

/// An event of a file, which says which one it is.
fn told(event: Event, export: &Export, name: &str) -> Event {
    event.on(EXPORTS.name, export.id, name).changing([Change::added("format", export.format.code())])
}

/// What somebody asks for: what it is called, how, in his language, with his columns and by his clock, and how the address of the report has it.
#[derive(Debug)]
pub struct ExportDraft {
    pub name: String,
    pub format: Format,
    pub language: Language,
    pub columns: Vec<String>,
    pub time_zone: String,
    pub wanted: Wanted,
    pub asked: String,
    /// The same, as the record tells of it.
    pub told: Vec<Change>,
}

impl By<'_, Permit<right::ActionLogsReport>> {
    fn is_mine(&self, row: &ExportRow) -> bool {
        row.staff == self.proof.id().to_string()
    }

    async fn my_exports(&self) -> Result<Vec<ExportRow>, StoreError> {
        let sql = "SELECT * FROM export WHERE staff = $staff";
        let mut rows: Vec<ExportRow> = self.store.conn.read(sql, vars! { "staff" => self.proof.id().to_string() }).await?.take(0)?;
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        Ok(rows)
    }

    /// Asks for a file. So many are kept for somebody; says no while none of those that he has is over.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn ask_export(&self, draft: ExportDraft) -> Result<bool, StoreError> {
        let ExportDraft { name, format, language, columns, time_zone, wanted, asked, told } = draft;
        let wanted = self.known(wanted);
        let report = self.store.report(wanted.clone()).await?;
        // While the index is being made it is not known how many there are.
        let total = report.count().await?.unwrap_or_default();
        let at = self.proof.origin().at;
        let id = ExportId::new(id_at(at));
        let row = ExportRow {
            id: row_of(id),
            staff: self.proof.id().to_string(),
            format: format.code().to_owned(),
            language: language.tag().to_owned(),
            columns,
            time_zone: Some(time_zone),
            terms: wanted.terms.iter().map(|any| any.iter().map(coded).collect()).collect(),
            from: wanted.from.map(Moment::millis),
            until: wanted.until.map(Moment::millis),
            asked,
            upto: report.place(),
            at: at.millis(),
            state: State::Waiting.code().to_owned(),
            done: 0,
            total,
            bytes: 0,
            holder: String::new(),
            beat: 0,
        };
        let format = Change::added("format", format.code());
        let event = self.proof.event(Action::ActionLogsExported).on(EXPORTS.name, id, name).changing([format]).changing(told);
        decide(|| self.enter_export(&row, &event)).await
    }

    async fn enter_export(&self, row: &ExportRow, event: &Event) -> Result<bool, StoreError> {
        let mine = self.my_exports().await?;
        let is_over = |row: &ExportRow| State::from_code(&row.state).is_none_or(State::is_over);
        let Some(oldest) = outlived(&mine, MOST, is_over) else { return Ok(false) };
        let mut tx = self.store.tx(self.proof);
        oldest.iter().for_each(|row| tx.writes().delete(&row.id));
        tx.writes().create(&row.id, row.clone());
        meets(tx.writes());
        keeping_at_most(&mut tx, MOST, EXPORTS.name, (&format!("action_logs {}", row.staff), &[When::is("staff", row.staff.clone())]));
        tx.commit(event.clone()).await?;
        Ok(true)
    }

    /// Whether all that is in a file is for him to know by now: he may be for other websites since he asked for it. What happened in a view that
    /// is deleted since is still his, as its website is.
    fn knows_all_of(&self, export: &Export) -> bool {
        let shop = self.store.shop();
        let is_deleted = |asked: &Asked| asked.view().is_some_and(|code| shop.views().iter().all(|view| view.code != code));
        let within = |may: &[Asked], had: &[Asked]| had.iter().all(|asked| may.contains(asked) || is_deleted(asked));
        self.known(Wanted::default()).terms.iter().all(|may| export.wanted.terms.iter().any(|had| within(may, had)))
    }

    /// The files that he asked for and may have, the newest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn exports(&self) -> Result<Vec<Export>, StoreError> {
        let mut exports = self.my_exports().await?.into_iter().map(ExportRow::read).collect::<Result<Vec<Export>, StoreError>>()?;
        exports.retain(|export| self.knows_all_of(export));
        Ok(exports)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: there is none, it is somebody else's, or there is more in it than he may know of by now.
    pub async fn export(&self, id: ExportId) -> Result<Export, StoreError> {
        let row: Option<ExportRow> = self.store.conn.row(&row_of(id)).await?;
        let export = row.filter(|row| self.is_mine(row)).ok_or(StoreError::NotFound)?.read()?;
        if self.knows_all_of(&export) { Ok(export) } else { Err(StoreError::NotFound) }
    }

    /// Cancels it, or deletes it if it is over.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn delete_export(&self, export: &Export, name: &str) -> Result<(), StoreError> {
        let mut tx = self.store.tx(self.proof);
        tx.writes().delete(&row_of(export.id));
        let event = told(tx.event(Action::ExportDeleted), export, name);
        tx.commit(event).await
    }

    /// Writes that a file is taken along; not for whoever `goes_on` with it, if he began in this session.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_download(&self, export: &Export, name: &str, goes_on: bool) -> Result<(), StoreError> {
        let event = told(self.proof.event(Action::ActionLogsDownloaded), export, name);
        self.tell_of_a_file(export.path(), event, goes_on).await
    }
}

impl By<'_, Job> {
    /// The next file that is to be made, which is `holder`'s from now on. Whoever finds one that nobody makes any more begins it anew.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn next_export(&self, holder: &str) -> Result<Option<(Hold, Export)>, StoreError> {
        let Some((hold, row)) = self.next_of::<ExportRow>(EXPORTS.name, holder).await? else { return Ok(None) };
        // Another program may have archived a day, of which some events are in the store still.
        self.store.reload_gone().await?;
        Ok(Some((hold, Export { done: 0, ..row.read()? })))
    }

    /// When that file was asked for that is asked for last of those that are not over; `None`, if there is none.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn exporting_since(&self) -> Result<Option<Moment>, StoreError> {
        let of = |state: State| format!("SELECT VALUE at FROM export WHERE state = '{}'", state.code());
        let mut found = self.store.conn.read(&UNDER_WAY.map(of).join("; "), vars! {}).await?;
        let (waiting, running): (Vec<i64>, Vec<i64>) = (found.take(0)?, found.take(1)?);
        Ok(waiting.into_iter().chain(running).max().map(Moment::from_millis))
    }

    /// Says that a file is there. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn end_export(&self, hold: &Hold, of: &Export) -> Result<bool, StoreError> {
        let end = hold.update(self.proof.origin().at).set("state", State::Done.code().to_owned());
        self.store.conn.write_if_still(&end.set("done", of.done).set("bytes", of.bytes)).await
    }

    /// Forgets the files whose time is over; returns the identifiers of all others.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn forget_exports(&self) -> Result<Vec<String>, StoreError> {
        let rows: Vec<ExportRow> = self.store.conn.read("SELECT * FROM export", vars! {}).await?.take(0)?;
        let since = self.proof.origin().at.minus(KEPT).millis();
        let (kept, old): (Vec<ExportRow>, Vec<ExportRow>) = rows.into_iter().partition(|row| row.at >= since);
        if !old.is_empty() {
            let mut writes = Writes::default();
            old.iter().for_each(|row| writes.delete(&row.id));
            self.store.conn.write_again_on_conflict(&writes).await?;
        }
        kept.iter().map(|row| key(&row.id).map(str::to_owned)).collect()
    }

    /// So many of the events that are wanted.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn events(&self, wanted: &Wanted, cursor: &Cursor, size: usize) -> Result<Listed<Recorded>, StoreError> {
        self.store.report(wanted.clone()).await?.page(cursor, size).await
    }
}
