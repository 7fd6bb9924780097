//! What officers on several machines save, exchanged through a repository that all of them reach, and brought together record
//! by record and field by field. Git fetches, keeps and hands over; it never touches a file of the store.

mod apart;
mod back;
mod bringing;
mod merge;
mod named;
mod others;
mod reasons;
mod remote;
mod round;
mod settings;
mod shelves;
mod telling;

use std::fmt;
use std::time::Duration;

use super::StoreError;
use super::git::GitError;
use super::history::{NotLanded, Waits};
use super::turns::NotWritten;

pub(crate) use round::{Here, round};

/// How far a sync is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncStep {
    /// What the others have done is fetched.
    Fetching,
    /// It is brought together with what stands here.
    Merging,
    /// What was done here is handed over.
    Pushing,
}

impl SyncStep {
    /// What it does, in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fetching => "fetching",
            Self::Merging => "bringing together",
            Self::Pushing => "handing over",
        }
    }
}

/// What a sync did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// With which remote, by its name here.
    pub remote: String,
    /// How many files of the store were changed here.
    pub taken: usize,
    /// Whether anything was handed over.
    pub handed_over: bool,
    /// What a person has to know.
    pub notes: Vec<String>,
    /// The records of which another version waits for somebody to decide.
    pub disputed: Vec<crate::model::Id>,
}

impl fmt::Display for Synced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let taken = match self.taken {
            0 => "nothing new from there".to_owned(),
            1 => "1 file changed here".to_owned(),
            count => format!("{count} files changed here"),
        };
        let handed = if self.handed_over { "what was saved here is handed over" } else { "nothing to hand over" };
        let open = match self.disputed.len() {
            0 => String::new(),
            1 => "; 1 record waits for a decision".to_owned(),
            count => format!("; {count} records wait for a decision"),
        };
        write!(f, "synced with {}: {taken}, {handed}{open}", self.remote)
    }
}

/// Why a sync could not be done, and the next step. Nothing that was saved is lost.
#[derive(Debug)]
pub(crate) enum NotSynced {
    Told { why: String, next: String },
    Store(Box<StoreError>),
}

impl NotSynced {
    pub(crate) fn new(why: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Told { why: why.into(), next: next.into() }
    }
}

impl From<Waits> for NotSynced {
    fn from(waits: Waits) -> Self {
        match waits {
            Waits::Busy => StoreError::Busy("another csp".to_owned()).into(),
            other => StoreError::NotSynced(format!("not synced, and what is saved here stands: {other}")).into(),
        }
    }
}

impl From<NotLanded> for NotSynced {
    fn from(not: NotLanded) -> Self {
        match not {
            NotLanded::Git(error) => error.into(),
            NotLanded::Written(not) => not.into(),
        }
    }
}

impl From<NotWritten> for NotSynced {
    fn from(not: NotWritten) -> Self {
        match not {
            NotWritten::Changed(_) => Self::new(not.to_string(), "csp sync again"),
            NotWritten::Refused(..) => Self::new(not.to_string(), "csp check"),
            NotWritten::Store(error) => Self::Store(error),
        }
    }
}

impl From<GitError> for NotSynced {
    fn from(error: GitError) -> Self {
        Waits::from(error).into()
    }
}

impl From<StoreError> for NotSynced {
    fn from(error: StoreError) -> Self {
        Self::Store(Box::new(error))
    }
}

impl From<NotSynced> for StoreError {
    fn from(not: NotSynced) -> Self {
        match not {
            NotSynced::Store(error) => *error,
            NotSynced::Told { why, next } => Self::NotSynced(format!("{why}. What is saved here stands. Next: {next}")),
        }
    }
}

/// How long a sync waits for the other end, unless it is told otherwise.
pub const SYNC_LIMIT: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests;
