//! Each pane as it is first seen, at 80x24, and the overview at the smallest and at a large size.

use insta::assert_snapshot;

use crate::store::Seed;
use crate::tui::look::{Letters, Look, Palette};
use crate::tui::session::Session;

/// The screen after keys on the sample.
fn screen(keys: &str) -> String {
    Session::sample().press(keys).screen()
}

#[test]
fn overview() {
    assert_snapshot!(screen(""));
}

#[test]
fn priorities() {
    assert_snapshot!(screen("2"));
}

#[test]
fn themes() {
    assert_snapshot!(screen("3"));
}

#[test]
fn duties() {
    assert_snapshot!(screen("4"));
}

#[test]
fn further_work() {
    assert_snapshot!(screen("5"));
}

#[test]
fn actions() {
    assert_snapshot!(screen("6"));
}

#[test]
fn plans() {
    assert_snapshot!(screen("7"));
}

#[test]
fn funding() {
    assert_snapshot!(screen("8"));
}

#[test]
fn meetings_and_recommendations() {
    assert_snapshot!(screen("9"));
}

#[test]
fn quality() {
    assert_snapshot!(screen("0"));
}

#[test]
fn help() {
    assert_snapshot!(screen("?"));
}

#[test]
fn a_record() {
    assert_snapshot!(screen("4<enter>"));
}

#[test]
fn a_form() {
    assert_snapshot!(screen("6e<tab><tab>"));
}

#[test]
fn the_smallest_screen() {
    assert_snapshot!(Session::sample().resize(40, 10).screen());
}

#[test]
fn a_list_on_the_smallest_screen() {
    assert_snapshot!(Session::sample().resize(40, 10).press("6jj").screen());
}

#[test]
fn a_large_screen_shows_list_and_record() {
    assert_snapshot!(Session::sample().resize(200, 50).press("6jj").screen());
}

#[test]
fn every_pane_in_ascii_holds_nothing_else() {
    let look = Look { palette: Palette::Mono, letters: Letters::Ascii };
    let mut session = Session::looking(Seed::Sample.in_memory(), (130, 30), look);

    for pane in "1234567890".chars() {
        for keys in [
            pane.to_string(),
            "<enter>".to_owned(),
            "e".to_owned(),
            "<esc>".to_owned(),
            "?".to_owned(),
            "<esc>".to_owned(),
        ] {
            let screen = session.press(&keys).screen();
            assert!(screen.is_ascii(), "{screen}");
        }
    }
}

#[test]
fn in_ascii_a_form_shows_what_is_typed_by_the_nearest_letters_and_keeps_it_as_it_is() {
    let look = Look { palette: Palette::Mono, letters: Letters::Ascii };
    let mut session = Session::looking(Seed::Sample.in_memory(), (80, 24), look);

    let screen = session.press("6/turnaround<enter>e: café £5 日<ctrl-s>").press("e").screen();

    assert!(screen.contains(">Title            Turnaround programme: cafe ?5 ?"), "{screen}");
    assert!(screen.is_ascii(), "{screen}");
    assert!(session.store.text("actions/turnaround.ron").unwrap().contains("programme: café £5 日"));
}

#[test]
fn every_pane_survives_every_size() {
    let mut session = Session::sample();

    for (width, height) in
        [(1, 1), (39, 10), (40, 9), (40, 10), (60, 15), (69, 24), (70, 24), (119, 24), (120, 24), (500, 3), (300, 60)]
    {
        session.resize(width, height);
        for pane in "1234567890".chars() {
            session.press(&format!("{pane}<enter>jj<esc>e<tab><tab><tab><enter><esc><esc>?<esc>/x<esc><esc>"));
        }
    }
}
