//! What was fetched brought together with what stands in the folder: read from git, written as every save is, and committed
//! after both sides.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::{Author, Merged, Shelf, Sides, Told, bring_together};
use super::others::others;
use super::round::Here;
use super::{NotSynced, Synced};
use crate::model::{Id, Kind};
use crate::store::StoreError;
use crate::store::disk::Disk;
use crate::store::format::LARGEST;
use crate::store::git::{Blob, Commit, Content, Git, Tree, name_of};
use crate::store::history::{self, LANDING, Turn, bring_in_all};
use crate::store::kept::Kept;
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
    let base = git.run(&["merge-base", "--", &ours, theirs], &[], crate::store::git::LOCAL)?.out;
    let base = String::from_utf8_lossy(&base).trim_end().to_owned();
    if base.is_empty() {
        return Err(unrelated());
    }
    if base == theirs {
        return Ok(());
    }
    let trees = Trees { base: git.sized_tree(&base)?, ours: git.sized_tree(&ours)?, theirs: git.sized_tree(theirs)? };
    may_be_read(git, &trees)?;
    let (shelves, refused) = Shelves::of(git, &trees)?;
    let is_taken = |id: &Id| trees.has(id) || on_disk(disk, id);
    let since = format!("{base}..{theirs}");
    let author = |kind: Kind, id: &Id, fields: &[&str]| history::who_set(git, &since, (kind, id), fields);
    let merged = bring_together(shelves.sides(&author), &is_taken);
    let message = format!("sync with {}", synced.remote);
    prepare(here, [ours.clone(), theirs.to_owned()], &base, &trees, &merged, &message)?;
    history::land(disk, git, sharing, branch, &ours)?;
    synced.taken += merged.files.len();
    tell(synced, merged.told, &refused);
    Ok(())
}

/// The records that history has and the folder has no more: nothing is ever removed, so they come back.
pub(super) fn bring_back(here: &Here<'_>, branch: &str, synced: &mut Synced) -> Result<(), NotSynced> {
    let Here { disk, git, .. } = *here;
    let (_held, sharing) = (here.hold)()?;
    let ours = git.commit_of(branch)?;
    let ours = git.tree(ours.as_deref())?;
    let is_missing =
        |kept: &Kept| matches!(kept, Kept::Record(..)) && !disk.exists(kept.folder(), &kept.name()).unwrap_or(true);
    let missing = ours.iter().filter(|(_, blob)| why_not(blob).is_none());
    let missing: Vec<_> =
        missing.filter_map(|(path, blob)| Some((Kept::at(path).filter(is_missing)?, blob.name.as_str()))).collect();
    let texts = git.texts(&missing.iter().map(|(_, name)| *name).collect::<Vec<_>>())?;
    let turn = |((kept, _), after)| (kept, Turn { before: None, after });
    let files: BTreeMap<_, _> = missing.into_iter().zip(texts).map(turn).collect();
    history::write(disk, sharing, &files)?;
    for kept in files.keys() {
        let path = kept.path();
        synced
            .notes
            .push(format!("{path} had been removed, and is back from the history. Next: archive it to hide it"));
    }
    synced.taken += files.len();
    Ok(())
}

/// What a later program has written there would be taken for spoilt here.
fn may_be_read(git: &Git, trees: &Trees) -> Result<(), NotSynced> {
    let store = trees.theirs.get(&b"store.ron"[..]).filter(|blob| why_not(blob).is_none());
    let text = store.map(|blob| git.texts(&[&blob.name])).transpose()?.unwrap_or_default().into_iter().flatten().next();
    match text.map(|text| may_write(Some(&text))) {
        Some(Err(error @ StoreError::Newer(_))) => Err(error.into()),
        _ => Ok(()),
    }
}

fn unrelated() -> NotSynced {
    NotSynced::new(
        "the remote holds another store, which has no beginning in common with this one",
        "git clone it into a new folder and work there, or name another remote; csp export and csp import carry records over",
    )
}

/// The three commits' files.
struct Trees {
    base: Tree,
    ours: Tree,
    theirs: Tree,
}

