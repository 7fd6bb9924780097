//! Files beside a store's own: they are handed on as they are in commits, and never put into a folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::git::{Blob, Content, Tree};
use crate::store::kept::Kept;

/// What becomes of such files.
#[derive(Default)]
pub(super) struct Others<'a> {
    /// What differs from ours, where only theirs has changed it.
    pub(super) taken: BTreeMap<Vec<u8>, Content<'a>>,
    /// The paths of those that both have changed, of which ours stands.
    pub(super) left: Vec<String>,
}

/// What becomes of the files beside the store's own.
pub(super) fn others<'a>(base: &'a Tree, ours: &'a Tree, theirs: &'a Tree) -> Others<'a> {
    let paths: BTreeSet<&Vec<u8>> = base.keys().chain(theirs.keys()).collect();
    let mut others = Others::default();
    for path in paths {
        let same = |one: Option<&Blob>, other: Option<&Blob>| match (one, other) {
            (Some(one), Some(other)) => one.mode == other.mode && one.name == other.name,
            (None, None) => true,
            _ => false,
        };
        let (before, mine, other) = (base.get(path), ours.get(path), theirs.get(path));
        if Kept::is_reserved(path) || same(before, other) || same(mine, other) {
            continue;
        }
        if !same(before, mine) {
            others.left.push(String::from_utf8_lossy(path).into_owned());
            continue;
        }
        match other {
            Some(blob) if is_sound(path) && !is_in_the_way(path, ours) => {
                others.taken.insert(path.clone(), Content::Known(&blob.mode, &blob.name));
            }
            Some(_) => {}
            None => drop(others.taken.insert(path.clone(), Content::Gone)),
        }
    }
    others
}

/// Whether a path leads to a file below the folder, and into no repository.
fn is_sound(path: &[u8]) -> bool {
    let parts = path.split(|byte| *byte == b'/');
    parts.into_iter().all(|part| !matches!(part, b"" | b"." | b"..") && !part.eq_ignore_ascii_case(b".git"))
}

/// Whether one of ours would have to be a file and a folder at once.
fn is_in_the_way(path: &[u8], ours: &Tree) -> bool {
    let below = [path, b"/"].concat();
    let is_folder = ours.range(below.clone()..).next().is_some_and(|(other, _)| other.starts_with(&below));
    let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(end, _)| end);
    is_folder || ends.into_iter().any(|end| ours.contains_key(&path[..end]))
}
