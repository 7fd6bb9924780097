//! For tests of what needs git.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

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
