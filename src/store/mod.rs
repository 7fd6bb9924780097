//! The book on disk: a folder of RON files that people can read.
//!
//! [`Store`] is what a store does; [`Folder`] does it on disk and [`Memory`] without one. A record's text is read and
//! written by `format`, and one field of it changed by `splice`, for both.

#[cfg(test)]
mod contract;
mod disk;
pub mod draft;
mod error;
mod folder;
mod format;
mod git;
mod history;
mod kept;
mod load;
mod lock;
mod many;
mod memory;
mod oddities;
mod paper;
pub mod place;
#[cfg(test)]
mod properties;
mod recent;
mod roll;
mod save;
mod scan;
mod seed;
mod splice;
mod stamp;
mod sync;
mod turns;
mod version;
mod watch;

use chrono::NaiveDate;

use crate::model::{Book, Choice, Event, Id, Kind, Record, Version};

pub use disk::Sharing;
pub use error::StoreError;
pub use folder::Folder;
pub use format::LARGEST;
pub use history::begin as begin_history;
pub(crate) use load::utf8;
pub use many::{Entry, Progress};
pub use memory::Memory;
pub use paper::{read_named, read_settings, write_new};
pub use roll::{Rolled, Stopped, roll};
pub use seed::{Seed, init};
pub use sync::{SYNC_LIMIT, SyncStep, Synced};

/// Where a book is kept.
pub trait Store {
    /// Every record at this moment. What cannot be read is a fault of the book, and is never written over.
    ///
    /// # Errors
    /// There is no store, or it cannot be listed at all.
    fn load(&self) -> Result<Book, StoreError>;

    /// Of the same book the partnership and the records with these ids, for who is to change one: it takes no longer where there
    /// are many others.
    ///
    /// # Errors
    /// As for [`Store::load`].
    fn load_only(&self, ids: &[Id]) -> Result<Book, StoreError> {
        Ok(self.load()?.only(ids))
    }

