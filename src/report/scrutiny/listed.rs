//! What a statement lists below it: the records that a filter finds, or what one field of a record holds.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Remark;
use crate::model::choice::{GateState, PartState, State};
use crate::model::display::NOT_STATED;
use crate::model::flag::is_open;
use crate::model::kinds::Action;
use crate::model::rows::{Gate, Part, Statement};
use crate::model::when::days_between;
use crate::model::{Book, Filter, Id, Kind, OfKind, Record, Wanted};
use crate::report::table::{numbers, told};

/// What stands where a list cannot be told: that is not the same as none.
const NOT_TOLD: &str = "This list could not be told.";

/// One thing that is listed.
pub(super) struct Listed {
    pub(super) text: String,
    /// The numbers of the one paragraph it comes from.
    pub(super) source: Option<Vec<u32>>,
    /// Whether it is a piece of work, which is numbered, and no name or use.
    pub(super) is_entry: bool,
}

/// What the lists of a report told so far.
pub(super) struct Lists<'a> {
    book: &'a Book,
    today: NaiveDate,
    told: BTreeSet<Id>,
    pub(super) remarks: Vec<Remark>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(book: &'a Book, today: NaiveDate) -> Self {
        Self { book, today, told: BTreeSet::new(), remarks: Vec::new() }
    }

    /// What is listed below a statement, if it lists anything. That a list cannot be told is said in its place.
    pub(super) fn below(&mut self, statement: &Statement) -> Option<Vec<Listed>> {
        let wanted = statement.list.as_deref()?;
        let listed = match Wanted::parse(wanted, self.today) {
            Ok(Wanted::Records(kind, filter)) => Ok(self.of_filter(kind, &filter)),
            Ok(Wanted::Field(id, field)) => of_field(self.book, &id, &field),
            Err(why) => Err(format!("{wanted}: {why}")),
        };
        Some(listed.unwrap_or_else(|why| {
            self.remarks.push(Remark::NoList(paragraph(statement), why));
            vec![Listed { text: NOT_TOLD.to_owned(), source: None, is_entry: false }]
        }))
    }

    /// Says of statements below a paragraph's that they can list nothing.
    pub(super) fn too_deep(&mut self, statements: &[Statement]) {
        for statement in statements.iter().filter(|it| it.list.is_some()) {
            let why = "only the statement of a whole paragraph, such as 2.5, can list something";
            self.remarks.push(Remark::NoList(paragraph(statement), why.to_owned()));
        }
    }

    fn of_filter(&mut self, kind: Option<Kind>, filter: &Filter) -> Vec<Listed> {
        let records = told(self.book, kind, filter, self.today).into_iter();
        let shown: Vec<_> = records.filter(|(id, record)| is_in_force(self.book, id, record, self.today)).collect();
        self.told.extend(shown.iter().map(|(id, _)| id.clone()));
        shown.iter().map(|(_, record)| of_record(record)).collect()
    }

    /// The priorities, themes and actions that no list has told.
    pub(super) fn in_no_list(&self) -> Vec<Id> {
        let is_listed = |record: &Record| matches!(record.kind(), Kind::Priority | Kind::Theme | Kind::Action);
        let records = self.book.live().filter(|(_, record)| is_listed(record));
        let left =
            records.filter(|(id, record)| !self.told.contains(*id) && is_in_force(self.book, id, record, self.today));
        left.map(|(id, _)| id.clone()).collect()
    }

    /// The actions that are left out because their plan has been replaced: those that are open, and those of which nobody
    /// states when they ended.
    pub(super) fn under_replaced_plans(&self) -> (Vec<Id>, Vec<Id>) {
        let is_under = |it: &Action| {
            it.state != Some(State::Superseded) && it.plan.as_ref().is_some_and(|plan| self.book.has_given_way(plan))
        };
        let under = || self.book.live().filter(|(_, record)| Action::of(record).is_some_and(is_under));
        let ids =
            |wanted: &dyn Fn(&Record) -> bool| under().filter(|(_, it)| wanted(it)).map(|(id, _)| id.clone()).collect();
        (ids(&is_open), ids(&|record| !is_open(record) && ended_on(record).is_none()))
    }
}

fn paragraph(statement: &Statement) -> String {
    statement.paragraph.as_deref().unwrap_or(NOT_STATED).to_owned()
}

fn of_field(book: &Book, id: &Id, name: &str) -> Result<Vec<Listed>, String> {
    let record = book.get(id).ok_or_else(|| format!("there is no record {id}"))?;
    let (about, held) = record.field(name).ok_or_else(|| format!("{id} has no field {name}"))?;
    if about.is_contact() {
        return Err(format!("{name} is printed only with --contacts"));
    }
    let mut texts: Vec<String> = match record {
        Record::Duty(duty) if name == "parts" => duty.parts.iter().map(part).collect(),
        Record::Plan(plan) if name == "gates" => plan.gates.iter().map(gate).collect(),
        _ if !about.links_to.is_empty() => held.links().into_iter().map(|id| book.title(id).to_owned()).collect(),
        _ => held.shown(),
    };
    if texts.is_empty() {
        texts.push(NOT_STATED.to_owned());
    }
    Ok(texts.into_iter().map(|text| Listed { text, source: None, is_entry: false }).collect())
}

/// Days that an annual report looks back on.
const YEAR: i64 = 366;

/// Whether a record belongs to the work that is reported on: it is not superseded, nor part of a plan that has been
/// replaced and is no longer the current one, unless it ended within the year.
fn is_in_force(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> bool {
    let Record::Action(action) = record else { return !book.has_given_way(id) };
    let is_past = action.plan.as_ref().is_some_and(|plan| book.has_given_way(plan));
    action.state != Some(State::Superseded)
        && (!is_past || ended_on(record).is_some_and(|day| days_between(day, today) < YEAR))
}

/// The day on which an action ended, or else was last heard of.
fn ended_on(record: &Record) -> Option<NaiveDate> {
    let action = Action::of(record).filter(|it| it.state.is_some_and(State::is_final))?;
    let noted = || record.last_update()?.date.as_ref();
    action.completed.as_ref().or_else(noted)?.last_day()
}

fn of_record(record: &Record) -> Listed {
    let source = record.source().map(|source| numbers(Some(source)));
    let title = || record.title().to_owned();
    match record {
        Record::Action(action) => Listed { text: work(action).unwrap_or_else(title), source, is_entry: true },
        Record::Recommendation(it) => {
            let detail = it.detail.as_deref().map(str::to_owned);
            Listed { text: detail.unwrap_or_else(title), source, is_entry: true }
        }
        _ => Listed { text: title(), source, is_entry: false },
    }
}

/// What an action does, and where it does not go on, that it does not and why.
fn work(action: &Action) -> Option<String> {
    let detail = action.detail.as_deref().or(action.title.as_deref())?;
    let Some(state) = action.state.filter(|state| state.wants_reason()) else { return Some(detail.to_owned()) };
    let reason = action.reason.as_deref().map_or_else(|| "reason not stated".to_owned(), str::to_owned);
    Some(format!("{detail} ({}: {reason})", state.word()))
}

fn part(part: &Part) -> String {
    let state = part.state.map_or("state not stated", PartState::word);
    format!("{} ({state})", part.text.as_deref().unwrap_or(NOT_STATED))
}

fn gate(gate: &Gate) -> String {
    let date = gate.date.as_ref().map_or_else(|| "date not stated".to_owned(), ToString::to_string);
    let state = gate.state.map_or("state not stated", GateState::word);
    format!("{} ({date}, {state})", gate.step.as_deref().unwrap_or(NOT_STATED))
}
