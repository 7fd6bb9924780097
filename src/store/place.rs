//! Which store is meant: the one that was named, else the one in its usual place, else the sample.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::model::{Kind, nearest};

/// Where a store is, or that there is none yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The store that was named, or that stands in its usual place.
    Store(PathBuf),
    /// There is no store yet. The interface opens the sample in this folder, beside the usual place.
    None {
        /// The usual place, where `csp init` makes the store.
        usual: PathBuf,
        /// Where the sample may be tried.
        sample: PathBuf,
    },
}

/// The store that is meant. `named` is what `--store` or `CSP_STORE` says.
///
/// # Errors
/// No store is named and the user has no home folder to look in.
pub fn choose(named: Option<&Path>) -> Result<Chosen, NoHome> {
    if let Some(named) = named {
        return Ok(Chosen::Store(named.to_owned()));
    }
    let usual = usual()?;
    // Records whose store.ron is gone are a store too, and never hidden behind the sample.
    if usual.join("store.ron").symlink_metadata().is_ok() || has_records(&usual) {
        return Ok(Chosen::Store(usual));
    }
    let sample = usual.with_file_name("csp-sample");
    Ok(Chosen::None { usual, sample })
}

/// Whether a folder has those in which records stand.
pub(crate) fn has_records(path: &Path) -> bool {
    Kind::ALL.into_iter().filter_map(Kind::folder).any(|folder| path.join(folder).symlink_metadata().is_ok())
}

/// The store beside a folder that is none, whose name is like its name; `None` where there is none, or nobody can tell.
pub(crate) fn nearest_store(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let beside = match path.parent() {
        Some(beside) if !beside.as_os_str().is_empty() => beside,
        _ => Path::new("."),
    };
    let folders = beside.read_dir().ok()?.filter_map(Result::ok).filter(|it| it.path().join("store.ron").is_file());
    let names: BTreeSet<_> =
        folders.filter_map(|it| it.file_name().into_string().ok()).filter(|it| it != name).collect();
    Some(path.with_file_name(nearest(name, names.iter().map(String::as_str))?))
}

/// The usual place of a user's store.
///
/// # Errors
/// The user has no home folder.
pub fn usual() -> Result<PathBuf, NoHome> {
    ProjectDirs::from("", "", "csp").map(|dirs| dirs.data_dir().to_owned()).ok_or(NoHome)
}

/// Where a user's settings are, if there are any.
///
/// # Errors
/// The user has no home folder.
pub fn settings() -> Result<PathBuf, NoHome> {
    ProjectDirs::from("", "", "csp").map(|dirs| dirs.config_dir().join("config.ron")).ok_or(NoHome)
}

/// Where a user's unfinished typing lies, in files that nobody else can read.
///
/// # Errors
/// The user has no home folder.
pub fn state() -> Result<PathBuf, NoHome> {
    let dirs = ProjectDirs::from("", "", "csp").ok_or(NoHome)?;
    Ok(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
}

/// There is no home folder, so nothing says where a store would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no home folder to look for a store in. Next: name one with --store DIR or CSP_STORE")]
pub struct NoHome;

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_slip_in_the_name_of_a_store_is_understood_and_no_other_folder_is_meant() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        for folder in ["practice", "pratices"] {
            fs::create_dir(at(folder)).unwrap();
        }
        #[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
        fs::write(at("practice").join("store.ron"), "").unwrap();

        assert_eq!(nearest_store(&at("pratice")), Some(at("practice")));
        assert_eq!(nearest_store(&at("elsewhere")), None);
        assert_eq!(nearest_store(&at("none").join("practice")), None, "there is no such folder");
    }
}
