//! A record's text in an editor of the officer's own, which has the terminal meanwhile.

use std::fs;

use rustix::process::Signal;

use crate::support::Desk;
use crate::support::terminal::Terminal;

const FILE: &str = "actions/turnaround.ron";
const OWN: &str = r#"sed 's/stage:/owner: "Ann", stage:/' "$1" > "$1.new"; mv "$1.new" "$1""#;

/// The interface on the Turnaround programme, with this script as the editor.
fn open(desk: &Desk, script: &str) -> Terminal {
    let path = desk.home().join("editor.sh");
    #[allow(clippy::disallowed_methods, reason = "a test lays out its own desk")]
    fs::write(&path, script).unwrap();
    let editor = format!("/bin/sh {}", path.display());
    let mut terminal = Terminal::open_with(desk, (80, 24), &[], |command| command.env("VISUAL", editor));
    terminal.wait_for("FLAGS").press("6/id:turnaround\r", "> Turnaround");
    terminal
}

/// The interface is there again, whole, and ends as it should.
fn is_whole(desk: &Desk, terminal: &mut Terminal, notice: &str) {
    terminal
        .wait_for(notice)
        .wait_until("the interface", |screen| screen.alternate_screen() && screen.bracketed_paste());
    let screen = terminal.screen();
    for part in ["6 Actions - ", "/id:turnaround", "> Turnaround programme", "Actions (1)"] {
        assert!(screen.contains(part), "{part} is missing:\n{screen}");
    }
    assert!(!screen.contains("in the editor"), "{screen}");
    assert!(!terminal.bytes().windows(3).any(|bytes| bytes == b"[6n"), "nothing asks for the cursor");
    terminal.press("\r", "action turnaround").keys("q");
    assert_eq!(terminal.ended(), "0");
    terminal.is_given_back();
    assert_eq!(fs::read_dir(desk.home().join(".local/state/csp/edits")).unwrap().count(), 0);
}

#[test]
fn the_editor_has_the_terminal_and_what_it_leaves_is_saved() {
    let desk = Desk::sample();
    let before = desk.text(FILE);
    let mut terminal = open(&desk, &format!("echo in the editor; read line; {OWN}"));

    terminal.press("E", "in the editor").is_given_back().keys("go\n");

    is_whole(&desk, &mut terminal, "Saved turnaround: owner");
    assert_eq!(desk.text(FILE), before.replace("stage:", "owner: \"Ann\", stage:"));
}

#[test]
fn ctrl_c_and_its_like_are_the_editors() {
    for key in ["\u{3}", "\u{1c}"] {
        let desk = Desk::sample();
        let script = format!("save() {{ {OWN}; }}; trap 'save \"$1\"; exit 0' INT QUIT; echo in the editor; read line");
        let mut terminal = open(&desk, &script);

        terminal.press("E", "in the editor").keys(key);

        is_whole(&desk, &mut terminal, "Saved turnaround: owner");
    }
}

#[test]
fn whatever_modes_the_editor_leaves_the_interface_and_the_shell_have_their_own() {
    let desk = Desk::sample();
    let mut terminal = open(&desk, "stty raw -echo; echo in the editor; read line");

    terminal.press("E", "in the editor").keys("\n");

    is_whole(&desk, &mut terminal, "nothing was changed, so nothing was saved");
}

#[test]
fn an_editor_that_the_keyboard_ends_is_told_and_csp_goes_on() {
    let desk = Desk::sample();
    let before = desk.files();
    let mut terminal = open(&desk, "echo in the editor; read line");

    terminal.press("E", "in the editor").keys("\u{3}");

    is_whole(&desk, &mut terminal, "the editor was ended by signal 2, so nothing was saved");
    assert_eq!(desk.files(), before);
}

#[test]
fn a_signal_or_a_line_that_drops_ends_csp_and_the_text_stays() {
    type End = fn(&mut Terminal);
    let endings: [(End, &str); 3] = [
        (|terminal| _ = terminal.signal(Signal::TERM), "Terminated"),
        (|terminal| _ = terminal.signal(Signal::HUP), "Hangup"),
        (Terminal::hang_up, "Hangup"),
    ];
    for (end_it, end) in endings {
        let desk = Desk::sample();
        let before = desk.files();
        // The terminal that goes sends a line break as its last word.
        let script = format!("{OWN}; echo in the editor; while read line; do :; done; exit 1");
        let mut terminal = open(&desk, &script);
        terminal.press("E", "in the editor");

        end_it(&mut terminal);

        assert_eq!(terminal.ended(), end);
        let kept = desk.home().join(".local/state/csp/edits/1/turnaround.ron");
        assert!(fs::read_to_string(kept).unwrap().contains("owner: \"Ann\""));
        assert!(desk.files() == before, "nothing is saved");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_mended_from_the_row_that_names_it() {
    let desk = Desk::sample();
    desk.put(FILE, "Action(\n    titel: \"Turnaround\",\n)\n");
    let path = desk.home().join("editor.sh");
    #[allow(clippy::disallowed_methods, reason = "a test lays out its own desk")]
    fs::write(&path, "sed -i s/titel/title/ \"$1\"").unwrap();
    let editor = format!("/bin/sh {}", path.display());
    let mut terminal = Terminal::open_with(&desk, (80, 24), &[], |command| command.env("EDITOR", editor));

    terminal.wait_for("1 UNREADABLE").press("0", "0 Quality").press("E", "Saved turnaround: mended");

    assert_eq!(desk.text(FILE), "Action(\n    title: \"Turnaround\",\n)\n");
}

#[test]
fn a_text_that_the_editor_had_when_csp_was_killed_is_named_at_the_next_start() {
    let desk = Desk::sample();
    let mut terminal = open(&desk, "echo '// mine' >> \"$1\"; echo in the editor; read line");

    terminal.press("E", "in the editor").signal(Signal::KILL);
    terminal.ended();
    let mut again = Terminal::open(&desk, (80, 24));
    again.wait_for("A text from your editor that was not saved is kept in");

    assert!(again.screen().contains("/csp/edits/1/turnaround.ron"), "{}", again.screen());
    let text = fs::read_to_string(desk.home().join(".local/state/csp/edits/1/turnaround.ron")).unwrap();
    assert!(text.ends_with("// mine\n"), "{text}");
    again.press("?", "Keys in a pane").press("\u{1b}", "1-0 panes").keys("q");
}
