//! One writer at a time: a lock that ends with the process that holds it.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::StoreError;
use super::disk::{Disk, Sharing};

/// The folder of the lock and of scratch.
pub(crate) const SCRATCH: &str = ".csp";
const NAME: &str = "lock";
/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(5);
const STEP: Duration = Duration::from_millis(5);

/// Held while the value lives.
#[derive(Debug)]
pub(crate) struct Held(#[allow(dead_code, reason = "the lock lasts as long as the open file")] File);

/// Why there is no lock.
pub(crate) enum Refused {
    /// Somebody else is writing; who, as far as the lock says.
    Busy(String),
    /// The file system has no locks.
    NoLocks(io::Error),
    /// Something else than a plain file stands in its place.
    NotALock,
    /// It could not be opened.
    Io(io::Error),
}

impl Refused {
    /// The same in the store's words; `path` is the lock's.
    pub(crate) fn told(self, path: String) -> StoreError {
        match self {
            Self::Busy(who) => StoreError::Busy(who),
            Self::NoLocks(source) => StoreError::NoLocks { path, source },
            Self::NotALock => StoreError::NotALock(path),
            Self::Io(source) => StoreError::Io { path, saving: true, source },
        }
    }
}

/// Waits for the lock, at most five seconds. What stands in the file is for the message only.
pub(crate) fn hold(disk: &Disk, sharing: Sharing, holder: &str) -> Result<Held, Refused> {
    disk.make_folder(SCRATCH, sharing.folder_mode()).map_err(Refused::Io)?;
    let opened = disk.open_lock(SCRATCH, NAME, sharing.file_mode()).map_err(Refused::Io)?;
    let mut file = opened.ok_or(Refused::NotALock)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => sleep(STEP),
            Err(TryLockError::WouldBlock) => return Err(Refused::Busy(named(&mut file))),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) => return Err(Refused::NoLocks(error)),
        }
    }
    // Who holds it is a courtesy; a full disk must not stop the save that could still fit.
    drop(file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| file.write_all(holder.as_bytes())));
    Ok(Held(file))
}

fn named(file: &mut File) -> String {
    let mut name = String::new();
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(200).read_to_string(&mut name));
    if read.is_ok() && !name.trim().is_empty() { name.trim().to_owned() } else { "another csp".to_owned() }
}
