//! A piece of work as the reports tell it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::flag::deadline;
use crate::model::kinds::{Action, Recommendation};
use crate::model::{Book, Flag, Id, Record};
use crate::report::as_text::reason as reason_words;
use crate::report::columns::{stated, titles};
use crate::report::noted::Noted;
use crate::report::triage::all_reasons;

/// A piece of work: what it is, who holds it, by when, and where it comes from. What is not stated is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    /// Its id.
    pub id: Id,
    /// What kind of record it is, in plain words.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// What is to be done, in its own words.
    pub detail: Option<String>,
    /// The person or post.
    pub owner: Option<String>,
    /// The body that leads, by its name.
    pub lead_agency: Option<String>,
    /// How far it is.
    pub state: Option<String>,
    /// By when; `LATE` before it where that is past.
    pub due: Option<String>,
    /// Whether that is past.
    pub is_late: bool,
    /// When it was completed.
    pub completed: Option<String>,
    /// The meeting and the minute, or the paragraph, that it comes from.
    pub from: Option<String>,
    /// The rating, with its date, author and reason.
    pub rag: Option<String>,
    /// Why it needs a look, the most urgent first.
    pub reasons: Vec<String>,
    /// The last news of it.
    pub last_update: Option<Noted>,
}

impl Item {
    /// A record as the reports tell it on a day.
    pub(super) fn of(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Self {
        let is_late = Flag::Overdue.holds(record, book.on(today));
        let due = deadline(record).map(|when| if is_late { format!("LATE {when}") } else { when.to_string() });
        Self {
            id: id.clone(),
            kind: record.kind().word(),
            title: record.title().to_owned(),
            detail: stated(record, "detail"),
            owner: stated(record, "owner"),
            lead_agency: titles(book, record, "lead_agency"),
            state: stated(record, "state"),
            due,
            is_late,
            completed: stated(record, "completed"),
            from: from(book, record),
            rag: stated(record, "rag"),
            reasons: all_reasons(record, book.on(today)).map(|reason| reason_words(&reason)).collect(),
            last_update: Noted::last(record),
        }
    }
}

/// Where it comes from: the minute and the meeting, and the paragraph.
fn from(book: &Book, record: &Record) -> Option<String> {
    let (minute, meeting) = match record {
        Record::Action(Action { reference, meeting, .. }) => (reference, meeting),
        Record::Recommendation(Recommendation { paragraph, meeting, .. }) => (paragraph, meeting),
        _ => (&None, &None),
    };
    // Only what arose from a meeting was minuted; a partner's log has references of its own.
    let word = if meeting.is_some() { "minute" } else { "reference" };
    let minute = minute.as_deref().map(|minute| format!("{word} {minute}"));
    let meeting = meeting.as_ref().map(|id| book.title(id).to_owned());
    let source = record.source().map(|source| format!("paragraph {}", &**source));
    let parts: Vec<_> = [minute, meeting, source].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
