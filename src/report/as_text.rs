//! Reports as plain text: one fact a line, no boxes, nothing cut off unless a width is asked for.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::coverage::{Coverage, CoverageRow};
use super::detail::Detail;
use super::outstanding::Outstanding;
use super::summary::{DutyRow, PriorityRow, Summary};
use super::table::Section;
use crate::model::Flag;
use crate::model::choice::{Stage, State};
use crate::model::display::{NOT_STATED, display, display_lines};
use crate::model::kinds::Due;
use crate::model::when::day;

/// Columns of a printed page.
pub(super) const WIDTH: usize = 80;
/// Lines of a printed page.
pub(super) const LINES: usize = 66;

/// The whole book on one page: at most 66 lines of at most 80 columns. Where a list is too long for the page, the rest
/// of it is counted.
pub fn summary(summary: &Summary) -> String {
    let mut page = Page::default();
    page.title(summary.partnership.as_deref().unwrap_or(NOT_STATED), summary.as_at);
    page.line(&format!("Plan: {}", summary.plan.as_deref().unwrap_or(NOT_STATED)));
    let mut body = vec![priorities(summary)];
    body.push(themes(&summary.themes));
    body.push(open_work("FURTHER WORK OUTSTANDING", &summary.further_work));
    body.push(open_work("ALSO OUTSTANDING", &summary.also_outstanding));
    body.push(duties(&summary.duties));
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

/// Shortens the longest blocks until all fit, saying how many lines are left out.
fn fit(blocks: &mut [Vec<String>], height: usize) {
    let total = |blocks: &[Vec<String>]| blocks.iter().map(|block| block.len() + 1).sum::<usize>();
    let mut cut = vec![0; blocks.len()];
    while total(blocks) > height {
        let Some(longest) = (0..blocks.len()).max_by_key(|at| blocks[*at].len()).filter(|at| blocks[*at].len() > 3)
        else {
            return;
        };
        let block = &mut blocks[longest];
        let drop = if cut[longest] == 0 { 2 } else { 1 };
        block.truncate(block.len() - drop - usize::from(cut[longest] > 0));
        cut[longest] += drop;
        block.push(format!("  and {} more lines; csp list shows them", cut[longest]));
    }
}

fn priorities(summary: &Summary) -> Vec<String> {
    let mut lines =
        vec![format!("{:<31}{:>8}{:>8}{:>8}{:>9}  RAG", "PRIORITIES", "further", "develop", "usual", "overdue")];
    for row in &summary.priorities {
        lines.push(format!(
            "{:<31}{:>8}{:>8}{:>8}{:>9}  {}",
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

/// How many actions are in which state, in words: `6 ongoing, 2 complete, 4 not stated`.
pub fn states(row: &PriorityRow) -> String {
    if row.total() == 0 {
        return "no actions".to_owned();
    }
    let words = row.states.iter().map(|(state, count)| format!("{count} {}", state.map_or(NOT_STATED, State::word)));
    words.collect::<Vec<_>>().join(", ")
}

/// The colour of a rating in capitals, or that there is none.
pub fn rag_word(row: &PriorityRow) -> String {
    row.rag.as_ref().map_or_else(|| NOT_STATED.to_owned(), |rag| rag.colour.word().to_uppercase())
}

fn themes(themes: &[PriorityRow]) -> Vec<String> {
    let mut lines = vec![format!("{:<39}{:>8}{:>17}  RAG", "THEMES", "actions", "overdue")];
    for row in themes {
        lines.push(format!("{:<39}{:>8}{:>17}  {}", fitted(&row.title, 39), row.total(), row.overdue, rag_word(row)));
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
        lines.push(format!("{:<45}{:<22}{:>9}", fitted(&row.title, 45), due, days).trim_end().to_owned());
    }
    if duties.iter().any(|row| matches!(row.due, Some(Due::Computed(_)))) {
        lines.push("  * computed from the cadence and the last time".to_owned());
    }
    if duties.is_empty() {
        lines.push("  None.".to_owned());
    }
    lines
}

/// A duty's next date and the days until then; a star marks a computed date.
pub fn due(row: &DutyRow) -> (String, String) {
    let star = if matches!(row.due, Some(Due::Computed(_))) { " *" } else { "" };
    let due = row.due.as_ref().map_or_else(|| NOT_STATED.to_owned(), |due| format!("{}{star}", due.when()));
    let days = row
        .days_left
        .map_or_else(String::new, |days| if days < 0 { format!("LATE {}", -days) } else { days.to_string() });
    (display(&due).into_owned(), days)
}

fn flags(summary: &Summary) -> Vec<String> {
    let mut lines = wrapped(&format!("FLAGS: {}.", flag_words(summary)), "", "  ");
    if summary.unreadable > 0 {
        lines.extend(wrapped(&unreadable(summary.unreadable), "", "  "));
    }
    for (colour, meaning) in &summary.rag_key {
        lines.extend(wrapped(&format!("{}: {meaning}", colour.word().to_uppercase()), "", "  "));
    }
    lines
}

/// What the flags hold for, in words: `2 overdue, 1 due soon`.
pub fn flag_words(summary: &Summary) -> String {
    let words = summary.flags.iter().map(|(flag, count)| format!("{count} {}", flag_word(*flag)));
    words.collect::<Vec<_>>().join(", ")
}

fn flag_word(flag: Flag) -> &'static str {
    match flag {
        Flag::DueSoon => "due soon",
        Flag::Unowned => "no owner",
        Flag::Undated => "no date",
        Flag::Unmapped => "serving no priority or theme",
        other => other.word(),
    }
}

/// That files are missing from an answer, and what to do.
pub fn unreadable(count: usize) -> String {
    let files = if count == 1 { "file cannot be read and is" } else { "files cannot be read and are" };
    format!("INCOMPLETE: {count} {files} left out of this answer. Next: csp check")
}

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
    let cell = |ids: &Vec<crate::model::Id>| if ids.is_empty() { "gap".to_owned() } else { ids.len().to_string() };
    let [usual, developing, further] = row.stages.each_ref().map(cell);
    let unstaged = if row.unstaged.is_empty() {
        String::new()
    } else {
        format!("  and {} with no stage stated", row.unstaged.len())
    };
    format!("{:<33}{usual:>18}{developing:>13}{further:>15}{unstaged}", fitted(&row.title, 33))
}

/// One record in full.
pub fn detail(detail: &Detail, title_of: &dyn Fn(&crate::model::Id) -> String) -> String {
    let mut page = Page::default();
    page.lines.extend(wrapped(&display(&detail.title), "", ""));
    let source = detail.source.as_deref().unwrap_or(NOT_STATED);
    page.line(&format!("{} {}   source: {}", detail.kind.word(), detail.id, display(source)));
    page.blank();
    for fact in &detail.facts {
        page.fact(fact.label, &fact.values);
    }
    if !detail.not_stated.is_empty() {
        let labels = detail.not_stated.join(", ").to_lowercase();
        page.lines.extend(wrapped(&format!("Not stated: {labels}."), "", "  "));
    }
    for (heading, ids) in &detail.linked_from {
        page.blank();
        page.line(&format!("{heading}:"));
        for id in ids {
            page.lines.extend(wrapped(&format!("{} ({id})", display(&title_of(id))), "  ", "    "));
        }
    }
    page.blank();
    page.line("Updates, newest first:");
    for (heading, text) in &detail.updates {
        page.line(&format!("  {}", display(heading)));
        for line in display_lines(text).lines() {
            page.lines.extend(wrapped(line, "    ", "    "));
        }
    }
    if detail.updates.is_empty() {
        page.line("  None.");
    }
    page.text()
}

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
    let id_cell = |id: &Option<crate::model::Id>| id.as_ref().map(ToString::to_string).unwrap_or_default();
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

/// The width of each column: what its widest cell needs, or what is left where that is less. The widest columns give
/// way first, evenly, and none below its heading.
pub fn widths(table: &[Vec<String>], width: Option<usize>) -> Vec<usize> {
    let columns = table.first().map_or(0, Vec::len);
    let widest = |column: usize| table.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns).map(widest).collect();
    let Some(width) = width else { return widths };
    let room = width.saturating_sub(2 * columns.saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let can_give = |column: &usize| widths[*column] > table[0][*column].width().max(4);
        let Some(widest) = (0..columns).filter(can_give).max_by_key(|column| widths[*column]) else { break };
        widths[widest] -= 1;
    }
    widths
}

/// Text in exactly this many columns: cut at a word's end with `…` where it is longer, filled with blanks where it is
/// shorter.
pub fn fitted(text: &str, width: usize) -> String {
    let text = display(text);
    if text.width() <= width {
        return format!("{text}{}", " ".repeat(width - text.width()));
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if kept.width() + letter.to_string().width() + 1 > width {
            break;
        }
        kept.push(letter);
    }
    let whole_words = kept.rfind(' ').filter(|at| *at > kept.len() / 2);
    let kept = whole_words.map_or(kept.as_str(), |at| kept[..at].trim_end());
    let cut = if width == 0 { String::new() } else { format!("{kept}…") };
    format!("{cut}{}", " ".repeat(width.saturating_sub(cut.width())))
}

/// A paragraph in lines of at most 80 columns.
pub fn wrapped(text: &str, first: &str, rest: &str) -> Vec<String> {
    let text = display(text);
    let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
    textwrap::wrap(&text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Text in lines of at most this many columns, its own line breaks kept.
pub fn wrapped_to(text: &str, width: usize) -> Vec<String> {
    let text = display_lines(text);
    textwrap::wrap(&text, width.max(1)).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Lines of a page.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<String>,
}

impl Page {
    fn title(&mut self, title: &str, as_at: NaiveDate) {
        let right = format!("as at {}", day(as_at));
        self.line(&format!("{}{right}", fitted(title, WIDTH - right.width())));
    }

    fn line(&mut self, line: &str) {
        self.lines.push(line.trim_end().to_owned());
    }

    fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// A label and its values: behind the label where they are short, else below it.
    fn fact(&mut self, label: &str, values: &[String]) {
        if let [value] = values
            && !value.contains('\n')
        {
            self.lines.extend(wrapped(&format!("{label}: {}", display(value)), "", "  "));
            return;
        }
        self.line(&format!("{label}:"));
        for value in values {
            for (place, line) in display_lines(value).lines().enumerate() {
                let bullet = if values.len() > 1 && place == 0 { "  - " } else { "    " };
                self.lines.extend(wrapped(line, bullet, "    "));
            }
        }
    }

    fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_a_words_end_and_filled() {
        assert_eq!(fitted("Friends Against Scams", 16), "Friends Against…");
        assert_eq!(fitted("Friends Against Scams", 12), "Friends…    ");
        assert_eq!(fitted("日本語", 5), "日本…");
        assert_eq!(fitted("a\nb", 5), "a⏎b  ");
        assert_eq!(fitted("abc", 0), "");
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let table = vec![vec!["Title".to_owned(), "Due".to_owned()], vec!["a".repeat(40), "b".repeat(10)]];

        assert_eq!(widths(&table, None), [40, 10]);
        assert_eq!(widths(&table, Some(32)), [20, 10]);
        assert_eq!(widths(&table, Some(1)), [5, 4]);
    }

    #[test]
    fn a_page_that_is_too_long_counts_what_it_leaves_out() {
        let mut blocks = vec![(0..50).map(|line| line.to_string()).collect::<Vec<_>>(), vec!["a".to_owned(); 3]];

        fit(&mut blocks, 20);

        assert_eq!(blocks.iter().map(|block| block.len() + 1).sum::<usize>(), 20);
        let left_out = 50 - (blocks[0].len() - 1);
        assert_eq!(blocks[0].last().unwrap(), &format!("  and {left_out} more lines; csp list shows them"));
    }
}
