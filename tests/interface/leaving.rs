//! The way back, one step at a time, and the line that drops amid typing.

use crate::support::Desk;
use crate::support::terminal::Terminal;

const ESC: &str = "\u{1b}";

#[test]
fn escape_steps_back_one_step_at_a_time_and_never_out() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help");

    for (keys, wanted) in [
        ("6", "6 Actions"),
        ("/stalking\r", "\n/stalking  "),
        ("\r", "\n Updates, newest first"),
        ("?", "Keys in a record"),
        (ESC, "\n Updates, newest first"),
        (ESC, "\n/stalking  "),
        (ESC, "Actions (26)"),
        (ESC, "1 Overview"),
    ] {
        terminal.press(keys, wanted);
    }
    terminal.keys(ESC).wait_until_read();

    terminal.press("6", "6 Actions").keys("q");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn typing_is_kept_however_one_begins_to_leave_and_saved_when_asked() {
    for leave in [ESC, "\u{3}"] {
        let desk = Desk::sample();
        let before = desk.files();
        let mut terminal = Terminal::open(&desk, (80, 24));
        terminal.wait_for("? help").press("6/id:turnaround\r", "> Turnaround").press("eq", "Turnaround programmeq");

        terminal.press(leave, "Not saved yet. Esc keep typing  s save  d discard");
        terminal.press(ESC, "Ctrl-S save  Esc leave").press("r", "Turnaround programmeqr");
        terminal.press(leave, "Not saved yet.");
        assert_eq!(desk.files(), before, "nothing is saved unasked");

        terminal.press("s", "Saved turnaround: title");
        assert!(desk.text("actions/turnaround.ron").contains("\"Turnaround programmeqr\""));
    }
}

#[test]
fn a_line_that_drops_amid_typing_ends_it_and_the_record_is_as_it_was() {
    type Opening = fn(&Desk) -> Terminal;
    let openings: [(&str, Opening); 3] = [
        ("told by the system", |desk| Terminal::open(desk, (80, 24))),
        ("told by nobody", |desk| Terminal::open_unheard(desk, env!("CARGO_BIN_EXE_csp"), &[])),
        ("deaf, as below nohup", |desk| Terminal::open_in_shell(desk, "trap '' HUP; exec \"$0\"")),
    ];
    for (how, open) in openings {
        let desk = Desk::sample();
        let before = desk.files();
        let mut terminal = open(&desk);
        terminal.wait_for("? help").press("6e typing", "champions typing");

        terminal.hang_up();

        assert_eq!(terminal.ended(), "Hangup", "{how}");
        assert_eq!(desk.files(), before, "{how}");
    }
}
