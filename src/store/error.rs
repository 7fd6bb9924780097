//! What can go wrong with a store, in words for the person who has to do something about it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::model::{Conflict, Fault, Id, Invalid};

/// Why a store could not do what was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no store there.
    #[error("{} is not a csp store: it has no store.ron. Next: {}csp init {}", .path.display(), or_the_nearest(.nearest.as_deref()), quoted(.path))]
    NotAStore {
        /// Where there is none.
        path: PathBuf,
        /// A store beside it whose name is like it.
        nearest: Option<PathBuf>,
    },
    /// A repository is there from which nothing has come yet.
    #[error(
        "{} is a repository with no store in it. Next: if it is a clone, let a colleague sync to that repository first, then clone it again (git clone -b main, where a colleague has); else csp init {}",
        .0.display(),
        .0.display()
    )]
    EmptyClone(PathBuf),
    /// There are records and no `store.ron`.
    #[error("{}: store.ron is missing beside the records. Next: put it back from a copy, or write one that holds: Partnership(title: \"…\", format: 1); where csp init was broken off: csp init {}", .0.display(), .0.display())]
    NoStoreFile(PathBuf),
    /// There is a store there already.
    #[error("{} already holds a store, and was left as it is. Next: csp --store {} summary", .0.display(), .0.display())]
    AlreadyAStore(PathBuf),
    /// There is something of that name already.
    #[error("{}: there is something of that name already, and it was left as it is. Next: type another name", .0.display())]
    Exists(PathBuf),
    /// A read or a write failed.
    #[error("{path}: {source}{}", consequence(*.saving))]
    Io {
        /// The file, within the store where it is in one.
        path: String,
        /// Whether something was being saved.
        saving: bool,
        /// What the system said.
        source: io::Error,
    },
    /// The officer's own settings cannot be used.
    #[error("{0}")]
    Settings(String),
    /// A file for people could not be written.
    #[error("{}: {source}. Nothing was written. Next: name another file", .path.display())]
    NotWritten {
        /// The file, as it was named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file system has no locks.
    #[error(
        "{path}: this file system gives no locks ({source}), so nothing was saved. Next: keep the store on a disk that has them"
    )]
    NoLocks {
        /// The lock's path.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// Something else than a file for the lock stands in its place.
    #[error(
        "{0}: this is no plain file, so it cannot be locked and nothing was saved. Next: remove it, then try again"
    )]
    NotALock(String),
    /// Somebody else is writing.
    #[error("{0} is saving; nothing was changed. Next: try again in a moment")]
    Busy(String),
    /// The files were written by a newer program.
    #[error("{0}, so nothing was changed. Next: upgrade csp")]
    Newer(String),
    /// Nothing can be written in the store's folder.
    #[error("{}: there is no permission to write here. Next: ask its owner", .0.display())]
    NoPermission(PathBuf),
    /// `store.ron` does not say which format the files have.
    #[error("the format version in store.ron cannot be read, so nothing was changed. Next: csp check")]
    NoFormat,
    /// The file cannot be read, so it is never written.
    #[error("{0}")]
    Unreadable(Fault),
    /// The record has gone since it was read.
    #[error("{0} has been removed from the store; nothing was changed. Next: csp check")]
    Gone(String),
    /// Somebody else set the same fields.
    #[error("{}", clashes(.0))]
    Conflict(Vec<Conflict>),
    /// What was asked for cannot stand.
    #[error("{0}")]
    Invalid(#[from] Invalid),
    /// The file is laid out in a way in which it cannot be changed safely.
    #[error(
        "{path}: this file is laid out in a way that csp cannot change without losing something, so it was left as it is. Next: csp edit {id}"
    )]
    Layout {
        /// The file, within the store.
        path: String,
        /// The record's id.
        id: String,
    },
    /// The text that was to be saved is no record.
    #[error("{}", undecoded(.0))]
    Undecoded(Fault),
    /// Somebody else has changed what was decided on: a file that was to be mended, a plan or an item of it that is rolled.
    #[error("{0}: somebody else has changed this file meanwhile, and nothing was saved. Next: csp check")]
    Overtaken(String),
    /// What is decided about stands otherwise than it did before who decides.
    #[error(
        "{0}: somebody has changed what stands here meanwhile, and nothing was saved. Next: look at both again, with csp resolve {0}"
    )]
    StandsOtherwise(Id),
    /// A record of that id has come meanwhile.
    #[error("somebody else has added a record of that id meanwhile. Next: try again")]
    Added,
    /// One of many records could not be saved.
    #[error("{id}: {}", told_among(source, id, *.saved, *.unsure, *.of))]
    Among {
        /// Which one.
        id: String,
        /// How many of them are saved.
        saved: usize,
        /// How many of these the disk did not confirm.
        unsure: usize,
        /// How many were to be.
        of: usize,
        /// Why it could not be.
        source: Box<StoreError>,
    },
    /// The store keeps no history.
    #[error(
        "this store keeps no history. Next: git init -b main in its folder begins one, and the next save is its first"
    )]
    NoHistory,
    /// There is a history, and it cannot be used now.
    #[error("the history cannot be used now: {0}")]
    History(String),
    /// A sync could not be done.
    #[error("{0}")]
    NotSynced(String),
    /// The change is there, and the disk did not confirm it.
    #[error(
        "{0}: saved, but the disk did not confirm it, and it may be lost if the machine stops now. Next: csp show {0}"
    )]
    Unconfirmed(String),
}

