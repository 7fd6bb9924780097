//! A folder exchanged with other machines: while somebody waits for it, or behind the scenes.

use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::Duration;

use super::Folder;
use crate::store::StoreError;
use crate::store::sync::{self, Here, SYNC_LIMIT, SyncStep, Synced};

/// A sync behind the scenes.
pub(super) struct Syncing {
    /// How long it waits for the remote at a time.
    limit: Duration,
    /// What will come of the one that is under way.
    under_way: Option<Receiver<Result<Synced, StoreError>>>,
}

impl Default for Syncing {
    fn default() -> Self {
        Self { limit: SYNC_LIMIT, under_way: None }
    }
}

impl Syncing {
    /// What came of it, once, when it has ended.
    pub(super) fn ended(&mut self) -> Option<Result<Synced, StoreError>> {
        let ended = match self.under_way.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                Err(StoreError::NotSynced("the sync has ended without a word".to_owned()))
            }
            Ok(ended) => ended,
        };
        self.under_way = None;
        Some(ended)
    }
}

impl Folder {
    /// Exchanges what was saved with a remote: the one that is named, by its name or address, else the usual one. It waits for it
    /// no longer than `limit` at a time.
    ///
    /// # Errors
    /// Why it could not be done, and what to do next; what was saved stands.
    pub fn sync(
        &mut self,
        remote: Option<&str>,
        limit: Duration,
        progress: &mut dyn FnMut(SyncStep),
    ) -> Result<Synced, StoreError> {
        self.may_save()?;
        let chronicle = self.chronicle.as_ref().ok_or(StoreError::NoHistory)?;
        let (git, officer) = (chronicle.git(), self.officer.as_str());
        let here = Here { disk: &self.disk, git, officer, hold: &|| self.hold() };
        Ok(sync::round(&here, remote, limit, progress)?)
    }

    /// How long a sync behind the scenes waits for the remote at a time.
    pub fn sync_within(&mut self, limit: Duration) {
        self.syncing.limit = limit;
    }

    pub(super) fn begin_sync_behind(&mut self) -> Result<(), StoreError> {
        if self.syncing.under_way.is_some() {
            return Err(StoreError::Busy("a sync that was begun before".to_owned()));
        }
        let mut folder = Self::open(self.path(), &self.officer)?;
        let (sender, receiver) = mpsc::channel();
        let limit = self.syncing.limit;
        std::thread::spawn(move || {
            drop(sender.send(folder.sync(None, limit, &mut |_| ())));
        });
        self.syncing.under_way = Some(receiver);
        Ok(())
    }
}
