use super::*;
use crate::report::tests::{book, day, id, record};

const BOARD: (&str, &str) = ("body", "board");

/// What arises for the board's meeting of June from its meetings of March and January, with these actions.
fn for_june(actions: &[(&str, &[(&str, &str)])]) -> Arising {
    let meeting = |date| record(Kind::Meeting, &[("title", date), BOARD, ("date", date)]);
    let mut records = vec![
        ("january", meeting("2023-01-10")),
        ("march", meeting("2023-03-14")),
        ("june", meeting("2023-06-13")),
        ("september", meeting("2023-09-12")),
        ("elsewhere", record(Kind::Meeting, &[("body", "scrutiny"), ("date", "2023-03-09")])),
    ];
    records.extend(actions.iter().map(|(name, fields)| (*name, record(Kind::Action, fields))));
    arising(&book(&records), &id("june"), day("2023-06-10"))
}

fn ids(found: &Arising) -> Vec<&str> {
    found.matters.iter().map(|it| it.id.as_str()).collect()
}

#[test]
fn what_is_open_from_every_earlier_meeting_of_the_body_arises_in_the_order_of_the_minutes() {
    let found = for_june(&[
        ("a", &[("meeting", "january")]),
        ("b", &[("meeting", "march"), ("reference", "2.10")]),
        ("c", &[("meeting", "march"), ("reference", "2.2 (4.6 Community Safety Plan)"), ("state", "InProgress")]),
        ("d", &[("meeting", "elsewhere")]),
        ("e", &[("meeting", "september")]),
        ("f", &[("meeting", "june")]),
        ("g", &[]),
    ]);

    assert_eq!(ids(&found), ["c", "b", "a"]);
    assert_eq!(found.matters[0].paragraph.as_deref(), Some("2.2 (4.6 Community Safety Plan)"));
    assert_eq!(found.matters[0].meeting_date.as_ref().map(ToString::to_string).as_deref(), Some("14 March 2023"));
    assert_eq!(found.remarks, [""; 0]);
}

#[test]
fn what_has_ended_arises_once_more_at_the_meeting_after_its_end() {
    const DONE: (&str, &str) = ("state", "Complete");
    let found = for_june(&[
        ("after", &[("meeting", "january"), DONE, ("completed", "2023-03-20")]),
        ("before", &[("meeting", "january"), DONE, ("completed", "2023-02-20")]),
        ("noted", &[("meeting", "january"), DONE, ("updates", "2023-05-01 | Ann | Done")]),
        ("untold", &[("meeting", "january"), DONE, ("title", "Lights")]),
        ("last-time", &[("meeting", "march"), DONE]),
    ]);

    assert_eq!(ids(&found), ["last-time", "after", "noted"]);
    assert_eq!(found.remarks, ["Left out, since when they ended is not stated: Lights."]);
    assert_eq!(found.matters[2].last_update.as_ref().map(|it| it.text.as_str()), Some("Done"));
}

#[test]
fn a_recommendation_arises_with_its_answer_and_its_old_paragraph() {
    let asked = [("meeting", "march"), ("paragraph", "12"), ("response", "Agreed"), ("due", "2023-04-01")];
    let records = [
        ("march", record(Kind::Meeting, &[BOARD, ("date", "2023-03-14")])),
        ("june", record(Kind::Meeting, &[BOARD, ("date", "2023-06-13")])),
        ("asked", record(Kind::Recommendation, &asked)),
    ];

    let found = arising(&book(&records), &id("june"), day("2023-06-10")).matters;

    let json = serde_json::to_value(&found[0]).unwrap();
    assert_eq!((&json["kind"], &json["paragraph"]), (&"recommendation".into(), &"12".into()));
    assert_eq!((&json["response"], &json["due"]), (&"Agreed".into(), &"1 April 2023".into()));
    assert_eq!(json["owner"], serde_json::Value::Null);
}

#[test]
fn the_day_of_an_answer_is_not_taken_for_the_end_of_the_work() {
    const DONE: (&str, &str) = ("state", "Complete");
    let asked = |more: &[(&str, &str)]| {
        record(Kind::Recommendation, &[&[("meeting", "january"), ("response", "Agreed"), DONE], more].concat())
    };
    let records = [
        ("january", record(Kind::Meeting, &[BOARD, ("date", "2023-01-10")])),
        ("march", record(Kind::Meeting, &[BOARD, ("date", "2023-03-14")])),
        ("june", record(Kind::Meeting, &[BOARD, ("date", "2023-06-13")])),
        ("early", asked(&[("title", "Answered early"), ("responded_on", "2023-02-01")])),
        ("late", asked(&[("responded_on", "2023-04-01")])),
        ("noted", asked(&[("responded_on", "2023-02-01"), ("updates", "2023-05-01 | Ann | The work is done")])),
    ];

    let found = arising(&book(&records), &id("june"), day("2023-06-10"));

    assert_eq!(ids(&found), ["late", "noted"]);
    assert_eq!(found.matters[0].ended_on, None);
    assert_eq!(found.remarks, ["Left out, since when they ended is not stated: Answered early."]);
}

#[test]
fn the_last_news_is_that_of_the_latest_day_and_no_asking() {
    let updates = "2023-05-02 | Bea | Newest\n2023-05-01 | Ann | Older\n2023-05-03 | Ann | Asked Police for an update.";

    let found = for_june(&[("a", &[("meeting", "march"), ("updates", updates)])]);

    assert_eq!(found.matters[0].last_update.as_ref().map(|it| it.text.as_str()), Some("Newest"));
}

#[test]
fn what_is_not_stated_of_the_meetings_is_said_and_nothing_is_lost_by_it() {
    let records = [
        ("undated", record(Kind::Meeting, &[BOARD, ("title", "Away day")])),
        ("june", record(Kind::Meeting, &[BOARD])),
        ("nobody", record(Kind::Meeting, &[("date", "2023-06-13")])),
        ("asked", record(Kind::Action, &[("meeting", "undated")])),
    ];
    let book = book(&records);

    let june = arising(&book, &id("june"), day("2023-06-10"));
    assert_eq!(ids(&june), ["asked"]);
    assert!(june.remarks[0].starts_with("The date of this meeting is not stated"), "{:?}", june.remarks);
    assert_eq!(june.remarks[1], "Away day has no date that can be counted to, and stands last.");
    let nobody = arising(&book, &id("nobody"), day("2023-06-10"));
    assert_eq!(ids(&nobody), [""; 0]);
    assert!(nobody.remarks[0].starts_with("The body that meets is not stated"), "{:?}", nobody.remarks);
}