impl StoreError {
    /// Whether the same may be done later without being asked for differently: it was the moment, the disk, its
    /// permissions or the store, and not the record.
    pub fn may_pass(&self) -> bool {
        if let Self::Among { source, .. } = self {
            return source.may_pass();
        }
        let is_of_the_store =
            matches!(self, Self::Newer(_) | Self::NoFormat | Self::NoLocks { .. } | Self::NotALock(_));
        is_of_the_store || matches!(self, Self::Io { .. } | Self::Busy(_) | Self::NoPermission(_))
    }
}

/// What is wrong with one among many, and how far it came, without what that means where it is the only one.
fn told_among(error: &StoreError, id: &str, saved: usize, unsure: usize, of: usize) -> String {
    let why = match error {
        StoreError::Unconfirmed(_) => String::new(),
        StoreError::Io { path, source, .. } => format!("{path}: {source}. "),
        other => format!("{other}. "),
    };
    let so_far = match saved {
        0 => return format!("{why}None of the {of} records was saved"),
        1 if of == 1 => "it is saved".to_owned(),
        _ if saved == of => format!("all {of} records are saved"),
        _ => format!("{saved} of the {of} records are saved"),
    };
    let doubt = match unsure {
        0 => String::new(),
        1 => ", but the disk did not confirm it, and the last of them may be lost if the machine stops now".to_owned(),
        _ => format!(
            ", but the disk did not confirm it, and the last {unsure} of them may be lost if the machine stops now"
        ),
    };
    let next = if saved == of {
        format!("csp show {id}")
    } else {
        "mend this, then do the same again, which goes on from there".to_owned()
    };
    format!("{why}{so_far}{doubt}. Next: {next}")
}

fn or_the_nearest(store: Option<&Path>) -> String {
    store.map_or_else(String::new, |store| format!("csp --store {}, the nearest by its name; or ", quoted(store)))
}

/// A path as it is typed in a shell.
fn quoted(path: &Path) -> String {
    shell_words::quote(&path.to_string_lossy()).into_owned()
}

fn consequence(saving: bool) -> &'static str {
    if saving {
        ". Nothing was saved; the record is as it was. Next: free space or ask for permission, then try again"
    } else {
        ""
    }
}

fn undecoded(fault: &Fault) -> String {
    let place = fault.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    format!("{}{place}: {}. Nothing was saved. Next: mend the text and save it again", fault.path, fault.what)
}

fn clashes(conflicts: &[Conflict]) -> String {
    let both = |it: &Conflict| format!("{}: yours is {:?}, theirs is {:?}", it.label, it.mine, it.theirs);
    let list: Vec<_> = conflicts.iter().map(both).collect();
    format!(
        "somebody else has changed the same field, and nothing was saved. {}. Next: look at theirs, then set it again",
        list.join(". ")
    )
}
