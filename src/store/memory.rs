//! A store without a disk: for tests, and for the built-in sample when it is only read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::load::{assemble, read_file};
use super::save::{free_id, may_write, revised, written};
use super::{Edit, Saved, Store, StoreError, splice};
use crate::model::{Book, Id, Kind, Record};

/// One officer's handle on a store in memory. Clones share the files, as two officers share a folder, and have not glanced
/// at them yet.
#[derive(Debug, Default)]
pub struct Memory {
    shelf: Arc<Mutex<Shelf>>,
    /// How many changes there were at the last glance.
    seen: Option<u64>,
}

#[derive(Debug, Default)]
struct Shelf {
    /// Texts by path.
    files: BTreeMap<String, String>,
    changes: u64,
}

impl Shelf {
    fn put(&mut self, path: String, text: String) {
        self.files.insert(path, text);
        self.changes += 1;
    }
}

impl Clone for Memory {
    fn clone(&self) -> Self {
        Self { shelf: Arc::clone(&self.shelf), seen: None }
    }
}

impl Memory {
    /// A store of these files: paths within the store, and texts.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
        Self { shelf: Arc::new(Mutex::new(Shelf { files: files.collect(), changes: 0 })), seen: None }
    }

    /// The text of one file, if it is there.
    pub fn text(&self, path: &str) -> Option<String> {
        self.shelf().files.get(path).cloned()
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn load(&self) -> Result<Book, StoreError> {
        let shelf = self.shelf();
        let decoded = shelf.files.iter().filter_map(|(path, text)| {
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
        let mut shelf = self.shelf();
        may_write(shelf.files.get("store.ron").map(String::as_bytes))?;
        let path = kind.path(id);
        let text = shelf.files.get(&path).ok_or_else(|| StoreError::Gone(id.to_string()))?;
        let (saved, revised) = revised(kind, id, text.as_bytes(), edit)?;
        if let Some(revised) = revised {
            shelf.put(path, revised);
        }
        Ok(saved)
    }

    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError> {
        record.validate()?;
        let mut shelf = self.shelf();
        may_write(shelf.files.get("store.ron").map(String::as_bytes))?;
        let files = &shelf.files;
        let id = free_id(wanted, |id| Ok(Kind::ALL.into_iter().any(|kind| files.contains_key(&kind.path(id)))))?;
        let text = written(record, &id)?;
        shelf.put(record.kind().path(&id), text);
        Ok(id)
    }

    fn glance(&mut self) -> bool {
        let changes = self.shelf().changes;
        self.seen.replace(changes) != Some(changes)
    }

    fn locate(&self, kind: Kind, id: &Id, field: &str) -> Option<(usize, usize)> {
        splice::locate(self.shelf().files.get(&kind.path(id))?, kind, field)
    }
}

#[cfg(test)]
mod tests {
    use super::super::contract;
    use super::*;

    #[test]
    fn the_contract_holds() {
        contract::holds(|| Memory::new(contract::FILES), Memory::clone, |store, path| store.text(path).unwrap());
    }
}
