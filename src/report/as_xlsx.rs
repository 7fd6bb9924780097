//! Records as a workbook: a sheet for each kind, with real dates and numbers, and everything else as words.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::as_json::Contacts;
use super::cell::{cell, fields};
use crate::model::choice::Colour;
use crate::model::datum::Shape;
use crate::model::display::display;
use crate::model::{About, Id, Invalid, Kind, Record, When};

/// The most characters that a cell of a workbook holds.
const LONGEST: usize = 32_767;

/// A workbook with a sheet for each kind that is among the records; an empty one where there are none. Nothing in it is a
/// formula, and the same records give the same bytes on the same day.
///
/// # Errors
/// A text that is longer than a cell can be, and more rows than a sheet has.
pub fn as_xlsx(
    only: Option<Kind>,
    records: &[(Id, Record)],
    contacts: Contacts,
    as_at: NaiveDate,
) -> Result<Vec<u8>, Invalid> {
    let look = Look::new();
    let mut workbook = Workbook::new();
    // No clock: the workbook is of the day that it holds for.
    let made = excel_day(as_at).ok_or_else(|| Invalid::new("no workbook can be of this day"))?;
    workbook.set_properties(&DocProperties::new().set_title("csp").set_creation_datetime(&made));
    for kind in Kind::ALL {
        let of_kind: Vec<_> = records.iter().filter(|(_, record)| record.kind() == kind).cloned().collect();
        let is_only_one = records.is_empty() && kind == only.unwrap_or(Kind::Action);
        if of_kind.is_empty() && !is_only_one {
            continue;
        }
        fill(workbook.add_worksheet(), kind, &of_kind, contacts, &look)?;
    }
    workbook.save_to_buffer().map_err(|why| failed(&why))
}

fn failed(why: &XlsxError) -> Invalid {
    Invalid::new(format!("the workbook cannot be made: {why}. Next: csp export --format csv"))
}

/// A day as workbooks count them; `None` outside of the years 1900 to 9999.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let (year, month, day) = (day.year().try_into().ok()?, day.month().try_into().ok()?, day.day().try_into().ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// How cells look.
struct Look {
    heading: Format,
    words: Format,
    date: Format,
    colours: [(Colour, Format); 3],
}

impl Look {
    fn new() -> Self {
        let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let filled = |colour: u32| words.clone().set_background_color(Color::RGB(colour)).set_font_color(Color::Black);
        Self {
            heading: Format::new().set_bold().set_align(FormatAlign::Top),
            date: Format::new().set_num_format("d mmmm yyyy").set_align(FormatAlign::Top).set_align(FormatAlign::Left),
            colours: [
                (Colour::Green, filled(0x00C6_E0B4)),
                (Colour::Amber, filled(0x00FF_D966)),
                (Colour::Red, filled(0x00F4_9A9A)),
            ],
            words,
        }
    }

    /// A rating shows its colour behind its word.
    fn of(&self, about: &About, record: &Record) -> &Format {
        let rag = record.rag().filter(|_| about.name == "rag");
        let filled = rag.and_then(|rag| self.colours.iter().find(|(colour, _)| *colour == rag.colour));
        filled.map_or(&self.words, |(_, format)| format)
    }
}

/// What the columns are before the fields, and how wide.
const FIRST: [(&str, f64); 2] = [("id", 28.0), ("kind", 14.0)];

fn fill(
    sheet: &mut Worksheet,
    kind: Kind,
    records: &[(Id, Record)],
    contacts: Contacts,
    look: &Look,
) -> Result<(), Invalid> {
    let columns = fields(Some(kind), records, contacts);
    lay_out(sheet, kind, &columns, records.len(), look).map_err(|why| failed(&why))?;
    let mut row = 0;
    for (id, record) in records {
        row += 1;
        for (column, words) in (0..).zip([id.as_str(), kind.word()]) {
            sheet.write_string_with_format(row, column, words, &look.words).map_err(|why| failed(&why))?;
        }
        for (column, about) in (2..).zip(&columns) {
            let Some(held) = record.field(about.name).filter(|(_, field)| field.is_stated()) else { continue };
            let text = cell(record, held);
            let written = match typed(held.1.shape(), held.1.is_many(), &text) {
                Typed::Day(day) => sheet.write_date_with_format(row, column, &day, &look.date),
                Typed::Number(number) => sheet.write_number_with_format(row, column, number, &look.words),
                Typed::Words if text.chars().count() > LONGEST || text.encode_utf16().count() > LONGEST => {
                    return Err(too_long(id, about));
                }
                Typed::Words => sheet.write_string_with_format(row, column, &text, look.of(about, record)),
            };
            written.map_err(|why| failed(&why))?;
        }
    }
    Ok(())
}

fn lay_out(sheet: &mut Worksheet, kind: Kind, columns: &[&About], rows: usize, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(kind))?;
    let blank = Record::blank(kind);
    let width = |about: &&About| {
        let shape = blank.field(about.name).map(|(_, field)| field.shape());
        (about.name, if about.name == "title" { 40.0 } else { width(shape) })
    };
    let headings = FIRST.into_iter().chain(columns.iter().map(width));
    let mut last = 0;
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, heading, &look.heading)?;
        sheet.set_column_width(column, width)?;
        last = column;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, u32::try_from(rows).unwrap_or(u32::MAX), last)?;
    Ok(())
}

/// The name of a kind's sheet: `Actions`.
fn sheet_name(kind: Kind) -> String {
    let mut letters = kind.plural().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn width(shape: Option<Shape>) -> f64 {
    match shape {
        Some(Shape::Text | Shape::Row(_)) => 50.0,
        Some(Shape::Rag) => 40.0,
        Some(Shape::Line) => 30.0,
        Some(Shape::Link) => 28.0,
        Some(Shape::Date | Shape::Choice(_)) => 18.0,
        Some(Shape::Number) | None => 10.0,
    }
}

fn too_long(id: &Id, about: &About) -> Invalid {
    Invalid::new(format!(
        "{id}: {} has more than {LONGEST} characters, which no cell of a workbook can hold. Next: csp export --format csv",
        display(about.label)
    ))
}

/// What a cell is to a spreadsheet.
enum Typed {
    Day(ExcelDateTime),
    Number(f64),
    Words,
}

/// A day becomes a date and a whole number a number; whatever else is stated stays in its own words, so that a month stays
/// a month. Before March 1900 spreadsheets disagree about the days, which stay words too.
fn typed(shape: Shape, is_many: bool, text: &str) -> Typed {
    let first = NaiveDate::from_ymd_opt(1900, 3, 1);
    let typed = match shape {
        _ if is_many => None,
        Shape::Date => match When::stored(text) {
            Ok(When::Day(day)) if Some(day) >= first => excel_day(day).map(Typed::Day),
            _ => None,
        },
        Shape::Number => text.parse::<u32>().ok().map(|number| Typed::Number(f64::from(number))),
        _ => None,
    };
    typed.unwrap_or(Typed::Words)
}
