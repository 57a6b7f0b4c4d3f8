//! Grids as data: lists of the back office that are searched, filtered, sorted and paged. A grid declares its columns and filters once;
//! from that come its headings, cells, links, chips, the choice of columns and the export. All of its state stands in its address, so
//! that it can be shared and works without scripts. The rows come from the store, which is asked by [`Query`].

mod arranging;
mod csv;
mod filter;
mod markup;
mod sheets;
#[cfg(test)]
mod tests;

pub use self::{
    csv::{csv_head, csv_rows},
    filter::{Filter, FilterKind, Offer},
    markup::{Freshness, Shown, grid, in_words, newest},
    sheets::Sheets,
};

use crate::{
    form::{Field, Fields, Words},
    live::{Cell, LiveGrid},
    named::{first_of, named},
    t,
    table::address,
    web::Request,
};
use domain::{
    failure::Failure,
    list::{Cursor, Filter as Passes, Query, Sort},
    text::{Collation, line},
};
use leptos::prelude::{AnyView, IntoAny};
use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

/// A column: what it is called, and what stands in it.
pub struct Column<T: 'static> {
    pub key: &'static str,
    pub label: Words,
    /// What is exported, and what is shown unless there is a `view`.
    pub text: fn(&Request, &T) -> String,
    pub view: Option<fn(&Request, &T) -> AnyView>,
    /// The same as data, for a grid that stays fresh.
    pub cell: Option<fn(&Request, &T) -> Cell>,
    /// The order that the column sorts by.
    pub sort: Option<&'static str>,
    /// Numbers stand at the right, and are exported as numbers.
    pub number: bool,
    /// Moments are written for machines, and are times in a workbook; below the rows stands by which clock they are shown.
    pub is_time: bool,
    /// Whether it is there until somebody chooses his own columns.
    pub shown: bool,
    /// Whether what stands in it says by itself what it is: an e-mail address, a state. Where rows are not in columns, nothing else says it.
    pub is_plain: bool,
    /// Whether it holds names that people have given.
    pub is_name: bool,
    /// Several names in one cell.
    names: Option<fn(&Request, &T) -> Vec<String>>,
    made: Option<Made<T>>,
}

/// What makes a column, by its key: what it is called, where there is one, and what stands in it.
struct Made<T: 'static> {
    label: fn(&Request, &str) -> Option<String>,
    says: fn(&Request, &T, &str) -> Vec<String>,
}

impl<T> Column<T> {
    pub const fn new(key: &'static str, label: Words, text: fn(&Request, &T) -> String) -> Self {
        Self {
            key,
            label,
            text,
            view: None,
            cell: None,
            sort: None,
            number: false,
            is_time: false,
            shown: true,
            is_plain: false,
            is_name: false,
            names: None,
            made: None,
        }
    }

    /// One of several names: people read the first and unfold the others, and files have them between commas.
    pub const fn several(key: &'static str, label: Words, names: fn(&Request, &T) -> Vec<String>) -> Self {
        let mut column = Self::new(key, label, |_, _| String::new());
        column.names = Some(names);
        column
    }

    /// One that the shop makes itself: not shown until somebody chooses it.
    pub fn made(key: &'static str, label: fn(&Request, &str) -> Option<String>, says: fn(&Request, &T, &str) -> Vec<String>) -> Self {
        let mut column = Self::new(key, |_| "", |_, _| String::new()).on_demand();
        column.made = Some(Made { label, says });
        column
    }

    /// What it is called; nothing, where the shop has made no such column.
    pub fn called(&self, request: &Request) -> Option<Cow<'static, str>> {
        match &self.made {
            Some(made) => (made.label)(request, self.key).map(Cow::Owned),
            None => Some(Cow::Borrowed((self.label)(request.language))),
        }
    }

    /// What is exported, and what is shown unless there is a `view`.
    pub fn says(&self, request: &Request, row: &T) -> String {
        self.each(request, row).map_or_else(|| (self.text)(request, row), |each| each.join(", "))
    }

    /// What stands in it, each by itself, where that may be several.
    fn each(&self, request: &Request, row: &T) -> Option<Vec<String>> {
        let made = self.made.as_ref().map(|made| (made.says)(request, row, self.key));
        made.or_else(|| self.names.map(|names| names(request, row)))
    }

    /// What is shown of it in the cell of a page, unless there is a `view`. A cell in which nothing stands is empty: where each says what
    /// it is, this one says nothing.
    fn shows(&self, request: &Request, row: &T) -> AnyView {
        if let Some(each) = self.each(request, row) {
            return first_of(request.language, &each);
        }
        let said = Some((self.text)(request, row)).filter(|said| !said.is_empty());
        if self.is_name { said.map(|name| named(&name)).into_any() } else { said.into_any() }
    }

    /// Something else in the cell than what is exported: a time as people read it, a badge.
    #[must_use]
    pub const fn view(mut self, view: fn(&Request, &T) -> AnyView) -> Self {
        self.view = Some(view);
        self
    }

    #[must_use]
    pub const fn cell(mut self, cell: fn(&Request, &T) -> Cell) -> Self {
        self.cell = Some(cell);
        self
    }

    #[must_use]
    pub const fn sorted(mut self, order: &'static str) -> Self {
        self.sort = Some(order);
        self
    }

    #[must_use]
    pub const fn number(mut self) -> Self {
        self.number = true;
        self
    }

    #[must_use]
    pub const fn time(mut self) -> Self {
        self.is_time = true;
        self
    }

    #[must_use]
    pub const fn plain(mut self) -> Self {
        self.is_plain = true;
        self
    }

    #[must_use]
    pub const fn named(mut self) -> Self {
        self.is_name = true;
        self
    }

    /// Not shown until somebody chooses it.
    #[must_use]
    pub const fn on_demand(mut self) -> Self {
        self.shown = false;
        self
    }
}

