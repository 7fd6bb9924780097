//! Who changed what and when, kept by git: one commit for each save, made after it. The save stands whatever becomes of that.
//!
//! What is not in history yet is not noted anywhere: it is what stands in the folder otherwise than in the last commit. So
//! nothing is forgotten by a program that was killed, and the next one brings it in. Before a record is written over, what
//! stands there is brought in first, so that history misses no save of those who wait for each other.

mod beginning;
mod behind;
mod chronicle;
mod keeping;
mod landing;
mod moved;
mod packing;
mod past;
mod stale;

use std::time::Duration;

use super::StoreError;
use super::disk::Disk;
use super::git::{Git, GitError, Head};
use super::kept::Kept;
use super::lock::{Held, PATIENCE, SCRATCH};

pub use beginning::begin;
use behind::Behind;
pub(crate) use chronicle::Chronicle;
pub(crate) use keeping::{bring_in, bring_in_all, message};
use keeping::{keep, keep_before};
use landing::end_landing;
pub(crate) use landing::{LANDING, NotLanded, StoreLock, forget_landing, land, try_hold_store};
pub(crate) use packing::pack;
pub(crate) use past::{past, who_set};
pub(crate) use stale::stale_locks;

/// What a save did to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) file: Kept,
    /// The fields that it changed, by their names; `None` for a new record.
    pub(crate) fields: Option<Vec<&'static str>>,
    /// The name of the text that was saved; `None` where the file was removed.
    pub(crate) text: Option<String>,
}

/// Why something that stands is not in history.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Waits {
    /// Git did not do it.
    #[error("{0}")]
    Git(#[from] GitError),
    /// Somebody has begun something with git and not ended it.
    #[error("a {0} is begun in this folder and not ended. Next: git {0} --continue or --abort in this folder")]
    Amid(&'static str),
    /// No branch could move on.
    #[error("the folder's repository stands on no branch. Next: git reset, then git switch main in this folder")]
    Detached,
    /// Another program holds the lock of history.
    #[error("another csp is at work on the history. Next: try again in a moment")]
    Busy,
    /// Its object names are not those that this program knows.
    #[error(
        "the repository has object names of another kind than SHA-1. Next: make one with git init --object-format=sha1"
    )]
    OtherNames,
    /// The folder could not be read or written.
    #[error("{0}")]
    Disk(String),
}

/// The lock of history, in the folder of scratch.
const LOCK: &str = "git.lock";

/// What git passes over in a folder.
const IGNORED: &str = ".gitignore";

/// Everything that moves the branch on happens between here and the end of what this returns.
pub(crate) fn hold(disk: &Disk) -> Result<Held, Waits> {
    hold_named(disk, LOCK)
}

/// A lock of another name beside it.
pub(crate) fn hold_named(disk: &Disk, name: &str) -> Result<Held, Waits> {
    wait(disk, name, PATIENCE)?.ok_or(Waits::Busy)
}

/// The same, if nobody has it.
fn try_hold_named(disk: &Disk, name: &str) -> Result<Option<Held>, Waits> {
    wait(disk, name, Duration::ZERO)
}

fn wait(disk: &Disk, name: &str, patience: Duration) -> Result<Option<Held>, Waits> {
    let failed = |error: std::io::Error| Waits::Disk(format!("{SCRATCH}/{name}: {error}"));
    let sharing = disk.sharing().map_err(failed)?;
    disk.make_folder(SCRATCH, sharing.folder_mode()).map_err(failed)?;
    if !disk.exists(Some(SCRATCH), IGNORED).map_err(failed)? {
        // So that scratch is never in a commit that somebody makes by hand.
        drop(disk.scribble(SCRATCH, IGNORED, "*\n", sharing.file_mode()));
    }
    let opened = disk.open_lock(Some(SCRATCH), name, sharing.file_mode()).map_err(failed)?;
    let file = opened.ok_or_else(|| Waits::Disk(format!("{SCRATCH}/{name} is no plain file")))?;
    Ok(Held::wait(file, std::fs::File::try_lock, patience).map_err(failed)?.ok())
}

/// The branch on which the repository stands, and its last commit; `None` where it has none yet.
pub(crate) fn branch(git: &Git) -> Result<(String, Option<String>), Waits> {
    match git.head()? {
        (Head::Branch(branch), tip) => Ok((branch, tip)),
        (Head::Detached, _) => Err(Waits::Detached),
        (Head::Amid(what), _) => Err(Waits::Amid(what)),
    }
}

/// What is said where a save stands that is not in history.
fn told(waits: &Waits) -> String {
    format!("saved, but not in history yet: {waits}")
}

impl From<Waits> for StoreError {
    fn from(waits: Waits) -> Self {
        Self::History(waits.to_string())
    }
}

#[cfg(test)]
mod tests;
