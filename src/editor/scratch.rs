//! The private file that an editor opens: in a folder of its own, readable by the officer alone.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::EditError;
use crate::model::Id;

/// A file that lies in a folder of its own, and stays there unless it is removed.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    file: PathBuf,
    /// Locked as long as an editor may have the file.
    lock: File,
}

const ALL: &str = "edits";
const LOCK: &str = "lock";

impl Drop for Scratch {
    fn drop(&mut self) {
        // Closing the file is not enough: a child process that is just being started has it open too.
        drop(self.lock.unlock());
    }
}

/// The texts below `state` that were not saved and that no editor has now: left when the program was killed, or when a
/// text could not be taken.
pub fn kept(state: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_free = |folder: &PathBuf| match File::open(folder.join(LOCK)) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let folders = entries(&state.join(ALL)).filter(is_free);
    let texts = folders.flat_map(|folder| entries(&folder).collect::<Vec<_>>());
    let mut texts: Vec<_> = texts.filter(|path| path.extension().is_some_and(|ending| ending == "ron")).collect();
    texts.sort();
    texts
}

impl Scratch {
    /// A new file that holds this text. It has the name of a record's file, by which editors know how to show it.
    pub(super) fn make(state: &Path, id: &Id, text: &[u8]) -> Result<Self, EditError> {
        let all = state.join(ALL);
        let failed = |source| EditError::Scratch { path: all.clone(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(&all).map_err(failed)?;
        let folder = fresh(&all).map_err(failed)?;
        let lock = locked(&folder).map_err(failed)?;
        let scratch = Self { file: folder.join(format!("{id}.ron")), folder, lock };
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
        drop(fs::remove_file(self.folder.join(LOCK)));
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

/// A lock that tells that an editor may have what lies in a folder.
fn locked(folder: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join(LOCK))?;
    // Where the file system has no locks the text is as safe, and only the word of it at the next start is early.
    drop(file.try_lock());
    Ok(file)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_left_only_once_no_editor_has_it() {
        let state = tempfile::tempdir().unwrap();
        let id = Id::new("turnaround").unwrap();
        assert_eq!(kept(state.path()), Vec::<PathBuf>::new());

        let scratch = Scratch::make(state.path(), &id, b"text").unwrap();
        assert_eq!(kept(state.path()), Vec::<PathBuf>::new(), "an editor has it");
        let path = scratch.path().to_owned();
        drop(scratch);
        assert_eq!(kept(state.path()), [path]);
        let again = Scratch::make(state.path(), &id, b"text").unwrap();
        again.remove();
        drop(again);

        assert_eq!(kept(state.path()).len(), 1, "what was removed is not left");
    }
}
