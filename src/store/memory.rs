//! A store without a disk: for tests, and for the built-in sample when it is only read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::load::{assemble, read_file};
use super::save::{free_id, may_replace, may_write, replaced, revised, written};
use super::{Edit, Replaced, Saved, Store, StoreError, splice};
use crate::model::{Book, Id, Kind, Record};

/// The files by path. Clones share them, as two officers share a folder.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Memory {
    /// A store of these files: paths within the store, and texts.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
        Self { files: Arc::new(Mutex::new(files.collect())) }
    }

    /// The text of one file, if it is there.
    pub fn text(&self, path: &str) -> Option<String> {
        self.files().get(path).cloned()
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn load(&self) -> Result<Book, StoreError> {
        let files = self.files();
        let decoded = files.iter().filter_map(|(path, text)| {
            let (folder, name) =
                path.split_once('/').map_or((None, path.as_str()), |(folder, name)| (Some(folder), name));
            let kind = match folder {
                Some(folder) => Kind::of_folder(folder)?,
                None => Kind::ALL.into_iter().find(|kind| kind.alone() == name.strip_suffix(".ron"))?,
            };
            let id = Id::new(name.strip_suffix(".ron")?).ok()?;
            Some((id.clone(), read_file(kind, &id, text.as_bytes())))
        });
        Ok(assemble(decoded, Vec::new()))
    }

    fn update(&mut self, kind: Kind, id: &Id, edit: Edit<'_>) -> Result<Saved, StoreError> {
        let mut files = self.files();
        may_write(files.get("store.ron").map(String::as_bytes))?;
        let path = kind.path(id);
        let text = files.get(&path).ok_or_else(|| StoreError::Gone(id.to_string()))?;
        let (saved, revised) = revised(kind, id, text.as_bytes(), edit)?;
        if let Some(revised) = revised {
            files.insert(path, revised);
        }
        Ok(saved)
    }

    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError> {
        record.validate()?;
        let mut files = self.files();
        may_write(files.get("store.ron").map(String::as_bytes))?;
        let id = free_id(wanted, |id| Ok(Kind::ALL.into_iter().any(|kind| files.contains_key(&kind.path(id)))))?;
        let text = written(record, &id)?;
        files.insert(record.kind().path(&id), text);
        Ok(id)
    }

    fn text(&self, kind: Kind, id: &Id) -> Result<String, StoreError> {
        self.files().get(&kind.path(id)).cloned().ok_or_else(|| StoreError::Gone(id.to_string()))
    }

    fn replace(&mut self, kind: Kind, id: &Id, base: &str, text: &str) -> Result<Replaced, StoreError> {
        let mut files = self.files();
        may_replace(kind, files.get("store.ron").map(String::as_bytes))?;
        let path = kind.path(id);
        let current = files.get(&path).ok_or_else(|| StoreError::Gone(id.to_string()))?;
        let (replaced, text) = replaced(kind, id, current.as_bytes(), base, text)?;
        if let Some(text) = text {
            files.insert(path, text);
        }
        Ok(replaced)
    }

    fn locate(&self, kind: Kind, id: &Id, field: &str) -> Option<(usize, usize)> {
        splice::locate(self.files().get(&kind.path(id))?, kind, field)
    }
}

#[cfg(test)]
mod tests {
    use super::super::contract;
    use super::*;

    #[test]
    fn the_contract_holds() {
        contract::holds(|| Memory::new(contract::FILES), |store, path| store.text(path).unwrap());
    }
}
