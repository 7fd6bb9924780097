//! A file that cannot be used is named with the next step, everything else goes on, and it is never written.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::support::{Desk, skipped};

const FILE: &str = "actions/turnaround.ron";

#[test]
fn a_broken_record_is_named_by_every_answer_and_hinders_no_other() {
    let desk = Desk::sample();
    let broken = "Action(\n    title: \"Turnaround\",\n    ownr: \"Ann\",\n)\n";
    desk.put(FILE, broken);

    for command in
        ["summary", "coverage", "triage", "list action", "list --json", "list --csv", "list --ids", "summary actions"]
    {
        let answer = desk.csp(command);
        assert_eq!(answer.code, 4, "{command}: {answer:?}");
        assert!(answer.said.contains("INCOMPLETE: 1 file cannot be read"), "{command}: {answer:?}");
        assert!(!answer.out.is_empty(), "{command} prints the rest");
    }
    assert!(desk.csp("summary").out.contains("INCOMPLETE: 1 file"), "on paper too");
    for command in ["show turnaround", "set turnaround owner=Bea", "note turnaround x", "archive turnaround"] {
        let answer = desk.csp(command);
        assert_eq!((answer.code, answer.out.as_str()), (4, ""), "{command}: {answer:?}");
        let said = "csp: actions/turnaround.ron:3:5: there is no field \"ownr\" here (did you mean owner?). The file was left as it is. Next: mend line 3";
        assert!(answer.said.starts_with(said), "{command}: {answer:?}");
    }
    assert_eq!(desk.text(FILE), broken);
    assert_eq!(desk.csp("set training owner=Ann").code, 0);
    assert_eq!(desk.csp("show training").code, 0);
    assert_eq!(desk.run(&["add", "action", "Turnaround"]).out, "turnaround-2\n", "its id is taken");
}

#[test]
fn each_way_to_be_unusable_is_named() {
    let deep = format!("Action(title: {}", "[".repeat(100_000));
    let long = format!("Action(title: \"{}\")", "x".repeat(1024 * 1024));
    for (bytes, what) in [
        (&b""[..], "the file is empty"),
        (b"\0\0\0\0", "the file is empty"),
        (b"Action(title: \"\xff\")", "1:16: error: this is not UTF-8 text"),
        (b"Action(\n  title: \"x\",\n<<<<<<< HEAD\n)", "3:1: error: an unfinished git merge"),
        (b"{\"title\": \"x\"}", "looks like JSON"),
        (b"Action(title: \"x\") Action(title: \"y\")", ":1:19: "),
        (b"Action(title: \"x\", title: \"y\")", "title"),
        (b"Action(title: \"x\", due: 3)", ":1:24: "),
        (b"Action(title: \"x\", due: \"2023-02-30\")", "is no date"),
        (b"Action(title: \"x\", state: Opne)", "there is no word \"Opne\" here"),
        (b"Action()", "needs a title"),
        (b"Plan(title: \"x\")", "Action"),
        (b"Action(title: \"x", ":1:15: "),
        (deep.as_bytes(), ":1:"),
        (long.as_bytes(), "larger than 1024 KiB"),
    ] {
        let desk = Desk::sample();
        desk.put(FILE, bytes);

        let answer = desk.csp("check");
        let line = answer.out.lines().next().unwrap_or_default();
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert_eq!(answer.code, 4, "{shown:?}");
        assert!(line.starts_with(FILE) && line.contains(what), "{shown:?}: {line}");
        assert!(line.contains("The file was left as it is. Next: "), "{line}");
        assert_eq!(desk.csp("set turnaround owner=x").code, 4, "{shown:?}");
        assert_eq!(fs::read(desk.store().join(FILE)).unwrap(), bytes, "{shown:?}");
    }
}

#[test]
fn what_is_no_plain_file_is_refused_without_being_opened() {
    let desk = Desk::sample();
    let at = |name: &str| desk.store().join("actions").join(name);
    fs::remove_file(at("turnaround.ron")).unwrap();
    desk.put("elsewhere", "Action(title: \"Elsewhere\")");
    symlink(desk.store().join("elsewhere"), at("turnaround.ron")).unwrap();
    symlink("/dev/zero", at("zero.ron")).unwrap();
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe.ron"), rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    fs::create_dir(at("folder.ron")).unwrap();

    let answer = desk.csp("check");

    assert_eq!(answer.code, 4);
    for (name, what) in
        [("turnaround", "a link"), ("zero", "a link"), ("pipe", "not a plain file"), ("folder", "not a plain file")]
    {
        let line = answer.out.lines().find(|line| line.starts_with(&format!("actions/{name}.ron"))).unwrap();
        assert!(line.contains(what), "{line}");
    }
    assert_eq!(desk.csp("set turnaround owner=Ann").code, 4);
    assert_eq!(desk.text("elsewhere"), "Action(title: \"Elsewhere\")");
}

#[test]
fn one_id_in_two_files_belongs_to_neither() {
    let desk = Desk::sample();
    desk.put("plans/turnaround.ron", "Plan(title: \"Another\")");

    let answer = desk.csp("check").out;

    assert_eq!(answer.lines().filter(|line| line.contains("claimed by more than one file")).count(), 2, "{answer}");
    assert_eq!(desk.csp("set turnaround owner=Ann").code, 4);
}

#[test]
fn leftovers_of_editors_and_crashes_are_passed_over() {
    let desk = Desk::sample();
    let before = desk.csp("check").out;
    for name in [
        "turnaround.ron~",
        ".turnaround.ron.swp",
        "#turnaround.ron#",
        "turnaround.ron.orig",
        ".turnaround.ron.tmp",
        "README",
    ] {
        desk.put(&format!("actions/{name}"), "leftover");
    }

    assert_eq!(desk.csp("check").out, before);
}

#[test]
fn a_store_of_a_later_format_is_read_and_never_written() {
    let desk = Desk::sample();
    let later = desk.text("store.ron").replace("format: 1", "format: 2");
    desk.put("store.ron", later);
    let before = desk.files();

    assert!(desk.csp("list action --ids").out.contains("turnaround"));
    assert!(
        desk.csp("check").out.contains("store.ron:4:13: error: the files are of format 2"),
        "{}",
        desk.csp("check").out
    );
    for command in ["set turnaround owner=Ann", "note turnaround x", "archive turnaround", "add action Work"] {
        let answer = desk.csp(command);
        assert_eq!(answer.code, 5, "{command}: {answer:?}");
        assert!(answer.said.contains("format 2") && answer.said.contains("Next: upgrade csp"), "{answer:?}");
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn where_the_format_cannot_be_read_nothing_is_written() {
    let desk = Desk::sample();
    desk.put("store.ron", "Partnership(");

    let answer = desk.csp("set turnaround owner=Ann");

    assert_eq!(answer.code, 5);
    assert!(
        answer.said.contains("the format version in store.ron cannot be read")
            && answer.said.contains("Next: csp check"),
        "{answer:?}"
    );
    assert_eq!(desk.csp("list action").code, 4, "and everything can still be read");
}

#[test]
fn what_one_may_not_read_is_named() {
    let desk = Desk::sample();
    fs::set_permissions(desk.store().join(FILE), fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(desk.store().join(FILE)).is_ok() {
        skipped("root may read everything");
        return;
    }

    let answer = desk.csp("check");

    assert!(answer.code == 4 && answer.out.contains("actions/turnaround.ron: error: it cannot be read"), "{answer:?}");
}
