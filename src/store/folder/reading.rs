//! A folder's files read: records, what cannot be read, and the other versions that wait for somebody to decide.

use std::ffi::CString;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, available_parallelism};
use std::{io, iter};

use super::Folder;
use crate::model::{Book, Fault, Id, Kind, Record, Version};
use crate::store::disk::{Found, OpenFolder};
use crate::store::history;
use crate::store::load::{assemble, misnamed, read_file, shown_path, stem, unreadable};
use crate::store::oddities::Oddities;
use crate::store::{version, watch};

/// How many files of a kind a thread reads at a time.
const SHARE: usize = 40;

/// What is read from the files so far.
#[derive(Default)]
struct Loaded {
    records: Vec<(Id, Arc<Record>)>,
    faults: Vec<Fault>,
    oddities: Oddities,
    versions: Vec<Version>,
    remarks: Vec<Fault>,
}

/// The files of a folder that are read, or some of them.
#[derive(Default)]
struct Share {
    records: Vec<(Id, Arc<Record>)>,
    faults: Vec<Fault>,
    oddities: Oddities,
    /// How they were just before, for who watches them.
    files: Vec<watch::File>,
}

impl Share {
    /// The files of these names: their records, and the faults of those that have none or whose names are no ids.
    fn of(folder: &OpenFolder, kind: Kind, names: &[Vec<u8>], watching: Watching) -> Self {
        let mut share = Self::default();
        // All of them are read before the first is decoded: the system's work and the program's own each go on faster so.
        let mut read = Vec::with_capacity(names.len());
        for name in names {
            let Some(stem) = stem(name) else { continue };
            let found = folder.read(name);
            if watching == Watching::Yes {
                share.files.extend(watched(folder, name, &found));
            }
            read.push((name, stem, found));
        }
        for (name, stem, found) in read {
            let Some(id) = std::str::from_utf8(stem).ok().and_then(|stem| Id::new(stem).ok()) else {
                share.faults.extend(misnamed(shown_path(kind, name), stem));
                continue;
            };
            let read = match found {
                Ok(Found::File(file)) => {
                    share.oddities.file(kind, &id, &file);
                    read_file(kind, &id, &file.bytes)
                }
                Ok(Found::Nothing) => continue,
                Ok(Found::Refused(what)) => {
                    let next = "put a plain file in its place, or remove it".to_owned();
                    Err(Fault { path: kind.path(&id), place: None, id: Some(id.clone()), what, next })
                }
                Err(error) => Err(unreadable(kind.path(&id), Some(id.clone()), &error)),
            };
            match read {
                Ok(record) => share.records.push((id, Arc::new(record))),
                Err(fault) => share.faults.push(fault),
            }
        }
        share
    }

    /// The same in shares. Where there are many files several threads take one share after the other, so that none of them
    /// waits for a slow one; one thread at most for each share, and for each processor.
    fn of_all(folder: &OpenFolder, kind: Kind, names: &[Vec<u8>], watching: Watching) -> Vec<Self> {
        // How many processors there are is asked only where it matters: the answer takes a dozen files of the system.
        let worth = names.len() / SHARE;
        let threads = if worth < 2 { 1 } else { available_parallelism().map_or(1, NonZero::get).min(worth) };
        let shares = names.chunks(SHARE);
        if threads == 1 {
            return shares.map(|names| Self::of(folder, kind, names, watching)).collect();
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let places = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
            let taken = places.map_while(|place| Some((place, shares.clone().nth(place)?)));
            taken.map(|(place, names)| (place, Self::of(folder, kind, names, watching))).collect::<Vec<_>>()
        };
        let mut done = thread::scope(|scope| {
            // A thread that cannot be had leaves its shares to the others.
            let others = (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok());
            let others: Vec<_> = others.collect();
            let mut done = work();
            for other in others {
                done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            done
        });
        done.sort_unstable_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, share)| share).collect()
    }
}

/// A file as who watches it should know it, of which this was found.
fn watched(folder: &OpenFolder, name: &[u8], found: &io::Result<Found>) -> Option<watch::File> {
    let name = CString::new(name).ok()?;
    let stamp = if let Ok(Found::File(file)) = found { Some(file.stamp) } else { folder.stamp(&name) };
    Some((name, stamp))
}

/// Whether somebody watches the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watching {
    Yes,
    No,
}

impl Folder {
    pub(super) fn read_all(&self) -> Book {
        let mut loaded = Loaded::default();
        for kind in Kind::ALL {
            self.read_kind(kind, None, &mut loaded);
        }
        self.read_versions(&mut loaded);
        loaded.remarks.extend(history::stale_locks(self.path()));
        let mut remarks = loaded.oddities.remarks();
        remarks.extend(loaded.remarks);
        assemble(loaded.records, loaded.faults).with_remarks(remarks).with_versions(loaded.versions)
    }

    /// The partnership, and of these ids whatever claims them.
    pub(super) fn read_only(&self, ids: &[Id]) -> Book {
        let mut loaded = Loaded::default();
        for kind in Kind::ALL {
            self.read_kind(kind, Some(ids), &mut loaded);
        }
        assemble(loaded.records, loaded.faults).only(ids)
    }

    /// The files of one kind, or those of these ids alone.
    fn read_kind(&self, kind: Kind, only: Option<&[Id]>, into: &mut Loaded) {
        if let Err(error) = self.try_to_read_kind(kind, only, into) {
            into.faults.push(unreadable(kind.folder().unwrap_or(".").to_owned(), None, &error));
        }
    }

    fn try_to_read_kind(&self, kind: Kind, only: Option<&[Id]>, into: &mut Loaded) -> io::Result<()> {
        let Some(folder) = self.disk.open_folder(kind.folder())? else { return Ok(()) };
        let name = |id: &str| format!("{id}.ron").into_bytes();
        let names = match (kind.alone(), only) {
            (Some(alone), _) => vec![name(alone)],
            (None, Some(ids)) => ids.iter().map(|id| name(id.as_str())).collect(),
            (None, None) => folder.names()?,
        };
        into.oddities.folder(kind, folder.mode()?);
        let is_watched = only.is_none() && self.watch.borrow().is_kept();
        let watching = if is_watched { Watching::Yes } else { Watching::No };
        let mut files = Vec::new();
        for share in Share::of_all(&folder, kind, &names, watching) {
            into.records.extend(share.records);
            into.faults.extend(share.faults);
            into.oddities.extend(share.oddities);
            files.extend(share.files);
        }
        if is_watched {
            self.watch.borrow_mut().read(kind.folder(), files);
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
        let mut files = Vec::new();
        for name in folder.names().unwrap_or_default() {
            let Ok(name) = String::from_utf8(name) else { continue };
            let Some(id) = version::record_of(&name) else { continue };
            let found = folder.read(name.as_bytes());
            files.extend(watched(&folder, name.as_bytes(), &found));
            let read = match found {
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
        self.watch.borrow_mut().read(Some(Version::FOLDER), files);
    }
}
