//! What history is asked for, and what is decided between two versions.

use chrono::NaiveDate;

use super::{Cause, Made, Reading, Reply, Saved, read};
use crate::model::{Book, Choice, Id, Kind, Record, Version};
use crate::report::{self, Paper, Scope, Since, record_history};
use crate::store::{Past, Store, StoreError, Synced};

/// Who changed a record and when, as text.
pub(super) fn of_record(store: &mut dyn Store, (kind, id): (Kind, Id), title: &str) -> Reply {
    match store.history(&Past { of: Some((kind, &id)), ..Past::default() }) {
        Ok(events) => Reply::History { text: record_history((kind, &id), title, &report::history(&events)), id },
        Err(error) => Reply::Failed(error.to_string()),
    }
}

/// What has changed since then.
pub(super) fn changes(store: &mut dyn Store, since: Since) -> Reply {
    let book = match store.load() {
        Ok(book) => book,
        Err(error) => return Reply::Failed(error.to_string()),
    };
    let changes = changed(store, &book, since).map_err(|error| error.to_string());
    Reply::Changes(book, changes)
}

fn changed(store: &mut dyn Store, book: &Book, since: Since) -> Result<report::Changes, StoreError> {
    let events = store.history(&Past { since: Some(since.day), ..Past::default() })?;
    Ok(report::changes(book, &events, since))
}

/// A report with what history tells for it, where one is kept.
pub(super) fn with_changes(store: &mut dyn Store, paper: Paper, scope: &Scope, today: NaiveDate) -> Paper {
    match paper {
        Paper::Highlight(_) => {
            // Read without a glance: the book on screen stays, and what is new to it is still to be seen.
            let changes = store.load().ok().and_then(|book| changed(store, &book, scope.since(&book, today)).ok());
            Paper::Highlight(changes.map(Box::new))
        }
        other => other,
    }
}

pub(super) fn begin_sync(store: &mut dyn Store) -> Reply {
    match store.begin_sync() {
        Ok(()) => Reply::Told("Syncing; you can go on meanwhile".to_owned()),
        Err(error) => Reply::Failed(error.to_string()),
    }
}

/// What has come of what goes on behind the screen: a sync that has ended, or a save that is not in history yet.
pub(crate) fn behind(store: &mut dyn Store) -> Option<Reply> {
    match store.synced() {
        Some(Ok(synced)) => Some(synced_reply(store, &synced)),
        Some(Err(error)) => Some(Reply::Failed(error.to_string())),
        None => store.trouble().map(Reply::Failed),
    }
}

/// What a sync did, and the store as it is after it.
fn synced_reply(store: &mut dyn Store, synced: &Synced) -> Reply {
    let notes: String = synced.notes.iter().map(|note| format!(". {note}")).collect();
    let words = format!("{synced}{notes}");
    let reading = if notes.is_empty() { Reading::Told(words) } else { Reading::Warned(words) };
    read(store).map_or_else(Reply::Failed, |book| Reply::Loaded(book, reading))
}

/// Ends the dispute about a record.
pub(super) fn decide(store: &mut dyn Store, version: &Version, seen: &Record, choice: Choice) -> Reply {
    let id = version.id.clone();
    let saved = match store.decide(version, seen, choice) {
        Ok(saved) => saved,
        Err(error) => {
            // Somebody may have decided meanwhile, or a part of it may be done.
            let reading = Reading::Warned(error.to_string());
            return read(store).map_or_else(Reply::Failed, |book| Reply::Loaded(book, reading));
        }
    };
    let is_kept = saved.fields.is_empty();
    let words = is_kept.then(|| format!("{id}: kept as it is, and the other version is put away; h tells what it was"));
    let kept = is_kept.then(|| id.clone());
    let made = Made { id, before: Some(saved.before), after: saved.record, fields: saved.fields };
    let made = if is_kept { Vec::new() } else { vec![made] };
    Reply::Saved(Saved {
        cause: Cause::Decision,
        made,
        kept,
        refused: Vec::new(),
        book: read(store).ok(),
        words,
        unconfirmed: None,
    })
}
