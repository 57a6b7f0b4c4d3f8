//! Reads a file that somebody brought, line by line: however long it is, the memory stays the same. How it is written is found out.

use csv::ByteRecord;
use domain::transfer::{
    Entity, Trouble, Unread,
    cells::{Header, Line},
    customers::addresses,
    file::{Encoding, LONGEST_LINE, said_separator, separator},
};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// So much of it is looked at to find out how it is written.
const HEAD: u64 = 64 * 1024;

/// Counts what comes through, and says no to more than is allowed.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let more = u64::try_from(read).unwrap_or(u64::MAX);
        if self.count.fetch_add(more, Ordering::Relaxed).saturating_add(more) > self.most {
            return Err(io::Error::other("a line without an end"));
        }
        Ok(read)
    }
}

/// Where a cell stands while it is read, as the reader of lines takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Before a cell.
    Nothing,
    /// A cell that begins without a quote: those in it are letters.
    Bare,
    Quotes,
    /// Behind a quote in quotes: it ends them, or another one stands behind it.
    Quote,
}

impl Within {
    const fn behind(self, byte: u8, separator: u8) -> Self {
        match (self, byte) {
            (Self::Nothing | Self::Quote, b'"') => Self::Quotes,
            (Self::Quotes, b'"') => Self::Quote,
            (Self::Quotes, _) => Self::Quotes,
            (Self::Nothing | Self::Bare | Self::Quote, b'\n' | b'\r') => Self::Nothing,
            (Self::Nothing | Self::Bare | Self::Quote, byte) => {
                if byte == separator {
                    Self::Nothing
                } else {
                    Self::Bare
                }
            }
        }
    }
}

/// Says whether what came through ended within quotes, which the reader of lines takes for a cell as any other.
struct Quoted<R> {
    inner: R,
    separator: u8,
    within: Within,
    ended_within: Arc<AtomicBool>,
}

impl<R: Read> Read for Quoted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let came = into.get(..read).unwrap_or_default();
        self.within = came.iter().fold(self.within, |within, byte| within.behind(*byte, self.separator));
        if read == 0 && self.within == Within::Quotes {
            self.ended_within.store(true, Ordering::Relaxed);
        }
        Ok(read)
    }
}

/// In UTF-8, whatever it was, without a mark.
fn decoded<R: Read>(file: R) -> DecodeReaderBytes<R, Vec<u8>> {
    DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).build(file)
}

/// The text of a file, in UTF-8.
type Decoded = DecodeReaderBytes<Counted<File>, Vec<u8>>;

/// A file in the midst of being read.
pub struct Reading {
    csv: csv::Reader<Quoted<Counted<Decoded>>>,
    record: ByteRecord,
    pub header: Header,
    /// As they stand in the file.
    pub names: Vec<String>,
    pub encoding: Encoding,
    pub separator: u8,
    /// How many bytes of the file are read.
    bytes: Arc<AtomicU64>,
    /// How many since the last line.
    since: Arc<AtomicU64>,
    /// Whether the file ended within quotes: then the last line is none.
    ended_within: Arc<AtomicBool>,
    /// How many lines stand above the header: one, where the file says its separator itself.
    above: i64,
    /// How many lines, without the header and what is above it.
    done: i64,
    is_over: bool,
}

/// A line, or what is wrong with it as one.
pub type Came = Result<Line, (Line, Trouble)>;

