//! A commit that brings two together, landed: its files written into the folder as every save is, and then the branch moved to
//! it. Until then git keeps it at a name of its own, so that what a killed program has begun is ended by the next one.

use std::collections::{BTreeMap, BTreeSet};

use super::Waits;
use crate::store::StoreError;
use crate::store::disk::{Confirmed, Disk, Found, Leaf, Place, Sharing};
use crate::store::git::{Blob, Git, GitError, LOCAL, Tree, name_of};
use crate::store::kept::Kept;
use crate::store::lock::{self, Held};
use crate::store::many::TOGETHER;

/// Where git keeps the commit that is to land.
pub(crate) const LANDING: &str = "refs/csp/landing";

/// Why it has not landed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotLanded {
    /// Somebody has changed this file meanwhile, and nothing was written.
    #[error("{0} is not as history has it")]
    Changed(String),
    #[error("{0}")]
    Git(#[from] GitError),
    #[error("{0}")]
    Store(Box<StoreError>),
}

impl From<StoreError> for NotLanded {
    fn from(error: StoreError) -> Self {
        Self::Store(Box::new(error))
    }
}

/// Whether the store's lock is held by who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreLock {
    Held,
    Free,
}

/// A file that is to stand otherwise.
pub(crate) struct Turn {
    /// The name of the text that stands there until then.
    pub(crate) before: Option<String>,
    /// The text that is to stand there.
    pub(crate) after: Option<Vec<u8>>,
}

/// Lands the commit that is to land, for the holder of both locks.
pub(crate) fn land(disk: &Disk, git: &Git, sharing: Sharing, branch: &str, tip: &str) -> Result<(), NotLanded> {
    let Some(commit) = git.commit_of(LANDING)? else { return Ok(()) };
    let landed = write(disk, sharing, &turns(git, tip, &commit)?);
    if matches!(landed, Err(NotLanded::Changed(_))) {
        forget(git)?;
    }
    landed?;
    git.done(&["update-ref", "-m", "csp sync", branch, &commit, tip])?;
    Ok(forget(git)?)
}

/// Ends what another program has begun to land and was killed at; tells the commit on which the branch stands then. Where it
/// cannot be ended, what stands in the folder is brought in as it is, and the next sync brings the two together again.
pub(super) fn end_landing(
    disk: &Disk,
    git: &Git,
    branch: &str,
    tip: Option<String>,
    lock: StoreLock,
) -> Result<Option<String>, Waits> {
    if !git.has_own(LANDING) {
        return Ok(tip);
    }
    let sharing = disk.sharing().map_err(|error| Waits::Disk(error.to_string()))?;
    let _held = if lock == StoreLock::Free { Some(begun(disk, sharing)?) } else { None };
    let Some(tip) = tip else {
        forget(git)?;
        return Ok(None);
    };
    let is_next = git.run(&["merge-base", "--is-ancestor", &tip, LANDING], &[], LOCAL)?.is_done;
    if !is_next {
        forget(git)?;
        return Ok(Some(tip));
    }
    match land(disk, git, sharing, branch, &tip) {
        Ok(()) | Err(NotLanded::Changed(_)) => Ok(git.commit_of(branch)?),
        Err(NotLanded::Git(error)) => Err(error.into()),
        Err(NotLanded::Store(error)) => Err(Waits::Disk(error.to_string())),
    }
}

/// The store's lock, if nobody has it: who has the lock of history must not wait for it.
fn begun(disk: &Disk, sharing: Sharing) -> Result<Held, Waits> {
    let held = lock::try_hold(disk, sharing).map_err(|error| Waits::Disk(error.to_string()))?;
    held.ok_or(Waits::Busy)
}

fn forget(git: &Git) -> Result<(), GitError> {
    git.done(&["update-ref", "-d", LANDING]).map(drop)
}

/// The store's own files in which two commits differ.
fn turns(git: &Git, before: &str, after: &str) -> Result<BTreeMap<Kept, Turn>, GitError> {
    let (old, new) = (git.tree(Some(before))?, git.tree(Some(after))?);
    let name =
        |tree: &Tree, path: &[u8]| tree.get(path).filter(|blob| Blob::is_file(blob)).map(|blob| blob.name.clone());
    let paths: BTreeSet<&Vec<u8>> = old.keys().chain(new.keys()).collect();
    let both = paths.into_iter().map(|path| (path, name(&old, path), name(&new, path)));
    let differing: Vec<_> =
        both.filter_map(|(path, old, new)| (old != new).then_some((Kept::at(path)?, old, new))).collect();
    let names: Vec<&str> = differing.iter().filter_map(|(_, _, new)| new.as_deref()).collect();
    let mut texts = git.texts(&names)?.into_iter();
    let turn = |(kept, before, new): (Kept, Option<String>, Option<String>)| {
        let after = new.and_then(|_| texts.next().flatten());
        (kept, Turn { before, after })
    };
    Ok(differing.into_iter().map(turn).collect())
}

/// Writes these files, for the holder of the store's lock. What stands in the folder must be what stood before, to the byte, or
/// what is to stand already.
pub(crate) fn write(disk: &Disk, sharing: Sharing, turns: &BTreeMap<Kept, Turn>) -> Result<(), NotLanded> {
    let failed = |kept: &Kept, source| StoreError::Io { path: kept.path(), saving: true, source };
    let (mut leaves, mut gone) = (Vec::new(), Vec::new());
    for (kept, turn) in turns {
        let found = disk.read(kept.folder(), kept.name().as_bytes()).map_err(|source| failed(kept, source))?;
        let (standing, mode) = match &found {
            Found::File(file) => (Some(name_of(&file.bytes)), file.mode),
            Found::Nothing => (None, sharing.file_mode()),
            Found::Refused(_) => return Err(NotLanded::Changed(kept.path())),
        };
        if standing == turn.after.as_deref().map(name_of) {
            continue;
        }
        if standing != turn.before {
            return Err(NotLanded::Changed(kept.path()));
        }
        let place = if standing.is_some() { Place::Taken } else { Place::Free };
        match &turn.after {
            Some(text) => leaves.push((kept, Leaf { folder: kept.folder(), name: kept.name(), text, mode, place })),
            None => gone.push(kept),
        }
    }
    for (kept, folder) in leaves.iter().filter_map(|(kept, leaf)| Some((kept, leaf.folder?))) {
        disk.make_folder(folder, sharing.folder_mode()).map_err(|source| failed(kept, source))?;
    }
    // What is new is there before what may link to it.
    leaves.sort_by_key(|(kept, leaf)| (leaf.place == Place::Taken, (*kept).clone()));
    let (keys, leaves): (Vec<_>, Vec<_>) = leaves.into_iter().unzip();
    for (keys, leaves) in keys.chunks(TOGETHER).zip(leaves.chunks(TOGETHER)) {
        match disk.put_all(leaves) {
            Ok(Confirmed::Yes) => {}
            Ok(Confirmed::No) => {
                let source = std::io::Error::other("the disk did not confirm it");
                return Err(failed(keys[0], source).into());
            }
            Err(stopped) => return Err(failed(keys[stopped.placed], stopped.source).into()),
        }
    }
    for kept in gone {
        disk.remove(kept.folder(), &kept.name()).map_err(|source| failed(kept, source))?;
    }
    Ok(())
}