/// What a column or a filter is called: in our words, or by a name that the shop has given.
fn label(called: Cow<'static, str>) -> AnyView {
    match called {
        Cow::Borrowed(ours) => ours.into_any(),
        Cow::Owned(theirs) => named(&theirs),
    }
}

/// What the shop itself makes of a grid, besides what is declared.
pub struct Further<T: 'static> {
    pub columns: &'static LazyLock<Vec<Column<T>>>,
    pub filters: &'static LazyLock<Vec<Filter>>,
}

/// What can be done to several rows at once.
pub struct Mass<T: 'static> {
    /// Which page asks what is to be done: with the keys of the rows under [`ROW`], what the grid is narrowed by, and whatever the buttons
    /// say.
    pub path: &'static str,
    pub key: fn(&T) -> String,
    /// Whether its reader may do any of it.
    pub may: fn(&Request) -> bool,
    pub buttons: fn(&Request) -> AnyView,
}

/// The name of the boxes by which rows are selected.
pub const ROW: &str = "row";

/// A grid. Its first column is always there, names the row and leads into it.
pub struct Grid<T: 'static> {
    /// What a person's choice of columns is remembered under.
    pub name: &'static str,
    pub path: &'static str,
    pub title: Words,
    /// What the search is called, where there is one.
    pub search: Option<Words>,
    pub columns: &'static [Column<T>],
    pub filters: &'static [Filter],
    /// The order until somebody chooses another.
    pub sort: Sort,
    pub link: Option<fn(&T) -> String>,
    /// Beside the heading: "Add New User".
    pub buttons: Option<fn(&Request) -> AnyView>,
    /// What can be done to a row, in a last column.
    pub actions: Option<fn(&Request, &T) -> AnyView>,
    pub mass: Option<Mass<T>>,
    /// How its first page stays fresh, in the grid's own order.
    pub live: Option<LiveGrid<T>>,
    /// How it is taken along, where there is more of it than a link brings.
    pub exports: Option<fn(&Request) -> AnyView>,
    pub further: Option<Further<T>>,
    /// What stands there while there is nothing yet.
    pub empty: Words,
}

/// The words of a search, and what a text filter asks for, are cut to this many characters.
const LONGEST: usize = 100;

/// The end of an order's name when it runs down: `name`, `name-desc`.
const DOWN: &str = "-desc";

fn asked(request: &Request, name: &str) -> Option<String> {
    // What is pasted from a sheet has a tab between words.
    let text = request.query.get(name)?.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let text: String = text.filter(|c| !c.is_control()).take(LONGEST).collect();
    (!text.is_empty()).then_some(text)
}

fn sort_code(sort: Sort) -> String {
    if sort.down { format!("{}{DOWN}", sort.by) } else { sort.by.to_owned() }
}

impl<T> Grid<T> {
    /// What its reader can do to several rows.
    fn mass(&self, request: &Request) -> Option<&Mass<T>> {
        self.mass.as_ref().filter(|mass| (mass.may)(request))
    }

    /// What the address asks for. Of names that the grid does not have nothing is read, and an order that it does not have is its
    /// own: its headings say so.
    ///
    /// # Errors
    /// [`Failure::Malformed`] for a cursor or a filter that cannot be read: other rows than those that were asked for would look
    /// like the answer.
    pub fn query(&self, request: &Request) -> Result<Query, Failure> {
        if self.is_unread(request) { Err(Failure::Malformed) } else { self.readable(request) }
    }

    /// Whether a filter holds what cannot be read.
    pub fn is_unread(&self, request: &Request) -> bool {
        self.all_filters().any(|filter| filter.names().iter().any(|name| filter.is_unread(request, name)))
    }

