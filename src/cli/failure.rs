//! How a command ends: the exit code, and the words where it was not done.

use std::fmt::Display;
use std::io;

use crate::editor::EditError;
use crate::model::roll::Refused;
use crate::model::{Invalid, Unresolved};
use crate::report::TemplateError;
use crate::store::place::NoHome;
use crate::store::{Stopped, StoreError};

/// What a command ends with; the numbers are part of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Code {
    /// Done.
    Done = 0,
    /// What was typed is not understood, or cannot be.
    Usage = 2,
    /// There is no such record.
    NoSuchRecord = 3,
    /// The answer is incomplete since files could not be read, or `check` found errors.
    Incomplete = 4,
    /// Not saved, or not confirmed by the disk; or the output could not be written.
    NotSaved = 5,
    /// Somebody else changed the same field.
    Conflict = 6,
    /// Somebody else is writing.
    Busy = 75,
}

impl Code {
    /// Every code, the smallest first.
    pub(crate) const ALL: [Self; 7] =
        [Self::Done, Self::Usage, Self::NoSuchRecord, Self::Incomplete, Self::NotSaved, Self::Conflict, Self::Busy];

    /// What it says to who runs csp.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Done => "It is done.",
            Self::Usage => "It was typed wrongly, or cannot be.",
            Self::NoSuchRecord => "There is no such record; the nearest are named.",
            Self::Incomplete => {
                "Files are missing from the answer, csp check found errors, a spreadsheet has mistakes, or there is no history \
                 to ask."
            }
            Self::NotSaved => "It could not be saved, or what was asked for could not be written.",
            Self::Conflict => {
                "Somebody else changed the same field, or a sync could not be done; one that leaves something to decide \
                 ends with 0."
            }
            Self::Busy => "Somebody else is saving.",
        }
    }
}

/// Why a command was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the program ends with.
    pub code: Code,
    /// What is wrong and what to do next; empty where there is nobody to read it.
    pub message: String,
}

impl Failure {
    /// This code and these words.
    pub fn new(code: Code, message: impl Display) -> Self {
        Self { code, message: message.to_string() }
    }

    pub(crate) fn usage(message: impl Display) -> Self {
        Self::new(Code::Usage, message)
    }

    /// The output could not be written. A closed pipe is no failure: whoever read it has read enough.
    pub(crate) fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(Code::Done, "");
        }
        Self::new(Code::NotSaved, format!("the output could not be written: {error}"))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::output(&error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(code(&error), error)
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        let code = match &error {
            EditError::Unnamed | EditError::Quotes(_) | EditError::NotStarted { .. } => Code::Usage,
            EditError::Failed { .. } | EditError::Scratch { .. } => Code::NotSaved,
            EditError::Refused { error, .. } => code(error),
        };
        Self::new(code, error)
    }
}

fn code(error: &StoreError) -> Code {
    match error {
        StoreError::NotAStore { .. }
        | StoreError::EmptyClone(_)
        | StoreError::NoStoreFile(_)
        | StoreError::AlreadyAStore(_)
        | StoreError::Exists(_)
        | StoreError::Invalid(_)
        | StoreError::Settings(_)
        | StoreError::Undecoded(_) => Code::Usage,
        StoreError::Gone(_) => Code::NoSuchRecord,
        StoreError::Unreadable(_)
        | StoreError::Io { saving: false, .. }
        | StoreError::NoHistory
        | StoreError::History(_) => Code::Incomplete,
        StoreError::Io { saving: true, .. }
        | StoreError::NotWritten { .. }
        | StoreError::NoLocks { .. }
        | StoreError::NotALock(_)
        | StoreError::Newer(_)
        | StoreError::NoFormat
        | StoreError::NoPermission(_)
        | StoreError::Layout { .. }
        | StoreError::Unconfirmed(_) => Code::NotSaved,
        StoreError::Conflict(_)
        | StoreError::Overtaken(_)
        | StoreError::StandsOtherwise(_)
        | StoreError::Added
        | StoreError::NotSynced(_) => Code::Conflict,
        StoreError::Among { source, .. } => code(source),
        StoreError::Busy(_) => Code::Busy,
    }
}

impl From<Refused> for Failure {
    fn from(why: Refused) -> Self {
        let code = match why {
            Refused::Unreadable(_) => Code::Incomplete,
            Refused::Invalid(_) => Code::Usage,
        };
        Self::new(code, why)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        Self::new(code(stopped.why()), stopped)
    }
}

impl From<TemplateError> for Failure {
    fn from(error: TemplateError) -> Self {
        Self::new(Code::Incomplete, error)
    }
}

impl From<Invalid> for Failure {
    fn from(why: Invalid) -> Self {
        Self::usage(why)
    }
}

impl From<Unresolved> for Failure {
    fn from(why: Unresolved) -> Self {
        let code = match why {
            Unresolved::Unknown { .. } => Code::NoSuchRecord,
            Unresolved::Ambiguous { .. } => Code::Usage,
            Unresolved::Unreadable(_) => Code::Incomplete,
        };
        Self::new(code, why)
    }
}

impl From<NoHome> for Failure {
    fn from(why: NoHome) -> Self {
        Self::usage(why)
    }
}
