//! A new file in a folder of somebody's, where nobody holds a lock and every other file is somebody's own.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::process;

use rustix::fs::{self, AtFlags, Mode};
use rustix::io::Errno;

use super::{Call, Confirmed, Disk, Place};

impl Disk {
    /// Puts a text at a name that nothing has, whole or not at all, and tells whether the disk confirmed it. Whoever else
    /// does the same at the same time is not disturbed, and one of them has the name.
    ///
    /// # Errors
    /// Nothing has changed then: what stands at that name is as it was.
    pub(crate) fn put_new(&self, name: &str, text: &[u8], mode: Mode) -> io::Result<Confirmed> {
        let at = self.folder(None)?;
        (self.trial)(Call::Create)?;
        let (file, temporary) = unused(&at)?;
        let written = self.fill(file, text, mode).and_then(|file| self.sync(&file));
        if let Err(error) = written.and_then(|()| self.take_name(&at, &temporary, name, Place::Free)) {
            // Nobody else has made this one, and no later attempt would find it.
            let _ = fs::unlinkat(&at, temporary.as_str(), AtFlags::empty());
            return Err(error);
        }
        Ok(self.confirmed([&at]))
    }
}

/// A new file under a temporary name that nothing has; what is there already is never taken for one's own.
fn unused(at: &OwnedFd) -> io::Result<(File, String)> {
    let mut number = 0_u32;
    loop {
        let name = format!(".csp-{}-{number}.tmp", process::id());
        match Disk::make(at, &name) {
            Err(Errno::EXIST) if number < u32::from(u16::MAX) => number += 1,
            made => return Ok((made?, name)),
        }
    }
}
