//! The name of a file, or of a day, as it is typed.

use super::typed_line::TypedLine;

/// A name, and what it is for.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    pub(crate) typed: TypedLine,
    pub(crate) purpose: NamedFor,
}

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedFor {
    /// The file to which goes what is previewed.
    Write,
    /// The file whose records are brought in.
    Import,
    /// The day or the meeting since which is told what has changed.
    Since,
}

impl Naming {
    /// What stands before the name.
    pub(crate) fn label(&self) -> &'static str {
        match self.purpose {
            NamedFor::Write => "Write to",
            NamedFor::Import => "Import from (csv, xlsx, ods)",
            NamedFor::Since => "Since (a day or a meeting)",
        }
    }
}
