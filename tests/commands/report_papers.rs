//! `csp report` to a board and to agencies: highlight, exception, actions, recommendations, board and chaser.

use std::fs;

use crate::support::Desk;
use crate::support::hostile::{PAYLOAD, harmful};

/// A quarter of work between two meetings of a board.
fn quarter() -> Desk {
    let desk = Desk::sample();
    for line in [
        &["set", "store", "as_at=2023-06-20"][..],
        &["add", "body", "CSP board"],
        &["add", "meeting", "Board in April", "body=csp-board", "date=2023-04-20"],
        &["add", "meeting", "Board in June", "body=csp-board", "date=2023-06-22"],
        &[
            "add",
            "action",
            "Safer taxi ranks",
            "priorities=violent-crime",
            "lead_agency=dorset-police",
            "owner=Insp Night Time",
            "due=2023-05-31",
            "reference=2.2 (4.6 Community Safety Plan)",
            "meeting=board-in-april",
            "detail=Mark and light the ranks by the station.",
            "state=in progress",
        ],
        &["note", "safer-taxi-ranks", "The lights are ordered."],
        &[
            "set",
            "turnaround",
            "due=2023-06-01",
            "revised_due=2023-09-29",
            "rag=amber: two posts are vacant",
            "review=2023-12-01",
        ],
        &["set", "pineapple-project", "state=blocked", "reason=No venue", "lead_agency=dorset-police"],
        &["set", "victim-drop-out", "state=held in abeyance", "reason=Waits for the study"],
        &["set", "violent-crime", "rag=red: offences rose", "direction=worse"],
        &["set", "cctv-and-stalking-services", "state=complete", "completed=2023-05-02"],
        &["set", "training", "state=complete", "completed=2023-04-01"],
        &["set", "consider-and-comment", "lead_agency=dorset-police", "due=2023-06-10"],
        &["set", "domestic-abuse-new-burdens", "amounts=2022/23 | £812,345"],
    ] {
        let answer = desk.run(line);
        assert_eq!(answer.code, 0, "{line:?}: {answer:?}");
    }
    desk
}

