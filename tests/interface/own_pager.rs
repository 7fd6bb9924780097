//! The plain text of what is on screen, in a pager of the officer's own, and in a file.

use std::fs;

use crate::support::Desk;
use crate::support::terminal::Terminal;

#[test]
fn the_pager_gets_the_plain_text_and_the_terminal_and_gives_it_back() {
    let desk = Desk::sample();
    let path = desk.home().join("pager.sh");
    #[allow(clippy::disallowed_methods, reason = "a test lays out its own desk")]
    fs::write(&path, "cat > \"$HOME/seen\"; echo in the pager; read line < /dev/tty").unwrap();
    let pager = format!("/bin/sh {}", path.display());
    let mut terminal = Terminal::open_with(&desk, (80, 24), &[], |command| command.env("PAGER", pager));

    terminal.wait_for("FLAGS").press("5p", "view in your pager").press("v", "in the pager").is_given_back().keys("\n");
    terminal.wait_until("the interface", vt100::Screen::alternate_screen).wait_for("Areas for further work (4)");

    assert_eq!(fs::read_to_string(desk.home().join("seen")).unwrap(), desk.run(&["summary", "further-work"]).out);
    terminal.press("\u{1b}", "1-0 panes").keys("q");
    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back();
}

#[test]
fn the_plain_text_of_a_record_goes_to_a_file_as_the_command_prints_it() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("FLAGS").press("6/id:turnaround\r\r", "action turnaround").press("pw", "Write to: turnaround-");
    terminal.keys("\u{15}~/board paper.txt").press("\r", "Written to");

    let text = fs::read_to_string(desk.home().join("board paper.txt")).unwrap();
    assert_eq!(text, desk.run(&["summary", "turnaround"]).out);
}
