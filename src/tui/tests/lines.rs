//! What is typed on one line: the keys that move and take out within it are the same in every such line.

use std::fs;

use crate::tui::session::Session;

#[test]
fn within_the_filter_the_cursor_goes_where_the_keys_say() {
    let mut session = Session::sample();

    session.press("6/roup<home>g<end>s<left><backspace>");

    assert!(session.screen().contains("/grous"), "{}", session.screen());
    session.press("<ctrl-u>turn rpund<left><left><left><left><delete>o<enter>/<home>x<delete>");
    assert!(session.screen().contains("/xurn round"), "{}", session.screen());
}

#[test]
fn within_the_name_of_a_file_the_cursor_goes_where_the_keys_say() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::sample();

    session.press("pw<ctrl-u>one two<home>t<delete><right><right> x<left><left><backspace><end>!");
    assert!(session.screen().contains("Write to: tn x two!"), "{}", session.screen());
    session.press("<ctrl-u>").paste(&format!("{}/plan.txt", folder.path().display()));
    session.press("<left><left><left><left>-1<enter>");

    assert!(fs::exists(folder.path().join("plan-1.txt")).unwrap(), "{}", session.screen());
}

#[test]
fn one_word_of_a_reason_and_of_a_title_can_be_changed_where_it_stands() {
    let mut session = Session::sample();
    session.press("R2023<enter>");
    for _ in 0..60 {
        if session.reversed().iter().any(|row| row.contains("Violent Crime")) {
            break;
        }
        session.press("j");
    }

    session.press("r");
    assert!(session.screen().contains("New title of Violent Crime: Violent Crime"), "{}", session.screen());
    session.press("<end> and Disorder<home>More <enter>");
    assert!(session.screen().contains("renamed: More Violent"), "{}", session.screen());
    session.press("rScams<enter>");
    assert!(session.screen().contains("renamed: Scams"), "typing takes its place: {}", session.screen());
}

#[test]
fn a_list_to_pick_from_is_narrowed_by_a_line_like_the_others() {
    let mut session = Session::sample();

    session.press("P").paste("\u{200b}ard\n").press("<home>bo<end> pap<left><delete>");

    assert!(session.screen().contains("Reports (1): board pa"), "{}", session.screen());
}

#[test]
fn the_end_of_a_long_line_and_its_beginning_come_in_sight_with_the_cursor() {
    let mut session = Session::sample();

    session.press("I").paste(&format!("/first/{}/last.csv", "folder/".repeat(20)));
    assert!(session.screen().contains("last.csv") && !session.screen().contains("/first/"), "{}", session.screen());
    session.press("<home>");

    assert!(session.screen().contains("/first/") && !session.screen().contains("last.csv"), "{}", session.screen());
}
