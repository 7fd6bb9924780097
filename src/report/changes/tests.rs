use chrono::NaiveDate;

use super::*;
use crate::model::NOT_KNOWN;
use crate::report::tests::{book, day, id, record};

/// What an officer did to a record of this id.
fn event(who: &str, name: &str, before: Stood, after: &Record) -> Event {
    let at = NaiveDate::from_ymd_opt(2023, 3, 1).and_then(|day| day.and_hms_opt(9, 0, 0)).unwrap();
    let (who, save) = (who.to_owned(), "1".to_owned());
    Event {
        save,
        at,
        who,
        kind: after.kind(),
        id: id(name),
        dispute: None,
        before,
        after: Stood::As(Box::new(after.clone())),
    }
}

fn stood(record: &Record) -> Stood {
    Stood::As(Box::new(record.clone()))
}

/// What becomes of one record that stood so and stands otherwise now: its group, the days, and the fields.
fn became(
    kind: Kind,
    before: &[(&str, &str)],
    now: &[(&str, &str)],
) -> Option<(Group, Option<i64>, Vec<&'static str>)> {
    let (before, now) = (record(kind, before), record(kind, now));
    let events = [event("Ann", "x", stood(&before), &now)];
    let found = changes(&book(&[("x", now)]), &events, Since { day: day("2023-02-01"), why: None });
    let it = found.records.first()?;
    Some((it.group, it.days, it.altered.iter().map(|it| it.field).collect()))
}

#[test]
fn each_record_stands_in_the_first_group_that_fits() {
    let action =
        |before: &[(&str, &str)], now: &[(&str, &str)]| became(Kind::Action, before, now).map(|it| (it.0, it.1));

    assert_eq!(
        action(&[("due", "2023-04-01")], &[("due", "2023-05-01"), ("state", "Complete")]),
        Some((Group::Completed, Some(30)))
    );
    assert_eq!(action(&[("due", "2023-04-01")], &[("due", "2023-04-02")]), Some((Group::Slipped, Some(1))));
    assert_eq!(action(&[("due", "2023-04-02")], &[("due", "2023-04-01")]), Some((Group::Changed, None)), "earlier");
    assert_eq!(
        action(&[("due", "2023-04-01")], &[("due", "2023-04-01"), ("revised_due", "2023-06-01")]),
        Some((Group::Slipped, Some(61)))
    );
    assert_eq!(
        action(&[("due", "\"in March\"")], &[("due", "2023-06-01")]),
        Some((Group::Changed, None)),
        "words are no day"
    );
    assert_eq!(action(&[], &[("due", "2023-06-01")]), Some((Group::Changed, None)), "there was no day");
    assert_eq!(action(&[], &[("archived", "2023-03-01")]), Some((Group::Archived, None)));
    assert_eq!(action(&[("archived", "2023-03-01")], &[]), Some((Group::Restored, None)));
    assert_eq!(action(&[("owner", "Ann")], &[("owner", "Ann")]), None, "it stands as it did");
}

#[test]
fn a_duty_that_was_done_has_not_slipped_and_a_plan_slips_by_its_steps() {
    let duty = |before: &[(&str, &str)], now: &[(&str, &str)]| became(Kind::Duty, before, now).map(|it| (it.0, it.1));
    let plan = |before: &[(&str, &str)], now: &[(&str, &str)]| became(Kind::Plan, before, now).map(|it| (it.0, it.1));

    assert_eq!(duty(&[("next_due", "2023-04-01")], &[("next_due", "2023-04-11")]), Some((Group::Slipped, Some(10))));
    assert_eq!(
        duty(&[("next_due", "2023-04-01")], &[("next_due", "2024-04-01"), ("last_done", "2023-03-01")]),
        Some((Group::Changed, None))
    );
    assert_eq!(
        plan(
            &[("gates", "Draft |  | 2023-03-01\nAdopt |  | 2023-04-01")],
            &[("gates", "Draft |  | 2023-03-02\nAdopt |  | 2023-04-06")]
        ),
        Some((Group::Slipped, Some(5)))
    );
}

#[test]
fn the_net_of_several_saves_counts_and_everybody_who_made_them_is_named() {
    let of = |owner: &str| record(Kind::Action, &[("owner", owner)]);
    let (a, b, c) = (of("A"), of("B"), of("C"));
    let since = || Since { day: day("2023-02-01"), why: None };
    let there_and_back = [event("Ann", "x", stood(&a), &b), event("Bea", "x", stood(&b), &a)];
    let on = [
        event("Ann", "x", stood(&a), &b),
        event("Bea", "x", stood(&b), &c),
        event("Ann", "x", stood(&c), &b),
        event(NOT_KNOWN, "x", stood(&b), &c),
    ];

    assert!(changes(&book(&[("x", a.clone())]), &there_and_back, since()).records.is_empty());
    let found = changes(&book(&[("x", c.clone())]), &on, since());
    assert_eq!(found.records[0].who, ["Ann", "Bea", NOT_KNOWN]);
    assert_eq!((&*found.records[0].altered[0].before[0], &*found.records[0].altered[0].after[0]), ("A", "C"));
}

#[test]
fn what_history_begins_with_was_not_added_and_what_is_gone_is_told() {
    let of = |owner: &str| record(Kind::Action, &[("owner", owner)]);
    let events = [
        event("Ann", "begun", Stood::Unknown, &of("A")),
        event("Ann", "moved", Stood::Unknown, &of("A")),
        event("Ann", "new", Stood::Nowhere, &of("A")),
        event("Ann", "gone", stood(&of("A")), &of("B")),
        event("Bea", "moved", stood(&of("A")), &of("B")),
    ];
    let now = book(&[("begun", of("A")), ("moved", of("B")), ("new", of("A"))]);

    let found = changes(&now, &events, Since { day: day("2023-02-01"), why: None });

    let told: Vec<_> = found.records.iter().map(|it| (it.id.as_str(), it.group, it.who.join(", "))).collect();
    let who = |name: &str| name.to_owned();
    assert_eq!(
        told,
        [
            ("new", Group::Added, who("Ann")),
            ("moved", Group::Changed, who("Bea")),
            ("gone", Group::Removed, who("not known")),
        ]
    );
    assert_eq!(found.begins, Some(events[0].at));
}
