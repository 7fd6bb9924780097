//! Records that a sync gave another id, since a colleague had added one of the same: what was saved of them under the id that
//! they had is of the one that they have.

use std::collections::BTreeSet;

use crate::model::{BY_SYNC, Id, Kind, Version};
use crate::store::git::{Git, GitError, Logged, Steps};
use crate::store::kept::Kept;

/// Where the saves of a record stand: its own file, and those of its other versions.
pub(super) fn paths(kind: Kind, id: &Id) -> Vec<String> {
    vec![kind.path(id), format!("{}/{id}.*.ron", Version::FOLDER)]
}

/// A record that has another id since a commit.
struct Moved {
    at: String,
    from: Id,
    to: Id,
    /// The commits in which it was saved until then.
    before: BTreeSet<String>,
}

/// The records that got another id, the latest first.
#[derive(Default)]
pub(super) struct Moves(Vec<Moved>);

impl Moves {
    /// Those of these commits, the latest of which comes last, in which these steps were made; later ones are known already.
    /// Where one record alone is looked at, its steps show that it went, and not where to.
    pub(super) fn find(&mut self, git: &Git, commits: &[Logged], steps: &[Vec<Steps>]) -> Result<(), GitError> {
        for (made, steps) in commits.iter().zip(steps).rev() {
            let ([parent], [steps]) = (made.parents.as_slice(), steps.as_slice()) else { continue };
            if !is_by_sync(made) || gone(steps).next().is_none() {
                continue;
            }
            for (kind, from, to) in moves(git, made, parent)? {
                let mut ids = earlier_ids(git, parent, kind, &from)?;
                ids.push(from.clone());
                let paths: Vec<_> = ids.iter().flat_map(|id| paths(kind, id)).collect();
                let before = git.log(parent, &paths, None)?.into_iter().map(|made| made.name).collect();
                self.0.push(Moved { at: made.name.clone(), from, to, before });
            }
        }
        Ok(())
    }

    /// The id that a record has by now which had this one in a commit; nothing where the commit did no more than to give it
    /// another.
    pub(super) fn now(&self, commit: &str, id: Id) -> Option<Id> {
        let mut now = id;
        for moved in self.0.iter().rev() {
            if moved.at == commit && [&moved.from, &moved.to].contains(&&now) {
                return None;
            }
            if moved.from == now && moved.before.contains(commit) {
                now = moved.to.clone();
            }
        }
        Some(now)
    }
}

/// The most earlier ids of a record that are looked for; two are already rare.
const EARLIER: usize = 16;

/// The ids that a record had before this one; also those of another one that had this id for a time.
pub(super) fn earlier_ids(git: &Git, tip: &str, kind: Kind, id: &Id) -> Result<Vec<Id>, GitError> {
    let (mut earlier, mut looked_at) = (Vec::new(), 0);
    let mut waiting = vec![(tip.to_owned(), id.clone())];
    while let Some((tip, id)) = waiting.pop().filter(|_| looked_at < EARLIER) {
        looked_at += 1;
        for (parent, from) in ids_just_before(git, &tip, kind, &id)? {
            if !earlier.contains(&from) {
                earlier.push(from.clone());
                waiting.push((parent, from));
            }
        }
    }
    Ok(earlier)
}

/// The ids from which records got this one, each with the commit until which they had it.
fn ids_just_before(git: &Git, tip: &str, kind: Kind, id: &Id) -> Result<Vec<(String, Id)>, GitError> {
    if id.number().is_none() {
        return Ok(Vec::new());
    }
    let paths = [kind.path(id)];
    let mut commits = git.log(tip, &paths, None)?;
    commits.retain(is_by_sync);
    let one_parent = |made: &'_ Logged| <[String; 1]>::try_from(made.parents.clone()).ok();
    let pairs: Vec<_> = commits.iter().filter_map(|made| Some((made, one_parent(made)?))).collect();
    let asked: Vec<_> = pairs.iter().map(|(made, [parent])| (made.name.as_str(), Some(parent.as_str()))).collect();
    let steps = git.steps(&asked, &paths)?;
    let added = pairs.iter().zip(steps).filter(|(_, steps)| steps.values().any(|(old, _)| old.is_none()));
    let mut before = Vec::new();
    for ((made, [parent]), _) in added.take(EARLIER) {
        let to_it = moves(git, made, parent)?.into_iter().filter(|(_, _, to)| to == id);
        before.extend(to_it.map(|(_, from, _)| (parent.clone(), from)));
    }
    Ok(before)
}

/// Whether a rule of sync made a commit: what somebody has renamed by hand is another record.
fn is_by_sync(made: &Logged) -> bool {
    made.who.starts_with(BY_SYNC)
}

fn gone(steps: &Steps) -> impl Iterator<Item = (Kind, Id)> {
    steps.iter().filter_map(|(path, (old, new))| match Kept::at(path)? {
        Kept::Record(kind, id) => (old.is_some() && new.is_none()).then_some((kind, id)),
        _ => None,
    })
}

/// The records that have another id since a commit: the file of one went, and one came of the same kind whose id is the same
/// with a number.
fn moves(git: &Git, made: &Logged, parent: &str) -> Result<Vec<(Kind, Id, Id)>, GitError> {
    let folders: Vec<_> = Kind::ALL.into_iter().filter_map(Kind::folder).map(str::to_owned).collect();
    let steps = git.steps(&[(&made.name, Some(parent))], &folders)?.pop().unwrap_or_default();
    let came = |kind: Kind, from: &Id| {
        steps.iter().find_map(|(path, (old, new))| match Kept::at(path)? {
            Kept::Record(of, to) if of == kind && old.is_none() && new.is_some() => {
                to.is_numbered_of(from).then_some(to)
            }
            _ => None,
        })
    };
    Ok(gone(&steps).filter_map(|(kind, from)| Some((kind, from.clone(), came(kind, &from)?))).collect())
}
