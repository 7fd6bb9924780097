//! Nothing that a record, a file's name or an argument holds reaches an output as it is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use csp_lead::model::Kind;
use support::hostile::{self, PAYLOAD, harmful};
use support::{Answer, Desk, answer};

/// A store in which every record is hostile.
fn hostile_store() -> Desk {
    let desk = Desk::starter();
    for (path, text) in hostile::records() {
        desk.put(&path, text);
    }
    desk
}

fn is_harmless(what: &str, answer: &Answer) {
    for sink in [&answer.out, &answer.said] {
        // A comma-separated file ends its lines as the format says.
        let text = if what.contains("--csv") { sink.replace("\r\n", "\n") } else { sink.clone() };
        assert_eq!(harmful(&text), None, "{what}: {sink:?}");
    }
}

#[test]
fn every_hostile_record_can_be_read() {
    let answer = hostile_store().csp("list --ids");

    assert_eq!(answer.code, 0, "{answer:?}");
    for kind in Kind::ALL.into_iter().filter(|kind| kind.alone().is_none()) {
        assert!(answer.out.contains(&format!("hostile-{}\n", kind.word())), "{kind:?}: {answer:?}");
    }
}

#[test]
fn what_records_hold_reaches_no_output_as_it_is() {
    let desk = hostile_store();
    let mut commands: Vec<String> = [
        "summary",
        "list",
        "list --json",
        "list --csv",
        "list --ids",
        "coverage",
        "check",
        "summary --ascii",
        "triage",
        "triage --json",
        "triage --ids",
    ]
    .map(str::to_owned)
    .into();
    for kind in Kind::ALL {
        let id = kind.alone().map_or_else(|| format!("hostile-{}", kind.word()), str::to_owned);
        commands.extend([
            format!("show {id}"),
            format!("show {id} --contacts"),
            format!("show {id} --json"),
            format!("summary {id}"),
            format!("list {}", kind.word()),
            format!("set {id} title=Tamed"),
        ]);
    }
    for pane in ["priorities", "themes", "duties", "further-work", "actions", "plans", "funding", "meetings", "quality"]
    {
        commands.push(format!("summary {pane}"));
    }
    for format in ["text", "markdown"] {
        let command = format!("report scrutiny --notes --contacts --format {format}");
        let answer = desk.csp(&command);

        assert_eq!(answer.code, 4, "its statements belong to no section: {answer:?}");
        assert!(answer.out.contains("Hostile") || answer.out.contains("u{1b}"), "{answer:?}");
        is_harmless(&command, &answer);
    }
    for command in commands {
        let answer = desk.csp(&command);

        assert_eq!(answer.code, 0, "{command}: {answer:?}");
        assert!(!answer.out.is_empty() || !answer.said.is_empty(), "{command}");
        is_harmless(&command, &answer);
    }
}

#[test]
fn a_year_that_is_rolled_over_hostile_words_says_them_in_escapes_and_keeps_them() {
    let desk = hostile_store();
    for line in ["add plan Old", "add plan New", "set hostile-action plan=old", "set hostile-priority plan=old"] {
        assert_eq!(desk.csp(line).code, 0);
    }
    // No argument can hold a NUL.
    let words = PAYLOAD.replace('\0', "");
    let roll = desk.run(&[
        "roll",
        "--from=old",
        "--to=new",
        "--close",
        &format!("hostile-action={words}"),
        "--rename",
        &format!("hostile-priority={words}"),
    ]);

    assert_eq!(roll.code, 0, "{roll:?}");
    assert!(roll.out.ends_with("\n1 item = 0 carried + 1 closed (0 complete) + 0 superseded\n"), "{}", roll.out);
    is_harmless("roll", &roll);
    for line in ["show old", "show old --json", "show hostile-action", "list --csv", "check", "summary priorities"] {
        let answer = desk.csp(line);
        assert_eq!(answer.code, 0, "{answer:?}");
        is_harmless(line, &answer);
    }
    let refused = desk.run(&["roll", "--to", &words]);
    assert_eq!(refused.code, 3);
    is_harmless("roll --to", &refused);
}

#[test]
fn a_record_takes_one_line_of_a_list() {
    let desk = hostile_store();
    let records = desk.csp("list --ids").out.lines().count();

    assert_eq!(desk.csp("list").out.lines().count(), records + 1, "one more for the headings");
    assert_eq!(desk.csp("summary actions").out.matches("Actions (1)").count(), 1);
}

