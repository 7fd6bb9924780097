//! What a roll makes of each record. Made twice it is the same as made once, so that a roll that was cut short goes on.

use super::{Hand, Roll};
use crate::model::book::Book;
use crate::model::choice::{Fate, State};
use crate::model::id::Id;
use crate::model::kinds::{Action, Partnership, Plan, Priority, Theme};
use crate::model::record::{OfKind, Record};
use crate::model::rows::{Outcome, Update};
use crate::model::text::Text;
use crate::model::when::When;

impl Roll {
    /// The decision, as it stands in the old plan before anything else is changed; `None` where somebody else has decided
    /// otherwise meanwhile. A plan that somebody else has rolled so already stays as it is.
    pub fn decided(&self, plan: &Plan) -> Option<Plan> {
        let account = self.account();
        let is_rolled = plan.rolled_on.is_some() && plan.rolled_to.as_ref() == Some(&self.to);
        if is_rolled && plan.outcomes == account {
            return Some(plan.clone());
        }
        let is_ours = plan.outcomes == self.standing || plan.outcomes == account;
        let is_free = plan.rolled_to.as_ref().is_none_or(|to| *to == self.to);
        (is_ours && is_free).then(|| Plan {
            rolled_to: Some(self.to.clone()),
            rolled_on: None,
            outcomes: account,
            ..plan.clone()
        })
    }

    /// The priorities and themes under their new names that are not in the book yet.
    pub fn new_names(&self, book: &Book) -> Vec<Record> {
        let renamed = self.priorities.iter().filter(|row| row.outcome == Some(Fate::Superseded) && row.by.is_none());
        let new = |row: &Outcome| {
            let (old, title) = (row.item.clone()?, row.reason.clone());
            let (plan, supersedes) = (Some(self.to.clone()), Some(old.clone()));
            if self.plans().successors(book, &old).next().is_some() {
                return None;
            }
            match book.get(&old)? {
                Record::Priority(it) => {
                    Some(Priority { title, order: it.order, plan, supersedes, ..Priority::default() }.into())
                }
                Record::Theme(it) => {
                    Some(Theme { title, order: it.order, plan, supersedes, ..Theme::default() }.into())
                }
                _ => None,
            }
        };
        renamed.filter_map(new).collect()
    }

    /// The records that it changes after the decision, in the order in which they are saved, each with what it becomes if it
    /// is an item.
    pub fn touched(&self, book: &Book) -> Vec<(Id, Option<&Outcome>)> {
        let rows = self.priorities.iter().chain(&self.items);
        let items = rows.filter_map(|row| row.item.clone().map(|item| (item, Some(row))));
        let store = book.all::<Partnership>().map(|(id, _)| id.clone());
        items.chain([self.to.clone()].into_iter().chain(store).map(|id| (id, None))).collect()
    }

