//! History kept behind the screen: a thread that brings in one save after the other, so that nobody waits for git.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{Made, StoreLock, Waits, bring_in, keep, pack};
use crate::store::disk::Disk;
use crate::store::git::Git;

/// How long the end of the program waits for what is not in history yet; the next program would bring it in.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the thread is to do.
enum Job {
    /// Bring in a save.
    Keep(Vec<Made>),
    /// Bring in all that is not in history yet, in the name of all who saved it.
    BringIn,
    /// Say that everything before this is done.
    Tell(Sender<()>),
}

/// What has gone wrong: told once, and again only after something has gone well.
#[derive(Default)]
struct Trouble {
    new: Option<Waits>,
    told: Option<Waits>,
}

impl Trouble {
    fn note(&mut self, done: Result<(), Waits>) {
        match done {
            Ok(()) => self.told = None,
            Err(waits) if self.told.as_ref() != Some(&waits) => self.new = Some(waits),
            Err(_) => {}
        }
    }
}

/// Packs what has grown in a thread of its own, for which nobody waits: what is not packed now is packed another time.
fn pack_aside(store: &Path, git: &Git) {
    let (store, git) = (store.to_owned(), git.clone());
    thread::spawn(move || Disk::open(&store).map(|disk| drop(pack(&disk, &git))));
}

/// The thread, as its owner knows it.
pub(crate) struct Behind {
    jobs: Option<Sender<Job>>,
    trouble: Arc<Mutex<Trouble>>,
    done: Receiver<()>,
}

impl Behind {
    /// Starts it: the first thing that it does is to bring in what was left before.
    pub(crate) fn start(store: &Path, git: Git, officer: &str) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let (ending, done) = mpsc::channel();
        let trouble = Arc::new(Mutex::new(Trouble::default()));
        let (told, store, officer) = (Arc::clone(&trouble), store.to_owned(), officer.to_owned());
        thread::spawn(move || {
            let tell = |result: Result<(), Waits>| {
                told.lock().unwrap_or_else(PoisonError::into_inner).note(result);
            };
            match Disk::open(&store) {
                Ok(disk) => {
                    tell(bring_in(&disk, &git, &officer, StoreLock::Free));
                    pack_aside(&store, &git);
                    for job in waiting {
                        match job {
                            Job::Keep(made) => tell(keep(&disk, &git, &officer, &made)),
                            Job::BringIn => tell(bring_in(&disk, &git, &officer, StoreLock::Free)),
                            Job::Tell(who) => drop(who.send(())),
                        }
                    }
                }
                Err(error) => tell(Err(Waits::Disk(error.to_string()))),
            }
            let _ = ending.send(());
        });
        Self { jobs: Some(jobs), trouble, done }
    }

    /// A save is to be brought in.
    pub(crate) fn keep(&self, made: Vec<Made>) {
        self.send(Job::Keep(made));
    }

    /// All is to be brought in that is not in history yet.
    pub(crate) fn bring_in(&self) {
        self.send(Job::BringIn);
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            drop(jobs.send(job));
        }
    }

    /// Waits until every save so far is brought in, and no longer than the end of the program would.
    pub(crate) fn wait(&self) {
        let (who, told) = mpsc::channel();
        self.send(Job::Tell(who));
        let _ = told.recv_timeout(PATIENCE);
    }

    /// What went wrong since this was last asked.
    pub(crate) fn trouble(&self) -> Option<Waits> {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let new = trouble.new.take()?;
        trouble.told = Some(new.clone());
        Some(new)
    }
}

impl Drop for Behind {
    fn drop(&mut self) {
        self.jobs = None;
        let _ = self.done.recv_timeout(PATIENCE);
    }
}
