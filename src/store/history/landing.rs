//! A commit that brings two together, landed: its files written into the folder as every save is, and then the branch moved to
//! it. Until then git keeps it at a name of its own, so that what a killed program has begun is ended by the next one.

use std::collections::{BTreeMap, BTreeSet};

use super::Waits;
use crate::model::{BY_SYNC, Id, Kind, NOT_KNOWN};
use crate::store::disk::{Disk, Sharing};
use crate::store::git::{Blob, Git, GitError, LOCAL, Logged, Tree, name_of};
use crate::store::kept::Kept;
use crate::store::lock::{self, Held};
use crate::store::recent::{self, Standing};
use crate::store::turns::{NotWritten, Turn, write};

/// Where git keeps the commit that is to land.
pub(crate) const LANDING: &str = "refs/csp/landing";

/// Why it has not landed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotLanded {
    #[error("{0}")]
    Git(#[from] GitError),
    #[error("{0}")]
    Written(#[from] NotWritten),
}

/// Whether the store's lock is held by who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreLock {
    Held,
    Free,
}

/// Lands the commit that is to land, for the holder of both locks. Where a file has been changed meanwhile, nothing of it stands
/// in the folder any more, and it is forgotten.
pub(crate) fn land(disk: &Disk, git: &Git, sharing: Sharing, branch: &str, tip: &str) -> Result<(), NotLanded> {
    let Some(commit) = git.commit_of(LANDING)? else { return Ok(()) };
    let turns = turns(git, tip, &commit)?;
    let written = write(disk, sharing, &turns);
    if let Err(NotWritten::Changed(_) | NotWritten::Refused(..)) = written {
        turn_back(disk, git, sharing, &turns)?;
        forget_landing(git)?;
    }
    written?;
    git.done(&["update-ref", "-m", "csp sync", branch, &commit, tip])?;
    note_savers(disk, git, sharing, [tip, &commit], &turns);
    Ok(forget_landing(git)?)
}

/// The most commits and files that are looked at for who saved what has come.
const LOOKED_AT: usize = 500;
/// The most officers of whom that is noted.
const OFFICERS: usize = 20;

/// Notes who saved elsewhere what stands here from now on, so that colleagues are told. Nothing else depends on it.
fn note_savers(disk: &Disk, git: &Git, sharing: Sharing, [tip, commit]: [&str; 2], turns: &BTreeMap<Kept, Turn>) {
    let Ok(commits) = git.log(&format!("{tip}..{commit}"), &[], Some(LOOKED_AT)) else { return };
    let one_parent = |made: &'_ Logged| made.parents.len() == 1;
    let commits: Vec<_> = commits.into_iter().filter(one_parent).collect();
    let pairs: Vec<_> =
        commits.iter().map(|made| (made.name.as_str(), made.parents.first().map(String::as_str))).collect();
    let paths: Vec<_> = turns.keys().map(Kept::path).take(LOOKED_AT).collect();
    let Ok(steps) = git.steps(&pairs, &paths) else { return };
    let mut last: BTreeMap<Kept, &str> = BTreeMap::new();
    for (made, steps) in commits.iter().zip(&steps) {
        for kept in steps.keys().filter_map(|path| Kept::at(path)).filter(|kept| turns.contains_key(kept)) {
            last.entry(kept).or_insert(&made.who);
        }
    }
    let officers: BTreeSet<&str> =
        last.values().copied().filter(|who| *who != NOT_KNOWN && !who.starts_with(BY_SYNC)).collect();
    for officer in officers.into_iter().take(OFFICERS) {
        let of_theirs = last.iter().filter(|(_, who)| **who == officer);
        let texts = of_theirs.filter_map(|(kept, _)| Some((kept, turns.get(kept)?.after.as_deref()?)));
        recent::note(disk, sharing, texts, officer, Standing::InHistory);
    }
}

