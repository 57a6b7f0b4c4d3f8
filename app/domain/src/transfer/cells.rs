//! What stands in the cells of a line, by the columns of its header.

use super::{Trouble, Unread};
use crate::text::{Flaw, unmarked};

/// Empties what it stands in: an empty cell changes nothing.
pub const EMPTIED: &str = "__EMPTY__VALUE__";

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell<T> {
    /// Nothing: what is stored stays.
    #[default]
    Left,
    Emptied,
    Says(T),
}

impl<T> Cell<T> {
    /// What it says; nothing else is wanted of what is new.
    pub fn said(self) -> Option<T> {
        if let Self::Says(value) = self { Some(value) } else { None }
    }
}

impl<T: Clone> Cell<T> {
    /// What stands there then, where this or nothing stood.
    pub fn over(&self, stands: Option<T>) -> Option<T> {
        match self {
            Self::Left => stands,
            Self::Emptied => None,
            Self::Says(value) => Some(value.clone()),
        }
    }
}

/// Yes or no, as files say it.
///
/// # Errors
/// The flaw to tell of the column.
pub fn flag(text: &str) -> Result<bool, Flaw> {
    match text.trim() {
        "1" | "yes" | "Yes" | "true" => Ok(true),
        "" | "0" | "no" | "No" | "false" => Ok(false),
        _ => Err(Flaw::NotAChoice),
    }
}

impl Cell<String> {
    fn of(text: &str) -> Self {
        match text {
            "" => Self::Left,
            EMPTIED => Self::Emptied,
            text => Self::Says(unmarked(text).to_owned()),
        }
    }

    /// Read as a form would read it.
    ///
    /// # Errors
    /// The flaw to tell of the column.
    pub fn parsed<T>(self, parse: impl FnOnce(&str) -> Result<T, Flaw>) -> Result<Cell<T>, Flaw> {
        Ok(match self {
            Self::Left => Cell::Left,
            Self::Emptied => Cell::Emptied,
            Self::Says(text) => Cell::Says(parse(&text)?),
        })
    }

    /// As [`Self::parsed`], of what cannot be empty.
    ///
    /// # Errors
    /// The same, and [`Flaw::Required`].
    pub fn needed<T>(self, parse: impl FnOnce(&str) -> Result<T, Flaw>) -> Result<Cell<T>, Flaw> {
        if self == Self::Emptied { Err(Flaw::Required) } else { self.parsed(parse) }
    }

    /// What it says, if that is only asked about a new thing: emptied is nothing as well.
    pub fn text(self) -> String {
        self.said().unwrap_or_default()
    }
}

/// A column of a file: how a cell of it is read into what a line wants, and how it is written of what there is.
pub struct Column<W: 'static, T: 'static> {
    pub name: &'static str,
    pub read: fn(&mut W, Cell<String>) -> Result<(), Flaw>,
    pub write: fn(&T) -> String,
    /// Numbers are written as they are; of texts none is a formula.
    pub is_number: bool,
}

impl<W, T> Column<W, T> {
    pub const fn text(name: &'static str, read: fn(&mut W, Cell<String>) -> Result<(), Flaw>, write: fn(&T) -> String) -> Self {
        Self { name, read, write, is_number: false }
    }

    pub const fn number(name: &'static str, read: fn(&mut W, Cell<String>) -> Result<(), Flaw>, write: fn(&T) -> String) -> Self {
        Self { name, read, write, is_number: true }
    }

    /// What stands in the column.
    pub fn written(&self, of: &T) -> String {
        let text = (self.write)(of);
        if self.is_number { text } else { crate::text::harmless(text) }
    }
}

/// A line of a file, and its row as spreadsheets count: the header is the first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub row: i64,
    pub cells: Vec<String>,
}

/// The columns of a file, by what is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    places: Vec<(&'static str, usize)>,
    /// What nothing is read of.
    pub ignored: Vec<String>,
    pub width: usize,
    /// Whether its lines are but addresses: see [`super::customers::addresses`].
    pub is_of_addresses: bool,
}

/// Names are the same whatever their case and the blanks in them.
pub(super) fn plain(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

impl Header {
    /// # Errors
    /// A column is there twice, or `key` is not.
    pub fn of(known: &[&'static str], key: &'static str, names: &[String]) -> Result<Self, Unread> {
        let mut header = Self { width: names.len(), ..Self::default() };
        for (at, name) in names.iter().enumerate() {
            match known.iter().find(|known| **known == plain(name)) {
                Some(known) if header.has(known) => return Err(Unread::ColumnTwice(known)),
                Some(known) => header.places.push((known, at)),
                None if name.trim().is_empty() => {}
                None => header.ignored.push(name.trim().chars().take(60).collect()),
            }
        }
        if header.has(key) { Ok(header) } else { Err(Unread::NoColumn(key)) }
    }

    /// How many of these names are known: for finding out what stands between them.
    pub fn known_among<'a>(known: &[&'static str], names: impl IntoIterator<Item = &'a str>) -> usize {
        names.into_iter().filter(|name| known.contains(&plain(name).as_str())).count()
    }

    pub fn has(&self, name: &str) -> bool {
        self.places.iter().any(|(known, _)| *known == name)
    }

    /// What stands in a column.
    pub fn cell(&self, line: &Line, name: &str) -> Cell<String> {
        let place = self.places.iter().find(|(known, _)| *known == name);
        place.and_then(|(_, at)| line.cells.get(*at)).map_or(Cell::Left, |text| Cell::of(text))
    }

    /// Reads all columns of a line that have one of these names.
    pub fn read<W, T>(&self, columns: &[Column<W, T>], line: &Line, into: &mut W) -> Vec<Trouble> {
        let read = |column: &Column<W, T>, into: &mut W| (column.read)(into, self.cell(line, column.name));
        columns.iter().filter_map(|column| read(column, into).err().map(|flaw| Trouble::Cell(column.name, flaw))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_whatever_their_case_and_blanks_and_others_are_told() {
        let header = Header::of(&["email", "_website"], "email", &names(&["\u{feff}E-Mail", " Email ", "_WEBSITE", "", "dob"])).unwrap();
        assert_eq!(header.ignored, ["\u{feff}E-Mail", "dob"]);
        let line = Line { row: 2, cells: names(&["", "a@b.example", EMPTIED, "", ""]) };
        assert_eq!(header.cell(&line, "email"), Cell::Says("a@b.example".to_owned()));
        assert_eq!((header.cell(&line, "_website"), header.cell(&line, "dob")), (Cell::Emptied, Cell::Left));
    }

    #[test]
    fn a_column_twice_or_none_to_know_things_by_is_told() {
        assert_eq!(Header::of(&["sku"], "sku", &names(&["sku", "SKU"])), Err(Unread::ColumnTwice("sku")));
        assert_eq!(Header::of(&["sku", "name"], "sku", &names(&["name"])), Err(Unread::NoColumn("sku")));
    }
}
