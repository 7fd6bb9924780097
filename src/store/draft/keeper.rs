//! Writing a draft while somebody types: soon, seldom, and never in the way of a key.
//!
//! What stands now is handed over in one short step. A thread of its own writes it when typing pauses, or after two seconds
//! of typing without a pause; while nothing changes it sleeps. Whoever has to end the program calls
//! [`flush`](Keeper::flush), which waits for nobody for long: a lock that is never given back, because its holder
//! panicked or its disk hangs, is passed by.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use super::desk::{Desk, Slip};
use super::{Draft, DraftError, text};

/// How long typing pauses before it is written.
const PAUSE: Duration = Duration::from_millis(500);
/// How long typing without a pause is not written: with the writing itself, no more than two seconds of it can be lost.
const LATEST: Duration = Duration::from_millis(1800);
/// How long a flush waits for another thread.
const PATIENCE: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(2);

/// Keeps what is typed. Clones keep the same draft; when the last is gone, what was not written yet is written.
#[derive(Clone)]
pub struct Keeper(Arc<Owner>);

/// Ends the thread when nobody can hand it anything any more.
struct Owner {
    core: Arc<Core>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// What the thread and its owners share. Who holds both locks took the desk's first.
pub(crate) struct Core {
    folder: PathBuf,
    store: String,
    desk: Mutex<Desk>,
    state: Mutex<State>,
    changed: Condvar,
}

/// Nothing is done while this is locked but to move values, so that no fault can happen then.
#[derive(Default)]
struct State {
    /// What stands now; `None` when nothing is unsaved.
    draft: Option<Arc<Draft>>,
    /// How often something was handed over, and how much of that has been written.
    handed: u64,
    written: u64,
    /// The first and the last that the thread has not begun to write.
    waits: Option<(Instant, Instant)>,
    trouble: Option<String>,
    is_over: bool,
}

impl State {
    /// When the thread has to write.
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.waits?;
        Some(if self.draft.is_some() { (last + PAUSE).min(first + LATEST) } else { first })
    }
}

impl Keeper {
    pub(super) fn new(core: Core) -> Self {
        Self(Arc::new(Owner { core: Arc::new(core), writer: Mutex::default() }))
    }

    pub(super) fn core(&self) -> &Core {
        &self.0.core
    }

    /// What stands now: it is written within two seconds, half a second after the last change. `None` says that nothing is
    /// unsaved any more, being saved or discarded, and the draft's file is removed at once.
    pub fn put(&self, draft: Option<Draft>) {
        let draft = draft.map(Arc::new);
        let now = Instant::now();
        let mut state = lock(&self.0.core.state);
        let before = std::mem::replace(&mut state.draft, draft);
        state.handed += 1;
        state.waits = Some((state.waits.map_or(now, |(first, _)| first), now));
        drop(state);
        drop(before);
        self.0.core.changed.notify_one();
        self.0.start();
    }

    /// Writes now what is not written yet, and waits until that is done. It may be called from any thread, also while
    /// another panics. What could not be written before is tried again.
    pub fn flush(&self) {
        self.0.core.flush();
    }

    /// Why the last attempt to write failed, so that what is typed is not being kept.
    pub fn trouble(&self) -> Option<String> {
        lock(&self.0.core.state).trouble.clone()
    }
}

impl Owner {
    /// Sees to it that there is a thread.
    fn start(&self) {
        let mut writer = lock(&self.writer);
        if writer.as_ref().is_none_or(JoinHandle::is_finished) {
            let core = Arc::clone(&self.core);
            match thread::Builder::new().name("drafts".to_owned()).spawn(move || core.write_when_due()) {
                Ok(started) => *writer = Some(started),
                Err(error) => lock(&self.core.state).trouble = Some(error.to_string()),
            }
        }
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.core.flush();
        lock(&self.core.state).is_over = true;
        self.core.changed.notify_one();
        if let Some(mut desk) = lock_within(&self.core.desk, PATIENCE) {
            desk.release();
        }
    }
}

impl Core {
    pub(super) fn new(folder: &Path, store: String) -> Self {
        let desk = Mutex::new(Desk::new(folder));
        Self { folder: folder.to_owned(), store, desk, state: Mutex::default(), changed: Condvar::new() }
    }

    /// The thread's work.
    fn write_when_due(&self) {
        while self.wait() {
            let mut desk = lock(&self.desk);
            drop(self.write(&mut desk));
        }
    }

    /// Sleeps until something has to be written; false when it is over.
    fn wait(&self) -> bool {
        let mut state = lock(&self.state);
        loop {
            if state.is_over {
                return false;
            }
            let now = Instant::now();
            state = match state.due() {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(due) if due > now => {
                    self.changed.wait_timeout(state, due - now).unwrap_or_else(PoisonError::into_inner).0
                }
                Some(_) => {
                    state.waits = None;
                    return true;
                }
            };
        }
    }

    fn flush(&self) {
        if let Some(mut desk) = lock_within(&self.desk, PATIENCE) {
            drop(self.write(&mut desk));
        } else if lock_within(&self.state, PATIENCE).is_some_and(|state| state.draft.is_some()) {
            // Whoever holds the desk may never give it back: the text goes to a place of its own beside that one.
            drop(self.write(&mut Desk::new(&self.folder)));
        }
    }

    /// Writes what is not written yet, through a desk that is this thread's for the time.
    fn write(&self, desk: &mut Desk) -> Result<(), DraftError> {
        let state = lock(&self.state);
        let (handed, draft) = (state.handed, state.draft.clone());
        if state.written == handed {
            return Ok(());
        }
        drop(state);
        let done = match draft {
            Some(draft) => {
                let text = text::encode(&self.store, &draft).map_err(io::Error::other);
                text.and_then(|text| desk.write(&text))
            }
            None => desk.remove(),
        };
        let done = done.map_err(|source| DraftError { path: self.folder.clone(), source });
        let trouble = done.as_ref().err().map(ToString::to_string);
        let mut state = lock(&self.state);
        if done.is_ok() {
            state.written = state.written.max(handed);
        }
        let before = std::mem::replace(&mut state.trouble, trouble);
        drop(state);
        drop(before);
        done
    }

    /// Makes a draft this interface's own.
    pub(super) fn take(&self, slip: Slip) -> Result<Option<Draft>, DraftError> {
        let mut desk = lock(&self.desk);
        self.write(&mut desk)?;
        let decode = |bytes: Vec<u8>| text::decode(&bytes).map(|(_, draft)| draft).map_err(io::Error::other);
        desk.adopt(slip, decode).map_err(|source| DraftError { path: desk.path(slip), source })
    }
}

/// The lock, whatever became of those who held it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The lock, if it is free within some time.
fn lock_within<T>(mutex: &Mutex<T>, patience: Duration) -> Option<MutexGuard<'_, T>> {
    let begun = Instant::now();
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => sleep(STEP),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

#[cfg(test)]
mod tests;
