//! The guard over the terminal, in a real one: whatever comes in is told right, and however it ends the terminal is given
//! back. The program is `examples/terminal.rs`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

mod support;

mod terminal {
    mod ending;
    mod input;
    mod lending;
    mod sending;
    mod stopping;
}

use std::path::PathBuf;
use std::sync::LazyLock;

use support::Desk;
use support::example::built;
use support::terminal::Terminal;

/// The program.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| built("terminal"));

/// The file that an ending adds a line to, in the desk's home.
const WORK: &str = "work";

/// How often the work of an ending was done.
fn times_done(desk: &Desk) -> usize {
    std::fs::read_to_string(desk.home().join(WORK)).map_or(0, |text| text.lines().count())
}

/// The program, waiting for the first input.
fn open(desk: &Desk) -> Terminal {
    let mut terminal = Terminal::open_program(desk, &*PROGRAM, &[WORK]);
    terminal.wait_for("80x24, 0 inputs").wait_until("a terminal taken", |screen| {
        screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor()
    });
    terminal
}
