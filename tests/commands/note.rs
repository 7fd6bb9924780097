//! `csp note`: a dated update with its author.

use crate::support::Desk;

#[test]
fn a_note_stands_at_the_end_with_its_day_and_author() {
    let desk = Desk::sample();
    let before = desk.text("actions/turnaround.ron");

    let first = desk.run(&["note", "turnaround", "Two schools have joined."]);
    desk.run(&["note", "turnaround", "-- 50% $(id) \"so\"", "--as-at", "2023-04-01"]);

    assert_eq!((first.code, first.said.as_str()), (0, "turnaround: noted, 9 March 2023\n"));
    let updates = "    updates: [\n        (date: \"2023-03-09\", author: \"Ann Officer\", text: \"Two schools have joined.\"),\n        \
                   (date: \"2023-04-01\", author: \"Ann Officer\", text: \"-- 50% $(id) \\\"so\\\"\"),\n    ],\n)";
    assert_eq!(desk.text("actions/turnaround.ron"), before.replace("\n)", &format!("\n{updates}")));
    let shown = desk.csp("show turnaround").out;
    assert!(shown.find("1 April 2023").unwrap() < shown.find("Two schools").unwrap(), "the newest first:\n{shown}");
}

#[test]
fn a_note_can_come_from_standard_input() {
    let desk = Desk::sample();

    let answer = desk.with_input(&["note", "turnaround", "-"], "First line\nSecond line\n");

    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(desk.text("actions/turnaround.ron").contains("text: \"First line\nSecond line\")"));
}

#[test]
fn notes_are_never_taken_away_by_a_command() {
    let desk = Desk::sample();
    desk.run(&["note", "turnaround", "Two schools have joined."]);
    let before = desk.files();

    for change in ["updates=", "updates-=2023-03-09 | Ann Officer | Two schools have joined."] {
        let refused = desk.run(&["set", "turnaround", change]);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.said.contains("updates are only added to: csp note adds one"), "{refused:?}");
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn words_that_look_like_an_unfinished_merge_are_words() {
    let desk = Desk::sample();

    assert_eq!(desk.run(&["note", "turnaround", "they sent this:\n<<<<<<< HEAD"]).code, 0);
    assert!(desk.csp("show turnaround").out.contains("<<<<<<< HEAD"));
    assert_eq!(desk.csp("check").code, 0);
}

#[test]
fn a_note_that_says_nothing_is_not_saved() {
    let desk = Desk::sample();
    let before = desk.files();

    assert_eq!(desk.run(&["note", "turnaround", "  \n"]).code, 2);
    assert_eq!(desk.csp("note nowhere x").code, 3);
    assert_eq!(desk.files(), before);
}
