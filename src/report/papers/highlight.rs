//! The highlight report: progress, to a board. By priority and theme: the judgement, what was done, what is next.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::item::Item;
use super::scope::{Scope, Since};
use crate::model::choice::State;
use crate::model::flag::{days_left, is_open};
use crate::model::kinds::{Action, Duty, Plan};
use crate::model::rows::Update;
use crate::model::when::day;
use crate::model::{Book, Flag, Id, Kind, OfKind, Record, When};
use crate::report::as_text::{changed_fields, changed_line, in_states};
use crate::report::changes::{ChangedRecord, Changes};
use crate::report::columns::stated;
use crate::report::coverage::{counts, standing};
use crate::report::noted::Noted;
use crate::report::summary::tally;

/// Progress since a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Highlight {
    /// Since when, and why since then.
    pub since: String,
    /// Until when what is due next is told.
    pub until: String,
    /// The priorities, then the themes, in their order; then what was replaced, and what serves none of them.
    pub subjects: Vec<Subject>,
    /// Duties that are late, or due until then; `None` where the report is limited to what no duty belongs to.
    pub duties: Option<Vec<Coming>>,
    /// How many duties state no day that can be counted to.
    pub undated_duties: usize,
    /// The steps of plans that are not done; `None` likewise.
    pub gates: Option<Vec<Coming>>,
    /// What has changed since, by history; `None` where no history is kept.
    pub changes: Option<Vec<String>>,
}

/// A priority or theme, and what became of its work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Subject {
    /// What it is called.
    pub title: String,
    /// The rating with its date, author and reason.
    pub rag: Option<String>,
    /// The direction of travel.
    pub direction: Option<String>,
    /// Whether somebody can rate it.
    pub is_rated: bool,
    /// How many actions are in which state, in words.
    pub states: String,
    /// What is overdue, the longest first.
    pub overdue: Vec<Item>,
    /// What was completed since.
    pub completed: Vec<Item>,
    /// What is complete, on a day that is not stated, is words, or is still to come.
    pub complete: Vec<Item>,
    /// What was noted since, the latest first.
    pub notes: Vec<Noted>,
    /// How many notes state no day that can be counted to.
    pub undated_notes: usize,
    /// What is due until then.
    pub next: Vec<Item>,
    /// What is due on a day that is stated in words.
    pub in_words: Vec<Item>,
}

impl Subject {
    fn is_news(&self) -> bool {
        !(self.completed.is_empty() && self.notes.is_empty())
    }
}

/// Something that is to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Coming {
    /// The record.
    pub id: Id,
    /// What.
    pub what: String,
    /// Of which record.
    pub title: String,
    /// When; `LATE` before it where that is past.
    pub date: Option<String>,
    /// By whom.
    pub body: Option<String>,
    /// How far it is.
    pub state: Option<String>,
}

/// Days ahead that are told: to the board after next quarter's.
const AHEAD: u64 = 90;

/// Looks at the progress since the day that the scope names.
pub(super) fn highlight(
    book: &Book,
    scope: &Scope,
    since: &Since,
    changes: Option<&Changes>,
    today: NaiveDate,
) -> Highlight {
    let until = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let span = Span { book, since, today, until };
    let actions: Vec<(&Id, &Record)> =
        book.live().filter(|(id, record)| record.kind() == Kind::Action && scope.holds(id, record)).collect();
    let subjects = span.subjects(scope, &actions);
    let is_whole = !scope.is_of_work_alone();
    Highlight {
        since: since.words(),
        until: day(until),
        subjects,
        duties: is_whole.then(|| span.duties(scope)),
        undated_duties: span.all_duties(scope).filter(|(_, record)| days_left(record, today).is_none()).count(),
        gates: is_whole.then(|| gates(book, scope, today)),
        changes: changes.map(|changes| changed(book, scope, changes)),
    }
}

