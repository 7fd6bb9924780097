//! Lists under their headings.

use super::lines::{fitted, widths};
use super::page::Page;
use crate::model::Id;
use crate::model::display::display;
use crate::report::table::Section;

/// Sections of rows as text. With a width the widest column gives way; without one nothing is cut.
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
        page.lines.extend(rows(section, width, ids));
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

fn rows(section: &Section, width: Option<usize>, ids: Ids) -> Vec<String> {
    let id_cell = |id: &Option<Id>| id.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut table: Vec<Vec<String>> = vec![section.columns.iter().map(|heading| (*heading).to_owned()).collect()];
    table.extend(section.rows.iter().map(|row| row.cells.iter().map(|cell| display(cell).into_owned()).collect()));
    if ids == Ids::Shown {
        table[0].insert(0, "Id".to_owned());
        for (cells, row) in table[1..].iter_mut().zip(&section.rows) {
            cells.insert(0, id_cell(&row.id));
        }
    }
    let widths = widths(&table, width);
    let line = |cells: &Vec<String>| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| fitted(cell, *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    table.iter().map(line).collect()
}
