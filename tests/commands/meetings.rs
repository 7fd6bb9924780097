//! Meetings, recommendations and money by command: what is typed after a meeting, and what is asked before the next.

use crate::support::Desk;

#[test]
fn after_a_meeting_its_actions_are_typed_and_arise_at_the_next_one_with_their_paragraph() {
    let desk = Desk::sample();
    for line in [
        &["add", "body", "CSP board"][..],
        &["add", "meeting", "Board, March", "body=csp-board", "date=2023-03-01", "decisions=The plan was agreed"],
        &["add", "meeting", "Board, June", "body=csp-board", "date=2023-06-13"],
        &["add", "action", "Mend the lights", "meeting=board-march", "reference=2.2 (4.6 Community Safety Plan)"],
        &["set", "mend-the-lights", "owner=Youth justice manager", "due=2023-03-05"],
    ] {
        let done = desk.run(line);
        assert_eq!(done.code, 0, "{line:?}: {}", done.said);
    }

    let meeting = desk.csp("summary board-march").out;
    assert!(meeting.contains("Decisions: The plan was agreed"), "{meeting}");
    assert!(meeting.contains("Actions arising:\n  Mend the lights (mend-the-lights)"), "{meeting}");
    let next = desk.csp("summary board-june").out;
    for line in [
        "Matters arising from Board, March, 1 March 2023:",
        "  2.2 (4.6 Community Safety Plan): Mend the lights (mend-the-lights)",
        "      with: Youth justice manager; due: LATE 5 March 2023; state: not stated",
    ] {
        assert!(next.lines().any(|shown| shown == line), "{line}\n{next}");
    }
    let pane = desk.csp("summary meetings").out;
    assert!(
        pane.contains("Board, June                         13 June 2023 (to  none") && pane.contains("1, 1 open"),
        "{pane}"
    );
}

#[test]
fn an_answer_moves_a_recommendation_behind_the_unanswered_with_its_words() {
    let desk = Desk::sample();
    assert_eq!(desk.csp("list unanswered --ids").out, "consider-and-comment\n");

    let answer =
        ["set", "consider-and-comment", "response=The CSP will report twice a year", "responded_on=2023-03-09"];
    assert_eq!(desk.run(&answer).code, 0);

    assert_eq!(desk.csp("list unanswered --ids").out, "");
    let pane = desk.csp("summary meetings").out;
    assert!(pane.contains("Recommendations without an answer (0)"), "{pane}");
    assert!(pane.contains("The CSP will report") && pane.contains("9 March 2023"), "{pane}");
    let record = desk.csp("summary consider-and-comment").out;
    assert!(record.contains("asked > under consideration > [answered] > outcome"), "{record}");
    assert!(record.contains("made: 9 March 2023; answered after 0 days"), "{record}");
}

#[test]
fn money_is_added_up_only_where_somebody_typed_it() {
    let desk = Desk::sample();
    let before = desk.csp("summary funding").out;
    assert!(before.contains("Totals: not stated") && !before.contains('£'), "{before}");

    assert_eq!(desk.run(&["set", "domestic-abuse-new-burdens", "amounts=2024/25 | £12,500"]).code, 0);

    let pane = desk.csp("summary funding").out;
    let words = pane.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "2024/25 £12,500.00",
        "confirmed £12,500.00",
        "Totals leave out 3 of 4 streams, which state no amount, and 2021/22, 2022/23, 2023/24 of New burdens funding for \
         domestic abuse",
        "State: confirmed; from: Central Government; to: Dorset Council",
        "Years: 2021/22; 2022/23; 2023/24; 2024/25",
    ] {
        assert!(words.contains(told), "{told}\n{pane}");
    }
    assert!(pane.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{pane}");
}

#[test]
fn a_list_has_the_unanswered_first_the_oldest_at_the_top_and_meetings_newest_first() {
    let desk = Desk::sample();
    for (title, fields) in [
        ("Old", &["made_on=2022-05-01"][..]),
        ("Older", &["made_on=2021/22"]),
        ("Answered", &["made_on=2020-01-01", "responded_on=2020-02-01"]),
        ("Undated", &[]),
    ] {
        assert_eq!(desk.run(&[&["add", "recommendation", title], fields].concat()).code, 0);
    }
    desk.run(&["add", "meeting", "June", "date=2023-06-13"]);
    desk.run(&["add", "meeting", "January", "date=2023-01-10"]);
    desk.run(&["add", "meeting", "Some day"]);

    let listed = desk.csp("list recommendation --ids").out;
    assert_eq!(listed, "older\nold\nconsider-and-comment\nundated\nanswered\n");
    let listed = desk.csp("list meeting --ids").out;
    assert_eq!(listed, "june\npeople-and-health-scrutiny-committee-2023-03-09\njanuary\nsome-day\n");
    let table = desk.csp("list recommendation").out;
    assert!(table.contains("none, 312 days") && table.contains("answered 1 February 2020"), "{table}");
}

#[test]
fn what_is_missing_of_meetings_answers_and_amounts_is_a_gap_and_what_looks_wrong_a_warning() {
    let desk = Desk::sample();
    desk.run(&["add", "meeting", "Some day"]);
    desk.run(&["add", "recommendation", "Share records", "origin=DomesticHomicideReview"]);
    desk.run(&["set", "consider-and-comment", "responded_on=2023-03-01"]);
    desk.run(&["set", "domestic-abuse-new-burdens", "amounts=2030/31 | 5"]);

    let check = desk.csp("check");

    assert_eq!(check.code, 0, "none of it is an error");
    for line in [
        "meetings/some-day.ron: gap: not stated: body, date. Next: csp set some-day body=BODY date=DATE",
        "gap: it comes from a Domestic Homicide Review, and the review's code is not \
         stated. Next: csp set share-records case=CODE, never a person's name",
        "warning: Responded on, 1 March 2023, comes before the day on which it was made, 9 March 2023",
        "warning: Amounts has 2030/31, which is not among Years. Next: csp set domestic-abuse-new-burdens years+=2030/31",
    ] {
        assert!(check.out.contains(line), "{line}\n{}", check.out);
    }
}
