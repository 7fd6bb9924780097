//! Many records saved under one lock: all of them are checked before the first is written.

use super::{Saved, StoreError};
use crate::model::{Id, Record, merge};

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

/// How many files are forced to disk together.
pub(crate) const TOGETHER: usize = 512;
