//! However it ends, the terminal is given back and no process stays.

use std::fs;

use csp_lead::tui::terminal::ending::Ending;
use csp_lead::tui::terminal::panics;
use rustix::process::Signal;

use crate::support::Desk;
use crate::support::terminal::Terminal;

fn open(desk: &Desk) -> Terminal {
    let mut terminal = Terminal::open(desk, (80, 24));
    terminal.wait_for("FLAGS");
    terminal
}

#[test]
fn q_and_ctrl_c_end_it() {
    let desk = Desk::sample();
    for keys in ["q", "\u{3}", "6\rq", "6\r\u{3}"] {
        let mut terminal = open(&desk);
        terminal.keys(keys);

        assert_eq!(terminal.ended(), "0", "{keys:?}");
        terminal.is_given_back();
    }
}

#[test]
fn signals_end_it_with_the_terminal_given_back() {
    let desk = Desk::sample();
    for (signal, end) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt")] {
        let mut terminal = open(&desk);
        terminal.press("6\re", "Ctrl-S save").keys(" and more").wait_for("and more");

        terminal.signal(signal);

        assert_eq!(terminal.ended(), end);
        terminal.is_given_back();
    }
    assert!(!desk.text("actions/domestic-abuse-champions.ron").contains("and more"), "the record is untouched");
}

/// A program that takes the terminal as the interface does, and fails while it draws.
#[test]
#[ignore = "the test below runs it in a terminal of its own"]
fn a_program_with_a_fault() {
    panics::restore_on_panic(&Ending::new(|| {}));
    let mut terminal = csp_lead::tui::terminal::Terminal::enter().unwrap();
    terminal.draw(|_| panic!("drawing \u{1b}[31m went wrong")).unwrap();
}

#[test]
fn a_fault_in_the_program_gives_the_terminal_back_and_then_tells() {
    let desk = Desk::empty();
    let this = std::env::current_exe().unwrap();
    let arguments = ["--ignored", "--exact", "interface::ending::a_program_with_a_fault"];

    let mut terminal = Terminal::open_program(&desk, this, &arguments);

    terminal.wait_for("csp stopped: this is a fault in the program.").wait_for("drawing \\u{1b}[31m went wrong");
    assert_eq!(terminal.ended(), "101");
    terminal.is_given_back();
    let text = String::from_utf8(terminal.bytes()).unwrap();
    let (left, told) = (text.find("\u{1b}[?1049l"), text.find("csp stopped"));
    assert!(left.is_some() && left < told, "the words come when the screen is the shell's again");
}

#[test]
fn a_line_that_drops_ends_it() {
    let desk = Desk::sample();
    let mut terminal = open(&desk);

    terminal.hang_up();

    assert_eq!(terminal.ended(), "Hangup");
}

#[test]
fn a_line_that_drops_ends_it_where_the_signal_for_that_is_ignored() {
    let desk = Desk::sample();
    // As below nohup and some shells: a shell ignores the signal and starts the program in its place.
    let mut terminal = Terminal::open_in_shell(&desk, "trap '' HUP; exec \"$0\"");
    terminal.wait_for("FLAGS");

    terminal.hang_up();

    assert!(["Hangup", "129"].contains(&terminal.ended().as_str()));
}

#[test]
fn ctrl_z_gives_the_terminal_back_until_it_goes_on() {
    let desk = Desk::sample();
    let mut terminal = open(&desk);
    terminal.press("6", "> Domestic abuse champions");

    terminal.keys("\u{1a}");
    terminal.is_given_back();
    let state = || fs::read_to_string(format!("/proc/{}/stat", terminal.process())).unwrap();
    let has_stopped = state().contains(") T ");
    terminal.signal(Signal::CONT);

    // A terminal without a shell has nobody to bring a stopped program back, and the system then goes on at once.
    assert!(has_stopped || !terminal.screen().contains("FLAGS"));
    terminal.wait_for("> Domestic abuse champions").keys("q");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn ctrl_l_draws_everything_anew() {
    let desk = Desk::sample();
    let mut terminal = open(&desk);
    let before = terminal.bytes().len();

    terminal.keys("\u{c}").wait_until("a whole screen", |_| true);
    terminal.press("6", "6 Actions");

    assert!(terminal.bytes().len() - before > 1500, "both the repainted screen and the pane came");
}
