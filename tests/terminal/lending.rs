//! Lent to another program, and taken back.

use rustix::process::Signal;

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;
use crate::{PROGRAM, WORK, times_done};

/// The program with the terminal lent to a script that says when it has it.
fn lent(desk: &Desk, script: &str) -> Terminal {
    let mut terminal = Terminal::open_program(desk, &*PROGRAM, &[WORK, script]);
    terminal.wait_for("0 inputs").press("o", "ready");
    terminal
}

/// The program has its terminal again, and shows everything.
fn is_taken_back(terminal: &mut Terminal, size: &str) {
    terminal.wait_until("a terminal taken back", |screen| {
        let whole = screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor();
        whole && rows(screen).starts_with(&format!("{size}, ")) && rows(screen).contains("\nkey o\n")
    });
    terminal.press("m", "key m").keys("q");
    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back();
}

#[test]
fn while_it_is_lent_it_is_as_the_shell_has_it() {
    let desk = Desk::empty();
    let mut terminal = lent(&desk, "echo ready; read line; echo \"got $line\"");

    terminal.is_given_back().keys("words\n");

    is_taken_back(&mut terminal, "80x24");
    assert_eq!(times_done(&desk), 0);
}

#[test]
fn whatever_the_other_program_leaves_the_modes_are_those_it_was_lent_with() {
    let desk = Desk::empty();
    let script = "stty raw -echo -isig; printf '\\033[?25l\\033[31m'";
    let mut terminal = Terminal::open_program(&desk, &*PROGRAM, &[WORK, script]);

    terminal.wait_for("0 inputs").keys("o");

    is_taken_back(&mut terminal, "80x24");
}

#[test]
fn the_window_may_change_meanwhile() {
    let desk = Desk::empty();
    let mut terminal = lent(&desk, "echo ready; read line");

    terminal.resize((100, 30)).keys("\n");

    is_taken_back(&mut terminal, "100x30");
}

#[test]
fn ctrl_c_and_its_like_are_the_other_programs() {
    for key in ["\u{3}", "\u{1c}"] {
        let desk = Desk::empty();
        let mut terminal = lent(&desk, "trap 'echo caught; read line; exit' INT QUIT; echo ready; read line");
        terminal.press(key, "caught").keys("\n");
        is_taken_back(&mut terminal, "80x24");

        let mut terminal = lent(&desk, "echo ready; read line");
        terminal.keys(key); // it dies of it, and we are told in the same moment
        is_taken_back(&mut terminal, "80x24");
        assert_eq!(times_done(&desk), 0);
    }
}

#[test]
fn every_other_end_is_as_it_always_is() {
    for (signal, end) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup")] {
        let desk = Desk::empty();
        let mut terminal = lent(&desk, "echo ready; read line");

        terminal.signal(signal);

        assert_eq!(terminal.ended(), end);
        terminal.is_given_back();
        assert_eq!(times_done(&desk), 1, "{signal:?}");
    }

    let desk = Desk::empty();
    let mut terminal = lent(&desk, "echo ready; read line");
    terminal.hang_up();
    assert_eq!(terminal.ended(), "Hangup");
    assert_eq!(times_done(&desk), 1);
}

#[test]
fn ctrl_z_stops_both_and_both_come_back() {
    let desk = Desk::empty();
    let shell = r#"set -m; "$0" "$1" "$2"; echo "stopped, $?"; fg; echo "ended, $?""#;
    let script = "echo ready; read line; echo \"got $line\" > got";
    let program = PROGRAM.to_str().unwrap();
    let mut terminal = Terminal::open_program(&desk, "/bin/sh", &["-c", shell, program, WORK, script]);
    terminal.wait_for("0 inputs").press("o", "ready");

    terminal.press("\u{1a}", "stopped, ").wait_for("\"${2}\"").is_given_back();
    terminal
        .keys("words\n")
        .wait_until("the program", |screen| screen.alternate_screen() && rows(screen).contains("\nkey o\n"));
    assert_eq!(std::fs::read_to_string(desk.home().join("got")).unwrap(), "got words\n");

    terminal.press("q", "ended, 0");
    assert_eq!(terminal.ended(), "0");
}
