//! What history tells: every save of a record, the oldest first.

use std::collections::{BTreeMap, BTreeSet};

use super::moved::{self, Moves, earlier_ids};
use super::{Waits, branch};
use crate::model::{Dispute, Event, Id, Kind, Record, Stood, changed};
use crate::store::format::LARGEST;
use crate::store::git::{Git, Logged, Step, Steps};
use crate::store::kept::Kept;
use crate::store::load::read_file;
use crate::store::version;
use crate::store::{Past, latest};

/// What history has of what is wanted.
pub(crate) fn past(git: &Git, wanted: &Past<'_>) -> Result<Vec<Event>, Waits> {
    // What is begun and not ended is no reason not to tell what was.
    let tip = match branch(git) {
        Ok((_, tip)) => tip,
        Err(Waits::Amid(_) | Waits::Detached) => git.commit_of("HEAD")?,
        Err(waits) => return Err(waits),
    };
    let Some(tip) = tip else { return Ok(Vec::new()) };
    let paths = match wanted.of {
        Some((kind, id)) => {
            let ids = std::iter::once(id.clone()).chain(earlier_ids(git, &tip, kind, id)?);
            ids.flat_map(|id| moved::paths(kind, &id)).collect()
        }
        None => Vec::new(),
    };
    let mut commits = git.log(&tip, &paths, None)?;
    commits.retain(|made| wanted.since.is_none_or(|since| made.at.date() >= since));
    let mut telling = Telling { git, wanted, paths, moves: Moves::default() };
    let Some(most) = wanted.saves else { return telling.of(&mut commits) };
    // A commit may tell nothing, as one does that brings two together; so more are looked at until there are enough.
    let mut events: Vec<Event> = Vec::new();
    let mut left = &mut commits[..];
    while !left.is_empty() && saves(&events) < most {
        let (some, rest) = left.split_at_mut(left.len().min(most.saturating_mul(2).max(AT_A_TIME)));
        let mut earlier = telling.of(some)?;
        earlier.append(&mut events);
        (events, left) = (earlier, rest);
    }
    Ok(latest(events, most))
}

/// Who set these fields in these commits as they are in the first of two records and not in the second: each officer once.
pub(crate) fn who_set(
    git: &Git,
    commits: &str,
    id: &Id,
    [theirs, ours]: [&Record; 2],
    fields: &[&str],
) -> Option<String> {
    let wanted = Past { of: Some((theirs.kind(), id)), ..Past::default() };
    let paths = vec![theirs.kind().path(id)];
    let mut commits = git.log(commits, &paths, None).ok()?;
    let events = Telling { git, wanted: &wanted, paths, moves: Moves::default() }.of(&mut commits).ok()?;
    let mut named: Vec<&str> = Vec::new();
    for field in fields {
        let of = |record: Option<&Record>| record.and_then(|it| it.field(field)).map(|(_, it)| it.shown());
        let (wanted, here) = (of(Some(theirs))?, of(Some(ours))?);
        let new: Vec<_> = wanted.iter().filter(|entry| !here.contains(entry)).collect();
        let has_set = |event: &&Event| {
            let before = of(event.before.record()).unwrap_or_default();
            let after = of(event.after.record()).unwrap_or_default();
            let has_come = new.iter().any(|entry| after.contains(entry) && !before.contains(entry));
            has_come || (new.is_empty() && after == wanted && before != wanted)
        };
        named.extend(
            events.iter().rev().find(has_set).map(|event| event.who.as_str()).filter(|who| !named.contains(who)),
        );
    }
    (!named.is_empty()).then(|| named.join(", "))
}

/// How many commits are looked at together.
const AT_A_TIME: usize = 100;

/// How many saves these are the events of.
fn saves(events: &[Event]) -> usize {
    events.chunk_by(|one, other| one.save == other.save).count()
}

/// The telling of what is wanted, the latest commits first.
struct Telling<'a> {
    git: &'a Git,
    wanted: &'a Past<'a>,
    paths: Vec<String>,
    moves: Moves,
}

