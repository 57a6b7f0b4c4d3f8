//! How a staff member has arranged a grid: the columns that he chose, and what he keeps of questions that he asks again and again. It is his
//! own, and changes nothing of the shop, so no event tells of it. What he takes along of one is told.

use crate::{
    By, StoreError,
    engine::{
        table::Table,
        write::{Update, Writes},
    },
    record,
};
use domain::{
    audit::{Action, Change},
    caller::{Proof, Staff},
    list::{Arranged, View},
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const GRIDS: Table = Table { name: "grid", row: GridRow::kind_of, indexes: &[], list: None };

/// What became of a view that was to be kept or forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptView {
    New,
    /// There was one of its name.
    Replaced,
    /// Nothing, for no more have room.
    Full,
    Forgotten,
    /// Nothing, for there is none of its name.
    Unknown,
}

/// The most views of a grid that somebody keeps.
const MOST: usize = 20;

#[derive(SurrealValue)]
pub(crate) struct GridRow {
    columns: Option<Vec<String>>,
    compact: Option<bool>,
    views: Option<Vec<ViewRow>>,
    forgotten: Option<ViewRow>,
}

#[derive(SurrealValue)]
struct ViewRow {
    name: String,
    asked: String,
}

impl ViewRow {
    fn read(self) -> View {
        View { name: self.name, asked: self.asked }
    }

    fn of(view: View) -> Self {
        Self { name: view.name, asked: view.asked }
    }
}

impl By<'_, Staff> {
    fn of_grid(&self, grid: &str) -> RecordId {
        record("grid", &format!("{} {grid}", self.proof.id()))
    }

    /// How the staff member has arranged a grid.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn arranged(&self, grid: &str) -> Result<Arranged, StoreError> {
        let row: Option<GridRow> = self.store.conn.row(&self.of_grid(grid)).await?;
        let Some(GridRow { columns, compact, views, forgotten }) = row else { return Ok(Arranged::default()) };
        let views = views.into_iter().flatten().map(ViewRow::read).collect();
        Ok(Arranged { columns, is_compact: compact.unwrap_or_default(), views, forgotten: forgotten.map(ViewRow::read) })
    }

    /// Remembers columns, or forgets them; and whether the rows stand close.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn choose_columns(&self, grid: &str, columns: Option<Vec<String>>, is_compact: bool) -> Result<(), StoreError> {
        self.arrange(Update::of_or_new(&self.of_grid(grid)).set("columns", columns).set("compact", is_compact)).await
    }

    /// Keeps what is asked of a grid under a name, in the place of what was kept under it; without anything to ask, it is forgotten.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn keep_view(&self, grid: &str, name: &str, asked: Option<String>) -> Result<KeptView, StoreError> {
        let mut views = self.arranged(grid).await?.views;
        let is_full = views.len() >= MOST;
        let known = views.iter().position(|view| view.name == name);
        let mut forgotten = None;
        let kept = match (asked, known.and_then(|at| views.get_mut(at))) {
            (Some(asked), Some(known)) => {
                known.asked = asked;
                KeptView::Replaced
            }
            (Some(_), None) if is_full => return Ok(KeptView::Full),
            (Some(asked), None) => {
                views.push(View { name: name.to_owned(), asked });
                KeptView::New
            }
            (None, Some(known)) => {
                forgotten = Some(known.clone());
                views.retain(|view| view.name != name);
                KeptView::Forgotten
            }
            (None, None) => return Ok(KeptView::Unknown),
        };
        let rows: Vec<ViewRow> = views.into_iter().map(ViewRow::of).collect();
        let update = Update::of_or_new(&self.of_grid(grid)).set("views", rows).set("forgotten", forgotten.map(ViewRow::of));
        self.arrange(update).await?;
        Ok(kept)
    }

    /// Writes that the rows of a grid are taken along as a file: what it is called, and what it was narrowed by, in words.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_taking_along(&self, grid: &str, title: &str, narrowed: Option<String>) -> Result<(), StoreError> {
        let told = [Some(Change::added("format", "csv")), narrowed.map(|by| Change::added("details", by))];
        let event = self.proof.event(Action::DataExported).on("grid", grid, title);
        self.store.append(event.changing(told.into_iter().flatten())).await
    }

    /// Keeps again what was forgotten last, unless something was kept since.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn recall_view(&self, grid: &str) -> Result<KeptView, StoreError> {
        match self.arranged(grid).await?.forgotten {
            Some(view) => self.keep_view(grid, &view.name, Some(view.asked)).await,
            None => Ok(KeptView::Unknown),
        }
    }

    async fn arrange(&self, update: Update) -> Result<(), StoreError> {
        let mut writes = Writes::default();
        writes.update(&update);
        self.store.conn.write_again_on_conflict(&writes).await
    }
}
