//! `csp check`: every problem, where it is, and what to do.

use crate::support::Desk;

#[test]
fn gaps_alone_end_with_0() {
    let answer = Desk::sample().csp("check");

    assert_eq!(answer.code, 0);
    assert!(answer.said.ends_with("csp: 0 errors, 7 warnings, 29 gaps\n"), "{answer:?}");
    assert!(answer.out.lines().all(|line| line.contains(". Next: ")), "each line tells the next step:\n{}", answer.out);
}

#[test]
fn the_starter_has_nothing_wrong_and_asks_when_its_duties_come_round() {
    let answer = Desk::starter().csp("check");

    assert_eq!(answer.code, 0);
    let duties = ["annual-scrutiny", "community-safety-plan", "domestic-abuse", "strategic-assessment"];
    let gap = |duty: &str| {
        let next = format!("Next: csp set {duty} last_done=DATE or next_due=DATE");
        format!("duties/{duty}.ron: gap: not stated: when it was last done, or is next due. {next}")
    };
    assert_eq!(answer.out.lines().collect::<Vec<_>>(), duties.map(gap));
}

#[test]
fn errors_name_file_line_and_column_and_end_with_4() {
    let desk = Desk::sample();
    let fine = desk.text("actions/turnaround.ron");
    desk.put("actions/turnaround.ron", fine.replace("stage: Developing", "stage: Devloping"));

    let answer = desk.csp("check");

    assert_eq!(answer.code, 4);
    let line = answer.out.lines().next().unwrap();
    assert!(line.starts_with("actions/turnaround.ron:4:12: error: "), "{line}");
    assert!(line.contains("did you mean Developing?"), "{line}");
    assert!(line.contains("The file was left as it is. Next: "), "{line}");
}

#[test]
fn a_link_that_leads_nowhere_is_found_at_its_field() {
    let desk = Desk::sample();
    let fine = desk.text("actions/turnaround.ron");
    desk.put("actions/turnaround.ron", fine.replace("[\"anti-social-behaviour\"]", "[\"vanished\"]"));

    let answer = desk.csp("check");

    assert_eq!(answer.code, 4);
    assert!(
        answer.out.starts_with("actions/turnaround.ron:6:17: error: Priorities leads to vanished"),
        "{}",
        answer.out
    );
}

#[test]
fn a_path_is_never_cut() {
    let desk = Desk::sample();
    let name = format!("actions/{}.ron", "a".repeat(80));
    desk.put(&name, "Action(");

    assert!(desk.csp("check").out.contains(&format!("{name}:")));
}

#[test]
fn a_complete_action_that_states_no_day_of_it_is_a_gap() {
    let desk = Desk::sample();
    let before = desk.csp("check").out;
    desk.csp("set hrda-operating-protocol completed=2022-11-01");
    let after = desk.csp("check").out;

    assert!(before.contains("hrda-operating-protocol.ron: gap: not stated: evidence, completed"), "{before}");
    assert!(after.contains("hrda-operating-protocol.ron: gap: not stated: evidence."), "{after}");
}
