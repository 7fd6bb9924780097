//! A text or a document for people put into a file of its own, outside of any store.

use std::io;
use std::path::{Path, PathBuf};

use directories::BaseDirs;
use rustix::fs::Mode;
use rustix::io::Errno;

use super::StoreError;
use super::disk::{Confirmed, Disk, Place};

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
    match disk.put(None, name, bytes, Mode::RUSR | Mode::WUSR, Place::Free) {
        Ok(Confirmed::Yes) => Ok(path),
        Ok(Confirmed::No) => Err(StoreError::Unconfirmed(path.display().to_string())),
        Err(error) if error.raw_os_error() == Some(Errno::EXIST.raw_os_error()) => Err(StoreError::Exists(path)),
        Err(error) => Err(failed(error)),
    }
}

fn in_home(typed: &str) -> PathBuf {
    let home = BaseDirs::new().zip(typed.strip_prefix("~/"));
    home.map_or_else(|| PathBuf::from(typed), |(home, rest)| home.home_dir().join(rest))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

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
}
