//! The clipboard and the mouse: the exact bytes, and none that nobody asked for.

use crate::support::Desk;
use crate::support::terminal::Terminal;
use crate::{PROGRAM, open};

/// What the example sends to the clipboard, as the terminal must get it.
const COPY: &str = "\u{1b}]52;c;VMW3IMKjNQo=\u{1b}\\";
const TAKE_MOUSE: &str = "\u{1b}[?1000h\u{1b}[?1006h";

fn text(terminal: &Terminal) -> String {
    String::from_utf8(terminal.bytes()).unwrap()
}

/// The modes of the mouse that were set, in the order in which they were.
fn mouse_modes(sent: &str) -> Vec<&str> {
    let modes = sent.split("\u{1b}[?").skip(1).filter_map(|rest| rest.split_once('h')).map(|(mode, _)| mode);
    modes.filter(|mode| mode.starts_with("10") && !["1047", "1048", "1049"].contains(mode) || *mode == "9").collect()
}

#[test]
fn text_goes_to_the_clipboard_in_one_sequence_between_frames() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.press("c", "key c").press("m", "key m");

    let sent = text(&terminal);
    let (before, after) = sent.split_once(COPY).unwrap();
    assert!(before.ends_with("\u{1b}[?2026l") && after.starts_with("\u{1b}[?2026h"), "{sent:?}");
    assert_eq!(sent.matches("\u{1b}]").count(), 1, "{sent:?}");
}

#[test]
fn what_a_clipboard_would_drop_is_refused_and_the_program_goes_on() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.press("C", "Not sent: a terminal's clipboard takes 100 kB and this is 101 kB").wait_for("Next: write it");

    assert!(!text(&terminal).contains("\u{1b}]"));
    terminal.press("m", "key m");
}

#[test]
fn nothing_goes_to_the_clipboard_of_a_terminal_that_was_given_back() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.keys("l");

    assert_eq!(terminal.ended(), "0");
    assert!(!text(terminal.is_given_back()).contains("]52"), "{:?}", text(&terminal));
}

#[test]
fn the_mouse_is_taken_only_where_it_is_wanted_and_given_back() {
    for (arguments, modes) in [(&[][..], &[][..]), (&["--mouse"], &["1000", "1006"])] {
        let desk = Desk::empty();
        let mut terminal = Terminal::open_program(&desk, &*PROGRAM, arguments);
        terminal.wait_for("0 inputs");

        terminal.keys("\u{1b}[<0;11;6M\u{1b}[<0;11;6m\u{1b}[<64;1;1M\u{1b}[<65;1;1M\u{1b}[<2;1;1M").press("m", "key m");
        let screen = terminal.screen();
        let told: Vec<_> = screen.lines().skip(1).filter(|line| line.starts_with("mouse")).collect();
        let wanted = ["mouse Click(10, 5)", "mouse WheelUp", "mouse WheelDown"];
        assert_eq!(told, if modes.is_empty() { &[][..] } else { &wanted });

        terminal.keys("q");
        assert_eq!(terminal.ended(), "0");
        let sent = text(terminal.is_given_back());
        assert_eq!(mouse_modes(&sent), modes);
        assert!(sent.contains("\u{1b}[?1006l") && sent.contains("\u{1b}[?1000l"), "{sent:?}");
    }
}

#[test]
fn the_mouse_is_taken_again_when_the_program_comes_back() {
    let desk = Desk::empty();
    let mut terminal = Terminal::open_program(&desk, &*PROGRAM, &["--mouse"]);

    terminal.wait_for("0 inputs").press("z", "key z").press("m", "key m");

    assert_eq!(text(&terminal).matches(TAKE_MOUSE).count(), 2);
}
