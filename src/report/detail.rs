//! One record in full: its fields, what links to it, and its updates, newest first.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::derived::{Derived, derived, standing};
use crate::model::datum::Shape;
use crate::model::display::NOT_STATED;
use crate::model::kinds::Plan;
use crate::model::{Book, Flag, Id, Kind, OfKind, Record};

/// One record in full.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Which it is.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// The paragraph it comes from.
    pub source: Option<String>,
    /// Where it stands, a line each, where that follows from several fields or records.
    pub standing: Vec<String>,
    /// Its fields in their order, but for title, source and updates.
    pub facts: Vec<Fact>,
    /// The fields in which nothing is stated and of which that need not be said one by one.
    pub not_stated: Vec<&'static str>,
    /// The records that link to it, by what they say it is to them.
    pub linked_from: Vec<(String, Vec<Id>)>,
    /// What follows for it from other records.
    pub derived: Vec<Derived>,
    /// Dated notes, newest first: date and author, then the text.
    pub updates: Vec<(String, String)>,
}

/// One field as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The field's name, as `set` knows it.
    pub field: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What is stated, one entry a value.
    pub values: Vec<String>,
    /// The records that each value links to; none where a value is computed.
    pub links: Vec<Vec<Id>>,
    /// Whether a value is a link and nothing else.
    pub is_link: bool,
    /// Whether anything is stated.
    pub is_stated: bool,
    /// Whether it is the date by which something has to happen, and that is past.
    pub is_late: bool,
}

/// The fields of which it is always said when they are not stated: what a lead asks for first.
const ASKED: [&str; 6] = ["state", "lead_agency", "owner", "due", "next_due", "rag"];

/// A record in full, as it stands on a day; `None` where there is none of this id.
pub fn detail(book: &Book, id: &Id, today: NaiveDate) -> Option<Detail> {
    let record = book.get(id)?;
    let mut facts = Vec::new();
    let mut not_stated = Vec::new();
    for (about, field) in record.fields() {
        if matches!(about.name, "title" | "source" | "updates") {
            continue;
        }
        let computed = computed(record, about.name, today);
        let is_late = is_late(book, record, about.name, today);
        if !field.is_stated() && computed.is_none() && !ASKED.contains(&about.name) {
            not_stated.push(about.label);
            continue;
        }
        let owned = |links: Vec<&Id>| links.into_iter().cloned().collect();
        let links: Vec<Vec<Id>> = field.links_by_entry().into_iter().map(owned).collect();
        let values = match (field.shape(), computed) {
            (_, Some(computed)) => vec![computed],
            (Shape::Link, _) if field.is_stated() => links.iter().flatten().map(|id| named(book, id)).collect(),
            _ if about.is_contact() && field.is_stated() => vec!["held; shown with --contacts".to_owned()],
            _ if about.name == "gates" && field.is_stated() => gates(record, field.shown()),
            _ if is_late => vec![format!("LATE {}", field.shown().join(", "))],
            _ if field.is_stated() => field.shown(),
            _ => vec![NOT_STATED.to_owned()],
        };
        let is_link = field.shape() == Shape::Link && field.is_stated();
        facts.push(Fact {
            field: about.name,
            label: about.label,
            values,
            links,
            is_link,
            is_stated: field.is_stated(),
            is_late,
        });
    }
    Some(Detail {
        id: id.clone(),
        kind: record.kind(),
        title: record.title().to_owned(),
        source: record.source().map(|source| (**source).to_owned()),
        standing: standing(book, id, record, today),
        facts,
        not_stated,
        linked_from: linked_from(book, id),
        derived: derived(book, id, record, today),
        updates: updates(record),
    })
}

impl Detail {
    /// The same with the telephone numbers and e-mail addresses that a record holds.
    #[must_use]
    pub fn with_contacts(mut self, record: &Record) -> Self {
        for fact in &mut self.facts {
            if let Some((about, field)) =
                record.field(fact.field).filter(|(about, field)| about.is_contact() && field.is_stated())
            {
                debug_assert_eq!(about.name, fact.field);
                fact.values = field.shown();
            }
        }
        self
    }

