//! Every way to end.

use rustix::process::Signal;

use crate::support::Desk;
use crate::support::terminal::Terminal;
use crate::{PROGRAM, WORK, open, times_done};

/// The signals that end it, and what the system calls such an end.
const SIGNALS: [(Signal, &str); 4] =
    [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt"), (Signal::QUIT, "Quit")];

#[test]
fn a_program_that_returns_gives_the_terminal_back() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.keys("q");

    assert_eq!(terminal.ended(), "0");
    assert_eq!(terminal.is_given_back().screen().trim(), "", "nothing stays on the screen");
    assert_eq!(times_done(&desk), 0, "an end that was chosen needs no work");
}

#[test]
fn a_panic_is_told_on_the_terminal_that_was_given_back() {
    for (key, place) in [("p", "here"), ("t", "on another thread")] {
        let desk = Desk::empty();
        let mut terminal = open(&desk);

        terminal.keys(key);

        assert_eq!(terminal.ended(), "101", "{place}");
        let told = terminal.is_given_back().wait_for("as it was asked for").screen();
        assert!(told.starts_with("csp stopped: this is a fault in the program.\n"), "{place}:\n{told}");
        assert!(told.contains("as it was asked for \\u{1b}[31m"), "{place}:\n{told}");
        assert_eq!(times_done(&desk), 1, "{place}");
    }
}

#[test]
fn a_signal_ends_it_by_that_signal_when_the_terminal_is_given_back() {
    for (signal, end) in SIGNALS {
        for busy in [false, true] {
            let desk = Desk::empty();
            let mut terminal = open(&desk);
            if busy {
                terminal.press("w", "key w"); // as with a disk that hangs
            }

            terminal.signal(signal);

            assert_eq!(terminal.ended(), end, "busy: {busy}");
            terminal.is_given_back();
            assert_eq!(times_done(&desk), 1, "{signal:?}, busy: {busy}");
        }
    }
}

#[test]
fn ctrl_c_is_a_key_and_no_signal() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.press("\u{3}", "key Ctrl-C").keys("q");

    assert_eq!(terminal.ended(), "0");
}

#[test]
fn a_line_that_drops_ends_it_also_where_nobody_tells() {
    let open: [fn(&Desk) -> Terminal; 2] = [
        |desk| Terminal::open_program(desk, &*PROGRAM, &[WORK]),
        |desk| Terminal::open_unheard(desk, &*PROGRAM, &[WORK]),
    ];
    for (open, how) in open.into_iter().zip(["told", "untold"]) {
        for busy in [false, true] {
            let desk = Desk::empty();
            let mut terminal = open(&desk);
            terminal.wait_for("0 inputs");
            if busy {
                terminal.press("w", "key w");
            }

            terminal.hang_up();

            assert_eq!(terminal.ended(), "Hangup", "{how}, busy: {busy}");
            assert_eq!(times_done(&desk), 1, "{how}, busy: {busy}");
        }
    }
}

#[test]
fn a_line_that_drops_amid_keys_and_frames_ends_it() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    for keys in ["\u{1b}[B", "\r", "x"] {
        terminal.keys(&keys.repeat(50));
    }
    terminal.hang_up();

    assert_eq!(terminal.ended(), "Hangup");
    assert_eq!(times_done(&desk), 1);
}
