//! Rolling the year in a store: the decision first, then each record, one durable save after the other. What was cut short
//! is finished by doing the same again.

#[cfg(test)]
mod tests;

use super::{Store, StoreError};
use crate::model::kinds::Plan;
use crate::model::roll::{Hand, Roll};
use crate::model::{Book, Id, Kind, OfKind, Record};

/// What rolling the year did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rolled {
    /// The records that were saved, in order.
    pub saved: Vec<Id>,
    /// The new names of priorities and themes, each with its id.
    pub added: Vec<Id>,
}

/// Why rolling the year stopped before its end.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The decision could not be saved; nothing was changed.
    #[error("{0}")]
    Undecided(Box<StoreError>),
    /// The decision is kept, and something of it is still to be done.
    #[error(
        "{why}. What was decided is kept and {saved} records are done. Next: csp roll --from {from} --to {to} finishes it"
    )]
    Unfinished {
        /// The old plan.
        from: Id,
        /// The new plan.
        to: Id,
        /// How many records were saved.
        saved: usize,
        /// What stopped it.
        why: Box<StoreError>,
    },
}

impl Stopped {
    /// What stopped it.
    pub fn why(&self) -> &StoreError {
        match self {
            Self::Undecided(why) | Self::Unfinished { why, .. } => why,
        }
    }
}

/// Does what a roll says.
///
/// # Errors
/// What stopped it, and whether the decision is kept.
pub fn roll(store: &mut dyn Store, roll: &Roll, hand: Hand<'_>) -> Result<Rolled, Stopped> {
    let mut rolled = Rolled::default();
    if roll.is_done {
        return Ok(rolled);
    }
    decide(store, roll, &mut rolled).map_err(|why| Stopped::Undecided(Box::new(why)))?;
    match finish(store, roll, hand, &mut rolled) {
        Ok(()) => Ok(rolled),
        Err(why) => Err(Stopped::Unfinished {
            from: roll.from.clone(),
            to: roll.to.clone(),
            saved: rolled.saved.len() + rolled.added.len(),
            why: Box::new(why),
        }),
    }
}

fn decide(store: &mut dyn Store, roll: &Roll, rolled: &mut Rolled) -> Result<(), StoreError> {
    if let Some(item) = roll.overtaken_by(&store.load()?) {
        return Err(StoreError::Overtaken(Kind::Action.path(item)));
    }
    let overtaken = || StoreError::Overtaken(Kind::Plan.path(&roll.from));
    let edit =
        |record: &Record| Plan::of(record).and_then(|plan| roll.decided(plan)).map(Record::from).ok_or_else(overtaken);
    save(store, Kind::Plan, &roll.from, &edit, rolled)
}

fn finish(store: &mut dyn Store, roll: &Roll, hand: Hand<'_>, rolled: &mut Rolled) -> Result<(), StoreError> {
    for record in roll.new_names(&whole(store)?) {
        rolled.added.push(store.create(&record, &Id::from_title(record.title()))?);
    }
    let book = whole(store)?;
    // One file that cannot be changed keeps none of the others from it.
    let mut refused = None;
    for (id, row) in roll.touched(&book) {
        let Some(kind) = book.kind(&id) else {
            refused = refused.or(Some(StoreError::Gone(id.to_string())));
            continue;
        };
        let overtaken = || StoreError::Overtaken(kind.path(&id));
        let edit = |record: &Record| roll.made_of(record, row, &book, hand).ok_or_else(overtaken);
        match save(store, kind, &id, &edit, rolled) {
            Err(why) if why.may_pass() || matches!(why, StoreError::Unconfirmed(_)) => return Err(why),
            Err(why) => refused = refused.or(Some(why)),
            Ok(()) => {}
        }
    }
    if let Some(why) = refused {
        return Err(why);
    }
    let edit = |record: &Record| {
        Ok(Plan::of(record).map_or_else(|| record.clone(), |plan| roll.finished(plan, &book, hand).into()))
    };
    save(store, Kind::Plan, &roll.from, &edit, rolled)
}

/// The book, with every file of it read: what cannot be read any more would be passed over as though it were not there.
fn whole(store: &dyn Store) -> Result<Book, StoreError> {
    let book = store.load()?;
    match book.faults().first() {
        Some(fault) => Err(StoreError::Unreadable(fault.clone())),
        None => Ok(book),
    }
}

fn save(
    store: &mut dyn Store,
    kind: Kind,
    id: &Id,
    edit: super::Edit<'_>,
    rolled: &mut Rolled,
) -> Result<(), StoreError> {
    let saved = store.update(kind, id, edit)?;
    if !saved.fields.is_empty() {
        rolled.saved.push(id.clone());
    }
    Ok(())
}
