//! Tables from an xlsx workbook, cell by cell: a sheet is never laid out whole, however far apart its cells stand.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use chrono::NaiveDate;

use super::read::{Growing, Tables, Unread};
use super::table::Cell;

/// The sheets of a workbook.
///
/// # Errors
/// It is damaged, or larger than any action log.
pub(crate) fn read(bytes: &[u8]) -> Result<Tables, Unread> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| Unread::damaged("xlsx workbook", error))?;
    let mut tables = Vec::new();
    for name in book.sheet_names() {
        // A sheet that is only a chart has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut table = Growing::new(&name);
        while let Some(cell) = cells.next_cell().map_err(|error| Unread::damaged("xlsx workbook", error))? {
            let (row, column) = cell.get_position();
            let (row, column) = (usize::try_from(row), usize::try_from(column));
            let (Ok(row), Ok(column), Some(cell)) = (row, column, read_cell(cell.get_value())) else { continue };
            table.put(row + 1, column, cell)?;
        }
        tables.push(table.end());
    }
    Ok(Tables { tables, remarks: Vec::new() })
}

fn read_cell(value: &DataRef<'_>) -> Option<Cell> {
    match value {
        DataRef::Empty => None,
        DataRef::String(words) => Cell::words(words),
        DataRef::SharedString(words) => Cell::words(words),
        DataRef::Int(number) => Some(Cell::Number(number.to_string())),
        DataRef::Float(number) => Some(Cell::number(*number)),
        DataRef::Bool(truth) => Some(Cell::Truth(*truth)),
        DataRef::Error(error) => Some(Cell::Broken(error.to_string())),
        DataRef::DateTime(when) if when.is_duration() => Some(Cell::number(when.as_f64())),
        DataRef::DateTime(when) => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            let day = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
            Some(day.map_or_else(|| Cell::number(when.as_f64()), Cell::Day))
        }
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Cell::words(text),
    }
}

/// A day from a date that may have a time behind it.
pub(crate) fn iso(text: &str) -> Option<Cell> {
    let day = text.split('T').next().unwrap_or_default();
    NaiveDate::parse_from_str(day, "%Y-%m-%d").map_or_else(|_| Cell::words(text), |day| Some(Cell::Day(day)))
}
