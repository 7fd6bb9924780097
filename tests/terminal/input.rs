//! What comes from a terminal.

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;
use crate::{PROGRAM, WORK, open};

/// How often a key is sent in two parts until one arrives in time: a busy machine may be slower than a slow line.
const ATTEMPTS: usize = 50;

/// The inputs that the screen tells of.
fn told(screen: &str) -> Vec<&str> {
    screen.lines().skip(1).filter(|line| !line.is_empty()).collect()
}

#[test]
fn each_key_is_told() {
    let keys = [
        ("j", "j"),
        ("\r", "Enter"),
        ("\t", "Tab"),
        ("\u{1b}[Z", "Shift-Tab"),
        ("\u{7f}", "Backspace"),
        ("\u{8}", "Backspace"),
        ("\u{1b}[A", "Up"),
        ("\u{1b}OB", "Down"),
        ("\u{1b}[1;5D", "Ctrl-Left"),
        ("\u{1b}[3~", "Del"),
        ("\u{1b}[6~", "PgDn"),
        ("\u{1b}OP", "F1"),
        ("\u{13}", "Ctrl-S"),
        ("é", "é"),
        ("\u{1b}", "Esc"),
    ];
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    for (at, (sent, _)) in keys.iter().enumerate() {
        terminal.keys(sent);
        terminal.wait_for(&format!(", {} inputs", at + 1));
    }

    let screen = terminal.wait_for("key Esc").screen();
    assert_eq!(told(&screen), keys.map(|(_, name)| format!("key {name}")));
}

#[test]
fn keys_that_come_in_one_go_are_told_in_order() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.keys("ab\u{1b}[A\u{1b}[Bc");

    let screen = terminal.wait_for("key c").screen();
    assert_eq!(told(&screen), ["key a", "key b", "key Up", "key Down", "key c"]);
}

#[test]
fn an_arrow_that_a_slow_line_broke_is_one_key() {
    for _ in 0..ATTEMPTS {
        let desk = Desk::empty();
        let mut terminal = open(&desk);
        terminal.keys("\u{1b}").wait_until_read();
        terminal.keys("[A");
        terminal.keys("m");

        let screen = terminal.wait_for("key m").screen();
        if told(&screen) == ["key Up", "key m"] {
            return;
        }
        assert_eq!(told(&screen), ["key Esc", "key [", "key A", "key m"], "the second part came late");
    }

    panic!("none of {ATTEMPTS} was told as one key");
}

#[test]
fn a_paste_of_any_size_is_one_input_with_plain_line_breaks() {
    let pastes = [
        ("a\rb\r\nc".to_owned(), "paste of 5 from and to a\\nbc\\nb"),
        ("q".to_owned(), "paste of 1 from and to qq"),
        ("abc\u{1b}[31mxyz".repeat(20_000), "paste of 200000 from and to abczyx"),
    ];

    for (text, wanted) in pastes {
        let desk = Desk::empty();
        let mut terminal = open(&desk);
        terminal.keys(&format!("\u{1b}[200~{text}\u{1b}[201~"));
        terminal.keys("m");

        let screen = terminal.wait_for("key m").screen();
        assert_eq!(told(&screen), [wanted, "key m"]);
    }
}

#[test]
fn keys_typed_before_the_program_is_there_are_not_lost() {
    let desk = Desk::empty();
    let mut terminal = Terminal::empty((80, 24));

    terminal.keys("ab");
    terminal.run(&desk, &*PROGRAM, &[WORK]);

    let screen = terminal.wait_for("key b").screen();
    assert_eq!(told(&screen), ["key a", "key b"]);
}

#[test]
fn the_window_may_have_any_size_and_change_it() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    for size in [(200, 50), (40, 10), (1, 1), (80, 24)] {
        terminal.resize(size);
        terminal.wait_until(&format!("a frame of {size:?}"), |screen| {
            let whole = format!("{}x{}, ", size.0, size.1);
            rows(screen).starts_with(&whole[..whole.len().min(usize::from(size.0))])
        });
    }
    terminal.keys("m");

    let screen = terminal.wait_for("key m").screen();
    assert!(told(&screen).iter().rev().skip(1).all(|told| *told == "resize"), "{screen}");
}

#[test]
fn a_terminal_that_knows_no_size_is_taken_for_a_usual_one() {
    let desk = Desk::empty();
    let mut terminal = open(&desk);

    terminal.resize_unseen((0, 0));
    terminal.keys("m");

    terminal.wait_for("80x24, 2 inputs");
    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");
}
#[test]
fn what_a_terminal_answers_to_others_is_not_typing() {
    let answers = [
        ("the place of the cursor", "\u{1b}[24;80R"),
        ("what it is", "\u{1b}[?62;22c"),
        ("the focus", "\u{1b}[I\u{1b}[O"),
        ("the mouse", "\u{1b}[<0;10;10M\u{1b}[<0;10;10m"),
        ("a colour", "\u{1b}]11;rgb:1c1c/1c1c/1c1c\u{1b}\\"),
        ("a colour, with a bell", "\u{1b}]11;rgb:1c1c/1c1c/1c1c\u{7}"),
        ("its name", "\u{1b}P>|XTerm(390)\u{1b}\\"),
    ];

    for (what, answer) in answers {
        let desk = Desk::empty();
        let mut terminal = open(&desk);
        terminal.keys(answer);
        terminal.keys("m");

        let screen = terminal.wait_for("key m").screen();
        assert_eq!(told(&screen), ["key m"], "{what}");
    }
}
