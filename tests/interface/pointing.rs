//! The mouse: nothing of it unless it is asked for.

use crate::support::Desk;
use crate::support::terminal::Terminal;

/// Two clicks on the sixth row of the window, and one step of the wheel.
const CLICK: &str = "\u{1b}[<0;5;6M\u{1b}[<0;5;6m";
const WHEEL_DOWN: &str = "\u{1b}[<65;5;6M";
const TAKE: &str = "\u{1b}[?1000h";
const LET_GO: &str = "\u{1b}[?1000l";

fn sent(terminal: &Terminal) -> String {
    String::from_utf8(terminal.bytes()).unwrap()
}

#[test]
fn where_it_is_asked_for_a_click_chooses_a_second_opens_and_the_wheel_moves() {
    let desk = Desk::sample();
    for (arguments, variable) in [(&["--mouse"][..], "0"), (&[], "1")] {
        let mut terminal =
            Terminal::open_with(&desk, (80, 24), arguments, |command| command.env("CSP_MOUSE", variable));
        terminal.wait_for("? help").press("6", "\n> Domestic abuse champions");

        terminal.press(CLICK, "\n> Prevention work with schools").press(CLICK, "\n action schools-prevention");
        terminal.press("\u{1b}", "\n> Prevention work").press(WHEEL_DOWN, "\n> Why victims");

        terminal.keys("q");
        assert_eq!(terminal.ended(), "0");
        let sent = sent(terminal.is_given_back());
        assert!(sent.find(TAKE) < sent.rfind(LET_GO), "it is given back");
        assert!(!sent.contains("?1003h") && !sent.contains("?1002h"), "nobody asks for its every move");
    }
}

#[test]
fn where_it_is_not_asked_for_nothing_takes_it_and_nothing_comes_of_it() {
    let desk = Desk::sample();
    for variable in ["", "0", "no"] {
        let mut terminal = Terminal::open_with(&desk, (80, 24), &[], |command| command.env("CSP_MOUSE", variable));
        terminal.wait_for("? help").press("6", "\n> Domestic abuse champions");

        terminal.keys(CLICK).keys(CLICK).keys(WHEEL_DOWN).press("j", "\n> Evidence led").keys("q");

        assert_eq!(terminal.ended(), "0");
        let sent = sent(&terminal);
        for mode in ["9", "1000", "1001", "1002", "1003", "1005", "1006", "1015", "1016"] {
            assert!(!sent.contains(&format!("\u{1b}[?{mode}h")), "{mode} with {variable:?}");
        }
    }
}
