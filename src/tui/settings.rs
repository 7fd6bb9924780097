//! What the interface is opened with, and does not change while it is open.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};

use super::look::Look;
use super::pager::Pager;
use crate::editor::Editor;
use crate::model::Book;

/// What the interface is opened with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which day counts as today.
    pub calendar: Calendar,
    /// Who is working.
    pub officer: String,
    /// What the terminal can show.
    pub look: Look,
    /// How often the store is looked at for what others have saved.
    pub look_every: Duration,
    /// What the officer can do with the book.
    pub access: Access,
    /// The officer's own editor, or why there is none.
    pub editor: Result<Editor, String>,
    /// The officer's own pager, or why there is none.
    pub pager: Result<Pager, String>,
    /// The store, where it was named on the command line: a command to type in a shell has to name it too.
    pub named: Option<NamedStore>,
}

/// A store that was named, and what puts its name into the next steps that words tell.
#[derive(Clone, Debug)]
pub struct NamedStore {
    /// The folder, as it was named.
    pub store: PathBuf,
    /// Gives words in which each command names the store.
    pub put_into: fn(&str, &Path) -> String,
}

impl Settings {
    /// Words with a next step, as it can be typed in a shell.
    pub(crate) fn with_store(&self, words: String) -> String {
        match &self.named {
            Some(named) => (named.put_into)(&words, &named.store),
            None => words,
        }
    }
}

/// Which day counts as today: a named one, else the store's pinned one, else the clock's, which goes on.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// The day that was named for all answers.
    pub named: Option<NaiveDate>,
    /// The day and the time by the clock.
    pub clock: fn() -> NaiveDateTime,
}

impl Calendar {
    pub(crate) fn today(self, book: &Book) -> NaiveDate {
        self.named.or_else(|| book.as_at()).unwrap_or_else(|| (self.clock)().date())
    }
}

/// What the officer can do with the book: it is her own, the sample, or only to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// The officer's own.
    Own,
    /// The sample, to try things in.
    Sample,
    /// One that can only be read, for this reason.
    ReadOnly(String),
}