    /// Every record that it leads to, links out before links in, then what follows from others; each once.
    pub fn ways(&self) -> Vec<Id> {
        let out = self.facts.iter().flat_map(|fact| fact.links.iter().flatten());
        let derived = self.derived.iter().flat_map(|list| &list.entries).filter_map(|entry| entry.id.as_ref());
        let all = out.chain(self.linked_from.iter().flat_map(|(_, ids)| ids)).chain(derived);
        let mut ways = Vec::new();
        for id in all {
            if !ways.contains(id) {
                ways.push(id.clone());
            }
        }
        ways
    }
}

/// Whether a field holds the date by which something has to happen, and that is past.
fn is_late(book: &Book, record: &Record, field: &str, today: NaiveDate) -> bool {
    let is_revised = record.field("revised_due").is_some_and(|(_, held)| held.is_stated());
    let decides = match record {
        Record::Duty(_) => "next_due",
        _ if is_revised => "revised_due",
        _ => "due",
    };
    field == decides && Flag::Overdue.holds(record, book.on(today))
}

/// What follows from other fields where the field itself states nothing; always said to be computed.
fn computed(record: &Record, field: &str, today: NaiveDate) -> Option<String> {
    let Record::Duty(duty) = record else { return None };
    if field != "next_due" {
        return None;
    }
    let due = duty.due()?;
    let days = crate::model::flag::days_left(record, today);
    let left = days.map(|days| if days < 0 { format!(", {} days late", -days) } else { format!(", {days} days left") });
    let how = match due {
        crate::model::kinds::Due::Stated(_) => "",
        crate::model::kinds::Due::Computed(_) => " (computed from the cadence and the last time)",
    };
    Some(format!("{}{how}{}", due.when(), left.unwrap_or_default()))
}

/// The gates of a plan in their order, the next one marked.
fn gates(record: &Record, mut shown: Vec<String>) -> Vec<String> {
    let next = Plan::of(record).and_then(Plan::next_gate);
    if let Some(gate) = next.and_then(|place| shown.get_mut(place)) {
        gate.insert_str(0, "NEXT: ");
    }
    shown
}

fn named(book: &Book, id: &Id) -> String {
    match book.get(id) {
        Some(record) => format!("{} ({id})", record.title()),
        None if book.has(id) => format!("{id} (its file cannot be read)"),
        None => format!("{id} (there is no such record)"),
    }
}

/// The links of others to this record, by the kind of record and the field that holds the link.
fn linked_from(book: &Book, id: &Id) -> Vec<(String, Vec<Id>)> {
    let mut groups: BTreeMap<(Kind, &str), Vec<Id>> = BTreeMap::new();
    for link in book.linking_to(id) {
        let Some(record) = book.get(&link.from).filter(|record| record.archived().is_none()) else { continue };
        groups.entry((record.kind(), link.field)).or_default().push(link.from.clone());
    }
    let heading = |kind: Kind, field: &str| {
        match (kind, field) {
            (Kind::Action, "meeting") => return "Actions arising".to_owned(),
            (Kind::Recommendation, "meeting") => return "Recommendations made".to_owned(),
            _ => {}
        }
        let label = Record::blank(kind).field(field).map_or(field, |(about, _)| about.label);
        format!("{} ({})", capital(kind.plural()), label.to_lowercase())
    };
    groups.into_iter().map(|((kind, field), ids)| (heading(kind, field), ids)).collect()
}

/// A word with a capital before it.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn updates(record: &Record) -> Vec<(String, String)> {
    let mut updates: Vec<_> = record.updates().iter().enumerate().collect();
    updates.sort_by_key(|(place, update)| {
        (
            std::cmp::Reverse(update.date.as_ref().and_then(super::super::model::when::When::last_day)),
            std::cmp::Reverse(*place),
        )
    });
    let shown = |(_, update): (usize, &crate::model::rows::Update)| {
        let date = update.date.as_ref().map_or_else(|| "date not stated".to_owned(), ToString::to_string);
        let author = update.author.as_deref().unwrap_or("author not stated");
        (format!("{date}, {author}"), update.text.as_deref().unwrap_or_default().to_owned())
    };
    updates.into_iter().map(shown).collect()
}
