//! `csp list`: tables, filters, and the forms for programs.

use crate::support::Desk;

#[test]
fn the_outstanding_areas_are_exactly_the_four_of_the_report() {
    let answer = Desk::empty().csp("list action outstanding --ids");

    assert_eq!(
        answer.out,
        "domestic-abuse-champions\nevidence-led-prosecutions\nschools-prevention\nvictim-drop-out\n"
    );
    assert_eq!(answer.code, 0);
}

#[test]
fn words_find_records_of_every_kind() {
    let answer = Desk::empty().csp("list stalking --ids").out;

    for id in [
        "domestic-abuse-and-stalking",
        "stalking-in-safeguarding",
        "stalking-modules-dragonfly",
        "cctv-and-stalking-services",
        "evidence-led-prosecutions",
    ] {
        assert!(answer.lines().any(|line| line == id), "{id} in\n{answer}");
    }
}

#[test]
fn filters_narrow_by_field_flag_and_date() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2023-03-01", "owner=Ann", "lead_agency=dorset-police"]);
    desk.run(&["set", "training", "due=2023-03-20"]);

    for (filter, ids) in [
        ("action overdue", "turnaround\n"),
        ("action due-soon", "training\n"),
        ("due.before:2023-03-10", "turnaround\n"),
        ("due.after:2023-03-10", "training\n"),
        ("owner:ann", "turnaround\n"),
        ("action lead:dorset-police", "turnaround\n"),
        ("priority:fraud", "friends-against-scams\n"),
        ("action due:any not:overdue", "training\n"),
        ("owner:any", "turnaround\n"),
    ] {
        assert_eq!(desk.csp(&format!("list {filter} --ids")).out, ids, "{filter}");
    }
}

#[test]
fn the_kind_may_stand_anywhere_and_a_near_miss_is_named() {
    let desk = Desk::sample();

    assert_eq!(desk.csp("list outstanding action --ids").out, desk.csp("list action outstanding --ids").out);
    assert_eq!(desk.csp("list action duty").code, 2);
    assert_eq!(desk.csp("list overdu").said, "csp: no record matches; did you mean overdue?\n");
    assert_eq!(desk.csp("list acton").said, "csp: no record matches; did you mean action?\n");
    let never = desk.csp("list stage:Devloping");
    assert!(
        never.code == 2 && never.said.contains("stage: it is never \"devloping\"; it is one of FurtherWork"),
        "{never:?}"
    );
    assert!(desk.csp("list action nomatch --csv").out.starts_with("id,kind,title,source,stage,"));
}

#[test]
fn nothing_found_is_said_and_is_no_failure() {
    let answer = Desk::sample().csp("list overdue");

    assert_eq!((answer.code, answer.out.as_str(), answer.said.as_str()), (0, "", "csp: no record matches\n"));
}

#[test]
fn a_wrong_field_is_named_with_the_nearest() {
    let answer = Desk::empty().csp("list ownr:ann");

    assert_eq!(answer.code, 2);
    assert!(answer.said.contains("no record has a field \"ownr\"; the nearest is owner"), "{answer:?}");
}

#[test]
fn json_is_a_list_of_records_under_a_schema() {
    let answer = Desk::empty().csp("list action outstanding --json");

    let value: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(value["schema"], 1);
    let records = value["records"].as_array().unwrap();
    assert_eq!(records.len(), 4);
    assert_eq!(records[0]["id"], "domestic-abuse-champions");
    assert_eq!(records[0]["priorities"], serde_json::json!(["domestic-abuse-and-stalking"]));
    assert!(records.iter().all(|record| record.get("owner").is_none() && record.get("rag").is_none()));
}

#[test]
fn csv_has_every_field_and_opens_harmlessly_in_a_spreadsheet() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "owner==1+1"]);

    let answer = desk.csp("list action turnaround --csv").out;

    let mut lines = answer.split("\r\n");
    assert!(lines.next().unwrap().starts_with("id,kind,title,source,stage,state,"), "{answer}");
    assert!(lines.next().unwrap().contains(",'=1+1,"), "a formula is no formula any more:\n{answer}");
    assert_eq!(desk.csp("list action --csv --ids").code, 2, "one form at a time");
}

#[test]
fn nothing_is_cut_where_the_output_is_no_terminal() {
    let desk = Desk::sample();
    let title = "A title that goes on and on, as titles of actions do, well beyond the eighty columns of a terminal";
    desk.run(&["add", "action", title]);

    assert!(desk.csp("list action well").out.contains(title));
}