impl Telling<'_> {
    /// What these commits tell, the latest of which comes first; it is told last.
    fn of(&mut self, commits: &mut [Logged]) -> Result<Vec<Event>, Waits> {
        commits.reverse();
        let pairs: Vec<_> = commits.iter().flat_map(pairs).collect();
        let mut steps = self.git.steps(&pairs, &self.paths)?.into_iter();
        let steps: Vec<Vec<Steps>> =
            commits.iter().map(|made| steps.by_ref().take(made.parents.len().max(1)).collect()).collect();
        self.moves.find(self.git, commits, &steps)?;
        let texts = Texts::of(self.git, steps.iter().flatten())?;
        let all = commits.iter().zip(&steps).flat_map(|(made, steps)| texts.events(made, steps));
        let mut events: Vec<_> = all.filter_map(|event| self.by_its_id(event)).collect();
        events.retain(|event| self.wanted.of.is_none_or(|(_, id)| *id == event.id));
        Ok(events)
    }

    /// With the id that the record has by now; nothing where that is all that the save did.
    fn by_its_id(&self, mut event: Event) -> Option<Event> {
        event.id = self.moves.now(&event.save, event.id)?;
        if let Some(dispute) = &mut event.dispute {
            dispute.version_mut().id = event.id.clone();
        }
        Some(event)
    }
}

fn pairs(made: &Logged) -> Vec<(&str, Option<&str>)> {
    if made.parents.is_empty() {
        return vec![(&made.name, None)];
    }
    made.parents.iter().map(|parent| (made.name.as_str(), Some(parent.as_str()))).collect()
}

/// Texts by their names.
struct Texts(BTreeMap<String, Vec<u8>>);

