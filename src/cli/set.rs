//! `csp set`: fields of a record changed, and what came of it said.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::{Assignment, Id, Record, Typing};
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
        let mut opened = source.write()?;
        let (id, before) = opened.record(&self.id)?;
        let assignments = Assignment::parse_all(&self.changes)?;
        let typing = Typing::new(opened.today, &source.world.officer, &opened.book);
        let edit = |current: &Record| -> Result<Record, StoreError> {
            let mut record = current.clone();
            assignments.iter().try_for_each(|it| it.apply(&mut record, &typing))?;
            Ok(record)
        };
        let saved = opened.store.update(before.kind(), &id, &edit)?;
        for line in told(&id, &saved) {
            output.say(&line);
        }
        Ok(Code::Done)
    }
}

/// What a save did, field by field, every date in full.
pub(super) fn told(id: &Id, saved: &Saved) -> Vec<String> {
    if saved.fields.is_empty() {
        return vec![format!("{id}: nothing to change")];
    }
    altered(&saved.before, &saved.record).iter().map(|it| format!("{id}: {}", it.done())).collect()
}
