//! A document as a Word document, for whoever publishes it or works on it further.
//!
//! It is made for readers of every kind: real headings, a real list, tables whose first row is their heading, one plain font,
//! and no colour that says something alone. `docx-rs` writes the children of most elements in an order that the format
//! does not allow, and knows neither a table's row of headings nor a language, so the parts are written here.

mod about;
mod body;
mod grid;
mod markup;
mod numbering;
mod package;
mod style;

use std::io;

use thiserror::Error;
use zip::result::ZipError;

use super::document::Document;
use package::Parts;

/// Why a document could not be written as a Word document.
#[derive(Debug, Error)]
pub enum DocxError {
    /// One of its parts could not be written.
    #[error("a part of the Word document could not be written: {0}")]
    Part(#[from] io::Error),
    /// Its parts could not be put together.
    #[error("the parts of the Word document could not be put together: {0}")]
    Package(#[from] ZipError),
}

/// The bytes of a Word document (`.docx`) that says what a document says. The same document gives the same bytes.
///
/// # Errors
/// Where it is larger than the format allows.
pub fn as_docx(document: &Document) -> Result<Vec<u8>, DocxError> {
    let parts = Parts {
        document: body::body(document),
        styles: style::styles(),
        numbering: numbering::numbering(),
        settings: about::settings(),
        properties: about::properties(document),
    };
    parts.packed()
}
