//! The columns of a list of each kind: one table, for lists, panes and spreadsheets alike.

use chrono::NaiveDate;

use super::as_words::in_days;
use super::coverage::counts;
use super::recommendations::recommended;
use crate::model::choice::GateState;
use crate::model::display::NOT_STATED;
use crate::model::flag::{days_left, deadline};
use crate::model::kinds::{Action, Due};
use crate::model::{Book, Flag, Id, Kind, OfKind, Reckoning, Record};

/// One column.
pub struct Column {
    /// What stands above it.
    pub heading: &'static str,
    /// What stands in it for a record.
    pub cell: fn(&Book, &Id, &Record, NaiveDate) -> String,
}

const TITLE: Column = Column { heading: "Title", cell: |_, _, record, _| record.title().to_owned() };
const SOURCE: Column = Column { heading: "Source", cell: |_, _, record, _| shown(record, "source") };
const KIND: Column = Column { heading: "Kind", cell: |_, _, record, _| record.kind().word().to_owned() };
const STATE: Column = Column { heading: "State", cell: |_, _, record, _| shown(record, "state") };
const STAGE: Column = Column { heading: "Stage", cell: |_, _, record, _| shown(record, "stage") };
const LEAD: Column = Column { heading: "Lead agency", cell: |book, _, record, _| linked(book, record, "lead_agency") };
const OWNER: Column = Column { heading: "Owner", cell: |_, _, record, _| shown(record, "owner") };
const RAG: Column = Column { heading: "RAG", cell: |_, _, record, _| colour(record) };
const DUE: Column = Column { heading: "Due", cell: |book, _, record, today| due(record, book.on(today)) };
const DUE_OF_ANY: Column = Column {
    heading: "Due",
    cell: |book, _, record, today| deadline(record).map_or_else(String::new, |_| due(record, book.on(today))),
};
const OWNER_OF_ANY: Column = Column {
    heading: "Owner",
    cell: |_, _, record, _| record.field("owner").map_or_else(String::new, |_| shown(record, "owner")),
};
const DUTY_DUE: Column =
    Column { heading: "Due (* computed)", cell: |book, _, record, today| due(record, book.on(today)) };
const DAYS: Column = Column { heading: "Days left", cell: |_, _, record, today| days(record, today) };
const ACTIONS: Column =
    Column { heading: "Actions", cell: |book, id, _, _| actions_linking(book, id).count().to_string() };
const OPEN: Column = Column { heading: "Open", cell: |book, id, _, today| count_linking(book, id, Flag::Open, today) };
const LATE: Column =
    Column { heading: "Overdue", cell: |book, id, _, today| count_linking(book, id, Flag::Overdue, today) };
const CADENCE: Column = Column { heading: "Cadence", cell: |_, _, record, _| shown(record, "cadence") };
const LAST_DONE: Column = Column { heading: "Last done", cell: |_, _, record, _| shown(record, "last_done") };
const PARTS: Column = Column { heading: "Parts met", cell: |_, _, record, _| parts(record) };
const FORM: Column = Column { heading: "Form", cell: |_, _, record, _| shown(record, "form") };
const PERIOD: Column = Column { heading: "Period", cell: |_, _, record, _| shown(record, "period") };
const GATE: Column = Column { heading: "Next gate", cell: |_, _, record, _| next_gate(record) };
const FROM: Column = Column { heading: "From", cell: |book, _, record, _| linked(book, record, "from") };
const YEARS: Column = Column { heading: "Years", cell: |_, _, record, _| years(record) };
const AMOUNT: Column = Column { heading: "Amount", cell: |_, _, record, _| shown(record, "amounts") };
const ROLES: Column = Column { heading: "Roles", cell: |_, _, record, _| shown(record, "roles") };
const BODY: Column = Column { heading: "Body", cell: |book, _, record, _| linked(book, record, "body") };
const DATE: Column = Column { heading: "Date", cell: |_, _, record, today| meets(record, today) };
const ARISING: Column = Column { heading: "Actions", cell: |book, id, _, today| arose(book, id, Kind::Action, today) };
const MADE: Column =
    Column { heading: "Recommendations", cell: |book, id, _, today| arose(book, id, Kind::Recommendation, today) };
