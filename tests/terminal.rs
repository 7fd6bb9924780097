//! The guard over the terminal, in a real one: whatever comes in is told right, and however it ends the terminal is given
//! back. The program is `examples/terminal.rs`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod pty;

#[path = "terminal/ends.rs"]
mod ends;
#[path = "terminal/inputs.rs"]
mod inputs;
#[path = "terminal/stopped.rs"]
mod stopped;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use pty::Pty;
use tempfile::TempDir;

const SIZE: (u16, u16) = (80, 24);

/// The example, built as it is now: a test that is run alone does not build it.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--offline", "--quiet", "--example", "terminal", "--message-format", "json"]);
    cargo.args((!cfg!(debug_assertions)).then_some("--release"));
    let built = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let told = String::from_utf8(built.stdout).unwrap();
    let mut told = told.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let program = told.find_map(|it| it["executable"].as_str().map(PathBuf::from));
    program.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&built.stderr)))
});

/// A folder for the work that is done at the end.
fn desk() -> TempDir {
    TempDir::new().unwrap()
}

fn program(desk: &TempDir) -> Command {
    let mut command = Command::new(&*PROGRAM);
    command.env_clear().env("LANG", "C.UTF-8").env("HOME", desk.path()).current_dir(desk.path()).arg(work(desk));
    command
}

fn work(desk: &TempDir) -> PathBuf {
    desk.path().join("work")
}

/// How often the work of an ending was done.
fn times_done(desk: &TempDir) -> usize {
    lines(&work(desk))
}

fn lines(path: &Path) -> usize {
    std::fs::read_to_string(path).map_or(0, |text| text.lines().count())
}

/// The program, waiting for the first input.
fn start(desk: &TempDir) -> Pty {
    let pty = Pty::start(&program(desk), SIZE);
    let screen = pty.wait_for("the first frame", |screen| pty::words(screen).contains("80x24, 0 inputs"));
    assert!(screen.alternate_screen() && screen.bracketed_paste(), "the terminal is taken");
    pty
}
