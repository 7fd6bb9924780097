//! Many officers at once: every edit that was acknowledged is there afterwards.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use support::{Answer, Desk};

const OFFICERS: usize = 20;
const EDITS: usize = 25;
/// How many new records each officer makes.
const ADDED: usize = 5;
/// What a command ends with where somebody else is saving.
const BUSY: i32 = 75;

/// Runs every officer's edits, each officer's one after the other, all officers at once; one that finds the store busy tries
/// again, as a person would. What was acknowledged is there at once, and still there when its officer comes back.
fn work(edits: usize, edit: impl Fn(usize, usize) -> Answer + Sync, is_there: impl Fn(usize, usize) -> bool + Sync) {
    let (edit, is_there) = (&edit, &is_there);
    thread::scope(|scope| {
        for officer in 0..OFFICERS {
            scope.spawn(move || {
                for number in 0..edits {
                    assert!(
                        number == 0 || is_there(officer, number - 1),
                        "officer {officer}: edit {} is lost",
                        number - 1
                    );
                    let answer = (0..100).map(|_| edit(officer, number)).find(|answer| answer.code != BUSY);
                    let answer = answer.unwrap_or_else(|| panic!("officer {officer} never got to save"));
                    assert_eq!(answer.code, 0, "officer {officer}, edit {number}: {answer:?}");
                    assert!(
                        is_there(officer, number),
                        "officer {officer}: edit {number} was acknowledged and is not there"
                    );
                }
            });
        }
    });
    for officer in 0..OFFICERS {
        assert!(is_there(officer, edits - 1), "officer {officer}: the last edit is lost");
    }
}

/// The store can be read whole, and no leftover of a save lies in it.
fn is_sound(desk: &Desk, records_before: usize) {
    let check = desk.csp("check");
    assert_eq!(check.code, 0, "{}", check.out);
    let mut scratch: Vec<_> =
        std::fs::read_dir(desk.store().join(".csp")).unwrap().map(|it| it.unwrap().file_name()).collect();
    scratch.sort();
    assert_eq!(scratch, ["lock", "recent"]);
    let files = desk.files();
    assert_eq!(files.len(), records_before, "{:?}", files.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[test]
fn on_different_records_while_somebody_reads_them() {
    let desk = Desk::sample();
    for officer in 0..OFFICERS {
        assert_eq!(desk.run(&["add", "action", &format!("Work {officer}")]).code, 0);
    }
    let (before, ids) = (desk.files().len(), desk.csp("list --ids"));
    let done = AtomicBool::new(false);

    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                assert_eq!(desk.csp("list --ids"), ids, "a reader sees every record whole, whoever saves");
            }
        });
        let work = scope.spawn(|| {
            work(
                EDITS,
                |officer, number| desk.run(&["set", &format!("work-{officer}"), &format!("owner=edit {number}")]),
                |officer, number| {
                    let text = desk.text(&format!("actions/work-{officer}.ron"));
                    text == format!("Action(\n    title: \"Work {officer}\",\n    owner: \"edit {number}\",\n)\n")
                },
            );
        });
        let worked = work.join();
        done.store(true, Ordering::Relaxed);
        worked.unwrap();
    });

    is_sound(&desk, before);
}

/// A field for each officer.
const FIELDS: [&str; OFFICERS] = [
    "title",
    "source",
    "reason",
    "detail",
    "owner",
    "reference",
    "evidence",
    "notes",
    "start",
    "due",
    "revised_due",
    "review",
    "completed",
    "milestones",
    "rag",
    "queries",
    "state",
    "stage",
    "direction",
    "lead_agency",
];

/// What an officer types into her field, and what then stands in the file.
fn change(officer: usize, number: usize) -> (String, String) {
    let (words, day) = (format!("edit {number}"), format!("2023-01-{:02}", number + 1));
    let turns = |field: &str, [one, other]: [&str; 2]| {
        let value = if number.is_multiple_of(2) { one } else { other };
        (format!("{field}={value}"), format!(" {field}: {value},"))
    };
    match FIELDS[officer] {
        field @ ("start" | "due" | "revised_due" | "review" | "completed") => {
            (format!("{field}={day}"), format!(" {field}: \"{day}\","))
        }
        "milestones" => (format!("milestones={words}"), format!("(text: \"{words}\")")),
        "rag" => (format!("rag=red: {words}"), format!("reason: \"{words}\"),")),
        "queries" => (format!("queries=owner | {words}"), format!("stated: \"{words}\")")),
        "state" => turns("state", ["Blocked", "Ongoing"]),
        "stage" => turns("stage", ["FurtherWork", "BusinessAsUsual"]),
        "direction" => turns("direction", ["Better", "Worse"]),
        "lead_agency" => {
            let (typed, written) = turns("lead_agency", ["dorset-police", "nhs-dorset"]);
            (typed, written.replace(": ", ": \"").replace(',', "\","))
        }
        field => (format!("{field}={words}"), format!(" {field}: \"{words}\",")),
    }
}

#[test]
fn on_different_fields_of_one_record() {
    let desk = Desk::sample();
    let before = desk.files().len();

    work(
        EDITS,
        |officer, number| desk.run(&["set", "turnaround", &change(officer, number).0]),
        |officer, number| desk.text("actions/turnaround.ron").contains(&change(officer, number).1),
    );

    is_sound(&desk, before);
}

#[test]
fn notes_on_one_record() {
    let desk = Desk::sample();
    let before = desk.files().len();
    let count =
        |officer, number| desk.text("actions/turnaround.ron").matches(&format!("\"note {officer}-{number}.\"")).count();

    work(
        EDITS,
        |officer, number| desk.run(&["note", "turnaround", &format!("note {officer}-{number}.")]),
        |officer, number| count(officer, number) == 1,
    );

    is_sound(&desk, before);
    for officer in 0..OFFICERS {
        for number in 0..EDITS {
            assert_eq!(count(officer, number), 1, "note {officer}-{number}");
        }
    }
}

#[test]
fn new_records_with_one_title() {
    let desk = Desk::sample();
    let before = desk.files().len();
    let printed = Mutex::new(BTreeMap::new());

    work(
        ADDED,
        |officer, number| {
            let answer = desk.run(&["add", "action", "Same title", &format!("owner={officer}-{number}")]);
            printed.lock().unwrap().insert((officer, number), answer.out.trim().to_owned());
            answer
        },
        |officer, number| {
            let id = printed.lock().unwrap()[&(officer, number)].clone();
            let text = desk.text(&format!("actions/{id}.ron"));
            text == format!("Action(\n    title: \"Same title\",\n    owner: \"{officer}-{number}\",\n)\n")
        },
    );

    is_sound(&desk, before + OFFICERS * ADDED);
}