/// A report on one line.
fn words(desk: &Desk, line: &str) -> String {
    let answer = desk.csp(line);
    assert_eq!(answer.code, 0, "{line}: {answer:?}");
    assert!(answer.out.lines().all(|line| line.chars().count() <= 80), "{}", answer.out);
    assert_eq!(answer, desk.csp(line), "the same bytes twice");
    answer.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_highlight_report_tells_what_is_new_since_the_last_meeting_by_priority() {
    let desk = quarter();

    let report = words(&desk, "report highlight");

    for told in [
        "Since: 20 April 2023 (Board in April)",
        "1. Domestic Abuse and Stalking",
        "Completed since then: - 2 May 2023: CCTV and services to address stalking (paragraph 2.6.8) Complete, on a day that cannot be told: - date not stated: HRDA Operating Protocol",
        "RAG: RED (20 June 2023, Ann Officer): offences rose Direction of travel: worse Actions: 1 in progress, 1 ongoing; 1 overdue",
        "- 20 June 2023, Ann Officer, Safer taxi ranks: The lights are ordered.",
        "6. Fraud -------- RAG: not stated Direction of travel: not stated Actions: 1 ongoing Completed since then: None. Noted since then: None.",
        "Community Safety Plan 2023-26: Drafted (date not stated, under way)",
    ] {
        assert!(report.contains(told), "{told}\n{report}");
    }
    assert!(!report.contains("Training on community"), "it was completed before the meeting");
    let since = words(&desk, "report highlight --since 2023-04-01");
    assert!(
        since.contains("Since: 1 April 2023") && since.contains("- 1 April 2023: Training on community safety issues"),
        "{since}"
    );
    let one = words(&desk, "report highlight --priority violent-crime");
    assert!(one.contains("Only: Priority, with its actions: Violent Crime") && !one.contains("Fraud"), "{one}");
}

#[test]
fn the_exception_report_tells_each_thing_once_with_every_reason_and_none_where_there_is_none() {
    let report = words(&quarter(), "report exception");

    for told in [
        "Safer taxi ranks - overdue by 20 days, due 31 May 2023 Holds it: owner Insp Night Time, lead agency Dorset Police Comes from: minute 2.2 (4.6 Community Safety Plan), Board in April",
        "- overdue by 10 days, due 10 June 2023 - 103 days without an answer",
        "Violent Crime - red: offences rose",
        "Pineapple Project - blocked: No venue",
        "Turnaround programme - amber: two posts are vacant - slipped from 1 June 2023 to 29 September 2023",
        "Why victims of sexual offences drop out - held in abeyance: Waits for the study",
    ] {
        assert!(report.contains(told), "{told}\n{report}");
    }
    assert_eq!(report.matches("Turnaround programme").count(), 1, "though it is put off until December");
    let of_priority = words(&quarter(), "report exception --priority violent-crime");
    assert!(of_priority.contains("Violent Crime - red: offences rose"), "{of_priority}");
    assert!(of_priority.contains("Safer taxi ranks") && !of_priority.contains("Pineapple"), "{of_priority}");
    assert!(words(&Desk::empty(), "report exception").ends_with("Off track --------- None."));
}

#[test]
fn the_action_log_has_open_actions_by_who_holds_them_with_their_minute() {
    let desk = quarter();

    let by_body = desk.csp("report actions --body dorset-police").out;
    let by_owner = desk.csp("report actions --by owner").out;
    let by_meeting = desk.csp("report actions --by meeting --meeting board-in-april").out;

    assert!(by_body.contains("\nDorset Police (2)\n"), "{by_body}");
    assert!(by_body.contains("Safer taxi ranks"), "{by_body}");
    assert!(by_body.contains("Open actions by: Lead agency"), "{by_body}");
    let latest = by_body.split_once("The latest on these:").unwrap().1.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(latest.starts_with("- Safer taxi ranks: 20 June 2023, Ann Officer: The lights are ordered."), "{latest}");
    assert!(by_body.contains("LATE 31 May"), "{by_body}");
    let first = by_owner.find("Insp Night Time (1)").unwrap();
    assert!(first < by_owner.find("Owner not stated (").unwrap(), "what is not stated comes last");
    assert!(!by_owner.contains("Sexual violence analysis") && !by_owner.contains("CCTV"), "complete is not open");
    assert!(by_meeting.contains("Board in April (1)") && !by_meeting.contains("not stated ("), "{by_meeting}");
    words(&desk, "report actions");
}

#[test]
fn since_a_day_the_action_log_tells_what_was_completed_and_the_tracker_what_is_new() {
    let desk = quarter();
    desk.csp("set consider-and-comment response=Met responded_on=2023-04-19 state=complete");

    let log = words(&desk, "report actions --since board-in-april");
    let news = words(&desk, "report recommendations --since board-in-april");
    let earlier = words(&desk, "report recommendations --since 2023-04-19");

    assert!(log.contains("Since: 20 April 2023 (Board in April)"), "{log}");
    let (_, completed) = log.split_once("Completed since then (1)").unwrap();
    assert!(completed.contains("CCTV and services") && completed.contains("2 May 2023"), "{completed}");
    assert!(news.ends_with("None.") && news.contains("what was made, answered or noted since then"), "{news}");
    assert!(earlier.contains("Response: Met (19 April 2023)"), "{earlier}");
}

#[test]
fn a_limited_report_says_that_duties_and_money_are_left_out_and_not_that_there_are_none() {
    let desk = quarter();

    let highlight = words(&desk, "report highlight --priority fraud");
    let board = words(&desk, "report board --body dorset-police");

    assert_eq!(highlight.matches("Left out of a report that is limited to a priority or a meeting.").count(), 2);
    assert!(board.contains("5. Funding ---------- 5.1 Left out of a paper that is limited"), "{board}");
    assert!(!board.contains("£812,345"), "{board}");
    let fresh = words(&desk, "report highlight --body schools");
    assert!(fresh.contains("(90 days, since no earlier meeting of Schools is recorded)"), "{fresh}");
}

#[test]
fn the_board_decides_on_each_plan_and_on_a_duty_by_whether_its_date_is_past() {
    let desk = quarter();
    for (id, step) in [("first", "step: \"Drafted\", "), ("second", "")] {
        desk.put(&format!("plans/{id}.ron"), format!("Plan(title: \"Strategy\", gates: [({step}date: \"2023-09\")])"));
    }
    desk.csp("set board-in-june date=2023-06");

    let paper = words(&desk, "report board");

    assert!(paper.contains("Strategy: the next step is \"Drafted\" (September 2023)"), "{paper}");
    assert!(paper.contains("Strategy: the next step is \"step not stated\" (September 2023)"), "{paper}");
    assert!(paper.contains("Meeting: Board in June"), "a month lasts until its end: {paper}");
    let late = words(&desk, "report board --as-at 2027-01-01");
    assert!(late.contains("agree how this duty is met, now that its date is past"), "{late}");
}

#[test]
fn what_words_or_nothing_says_of_a_day_is_counted_or_told_and_not_none() {
    let desk = quarter();
    desk.put(
        "actions/friends-against-scams.ron",
        "Action(title: \"Friends\", priorities: [\"fraud\"], due: \"in the autumn\", updates: [(text: \"Met\")])",
    );

    let report = words(&desk, "report highlight --priority fraud");

    assert!(report.contains("Noted since then: None. (1 more without a day)"), "{report}");
    assert!(report.contains("Due on a day that is words: - in the autumn: Friends"), "{report}");
}

#[test]
fn after_the_year_is_rolled_a_priority_counts_as_it_does_in_the_summary() {
    let desk = quarter();
    desk.csp("roll --to community-safety-plan-2023-26");

    let report = words(&desk, "report highlight --priority sexual-offences");

    assert!(
        report.contains("Actions: 2 ongoing, 1 held in abeyance"),
        "the one that ended is the old plan's: {report}"
    );
    assert!(!report.contains("Sexual violence analysis"), "{report}");
}

#[test]
fn the_paper_goes_to_the_board_and_not_to_the_scrutiny_committee_and_tells_what_was_decided_last() {
    let desk = quarter();
    desk.run(&["set", "board-in-april", "decisions=The plan is agreed\nThe bid goes to the OPCC"]);
    desk.csp("set store as_at=2023-03-09");
    desk.csp("set board-in-april date=2023-03-01");

    let paper = words(&desk, "report board");

    assert!(paper.contains("Meeting: Board in June Since: 1 March 2023 (Board in April)"), "{paper}");
    assert!(paper.contains("Decided at Board in April: - The plan is agreed - The bid goes to the OPCC"), "{paper}");
}

#[test]
fn what_is_overdue_is_named_below_its_priority_and_duties_without_a_date_are_counted() {
    let desk = quarter();

    let report = words(&desk, "report highlight");

    assert!(report.contains("1 overdue Completed since then: None."), "{report}");
    assert!(
        report.contains(
            "Overdue: - LATE 31 May 2023: Safer taxi ranks (owner Insp Night Time, lead agency Dorset Police)"
        ),
        "{report}"
    );
    assert!(report.contains(" duties state no date that can be counted to."), "{report}");
}

#[test]
fn that_the_year_was_rolled_is_no_progress_on_the_work() {
    let desk = quarter();
    desk.csp("roll --to community-safety-plan-2023-26");

    let report = words(&desk, "report highlight");

    assert!(desk.csp("show safer-taxi-ranks").out.contains("Updates"), "it was noted on each");
    assert!(!report.contains("Carried from"), "{report}");
    assert!(report.contains("Safer taxi ranks: The lights are ordered."), "{report}");
}

#[test]
fn two_meetings_with_one_title_are_two_groups_of_the_action_log() {
    let desk = quarter();
    for line in [
        &["add", "meeting", "Board in April", "body=csp-board", "date=2023-04-27"][..],
        &["add", "action", "Seen twice", "meeting=board-in-april-2"],
    ] {
        assert_eq!(desk.run(line).code, 0, "{line:?}");
    }

    let log = desk.csp("report actions --by meeting").out;

    assert!(
        log.contains("Board in April [board-in-april-2] (1)") && log.contains("Board in April [board-in-april] (1)"),
        "{log}"
    );
}

#[test]
fn recommendations_are_told_by_agency_with_their_age_and_answer() {
    let desk = quarter();
    let waiting = words(&desk, "report recommendations");
    desk.run(&[
        "set",
        "consider-and-comment",
        "response=The CSP has met.",
        "responded_on=2023-06-19",
        "state=complete",
    ]);
    let answered = words(&desk, "report recommendations");

    assert!(waiting.contains("1. Dorset Police (1 of 1 without an answer)"), "{waiting}");
    assert!(
        waiting.contains(
            "due LATE 10 June 2023 Response: not stated State: not stated; asked; 103 days without an answer"
        ),
        "{waiting}"
    );
    assert!(
        answered
            .contains("Response: The CSP has met. (19 June 2023) State: complete; outcome; 102 days until the answer"),
        "{answered}"
    );
}

#[test]
fn the_board_paper_has_all_of_it_in_one_go() {
    let desk = quarter();

    let paper = words(&desk, "report board");

    for told in [
        "Meeting: Board in June Since: 20 April 2023 (Board in April)",
        "1. Matters arising ------------------ 1.1 Board in April, minute 2.2 (4.6 Community Safety Plan): Mark and light the ranks by the station. Now: in progress; owner Insp Night Time, lead agency Dorset Police, due LATE 31 May 2023 Last update: 20 June 2023, Ann Officer: The lights are ordered.",
        "2. Highlights",
        "3. Exceptions ------------- 3.1 Safer taxi ranks (minute 2.2",
        "4. Recommendations without an answer ------------------------------------ 4.1 That members",
        "2022/23: £812,345.00",
        "Totals leave out 3 of 4 streams, which state no amount, and 2021/22, 2023/24, 2024/25 of New burdens",
        "6. Decisions sought ------------------- 1. Community Safety Plan 2023-26: the next step is \"Drafted\" (date not stated)",
        "Pineapple Project: agree how it can go on (blocked: No venue)",
        "Violent Crime: agree what is to be done (rated red: offences rose)",
        "Name who is responsible for: Tools and initiatives to tackle anti-social behaviour; Communication and",
    ] {
        assert!(paper.contains(told), "{told}\n{paper}");
    }
    assert!(paper.contains("on 9 March 2023 Answers: Dorset Police"), "{paper}");
    let named = words(&desk, "report board --meeting board-in-april");
    assert!(!named.contains("Only:"), "{named}");
    assert!(named.contains("Meeting: Board in April") && named.contains("1.1 None."), "{named}");
}

#[test]
fn a_chaser_asks_one_agency_and_its_log_notes_that_it_did() {
    let desk = quarter();

    let chaser = words(&desk, "report chaser --body dorset-police");
    let untouched = desk.files();
    let logged = desk.csp("report chaser --body dorset-police --log");

    for told in [
        "Dorset Police: an update is asked for",
        "Dorset Police leads ------------------- 1. Mark and light the ranks by the station. (minute 2.2 (4.6 Community Safety Plan), Board in April) - Owner: Insp Night Time - By: 31 May 2023, which is past - Please say whether it is done, or by when it will be.",
        "Dorset Police takes part ------------------------ 1. Dorset Police has developed a clear action plan",
        "Recommendations to answer ------------------------- 1. That members of the Committee consider",
        "With thanks, Ann Officer",
    ] {
        assert!(chaser.contains(told), "{told}\n{chaser}");
    }
    assert_eq!(logged.code, 0, "{logged:?}");
    let noted = ["safer-taxi-ranks", "pineapple-project", "vawg-action-plan", "consider-and-comment"];
    for id in noted {
        assert!(logged.said.contains(&format!("{id}: noted: Asked Dorset Police for an update.\n")), "{logged:?}");
        assert!(
            desk.csp(&format!("show {id}"))
                .out
                .contains("20 June 2023, Ann Officer\n    Asked Dorset Police for an update.")
        );
    }
    let changed = desk.files().into_iter().zip(untouched).filter(|(now, before)| now != before).count();
    assert_eq!(changed, noted.len(), "and nothing else");
    assert!(!words(&desk, "report highlight").contains("Asked Dorset Police"), "nor is it progress");
    assert_eq!(desk.csp("list stale --ids --as-at 2023-09-19").out, "safer-taxi-ranks\n", "to have asked is no news");
    let nobody = words(&desk, "report chaser --body schools");
    assert!(nobody.contains("Schools takes part"), "{nobody}");
    let nothing = words(&desk, "report chaser --body nhs-dorset");
    assert!(
        nothing.contains("We have no open action and no recommendation without an answer recorded for NHS Dorset"),
        "{nothing}"
    );
}

#[test]
fn what_is_typed_wrongly_is_refused_and_nothing_is_written() {
    let desk = quarter();

    for (line, code, told) in [
        ("report", 2, "scrutiny"),
        ("report chaser", 2, "--body"),
        ("report chaser --body fraud", 2, "that is a priority"),
        ("report chaser --body nobody", 3, "no record"),
        ("report highlight --since someday", 2, "--since"),
        ("report actions --by colour", 2, "by"),
        ("report board --meeting schools", 2, "that is a body"),
        ("report recommendations --priority fraud", 2, "belong to no priority"),
        ("report exception --since 2023-04-01", 2, "as it stands today"),
        ("report highlight --since board", 2, "could be any of board-in-april, board-in-june"),
        ("report board --format text -o a.docx", 2, "two sorts of file"),
        ("report board --format docx -o a.txt", 2, "two sorts of file"),
    ] {
        let refused = desk.csp(line);
        assert_eq!((refused.code, refused.out.as_str()), (code, ""), "{line}: {refused:?}");
        assert!(refused.said.contains(told), "{line}: {refused:?}");
    }
    let sample = Desk::empty().csp("report chaser --body dorset-police --log");
    assert_eq!((sample.code, sample.out.as_str()), (2, ""), "{sample:?}");
    assert!(sample.said.contains("Next: csp init"), "{sample:?}");
    desk.put("actions/broken.ron", "Action(");
    let incomplete = desk.csp("report exception");
    assert_eq!(incomplete.code, 4);
    assert!(incomplete.out.contains("Incomplete: 1 file") && incomplete.out.contains("Pineapple"), "{incomplete:?}");
    let chaser = desk.csp("report chaser --body dorset-police");
    assert!(chaser.out.contains("Incomplete: 1 file"), "{chaser:?}");
}

#[test]
fn each_of_them_is_a_word_document_too_and_nothing_in_it_is_live() {
    let desk = quarter();
    let evil = format!("=cmd|' /C calc'!A0 {PAYLOAD} # x");
    desk.put("actions/hostile.ron", format!("Action(title: \"{evil}\", detail: \"{evil}\", due: \"2023-01-01\", owner: \"{evil}\", lead_agency: \"dorset-police\")"));

    for name in ["highlight", "exception", "actions", "recommendations", "board", "chaser --body dorset-police"] {
        let file = format!("{}.docx", name.split(' ').next().unwrap());
        let written = desk.csp(&format!("report {name} -o {file}"));
        let bytes = fs::read(desk.home().join(&file)).unwrap();
        assert_eq!((written.code, written.out.as_str()), (0, ""), "{written:?}");
        assert!(bytes.starts_with(b"PK"), "{file}");
        for format in ["text", "markdown"] {
            let text = desk.csp(&format!("report {name} --format {format}"));
            assert_eq!((text.code, harmful(&text.out)), (0, None), "{name} {format}");
        }
    }
}

#[test]
fn what_a_renamed_priority_achieved_is_told_under_its_old_name() {
    let desk = quarter();
    desk.csp("roll --to community-safety-plan-2023-26 --rename domestic-abuse-and-stalking=Abuse --rename fraud=Scams");
    desk.csp("set store as_at=2023-06-23");

    let report = words(&desk, "report highlight --since 2023-04-20");

    let (now, past) = report.split_once(". Domestic Abuse and Stalking (replaced)").unwrap();
    assert!(now.contains("1. Abuse") && !now.contains("HRDA Operating Protocol"), "{report}");
    assert!(past.contains("Completed since then: - 2 May 2023: CCTV and services to address stalking"), "{report}");
    assert!(past.contains("cannot be told: - date not stated: HRDA Operating Protocol"), "{report}");
    assert!(!report.contains("Fraud (replaced)"), "nothing became of it: {report}");
    let narrowed = words(&desk, "report highlight --since 2023-04-20 --priority domestic-abuse-and-stalking");
    assert!(narrowed.contains("1. Domestic Abuse and Stalking (replaced)"), "{narrowed}");
}

#[test]
fn what_is_complete_on_no_certain_day_or_serves_an_archived_priority_is_told() {
    let desk = quarter();
    desk.put(
        "actions/pineapple-project.ron",
        "Action(title: \"Pineapple Project\", state: Complete, completed: \"around Easter\")",
    );
    desk.put(
        "actions/turnaround.ron",
        "Action(title: \"Turnaround programme\", state: Complete, completed: \"2024-01-31\")",
    );
    assert_eq!(desk.csp("archive fraud").code, 0);

    let report = words(&desk, "report highlight");

    for told in ["- around Easter: Pineapple Project", "- 31 January 2024: Turnaround programme", "Fraud (archived) "] {
        assert!(report.contains(told), "{told}\n{report}");
    }
}

#[test]
fn a_file_of_another_format_is_refused_and_who_was_asked_twice_in_a_day_is_noted_once() {
    let desk = quarter();

    let pdf = desk.csp("report board -o board.pdf");
    assert_eq!(pdf.code, 2, "{pdf:?}");
    assert!(pdf.said.contains("a report is no .pdf file. Next: let the name end in .txt, .md or .docx"), "{pdf:?}");
    assert!(!desk.home().join("board.pdf").exists());

    desk.csp("report chaser --body dorset-police --log");
    desk.csp("report chaser --body dorset-police --log");
    assert_eq!(desk.csp("show pineapple-project").out.matches("Asked Dorset Police").count(), 1);
}
