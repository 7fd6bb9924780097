//! What stands in a folder that is open: its names, and its files where they are plain and not too large.

use std::ffi::{CStr, OsStr};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;

use rustix::buffer::spare_capacity;
use rustix::fs::{self, AtFlags, Mode, OFlags};
use rustix::io::{Errno, read, retry_on_intr};

use super::super::format::LARGEST;
use super::super::stamp::Stamp;
use super::{Call, Found, OpenFolder, Plain};

impl OpenFolder {
    /// Who may do what with the folder.
    pub(crate) fn mode(&self) -> io::Result<Mode> {
        (self.trial)(Call::Look)?;
        Ok(Mode::from_raw_mode(fs::fstat(&self.at)?.st_mode))
    }

    /// The names in it, in order.
    pub(crate) fn names(&self) -> io::Result<Vec<Vec<u8>>> {
        (self.trial)(Call::List)?;
        let mut names = Vec::new();
        for entry in fs::Dir::read_from(&self.at)? {
            let name = entry?.file_name().to_bytes().to_vec();
            if name != b"." && name != b".." {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// The stamp of what stands at a name; `None` where there is nothing, or it cannot be looked at.
    pub(crate) fn stamp(&self, name: &CStr) -> Option<Stamp> {
        (self.trial)(Call::Look).ok()?;
        fs::statat(&self.at, name, AtFlags::SYMLINK_NOFOLLOW).ok().map(Stamp::from)
    }

    /// What stands at a name. Links, pipes, devices and folders are refused without touching them, and so is what is
    /// too large.
    pub(crate) fn read(&self, name: &[u8]) -> io::Result<Found> {
        self.read_within(name, LARGEST)
    }

    pub(super) fn read_within(&self, name: &[u8], largest: usize) -> io::Result<Found> {
        (self.trial)(Call::Read)?;
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        let file = match fs::openat(&self.at, OsStr::from_bytes(name), flags, Mode::empty()) {
            Err(Errno::NOENT) => return Ok(Found::Nothing),
            Err(Errno::LOOP | Errno::MLINK) => {
                return Ok(Found::Refused("this is a link, and links are not followed".into()));
            }
            Err(Errno::NXIO) => return Ok(Found::Refused("this is not a plain file".into())),
            other => other?,
        };
        let stat = fs::fstat(&file)?;
        if !fs::FileType::from_raw_mode(stat.st_mode).is_file() {
            return Ok(Found::Refused("this is not a plain file".into()));
        }
        let bytes = read_whole(&file, usize::try_from(stat.st_size).unwrap_or(largest), largest)?;
        if bytes.len() > largest {
            return Ok(Found::Refused(format!("the file is larger than {} KiB", largest / 1024)));
        }
        #[allow(clippy::useless_conversion, reason = "its width differs between systems")]
        let names = u64::from(stat.st_nlink);
        Ok(Found::File(Plain { bytes, mode: Mode::from_raw_mode(stat.st_mode), names, stamp: Stamp::from(stat) }))
    }
}

/// The bytes of a file that is said to have so many; of one that has more than `largest`, only so many that this is seen. One
/// byte more than the file has is asked for, so that one call tells where it ends.
fn read_whole(file: &OwnedFd, size: usize, largest: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(largest) + 1);
    while bytes.len() <= largest {
        if bytes.len() == bytes.capacity() {
            bytes.reserve(largest + 1 - bytes.len());
        }
        let wanted = bytes.capacity() - bytes.len();
        let count = retry_on_intr(|| read(file, spare_capacity(&mut bytes)))?;
        if count == 0 || (count < wanted && bytes.len() == size) {
            break;
        }
    }
    Ok(bytes)
}
