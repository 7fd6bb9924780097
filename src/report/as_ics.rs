//! Dates as a calendar: an all-day event for everything that falls on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use icalendar::{Calendar, Component, Event, Property};

use crate::model::display::display;
use crate::model::flag::is_open;
use crate::model::kinds::Due;
use crate::model::{Book, Id, Record, When};

/// A calendar of what falls on a day in these records: what open actions are due and to be looked at again, their
/// milestones, duties, the gates of plans, meetings, and recommendations without an answer. A month or a financial year
/// stands on its last day, and the event says so; words as stated are no day and are left out. The same event keeps its
/// name, so that a calendar that takes it again updates it.
pub fn as_ics(records: &[(Id, Record)], book: &Book, as_at: NaiveDate) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//csp//csp//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    for (id, record) in records.iter().filter(|(_, record)| is_open(record)) {
        for day in days(record) {
            if let Some(event) = event(id, record, &day, book, as_at) {
                calendar.push(event);
            }
        }
    }
    calendar.to_string()
}

/// One thing that falls on a date.
struct OnDate {
    /// What tells it from the record's other dates, and stays the same.
    key: String,
    /// What happens, before the record's title.
    what: String,
    when: When,
    /// Whether somebody stated the date or the program computed it.
    known: Known,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Stated,
    Computed,
}

fn days(record: &Record) -> Vec<OnDate> {
    let stated = |key: &str, what: &str, when: Option<&When>| {
        let when = when?.clone();
        Some(OnDate { key: key.to_owned(), what: what.to_owned(), when, known: Known::Stated })
    };
    let found: Vec<Option<OnDate>> = match record {
        Record::Action(it) => {
            let open = it.milestones.iter().filter(|milestone| milestone.done.is_none());
            let milestones = named("milestone", open.map(|it| (it.text.as_deref(), it.due.as_ref())));
            let own = [stated("due", "Due", it.deadline()), stated("review", "Review", it.review.as_ref())];
            own.into_iter().chain(milestones).collect()
        }
        Record::Duty(it) => match it.due() {
            Some(Due::Stated(when)) => vec![stated("next_due", "Duty", Some(&when))],
            Some(Due::Computed(when)) => {
                let computed = |it| OnDate { known: Known::Computed, ..it };
                vec![stated("next_due", "Duty", Some(&when)).map(computed)]
            }
            None => Vec::new(),
        },
        Record::Plan(it) => named("gate", it.gates_ahead().map(|it| (it.step.as_deref(), it.date.as_ref()))),
        Record::Meeting(it) => vec![stated("date", "Meeting", it.date.as_ref())],
        Record::Recommendation(it) if !it.is_answered() => {
            vec![stated("due", "Recommendation due", it.due.as_ref())]
        }
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// Entries of a list, each known by its words; the second of the same words is `-2`.
fn named<'a>(list: &str, entries: impl Iterator<Item = (Option<&'a str>, Option<&'a When>)>) -> Vec<Option<OnDate>> {
    let mut seen: BTreeMap<Id, usize> = BTreeMap::new();
    let entry = |(words, when): (Option<&str>, Option<&When>)| {
        let words = words.unwrap_or(list);
        let id = Id::from_title(words);
        let number = seen.entry(id.clone()).and_modify(|number| *number += 1).or_insert(1);
        let id = if *number > 1 { id.numbered(*number) } else { id };
        Some(OnDate { key: format!("{list}.{id}"), what: words.to_owned(), when: when?.clone(), known: Known::Stated })
    };
    entries.map(entry).collect()
}

fn event(id: &Id, record: &Record, on: &OnDate, book: &Book, as_at: NaiveDate) -> Option<Event> {
    let day = on.when.last_day()?;
    let basic = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let precision = match on.when {
        When::Month(_) | When::FinancialYear(_) => format!(" (stated as {})", on.when),
        When::Day(_) | When::Stated(_) => String::new(),
    };
    let computed = if on.known == Known::Computed { " (computed)" } else { "" };
    let summary = format!("{}: {}{precision}{computed}", on.what, record.title());
    let mut event = Event::new();
    event
        .uid(&format!("{id}.{}@csp", on.key))
        .summary(&display(&summary))
        .description(&description(id, record, book))
        .add_property("DTSTAMP", format!("{}T000000Z", basic(as_at)))
        .add_property("CATEGORIES", record.kind().word().to_uppercase())
        .add_property("TRANSP", "TRANSPARENT");
    for (name, day) in [("DTSTART", day), ("DTEND", day.succ_opt()?)] {
        event.append_property(Property::new(name, basic(day)).add_parameter("VALUE", "DATE").done());
    }
    Some(event.done())
}

/// Whose it is, and where to find it.
fn description(id: &Id, record: &Record, book: &Book) -> String {
    let shown = |name: &str| record.field(name).filter(|(_, field)| field.is_stated());
    let owner = shown("owner").map(|(about, owner)| format!("{}: {}", about.label, owner.shown().join("; ")));
    let lead = shown("lead_agency")
        .and_then(|(about, lead)| Some(format!("{}: {}", about.label, book.title(lead.links().first()?))));
    let lines: Vec<_> = owner.into_iter().chain(lead).chain([format!("csp show {id}")]).collect();
    lines.iter().map(|line| display(line)).collect::<Vec<_>>().join("\n")
}
