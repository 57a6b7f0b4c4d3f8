//! A grid as comma-separated values, for whoever opens it in a spreadsheet.

use super::Column;
use crate::web::Request;
use domain::{failure::Failure, text::harmless};

/// The line above the rows, with the mark of UTF-8, by which spreadsheets know it.
///
/// # Errors
/// [`Failure::Internal`]: it could not be written.
pub fn csv_head<T: 'static>(request: &Request, columns: &[&'static Column<T>]) -> Result<Vec<u8>, Failure> {
    // What the shop has made itself is called as somebody typed it.
    let labels = columns.iter().map(|c| harmless(c.called(request).unwrap_or_default().into_owned())).collect();
    Ok(["\u{feff}".as_bytes(), &written([labels])?].concat())
}

/// Some of the rows.
///
/// # Errors
/// As [`csv_head`].
pub fn csv_rows<'a, T: 'static>(
    request: &Request,
    columns: &[&'static Column<T>],
    rows: impl IntoIterator<Item = &'a T>,
) -> Result<Vec<u8>, Failure> {
    let cell = |row: &T, c: &Column<T>| {
        let text = c.says(request, row);
        if c.number { text } else { harmless(text) }
    };
    written(rows.into_iter().map(|row| columns.iter().map(|c| cell(row, c)).collect()))
}

fn written(lines: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, Failure> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for line in lines {
        writer.write_record(line).map_err(|_| Failure::Internal)?;
    }
    writer.into_inner().map_err(|_| Failure::Internal)
}
