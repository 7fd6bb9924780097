//! What is to become of each item: the officer's decisions over what the book says, or why that cannot be.

use std::collections::BTreeSet;

use super::making::turned_out_otherwise;
use super::{Decision, Decisions, Plans, Refused, Roll, is_of_priority};
use crate::model::book::Book;
use crate::model::choice::{Fate, State};
use crate::model::id::Id;
use crate::model::invalid::Invalid;
use crate::model::kind::Kind;
use crate::model::kinds::{Action, Plan, Priority, Theme};
use crate::model::record::OfKind;
use crate::model::rows::Outcome;
use crate::model::text::Line;

/// What becomes of each item of `from` when `to` takes over. What the old plan's account says already stands, but for an
/// item that was ended or opened again by hand before its roll was finished: that is as its record says.
///
/// # Errors
/// Two plans of which the one cannot follow the other, a decision about what is no open item, files that cannot be read,
/// or an account whose totals would not agree.
pub fn roll(book: &Book, from: &Id, to: &Id, decisions: &Decisions) -> Result<Roll, Refused> {
    if !book.faults().is_empty() {
        return Err(Refused::Unreadable(book.faults().len()));
    }
    let old = plan(book, from)?;
    may_follow(book, from, to)?;
    let standing = old.outcomes.clone();
    is_sound(book, from, &standing)?;
    has_only_open_items(book, from, to, &standing, decisions)?;
    let (mut priorities, mut items): (Vec<_>, Vec<_>) =
        standing.iter().map(|row| as_it_is(book, from, old, row)).partition(|row| is_of_priority(book, row));
    let decided: BTreeSet<_> = standing.iter().filter_map(|row| row.item.as_ref()).collect();
    let is_new = |id: &Id| !decided.contains(id);
    let (before, items_before) = (priorities.len(), items.len());
    let of_plan = |plan: &Option<Id>| plan.as_ref() == Some(from);
    let mut served: Vec<_> =
        book.all::<Priority>().filter(|(_, it)| of_plan(&it.plan)).map(|(id, it)| (id, it.order)).collect();
    served.sort_by_key(|(id, order)| (order.unwrap_or(u32::MAX), *id));
    let mut themes: Vec<_> =
        book.all::<Theme>().filter(|(_, it)| of_plan(&it.plan)).map(|(id, it)| (id, it.order)).collect();
    themes.sort_by_key(|(id, order)| (order.unwrap_or(u32::MAX), *id));
    served.extend(themes);
    priorities.extend(
        served
            .into_iter()
            .filter(|(id, _)| is_new(id))
            .map(|(id, _)| priority(book, id, Plans { from, to }, decisions)),
    );
    let actions = book.all::<Action>().filter(|(id, it)| of_plan(&it.plan) && is_new(id));
    items.extend(actions.map(|(id, action)| item(book, id, action, decisions)));
    let adds_nothing = priorities.len() == before && items.len() == items_before;
    let roll = Roll {
        from: from.clone(),
        to: to.clone(),
        is_done: adds_nothing && old.rolled_on.is_some() && old.rolled_to.as_ref() == Some(to),
        items,
        priorities,
        standing,
        is_settled: old.rolled_on.is_some(),
    };
    if !roll.totals().agree() {
        return Err(Invalid::new(format!("the totals do not agree ({}), so nothing was written", roll.totals())).into());
    }
    Ok(roll)
}

fn plan<'a>(book: &'a Book, id: &Id) -> Result<&'a Plan, Invalid> {
    let record = book.get(id).ok_or_else(|| Invalid::new(format!("there is no record {id}")))?;
    let plan = Plan::of(record).ok_or_else(|| Invalid::new(format!("{id} is {}; name a plan", record.kind().one())))?;
    if plan.archived.is_some() {
        return Err(Invalid::new(format!("{id} is archived. Next: csp restore {id}, or name another plan")));
    }
    Ok(plan)
}

