//! The formats in which a report leaves.

use std::path::Path;

use super::as_docx::{DocxError, as_docx};
use super::as_markdown::as_markdown;
use super::as_text::document as document_text;
use super::document::Document;
use crate::model::Invalid;

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
    /// The format that a file's ending names; text where it has none.
    ///
    /// # Errors
    /// The ending is that of another format.
    pub fn of_file(name: &str) -> Result<Self, Invalid> {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            None | Some("txt" | "text") => Ok(Self::Text),
            Some("md" | "markdown") => Ok(Self::Markdown),
            Some("docx") => Ok(Self::Docx),
            Some(other) => {
                Err(Invalid::new(format!("a report is no .{other} file. Next: let the name end in .txt, .md or .docx")))
            }
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
