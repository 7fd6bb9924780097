//! What three commits hold of a store: theirs, ours and the one before both. Only what may be a file of a store is taken.

use std::collections::{BTreeMap, BTreeSet};

use super::NotSynced;
use super::merge::{Author, Shelf, Sides};
use crate::model::{Id, Kind};
use crate::store::format::LARGEST;
use crate::store::git::{Blob, Git, GitError, Tree};
use crate::store::kept::Kept;

/// The three commits' files.
pub(super) struct Trees {
    pub(super) base: Tree,
    pub(super) ours: Tree,
    pub(super) theirs: Tree,
}

impl Trees {
    /// Those of these commits.
    pub(super) fn of(git: &Git, [base, ours, theirs]: [&str; 3]) -> Result<Self, GitError> {
        Ok(Self { base: git.sized_tree(base)?, ours: git.sized_tree(ours)?, theirs: git.sized_tree(theirs)? })
    }

    /// Whether any of them has a record of this id.
    pub(super) fn has(&self, id: &Id) -> bool {
        let paths = Kind::ALL.map(|kind| kind.path(id).into_bytes());
        [&self.base, &self.ours, &self.theirs].into_iter().any(|tree| paths.iter().any(|path| tree.contains_key(path)))
    }
}

/// The store's own files in which the three differ.
pub(super) struct Shelves {
    base: Shelf,
    ours: Shelf,
    theirs: Shelf,
}

impl Shelves {
    /// With what of theirs is not taken, and why.
    pub(super) fn of(git: &Git, trees: &Trees) -> Result<(Self, Vec<String>), NotSynced> {
        let mut wanted: BTreeMap<Kept, [Option<String>; 3]> = BTreeMap::new();
        let mut refused = Vec::new();
        let paths: BTreeSet<_> =
            [&trees.base, &trees.ours, &trees.theirs].into_iter().flat_map(BTreeMap::keys).collect();
        for path in paths {
            let Some(kept) = Kept::at(path) else { continue };
            let of =
                |tree: &'_ Tree| tree.get(path).filter(|blob| why_not(blob).is_none()).map(|blob| blob.name.clone());
            let mut names = [of(&trees.base), of(&trees.ours), of(&trees.theirs)];
            if let Some(why) = trees.theirs.get(path).and_then(why_not) {
                // As if they had left it as it was.
                let [base, _, theirs] = &mut names;
                theirs.clone_from(base);
                if trees.theirs.get(path) != trees.base.get(path) {
                    refused.push(format!("{} ({why})", kept.path()));
                }
            }
            if names[0] != names[1] || names[1] != names[2] {
                wanted.insert(kept, names);
            }
        }
        let theirs = |kept: &Kept| trees.theirs.get(kept.path().as_bytes()).filter(|blob| why_not(blob).is_none());
        let size = |kept: &Kept| theirs(kept).map_or(0, |blob| blob.size);
        if wanted.keys().map(size).sum::<u64>() > MOST {
            let why = format!("there is more than {} MiB to take from there at once", MOST >> 20);
            return Err(NotSynced::new(why, "ask who keeps it what has happened"));
        }
        let names: BTreeSet<&str> = wanted.values().flatten().flatten().map(String::as_str).collect();
        let names: Vec<_> = names.into_iter().collect();
        let texts: BTreeMap<_, _> = names.iter().copied().zip(git.texts(&names)?).collect();
        let shelf = |side: usize| -> Shelf {
            let text = |name: &String| texts.get(name.as_str()).cloned().flatten();
            wanted
                .iter()
                .filter_map(|(kept, names)| Some((kept.clone(), names[side].as_ref().and_then(text)?)))
                .collect()
        };
        Ok((Self { base: shelf(0), ours: shelf(1), theirs: shelf(2) }, refused))
    }

    /// What is to be brought together.
    pub(super) fn sides<'a>(&'a self, author: Author<'a>) -> Sides<'a> {
        Sides { base: &self.base, ours: &self.ours, theirs: &self.theirs, author }
    }
}

/// The most that is taken at once, in bytes: many times a large store.
const MOST: u64 = 256 << 20;

/// Why a file of a commit is never taken for one of the store's.
pub(super) fn why_not(blob: &Blob) -> Option<String> {
    match blob.mode.as_str() {
        "120000" => Some("a link".to_owned()),
        "160000" => Some("another repository".to_owned()),
        _ if !blob.is_file() => Some("no plain file".to_owned()),
        _ if blob.size > LARGEST as u64 => Some(format!("larger than {} KiB", LARGEST / 1024)),
        _ => None,
    }
}
