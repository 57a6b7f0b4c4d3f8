//! A grid as a workbook, for whoever goes on with it in a spreadsheet: texts are texts, whatever they begin with, numbers are numbers, and
//! times are times, by the clock of whoever asked for it: its zone stands beside their heading, for workbooks know of none. In CSV and in lines of
//! JSON the same moments stand in UTC, as RFC 3339 writes them.

use super::Column;
use crate::{format, web::Request};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use std::{io, path::Path};

/// The rows of a sheet, its heading among them.
const ROWS: u32 = 1_048_576;
/// The longest text of a cell.
const LONGEST: usize = 32_767;

/// A workbook in the making. Its rows go by way of a file, so that it takes as much memory for a million of them as for one.
pub struct Sheets<T: 'static> {
    book: Workbook,
    columns: Vec<&'static Column<T>>,
    zone: String,
    sheets: usize,
    /// The next row of the last sheet.
    row: u32,
    time: Format,
    head: Format,
    /// Of a sheet; a test has a smaller one.
    rows: u32,
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

impl<T> Sheets<T> {
    /// `folder` is where its rows wait, and `zone` that of its reader's clock.
    ///
    /// # Errors
    /// Nothing can be written there.
    pub fn new(folder: &Path, columns: Vec<&'static Column<T>>, zone: &str) -> io::Result<Self> {
        Self::of(folder, columns, zone, ROWS)
    }

    fn of(folder: &Path, columns: Vec<&'static Column<T>>, zone: &str, rows: u32) -> io::Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        let (time, head) = (Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"), Format::new().set_bold());
        Ok(Self { book, columns, zone: zone.to_owned(), sheets: 0, row: rows, time, head, rows })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn add<'a>(&mut self, request: &Request, items: impl IntoIterator<Item = &'a T>) -> io::Result<()> {
        for item in items {
            if self.row >= self.rows {
                self.begin(request)?;
            }
            self.write(request, item).map_err(failed)?;
            self.row = self.row.saturating_add(1);
        }
        Ok(())
    }

    /// Another sheet, with its heading.
    fn begin(&mut self, request: &Request) -> io::Result<()> {
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        for (at, column) in (0_u16..).zip(&self.columns) {
            let label = column.called(request).unwrap_or_default();
            let label = if column.is_time { format!("{label} ({})", self.zone) } else { label.into_owned() };
            sheet.write_string_with_format(0, at, label, &self.head).map_err(failed)?;
            sheet.set_column_width(at, if column.is_time { 20 } else { 24 }).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        (self.sheets, self.row) = (self.sheets.saturating_add(1), 1);
        Ok(())
    }

    fn write(&mut self, request: &Request, item: &T) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(self.sheets.saturating_sub(1))?;
        for (at, column) in (0_u16..).zip(&self.columns) {
            let text = column.says(request, item);
            let number = if column.number { text.parse::<f64>().ok().filter(|n| n.is_finite()) } else { None };
            let time = if column.is_time { local(&self.zone, &text) } else { None };
            match (number, time) {
                (Some(number), _) => sheet.write_number(self.row, at, number)?,
                (None, Some(time)) => sheet.write_datetime_with_format(self.row, at, time, &self.time)?,
                (None, None) => sheet.write_string(self.row, at, cut(text))?,
            };
        }
        Ok(())
    }

    /// Writes the file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn save(mut self, request: &Request, to: impl io::Write + Send) -> io::Result<()> {
        if self.sheets == 0 {
            self.begin(request)?;
        }
        self.book.save_to_writer(to).map_err(failed)
    }
}

/// A moment as the clocks of a zone show it.
fn local(zone: &str, text: &str) -> Option<ExcelDateTime> {
    let at = format::civil(zone, text)?;
    let part = |n: i8| u8::try_from(n).ok();
    let date = ExcelDateTime::from_ymd(u16::try_from(at.year()).ok()?, part(at.month())?, part(at.day())?).ok()?;
    date.and_hms(u16::from(part(at.hour())?), part(at.minute())?, f64::from(at.second())).ok()
}

fn cut(text: String) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text;
    }
    text.chars().take(LONGEST.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{form, request};

    struct Row {
        name: String,
        sum: &'static str,
    }

    static COLUMNS: [Column<Row>; 3] = [
        Column::new("at", |_| "Time", |_, _| "2026-10-25T00:30:00Z".to_owned()).time(),
        Column::new("name", |_| "Name", |_, row: &Row| row.name.clone()),
        Column::new("sum", |_| "Sum", |_, row: &Row| row.sum.to_owned()).number(),
    ];

    fn made(rows: &[Row], at_most: u32) -> Vec<u8> {
        let request = request("/admin", "", form(&[]));
        let mut sheets = Sheets::of(&std::env::temp_dir(), COLUMNS.iter().collect(), "UTC", at_most).unwrap();
        sheets.add(&request, rows).unwrap();
        let mut bytes = Vec::new();
        sheets.save(&request, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_long_text_is_cut_with_a_mark_and_a_sheet_that_is_full_is_followed_by_another() {
        assert_eq!(cut("é".repeat(LONGEST)).chars().count(), LONGEST);
        let long = cut("é".repeat(LONGEST + 1));
        assert!(long.chars().count() == LONGEST && long.ends_with('…'));
        let rows: Vec<Row> = (0..5).map(|n| Row { name: format!("{n}").repeat(40_000), sum: "1" }).collect();
        let bytes = String::from_utf8_lossy(&made(&rows, 3)).into_owned();
        assert!(bytes.contains("xl/worksheets/sheet3.xml") && !bytes.contains("sheet4.xml"), "two rows in each of three");
        assert!(String::from_utf8_lossy(&made(&[], 3)).contains("sheet1.xml"), "of nothing there is a heading");
    }
}
