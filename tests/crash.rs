//! Killed at any moment, a full disk, no permission, a lock that is held: the old record or the new one, whole, a clear word
//! and an exit code, and the next save works.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use rustix::fs::{CWD, Mode, mkfifoat};
use support::{Answer, Desk, answer};

const FILE: &str = "actions/turnaround.ron";
/// Rounds of the loop that kills.
const ROUNDS: u32 = 150;
/// The same for new records.
const ADDED: u32 = 40;
/// The same for new stores.
const MADE: u32 = 15;

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
    assert_eq!(leftovers(&desk), Vec::<PathBuf>::new());
}

#[test]
fn killed_while_it_is_made_a_new_record_is_there_whole_or_not_at_all() {
    let desk = Desk::sample();
    let begun = Instant::now();
    desk.run(&["add", "action", "First"]);
    let whole = begun.elapsed();
    let (mut made, mut killed) = (0, 0);

    for round in 1..=ADDED {
        let title = format!("Round {round}");
        let mut child =
            desk.command().args(["add", "action", &title]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(whole * (round * 7 % ADDED) / (ADDED * 4 / 5));
        child.kill().unwrap();
        let acknowledged = child.wait().unwrap().success();

        let text = fs::read_to_string(desk.store().join(format!("actions/round-{round}.ron"))).ok();
        let expected = format!("Action(\n    title: \"{title}\",\n)\n");
        assert!(text.as_ref().is_none_or(|text| *text == expected), "{text:?}");
        assert!(text.is_some() || !acknowledged, "round {round} was acknowledged and is lost");
        made += usize::from(text.is_some());
        killed += usize::from(!acknowledged);
    }

    assert!(killed > 0, "none of {ADDED} was killed in time");
    assert_eq!(desk.csp("check").code, 0);
    let listed = desk.csp("list action id:round- --ids");
    assert_eq!((listed.code, listed.out.lines().count()), (0, made), "what a kill left is no record: {listed:?}");
    for round in 1..=ADDED {
        // The same title again: the id, or the next where the round had made it, and what a kill left goes.
        assert_eq!(desk.run(&["add", "action", &format!("Round {round}")]).code, 0);
    }
    assert_eq!(desk.csp("list action id:round- --ids").out.lines().count(), made + usize::try_from(ADDED).unwrap());
    assert_eq!(leftovers(&desk), Vec::<PathBuf>::new());
}

#[test]
fn killed_while_it_is_made_a_store_is_whole_or_none_and_is_made_by_trying_again() {
    let begun = Instant::now();
    let model = Desk::sample();
    let whole = begun.elapsed();
    let of = |desk: &Desk| -> Vec<_> {
        let store = desk.store();
        let inside = |(path, text): (PathBuf, Vec<u8>)| (path.strip_prefix(&store).unwrap().to_owned(), text);
        desk.files().into_iter().map(inside).collect()
    };
    let mut killed = 0;

    for round in 1..=MADE {
        let desk = Desk::empty();
        let mut child =
            desk.command().args(["init", "--sample"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(whole * (round * 7 % MADE) / (MADE * 4 / 5));
        child.kill().unwrap();
        let acknowledged = child.wait().unwrap().success();

        let is_there = desk.store().join("store.ron").exists();
        assert!(is_there || !acknowledged, "round {round} was acknowledged and is lost");
        if !is_there {
            let again = desk.run(&["init", desk.store().to_str().unwrap(), "--sample"]);
            assert_eq!(again.code, 0, "round {round}: {again:?}");
        }
        assert_eq!(of(&desk), of(&model), "round {round}");
        killed += u32::from(!acknowledged);
    }
    assert!(killed > 0, "none of {MADE} was killed in time");
}

/// The files of the store that are no records.
fn leftovers(desk: &Desk) -> Vec<PathBuf> {
    let paths = desk.files().into_iter().map(|(path, _)| path);
    paths
        .filter(|path| {
            path.extension().is_none_or(|it| it != "ron")
                || path.file_name().unwrap().as_encoded_bytes().starts_with(b".")
        })
        .collect()
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
    let long = "word ".repeat(1000);

    for (limit, arguments) in [
        ("ulimit -f 0", &["set", "turnaround", "owner=Bea"][..]),
        ("ulimit -f 0", &["note", "turnaround", "x"]),
        ("ulimit -f 0", &["archive", "turnaround"]),
        ("ulimit -f 0", &["add", "action", "Work"]),
        // The disk is full when a part of the record is written.
        ("ulimit -f 1", &["note", "turnaround", &long]),
        ("ulimit -f 1", &["add", "action", "Work", &format!("detail={long}")]),
    ] {
        let refused = limited(&desk, limit, arguments);
        assert_eq!((refused.code, refused.out.as_str()), (5, ""), "{limit}, {arguments:?}: {refused:?}");
        assert!(refused.said.contains("Nothing was saved; the record is as it was. Next: free space"), "{refused:?}");
        assert_eq!(desk.files(), before, "{limit}, {arguments:?}");
    }
    assert_eq!(desk.csp("set turnaround owner=Bea").code, 0, "once there is space it works");
}

#[test]
fn a_store_that_does_not_fit_is_none_until_it_is_made_again() {
    let desk = Desk::empty();

    for limit in ["ulimit -f 0", "ulimit -f 1"] {
        let refused = limited(&desk, limit, &["init", "--sample"]);
        assert_eq!((refused.code, refused.out.as_str()), (5, ""), "{limit}: {refused:?}");
        assert!(!desk.store().join("store.ron").exists(), "{limit}");
    }
    assert_eq!(desk.run(&["init", desk.store().to_str().unwrap(), "--sample"]).code, 0);
    assert_eq!(desk.csp("check").code, 0);
}

/// A folder and all that is in it.
fn everything(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = entries.flat_map(|path| if path.is_dir() { everything(&path) } else { vec![path] });
    std::iter::once(folder.to_owned()).chain(below).collect()
}

/// Gives the store to an ordinary user: root may write everywhere, so root runs the program as nobody.
fn ordinary(desk: &Desk) -> impl Fn(&str) -> Answer {
    const NOBODY: u32 = 65_534;
    let is_root = rustix::process::geteuid().is_root();
    let program = desk.home().join("csp");
    if is_root {
        fs::copy(env!("CARGO_BIN_EXE_csp"), &program).unwrap();
        fs::set_permissions(desk.home(), Permissions::from_mode(0o755)).unwrap();
        for path in everything(&desk.store()) {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    let (home, store) = (desk.home().to_owned(), desk.store());
    move |line| {
        let mut command = Command::new(if is_root { program.as_path() } else { Path::new(env!("CARGO_BIN_EXE_csp")) });
        command.args(line.split(' ')).env_clear().env("HOME", &home).env("CSP_STORE", &store).current_dir("/");
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        answer(command.output().unwrap())
    }
}

#[test]
fn in_a_folder_that_cannot_be_written_everything_can_be_read() {
    let desk = Desk::sample();
    desk.csp("set turnaround owner=Ann");
    let before = desk.files();
    let csp = ordinary(&desk);

    for locked in [&["", "actions", ".csp"][..], &["actions"]] {
        let folders = |mode| {
            for folder in locked {
                fs::set_permissions(desk.store().join(folder), Permissions::from_mode(mode)).unwrap();
            }
        };
        folders(0o500);
        let reads = ["summary", "list", "show turnaround", "coverage", "check"].map(|command| (command, csp(command)));
        let writes =
            ["set turnaround owner=Bea", "note turnaround x", "archive turnaround", "add action Work"].map(&csp);
        folders(0o700);

        for (command, read) in reads {
            assert_eq!(read.code, 0, "{locked:?}, {command}: {read:?}");
        }
        for refused in writes {
            assert_eq!((refused.code, refused.out.as_str()), (5, ""), "{locked:?}: {refused:?}");
            assert!(
                refused
                    .said
                    .contains("Nothing was saved; the record is as it was. Next: free space or ask for permission"),
                "{refused:?}"
            );
        }
        assert_eq!(desk.files(), before, "{locked:?}");
    }
    assert_eq!(csp("set turnaround owner=Bea").code, 0, "with permission it works");
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
