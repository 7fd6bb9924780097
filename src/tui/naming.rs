//! The name of a file, as it is typed.

use super::typed_line::TypedLine;

/// The name of a file, and what it is for.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    pub(crate) typed: TypedLine,
    pub(crate) purpose: NamedFor,
}

/// What a file is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedFor {
    /// What is previewed goes to it.
    Write,
    /// Its records are brought in.
    Import,
}

impl Naming {
    /// What stands before the name.
    pub(crate) fn label(&self) -> &'static str {
        match self.purpose {
            NamedFor::Write => "Write to",
            NamedFor::Import => "Import from (csv, xlsx, ods)",
        }
    }
}
