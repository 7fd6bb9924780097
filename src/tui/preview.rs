//! The plain text of a pane or a record, as it is printed, before it goes to a file, a pager or the clipboard.

use unicode_width::UnicodeWidthStr;

use super::sheet::{Piece, Sheet};
use crate::model::display::display_lines;
use crate::report::{Document, Format, document_text, wrapped_to};

/// A text to look at, and the line that is chosen in it.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    /// What a file of it is called unless another name is typed.
    pub(crate) name: String,
    pub(crate) text: String,
    /// The report that it is the text of, which can go to a file in other formats.
    pub(crate) document: Option<Document>,
    pub(crate) chosen: usize,
}

impl Preview {
    pub(crate) fn new(name: String, text: &str) -> Self {
        Self { name, text: display_lines(text).into_owned(), document: None, chosen: 0 }
    }

    /// A report.
    pub(crate) fn of_document(name: String, document: Document) -> Self {
        let text = document_text(&document);
        Self { document: Some(document), ..Self::new(name, &text) }
    }

    /// What goes to a file of this name: a report in the format that the name's ending says, else the text.
    ///
    /// # Errors
    /// The report cannot be put into that format; or the ending is not that of a text, which this is.
    pub(crate) fn written(&self, name: &str) -> Result<Vec<u8>, String> {
        let format = Format::of_file(name);
        match (&self.document, format) {
            (Some(document), format) => {
                format.map_err(|why| why.to_string())?.written(document).map_err(|error| error.to_string())
            }
            (None, Ok(Format::Text)) => Ok(self.text.clone().into_bytes()),
            (None, _) => Err("This is plain text. Next: let the name end in .txt, or in nothing".to_owned()),
        }
    }

    /// The text at this width. Lines that are wider go on in the next, as far to the right as they begin and a little more.
    pub(crate) fn sheet(&self, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        for line in self.text.lines() {
            let indent = " ".repeat(line.len() - line.trim_start_matches(' ').len() + 2);
            let rows = if line.width() <= width {
                vec![line.to_owned()]
            } else {
                let rest = wrapped_to(line.trim_start_matches(' '), width.saturating_sub(indent.len()));
                let begun =
                    |(place, row): (usize, String)| format!("{}{row}", &indent[if place == 0 { 2 } else { 0 }..]);
                rest.into_iter().enumerate().map(begun).collect()
            };
            for row in if rows.is_empty() { vec![String::new()] } else { rows } {
                sheet.line([Piece::new(row).stop()]);
            }
        }
        sheet
    }
}
