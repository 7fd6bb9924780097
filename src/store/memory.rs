//! A store without a disk: for tests, and for the built-in sample when it is only read.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::load::{assemble, read_file};
use super::many::{among, each_once};
use super::save::{free_id, may_replace, may_write, replaced, revised, written};
use super::{
    Edit, Entry, Past, Progress, Replaced, Saved, Store, StoreError, Synced, latest, recent, splice, template_path,
    version,
};
use crate::model::{Book, Choice, Event, Id, Kind, NOT_KNOWN, Record, Stood, Version};

/// One officer's handle on a store in memory. Clones share the files, as two officers share a folder, and have not glanced
/// at them yet.
#[derive(Debug, Default)]
pub struct Memory {
    shelf: Arc<Mutex<Shelf>>,
    officer: String,
    /// How many changes there were at the last glance.
    seen: Option<u64>,
}

#[derive(Debug, Default)]
struct Shelf {
    /// Texts by path.
    files: BTreeMap<String, String>,
    /// Who saved a record last.
    savers: BTreeMap<Id, String>,
    changes: u64,
    /// Everything that was saved, the oldest first.
    events: Vec<Event>,
    /// How many saves there were.
    saves: u32,
}

/// When a store in memory begins; each save comes a minute after the one before.
const BEGIN: NaiveDateTime = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap().and_hms_opt(9, 0, 0).unwrap();

impl Shelf {
    fn put(&mut self, (kind, id): (Kind, &Id), text: String, officer: &str) {
        let stood = |bytes: &str| match read_file(kind, id, bytes.as_bytes()) {
            Ok(record) => Stood::As(Box::new(record)),
            Err(_) => Stood::Unreadable,
        };
        let event = Event {
            save: self.saves.to_string(),
            at: BEGIN + TimeDelta::minutes(self.saves.into()),
            who: if officer.is_empty() { NOT_KNOWN.to_owned() } else { officer.to_owned() },
            kind,
            id: id.clone(),
            dispute: None,
            before: self.files.get(&kind.path(id)).map_or(Stood::Nowhere, |text| stood(text)),
            after: stood(&text),
        };
        if !event.fields().is_empty() {
            self.events.push(event);
        }
        self.files.insert(kind.path(id), text);
        self.changes += 1;
        if officer.is_empty() {
            self.savers.remove(id);
        } else {
            self.savers.insert(id.clone(), officer.to_owned());
        }
    }
}

impl Shelf {
    /// What one of many entries does, and the text that is to be written.
    fn decided(&self, entry: &Entry<'_>) -> Result<(Saved, Option<String>), StoreError> {
        let (kind, id) = (entry.record.kind(), entry.id);
        if entry.base.is_none() {
            let taken = Kind::ALL.into_iter().any(|kind| self.files.contains_key(&kind.path(id)));
            return if taken { Err(StoreError::Added) } else { Ok((entry.made(), Some(written(entry.record, id)?))) };
        }
        let text = self.files.get(&kind.path(id)).ok_or_else(|| StoreError::Gone(id.to_string()))?;
        revised(kind, id, text.as_bytes(), &|current| entry.onto(current))
    }
}

impl Clone for Memory {
    fn clone(&self) -> Self {
        self.of(&self.officer)
    }
}

