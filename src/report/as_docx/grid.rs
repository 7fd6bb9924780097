//! A table of a Word document: its columns, its row of headings, its cells.

use unicode_width::UnicodeWidthStr;

use super::body::{paragraph, words};
use super::markup::Element;
use super::style::{Style, TABLE_STYLE, heading_shading, shading};
use crate::model::choice::Colour;
use crate::report::document::Table;

/// The width between the margins of the page, in twentieths of a point.
const ROOM: usize = 9638;
/// About as many letters of a cell as fit into that width, and how many of them go to the margins of each.
const LETTERS: usize = 84;
const MARGINS: usize = 2;
/// The letters at which a column is wide enough, however many its cells hold.
const WIDE: usize = 40;

/// A table, and the empty line behind it.
pub(super) fn table(table: &Table) -> Vec<Element> {
    let columns = table.rows.iter().map(Vec::len).fold(table.headings.len(), usize::max);
    if columns == 0 {
        return Vec::new();
    }
    let widths = widths(table, columns);
    let grid = widths.iter().map(|width| Element::new("w:gridCol").with("w:w", width.to_string()));
    let headings = row(&table.headings, &widths, RowKind::Headings);
    let rated = table.headings.iter().position(|heading| heading == "RAG");
    let rows = table.rows.iter().map(|cells| row(cells, &widths, RowKind::Facts { rated }));
    let table = Element::new("w:tbl")
        .holding(properties())
        .holding(Element::new("w:tblGrid").holding_all(grid))
        .holding(headings)
        .holding_all(rows);
    vec![table, paragraph(Style::TableEnd, [])]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// The first row, which stands above the columns on every page.
    Headings,
    /// A rating has a ground of its colour, in the column that has one.
    Facts { rated: Option<usize> },
}

fn properties() -> Element {
    let look = Element::value("w:tblLook", "0620")
        .with("w:firstRow", "1")
        .with("w:lastRow", "0")
        .with("w:firstColumn", "0")
        .with("w:lastColumn", "0")
        .with("w:noHBand", "1")
        .with("w:noVBand", "1");
    Element::new("w:tblPr")
        .holding(Element::value("w:tblStyle", TABLE_STYLE))
        .holding(Element::new("w:tblW").with("w:w", ROOM.to_string()).with("w:type", "dxa"))
        .holding(Element::new("w:tblLayout").with("w:type", "fixed"))
        .holding(look)
}

/// A row that stays on one page.
fn row(cells: &[String], widths: &[usize], kind: RowKind) -> Element {
    let mut properties = Element::new("w:trPr").holding(Element::new("w:cantSplit"));
    if kind == RowKind::Headings {
        properties = properties.holding(Element::new("w:tblHeader"));
    }
    let texts = cells.iter().map(String::as_str).chain(std::iter::repeat(""));
    let cells = widths.iter().zip(texts).enumerate().map(|(column, (width, text))| cell(text, *width, kind, column));
    Element::new("w:tr").holding(properties).holding_all(cells)
}

fn cell(text: &str, width: usize, kind: RowKind, column: usize) -> Element {
    let (style, ground) = match kind {
        RowKind::Headings => (Style::TableHeading, Some(heading_shading())),
        RowKind::Facts { rated } => {
            let rating = rated.filter(|rated| *rated == column).and_then(|_| rating(text));
            (Style::TableText, rating.map(|colour| shading(ground(colour))))
        }
    };
    let width = Element::new("w:tcW").with("w:w", width.to_string()).with("w:type", "dxa");
    Element::new("w:tc")
        .holding(Element::new("w:tcPr").holding(width).holding_all(ground))
        .holding(paragraph(style, words(text)))
}

/// The rating with which a cell begins, in capitals as everywhere.
fn rating(text: &str) -> Option<Colour> {
    let first = text.split(|letter: char| !letter.is_alphanumeric()).next()?;
    Colour::ALL.iter().copied().find(|colour| colour.word().to_uppercase() == first)
}

/// The ground of a rated cell, on which black words stand out by 12 to 1 or better. The word stays: a colour says nothing alone.
fn ground(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "D5E8D4",
        Colour::Amber => "FFE2A8",
        Colour::Red => "F8CECC",
    }
}

/// The widths of the columns, which fill the room: each takes its longest word, and what is left goes to those that hold
/// more.
fn widths(table: &Table, columns: usize) -> Vec<usize> {
    let cells = |column: usize| table.rows.iter().chain([&table.headings]).filter_map(move |row| row.get(column));
    let longest = |column: usize| cells(column).map(|cell| cell.width()).max().unwrap_or(0);
    let longest_word =
        |column: usize| cells(column).flat_map(|cell| cell.split(' ')).map(str::width).max().unwrap_or(0);
    let asked: Vec<(usize, usize)> = (0..columns)
        .map(|column| (longest_word(column).clamp(1, WIDE) + MARGINS, longest(column).clamp(1, WIDE) + MARGINS))
        .collect();
    let least: usize = asked.iter().map(|(least, _)| least).sum();
    let most: usize = asked.iter().map(|(_, most)| most).sum();
    let shares = asked.into_iter().map(|(word, all)| match LETTERS.saturating_sub(least) {
        0 => word,
        _ if most <= LETTERS => all,
        spare => word * (most - least) + (all - word) * spare,
    });
    let shares: Vec<usize> = shares.collect();
    let sum: usize = shares.iter().sum();
    shares.into_iter().map(|share| (ROOM * share / sum).max(1)).collect()
}