/// What has changed in the records that belong to the report, a sentence each.
fn changed(book: &Book, scope: &Scope, changes: &Changes) -> Vec<String> {
    let is_held = |it: &&ChangedRecord| book.get(&it.id).is_some_and(|record| scope.holds(&it.id, record));
    let told = |it: &ChangedRecord| {
        let fields = changed_fields(it).map_or_else(String::new, |fields| format!(": {fields}"));
        format!("{}: {}{fields}", it.group.word(), changed_line(it))
    };
    changes.records.iter().filter(is_held).map(told).collect()
}

/// Why a priority or theme that actions name does not stand.
fn past_words(book: &Book, id: &Id) -> &'static str {
    match book.get(id) {
        Some(record) if record.archived().is_some() => "archived",
        Some(_) => "replaced",
        None => "no such record",
    }
}

fn served(record: &Record) -> impl Iterator<Item = &Id> {
    Action::of(record).into_iter().flat_map(Action::served)
}

/// The days that are told.
struct Span<'a> {
    book: &'a Book,
    since: &'a Since,
    today: NaiveDate,
    until: NaiveDate,
}

impl Span<'_> {
    /// What stands first; then what was replaced or archived, where there is news of it or open work left; then what serves
    /// nothing.
    fn subjects(&self, scope: &Scope, actions: &[(&Id, &Record)]) -> Vec<Subject> {
        let (book, standing) = (self.book, standing(self.book));
        let serving = |wanted: &Id| -> Vec<(&Id, &Record)> {
            actions.iter().copied().filter(|(_, record)| served(record).any(|id| id == wanted)).collect()
        };
        let is_wanted = |id: &&Id| scope.priority.as_ref().is_none_or(|wanted| wanted == *id);
        let of_standing = |id: &Id| self.subject(book.title(id).to_owned(), book.get(id), &serving(id));
        let mut subjects: Vec<_> = standing.iter().copied().filter(is_wanted).map(of_standing).collect();
        let past: BTreeSet<_> =
            actions.iter().flat_map(|(_, it)| served(it)).filter(|id| !standing.contains(id)).collect();
        for id in past.into_iter().filter(is_wanted) {
            let of_it = serving(id);
            let subject = self.subject(format!("{} ({})", book.title(id), past_words(book, id)), None, &of_it);
            if subject.is_news() || of_it.iter().any(|(_, record)| is_open(record)) {
                subjects.push(subject);
            }
        }
        let unmapped: Vec<_> = actions.iter().copied().filter(|(_, record)| served(record).next().is_none()).collect();
        if !unmapped.is_empty() && scope.priority.is_none() {
            subjects.push(self.subject("Serving no priority or theme".to_owned(), None, &unmapped));
        }
        subjects
    }

    fn subject(&self, title: String, of: Option<&Record>, actions: &[(&Id, &Record)]) -> Subject {
        let item = |(id, record): &(&Id, &Record)| Item::of(self.book, id, record, self.today);
        let completed = |record: &Record| Action::of(record).and_then(|it| it.completed.clone());
        let is_complete = |record: &Record| record.state() == Some(State::Complete);
        let is_past = |when: Option<&When>| when.and_then(When::first_day).is_some_and(|first| first <= self.today);
        let is_next = |record: &Record| {
            let left = days_left(record, self.today);
            is_open(record) && left.is_some_and(|left| left >= 0 && left <= self.ahead())
        };
        let told: Vec<&Record> = of.into_iter().chain(actions.iter().map(|(_, record)| *record)).collect();
        let is_undated = |it: &Update| it.is_news() && it.date.as_ref().and_then(When::last_day).is_none();
        // What ended under a plan that has given way counts no more below what stands, as in the summary; it may be news.
        let is_counted = |it: &Record| of.is_none() || Action::of(it).is_some_and(|action| counts(self.book, action));
        let counted: Vec<_> = actions.iter().copied().filter(|(_, it)| is_counted(it)).collect();
        let select = |wanted: &dyn Fn(&Record) -> bool| {
            actions.iter().filter(|(_, record)| wanted(record)).map(item).collect::<Vec<_>>()
        };
        let by_date = |of: &[(&Id, &Record)], wanted: &dyn Fn(&Record) -> bool| {
            let mut dated: Vec<_> = of.iter().filter(|(_, record)| wanted(record)).collect();
            dated.sort_by_key(|(id, record)| (days_left(record, self.today), (*id).clone()));
            dated.into_iter().map(item).collect::<Vec<_>>()
        };
        let on = self.book.on(self.today);
        Subject {
            title,
            rag: of.and_then(|record| stated(record, "rag")),
            direction: of.and_then(|record| stated(record, "direction")),
            is_rated: of.is_some(),
            states: in_states(&tally(State::ALL, counted.iter().map(|(_, record)| record.state()))),
            overdue: by_date(&counted, &|it| Flag::Overdue.holds(it, on)),
            completed: select(&|it| self.is_new(it)),
            complete: select(&|it| is_counted(it) && is_complete(it) && !is_past(completed(it).as_ref())),
            notes: self.notes(&told),
            undated_notes: told.iter().flat_map(|record| record.updates()).filter(|it| is_undated(it)).count(),
            next: by_date(actions, &is_next),
            in_words: select(&|it| Flag::InWords.holds(it, on)),
        }
    }

    /// Whether it was completed since.
    fn is_new(&self, record: &Record) -> bool {
        let is_new =
            |it: &Action| it.state == Some(State::Complete) && self.since.covers(it.completed.as_ref(), self.today);
        Action::of(record).is_some_and(is_new)
    }

    fn ahead(&self) -> i64 {
        self.until.signed_duration_since(self.today).num_days()
    }

    /// What was noted on these records, the latest first.
    fn notes(&self, records: &[&Record]) -> Vec<Noted> {
        let mut notes: Vec<_> = records
            .iter()
            .flat_map(|record| record.updates().iter().map(move |update| (*record, update)))
            .filter(|(_, update)| update.is_news() && self.since.covers(update.date.as_ref(), self.today))
            .collect();
        notes.sort_by_key(|(_, update)| std::cmp::Reverse(update.date.as_ref().and_then(When::last_day)));
        notes.into_iter().map(|(record, update)| Noted::of(record, update)).collect()
    }

    fn all_duties<'b>(&'b self, scope: &'b Scope) -> impl Iterator<Item = (&'b Id, &'b Record)> {
        self.book.live().filter(|(id, record)| Duty::of(record).is_some() && scope.holds(id, record))
    }

    fn duties(&self, scope: &Scope) -> Vec<Coming> {
        let left = |record: &Record| days_left(record, self.today);
        let mut near: Vec<_> = self
            .all_duties(scope)
            .filter(|(_, record)| left(record).is_some_and(|left| left <= self.ahead()))
            .collect();
        near.sort_by_key(|(id, record)| (left(record), (*id).clone()));
        let coming = |(id, record): (&Id, &Record)| {
            let due = Duty::of(record)?.due()?;
            let late = if left(record)? < 0 { "LATE " } else { "" };
            Some(Coming {
                id: id.clone(),
                what: record.title().to_owned(),
                title: record.title().to_owned(),
                date: Some(format!("{late}{}", due.when())),
                body: None,
                state: None,
            })
        };
        near.into_iter().filter_map(coming).collect()
    }
}

/// The steps that are not done of every plan in force, in the order of the plans and their steps.
fn gates(book: &Book, scope: &Scope, today: NaiveDate) -> Vec<Coming> {
    let plans = book.live().filter(|(id, record)| !book.has_given_way(id) && scope.holds(id, record));
    let gates = plans.filter_map(|(id, record)| Some((id, record, Plan::of(record)?)));
    gates
        .flat_map(|(id, record, plan)| plan.gates_ahead().map(move |gate| (id, record, gate)))
        .map(|(id, record, gate)| {
            let is_late = gate.date.as_ref().and_then(When::last_day).is_some_and(|last| last < today);
            let late = if is_late { "LATE " } else { "" };
            Coming {
                id: id.clone(),
                what: gate.step.as_deref().unwrap_or("step not stated").to_owned(),
                title: record.title().to_owned(),
                date: gate.date.as_ref().map(|date| format!("{late}{date}")),
                body: gate.body.as_ref().map(|body| book.title(body).to_owned()),
                state: gate.state.map(|state| state.word().to_owned()),
            }
        })
        .collect()
}
