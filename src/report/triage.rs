//! What needs a decision, the most urgent first.

use chrono::NaiveDate;

use super::table::order;
use crate::model::flag::{days_left, days_silent, deadline, due, is_put_off};
use crate::model::kinds::Due;
use crate::model::text::Text;
use crate::model::when::days_between;
use crate::model::{Book, DISPUTED, Flag, Id, Rag, Reckoning, Record, When};

/// A record that needs a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Undecided {
    /// Which it is.
    pub id: Id,
    /// Why, the most urgent first; there is at least one.
    pub reasons: Vec<Reason>,
}

/// Why a record needs a decision, in order of urgency. Days are counted, and never negative.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Two officers set the same on two machines, and both versions wait.
    Disputed {
        /// What both set, by its labels; nothing where they differ no more.
        fields: Vec<&'static str>,
        /// Who set the other values, where that is known.
        by: Option<String>,
    },
    /// Its date is past.
    Overdue {
        /// Days since then.
        days: i64,
        /// The date, and how it is known.
        due: Due,
    },
    /// Its date is near.
    DueSoon {
        /// Days until then.
        days: i64,
        /// The date, and how it is known.
        due: Due,
    },
    /// It cannot go on.
    Blocked {
        /// Why, where that is stated.
        reason: Option<Text>,
    },
    /// Somebody rated it red.
    Red {
        /// The rating, with its reason.
        rag: Rag,
    },
    /// The day has come on which it was to be looked at again.
    ReviewDue {
        /// Days since then.
        days: i64,
        /// The date that was set.
        review: When,
    },
    /// Nothing has been heard of it.
    Stale {
        /// Days since its last update, or else its start.
        days: i64,
    },
    /// Nobody is named as its owner.
    Unowned,
    /// No date of any kind is set for it.
    Undated,
    /// Its date is words, and nothing counts the days to it.
    InWords {
        /// The words.
        due: When,
    },
}

impl Reason {
    /// The word by which `csp list` finds the same.
    pub fn word(&self) -> &'static str {
        self.flag().map_or(DISPUTED, Flag::word)
    }

    /// The flag that it comes from; `None` for versions that wait, which are more urgent than any.
    fn flag(&self) -> Option<Flag> {
        Some(match self {
            Self::Disputed { .. } => return None,
            Self::Overdue { .. } => Flag::Overdue,
            Self::DueSoon { .. } => Flag::DueSoon,
            Self::Blocked { .. } => Flag::Blocked,
            Self::Red { .. } => Flag::Red,
            Self::ReviewDue { .. } => Flag::ReviewDue,
            Self::Stale { .. } => Flag::Stale,
            Self::Unowned => Flag::Unowned,
            Self::Undated => Flag::Undated,
            Self::InWords { .. } => Flag::InWords,
        })
    }

    /// That versions of a record wait.
    fn disputed(book: &Book, id: &Id, record: &Record) -> Option<Self> {
        let version = book.versions().iter().find(|version| version.id == *id)?;
        let fields = version.differences(record).into_iter().map(|it| it.label).collect();
        Some(Self::Disputed { fields, by: version.by.clone() })
    }

    /// What a flag that holds for a record means there; `None` for a flag that asks for no decision.
    fn of(flag: Flag, record: &Record, today: NaiveDate) -> Option<Self> {
        Some(match flag {
            Flag::Overdue => Self::Overdue { days: -days_left(record, today)?, due: due(record)? },
            Flag::DueSoon => Self::DueSoon { days: days_left(record, today)?, due: due(record)? },
            Flag::Blocked => Self::Blocked { reason: blocked_by(record) },
            Flag::Red => Self::Red { rag: record.rag()?.clone() },
            Flag::ReviewDue => Self::review(record, today)?,
            Flag::Stale => Self::Stale { days: days_silent(record, today)? },
            Flag::Unowned => Self::Unowned,
            Flag::Undated => Self::Undated,
            Flag::InWords => Self::InWords { due: deadline(record)? },
            _ => return None,
        })
    }

    fn review(record: &Record, today: NaiveDate) -> Option<Self> {
        let Record::Action(action) = record else { return None };
        let review = action.review.clone()?;
        Some(Self::ReviewDue { days: days_between(review.last_day()?, today), review })
    }

    /// Whether it stands although somebody has looked at the record and put it off.
    fn cannot_wait(&self) -> bool {
        matches!(self, Self::Disputed { .. } | Self::Overdue { .. } | Self::DueSoon { .. })
    }
}

/// Every record that needs a decision on a day, once, with all its reasons; the most urgent first by the first of them:
/// of which two versions wait, what is longest overdue, what is due soonest, then the other reasons in their order. Where that is the same they stand
/// as in lists. What is put off until a later review is left out unless its date is past or near.
pub fn triage(book: &Book, today: NaiveDate) -> Vec<Undecided> {
    let on = book.on(today);
    // Of what is hidden, or has given way, nothing but versions that wait needs a decision.
    let is_live = |id: &Id, record: &Record| record.archived().is_none() && !book.has_given_way(id);
    let all = |id: &Id, record: &Record| -> Vec<Reason> {
        let of_it = if is_live(id, record) { reasons(record, on) } else { Vec::new() };
        Reason::disputed(book, id, record).into_iter().chain(of_it).collect()
    };
    let mut found: Vec<_> = book.records().map(|(id, record)| (id, record, all(id, record))).collect();
    found.retain(|(_, _, reasons)| !reasons.is_empty());
    found.sort_by_cached_key(|(id, record, reasons)| {
        let days = days_left(record, today).filter(|_| reasons.first().is_some_and(Reason::cannot_wait));
        let urgency = (reasons.first().map(Reason::flag), days);
        (urgency, record.kind(), order(book, record), (*id).clone())
    });
    found.into_iter().map(|(id, _, reasons)| Undecided { id: id.clone(), reasons }).collect()
}

/// Why a record needs a decision, the most urgent first.
fn reasons(record: &Record, on: Reckoning) -> Vec<Reason> {
    let is_put_off = is_put_off(record, on.today);
    all_reasons(record, on).filter(|reason| !is_put_off || reason.cannot_wait()).collect()
}

/// The same whether or not somebody has put it off.
pub(super) fn all_reasons(record: &Record, on: Reckoning) -> impl Iterator<Item = Reason> {
    let holding = Flag::ALL.into_iter().filter(move |flag| flag.holds(record, on));
    holding.filter_map(move |flag| Reason::of(flag, record, on.today))
}

fn blocked_by(record: &Record) -> Option<Text> {
    if let Record::Action(action) = record { action.reason.clone() } else { None }
}

#[cfg(test)]
mod tests;
