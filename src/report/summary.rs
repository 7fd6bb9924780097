//! The whole book at a glance: what a lead looks at with a minute before a meeting.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::coverage::{counts, priorities, serving, themes};
use super::outstanding::{Outstanding, also_outstanding, further_work};
use crate::model::choice::{Cadence, Colour, Stage, State};
use crate::model::flag::{days_left, due};
use crate::model::kinds::{Action, Due, Duty};
use crate::model::when::days_between;
use crate::model::{Book, Flag, Id, OfKind, Rag, Reckoning, Record};

/// The whole book at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The partnership, where it is stated.
    pub partnership: Option<String>,
    /// The plan that is being worked to.
    pub plan: Option<String>,
    /// The day that counts as today.
    pub as_at: NaiveDate,
    /// The priorities in their order.
    pub priorities: Vec<PriorityRow>,
    /// The themes in their order.
    pub themes: Vec<PriorityRow>,
    /// The open areas for further work.
    pub further_work: Vec<Outstanding>,
    /// Open work that is no action.
    pub also_outstanding: Vec<Outstanding>,
    /// The duties, the next to come first; those without a date last.
    pub duties: Vec<DutyRow>,
    /// What is overdue, of every kind, the longest first, as much as a page could hold. What has given way to another is left
    /// out, as in triage.
    pub late: Vec<LateRow>,
    /// How much is overdue in all.
    pub overdue: usize,
    /// How many records each flag holds for: overdue, due soon, blocked, red, stale, unowned, undated, unmapped.
    pub flags: Vec<(Flag, usize)>,
    /// How many other versions of records wait for somebody to decide.
    pub versions: usize,
    /// Files that could not be read, and are missing from every count.
    pub unreadable: usize,
    /// The store's own key to the RAG colours; there is no national one.
    pub rag_key: Vec<(Colour, String)>,
}

/// Something that is overdue.
#[derive(Clone, Debug, PartialEq)]
pub struct LateRow {
    /// Which it is.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The date by which it had to happen, and how that is known.
    pub due: Due,
    /// Days since then.
    pub days: i64,
}

impl LateRow {
    fn of(id: &Id, record: &Record, days: i64) -> Option<Self> {
        Some(Self { id: id.clone(), title: record.title().to_owned(), due: due(record)?, days })
    }
}

/// A priority or theme and its actions.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityRow {
    /// Which it is.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The actions by stage; `None` is not stated. Only what occurs is listed.
    pub stages: Vec<(Option<Stage>, usize)>,
    /// The actions by state; `None` is not stated. Only what occurs is listed.
    pub states: Vec<(Option<State>, usize)>,
    /// Actions that are overdue.
    pub overdue: usize,
    /// The rating somebody gave.
    pub rag: Option<Rag>,
}

impl PriorityRow {
    /// How many of its actions are at a stage.
    pub fn at(&self, stage: Option<Stage>) -> usize {
        self.stages.iter().find(|(it, _)| *it == stage).map_or(0, |(_, count)| *count)
    }

    /// How many of its actions are in a state.
    pub fn of(&self, state: Option<State>) -> usize {
        self.states.iter().find(|(it, _)| *it == state).map_or(0, |(_, count)| *count)
    }

    /// All its actions.
    pub fn total(&self) -> usize {
        self.states.iter().map(|(_, count)| count).sum()
    }
}

/// A duty and its next date.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyRow {
    /// Which it is.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// When it is next due, and how that is known.
    pub due: Option<Due>,
    /// Days until then; negative where it is past.
    pub days_left: Option<i64>,
    /// Parts that are met, of those that apply; `None` where no part is stated.
    pub parts: Option<(usize, usize)>,
    /// Its rhythm, in words.
    pub cadence: Option<&'static str>,
}

/// How much of what is overdue is named at the most: more than a page has lines.
const NAMED: usize = 100;

/// The flags that a summary counts.
const COUNTED: [Flag; 9] = [
    Flag::Overdue,
    Flag::DueSoon,
    Flag::Blocked,
    Flag::Red,
    Flag::Stale,
    Flag::Unowned,
    Flag::Undated,
    Flag::Unmapped,
    Flag::Unanswered,
];

