//! What was fetched brought together with what stands in the folder, and landed there as a commit after both sides.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::merge::{Files, Merged, bring_together};
use super::others::others;
use super::round::Here;
use super::shelves::{Shelves, Trees, why_not};
use super::telling::{tell, tell_of_files};
use super::{NotSynced, Synced};
use crate::model::{BY_SYNC, Id, Kind, Record};
use crate::store::StoreError;
use crate::store::disk::Disk;
use crate::store::git::{Commit, Content, FILE, Git, LOCAL, Tree, name_of};
use crate::store::history::{self, LANDING, bring_in_all, forget_landing};
use crate::store::save::may_write;

/// Brings a commit of theirs in.
pub(super) fn bring_in_theirs(
    here: &Here<'_>,
    branch: &str,
    theirs: &str,
    synced: &mut Synced,
) -> Result<(), NotSynced> {
    let Here { disk, git, officer, .. } = *here;
    let (_held, sharing) = (here.hold)()?;
    let _history = history::hold(disk)?;
    let ours = bring_in_all(disk, git, branch, git.commit_of(branch)?, officer)?;
    let Some(ours) = ours else { return Err(unrelated()) };
    let base = git.run(&["merge-base", "--", &ours, theirs], &[], LOCAL)?.out;
    let base = String::from_utf8_lossy(&base).trim_end().to_owned();
    if base.is_empty() {
        return Err(unrelated());
    }
    if base == theirs {
        return Ok(());
    }
    let trees = Trees::of(git, [&base, &ours, theirs])?;
    may_be_read(git, &trees)?;
    let (shelves, refused) = Shelves::of(git, &trees)?;
    let unknown = RefCell::new(None);
    let is_taken = |id: &Id| {
        let on_disk = || on_disk(disk, id).map_err(|error| *unknown.borrow_mut() = Some(error)).unwrap_or(false);
        trees.has(id) || on_disk()
    };
    let (since, their_commit) = (format!("{base}..{theirs}"), theirs);
    let author = |id: &Id, theirs: &Record, ours: &Record, fields: &[&str]| {
        // Where nobody has set it there since the two met last, it has stood there for longer.
        history::who_set(git, &since, id, [theirs, ours], fields)
            .or_else(|| history::who_set(git, their_commit, id, [theirs, ours], fields))
    };
    let merged = bring_together(shelves.sides(&author), &is_taken);
    // What is not known to be free is given to no record.
    if let Some(error) = unknown.take() {
        return Err(error.into());
    }
    let others = others(&trees.base, &trees.ours, &trees.theirs);
    prepare(here, [ours.clone(), theirs.to_owned()], &base, &trees, (&merged, others.taken), &synced.remote)?;
    history::land(disk, git, sharing, branch, &ours)?;
    synced.taken += merged.files.len();
    tell(synced, merged.told);
    tell_of_files(synced, &refused, &others.left);
    Ok(())
}

/// What a later program has written there would be taken for spoilt here.
fn may_be_read(git: &Git, trees: &Trees) -> Result<(), NotSynced> {
    let store = trees.theirs.get(&b"store.ron"[..]).filter(|blob| why_not(blob).is_none());
    let text = store.map(|blob| git.texts(&[&blob.name])).transpose()?.unwrap_or_default().into_iter().flatten().next();
    match text.map(|text| may_write(Some(&text))) {
        Some(Err(error @ StoreError::Newer(_))) => Err(error.into()),
        Some(Err(_)) if trees.theirs.get(&b"store.ron"[..]) != trees.ours.get(&b"store.ron"[..]) => {
            let why = "the store.ron that comes from there tells no format version, so nothing could be saved with it";
            Err(NotSynced::new(why, "ask who changed it there to put it back (csp edit store), then csp sync"))
        }
        _ => Ok(()),
    }
}

pub(super) fn unrelated() -> NotSynced {
    NotSynced::new(
        "the remote holds another store, which has no beginning in common with this one",
        "git clone it into a new folder and work there, or name another remote; csp export and csp import carry records over",
    )
}

