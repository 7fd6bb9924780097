//! Many files at once, each whole or not at all: they are forced to disk together, and then take their names.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::os::fd::OwnedFd;

use rustix::fs::{self, AtFlags, Mode};

use super::{Confirmed, Disk, Place};

/// A file to be put in its place.
pub(crate) struct Leaf<'a> {
    pub(crate) folder: Option<&'a str>,
    pub(crate) name: String,
    pub(crate) text: &'a [u8],
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
    /// Whether the disk confirmed those names.
    pub(crate) confirmed: Confirmed,
    pub(crate) source: io::Error,
}

/// The folders of a batch, open.
type Folders<'a> = BTreeMap<Option<&'a str>, OwnedFd>;

impl Disk {
    /// Puts texts at their names, in order. Every one of them is on disk before the first takes its name, and the disk is
    /// waited for once where it can be, so that many take little longer than one. Only the holder of the store's lock may
    /// call this.
    pub(crate) fn put_all(&self, leaves: &[Leaf<'_>]) -> Result<Confirmed, Stopped> {
        let (mut folders, mut placed) = (Folders::new(), 0);
        let put = self.put_each(leaves, &mut folders, &mut placed);
        if put.is_err() {
            for leaf in &leaves[placed..] {
                // What is left of a failed attempt; the next one removes it too.
                let _ = folders.get(&leaf.folder).map(|at| fs::unlinkat(at, leaf.temporary(), AtFlags::empty()));
            }
        }
        let confirmed = if placed == 0 { Confirmed::Yes } else { self.confirmed(folders.values()) };
        put.map(|()| confirmed).map_err(|source| Stopped { placed, confirmed, source })
    }

    fn put_each<'a>(&self, leaves: &[Leaf<'a>], folders: &mut Folders<'a>, placed: &mut usize) -> io::Result<()> {
        for leaf in leaves {
            if let Entry::Vacant(new) = folders.entry(leaf.folder) {
                new.insert(self.folder(leaf.folder)?);
            }
        }
        let mut files = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            files.push(self.write_new(&folders[&leaf.folder], &leaf.temporary(), leaf.text, leaf.mode)?);
        }
        // This has all of them written at once; each is asked for all the same, since only that tells of each.
        let _ = fs::syncfs(&self.root);
        for file in files {
            self.sync(&file)?;
        }
        for leaf in leaves {
            self.take_name(&folders[&leaf.folder], &leaf.temporary(), &leaf.name, leaf.place)?;
            *placed += 1;
        }
        Ok(())
    }
}
