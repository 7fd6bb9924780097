//! The formats in which a report leaves.

use std::path::Path;

use super::as_docx::{DocxError, as_docx};
use super::as_markdown::as_markdown;
use super::as_text::document as document_text;
use super::document::Document;

/// A format in which a report leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, 80 columns.
    Text,
    /// Markdown.
    Markdown,
    /// A Word document.
    Docx,
}

impl Format {
    /// The format that a file's ending names; text where it names none.
    pub fn of_file(name: &str) -> Self {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("docx") => Self::Docx,
            _ => Self::Text,
        }
    }

    /// A report in this format.
    ///
    /// # Errors
    /// What kept the Word document from being made.
    pub fn written(self, document: &Document) -> Result<Vec<u8>, DocxError> {
        Ok(match self {
            Self::Text => document_text(document).into_bytes(),
            Self::Markdown => as_markdown(document).into_bytes(),
            Self::Docx => as_docx(document)?,
        })
    }
}
