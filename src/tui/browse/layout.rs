//! How the rows of a list are laid out in columns and drawn.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::model::display::{NOT_STATED, display};
use crate::report::{Row, Section, columns_that_fit, fitted};
use crate::tui::look::{Look, Tone, rag_tone};
use crate::tui::put::put;

/// How many rows there are; those without a heading say something of the others and are not counted.
pub(super) fn count(sections: &[Section]) -> usize {
    sections.iter().filter(|section| !section.heading.is_empty()).map(|section| section.rows.len()).sum()
}

/// The columns that are cut or left out at this width.
pub(super) fn hidden(natural: &[usize], width: usize) -> Vec<usize> {
    let shown = fitting(natural, width);
    let is_whole = |column: &usize| shown.get(*column).is_some_and(|(_, width)| *width == natural[*column]);
    (0..natural.len()).filter(|column| !is_whole(column)).collect()
}

/// What a row says in the columns that are hidden, as far as it is stated, with their headings; and before it the first cell,
/// where that is cut to so many columns.
pub(super) fn in_full(section: &Section, row: &Row, hidden: &[usize], first: usize) -> String {
    let title = row.cells.first().map(|cell| display(cell)).filter(|cell| cell.width() > first);
    let mut words = title.map_or_else(String::new, Cow::into_owned);
    for column in hidden.iter().filter(|column| **column > 0) {
        let (heading, cell) = (section.columns[*column], &row.cells[*column]);
        if cell != NOT_STATED {
            let end = if words.is_empty() {
                ""
            } else if words.ends_with(['.', '?', '!']) {
                " "
            } else {
                ". "
            };
            words.push_str(&format!("{end}{heading}: {}", display(cell)));
        }
    }
    words
}

pub(super) fn draw_row(
    headings: &[&str],
    layout: &[(usize, usize)],
    row: &Row,
    marks: Marks,
    look: Look,
    area: Rect,
    buffer: &mut Buffer,
) {
    let mut x = area.x;
    for (column, cell) in laid_out(layout, &row.cells) {
        let words = row.cells.get(column).map_or("", String::as_str);
        let tone = match headings.get(column) {
            Some(&"RAG") => rag_tone(words),
            Some(&"Title") if row.is_marked => Tone::Late,
            Some(&"Overdue") if words.parse().is_ok_and(|count: usize| count > 0) => Tone::Late,
            Some(heading) if row.is_late && LATE.iter().any(|late| heading.starts_with(late)) => Tone::Late,
            _ => Tone::Plain,
        };
        let cell = if column == 0 { marks.before(&cell) } else { cell };
        let cell = look.words(&cell);
        let (chosen, rest) = cell.split_at(if marks.is_chosen && column == 0 { reversed(&cell) } else { 0 });
        for (words, style) in [(chosen, look.chosen(tone)), (rest, look.style(tone))] {
            x = put(buffer, (x, area.y), words, usize::from(area.right().saturating_sub(x)), style);
        }
    }
}

/// How much of the chosen row's first cell is reversed: whole words, enough for the eye to find it, and few enough for a slow
/// line, on which each move sends them twice.
fn reversed(cell: &str) -> usize {
    let far = cell.char_indices().nth(REVERSED).map_or(cell.len(), |(at, _)| at);
    if far == cell.len() { far } else { cell[..far].rfind(' ').filter(|at| *at > far / 2).unwrap_or(far) }
}

/// The most letters that are reversed, with the marks.
const REVERSED: usize = 20;

/// The columns that catch the eye where a row is late, by how their headings begin.
const LATE: [&str; 2] = ["Due", "Days left"];

/// What stands before a row.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    pub(super) is_chosen: bool,
    pub(super) is_marked: bool,
    pub(super) needs_the_eye: bool,
}

impl Marks {
    /// The first cell of a row with its marks: `>` where the cursor is, `+` where it is marked, `!` where it is late,
    /// blocked or red.
    fn before(self, cell: &str) -> String {
        let place = match (self.is_chosen, self.is_marked) {
            (true, true) => '#',
            (true, false) => '>',
            (false, true) => '+',
            (false, false) => ' ',
        };
        let eye = if self.needs_the_eye { '!' } else { ' ' };
        format!("{place}{eye}{}", cell.trim_start_matches(' '))
    }
}

/// The width of a section's columns where nothing is cut.
pub(super) fn natural(section: &Section) -> Vec<usize> {
    let width = |column: usize| {
        let cells = section.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| display(cell).width());
        cells.max().unwrap_or(0).max(section.columns[column].width())
    };
    (0..section.columns.len()).map(width).collect()
}

/// The cells of a line in their columns, each with room for marks before it.
pub(super) fn laid_out(columns: &[(usize, usize)], cells: &[String]) -> Vec<(usize, String)> {
    let laid = columns.iter().map(|(column, width)| {
        let cell = fitted(cells.get(*column).map_or("", String::as_str), *width);
        (*column, format!("  {cell}"))
    });
    laid.collect()
}

/// The columns that fit beside the marks, each with its width.
pub(super) fn fitting(natural: &[usize], width: usize) -> Vec<(usize, usize)> {
    // On a small screen the first column gives way to the next where that is no longer than a date, so that it is whole.
    let date = natural.get(1).copied().filter(|second| *second <= DATE);
    let beside = date.map_or(0, |date| date + GAP);
    let first = READABLE.0.min(width * 11 / 20).min(width.saturating_sub(MARKS + beside)).max(FEWEST);
    let readable = |column: usize| match column {
        0 => first,
        1 => date.unwrap_or(READABLE.1),
        _ => READABLE.1,
    };
    let least: Vec<_> = natural.iter().enumerate().map(|(column, natural)| readable(column).min(*natural)).collect();
    columns_that_fit(natural, &least, width.saturating_sub(MARKS)).into_iter().enumerate().collect()
}

/// Columns of the marks before a row.
const MARKS: usize = 2;
/// Columns between two cells.
const GAP: usize = 2;
/// Columns that a cell needs to be read where it is longer: in the first column, and in the others.
const READABLE: (usize, usize) = (42, 22);
/// The longest date: `LATE 30 September 2022 *`.
const DATE: usize = 24;
/// The fewest columns that the first one is left with.
const FEWEST: usize = 12;
