//! The history of a store that is open: brought up to date before and after each save, here or behind the screen.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{Behind, LANDING, Made, StoreLock, Waits, bring_in, keep, keep_before, told};
use crate::model::{Id, Kind};
use crate::store::disk::Disk;
use crate::store::git::{Git, GitError, name_of};
use crate::store::kept::Kept;
use crate::store::recent::Standing;

/// How long git is not waited for again once it has not answered in time.
const AGAIN: Duration = Duration::from_secs(60);

/// The history of a store that is open.
pub(crate) struct Chronicle {
    git: Git,
    officer: String,
    behind: Option<Behind>,
    /// Whether what was left before this was opened has been looked for.
    is_caught_up: bool,
    /// Whether what stands is in history since the store's lock was taken, as far as that was looked for.
    standing: Option<Standing>,
    /// When git has last not answered in time: who has waited for nothing does not wait again before each save.
    slow: Option<Instant>,
    trouble: Option<String>,
}

impl Chronicle {
    /// That of the store in this folder; `None` where it keeps none.
    pub(crate) fn of(store: &Path, officer: &str) -> Option<Self> {
        let git = Git::of(store)?;
        Some(Self {
            git,
            officer: officer.to_owned(),
            behind: None,
            is_caught_up: false,
            standing: None,
            slow: None,
            trouble: None,
        })
    }

    /// From now on nobody waits for git.
    pub(crate) fn keep_behind(&mut self, store: &Path) {
        if self.behind.is_none() {
            self.behind = Some(Behind::start(store, self.git.clone(), &self.officer));
        }
    }

    /// At the beginning of a save, for the holder of the store's lock and before anything is read: what was left before is
    /// brought in as such, and a sync that was broken off is ended.
    pub(crate) fn begin(&mut self, disk: &Disk) {
        self.standing = None;
        let is_landing = self.is_landing();
        if !is_landing && (self.is_caught_up || self.is_slow()) {
            return;
        }
        let is_behind = self.behind.is_some();
        if let Some(behind) = self.behind.as_ref().filter(|_| !self.is_caught_up) {
            behind.wait();
        }
        self.is_caught_up = true;
        if is_behind && !is_landing {
            return;
        }
        let done = bring_in(disk, &self.git, &self.officer, StoreLock::Held);
        self.standing = Some(if done.is_ok() { Standing::InHistory } else { Standing::Pending });
        self.note(done);
    }

    /// Whether a sync has begun to land, or was broken off there.
    pub(crate) fn is_landing(&self) -> bool {
        self.git.has(LANDING)
    }

    /// Ends a sync that was broken off, for the holder of the store's lock, which is told.
    pub(crate) fn end_landing(&mut self, disk: &Disk) {
        self.begin(disk);
        if self.trouble.is_none() && !self.is_landing() {
            let told = "a sync that was broken off is ended now. Next: csp triage tells what waits for a decision, csp changes what came";
            self.trouble = Some(told.to_owned());
        }
    }

    /// Before these files are written over, for the holder of the store's lock.
    pub(crate) fn before(&mut self, disk: &Disk, files: &[Kept]) {
        if self.is_slow() {
            self.standing = Some(Standing::Pending);
        }
        if self.standing.is_some() {
            return;
        }
        let done = keep_before(disk, &self.git, files);
        let is_pending = done.is_err() && !self.knows(disk, files);
        self.standing = is_pending.then_some(Standing::Pending);
        // Behind the screen the same is found again after the save, and told once.
        if self.behind.is_none() {
            self.note(done);
        } else if let Err(Waits::Git(GitError::Slow(_))) = done {
            self.slow = Some(Instant::now());
        }
    }

    /// Whether history has these files as they stand, as far as git tells.
    fn knows(&self, disk: &Disk, files: &[Kept]) -> bool {
        let paths: Vec<_> = files.iter().map(Kept::path).collect();
        let Ok(known) = self.git.some_of(Some("HEAD"), &paths) else { return false };
        let name = |file: &Kept| file.read(disk).as_deref().map(name_of);
        files.iter().zip(&paths).all(|(file, path)| known.get(path.as_bytes()).map(|it| it.name.clone()) == name(file))
    }

    /// Whether what is written over now is in history.
    pub(crate) fn standing(&self) -> Standing {
        self.standing.unwrap_or(Standing::InHistory)
    }

    /// After a save.
    pub(crate) fn after(&mut self, disk: &Disk, made: Vec<Made>) {
        // What was written over before it was in history is of all who saved it.
        let is_alone = self.standing() == Standing::InHistory;
        let done = match &self.behind {
            Some(behind) if is_alone => return behind.keep(made),
            Some(behind) => return behind.bring_in(),
            None if is_alone => keep(disk, &self.git, &self.officer, &made),
            None => bring_in(disk, &self.git, &self.officer, StoreLock::Free),
        };
        self.note(done);
    }

    /// Whether the last commit has a record of this id, though somebody may have removed its file by hand: it may come back.
    /// Where git does not tell, it has none.
    pub(crate) fn has(&self, id: &Id) -> bool {
        let paths = Kind::ALL.map(|kind| kind.path(id));
        !self.is_slow() && self.git.some_of(Some("HEAD"), &paths).is_ok_and(|files| !files.is_empty())
    }

    /// Brings in all that is not in history yet, for who is to be told of it.
    pub(crate) fn catch_up(&mut self, disk: &Disk) {
        self.is_caught_up = true;
        if let Some(behind) = &self.behind {
            behind.wait();
        }
        if let Err(waits) = bring_in(disk, &self.git, &self.officer, StoreLock::Free) {
            self.trouble.get_or_insert(format!("what is saved and not in history yet is not told: {waits}"));
        }
    }

    /// What went wrong since this was last asked.
    pub(crate) fn trouble(&mut self) -> Option<String> {
        let own = self.trouble.take();
        own.or_else(|| self.behind.as_ref().and_then(Behind::trouble).as_ref().map(told))
    }

    /// From now on another program is called in git's place.
    #[cfg(test)]
    pub(crate) fn keep_by(&mut self, program: &Path) {
        self.git = self.git.clone().by(program);
    }

    pub(crate) fn git(&self) -> &Git {
        &self.git
    }

    fn is_slow(&self) -> bool {
        self.slow.is_some_and(|at| at.elapsed() < AGAIN)
    }

    fn note(&mut self, done: Result<(), Waits>) {
        if let Err(waits) = done {
            if matches!(waits, Waits::Git(GitError::Slow(_))) {
                self.slow = Some(Instant::now());
            }
            self.trouble = Some(told(&waits));
        }
    }
}
