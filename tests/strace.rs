//! Killed at every system call that touches a file, and every one of them failing: the record is the old or the new one,
//! whole, what was acknowledged is there, and the next save works. It needs `strace`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where something is not as it must be, and tells how often it tried"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use support::{Desk, skipped};

/// The system calls that touch a file or what was opened.
const CALLS: [&str; 31] = [
    "access",
    "close",
    "fadvise64",
    "faccessat",
    "faccessat2",
    "fchmod",
    "fcntl",
    "fdatasync",
    "flock",
    "fstat",
    "fsync",
    "ftruncate",
    "getdents64",
    "linkat",
    "lseek",
    "mkdir",
    "mkdirat",
    "newfstatat",
    "open",
    "openat",
    "pread64",
    "pwrite64",
    "read",
    "readlink",
    "rename",
    "renameat",
    "renameat2",
    "statx",
    "syncfs",
    "unlinkat",
    "write",
];

/// What is put in the place of a call.
const KILLED: &str = "signal=KILL";
const FAILING: [&str; 2] = ["error=EIO", "error=ENOSPC"];

const RECORD: &str = "actions/work.ron";

/// A command that saves: its arguments in a round, and the file before and after it.
struct Saving {
    name: &'static str,
    arguments: fn(usize) -> Vec<String>,
    file: fn(usize) -> String,
    before: fn(usize) -> Option<String>,
    after: fn(usize) -> String,
    /// Whether nothing was saved in the store before, so that the lock and what lies beside it are made too.
    is_first: bool,
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn owned(by: &str) -> String {
    format!("// by hand\nAction(\n    title: \"Work\",\n    owner: \"{by}\", // since 2020\n)\n")
}

const SET: Saving = Saving {
    name: "set",
    arguments: |round| words(&format!("set work owner={round}")),
    file: |_| RECORD.to_owned(),
    before: |_| Some(owned("Ann")),
    after: |round| owned(&round.to_string()),
    is_first: false,
};
const NOTE: Saving = Saving {
    name: "note",
    arguments: |round| words(&format!("--as-at 2023-03-09 note work note-{round}")),
    file: |_| RECORD.to_owned(),
    before: |_| Some(owned("Ann")),
    after: |round| {
        let note = format!("(date: \"2023-03-09\", author: \"Ann Officer\", text: \"note-{round}\")");
        owned("Ann").replace(")\n", &format!("    updates: [\n        {note},\n    ],\n)\n"))
    },
    is_first: false,
};
const ADD: Saving = Saving {
    name: "add",
    arguments: |round| words(&format!("add action Round-{round}")),
    file: |round| format!("actions/round-{round}.ron"),
    before: |_| None,
    after: |round| format!("Action(\n    title: \"Round-{round}\",\n)\n"),
    is_first: true,
};
const ARCHIVE: Saving = Saving {
    name: "archive",
    arguments: |_| words("--as-at 2023-03-09 archive work"),
    file: |_| RECORD.to_owned(),
    before: |_| Some(owned("Ann")),
    after: |_| owned("Ann").replace(")\n", "    archived: \"2023-03-09\",\n)\n"),
    is_first: true,
};

/// A store of two records, with nothing else to read.
fn desk() -> Desk {
    let desk = Desk::in_memory();
    for folder in ["actions", "priorities"] {
        fs::create_dir_all(desk.store().join(folder)).unwrap();
    }
    desk.put("store.ron", "Partnership(title: \"Test\", format: 1)\n");
    desk.put("priorities/fraud.ron", "Priority(title: \"Fraud\")\n");
    desk.put(RECORD, owned("Before"));
    assert_eq!(desk.csp("set work owner=Ann").code, 0);
    desk
}

/// Runs a command with strace over it.
fn traced(desk: &Desk, options: &[&str], saving: &Saving, round: usize) -> Output {
    if saving.is_first {
        drop(fs::remove_dir_all(desk.store().join(".csp")));
    }
    let (plain, arguments) = (desk.command(), (saving.arguments)(round));
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(options).arg("--").arg(plain.get_program()).args(arguments);
    command.current_dir(desk.home()).env_clear();
    command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.output().unwrap()
}

/// Whether a test can try what needs strace; where it cannot, that is said aloud.
fn is_there() -> bool {
    let inject = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "--", "true"];
    let is_there = Command::new("strace").args(inject).output().is_ok_and(|ran| ran.status.success());
    if !is_there {
        skipped("no strace, or it may trace nothing here");
    }
    is_there
}

/// How often a command makes each of these calls before it comes to the store, and in all.
fn calls(saving: &Saving) -> BTreeMap<&'static str, (usize, usize)> {
    let desk = desk();
    let log = desk.home().join("trace");
    let only = format!("trace={}", CALLS.map(|call| format!("?{call}")).join(","));
    let ran = traced(&desk, &["-o", log.to_str().unwrap(), "-e", &only], saving, 1);
    assert!(ran.status.success(), "{ran:?}");
    let (mut calls, mut is_at_work) = (BTreeMap::<&str, (usize, usize)>::new(), false);
    for line in fs::read_to_string(log).unwrap().lines() {
        is_at_work |= line.contains("/store");
        let name = line.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ').split('(').next();
        let Some(call) = CALLS.into_iter().find(|call| name == Some(call)) else { continue };
        let (before, all) = calls.entry(call).or_default();
        *before += usize::from(!is_at_work);
        *all += 1;
    }
    calls.retain(|_, (before, all)| before < all);
    assert!(calls.contains_key("fsync") && calls.contains_key("openat"), "{calls:?}");
    calls
}

