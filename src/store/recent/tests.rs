//! What may stand in the file of notes, and what a save and a question make of it.
#![allow(clippy::disallowed_methods, reason = "a test lays out its own store")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::*;
use crate::store::contract::{FILES, id, set_owner};
use crate::store::{Entry, Folder, Store};

/// A store of the contract's files, opened for this officer.
fn fresh(officer: &str) -> (TempDir, Folder, PathBuf) {
    let at = TempDir::new().unwrap();
    for (path, text) in FILES {
        let path = at.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let store = Folder::open(at.path(), officer).unwrap();
    let notes = at.path().join(".csp/recent");
    (at, store, notes)
}

fn saver(store: &Folder) -> Option<String> {
    store.saver(&id("training"))
}

#[test]
fn a_record_that_is_no_longer_as_it_was_saved_has_no_saver() {
    let (at, mut store, _) = fresh("Ann");
    let file = at.path().join("actions/training.ron");
    set_owner(&mut store, "training", "1").unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(saver(&store).as_deref(), Some("Ann"));

    fs::write(&file, text.replace("\"1\"", "\"2\"")).unwrap();
    assert_eq!(saver(&store), None, "an edit in place of the same length");
    fs::write(&file, &text).unwrap();
    assert_eq!(saver(&store).as_deref(), Some("Ann"), "the text that she saved");
    fs::rename(&file, at.path().join("priorities/training.ron")).unwrap();
    assert_eq!(saver(&store), None, "a record of another kind");
}

#[test]
fn a_name_never_forges_a_line_or_a_cell() {
    for (officer, noted) in [
        ("Bea\nactions/training.ron\t0\tMallory", "Bea actions/training.ron 0 Mallory"),
        ("Bea\r\n\0\u{1b}[2J", "Bea    [2J"),
        (" \tBea\t ", "Bea"),
        (&"é".repeat(100), &"é".repeat(80)),
    ] {
        let (_at, mut store, notes) = fresh(officer);

        set_owner(&mut store, "training", "1").unwrap();
        store.create(&store.load().unwrap().get(&id("fraud")).unwrap().clone(), &id("new")).unwrap();

        assert_eq!(saver(&store).as_deref(), Some(noted));
        let text = fs::read_to_string(notes).unwrap();
        assert_eq!((text.lines().count(), text.matches('\t').count()), (2, 4), "{text}");
    }
    for nobody in ["", "\n\t"] {
        let (_at, mut store, notes) = fresh(nobody);
        set_owner(&mut store, "training", "1").unwrap();
        assert!(!notes.exists() && saver(&store).is_none());
    }
}

#[test]
fn each_of_the_last_records_is_there_with_the_newest_last() {
    let (_at, mut store, notes) = fresh(&"W".repeat(1000));
    set_owner(&mut store, "training", "1").unwrap();
    let record = store.load().unwrap().get(&id("training")).cloned().unwrap();
    let long = Id::new(&"x".repeat(76)).unwrap();
    for _ in 0..REMEMBERED + 10 {
        store.create(&record, &long).unwrap();
    }
    assert_eq!(saver(&store), None, "too long ago");
    set_owner(&mut store, "training", "2").unwrap();
    set_owner(&mut store, "training", "3").unwrap();

    let text = fs::read_to_string(notes).unwrap();
    let paths: Vec<_> = text.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!((paths.len(), paths.last()), (REMEMBERED, Some(&"actions/training.ron")));
    assert_eq!(paths.iter().filter(|path| path.contains("training")).count(), 2, "and what stood until then");
    assert!(text.len() < LARGEST);
}

#[test]
fn hostile_notes_are_unknown_and_the_next_save_puts_them_right() {
    let print = Print::of(FILES[1].1.as_bytes());
    let good = format!("actions/training.ron\t{print}\tEve\n");
    let line = |path: &str, officer: &str| format!("{path}\t{print}\t{officer}\n").into_bytes();
    for (notes, read) in [
        (good.clone().into_bytes(), Some("Eve")),
        ([b"\xff\xfe\t\t\n\n\t\n\0\n".as_slice(), good.as_bytes(), b"actions/training.ron\t"].concat(), Some("Eve")),
        (good.trim_end().as_bytes().to_vec(), None),
        (line("actions/training.ron", ""), None),
        (line("actions/training.ron", "Eve\tEve"), None),
        (line("actions/training.ron", "Eve\u{1b}[2J"), None),
        (line("actions/training.ron", &"E".repeat(LONGEST + 1)), None),
        (line("../actions/training.ron", "Eve"), None),
        (line("training.ron", "Eve"), None),
        (line("/etc/passwd", "Eve"), None),
        (format!("actions/training.ron\t-{print}\tEve\n").into_bytes(), None),
        ([good.as_bytes(), &vec![b'x'; LARGEST]].concat(), None),
    ] {
        let (at, mut store, file) = fresh("Ann");
        fs::create_dir(at.path().join(".csp")).unwrap();
        fs::write(&file, &notes).unwrap();

        let found = saver(&store);
        set_owner(&mut store, "training", "1").unwrap();

        let shown = String::from_utf8_lossy(&notes[..notes.len().min(80)]);
        assert_eq!(found.as_deref(), read, "{shown}");
        assert_eq!(saver(&store).as_deref(), Some("Ann"), "{shown}");
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert_eq!(lines, 1 + usize::from(read.is_some()), "{shown}");
    }
}

#[test]
fn every_record_of_one_save_is_remembered_however_many_there_are() {
    let (_at, mut store, _) = fresh("Ann");
    let record = store.load().unwrap().get(&id("training")).cloned().unwrap();
    let ids: Vec<_> = (0..REMEMBERED * 4).map(|number| id(&format!("new-{number}"))).collect();
    let entries: Vec<_> = ids.iter().map(|id| Entry { id, base: None, record: &record }).collect();

    store.save_all(&entries, &mut |_, _| ()).unwrap();

    assert!(ids.iter().all(|id| store.saver(id).as_deref() == Some("Ann")));
    set_owner(&mut store, "training", "1").unwrap();
    assert_eq!(store.saver(&ids[0]), None, "the next save forgets the oldest");
}

#[test]
fn who_saved_what_stands_is_known_also_where_a_later_save_came_to_nothing() {
    let (at, mut store, _) = fresh("Ann");
    set_owner(&mut store, "training", "1").unwrap();
    let text = fs::read(at.path().join("actions/training.ron")).unwrap();
    let (file, disk) = (Kept::Record(Kind::Action, id("training")), Disk::open(at.path()).unwrap());

    note(&disk, Sharing::Private, [(&file, b"never written".as_slice())], "Bea", Standing::InHistory);

    assert_eq!(saver(&store).as_deref(), Some("Ann"));
    assert_eq!(savers(&disk).of(&file.path(), &text).as_deref(), Some("Ann"));
}

#[test]
fn a_save_never_writes_through_what_stands_in_the_place_of_the_notes_and_never_fails_for_it() {
    let to_store: fn(&Path) = |at| symlink("../store.ron", at).unwrap();
    let to_full: fn(&Path) = |at| symlink("/dev/full", at).unwrap();
    let pipe: fn(&Path) = |at| rustix::fs::mkfifoat(rustix::fs::CWD, at, rustix::fs::Mode::RUSR).unwrap();
    let folder: fn(&Path) = |at| fs::create_dir(at).unwrap();
    for (name, lay, is_noted) in [
        ("recent", to_store, true),
        (".recent.tmp", to_store, true),
        ("recent", to_full, true),
        ("recent", pipe, true),
        ("recent", folder, false),
        (".recent.tmp", folder, false),
    ] {
        let (at, mut store, _) = fresh("Ann");
        fs::create_dir(at.path().join(".csp")).unwrap();
        lay(&at.path().join(".csp").join(name));

        assert_eq!(saver(&store), None);
        set_owner(&mut store, "training", "1").unwrap();

        assert_eq!(saver(&store).is_some(), is_noted, "{name}");
        assert_eq!(fs::read_to_string(at.path().join("store.ron")).unwrap(), FILES[0].1);
    }
}

#[test]
#[ignore = "it sets the mask of its whole process: the test below runs it in one of its own"]
fn a_save_under_another_mask() {
    let Ok(at) = std::env::var("CSP_TEST_STORE") else { return };
    let mask = u32::from_str_radix(&std::env::var("CSP_TEST_MASK").unwrap(), 8).unwrap();
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(mask));
    set_owner(&mut Folder::open(at.as_ref(), "Ann").unwrap(), "training", "1").unwrap();
}

