//! `csp set`: fields of a record changed, and what came of it said.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::display::NOT_STATED;
use crate::model::{Assignment, Id, Record, Typing};
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
    saved.fields.iter().map(|name| format!("{id}: {}", change(saved, name))).collect()
}

/// What became of a field: its value and the one before; of a list that holds something already, what came and what went.
fn change(saved: &Saved, name: &str) -> String {
    let held = |record: &Record| {
        let held = record.field(name).filter(|(_, field)| field.is_stated());
        held.map(|(_, field)| field.shown()).unwrap_or_default()
    };
    let field = saved.record.field(name);
    let label = field.as_ref().map_or(name, |(about, _)| about.label);
    let (before, after) = (held(&saved.before), held(&saved.record));
    if field.is_some_and(|(_, field)| field.is_many()) && !before.is_empty() && !after.is_empty() {
        let beyond = |all: &[String], others: &[String]| {
            all.iter().filter(|entry| !others.contains(entry)).cloned().collect::<Vec<_>>().join("; ")
        };
        let (came, went) = (beyond(&after, &before), beyond(&before, &after));
        match (came.is_empty(), went.is_empty()) {
            (false, true) => return format!("{label}: added {came}"),
            (true, false) => return format!("{label}: taken away {went}"),
            (false, false) => return format!("{label}: {came} (was {went})"),
            (true, true) => {}
        }
    }
    let value = |entries: &[String]| if entries.is_empty() { NOT_STATED.to_owned() } else { entries.join("; ") };
    format!("{label}: {} (was {})", value(&after), value(&before))
}
