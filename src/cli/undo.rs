//! `csp undo`: a save taken back by the opposite change, which is a save like any other.

use super::set::told;
use super::source::{Opened, Source};
use super::{Code, Failure, Output};
use crate::model::display::{NOT_STATED, display};
use crate::model::{BY_SYNC, Conflict, Dispute, Event, Id, Record, Stood, When, taken_back};
use crate::report::moment;
use crate::store::{Entry, Past, StoreError};

/// Take back the last change of a record, or your own last save.
///
/// What was changed is changed back as an ordinary save, so that it stands in history and can itself be undone. What somebody
/// has changed since stays; where that is the same field, nothing is changed. A record that was added is archived.
#[derive(Debug, clap::Args)]
pub struct Undo {
    /// A record's id, or the beginning of one: takes back what the last save did to it, whoever made it
    id: Option<String>,
    /// Take back a save of several records without asking
    #[arg(long)]
    yes: bool,
}

/// The field of a plan that tells that the year was rolled.
const ROLLED: &str = "rolled_on";

/// A record as it was after a save, and as it is to be again.
struct Back {
    id: Id,
    /// Whether the save added it.
    is_new: bool,
    after: Record,
    before: Record,
}

impl Undo {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.write()?;
        let events = self.last(&mut opened, &source.world.officer)?;
        let whose = if self.id.is_some() { "of it" } else { "of yours" };
        let is_beginning = |event: &Event| event.before == Stood::Unknown;
        let Some(first) = events.first().filter(|event| self.id.is_some() || !is_beginning(event)) else {
            return Err(Failure::usage(format!("there is no save {whose} in history, so nothing was changed")));
        };
        if let Some(why) = events.iter().find_map(|event| not_taken_back(event, whose)) {
            return Err(Failure::new(Code::Conflict, why));
        }
        let whose = format!("the save of {}, {}", display(&first.who), moment(first.at));
        let back = events.iter().map(|event| back(event, &opened)).collect::<Result<Vec<_>, Failure>>()?;
        if back.len() > 1 && !self.yes {
            for it in &back {
                output.say(&format!("{}: {}", it.id, display(it.after.title())));
            }
            let count = back.len();
            return Err(Failure::usage(format!(
                "{whose}, changed {count} records. Nothing was changed. Next: csp undo --yes takes back all of them"
            )));
        }
        let told = save(&mut opened, &back)?;
        output.say(&format!("csp: took back {whose}"));
        for line in told {
            output.say(&line);
        }
        Ok(Code::Done)
    }

    /// The events that are meant: of one record the last, else those of the officer's last save.
    fn last(&self, opened: &mut Opened, officer: &str) -> Result<Vec<Event>, Failure> {
        let Some(typed) = &self.id else {
            let mut events = opened.store.history(&Past::default())?;
            all_is_in_history(opened)?;
            // Where saves could not be brought into history one by one, several officers have one there.
            let is_own = |event: &Event| event.who == officer || event.who.split(", ").any(|who| who == officer);
            let last = events.iter().rposition(is_own);
            if let Some(Event { id, who, .. }) = last.map(|place| &events[place]).filter(|event| event.who != officer) {
                let what = format!(
                    "your last save of {id} is one in history with what others saved ({}), so nothing was taken back. Next: csp history {id}, then csp undo {id} takes back all of it",
                    display(who)
                );
                return Err(Failure::new(Code::Conflict, what));
            }
            let save = last.map(|place| events[place].save.clone());
            let since = last.map_or_else(Vec::new, |place| events.split_off(place + 1));
            events.retain(|event| Some(&event.save) == save.as_ref());
            return match events.iter().find_map(|event| decided_since(event, &since)) {
                Some(why) => Err(Failure::new(Code::Conflict, why)),
                None => Ok(events),
            };
        };
        let (kind, id) = opened.anywhere(typed)?;
        let events = opened.store.history(&Past { of: Some((kind, &id)), ..Past::default() })?;
        all_is_in_history(opened)?;
        Ok(events.into_iter().next_back().into_iter().collect())
    }
}

/// That the last save is in history, so that none before it is taken for it.
fn all_is_in_history(opened: &mut Opened) -> Result<(), Failure> {
    match opened.store.trouble() {
        Some(trouble) => Err(Failure::new(Code::Conflict, format!("nothing was taken back: {trouble}"))),
        None => Ok(()),
    }
}

