//! `csp show`: one record in full.

use crate::support::Desk;

#[test]
fn it_shows_the_paragraph_what_is_not_stated_and_links_both_ways() {
    let desk = Desk::empty();

    let action = desk.csp("show training").out;
    assert!(action.lines().next().is_some_and(|line| !line.is_empty()));
    for part in ["source: 2.5.5", "Owner: not stated", "RAG: not stated", "Updates, newest first:\n  None."] {
        assert!(action.contains(part), "{part:?} in\n{action}");
    }
    let priority = desk.csp("show fraud").out;
    assert!(priority.contains("Friends Against Scams (friends-against-scams)"), "{priority}");
    assert!(action.lines().chain(priority.lines()).all(|line| line.chars().count() <= 80));
}

#[test]
fn the_beginning_of_an_id_is_enough_where_only_one_begins_so() {
    let desk = Desk::empty();

    assert_eq!(desk.csp("show turn").out, desk.csp("show turnaround").out);
    let several = desk.csp("show do");
    assert_eq!((several.code, several.out.as_str()), (2, ""));
    assert!(several.said.contains("\"do\" could be any of domestic-abuse,"), "{several:?}");
    let none = desk.csp("show turnarond");
    assert_eq!(none.code, 3);
    assert!(none.said.contains("the nearest is turnaround"), "{none:?}");
}

#[test]
fn json_is_one_object_with_its_fields_by_name() {
    let desk = Desk::sample();
    desk.run(&["note", "turnaround", "x"]);

    let answer = desk.csp("show turnaround --json");

    let value: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(value["schema"], 1);
    assert_eq!(
        (&value["id"], &value["kind"], &value["stage"]),
        (&"turnaround".into(), &"action".into(), &"Developing".into())
    );
    assert_eq!(value["updates"], serde_json::json!([{"date": "2023-03-09", "author": "Ann Officer", "text": "x"}]));
    assert!(value.get("owner").is_none(), "what is not stated is absent");
}

#[test]
fn contacts_are_shown_only_to_who_asks() {
    let desk = Desk::empty();
    let number = "01305 224331";

    assert!(!desk.csp("show report").out.contains(number));
    assert!(!desk.csp("show report --json").out.contains(number));
    assert!(!desk.csp("list report --csv").out.contains(number));
    assert!(desk.csp("show report --contacts").out.contains(number));
    assert!(desk.csp("show report --json --contacts").out.contains(number));
}

#[test]
fn what_is_late_says_so_at_the_date_that_decides() {
    let desk = Desk::sample();
    desk.csp("set turnaround due=2023-03-01");
    let late = desk.csp("show turnaround").out;
    desk.csp("set turnaround revised_due=2023-06-01");
    let moved = desk.csp("show turnaround").out;

    assert!(late.contains("Due: LATE 1 March 2023\n"), "{late}");
    assert!(moved.contains("Due: 1 March 2023\n") && moved.contains("Revised due: 1 June 2023\n"), "{moved}");
}