/// The files of the store but for its scratch.
fn names(desk: &Desk) -> Vec<String> {
    let of = |path: &Path| path.strip_prefix(desk.store()).unwrap().to_str().unwrap().to_owned();
    desk.files().iter().map(|(path, _)| of(path)).collect()
}

/// What became of a command that was disturbed, and that the next one works.
fn holds(desk: &Desk, saving: &Saving, round: usize, ran: &Output, case: &str) {
    let said = String::from_utf8_lossy(&ran.stderr);
    let case = format!("{}, {case}: {:?} {said}", saving.name, ran.status);
    let file = (saving.file)(round);
    let text = fs::read_to_string(desk.store().join(&file)).ok();
    let is_new = text.as_ref() == Some(&(saving.after)(round));
    assert!(is_new || text == (saving.before)(round), "{case}: neither the old nor the new record: {text:?}");
    assert!(is_new || !ran.status.success(), "{case}: it was acknowledged and is lost");
    assert!(!is_new || !said.contains("Nothing was saved") && !said.contains("nothing was changed"), "{case}");
    assert!(!said.contains("panicked") && ran.status.code() != Some(101), "{case}");
    let next = desk.csp("set work owner=next");
    assert_eq!(next.code, 0, "{case}: the next save: {next:?}");
    if file != RECORD && is_new {
        fs::remove_file(desk.store().join(&file)).unwrap();
    }
    // What is left of the new record that was not saved goes with the next of that name, and is no record until then.
    let left: Vec<_> =
        names(desk).into_iter().filter(|name| *name != format!("actions/.round-{round}.ron.tmp")).collect();
    assert_eq!(left, [RECORD, "priorities/fraud.ron", "store.ron"], "{case}");
    drop(fs::remove_file(desk.store().join(format!("actions/.round-{round}.ron.tmp"))));
    desk.put(RECORD, owned("Ann"));
}

/// A command disturbed in this way at every `every`th of its calls; tells how often.
fn disturbed(saving: &Saving, how: &str, every: usize) -> usize {
    let desk = desk();
    let (calls, log) = (calls(saving), desk.home().join("trace"));
    let all = calls.iter().flat_map(|(call, (before, all))| (before + 1..=*all).map(move |number| (call, number)));
    let (mut count, mut missed) = (0, 0);
    for (call, number) in all.step_by(every) {
        let (only, inject) = (format!("trace={call}"), format!("inject={call}:{how}:when={number}"));
        count += 1;
        let ran = traced(&desk, &["-o", log.to_str().unwrap(), "-e", &only, "-e", &inject], saving, count);
        let is_failed = || fs::read_to_string(&log).unwrap().contains("(INJECTED)");
        let is_disturbed = if how == KILLED { ran.status.signal() == Some(9) } else { is_failed() };
        missed += usize::from(!is_disturbed);
        holds(&desk, saving, count, &ran, &inject);
    }
    assert_eq!(desk.csp("check").code, 0);
    assert!(missed * 10 < count, "{}, {how}: {missed} of {count} calls were not met", saving.name);
    count - missed
}

/// All of these, by two threads; each with how many of its calls are disturbed.
fn all(savings: &[(Saving, &str, usize)]) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((saving, how, every)) = savings.get(next.fetch_add(1, Ordering::Relaxed)) {
                    println!("csp {}: {} calls, {how}", saving.name, disturbed(saving, how, *every));
                }
            });
        }
    });
}

#[test]
fn killed_at_any_system_call_a_record_is_the_old_or_the_new_one_whole() {
    if is_there() {
        all(&[(SET, KILLED, 2), (ADD, KILLED, 2), (NOTE, KILLED, 5), (ARCHIVE, KILLED, 5)]);
    }
}

#[test]
fn whatever_system_call_fails_a_record_is_the_old_or_the_new_one_and_no_word_is_untrue() {
    if is_there() {
        let [eio, full] = FAILING;
        all(&[(SET, eio, 2), (ADD, eio, 5), (NOTE, full, 3), (ARCHIVE, full, 5)]);
    }
}

#[test]
#[ignore = "some minutes; the two above try a part of it"]
fn disturbed_in_every_way_at_every_system_call() {
    if is_there() {
        let ways = [KILLED, FAILING[0], FAILING[1]];
        all(&ways
            .map(|how| [(SET, how, 1), (ADD, how, 1), (NOTE, how, 1), (ARCHIVE, how, 1)])
            .into_iter()
            .flatten()
            .collect::<Vec<_>>());
    }
}
