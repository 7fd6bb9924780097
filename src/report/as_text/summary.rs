//! The whole book on one page.

use super::lines::{fitted, in_lines, wrapped};
use super::page::{LINES, Page, WIDTH, fit};
use super::words::{due, flag_words, rag_word, states, unreadable};
use crate::model::choice::{Colour, Stage};
use crate::model::display::NOT_STATED;
use crate::model::kinds::Due;
use crate::report::outstanding::Outstanding;
use crate::report::summary::{DutyRow, PriorityRow, Summary};

/// The whole book on one page: at most 66 lines of at most 80 columns. Where a list is too long for the page, the rest
/// of it is counted.
pub fn summary(summary: &Summary) -> String {
    let mut page = Page::default();
    page.title(summary.partnership.as_deref().unwrap_or(NOT_STATED), summary.as_at);
    page.lines.extend(in_lines(&format!("Plan: {}", summary.plan.as_deref().unwrap_or(NOT_STATED)), WIDTH, 2));
    let mut body = vec![priorities(summary)];
    body.push(themes(&summary.themes));
    body.push(open_work("FURTHER WORK OUTSTANDING", &summary.further_work));
    body.push(open_work("ALSO OUTSTANDING", &summary.also_outstanding));
    body.push(duties(&summary.duties));
    body.extend(rag_key(summary));
    let ending = flags(summary);
    fit(&mut body, LINES.saturating_sub(page.lines.len() + ending.len() + 1));
    for block in body {
        page.blank();
        page.lines.extend(block);
    }
    page.blank();
    page.lines.extend(ending);
    page.text()
}

fn priorities(summary: &Summary) -> Vec<String> {
    let mut lines =
        vec![format!("{:<31}{:>8}{:>8}{:>8}{:>9}  RAG", "PRIORITIES", "further", "develop", "usual", "overdue")];
    for row in &summary.priorities {
        lines.push(format!(
            "{}{:>8}{:>8}{:>8}{:>9}  {}",
            fitted(&row.title, 31),
            row.at(Some(Stage::FurtherWork)),
            row.at(Some(Stage::Developing)),
            row.at(Some(Stage::BusinessAsUsual)),
            row.overdue,
            rag_word(row)
        ));
        lines.extend(wrapped(&states(row), "  ", "  "));
    }
    if summary.priorities.is_empty() {
        lines.push("  None.".to_owned());
    }
    lines
}

fn themes(themes: &[PriorityRow]) -> Vec<String> {
    let mut lines = vec![format!("{:<39}{:>8}{:>17}  RAG", "THEMES", "actions", "overdue")];
    for row in themes {
        lines.push(format!("{}{:>8}{:>17}  {}", fitted(&row.title, 39), row.total(), row.overdue, rag_word(row)));
    }
    if themes.is_empty() {
        lines.push("  None.".to_owned());
    }
    lines
}

fn open_work(heading: &str, work: &[Outstanding]) -> Vec<String> {
    let mut lines = vec![format!("{heading} ({})", work.len())];
    for it in work {
        let state = it.state.as_deref().map_or_else(String::new, |state| format!(", {state}"));
        let source = it.source.as_deref().map_or_else(String::new, |source| format!(" [{source}]"));
        lines.extend(wrapped(&format!("{}{state}{source}", it.what), "  ", "    "));
    }
    if work.is_empty() {
        lines.push("  None.".to_owned());
    }
    lines
}

fn duties(duties: &[DutyRow]) -> Vec<String> {
    let mut lines = vec![format!("{:<45}{:<22}{:>9}", "DUTIES, by next date", "next due", "days left")];
    for row in duties {
        let (due, days) = due(row);
        lines.push(format!("{}{}{days:>9}", fitted(&row.title, 45), fitted(&due, 22)).trim_end().to_owned());
    }
    if duties.iter().any(|row| matches!(row.due, Some(Due::Computed(_)))) {
        lines.push("  * computed from the cadence and the last time".to_owned());
    }
    if duties.is_empty() {
        lines.push("  None.".to_owned());
    }
    lines
}

fn flags(summary: &Summary) -> Vec<String> {
    let mut lines = wrapped(&format!("FLAGS: {}.", flag_words(summary)), "", "  ");
    if summary.unreadable > 0 {
        lines.extend(wrapped(&unreadable(summary.unreadable), "", "  "));
    }
    lines
}

/// What the colours mean here, where that is stated.
fn rag_key(summary: &Summary) -> Option<Vec<String>> {
    let meaning = |(colour, meaning): &(Colour, String)| {
        in_lines(&format!("  {}: {meaning}", colour.word().to_uppercase()), WIDTH, 2)
    };
    let lines: Vec<_> = summary.rag_key.iter().flat_map(meaning).collect();
    (!lines.is_empty()).then(|| [vec!["RAG KEY".to_owned()], lines].concat())
}
