//! Whether anything in a store's folder may have changed since it was last looked at, without reading a file.
//!
//! A save by csp takes its name by a rename, which changes the time of the folder; so do files that come and go. Folders are
//! looked at every time. An edit in place changes the file alone; files are looked at in turn, so many at a time that a
//! usual book is seen whole. How they were, who reads them tells: a folder that is new is read by who asked, and not here.
//!
//! A clock of a file system ticks, some only every two seconds, and a change right after a look can leave the same stamp
//! as one right before it. So what was new at a look may have changed again unseen, but only within one tick of that
//! look: some seconds after the last look that found anything new, the answer is yes once more.

use std::ffi::CString;
use std::time::{Duration, Instant};

use super::disk::Disk;
use super::stamp::Stamp;
use crate::model::{Kind, Version};

/// How many files are looked at in a glance.
const FILES: usize = 200;
/// Longer than a tick of any file system's clock.
const TICK: Duration = Duration::from_secs(3);

/// What was found at the last look.
pub(crate) struct Watch {
    /// The store's own folder, and the files that stand alone in it.
    top: Vec<(String, Option<State>)>,
    folders: Vec<Watched>,
    /// The file whose turn it is, counted over all folders.
    next: usize,
    /// When something new was last found, until it is certain that nothing came after it in the same tick.
    unsettled: Option<Instant>,
    /// Whether anybody has glanced, and will again.
    is_kept: bool,
}

/// What stands at a name; nothing where it cannot be looked at.
type State = Option<Stamp>;

/// A file of a folder, as it was when it was read or looked at.
pub(crate) type File = (CString, State);

/// The folder of a kind.
struct Watched {
    name: &'static str,
    state: Option<State>,
    /// Those that were there when the folder was last read.
    files: Vec<File>,
}

impl Watch {
    /// A watch that has not looked yet, and to which everything is new.
    pub(crate) fn new() -> Self {
        let alone = Kind::ALL.into_iter().filter_map(Kind::alone).map(|alone| format!("{alone}.ron"));
        let top = std::iter::once(".".to_owned()).chain(alone).map(|name| (name, None)).collect();
        let folders = Kind::ALL.into_iter().filter_map(Kind::folder).chain([Version::FOLDER]);
        let folders = folders.map(|name| Watched { name, state: None, files: Vec::new() }).collect();
        Self { top, folders, next: 0, unsettled: None, is_kept: false }
    }

    /// Whether it is of use to tell this watch which files were read.
    pub(crate) fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Takes the files of a folder as they were just before each was read: whatever changes later is seen.
    pub(crate) fn read(&mut self, folder: Option<&str>, files: Vec<File>) {
        if let Some(watched) = self.folders.iter_mut().find(|watched| Some(watched.name) == folder) {
            watched.files = files;
        }
    }

    /// Whether anything may have changed since the last glance. `now` is a moment before this glance.
    pub(crate) fn glance(&mut self, disk: &Disk, now: Instant) -> bool {
        self.is_kept = true;
        let settles = self.unsettled.take_if(|since| now.duration_since(*since) >= TICK).is_some();
        let is_new = self.look(disk);
        if is_new {
            self.unsettled = Some(now);
        }
        is_new || settles
    }

    fn look(&mut self, disk: &Disk) -> bool {
        let mut is_new = false;
        for (name, known) in &mut self.top {
            let state = disk.stamp(name);
            is_new |= known.replace(state) != Some(state);
        }
        for folder in &mut self.folders {
            is_new |= folder.look(disk);
        }
        is_new | self.look_in_turn(disk)
    }

    /// Looks at the files whose turn it is.
    fn look_in_turn(&mut self, disk: &Disk) -> bool {
        let total = self.folders.iter().map(Watched::count).sum();
        let count = FILES.min(total);
        let first = if self.next < total { self.next } else { 0 };
        let last = (first + count).min(total);
        let round = first + count - last;
        self.next = if round > 0 { round } else { last };
        let mut is_new = false;
        for (first, last) in [(first, last), (0, round)] {
            let mut before = 0;
            for folder in &mut self.folders {
                let count = folder.count();
                let within = |at: usize| at.saturating_sub(before).min(count);
                is_new |= folder.look_at(disk, within(first), within(last));
                before += count;
            }
        }
        is_new
    }
}

impl Watched {
    fn count(&self) -> usize {
        self.files.len()
    }

    /// Looks at the folder. Where it is new, its files are new too, until it is read.
    fn look(&mut self, disk: &Disk) -> bool {
        let state = disk.stamp(self.name);
        self.state.replace(state) != Some(state)
    }

    /// Looks at some of the files.
    fn look_at(&mut self, disk: &Disk, first: usize, last: usize) -> bool {
        let mut is_new = false;
        if first < last {
            let folder = disk.open_folder(Some(self.name)).ok().flatten();
            for (name, known) in &mut self.files[first..last] {
                let state = folder.as_ref().and_then(|folder| folder.stamp(name));
                is_new |= std::mem::replace(known, state) != state;
            }
        }
        is_new
    }
}

#[cfg(test)]
mod tests;
