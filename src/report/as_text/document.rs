//! A document as plain text, in 80 columns.

use unicode_width::UnicodeWidthStr;

use super::lines::{whole_words, wrapped_to};
use super::page::{Page, WIDTH};
use crate::report::document::{Block, Document, Table};

/// A document as plain text, in 80 columns, nothing cut off.
pub fn document(document: &Document) -> String {
    let mut page = Page::default();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        if before.is_some_and(|before| stands_apart(before, block)) {
            page.blank();
        }
        page.lines.extend(lines(block));
        before = Some(block);
    }
    page.text()
}

/// Whether an empty line goes between two blocks; the entries of a list and the lines of a front block stand together.
fn stands_apart(before: &Block, block: &Block) -> bool {
    let is_label = |block: &Block| matches!(block, Block::Paragraph { number: None, lead, .. } if !lead.is_empty());
    let both = |is: fn(&Block) -> bool| is(before) && is(block);
    !(both(|block| matches!(block, Block::Bullet { .. })) || (is_label(before) && is_label(block)))
}

fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { level, text } => heading(*level, text),
        Block::Paragraph { number, lead, text } => {
            let words =
                if lead.is_empty() || text.is_empty() { format!("{lead}{text}") } else { format!("{lead} {text}") };
            match number {
                Some(number) => {
                    let is_deep = number.trim_end_matches('.').matches('.').count() > 1;
                    let (indent, width) = if is_deep { (INDENT, 6) } else { (0, INDENT - 1) };
                    let first = format!("{}{number:<width$} ", " ".repeat(indent));
                    whole_words(&words, &first, &" ".repeat(indent + width + 1))
                }
                None => whole_words(&words, "", if lead.is_empty() { "" } else { "  " }),
            }
        }
        Block::Bullet { text } => whole_words(text, "     - ", "       "),
        Block::Table(table) => rows(table),
        Block::Note { text } => whole_words(text, "> ", "> "),
    }
}

/// A heading, underlined down to the second level.
fn heading(level: u8, text: &str) -> Vec<String> {
    let mut lines = whole_words(text, "", "");
    let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    let rule = match level {
        1 => "=",
        2 => "-",
        _ => return lines,
    };
    lines.push(rule.repeat(longest));
    lines
}

/// Columns before the words of a numbered paragraph, and before the number of what is below it.
const INDENT: usize = 5;
/// Columns between two cells.
const GAP: usize = 2;
/// Columns that a cell of words needs to be read.
const READABLE: usize = 10;

/// A table in columns where they fit; else each row as its facts, one a line, under its first.
fn rows(table: &Table) -> Vec<String> {
    let Some(widths) = widths(table) else { return facts(table) };
    let mut lines = laid_out(&table.headings, &widths);
    lines.push(widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("  "));
    lines.extend(table.rows.iter().flat_map(|cells| laid_out(cells, &widths)));
    if table.rows.is_empty() {
        lines.push("None.".to_owned());
    }
    lines
}

/// The widths of columns that fit into the page, the widest giving way first; none where a column could not be read.
fn widths(table: &Table) -> Option<Vec<usize>> {
    let cells = |column: usize| table.rows.iter().map(move |row| row[column].as_str());
    let longest_word = |text: &str| text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    let columns = 0..table.headings.len();
    let widest = |column| cells(column).chain([table.headings[column].as_str()]).map(UnicodeWidthStr::width).max();
    let mut widths: Vec<usize> = columns.clone().map(|column| widest(column).unwrap_or(0)).collect();
    let least: Vec<usize> = columns
        .map(|column| {
            let words = cells(column).chain([table.headings[column].as_str()]).map(longest_word).max();
            words.unwrap_or(0).max(READABLE).min(widths[column])
        })
        .collect();
    let room = WIDTH.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let gives_way = |column: &usize| widths[*column] > least[*column];
        let widest = (0..widths.len()).filter(gives_way).max_by_key(|column| widths[*column])?;
        widths[widest] -= 1;
    }
    Some(widths)
}

/// A row of cells, each wrapped into its column.
fn laid_out(cells: &[String], widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| wrapped_to(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: usize| {
        let part = |(cell, width): (&Vec<String>, &usize)| {
            let text = cell.get(row).map_or("", String::as_str);
            format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
        };
        cells.iter().zip(widths).map(part).collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

fn facts(table: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, row) in table.rows.iter().enumerate() {
        if place > 0 {
            lines.push(String::new());
        }
        for (column, (heading, cell)) in table.headings.iter().zip(row).enumerate() {
            let indent = if column == 0 { "" } else { "  " };
            lines.extend(whole_words(&format!("{heading}: {cell}"), indent, "    "));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(headings: &[&str], rows: &[&[&str]]) -> Vec<String> {
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        lines(&Block::Table(Table { headings: cells(headings), rows: rows.iter().map(|row| cells(row)).collect() }))
    }

    #[test]
    fn a_table_that_fits_stands_in_columns_and_its_cells_are_wrapped_not_cut() {
        let long = "word ".repeat(20);

        let lines = table(&["What", "Due"], &[&[&long, "9 March 2023"]]);

        assert_eq!(lines[0], format!("What{}Due", " ".repeat(64)));
        assert_eq!(lines[2], format!("{}    9 March 2023", "word ".repeat(13).trim_end()));
        assert_eq!(lines[3], "word ".repeat(7).trim_end());
    }

    #[test]
    fn a_table_that_does_not_fit_is_told_a_fact_a_line() {
        let id = "a".repeat(60);

        let lines = table(&["Id", "What", "Due"], &[&[&id, "some words", "9 March 2023"]]);

        assert_eq!(lines, [format!("Id: {id}"), "  What: some words".into(), "  Due: 9 March 2023".into()]);
    }
}
