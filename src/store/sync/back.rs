//! Records that somebody has removed by hand, back from history: nothing is ever removed.

use std::collections::BTreeMap;

use super::round::Here;
use super::shelves::why_not;
use super::{NotSynced, Synced};
use crate::model::{Id, Kind};
use crate::store::kept::Kept;
use crate::store::turns::{Turn, write};

/// Brings back the records that history has and the folder has no more.
pub(super) fn bring_back(here: &Here<'_>, branch: &str, synced: &mut Synced) -> Result<(), NotSynced> {
    let Here { disk, git, .. } = *here;
    let (_held, sharing) = (here.hold)()?;
    let Some(ours) = git.commit_of(branch)? else { return Ok(()) };
    let ours = git.sized_tree(&ours)?;
    // Whose id another record has by now is not missing.
    let is_there = |kind: Kind, id: &Id| disk.exists(kind.folder(), &format!("{id}.ron")).unwrap_or(true);
    let is_missing = |kept: &Kept| match kept {
        Kept::Record(_, id) => !Kind::ALL.into_iter().any(|kind| is_there(kind, id)),
        _ => false,
    };
    let missing = ours.iter().filter(|(_, blob)| why_not(blob).is_none());
    let missing: Vec<_> =
        missing.filter_map(|(path, blob)| Some((Kept::at(path).filter(is_missing)?, blob.name.as_str()))).collect();
    let texts = git.texts(&missing.iter().map(|(_, name)| *name).collect::<Vec<_>>())?;
    let turn = |((kept, _), after)| (kept, Turn { before: None, after });
    let files: BTreeMap<_, _> = missing.into_iter().zip(texts).map(turn).collect();
    write(disk, sharing, &files)?;
    for kept in files.keys() {
        let path = kept.path();
        synced
            .notes
            .push(format!("{path} had been removed, and is back from the history. Next: archive it to hide it"));
    }
    synced.taken += files.len();
    Ok(())
}
