//! What the interface asks of the world, and what came of it. Only `perform` touches a store.

use std::path::PathBuf;

use crate::editor::{Again, EditError, Edited, Editor};
use crate::model::{Book, Conflict, Id, Kind, Record, merge};
use crate::store::{Store, StoreError};

/// What has to happen outside.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    /// The program ends.
    Quit,
    /// Back to the shell until the officer returns.
    Suspend,
    /// The whole screen is drawn again.
    Repaint,
    /// The store is read again.
    Reload,
    /// A record is saved: `mine` is what became of `base` here.
    Save { id: Id, base: Box<Record>, mine: Box<Record> },
    /// A record's text is laid before the officer in an editor of hers, which has the terminal meanwhile.
    EditText { editor: Editor, kind: Kind, id: Id },
    /// A new record is saved.
    Create { record: Box<Record> },
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Nothing to tell.
    Done,
    /// Nothing had to be done, or it was not to be; in words.
    Told(String),
    /// The store as it is now.
    Loaded(Book),
    /// Saved, with the fields that changed; and the store as it is now.
    /// `unconfirmed` are words about a disk that has not confirmed it, or about a part that was not saved.
    Saved { id: Id, fields: Vec<&'static str>, book: Option<Book>, unconfirmed: Option<String> },
    /// Somebody else set the same fields; the record as they left it.
    Clash { current: Box<Record>, conflicts: Vec<Conflict>, book: Option<Book> },
    /// It was not done; in words.
    Failed(String),
}

/// Does it. `Quit`, `Suspend` and `Repaint` are the terminal's, and nothing here.
pub(crate) fn perform(effect: Effect, store: &mut dyn Store) -> Outcome {
    match effect {
        Effect::Quit | Effect::Suspend | Effect::Repaint => Outcome::Done,
        Effect::Reload => store.load().map_or_else(|error| Outcome::Failed(error.to_string()), Outcome::Loaded),
        Effect::Save { id, base, mine } => save(store, id, &base, &mine),
        Effect::EditText { editor, kind, id } => edit_text(store, &editor, kind, id),
        Effect::Create { record } => match store.create(&record, &Id::from_title(record.title())) {
            Ok(id) => saved(store, id, Vec::new(), None),
            Err(StoreError::Unconfirmed(id)) => unconfirmed(store, &id),
            Err(error) => Outcome::Failed(error.to_string()),
        },
    }
}

fn save(store: &mut dyn Store, id: Id, base: &Record, mine: &Record) -> Outcome {
    let edit = |current: &Record| merge(base, mine, current).map_err(StoreError::Conflict);
    match store.update(base.kind(), &id, &edit) {
        Ok(made) => saved(store, id, made.fields, None),
        Err(StoreError::Unconfirmed(id)) => unconfirmed(store, &id),
        Err(StoreError::Conflict(conflicts)) => {
            let book = store.load().ok();
            match book.as_ref().and_then(|book| book.get(&id)).cloned() {
                Some(current) => Outcome::Clash { current: Box::new(current), conflicts, book },
                None => Outcome::Failed(StoreError::Conflict(conflicts).to_string()),
            }
        }
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

fn edit_text(store: &mut dyn Store, editor: &Editor, kind: Kind, id: Id) -> Outcome {
    match editor.edit(store, kind, &id, Again::Ask) {
        Ok(Edited::Saved { replaced, kept }) => {
            let fields = match replaced.before {
                None => vec!["mended, and can be read again"],
                Some(_) if replaced.fields.is_empty() => vec!["no field has changed"],
                Some(_) => replaced.fields,
            };
            let in_part = |kept: PathBuf| {
                let fields = fields.join(", ");
                format!(
                    "Saved {id}: {fields}. Somebody else has changed remarks or layout meanwhile, so yours were not saved. \
                     Your text is kept in {}",
                    kept.display()
                )
            };
            let in_part = kept.map(in_part);
            saved(store, id, fields, in_part)
        }
        Ok(nothing) => Outcome::Told(format!("{id}: {}", nothing.words())),
        Err(error) => match &error {
            EditError::Refused { error: refused, .. } if matches!(**refused, StoreError::Unconfirmed(_)) => {
                saved(store, id, Vec::new(), Some(error.to_string()))
            }
            _ => Outcome::Failed(error.to_string()),
        },
    }
}

fn saved(store: &dyn Store, id: Id, fields: Vec<&'static str>, unconfirmed: Option<String>) -> Outcome {
    Outcome::Saved { id, fields, book: store.load().ok(), unconfirmed }
}

/// The record is there, so the form closes; that the disk did not confirm it is told.
fn unconfirmed(store: &dyn Store, id: &str) -> Outcome {
    let why = StoreError::Unconfirmed(id.to_owned()).to_string();
    match Id::new(id) {
        Ok(id) => saved(store, id, Vec::new(), Some(why)),
        Err(_) => Outcome::Failed(why),
    }
}
