//! What the interface asks of the world, and what came of it. Only `perform` touches a store.

use std::io;

use crate::model::{Book, Conflict, Id, Record, merge};
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
    /// This text, which is clean, goes to the clipboard of the terminal.
    #[allow(dead_code, reason = "the preview is to ask for it")]
    Clipboard(String),
    /// The store is read again.
    Reload,
    /// A record is saved: `mine` is what became of `base` here.
    Save { id: Id, base: Box<Record>, mine: Box<Record> },
    /// A new record is saved.
    Create { record: Box<Record> },
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Nothing to tell.
    Done,
    /// The store as it is now.
    Loaded(Book),
    /// It was done; in words.
    Told(String),
    /// Saved, with the fields that changed; and the store as it is now.
    /// `unconfirmed` are words about a disk that has not confirmed it.
    Saved { id: Id, fields: Vec<&'static str>, book: Option<Book>, unconfirmed: Option<String> },
    /// Somebody else set the same fields; the record as they left it.
    Clash { current: Box<Record>, conflicts: Vec<Conflict>, book: Option<Book> },
    /// It was not done; in words.
    Failed(String),
}

/// What came of sending something to the clipboard of the terminal.
///
/// # Errors
/// The terminal is gone.
pub(crate) fn sent(sending: io::Result<()>) -> io::Result<Outcome> {
    match sending {
        Ok(()) => Ok(Outcome::Told(SENT.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(Outcome::Failed(error.to_string())),
        Err(error) => Err(error),
    }
}

/// No terminal says whether it took what it was sent.
const SENT: &str = "sent to your terminal's clipboard (it may refuse: then write it to a file)";

/// Does it. `Quit`, `Suspend`, `Repaint` and `Clipboard` are the terminal's, and nothing here.
pub(crate) fn perform(effect: Effect, store: &mut dyn Store) -> Outcome {
    match effect {
        Effect::Quit | Effect::Suspend | Effect::Repaint | Effect::Clipboard(_) => Outcome::Done,
        Effect::Reload => store.load().map_or_else(|error| Outcome::Failed(error.to_string()), Outcome::Loaded),
        Effect::Save { id, base, mine } => save(store, id, &base, &mine),
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
