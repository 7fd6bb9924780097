//! Files that are to stand otherwise, written all at once as every save is: what a sync brings, and what comes back from history.

use std::collections::BTreeMap;

use super::disk::{Confirmed, Disk, Found, Leaf, Place, Sharing};
use super::git::name_of;
use super::kept::Kept;
use super::many::TOGETHER;
use super::{StoreError, recent};

/// A file that is to stand otherwise.
pub(crate) struct Turn {
    /// The name of the text that stands there until then.
    pub(crate) before: Option<String>,
    /// The text that is to stand there.
    pub(crate) after: Option<Vec<u8>>,
}

/// Why they were not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotWritten {
    /// Somebody has changed this file meanwhile, and nothing was written.
    #[error("{0} is not as history has it")]
    Changed(String),
    /// What stands there is no file that could be a record's, and nothing was written.
    #[error("{0} cannot be written over: {1}")]
    Refused(String, String),
    /// The disk did not do it; what was written stands.
    #[error("{0}")]
    Store(Box<StoreError>),
}

impl From<StoreError> for NotWritten {
    fn from(error: StoreError) -> Self {
        Self::Store(Box::new(error))
    }
}

fn failed(kept: &Kept, source: std::io::Error) -> StoreError {
    StoreError::Io { path: kept.path(), saving: true, source }
}

/// Writes these files, for the holder of the store's lock. What stands in the folder must be what stood before, to the byte, or
/// what is to stand already. Who saved before what is written over is forgotten.
pub(crate) fn write(disk: &Disk, sharing: Sharing, turns: &BTreeMap<Kept, Turn>) -> Result<(), NotWritten> {
    let (leaves, gone) = decided(disk, sharing, turns)?;
    recent::forget(disk, sharing, leaves.iter().map(|(kept, _)| *kept).chain(gone.iter().copied()));
    put(disk, sharing, leaves)?;
    for kept in &gone {
        disk.remove(kept.folder(), &kept.name()).map_err(|source| failed(kept, source))?;
    }
    let folders: BTreeMap<_, _> = gone.into_iter().map(|kept| (kept.folder(), kept)).collect();
    for (folder, kept) in folders {
        disk.confirm(folder).map_err(|source| failed(kept, source))?;
    }
    Ok(())
}

/// What is to be put, and what is to go.
type Decided<'a> = (Vec<(&'a Kept, Leaf<'a>)>, Vec<&'a Kept>);

fn decided<'a>(disk: &Disk, sharing: Sharing, turns: &'a BTreeMap<Kept, Turn>) -> Result<Decided<'a>, NotWritten> {
    let (mut leaves, mut gone) = (Vec::new(), Vec::new());
    for (kept, turn) in turns {
        let found = disk.read(kept.folder(), kept.name().as_bytes());
        let found = found.map_err(|error| NotWritten::Refused(kept.path(), error.to_string()))?;
        let (standing, mode) = match found {
            Found::File(file) => (Some(name_of(&file.bytes)), file.mode),
            Found::Nothing => (None, sharing.file_mode()),
            Found::Refused(what) => return Err(NotWritten::Refused(kept.path(), what)),
        };
        if standing == turn.after.as_deref().map(name_of) {
            continue;
        }
        if standing != turn.before {
            return Err(NotWritten::Changed(kept.path()));
        }
        let place = if standing.is_some() { Place::Taken } else { Place::Free };
        match &turn.after {
            Some(text) => leaves.push((kept, Leaf { folder: kept.folder(), name: kept.name(), text, mode, place })),
            None => gone.push(kept),
        }
    }
    Ok((leaves, gone))
}

fn put(disk: &Disk, sharing: Sharing, mut leaves: Vec<(&Kept, Leaf<'_>)>) -> Result<(), NotWritten> {
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
    Ok(())
}