    /// Changes a record: `edit` gets it as it stands now, and nobody else writes until it is saved. Only the bytes of
    /// the fields that it changes are changed.
    ///
    /// # Errors
    /// Whatever `edit` returns, and whatever keeps it from being saved; the record is as it was then.
    fn update(&mut self, kind: Kind, id: &Id, edit: Edit<'_>) -> Result<Saved, StoreError>;

    /// Adds a record under this id, or under the next that is free: `-2`, `-3` …
    ///
    /// # Errors
    /// Whatever keeps it from being saved; nothing is there then.
    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError>;

    /// Saves many records while nobody else writes. All of them are checked before the first is written, and each is as
    /// safe as one that is saved alone. A new record is there before what links to it, wherever that ends.
    ///
    /// # Errors
    /// [`StoreError::Among`] tells which record could not be saved and how many are; where it is found before anything is
    /// written, as a record that is there twice is, none is.
    fn save_all(&mut self, entries: &[Entry<'_>], progress: Progress<'_>) -> Result<Vec<Saved>, StoreError>;

    /// Whether anything in the store may have changed since the last glance; to the first glance everything is new. A store
    /// that is glanced at before each load misses nothing, whenever it happens. What this same store saves is seen like
    /// anybody's save, at the next glance. On disk the answer is yes once more some seconds after a change, because a file
    /// system may not tell two changes apart that come within one tick of its clock.
    fn glance(&mut self) -> bool;

    /// The officer who saved a record last through csp, for the words "changed by Bea". A courtesy: `None` where that is
    /// not known, and where the record's file is no longer as it was saved. The name is whatever the officer chose to be
    /// called, on one line.
    fn saver(&self, id: &Id) -> Option<String>;

    /// The text of a record's file as it stands, whether or not it can be read as a record.
    ///
    /// # Errors
    /// There is no such file, or it is none that is ever read as text.
    fn text(&self, kind: Kind, id: &Id) -> Result<String, StoreError>;

    /// Puts a text in the place of the one that was read as `base`. Where the file is still that, `text` is written as
    /// it is, to the byte. Where somebody else has saved meanwhile, what both changed is brought together by field.
    ///
    /// # Errors
    /// The text is no record, both set the same field, or whatever else keeps it from being saved; the file is as it
    /// was then. A file that could not be read is replaced only while it is still `base`.
    fn replace(&mut self, kind: Kind, id: &Id, base: &str, text: &str) -> Result<Replaced, StoreError>;

    /// Ends the dispute about a record: it gets the other values, or stays as it is; then that version is gone. `seen` is the
    /// record as it stood before who decides.
    ///
    /// # Errors
    /// The version, or the record that is to get its values, is gone; somebody has since changed what is decided about; and
    /// whatever keeps it from being saved.
    fn decide(&mut self, version: &Version, seen: &Record, choice: Choice) -> Result<Saved, StoreError>;

    /// The store's own template of a report: `templates/NAME.md`.
    ///
    /// # Errors
    /// It is there and cannot be read.
    fn template(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// What history has, the oldest first. A save that changed nothing is no event, and what several officers saved at the
    /// same time on different machines stands in the order of their clocks.
    ///
    /// # Errors
    /// The store has no history, or it cannot be read.
    fn history(&mut self, wanted: &Past<'_>) -> Result<Vec<Event>, StoreError>;

    /// What has gone wrong behind the scenes since this was last asked: that a save which stands is not in history yet.
    fn trouble(&mut self) -> Option<String>;

    /// Begins to exchange what was saved with the usual remote, behind the scenes.
    ///
    /// # Errors
    /// It is begun already, or cannot be.
    fn begin_sync(&mut self) -> Result<(), StoreError>;

    /// What came of that, once, when it has ended.
    fn synced(&mut self) -> Option<Result<Synced, StoreError>>;

    /// Line and column of a field in a record's file.
    fn locate(&self, kind: Kind, id: &Id, field: &str) -> Option<(usize, usize)>;
}

/// The folder of a store's own templates.
const TEMPLATES: &str = "templates";

/// The path of a report's template in a store.
fn template_path(name: &str) -> String {
    format!("{TEMPLATES}/{name}.md")
}

/// How much of the past is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past<'a> {
    /// Only this record's.
    pub of: Option<(Kind, &'a Id)>,
    /// Only what was saved on this day or later.
    pub since: Option<NaiveDate>,
    /// At most so many saves, the latest ones.
    pub saves: Option<usize>,
    /// What is done with what is not in history yet.
    pub pending: Pending,
}

/// What is done with what stands in the store and is not in history yet, when history is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pending {
    /// It is brought in before, where that can be.
    #[default]
    BroughtIn,
    /// It is left out, and nothing is written.
    LeftOut,
}

/// Makes the record that is to stand from the one that stands.
pub type Edit<'a> = &'a dyn Fn(&Record) -> Result<Record, StoreError>;

/// What a save did.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The record as it stood just before.
    pub before: Record,
    /// The record as it now stands.
    pub record: Record,
    /// The fields that changed, in order.
    pub fields: Vec<&'static str>,
}

/// What putting one text in the place of another did.
#[derive(Clone, Debug)]
pub struct Replaced {
    /// The record as it stood just before; `None` where its file could not be read.
    pub before: Option<Record>,
    /// The record as it now stands.
    pub record: Record,
    /// The fields that changed, in order; none where only remarks and layout did, or where there was no record before.
    pub fields: Vec<&'static str>,
    /// How much of the text was taken.
    pub taken: Taken,
}

/// How much of a text was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// All of it, to the byte: nobody else had changed the file.
    Whole,
    /// All that it changed, beside what somebody else changed meanwhile.
    Merged,
    /// The fields that it changed; its remarks and its layout are not taken, since somebody else changed those too.
    Fields,
}

/// The events of the latest saves, at most so many.
fn latest(mut events: Vec<Event>, saves: usize) -> Vec<Event> {
    let of_each = events.chunk_by(|one, other| one.save == other.save).map(<[Event]>::len);
    let of_each: Vec<_> = of_each.collect();
    let wanted: usize = of_each.iter().rev().take(saves).sum();
    events.split_off(events.len() - wanted)
}