fn on_disk(disk: &Disk, id: &Id) -> Result<bool, StoreError> {
    let name = format!("{id}.ron");
    for kind in Kind::ALL {
        let failed = |source| StoreError::Io { path: kind.path(id), saving: true, source };
        if disk.exists(kind.folder(), &name).map_err(failed)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where what is to land is made, commit by commit.
const MAKING: &str = "refs/csp/making";

/// Makes what is to land: theirs where nothing differs from it, else a commit after both; before it one in which records of ours
/// get other ids, and behind it one that brings back into sight what was archived, where there are any.
fn prepare(
    here: &Here<'_>,
    [ours, theirs]: [String; 2],
    base: &str,
    trees: &Trees,
    (merged, mut files): (&Merged, Contents<'_>),
    remote: &str,
) -> Result<(), NotSynced> {
    files.extend(contents(&merged.files));
    forget_landing(here.git)?;
    if base == ours && after(&trees.ours, &files) == standing(&trees.theirs) {
        here.git.done(&["update-ref", LANDING, &theirs])?;
        return Ok(());
    }
    here.git.done(&["update-ref", "-d", MAKING])?;
    let author = &format!("{BY_SYNC}{}", here.officer);
    let commit = |parents: &[String], message: &str, files: &Contents<'_>| {
        let files: Vec<_> = files.iter().map(|(path, content)| (path.as_slice(), content.clone())).collect();
        here.git.commit(&Commit { branch: MAKING, parents, author, message, files: &files })
    };
    let mut first = ours;
    if !merged.apart.is_empty() {
        let named = |(before, after): &(Id, Id)| format!("{after}: was {before}");
        let message: Vec<_> = merged.told.apart.iter().map(named).collect();
        first = commit(&[first], &message.join(", "), &contents(&merged.apart))?;
    }
    let mut in_sight = Contents::new();
    for (kept, hidden) in &merged.archived {
        let path = kept.path().into_bytes();
        let of_ours = || trees.ours.get(&path).map(|blob| Content::Known(&blob.mode, &blob.name));
        if let Some(shown) = files.get(&path).cloned().or_else(of_ours) {
            files.insert(path.clone(), Content::Text(hidden));
            in_sight.insert(path, shown);
        }
    }
    let both = commit(&[first, theirs], &format!("sync with {remote}"), &files)?;
    let last = if in_sight.is_empty() {
        both
    } else {
        let did: Vec<_> = merged.archived.keys().map(|kept| (kept, "archived".to_owned())).collect();
        commit(&[both], &history::message(&did), &in_sight)?
    };
    // All of it lands, or nothing.
    here.git.done(&["update-ref", LANDING, &last])?;
    drop(here.git.done(&["update-ref", "-d", MAKING]));
    Ok(())
}

/// What stands at paths.
type Contents<'a> = BTreeMap<Vec<u8>, Content<'a>>;

fn contents(files: &Files) -> Contents<'_> {
    let texts = files.iter().map(|(kept, text)| (kept.path().into_bytes(), text.as_deref()));
    texts.map(|(path, text)| (path, text.map_or(Content::Gone, Content::Text))).collect()
}

/// What stands at a path: its mode and its name.
type Standing = BTreeMap<Vec<u8>, (String, String)>;

fn standing(tree: &Tree) -> Standing {
    tree.iter().map(|(path, blob)| (path.clone(), (blob.mode.clone(), blob.name.clone()))).collect()
}

/// What stands after these changes.
fn after(tree: &Tree, files: &Contents<'_>) -> Standing {
    let mut stands = standing(tree);
    for (path, content) in files {
        match content {
            Content::Text(text) => drop(stands.insert(path.clone(), (FILE.to_owned(), name_of(text)))),
            Content::Known(mode, name) => drop(stands.insert(path.clone(), ((*mode).to_owned(), (*name).to_owned()))),
            Content::Gone => drop(stands.remove(path)),
        }
    }
    stands
}
