//! Killed before every call of a save: the record is the old or the new one, whole, and the next save works.

use std::env;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::process::{Signal, getpid, kill_process};

use super::failures::CALLS;
use super::{Fresh, new_action};
use crate::model::kinds::{Action, Plan};
use crate::model::text::Line;
use crate::model::{Id, Record};
use crate::store::contract::{FILES, id, set_owner};
use crate::store::disk::Call::{Rename, SyncFolder, Write};
use crate::store::disk::Disk;
use crate::store::{Entry, Folder, Store, StoreError};

const STORE: &str = "CSP_TEST_STORE";
const SAVE: &str = "CSP_TEST_SAVE";
const CALL: &str = "CSP_TEST_CALL";

fn save(store: &mut Folder, what: &str) -> Result<(), StoreError> {
    match what {
        "change" => set_owner(store, "training", "Ann"),
        "many" => save_many(store),
        _ => store.create(&new_action(), &id("new")).map(|_| ()),
    }
}

/// The records that are saved together: each but the last links to one that comes after it.
fn many() -> Vec<(Id, Record)> {
    let title = |text: &str| Some(Line::new(text));
    let plan = |supersedes| Plan { title: title("Plan"), supersedes, ..Plan::default() };
    let action = |title| Action { title, plan: Some(id("plan-b")), ..Action::default() };
    vec![
        (id("training"), action(title("Training")).into()),
        (id("new"), action(title("New")).into()),
        (id("plan-b"), plan(Some(id("plan-a"))).into()),
        (id("plan-a"), plan(None).into()),
    ]
}

fn save_many(store: &mut Folder) -> Result<(), StoreError> {
    let (book, records) = (store.load()?, many());
    let entries = records.iter().map(|(id, record)| Entry { id, base: book.get(id), record });
    store.save_all(&entries.collect::<Vec<_>>(), &mut |_, _| {}).map(|_| ())
}

#[test]
#[ignore = "it ends its process: the test below runs it in one of its own"]
fn a_save_that_is_killed() {
    let (Ok(at), Ok(what), Ok(call)) = (env::var(STORE), env::var(SAVE), env::var(CALL)) else { return };
    let (call, count) = (call.parse::<usize>().unwrap(), AtomicUsize::new(0));
    let mut store = Folder::open(Path::new(&at), "Ann").unwrap();
    store.disk = Disk::open(Path::new(&at)).unwrap().tried(Arc::new(move |_| {
        if count.fetch_add(1, Ordering::Relaxed) == call {
            kill_process(getpid(), Signal::KILL)?;
        }
        Ok(())
    }));

    save(&mut store, &what).unwrap();
}

/// Saves in a process that is killed before its call of this number.
fn killed(at: &Path, what: &str, call: usize) -> ExitStatus {
    let (_, here) = module_path!().split_once("::").unwrap();
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--ignored", "--exact", &format!("{here}::a_save_that_is_killed")]);
    child.env(STORE, at).env(SAVE, what).env(CALL, call.to_string()).output().unwrap().status
}

#[test]
fn killed_before_any_call_a_save_leaves_the_old_record_or_the_new_one() {
    for (what, file, temporary) in
        [("change", "training.ron", ".training.ron.tmp"), ("create", "new.ron", ".new.ron.tmp")]
    {
        for (number, call) in CALLS.iter().enumerate() {
            let mut fresh = Fresh::new();
            let old = (what == "change").then_some(FILES[1].1);

            let status = killed(fresh.at.path(), what, number);

            assert_eq!(status.signal(), Some(9), "{what}, {call:?}: {status}");
            let names = fresh.names("actions");
            let position = |wanted| CALLS.iter().position(|call| *call == wanted).unwrap();
            let is_half_done = (position(Write)..=position(Rename)).contains(&number);
            assert_eq!(names.iter().any(|name| name == temporary), is_half_done, "{what}, {call:?}: {names:?}");
            if *call == SyncFolder {
                let saver = fresh.saver(&id(file.strip_suffix(".ron").unwrap()));
                assert!(
                    saver.is_some(),
                    "{what}: history will know who saved what the killed program did not bring in"
                );
                assert!(fresh.text(&format!("actions/{file}")).contains(if what == "change" { "Ann" } else { "New" }));
            } else {
                let text = names.iter().any(|name| name == file).then(|| fresh.text(&format!("actions/{file}")));
                assert_eq!(text.as_deref(), old, "{what}, {call:?}");
            }
            assert_eq!(fresh.load().unwrap().faults().len(), 1, "only the one that was broken from the start");

            save(&mut fresh.store, what).unwrap();
            let names = fresh.names("actions");
            assert!(!names.iter().any(|name| name == temporary), "the next save clears it: {names:?}");
        }
        assert!(killed(Fresh::new().at.path(), what, CALLS.len()).success(), "{what}: there is no call more");
    }
}

#[test]
fn killed_before_any_call_of_many_saves_no_record_links_to_one_that_is_not_there() {
    let mut seen = Vec::new();
    for number in 0.. {
        let mut fresh = Fresh::new();
        if killed(fresh.at.path(), "many", number).success() {
            break;
        }
        let book = fresh.load().unwrap();
        assert_eq!(book.faults().len(), 1, "only the one that was broken from the start");
        for (id, record) in book.records() {
            let links: Vec<Id> = record.fields().into_iter().flat_map(|(_, field)| field.links()).cloned().collect();
            assert!(links.iter().all(|link| book.get(link).is_some()), "{number}: {id} links to {links:?}");
        }
        let there = many().iter().filter(|(id, record)| book.get(id) == Some(record)).count();
        seen.push(there);

        save_many(&mut fresh.store).unwrap();
        let names = [fresh.names("actions"), fresh.names("plans")].concat();
        assert_eq!(names, ["broken.ron", "new.ron", "training.ron", "plan-a.ron", "plan-b.ron"], "{number}");
    }
    seen.dedup();
    assert_eq!(seen, [0, 1, 2, 3, 4], "it was killed between any two of them");
}