/// Takes back what a program that was killed has written of a landing.
fn turn_back(disk: &Disk, git: &Git, sharing: Sharing, turns: &BTreeMap<Kept, Turn>) -> Result<(), NotLanded> {
    let standing = turns.iter().map(|(kept, turn)| (kept, turn, kept.read(disk)));
    let (begun, others): (Vec<_>, Vec<_>) = standing.partition(|(_, turn, text)| *text == turn.after);
    let was_changed = |(_, turn, text): &&(&Kept, &Turn, Option<Vec<u8>>)| text.as_deref().map(name_of) != turn.before;
    let changed: Vec<&Kept> = others.iter().filter(was_changed).map(|(kept, ..)| *kept).collect();
    // Where a file was changed by hand, what it held before may stand in a record that was told apart from it.
    let holds_before = |kept: &Kept, turn: &Turn| {
        let Kept::Record(kind, to) = kept else { return false };
        let is_from = |kept: &&Kept| matches!(kept, Kept::Record(of, from) if of == kind && to.is_numbered_of(from));
        turn.before.is_none() && changed.iter().any(is_from)
    };
    let begun = begun.into_iter().map(|(kept, turn, _)| (kept, turn));
    let begun: Vec<_> = begun.filter(|(kept, turn)| !holds_before(kept, turn)).collect();
    let names: Vec<&str> = begun.iter().filter_map(|(_, turn)| turn.before.as_deref()).collect();
    let mut texts = git.texts(&names)?.into_iter();
    let mut back = BTreeMap::new();
    for (kept, turn) in begun {
        let after = turn.before.as_ref().map(|_| texts.next().flatten().ok_or_else(missing)).transpose()?;
        back.insert(kept.clone(), Turn { before: turn.after.as_deref().map(name_of), after });
    }
    Ok(write(disk, sharing, &back)?)
}

fn missing() -> GitError {
    GitError::Failed("a text of a commit is missing".to_owned())
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
    if !git.has(LANDING) {
        return Ok(tip);
    }
    let sharing = disk.sharing().map_err(|error| Waits::Disk(error.to_string()))?;
    let _held = if lock == StoreLock::Free { Some(try_hold_store(disk, sharing)?) } else { None };
    let Some(tip) = tip else {
        forget_landing(git)?;
        return Ok(None);
    };
    let is_next = git.run(&["merge-base", "--is-ancestor", &tip, LANDING], &[], LOCAL)?.is_done;
    if !is_next {
        forget_landing(git)?;
        return Ok(Some(tip));
    }
    match land(disk, git, sharing, branch, &tip) {
        Err(NotLanded::Git(error)) => Err(error.into()),
        Err(NotLanded::Written(NotWritten::Store(error))) => Err(Waits::Disk(error.to_string())),
        Ok(()) | Err(NotLanded::Written(_)) => Ok(git.commit_of(branch)?),
    }
}

/// The store's lock, if nobody has it: who has the lock of history must not wait for it.
pub(crate) fn try_hold_store(disk: &Disk, sharing: Sharing) -> Result<Held, Waits> {
    let held = lock::try_hold(disk, sharing, &format!("csp (process {})", std::process::id()))
        .map_err(|error| Waits::Disk(error.to_string()))?;
    held.ok_or(Waits::Busy)
}

/// Forgets what is to land.
pub(crate) fn forget_landing(git: &Git) -> Result<(), GitError> {
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
    let mut turns = BTreeMap::new();
    for (kept, before, new) in differing {
        let after = new.map(|_| texts.next().flatten().ok_or_else(missing)).transpose()?;
        turns.insert(kept, Turn { before, after });
    }
    // A record is never removed; one whose id is another's from now on has got another id.
    let has_moved = |id: &Id| Kind::ALL.into_iter().any(|kind| new.contains_key(kind.path(id).as_bytes()));
    turns.retain(|kept, turn| match kept {
        Kept::Record(_, id) => turn.after.is_some() || has_moved(id),
        _ => true,
    });
    Ok(turns)
}
