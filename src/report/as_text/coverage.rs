//! Priorities and themes by stage.

use chrono::NaiveDate;

use super::lines::{fitted, wrapped};
use super::page::Page;
use crate::model::Id;
use crate::report::coverage::{Coverage, CoverageRow};

/// Priorities and themes by stage, each gap marked.
pub fn coverage(coverage: &Coverage, today: NaiveDate) -> String {
    let mut page = Page::default();
    page.title("Coverage by stage", today);
    for (heading, rows) in [("PRIORITIES", &coverage.priorities), ("THEMES", &coverage.themes)] {
        page.blank();
        page.line(&format!("{heading:<33}{:>18}{:>13}{:>15}", "business as usual", "developing", "further work"));
        for row in rows {
            page.lines.push(coverage_row(row));
        }
        if rows.is_empty() {
            page.line("  None.");
        }
    }
    page.blank();
    let unmapped: Vec<_> = coverage.unmapped.iter().map(ToString::to_string).collect();
    let unmapped = if unmapped.is_empty() { "None.".to_owned() } else { unmapped.join(", ") };
    page.lines.extend(wrapped(&format!("Mapped to none: {unmapped}"), "", "  "));
    page.text()
}

fn coverage_row(row: &CoverageRow) -> String {
    let cell = |ids: &Vec<Id>| if ids.is_empty() { "gap".to_owned() } else { ids.len().to_string() };
    let [usual, developing, further] = row.stages.each_ref().map(cell);
    let unstaged = if row.unstaged.is_empty() {
        String::new()
    } else {
        format!("  and {} with no stage stated", row.unstaged.len())
    };
    format!("{}{usual:>18}{developing:>13}{further:>15}{unstaged}", fitted(&row.title, 33))
}
