//! For tests of what needs git.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Whether a test can try what needs git; where it cannot, that is said aloud.
#[allow(clippy::explicit_write, reason = "the test runner keeps to itself what the macro prints")]
pub(crate) fn is_there() -> bool {
    let is_there = Command::new("git").arg("--version").output().is_ok();
    if !is_there {
        writeln!(std::io::stderr(), "SKIPPED: git is not installed").unwrap();
    }
    is_there
}

/// Git as somebody would call it by hand, which must end well; what it printed.
pub(crate) fn by_hand(at: &Path, arguments: &[&str]) -> String {
    let ran = Command::new("git")
        .current_dir(at)
        .args(["-c", "user.name=By Hand", "-c", "user.email=hand@example.org", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// How a call of git fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Once,
    Ever,
    /// It is done, and it is said that it is not.
    Unsaid,
}

/// A program in git's place of which one call fails.
pub(crate) struct Failing(TempDir);

const PROGRAM: &str = r#"#!/bin/sh
at=${0%/*}
read count <"$at/count"
count=$((count + 1))
echo $count >"$at/count"
read how number <"$at/plan"
case $how in
    Ever) [ $count -gt $number ] ;;
    *) [ $count -eq $((number + 1)) ] ;;
esac || exec git "$@"
[ $how = Unsaid ] && git "$@" >/dev/null 2>&1
echo 'fatal: No space left on device' >&2
exit 128
"#;

#[allow(clippy::disallowed_methods, reason = "a test lays out its own files")]
impl Failing {
    pub(crate) fn new() -> Self {
        let new = Self(TempDir::new().unwrap());
        fs::write(new.program(), PROGRAM).unwrap();
        fs::set_permissions(new.program(), Permissions::from_mode(0o755)).unwrap();
        new
    }

    pub(crate) fn program(&self) -> PathBuf {
        self.0.path().join("git")
    }

    /// From now on, after so many calls one fails.
    pub(crate) fn after(&self, number: usize, how: Failure) {
        fs::write(self.0.path().join("count"), "0\n").unwrap();
        fs::write(self.0.path().join("plan"), format!("{how:?} {number}\n")).unwrap();
    }

    /// How many calls there were since.
    pub(crate) fn calls(&self) -> usize {
        fs::read_to_string(self.0.path().join("count")).unwrap().trim().parse().unwrap()
    }
}
