//! What has changed since a day, record by record: how it stood then, how it stands now, and who changed it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::altered::{Altered, altered};
use super::papers::Since;
use crate::model::choice::State;
use crate::model::kinds::{Due, Duty, Plan};
use crate::model::rows::Gate;
use crate::model::{Book, Event, Filter, Id, Kind, NOT_KNOWN, OfKind, Record, Stood, When};

/// What has changed since a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Since when, and why since then; the day itself counts.
    pub since: Since,
    /// When history begins, where that is later.
    pub begins: Option<NaiveDateTime>,
    /// The records that stand otherwise than then, in the order of [`Group::ALL`], then by what they are called.
    pub records: Vec<ChangedRecord>,
}

/// A record that stands otherwise than it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRecord {
    /// Which.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// What it is called now.
    pub title: String,
    /// What became of it.
    pub group: Group,
    /// How many days later it is to be done, where it has slipped.
    pub days: Option<i64>,
    /// The fields in which it differs; of a new one those that it states.
    pub altered: Vec<Altered>,
    /// Who changed it, in the order in which they first did.
    pub who: Vec<String>,
}

/// What became of a record; where several things did, the first of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Group {
    Added,
    Completed,
    Slipped,
    Archived,
    Restored,
    Changed,
    Removed,
}

impl Group {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Completed, Self::Slipped, Self::Archived, Self::Restored, Self::Changed, Self::Removed];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Completed => "completed",
            Self::Slipped => "slipped",
            Self::Archived => "archived",
            Self::Restored => "restored",
            Self::Changed => "changed",
            Self::Removed => "removed or unreadable",
        }
    }
}

impl Changes {
    /// The records of one group.
    pub fn of(&self, group: Group) -> impl Iterator<Item = &ChangedRecord> {
        self.records.iter().filter(move |record| record.group == group)
    }

    /// Those of the records that a filter lets through.
    #[must_use]
    pub fn narrowed(&self, book: &Book, filter: &Filter, today: NaiveDate) -> Self {
        let on = book.on(today);
        let is_shown = |it: &&ChangedRecord| {
            filter.is_empty() || book.get(&it.id).is_some_and(|record| filter.matches(&it.id, record, on))
        };
        Self { records: self.records.iter().filter(is_shown).cloned().collect(), ..self.clone() }
    }
}

/// What has changed by these events, which are all that came since, the oldest first.
pub fn changes(book: &Book, events: &[Event], since: Since) -> Changes {
    let mut by_record: BTreeMap<&Id, Vec<&Event>> = BTreeMap::new();
    for event in events {
        by_record.entry(&event.id).or_default().push(event);
    }
    let mut records: Vec<_> =
        by_record.into_iter().filter_map(|(id, events)| changed_record(book, id, &events)).collect();
    records.sort_by_cached_key(|record| (record.group, record.title.to_lowercase(), record.id.clone()));
    let begins = events.first().filter(|event| event.before == Stood::Unknown).map(|event| event.at);
    Changes { since, begins, records }
}

/// Who changed what has not come into history yet.
const NOT_IN_HISTORY: &str = "a save that is not in history yet";

fn changed_record(book: &Book, id: &Id, events: &[&Event]) -> Option<ChangedRecord> {
    let (kind, now) = (events.last()?.kind, book.get(id));
    // What was there when history began was not added then.
    let (first, events) = match events.split_first()? {
        (begun, rest) if begun.before == Stood::Unknown => (&begun.after, rest),
        (first, _) => (&first.before, events),
    };
    let before = first.record();
    let blank = Record::blank(kind);
    let altered = match now {
        Some(now) => altered(before.filter(|it| it.kind() == now.kind()).unwrap_or(&blank), now),
        None => Vec::new(),
    };
    if now.is_some() && altered.is_empty() {
        return None;
    }
    let days = before.zip(now).and_then(|(before, now)| slipped(before, now));
    let mut who: Vec<String> = Vec::new();
    let has_changed = |event: &&&Event| event.is_decision() || event.before != event.after;
    for event in events.iter().filter(has_changed) {
        if !who.contains(&event.who) {
            who.push(event.who.clone());
        }
    }
    if now.is_none() {
        let removing = events.last().filter(|event| event.after.record().is_none());
        who = vec![removing.map_or(NOT_KNOWN, |event| &event.who).to_owned()];
    }
    if who.is_empty() {
        who.push(NOT_IN_HISTORY.to_owned());
    }
    let title = now.or(before).map_or_else(|| id.to_string(), |record| record.title().to_owned());
    Some(ChangedRecord { id: id.clone(), kind, title, group: group(first, now, days), days, altered, who })
}

fn group(first: &Stood, now: Option<&Record>, days: Option<i64>) -> Group {
    let Some(now) = now else { return Group::Removed };
    let is_complete = |record: &Record| record.state() == Some(State::Complete);
    let hidden = |record: &Record| record.archived().is_some();
    match first {
        Stood::Nowhere => Group::Added,
        Stood::As(before) if is_complete(now) && !is_complete(before) => Group::Completed,
        Stood::As(_) if days.is_some() => Group::Slipped,
        Stood::As(before) if hidden(now) && !hidden(before) => Group::Archived,
        Stood::As(before) if !hidden(now) && hidden(before) => Group::Restored,
        Stood::As(_) | Stood::Unreadable | Stood::Unknown => Group::Changed,
    }
}

/// How many days later something is to be done than it was, where both days can be counted to. Of a plan that is the step
/// that has moved furthest.
fn slipped(before: &Record, now: &Record) -> Option<i64> {
    let later = |before: Option<&When>, now: Option<&When>| {
        let days = now?.last_day()?.signed_duration_since(before?.last_day()?).num_days();
        (days > 0).then_some(days)
    };
    if let (Some(before), Some(now)) = (Plan::of(before), Plan::of(now)) {
        let moved = |gate: &Gate| {
            let same = before.gates.iter().find(|it| it.step.is_some() && it.step == gate.step)?;
            later(same.date.as_ref(), gate.date.as_ref())
        };
        return now.gates.iter().filter_map(moved).max();
    }
    if let (Some(before), Some(now)) = (Duty::of(before), Duty::of(now)) {
        // What was done since is next due later, and has not slipped.
        let (then, due) = (before.due(), now.due());
        let is_undone = before.last_done == now.last_done;
        return later(then.as_ref().map(Due::when), due.as_ref().map(Due::when)).filter(|_| is_undone);
    }
    later(target(before), target(now))
}

/// The day by which work is to be done: the revised one where there is one.
fn target(record: &Record) -> Option<&When> {
    match record {
        Record::Action(it) => it.revised_due.as_ref().or(it.due.as_ref()),
        Record::Recommendation(it) => it.due.as_ref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
