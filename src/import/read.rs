//! A file's bytes as tables, by what they are and not by what the file is called, within limits.

use std::fmt;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::table::{Cell, Row, Table};
use super::{comma, opendocument, workbook};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 32 * 1024 * 1024;
/// The most that a packed file may hold unpacked.
const UNPACKED: u64 = 256 * 1024 * 1024;
/// The most rows with something in them, and columns.
const ROWS: usize = 50_000;
const COLUMNS: usize = 500;
/// The most cells with something in them.
const CELLS: usize = 2_000_000;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// Its sheets, in order.
    pub tables: Vec<Table>,
    /// What should be known of how it was read.
    pub remarks: Vec<String>,
}

/// Why a file cannot be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread(String);

impl Unread {
    pub(crate) fn new(what: impl fmt::Display, next: &str) -> Self {
        Self(format!("{what}. Next: {next}"))
    }

    /// The file is of this sort, and something in it is not as it should be.
    pub(crate) fn damaged(sort: &str, what: impl fmt::Display) -> Self {
        Self::new(
            format!("this is no {sort} that can be read ({what})"),
            "open it in a spreadsheet program, save it again without a password, or save it as csv",
        )
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unread {}

/// The tables of a csv, xlsx or ods file.
///
/// # Errors
/// It is none of these, is damaged, or is larger than any action log.
pub fn read(bytes: &[u8]) -> Result<Tables, Unread> {
    if bytes.len() > LARGEST {
        return Err(too_large("the file"));
    }
    if bytes.starts_with(b"PK") {
        let parts = unpacked(bytes)?;
        return if parts.iter().any(|part| part == "content.xml") {
            opendocument::read(bytes)
        } else {
            workbook::read(bytes)
        };
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let what = "this is a workbook of an old Excel (xls), or one with a password";
        return Err(Unread::new(what, "save it as xlsx without a password"));
    }
    if bytes.starts_with(b"%PDF") || bytes.contains(&0) && comma::is_no_utf16(bytes) {
        return Err(Unread::new("this is no spreadsheet", "save the table as xlsx, ods or csv"));
    }
    comma::read(bytes)
}

fn too_large(what: &str) -> Unread {
    let limits = format!("{} MiB, {ROWS} rows and {COLUMNS} columns", LARGEST / (1024 * 1024));
    Unread::new(
        format!("{what} is larger than what is read, which is {limits}"),
        "keep the rows that are meant in a file of their own",
    )
}

/// The names of the parts of a packed file, each of which is unpacked once and thrown away, to know how large it is:
/// what the file itself says of that need not be so.
fn unpacked(bytes: &[u8]) -> Result<Vec<String>, Unread> {
    let damaged = |what: &dyn fmt::Display| Unread::damaged("workbook", what);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut names = Vec::new();
    let mut left = UNPACKED;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|error| damaged(&error))?;
        names.push(part.name().map_err(|error| damaged(&error))?.into_owned());
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| damaged(&error))?;
        left = left.checked_sub(size).ok_or_else(|| too_large("what is packed in the file"))?;
    }
    Ok(names)
}

/// A table that is being read, which refuses to grow beyond the limits.
#[derive(Default)]
pub(crate) struct Growing {
    table: Table,
    cells: usize,
}

impl Growing {
    pub(crate) fn new(name: &str) -> Self {
        Self { table: Table { name: name.to_owned(), rows: Vec::new() }, cells: 0 }
    }

    /// Puts a cell at a row, from 1, and a column, from 0. Rows come in order.
    pub(crate) fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), Unread> {
        self.cells += 1;
        if column >= COLUMNS || self.cells > CELLS {
            return Err(too_large("a sheet"));
        }
        if self.table.rows.last().is_none_or(|last| last.number < row) {
            if self.table.rows.len() >= ROWS {
                return Err(too_large("a sheet"));
            }
            self.table.rows.push(Row { number: row, ..Row::default() });
        }
        if let Some(last) = self.table.rows.last_mut() {
            last.cells.insert(column, cell);
        }
        Ok(())
    }

    pub(crate) fn end(self) -> Table {
        self.table
    }
}
