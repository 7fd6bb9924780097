//! Others' saves on the screen of an officer who is at work.

use std::time::Instant;

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::{PATIENCE, Terminal};

#[test]
fn what_a_colleague_saves_appears_while_one_types_without_a_pause() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help").press("6/id:turnaround\r", "> Turnaround").press("n", "New update");
    assert_eq!(desk.run(&["set", "turnaround", "owner=Bea"]).code, 0);

    // Each key is typed as soon as the one before is on the screen, so that there is no pause in which to look.
    let begun = Instant::now();
    for key in ["#", "\u{7f}"].into_iter().cycle() {
        terminal.keys(key).wait_until("what was typed", |screen| rows(screen).contains('#') == (key == "#"));
        if terminal.screen().contains("developing  Bea ") {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "it never came:\n{}", terminal.screen());
    }
}
