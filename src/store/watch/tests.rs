//! What a watch must see, beyond what every store does: edits by hand, and folders that come and go.
#![allow(clippy::disallowed_methods, reason = "a test lays out its own store")]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::time::Instant;

use tempfile::TempDir;

use super::{FILES, TICK};
use crate::store::{Folder, Store};

/// A store in a temporary folder, seen and read once.
struct Seen {
    at: TempDir,
    store: Folder,
    now: Instant,
}

impl Seen {
    fn with(files: usize) -> Self {
        let at = TempDir::new().unwrap();
        fs::write(at.path().join("store.ron"), "Partnership(format: 1)").unwrap();
        for (folder, share) in [("actions", files - files / 3), ("bodies", files / 3)] {
            fs::create_dir(at.path().join(folder)).unwrap();
            for number in 0..share {
                fs::write(at.path().join(format!("{folder}/{folder}-{number}.ron")), "Action(title: \"1\")").unwrap();
            }
        }
        let store = Folder::open(at.path(), "Ann").unwrap();
        let mut seen = Self { at, store, now: Instant::now() };
        assert!(seen.glance(), "everything is new at first");
        assert!(!seen.glance());
        seen
    }

    /// Whether there is anything new, which is read then.
    fn glance(&mut self) -> bool {
        let (watch, disk) = self.store.watched();
        let is_new = watch.glance(disk, self.now);
        if is_new {
            drop(self.store.load());
        }
        is_new
    }

    /// The change is seen at the next glance and at no other.
    fn sees(&mut self, what: &str, change: impl FnOnce(&std::path::Path)) {
        change(self.at.path());
        assert!(self.glance(), "{what} is not seen");
        for _ in 0..5 {
            assert!(!self.glance(), "{what} is seen again");
        }
    }
}

/// Overwrites the first letters, as an editor does that saves in place.
fn overwrite(path: &std::path::Path, text: &str) {
    OpenOptions::new().write(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

#[test]
fn what_is_done_by_hand_is_seen_once() {
    let mut seen = Seen::with(FILES);

    seen.sees("an edit in place that keeps the length", |at| overwrite(&at.join("actions/actions-7.ron"), "Body"));
    seen.sees("a longer text", |at| fs::write(at.join("bodies/bodies-59.ron"), "Body(title: \"12\")").unwrap());
    seen.sees("store.ron in place", |at| overwrite(&at.join("store.ron"), "P"));
    seen.sees("report.ron where there was none", |at| fs::write(at.join("report.ron"), "Report()").unwrap());
    seen.sees("report.ron in place", |at| overwrite(&at.join("report.ron"), "r"));
    seen.sees("a new file", |at| fs::write(at.join("actions/new.ron"), "Action()").unwrap());
    seen.sees("the new file in place", |at| overwrite(&at.join("actions/new.ron"), "B"));
    seen.sees("a file that is gone", |at| fs::remove_file(at.join("actions/new.ron")).unwrap());
    seen.sees("a file under another name", |at| {
        fs::rename(at.join("actions/actions-1.ron"), at.join("bodies/moved.ron")).unwrap();
    });
    seen.sees("a new folder", |at| fs::create_dir(at.join("plans")).unwrap());
    seen.sees("its first file", |at| fs::write(at.join("plans/a.ron"), "Plan()").unwrap());
}

#[test]
fn a_folder_that_is_gone_or_cannot_be_read_is_seen_once() {
    let mut seen = Seen::with(10);

    seen.sees("a folder that is gone", |at| fs::rename(at.join("actions"), at.join("away")).unwrap());
    seen.sees("a file in its place", |at| fs::write(at.join("actions"), "").unwrap());
    seen.sees("nothing in its place", |at| fs::remove_file(at.join("actions")).unwrap());
    seen.sees("the folder as it was", |at| fs::rename(at.join("away"), at.join("actions")).unwrap());
    seen.sees("a file in it", |at| overwrite(&at.join("actions/actions-1.ron"), "Body"));
    seen.sees("the whole store gone", |at| fs::remove_dir_all(at).unwrap());
}

#[test]
fn a_large_book_is_seen_whole_within_a_few_glances() {
    let mut seen = Seen::with(3 * FILES - 100);

    for number in [0, FILES - 1, FILES, 2 * FILES - 100] {
        for path in [format!("actions/actions-{}.ron", number % 334), format!("bodies/bodies-{}.ron", number % 166)] {
            overwrite(&seen.at.path().join(&path), "Body");
            let told = (0..12).filter(|_| seen.glance()).count();
            assert_eq!(told, 1, "{path}");
        }
    }
}

#[test]
fn a_change_within_the_tick_of_a_look_is_seen_all_the_same() {
    for path in ["actions", "actions/actions-3.ron", "store.ron"] {
        let mut seen = Seen::with(10);
        let begun = seen.now;
        seen.now = begun + 2 * TICK;
        assert!(seen.glance(), "what came right after the first look is seen once");
        seen.sees("a change", |at| overwrite(&at.join("actions/actions-3.ron"), "Body"));

        // Another one, which leaves the stamp that the look has found.
        if path == "actions" {
            fs::write(seen.at.path().join("actions/new.ron"), "Action()").unwrap();
        } else {
            overwrite(&seen.at.path().join(path), "Plan");
        }
        let (watch, disk) = seen.store.watched();
        let unsettled = watch.unsettled;
        watch.look(disk);
        watch.unsettled = unsettled;

        assert!(!seen.glance());
        seen.now += TICK;
        assert!(seen.glance(), "{path}");
        seen.now += TICK;
        assert!(!seen.glance(), "nothing has changed since, so no tick is waited for");
    }
}

#[test]
#[ignore = "it measures: cargo test --release --lib watch -- --ignored --nocapture"]
fn how_long_a_glance_takes() {
    for files in [100, 500, 10_000] {
        let mut seen = Seen::with(files);
        let mut times: Vec<_> = (0..200)
            .map(|_| {
                let begun = Instant::now();
                assert!(!seen.glance());
                begun.elapsed()
            })
            .collect();
        times.sort();
        println!("{files} files: median {:?}, slowest {:?}", times[100], times[199]);
        let begun = Instant::now();
        seen.sees("a new file", |at| fs::write(at.join("actions/new.ron"), "").unwrap());
        println!("{files} files: {:?} for a new file and six glances", begun.elapsed());
    }
}
