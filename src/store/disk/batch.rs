//! Many files at once, each whole or not at all: they are forced to disk together, and then take their names.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::os::fd::OwnedFd;

use rustix::fs::{self, AtFlags, Mode};

use super::{Call, Confirmed, Disk, Place, rename_to_free};

/// A file to be put in its place.
pub(crate) struct Leaf<'a> {
    pub(crate) folder: Option<&'a str>,
    pub(crate) name: String,
    pub(crate) text: &'a str,
    pub(crate) mode: Mode,
    pub(crate) place: Place,
}

impl Leaf<'_> {
    fn temporary(&self) -> String {
        format!(".{}.tmp", self.name)
    }
}

/// How far a batch came before a call failed.
#[derive(Debug)]
pub(crate) struct Stopped {
    /// The files that have taken their names; the rest are as they were.
    pub(crate) placed: usize,
    pub(crate) source: io::Error,
}

impl Disk {
    /// Puts texts at their names, in order. Every one of them is on disk before the first takes its name, and the disk is
    /// waited for once where it can be, so that many take little longer than one. Only the holder of the store's lock may
    /// call this.
    pub(crate) fn put_all(&self, leaves: &[Leaf<'_>]) -> Result<Confirmed, Stopped> {
        let mut placed = 0;
        self.put_each(leaves, &mut placed).map_err(|source| {
            for leaf in &leaves[placed..] {
                // What is left of a failed attempt; the next one removes it too.
                drop(self.folder(leaf.folder).map(|at| fs::unlinkat(&at, leaf.temporary(), AtFlags::empty())));
            }
            Stopped { placed, source }
        })
    }

    fn put_each(&self, leaves: &[Leaf<'_>], placed: &mut usize) -> io::Result<Confirmed> {
        let mut folders: BTreeMap<Option<&str>, OwnedFd> = BTreeMap::new();
        for leaf in leaves {
            if let Entry::Vacant(new) = folders.entry(leaf.folder) {
                new.insert(self.folder(leaf.folder)?);
            }
        }
        let mut files = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            files.push(self.write_new(&folders[&leaf.folder], &leaf.temporary(), leaf.text.as_bytes(), leaf.mode)?);
        }
        // This has all of them written at once; each is asked for all the same, since only that tells of each.
        (self.trial)(Call::SyncFile)?;
        let _ = fs::syncfs(&self.root);
        for file in files {
            fs::fsync(&file)?;
        }
        for leaf in leaves {
            let (at, temporary) = (&folders[&leaf.folder], leaf.temporary());
            (self.trial)(Call::Rename)?;
            match leaf.place {
                Place::Taken => fs::renameat(at, temporary.as_str(), at, leaf.name.as_str())?,
                Place::Free => rename_to_free(at, &temporary, &leaf.name)?,
            }
            *placed += 1;
        }
        let confirmed = (self.trial)(Call::SyncFolder)
            .and_then(|()| folders.values().try_for_each(|folder| Ok(fs::fsync(folder)?)));
        Ok(if confirmed.is_ok() { Confirmed::Yes } else { Confirmed::No })
    }
}
