//! Rolling the year: what becomes of each item of a plan when the next plan takes over. Pure: [`roll`] decides what is to
//! be, [`Roll::made_of`] makes it of one record; the store does it, one durable save after the other.

mod decide;
mod making;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::book::Book;
use super::choice::Fate;
use super::flag::is_open;
use super::id::Id;
use super::invalid::Invalid;
use super::kind::Kind;
use super::kinds::{Action, Plan};
use super::record::{OfKind, Record};
use super::rows::Outcome;
use super::text::Line;
use super::when::When;

pub use decide::roll;

/// What an officer has decided; an open item of which nothing is said is carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// What becomes of actions.
    pub items: BTreeMap<Id, Decision>,
    /// The new titles of priorities and themes.
    pub renamed: BTreeMap<Id, Line>,
}

/// What is to become of an open action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It ends without being done, for this reason.
    Close(Line),
    /// This record covers it.
    Supersede(Id),
}

/// What becomes of each item of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Roll {
    /// The old plan.
    pub from: Id,
    /// The new plan.
    pub to: Id,
    /// What becomes of the actions, in the order of ids.
    pub items: Vec<Outcome>,
    /// What becomes of the priorities and the themes, in their order: one is carried, or superseded by its new name.
    pub priorities: Vec<Outcome>,
    /// Whether all of it was decided and done before.
    pub is_done: bool,
    /// The old plan's account as it stands now.
    standing: Vec<Outcome>,
    /// Whether what stands there was done, too.
    is_settled: bool,
}

/// How many items there are, and what becomes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The actions of the old plan.
    pub items: usize,
    /// Those that go on.
    pub carried: usize,
    /// Those that end, the complete ones among them.
    pub closed: usize,
    /// Those that end because they are done.
    pub complete: usize,
    /// Those that another record covers.
    pub superseded: usize,
}

/// Why a plan cannot be rolled; nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// So many files cannot be read, and what stands in them would be missing from the totals.
    Unreadable(usize),
    /// What was asked for cannot be.
    Invalid(Invalid),
}

/// Whose hand it is, and on which day.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    /// The day that counts as today.
    pub today: NaiveDate,
    /// The officer.
    pub author: &'a str,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(1) => f.write_str("1 file cannot be read, so the totals could not agree. Next: csp check"),
            Self::Unreadable(count) => {
                write!(f, "{count} files cannot be read, so the totals could not agree. Next: csp check")
            }
            Self::Invalid(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}

impl From<Invalid> for Refused {
    fn from(why: Invalid) -> Self {
        Self::Invalid(why)
    }
}

impl Roll {
    /// How many items there are, and what becomes of them.
    pub fn totals(&self) -> Totals {
        let count = |fate| self.items.iter().filter(|row| row.outcome == Some(fate)).count();
        let complete = count(Fate::Complete);
        Totals {
            items: self.items.len(),
            carried: count(Fate::Carried),
            closed: complete + count(Fate::Closed),
            complete,
            superseded: count(Fate::Superseded),
        }
    }

    fn plans(&self) -> Plans<'_> {
        Plans { from: &self.from, to: &self.to }
    }

    /// The whole account, as it is to stand in the old plan: its priorities and themes, then its actions.
    pub fn account(&self) -> Vec<Outcome> {
        let decided: BTreeSet<_> = self.standing.iter().filter_map(|row| row.item.as_ref()).collect();
        let is_new = |row: &&Outcome| row.item.as_ref().is_some_and(|item| !decided.contains(item));
        let rows = || self.priorities.iter().chain(&self.items);
        let now = |stood: &'_ Outcome| rows().find(|row| row.item == stood.item).unwrap_or(stood).clone();
        self.standing.iter().map(now).chain(rows().filter(is_new).cloned()).collect()
    }
}

