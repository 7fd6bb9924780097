//! Every call to the disk that fails while two machines exchange, and every call of git: the store opens again, nothing that
//! was saved is missing, and the same sync again ends as though nothing had failed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::{Here, SYNC_LIMIT, round};
use super::broken_off::{again, met};
use super::desk::write;
use super::machine::{Machine, Real};
use crate::store::contract::{every, in_memory};
use crate::store::disk::{Call, Disk};
use crate::store::git::Git;
use crate::store::git::tests::{Failing, Failure, by_hand as git, is_there};
use crate::store::{Store, StoreError, Synced, lock};

/// Two machines with a small store, on which nearly everything has happened that a sync brings together; the second is to
/// sync.
fn apart() -> (Real, Real) {
    let at = Arc::new(in_memory());
    write(&at.path().join("0/store.ron"), "Partnership(title: \"Test\", format: 1)\n");
    write(&at.path().join("0/actions/work.ron"), "Action(title: \"Work\")\n");
    let mut all = Real::beginning(&at, 2);
    let two = all.remove(1);
    met((all.remove(0), two))
}

/// Syncs on this disk with this git.
fn sync(disk: &Disk, git: &Git) -> Result<Synced, StoreError> {
    let hold = || {
        let sharing = disk.sharing().map_err(|source| StoreError::Io { path: String::new(), saving: true, source })?;
        Ok((lock::hold(disk, sharing, "a test")?, sharing))
    };
    Ok(round(&Here { disk, git, officer: "Officer 1", hold: &hold }, None, SYNC_LIMIT, &mut |_| ())?)
}

/// What both have in the end where nothing fails.
struct Wanted {
    then: BTreeMap<String, String>,
}

impl Wanted {
    fn of(machines: &(Real, Real)) -> Self {
        let (_one, mut two) = again(machines);
        two.sync();
        let then = two.files();
        assert!(then.len() > 5, "{:?}", then.keys());
        Self { then }
    }

    /// What stands after a sync that was disturbed, and how it goes on.
    fn holds(&self, case: &str, synced: &Result<Synced, StoreError>, (mut one, two): (Real, Real)) {
        let book = two.folder.load().unwrap();
        assert_eq!(book.faults(), [], "{case}");
        let files = two.files();
        let has = |words: &str| files.values().any(|text| text.contains(words));
        assert!(has("owner: \"Bea\"") && has("text: \"Bea\""), "{case}: what was saved is missing: {files:?}");
        if synced.is_ok() {
            assert_eq!(files, self.then, "{case}: it was said to be done");
        }
        let mut two = Real::open(&two.at, &two.name);
        two.folder.end_broken_sync();
        two.sync();
        one.sync();
        assert_eq!(two.files(), self.then, "{case}: {synced:?}");
        assert_eq!(one.files(), two.files(), "{case}: {synced:?}");
        assert_eq!(leftovers(&two.path()), Vec::<String>::new(), "{case}");
        let who = git(&two.path(), &["log", "--format=%an", "--all"]);
        assert!(!who.contains(crate::model::NOT_KNOWN), "{case}: {who}");
    }
}

/// What lies among the records and is none.
fn leftovers(at: &Path) -> Vec<String> {
    let names = fs::read_dir(at.join("actions")).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.strip_suffix(".ron").is_none() || name.starts_with('.')).collect()
}

#[test]
fn whatever_call_to_the_disk_fails_in_a_sync_the_same_again_ends_it() {
    if !is_there() {
        return;
    }
    let machines = apart();
    let wanted = Wanted::of(&machines);
    for (is_once, every) in [(true, every(41)), (false, every(67))] {
        for (cases, number) in (0..).step_by(every).enumerate() {
            let (one, two) = again(&machines);
            let count = Arc::new(AtomicUsize::new(0));
            let asked = Arc::clone(&count);
            let trial = Arc::new(move |_| {
                let now = asked.fetch_add(1, Ordering::Relaxed);
                let fails = if is_once { now == number } else { now >= number };
                if fails { Err(io::Error::from_raw_os_error([28, 13, 5, 24][number % 4])) } else { Ok(()) }
            });
            let disk = Disk::open(&two.path()).unwrap().tried_in_all(trial);

            let synced = sync(&disk, &Git::of(&two.path()).unwrap());

            if count.load(Ordering::Relaxed) <= number {
                println!("sync: {cases} calls to the disk failed, once: {is_once}");
                break;
            }
            wanted.holds(&format!("call {number} fails, once: {is_once}"), &synced, (one, two));
        }
    }
}

#[test]
fn whatever_call_of_git_fails_in_a_sync_the_same_again_ends_it() {
    if !is_there() {
        return;
    }
    let (machines, program) = (apart(), Failing::new());
    let wanted = Wanted::of(&machines);
    for (how, every) in [(Failure::Once, every(11)), (Failure::Ever, every(19)), (Failure::Unsaid, every(9))] {
        for (cases, number) in (0..).step_by(every).enumerate() {
            let (one, two) = again(&machines);
            program.after(number, how);
            let git = Git::of(&two.path()).unwrap().by(&program.program());

            let synced = sync(&Disk::open(&two.path()).unwrap(), &git);

            if program.calls() <= number {
                println!("sync: {cases} calls of git failed, {how:?}");
                break;
            }
            wanted.holds(&format!("call {number} of git fails, {how:?}"), &synced, (one, two));
        }
    }
}

#[test]
fn a_folder_in_which_nothing_can_be_looked_for_stops_a_sync_that_needs_a_new_id() {
    if !is_there() {
        return;
    }
    let machines = apart();
    let wanted = Wanted::of(&machines);
    let (one, two) = again(&machines);
    // A name is looked for in one folder after the other, as nothing else is: past the fourth it cannot be known.
    let looks = AtomicUsize::new(0);
    let disk = Disk::open(&two.path()).unwrap().tried_in_all(Arc::new(move |call| {
        let row =
            if call == Call::Look { looks.fetch_add(1, Ordering::Relaxed) } else { looks.swap(0, Ordering::Relaxed) };
        if call == Call::Look && row >= 4 { Err(io::Error::from_raw_os_error(13)) } else { Ok(()) }
    }));

    let synced = sync(&disk, &Git::of(&two.path()).unwrap());

    let refused = synced.as_ref().unwrap_err().to_string();
    assert!(refused.contains("new-2.ron: Permission denied"), "{refused}");
    wanted.holds("no name can be looked for", &synced, (one, two));
}
