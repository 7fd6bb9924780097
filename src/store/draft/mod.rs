//! What an officer has typed and not saved: kept outside of the store, in a folder of the officer's own, until it is saved
//! or discarded.
//!
//! Each interface keeps one draft, in a file of its own beside a lock that ends with its process. A draft whose lock is
//! free was left by an interface that is gone, and is offered to the next one that asks.

mod desk;
mod keeper;
mod text;

use std::io;
use std::path::{Path, PathBuf};

pub use keeper::Keeper;

use crate::model::{Id, Record};
use desk::{Desk, Slip};
use keeper::Core;

/// What somebody typed and has not saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The record that is being changed, or all those that are to have the same change; none for a new one.
    pub ids: Vec<Id>,
    /// The record as it stood when typing began; for a new one, what the form began with, which may lack a title.
    pub base: Record,
    /// Each field's name and its text as typed, acceptable or not.
    pub typed: Vec<(String, String)>,
    /// The field that the cursor is in.
    pub chosen: String,
    /// The fields that the form showed; empty for all.
    pub fields: Vec<String>,
    /// When it was typed, in words: `25 November 2026, 14:02`.
    pub at: String,
}

/// An interface's own place for a draft, and the drafts that others left.
pub struct Drafts {
    folder: PathBuf,
    /// The store, as drafts name it.
    store: String,
    keeper: Keeper,
}

/// A draft that an interface left which is gone.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What it holds.
    pub draft: Draft,
    slip: Slip,
}

/// A draft that is there and is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its file, which is left as it is.
    pub path: PathBuf,
    /// Why, in words.
    pub why: String,
}

/// What was found in the folder.
#[derive(Clone, Debug, Default)]
pub struct Left {
    /// The drafts of this store that nobody holds, the newest first.
    pub waiting: Vec<Waiting>,
    /// What cannot be read, and what belongs to a store that is no longer there.
    pub skipped: Vec<Skipped>,
}

/// A draft could not be read, written or removed.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", .path.display())]
pub struct DraftError {
    /// Its file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl Drafts {
    /// The drafts in this folder (see [`place::state`](crate::store::place::state)) of the store at this path. Nothing is
    /// read or made yet.
    pub fn open(folder: &Path, store: &Path) -> Self {
        let store = store.canonicalize().unwrap_or_else(|_| store.to_owned());
        let store = text::name(&store);
        let keeper = Keeper::new(Core::new(folder, store.clone()));
        Self { folder: folder.to_owned(), store, keeper }
    }

    /// What keeps this interface's own draft.
    pub fn keeper(&self) -> Keeper {
        self.keeper.clone()
    }

    /// The drafts that were left. Nothing is taken by looking; the drafts of other interfaces that are open now are not
    /// among them.
    pub fn list(&self) -> Left {
        let mut left = Left::default();
        let mut skip = |path: PathBuf, why: String| left.skipped.push(Skipped { path, why });
        let desk = Desk::new(&self.folder);
        let slips = match desk.slips() {
            Ok(slips) => slips,
            Err(error) => {
                skip(self.folder.clone(), format!("it cannot be read: {error}"));
                Vec::new()
            }
        };
        for slip in slips {
            let path = desk.path(slip);
            match desk.look(slip) {
                Ok(Some(bytes)) => match text::decode(&bytes) {
                    Ok((store, draft)) if store == self.store => left.waiting.push(Waiting { draft, slip }),
                    Ok((store, _)) if Path::new(&store).join("store.ron").exists() => {}
                    Ok((store, _)) => skip(path, format!("it belongs to the store {store}, which is not there")),
                    Err(why) => skip(path, why),
                },
                Ok(None) => {}
                Err(error) => skip(path, format!("it cannot be read: {error}")),
            }
        }
        left
    }

    /// Makes a draft this interface's own, and returns it as it stands now; `None` where another interface has taken it, or it
    /// is gone. Its file stays until [`Keeper::put`] replaces or removes it. What this interface itself had kept before
    /// is left where it is, to be offered again.
    ///
    /// # Errors
    /// It cannot be read, or what this interface has typed cannot be written; nothing is taken then.
    pub fn take(&self, waiting: &Waiting) -> Result<Option<Draft>, DraftError> {
        self.keeper.core().take(waiting.slip)
    }

    /// Removes a draft, and tells whether it did: not where another interface has taken it.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn discard(&self, waiting: &Waiting) -> Result<bool, DraftError> {
        let desk = Desk::new(&self.folder);
        desk.discard(waiting.slip).map_err(|source| DraftError { path: desk.path(waiting.slip), source })
    }
}

#[cfg(test)]
mod tests;
