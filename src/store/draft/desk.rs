//! The folder of drafts: whose each is, and the one that this interface writes.
//!
//! `draft-1.ron` belongs to whoever holds `draft-1.lock`. The lock has a file of its own because a draft's file is replaced
//! at each writing; it is never removed, so that nobody holds a lock that others cannot see.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::text::LARGEST;
use crate::store::disk::{Confirmed, Disk, Found, Place, Sharing};
use crate::store::lock::Held;

/// How many interfaces can each keep a draft.
const MOST: u32 = 999;
/// How long to wait for somebody who only looks.
const PATIENCE: Duration = Duration::from_millis(500);

/// One place for a draft, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slip(u32);

impl Slip {
    fn file(self) -> String {
        format!("draft-{}.ron", self.0)
    }

    fn lock(self) -> String {
        format!("draft-{}.lock", self.0)
    }

    fn of_file(name: &[u8]) -> Option<Self> {
        let number = std::str::from_utf8(name).ok()?.strip_prefix("draft-")?.strip_suffix(".ron")?;
        number.parse().ok().map(Self).filter(|slip| slip.file().as_bytes() == name)
    }
}

/// The folder, and this interface's own place in it once it has one.
pub(crate) struct Desk {
    folder: PathBuf,
    pub(super) disk: Option<Disk>,
    own: Option<(Slip, Held)>,
}

impl Desk {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), disk: None, own: None }
    }

    pub(super) fn path(&self, slip: Slip) -> PathBuf {
        self.folder.join(slip.file())
    }

    /// The places that hold a draft, the newest first.
    pub(super) fn slips(&self) -> io::Result<Vec<Slip>> {
        let folder = match Disk::open(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?.open_folder(None)?,
        };
        let names = folder.map(|folder| folder.names()).transpose()?.unwrap_or_default();
        let mut slips: Vec<_> = names.iter().filter_map(|name| Slip::of_file(name)).collect();
        let written = |slip: &Slip| self.path(*slip).symlink_metadata().and_then(|file| file.modified()).ok();
        slips.sort_by_cached_key(|slip| (std::cmp::Reverse(written(slip)), slip.0));
        Ok(slips)
    }

    /// What a draft's file holds, if nobody has it.
    pub(super) fn look(&self, slip: Slip) -> io::Result<Option<Vec<u8>>> {
        let disk = Disk::open(&self.folder)?;
        // Two who only look do not stand in each other's way.
        let Some(_shared) = held(open_lock(&disk, slip)?, File::try_lock_shared, Duration::ZERO)? else {
            return Ok(None);
        };
        read(&disk, slip)
    }

    /// Makes a draft this interface's own and returns what `decode` finds in it; nobody can take it after that. A draft that
    /// this interface had is left to others.
    pub(super) fn adopt<D>(&mut self, slip: Slip, decode: impl Fn(Vec<u8>) -> io::Result<D>) -> io::Result<Option<D>> {
        let disk = Disk::open(&self.folder)?;
        let Some(lock) = held(open_lock(&disk, slip)?, File::try_lock, PATIENCE)? else { return Ok(None) };
        let Some(bytes) = read(&disk, slip)? else { return Ok(None) };
        let draft = decode(bytes)?;
        self.disk = Some(disk);
        self.own = Some((slip, lock));
        Ok(Some(draft))
    }

    /// Removes a draft that nobody has; otherwise says no.
    pub(super) fn discard(&self, slip: Slip) -> io::Result<bool> {
        let disk = Disk::open(&self.folder)?;
        let Some(_held) = held(open_lock(&disk, slip)?, File::try_lock, PATIENCE)? else { return Ok(false) };
        disk.remove(None, &slip.file())?;
        Ok(true)
    }

    /// Writes this interface's own draft.
    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        match self.put(text) {
            // The folder was removed since it was opened, and is made anew.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.release();
                self.put(text)
            }
            other => other,
        }
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        let disk = match self.disk.take() {
            Some(disk) => disk,
            None => Disk::open_own(&self.folder)?,
        };
        let disk = self.disk.insert(disk);
        let own = match self.own.take() {
            Some(own) => own,
            None => free(disk)?,
        };
        let (slip, _) = self.own.insert(own);
        match disk.put(None, &slip.file(), text.as_bytes(), Sharing::Private.file_mode(), Place::Taken)? {
            Confirmed::Yes => Ok(()),
            Confirmed::No => Err(io::Error::other("the disk did not confirm it")),
        }
    }

    /// Removes this interface's own draft, if it has one.
    pub(super) fn remove(&mut self) -> io::Result<()> {
        match (&self.disk, &self.own) {
            (Some(disk), Some((slip, _))) => disk.remove(None, &slip.file()),
            _ => Ok(()),
        }
    }

    /// The open file of the lock, a second time.
    #[cfg(test)]
    pub(super) fn lock_copy(&self) -> Option<File> {
        self.own.as_ref()?.1.0.try_clone().ok()
    }

    /// Lets go of this interface's own place; a draft in it is left to others.
    pub(super) fn release(&mut self) {
        self.own = None;
        self.disk = None;
    }
}

/// A place that nobody has and that holds no draft.
fn free(disk: &Disk) -> io::Result<(Slip, Held)> {
    let mut refused = None;
    for slip in (1..=MOST).map(Slip) {
        if disk.exists(None, &slip.file())? {
            continue;
        }
        let lock = match open_lock(disk, slip) {
            Ok(lock) => lock,
            Err(error) => {
                refused.get_or_insert(error);
                continue;
            }
        };
        if let Some(lock) = held(lock, File::try_lock, Duration::ZERO)?
            && !disk.exists(None, &slip.file())?
        {
            return Ok((slip, lock));
        }
    }
    Err(refused.unwrap_or_else(|| io::Error::other(format!("there are {MOST} drafts already"))))
}

fn open_lock(disk: &Disk, slip: Slip) -> io::Result<File> {
    let lock = disk.open_lock(None, &slip.lock(), Sharing::Private.file_mode())?;
    lock.ok_or_else(|| io::Error::other(format!("{} is no plain file, so it cannot be locked", slip.lock())))
}

/// The file with a lock on it; `None` where somebody else has one for as long as this waits.
fn held(file: File, lock: impl Fn(&File) -> Result<(), TryLockError>, patience: Duration) -> io::Result<Option<Held>> {
    Held::wait(file, lock, patience).map(Result::ok)
}

fn read(disk: &Disk, slip: Slip) -> io::Result<Option<Vec<u8>>> {
    match disk.read_within(None, slip.file().as_bytes(), LARGEST)? {
        Found::File(file) => Ok(Some(file.bytes)),
        Found::Nothing => Ok(None),
        Found::Refused(why) => Err(io::Error::other(why)),
    }
}