#[test]
fn what_needs_a_decision_is_told_in_words_that_forge_no_line() {
    let page = hostile_store().csp("triage").out;

    assert!(page.contains("\n  red: A"), "{page}");
    let (items, undated) = page.trim_end().rsplit_once('\n').unwrap();
    let of_its_own = |line: &str| line.is_empty() || line.starts_with("  ") || line.starts_with("A\\u{1b}");
    assert!(items.lines().skip(2).all(of_its_own), "{page}");
    assert_eq!(undated, "12 duties have no date, so that nothing here can say when it is late.");
}

#[test]
fn json_says_the_same_in_escapes() {
    let answer = hostile_store().csp("show hostile-action --json");

    let value: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(value["detail"], PAYLOAD);
}

#[test]
fn names_of_files_reach_no_output_as_they_are() {
    let desk = Desk::sample();
    let names: [&[u8]; 7] = [
        b"evil\x1b[31m.ron",
        b"two\nlines.ron",
        b"bell\x07\r.ron",
        "over\u{202e}ride.ron".as_bytes(),
        b"\xff\xfe.ron",
        b"-rf.ron",
        b"turnaround.sync-conflict-\x1b]52;c;AA\x07.ron",
    ];
    for name in names {
        fs::copy(
            desk.store().join("actions/turnaround.ron"),
            desk.store().join("actions").join(OsStr::from_bytes(name)),
        )
        .unwrap();
    }

    let answer = desk.csp("check");

    is_harmless("check", &answer);
    assert_eq!(answer.code, 4);
    let errors = answer.out.lines().filter(|line| line.contains(": error: ")).count();
    assert_eq!(errors, names.len(), "each has one line:\n{}", answer.out);
}

#[test]
fn what_is_typed_comes_back_harmless_and_forges_no_line() {
    let desk = Desk::sample();
    let typed = PAYLOAD.replace('\0', "");
    let (field, filter) = (format!("{typed}=x"), format!("{typed}:x"));
    let (owner, due, link) = (format!("owner={typed}"), format!("due={typed}"), format!("lead_agency={typed}"));

    for arguments in [
        &["show", &typed][..],
        &["summary", &typed],
        &["set", &typed, "owner=x"],
        &["set", "turnaround", &field],
        &["set", "turnaround", &typed],
        &["set", "turnaround", &due],
        &["set", "turnaround", &link],
        &["set", "turnaround", &owner],
        &["set", "turnaround", "owner=x"],
        &["note", "turnaround", &typed],
        &["note", &typed, "x"],
        &["edit", &typed],
        &["archive", &typed],
        &["add", &typed, "x"],
        &["add", "action", &typed],
        &["list", &filter],
        &["list", "due.before:x\u{1b}"],
        &["--as-at", &typed, "summary"],
        &["--store", &typed, "summary"],
        &[&typed],
        &["list", &format!("--{typed}")],
        &["init", &format!("{typed}/x")],
    ] {
        let answer = answer(desk.command().args(arguments).output().unwrap());
        is_harmless(&format!("{arguments:?}"), &answer);
        let lines: Vec<_> = answer.said.lines().collect();
        assert!(lines.len() <= 1 || answer.said.starts_with("error: "), "{arguments:?}: {answer:?}");
        let forged = lines.iter().any(|line| line.starts_with('E') || line.starts_with("F\\u{8}"));
        assert!(!forged, "{arguments:?}: {answer:?}");
    }
}

#[test]
fn a_formula_is_no_formula_in_a_spreadsheet() {
    let desk = Desk::sample();
    for (id, owner) in [
        ("turnaround", "=1+1"),
        ("training", "+1"),
        ("night-time-economy", "@SUM(A1)"),
        ("vawg-action-plan", "-1+cmd|' /C calc'!A0"),
    ] {
        assert_eq!(desk.run(&["set", id, &format!("owner={owner}")]).code, 0);
    }

    let answer = desk.csp("list action owner:any --csv").out;

    let mut reader = csv::Reader::from_reader(answer.as_bytes());
    let column = reader.headers().unwrap().iter().position(|heading| heading == "owner").unwrap();
    let owners: Vec<_> = reader.records().map(|record| record.unwrap()[column].to_owned()).collect();
    assert_eq!(owners.len(), 4);
    assert!(owners.iter().all(|owner| owner.starts_with('\'')), "{owners:?}");
}
