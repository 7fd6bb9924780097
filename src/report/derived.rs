//! What follows for a record from others: how old a recommendation is, what arises for a meeting, a stream's sums.

use chrono::NaiveDate;

use super::funding::totals;
use super::matters::{Matter, arising};
use super::recommendations::recommended;
use crate::model::display::NOT_STATED;
use crate::model::kinds::Funding;
use crate::model::{Book, Id, Record};

/// Lines under a heading that stand in no field of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// What they are.
    pub heading: String,
    /// The entries, in order; there is at least one.
    pub entries: Vec<Entry>,
}

/// One entry: a line, what else belongs to it, and the record it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The line.
    pub words: String,
    /// The record that it leads to.
    pub id: Option<Id>,
    /// More about it, a line each.
    pub more: Vec<String>,
}

impl Entry {
    fn line(words: impl Into<String>) -> Self {
        Self { words: words.into(), id: None, more: Vec::new() }
    }
}

/// Where a recommendation stands between asking and outcome, and how old it is; nothing for other records.
pub(super) fn standing(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Vec<String> {
    let version = book.versions().iter().find(|version| version.id == *id);
    let waits = version.map(|version| {
        let fields: Vec<_> = version.differences(record).into_iter().map(|it| it.label).collect();
        let fields = if fields.is_empty() { "what differs no more".to_owned() } else { fields.join(", ") };
        format!("! Two officers set the same here, {fields}: v decides on screen, csp resolve by command")
    });
    let Some(it) = recommended(book, id, record, today) else { return waits.into_iter().collect() };
    let made = it.made_on.as_ref().map_or_else(|| NOT_STATED.to_owned(), ToString::to_string);
    let late = if it.is_late { "; LATE" } else { "" };
    waits.into_iter().chain([it.way(), format!("made: {made}; {}{late}", it.age())]).collect()
}

/// What follows for a record from others, as it stands on a day.
pub(super) fn derived(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Vec<Derived> {
    match record {
        Record::Meeting(_) => matters(book, id, today),
        Record::Funding(it) => vec![sums(id, it)],
        _ => Vec::new(),
    }
}

/// The matters that arise for a meeting, under a heading for each meeting that they come from.
fn matters(book: &Book, id: &Id, today: NaiveDate) -> Vec<Derived> {
    let found = arising(book, id, today);
    let mut remarks: Vec<_> = found.remarks.into_iter().map(Entry::line).collect();
    if found.matters.is_empty() && remarks.is_empty() {
        remarks.push(Entry::line("None."));
    }
    let mut lists = Vec::new();
    if !remarks.is_empty() {
        lists.push(Derived { heading: "Matters arising from earlier meetings".to_owned(), entries: remarks });
    }
    for it in found.matters {
        let heading = heading(&it);
        let entry = entry(it);
        match lists.last_mut() {
            Some(list) if list.heading == heading => list.entries.push(entry),
            _ => lists.push(Derived { heading, entries: vec![entry] }),
        }
    }
    lists
}

fn heading(it: &Matter) -> String {
    let date = it.meeting_date.as_ref().map(ToString::to_string).filter(|date| !it.meeting_title.contains(date));
    let date = date.map_or_else(String::new, |date| format!(", {date}"));
    format!("Matters arising from {}{date}", it.meeting_title)
}

/// A matter: its old paragraph and what it is called, then what was asked, who holds it, and how far it is.
fn entry(it: Matter) -> Entry {
    let stated = |text: Option<String>| text.unwrap_or_else(|| NOT_STATED.to_owned());
    let holder: Vec<_> = it.owner.into_iter().chain(it.lead_agency).collect();
    let holder = if holder.is_empty() { NOT_STATED.to_owned() } else { holder.join(", ") };
    let late = if it.is_late { "LATE " } else { "" };
    let due = stated(it.due.map(|due| format!("{late}{due}")));
    let state = stated(it.state.map(|state| state.word().to_owned()));
    let ended = it.ended_on.map_or_else(String::new, |day| format!(" ({day})"));
    let mut more: Vec<_> =
        it.detail.map(|detail| format!("asked: {}", detail.replace('\n', " "))).into_iter().collect();
    more.push(format!("with: {holder}; due: {due}; state: {state}{ended}"));
    let responded = it.responded_on.map_or_else(String::new, |day| format!(" ({day})"));
    more.extend(it.response.map(|response| format!("answer: {}{responded}", response.replace('\n', " "))));
    if let Some(update) = it.last_update {
        let date = stated(update.date);
        more.push(format!("latest: {date}, {}: {}", stated(update.author), update.text.replace('\n', " ")));
    }
    let source = it.source.map_or_else(String::new, |source| format!(" [{source}]"));
    let paragraph = it.paragraph.unwrap_or_else(|| "paragraph not stated".to_owned());
    Entry { words: format!("{paragraph}: {}{source}", it.title), id: Some(it.id), more }
}

/// What the amounts of one stream add up to, and which of its years are left out.
fn sums(id: &Id, it: &Funding) -> Derived {
    let totals = totals(std::iter::once((id, it)));
    let mut entries: Vec<_> =
        totals.lines().into_iter().map(|(of, pounds)| Entry::line(format!("{of}: {pounds}"))).collect();
    entries.extend(totals.left_out().map(Entry::line));
    if entries.is_empty() {
        entries.push(Entry::line(format!("{NOT_STATED}, since no amount is stated")));
    }
    Derived { heading: "Totals of the amounts that are stated".to_owned(), entries }
}
