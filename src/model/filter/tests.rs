//! What a filter finds and misses, and what it does not understand.

use super::*;
use crate::model::Book;
use crate::model::choice::{Colour, Stage, State};
use crate::model::kinds::{Action, Funding};
use crate::model::rag::Rag;
use crate::model::text::{Line, Text};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();

fn shows(filter: &str, id: &str, record: &Record) -> bool {
    let id = Id::new(id).unwrap();
    Filter::line(filter, TODAY).unwrap().matches(&id, record, Book::default().on(TODAY))
}

fn matches(filter: &str) -> bool {
    let record = Record::Action(Action {
        title: Some(Line::new("Safe spaces")),
        detail: Some(Text::new("Events on STALKING\nfor young women")),
        state: Some(State::InProgress),
        stage: Some(Stage::FurtherWork),
        priorities: vec![Id::new("rural-crime").unwrap()],
        lead_agency: Some(Id::new("dorset-police").unwrap()),
        due: Some(When::stored("2023-03").unwrap()),
        review: Some(When::stored("2023-03-01").unwrap()),
        rag: Some(Rag { colour: Colour::Red, on: None, by: None, reason: Line::new("late") }),
        ..Action::default()
    });
    shows(filter, "safe-spaces", &record)
}

#[test]
fn blanks_behind_not_are_no_part_of_what_is_asked() {
    let asked = |term: &str| Filter::terms(&[term.to_owned()], TODAY).unwrap();

    assert_eq!(asked("not: stalking"), asked("not:stalking"));
    assert_eq!(asked("not: overdue"), asked("not:overdue"));
}

#[test]
fn every_kind_of_term_finds_and_misses() {
    for found in [
        "",
        "stalking safe",
        "\"young women\"",
        "state:InProgress",
        "state:in-progress",
        "priority:rural-crime",
        "lead:dorset-police",
        "due.before:2023-04-01",
        "due.after:2023-02-28",
        "owner:none",
        "due:any",
        "rag:red",
        "open",
        "outstanding",
        "unowned",
        "red",
        "review-due",
        "kind:action",
        "id:safe",
        "not:overdue",
        "due:2023-03",
        "due:march",
        "not:owner:any",
        "not:not:open",
        "state:\"in progress\"",
        "stage:\"further work\"",
        "safe-spaces",
        "\"late\"",
        "not:late",
    ] {
        assert!(matches(found), "{found} misses");
    }
    for missed in [
        "late",
        "fraud",
        "rural",
        "state:complete",
        "priority:fraud",
        "due.before:2023-03-31",
        "due.after:2023-03-01",
        "owner:any",
        "due:none",
        "rag:green",
        "undated",
        "in-words",
        "\"review-due\"",
        "archived",
        "kind:plan",
        "not:stalking",
        "overdue",
        "\"open\"",
        "\"state:inprogress\"",
    ] {
        assert!(!matches(missed), "{missed} finds");
    }
}

#[test]
fn a_kind_that_has_no_such_field_neither_states_it_nor_leaves_it_out() {
    let body = Record::blank(Kind::Body);
    let shown = |filter| shows(filter, "a-body", &body);

    assert!(!shown("due:any") && !shown("due:none"));
    assert!(shown("not:due:any") && shown("roles:none"));
}

#[test]
fn what_is_archived_is_shown_only_to_who_asks() {
    let archived = Some(When::Day(TODAY));
    let record = Record::Action(Action { title: Some(Line::new("Old")), archived, ..Action::default() });
    let shown = |filter| shows(filter, "old", &record);

    for asked in ["archived", "archived:any", "archived:2023", "archived.after:2023-01-01", "not:archived:none"] {
        assert!(shown(asked), "{asked} misses");
    }
    for missed in ["old", "not:archived", "archived:none", "archived:2022", "archived.before:2023-03-09"] {
        assert!(!shown(missed), "{missed} finds");
    }
}

#[test]
fn of_several_dates_in_one_field_any_may_be_before_or_after() {
    let years = |years: &[&str]| years.iter().map(|year| When::stored(year).unwrap()).collect();
    let stream = Record::from(Funding { years: years(&["2021/22", "2022/23", "later"]), ..Funding::default() });
    let shown = |filter| shows(filter, "stream", &stream);

    assert!(shown("years.before:2022-04-01") && shown("years.before:2024-04-01") && shown("years.after:2022-03-31"));
    assert!(!shown("years.before:2022-03-31") && !shown("years.after:2022-04-01"));
}

#[test]
fn a_wrong_field_or_date_is_named() {
    let wrong = |filter| Filter::line(filter, TODAY).unwrap_err().to_string();

    assert!(wrong("ownr:x").contains("the nearest is owner"));
    assert!(wrong("leed:x").contains("the nearest is lead_agency"), "{}", wrong("leed:x"));
    assert!(wrong("state:complte").contains("state: it is never \"complte\"; it is one of NotStarted"));
    assert!(wrong("title.before:2023-01-01").contains("holds no date"));
    assert!(wrong("due.before:soonish").contains("2023-04-01"));
    assert!(wrong("re:x").contains("could be any of"));
    assert!(wrong("due.near:x").contains("before or after"));
}
