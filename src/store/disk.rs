//! The few calls on the file system that a store makes, each relative to the store's folder and never through a link.
//!
//! A test puts a `Trial` before the calls to make the n-th one fail; in a program in use none ever does.

mod apart;
mod batch;
mod reading;

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{self, AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

use super::format::LARGEST;
use super::stamp::Stamp;

pub(crate) use batch::{Leaf, Stopped};

/// Where the calls go: the folder of a store, opened once.
pub(crate) struct Disk {
    root: OwnedFd,
    path: PathBuf,
    trial: Trial,
}

/// Asked before each call; an error stands in for the call's own.
pub(crate) type Trial = Arc<dyn Fn(Call) -> io::Result<()> + Send + Sync>;

/// A call to the disk: the first four only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    OpenFolder,
    List,
    Look,
    Read,
    MakeFolder,
    Create,
    Write,
    SetMode,
    SyncFile,
    Rename,
    SyncFolder,
    Lock,
    Scribble,
    Remove,
}

/// Who may read and write what the store makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Folders 0700, files 0600.
    Private,
    /// Folders 2770, files 0660: the store's folder hands its group on and the group may write.
    Group,
}

impl Sharing {
    pub(crate) fn folder_mode(self) -> Mode {
        Mode::from_raw_mode(if self == Self::Group { 0o2770 } else { 0o700 })
    }

    pub(crate) fn file_mode(self) -> Mode {
        Mode::from_raw_mode(if self == Self::Group { 0o660 } else { 0o600 })
    }
}

/// A folder of the store, open.
pub(crate) struct OpenFolder {
    at: OwnedFd,
    trial: Trial,
}

/// A plain file as it stands.
pub(crate) struct Plain {
    pub(crate) bytes: Vec<u8>,
    pub(crate) mode: Mode,
    /// How many names it has.
    pub(crate) names: u64,
    /// Its stamp just before it was read.
    pub(crate) stamp: Stamp,
}

/// What stands at a name.
pub(crate) enum Found {
    /// A plain file.
    File(Plain),
    /// Nothing.
    Nothing,
    /// Something that is never read: why.
    Refused(String),
}