fn may_follow(book: &Book, from: &Id, to: &Id) -> Result<(), Invalid> {
    let (old, new) = (plan(book, from)?, plan(book, to)?);
    if from == to {
        return Err(Invalid::new(format!("{from} cannot be rolled to itself. Next: name the new plan with --to")));
    }
    if let Some(rolled) = old.rolled_to.as_ref().filter(|rolled| *rolled != to) {
        return Err(Invalid::new(format!(
            "{from} was rolled to {rolled}, so it cannot be rolled to {to}. Next: name {rolled}"
        )));
    }
    let mut seen = BTreeSet::new();
    let mut earlier = old.supersedes.as_ref();
    while let Some(id) = earlier.filter(|id| seen.insert(*id)) {
        if id == to {
            return Err(Invalid::new(format!(
                "{to} is earlier than {from}, which supersedes it. Next: name the new plan with --to"
            )));
        }
        earlier = book.get(id).and_then(Plan::of).and_then(|plan| plan.supersedes.as_ref());
    }
    if let Some(on) = &new.rolled_to {
        return Err(Invalid::new(format!("{to} was itself rolled to {on}. Next: name {on}")));
    }
    Ok(())
}

/// A row of an account, by the record where that overtook what was decided before it was done.
fn as_it_is(book: &Book, from: &Id, old: &Plan, row: &Outcome) -> Outcome {
    let found = row.item.as_ref().and_then(|id| Some((id, Action::of(book.get(id)?)?)));
    match found.filter(|(_, action)| old.rolled_on.is_none() && turned_out_otherwise(row, action, from)) {
        Some((id, action)) => Outcome { title: row.title.clone(), ..item(book, id, action, &Decisions::default()) },
        None => row.clone(),
    }
}

/// An account in which each item stands once and with what became of it.
fn is_sound(book: &Book, from: &Id, account: &[Outcome]) -> Result<(), Invalid> {
    let mut seen = BTreeSet::new();
    for row in account {
        let why = match (&row.item, row.outcome) {
            (None, _) => "an entry without an item".to_owned(),
            (Some(item), None) => format!("{item} without an outcome"),
            (Some(item), _) if !seen.insert(item) => format!("{item} twice"),
            (Some(item), _) if book.get(item).is_none() => format!("{item}, and there is no such record"),
            _ => continue,
        };
        return Err(Invalid::new(format!(
            "the outcomes of {from} hold {why}, so the totals could not agree. Next: csp edit {from}"
        )));
    }
    Ok(())
}

/// Each decision is about an open item of the plan, or says what its account says already.
fn has_only_open_items(
    book: &Book,
    from: &Id,
    to: &Id,
    standing: &[Outcome],
    decisions: &Decisions,
) -> Result<(), Invalid> {
    let row = |id: &Id| standing.iter().find(|row| row.item.as_ref() == Some(id));
    let of_plan = |id: &Id| book.get(id).filter(|it| it.plan() == Some(from) && it.archived().is_none());
    for (id, decision) in &decisions.items {
        if let Decision::Close(reason) = decision
            && reason.trim().is_empty()
        {
            return Err(Invalid::new(format!("{id} cannot be closed without a reason; type {id}=why")));
        }
        if let Some(row) = row(id) {
            is_decided_so(row, decision)?;
            continue;
        }
        let Some(action) = of_plan(id).and_then(Action::of) else {
            return Err(Invalid::new(format!("{id} is no item of {from}. Next: csp set {id} plan={from}, if it is")));
        };
        if let Some(state) = action.state.filter(|state| state.is_final()) {
            return Err(Invalid::new(format!("{id} is {} already, and stays so", state.word())));
        }
        if let Decision::Supersede(by) = decision {
            can_cover(book, id, by, decisions)?;
        }
    }
    for (id, title) in &decisions.renamed {
        if title.trim().is_empty() {
            return Err(Invalid::new(format!("{id} needs a new title; type {id}=NEW TITLE")));
        }
        let record = row(id).and_then(|row| row.item.as_ref()).and_then(|id| book.get(id)).or_else(|| of_plan(id));
        let Some(record) = record.filter(|it| matches!(it.kind(), Kind::Priority | Kind::Theme)) else {
            return Err(Invalid::new(format!(
                "{id} is no priority and no theme of {from}. Next: csp set {id} plan={from}, if it is"
            )));
        };
        if let Some(row) = row(id) {
            is_renamed_so(book, row, title)?;
        } else if record.title() == &**title {
            return Err(Invalid::new(format!("{id} is called {:?} already", &**title)));
        } else if let Some(by) =
            (Plans { from, to }).successors(book, id).next().filter(|by| book.title(by) != &**title)
        {
            let words = format!("{id} is superseded by {by} ({}) already, which takes its place", book.title(by));
            return Err(Invalid::new(words));
        }
    }
    Ok(())
}

