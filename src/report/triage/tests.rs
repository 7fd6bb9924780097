use super::*;
use crate::model::Kind;
use crate::model::choice::Cadence;
use crate::model::kinds::Duty;
use crate::report::tests::{book, day, record};
use crate::report::{reason_words, triage_text};

/// The fields of an action about which there is nothing to decide.
const SETTLED: [(&str, &str); 2] = [("owner", "Ann"), ("due", "2023-12-01")];

/// Why one record needs a decision on 9 March 2023, in words.
fn why(kind: Kind, fields: &[(&str, &str)]) -> Vec<String> {
    why_of(record(kind, fields))
}

fn why_of(record: Record) -> Vec<String> {
    let items = triage(&book(&[("it", record)]), day("2023-03-09"));
    items.iter().flat_map(|item| &item.reasons).map(reason_words).collect()
}

/// Why a settled action needs a decision once this is said of it too.
fn why_action(fields: &[(&str, &str)]) -> Vec<String> {
    why(Kind::Action, &[&SETTLED, fields].concat())
}

#[test]
fn each_reason_has_its_words() {
    for (fields, words) in [
        (&[][..], &[][..]),
        (&[("due", "2023-02-25")], &["overdue by 12 days, due 25 February 2023"]),
        (&[("due", "2023-03-08")], &["overdue by 1 day, due 8 March 2023"]),
        (&[("due", "2023-02")], &["overdue by 9 days, due February 2023"]),
        (&[("revised_due", "2023-03-01")], &["overdue by 8 days, due 1 March 2023"]),
        (&[("due", "2023-03-09")], &["due today, 9 March 2023"]),
        (&[("due", "2023-03-10")], &["due in 1 day, on 10 March 2023"]),
        (&[("due", "2023-03-23")], &["due in 14 days, on 23 March 2023"]),
        (&[("state", "Blocked"), ("reason", "two posts are vacant")], &["blocked: two posts are vacant"]),
        (&[("state", "Blocked")], &["blocked: reason not stated"]),
        (&[("rag", "red: the bid is late")], &["red: the bid is late"]),
        (&[("rag", "amber: the bid is late")], &[]),
        (&[("review", "2023-03-01")], &["review was due on 1 March 2023"]),
        (&[("review", "2023-02")], &["review was due at the end of February 2023"]),
        (&[("review", "2023-03-09")], &["review is due today, 9 March 2023"]),
        (&[("start", "2022-11-25")], &["no update for 104 days"]),
        (&[("start", "2022-11-25"), ("updates", "2023-01-09 | Ann | rang")], &[]),
        (&[("owner", "")], &["no owner"]),
        (&[("due", "")], &["no date"]),
        (&[("due", ""), ("review", "2024-01-01")], &[]),
        (&[("due", "\"in March\"")], &["due only in words: in March"]),
    ] {
        assert_eq!(why_action(fields), words, "{fields:?}");
    }
    assert!(why(Kind::Action, &[]).iter().all(|reason| !reason.contains("update")), "nothing is known of it");
}

#[test]
fn a_date_of_less_than_a_day_is_counted_to_its_end() {
    let on = |today: &str, due: &str| {
        let action = record(Kind::Action, &[("owner", "Ann"), ("due", due)]);
        triage(&book(&[("it", action)]), day(today))
            .iter()
            .map(|item| reason_words(&item.reasons[0]))
            .collect::<Vec<_>>()
    };

    assert_eq!(on("2023-03-29", "2023-03"), ["due in 2 days, at the end of March 2023"]);
    assert_eq!(on("2023-03-31", "2022/23"), ["due today, the end of 2022/23"]);
    assert_eq!(on("2023-04-01", "2022/23"), ["overdue by 1 day, due 2022/23"]);
}

#[test]
fn all_reasons_of_a_record_stand_together_the_most_urgent_first() {
    let fields = [
        ("state", "Blocked"),
        ("due", "2023-03-01"),
        ("rag", "red: the bid is late"),
        ("review", "2023-03-02"),
        ("start", "2022-11-25"),
    ];

    assert_eq!(
        why(Kind::Action, &fields),
        [
            "overdue by 8 days, due 1 March 2023",
            "blocked: reason not stated",
            "red: the bid is late",
            "review was due on 2 March 2023",
            "no update for 104 days",
            "no owner",
        ]
    );
    assert_eq!(why(Kind::Action, &[]), ["no owner", "no date"]);
}

