//! An officer's own settings: a file of RON, which nobody needs to have.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::{Failure, Palette};
use crate::store::{SYNC_LIMIT, place, read_settings};

/// An officer's own settings. What is not stated, and where there is no file, is as the program has it; an argument goes before
/// a variable of the environment, and that before what stands here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The name that notes, ratings and saves carry; else the login name.
    pub officer: Option<String>,
    /// The folder of the store, from the root; else the usual place.
    pub store: Option<Folder>,
    /// How the interface looks.
    pub palette: Option<Palette>,
    /// Whether all output keeps to ASCII.
    pub ascii: bool,
    /// Whether the interface takes the mouse.
    pub mouse: bool,
    /// After how many seconds the interface looks again for what colleagues have saved: 1 to 3600, else 1.
    pub look_every: Option<Seconds>,
    /// How many seconds a sync waits for the remote at a time: 1 to 3600, else 60.
    pub sync_timeout: Option<Seconds>,
}

/// How often the interface looks: they see each other's saves within two seconds.
const LOOK: Duration = Duration::from_secs(1);

impl Config {
    /// What the officer's file says.
    ///
    /// # Errors
    /// The file cannot be read, or a line of it is not understood.
    pub fn read() -> Result<Self, Failure> {
        let Ok(path) = place::settings() else { return Ok(Self::default()) };
        Ok(read_settings(&path)?.unwrap_or_default())
    }

    /// The folder of the store.
    pub fn store(&self) -> Option<PathBuf> {
        self.store.as_ref().map(|folder| folder.0.clone())
    }

    /// How often the interface looks.
    pub fn look_every(&self) -> Duration {
        self.look_every.map_or(LOOK, |seconds| seconds.0)
    }

    /// How long a sync waits.
    pub fn sync_timeout(&self) -> Duration {
        self.sync_timeout.map_or(SYNC_LIMIT, |seconds| seconds.0)
    }
}

/// A time of one second to one hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u64")]
pub struct Seconds(Duration);

impl TryFrom<u64> for Seconds {
    type Error = &'static str;

    fn try_from(seconds: u64) -> Result<Self, Self::Error> {
        let is_sound = (1..=3600).contains(&seconds);
        is_sound.then_some(Self(Duration::from_secs(seconds))).ok_or("a number of seconds is from 1 to 3600")
    }
}

/// A folder that is the same wherever the program is started.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "PathBuf")]
pub struct Folder(PathBuf);

impl TryFrom<PathBuf> for Folder {
    type Error = &'static str;

    fn try_from(path: PathBuf) -> Result<Self, Self::Error> {
        if path.is_absolute() { Ok(Self(path)) } else { Err("name the folder from the root, such as \"/srv/csp\"") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_stated_others_are_seen_within_two_seconds_and_a_remote_is_waited_for_a_minute() {
        let config = Config::default();

        assert_eq!((config.look_every().as_secs(), config.sync_timeout().as_secs()), (1, 60));
        assert_eq!((config.ascii, config.mouse, config.palette, config.store()), (false, false, None, None));
    }
}
