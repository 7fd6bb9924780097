//! A printed page, and what is done where it is too short.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::lines::{at_most, fitted, wrapped};
use crate::model::display::{display, display_lines};
use crate::model::when::day;

/// Columns of a printed page.
pub(super) const WIDTH: usize = 80;
/// Lines of a printed page.
pub(super) const LINES: usize = 66;
/// The most lines of one entry, so that there is room for others.
const LONGEST: usize = 5;

/// Lines of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<String>,
}

impl Page {
    pub(super) fn title(&mut self, title: &str, as_at: NaiveDate) {
        let right = format!("as at {}", day(as_at));
        self.line(&format!("{}{right}", fitted(title, WIDTH - right.width())));
    }

    pub(super) fn line(&mut self, line: &str) {
        self.lines.push(line.trim_end().to_owned());
    }

    pub(super) fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// A label and its values: behind the label where they are short, else below it.
    pub(super) fn fact(&mut self, label: &str, values: &[String]) {
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

    pub(super) fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

/// A part of a page: what stands above it, and entries of one or more lines each, as many as there is room for.
#[derive(Debug)]
pub(super) struct Block {
    head: String,
    entries: Vec<Vec<String>>,
    left_out: usize,
    /// The command that lists those that are left out.
    command: &'static str,
    tail: Option<String>,
}

impl Block {
    /// A part with these entries. Those that no page could hold are counted and not laid out.
    pub(super) fn new<T>(head: String, entries: &[T], laid_out: impl Fn(&T) -> Vec<String>) -> Self {
        let shown = &entries[..entries.len().min(LINES)];
        let left_out = entries.len() - shown.len();
        Self {
            head,
            entries: shown.iter().map(|entry| at_most(LONGEST, laid_out(entry), WIDTH)).collect(),
            left_out,
            command: "csp list",
            tail: None,
        }
    }

    /// The same, of which these entries are the first of so many.
    pub(super) fn first_of(self, all: usize) -> Self {
        Self { left_out: all - self.entries.len(), ..self }
    }

    /// The same, of which another command lists what is left out.
    pub(super) fn listed_by(self, command: &'static str) -> Self {
        Self { command, ..self }
    }

    /// The same with a line below it.
    pub(super) fn with_tail(self, tail: Option<String>) -> Self {
        Self { tail, ..self }
    }

    /// How many lines it takes, with the count of what is left out.
    fn height(&self) -> usize {
        let entries = self.entries.iter().map(Vec::len).sum::<usize>();
        1 + entries + usize::from(self.left_out > 0) + usize::from(self.tail.is_some())
    }

    /// Its lines; where there are no entries, that there are none.
    pub(super) fn lines(self) -> Vec<String> {
        let none = self.entries.is_empty().then(|| "  None.".to_owned());
        let rest = (self.left_out > 0).then(|| format!("  and {} more; {} shows them", self.left_out, self.command));
        let entries = self.entries.into_iter().flatten();
        [self.head].into_iter().chain(entries).chain(none).chain(rest).chain(self.tail).collect()
    }
}

/// Shortens the longest parts until all fit, by whole entries, each keeping one.
pub(super) fn fit(blocks: &mut [Block], height: usize) {
    let total = |blocks: &[Block]| blocks.iter().map(|block| block.height() + 1).sum::<usize>();
    while total(blocks) > height {
        let longest = blocks.iter_mut().filter(|block| block.entries.len() > 1).max_by_key(|block| block.height());
        let Some(longest) = longest else { return };
        longest.entries.pop();
        longest.left_out += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_too_long_counts_what_it_leaves_out() {
        let entry = |number: &usize| vec![format!("{number} begins"), format!("{number} ends")];
        let numbers: Vec<_> = (0..500).collect();
        let block = |head: &str, numbers: &[usize]| Block::new(head.to_owned(), numbers, entry);
        let mut blocks = [block("MANY", &numbers), block("ONE", &[1]).with_tail(Some("a remark".to_owned()))];

        fit(&mut blocks, 20);

        let [many, one] = blocks.map(Block::lines);
        assert_eq!(many[..3], ["MANY", "0 begins", "0 ends"]);
        assert_eq!((many.len(), many[13].as_str()), (14, "  and 494 more; csp list shows them"));
        assert_eq!(one, ["ONE", "1 begins", "1 ends", "a remark"]);
    }

    #[test]
    fn where_there_is_nothing_it_says_so() {
        assert_eq!(Block::new("NONE".to_owned(), &[], |_: &u8| vec![]).lines(), ["NONE", "  None."]);
    }

    #[test]
    fn an_entry_that_is_too_long_is_cut_with_a_mark() {
        let long = |_: &u8| (0..9).map(|line| format!("line {line} of a title that goes on and on")).collect();

        let lines = Block::new("LONG".to_owned(), &[1], long).lines();

        assert_eq!(lines.len(), 6);
        assert!(lines[5].starts_with("line 4 of a title") && lines[5].ends_with('…'), "{lines:?}");
    }
}
