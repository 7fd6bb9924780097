//! Many records saved under one lock: all of them are checked before the first is written.

use std::collections::{BTreeMap, BTreeSet};

use super::{Saved, StoreError};
use crate::model::{Id, Invalid, Record, merge};

/// A record that is to stand.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a Id,
    /// The record as it stood when it was decided; `None` for a new one, whose id must still be free.
    pub base: Option<&'a Record>,
    /// The record as it is to stand. What somebody else has changed since `base` is kept, field by field.
    pub record: &'a Record,
}

/// How many of the steps are done, and how many there are; a record takes two, to be checked and to be written.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

impl Entry<'_> {
    /// What an entry makes of the record as it stands by now.
    pub(crate) fn onto(&self, current: &Record) -> Result<Record, StoreError> {
        let base = self.base.unwrap_or(current);
        merge(base, self.record, current).map_err(StoreError::Conflict)
    }

    /// What a new record's save did.
    pub(crate) fn made(&self) -> Saved {
        let before = Record::blank(self.record.kind());
        let fields = crate::model::changed(&before, self.record);
        Saved { before, record: self.record.clone(), fields }
    }
}

/// The same error, told of one record among many, before any of them is written.
pub(crate) fn among(entries: &[Entry<'_>], at: usize, source: StoreError) -> StoreError {
    let id = entries.get(at).map_or_else(String::new, |entry| entry.id.to_string());
    StoreError::Among { id, saved: 0, unsure: 0, of: entries.len(), source: Box::new(source) }
}

/// That no record is there twice: of two texts only one can stand.
pub(crate) fn each_once(entries: &[Entry<'_>]) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    match entries.iter().position(|entry| !seen.insert(entry.id)) {
        Some(twice) => Err(among(entries, twice, Invalid::new("it is to be saved twice").into())),
        None => Ok(()),
    }
}

/// The places of the entries in the order in which they are written: a new record comes before what links to it, so that no
/// link leads nowhere if it ends in between. The rest keeps its order.
pub(crate) fn targets_first(entries: &[Entry<'_>]) -> Vec<usize> {
    let new = entries.iter().enumerate().filter(|(_, entry)| entry.base.is_none());
    let new: BTreeMap<&Id, usize> = new.map(|(place, entry)| (entry.id, place)).collect();
    let targets = |place: usize| -> Vec<usize> {
        let fields = entries[place].record.fields();
        fields.into_iter().flat_map(|(_, field)| field.links()).filter_map(|id| new.get(id).copied()).collect()
    };
    let mut order = Vec::with_capacity(entries.len());
    let mut seen = vec![false; entries.len()];
    for first in 0..entries.len() {
        let mut waiting = vec![(first, false)];
        while let Some((place, is_ready)) = waiting.pop() {
            if is_ready {
                order.push(place);
            } else if !seen[place] {
                seen[place] = true;
                waiting.push((place, true));
                waiting.extend(targets(place).into_iter().rev().map(|target| (target, false)));
            }
        }
    }
    order
}

/// How many files are forced to disk together.
pub(crate) const TOGETHER: usize = 512;
