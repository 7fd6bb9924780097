//! How little goes to the terminal, in frames and bytes.

use std::thread::sleep;
use std::time::Duration;

use crate::support::shown::{frames, rows};
use crate::support::terminal::Terminal;
use crate::support::{Desk, wait_until};

const DOWN: &str = "\u{1b}[B";
const HOME: &str = "\u{1b}[H";
const END: &str = "\u{1b}[F";
const PAGE_UP: &str = "\u{1b}[5~";
const PAGE_DOWN: &str = "\u{1b}[6~";
/// Longer than the two seconds within which another officer's save is looked for.
const IDLE: Duration = Duration::from_millis(2500);
/// Some looks more, and the one that comes once more after a change.
const LOOKS: Duration = Duration::from_millis(4500);
/// Bytes that a move sends at the most.
const A_MOVE: usize = 360;
/// Bytes to which four of five moves keep.
const A_USUAL_MOVE: usize = 250;
/// A screen that is drawn whole.
const A_SCREEN: usize = 2_000;

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
fn nothing_is_sent_while_nothing_happens() {
    let desk = Desk::sample();
    let mut idle: Vec<_> =
        [("", "FLAGS"), ("6\r", "Updates, newest first"), ("6e, typed", ", typed"), ("t", "Triage: ")]
            .into_iter()
            .map(|(keys, shown)| {
                let mut terminal = Terminal::open(&desk, (80, 24));
                terminal.wait_for("? help").press(keys, shown);
                terminal
            })
            .collect();
    // The draft's writing is something that happens, and so is the second look at what has just been written.
    wait_until("the draft", || desk.drafts().len() == 1);

    let before: Vec<_> = idle.iter_mut().map(Terminal::whole_frame).collect();
    sleep(LOOKS); // that nothing comes can only be waited for

    for (terminal, before) in idle.iter().zip(before) {
        assert_eq!(String::from_utf8_lossy(&terminal.bytes()[before..]), "", "{}", terminal.screen());
    }
}

/// Moves down to the end, and gives for each move the bytes that were sent.
fn moves(terminal: &mut Terminal) -> Vec<usize> {
    let start = terminal.screen();
    terminal.keys(END).wait_until("the end", |screen| rows(screen) != start);
    let end = terminal.screen();
    terminal.keys(HOME).wait_until("the top", |screen| rows(screen) == start);
    let mut moves = Vec::new();
    while terminal.screen() != end {
        let (screen, before) = (terminal.screen(), terminal.whole_frame());
        terminal.keys(DOWN).wait_until("the next row", |now| rows(now) != screen);
        moves.push(terminal.whole_frame() - before);
        assert_eq!(frames(&terminal.bytes()[before..]), Some(1));
    }
    moves
}

#[test]
fn a_move_of_the_cursor_is_small_in_every_pane_whether_the_list_moves_with_it_or_not() {
    let desk = Desk::sample();
    let mut all = Vec::new();
    for pane in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] {
        let mut terminal = Terminal::open(&desk, (80, 24));
        terminal.wait_for("? help");
        if pane != "1" {
            terminal.keys(pane).wait_until("the pane", |screen| rows(screen).starts_with(pane));
        }

        let moves = moves(&mut terminal);
        assert!(moves.iter().all(|sent| *sent <= A_MOVE), "{moves:?} in {pane}:\n{}", terminal.screen());
        all.extend(moves);
    }
    let long = all.iter().filter(|sent| **sent > A_USUAL_MOVE).count();
    assert!(long * 5 <= all.len(), "{long} of {} moves send more than {A_USUAL_MOVE} bytes: {all:?}", all.len());
}

#[test]
fn in_triage_a_move_of_the_cursor_is_small_and_the_next_record_is_no_more_than_a_screen() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help").press("t", "Triage: ");

    for (key, most) in [(PAGE_DOWN, A_MOVE), (PAGE_UP, A_MOVE), (" ", A_SCREEN), (PAGE_DOWN, A_MOVE), ("k", A_SCREEN)] {
        let (screen, before) = (terminal.look_at(look), terminal.whole_frame());
        terminal.keys(key).wait_until("what the key does", |now| look(now) != screen);
        let sent = terminal.whole_frame() - before;
        assert!(sent <= most, "{key:?}: {sent} bytes:\n{}", terminal.screen());
    }
}

/// What a screen shows, and where its cursor is.
fn look(screen: &vt100::Screen) -> (String, (u16, u16)) {
    (rows(screen), screen.cursor_position())
}
