//! The window changes, is written over, or goes to the background and comes back.

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;

const SAVE: &str = "\u{13}";

/// A terminal with the form of the Turnaround programme open, and something typed into it.
fn typing(terminal: &mut Terminal) -> &mut Terminal {
    terminal.wait_for("? help").press("6/id:turnaround\r", "> Turnaround").press("e", "Edit action turnaround");
    terminal.press(", typed", "programme, typed")
}

#[test]
fn each_size_of_the_window_has_its_layout() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help");
    for (size, wanted) in [
        ((200, 50), "│ priority domestic-abuse-and-stalking"),
        ((40, 10), "? help  Enter open  q quit  : more\n"),
        ((39, 10), "csp needs 40x10; this is 39x10. q quits"),
        ((40, 9), "csp needs 40x10; this is 40x9. q quits"),
        ((120, 30), "│ priority domestic-abuse-and-stalking"),
        ((80, 24), "THEMES, and their actions"),
    ] {
        terminal.resize(size).wait_for(wanted);
    }
}

#[test]
fn a_window_of_one_cell_is_survived_and_can_be_quit() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help");

    terminal.resize((1, 1)).wait_until("what fits", |screen| rows(screen) == "c\n").keys("q");

    assert_eq!(terminal.ended(), "0");
}

#[test]
fn it_opens_in_a_window_of_any_size_and_can_be_quit() {
    let desk = Desk::sample();
    for (size, wanted) in [
        ((1, 1), "c\n"),
        ((1, 200), "c\ns\np\n"),
        ((500, 2), "csp needs 40x10; this is 500x2. q quits\n"),
        ((500, 100), "1 Overview"),
    ] {
        let mut terminal = Terminal::open_with(&desk, size, &[], |command| command.env("COLUMNS", "0"));
        terminal.wait_until(wanted, |screen| rows(screen).starts_with(wanted));

        terminal.keys("6\u{1b}[B").wait_until_read().resize((80, 24)).wait_for("\n> Evidence led").keys("q");

        assert_eq!(terminal.ended(), "0", "{size:?}");
        terminal.is_given_back();
    }
}

#[test]
fn a_window_that_tells_no_size_is_taken_for_80_columns_and_24_rows() {
    let desk = Desk::sample();
    let mut terminal = Terminal::empty((80, 24));
    terminal.resize_unseen((0, 0)).run(&desk, env!("CARGO_BIN_EXE_csp"), &[]);

    terminal.wait_for("? help").wait_for("as at 9 March 2023\nPRIORITIES").keys("q");

    assert_eq!(terminal.ended(), "0");
}

#[test]
fn typing_goes_on_in_a_window_that_is_too_small_to_show_it() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    typing(&mut terminal);

    terminal.resize((20, 5)).wait_for("csp needs 40x10").keys(" on");
    terminal.resize((120, 30)).wait_for("programme, typed on");
    terminal.press(SAVE, "Saved turnaround: title");

    assert!(desk.text("actions/turnaround.ron").contains("\"Turnaround programme, typed on\""));
}

#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_fg_brings_the_typing_back() {
    let desk = Desk::sample();
    let shell = r#"set -m; "$0"; echo "stopped, $?"; read line; fg; echo "ended, $?""#;
    let mut terminal = Terminal::open_in_shell(&desk, shell);
    typing(&mut terminal);

    terminal.press("\u{1a}", "stopped, ").is_given_back();
    assert_eq!(desk.drafts().len(), 1, "what is typed is kept, should the machine stop meanwhile");
    assert!(!terminal.screen().contains("turnaround"), "{}", terminal.screen());
    terminal.press("\n", "programme, typed").press(SAVE, "Saved turnaround: title").press("q", "ended, 0");

    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back();
    assert!(desk.text("actions/turnaround.ron").contains("\"Turnaround programme, typed\""));
}

#[test]
fn ctrl_l_draws_over_what_something_else_wrote() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    let before = terminal.wait_for("FLAGS").screen();
    terminal.write_over("\u{1b}[5;1HBroadcast message: the machine stops at 6\u{1b}[20;1Hand starts at 7");
    terminal.wait_for("and starts at 7");

    terminal.keys("\u{c}").wait_until("the screen as it was", |screen| rows(screen) == before);
}
