//! A desk to try the program at: a home of its own, a store in it, and commands as an officer types them.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops where something is not as it must be"
)]

pub(crate) mod example;
pub(crate) mod hostile;
pub(crate) mod shown;
pub(crate) mod terminal;
pub(crate) mod walk;
pub(crate) mod word;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use terminal::PATIENCE;

/// A home folder, and the store that its officer works in.
pub(crate) struct Desk {
    home: TempDir,
}

/// What a command ended with, printed, and said about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) said: String,
}

impl Desk {
    /// A home with nothing in it.
    pub(crate) fn empty() -> Self {
        Self { home: TempDir::new().unwrap() }
    }

    /// The same in memory, where there is such a folder: for who saves so often that waiting for the disk is most of the work.
    pub(crate) fn in_memory() -> Self {
        TempDir::new_in("/dev/shm").map_or_else(|_| Self::empty(), |home| Self { home })
    }

    /// A home with a store of the sample's records.
    pub(crate) fn sample() -> Self {
        Self::empty().with_store("--sample")
    }

    /// A home with a store of the starter's records.
    pub(crate) fn starter() -> Self {
        Self::empty().with_store("--starter")
    }

    /// A home with a store of the starter's records that keeps its history; `None`, which is said, where there is no git.
    pub(crate) fn with_history() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            skipped("git is not installed");
            return None;
        }
        let desk = Self::empty();
        let made = desk.run(&["init", "store"]);
        assert_eq!(made.code, 0, "{made:?}");
        Some(desk)
    }

    fn with_store(self, seed: &str) -> Self {
        let answer = self.run(&["init", self.store().to_str().unwrap(), seed, "--no-history"]);
        assert_eq!(answer.code, 0, "{answer:?}");
        self
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where the store is.
    pub(crate) fn store(&self) -> PathBuf {
        self.home().join("store")
    }

    /// The program with this home and this store, and nothing else of the environment.
    pub(crate) fn command(&self) -> Command {
        let mut command = self.without_store();
        command.env("CSP_STORE", self.store());
        command
    }

    /// The program with this home and no store named.
    pub(crate) fn without_store(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_csp"));
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.home()).env("CSP_OFFICER", "Ann Officer").env("LANG", "C.UTF-8");
        command.current_dir(self.home()).stdin(Stdio::null());
        command
    }

    /// The same by another officer.
    pub(crate) fn by(&self, officer: &str, line: &str) -> Answer {
        answer(self.command().env("CSP_OFFICER", officer).args(line.split(' ')).output().unwrap())
    }

    /// Runs a command on the store; where there is none, on what the program takes instead.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        let mut command = if self.store().exists() { self.command() } else { self.without_store() };
        answer(command.args(arguments).output().unwrap())
    }

    /// The same with blanks between the arguments.
    pub(crate) fn csp(&self, line: &str) -> Answer {
        self.run(&line.split(' ').collect::<Vec<_>>())
    }

    /// Runs a command that reads this from standard input.
    pub(crate) fn with_input(&self, arguments: &[&str], input: &str) -> Answer {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        answer(child.wait_with_output().unwrap())
    }

    /// The bytes of a file of the store, which must be text.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.store().join(path)).unwrap()
    }

    /// Puts a file into the store by hand.
    pub(crate) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.store().join(path), bytes).unwrap();
    }

    /// Puts a file into the home.
    pub(crate) fn lay(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.home().join(name), bytes).unwrap();
    }

    /// Lays everything of another home into this one.
    pub(crate) fn copy(&self, other: &Self) {
        let copied = Command::new("cp").arg("-a").arg(other.home().join(".")).arg(self.home()).status();
        assert!(copied.unwrap().success());
    }

    /// The texts of the drafts that lie in this home.
    pub(crate) fn drafts(&self) -> Vec<String> {
        let Ok(folder) = fs::read_dir(self.home().join(".local/state/csp/drafts")) else { return Vec::new() };
        let paths = folder.map(|entry| entry.unwrap().path());
        let drafts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
        // One that goes meanwhile is none.
        drafts.filter_map(|path| fs::read_to_string(path).ok()).collect()
    }

    /// The processes that have this home.
    pub(crate) fn processes(&self) -> Vec<PathBuf> {
        let home = format!("HOME={}", self.home().display());
        let has_it = |path: &PathBuf| {
            let environment = fs::read(path.join("environ")).unwrap_or_default();
            environment.split(|byte| *byte == 0).any(|variable| variable == home.as_bytes())
        };
        fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path()).filter(has_it).collect()
    }

    /// Every file of the store that is a record or looks like one, with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.store()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.symlink_metadata().unwrap() {
                    it if it.is_dir() && ![".csp", ".git"].iter().any(|name| path.ends_with(name)) => {
                        folders.push(path);
                    }
                    it if it.is_file() => files.push((path.clone(), fs::read(&path).unwrap())),
                    _ => {}
                }
            }
        }
        files.sort();
        files
    }
}

/// Waits until something is so.
pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what} never came");
        sleep(Duration::from_millis(5));
    }
}

/// Says aloud that a test could not try what it is for.
#[allow(clippy::explicit_write, reason = "the test runner keeps to itself what the macro prints")]
pub(crate) fn skipped(why: &str) {
    writeln!(std::io::stderr(), "SKIPPED: {why}").unwrap();
}

/// What came of a command.
pub(crate) fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
    }
}