#[test]
fn the_notes_can_be_read_and_written_by_those_who_share_the_store_whatever_the_mask() {
    for (shared, folder, file) in [(0o2770, 0o2770, 0o660), (0o700, 0o700, 0o600)] {
        for mask in ["0", "077", "027"] {
            let (at, store, notes) = fresh("Bea");
            fs::set_permissions(at.path(), Permissions::from_mode(shared)).unwrap();

            let mut child = Command::new(std::env::current_exe().unwrap());
            child.args(["--ignored", "--exact", "store::recent::tests::a_save_under_another_mask"]);
            let done = child.env("CSP_TEST_STORE", at.path()).env("CSP_TEST_MASK", mask).output().unwrap();

            assert!(done.status.success(), "{done:?}");
            let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
            assert_eq!((mode(&notes), mode(notes.parent().unwrap())), (file, folder), "mask {mask}");
            assert_eq!(saver(&store).as_deref(), Some("Ann"));
        }
    }
}

#[test]
fn what_comes_back_by_another_way_is_not_of_who_saved_it_once() {
    let (at, mut store, _) = fresh("Ann");
    set_owner(&mut store, "training", "1").unwrap();
    let file = Kept::Record(Kind::Action, id("training"));
    let disk = Disk::open(at.path()).unwrap();

    forget(&disk, Sharing::Private, [&file]);

    assert_eq!(saver(&store), None);
    set_owner(&mut store, "training", "2").unwrap();
    for never in ["never written", "nor this"] {
        note(&disk, Sharing::Private, [(&file, never.as_bytes())], "Bea", Standing::InHistory);
    }
    assert_eq!(saver(&store).as_deref(), Some("Ann"), "however many saves came to nothing");
}

#[test]
fn a_name_with_a_comma_is_one_officers() {
    let (at, mut store, _) = fresh("Smith, John");
    set_owner(&mut store, "training", "1").unwrap();
    let text = fs::read(at.path().join("actions/training.ron")).unwrap();
    let (file, disk) = (Kept::Record(Kind::Action, id("training")), Disk::open(at.path()).unwrap());

    for officer in ["John", "Smith, John", "John"] {
        note(&disk, Sharing::Private, [(&file, text.as_slice())], officer, Standing::Pending);
    }

    assert_eq!(savers(&disk).of(&file.path(), &text).as_deref(), Some("Smith, John, John"));
}
