//! The whole book on one page.

use super::lines::{fitted, in_lines, wrapped};
use super::page::{Block, LINES, Page, WIDTH, fit};
use super::words::{due, flag_words, rag_word, starred, states, unreadable};
use crate::model::choice::{Colour, Stage};
use crate::model::display::NOT_STATED;
use crate::model::kinds::Due;
use crate::report::outstanding::Outstanding;
use crate::report::summary::{DutyRow, LateRow, PriorityRow, Summary};

/// The whole book on one page: at most 66 lines of at most 80 columns. Where a list is too long for the page, the rest
/// of it is counted.
pub fn summary(summary: &Summary) -> String {
    let mut page = Page::default();
    page.title(summary.partnership.as_deref().unwrap_or(NOT_STATED), summary.as_at);
    page.lines.extend(in_lines(&format!("Plan: {}", summary.plan.as_deref().unwrap_or(NOT_STATED)), WIDTH, 2));
    let mut body: Vec<_> = late(summary).into_iter().collect();
    body.extend([
        priorities(summary),
        themes(&summary.themes),
        open_work("FURTHER WORK OUTSTANDING", &summary.further_work),
        open_work("ALSO OUTSTANDING", &summary.also_outstanding),
        duties(&summary.duties),
    ]);
    let ending = [rag_key(summary), flags(summary)].into_iter().filter(|block| !block.is_empty());
    let ending: Vec<_> = ending.collect();
    let taken = page.lines.len() + ending.iter().map(|block| block.len() + 1).sum::<usize>();
    fit(&mut body, LINES.saturating_sub(taken));
    for block in body.into_iter().map(Block::lines).chain(ending) {
        page.blank();
        page.lines.extend(block);
    }
    page.text()
}

/// What is overdue, where anything is.
fn late(summary: &Summary) -> Option<Block> {
    let head = format!("{:<45}{:<22}{:>9}", format!("OVERDUE ({})", summary.overdue), "due", "days late");
    let line =
        |row: &LateRow| vec![format!("{}{}{:>9}", fitted(&row.title, 45), fitted(&starred(&row.due), 22), row.days)];
    let block = || Block::new(head, &summary.late, line).first_of(summary.overdue).listed_by("csp list overdue");
    (summary.overdue > 0).then(block)
}

fn priorities(summary: &Summary) -> Block {
    let head = format!("{:<31}{:>8}{:>8}{:>8}{:>9}  RAG", "PRIORITIES", "further", "develop", "usual", "overdue");
    Block::new(head, &summary.priorities, |row| {
        let line = format!(
            "{}{:>8}{:>8}{:>8}{:>9}  {}",
            fitted(&row.title, 31),
            row.at(Some(Stage::FurtherWork)),
            row.at(Some(Stage::Developing)),
            row.at(Some(Stage::BusinessAsUsual)),
            row.overdue,
            rag_word(row)
        );
        [vec![line], wrapped(&states(row), "  ", "  ")].concat()
    })
}

fn themes(themes: &[PriorityRow]) -> Block {
    let head = format!("{:<39}{:>8}{:>17}  RAG", "THEMES", "actions", "overdue");
    Block::new(head, themes, |row| {
        vec![format!("{}{:>8}{:>17}  {}", fitted(&row.title, 39), row.total(), row.overdue, rag_word(row))]
    })
}

fn open_work(heading: &str, work: &[Outstanding]) -> Block {
    Block::new(format!("{heading} ({})", work.len()), work, |it| {
        let state = it.state.map_or_else(String::new, |state| format!(", {state}"));
        let source = it.source.as_deref().map_or_else(String::new, |source| format!(" [{source}]"));
        wrapped(&format!("{}{state}{source}", it.what), "  ", "    ")
    })
}

fn duties(duties: &[DutyRow]) -> Block {
    let head = format!("{:<45}{:<22}{:>9}", "DUTIES, by next date", "next due", "days left");
    let is_computed = duties.iter().any(|row| matches!(row.due, Some(Due::Computed(_))));
    let block = Block::new(head, duties, |row| {
        let (due, days) = due(row);
        vec![format!("{}{}{days:>9}", fitted(&row.title, 45), fitted(&due, 22)).trim_end().to_owned()]
    });
    block.with_tail(is_computed.then(|| "  * computed from the cadence and the last time".to_owned()))
}

fn flags(summary: &Summary) -> Vec<String> {
    let mut lines = wrapped(&format!("FLAGS: {}.", flag_words(summary)), "", "  ");
    if summary.unreadable > 0 {
        lines.extend(wrapped(&unreadable(summary.unreadable), "", "  "));
    }
    lines
}

/// What the colours mean here, where that is stated.
fn rag_key(summary: &Summary) -> Vec<String> {
    let meaning = |(colour, meaning): &(Colour, String)| {
        in_lines(&format!("  {}: {meaning}", colour.word().to_uppercase()), WIDTH, 2)
    };
    let lines: Vec<_> = summary.rag_key.iter().flat_map(meaning).collect();
    if lines.is_empty() { lines } else { [vec!["RAG KEY".to_owned()], lines].concat() }
}
