//! What a slow line and a large paste do to what is typed.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;

/// Longer than a local terminal is waited for, and shorter than a line is.
const APART: Duration = Duration::from_millis(70);
/// A busy machine may be slower than the line: then another key is sent.
const ATTEMPTS: usize = 20;

const SAVE: &str = "\u{13}";

fn paste(text: &str) -> String {
    format!("\u{1b}[200~{text}\u{1b}[201~")
}

#[test]
fn a_key_that_a_line_breaks_into_parts_is_one_key_and_does_not_step_back() {
    let desk = Desk::sample();
    for parts in [&["\u{1b}", "[B"][..], &["\u{1b}", "[", "B"], &["\u{1b}", "OB"]] {
        let arrived = (0..ATTEMPTS).any(|_| {
            let mut terminal = Terminal::open_with(&desk, (80, 24), &[], |command| {
                command.env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
            });
            terminal.wait_for("? help").press("6", "\n> Domestic abuse champions");
            let begun = Instant::now();
            for part in parts {
                terminal.keys(part).wait_until_read();
                sleep(APART); // it is the slow line itself
            }
            let in_time = begun.elapsed() < (APART + Duration::from_millis(20)) * u32::try_from(parts.len()).unwrap();
            terminal.keys("l"); // it does nothing here, and Esc would have been told by it
            let moved = |screen: &vt100::Screen| rows(screen).contains("\n> Evidence led");
            let back = |screen: &vt100::Screen| rows(screen).starts_with("1 Overview");
            terminal.wait_until("the next row, or the overview", |screen| moved(screen) || back(screen));
            assert!(terminal.look_at(moved) || !in_time, "{parts:?} were taken for Esc:\n{}", terminal.screen());
            terminal.look_at(moved)
        });
        assert!(arrived, "{parts:?} never came in time");
    }
}

/// A terminal with the form of the Turnaround programme open, at this field.
fn at_field(desk: &Desk, label: &str) -> Terminal {
    let mut terminal = Terminal::open(desk, (80, 24));
    terminal.wait_for("? help").press("6/id:turnaround\r", "> Turnaround").press("e", "Edit action turnaround");
    while !terminal.screen().contains(&format!("\n>{label}")) {
        let before = terminal.screen();
        terminal.keys("\t").wait_until("the next field", |screen| rows(screen) != before);
    }
    terminal
}

#[test]
fn a_paste_of_200_kb_into_a_form_is_saved_whole_and_no_part_of_it_is_a_key() {
    let line = "qd what was said, in one line of a long paper, with a £ and a –, q\r\n";
    let text = line.repeat(200_000 / line.len());
    for (label, field, between) in [("Notes", "notes", "\n"), ("Title", "title", " ")] {
        let desk = Desk::sample();
        let mut terminal = at_field(&desk, label);

        terminal.keys(&paste(&text)).keys(" the end").press(SAVE, &format!("Saved turnaround: {field}")).keys("q");

        assert_eq!(terminal.ended(), "0");
        let answer = desk.run(&["show", "turnaround", "--json"]);
        let shown: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        let wanted = text.replace("\r\n", between);
        let kept = shown[field].as_str().unwrap_or_default();
        assert!(kept.ends_with(&format!("{} the end", wanted.trim_end_matches(' '))), "{field}: {} bytes", kept.len());
    }
}

#[test]
fn a_paste_that_no_record_can_hold_is_refused_with_the_limit_and_stays_in_the_form() {
    let desk = Desk::sample();
    let before = desk.files();
    let mut terminal = at_field(&desk, "Notes");

    terminal.keys(&paste(&"words and more words\r".repeat(60_000))).press(SAVE, "larger than 1024 KiB");

    assert!(terminal.screen().contains("(not saved)"), "{}", terminal.screen());
    assert_eq!(desk.files(), before);
}
