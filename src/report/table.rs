//! Rows of cells under headings: what lists and panes show, on paper and on screen.

use chrono::NaiveDate;

use super::columns::{Column, columns};
use crate::model::flag::{days_left, is_unanswered};
use crate::model::{Book, Filter, Flag, Id, Kind, Reckoning, Record, When};

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What the rows are; empty where that is plain.
    pub heading: String,
    /// The columns' headings.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What stands there where there are no rows.
    pub empty: &'static str,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The record it leads to; its file may be one that cannot be read.
    pub id: Option<Id>,
    /// Its cells, one for each column.
    pub cells: Vec<String>,
    /// Whether it is late, and must catch the eye.
    pub is_late: bool,
    /// Whether it is late, blocked or rated red, and marked.
    pub is_marked: bool,
}

impl Section {
    /// A section of records with the columns of their kind.
    pub fn of_records(
        heading: impl Into<String>,
        kind: Option<Kind>,
        records: impl IntoIterator<Item = (Id, Record)>,
        book: &Book,
        today: NaiveDate,
    ) -> Self {
        Self::with(&columns(kind), heading, records, book, today)
    }

    /// A section of records with these columns.
    pub(super) fn with(
        columns: &[Column],
        heading: impl Into<String>,
        records: impl IntoIterator<Item = (Id, Record)>,
        book: &Book,
        today: NaiveDate,
    ) -> Self {
        let row = |(id, record): (Id, Record)| row(columns, book, &id, &record, today);
        let rows = records.into_iter().map(row).collect();
        Self {
            heading: heading.into(),
            columns: columns.iter().map(|column| column.heading).collect(),
            rows,
            empty: "None.",
        }
    }
}

/// What makes a row one that must catch the eye, beside two versions that wait for a decision.
const MARKED: [Flag; 3] = [Flag::Overdue, Flag::Blocked, Flag::Red];

fn row(columns: &[Column], book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Row {
    let on = book.on(today);
    Row {
        id: Some(id.clone()),
        cells: columns.iter().map(|column| (column.cell)(book, id, record, today)).collect(),
        is_late: Flag::Overdue.holds(record, on),
        is_marked: on.is_disputed(id) || MARKED.into_iter().any(|flag| flag.holds(record, on)),
    }
}

/// The records that a filter lets through, of one kind or of all, in the order of lists: by kind, within it what is late
/// or due soon by its date, then the rest as the kind is ordered.
pub fn listing(book: &Book, kind: Option<Kind>, filter: &Filter, today: NaiveDate) -> Vec<(Id, Record)> {
    let on = book.on(today);
    let wanted =
        |(id, record): &(&Id, &Record)| kind.is_none_or(|kind| record.kind() == kind) && filter.matches(id, record, on);
    let mut records: Vec<_> = book.records().filter(wanted).map(|(id, record)| (id.clone(), record.clone())).collect();
    records.sort_by_cached_key(|(id, record)| (record.kind(), urgency(record, on), order(book, record), id.clone()));
    records
}

/// The same in the order of a report: by kind and as the kind is ordered, what has no paragraph behind what has one.
pub(super) fn told(book: &Book, kind: Option<Kind>, filter: &Filter, today: NaiveDate) -> Vec<(Id, Record)> {
    let mut records = listing(book, kind, filter, today);
    records
        .sort_by_cached_key(|(id, record)| (record.kind(), record.source().is_none(), order(book, record), id.clone()));
    records
}

/// What is late or due soon stands first, by its date.
fn urgency(record: &Record, on: Reckoning) -> i64 {
    let urgent = Flag::Overdue.holds(record, on) || Flag::DueSoon.holds(record, on);
    days_left(record, on.today).filter(|_| urgent).unwrap_or(i64::MAX)
}

/// The place of a day, what has none last.
fn by_day(day: Option<NaiveDate>) -> u32 {
    let number = |day: NaiveDate| day.signed_duration_since(NaiveDate::default()).num_days();
    day.map_or(u32::MAX, |day| u32::try_from(number(day)).unwrap_or(0))
}

/// The numbers in a paragraph's reference, by which `2.10` stands behind `2.9`.
pub(super) fn numbers(reference: Option<&str>) -> Vec<u32> {
    let numbers = reference.unwrap_or_default().split(|letter: char| !letter.is_ascii_digit());
    numbers.filter_map(|part| part.parse().ok()).collect()
}

/// The place of a record among its kind: as stated for priorities and themes, by stage and paragraph for actions, by
/// date for duties, the newest first for meetings; recommendations without an answer first, the oldest at the top.
pub(super) fn order(book: &Book, record: &Record) -> (u32, Vec<u32>) {
    let paragraph = || numbers(record.source().map(|line| &**line));
    match record {
        Record::Priority(it) => (it.order.unwrap_or(u32::MAX), Vec::new()),
        Record::Theme(it) => (it.order.unwrap_or(u32::MAX), Vec::new()),
        Record::Action(it) => (it.stage.map_or(u32::MAX, |stage| stage as u32), paragraph()),
        Record::Duty(it) => (by_day(it.due().and_then(|due| due.last_day())), Vec::new()),
        Record::Meeting(it) => {
            let day = it.date.as_ref().and_then(When::last_day);
            (day.map_or(u32::MAX, |day| u32::MAX - 1 - by_day(Some(day))), paragraph())
        }
        Record::Recommendation(it) => {
            let made = by_day(it.made(book).and_then(When::last_day));
            (u32::from(!is_unanswered(record)), [vec![made], paragraph()].concat())
        }
        _ => (0, paragraph()),
    }
}
