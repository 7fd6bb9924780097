//! A sync that is broken off at any call to the disk, as by a kill: the next program ends it, and nothing is there twice.

use std::collections::BTreeMap;
use std::io;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::{Here, SYNC_LIMIT, round};
use super::desk::{id, two, write};
use super::machine::{Machine, Real};
use crate::store::contract::in_memory;
use crate::store::disk::Disk;
use crate::store::git::Git;
use crate::store::git::tests::{by_hand as git, is_there};
use crate::store::history::{LANDING, StoreLock, bring_in};
use crate::store::{Store, StoreError, Synced, lock};

/// Two machines on which nearly everything has happened that a sync brings together; the second is to sync.
fn apart() -> (Real, Real) {
    met(two())
}

/// The same of two machines that know one action.
pub(super) fn met((mut one, mut two): (Real, Real)) -> (Real, Real) {
    for (machine, owner) in [(&mut one, "Ann"), (&mut two, "Bea")] {
        machine.add("New");
        machine.own("new", owner);
        machine.own("work", owner);
        machine.note("work", owner);
    }
    one.add("Only one");
    two.edit("work", |it| it.part_of = Some(id("new")));
    one.sync();
    for machine in [&one, &two] {
        git(&machine.path(), &["remote", "set-url", "origin", "../hub.git"]);
    }
    (one, two)
}

/// The same two machines once more, beside others of their own.
pub(super) fn again((one, two): &(Real, Real)) -> (Real, Real) {
    let at = Arc::new(in_memory());
    let copied = Command::new("cp").arg("-R").arg(one.at.path().join(".")).arg(at.path()).status().unwrap();
    assert!(copied.success());
    (Real::open(&at, &one.name), Real::open(&at, &two.name))
}

/// Syncs with a disk that does nothing any more from its call of this number on, after the first `calls`.
fn broken_off(machine: &Real, calls: usize) -> Result<Synced, StoreError> {
    let count = AtomicUsize::new(0);
    let trial = Arc::new(move |_| {
        let is_over = count.fetch_add(1, Ordering::Relaxed) >= calls;
        if is_over { Err(io::Error::from_raw_os_error(5)) } else { Ok(()) }
    });
    let disk = Disk::open(&machine.path()).unwrap().tried(trial);
    let git = Git::of(&machine.path()).unwrap();
    let hold = || {
        let sharing = disk.sharing().unwrap();
        Ok((lock::hold(&disk, sharing, "a test")?, sharing))
    };
    let here = Here { disk: &disk, git: &git, officer: "Officer 1", hold: &hold };
    Ok(round(&here, None, SYNC_LIMIT, &mut |_| ())?)
}

fn is_landing(machine: &Real) -> bool {
    !git(&machine.path(), &["for-each-ref", LANDING]).is_empty()
}

/// Syncs with a disk that does nothing any more as soon as there is something to land.
fn broken_off_in_the_middle(machine: &Real) {
    let is_broken_off = (0..100).any(|calls| broken_off(machine, calls).is_err() && is_landing(machine));
    assert!(is_broken_off, "there is something to land");
}

/// Lets the second of two machines break its sync off at each call at which there is something to land, or at one of `every` so
/// many, and hands what stands then to `judge`, with the records that both have in the end where nothing is broken off.
fn broken_off_anywhere(every: usize, judge: impl Fn(usize, Real, Real, &[String])) {
    let machines = apart();
    let (_one, mut undisturbed) = again(&machines);
    undisturbed.sync();
    let wanted = records(&undisturbed.files());
    let mut half_done = 0;
    for calls in (0..).step_by(every) {
        let (one, two) = again(&machines);
        if broken_off(&two, calls).is_ok() {
            break;
        }
        if is_landing(&two) {
            half_done += 1;
            judge(calls, one, two, &wanted);
        }
    }
    assert!(half_done > 5 / every, "it was broken off in the middle {half_done} times");
}

/// The paths of files that are no other versions.
fn records(files: &BTreeMap<String, String>) -> Vec<String> {
    files.keys().filter(|path| !path.starts_with("conflicts/")).cloned().collect()
}

