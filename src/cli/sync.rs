//! `csp sync`: what was saved exchanged with a repository that others reach too.

use std::time::Duration;

use super::source::Source;
use super::{Code, Failure, Output};
use crate::store::{StoreError, SyncStep};

/// Exchange what was saved with colleagues elsewhere, through a git remote.
///
/// Records are brought together field by field. What two officers set differently keeps the value that stands here; the other
/// one is kept beside it until csp resolve decides. Passwords are never asked for: git and ssh must get in by a key.
#[derive(Debug, clap::Args)]
pub struct Sync {
    /// A remote's name or its address; an address that is new becomes origin where there is none. Origin if it is left out
    remote: Option<String>,
    /// How long to wait for the remote at a time, unless the settings say: 60
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: Option<u64>,
}

impl Sync {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut folder = source.folder()?;
        let watched = source.world.watched;
        let mut progress = |step: SyncStep| {
            if watched {
                output.say(&format!("csp: {} …", step.word()));
            }
        };
        let timeout = self.timeout.map_or(source.world.sync_timeout, Duration::from_secs);
        let synced = folder.sync(self.remote.as_deref(), timeout, &mut progress);
        let synced = synced.map_err(|error| match error {
            StoreError::NoHistory | StoreError::History(_) => Failure::new(Code::Conflict, error),
            other => other.into(),
        })?;
        for note in &synced.notes {
            output.say(note);
        }
        output.say(&format!("csp: {synced}"));
        Ok(Code::Done)
    }
}
