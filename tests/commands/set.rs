//! `csp set`: the fields that were named change, and no other byte.

use crate::support::Desk;

/// A file as somebody wrote it by hand, on Windows, with remarks and an order of their own.
const BY_HAND: &str = "// agreed with the YJS, 3 May\r\nAction( /* odd */\r\n\tstage:Developing ,   // third year\r\n\r\n  title: \"Turnaround \\u{2013} programme\",\r\n  priorities: [ \"anti-social-behaviour\" , ],\r\n  notes: r#\"keep \"this\" as it is\"#\r\n) // the end\r\n\r\n";
const FILE: &str = "actions/turnaround.ron";

#[test]
fn a_hand_written_file_keeps_every_other_byte() {
    let desk = Desk::sample();
    desk.put(FILE, BY_HAND);

    let answer = desk.run(&["set", "turnaround", "stage=bau"]);
    assert_eq!(answer.code, 2, "no stage is called so: {answer:?}");
    let answer = desk.run(&["set", "turnaround", "stage=business as usual", "title=Turnaround"]);

    assert_eq!(answer.code, 0, "{answer:?}");
    let expected = BY_HAND
        .replace("stage:Developing ", "stage:BusinessAsUsual ")
        .replace("\"Turnaround \\u{2013} programme\"", "\"Turnaround\"");
    assert_eq!(desk.text(FILE), expected);
}

#[test]
fn a_new_field_goes_to_the_end_with_the_files_own_line_ends() {
    let desk = Desk::sample();
    desk.put(FILE, BY_HAND);

    assert_eq!(desk.csp("set turnaround owner=Ann").code, 0);

    let text = desk.text(FILE);
    assert!(text.contains("owner: \"Ann\""), "{text:?}");
    let without = text.replacen("owner: \"Ann\"", "", 1);
    for line in BY_HAND.lines().filter(|line| !line.starts_with(')') && !line.contains("notes")) {
        assert!(without.contains(line), "{line:?} in {text:?}");
    }
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    assert_eq!(desk.csp("set turnaround owner=").code, 0);
    assert_eq!(desk.csp("check").said, Desk::sample().csp("check").said, "the file can still be read");
}

#[test]
fn what_was_and_what_is_are_said_with_dates_in_full() {
    let desk = Desk::sample();

    let first = desk.run(&["set", "turnaround", "due=end of quarter", "owner=Ann"]);
    let second = desk.run(&["set", "turnaround", "due=+1m"]);

    assert_eq!(
        first.said,
        "turnaround: Owner: Ann (was not stated)\nturnaround: Due: 31 March 2023 (was not stated)\n"
    );
    assert_eq!(second.said, "turnaround: Due: 9 April 2023 (was 31 March 2023)\n");
    assert_eq!(desk.csp("set turnaround owner=Ann").said, "turnaround: nothing to change\n");
}

#[test]
fn lists_grow_and_shrink_and_a_field_is_cleared() {
    let desk = Desk::sample();

    desk.csp("set turnaround priorities+=fraud themes+=mental-health");
    assert!(desk.text(FILE).contains("priorities: [\"anti-social-behaviour\", \"fraud\"]"));
    desk.csp("set turnaround priorities-=anti-social-behaviour themes=");
    assert!(desk.text(FILE).contains("priorities: [\"fraud\"]") && !desk.text(FILE).contains("themes"));
    let absent = desk.csp("set turnaround priorities-=rural-crime");
    assert_eq!(absent.code, 2, "{absent:?}");
}

#[test]
fn a_rating_carries_its_day_author_and_reason_or_is_refused() {
    let desk = Desk::sample();

    let bare = desk.csp("set turnaround rag=amber");
    assert_eq!((bare.code, bare.said.as_str()), (2, "csp: rag: a rating needs its reason: type amber: and why\n"));
    desk.run(&["set", "turnaround", "rag=amber: the bid is late"]);

    let rating = "rag: (colour: Amber, on: \"2023-03-09\", by: \"Ann Officer\", reason: \"the bid is late\")";
    assert!(desk.text(FILE).contains(rating), "{}", desk.text(FILE));
}

#[test]
fn something_done_lies_in_the_past() {
    let desk = Desk::sample();

    let answer = desk.run(&["set", "annual-scrutiny", "last_done=1 apr"]);

    assert_eq!(answer.said, "annual-scrutiny: Last done: 1 April 2022 (was 9 March 2023)\n");
}

#[test]
fn nothing_is_saved_where_any_part_is_wrong() {
    let desk = Desk::sample();
    let before = desk.files();

    for (arguments, code, why) in [
        (&["set", "turnaround", "owner=Ann", "due=soonish"][..], 2, "due: type a day"),
        (&["set", "turnaround", "title="], 2, "needs a title"),
        (&["set", "turnaround", "colour=red"], 2, "has no field \"colour\""),
        (&["set", "turnaround", "themes+=fraud"], 2, "fraud is a priority; name a theme"),
        (&["set", "turnaround", "owner"], 2, "type FIELD=VALUE"),
        (&["set", "turnaround", "owner=Ann", "owner=Bea"], 2, "owner is set twice"),
        (&["set", "turnaround", "due=1823-06-01"], 2, "the year 1823 cannot be meant"),
        (&["set", "turnaround"], 2, "FIELD=VALUE"),
        (&["set", "store", "format=2"], 2, "kept by the program"),
        (&["set", "nowhere", "owner=Ann"], 3, "there is no record \"nowhere\""),
        (&["set", "../store", "owner=Ann"], 3, "there is no record"),
        (&["set", "do", "owner=Ann"], 2, "could be any of"),
    ] {
        let answer = desk.run(arguments);
        assert_eq!((answer.code, answer.out.as_str()), (code, ""), "{arguments:?}: {answer:?}");
        assert!(answer.said.contains(why), "{arguments:?}: {answer:?}");
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn line_breaks_in_text_are_real_ones_and_controls_are_escaped() {
    let desk = Desk::sample();

    desk.run(&["set", "turnaround", "detail=one\ntwo \u{1b}[31m \u{202e}"]);

    assert!(desk.text(FILE).contains("detail: \"one\ntwo \\u{1b}[31m \\u{202e}\""), "{}", desk.text(FILE));
}

#[test]
fn of_a_list_that_holds_something_it_is_told_what_came_and_what_went() {
    let desk = Desk::sample();

    assert_eq!(desk.csp("set turnaround priorities+=fraud").said, "turnaround: Priorities: added fraud\n");
    let swapped = desk.csp("set turnaround priorities=fraud,rural-crime"); // fraud stays
    assert_eq!(swapped.said, "turnaround: Priorities: rural-crime (was anti-social-behaviour)\n", "{swapped:?}");
}

#[test]
fn a_link_can_be_typed_by_its_title_and_a_day_that_there_is_not_is_called_so() {
    let desk = Desk::sample();

    let named = desk.run(&["set", "turnaround", "lead_agency=dorset  Police", "priorities=Fraud, rural-crime"]);
    let no_day = desk.csp("set turnaround due=31/2/23");

    assert_eq!(named.code, 0, "{named:?}");
    let text = desk.text("actions/turnaround.ron");
    assert!(text.contains("\"dorset-police\"") && text.contains("\"fraud\", \"rural-crime\""), "{text}");
    assert!(no_day.code == 2 && no_day.said.contains("there is no day 31/2/23 in the calendar"), "{no_day:?}");
}
