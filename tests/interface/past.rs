//! History in the interface: kept behind the screen, shown, and exchanged with a colleague elsewhere.

use std::process::Command;

use crate::support::Desk;
use crate::support::terminal::Terminal;

const ENTER: &str = "\r";

fn git(desk: &Desk, arguments: &[&str]) -> String {
    let ran = Command::new("git").current_dir(desk.home()).args(arguments).output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
    String::from_utf8(ran.stdout).unwrap()
}

/// The interface of a desk whose programs are found.
fn open(desk: &Desk) -> Terminal {
    let mut terminal = Terminal::open_with(desk, (80, 24), &[], |command| {
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    });
    terminal.wait_for("? help");
    terminal
}

/// Sets the owner of the action under the cursor.
fn own(terminal: &mut Terminal, owner: &str) {
    terminal.keys("o").wait_until_read().keys(owner).wait_for(owner);
    terminal.press(ENTER, "Saved lights: owner");
}

#[test]
fn each_save_at_the_screen_is_a_commit_of_the_officer_and_its_history_one_key_away() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add action Lights");
    let mut terminal = open(&desk);
    terminal.press("6", "Lights");
    own(&mut terminal, "First of all");
    own(&mut terminal, "Second of all");

    terminal.press("h", "Owner: First of all → Second of all").press("q", "> Lights").press("c", "Added (");
    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");

    let log = git(&desk, &["-C", "store", "log", "--format=%an: %s"]);
    let log: Vec<_> = log.lines().collect();
    assert_eq!(log[..3], ["Ann Officer: lights: owner", "Ann Officer: lights: owner", "Ann Officer: lights: added"]);
}

#[test]
fn a_store_that_keeps_no_history_says_so_in_the_pane_of_changes_and_when_it_is_printed() {
    let desk = Desk::starter();
    let mut terminal = open(&desk);

    terminal.press("c", "this store keeps no history").keys("\u{1b}[B");
    terminal.press("p", "write to a file").wait_for("this store keeps no history");
}

#[test]
fn a_save_that_is_not_in_history_yet_is_told_behind_the_screen() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add action Lights");
    desk.put(".git/refs/heads/main.lock", "");
    let mut terminal = open(&desk);
    terminal.press("6", "Lights");

    own(&mut terminal, "Somebody");

    terminal.wait_for("saved, but not in history yet");
    assert!(desk.text("actions/lights.ron").contains("Somebody"));
    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn a_sync_goes_on_while_one_works_and_what_both_set_is_decided_on_screen() {
    let Some(desk) = Desk::with_history() else { return };
    git(&desk, &["init", "--quiet", "--bare", "--initial-branch=main", "hub.git"]);
    desk.csp("add action Lights owner=First");
    assert_eq!(desk.run(&["sync", desk.home().join("hub.git").to_str().unwrap()]).code, 0);
    let other = Desk::empty();
    let hub = desk.home().join("hub.git");
    git(&other, &["clone", "--quiet", hub.to_str().unwrap(), "store"]);
    other.by("Bea Officer", "set lights owner=Theirs");
    assert_eq!(other.csp("sync").code, 0);
    desk.csp("set lights owner=Mine");
    let mut terminal = open(&desk);

    terminal.press("S", "waits for a decision").press("6", "Lights");
    terminal.press("v", "t takes what Bea Officer set: Theirs").press("t", "Saved lights: owner");
    terminal.keys("q");
    assert_eq!(terminal.ended(), "0");

    assert!(desk.text("actions/lights.ron").contains("Theirs"));
    assert_eq!(desk.csp("check").out.matches("conflicts/").count(), 0);
}
