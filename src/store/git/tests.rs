//! For tests of what needs git.

use std::io::Write;
use std::process::Command;

/// Whether a test can try what needs git; where it cannot, that is said aloud.
#[allow(clippy::explicit_write, reason = "the test runner keeps to itself what the macro prints")]
pub(crate) fn is_there() -> bool {
    let is_there = Command::new("git").arg("--version").output().is_ok();
    if !is_there {
        writeln!(std::io::stderr(), "SKIPPED: git is not installed").unwrap();
    }
    is_there
}
