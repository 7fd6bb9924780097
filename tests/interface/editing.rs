//! Adding and editing in a real terminal: what reaches the disk, and that nothing typed or saved is lost.

use crate::support::Desk;
use crate::support::terminal::Terminal;

const FILE: &str = "actions/turnaround.ron";
const BY_HAND: &str = "// agreed with the YJS, 3 May\r\nAction( /* odd */\r\n\tstage:Developing ,   // third year\r\n\r\n  title: \"Turnaround\",\r\n  priorities: [ \"anti-social-behaviour\" , ],\r\n  notes: r#\"keep \"this\" as it is\"#\r\n) // the end\r\n\r\n";
const SAVE: &str = "\u{13}";
const ESC: &str = "\u{1b}";

/// A terminal with the form of the Turnaround programme open.
fn form(desk: &Desk) -> Terminal {
    let mut terminal = Terminal::open(desk, (80, 24));
    terminal.wait_for("FLAGS").press("6/id:turnaround\r", "> Turnaround").press("e", "Edit action turnaround");
    terminal
}

#[test]
fn the_form_changes_one_field_of_a_hand_written_file_and_no_other_byte() {
    let desk = Desk::sample();
    desk.put(FILE, BY_HAND);
    let mut terminal = form(&desk);

    terminal.press(" programme", "Turnaround programme").press(SAVE, "Saved turnaround: title");
    terminal.keys("q");

    assert_eq!(terminal.ended(), "0");
    assert_eq!(desk.text(FILE), BY_HAND.replace("\"Turnaround\"", "\"Turnaround programme\""));
}

#[test]
fn a_record_is_added() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("FLAGS").press("6a", "Add an action").press("Safer taxi ranks", "Safer taxi ranks");
    terminal.press(SAVE, "Saved safer-taxi-ranks: added");

    assert_eq!(desk.text("actions/safer-taxi-ranks.ron"), "Action(\n    title: \"Safer taxi ranks\",\n)\n");
}

#[test]
fn what_a_colleague_saved_in_another_field_stays() {
    let desk = Desk::sample();
    let mut terminal = form(&desk);
    terminal.press(", year two", "year two");

    assert_eq!(desk.run(&["set", "turnaround", "owner=Bea"]).code, 0);
    terminal.press(SAVE, "Saved turnaround: title");

    let text = desk.text(FILE);
    assert!(text.contains("title: \"Turnaround programme, year two\"") && text.contains("owner: \"Bea\""), "{text}");
}

#[test]
fn where_both_set_the_same_field_both_values_are_shown_and_a_person_decides() {
    let desk = Desk::sample();
    for (key, told, kept) in [
        (SAVE, "Saved turnaround: title", "Turnaround programme by Ann"),
        ("\u{14}\u{13}", "Nothing was changed", "By Bea"),
    ] {
        let mut terminal = form(&desk);
        let started = desk.text(FILE);
        terminal.press(" by Ann", "by Ann");
        assert_eq!(desk.run(&["set", "turnaround", "title=By Bea"]).code, 0);
        let theirs = desk.text(FILE);

        terminal.press(SAVE, "has changed Title").wait_for("By Bea").wait_for("by Ann");
        assert_eq!(desk.text(FILE), theirs, "nothing is saved before she decides");
        terminal.press(key, told);

        assert!(desk.text(FILE).contains(&format!("title: \"{kept}\"")), "{}", desk.text(FILE));
        desk.put(FILE, started);
    }
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let desk = Desk::sample();
    let mut terminal = form(&desk);

    terminal.keys("\u{1b}[200~ one\rtwo\u{13}\u{1b}[201~").wait_for("one two");
    assert!(
        terminal.screen().contains("Edit action turnaround"),
        "the break submitted nothing and Ctrl-S saved nothing"
    );
    terminal.press(SAVE, "Saved turnaround: title");

    assert!(desk.text(FILE).contains("title: \"Turnaround programme one two"), "{}", desk.text(FILE));
}

#[test]
fn what_a_terminal_answers_to_others_is_not_typing() {
    let desk = Desk::sample();
    let mut terminal = form(&desk);

    for answer in [
        "\u{1b}[24;80R",
        "\u{1b}[?62;22c",
        "\u{1b}[I\u{1b}[O",
        "\u{1b}]11;rgb:1c1c/1c1c/1c1c\u{1b}\\",
        "\u{1b}P>|XTerm(390)\u{1b}\\",
    ] {
        terminal.keys(answer);
    }
    terminal.press("!", "Turnaround programme!").press(SAVE, "Saved turnaround: title");

    assert!(desk.text(FILE).contains("title: \"Turnaround programme!\""), "{}", desk.text(FILE));
}

#[test]
fn esc_asks_before_typing_is_lost() {
    let desk = Desk::sample();
    let before = desk.text(FILE);
    let mut terminal = form(&desk);

    terminal.press(" more", "programme more").press(ESC, "Not saved yet").press(ESC, "Ctrl-S save");
    assert!(terminal.screen().contains("programme more"));
    terminal.press(ESC, "Not saved yet").press("d", "> Turnaround programme");

    assert_eq!(desk.text(FILE), before);
}

#[test]
fn a_store_that_must_not_be_written_says_so_before_anything_is_typed() {
    let desk = Desk::sample();
    desk.put("store.ron", desk.text("store.ron").replace("format: 1", "format: 2"));
    let before = desk.files();
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("READ ONLY").press("6e", "This store can only be read.").wait_for("Next: upgrade csp");
    terminal.press("a", "This store can only be read.");

    assert!(terminal.screen().contains("Actions (26)"), "no form opens");
    assert_eq!(desk.files(), before);
}

#[test]
fn a_store_that_becomes_one_of_a_later_format_meanwhile_keeps_the_typing() {
    let desk = Desk::sample();
    let mut terminal = form(&desk);
    terminal.press(" x", "programme x");
    desk.put("store.ron", desk.text("store.ron").replace("format: 1", "format: 2"));
    let before = desk.files();

    terminal.press(SAVE, "Next: upgrade csp");

    assert!(terminal.screen().contains("programme x"), "what was typed is still there");
    assert_eq!(desk.files(), before);
}
