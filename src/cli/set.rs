//! `csp set`: fields of a record changed, and what came of it said.

use chrono::NaiveDate;

use super::source::{Opened, Source};
use super::{Code, Failure, Output};
use crate::model::{Assignment, Book, Id, Record, Typing};
use crate::report::altered;
use crate::store::{Saved, StoreError};

/// Change fields of a record.
#[derive(Debug, clap::Args)]
pub struct Set {
    /// A record's id, or the beginning of one
    id: String,
    /// FIELD=VALUE; also FIELD+=VALUE and FIELD-=VALUE on lists, FIELD= to clear
    #[arg(value_name = "FIELD=VALUE", required = true, allow_hyphen_values = true)]
    changes: Vec<String>,
}

impl Set {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let assignments = Assignment::parse_all(&self.changes)?;
        let edited = |record: &Record, today: NaiveDate, book: &Book| -> Result<Record, StoreError> {
            let typing = Typing::new(today, &source.world.officer, book);
            let mut record = record.clone();
            assignments.iter().try_for_each(|it| it.apply(&mut record, &typing))?;
            Ok(record)
        };
        let is_known = |opened: &Opened| {
            opened.record(&self.id).is_ok_and(|(_, record)| edited(&record, opened.today, &opened.book).is_ok())
        };
        let mut opened = source.write_to(&self.ids(&assignments), is_known)?;
        let (id, before) = opened.record(&self.id)?;
        let (today, book) = (opened.today, &opened.book);
        let saved = opened.store.update(before.kind(), &id, &|record| edited(record, today, book))?;
        for line in told(&id, &saved) {
            output.say(&line);
        }
        Ok(Code::Done)
    }

    /// What may be a whole id in what was typed: the record's, and those of what it is to link to.
    fn ids(&self, assignments: &[Assignment]) -> Vec<Id> {
        let values = assignments.iter().flat_map(|it| it.typed.split([',', '|', '\n']));
        [self.id.as_str()].into_iter().chain(values).filter_map(|word| Id::new(word.trim()).ok()).collect()
    }
}

/// What a save did, field by field, every date in full.
pub(super) fn told(id: &Id, saved: &Saved) -> Vec<String> {
    if saved.fields.is_empty() {
        return vec![format!("{id}: nothing to change")];
    }
    altered(&saved.before, &saved.record).iter().map(|it| format!("{id}: {}", it.done())).collect()
}
