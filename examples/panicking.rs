//! The interface over a store that panics when it is glanced at, as soon as a file of this name is there: for the test of
//! what a fault of the program leaves of what was typed.
//!
//! It takes the folder of the store, the folder of the drafts, and the file.
#![allow(clippy::panic, reason = "a panic is what it is for")]

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};
use csp_lead::model::{Book, Choice, Event, Id, Kind, Record, Version};
use csp_lead::store::draft::Drafts;
use csp_lead::store::{Edit, Entry, Folder, Past, Progress, Replaced, Saved, Store, StoreError};
use csp_lead::tui::{self, Access, Calendar, Letters, Look, Mouse, Pager, Palette, Settings, Unsaved, Wire};

/// A folder that panics at the first glance after the file has come; everything else is the folder's.
struct Panicking {
    folder: Folder,
    file: PathBuf,
}

impl Store for Panicking {
    fn load(&self) -> Result<Book, StoreError> {
        self.folder.load()
    }

    fn update(&mut self, kind: Kind, id: &Id, edit: Edit<'_>) -> Result<Saved, StoreError> {
        self.folder.update(kind, id, edit)
    }

    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError> {
        self.folder.create(record, wanted)
    }

    fn save_all(&mut self, entries: &[Entry<'_>], progress: Progress<'_>) -> Result<Vec<Saved>, StoreError> {
        self.folder.save_all(entries, progress)
    }

    fn glance(&mut self) -> bool {
        assert!(!self.file.exists(), "as it was asked for");
        self.folder.glance()
    }

    fn saver(&self, id: &Id) -> Option<String> {
        self.folder.saver(id)
    }

    fn text(&self, kind: Kind, id: &Id) -> Result<String, StoreError> {
        self.folder.text(kind, id)
    }

    fn replace(&mut self, kind: Kind, id: &Id, base: &str, text: &str) -> Result<Replaced, StoreError> {
        self.folder.replace(kind, id, base, text)
    }

    fn decide(&mut self, version: &Version, seen: &Record, choice: Choice) -> Result<Saved, StoreError> {
        self.folder.decide(version, seen, choice)
    }

    fn template(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.folder.template(name)
    }

    fn history(&mut self, wanted: &Past<'_>) -> Result<Vec<Event>, StoreError> {
        self.folder.history(wanted)
    }

    fn begin_sync(&mut self) -> Result<(), StoreError> {
        self.folder.begin_sync()
    }

    fn synced(&mut self) -> Option<Result<csp_lead::store::Synced, StoreError>> {
        self.folder.synced()
    }

    fn trouble(&mut self) -> Option<String> {
        self.folder.trouble()
    }

    fn locate(&self, kind: Kind, id: &Id, field: &str) -> Option<(usize, usize)> {
        self.folder.locate(kind, id, field)
    }
}

/// The afternoon of the sample's day.
fn clock() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2023, 3, 9).and_then(|day| day.and_hms_opt(14, 2, 0)).unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut named = env::args_os().skip(1).map(PathBuf::from);
    let (Some(store), Some(drafts), Some(file)) = (named.next(), named.next(), named.next()) else {
        return Err("name the store, the folder of the drafts, and the file".into());
    };
    let mut store = Panicking { folder: Folder::open(&store, "Ann Officer")?, file };
    store.glance();
    let book = store.load()?;
    let settings = Settings {
        calendar: Calendar { named: None, clock },
        officer: "Ann Officer".to_owned(),
        look: Look { palette: Palette::Colour, letters: Letters::Unicode },
        look_every: Duration::from_secs(1),
        access: Access::Own,
        editor: Err("no editor is named".to_owned()),
        pager: Pager::named(None),
        named: None,
    };
    let drafts = Drafts::open(&drafts, store.folder.path());
    tui::run(
        &mut store,
        book,
        Unsaved { drafts: Some(drafts), texts: Vec::new() },
        settings,
        Wire::Local,
        Mouse::Free,
    )?;
    Ok(())
}