/// Looks at the whole book as it stands on a day.
pub fn summarise(book: &Book, today: NaiveDate) -> Summary {
    let on = book.on(today);
    let (late, overdue) = late(book, on);
    let partnership = book.partnership();
    let title = |id: &Id| book.title(id).to_owned();
    let all = book.live().filter_map(|(_, it)| Some((Action::of(it)?, it)));
    let counted = all.filter(|(action, _)| counts(book, action));
    let all: Vec<_> = counted.map(|(action, it)| (action, Stands::of(action, it, on))).collect();
    let (by_priority, by_theme) = (serving(&all, |it| &it.priorities), serving(&all, |it| &it.themes));
    let row = |id: &Id, rag: &Option<Rag>, actions: Option<&Vec<(&Action, Stands)>>| {
        let actions = actions.map_or(&[][..], Vec::as_slice);
        PriorityRow {
            id: id.clone(),
            title: title(id),
            stages: tally(Stage::ALL, actions.iter().map(|(_, it)| it.stage)),
            states: tally(State::ALL, actions.iter().map(|(_, it)| it.state)),
            overdue: actions.iter().filter(|(_, it)| it.is_overdue).count(),
            rag: rag.clone(),
        }
    };
    Summary {
        partnership: partnership.and_then(|it| it.title.as_deref()).map(str::to_owned),
        plan: partnership.and_then(|it| it.current_plan.as_ref()).map(title),
        as_at: today,
        priorities: priorities(book).into_iter().map(|(id, it)| row(id, &it.rag, by_priority.get(id))).collect(),
        themes: themes(book).into_iter().map(|(id, it)| row(id, &it.rag, by_theme.get(id))).collect(),
        further_work: further_work(book, today),
        also_outstanding: also_outstanding(book),
        duties: duties(book, today),
        versions: book.versions().len(),
        flags: flags(book, on, overdue),
        late,
        overdue,
        unreadable: book.faults().len(),
        rag_key: partnership
            .into_iter()
            .flat_map(|it| &it.rag_key)
            .filter_map(|entry| Some((entry.colour?, (**entry.meaning.as_ref()?).to_owned())))
            .collect(),
    }
}

/// How an action stands: looked at once, since it counts for each of the records that it serves.
#[derive(Clone, Copy)]
struct Stands {
    stage: Option<Stage>,
    state: Option<State>,
    is_overdue: bool,
}

impl Stands {
    fn of(action: &Action, record: &Record, on: Reckoning) -> Self {
        Self { stage: action.stage, state: action.state, is_overdue: Flag::Overdue.holds(record, on) }
    }
}

/// What is overdue, the longest first, as far as it is named; and how much there is in all.
fn late(book: &Book, on: Reckoning) -> (Vec<LateRow>, usize) {
    let is_late = |id: &Id, record: &Record| Flag::Overdue.holds(record, on) && !book.has_given_way(id);
    let late = book.records().filter(|(id, record)| is_late(id, record));
    let mut late: Vec<_> = late.filter_map(|(id, it)| Some((-days_left(it, on.today)?, id, it))).collect();
    late.sort_by_key(|(days, ..)| Reverse(*days));
    let named = late.iter().take(NAMED).filter_map(|(days, id, record)| LateRow::of(id, record, *days));
    (named.collect(), late.len())
}

/// How many records each flag that is counted holds for. So many are overdue: those that are named.
fn flags(book: &Book, on: Reckoning, overdue: usize) -> Vec<(Flag, usize)> {
    let mut counted = COUNTED.map(|flag| (flag, 0));
    for (_, record) in book.records() {
        for (flag, count) in counted.iter_mut().filter(|(flag, _)| *flag != Flag::Overdue) {
            *count += usize::from(flag.holds(record, on));
        }
    }
    counted.map(|(flag, count)| (flag, if flag == Flag::Overdue { overdue } else { count })).into()
}

/// The duties, the next to come first; those without a date last, by id as in the list of duties.
fn duties(book: &Book, today: NaiveDate) -> Vec<DutyRow> {
    let row = |(id, duty): (&Id, &Duty)| {
        let due = duty.due();
        let last_day = due.as_ref().and_then(Due::last_day);
        DutyRow {
            id: id.clone(),
            title: book.title(id).to_owned(),
            days_left: last_day.map(|day| days_between(today, day)),
            due,
            parts: duty.parts_met(),
            cadence: duty.cadence.map(Cadence::word),
        }
    };
    let mut duties: Vec<_> = book.all().map(row).collect();
    duties.sort_by_key(|duty| (duty.days_left.is_none(), duty.days_left));
    duties
}

/// How often each value occurs, in the order of the values, what is not stated last.
pub(super) fn tally<T: Copy + PartialEq>(
    all: &[T],
    values: impl Iterator<Item = Option<T>>,
) -> Vec<(Option<T>, usize)> {
    let values: Vec<_> = values.collect();
    let kinds = all.iter().copied().map(Some).chain([None]);
    kinds
        .map(|kind| (kind, values.iter().filter(|value| **value == kind).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}
