//! Every call of a save that fails, once and for ever: the record is the old or the new one, whole, and the next save works.

use std::io;
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::{Fresh, new_action};
use crate::model::Kind;
use crate::store::contract::{FILES, id, set_owner};
use crate::store::disk::Call::{
    self, Create, Lock, MakeFolder, Rename, Scribble, SetMode, SyncFile, SyncFolder, Write,
};
use crate::store::disk::{Disk, Trial};
use crate::store::{Store, StoreError};

/// Disk full, over quota, read-only, no permission, a broken disk.
const ERRORS: [i32; 5] = [28, 122, 30, 13, 5];

/// How often a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasting {
    Once,
    Ever,
}

/// The call that failed, and how often.
struct Failed {
    call: Call,
    lasting: Lasting,
}

/// A disk on which the call of this number fails, and the calls that were asked for.
fn failing(number: usize, lasting: Lasting, error: i32) -> (Trial, Arc<Mutex<Vec<Call>>>) {
    let calls = Arc::new(Mutex::new(Vec::new()));
    let (seen, count) = (Arc::clone(&calls), AtomicUsize::new(0));
    let trial = Arc::new(move |call| {
        let now = count.fetch_add(1, Ordering::Relaxed);
        seen.lock().unwrap().push(call);
        let fails = if lasting == Lasting::Once { now == number } else { now >= number };
        if fails { Err(io::Error::from_raw_os_error(error)) } else { Ok(()) }
    });
    (trial, calls)
}

/// The calls of a save, in order.
pub(super) const CALLS: [Call; 9] = [MakeFolder, Lock, Scribble, Create, Write, SetMode, SyncFile, Rename, SyncFolder];

/// Tries a save with every call failing in every way, and hands what came of it and the call that failed to `judge`.
fn try_all(save: fn(&mut Fresh) -> Result<(), StoreError>, judge: fn(&Fresh, Failed, &Result<(), StoreError>)) {
    for error in ERRORS {
        for lasting in [Lasting::Once, Lasting::Ever] {
            for (number, call) in CALLS.iter().enumerate() {
                let mut fresh = Fresh::new();
                let (trial, seen) = failing(number, lasting, error);
                fresh.store.disk = Disk::open(fresh.at.path()).unwrap().tried(trial);

                let saved = save(&mut fresh);

                assert_eq!(seen.lock().unwrap().get(number), Some(call), "{error} {lasting:?}");
                judge(&fresh, Failed { call: *call, lasting }, &saved);
                fresh.store.disk = Disk::open(fresh.at.path()).unwrap();
                assert_eq!(fresh.load().unwrap().faults().len(), 1, "only the one that was broken from the start");
                set_owner(&mut fresh.store, "training", "Bea").unwrap();
                assert!(fresh.text("actions/training.ron").contains("Bea"), "the next save works after {call:?}");
            }
        }
    }
}

#[test]
fn a_change_that_cannot_be_saved_leaves_the_old_record() {
    try_all(
        |fresh| set_owner(&mut fresh.store, "training", "Ann"),
        |fresh, Failed { call, lasting }, saved| {
            // Who saved it is a courtesy.
            let is_courtesy = call == Scribble && lasting == Lasting::Once;
            if call == SyncFolder {
                assert!(matches!(saved, Err(StoreError::Unconfirmed(_))), "{saved:?}");
                assert!(fresh.text("actions/training.ron").contains("Ann"));
                assert!(fresh.saver(&id("training")).is_some(), "who saved what the disk did not confirm is known");
            } else if is_courtesy {
                assert!(saved.is_ok(), "{saved:?}");
                assert!(fresh.text("actions/training.ron").contains("Ann"));
                assert_eq!(fresh.saver(&id("training")), None);
            } else {
                assert!(matches!(saved, Err(StoreError::Io { saving: true, .. })), "{call:?}: {saved:?}");
                assert_eq!(fresh.text("actions/training.ron"), FILES[1].1, "{call:?}");
            }
            assert_eq!(fresh.names("actions"), ["broken.ron", "training.ron"], "{call:?} left litter");
        },
    );
}

#[test]
fn a_text_that_cannot_be_saved_leaves_the_old_one() {
    try_all(
        |fresh| {
            let text = FILES[1].1.replace("since 2020", "owner: Ann");
            fresh.replace(Kind::Action, &id("training"), FILES[1].1, &text).map(|_| ())
        },
        |fresh, Failed { call, lasting }, saved| {
            // Who saved it is a courtesy.
            let is_courtesy = call == Scribble && lasting == Lasting::Once;
            let is_new = fresh.text("actions/training.ron").contains("owner: Ann");
            assert_eq!(saved.is_ok(), is_courtesy, "{call:?} {lasting:?}");
            assert_eq!(is_new, call == SyncFolder || is_courtesy, "{call:?} {lasting:?}");
            assert_eq!(fresh.names("actions"), ["broken.ron", "training.ron"], "{call:?} left litter");
        },
    );
}

#[test]
fn a_new_record_that_cannot_be_saved_is_not_there() {
    try_all(
        |fresh| fresh.create(&new_action(), &id("new")).map(|_| ()),
        |fresh, Failed { call, lasting }, saved| {
            // Who saved it is a courtesy.
            let is_courtesy = call == Scribble && lasting == Lasting::Once;
            assert_eq!(saved.is_ok(), is_courtesy, "{call:?} {lasting:?}");
            let names: &[_] = if call == SyncFolder || is_courtesy {
                &["broken.ron", "new.ron", "training.ron"]
            } else {
                &["broken.ron", "training.ron"]
            };
            assert_eq!(fresh.names("actions"), names, "{call:?}");
        },
    );
}

#[test]
fn nothing_is_asked_of_a_disk_beyond_the_calls_that_are_tried() {
    let mut fresh = Fresh::new();
    let (trial, seen) = failing(usize::MAX, Lasting::Once, 5);
    fresh.store.disk = Disk::open(fresh.at.path()).unwrap().tried(trial);

    set_owner(&mut fresh.store, "training", "Ann").unwrap();

    assert_eq!(*seen.lock().unwrap(), CALLS);
}

#[test]
fn what_a_killed_save_left_is_removed_by_the_next() {
    let mut fresh = Fresh::new();
    symlink("/nowhere", fresh.at.path().join("actions/.training.ron.tmp")).unwrap();

    set_owner(&mut fresh.store, "training", "Ann").unwrap();

    assert_eq!(fresh.names("actions"), ["broken.ron", "training.ron"]);
}
