//! Who changed what and when, save by save.

use chrono::NaiveDateTime;

use super::altered::{Altered, altered};
use crate::model::display::NOT_STATED;
use crate::model::{Dispute, Event, Id, Kind, Record, Stood, Version};

/// One save, and all that it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// Which save it is.
    pub save: String,
    /// When, by the clock of the machine on which it was saved.
    pub at: NaiveDateTime,
    /// The officer who saved it.
    pub who: String,
    /// The records that it changed.
    pub records: Vec<Touched>,
}

/// A record that a save changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Which.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// What it is called, after the save.
    pub title: String,
    /// What was done to it as a whole.
    pub what: Touch,
    /// Its fields that changed; of a new one those that it states.
    pub altered: Vec<Altered>,
    /// Of a dispute, the values that wait for a decision or were decided against, field by field and in words.
    pub dispute: Vec<String>,
}

/// What was done to a record as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// It was there when history began.
    Begun,
    /// It is new.
    Added,
    /// Its fields were changed.
    Changed,
    /// It was hidden.
    Archived,
    /// It was brought back into sight.
    Restored,
    /// Its file was removed.
    Removed,
    /// Its file can no longer be read.
    Spoilt,
    /// Its file can be read again.
    Mended,
    /// Two officers had set the same, and both versions were kept.
    Disputed,
    /// Two officers had set the same, and one decided what stands.
    Decided,
}

impl Touch {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Begun => "as history begins",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Archived => "archived",
            Self::Restored => "restored",
            Self::Removed => "removed",
            Self::Spoilt => "no longer readable",
            Self::Mended => "readable again",
            Self::Disputed => "two officers set the same, and both versions are kept",
            Self::Decided => "decided between two versions",
        }
    }

    fn of(event: &Event) -> Self {
        let hidden = |record: &Record| record.archived().is_some();
        match (&event.before, &event.after) {
            (_, Stood::Nowhere) => Self::Removed,
            (_, Stood::Unreadable | Stood::Unknown) => Self::Spoilt,
            (Stood::Unknown, _) => Self::Begun,
            (Stood::Nowhere, _) => Self::Added,
            (Stood::Unreadable, _) => Self::Mended,
            (Stood::As(_), Stood::As(_)) if event.is_decision() => Self::Decided,
            (Stood::As(_), Stood::As(_)) if event.dispute.is_some() => Self::Disputed,
            (Stood::As(before), Stood::As(after)) => match (hidden(before), hidden(after)) {
                (false, true) => Self::Archived,
                (true, false) => Self::Restored,
                _ => Self::Changed,
            },
        }
    }
}

/// The events as saves, the latest first.
pub fn history(events: &[Event]) -> Vec<Save> {
    let mut saves: Vec<Save> = events.chunk_by(|one, other| one.save == other.save).map(save).collect();
    saves.reverse();
    saves
}

fn save(events: &[Event]) -> Save {
    let first = &events[0];
    Save {
        save: first.save.clone(),
        at: first.at,
        who: first.who.clone(),
        records: events.iter().map(touched).collect(),
    }
}

fn touched(event: &Event) -> Touched {
    let blank = Record::blank(event.kind);
    let record = event.after.record().or(event.before.record());
    let altered = match (event.before.record(), event.after.record()) {
        (Some(before), Some(after)) => altered(before, after),
        (None, Some(after)) if event.before != Stood::Unreadable => altered(&blank, after),
        _ => Vec::new(),
    };
    Touched {
        id: event.id.clone(),
        kind: event.kind,
        title: record.map_or_else(|| event.id.to_string(), |record| record.title().to_owned()),
        what: Touch::of(event),
        dispute: dispute(event, &altered),
        altered,
    }
}

/// What waits, or was put away: where a decision has taken what had waited, its fields say so.
fn dispute(event: &Event, altered: &[Altered]) -> Vec<String> {
    let (version, is_open) = match &event.dispute {
        Some(Dispute::Opened(version)) => (version, true),
        Some(Dispute::Decided(version)) if altered.is_empty() => (version, false),
        _ => return Vec::new(),
    };
    let words = |name: &String| {
        let (about, field) = version.record.field(name)?;
        let (set, whose) = (set(version, name), version.whose());
        let stands =
            event.after.record().and_then(|record| record.field(name)).map(|(_, field)| field.shown().join("; "));
        let label = about.label;
        Some(match stands {
            Some(stands) if is_open && !field.is_many() => {
                let stands = if stands.is_empty() { NOT_STATED } else { &stands };
                format!("{label}: {stands} stands, and what {whose} set waits for a decision: {set}")
            }
            _ if is_open => format!("{label}: what {whose} set waits for a decision: {set}"),
            _ => format!("{label}: kept, and put away what {whose} had set: {set}"),
        })
    };
    version.fields.iter().filter_map(words).collect()
}

/// What a version has in a field, and of a list what it has set in it.
fn set(version: &Version, name: &str) -> String {
    let of = |record: &Record| record.field(name).map(|(_, field)| field.shown()).unwrap_or_default();
    let (mut set, stood) = (of(&version.record), of(&version.stood));
    set.retain(|entry| !stood.contains(entry));
    if set.is_empty() { NOT_STATED.to_owned() } else { set.join("; ") }
}
