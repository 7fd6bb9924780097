//! The exception report: only what is off its track, each once, with every reason.

use chrono::NaiveDate;

use super::item::Item;
use super::scope::Scope;
use crate::model::choice::{Colour, State};
use crate::model::flag::{days_left, is_open};
use crate::model::kinds::{Action, Recommendation};
use crate::model::{Book, Flag, Id, Kind, OfKind, Record};
use crate::report::as_text::reason as reason_words;
use crate::report::recommendations::recommended;
use crate::report::triage::{Reason, all_reasons};

/// What is off its track, the most urgent first.
pub(super) fn exceptions(book: &Book, scope: &Scope, today: NaiveDate) -> Vec<Item> {
    let live = book.live().filter(|(id, record)| !book.has_given_way(id) && scope.holds(id, record));
    let mut found: Vec<_> = live
        .map(|(id, record)| (id, record, reasons(book, id, record, today)))
        .filter(|(_, _, reasons)| !reasons.is_empty())
        .collect();
    found.sort_by_cached_key(|(id, record, reasons)| {
        let rank = reasons.iter().map(|(rank, _)| *rank).min();
        (rank, days_left(record, today).unwrap_or(i64::MAX), record.kind(), (*id).clone())
    });
    let item = |(id, record, reasons): (&Id, &Record, Vec<(u8, String)>)| {
        let reasons = reasons.into_iter().map(|(_, words)| words).collect();
        Item { reasons, ..Item::of(book, id, record, today) }
    };
    found.into_iter().map(item).collect()
}

/// Why a record is off its track, each with its rank.
fn reasons(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Vec<(u8, String)> {
    let on = book.on(today);
    let flagged = all_reasons(record, on).filter_map(|reason| Some((rank(&reason, record)?, reason_words(&reason))));
    let mut reasons: Vec<_> = flagged.collect();
    if is_open(record) {
        reasons.extend(amber(record).map(|words| (4, words)));
        reasons.extend(Action::of(record).and_then(slipped).map(|words| (5, words)));
        reasons.extend(Action::of(record).and_then(in_abeyance).map(|words| (6, words)));
    }
    let asked = || Some((7, recommended(book, id, record, today)?.age()));
    if Recommendation::of(record).is_some() && Flag::Overdue.holds(record, on) {
        reasons.extend(asked());
    }
    reasons.sort_by_key(|(rank, _)| *rank);
    reasons
}

/// The rank of a reason among those that say that work is off its track; that something is not stated is none of them.
fn rank(reason: &Reason, record: &Record) -> Option<u8> {
    Some(match reason {
        Reason::Overdue { .. } => 0,
        Reason::DueSoon { .. } if record.kind() == Kind::Duty => 1,
        Reason::Red { .. } => 2,
        Reason::Blocked { .. } => 3,
        Reason::ReviewDue { .. } => 8,
        Reason::Stale { .. } => 9,
        Reason::Disputed { .. }
        | Reason::DueSoon { .. }
        | Reason::Unowned
        | Reason::Undated
        | Reason::InWords { .. } => return None,
    })
}

fn amber(record: &Record) -> Option<String> {
    let rag = record.rag().filter(|rag| rag.colour == Colour::Amber)?;
    Some(format!("amber: {}", &*rag.reason))
}

fn slipped(action: &Action) -> Option<String> {
    let (due, revised) = (action.due.as_ref()?, action.revised_due.as_ref()?);
    (revised.last_day()? > due.last_day()?).then(|| format!("slipped from {due} to {revised}"))
}

fn in_abeyance(action: &Action) -> Option<String> {
    let reason = action.reason.as_deref().map_or("reason not stated", |reason| reason);
    (action.state == Some(State::HeldInAbeyance)).then(|| format!("held in abeyance: {reason}"))
}
