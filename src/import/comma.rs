//! Tables from plain text: commas, semicolons or tabs between the cells, in UTF-8, UTF-16 or as Windows writes it.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::read::{Growing, Tables, Unread};
use super::table::Cell;
use crate::report::without_quote;

/// The table of a text.
///
/// # Errors
/// It is larger than any action log.
pub(crate) fn read(bytes: &[u8]) -> Result<Tables, Unread> {
    let mut remarks = Vec::new();
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, _)), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => {
            remarks.push("the file is not UTF-8 and was read as Windows-1252, as Excel writes csv".to_owned());
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
    };
    let (first, delimiter) = delimiter(&text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[first..]);
    let mut table = Growing::new("");
    let mut record = StringRecord::new();
    let mut row = usize::from(first > 0);
    loop {
        let before = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(Unread::damaged("csv file", error)),
        }
        // Lines with nothing in them are passed over, and are rows all the same.
        let lines = usize::try_from(reader.position().line() - before).unwrap_or(1);
        let within = record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        row += lines.saturating_sub(within).max(1);
        for (column, cell) in record.iter().enumerate() {
            if let Some(cell) = Cell::words(without_quote(cell)) {
                table.put(row, column, cell)?;
            }
        }
    }
    Ok(Tables { tables: vec![table.end()], remarks })
}

/// Whether bytes with a NUL among them are no text of two bytes a letter either.
pub(crate) fn is_no_utf16(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_none()
}

/// Where the table begins, and what stands between its cells: as a first line `sep=;` says, else what gives the most
/// cells in rows of the same width among the first: a sign within one cell repeats in no other row.
fn delimiter(text: &str) -> (usize, u8) {
    let first = text.lines().next().unwrap_or_default();
    let said = first.trim_matches('"').strip_prefix("sep=").map(str::as_bytes);
    if let Some([delimiter]) = said {
        return ((first.len() + text[first.len()..].find('\n').map_or(0, |at| at + 1)).min(text.len()), *delimiter);
    }
    let alike = |delimiter: u8| {
        let reader =
            ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader.into_records().take(20).map_while(Result::ok) {
            *rows.entry(record.len() - 1).or_default() += 1;
        }
        let cells = |(further, rows): (&usize, &usize)| further * rows;
        let repeated = rows.iter().filter(|(_, rows)| **rows > 1).map(cells).max();
        (repeated, rows.iter().map(cells).sum::<usize>())
    };
    let most = [b'\t', b';', b','].into_iter().max_by_key(|delimiter| alike(*delimiter));
    (0, most.unwrap_or(b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of a text, each with its place.
    fn cells(bytes: &[u8]) -> Vec<(String, String)> {
        let table = read(bytes).unwrap().tables.remove(0);
        let words = |cell: &Cell| if let Cell::Words(words) = cell { words.clone() } else { panic!("{cell:?}") };
        let row = |row: &super::super::table::Row| {
            row.cells.iter().map(|(column, cell)| (table.place(row.number, *column), words(cell))).collect::<Vec<_>>()
        };
        table.rows.iter().flat_map(row).collect()
    }

    fn is(bytes: &[u8], expected: &[(&str, &str)]) {
        let cells = cells(bytes);
        let found: Vec<_> = cells.iter().map(|(place, words)| (place.as_str(), words.as_str())).collect();
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn marks_delimiters_and_encodings_are_known() {
        is("\u{feff}Title,Due\r\nTŷ,\r\n".as_bytes(), &[("A1", "Title"), ("B1", "Due"), ("A2", "Tŷ")]);
        is(b"Title;Due\nA, B;1 apr\n", &[("A1", "Title"), ("B1", "Due"), ("A2", "A, B"), ("B2", "1 apr")]);
        is(b"Title\tDue\nA, B\t1 apr", &[("A1", "Title"), ("B1", "Due"), ("A2", "A, B"), ("B2", "1 apr")]);
        is(b"a,b\nA,\"x; y; z; w\"\n", &[("A1", "a"), ("B1", "b"), ("A2", "A"), ("B2", "x; y; z; w")]);
        is(b"sep=;\r\nA;B\r\n", &[("A2", "A"), ("B2", "B")]);
        is(b"Title\n\xa35 \x96 caf\xe9\n", &[("A1", "Title"), ("A2", "£5 – café")]);
        let wide: Vec<u8> = "\u{feff}A\tB".encode_utf16().flat_map(u16::to_le_bytes).collect();
        is(&wide, &[("A1", "A"), ("B1", "B")]);
        assert!(read(b"caf\xe9").unwrap().remarks[0].contains("Windows-1252"));
        is(b"", &[]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        is(
            b"log\r\n\r\n\r\na,b\r\n\"two\r\nlines\",x\r\n\r\nlast",
            &[("A1", "log"), ("A4", "a"), ("B4", "b"), ("A5", "two\nlines"), ("B5", "x"), ("A7", "last")],
        );
    }

    #[test]
    fn the_quote_that_keeps_a_formula_inert_comes_off() {
        is(b"'=1+1,''=x,'Safe spaces'", &[("A1", "=1+1"), ("B1", "'=x"), ("C1", "'Safe spaces'")]);
    }
}