impl Reading {
    /// # Errors
    /// It is not there, empty, no text, or has not the columns that it must have.
    pub fn open(path: &Path, entity: Entity) -> Result<Self, Unread> {
        let gone = |_| Unread::Gone;
        let (mut first, mut head) = (Vec::new(), Vec::new());
        File::open(path).map_err(gone)?.take(4).read_to_end(&mut first).map_err(gone)?;
        let encoding = Encoding::of(&first);
        decoded(File::open(path).map_err(gone)?).take(HEAD).read_to_end(&mut head).map_err(gone)?;
        if head.contains(&0) {
            // A workbook, a picture, or UTF-16 without its mark.
            return Err(Unread::NotText);
        }
        let known = entity.columns();
        let head = String::from_utf8_lossy(&head);
        let said = said_separator(&head);
        let separator = said.unwrap_or_else(|| separator(&known, &head));
        let (bytes, since) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let file = Counted { inner: File::open(path).map_err(gone)?, count: Arc::clone(&bytes), most: u64::MAX };
        let text = Counted { inner: decoded(file), count: Arc::clone(&since), most: LONGEST_LINE };
        let ended_within = Arc::new(AtomicBool::new(false));
        let text = Quoted { inner: text, separator, within: Within::Nothing, ended_within: Arc::clone(&ended_within) };
        let csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text);
        let (record, header) = (ByteRecord::new(), Header::default());
        let names = Vec::new();
        let (above, done, is_over) = (i64::from(said.is_some()), -1, false);
        let mut reading = Self { csv, record, header, names, encoding, separator, bytes, since, ended_within, above, done, is_over };
        if said.is_some() {
            drop(reading.next());
            reading.done = done;
        }
        let names = match reading.next() {
            None => return Err(Unread::Empty),
            // Its columns are not there then, which is told.
            Some(Err((line, Trouble::Endless))) if !line.cells.is_empty() => line.cells,
            Some(Err(_)) => return Err(Unread::NotText),
            Some(Ok(line)) => line.cells,
        };
        let of_addresses = if entity == Entity::CustomerComposite { addresses::called(&names) } else { None };
        let known = if of_addresses.is_some() { addresses::columns() } else { known };
        reading.header = match Header::of(&known, entity.key(), of_addresses.as_ref().unwrap_or(&names)) {
            Err(Unread::ColumnTwice(name)) if of_addresses.is_some() => return Err(Unread::ColumnTwice(addresses::theirs(name))),
            header => header?,
        };
        reading.header.is_of_addresses = of_addresses.is_some();
        reading.names = names;
        Ok(reading)
    }

    pub fn bytes(&self) -> i64 {
        i64::try_from(self.bytes.load(Ordering::Relaxed)).unwrap_or(i64::MAX)
    }

    /// How many lines are read.
    pub const fn done(&self) -> i64 {
        self.done
    }

    fn text_of(&self) -> Option<Vec<String>> {
        self.record.iter().map(|cell| std::str::from_utf8(cell).ok().map(str::to_owned)).collect()
    }
}

impl Iterator for Reading {
    type Item = Came;

    /// The next line in which anything stands.
    fn next(&mut self) -> Option<Came> {
        while !self.is_over {
            let row = self.done.saturating_add(2).saturating_add(self.above);
            match self.csv.read_byte_record(&mut self.record) {
                Ok(false) => self.is_over = true,
                Err(_) => {
                    self.is_over = true;
                    self.done = self.done.saturating_add(1);
                    return Some(Err((Line { row, cells: Vec::new() }, Trouble::Endless)));
                }
                Ok(true) => {
                    self.since.store(0, Ordering::Relaxed);
                    self.done = self.done.saturating_add(1);
                    if self.record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                        continue;
                    }
                    let Some(cells) = self.text_of() else {
                        let cells = self.record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
                        return Some(Err((Line { row, cells }, Trouble::NotUtf8)));
                    };
                    let line = Line { row, cells };
                    // The end comes to be read only while the last line is.
                    if self.ended_within.load(Ordering::Relaxed) {
                        self.is_over = true;
                        return Some(Err((line, Trouble::Endless)));
                    }
                    let (has, wants) = (line.cells.len(), self.header.width);
                    // Some programs leave out what is empty at the end, or write one separator more.
                    let is_ragged = wants > 0 && line.cells.get(wants..).is_some_and(|more| more.iter().any(|cell| !cell.is_empty()));
                    return Some(if is_ragged || (wants > 0 && has < wants) { Err((line, Trouble::Cells(has, wants))) } else { Ok(line) });
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<(Reading, Vec<Came>), Unread> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let mut reading = Reading::open(file.path(), Entity::StockSources)?;
        let lines = reading.by_ref().collect();
        Ok((reading, lines))
    }

    fn cells(lines: &[Came]) -> Vec<Vec<String>> {
        lines.iter().map(|line| line.as_ref().unwrap().cells.clone()).collect()
    }

    fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
        let units = || text.encode_utf16();
        match encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Marked => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16Le => [0xff, 0xfe].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect(),
            Encoding::Utf16Be => [0xfe, 0xff].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect(),
        }
    }

