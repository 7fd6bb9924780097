//! Lists under their headings.

use std::borrow::Cow;
use std::cmp::Ordering;

use unicode_width::UnicodeWidthStr;

use super::lines::{columns_that_fit, fitted};
use super::page::Page;
use crate::model::Id;
use crate::model::display::display;
use crate::report::table::Section;

/// Sections of rows as text. With a width cells are wrapped into the columns that fit; without one each row is a line.
pub fn sections(sections: &[Section], width: Option<usize>, ids: Ids) -> String {
    let mut page = Page::default();
    for (place, section) in sections.iter().enumerate() {
        if place > 0 {
            page.blank();
        }
        if !section.heading.is_empty() {
            page.line(&format!("{} ({})", display(&section.heading), section.rows.len()));
        }
        if section.rows.is_empty() {
            page.line(&format!("  {}", section.empty));
            continue;
        }
        page.lines.extend(laid(section, width, ids).0);
    }
    page.text()
}

/// Whether a list begins with the ids, as one does that is to be typed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// They stand first.
    Shown,
    /// They are left out.
    Hidden,
}

/// Columns that a cell needs to be read: in the first column behind the ids, and in the others.
const READABLE: (usize, usize) = (34, 16);

/// A list as cells, its headings first.
fn table(section: &Section, ids: Ids) -> Vec<Vec<String>> {
    let id_cell = |id: &Option<Id>| id.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut table: Vec<Vec<String>> = vec![section.columns.iter().map(|heading| (*heading).to_owned()).collect()];
    table.extend(section.rows.iter().map(|row| row.cells.iter().map(|cell| display(cell).into_owned()).collect()));
    if ids == Ids::Shown {
        table[0].insert(0, "Id".to_owned());
        for (cells, row) in table[1..].iter_mut().zip(&section.rows) {
            cells.insert(0, id_cell(&row.id));
        }
    }
    table
}

fn natural(table: &[Vec<String>]) -> Vec<usize> {
    let widest = |column: usize| table.iter().map(|row| row[column].width()).max().unwrap_or(0);
    (0..table[0].len()).map(widest).collect()
}

/// How wide the columns are that fit.
fn fitting(table: &[Vec<String>], width: usize, ids: Ids) -> Vec<usize> {
    let natural = natural(table);
    let first = usize::from(ids == Ids::Shown);
    let least = |(column, natural): (usize, &usize)| match column.cmp(&first) {
        Ordering::Less => *natural,
        Ordering::Equal => READABLE.0.min(*natural),
        Ordering::Greater => READABLE.1.max(table[0][column].width()).min(*natural),
    };
    let least: Vec<_> = natural.iter().enumerate().map(least).collect();
    columns_that_fit(&natural, &least, width)
}

/// The lines of a list, and the headings of the columns for which there is no room.
fn laid(section: &Section, width: Option<usize>, ids: Ids) -> (Vec<String>, Vec<String>) {
    let mut table = table(section, ids);
    let Some(width) = width else {
        let widths = natural(&table);
        return (table.iter().map(|cells| line(cells, &widths)).collect(), Vec::new());
    };
    let widths = fitting(&table, width, ids);
    let lines = table.iter().flat_map(|cells| wrapped_row(cells, &widths)).collect();
    (lines, table.swap_remove(0).split_off(widths.len()))
}

/// A list that is not empty, as text, with the headings of the columns for which there is no room.
pub fn list(section: &Section, width: Option<usize>) -> (String, Vec<String>) {
    let (lines, left_out) = laid(section, width, Ids::Shown);
    let mut page = Page::default();
    page.lines.extend(lines);
    (page.text(), left_out)
}

/// A row whose cells are wrapped into their columns, so that nothing is cut.
fn wrapped_row(cells: &[String], widths: &[usize]) -> Vec<String> {
    let wrapped: Vec<Vec<_>> =
        cells.iter().zip(widths).map(|(cell, width)| textwrap::wrap(cell, words_whole(*width))).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |lines: &Vec<Cow<'_, str>>, row: usize| lines.get(row).map(ToString::to_string).unwrap_or_default();
    let rows = (0..height).map(|row| wrapped.iter().map(|lines| cell(lines, row)).collect::<Vec<_>>());
    rows.map(|cells| line(&cells, widths)).collect()
}

/// Words stay whole where they can; an id is a word.
fn words_whole(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).map(|(cell, width)| fitted(cell, *width));
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Filter, Kind};
    use crate::report::listing;
    use crate::report::tests::{book, day, record};

    #[test]
    fn the_columns_for_which_there_is_no_room_are_told() {
        let today = day("2023-03-09");
        let book = book(&[("work", record(Kind::Action, &[("title", "Work"), ("owner", "Ann")]))]);
        let records = listing(&book, Some(Kind::Action), &Filter::default(), today);
        let section = Section::of_records("", Some(Kind::Action), records, &book, today);
        let headings = |text: &str| text.lines().next().unwrap_or_default().to_owned();

        let (narrow, left_out) = list(&section, Some(30));
        let narrow = headings(&narrow);

        assert!(left_out.iter().any(|heading| heading == "Owner"), "{left_out:?}");
        assert!(left_out.iter().all(|heading| !narrow.contains(heading.as_str())), "{narrow}");
        assert!(list(&section, Some(500)).1.is_empty());
    }
}
