//! A folder's files read: records, what cannot be read, and the other versions that wait for somebody to decide.

use std::io;

use super::Folder;
use crate::model::{Book, Fault, Id, Kind, Version};
use crate::store::disk::Found;
use crate::store::history;
use crate::store::load::{Read, assemble, misnamed, read_file, shown_path, stem, unreadable};
use crate::store::oddities::Oddities;
use crate::store::version;

/// What is read from the files so far.
#[derive(Default)]
struct Loaded {
    read: Vec<(Id, Read)>,
    faults: Vec<Fault>,
    oddities: Oddities,
    versions: Vec<Version>,
    remarks: Vec<Fault>,
}

impl Folder {
    pub(super) fn read_all(&self) -> Book {
        let mut loaded = Loaded::default();
        for kind in Kind::ALL {
            if let Err(error) = self.read_kind(kind, &mut loaded) {
                loaded.faults.push(unreadable(kind.folder().unwrap_or(".").to_owned(), None, &error));
            }
        }
        self.read_versions(&mut loaded);
        loaded.remarks.extend(history::stale_locks(self.path()));
        let mut remarks = loaded.oddities.remarks();
        remarks.extend(loaded.remarks);
        assemble(loaded.read, loaded.faults).with_remarks(remarks).with_versions(loaded.versions)
    }

    /// The files of one kind, each with its id and its record or fault; and the faults of names that are no ids.
    fn read_kind(&self, kind: Kind, into: &mut Loaded) -> io::Result<()> {
        let Some(folder) = self.disk.open_folder(kind.folder())? else { return Ok(()) };
        let names = match kind.alone() {
            Some(alone) => vec![format!("{alone}.ron").into_bytes()],
            None => folder.names()?,
        };
        into.oddities.folder(kind, folder.mode()?);
        for name in names {
            let Some(stem) = stem(&name) else { continue };
            let path = shown_path(kind, &name);
            let Some(id) = std::str::from_utf8(stem).ok().and_then(|stem| Id::new(stem).ok()) else {
                into.faults.extend(misnamed(path, stem));
                continue;
            };
            let read = match folder.read(&name) {
                Ok(Found::File(file)) => {
                    into.oddities.file(&path, &id, &file);
                    read_file(kind, &id, &file.bytes)
                }
                Ok(Found::Nothing) => continue,
                Ok(Found::Refused(what)) => {
                    let next = "put a plain file in its place, or remove it".to_owned();
                    Err(Fault { path, place: None, id: Some(id.clone()), what, next })
                }
                Err(error) => Err(unreadable(path, Some(id.clone()), &error)),
            };
            into.read.push((id, read));
        }
        Ok(())
    }

    /// The other versions of records that wait for somebody to decide.
    fn read_versions(&self, into: &mut Loaded) {
        let folder = match self.disk.open_folder(Some(Version::FOLDER)) {
            Ok(Some(folder)) => folder,
            Ok(None) => return,
            Err(error) => return into.remarks.push(unreadable(Version::FOLDER.to_owned(), None, &error)),
        };
        for name in folder.names().unwrap_or_default() {
            let Ok(name) = String::from_utf8(name) else { continue };
            let Some(id) = version::record_of(&name) else { continue };
            let read = match folder.read(name.as_bytes()) {
                Ok(Found::File(file)) => version::read(&name, &id, &file.bytes),
                Ok(Found::Nothing) => continue,
                Ok(Found::Refused(what)) => Err(version::unreadable(&name, &id, &what)),
                Err(error) => Err(version::unreadable(&name, &id, &error.to_string())),
            };
            match read {
                Ok(version) => into.versions.push(version),
                Err(remark) => into.remarks.push(remark),
            }
        }
    }
}
