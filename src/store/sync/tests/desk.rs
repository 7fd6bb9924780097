//! What an officer does at a machine, in a test.

use std::fs;
use std::path::Path;

use super::super::SYNC_LIMIT;
use super::machine::{Machine, Real};
use crate::model::kinds::Action;
use crate::model::rows::Update;
use crate::model::text::{Line, Text};
use crate::model::{Id, Kind, Record};
use crate::store::{Store, StoreError, Synced};

pub(super) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

#[allow(clippy::disallowed_methods, reason = "a test lays out its own files")]
pub(super) fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

impl Real {
    pub(super) fn try_sync(&mut self) -> Result<Synced, StoreError> {
        self.folder.sync(None, SYNC_LIMIT, &mut |_| ())
    }

    pub(super) fn add(&mut self, title: &str) -> Id {
        let record = Action { title: Some(Line::new(title)), ..Action::default() };
        self.folder.create(&record.into(), &Id::from_title(title)).unwrap()
    }

    pub(super) fn edit(&mut self, action: &str, edit: impl Fn(&mut Action)) {
        let edit = |record: &Record| {
            let Record::Action(mut action) = record.clone() else { panic!("no action") };
            edit(&mut action);
            Ok(action.into())
        };
        self.folder.update(Kind::Action, &id(action), &edit).unwrap();
    }

    pub(super) fn own(&mut self, action: &str, owner: &str) {
        self.edit(action, |it| it.owner = Some(Line::new(owner)));
    }

    pub(super) fn note(&mut self, action: &str, text: &str) {
        self.edit(action, |it| it.updates.push(Update { text: Some(Text::new(text)), ..Update::default() }));
    }

    pub(super) fn action(&self, action: &str) -> Action {
        let book = self.folder.load().unwrap();
        let Some(Record::Action(action)) = book.get(&id(action)) else { panic!("no action {action}") };
        action.clone()
    }
}

/// Two machines that know one action.
pub(super) fn two() -> (Real, Real) {
    let mut all = Real::all(2);
    let mut two = all.remove(1);
    let mut one = all.remove(0);
    one.add("Work");
    one.sync();
    two.sync();
    (one, two)
}

/// That a sync could not be done, and what is said then.
pub(super) fn refused(machine: &mut Real) -> String {
    let before = machine.files();
    let error = machine.try_sync().unwrap_err();
    assert!(matches!(error, StoreError::NotSynced(_)), "{error:?}");
    assert_eq!(machine.files(), before, "nothing has changed");
    let said = error.to_string();
    assert!(said.contains("Next: "), "{said}");
    said
}
