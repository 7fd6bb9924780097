//! The private file that an editor opens: in a folder of its own, readable by the officer alone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::EditError;
use crate::model::Id;

/// A file that lies in an otherwise empty folder, and stays there unless it is removed.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    file: PathBuf,
}

impl Scratch {
    /// A new file that holds this text. It has the name of a record's file, by which editors know how to show it.
    pub(super) fn make(state: &Path, id: &Id, text: &[u8]) -> Result<Self, EditError> {
        let all = state.join("edits");
        let failed = |source| EditError::Scratch { path: all.clone(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(&all).map_err(failed)?;
        let folder = fresh(&all).map_err(failed)?;
        let scratch = Self { file: folder.join(format!("{id}.ron")), folder };
        scratch.write(text).inspect_err(|_| scratch.remove())?;
        Ok(scratch)
    }

    pub(super) fn path(&self) -> &Path {
        &self.file
    }

    /// Its text; `None` where the officer has removed it.
    pub(super) fn read(&self) -> Result<Option<Vec<u8>>, EditError> {
        match fs::read(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            other => other.map(Some).map_err(|source| self.failed(source)),
        }
    }

    /// Makes it hold this text, whole or not at all.
    pub(super) fn write(&self, text: &[u8]) -> Result<(), EditError> {
        let new = self.folder.join("new");
        let written = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
            file.write_all(text)?;
            file.sync_all()?;
            fs::rename(&new, &self.file)
        };
        written().map_err(|source| self.failed(source))
    }

    /// Leaves this text in it for the officer, and tells where.
    pub(super) fn keep(&self, text: &[u8]) -> PathBuf {
        if !matches!(self.read(), Ok(Some(there)) if there == text) {
            drop(self.write(text)); // else it is there as the editor left it
        }
        self.file.clone()
    }

    /// Removes it, with what the editor has left beside it.
    pub(super) fn remove(&self) {
        drop(fs::remove_dir_all(&self.folder));
    }

    fn failed(&self, source: io::Error) -> EditError {
        EditError::Scratch { path: self.file.clone(), source }
    }
}

/// Makes the first folder of 1, 2, 3 … that is not there yet.
fn fresh(all: &Path) -> io::Result<PathBuf> {
    let mut number = 1_u32;
    loop {
        let folder = all.join(number.to_string());
        match DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            other => return other.map(|()| folder),
        }
    }
}