fn is_decided_so(row: &Outcome, decision: &Decision) -> Result<(), Invalid> {
    let same = match decision {
        Decision::Close(reason) => row.outcome == Some(Fate::Closed) && row.reason.as_ref() == Some(reason),
        Decision::Supersede(by) => row.outcome == Some(Fate::Superseded) && row.by.as_ref() == Some(by),
    };
    same.then_some(()).ok_or_else(|| decided_otherwise(row))
}

fn is_renamed_so(book: &Book, row: &Outcome, title: &Line) -> Result<(), Invalid> {
    let named = row.by.as_ref().is_some_and(|by| book.title(by) == &**title);
    let same = row.outcome == Some(Fate::Superseded) && (named || row.reason.as_ref() == Some(title));
    same.then_some(()).ok_or_else(|| decided_otherwise(row))
}

fn decided_otherwise(row: &Outcome) -> Invalid {
    let item = row.item.as_ref().map(Id::as_str).unwrap_or_default();
    let fate = row.outcome.map(Fate::word).unwrap_or_default();
    Invalid::new(format!("{item} was decided when the year was rolled: {fate}. Next: csp set {item} changes it now"))
}

/// Whether a record can cover an item that ends: one that goes on itself.
fn can_cover(book: &Book, id: &Id, by: &Id, decisions: &Decisions) -> Result<(), Invalid> {
    let Some(record) = book.get(by) else { return Err(Invalid::new(format!("there is no record {by}"))) };
    let why = if by == id {
        "cannot supersede itself".to_owned()
    } else if record.archived().is_some() {
        "is archived".to_owned()
    } else if decisions.items.contains_key(by) {
        "is to end itself".to_owned()
    } else if !matches!(record.kind(), Kind::Action | Kind::Plan | Kind::Duty | Kind::Recommendation) {
        format!("is {}; an item is superseded by an action, a plan, a duty or a recommendation", record.kind().one())
    } else {
        match record.state().filter(|state| matches!(state, State::Closed | State::Superseded)) {
            Some(state) => format!("is {} itself", state.word()),
            None => return Ok(()),
        }
    };
    Err(Invalid::new(format!("{by} {why}, so it cannot supersede {id}. Next: name a record that goes on")))
}

fn priority(book: &Book, id: &Id, plans: Plans<'_>, decisions: &Decisions) -> Outcome {
    let row = Outcome { item: Some(id.clone()), title: Some(Line::new(book.title(id))), ..Outcome::default() };
    if let Some(by) = plans.successors(book, id).next() {
        return Outcome { outcome: Some(Fate::Superseded), by: Some(by.clone()), ..row };
    }
    match decisions.renamed.get(id) {
        Some(title) => Outcome { outcome: Some(Fate::Superseded), reason: Some(title.clone()), ..row },
        None => Outcome { outcome: Some(Fate::Carried), ..row },
    }
}

fn item(book: &Book, id: &Id, action: &Action, decisions: &Decisions) -> Outcome {
    let row = Outcome {
        item: Some(id.clone()),
        title: Some(Line::new(book.title(id))),
        state: action.state,
        ..Outcome::default()
    };
    let stated = || action.reason.as_ref().map(|reason| Line::new(reason));
    match (action.state, decisions.items.get(id)) {
        (Some(State::Complete), _) => Outcome { outcome: Some(Fate::Complete), ..row },
        (Some(State::Closed), _) => Outcome { outcome: Some(Fate::Closed), reason: stated(), ..row },
        (Some(State::Superseded), _) => Outcome { outcome: Some(Fate::Superseded), reason: stated(), ..row },
        (_, Some(Decision::Close(reason))) => {
            Outcome { outcome: Some(Fate::Closed), reason: Some(reason.clone()), ..row }
        }
        (_, Some(Decision::Supersede(by))) => Outcome { outcome: Some(Fate::Superseded), by: Some(by.clone()), ..row },
        (_, None) => Outcome { outcome: Some(Fate::Carried), ..row },
    }
}