impl Totals {
    /// Whether each item has become one thing.
    pub fn agree(self) -> bool {
        self.items == self.carried + self.closed + self.superseded
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { items, carried, closed, complete, superseded } = self;
        let noun = if *items == 1 { "item" } else { "items" };
        write!(
            f,
            "{items} {noun} = {carried} carried + {closed} closed ({complete} complete) + {superseded} superseded"
        )
    }
}

/// The plan that is rolled to this one where none is named: one whose roll was cut short, else the plan that is being worked
/// to, else the one that was rolled to it before.
pub fn old_plan(book: &Book, to: &Id) -> Option<Id> {
    let rolled = || book.all::<Plan>().filter(|(_, plan)| plan.rolled_to.as_ref() == Some(to));
    let cut_short = rolled().find(|(id, plan)| is_unfinished(book, id, plan)).map(|(id, _)| id);
    let current = book.partnership().and_then(|it| it.current_plan.as_ref());
    let before = || rolled().max_by_key(|(_, plan)| plan.rolled_on.as_ref().and_then(When::last_day));
    let other = current.filter(|plan| *plan != to).or_else(|| before().map(|(id, _)| id)).or(current);
    cut_short.or(other).cloned()
}

/// Whether a plan was rolled and something of it is left: its roll was cut short, or an item was added to it later.
pub fn is_unfinished(book: &Book, id: &Id, plan: &Plan) -> bool {
    let named: BTreeSet<_> = plan.outcomes.iter().filter_map(|row| row.item.as_ref()).collect();
    let is_left = |(item, action): (&Id, &Action)| action.plan.as_ref() == Some(id) && !named.contains(item);
    plan.rolled_to.is_some() && (plan.rolled_on.is_none() || book.all::<Action>().any(is_left))
}

/// The gates of a plan that are not passed, by their steps.
pub fn gates_ahead(book: &Book, plan: &Id) -> Vec<String> {
    let plan = book.get(plan).and_then(Plan::of);
    let ahead = plan.into_iter().flat_map(Plan::gates_ahead);
    ahead.map(|gate| gate.name().to_owned()).collect()
}

/// The priorities, themes and open actions that belong to no plan, so that no roll takes them along.
pub fn of_no_plan(book: &Book) -> Vec<Id> {
    let may_belong = |record: &Record| matches!(record.kind(), Kind::Priority | Kind::Theme | Kind::Action);
    let stays = |(id, record): &(&Id, &Record)| {
        may_belong(record) && record.plan().is_none() && is_open(record) && !book.has_given_way(id)
    };
    book.live().filter(stays).map(|(id, _)| id.clone()).collect()
}

/// Whether an outcome is of a priority or a theme, and not of an action.
fn is_of_priority(book: &Book, row: &Outcome) -> bool {
    let kind = row.item.as_ref().and_then(|item| book.kind(item));
    matches!(kind, Some(Kind::Priority | Kind::Theme))
}

/// The two plans of a roll.
#[derive(Clone, Copy)]
struct Plans<'a> {
    from: &'a Id,
    to: &'a Id,
}

impl<'a> Plans<'a> {
    /// What supersedes a priority or a theme by the time the new plan is worked to: not what does so in a plan still ahead.
    fn successors<'b>(self, book: &'b Book, id: &Id) -> impl Iterator<Item = &'b Id> + use<'a, 'b> {
        let is_ours = move |record: &Record| record.plan().is_none_or(|plan| plan == self.from || plan == self.to);
        book.successors(id).filter(move |(_, record)| is_ours(record)).map(|(id, _)| id)
    }

    /// The records by which a priority or theme goes on in the new plan, however often it was renamed; none where it goes on
    /// itself.
    fn followers<'b>(self, book: &'b Book, id: &'b Id) -> Vec<&'b Id> {
        let mut seen = vec![id];
        let mut at = 0;
        while let Some(here) = seen.get(at) {
            let next: Vec<&Id> = self.successors(book, here).filter(|id| !seen.contains(id)).collect();
            seen.extend(next);
            at += 1;
        }
        seen.into_iter().skip(1).filter(|id| self.successors(book, id).next().is_none()).collect()
    }
}