    /// The first action that somebody has ended, or opened again, since it was said what becomes of it.
    pub fn overtaken_by<'a>(&'a self, book: &Book) -> Option<&'a Id> {
        let is_new = |row: &&Outcome| !self.standing.contains(row);
        let items = self.items.iter().filter(is_new).filter_map(|row| Some((row, row.item.as_ref()?)));
        let mut overtaken = items.filter(|(row, id)| {
            book.get(id).and_then(Action::of).is_some_and(|action| turned_out_otherwise(row, action, &self.from))
        });
        overtaken.next().map(|(_, id)| id)
    }

    /// What it makes of a record, once the decision and the new names are in the book; `None` where somebody has ended the
    /// item since, or opened it again, so that the account would not be true.
    pub fn made_of(&self, record: &Record, row: Option<&Outcome>, book: &Book, hand: Hand<'_>) -> Option<Record> {
        if let (Some(row), Record::Action(action)) = (row, record)
            && !(self.is_settled && self.standing.contains(row))
            && turned_out_otherwise(row, action, &self.from)
        {
            return None;
        }
        Some(match (record, row) {
            (_, Some(row)) => self.item_made(row, record, book, hand),
            (Record::Plan(plan), None) if plan.supersedes.is_none() => {
                Plan { supersedes: Some(self.from.clone()), ..plan.clone() }.into()
            }
            (Record::Partnership(it), None) if it.current_plan.as_ref() == Some(&self.from) => {
                Partnership { current_plan: Some(self.to.clone()), ..it.clone() }.into()
            }
            (_, None) => record.clone(),
        })
    }

    /// The old plan when everything is done.
    #[must_use]
    pub fn finished(&self, plan: &Plan, book: &Book, hand: Hand<'_>) -> Plan {
        if plan.rolled_on.is_some() {
            return plan.clone();
        }
        let mut plan = plan.clone();
        for row in plan.outcomes.iter_mut().filter(|row| row.outcome == Some(Fate::Superseded) && row.by.is_none()) {
            let by = row.item.as_ref().and_then(|item| self.plans().successors(book, item).next());
            row.by = by.cloned();
        }
        plan.rolled_on = Some(When::Day(hand.today));
        let words = format!("Rolled to {}: {}.", book.title(&self.to), self.totals());
        plan.updates.push(Update::new(hand.today, hand.author, &words));
        plan
    }

    fn item_made(&self, row: &Outcome, record: &Record, book: &Book, hand: Hand<'_>) -> Record {
        if record.plan() != Some(&self.from) {
            return record.clone();
        }
        let to = Some(self.to.clone());
        match (record, row.outcome) {
            (Record::Priority(it), Some(Fate::Carried)) => Priority { plan: to, ..it.clone() }.into(),
            (Record::Theme(it), Some(Fate::Carried)) => Theme { plan: to, ..it.clone() }.into(),
            (Record::Action(it), Some(Fate::Carried)) => self.carried(it, book, hand).into(),
            (Record::Action(it), Some(Fate::Closed)) if !is_over(it) => {
                let reason = row.reason.as_deref().unwrap_or_default();
                self.ended(it, State::Closed, reason, book, hand).into()
            }
            (Record::Action(it), Some(Fate::Superseded)) if !is_over(it) => {
                let by = row.by.as_ref().map(|by| format!("covered by {} ({by})", book.title(by))).unwrap_or_default();
                self.ended(it, State::Superseded, &by, book, hand).into()
            }
            _ => record.clone(),
        }
    }

    fn carried(&self, action: &Action, book: &Book, hand: Hand<'_>) -> Action {
        let mut action = Action { plan: Some(self.to.clone()), ..action.clone() };
        let mut words = String::new();
        let served: Vec<Id> = action.priorities.drain(..).chain(action.themes.drain(..)).collect();
        for id in served {
            let followers = self.plans().followers(book, &id);
            if followers.is_empty() {
                serve(&mut action, &id, book);
                continue;
            }
            for follower in &followers {
                serve(&mut action, follower, book);
            }
            let titles: Vec<_> = followers.into_iter().map(|id| book.title(id)).collect();
            words.push_str(&format!(" {} became {}.", book.title(&id), titles.join(" and ")));
        }
        let (from, to) = (book.title(&self.from), book.title(&self.to));
        action.updates.push(Update::carrying(hand.today, hand.author, from, to, &words));
        action
    }

    fn ended(&self, action: &Action, state: State, reason: &str, book: &Book, hand: Hand<'_>) -> Action {
        let mut words = format!(
            "{} when {} was rolled to {}: {reason}.",
            if state == State::Closed { "Closed" } else { "Superseded" },
            book.title(&self.from),
            book.title(&self.to)
        );
        if let Some(before) = &action.reason {
            words.push_str(&format!(" The reason stated before: {}", &**before));
        }
        let mut action = Action { state: Some(state), reason: Some(Text::new(reason)), ..action.clone() };
        let (from, to) = (book.title(&self.from), book.title(&self.to));
        action.updates.push(Update::carrying(hand.today, hand.author, from, to, &words));
        action
    }
}

fn is_over(action: &Action) -> bool {
    action.state.is_some_and(State::is_final)
}

/// Whether an action of the old plan has ended, or goes on, otherwise than its row in the account says.
pub(super) fn turned_out_otherwise(row: &Outcome, action: &Action, from: &Id) -> bool {
    let was_over = row.state.is_some_and(State::is_final);
    let is_otherwise = match action.state.and_then(State::fate) {
        Some(fate) => row.outcome != Some(fate),
        None => was_over,
    };
    is_otherwise && action.plan.as_ref() == Some(from)
}

/// Adds a priority or a theme to those that an action serves, once. What is neither stays where it stood.
fn serve(action: &mut Action, id: &Id, book: &Book) {
    let is_theme = book.get(id).and_then(Theme::of).is_some();
    let served = if is_theme { &mut action.themes } else { &mut action.priorities };
    if !served.contains(id) {
        served.push(id.clone());
    }
}