    /// The same without the filters that cannot be read: for a page that says so, and shows no rows.
    ///
    /// # Errors
    /// As [`Grid::query`], for a cursor.
    pub fn readable(&self, request: &Request) -> Result<Query, Failure> {
        let filters: BTreeMap<_, _> = self.all_filters().filter_map(|filter| Some((filter.key, filter.read(request)?))).collect();
        let search = self.search.and_then(|_| asked(request, "q")).unwrap_or_default();
        let collation = Collation::of(request.language);
        Ok(Query { search, filters, sort: self.sort(request), collation, cursor: request.cursor()? })
    }

    /// What it is asked for under these filters alone, from its first row on: for a page that shows a part of it. Where its own order is that
    /// of a text, such a page says whose.
    pub fn narrowed(&self, filters: impl IntoIterator<Item = (&'static str, Passes)>) -> Query {
        let filters = filters.into_iter().collect();
        Query { search: String::new(), filters, sort: self.sort, collation: Collation::ROOT, cursor: Cursor::First }
    }

    fn sort(&self, request: &Request) -> Sort {
        let code = request.query.get("sort").unwrap_or_default();
        let (name, down) = code.strip_suffix(DOWN).map_or((code, false), |name| (name, true));
        let order = self.columns.iter().filter_map(|c| c.sort).find(|by| *by == name);
        order.map_or(self.sort, |by| Sort { by, down })
    }

    /// Whether the address asks for the export.
    pub fn is_export(&self, request: &Request) -> bool {
        self.exports.is_none() && request.query.get("export") == Some("csv")
    }

    /// The columns that there may be.
    pub fn all_columns(&self) -> impl Iterator<Item = &'static Column<T>> {
        self.columns.iter().chain(self.further.iter().flat_map(|further| further.columns.iter()))
    }

    fn all_filters(&self) -> impl Iterator<Item = &'static Filter> {
        self.filters.iter().chain(self.further.iter().flat_map(|further| further.filters.iter()))
    }

    /// The columns that somebody sees who chose these; `None` for who did not choose.
    pub fn shown(&self, request: &Request, chosen: Option<&[String]>) -> Vec<&'static Column<T>> {
        let is_shown = |c: &Column<T>| chosen.map_or(c.shown, |keys| keys.iter().any(|key| key == c.key));
        let shown = self.all_columns().enumerate().filter(|(at, c)| *at == 0 || (is_shown(c) && c.called(request).is_some()));
        shown.map(|(_, c)| c).collect()
    }

    /// What it is narrowed by, as the address has it.
    pub fn asked(&self, request: &Request) -> Vec<(String, String)> {
        let mut names = vec!["q".to_owned()];
        names.extend(self.all_filters().flat_map(Filter::names));
        names.into_iter().filter_map(|n| asked(request, &n).map(|v| (n, v))).collect()
    }

    /// The grid's address with all that is asked of it now, but for these: an empty value leaves a name out.
    pub fn link_to(&self, request: &Request, but: &[(&str, &str)]) -> String {
        let sort = sort_code(self.sort(request));
        let mut pairs = self.asked(request);
        if sort != sort_code(self.sort) {
            pairs.push(("sort".to_owned(), sort));
        }
        pairs.retain(|(name, _)| but.iter().all(|(n, _)| n != name));
        let kept = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        address(self.path, &kept.chain(but.iter().copied()).collect::<Vec<_>>())
    }
}

/// Where the choice of a grid's columns is posted to, and back from it to the grid.
pub const COLUMNS_PATH: &str = "/admin/columns";

pub const GRID: Field<String> = Field::hidden("grid", |text| line(text, 60));
/// The chosen columns, by their keys.
pub const COLUMN: Field<String> = Field::boxes("column", |_| "", |_| Vec::new(), |text| line(text, 60));
pub const BACK: Field<String> = Field::hidden("back", |text| line(text, 4_000));
/// Whether the rows stand close: the person's choice, beside that of the columns.
pub const COMPACT: Field<bool> = Field::check_box("compact", |l| t!(l, common.table.compact));
/// Where a view is kept or forgotten: what is asked stands in [`BACK`].
pub const VIEWS_PATH: &str = "/admin/views";
pub const VIEW: Field<String> = Field::line("view", |l| t!(l, common.table.view_name), |text| line(text, 60));

/// The button that forgets the choice.
pub const FORGET: Field<bool> = Field::button("forget", |text| Ok(text == "1"));

/// The button that takes back what was done last.
pub const UNDO: Field<bool> = Field::button("undo", |text| Ok(text == "1"));

/// What the choice of columns posts, and what a view does.
pub static VIEWS: Fields = &[&[&GRID.spec, &VIEW.spec, &BACK.spec, &FORGET.spec, &UNDO.spec]];
pub static COLUMNS: Fields = &[&[&GRID.spec, &COLUMN.spec, &COMPACT.spec, &BACK.spec, &FORGET.spec]];
