//! How little goes to the terminal, in frames and bytes.

use std::thread::sleep;
use std::time::Duration;

use crate::support::Desk;
use crate::support::shown::{frames, rows};
use crate::support::terminal::Terminal;

const DOWN: &str = "\u{1b}[B";
/// Longer than the two seconds within which another officer's save is looked for.
const IDLE: Duration = Duration::from_millis(2500);
/// What a slow line can carry at once.
const A_MOVE: usize = 400;

#[test]
fn a_key_is_one_frame_and_nothing_else_is_sent() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help").press("6", "6 Actions");

    let before = terminal.whole_frame();
    sleep(IDLE); // that nothing comes can only be waited for
    terminal.press(DOWN, "> Evidence led prosecutions");

    let sent = &terminal.bytes()[before..];
    assert_eq!(frames(sent), Some(1), "the frame of the key and no other byte: {:?}", String::from_utf8_lossy(sent));
}

#[test]
fn a_move_of_the_cursor_is_small_in_every_kind_of_list() {
    let desk = Desk::sample();
    for pane in ["1", "2", "3", "4", "5", "6", "7", "8", "0"] {
        let mut terminal = Terminal::open(&desk, (80, 24));
        terminal.wait_for("? help");
        if pane != "1" {
            terminal.keys(pane).wait_until("the pane", |screen| rows(screen).starts_with(pane));
        }
        for _ in 0..3 {
            let before = terminal.whole_frame();
            let chosen = |screen: &str| screen.lines().position(|line| line.starts_with('>'));
            let at = chosen(&terminal.screen());

            terminal.keys(DOWN).wait_until("the next row", |screen| chosen(&rows(screen)) > at);

            let sent = &terminal.bytes()[before..];
            assert_eq!(frames(sent), Some(1));
            eprintln!("BYTES {pane} {}", sent.len());
            assert!(sent.len() <= A_MOVE + 300, "{} bytes in {pane}: {:?}", sent.len(), String::from_utf8_lossy(sent));
        }
    }
}
