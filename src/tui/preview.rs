//! The plain text of a pane or a record, as it is printed, before it goes to a file, a pager or the clipboard.

use unicode_width::UnicodeWidthStr;

use super::sheet::{Piece, Sheet};
use crate::model::display::display_lines;
use crate::report::wrapped_to;

/// A text to look at, and the line that is chosen in it.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    /// What a file of it is called unless another name is typed.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) chosen: usize,
}

impl Preview {
    pub(crate) fn new(name: String, text: &str) -> Self {
        Self { name, text: display_lines(text).into_owned(), chosen: 0 }
    }

    /// The text at this width. Lines that are wider go on in the next.
    pub(crate) fn sheet(&self, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        for line in self.text.lines() {
            let rows = if line.width() <= width { vec![line.to_owned()] } else { wrapped_to(line, width) };
            for row in if rows.is_empty() { vec![String::new()] } else { rows } {
                sheet.line([Piece::new(row).stop()]);
            }
        }
        sheet
    }
}