impl Disk {
    /// Opens the folder; the folder itself may be reached through a link.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let root = fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        Ok(Self { root, path: path.to_owned(), trial: Arc::new(|_| Ok(())) })
    }

    /// Opens a folder of the user's own, which is made where there is none, with those above it.
    pub(crate) fn open_own(path: &Path) -> io::Result<Self> {
        let mode = Sharing::Private.folder_mode();
        std::fs::DirBuilder::new().recursive(true).mode(mode.as_raw_mode()).create(path)?;
        let disk = Self::open(path)?;
        fs::fchmod(&disk.root, mode)?;
        Ok(disk)
    }

    /// The same with a trial before each call that changes something.
    #[cfg(test)]
    pub(crate) fn tried(self, trial: Trial) -> Self {
        let reads = |call| call <= Call::Read;
        self.tried_in_all(Arc::new(move |call| if reads(call) { Ok(()) } else { trial(call) }))
    }

    /// The same with a trial before each call, whether it changes something or reads.
    #[cfg(test)]
    pub(crate) fn tried_in_all(self, trial: Trial) -> Self {
        Self { trial, ..self }
    }

    /// The folder's path as it was given.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the folder is one that a group shares.
    pub(crate) fn sharing(&self) -> io::Result<Sharing> {
        (self.trial)(Call::Look)?;
        let mode = Mode::from_raw_mode(fs::fstat(&self.root)?.st_mode);
        let shared = mode.contains(Mode::SGID) && mode.contains(Mode::WGRP);
        Ok(if shared { Sharing::Group } else { Sharing::Private })
    }

    /// A folder of the store; `None` is the store's own.
    fn folder(&self, folder: Option<&str>) -> io::Result<OwnedFd> {
        (self.trial)(Call::OpenFolder)?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(fs::openat(&self.root, folder.unwrap_or("."), flags, Mode::empty())?)
    }

    /// A folder of the store, to read from; `None` where there is no such folder.
    pub(crate) fn open_folder(&self, folder: Option<&str>) -> io::Result<Option<OpenFolder>> {
        match self.folder(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            other => Ok(Some(OpenFolder { at: other?, trial: Arc::clone(&self.trial) })),
        }
    }

    /// What stands at a name.
    pub(crate) fn read(&self, folder: Option<&str>, name: &[u8]) -> io::Result<Found> {
        self.read_within(folder, name, LARGEST)
    }

    /// The same with another limit on the size, in bytes.
    pub(crate) fn read_within(&self, folder: Option<&str>, name: &[u8], largest: usize) -> io::Result<Found> {
        match self.open_folder(folder)? {
            Some(folder) => folder.read_within(name, largest),
            None => Ok(Found::Nothing),
        }
    }

    /// Whether anything at all stands at a name.
    pub(crate) fn exists(&self, folder: Option<&str>, name: &str) -> io::Result<bool> {
        (self.trial)(Call::Look)?;
        let path = folder.map_or_else(|| name.to_owned(), |folder| format!("{folder}/{name}"));
        match fs::statat(&self.root, path, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(_) => Ok(true),
            Err(Errno::NOENT) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The stamp of what stands at a name in the store's own folder, `.` being the folder; `None` where there is nothing, or
    /// it cannot be looked at.
    pub(crate) fn stamp(&self, name: &str) -> Option<Stamp> {
        (self.trial)(Call::Look).ok()?;
        fs::statat(&self.root, name, AtFlags::SYMLINK_NOFOLLOW).ok().map(Stamp::from)
    }

    /// Makes a folder where there is none.
    pub(crate) fn make_folder(&self, folder: &str, mode: Mode) -> io::Result<()> {
        if self.exists(None, folder)? {
            return Ok(());
        }
        (self.trial)(Call::MakeFolder)?;
        match fs::mkdirat(&self.root, folder, mode) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
        let made = self.folder(Some(folder))?;
        fs::fchmod(&made, mode)?;
        fs::fsync(&self.root)?;
        Ok(())
    }

    /// Puts a text at a name, whole or not at all, and tells whether the disk confirmed that the name now leads to it.
    /// The text goes to a temporary file in the same folder, is forced to disk, and takes the name in one step. Only the
    /// holder of the store's lock, or of the draft's, may call this.
    ///
    /// # Errors
    /// Nothing has changed then. A call that failed to force the file to disk is never tried again.
    pub(crate) fn put(
        &self,
        folder: Option<&str>,
        name: &str,
        bytes: &[u8],
        mode: Mode,
        place: Place,
    ) -> io::Result<Confirmed> {
        let at = self.folder(folder)?;
        let temporary = format!(".{name}.tmp");
        let written = self.write_new(&at, &temporary, bytes, mode);
        let put = written.and_then(|file| self.sync(&file)).and_then(|()| self.take_name(&at, &temporary, name, place));
        if let Err(error) = put {
            // What is left of a failed attempt; the next one removes it too.
            let _ = fs::unlinkat(&at, temporary.as_str(), AtFlags::empty());
            return Err(error);
        }
        Ok(self.confirmed([&at]))
    }

    /// Puts a text at a name for the holder of a lock, where it does not matter if the text is lost or is not
    /// whole after a crash. The disk is not waited for.
    pub(crate) fn scribble(&self, folder: &str, name: &str, text: &str, mode: Mode) -> io::Result<()> {
        (self.trial)(Call::Scribble)?;
        let at = self.folder(Some(folder))?;
        let temporary = format!(".{name}.tmp");
        let written = Self::create(&at, &temporary).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            fs::fchmod(&file, mode)?;
            Ok(fs::renameat(&at, temporary.as_str(), &at, name)?)
        });
        if written.is_err() {
            let _ = fs::unlinkat(&at, temporary.as_str(), AtFlags::empty());
        }
        written
    }

    /// Removes what stands at a name, and what a killed attempt to write it left.
    pub(crate) fn remove(&self, folder: Option<&str>, name: &str) -> io::Result<()> {
        (self.trial)(Call::Remove)?;
        let at = self.folder(folder)?;
        for name in [&format!(".{name}.tmp"), name] {
            match fs::unlinkat(&at, name, AtFlags::empty()) {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Waits until the disk has confirmed what was removed from a folder.
    pub(crate) fn confirm(&self, folder: Option<&str>) -> io::Result<()> {
        match self.confirmed([&self.folder(folder)?]) {
            Confirmed::Yes => Ok(()),
            Confirmed::No => Err(io::Error::other("the disk did not confirm it")),
        }
    }

    fn write_new(&self, at: &OwnedFd, name: &str, text: &[u8], mode: Mode) -> io::Result<File> {
        (self.trial)(Call::Create)?;
        self.fill(Self::create(at, name)?, text, mode)
    }

    fn fill(&self, mut file: File, text: &[u8], mode: Mode) -> io::Result<File> {
        (self.trial)(Call::Write)?;
        file.write_all(text)?;
        (self.trial)(Call::SetMode)?;
        fs::fchmod(&file, mode)?;
        Ok(file)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        (self.trial)(Call::SyncFile)?;
        Ok(fs::fsync(file)?)
    }

    fn take_name(&self, at: &OwnedFd, temporary: &str, name: &str, place: Place) -> io::Result<()> {
        (self.trial)(Call::Rename)?;
        match place {
            Place::Taken => Ok(fs::renameat(at, temporary, at, name)?),
            Place::Free => rename_to_free(at, temporary, name),
        }
    }

    /// Whether the disk confirms the names that were taken in these folders.
    fn confirmed<'a>(&self, folders: impl IntoIterator<Item = &'a OwnedFd>) -> Confirmed {
        let mut folders = folders.into_iter();
        let confirm = |at: &OwnedFd| (self.trial)(Call::SyncFolder).is_ok() && fs::fsync(at).is_ok();
        if folders.all(confirm) { Confirmed::Yes } else { Confirmed::No }
    }

    /// A new file under a temporary name.
    fn create(at: &OwnedFd, name: &str) -> io::Result<File> {
        // Only the holder of the lock makes this name, so what is there is left from one that was killed.
        match fs::unlinkat(at, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(Self::make(at, name)?),
            Err(error) => Err(error.into()),
        }
    }

    fn make(at: &OwnedFd, name: &str) -> Result<File, Errno> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        fs::openat(at, name, flags, Mode::RUSR | Mode::WUSR).map(File::from)
    }

    /// Opens a file for a lock, making it where there is none; `None` where something else than a plain file stands
    /// there. In a folder with the sticky bit a colleague's file can be opened but not made anew, so it is opened first.
    pub(crate) fn open_lock(&self, folder: Option<&str>, name: &str, mode: Mode) -> io::Result<Option<File>> {
        (self.trial)(Call::Lock)?;
        let at = self.folder(folder)?;
        let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        match fs::openat(&at, name, flags, Mode::empty()) {
            Err(Errno::NOENT) => {}
            other => return plain(other),
        }
        match fs::openat(&at, name, flags | OFlags::CREATE | OFlags::EXCL, Mode::RUSR | Mode::WUSR) {
            Err(Errno::EXIST) => plain(fs::openat(&at, name, flags, Mode::empty())),
            other => {
                let file = File::from(other?);
                fs::fchmod(&file, mode)?;
                Ok(Some(file))
            }
        }
    }
}

/// What was opened, if it is a plain file.
fn plain(opened: Result<OwnedFd, Errno>) -> io::Result<Option<File>> {
    let file = match opened {
        Err(Errno::LOOP | Errno::MLINK | Errno::ISDIR | Errno::NXIO) => return Ok(None),
        other => other?,
    };
    let is_plain = fs::FileType::from_raw_mode(fs::fstat(&file)?.st_mode).is_file();
    Ok(is_plain.then(|| File::from(file)))
}

/// Whether something stands already at the name that a text takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is replaced.
    Taken,
    /// It must be free; what stands there is never replaced.
    Free,
}

/// Whether the disk confirmed a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirmed {
    Yes,
    No,
}

/// Takes a name only where nothing has it; on a file system that cannot do that in one step, by a second name.
fn rename_to_free(at: &OwnedFd, from: &str, to: &str) -> io::Result<()> {
    match fs::renameat_with(at, from, at, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            fs::linkat(at, from, at, to, AtFlags::empty())?;
            Ok(fs::unlinkat(at, from, AtFlags::empty())?)
        }
        other => Ok(other?),
    }
}
