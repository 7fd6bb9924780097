//! A store in a folder: loading that names what it cannot read, and the one way in which a record is saved.

use std::cell::RefCell;
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::time::Instant;

use rustix::fs::Mode;

use self::syncing::Syncing;
use super::disk::{Confirmed, Disk, Found, Place, Plain, Sharing};
use super::git::Git;
use super::history::{self, Chronicle, Made};
use super::kept::Kept;
use super::load::utf8;
use super::lock::{self, Held};
use super::place::{has_records, nearest_store};
use super::recent::Standing;
use super::save::{free_id, may_replace, may_write, replaced, revised, written};
use super::sync::Synced;
use super::watch::Watch;
use super::{
    Edit, Entry, Past, Pending, Progress, Replaced, Saved, Store, StoreError, TEMPLATES, git, recent, splice,
    template_path, version,
};
use crate::model::{Book, Choice, Event, Fault, Id, Kind, Record, Version};

/// A store in a folder.
pub struct Folder {
    disk: Disk,
    officer: String,
    watch: RefCell<Watch>,
    chronicle: Option<Chronicle>,
    syncing: Syncing,
}

impl Folder {
    /// The store in this folder. `officer` is named to others who wait for a save to end, or ask who made it.
    ///
    /// # Errors
    /// There is no store there, or it cannot be opened.
    pub fn open(path: &Path, officer: &str) -> Result<Self, StoreError> {
        let disk = match Disk::open(path) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(StoreError::NotAStore { path: path.to_owned(), nearest: nearest_store(path) });
            }
            other => other.map_err(|source| reading(path.display(), source))?,
        };
        if !disk.exists(None, "store.ron").map_err(|source| reading(path.display(), source))? {
            let path = path.to_owned();
            return Err(match (has_records(&path), Git::of(&path)) {
                (true, _) => StoreError::NoStoreFile(path),
                (false, Some(_)) => StoreError::EmptyClone(path),
                (false, None) => StoreError::NotAStore { nearest: nearest_store(&path), path },
            });
        }
        let chronicle = Chronicle::of(path, officer);
        Ok(Self {
            disk,
            officer: officer.to_owned(),
            watch: RefCell::new(Watch::new()),
            chronicle,
            syncing: Syncing::default(),
        })
    }

    /// From now on nobody waits until a save is in history: for who works at the screen.
    pub fn keep_history_behind(&mut self) {
        if let Some(chronicle) = &mut self.chronicle {
            chronicle.keep_behind(self.disk.path());
        }
    }

    /// Where it is, as it was given.
    pub fn path(&self) -> &Path {
        self.disk.path()
    }

    /// Whether records can be saved here, as far as that can be known before it is tried.
    ///
    /// # Errors
    /// Why not: the files are of a later format, or there is no permission to write.
    pub fn may_save(&self) -> Result<(), StoreError> {
        self.check_format()?;
        // Every save begins with the lock, and ends in the folder of a kind.
        let lock = lock::path(&self.disk);
        let lock = lock.ancestors().take(3).find(|path| path.exists());
        let folders = Kind::ALL.into_iter().filter_map(Kind::folder).map(|folder| self.path().join(folder));
        let folders: Vec<_> = folders.filter(|folder| folder.exists()).collect();
        let can_write = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
        let any_folder = folders.is_empty() || folders.iter().any(|folder| can_write(folder));
        if lock.is_none_or(can_write) && any_folder {
            return Ok(());
        }
        Err(StoreError::NoPermission(self.path().to_owned()))
    }

    fn check_format(&self) -> Result<(), StoreError> {
        may_write(self.store_file()?.as_deref())
    }

    fn store_file(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.disk.read(None, b"store.ron").map_err(|source| saving("store.ron", source))?;
        Ok(if let Found::File(file) = found { Some(file.bytes) } else { None })
    }

    /// Every save happens between here and the end of what this returns.
    fn begin(&mut self) -> Result<(Held, Sharing), StoreError> {
        let held = self.hold()?;
        self.catch_up();
        Ok(held)
    }

    /// Ends a sync that was broken off, before anything is read: records may get other ids by it. Where somebody is saving, it is
    /// theirs to end.
    pub fn end_broken_sync(&mut self) {
        let Some(chronicle) = self.chronicle.as_mut().filter(|chronicle| chronicle.is_landing()) else { return };
        let held = self.disk.sharing().map(|sharing| history::try_hold_store(&self.disk, sharing));
        if let Ok(Ok(_held)) = held {
            chronicle.end_landing(&self.disk);
        }
    }

    /// Before anything is read under the lock.
    fn catch_up(&mut self) {
        if let Some(chronicle) = &mut self.chronicle {
            chronicle.begin(&self.disk);
        }
    }

    /// Everything that changes a record happens between here and the end of what this returns.
    fn hold(&self) -> Result<(Held, Sharing), StoreError> {
        let held = self.lock()?;
        self.check_format()?;
        Ok(held)
    }

    fn lock(&self) -> Result<(Held, Sharing), StoreError> {
        let sharing = self.disk.sharing().map_err(|source| saving(lock::path(&self.disk).display(), source))?;
        let holder = format!("{} (process {})", self.officer, std::process::id());
        Ok((lock::hold(&self.disk, sharing, &holder)?, sharing))
    }

    /// A record's file as it stands.
    fn file(&self, kind: Kind, id: &Id, failed: fn(String, io::Error) -> StoreError) -> Result<Plain, StoreError> {
        let path = kind.path(id);
        let found = self.disk.read(kind.folder(), format!("{id}.ron").as_bytes());
        match found.map_err(|source| failed(path.clone(), source))? {
            Found::File(file) => Ok(file),
            Found::Nothing => Err(StoreError::Gone(id.to_string())),
            Found::Refused(what) => {
                let next = "csp check".to_owned();
                Err(StoreError::Unreadable(Fault { path, place: None, id: Some(id.clone()), what, next }))
            }
        }
    }

    /// Whether any kind has a file for this id.
    fn is_taken(&self, id: &Id) -> Result<bool, StoreError> {
        let name = format!("{id}.ron");
        for kind in Kind::ALL {
            if self.disk.exists(kind.folder(), &name).map_err(|source| saving(kind.path(id), source))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Before these files are written over.
    fn before(&mut self, files: &[Kept]) {
        if let Some(chronicle) = &mut self.chronicle {
            chronicle.before(&self.disk, files);
        }
    }

    /// After a save, which did this.
    fn after(&mut self, made: Vec<Made>) {
        if let Some(chronicle) = self.chronicle.as_mut().filter(|_| !made.is_empty()) {
            chronicle.after(&self.disk, made);
        }
    }

    /// Puts the new text of a record in the place of the old one, if there is one, and tells what was done.
    fn put_revised(
        &mut self,
        record: (Kind, &Id),
        text: Option<String>,
        mode: Mode,
        fields: &[&'static str],
        sharing: Sharing,
    ) -> Result<Vec<Made>, StoreError> {
        let Some(text) = text else { return Ok(Vec::new()) };
        self.before(&[Kept::Record(record.0, record.1.clone())]);
        self.put(record, &text, mode, Place::Taken, sharing)?;
        Ok(vec![made(record, &text, Some(fields.to_vec()))])
    }

    /// Notes who is about to save these texts.
    fn note<'a>(&self, sharing: Sharing, saved: impl IntoIterator<Item = (&'a Kept, &'a [u8])>) {
        let standing = self.chronicle.as_ref().map_or(Standing::InHistory, Chronicle::standing);
        recent::note(&self.disk, sharing, saved, &self.officer, standing);
    }

    /// Notes who saves a record and puts it in its place, all under the lock.
    fn put(
        &self,
        (kind, id): (Kind, &Id),
        text: &str,
        mode: Mode,
        place: Place,
        sharing: Sharing,
    ) -> Result<(), StoreError> {
        self.note(sharing, [(&Kept::Record(kind, id.clone()), text.as_bytes())]);
        let put = self.disk.put(kind.folder(), &format!("{id}.ron"), text.as_bytes(), mode, place);
        match put.map_err(|source| saving(kind.path(id), source))? {
            Confirmed::Yes => Ok(()),
            Confirmed::No => Err(StoreError::Unconfirmed(id.to_string())),
        }
    }
}

impl Store for Folder {
    fn load(&self) -> Result<Book, StoreError> {
        Ok(self.read_all())
    }

    fn load_only(&self, ids: &[Id]) -> Result<Book, StoreError> {
        Ok(self.read_only(ids))
    }

    fn update(&mut self, kind: Kind, id: &Id, edit: Edit<'_>) -> Result<Saved, StoreError> {
        let (held, sharing) = self.begin()?;
        let file = self.file(kind, id, saving)?;
        let (saved, text) = revised(kind, id, &file.bytes, edit)?;
        let made = self.put_revised((kind, id), text, file.mode, &saved.fields, sharing)?;
        drop(held);
        self.after(made);
        Ok(saved)
    }

    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError> {
        record.validate()?;
        let kind = record.kind();
        let (held, sharing) = self.begin()?;
        let is_known = |id: &Id| self.chronicle.as_ref().is_some_and(|chronicle| chronicle.has(id));
        let id = free_id(wanted, |id| Ok::<_, StoreError>(self.is_taken(id)? || is_known(id)))?;
        let text = written(record, &id)?;
        if let Some(folder) = kind.folder() {
            self.disk.make_folder(folder, sharing.folder_mode()).map_err(|source| saving(folder, source))?;
        }
        self.before(&[]);
        self.put((kind, &id), &text, sharing.file_mode(), Place::Free, sharing)?;
        drop(held);
        self.after(vec![made((kind, &id), &text, None)]);
        Ok(id)
    }

    fn save_all(&mut self, entries: &[Entry<'_>], progress: Progress<'_>) -> Result<Vec<Saved>, StoreError> {
        let (held, sharing) = self.begin()?;
        let (saved, made) = self.put_all(entries, sharing, progress)?;
        drop(held);
        self.after(made);
        Ok(saved)
    }

    fn glance(&mut self) -> bool {
        self.watch.get_mut().glance(&self.disk, Instant::now())
    }

    fn saver(&self, id: &Id) -> Option<String> {
        recent::saver(&self.disk, id)
    }

    fn text(&self, kind: Kind, id: &Id) -> Result<String, StoreError> {
        let file = self.file(kind, id, reading)?;
        Ok(utf8(kind, id, &file.bytes).map_err(StoreError::Unreadable)?.to_owned())
    }

    fn replace(&mut self, kind: Kind, id: &Id, base: &str, text: &str) -> Result<Replaced, StoreError> {
        let (held, sharing) = self.lock()?;
        may_replace(kind, self.store_file()?.as_deref())?;
        self.catch_up();
        let file = self.file(kind, id, saving)?;
        let (replaced, text) = replaced(kind, id, &file.bytes, base, text)?;
        let made = self.put_revised((kind, id), text, file.mode, &replaced.fields, sharing)?;
        drop(held);
        self.after(made);
        Ok(replaced)
    }

    fn decide(&mut self, version: &Version, seen: &Record, choice: Choice) -> Result<Saved, StoreError> {
        let (held, sharing) = self.begin()?;
        let (kind, id) = (version.record.kind(), &version.id);
        let failed = |source| saving(version.path(), source);
        if !self.disk.exists(Some(Version::FOLDER), &version.file).map_err(failed)? {
            return Err(version::gone(id));
        }
        let file = self.file(kind, id, saving)?;
        let (saved, text) =
            revised(kind, id, &file.bytes, &|standing| version::decided(version, seen, choice, standing))?;
        let decided = Kept::Version(id.clone(), version.file.clone());
        self.before(std::slice::from_ref(&decided));
        let mut made = self.put_revised((kind, id), text, file.mode, &saved.fields, sharing)?;
        self.note(sharing, [(&decided, [].as_slice())]);
        let conflicts = Some(Version::FOLDER);
        self.disk.remove(conflicts, &version.file).and_then(|()| self.disk.confirm(conflicts)).map_err(failed)?;
        made.push(Made { file: decided, fields: None, text: None });
        drop(held);
        self.after(made);
        Ok(saved)
    }

    fn template(&self, name: &str) -> Result<Option<String>, StoreError> {
        let path = template_path(name);
        match self.disk.read(Some(TEMPLATES), format!("{name}.md").as_bytes()) {
            Ok(Found::File(file)) => String::from_utf8(file.bytes)
                .map(Some)
                .map_err(|error| reading(path, io::Error::new(io::ErrorKind::InvalidData, error))),
            Ok(Found::Nothing) => Ok(None),
            Ok(Found::Refused(what)) => Err(reading(path, io::Error::other(what))),
            Err(error) => Err(reading(path, error)),
        }
    }

    fn history(&mut self, wanted: &Past<'_>) -> Result<Vec<Event>, StoreError> {
        let Some(chronicle) = &mut self.chronicle else { return Err(StoreError::NoHistory) };
        // That something cannot be brought in is said, and no reason not to tell the rest.
        if wanted.pending == Pending::BroughtIn {
            chronicle.catch_up(&self.disk);
        }
        Ok(history::past(chronicle.git(), wanted)?)
    }

    fn trouble(&mut self) -> Option<String> {
        self.chronicle.as_mut()?.trouble()
    }

    fn begin_sync(&mut self) -> Result<(), StoreError> {
        self.begin_sync_behind()
    }

    fn synced(&mut self) -> Option<Result<Synced, StoreError>> {
        self.syncing.ended()
    }

    fn locate(&self, kind: Kind, id: &Id, field: &str) -> Option<(usize, usize)> {
        match self.disk.read(kind.folder(), format!("{id}.ron").as_bytes()).ok()? {
            Found::File(file) => splice::locate(std::str::from_utf8(&file.bytes).ok()?, kind, field),
            _ => None,
        }
    }
}

/// What a save did to a record's file; there are no fields where it is new.
fn made((kind, id): (Kind, &Id), text: &str, fields: Option<Vec<&'static str>>) -> Made {
    Made { file: Kept::Record(kind, id.clone()), fields, text: Some(git::name_of(text.as_bytes())) }
}

fn reading(path: impl Display, source: io::Error) -> StoreError {
    StoreError::Io { path: format!("{path}"), saving: false, source }
}

fn saving(path: impl Display, source: io::Error) -> StoreError {
    StoreError::Io { path: format!("{path}"), saving: true, source }
}

mod many;
mod reading;
mod syncing;
#[cfg(test)]
mod tests;
