//! Which files of a folder are the store's own, by their paths: only these are ever in its history, and only these are taken
//! from another machine.

use super::disk::{Disk, Found};
use super::format::LARGEST;
use super::load::stem;
use super::{TEMPLATES, version};
use crate::model::{Id, Kind, Version};

/// The longest name of a template's file, in bytes.
pub(crate) const LONGEST_NAME: usize = 80;

/// A file that a store keeps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kept {
    /// A record.
    Record(Kind, Id),
    /// Another version of a record, of this file name.
    Version(Id, String),
    /// A template of the store's own, of this file name.
    Template(String),
}

impl Kept {
    /// What a path is the path of.
    pub(crate) fn at(path: &[u8]) -> Option<Self> {
        let path = std::str::from_utf8(path).ok()?;
        let Some((folder, name)) = path.split_once('/') else {
            let kind = Kind::ALL
                .into_iter()
                .find(|kind| kind.alone().is_some() && kind.alone() == path.strip_suffix(".ron"))?;
            return Some(Self::Record(kind, Id::new(kind.alone()?).ok()?));
        };
        match folder {
            Version::FOLDER => Some(Self::Version(version::record_of(name)?, name.to_owned())),
            TEMPLATES => is_plain(name).then(|| Self::Template(name.to_owned())),
            _ => {
                let id = std::str::from_utf8(stem(name.as_bytes())?).ok().and_then(|stem| Id::new(stem).ok())?;
                Some(Self::Record(Kind::of_folder(folder)?, id))
            }
        }
    }

    /// Its folder; `None` where it stands alone.
    pub(crate) fn folder(&self) -> Option<&'static str> {
        match self {
            Self::Record(kind, _) => kind.folder(),
            Self::Version(..) => Some(Version::FOLDER),
            Self::Template(_) => Some(TEMPLATES),
        }
    }

    /// The name of its file.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Record(_, id) => format!("{id}.ron"),
            Self::Version(_, name) | Self::Template(name) => name.clone(),
        }
    }

    /// Its path within the store.
    pub(crate) fn path(&self) -> String {
        self.folder().map_or_else(|| self.name(), |folder| format!("{folder}/{}", self.name()))
    }

    /// Whether a path is in the way of a store's own, or is the program's scratch.
    pub(crate) fn is_reserved(path: &[u8]) -> bool {
        let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(end, _)| end).chain([path.len()]);
        let mut folders = Kind::ALL.into_iter().filter_map(Kind::folder).chain([Version::FOLDER, TEMPLATES]);
        let is_scratch = path.split(|byte| *byte == b'/').next() == Some(super::lock::SCRATCH.as_bytes());
        is_scratch
            || folders.any(|folder| folder.as_bytes() == path)
            || ends.into_iter().any(|end| Self::at(&path[..end]).is_some())
    }

    /// Every such file that stands in a folder, with its bytes. What cannot be read, or is no plain file within the limits, is
    /// passed over: it is told where the store is loaded.
    pub(crate) fn all(disk: &Disk) -> Vec<(Self, Vec<u8>)> {
        let folders = Kind::ALL.into_iter().filter_map(Kind::folder).chain([Version::FOLDER, TEMPLATES]);
        let mut all = Vec::new();
        for folder in std::iter::once(None).chain(folders.map(Some)) {
            let Ok(Some(open)) = disk.open_folder(folder) else { continue };
            for name in open.names().unwrap_or_default() {
                let path = folder.map_or_else(|| name.clone(), |folder| [folder.as_bytes(), b"/", &name].concat());
                let Some(kept) = Self::at(&path) else { continue };
                if let Ok(Found::File(file)) = open.read(&name) {
                    all.push((kept, file.bytes));
                }
            }
        }
        all
    }

    /// Its bytes as they stand; `None` where there is no plain file within the limits.
    pub(crate) fn read(&self, disk: &Disk) -> Option<Vec<u8>> {
        match disk.read_within(self.folder(), self.name().as_bytes(), LARGEST) {
            Ok(Found::File(file)) => Some(file.bytes),
            _ => None,
        }
    }
}

/// Whether a template's file has a name that is the same everywhere.
fn is_plain(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    name.len() <= LONGEST_NAME
        && name.strip_suffix(".md").is_some()
        && !name.starts_with('.')
        && name.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_stores_own_paths_are_kept_and_each_leads_back_to_itself() {
        for path in [
            "store.ron",
            "report.ron",
            "actions/turnaround.ron",
            "conflicts/turnaround.0123abcd.ron",
            "templates/board.md",
        ] {
            assert_eq!(Kept::at(path.as_bytes()).map(|kept| kept.path()).as_deref(), Some(path));
        }
        for path in [
            "README.md",
            "actions.ron",
            "actions/.turnaround.ron.tmp",
            "actions/Turnaround.ron",
            "actions/../store.ron",
            "actions/a/b.ron",
            "conflicts/turnaround.ron",
            "templates/.gitattributes",
            "templates/board.sh",
            ".gitattributes",
            ".csp/lock",
            "",
        ] {
            assert_eq!(Kept::at(path.as_bytes()), None, "{path}");
        }
        for path in ["actions", "actions/x.ron", "actions/x.ron/y", "store.ron", "store.ron/y", ".csp/x"] {
            assert!(Kept::is_reserved(path.as_bytes()), "{path}");
        }
        for path in ["README.md", "docs/actions", "actions/README.md", "templates/logo.png"] {
            assert!(!Kept::is_reserved(path.as_bytes()), "{path}");
        }
    }
}
