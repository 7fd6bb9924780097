//! What a form offers and refuses, and what others do to its record meanwhile.

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;

const FILE: &str = "actions/turnaround.ron";
const SAVE: &str = "\u{13}";

/// A terminal with the form of the Turnaround programme open.
fn form(desk: &Desk) -> Terminal {
    let mut terminal = Terminal::open(desk, (80, 24));
    terminal.wait_for("? help").press("6/id:turnaround\r", "> Turnaround").press("e", "Edit action turnaround");
    terminal
}

/// Goes on to a field, by its label.
fn to_field(terminal: &mut Terminal, label: &str) {
    let chosen = |screen: &str| {
        let line = screen.lines().find(|line| line.starts_with('>'))?;
        Some(line.get(..18).unwrap_or(line).trim_end().to_owned())
    };
    let mut here = chosen(&terminal.screen());
    while here.as_ref().is_none_or(|here| *here != format!(">{label}")) {
        terminal.keys("\t").wait_until("the next field", |screen| chosen(&rows(screen)) != here);
        here = chosen(&terminal.screen());
    }
}

#[test]
fn a_record_is_added_as_the_command_adds_it_and_the_cursor_is_on_it() {
    let (desk, other) = (Desk::sample(), Desk::sample());
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("? help").press("6a", "Add an action").press("Youth club: Tuesdays", ">Title ");
    to_field(&mut terminal, "Due");
    terminal.press("end of quarter", "= 31 March 2023").press(SAVE, "Saved youth-club-tuesdays: added");

    assert!(terminal.screen().contains("\n> Youth club: Tuesdays"), "{}", terminal.screen());
    let answer = other.run(&["add", "action", "Youth club: Tuesdays", "due=end of quarter"]);
    assert_eq!(answer.out, "youth-club-tuesdays\n", "{answer:?}");
    assert_eq!(desk.text("actions/youth-club-tuesdays.ron"), other.text("actions/youth-club-tuesdays.ron"));
}

#[test]
fn a_link_is_picked_from_a_list_by_part_of_its_name() {
    let desk = Desk::sample();
    let mut terminal = form(&desk);

    to_field(&mut terminal, "Lead agency");
    terminal.press("\r", "NHS Dorset").keys("dorpol");
    terminal.wait_until("fewer to pick from", |screen| !rows(screen).contains("NHS Dorset"));
    terminal.press("\r", "Lead agency      dorset-police").press(SAVE, "Saved turnaround: lead agency");

    assert!(desk.text(FILE).contains("    lead_agency: \"dorset-police\",\n"), "{}", desk.text(FILE));
}

#[test]
fn what_is_not_accepted_is_said_at_its_field_and_nothing_is_saved() {
    let desk = Desk::sample();
    let before = desk.files();
    let mut terminal = form(&desk);

    to_field(&mut terminal, "RAG");
    terminal.press("amber", ">RAG              amber").press(SAVE, "Not saved: ").wait_for(">RAG              amber");
    assert_eq!(desk.files(), before);

    terminal.press(": the bid is late", "amber: the bid is late").press(SAVE, "Saved turnaround: RAG");
    assert!(desk.text(FILE).contains("reason: \"the bid is late\""), "{}", desk.text(FILE));
}

#[test]
fn a_record_that_is_gone_is_not_made_again_and_the_typing_stays() {
    let desk = Desk::sample();
    let mut terminal = form(&desk);
    terminal.press(", by Ann", "programme, by Ann");

    std::fs::remove_file(desk.store().join(FILE)).unwrap();
    terminal.press(SAVE, "has been removed from the store").wait_for("programme, by Ann");

    assert!(!desk.store().join(FILE).exists());
}

#[test]
fn what_another_has_saved_is_there_after_reading_again_with_the_cursor_where_it_was() {
    let desk = Desk::sample();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help").press("6/turnaround\r", "/turnaround  1 of 26");

    assert_eq!(desk.run(&["set", "turnaround", "owner=Bea"]).code, 0);
    terminal.press("r", "The store was read again");

    let screen = terminal.screen();
    assert!(
        screen.lines().any(|line| line.starts_with("> Turnaround programme") && line.contains(" Bea ")),
        "{screen}"
    );
}
