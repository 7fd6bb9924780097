//! A sheet as it was read: only what holds something, each cell with its place.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::scalars::BREAK;

/// What words say, without the blanks and line breaks around it, however these are written.
pub(super) fn bare(words: &str) -> String {
    words.replace(BREAK, "\n").trim().to_owned()
}

/// A sheet, or a file that is one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The sheet's name; empty where the file has none.
    pub name: String,
    /// The rows that hold something, in order.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number, from 1, as a spreadsheet shows it.
    pub number: usize,
    /// The cells that hold something, by column, from 0.
    pub cells: BTreeMap<usize, Cell>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Words(String),
    /// A day.
    Day(NaiveDate),
    /// A number, in figures.
    Number(String),
    /// Yes or no.
    Truth(bool),
    /// An error of the spreadsheet's own, such as `#REF!`.
    Broken(String),
}

impl Cell {
    /// Words, with every line break as `\n`; `None` where there are only blanks and line breaks, however these are written.
    pub(crate) fn words(text: &str) -> Option<Self> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        (!bare(&text).is_empty()).then_some(Self::Words(text))
    }

    /// A number without figures that say nothing: `3`, not `3.0`.
    pub(crate) fn number(number: f64) -> Self {
        Self::Number(format!("{number}"))
    }

    /// What it says, to compare with a heading.
    pub(crate) fn heading(&self) -> &str {
        if let Self::Words(words) = self { words.trim() } else { "" }
    }
}

/// A column's letters: A, B … Z, AA.
pub(crate) fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

impl Table {
    /// The place of a cell, as a spreadsheet names it: `Actions!F12`.
    pub(crate) fn place(&self, row: usize, column: usize) -> String {
        format!("{}{}{row}", self.prefix(), letters(column))
    }

    /// The place of a row: `Actions!12`.
    pub(crate) fn row_place(&self, row: usize) -> String {
        if self.name.is_empty() { format!("row {row}") } else { format!("{}!{row}", self.name) }
    }

    fn prefix(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!("{}!", self.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_spreadsheet() {
        let table = Table { name: "Actions".to_owned(), rows: Vec::new() };

        assert_eq!(table.place(12, 5), "Actions!F12");
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
        assert_eq!(Cell::number(3.0), Cell::Number("3".to_owned()));
        assert_eq!(Cell::number(2.1), Cell::Number("2.1".to_owned()));
        assert_eq!((Cell::words(" \r\n "), Cell::words("a\r\nb")), (None, Some(Cell::Words("a\nb".to_owned()))));
    }
}
