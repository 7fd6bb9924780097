//! Where a command's records come from: the store that is meant, or the built-in sample where there is none yet.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Code, Common, Failure, Output, World, as_at};
use crate::model::{Book, Id, Record};
use crate::report::unreadable_words;
use crate::store::place::{Chosen, choose};
use crate::store::{Folder, Memory, Seed, Store, StoreError};

/// The store of a command, and the world around it.
pub(crate) struct Source<'a> {
    chosen: Chosen,
    as_at: Option<NaiveDate>,
    pub(crate) world: &'a World,
}

/// A store with its records as they stood when the command began.
pub(crate) struct Opened {
    pub(crate) store: Box<dyn Store>,
    pub(crate) book: Book,
    pub(crate) today: NaiveDate,
    /// Whether it is the built-in sample, since there is no store yet.
    pub(crate) is_sample: bool,
}

impl<'a> Source<'a> {
    pub(crate) fn new(common: &Common, world: &'a World) -> Result<Self, Failure> {
        Ok(Self { chosen: choose(common.store.as_deref())?, as_at: as_at(common, world.clock)?, world })
    }

    /// Opens the store to read; the built-in sample where there is none yet, which is said.
    pub(crate) fn read(&self, output: &mut Output<'_>) -> Result<Opened, Failure> {
        match &self.chosen {
            Chosen::Store(path) => self.open(Box::new(Folder::open(path, &self.world.officer)?)),
            Chosen::None { .. } => {
                output.say(
                    "csp: there is no store yet; this is the built-in sample. Next: csp init makes a store of your own",
                );
                let sample: Memory = Seed::Sample.in_memory();
                self.open(Box::new(sample))
            }
        }
    }

    /// Opens the store to write.
    pub(crate) fn write(&self) -> Result<Opened, Failure> {
        match &self.chosen {
            Chosen::Store(path) => self.open(Box::new(Folder::open(path, &self.world.officer)?)),
            Chosen::None { usual, .. } => Err(Failure::usage(format!(
                "there is no store yet, so nothing was changed. Next: csp init makes one in {}",
                usual.display()
            ))),
        }
    }

    /// The store itself, which stands in a folder.
    pub(crate) fn folder(&self) -> Result<Folder, Failure> {
        match &self.chosen {
            Chosen::Store(path) => Ok(Folder::open(path, &self.world.officer)?),
            Chosen::None { .. } => {
                Err(Failure::usage("there is no store yet. Next: csp init makes one, or git clone a colleague's"))
            }
        }
    }

    /// Whether that store can be written, for who would type what could not be kept.
    pub(crate) fn may_save(&self) -> Result<(), StoreError> {
        match &self.chosen {
            Chosen::Store(path) => Folder::open(path, &self.world.officer)?.may_save(),
            Chosen::None { .. } => Ok(()),
        }
    }

    fn open(&self, store: Box<dyn Store>) -> Result<Opened, Failure> {
        let book = store.load()?;
        let today = self.as_at.or_else(|| book.as_at()).unwrap_or(self.world.clock);
        let is_sample = matches!(self.chosen, Chosen::None { .. });
        Ok(Opened { store, book, today, is_sample })
    }
}

impl Opened {
    /// How an answer about the whole book ends: with a warning where files are missing from it.
    pub(crate) fn ending(&self, output: &mut Output<'_>) -> Code {
        match self.book.faults().len() {
            0 => Code::Done,
            count => {
                output.say(&format!("csp: {}", unreadable_words(count)));
                Code::Incomplete
            }
        }
    }

    /// The record that is meant, and its id.
    pub(crate) fn record(&self, typed: &str) -> Result<(Id, Record), Failure> {
        let id = self.book.resolve(typed)?;
        let gone = || Failure::new(Code::NoSuchRecord, format!("there is no record {id}"));
        let record = self.book.get(&id).cloned().ok_or_else(gone)?;
        Ok((id, record))
    }
}

/// Where `csp init` makes a store: as named, else as `--store` says, else the usual place.
pub(crate) fn init_place(named: Option<&PathBuf>, common: &Common) -> Result<PathBuf, Failure> {
    match named.or(common.store.as_ref()) {
        Some(path) => Ok(path.clone()),
        None => Ok(crate::store::place::usual()?),
    }
}