#[test]
fn the_next_program_ends_a_sync_that_was_broken_off_anywhere() {
    if !is_there() {
        return;
    }
    broken_off_anywhere(1, |calls, mut one, two, wanted| {
        let mut two = Real::open(&two.at, &two.name);

        two.note("work", "the next save");
        assert_eq!((two.folder.trouble(), is_landing(&two)), (None, false), "after {calls} calls");
        two.sync();
        one.sync();

        let files = two.files();
        assert_eq!(files, one.files(), "after {calls} calls");
        let notes = two.action("work").updates.len();
        assert_eq!(notes, 3, "both notes and the next save's, each once, after {calls} calls");
        assert_eq!(records(&files), wanted, "no record is there twice, after {calls} calls");
        let who = git(&two.path(), &["log", "--format=%an", "--all"]);
        assert!(!who.contains(crate::model::NOT_KNOWN), "after {calls} calls: {who}");
    });
}

#[test]
fn what_somebody_changed_by_hand_after_a_sync_was_broken_off_stands_and_nothing_is_there_twice() {
    if !is_there() {
        return;
    }
    broken_off_anywhere(3, |calls, mut one, two, wanted| {
        write(&two.path().join("actions/work.ron"), "Action(title: \"Work by hand\")\n");
        let disk = Disk::open(&two.path()).unwrap();

        bring_in(&disk, &Git::of(&two.path()).unwrap(), "Officer 1", StoreLock::Free).unwrap();

        assert!(!is_landing(&two));
        assert_eq!(two.action("work").title.as_deref(), Some("Work by hand"));
        let mut two = Real::open(&two.at, &two.name);
        two.sync();
        one.sync();
        assert_eq!(one.files(), two.files());
        assert_eq!(one.action("work").title.as_deref(), Some("Work by hand"));
        assert_eq!(records(&one.files()), wanted, "after {calls} calls");
    });
}

#[test]
fn what_somebody_changed_by_hand_in_a_record_of_theirs_takes_nothing_of_ours_away() {
    if !is_there() {
        return;
    }
    broken_off_anywhere(3, |calls, mut one, two, _| {
        let path = two.path().join("actions/new.ron");
        let text = std::fs::read_to_string(&path).unwrap();
        write(&path, text.replace("\"New\"", "\"New by hand\""));
        let disk = Disk::open(&two.path()).unwrap();

        bring_in(&disk, &Git::of(&two.path()).unwrap(), "Officer 1", StoreLock::Free).unwrap();

        let mut two = Real::open(&two.at, &two.name);
        two.sync();
        one.sync();
        let files = one.files();
        let has =
            |owner: &str| files.iter().any(|(path, text)| path.starts_with("actions/new") && text.contains(owner));
        assert!(has("Ann") && has("Bea"), "after {calls} calls: {:?}", files.keys());
    });
}

#[test]
fn who_cannot_have_the_stores_lock_leaves_a_sync_that_was_broken_off_to_others() {
    if !is_there() {
        return;
    }
    let (_one, two) = apart();
    broken_off_in_the_middle(&two);
    let disk = Disk::open(&two.path()).unwrap();
    let held = lock::hold(&disk, disk.sharing().unwrap(), "somebody").unwrap();
    let repository = Git::of(&two.path()).unwrap();

    assert!(bring_in(&disk, &repository, "Officer 1", StoreLock::Free).is_err());
    assert!(is_landing(&two));
    drop(held);
    bring_in(&disk, &repository, "Officer 1", StoreLock::Free).unwrap();
    assert!(!is_landing(&two));
}

#[test]
fn who_opens_a_store_ends_a_sync_that_was_broken_off_before_anything_is_read_and_is_told() {
    if !is_there() {
        return;
    }
    let (_one, two) = apart();
    broken_off_in_the_middle(&two);
    let mut two = Real::open(&two.at, &two.name);

    two.folder.end_broken_sync();

    assert!(!is_landing(&two));
    assert_eq!(two.action("new-2").owner.as_deref(), Some("Bea"));
    assert!(two.folder.trouble().unwrap().contains("broken off is ended now"));
}
