//! What history tells: every save of a record, the oldest first.

use std::collections::{BTreeMap, BTreeSet};

use super::{Waits, branch};
use crate::model::datum::Datum;
use crate::model::{Event, Id, Kind, Record, Stood, changed};
use crate::store::Past;
use crate::store::git::{Git, Logged, Steps};
use crate::store::kept::Kept;
use crate::store::load::read_file;

/// What history has of what is wanted.
pub(crate) fn past(git: &Git, wanted: &Past<'_>) -> Result<Vec<Event>, Waits> {
    // What is begun and not ended is no reason not to tell what was.
    let branch = branch(git).unwrap_or_else(|_| "HEAD".to_owned());
    if git.commit_of(&branch)?.is_none() {
        return Ok(Vec::new());
    }
    let path = wanted.of.map(|(kind, id)| kind.path(id));
    let path = path.as_deref();
    let mut commits = git.log(&branch, path, wanted.saves)?;
    commits.retain(|made| wanted.since.is_none_or(|since| made.at.date() >= since));
    commits.reverse();
    let pairs: Vec<_> = commits.iter().flat_map(pairs).collect();
    let mut steps = git.steps(&pairs, path)?.into_iter();
    let steps: Vec<Vec<Steps>> =
        commits.iter().map(|made| steps.by_ref().take(made.parents.len().max(1)).collect()).collect();
    let texts = Texts::of(git, steps.iter().flatten())?;
    Ok(commits.iter().zip(&steps).flat_map(|(made, steps)| texts.events(made, steps)).collect())
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
        let of_records = steps.flatten().filter(|(path, _)| matches!(Kept::at(path), Some(Kept::Record(..))));
        let names: BTreeSet<&str> =
            of_records.flat_map(|(_, (old, new))| [old, new]).flatten().map(String::as_str).collect();
        let names: Vec<_> = names.into_iter().collect();
        let texts = git.texts(&names)?;
        let known = names.into_iter().zip(texts).filter_map(|(name, text)| Some((name.to_owned(), text?)));
        Ok(Self(known.collect()))
    }

    fn stood(&self, kind: Kind, id: &Id, name: Option<&String>) -> Stood {
        let Some(name) = name else { return Stood::Nowhere };
        let record = self.0.get(name).and_then(|text| read_file(kind, id, text).ok());
        record.map_or(Stood::Unreadable, |record| Stood::As(Box::new(record)))
    }

    /// What a commit did: of what was brought together from several, only what stands in none of them.
    fn events(&self, made: &Logged, steps: &[Steps]) -> Vec<Event> {
        let Some((first, others)) = steps.split_first() else { return Vec::new() };
        let event = |(path, (_, new)): (&Vec<u8>, &(Option<String>, Option<String>))| {
            let Some(Kept::Record(kind, id)) = Kept::at(path) else { return None };
            let others = others.iter().map(|steps| steps.get(path)).collect::<Option<Vec<_>>>()?;
            let after = self.stood(kind, &id, new.as_ref());
            let before: Vec<_> = std::iter::once(first.get(path)?)
                .chain(others)
                .map(|(old, _)| self.stood(kind, &id, old.as_ref()))
                .collect();
            let before = if made.parents.is_empty() { Stood::Unknown } else { news(&before, &after)? };
            let event = Event { save: made.name.clone(), at: made.at, who: made.who.clone(), kind, id, before, after };
            let is_nothing = event.before.record().is_some() && event.fields().is_empty();
            (!is_nothing).then_some(event)
        };
        first.iter().filter_map(event).collect()
    }
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
        let of = |record: &'_ Record| record.field(name).map(|(_, field)| entries(field));
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

fn entries(field: &dyn Datum) -> Vec<String> {
    field.shown()
}