const TO: Column = Column { heading: "To", cell: |book, _, record, _| linked(book, record, "to") };
const USES: Column = Column { heading: "Uses", cell: |_, _, record, _| uses(record) };
const ORIGIN: Column = Column { heading: "Origin", cell: |_, _, record, _| shown(record, "origin") };
const ANSWER: Column = Column { heading: "Answer", cell: answer };
const AGE: Column = Column { heading: "Age", cell: age };
const CASE: Column = Column { heading: "Case", cell: |_, _, record, _| shown(record, "case") };
const RESPONSE: Column = Column { heading: "Answer", cell: |_, _, record, _| shown(record, "response") };
const RESPONDED: Column = Column { heading: "Answered on", cell: |_, _, record, _| shown(record, "responded_on") };
const STANDS: Column = Column {
    heading: "Stands",
    cell: |book, id, record, today| recommended(book, id, record, today).map_or("", |it| it.stands.word()).to_owned(),
};

/// The columns of a kind; of a mixed list where no kind is named.
pub fn columns(kind: Option<Kind>) -> Vec<Column> {
    match kind {
        None => vec![TITLE, KIND, DUE_OF_ANY, OWNER_OF_ANY, STATE, SOURCE],
        Some(Kind::Priority | Kind::Theme) => vec![TITLE, ACTIONS, OPEN, LATE, RAG, SOURCE],
        Some(Kind::Duty) => vec![TITLE, DUTY_DUE, DAYS, PARTS, CADENCE, LAST_DONE, SOURCE],
        Some(Kind::Action) => vec![TITLE, DUE, STATE, STAGE, OWNER, LEAD, RAG, SOURCE],
        Some(Kind::Plan) => vec![TITLE, GATE, FORM, PERIOD, SOURCE],
        Some(Kind::Funding) => vec![TITLE, STATE, YEARS, AMOUNT, FROM, TO, USES, SOURCE],
        Some(Kind::Body) => vec![TITLE, ROLES, SOURCE],
        Some(Kind::Meeting) => vec![TITLE, DATE, ARISING, MADE, BODY, SOURCE],
        Some(Kind::Recommendation) => vec![TITLE, ANSWER, DUE, ORIGIN, LEAD, SOURCE],
        Some(Kind::Report | Kind::Partnership) => vec![TITLE, SOURCE],
    }
}

/// The columns of recommendations that wait for an answer.
pub(super) const UNANSWERED: &[Column] = &[TITLE, AGE, DUE, STANDS, LEAD, ORIGIN, SOURCE];
/// The columns of recommendations that are answered or over.
pub(super) const ANSWERED: &[Column] = &[TITLE, RESPONSE, RESPONDED, STANDS, LEAD, ORIGIN, SOURCE];
/// The columns of what Domestic Homicide Reviews recommended.
pub(super) const OF_REVIEWS: &[Column] = &[TITLE, AGE, LEAD, DUE, CASE, STANDS, SOURCE];

pub(super) fn shown(record: &Record, field: &str) -> String {
    stated(record, field).unwrap_or_else(|| NOT_STATED.to_owned())
}

pub(super) fn linked(book: &Book, record: &Record, field: &str) -> String {
    titles(book, record, field).unwrap_or_else(|| NOT_STATED.to_owned())
}

/// What a field holds, as it is shown; `None` where nothing is stated.
pub(super) fn stated(record: &Record, field: &str) -> Option<String> {
    let held = record.field(field).filter(|(_, held)| held.is_stated());
    held.map(|(_, held)| held.shown().join("; "))
}

/// The titles of the records that a field links to; `None` where nothing is stated.
pub(super) fn titles(book: &Book, record: &Record, field: &str) -> Option<String> {
    let (_, held) = record.field(field).filter(|(_, held)| held.is_stated())?;
    let titles: Vec<_> = held.links().into_iter().map(|id| book.title(id)).collect();
    Some(titles.join(", "))
}

/// The colour in capitals; the whole rating stands in the record.
fn colour(record: &Record) -> String {
    let held = record.field("rag").filter(|(_, held)| held.is_stated());
    let word = |text: String| text.split(':').next().unwrap_or_default().to_uppercase();
    held.map_or_else(|| NOT_STATED.to_owned(), |(_, held)| word(held.text()))
}

/// The date by which something has to happen, with LATE before it where it is past; a star marks a computed one.
fn due(record: &Record, on: Reckoning) -> String {
    let Some(when) = deadline(record) else { return NOT_STATED.to_owned() };
    let computed = matches!(record, Record::Duty(duty) if matches!(duty.due(), Some(Due::Computed(_))));
    let computed = if computed { " *" } else { "" };
    if Flag::Overdue.holds(record, on) {
        return format!("LATE {when}{computed}");
    }
    format!("{when}{computed}")
}

