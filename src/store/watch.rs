//! Whether anything in a store's folder may have changed since it was last looked at, without reading a file.
//!
//! A save by csp takes its name by a rename, which changes the time of the folder; so do files that come and go. Folders are
//! looked at every time. An edit in place changes the file alone; files are looked at in turn, so many at a time that a
//! usual book is seen whole.
//!
//! A clock of a file system ticks, some only every two seconds, and a change right after a look can leave the same stamp
//! as one right before it. So what was new at a look may have changed again unseen, but only within one tick of that
//! look: some seconds after the last look that found anything new, the answer is yes once more.

use std::ffi::CString;
use std::time::{Duration, Instant};

use super::disk::Disk;
use super::load::stem;
use super::stamp::Stamp;
use crate::model::{Kind, Version};

/// How many files are looked at in a glance.
const FILES: usize = 500;
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
}

/// What stands at a name; nothing where it cannot be looked at.
type State = Option<Stamp>;

/// The folder of a kind.
struct Watched {
    name: &'static str,
    state: Option<State>,
    /// `None` where they cannot be listed.
    files: Option<Vec<(CString, State)>>,
}

impl Watch {
    /// A watch that has not looked yet, and to which everything is new.
    pub(crate) fn new() -> Self {
        let alone = Kind::ALL.into_iter().filter_map(Kind::alone).map(|alone| format!("{alone}.ron"));
        let top = std::iter::once(".".to_owned()).chain(alone).map(|name| (name, None)).collect();
        let folders = Kind::ALL.into_iter().filter_map(Kind::folder).chain([Version::FOLDER]);
        let folders = folders.map(|name| Watched { name, state: None, files: None }).collect();
        Self { top, folders, next: 0, unsettled: None }
    }

    /// Whether anything may have changed since the last glance. `now` is a moment before this glance.
    pub(crate) fn glance(&mut self, disk: &Disk, now: Instant) -> bool {
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
        self.files.as_ref().map_or(0, Vec::len)
    }

    /// Looks at the folder, and lists it where it is new.
    fn look(&mut self, disk: &Disk) -> bool {
        let state = disk.stamp(self.name);
        if self.state == Some(state) && self.files.is_some() {
            return false;
        }
        let is_new = self.state.replace(state) != Some(state);
        // The folder comes before its files, so that a file that comes in between makes the folder new at the next look.
        self.files = list(disk, self.name);
        is_new || self.files.is_some()
    }

    /// Looks at some of the files.
    fn look_at(&mut self, disk: &Disk, first: usize, last: usize) -> bool {
        let files = self.files.iter_mut().flat_map(|files| &mut files[first..last]);
        let mut is_new = false;
        if first < last {
            let folder = disk.open_folder(Some(self.name)).ok().flatten();
            for (name, known) in files {
                let state = folder.as_ref().and_then(|folder| folder.stamp(name));
                is_new |= std::mem::replace(known, state) != state;
            }
        }
        is_new
    }
}

/// The files of a folder that hold records; `None` where it cannot be listed.
fn list(disk: &Disk, folder: &str) -> Option<Vec<(CString, State)>> {
    let Some(folder) = disk.open_folder(Some(folder)).ok()? else { return Some(Vec::new()) };
    let names = folder.names().ok()?.into_iter().filter(|name| stem(name).is_some());
    let files = names.filter_map(|name| CString::new(name).ok()).map(|name| {
        let state = folder.stamp(&name);
        (name, state)
    });
    Some(files.collect())
}

#[cfg(test)]
mod tests;
