//! Tables from an ods workbook, read from its one part that holds cells, as far as the limits go.

use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::read::{Growing, Tables, Unread};
use super::table::Cell;
use super::workbook::iso;

/// The sheets of a workbook.
///
/// # Errors
/// It is damaged, has a password, or is larger than any action log.
pub(crate) fn read(bytes: &[u8]) -> Result<Tables, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let part = archive.by_name("content.xml").map_err(damaged)?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let mut reading = Reading::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => reading.start(&tag)?,
            Event::End(tag) => reading.end(tag.name().as_ref())?,
            Event::Text(text) => reading.text(&text.xml10_content()),
            Event::GeneralRef(name) => reading.reference(&name)?,
            Event::Eof => break,
            _ => {}
        }
    }
    if reading.is_open() {
        return Err(damaged("it ends too early"));
    }
    Ok(Tables { tables: reading.tables, remarks: Vec::new() })
}

fn damaged(what: impl std::fmt::Display) -> Unread {
    Unread::damaged("ods workbook", what)
}

/// How far the reading is.
#[derive(Default)]
struct Reading {
    tables: Vec<crate::import::Table>,
    table: Option<Growing>,
    row: Row,
    cell: Option<Open>,
    /// How deep it is within a remark on a cell, which is none of its words.
    remark: usize,
}

/// The row that is being read: its number, how often it stands there, and what it has so far.
#[derive(Default)]
struct Row {
    number: usize,
    times: usize,
    column: usize,
    cells: Vec<(usize, Cell)>,
}

/// The cell that is being read.
struct Open {
    times: usize,
    value: Option<Cell>,
    is_error: bool,
    words: String,
    paragraphs: usize,
}

/// The most blanks that one mark in a text stands for.
const BLANKS: usize = 1000;

impl Reading {
    fn is_open(&self) -> bool {
        self.table.is_some()
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Unread> {
        match tag.name().as_ref() {
            "table:table" => {
                self.table = Some(Growing::new(&attribute(tag, "table:name")?.unwrap_or_default()));
                self.row = Row::default();
            }
            "table:table-row" => {
                let number = self.row.number.saturating_add(self.row.times).max(1);
                let times = count(tag, "table:number-rows-repeated")?;
                self.row = Row { number, times, ..Row::default() };
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = Some(open(tag)?),
            "office:annotation" => self.remark += 1,
            "text:p" => self.with_words(|cell| {
                if cell.paragraphs > 0 {
                    cell.words.push('\n');
                }
                cell.paragraphs += 1;
            }),
            "text:s" => {
                let blanks = " ".repeat(count(tag, "text:c")?.min(BLANKS));
                self.text(&blanks);
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unread> {
        match name {
            "table:table" => self.tables.extend(self.table.take().map(Growing::end)),
            "table:table-row" => self.end_row()?,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "office:annotation" => self.remark = self.remark.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Unread> {
        let Some(open) = self.cell.take() else { return Ok(()) };
        let first = self.row.column;
        self.row.column = first.saturating_add(open.times);
        let Some(cell) = open.read() else { return Ok(()) };
        for column in first..self.row.column {
            // Only to be refused where it is too far out.
            Growing::default().put(1, column, Cell::Truth(true))?;
            self.row.cells.push((column, cell.clone()));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unread> {
        let Some(table) = &mut self.table else { return Ok(()) };
        if self.row.cells.is_empty() {
            return Ok(());
        }
        for number in self.row.number..self.row.number.saturating_add(self.row.times) {
            for (column, cell) in &self.row.cells {
                table.put(number, *column, cell.clone())?;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        self.with_words(|cell| cell.words.push_str(text));
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) -> Result<(), Unread> {
        if let Some(letter) = name.resolve_char_ref().map_err(damaged)? {
            self.text(letter.encode_utf8(&mut [0; 4]));
            return Ok(());
        }
        let named = quick_xml::escape::resolve_xml_entity(&name.xml10_content());
        self.text(named.ok_or_else(|| damaged("an entity is not known"))?);
        Ok(())
    }

    fn with_words(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.remark == 0) {
            change(cell);
        }
    }
}

fn open(tag: &BytesStart<'_>) -> Result<Open, Unread> {
    let attribute = |name: &str| attribute(tag, name);
    let value = match attribute("office:value-type")?.as_deref() {
        Some("float" | "percentage" | "currency") => attribute("office:value")?.map(|text| match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Cell::number(number),
            _ => Cell::Broken(text),
        }),
        Some("date") => attribute("office:date-value")?.and_then(|text| iso(&text)),
        Some("boolean") => attribute("office:boolean-value")?.map(|text| Cell::Truth(text == "true")),
        Some("string") => attribute("office:string-value")?.and_then(|text| Cell::words(&text)),
        _ => None,
    };
    let is_error = attribute("calcext:value-type")?.as_deref() == Some("error");
    let times = count(tag, "table:number-columns-repeated")?;
    Ok(Open { times, value, is_error, words: String::new(), paragraphs: 0 })
}

impl Open {
    /// What the cell holds: a value of its own, else its words.
    fn read(self) -> Option<Cell> {
        match self.value {
            _ if self.is_error => Some(Cell::Broken(self.words)),
            Some(value) => Some(value),
            None => Cell::words(&self.words),
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unread> {
    let Some(attribute) = tag.try_get_attribute(name).map_err(damaged)? else { return Ok(None) };
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(damaged)?;
    Ok(Some(value.into_owned()))
}

/// How often something stands there; once where that is not said.
fn count(tag: &BytesStart<'_>, name: &str) -> Result<usize, Unread> {
    match attribute(tag, name)? {
        Some(text) => text.parse().map_err(damaged),
        None => Ok(1),
    }
}
