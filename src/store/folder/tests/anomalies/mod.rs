//! Every call to the disk that fails, once and from then on, in everything that a store is asked to do: it opens again,
//! nothing acknowledged is missing, and the same typed again ends as though nothing had failed.

mod operations;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use crate::model::check::{Severity, examine};
use crate::store::contract::{every, in_memory, set_owner};
use crate::store::disk::{Call, Disk, Trial};
use crate::store::{Folder, Store, StoreError};
use operations::{FILES, OPERATIONS, Operation, TODAY};

/// How often a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasting {
    Once,
    Ever,
}

/// Every file below a store but its scratch, by path.
type Files = BTreeMap<String, Vec<u8>>;

fn files(at: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![at.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.extend(Some(path).filter(|path| !path.ends_with(".csp") && !path.ends_with(".git")));
            } else {
                let name = path.strip_prefix(at).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
fn fresh() -> TempDir {
    let at = in_memory();
    for (path, text) in FILES {
        let path = at.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    at
}

fn open(at: &Path) -> Folder {
    Folder::open(at, "Ann").unwrap()
}

/// The errors that `check` finds, but for a roll that is to be finished.
fn errors(at: &Path) -> BTreeSet<String> {
    let book = open(at).load().unwrap();
    let faults: Vec<_> = book.faults().iter().map(ToString::to_string).collect();
    let found = examine(&book, TODAY).into_iter().filter(|it| it.severity == Severity::Error);
    let found = found.filter(|it| !it.next.starts_with("csp roll --from")).map(|it| format!("{it:?}"));
    found.chain(faults).collect()
}

/// A trial in which the call of this number fails, and the calls that were asked for.
fn failing(number: usize, lasting: Lasting) -> (Trial, Arc<Mutex<Vec<Call>>>) {
    let calls = Arc::new(Mutex::new(Vec::new()));
    let asked = Arc::clone(&calls);
    let trial = Arc::new(move |call| {
        let mut asked = asked.lock().unwrap();
        asked.push(call);
        // Disk full, no permission, a broken disk, too many files: one after the other.
        let error = io::Error::from_raw_os_error([28, 13, 5, 24][number % 4]);
        let fails = if lasting == Lasting::Once { asked.len() == number + 1 } else { asked.len() > number };
        if fails { Err(error) } else { Ok(()) }
    });
    (trial, calls)
}

/// Does it with one call after the other failing, `every` so many, until it runs through; tells how many failed.
fn fail_each(operation: &Operation, lasting: Lasting, every: usize) -> usize {
    let (before, undisturbed) = (files(fresh().path()), fresh());
    (operation.act)(&mut open(undisturbed.path())).unwrap();
    let wanted = files(undisturbed.path());
    assert_ne!(before, wanted, "{}", operation.name);
    let errors_before: BTreeSet<_> = &errors(fresh().path()) | &errors(undisturbed.path());
    for (cases, number) in (0..).step_by(every).enumerate() {
        let at = fresh();
        let at = at.path();
        let (trial, calls) = failing(number, lasting);
        let mut store = open(at);
        store.disk = Disk::open(at).unwrap().tried_in_all(trial);

        let done = (operation.act)(&mut store);

        drop(store);
        let failed = calls.lock().unwrap().get(number).copied();
        let case = format!("{}, call {number} ({failed:?}) fails {lasting:?}", operation.name);
        let standing = files(at);
        if failed.is_none() {
            assert_eq!(standing, wanted, "{case}");
            return cases;
        }
        let new_errors: BTreeSet<_> = errors(at).difference(&errors_before).cloned().collect();
        assert_eq!(new_errors, BTreeSet::new(), "{case}: {done:?}");
        match &done {
            Ok(()) => assert_eq!(standing, wanted, "{case}: it was acknowledged"),
            Err(StoreError::Unconfirmed(_)) if operation.is_one => {
                assert_eq!(standing, wanted, "{case}: it was said that it stands");
            }
            Err(error) if operation.is_one => assert_eq!(standing, before, "{case}: {error}"),
            Err(error) => {
                let is_there = |(path, text): (&String, &Vec<u8>)| {
                    before.get(path) == Some(text) || wanted.get(path) == Some(text) || path == "plans/old.ron"
                };
                let odd: Vec<_> = standing.iter().filter(|file| !is_there(*file)).map(|(path, _)| path).collect();
                assert!(odd.is_empty(), "{case}: {error}: {odd:?}");
                let gone: Vec<_> = before.keys().filter(|path| !standing.contains_key(*path)).collect();
                assert!(gone.iter().all(|path| !wanted.contains_key(*path)), "{case}: {gone:?}");
            }
        }
        if standing != wanted || !operation.is_one {
            let again = (operation.act)(&mut open(at));
            assert!(again.is_ok(), "{case}: {done:?}, and again {again:?}");
            assert_eq!(files(at), wanted, "{case}: {done:?}, and then again");
        }
        set_owner(&mut open(at), "hidden", "Bea").unwrap();
    }
    unreachable!("it runs through in the end")
}

#[test]
fn whatever_call_fails_in_whatever_is_saved_nothing_is_lost_and_the_same_again_does_it() {
    for operation in &OPERATIONS {
        for lasting in [Lasting::Once, Lasting::Ever] {
            // A roll is many saves, and between any two of them it is read again.
            let every = if operation.name == "roll" { every(7) } else { 1 };
            let cases = fail_each(operation, lasting, every);
            println!("{}: {cases} calls failed {lasting:?}", operation.name);
            assert!(cases * every > 20, "{}: {cases}", operation.name);
        }
    }
}
