//! One writer at a time: a lock that ends with the process that holds it.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::StoreError;
use super::disk::{Disk, Sharing};

/// The folder of the lock and of scratch.
pub(crate) const SCRATCH: &str = ".csp";
const NAME: &str = "lock";
/// How long to wait for another writer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
const STEP: Duration = Duration::from_millis(5);

/// Held while the value lives.
#[derive(Debug)]
pub(crate) struct Held(pub(crate) File);

impl Held {
    /// Waits for a lock on a file as long as `patience` lasts. The file comes back where somebody else has it for longer.
    ///
    /// # Errors
    /// The file system has no locks.
    pub(crate) fn wait(
        file: File,
        lock: impl Fn(&File) -> Result<(), TryLockError>,
        patience: Duration,
    ) -> io::Result<Result<Self, File>> {
        let begun = Instant::now();
        loop {
            match lock(&file) {
                Ok(()) => return Ok(Ok(Self(file))),
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => sleep(STEP),
                Err(TryLockError::WouldBlock) => return Ok(Err(file)),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Closing the file is not enough: a child process that is just being started has it open too.
        drop(self.0.unlock());
    }
}

/// Where the lock is, as errors name it.
pub(crate) fn path(disk: &Disk) -> PathBuf {
    disk.path().join(SCRATCH).join(NAME)
}

/// Waits for the lock, at most five seconds. What stands in the file is for the message only.
///
/// # Errors
/// Somebody else is writing, the file system has no locks, something else stands in the lock's place, or it could not be
/// opened.
pub(crate) fn hold(disk: &Disk, sharing: Sharing, holder: &str) -> Result<Held, StoreError> {
    let held = wait(disk, sharing, PATIENCE)?.map_err(|mut file| StoreError::Busy(named(&mut file)))?;
    Ok(signed(held, holder))
}

/// A lock with the name of its holder in it.
fn signed(held: Held, holder: &str) -> Held {
    let mut file = &held.0;
    // Who holds it is a courtesy; a full disk must not stop the save that could still fit.
    drop(file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| file.write_all(holder.as_bytes())));
    held
}

/// The lock, if nobody has it.
///
/// # Errors
/// As above, but for somebody else who is writing.
pub(crate) fn try_hold(disk: &Disk, sharing: Sharing, holder: &str) -> Result<Option<Held>, StoreError> {
    Ok(wait(disk, sharing, Duration::ZERO)?.ok().map(|held| signed(held, holder)))
}

/// The lock, or its file where somebody else has it for longer.
fn wait(disk: &Disk, sharing: Sharing, patience: Duration) -> Result<Result<Held, File>, StoreError> {
    let path = path(disk).display().to_string();
    let failed = |source| StoreError::Io { path: path.clone(), saving: true, source };
    disk.make_folder(SCRATCH, sharing.folder_mode()).map_err(failed)?;
    let opened = disk.open_lock(Some(SCRATCH), NAME, sharing.file_mode()).map_err(failed)?;
    let file = opened.ok_or_else(|| StoreError::NotALock(path.clone()))?;
    Held::wait(file, File::try_lock, patience).map_err(|source| StoreError::NoLocks { path, source })
}

fn named(file: &mut File) -> String {
    let mut name = String::new();
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(200).read_to_string(&mut name));
    if read.is_ok() && !name.trim().is_empty() { name.trim().to_owned() } else { "another csp".to_owned() }
}
