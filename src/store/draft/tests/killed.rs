//! Killed before every call on the disk: the draft is the old or the new one, whole, and the next interface is offered it.

use std::env;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::process::{Signal, getpid, kill_process};

use super::{Place, draft};
use crate::store::disk::Disk;
use crate::store::draft::Drafts;

/// Opening the lock, six calls for a draft, six for the next, and its end.
const CALLS: usize = 14;
/// The last call before which the first and the second draft are not there.
const RENAMES: [usize; 2] = [5, 11];

#[test]
#[ignore = "it ends its process: the test below runs it in one of its own"]
fn an_interface_that_is_killed() {
    let (Ok(at), Ok(call)) = (env::var("CSP_TEST_PLACE"), env::var("CSP_TEST_CALL")) else { return };
    let (call, count) = (call.parse::<usize>().unwrap(), AtomicUsize::new(0));
    let at = std::path::Path::new(&at);
    let drafts = Drafts::open(&at.join("state/csp/drafts"), &at.join("store"));
    let disk = Disk::open_own(&at.join("state/csp/drafts")).unwrap().tried(Arc::new(move |_| {
        if count.fetch_add(1, Ordering::Relaxed) == call {
            kill_process(getpid(), Signal::KILL)?;
        }
        Ok(())
    }));
    drafts.keeper().core().desk().disk = Some(disk);

    for what in [Some(draft("old")), Some(draft("new")), None] {
        drafts.keeper().put(what);
        drafts.keeper().flush();
    }
}

#[test]
fn killed_before_any_call_an_interface_leaves_the_old_draft_or_the_new_one() {
    let (_, here) = module_path!().split_once("::").unwrap();
    for call in 0..=CALLS {
        let place = Place::new();
        let mut child = Command::new(env::current_exe().unwrap());
        child.args(["--ignored", "--exact", &format!("{here}::an_interface_that_is_killed")]);
        let status = child
            .env("CSP_TEST_PLACE", place.at.path())
            .env("CSP_TEST_CALL", call.to_string())
            .output()
            .unwrap()
            .status;

        assert_eq!(status.signal(), (call < CALLS).then_some(9), "call {call}: {status}");
        let expected: &[_] = match call {
            _ if call <= RENAMES[0] || call == CALLS => &[],
            _ if call <= RENAMES[1] => &[draft("old")],
            _ => &[draft("new")],
        };
        assert_eq!(place.offered(), expected, "call {call}");

        place.leave(&draft("next"));
        assert_eq!(place.offered().len(), expected.len() + 1, "call {call}: the next interface can write");
    }
}
