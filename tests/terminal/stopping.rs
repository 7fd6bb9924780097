//! Stopped and brought back, by a shell with jobs.

use rustix::process::Signal;

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;
use crate::{PROGRAM, WORK, open};

/// Runs the program as a job, tells when it has been stopped, and brings it back after a line.
const SHELL: &str = r#"set -m; "$0" "$1"; echo "stopped, $?"; read line; fg; echo "ended, $?""#;

#[test]
fn a_program_that_stops_leaves_the_terminal_to_the_shell_and_comes_back_with_its_screen() {
    let desk = Desk::empty();
    let mut terminal = Terminal::open_program(&desk, "/bin/sh", &["-c", SHELL, PROGRAM.to_str().unwrap(), WORK]);
    terminal.wait_for("0 inputs").press("m", "key m");

    terminal.press("z", "stopped, ").is_given_back();
    assert!(!terminal.screen().contains("key m"), "{}", terminal.screen());

    terminal.keys("\n").wait_until("the program", |screen| {
        screen.alternate_screen() && screen.bracketed_paste() && rows(screen).contains("key m\nkey z\n")
    });
    terminal.press("q", "ended, 0");
    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back();
}

#[test]
fn where_no_shell_could_bring_it_back_it_does_not_stop() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.press("z", "key z").wait_until("the alternate screen", vt100::Screen::alternate_screen);

    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn a_program_that_was_stopped_ends_when_its_line_drops() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.signal(Signal::STOP);
    terminal.hang_up();

    assert_eq!(terminal.ended(), "Hangup");
}
