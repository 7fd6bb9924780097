//! Where a command's records come from: the store that is meant, or the built-in sample where there is none yet.

use std::cell::RefCell;
use std::mem;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;

use super::{Code, Common, Failure, Output, World, as_at};
use crate::model::{Book, Id, Kind, Record, Unresolved};
use crate::report::{Changes, Since, changes, history, short_history, unreadable_words};
use crate::store::place::{Chosen, NoHome, choose};
use crate::store::{Folder, Memory, Past, Pending, Seed, Store, StoreError};

/// How many saves of a record stand below it.
const SAVES: usize = 5;

/// The store of a command, and the world around it.
pub(crate) struct Source<'a> {
    /// Who needs no store does not hear that none can be looked for.
    chosen: Result<Chosen, NoHome>,
    as_at: Option<NaiveDate>,
    pub(crate) world: &'a World,
    trouble: Trouble,
}

/// What has gone wrong behind the scenes, as the last store that was open has told it.
type Trouble = Rc<RefCell<Option<String>>>;

/// A store with its records as they stood when the command began.
pub(crate) struct Opened {
    pub(crate) store: Box<dyn Store>,
    pub(crate) book: Book,
    pub(crate) today: NaiveDate,
    /// Whether it is the built-in sample, since there is no store yet.
    pub(crate) is_sample: bool,
    trouble: Trouble,
}

impl Drop for Opened {
    fn drop(&mut self) {
        *self.trouble.borrow_mut() = self.store.trouble();
        // The command ends here, and the process with it: nobody needs what giving back each record would bring.
        mem::forget(mem::take(&mut self.book));
    }
}

impl<'a> Source<'a> {
    pub(crate) fn new(common: &Common, world: &'a World) -> Result<Self, Failure> {
        Ok(Self {
            chosen: choose(common.store.as_deref()),
            as_at: as_at(common, world.clock)?,
            world,
            trouble: Trouble::default(),
        })
    }

    /// Opens the store to read; the built-in sample where there is none yet, which is said.
    pub(crate) fn read(&self, output: &mut Output<'_>) -> Result<Opened, Failure> {
        match self.chosen.as_ref().map_err(|why| *why)? {
            Chosen::Store(path) => self.open(Box::new(self.at(path)?)),
            Chosen::None { sample, .. } if sample.join("store.ron").exists() => {
                output.say(&format!(
                    "csp: there is no store yet; this is the sample that the interface has opened, in {}. Next: csp init makes a store of your own",
                    sample.display()
                ));
                self.open(Box::new(self.at(sample)?))
            }
            Chosen::None { .. } => {
                output.say(
                    "csp: there is no store yet; this is the built-in sample. Next: csp init makes a store of your own",
                );
                let sample: Memory = Seed::Sample.in_memory();
                self.open(Box::new(sample))
            }
        }
    }

    /// What has gone wrong behind the scenes of a command that has ended.
    pub(crate) fn trouble(&self) -> Option<String> {
        self.trouble.take()
    }

    /// Opens the store to write.
    pub(crate) fn write(&self) -> Result<Opened, Failure> {
        match self.chosen.as_ref().map_err(|why| *why)? {
            Chosen::Store(path) => self.open(Box::new(self.at(path)?)),
            Chosen::None { usual, .. } => Err(Failure::usage(format!(
                "there is no store yet, so nothing was changed. Next: csp init makes one in {}",
                usual.display()
            ))),
        }
    }

    /// Opens the store to write to a record: with the records of these ids alone where that is `enough`, which takes no longer
    /// where there are many others, else with all of them, so that it can be said what is wrong.
    pub(crate) fn write_to(&self, ids: &[Id], enough: impl Fn(&Opened) -> bool) -> Result<Opened, Failure> {
        let Ok(Chosen::Store(path)) = &self.chosen else { return self.write() };
        let store = self.at(path)?;
        let part = store.load_only(ids)?;
        let mut opened = self.with(Box::new(store), part);
        if !enough(&opened) {
            opened.book = opened.store.load()?;
        }
        Ok(opened)
    }

    /// The store itself, which stands in a folder.
    pub(crate) fn folder(&self) -> Result<Folder, Failure> {
        match self.chosen.as_ref().map_err(|why| *why)? {
            Chosen::Store(path) => {
                let mut folder = self.at(path)?;
                *self.trouble.borrow_mut() = folder.trouble();
                Ok(folder)
            }
            Chosen::None { .. } => {
                Err(Failure::usage("there is no store yet. Next: csp init makes one, or git clone a colleague's"))
            }
        }
    }

    /// Whether that store can be written, for who would type what could not be kept.
    pub(crate) fn may_save(&self) -> Result<(), StoreError> {
        match &self.chosen {
            Ok(Chosen::Store(path)) => Folder::open(path, &self.world.officer)?.may_save(),
            _ => Ok(()),
        }
    }

    /// The store in a folder, with no sync in it that was broken off.
    fn at(&self, path: &Path) -> Result<Folder, StoreError> {
        let mut folder = Folder::open(path, &self.world.officer)?;
        folder.end_broken_sync();
        Ok(folder)
    }

    fn open(&self, store: Box<dyn Store>) -> Result<Opened, Failure> {
        let book = store.load()?;
        Ok(self.with(store, book))
    }

    fn with(&self, store: Box<dyn Store>, book: Book) -> Opened {
        let today = self.as_at.or_else(|| book.as_at()).unwrap_or(self.world.clock);
        let is_sample = matches!(self.chosen, Ok(Chosen::None { .. }));
        Opened { store, book, today, is_sample, trouble: Rc::clone(&self.trouble) }
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

    /// What history tells of the time since; `None` where none is kept, and where it cannot be used, which is said.
    pub(crate) fn changes(&mut self, since: Since, output: &mut Output<'_>) -> Result<Option<Changes>, Failure> {
        if self.is_sample {
            return Ok(None);
        }
        match self.store.history(&Past { since: Some(since.day), ..Past::default() }) {
            Ok(events) => Ok(Some(changes(&self.book, &events, since))),
            Err(StoreError::NoHistory) => Ok(None),
            Err(error @ StoreError::History(_)) => {
                output.say(&format!("csp: {error}"));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The latest saves of a record, in a line each; nothing where no history is kept, or none of it is known.
    pub(crate) fn short_history(&mut self, id: &Id) -> String {
        let Some(kind) = self.book.kind(id).filter(|_| !self.is_sample) else { return String::new() };
        let wanted =
            Past { of: Some((kind, id)), saves: Some(SAVES + 1), pending: Pending::LeftOut, ..Past::default() };
        match self.store.history(&wanted) {
            Ok(events) if !events.is_empty() => short_history(&history(&events), SAVES),
            _ => String::new(),
        }
    }

    /// The kind and the id of the record that is meant, even where its file cannot be read.
    pub(crate) fn anywhere(&self, typed: &str) -> Result<(Kind, Id), Failure> {
        let id = match self.book.resolve(typed) {
            Err(Unresolved::Unreadable(fault)) => {
                let id = fault.id.clone().ok_or(Unresolved::Unreadable(fault))?;
                let gone = || Failure::new(Code::Incomplete, format!("{id} cannot be read. Next: csp check"));
                return Ok((self.book.unreadable(&id).ok_or_else(gone)?, id));
            }
            other => other?,
        };
        let kind =
            self.book.kind(&id).ok_or_else(|| Failure::new(Code::NoSuchRecord, format!("there is no record {id}")))?;
        Ok((kind, id))
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
