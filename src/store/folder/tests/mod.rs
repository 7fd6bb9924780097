//! The contract on disk, and what only a disk can do to a store.

mod anomalies;
mod failures;
mod killed;
mod many;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::model::kinds::Action;
use crate::model::text::Line;
use crate::store::contract::{self, FILES, id, set_owner};

/// A store in a temporary folder, which goes when this goes.
struct Fresh {
    store: Folder,
    at: Arc<TempDir>,
    /// When it was opened, so that no time passes between glances.
    opened: Instant,
}

impl Fresh {
    fn new() -> Self {
        let at = TempDir::new().unwrap();
        for (path, text) in FILES {
            let path = at.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            #[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
            fs::write(&path, text).unwrap();
        }
        Self { store: Folder::open(at.path(), "Ann").unwrap(), at: Arc::new(at), opened: Instant::now() }
    }

    /// The same store, opened by Bea.
    fn to_bea(&self) -> Self {
        Self { store: Folder::open(self.at.path(), "Bea").unwrap(), at: Arc::clone(&self.at), opened: Instant::now() }
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at.path().join(path)).unwrap()
    }

    fn mode(&self, path: &str) -> u32 {
        fs::metadata(self.at.path().join(path)).unwrap().mode() & 0o7777
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.at.path().join(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// What `csp check` would say of one file.
    fn fault(&self, path: &str) -> String {
        let book = self.store.load().unwrap();
        let fault = book.faults().iter().find(|fault| fault.path == path);
        fault.unwrap_or_else(|| panic!("no fault of {path} in {:?}", book.faults())).to_string()
    }
}

impl Folder {
    /// Its watch, and the disk that is watched.
    pub(crate) fn watched(&mut self) -> (&mut Watch, &Disk) {
        (self.watch.get_mut(), &self.disk)
    }

    /// Its history by another program in git's place.
    pub(crate) fn keep_history_by(&mut self, program: &Path) {
        self.chronicle.as_mut().unwrap().keep_by(program);
    }
}

impl Store for Fresh {
    fn load(&self) -> Result<Book, StoreError> {
        self.store.load()
    }

    fn load_only(&self, ids: &[Id]) -> Result<Book, StoreError> {
        self.store.load_only(ids)
    }

    fn update(&mut self, kind: Kind, id: &Id, edit: Edit<'_>) -> Result<Saved, StoreError> {
        self.store.update(kind, id, edit)
    }

    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError> {
        self.store.create(record, wanted)
    }

    fn save_all(&mut self, entries: &[Entry<'_>], progress: Progress<'_>) -> Result<Vec<Saved>, StoreError> {
        self.store.save_all(entries, progress)
    }

    fn glance(&mut self) -> bool {
        {
            let (watch, disk) = self.store.watched();
            watch.glance(disk, self.opened)
        }
    }

    fn saver(&self, id: &Id) -> Option<String> {
        self.store.saver(id)
    }

    fn text(&self, kind: Kind, id: &Id) -> Result<String, StoreError> {
        self.store.text(kind, id)
    }

    fn replace(&mut self, kind: Kind, id: &Id, base: &str, text: &str) -> Result<Replaced, StoreError> {
        self.store.replace(kind, id, base, text)
    }

    fn decide(&mut self, version: &Version, seen: &Record, choice: Choice) -> Result<Saved, StoreError> {
        self.store.decide(version, seen, choice)
    }

    fn template(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.store.template(name)
    }

    fn history(&mut self, wanted: &Past<'_>) -> Result<Vec<Event>, StoreError> {
        self.store.history(wanted)
    }

    fn begin_sync(&mut self) -> Result<(), StoreError> {
        self.store.begin_sync()
    }

    fn synced(&mut self) -> Option<Result<Synced, StoreError>> {
        self.store.synced()
    }

    fn trouble(&mut self) -> Option<String> {
        self.store.trouble()
    }

    fn locate(&self, kind: Kind, id: &Id, field: &str) -> Option<(usize, usize)> {
        self.store.locate(kind, id, field)
    }
}

fn new_action() -> Record {
    Record::Action(Action { title: Some(Line::new("New")), ..Action::default() })
}

#[test]
fn the_contract_holds() {
    contract::holds(Fresh::new, Fresh::to_bea, Fresh::text);
}

#[test]
fn files_are_private_and_keep_the_mode_they_have() {
    let mut fresh = Fresh::new();
    fs::set_permissions(fresh.at.path().join("actions/training.ron"), fs::Permissions::from_mode(0o640)).unwrap();

    set_owner(&mut fresh.store, "training", "Ann").unwrap();
    fresh.create(&new_action(), &id("new")).unwrap();
    fresh
        .create(
            &Record::Plan(crate::model::kinds::Plan { title: Some(Line::new("P")), ..Default::default() }),
            &id("p"),
        )
        .unwrap();

    assert_eq!(fresh.mode("actions/training.ron"), 0o640);
    assert_eq!(fresh.mode("actions/new.ron"), 0o600);
    assert_eq!(fresh.mode("plans"), 0o700);
    assert_eq!(fresh.mode(".csp/lock"), 0o600);
    assert_eq!(fresh.mode(".csp/recent"), 0o600);
}

#[test]
fn in_a_group_folder_the_group_can_go_on_writing() {
    let mut fresh = Fresh::new();
    fs::set_permissions(fresh.at.path(), fs::Permissions::from_mode(0o2770)).unwrap();

    fresh
        .create(
            &Record::Plan(crate::model::kinds::Plan { title: Some(Line::new("P")), ..Default::default() }),
            &id("p"),
        )
        .unwrap();

    assert_eq!(fresh.mode("plans"), 0o2770);
    assert_eq!(fresh.mode("plans/p.ron"), 0o660);
    assert_eq!(fresh.mode(".csp/lock"), 0o660);
    assert_eq!(fresh.mode(".csp/recent"), 0o660);
}

#[test]
fn links_pipes_folders_and_large_files_are_named_and_never_opened() {
    let mut fresh = Fresh::new();
    let at = |name: &str| fresh.at.path().join("actions").join(name);
    symlink("/dev/zero", at("device.ron")).unwrap();
    symlink("training.ron", at("linked.ron")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, at("pipe.ron"), Mode::RUSR).unwrap();
    fs::create_dir(at("folder.ron")).unwrap();
    fs::File::create(at("large.ron")).unwrap().set_len(2_000_000).unwrap();

    assert!(fresh.fault("actions/device.ron").contains("links are not followed"));
    assert!(fresh.fault("actions/linked.ron").contains("links are not followed"));
    assert!(fresh.fault("actions/pipe.ron").contains("not a plain file"));
    assert!(fresh.fault("actions/folder.ron").contains("not a plain file"));
    assert!(fresh.fault("actions/large.ron").contains("larger than 1024 KiB"));
    assert!(matches!(set_owner(&mut fresh.store, "linked", "Ann"), Err(StoreError::Unreadable(_))));
    assert_eq!(fresh.text("actions/training.ron"), FILES[1].1);
}

#[test]
fn each_unusable_file_is_named_with_its_place_and_the_next_step() {
    let fresh = Fresh::new();
    let deep = format!("Action(title: \"a\", milestones: {}", "[".repeat(100_000));
    for (name, bytes, what) in [
        ("empty", b"".as_slice(), ":1:1: the file is empty"),
        ("zeroes", b"\0\0\0", ":1:1: the file is empty"),
        ("latin", b"Action(\n title: \"caf\xe9\")", ":2:13: this is not UTF-8"),
        ("half", b"Action(\n    title: \"x", ":2:1"),
        ("merge", b"Action(\n<<<<<<< mine\n", ":2:1: an unfinished git merge"),
        ("json", b"{\"title\": 1}", "looks like JSON"),
        ("twice", b"(title: \"a\", title: \"b\")", "title"),
        ("number", b"(title: 3)", ":1:"),
        ("enum", b"(title: \"a\", state: Complet)", "did you mean Complete?"),
        ("untitled", b"(owner: \"a\")", "needs a title"),
        ("date", b"(title: \"a\", due: \"2023-02-30\")", "2023-02-30"),
        ("other", b"Plan(title: \"a\")", "Action"),
        ("two", b"(title: \"a\") (title: \"b\")", ":1:"),
        ("deep", deep.as_bytes(), ":1:33"),
        ("id", b"(title: \"a\", plan: \"../x\")", "is no id"),
    ] {
        let path = format!("actions/{name}.ron");
        #[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
        fs::write(fresh.at.path().join(&path), bytes).unwrap();

        let fault = fresh.fault(&path);
        assert!(fault.contains(what), "{name}: {fault}");
        assert!(fault.contains("The file was left as it is. Next: "), "{fault}");
    }
    assert!(fresh.store.load().unwrap().get(&id("training")).is_some());
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
fn leftovers_are_passed_over_and_twins_belong_to_nobody() {
    let mut fresh = Fresh::new();
    let copy = |name: &str| fs::copy(fresh.at.path().join("actions/training.ron"), fresh.at.path().join(name)).unwrap();
    for leftover in
        ["actions/training.ron~", "actions/.training.ron.swp", "actions/#training.ron#", "actions/x.orig", "notes.txt"]
    {
        copy(leftover);
    }
    copy("actions/fraud.ron");
    fs::create_dir_all(fresh.at.path().join("themes")).unwrap();
    fs::write(fresh.at.path().join("themes/fraud.ron"), "Theme(title: \"Fraud\")").unwrap();
    copy("actions/Other.ron");
    copy("actions/training.sync-conflict-20230309-101010-ABCDEFG.ron");

    let book = fresh.load().unwrap();

    assert!(book.get(&id("training")).is_some() && book.get(&id("fraud")).is_none());
    assert!(fresh.fault("actions/fraud.ron").contains("claimed by more than one file"));
    assert!(fresh.fault("themes/fraud.ron").contains("claimed by more than one file"));
    assert!(fresh.fault("priorities/fraud.ron").contains("claimed by more than one file"));
    assert!(fresh.fault("actions/Other.ron").contains("no id"));
    let other_version = "actions/training.sync-conflict-20230309-101010-ABCDEFG.ron";
    assert!(fresh.fault(other_version).contains("another version of training"));
    assert_eq!(book.faults().len(), 6, "{:?}", book.faults());
    assert!(set_owner(&mut fresh.store, "training", "Ann").is_ok());
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
fn what_is_odd_and_readable_all_the_same_is_remarked_upon() {
    let fresh = Fresh::new();
    let at = fresh.at.path();
    let training = at.join("actions/training.ron");
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for path in FILES.map(|(path, _)| path) {
        mode(&at.join(path), 0o600);
    }
    assert_eq!(fresh.load().unwrap().remarks(), []);

    mode(at, 0o755);
    mode(&at.join("actions"), 0o1755);
    mode(&training, 0o644);
    fs::hard_link(&training, at.join("elsewhere")).unwrap();
    fs::write(&training, format!("\u{feff}{}", fresh.text("actions/training.ron"))).unwrap();

    let book = fresh.load().unwrap();
    let told: Vec<_> = book.remarks().iter().map(|remark| format!("{}: {:.24}", remark.path, remark.what)).collect();
    assert_eq!(
        told,
        [
            "actions: the folder is sticky, so",
            "actions/training.ron: the file has a second na",
            "actions/training.ron: the file begins with a b",
            ".: 1 file can be read by ev",
        ]
    );
    assert!(book.get(&id("training")).is_some());
}

#[test]
fn a_second_writer_waits_and_then_says_who_is_saving() {
    let mut fresh = Fresh::new();
    let other = Folder::open(fresh.at.path(), "Bea").unwrap();
    let held = other.hold().map_err(|error| error.to_string()).unwrap();

    let busy = set_owner(&mut fresh.store, "training", "Ann").unwrap_err();
    assert!(busy.to_string().contains("Bea"), "{busy}");
    drop(held);
    set_owner(&mut fresh.store, "training", "Ann").unwrap();
}

#[test]
fn a_folder_without_store_ron_is_no_store() {
    let empty = TempDir::new().unwrap();

    assert!(matches!(Folder::open(empty.path(), "Ann"), Err(StoreError::NotAStore { .. })));
    assert!(matches!(Folder::open(&empty.path().join("none"), "Ann"), Err(StoreError::NotAStore { .. })));
}

#[test]
fn a_store_file_that_tells_no_format_is_mended_by_a_text_that_does() {
    let mut fresh = Fresh::new();
    let broken = "Partnership(title: \"Test\", format: 1";
    #[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
    fs::write(fresh.at.path().join("store.ron"), broken).unwrap();
    let mut put = |kind, name: &str, base: &str, text: &str| fresh.replace(kind, &id(name), base, text).map(|_| ());

    let other = put(Kind::Action, "training", FILES[1].1, &FILES[1].1.replace("by hand", "by me"));
    assert!(matches!(other, Err(StoreError::NoFormat)), "{other:?}");
    put(Kind::Partnership, "store", broken, FILES[0].1).unwrap();

    assert_eq!(fresh.text("store.ron"), FILES[0].1);
}
