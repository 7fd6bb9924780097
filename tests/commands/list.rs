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
fn what_is_red_what_is_to_be_looked_at_again_and_what_is_dated_in_words_is_found() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "rag=red: two posts are vacant", "review=2023-03-09"]);
    desk.run(&["set", "training", "rag=amber: the red folder is lost", "review=2023-03-10", "due=\"in March\""]);
    desk.run(&["set", "hrda-operating-protocol", "rag=red: late", "review=2023-03-01", "due=\"in May\""]);
    desk.run(&["set", "fraud", "rag=red: losses are up"]);

    assert_eq!(desk.csp("list action red --ids").out, "turnaround\n", "what is complete is not listed");
    assert_eq!(desk.csp("list red --ids").out, "fraud\nturnaround\n");
    assert_eq!(desk.csp("list review-due --ids").out, "turnaround\n");
    assert_eq!(desk.csp("list action in-words --ids").out, "training\n");
    assert_eq!(desk.csp("list plan in-words --ids").out, "community-safety-plan-2023-26\n");
    let help = desk.csp("list --help").out;
    assert!(["red", "review-due", "in-words"].iter().all(|flag| help.contains(flag)), "{help}");
}

#[test]
fn the_store_says_when_work_is_stale_for_lists_counts_and_checks_alike() {
    let desk = Desk::sample();
    desk.csp("set turnaround start=2023-02-07");
    let stale = || {
        let is_gap = desk.csp("check").out.contains("turnaround.ron: gap: it has had no update for 30 days");
        (desk.csp("list stale --ids").out, desk.csp("summary").out.contains("1 stale"), is_gap)
    };

    assert_eq!(stale(), (String::new(), false, false), "30 days are not 90");
    assert_eq!(desk.csp("set store stale_after=30").said, "store: Stale after: 30 (was not stated)\n");
    assert_eq!(stale(), ("turnaround\n".to_owned(), true, true));
    assert_eq!(desk.csp("list action not:stale --ids").out.lines().count(), 25);
    desk.csp("set store stale_after=31");
    assert_eq!(stale(), (String::new(), false, false));
}

#[test]
fn a_number_of_days_that_cannot_be_meant_is_refused_as_it_is_typed_and_in_the_file() {
    let desk = Desk::sample();
    let before = desk.files();

    for wrong in ["0", "-1", "3651", "4294967297", "soon"] {
        let refused = desk.csp(&format!("set store stale_after={wrong}"));
        let said = "csp: stale_after: type a number of days from 1 to 3650, such as 90, or leave it empty\n";
        assert_eq!((refused.code, refused.said.as_str()), (2, said), "{wrong}");
    }
    assert_eq!(desk.files(), before);
    let fine = desk.text("store.ron");
    desk.put("store.ron", fine.replace("format: 1,", "format: 1,\n    stale_after: 0,"));
    let check = desk.csp("check");
    assert_eq!(check.code, 4);
    assert!(check.out.starts_with("store.ron:5:"), "{}", check.out);
    assert!(check.out.contains("0 cannot be meant: the days are 1 to 3650"), "{}", check.out);
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

#[test]
fn a_list_of_several_kinds_says_what_is_late_and_who_has_it() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2023-03-01", "owner=YJS manager"]);

    let late = desk.csp("list overdue").out;

    let row = late.lines().find(|line| line.starts_with("turnaround ")).unwrap();
    assert!(row.contains("LATE 1 March 2023") && row.contains("YJS manager"), "{late}");
}
