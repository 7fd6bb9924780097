//! Many records at once on a disk that fails: what is saved is whole, and it is said how many are.

use std::io;
use std::sync::{Arc, Mutex};

use super::super::super::disk::Call::{Create, Rename, SyncFile, SyncFolder};
use super::super::super::many::TOGETHER;
use super::{Fresh, new_action};
use crate::model::Id;
use crate::store::disk::{Call, Disk, Trial};
use crate::store::{Entry, Store, StoreError};

/// A disk on which the n-th call of each of these sorts fails; the calls that were asked for are noted.
fn failing(which: Vec<(Call, usize)>, calls: &Arc<Mutex<Vec<Call>>>) -> Trial {
    let seen = Arc::clone(calls);
    Arc::new(move |now| {
        let mut seen = seen.lock().unwrap();
        seen.push(now);
        let number = seen.iter().filter(|call| **call == now).count();
        if which.contains(&(now, number)) { Err(io::Error::from_raw_os_error(28)) } else { Ok(()) }
    })
}

/// Saves so many new records, the n-th call of this sort failing.
fn saved(count: usize, call: Call, number: usize) -> (Fresh, Result<(), StoreError>) {
    saved_on(count, failing(vec![(call, number)], &Arc::default()))
}

fn saved_on(count: usize, trial: Trial) -> (Fresh, Result<(), StoreError>) {
    let mut fresh = Fresh::new();
    fresh.store.disk = Disk::open(fresh.at.path()).unwrap().tried(trial);
    let (record, ids) = (new_action(), (0..count).map(|number| Id::new(&format!("new-{number:05}")).unwrap()));
    let ids: Vec<_> = ids.collect();
    let entries: Vec<_> = ids.iter().map(|id| Entry { id, base: None, record: &record }).collect();
    let saved = fresh.store.save_all(&entries, &mut |_, _| {}).map(|_| ());
    (fresh, saved)
}

fn there(fresh: &Fresh) -> usize {
    fresh.load().unwrap().records().filter(|(id, _)| id.as_str().starts_with("new-")).count()
}

#[test]
fn what_is_saved_before_a_failure_is_counted_and_nothing_else_is_left() {
    for (call, number, expected) in
        [(Create, 3, 0), (SyncFile, 1, 0), (Rename, 1, 0), (Rename, 4, 3), (Create, TOGETHER + 1, TOGETHER)]
    {
        let (fresh, saved) = saved(TOGETHER + 2, call, number);

        let error = saved.unwrap_err();
        assert!(matches!(error, StoreError::Among { saved, .. } if saved == expected), "{call:?}: {error:?}");
        assert_eq!(there(&fresh), expected, "{call:?}");
        assert!(fresh.names("actions").iter().all(|name| !name.starts_with('.')), "{:?}", fresh.names("actions"));
        let words = error.to_string();
        assert!(words.contains("No space left") && !words.contains("Nothing was saved;"), "{words}");
    }
}

#[test]
fn names_that_were_taken_before_a_failure_are_confirmed_by_the_disk_or_not_called_saved() {
    let calls = Arc::new(Mutex::new(Vec::new()));
    let (fresh, saved) = saved_on(5, failing(vec![(Rename, 4)], &calls));

    assert!(matches!(saved, Err(StoreError::Among { saved: 3, .. })), "{saved:?}");
    let calls = calls.lock().unwrap().clone();
    let last_name = calls.iter().rposition(|call| *call == Rename).unwrap();
    assert!(calls[last_name..].contains(&SyncFolder), "{calls:?}");
    assert_eq!(there(&fresh), 3);

    let (fresh, saved) = saved_on(5, failing(vec![(Rename, 4), (SyncFolder, 1)], &Arc::default()));
    let words = saved.unwrap_err().to_string();
    assert!(words.contains("No space left"), "{words}");
    assert!(words.contains("3 of the 5 records are saved, but") && words.contains("the last 3 of them"), "{words}");
    assert_eq!(there(&fresh), 3);
}

#[test]
fn each_file_is_asked_for_and_any_that_is_not_on_disk_keeps_all_of_them_from_their_names() {
    for number in 1..=3 {
        let (fresh, saved) = saved_on(3, failing(vec![(SyncFile, number)], &Arc::default()));

        assert!(matches!(saved, Err(StoreError::Among { saved: 0, .. })), "{number}: {saved:?}");
        assert_eq!(there(&fresh), 0, "{number}");
    }
}

#[test]
fn a_disk_that_does_not_confirm_is_not_taken_at_its_word() {
    let (fresh, saved) = saved(3, SyncFolder, 1);

    let error = saved.unwrap_err();
    assert!(error.to_string().contains("the disk did not confirm it"), "{error}");
    assert!(matches!(error, StoreError::Among { saved: 3, .. }), "{error:?}");
    assert_eq!(there(&fresh), 3);
    let words = error.to_string();
    assert_eq!((words.matches("new-00002").count(), words.matches("Next: ").count()), (2, 1), "{words}");
    assert!(words.ends_with("Next: csp show new-00002") && words.contains("all 3 records"), "{words}");
}
