//! A store made a repository.

use std::path::Path;

use super::{StoreLock, bring_in};
use crate::store::StoreError;
use crate::store::disk::{Disk, Sharing};
use crate::store::git::Git;

/// Makes a store keep its history from now on, with all that stands in it as this officer's beginning. Where its folder is a
/// repository already, that one is used as it is.
///
/// # Errors
/// There is no git, or it could not be done; the store stands all the same.
pub fn begin(store: &Path, officer: &str) -> Result<(), StoreError> {
    let failed = |source| StoreError::Io { path: store.display().to_string(), saving: false, source };
    let disk = Disk::open(store).map_err(failed)?;
    let shared = if disk.sharing().map_err(failed)? == Sharing::Group { "0660" } else { "0600" };
    let git = match Git::of(store) {
        Some(git) => git,
        None => Git::make(store, shared).map_err(super::Waits::from)?,
    };
    Ok(bring_in(&disk, &git, officer, StoreLock::Free)?)
}