impl Trees {
    fn has(&self, id: &Id) -> bool {
        let paths = Kind::ALL.map(|kind| kind.path(id).into_bytes());
        [&self.base, &self.ours, &self.theirs].into_iter().any(|tree| paths.iter().any(|path| tree.contains_key(path)))
    }
}

fn on_disk(disk: &Disk, id: &Id) -> bool {
    let name = format!("{id}.ron");
    Kind::ALL.into_iter().any(|kind| disk.exists(kind.folder(), &name).unwrap_or(true))
}

/// The store's own files in which the three differ.
struct Shelves {
    base: Shelf,
    ours: Shelf,
    theirs: Shelf,
}

impl Shelves {
    /// With what of theirs is not taken, and why.
    fn of(git: &Git, trees: &Trees) -> Result<(Self, Vec<String>), NotSynced> {
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

    fn sides<'a>(&'a self, author: Author<'a>) -> Sides<'a> {
        Sides { base: &self.base, ours: &self.ours, theirs: &self.theirs, author }
    }
}

/// Why a file of a commit is never taken for one of the store's.
fn why_not(blob: &Blob) -> Option<String> {
    match blob.mode.as_str() {
        "120000" => Some("a link".to_owned()),
        "160000" => Some("another repository".to_owned()),
        _ if !blob.is_file() => Some("no plain file".to_owned()),
        _ if blob.size > LARGEST as u64 => Some(format!("larger than {} KiB", LARGEST / 1024)),
        _ => None,
    }
}

/// Makes the commit that is to land: theirs where nothing differs from it, else one after both.
fn prepare(
    here: &Here<'_>,
    [ours, theirs]: [String; 2],
    base: &str,
    trees: &Trees,
    merged: &Merged,
    message: &str,
) -> Result<(), NotSynced> {
    let mut files: BTreeMap<Vec<u8>, Content<'_>> = others(&trees.base, &trees.ours, &trees.theirs);
    for (kept, text) in &merged.files {
        files.insert(kept.path().into_bytes(), text.as_deref().map_or(Content::Gone, Content::Text));
    }
    if base == ours && stands(&trees.ours, &files) == names(&trees.theirs) {
        here.git.done(&["update-ref", LANDING, &theirs])?;
        return Ok(());
    }
    let files: Vec<_> = files.iter().map(|(path, content)| (path.as_slice(), content.clone())).collect();
    let parents = [ours, theirs];
    here.git.commit(&Commit { branch: LANDING, parents: &parents, author: here.officer, message, files: &files })?;
    Ok(())
}

fn names(tree: &Tree) -> BTreeMap<Vec<u8>, String> {
    tree.iter().map(|(path, blob)| (path.clone(), blob.name.clone())).collect()
}

/// What stands after these changes.
fn stands(tree: &Tree, files: &BTreeMap<Vec<u8>, Content<'_>>) -> BTreeMap<Vec<u8>, String> {
    let mut stands = names(tree);
    for (path, content) in files {
        match content {
            Content::Text(text) => drop(stands.insert(path.clone(), name_of(text))),
            Content::Known(_, name) => drop(stands.insert(path.clone(), (*name).to_owned())),
            Content::Gone => drop(stands.remove(path)),
        }
    }
    stands
}

/// The most files that are named when they are not taken.
const NAMED: usize = 5;

fn tell(synced: &mut Synced, told: Told, refused: &[String]) {
    let Told { disputed, apart, in_sight, templates } = told;
    for id in disputed {
        synced.notes.push(format!(
            "{id}: two officers set the same, and both versions are kept. Next: csp resolve {id} shows them"
        ));
        if !synced.disputed.contains(&id) {
            synced.disputed.push(id);
        }
    }
    for (before, after) in apart {
        synced.notes.push(format!("{before} was added on two machines; the one from here is {after} now"));
    }
    for id in in_sight {
        synced.notes.push(format!("{id} was archived by one and changed by another, so it stays in sight"));
    }
    for (name, other) in templates {
        synced.notes.push(format!(
            "templates/{name} was changed by two; theirs is templates/{other}. Next: bring the two together, then remove it"
        ));
    }
    if !refused.is_empty() {
        let more = refused.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let named = refused[..refused.len().min(NAMED)].join(", ");
        synced.notes.push(format!("not taken from {}: {named}{more}", synced.remote));
    }
}