impl Memory {
    /// A store of these files: paths within the store, and texts.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
        let shelf = Shelf { files: files.collect(), ..Shelf::default() };
        Self { shelf: Arc::new(Mutex::new(shelf)), ..Self::default() }
    }

    /// A handle of this officer on the same files; what it saves is hers or his.
    #[must_use]
    pub fn of(&self, officer: &str) -> Self {
        Self { shelf: Arc::clone(&self.shelf), officer: recent::name(officer), seen: None }
    }

    /// The text of one file, if it is there.
    pub fn text(&self, path: &str) -> Option<String> {
        self.shelf().files.get(path).cloned()
    }

    /// Puts a file there, as somebody might by hand.
    #[cfg(test)]
    pub(crate) fn put(&self, path: &str, text: &str) {
        let mut shelf = self.shelf();
        shelf.files.insert(path.to_owned(), text.to_owned());
        shelf.changes += 1;
    }

    /// Every file, by its path.
    #[cfg(test)]
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        self.shelf().files.clone()
    }

    /// Takes a file away, as somebody might by hand.
    #[cfg(test)]
    pub(crate) fn remove(&self, path: &str) {
        let mut shelf = self.shelf();
        shelf.files.remove(path);
        shelf.changes += 1;
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn load(&self) -> Result<Book, StoreError> {
        let shelf = self.shelf();
        let (mut versions, mut remarks) = (Vec::new(), Vec::new());
        for (path, text) in &shelf.files {
            let Some(name) = path.strip_prefix(Version::FOLDER).and_then(|rest| rest.strip_prefix('/')) else {
                continue;
            };
            let Some(id) = version::record_of(name) else { continue };
            match version::read(name, &id, text.as_bytes()) {
                Ok(version) => versions.push(version),
                Err(remark) => remarks.push(remark),
            }
        }
        let (mut records, mut faults) = (Vec::new(), Vec::new());
        let all = shelf.files.iter().filter_map(|(path, text)| {
            let (folder, name) =
                path.split_once('/').map_or((None, path.as_str()), |(folder, name)| (Some(folder), name));
            let kind = match folder {
                Some(folder) => Kind::of_folder(folder)?,
                None => Kind::ALL.into_iter().find(|kind| kind.alone() == name.strip_suffix(".ron"))?,
            };
            let id = Id::new(name.strip_suffix(".ron")?).ok()?;
            Some((kind, id, text))
        });
        for (kind, id, text) in all {
            match read_file(kind, &id, text.as_bytes()) {
                Ok(record) => records.push((id, Arc::new(record))),
                Err(fault) => faults.push(fault),
            }
        }
        Ok(assemble(records, faults).with_remarks(remarks).with_versions(versions))
    }

    fn update(&mut self, kind: Kind, id: &Id, edit: Edit<'_>) -> Result<Saved, StoreError> {
        let mut shelf = self.shelf();
        may_write(shelf.files.get("store.ron").map(String::as_bytes))?;
        let path = kind.path(id);
        let text = shelf.files.get(&path).ok_or_else(|| StoreError::Gone(id.to_string()))?;
        let (saved, revised) = revised(kind, id, text.as_bytes(), edit)?;
        if let Some(revised) = revised {
            shelf.saves += 1;
            shelf.put((kind, id), revised, &self.officer);
        }
        Ok(saved)
    }

    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError> {
        record.validate()?;
        let mut shelf = self.shelf();
        may_write(shelf.files.get("store.ron").map(String::as_bytes))?;
        let files = &shelf.files;
        let taken = |id: &Id| Kind::ALL.into_iter().any(|kind| files.contains_key(&kind.path(id)));
        let Ok(id) = free_id::<Infallible>(wanted, |id| Ok(taken(id)));
        let text = written(record, &id)?;
        shelf.saves += 1;
        shelf.put((record.kind(), &id), text, &self.officer);
        Ok(id)
    }

    fn save_all(&mut self, entries: &[Entry<'_>], progress: Progress<'_>) -> Result<Vec<Saved>, StoreError> {
        let mut shelf = self.shelf();
        may_write(shelf.files.get("store.ron").map(String::as_bytes))?;
        each_once(entries)?;
        let mut saved = Vec::with_capacity(entries.len());
        let mut texts = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let (done, text) = shelf.decided(entry).map_err(|source| among(entries, at, source))?;
            saved.push(done);
            texts.push(text);
            progress(at + 1, 2 * entries.len());
        }
        shelf.saves += 1;
        for (entry, text) in entries.iter().zip(texts) {
            if let Some(text) = text {
                shelf.put((entry.record.kind(), entry.id), text, &self.officer);
            }
        }
        progress(2 * entries.len(), 2 * entries.len());
        Ok(saved)
    }

    fn glance(&mut self) -> bool {
        let changes = self.shelf().changes;
        self.seen.replace(changes) != Some(changes)
    }

    fn saver(&self, id: &Id) -> Option<String> {
        self.shelf().savers.get(id).cloned()
    }

    fn text(&self, kind: Kind, id: &Id) -> Result<String, StoreError> {
        self.shelf().files.get(&kind.path(id)).cloned().ok_or_else(|| StoreError::Gone(id.to_string()))
    }

    fn replace(&mut self, kind: Kind, id: &Id, base: &str, text: &str) -> Result<Replaced, StoreError> {
        let mut shelf = self.shelf();
        may_replace(kind, shelf.files.get("store.ron").map(String::as_bytes))?;
        let current = shelf.files.get(&kind.path(id)).ok_or_else(|| StoreError::Gone(id.to_string()))?;
        let (replaced, text) = replaced(kind, id, current.as_bytes(), base, text)?;
        if let Some(text) = text {
            shelf.saves += 1;
            shelf.put((kind, id), text, &self.officer);
        }
        Ok(replaced)
    }

    fn decide(&mut self, version: &Version, seen: &Record, choice: Choice) -> Result<Saved, StoreError> {
        let mut shelf = self.shelf();
        may_write(shelf.files.get("store.ron").map(String::as_bytes))?;
        if !shelf.files.contains_key(&version.path()) {
            return Err(version::gone(&version.id));
        }
        let (kind, id) = (version.record.kind(), &version.id);
        let text = shelf.files.get(&kind.path(id)).ok_or_else(|| StoreError::Gone(id.to_string()))?;
        let (saved, text) =
            revised(kind, id, text.as_bytes(), &|standing| version::decided(version, seen, choice, standing))?;
        shelf.saves += 1;
        if let Some(text) = text {
            shelf.put((kind, id), text, &self.officer);
        }
        shelf.files.remove(&version.path());
        shelf.changes += 1;
        Ok(saved)
    }

    fn template(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.shelf().files.get(&template_path(name)).cloned())
    }

    fn history(&mut self, wanted: &Past<'_>) -> Result<Vec<Event>, StoreError> {
        let shelf = self.shelf();
        let is_of = |event: &&Event| wanted.of.is_none_or(|of| of == (event.kind, &event.id));
        let is_since = |event: &&Event| wanted.since.is_none_or(|since| event.at.date() >= since);
        let events = shelf.events.iter().filter(is_of).filter(is_since).cloned().collect();
        Ok(latest(events, wanted.saves.unwrap_or(usize::MAX)))
    }

    fn trouble(&mut self) -> Option<String> {
        None
    }

    fn begin_sync(&mut self) -> Result<(), StoreError> {
        Err(StoreError::NoHistory)
    }

    fn synced(&mut self) -> Option<Result<Synced, StoreError>> {
        None
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
        contract::holds(
            || Memory::new(contract::FILES).of("Ann"),
            |store| store.of("Bea"),
            |store, path| store.text(path).unwrap(),
        );
    }

    #[test]
    fn the_contract_of_history_holds() {
        contract::history::holds(|| Memory::new(contract::FILES).of("Ann"), |store| store.of("Bea"));
    }
}
