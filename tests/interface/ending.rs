//! However it ends, the terminal is given back and no process stays.

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
    for (signal, end) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt")] {
        let desk = Desk::sample();
        let mut terminal = open(&desk);
        terminal.press("6\re", "Ctrl-S save").keys(" and more").wait_for("and more");

        terminal.signal(signal);

        assert_eq!(terminal.ended(), end);
        terminal.is_given_back();
        assert!(!desk.text("actions/domestic-abuse-champions.ron").contains("and more"), "the record is untouched");
    }
}
