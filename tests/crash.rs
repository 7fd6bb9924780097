//! Killed at any moment, a full disk, no permission, a lock that is held: the old record or the new one, whole, a clear word
//! and an exit code, and the next save works.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use rustix::fs::{CWD, Mode, mkfifoat};
use support::{Answer, Desk, answer, skipped};

const FILE: &str = "actions/turnaround.ron";
/// Rounds of the loop that kills.
const ROUNDS: u32 = 150;

#[test]
fn killed_at_any_moment_a_record_is_the_old_or_the_new_one_whole() {
    let desk = Desk::sample();
    let begun = Instant::now();
    assert_eq!(desk.csp("set turnaround owner=0").code, 0);
    let whole = begun.elapsed();
    let (mut before, mut killed, mut notes) = (desk.text(FILE), 0, 0);

    for round in 1..=ROUNDS {
        let note = round % 3 == 0;
        let (value, text) = (format!("owner={round}"), format!("note {round}"));
        let arguments = if note { ["note", "turnaround", &text] } else { ["set", "turnaround", &value] };
        let mut child = desk.command().args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The moment is the point: from the start of the process to a little after its usual end.
        sleep(whole * (round * 7 % ROUNDS) / (ROUNDS * 4 / 5));
        child.kill().unwrap();
        let acknowledged = child.wait().unwrap().success();

        let after = desk.text(FILE);
        let has_new = if note {
            after.contains(&format!("\"note {round}\""))
        } else {
            after.contains(&format!("owner: \"{round}\""))
        };
        assert!(has_new || after == before, "round {round} left neither the old nor the new record:\n{after}");
        assert!(has_new || !acknowledged, "round {round} was acknowledged and is lost");
        killed += u32::from(!acknowledged);
        notes += usize::from(note && has_new);
        before = after;
    }

    assert_eq!(before.matches("\"note ").count(), notes, "no note is there twice, and none that was there is gone");
    assert!(killed > 0, "none of {ROUNDS} was killed in time");
    assert_eq!(desk.csp("check").code, 0);
    assert_eq!(desk.csp("set turnaround owner=last").code, 0, "no lock is left behind");
    let names: Vec<_> =
        fs::read_dir(desk.store().join("actions")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{names:?}");
}

#[test]
fn killed_while_it_is_made_a_new_record_is_there_whole_or_not_at_all() {
    let desk = Desk::sample();
    let begun = Instant::now();
    desk.run(&["add", "action", "First"]);
    let whole = begun.elapsed();

    for round in 1..40 {
        let title = format!("Round {round}");
        let mut child =
            desk.command().args(["add", "action", &title]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(whole * (round * 7 % 40) / 32);
        child.kill().unwrap();
        child.wait().unwrap();

        let path = desk.store().join(format!("actions/round-{round}.ron"));
        let text = fs::read_to_string(path).unwrap_or_default();
        assert!(text.is_empty() || text == format!("Action(\n    title: \"{title}\",\n)\n"), "{text:?}");
    }
    assert_eq!(desk.csp("check").code, 0);
}

/// Runs the program in a shell that sets a limit first.
fn limited(desk: &Desk, limit: &str, arguments: &[&str]) -> Answer {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{limit}; exec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_csp")).args(arguments);
    shell
        .current_dir(desk.home())
        .env_clear()
        .env("HOME", desk.home())
        .env("CSP_STORE", desk.store())
        .env("PATH", "/bin:/usr/bin");
    answer(shell.output().unwrap())
}

#[test]
fn where_no_byte_more_can_be_written_the_old_record_stays() {
    let desk = Desk::sample();
    desk.csp("set turnaround owner=Ann");
    let before = desk.files();

    for arguments in [
        &["set", "turnaround", "owner=Bea"][..],
        &["note", "turnaround", "x"],
        &["archive", "turnaround"],
        &["add", "action", "Work"],
    ] {
        let refused = limited(&desk, "ulimit -f 0", arguments);
        assert_eq!((refused.code, refused.out.as_str()), (5, ""), "{arguments:?}: {refused:?}");
        assert!(refused.said.contains("Nothing was saved; the record is as it was. Next: free space"), "{refused:?}");
        assert_eq!(desk.files(), before, "{arguments:?}");
    }
    let made = limited(&desk, "ulimit -f 0", &["init", "elsewhere"]);
    assert_eq!(made.code, 5, "{made:?}");
    assert_eq!(desk.csp("set turnaround owner=Bea").code, 0, "once there is space it works");
}

#[test]
fn in_a_folder_that_cannot_be_written_everything_can_be_read() {
    let desk = Desk::sample();
    desk.csp("set turnaround owner=Ann");
    let before = desk.files();
    let mode = |mode| {
        for folder in ["", "actions", ".csp"] {
            fs::set_permissions(desk.store().join(folder), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    mode(0o500);
    if fs::File::create(desk.store().join("actions/probe")).is_ok() {
        fs::remove_file(desk.store().join("actions/probe")).unwrap();
        mode(0o700);
        skipped("root may write everywhere");
        return;
    }

    for command in ["summary", "list", "show turnaround", "coverage", "check"] {
        assert_eq!(desk.csp(command).code, 0, "{command}");
    }
    let refused = desk.csp("set turnaround owner=Bea");
    mode(0o700);

    assert_eq!(refused.code, 5, "{refused:?}");
    assert!(refused.said.contains("Next: free space or ask for permission"), "{refused:?}");
    assert_eq!(desk.files(), before);
}

#[test]
fn who_waits_too_long_for_another_is_told_who_it_is() {
    let desk = Desk::sample();
    desk.csp("set turnaround owner=Ann");
    let before = desk.files();
    let lock = fs::File::open(desk.store().join(".csp/lock")).unwrap();
    lock.lock().unwrap();

    for command in ["summary", "list", "show turnaround", "coverage", "check"] {
        assert_eq!(desk.csp(command).code, 0, "{command} needs no lock");
    }
    let busy = desk.csp("set turnaround owner=Bea");

    assert_eq!((busy.code, busy.out.as_str()), (75, ""), "{busy:?}");
    assert!(busy.said.contains("is saving; nothing was changed. Next: try again in a moment"), "{busy:?}");
    assert!(busy.said.contains("Ann Officer"), "who saved last is named: {busy:?}");
    assert_eq!(desk.files(), before);
    drop(lock);
    assert_eq!(desk.csp("set turnaround owner=Bea").code, 0);
}

#[test]
fn a_lock_that_is_something_else_is_named_and_nothing_is_written_through_it() {
    for lay in [
        |lock: &Path| mkfifoat(CWD, lock, Mode::RUSR | Mode::WUSR).unwrap(),
        |lock: &Path| symlink("../store.ron", lock).unwrap(),
        |lock: &Path| symlink("/dev/full", lock).unwrap(),
        |lock: &Path| fs::create_dir(lock).unwrap(),
    ] {
        let desk = Desk::sample();
        let before = desk.files();
        let lock = desk.store().join(".csp/lock");
        fs::remove_file(&lock).unwrap();
        lay(&lock);

        let refused = desk.csp("set turnaround owner=Ann");

        assert_eq!((refused.code, refused.out.as_str()), (5, ""), "{refused:?}");
        assert!(refused.said.contains(".csp/lock: this is no plain file, so it cannot be locked"), "{refused:?}");
        assert_eq!(desk.files(), before);
        assert_eq!(desk.csp("list").code, 0);
    }
}
