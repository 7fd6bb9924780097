//! Why an edit was not saved, in words, and where the officer's text is kept.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::store::StoreError;

/// Why an edit was not saved.
#[derive(Debug, Error)]
pub enum EditError {
    /// Neither variable names an editor.
    #[error("no editor is named. Next: set VISUAL or EDITOR, for example with export EDITOR=nano")]
    Unnamed,
    /// A quote in the variable never ends.
    #[error("VISUAL or EDITOR holds a quote that never ends: {0}. Next: set it anew, for example EDITOR=nano")]
    Quotes(String),
    /// The editor is not there, or cannot be run.
    #[error(
        "{program} could not be started: {source}. Nothing was saved. Next: set VISUAL or EDITOR to an editor that is there{}", place(.kept.as_ref())
    )]
    NotStarted {
        /// The program that was named.
        program: String,
        /// What the system said.
        source: io::Error,
        /// Where the text is kept, if it was changed.
        kept: Option<PathBuf>,
    },
    /// The editor did not end well.
    #[error("the editor {ended}, so nothing was saved{}", place(.kept.as_ref()))]
    Failed {
        /// How it ended.
        ended: String,
        /// Where the text is kept, if it was changed.
        kept: Option<PathBuf>,
    },
    /// The store did not take the text.
    #[error("{error}{}", place(.kept.as_ref()))]
    Refused {
        /// Why not.
        error: Box<StoreError>,
        /// Where the text is kept, if it was changed.
        kept: Option<PathBuf>,
    },
    /// The file that the editor was to open could not be written.
    #[error("{}: {source}. Nothing was saved. Next: free space or ask for permission, then try again", .path.display())]
    Scratch {
        /// The file or its folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl From<StoreError> for EditError {
    fn from(error: StoreError) -> Self {
        Self::Refused { error: Box::new(error), kept: None }
    }
}

fn place(kept: Option<&PathBuf>) -> String {
    kept.map_or_else(String::new, |path| format!(". Your text is kept in {}", path.display()))
}
