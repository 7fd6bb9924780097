//! Files of people, outside of any store: what is handed out gets a file of its own, and what is brought in is read.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use directories::BaseDirs;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use serde::de::DeserializeOwned;

use super::StoreError;
use super::disk::{Confirmed, Disk};
use super::format::{self, LARGEST, Trouble};

/// Puts bytes into a new file that only its owner can read, and tells its path. `~/` is the home folder; another path
/// counts from where the program was started.
///
/// # Errors
/// There is something of that name already, which is never written over; or the file cannot be made there.
pub fn write_new(typed: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    let path = in_home(typed);
    let failed = |source: io::Error| StoreError::NotWritten { path: path.clone(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| failed(io::Error::other("this is no name for a file")))?;
    let disk = Disk::open(folder).map_err(failed)?;
    match disk.put_new(name, bytes, Mode::RUSR | Mode::WUSR) {
        Ok(Confirmed::Yes) => Ok(path),
        Ok(Confirmed::No) => Err(StoreError::Unconfirmed(path.display().to_string())),
        Err(error) if error.raw_os_error() == Some(Errno::EXIST.raw_os_error()) => Err(StoreError::Exists(path)),
        Err(error) => Err(failed(error)),
    }
}

/// The bytes of a file that was named; `~/` is the home folder.
///
/// # Errors
/// There is no such file, it is no plain file, it cannot be read, or it is larger than so many bytes.
pub fn read_named(typed: &str, largest: usize) -> Result<Vec<u8>, StoreError> {
    read_plain(&in_home(typed), largest)
}

fn read_plain(path: &Path, largest: usize) -> Result<Vec<u8>, StoreError> {
    let failed = |source: io::Error| StoreError::Io { path: path.display().to_string(), saving: false, source };
    // A pipe would be waited for.
    let opened =
        File::options().read(true).custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(path).map_err(failed)?;
    if !opened.metadata().map_err(failed)?.is_file() {
        return Err(failed(io::Error::other("this is not a plain file")));
    }
    let mut bytes = Vec::new();
    opened.take(largest as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > largest {
        let what = format!(
            "the file is larger than {} MiB. Next: take out what does not belong in it",
            largest / (1024 * 1024)
        );
        return Err(failed(io::Error::other(what)));
    }
    Ok(bytes)
}

/// What a file of settings says; `None` where there is none, or it says nothing.
///
/// # Errors
/// It cannot be read, or says something else: in which line and column, and what to do.
pub fn read_settings<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StoreError> {
    let bytes = match read_plain(path, LARGEST) {
        Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    format::read(&bytes).map(Some).map_err(|Trouble { place, what, .. }| {
        let (line, column) = place.unwrap_or((1, 1));
        let path = path.display();
        StoreError::Settings(format!("{path}:{line}:{column}: {what}. Next: mend line {line}, or move the file away"))
    })
}

fn in_home(typed: &str) -> PathBuf {
    let home = BaseDirs::new().zip(typed.strip_prefix("~/"));
    home.map_or_else(|| PathBuf::from(typed), |(home, rest)| home.home_dir().join(rest))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::disk::Call;
    use super::*;

    #[test]
    fn a_text_gets_a_private_file_of_its_own_and_never_replaces_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("duties.txt");
        let typed = path.to_str().unwrap();

        assert_eq!(write_new(typed, b"Duties\n").unwrap(), path);
        assert_eq!(fs::read_to_string(&path).unwrap(), "Duties\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let refused = write_new(typed, b"Other\n").unwrap_err().to_string();
        assert!(refused.contains("already") && refused.contains("duties.txt"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "Duties\n");
        assert!(write_new("/nowhere/at/all/x.txt", b"").unwrap_err().to_string().contains("/nowhere/at/all"));
        assert!(write_new("/", b"").unwrap_err().to_string().contains("no name for a file"));
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing else is left there");
    }

    #[test]
    fn nothing_else_in_the_folder_is_touched_and_nothing_is_left_where_it_fails() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join(".plan.md.tmp");
        fs::File::create(&own).unwrap().write_all(b"Mine").unwrap();
        let (path, names) = (folder.path().join("plan.md"), || fs::read_dir(folder.path()).unwrap().count());

        write_new(path.to_str().unwrap(), b"Plan\n").unwrap();
        write_new(path.to_str().unwrap(), b"Other\n").unwrap_err();

        assert_eq!(fs::read_to_string(&own).unwrap(), "Mine");
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names()), ("Plan\n", 2));
        for number in 0..5 {
            let count = AtomicUsize::new(0);
            let fails = move |_| {
                let now = count.fetch_add(1, Ordering::Relaxed);
                if now == number { Err(io::Error::from_raw_os_error(28)) } else { Ok(()) }
            };
            let disk = Disk::open(folder.path()).unwrap().tried(Arc::new(fails));

            assert!(disk.put_new("other.md", b"x", Mode::RUSR | Mode::WUSR).is_err(), "call {number}");
            assert_eq!(names(), 2, "call {number}");
        }
    }

    #[test]
    fn of_two_that_write_to_one_name_at_once_the_first_has_it_and_the_other_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.md");
        let typed = path.to_str().unwrap().to_owned();
        for call in [Call::Write, Call::Rename] {
            let meanwhile = typed.clone();
            let disk = Disk::open(folder.path()).unwrap().tried(Arc::new(move |now| {
                if now == call {
                    write_new(&meanwhile, b"Theirs\n").map_err(io::Error::other)?;
                }
                Ok(())
            }));

            let refused = disk.put_new("plan.md", b"Mine\n", Mode::RUSR | Mode::WUSR).unwrap_err();

            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists, "{call:?}: {refused}");
            assert_eq!(fs::read_to_string(&path).unwrap(), "Theirs\n");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{call:?}");
            fs::remove_file(&path).unwrap();
        }
    }
}
