//! Spreadsheets that come in: one is read, and what it would change is changed.

use std::collections::BTreeSet;

use super::{Cause, Made, Reply, Saved, read};
use crate::import::{self, Plan};
use crate::model::{Book, changed};
use crate::report::Pane;
use crate::store::{Store, read_named};

pub(super) fn tables(path: String) -> Reply {
    let bytes = match read_named(&path, import::LARGEST) {
        Ok(bytes) => bytes,
        Err(error) => return Reply::Unread { path, why: error.to_string() },
    };
    match import::read(&bytes) {
        Ok(tables) => Reply::Tables { path, tables },
        Err(why) => Reply::Unread { why: format!("{path}: {why}"), path },
    }
}

pub(super) fn brought_in(store: &mut dyn Store, plan: &Plan) -> Reply {
    let applied = import::apply(plan, store, &mut |_, _| {});
    let book = read(store).ok();
    let (made, words, why) = match applied {
        Ok(applied) => {
            let changed = applied.saved.len() - applied.added;
            let (added, unchanged, at) = (applied.added, plan.unchanged, found_at(plan));
            let words = format!("Imported: {added} added, {changed} changed, {unchanged} as they were. See {at}");
            let made = plan.changes.iter().zip(applied.saved).map(|(planned, saved)| Made {
                id: planned.id.clone(),
                before: planned.before.as_ref().map(|_| saved.before),
                after: saved.record,
                fields: saved.fields,
            });
            (made.collect(), Some(words), None)
        }
        Err(error) => {
            (book.as_ref().map(|book| found_in(book, plan)).unwrap_or_default(), None, Some(error.to_string()))
        }
    };
    Reply::Saved(Saved { cause: Cause::Change, made, kept: None, refused: Vec::new(), book, words, unconfirmed: why })
}

/// The panes in which the records of a plan stand, with their keys. Every action stands in that of the actions.
fn found_at(plan: &Plan) -> String {
    let lists = |pane: &Pane, kind| *pane != Pane::FurtherWork && pane.lists(kind);
    let first = |kind| Pane::ALL.into_iter().find(|pane| lists(pane, kind));
    let panes: BTreeSet<_> = plan.changes.iter().filter_map(|planned| first(planned.record.kind())).collect();
    panes.into_iter().map(|pane| format!("{} {}", pane.key(), pane.label())).collect::<Vec<_>>().join(", ")
}

/// What of a plan that was not done whole stands in the store all the same.
fn found_in(book: &Book, plan: &Plan) -> Vec<Made> {
    let there = plan.changes.iter().filter(|planned| book.get(&planned.id) == Some(&planned.record));
    let made = there.map(|planned| Made {
        id: planned.id.clone(),
        before: planned.before.clone(),
        after: planned.record.clone(),
        fields: planned.before.as_ref().map(|before| changed(before, &planned.record)).unwrap_or_default(),
    });
    made.collect()
}
