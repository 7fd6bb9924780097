//! One sync from its beginning to its end: fetched, brought together, handed over, and again where others were faster.

use std::process;
use std::thread::sleep;
use std::time::Duration;

use super::back::bring_back;
use super::bringing::bring_in_theirs;
use super::remote::{Handed, Remote};
use super::settings::run_nothing;
use super::{NotSynced, SyncStep, Synced};
use crate::store::StoreError;
use crate::store::disk::{Disk, Sharing};
use crate::store::git::Git;
use crate::store::history::{self, StoreLock, branch, bring_in, hold_named};
use crate::store::lock::Held;

/// The store on this machine.
pub(crate) struct Here<'a> {
    pub(crate) disk: &'a Disk,
    pub(crate) git: &'a Git,
    pub(crate) officer: &'a str,
    /// Takes the store's lock.
    pub(crate) hold: &'a dyn Fn() -> Result<(Held, Sharing), StoreError>,
}

impl Here<'_> {
    /// Brings in all that is not in history yet.
    fn bring_in(&self) -> Result<(), NotSynced> {
        let _held = (self.hold)()?;
        Ok(bring_in(self.disk, self.git, self.officer, StoreLock::Held)?)
    }
}

/// How often others may be faster: each time one of them has got through.
const ATTEMPTS: u32 = 20;
/// The lock that only one sync at a time holds.
const LOCK: &str = "sync.lock";

/// Syncs once, and packs what has grown.
pub(crate) fn round(
    here: &Here<'_>,
    named: Option<&str>,
    limit: Duration,
    progress: &mut dyn FnMut(SyncStep),
) -> Result<Synced, NotSynced> {
    let synced = exchange(here, named, limit, progress)?;
    // What could not be packed now is packed another time.
    drop(history::pack(here.disk, here.git));
    Ok(synced)
}

fn exchange(
    here: &Here<'_>,
    named: Option<&str>,
    limit: Duration,
    progress: &mut dyn FnMut(SyncStep),
) -> Result<Synced, NotSynced> {
    let sharing = is_ours(here)?;
    let _alone = hold_named(here.disk, LOCK)?;
    let (branch, _) = branch(here.git)?;
    here.bring_in()?;
    let remote = Remote::named(here.git, named, &branch, (limit, sharing))?;
    let mut synced = Synced { remote: remote.name.clone(), ..Synced::default() };
    bring_back(here, &branch, &mut synced)?;
    for attempt in 1..=ATTEMPTS {
        progress(SyncStep::Fetching);
        let theirs = remote.fetch()?;
        if let Some(theirs) = &theirs {
            progress(SyncStep::Merging);
            bring_in_theirs(here, &branch, theirs, &mut synced)?;
        }
        let ours = here.git.commit_of(&branch)?;
        let Some(ours) = ours.filter(|ours| theirs.as_ref() != Some(ours)) else { return Ok(synced) };
        progress(SyncStep::Pushing);
        if remote.push(&ours)? == Handed::Over {
            synced.handed_over = true;
            if theirs.is_none() && remote.begins_with_another() {
                let (name, branch) = (&remote.name, branch.trim_start_matches("refs/heads/"));
                let next = format!("git symbolic-ref HEAD refs/heads/{branch} there, or git clone -b {branch}");
                synced
                    .notes
                    .push(format!("{name} begins with another branch, so a clone of it would be empty. Next: {next}"));
            }
            return Ok(synced);
        }
        pause(attempt);
    }
    let why = format!("others were faster {ATTEMPTS} times, so what was done here is not handed over yet");
    Err(NotSynced::new(why, "csp sync again"))
}

/// In a repository that a group shares, what its settings name is run by git for whoever exchanges with another machine; so
/// its owner alone does. Tells who can write them.
fn is_ours(here: &Here<'_>) -> Result<Sharing, NotSynced> {
    let failed = |source| StoreError::Io { path: here.git.folder().display().to_string(), saving: false, source };
    let sharing = here.disk.sharing().map_err(failed)?;
    if sharing == Sharing::Private {
        return Ok(sharing);
    }
    let owner = rustix::fs::stat(here.git.folder()).map_err(|error| failed(error.into()))?.st_uid;
    if owner == rustix::process::geteuid().as_raw() {
        run_nothing(here.git)?;
        return Ok(sharing);
    }
    let name = nix::unistd::User::from_uid(owner.into()).ok().flatten().map(|user| user.name);
    let name = name.unwrap_or_else(|| format!("user {owner}"));
    here.bring_in()?;
    let why = format!("{name} owns this store's repository and alone exchanges it with other machines");
    Err(NotSynced::new(why, format!("ask {name} to sync: what you save goes with it")))
}

/// Waits a little, each process otherwise, so that two that met once do not meet again.
fn pause(attempt: u32) {
    let own = u64::from(process::id() % 97);
    sleep(Duration::from_millis(20 + own) * attempt.min(5));
}