/// Why a save is never taken back, where it is none of the kind that is.
fn not_taken_back(event: &Event, whose: &str) -> Option<String> {
    let id = &event.id;
    Some(match &event.dispute {
        Some(Dispute::Opened(_)) => format!(
            "the last that history tells of {id} is that two officers set the same, which is not taken back. Next: csp resolve {id}"
        ),
        _ if event.who.starts_with(BY_SYNC) => format!(
            "the last that was done to {id} a sync has done, since two machines met, which is not taken back. Next: csp history {id}, then csp set {id} FIELD=VALUE"
        ),
        _ if event.fields().contains(&ROLLED) => format!(
            "the last save {whose} is of the roll of the year, which is done with many records and not taken back. Next: csp show {id} tells what became of each, csp set changes one"
        ),
        Some(Dispute::Decided(_)) => format!(
            "the last save {whose} decided between two versions of {id}, which is not taken back. Next: csp history {id}, then csp set {id} FIELD=VALUE"
        ),
        None => return None,
    })
}

/// That somebody has decided since on a field that a save has changed.
fn decided_since(event: &Event, since: &[Event]) -> Option<String> {
    let is_of_it = |later: &&Event| match &later.dispute {
        Some(Dispute::Decided(version)) if later.id == event.id => {
            event.fields().iter().any(|name| version.fields.iter().any(|field| field == name))
        }
        _ => false,
    };
    let later = since.iter().find(is_of_it)?;
    let (id, who) = (&event.id, display(&later.who));
    Some(format!(
        "{who} has decided since between two versions of {id}, which is not taken back. Next: csp history {id}, then csp set {id} FIELD=VALUE"
    ))
}

fn back(event: &Event, opened: &Opened) -> Result<Back, Failure> {
    let id = &event.id;
    let unreadable =
        || Failure::new(Code::Incomplete, format!("{id} could not be read at that time. Next: csp history {id}"));
    let Stood::As(after) = &event.after else { return Err(unreadable()) };
    let before = match &event.before {
        Stood::As(before) => (**before).clone(),
        Stood::Unreadable => return Err(unreadable()),
        Stood::Unknown => {
            return Err(Failure::usage(format!("history begins with {id} as it is, so there is nothing to take back")));
        }
        Stood::Nowhere => {
            if let Some(why) = event.kind.never_archived() {
                return Err(why.into());
            }
            // Nothing is ever removed: what was added is hidden.
            let mut hidden = (**after).clone();
            *hidden.archived_mut() = Some(When::Day(opened.today));
            hidden
        }
    };
    Ok(Back { id: id.clone(), is_new: event.is_new(), after: (**after).clone(), before })
}

fn save(opened: &mut Opened, back: &[Back]) -> Result<Vec<String>, Failure> {
    if let [it] = back {
        let edit = |current: &Record| it.onto(current).map_err(StoreError::Conflict);
        let saved = opened.store.update(it.after.kind(), &it.id, &edit).map_err(|error| again(&it.id, error))?;
        if it.is_new && saved.fields.is_empty() {
            return Err(Failure::new(Code::Conflict, format!("{}. Next: csp archive {} hides it", it.stays(), it.id)));
        }
        if saved.fields.is_empty() {
            let id = &it.id;
            let what = format!("{id} has been changed since, so nothing was taken back. Next: csp history {id}");
            return Err(Failure::new(Code::Conflict, what));
        }
        return Ok(told(&it.id, &saved));
    }
    let mut changed = Vec::with_capacity(back.len());
    let mut told_last = Vec::new();
    for it in back {
        let (id, current) = opened.record(it.id.as_str())?;
        let record = it.onto(&current).map_err(|conflicts| again(&id, StoreError::Conflict(conflicts)))?;
        if it.is_new && record == current {
            told_last.push(it.stays());
        } else {
            changed.push((id, current, record));
        }
    }
    if changed.is_empty() {
        return Err(Failure::new(Code::Conflict, format!("{}. Nothing was changed", told_last.join("; "))));
    }
    let entries: Vec<_> =
        changed.iter().map(|(id, current, record)| Entry { id, base: Some(current), record }).collect();
    let saved = opened.store.save_all(&entries, &mut |_, _| ())?;
    let told = changed.iter().zip(&saved).flat_map(|((id, ..), saved)| told(id, saved));
    Ok(told.chain(told_last).collect())
}

impl Back {
    fn onto(&self, current: &Record) -> Result<Record, Vec<Conflict>> {
        taken_back(&self.before, &self.after, current)
    }

    /// That a record is not hidden though the save that added it is taken back.
    fn stays(&self) -> String {
        format!("{} was added by it and has been changed since, so it stays", self.id)
    }
}

/// That what was to be taken back was changed again.
fn again(id: &Id, error: StoreError) -> Failure {
    let StoreError::Conflict(conflicts) = &error else { return error.into() };
    let stated = |value: &str| if value.is_empty() { NOT_STATED.to_owned() } else { format!("{value:?}") };
    let both =
        |it: &Conflict| format!("{} is {} now, and would be {} again", it.label, stated(&it.theirs), stated(&it.mine));
    let told: Vec<_> = conflicts.iter().map(both).collect();
    let what =
        format!("{id} was changed again since, so nothing was changed: {}. Next: csp history {id}", told.join("; "));
    Failure::new(Code::Conflict, what)
}