    #[test]
    fn lines_that_are_none_are_told_with_their_row_and_the_rest_is_read() {
        let (_, lines) = read(b"sku,qty\r\na,1\r\nb\r\nc,3,4\r\n,\r\n\r\nd,\xff\r\ne,5,\r\n\r\n").unwrap();
        let told: Vec<_> = lines.iter().map(|line| line.as_ref().map(|l| l.row).map_err(|(l, t)| (l.row, t.clone()))).collect();
        let expected = [Ok(2), Err((3, Trouble::Cells(1, 2))), Err((4, Trouble::Cells(3, 2))), Err((6, Trouble::NotUtf8)), Ok(7)];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_quote_that_never_ends_takes_no_more_than_a_line() {
        let mut bytes = b"sku,qty\na,1\n\"b,".to_vec();
        bytes.resize(4 * 1024 * 1024, b'x');
        let (_, lines) = read(&bytes).unwrap();
        assert_eq!(lines.last().unwrap().as_ref().unwrap_err().1, Trouble::Endless);
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn a_quote_that_is_open_where_the_file_ends_is_told_in_its_row() {
        let last = |bytes: &[u8]| {
            let (_, mut lines) = read(bytes).unwrap();
            (lines.len(), lines.pop().unwrap().map(|line| line.row).map_err(|(line, trouble)| (line.row, trouble)))
        };
        for open in ["sku,qty\na,1\nb,\"2", "sku,qty\na,1\n\"b,2\nc,3\nd,4\n", "sku;qty\r\na;1\r\nb;\"2\"\"\r\n"] {
            assert_eq!(last(open.as_bytes()), (2, Err((3, Trouble::Endless))), "{open}");
        }
        for closed in ["sku,qty\na,1\nb,\"2\"", "sku,qty\na,1\nb\",5\"", "sku,qty\na,1\n\"b\"\"\",2\n", "sku,qty\na,1\n\"b\"c\",2"] {
            assert_eq!(last(closed.as_bytes()), (2, Ok(3)), "{closed}");
        }
        let big = format!("sku,qty\n{}b,\"2", "a,1\n".repeat(50_000));
        assert_eq!(last(big.as_bytes()), (50_001, Err((50_002, Trouble::Endless))));
    }

    #[test]
    fn a_file_that_says_its_separator_above_its_header_is_read_by_that() {
        let (reading, lines) = read(b"sep=;\r\nsku;qty\r\n\"a,b,c\";1\r\nb\r\n").unwrap();
        let told: Vec<_> = lines.iter().map(|line| line.as_ref().map(|l| l.row).map_err(|(l, t)| (l.row, t.clone()))).collect();
        assert_eq!(told, [Ok(3), Err((4, Trouble::Cells(1, 2)))], "rows are those of the file");
        assert_eq!((reading.separator, reading.done(), reading.names.len()), (b';', 2, 2));
        let (reading, lines) = read(b"SEP=|\nsku|qty\na|1\n").unwrap();
        assert_eq!((reading.separator, cells(&lines)), (b'|', vec![vec!["a".to_owned(), "1".to_owned()]]));
        assert_eq!(read(b"sep=;").map(|_| ()).unwrap_err(), Unread::Empty);
    }

    #[test]
    fn what_is_no_such_file_is_told() {
        let told = |bytes: &[u8]| read(bytes).map(|_| ()).unwrap_err();
        assert_eq!(told(b""), Unread::Empty);
        assert_eq!(told(b"\xef\xbb\xbf"), Unread::Empty);
        assert_eq!(told(b"PK\x03\x04\0\0"), Unread::NotText);
        assert_eq!(told(b"s\0k\0u\0"), Unread::NotText);
        assert_eq!(told(b"name,qty\na,1"), Unread::NoColumn("sku"));
        assert_eq!(told(b"sku,SKU\na,1"), Unread::ColumnTwice("sku"));
    }

    fn any_encoding() -> impl Strategy<Value = Encoding> {
        prop_oneof![Just(Encoding::Utf8), Just(Encoding::Utf8Marked), Just(Encoding::Utf16Le), Just(Encoding::Utf16Be)]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_however_it_is_written(
            rows in proptest::collection::vec(["[^\r\0\u{feff}\u{fffd}]{1,9}", "[^\r\0\u{feff}\u{fffd}]{0,9}"], 1..6),
            separator in proptest::sample::select(&b",;\t|"[..]),
            encoding in any_encoding(),
            ends in proptest::sample::select(vec!["\n", "\r\n", "\r"]),
        ) {
            prop_assume!(rows.iter().all(|[sku, _]| !sku.trim().is_empty()));
            let mut writer = csv::WriterBuilder::new().delimiter(separator).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            writer.write_record(["sku", "qty"]).unwrap();
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            // Breaks between lines alone: those in cells are the cells'.
            let text = text.split("\"\n").collect::<Vec<_>>().join(&format!("\"{ends}"));
            prop_assume!(rows.iter().all(|row| row.iter().all(|cell| !cell.contains("\"\n") && !cell.contains('\n'))));
            let (reading, lines) = read(&encoded(&text, encoding)).unwrap();
            prop_assert_eq!((reading.separator, reading.encoding), (separator, encoding));
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.to_vec()).collect();
            prop_assert_eq!(cells(&lines), expected);
        }
    }
}
