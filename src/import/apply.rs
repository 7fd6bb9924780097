//! A plan carried out: all of it under one lock, or told how far it came.

use super::plan::Plan;
use crate::model::Invalid;
use crate::store::{Entry, Progress, Saved, Store, StoreError};

/// What a plan did.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What became of each record of the plan, in its order.
    pub saved: Vec<Saved>,
    /// How many of them are new.
    pub added: usize,
}

/// Saves what a plan says. What a colleague has changed since it was made is kept, field by field.
///
/// # Errors
/// The plan has problems, both set the same field, or whatever else keeps a record from being saved; it says how many are.
pub fn apply(plan: &Plan, store: &mut dyn Store, progress: Progress<'_>) -> Result<Applied, StoreError> {
    if !plan.problems.is_empty() {
        return Err(Invalid::new("the file has mistakes, so nothing of it was taken").into());
    }
    let entries: Vec<Entry<'_>> = plan
        .changes
        .iter()
        .map(|planned| Entry { id: &planned.id, base: planned.before.as_ref(), record: &planned.record })
        .collect();
    let saved = if entries.is_empty() { Vec::new() } else { store.save_all(&entries, progress)? };
    Ok(Applied { saved, added: plan.added() })
}