#[test]
fn other_kinds_are_listed_for_what_their_dates_and_ratings_say() {
    let duty = Duty { cadence: Some(Cadence::Yearly), ..Duty::default() };
    let computed = |last_done| Duty { last_done: When::stored(last_done).ok(), ..duty.clone() };

    assert_eq!(why_of(computed("2022-03-01").into()), ["overdue by 8 days, due 1 March 2023 (computed)"]);
    assert_eq!(why_of(computed("2022-05-08").into()), ["due in 60 days, on 8 May 2023 (computed)"]);
    assert!(why_of(computed("2022-05-09").into()).is_empty());
    assert!(
        why(Kind::Duty, &[("updates", "2020-01-01 | Ann | rang")]).is_empty(),
        "no owner, no date, no news: no item"
    );
    assert_eq!(why(Kind::Plan, &[("gates", "agreed | | 2023-03-01")]), ["overdue by 8 days, due 1 March 2023"]);
    assert!(why(Kind::Plan, &[("gates", "agreed | | 2023-03-01 | Done")]).is_empty());
    assert_eq!(why(Kind::Plan, &[("gates", "agreed | | \"in March\"")]), ["due only in words: in March"]);
    for kind in [Kind::Priority, Kind::Theme, Kind::Duty] {
        assert_eq!(why(kind, &[("rag", "red: losses are up")]), ["red: losses are up"], "{kind:?}");
        assert!(why(kind, &[]).is_empty(), "{kind:?}");
    }
    assert_eq!(
        why(Kind::Recommendation, &[("due", "2023-03-10"), ("state", "Blocked"), ("rag", "red: no reply")]),
        ["due in 1 day, on 10 March 2023", "blocked: reason not stated", "red: no reply", "no owner"]
    );
    for kind in [Kind::Funding, Kind::Body, Kind::Meeting, Kind::Report, Kind::Partnership] {
        assert!(why(kind, &[("updates", "2020-01-01 | Ann | rang")]).is_empty(), "{kind:?}");
    }
}

#[test]
fn what_is_over_is_never_listed() {
    let late = [("due", "2023-03-01"), ("rag", "red: the bid is late"), ("review", "2023-03-01")];

    for state in ["Complete", "Closed", "Superseded"] {
        assert!(why(Kind::Action, &[&late[..], &[("state", state)]].concat()).is_empty(), "{state}");
    }
    assert!(!why(Kind::Action, &[&late[..], &[("state", "HeldInAbeyance")]].concat()).is_empty(), "it is open");
    assert!(why(Kind::Action, &[&late[..], &[("archived", "2023-03-01")]].concat()).is_empty());
    let red = record(Kind::Priority, &[("rag", "red: losses are up")]);
    let heir = |archived| record(Kind::Priority, &[("supersedes", "old"), ("archived", archived)]);
    assert!(triage(&book(&[("old", red.clone()), ("new", heir(""))]), day("2023-03-09")).is_empty());
    assert_eq!(triage(&book(&[("old", red), ("new", heir("2023-03-01"))]), day("2023-03-09")).len(), 1);
}

#[test]
fn what_is_put_off_comes_back_on_its_day_and_never_hides_a_date() {
    let put_off = |due| {
        let fields = [("state", "Blocked"), ("rag", "red: late"), ("start", "2022-01-01"), ("due", due)];
        why(Kind::Action, &[&fields[..], &[("review", "2023-03-10")]].concat())
    };

    assert!(put_off("").is_empty() && put_off("2023-12-01").is_empty() && put_off("\"in March\"").is_empty());
    assert_eq!(put_off("2023-03-08"), ["overdue by 1 day, due 8 March 2023"]);
    assert_eq!(put_off("2023-03-10"), ["due in 1 day, on 10 March 2023"]);
    let action = record(Kind::Action, &[("state", "Blocked"), ("review", "2023-03-10")]);
    let on = |today| triage(&book(&[("it", action.clone())]), day(today)).len();
    assert_eq!((on("2023-03-09"), on("2023-03-10"), on("2023-03-11")), (0, 1, 1));
}

