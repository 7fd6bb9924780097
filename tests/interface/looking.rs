//! What the screen shows.

use std::fs;

use crate::support::Desk;
use crate::support::terminal::Terminal;

/// What a lead looks for on the first screen.
const FIRST: [&str; 22] = [
    "SAMPLE as at 9 March 2023",
    "Domestic Abuse and Stalking",
    "Sexual Offences",
    "Violent Crime",
    "Anti-Social Behaviour",
    "Rural Crime",
    "Fraud",
    "Late  RAG",
    "not stated",
    "Mental health",
    "Substance misuse",
    "Complex cases / multiple needs",
    "Violence against women and girls",
    "FURTHER WORK OUTSTANDING (4",
    "Domestic abuse champions",
    "Evidence led prosecutions for stalking",
    "Prevention work with schools",
    "Why victims of sexual offences drop out",
    "Annual scrutiny of community safety",
    "366 days left",
    "0 overdue",
    "? help",
];

#[test]
fn on_a_fresh_home_the_first_screen_shows_it_all_with_no_key_pressed() {
    let desk = Desk::empty();

    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help");

    let screen = terminal.screen();
    for part in FIRST {
        assert!(screen.contains(part), "{part:?} is missing in\n{screen}");
    }
    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");
    assert!(!desk.home().join(".local/share/csp").exists(), "the place of the officer's own store stays empty");
    assert!(desk.home().join(".local/share/csp-sample/store.ron").exists());
}

#[test]
fn every_pane_is_one_key_away() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));

    for (key, part) in [
        ("2", "2 Priorities"),
        ("3", "3 Themes"),
        ("4", "4 Duties"),
        ("5", "5 Further work"),
        ("6", "6 Actions"),
        ("7", "7 Plans"),
        ("8", "8 Funding"),
        ("9", "9 Meetings and recommendations"),
        ("0", "0 Quality"),
        ("1", "1 Overview"),
    ] {
        terminal.press(key, part);
    }
}

#[test]
fn where_no_text_can_be_placed_the_command_to_use_is_named() {
    let desk = Desk::sample();
    for term in [Some("dumb"), Some(""), Some(" "), None] {
        let mut terminal = Terminal::open_with(&desk, (80, 24), &[], |command| match term {
            Some(term) => command.env("TERM", term),
            None => command.env_remove("TERM"),
        });

        terminal.wait_for("csp summary");
        assert_eq!(terminal.ended(), "2");
        assert!(!terminal.bytes().contains(&0x1b), "{term:?}");
    }
    let mut terminal = Terminal::open_with(&desk, (80, 24), &["--store", "nowhere"], |_| {});
    terminal.wait_for("is not a csp store");
    assert_eq!(terminal.ended(), "2");
}

#[test]
fn a_broken_record_is_told_on_the_bar_and_in_the_quality_pane() {
    let desk = Desk::sample();
    desk.put("actions/turnaround.ron", "Action(\n  ownr: \"x\",\n)");
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("1 UNREADABLE, see 0");
    terminal.press("0", "actions/turnaround.ron:2:3").wait_for("did you mean owner?");
    assert_eq!(fs::read_to_string(desk.store().join("actions/turnaround.ron")).unwrap(), "Action(\n  ownr: \"x\",\n)");
}
