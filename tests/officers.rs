//! Many officers at once: every edit that was acknowledged is there afterwards.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

use std::thread;

use support::{Answer, Desk};

const OFFICERS: usize = 20;
const EDITS: usize = 25;
/// What a command ends with where somebody else is saving.
const BUSY: i32 = 75;

/// Runs every officer's edits, each officer's one after the other, all officers at once; one that finds the store busy tries
/// again, as a person would.
fn work(edit: impl Fn(usize, usize) -> Answer + Sync) {
    let edit = &edit;
    thread::scope(|scope| {
        for officer in 0..OFFICERS {
            scope.spawn(move || {
                for number in 0..EDITS {
                    let answer = (0..100).map(|_| edit(officer, number)).find(|answer| answer.code != BUSY);
                    let answer = answer.unwrap_or_else(|| panic!("officer {officer} never got to save"));
                    assert_eq!(answer.code, 0, "officer {officer}, edit {number}: {answer:?}");
                }
            });
        }
    });
}

/// The store can be read whole, and no leftover of a save lies in it.
fn is_sound(desk: &Desk, records_before: usize) {
    let check = desk.csp("check");
    assert_eq!(check.code, 0, "{}", check.out);
    let files = desk.files();
    assert_eq!(files.len(), records_before, "{:?}", files.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[test]
fn on_different_records() {
    let desk = Desk::sample();
    for officer in 0..OFFICERS {
        assert_eq!(desk.run(&["add", "action", &format!("Work {officer}")]).code, 0);
    }
    let before = desk.files().len();

    work(|officer, number| desk.run(&["set", &format!("work-{officer}"), &format!("owner=edit {number}")]));

    is_sound(&desk, before);
    for officer in 0..OFFICERS {
        let text = desk.text(&format!("actions/work-{officer}.ron"));
        assert!(text.contains(&format!("owner: \"edit {}\"", EDITS - 1)), "{text}");
    }
}

#[test]
fn on_different_fields_of_one_record() {
    let desk = Desk::sample();
    let fields = ["owner", "reference", "detail", "reason", "notes", "evidence", "source", "title", "due", "review"];
    let before = desk.files().len();

    // Two officers share a field; the later one of them has the last word, and nobody else's field suffers.
    work(|officer, number| {
        let field = fields[officer % fields.len()];
        let value = if ["due", "review"].contains(&field) {
            format!("2023-{:02}-{:02}", officer % 12 + 1, number + 1)
        } else {
            format!("{officer}-{number}")
        };
        desk.run(&["set", "turnaround", &format!("{field}={value}")])
    });

    is_sound(&desk, before);
    let text = desk.text("actions/turnaround.ron");
    for (place, field) in fields.into_iter().enumerate() {
        let last = |officer: usize| match field {
            "due" | "review" => format!("{field}: \"2023-{:02}-{EDITS:02}\"", officer % 12 + 1),
            _ => format!("{field}: \"{officer}-{}\"", EDITS - 1),
        };
        let others = place + fields.len();
        assert!(text.contains(&last(place)) || text.contains(&last(others)), "{field} is lost:\n{text}");
    }
}

#[test]
fn notes_on_one_record() {
    let desk = Desk::sample();
    let before = desk.files().len();

    work(|officer, number| desk.run(&["note", "turnaround", &format!("note {officer}-{number}.")]));

    is_sound(&desk, before);
    let text = desk.text("actions/turnaround.ron");
    for officer in 0..OFFICERS {
        for number in 0..EDITS {
            assert_eq!(text.matches(&format!("\"note {officer}-{number}.\"")).count(), 1, "note {officer}-{number}");
        }
    }
}

#[test]
fn new_records_with_one_title() {
    let desk = Desk::sample();
    let before = desk.files().len();

    work(|officer, number| {
        if number >= 5 {
            return Answer { code: 0, out: String::new(), said: String::new() };
        }
        desk.run(&["add", "action", "Same title", &format!("owner={officer}-{number}")])
    });

    is_sound(&desk, before + OFFICERS * 5);
    let owners: std::collections::BTreeSet<_> = desk
        .files()
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("same-title"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(owners.len(), OFFICERS * 5, "each has an id and a file of its own");
}