impl Texts {
    fn of<'a>(git: &Git, steps: impl Iterator<Item = &'a Steps>) -> Result<Self, Waits> {
        let of_records =
            steps.flatten().filter(|(path, _)| matches!(Kept::at(path), Some(Kept::Record(..) | Kept::Version(..))));
        let names: BTreeSet<&str> =
            of_records.flat_map(|(_, (old, new))| [old, new]).flatten().map(String::as_str).collect();
        let names: Vec<_> = names.into_iter().collect();
        Ok(Self(git.texts_within(&names, LARGEST)?))
    }

    fn stood(&self, kind: Kind, id: &Id, name: Option<&String>) -> Stood {
        let Some(name) = name else { return Stood::Nowhere };
        let record = self.0.get(name).and_then(|text| read_file(kind, id, text).ok());
        record.map_or(Stood::Unreadable, |record| Stood::As(Box::new(record)))
    }

    /// What a commit did: of what was brought together from several, only what stands in none of them.
    fn events(&self, made: &Logged, steps: &[Steps]) -> Vec<Event> {
        let Some((first, others)) = steps.split_first() else { return Vec::new() };
        let disputes = self.disputes(first, others);
        let of = |id: &Id| disputes.iter().find(|it| it.version().id == *id).cloned();
        let event = |(path, (_, new)): (&Vec<u8>, &Step)| {
            let Some(Kept::Record(kind, id)) = Kept::at(path) else { return None };
            let others = others.iter().map(|steps| steps.get(path)).collect::<Option<Vec<_>>>()?;
            let after = self.stood(kind, &id, new.as_ref());
            let before: Vec<_> = std::iter::once(first.get(path)?)
                .chain(others)
                .map(|(old, _)| self.stood(kind, &id, old.as_ref()))
                .collect();
            let before = if made.parents.is_empty() { Stood::Unknown } else { news(&before, &after)? };
            let event = event_of(made, (kind, id.clone()), of(&id), [before, after]);
            let is_nothing = event.before.record().is_some() && event.fields().is_empty();
            (!is_nothing).then_some(event)
        };
        let mut events: Vec<_> = first.iter().filter_map(event).collect();
        events.extend(steps.iter().flatten().filter_map(|step| self.mended(made, step, steps)));
        for dispute in disputes {
            let of = dispute.version();
            if events.iter().all(|event| event.id != of.id) {
                let (kind, id) = (of.record.kind(), of.id.clone());
                let path = kind.path(&id).into_bytes();
                let now =
                    steps.iter().find_map(|steps| steps.get(&path)).map(|(_, new)| self.stood(kind, &id, new.as_ref()));
                // Where no step tells how it stood, it was not touched: its other version has the rest of it.
                let stood = now.unwrap_or_else(|| Stood::As(Box::new(of.record.clone())));
                events.push(event_of(made, (kind, id), Some(dispute), [stood.clone(), stood]));
            }
        }
        events
    }

    /// A record that could not be read as it came from one side, and can be as it stands: what could not is put beside it.
    fn mended(&self, made: &Logged, (path, (old, new)): (&Vec<u8>, &Step), steps: &[Steps]) -> Option<Event> {
        let Some(Kept::Record(kind, id)) = Kept::at(path) else { return None };
        let is_beside = |(path, (was, now)): (&Vec<u8>, &Step)| {
            was.is_none() && now == old && matches!(Kept::at(path), Some(Kept::Version(of, _)) if of == id)
        };
        let is_untouched = steps.len() > 1 && steps.iter().any(|steps| !steps.contains_key(path));
        let is_untouched = is_untouched && steps.iter().all(|steps| steps.iter().any(is_beside));
        let [before, after] = [old, new].map(|name| self.stood(kind, &id, name.as_ref()));
        (is_untouched && before == Stood::Unreadable && after.record().is_some())
            .then(|| event_of(made, (kind, id), None, [before, after]))
    }

    /// What was done to other versions: only who has one parent has decided, since where two are brought together, somebody had
    /// done so before; and only where two are brought together another version can come.
    fn disputes(&self, first: &Steps, others: &[Steps]) -> Vec<Dispute> {
        let dispute = |(path, (old, new)): (&Vec<u8>, &Step)| {
            let Some(Kept::Version(id, name)) = Kept::at(path) else { return None };
            let read = |text: &String| version::read(&name, &id, self.0.get(text)?).ok().map(Box::new);
            match (old, new) {
                (Some(old), None) if others.is_empty() => read(old).map(Dispute::Decided),
                (None, Some(new)) if !others.is_empty() => {
                    let is_new = others.iter().all(|steps| steps.get(path).is_some_and(|(old, _)| old.is_none()));
                    read(new).filter(|_| is_new).map(Dispute::Opened)
                }
                _ => None,
            }
        };
        first.iter().filter_map(dispute).collect()
    }
}

fn event_of(made: &Logged, (kind, id): (Kind, Id), dispute: Option<Dispute>, [before, after]: [Stood; 2]) -> Event {
    Event { save: made.name.clone(), at: made.at, who: made.who.clone(), kind, id, dispute, before, after }
}

/// How a record stood before, so that what differs from it is new: in no parent was it so.
fn news(before: &[Stood], after: &Stood) -> Option<Stood> {
    let first = before.first()?;
    let parents: Option<Vec<&Record>> = before.iter().map(Stood::record).collect();
    let (Some(parents), Some(after)) = (parents.filter(|parents| parents.len() > 1), after.record()) else {
        return Some(first.clone());
    };
    let mut earlier = after.clone();
    for name in changed(parents[0], after) {
        let of = |record: &'_ Record| record.field(name).map(|(_, field)| field.shown());
        let now = of(after)?;
        let then: Vec<_> = parents.iter().filter_map(|parent| of(parent)).collect();
        let has_come = now.iter().any(|entry| then.iter().all(|then| !then.contains(entry)));
        let has_gone = then[0].iter().any(|entry| then.iter().all(|then| then.contains(entry)) && !now.contains(entry));
        if let (true, Some(field), Some((_, old))) =
            (has_come || has_gone, earlier.field_mut(name), parents[0].field(name))
        {
            field.copy(old);
        }
    }
    Some(Stood::As(Box::new(earlier)))
}
