//! A printed page, and what is done where it is too short.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::lines::{fitted, wrapped};
use crate::model::display::{display, display_lines};
use crate::model::when::day;

/// Columns of a printed page.
pub(super) const WIDTH: usize = 80;
/// Lines of a printed page.
pub(super) const LINES: usize = 66;

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

/// Shortens the longest blocks until all fit, saying how many lines are left out.
pub(super) fn fit(blocks: &mut [Vec<String>], height: usize) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_too_long_counts_what_it_leaves_out() {
        let mut blocks = vec![(0..50).map(|line| line.to_string()).collect::<Vec<_>>(), vec!["a".to_owned(); 3]];

        fit(&mut blocks, 20);

        assert_eq!(blocks.iter().map(|block| block.len() + 1).sum::<usize>(), 20);
        let left_out = 50 - (blocks[0].len() - 1);
        assert_eq!(blocks[0].last().unwrap(), &format!("  and {left_out} more lines; csp list shows them"));
    }
}