/// Days until the deadline; LATE and the days since where it is past.
fn days(record: &Record, today: NaiveDate) -> String {
    match days_left(record, today) {
        Some(days) if days < 0 => format!("LATE {}", -days),
        Some(days) => days.to_string(),
        None => NOT_STATED.to_owned(),
    }
}

fn count_linking(book: &Book, id: &Id, flag: Flag, today: NaiveDate) -> String {
    let on = book.on(today);
    actions_linking(book, id).filter(|record| flag.holds(record, on)).count().to_string()
}

fn actions_linking<'a>(book: &'a Book, id: &Id) -> impl Iterator<Item = &'a Record> {
    let records = book.linking_to(id).iter().filter_map(|link| book.get(&link.from));
    // What ended under a plan that has given way counts for what has given way too, and for nothing that stands.
    let is_past = book.has_given_way(id);
    let is_counted = move |record: &&Record| {
        record.archived().is_none() && Action::of(record).is_some_and(|action| is_past || counts(book, action))
    };
    records.filter(is_counted)
}

fn parts(record: &Record) -> String {
    let Record::Duty(duty) = record else { return String::new() };
    duty.parts_met().map_or_else(|| NOT_STATED.to_owned(), |(met, all)| format!("{met} of {all}"))
}

/// The first gate that is not passed, with its date as far as it is stated.
fn next_gate(record: &Record) -> String {
    let Record::Plan(plan) = record else { return String::new() };
    let Some(gate) = plan.next_gate().map(|place| &plan.gates[place]) else {
        return if plan.gates.is_empty() { NOT_STATED } else { "all done" }.to_owned();
    };
    let step = gate.step.as_deref().unwrap_or(NOT_STATED);
    let state = gate.state.map_or(NOT_STATED, GateState::word);
    gate.date.as_ref().map_or_else(|| format!("{step} ({state})"), |date| format!("{step} ({state}, {date})"))
}

/// How many uses are stated: their words need a page, and a list has a line.
fn uses(record: &Record) -> String {
    let Record::Funding(funding) = record else { return String::new() };
    if funding.uses.is_empty() { NOT_STATED.to_owned() } else { funding.uses.len().to_string() }
}

fn years(record: &Record) -> String {
    let Record::Funding(funding) = record else { return String::new() };
    match (funding.years.first(), funding.years.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(only), _) => only.to_string(),
        _ => NOT_STATED.to_owned(),
    }
}

/// Whether a recommendation is answered, and how long it has waited where it is not.
fn answer(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> String {
    let Some(it) = recommended(book, id, record, today) else { return String::new() };
    match (it.is_answered(), &it.responded_on, it.age_days) {
        (true, Some(when), _) => format!("answered {when}"),
        (true, None, _) => "answered".to_owned(),
        (false, _, Some(days)) => format!("none, {}", in_days(days)),
        (false, _, None) => "none".to_owned(),
    }
}

/// How long a recommendation has waited; whether it is answered or over where it does not wait.
fn age(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> String {
    let Some(it) = recommended(book, id, record, today) else { return String::new() };
    match it.age_days {
        Some(days) if it.is_unanswered => in_days(days),
        None if it.is_unanswered => NOT_STATED.to_owned(),
        _ if it.is_answered() => "answered".to_owned(),
        _ => "over".to_owned(),
    }
}

/// A meeting's day, and whether it is still to come.
fn meets(record: &Record, today: NaiveDate) -> String {
    let Record::Meeting(it) = record else { return String::new() };
    let Some(date) = &it.date else { return NOT_STATED.to_owned() };
    match (date.first_day(), date.last_day()) {
        (Some(first), _) if first > today => format!("{date} (to come)"),
        (Some(first), Some(last)) if first == today && last == today => format!("{date} (today)"),
        _ => date.to_string(),
    }
}

/// How many records of a kind arose from a meeting, and how many of them are open.
fn arose(book: &Book, id: &Id, kind: Kind, today: NaiveDate) -> String {
    let links = book.linking_to(id).iter().filter_map(|link| book.get(&link.from));
    let records: Vec<_> = links.filter(|it| it.kind() == kind && it.archived().is_none()).collect();
    let open = records.iter().filter(|record| Flag::Open.holds(record, book.on(today))).count();
    if records.is_empty() { "none".to_owned() } else { format!("{}, {open} open", records.len()) }
}
