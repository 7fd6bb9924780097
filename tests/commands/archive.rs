//! `csp archive` and `csp restore`: hidden and brought back, never removed.

use crate::support::Desk;

#[test]
fn an_archived_record_is_hidden_and_comes_back_as_it_was() {
    let desk = Desk::sample();
    let before = desk.text("actions/turnaround.ron");

    let archived = desk.csp("archive turnaround");
    assert_eq!((archived.code, archived.said.as_str()), (0, "turnaround: Archived: 9 March 2023 (was not stated)\n"));
    assert_eq!(desk.text("actions/turnaround.ron"), before.replace("\n)", "\n    archived: \"2023-03-09\",\n)"));
    assert_eq!(desk.csp("list turnaround --ids").out, "");
    assert_eq!(desk.csp("list turnaround archived --ids").out, "turnaround\n");
    assert_eq!(desk.csp("show turnaround").code, 0, "who knows its id still sees it");

    assert_eq!(desk.csp("restore turnaround").code, 0);
    assert_eq!(desk.text("actions/turnaround.ron"), before);
}

#[test]
fn what_still_leads_to_it_is_told_then_and_by_check() {
    let desk = Desk::sample();

    let answer = desk.csp("archive anti-social-behaviour");
    let of_one = desk.csp("archive schools");

    assert!(answer.said.contains("3 records still lead to it"), "{answer:?}");
    assert!(of_one.said.contains("one record still leads to it"), "{of_one:?}");
    let check = desk.csp("check").out;
    assert!(check.contains("Priorities leads to anti-social-behaviour, which is archived and in no list"), "{check}");
}

#[test]
fn doing_it_twice_changes_nothing_more() {
    let desk = Desk::sample();
    desk.csp("archive turnaround");
    let once = desk.text("actions/turnaround.ron");

    let twice = desk.csp("archive turnaround --as-at 2023-06-01");

    assert_eq!((twice.code, twice.said.as_str()), (0, "turnaround: nothing to change\n"));
    assert_eq!(desk.text("actions/turnaround.ron"), once, "the first day stands");
}

#[test]
fn what_every_store_has_cannot_be_archived() {
    let desk = Desk::sample();
    let before = desk.files();

    for id in ["store", "report"] {
        let answer = desk.run(&["archive", id]);
        assert_eq!(answer.code, 2, "{answer:?}");
        assert!(answer.said.contains("cannot be archived"), "{answer:?}");
    }
    assert_eq!(desk.csp("archive nowhere").code, 3);
    assert_eq!(desk.files(), before);
}
