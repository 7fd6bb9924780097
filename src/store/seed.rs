//! The stores that come with the program: the Dorset sample, and a start for any partnership in England.

use std::io;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};
use rustix::fs::{self, Gid, Mode};

use super::disk::{Confirmed, Disk, Found, Place, Sharing};
use super::lock;
use super::{Memory, StoreError};
use crate::model::{Invalid, Kind};

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/sample");
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/starter");

/// What a new store begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// The Dorset store of 9 March 2023, to try things in.
    Sample,
    /// The statutory duties and the report's sections, and nothing local.
    Starter,
}

impl Seed {
    /// Its files, by path within the store; `store.ron` comes last, since it is what makes a folder a store.
    pub fn files(self) -> Vec<(&'static str, &'static str)> {
        fn gather(folder: &'static Dir<'static>, files: &mut Vec<(&'static str, &'static str)>) {
            for entry in folder.entries() {
                match entry {
                    DirEntry::Dir(folder) => gather(folder, files),
                    DirEntry::File(file) => files.extend(file.path().to_str().zip(file.contents_utf8())),
                }
            }
        }
        let mut files = Vec::new();
        gather(if self == Self::Sample { &SAMPLE } else { &STARTER }, &mut files);
        files.sort_unstable_by_key(|(path, _)| (*path == "store.ron", *path));
        files
    }

    /// The same as a store that stands on no disk.
    pub fn in_memory(self) -> Memory {
        Memory::new(self.files())
    }
}

/// Makes a store in a folder, which is made where there is none, and tells who shares it: with a group, its members, and so
/// in a folder that a group shares already.
///
/// # Errors
/// A folder that holds a store already, or a file that would have to be replaced; an unknown group; and whatever keeps
/// it from being written. Trying again after a failure goes on where it stopped.
pub fn init(path: &Path, seed: Seed, group: Option<&str>) -> Result<Sharing, StoreError> {
    let failed = |what: &str, source: io::Error| StoreError::Io { path: what.to_owned(), saving: true, source };
    let at = path.display().to_string();
    let group = group.map(group_id).transpose()?;
    if path.join("store.ron").symlink_metadata().is_ok() {
        return Err(StoreError::AlreadyAStore(path.to_owned()));
    }
    let is_new = !path.exists();
    if is_new {
        make_folders(path).map_err(|source| failed(&at, source))?;
    }
    if let Some(group) = group
        && let Err(error) = fs::chown(path, None, Some(group))
    {
        if is_new {
            drop(std::fs::remove_dir(path)); // nothing is in it
        }
        return Err(failed(&at, error.into()));
    }
    if is_new || group.is_some() {
        let wanted = if group.is_some() { Sharing::Group } else { Sharing::Private };
        fs::chmod(path, wanted.folder_mode()).map_err(|error| failed(&at, error.into()))?;
    }
    let disk = Disk::open(path).map_err(|source| failed(&at, source))?;
    // A folder that a group shares already makes a store that it shares.
    let sharing = disk.sharing().map_err(|source| failed(&at, source))?;
    let _held = lock::hold(&disk, sharing, "csp init")?;
    fill(&disk, seed, sharing)?;
    Ok(sharing)
}

/// Puts the files into an empty store, `store.ron` last, so that a store is there only when it is whole.
fn fill(disk: &Disk, seed: Seed, sharing: Sharing) -> Result<(), StoreError> {
    let failed = |what: &str, source: io::Error| StoreError::Io { path: what.to_owned(), saving: true, source };
    for folder in Kind::ALL.into_iter().filter_map(Kind::folder) {
        disk.make_folder(folder, sharing.folder_mode()).map_err(|source| failed(folder, source))?;
    }
    for (file, text) in seed.files() {
        let (folder, name) = file.split_once('/').map_or((None, file), |(folder, name)| (Some(folder), name));
        match disk.read(folder, name.as_bytes()).map_err(|source| failed(file, source))? {
            Found::Nothing => {}
            Found::File(file) if file.bytes == text.as_bytes() => continue,
            Found::File(..) | Found::Refused(_) => return Err(Invalid::new(in_the_way(disk.path(), file)).into()),
        }
        let put = disk.put(folder, name, text.as_bytes(), sharing.file_mode(), Place::Free);
        if put.map_err(|source| failed(file, source))? == Confirmed::No {
            return Err(failed(file, io::Error::other("the disk did not confirm it")));
        }
    }
    Ok(())
}

fn in_the_way(path: &Path, file: &str) -> String {
    format!("{} is there already and would have to be replaced. Next: name an empty folder", path.join(file).display())
}

/// Makes the folder and those above it, readable by their owner only.
fn make_folders(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(Mode::RWXU.as_raw_mode()).create(path)
}

