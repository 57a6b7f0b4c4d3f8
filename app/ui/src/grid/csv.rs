//! A grid as comma-separated values, for whoever opens it in a spreadsheet.

use super::Column;
use crate::web::Request;
use domain::failure::Failure;

/// The rows with these columns, as UTF-8 with its mark, by which spreadsheets know it.
///
/// # Errors
/// [`Failure::Internal`]: a row could not be written.
pub fn csv<'a, T: 'static>(
    request: &Request,
    columns: &[&'static Column<T>],
    rows: impl IntoIterator<Item = &'a T>,
) -> Result<String, Failure> {
    let mut writer = ::csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut write = |cells: Vec<String>| writer.write_record(cells).map_err(|_| Failure::Internal);
    write(columns.iter().map(|c| (c.label)(request.language).to_owned()).collect())?;
    for row in rows {
        let cell = |c: &&Column<T>| {
            let text = (c.text)(request, row);
            if c.number { text } else { harmless(text) }
        };
        write(columns.iter().map(cell).collect())?;
    }
    let bytes = writer.into_inner().map_err(|_| Failure::Internal)?;
    String::from_utf8(bytes).map_err(|_| Failure::Internal)
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection): one that begins like a formula begins with an apostrophe.
fn harmless(text: String) -> String {
    let begins_a_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    let dangerous = text.starts_with(begins_a_formula) || text.trim_start().starts_with(begins_a_formula);
    if dangerous { format!("'{text}") } else { text }
}