#[test]
fn the_store_says_when_work_is_stale() {
    let action = record(Kind::Action, &[&SETTLED[..], &[("start", "2023-02-07")]].concat());
    let store = |days| record(Kind::Partnership, &[("stale_after", days)]);
    let items = |days| triage(&book(&[("it", action.clone()), ("store", store(days))]), day("2023-03-09"));

    assert!(items("").is_empty() && items("31").is_empty());
    assert_eq!(items("30")[0].reasons, [Reason::Stale { days: 30 }]);
}

#[test]
fn the_order_is_that_of_urgency_then_of_lists() {
    let action = |fields: &[(&str, &str)]| record(Kind::Action, &[&SETTLED[..], fields].concat());
    let late_duty = record(Kind::Duty, &[("next_due", "2023-03-01")]);
    let urgent_first = [
        ("z-latest", action(&[("due", "2022-01-01")])),
        ("y-duty", late_duty),
        ("a-late", action(&[("due", "2023-03-01"), ("state", "Blocked")])),
        ("x-soon", action(&[("due", "2023-03-09")])),
        ("b-later", action(&[("due", "2023-03-20"), ("rag", "red: late")])),
        ("w-blocked", action(&[("state", "Blocked")])),
        ("v-red", record(Kind::Priority, &[("rag", "red: losses are up")])),
        ("u-red", action(&[("rag", "red: late")])),
        ("t-review", action(&[("review", "2023-03-09")])),
        ("s-stale", action(&[("start", "2022-01-01")])),
        ("r-unowned", action(&[("owner", ""), ("stage", "FurtherWork"), ("source", "2.10")])),
        ("q-unowned", action(&[("owner", ""), ("stage", "Developing"), ("source", "2.2")])),
        ("c-unowned", action(&[("owner", ""), ("stage", "Developing"), ("source", "2.10")])),
        ("d-unowned", action(&[("owner", ""), ("stage", "Developing"), ("source", "2.10")])),
        ("a-unowned", record(Kind::Recommendation, &[])),
        ("p-undated", action(&[("due", "")])),
        ("o-words", action(&[("due", "\"in March\"")])),
    ];
    let book = book(&urgent_first);

    let items = triage(&book, day("2023-03-09"));

    let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, urgent_first.each_ref().map(|(id, _)| *id));
    assert_eq!(triage(&book, day("2023-03-09")), items);
}

#[test]
fn the_page_counts_the_items_and_names_who_holds_them() {
    let police = record(Kind::Body, &[("title", "Dorset Police")]);
    let action = [("owner", "Ann"), ("lead_agency", "dorset-police"), ("due", "2023-03-08"), ("state", "Blocked")];
    let long = "word ".repeat(60);
    let reason = [("reason", long.as_str())];
    let priority = record(Kind::Priority, &[("rag", "red: losses are up")]);
    let book = book(&[
        ("dorset-police", police),
        ("work", record(Kind::Action, &[&action[..], &reason].concat())),
        ("fraud", priority),
    ]);

    let page = triage_text(&triage(&book, day("2023-03-09")), &book, day("2023-03-09"));

    let heading = "What needs a decision                                         as at 9 March 2023\n2 items\n\n";
    assert!(
        page.starts_with(&format!(
            "{heading}Title\n  action work\n  overdue by 1 day, due 8 March 2023\n  blocked: word"
        ))
    );
    assert!(page.contains("word\n  owner: Ann; lead agency: Dorset Police\n\n"), "{page}");
    assert!(page.ends_with("\nTitle\n  priority fraud\n  red: losses are up\n  lead agency: not stated\n"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80 && line == line.trim_end()), "{page}");
    assert_eq!(triage_text(&[], &book, day("2023-03-09")), "Nothing needs a decision.\n");
}