fn group_id(name: &str) -> Result<Gid, StoreError> {
    let group = nix::unistd::Group::from_name(name).ok().flatten();
    let group = group.ok_or_else(|| Invalid::new(format!("there is no group {name:?} on this machine")))?;
    Ok(Gid::from_raw(group.gid.as_raw()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::Store;
    use super::*;
    use crate::model::{Kind, Record};

    /// How many records of a kind there are, archived or not.
    fn count(book: &crate::model::Book, kind: Kind) -> usize {
        book.records().filter(|(_, record)| record.kind() == kind).count()
    }

    #[test]
    fn both_seeds_read_without_a_fault_and_every_link_leads_somewhere() {
        for seed in [Seed::Sample, Seed::Starter] {
            let book = seed.in_memory().load().unwrap();

            assert_eq!(book.faults(), []);
            for (id, record) in book.records() {
                for (about, field) in record.fields() {
                    for link in field.links() {
                        let kind = book.kind(link);
                        let fits = kind.is_some_and(|kind| about.links_to.contains(&kind));
                        assert!(fits, "{id}: {} leads to {link}, {kind:?}", about.name);
                    }
                }
            }
        }
    }

    #[test]
    fn the_sample_holds_the_whole_inventory_and_each_record_its_paragraph() {
        let book = Seed::Sample.in_memory().load().unwrap();

        let counts: Vec<_> = Kind::ALL.into_iter().map(|kind| (kind.word(), count(&book, kind))).collect();
        assert_eq!(
            counts,
            [
                ("priority", 6),
                ("theme", 4),
                ("duty", 8),
                ("action", 26),
                ("plan", 7),
                ("funding", 4),
                ("body", 14),
                ("meeting", 1),
                ("recommendation", 1),
                ("report", 1),
                ("partnership", 1),
            ]
        );
        let without: Vec<_> =
            book.records().filter(|(_, record)| record.source().is_none()).map(|(id, _)| id).collect();
        assert!(without.is_empty(), "no paragraph: {without:?}");
    }

    #[test]
    fn the_sample_invents_nothing() {
        let book = Seed::Sample.in_memory().load().unwrap();

        for (id, record) in book.records() {
            for name in [
                "owner",
                "due",
                "revised_due",
                "review",
                "completed",
                "rag",
                "direction",
                "amounts",
                "milestones",
                "next_due",
                "updates",
            ] {
                let stated = record.field(name).is_some_and(|(_, field)| field.is_stated());
                assert!(!stated, "{id} states {name}");
            }
            if matches!(record, Record::Action(action) if action.lead_agency.is_some()) {
                panic!("{id} states a lead agency");
            }
        }
    }

    #[test]
    fn the_starter_has_duties_with_marked_law_and_nothing_local() {
        let book = Seed::Starter.in_memory().load().unwrap();

        assert_eq!((count(&book, Kind::Duty), count(&book, Kind::Action), count(&book, Kind::Body)), (12, 0, 0));
        for (id, record) in book.records() {
            if let Record::Duty(duty) = record {
                assert!(!duty.law.is_empty() && duty.law.iter().all(|law| law.mark.is_some()), "{id}");
            }
            assert!(!format!("{record:?}").contains("Dorset"), "{id}");
        }
    }

    #[test]
    fn a_store_is_made_once_and_never_over_another() {
        let folder = tempfile::TempDir::new().unwrap();
        let at = folder.path().join("new/store");

        init(&at, Seed::Starter, None).unwrap();
        let again = init(&at, Seed::Sample, None);

        assert!(matches!(again, Err(StoreError::AlreadyAStore(_))), "{again:?}");
        assert_eq!(super::super::Folder::open(&at, "Ann").unwrap().load().unwrap().faults(), []);
        assert!(init(&folder.path().join("other"), Seed::Starter, Some("no-such-group")).is_err());
        assert!(!folder.path().join("other").exists());
    }

    #[test]
    fn a_store_that_cannot_be_made_whole_is_none_and_is_finished_by_trying_again() {
        let asked = Arc::new(AtomicUsize::new(0));
        for fails in 0.. {
            let folder = tempfile::TempDir::new().unwrap();
            let count = Arc::clone(&asked);
            count.store(0, Ordering::Relaxed);
            let full = move |_| match count.fetch_add(1, Ordering::Relaxed) {
                // Disk full, over quota, read-only, no permission, a broken disk: one after the other.
                number if number >= fails => Err(io::Error::from_raw_os_error([28, 122, 30, 13, 5][fails % 5])),
                _ => Ok(()),
            };
            let disk = Disk::open(folder.path()).unwrap().tried(Arc::new(full));

            if fill(&disk, Seed::Starter, Sharing::Private).is_ok() {
                assert!(fails > 50, "{fails} calls are asked for");
                break;
            }
            let is_a_store = folder.path().join("store.ron").exists();
            assert!(!is_a_store || asked.load(Ordering::Relaxed) == fails + 1, "only the last call comes after it");
            if !is_a_store {
                init(folder.path(), Seed::Starter, None).unwrap();
            }
            let book = super::super::Folder::open(folder.path(), "Ann").unwrap().load().unwrap();
            assert_eq!((book.faults(), count_all(&book)), (&[][..], Seed::Starter.files().len()));
        }
    }

    fn count_all(book: &crate::model::Book) -> usize {
        book.records().count()
    }

    #[test]
    fn a_file_in_the_way_is_never_replaced_and_a_half_made_store_is_finished() {
        let folder = tempfile::TempDir::new().unwrap();
        init(folder.path(), Seed::Starter, None).unwrap();
        std::fs::remove_file(folder.path().join("store.ron")).unwrap();
        std::fs::remove_file(folder.path().join("duties/prevent.ron")).unwrap();

        init(folder.path(), Seed::Starter, None).unwrap();
        assert!(folder.path().join("duties/prevent.ron").exists());

        std::fs::remove_file(folder.path().join("store.ron")).unwrap();
        #[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
        std::fs::write(folder.path().join("report.ron"), "mine").unwrap();
        assert!(init(folder.path(), Seed::Starter, None).is_err());
        assert_eq!(std::fs::read_to_string(folder.path().join("report.ron")).unwrap(), "mine");
    }
}
