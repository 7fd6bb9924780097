//! The mouse, where it is taken.

use crate::store::Seed;
use crate::tui::effect::{Reply, sent};
use crate::tui::look::{Letters, Look, Palette};
use crate::tui::session::Session;
use crate::tui::terminal::mouse::Gesture::{Click, WheelDown, WheelUp};
use crate::tui::view::hit;

fn opened(size: (u16, u16)) -> Session {
    Session::open(Seed::Sample.in_memory(), size)
}

#[test]
fn a_click_puts_the_cursor_on_a_row_and_a_second_opens_it() {
    for size in [(80, 24), (40, 10), (200, 50)] {
        let mut session = opened(size);

        let reversed = session.press("7").click("Reducing Reoff").reversed();
        assert!(reversed[1].starts_with("> Reducing Reoff"), "{reversed:?}");
        assert!(session.app.trail.here().is_none(), "only one click");

        session.click("Reducing Reoff");
        assert!(
            session.app.trail.here().is_some_and(|(id, _)| id.as_str().starts_with("reducing")),
            "{}",
            session.screen()
        );
    }
}

#[test]
fn a_second_click_in_the_same_place_opens_what_the_first_chose_though_the_list_moved() {
    let mut session = Session::sample();
    let row_18 = Click(10, 18);

    let chosen = session.press("6").point(row_18).app.pointed_at();
    let screen = session.screen();
    assert!(!screen.lines().nth(18).unwrap().starts_with('>'), "the list moved under the mouse:\n{screen}");
    session.point(row_18);
    assert_eq!(session.app.trail.here().map(|(id, _)| id.clone()), chosen);

    let mut session = Session::sample();
    session.press("6").point(row_18).press("<up>").point(row_18);
    assert!(session.app.trail.here().is_none(), "a key was between");
    let mut session = Session::sample();
    session.press("6").point(row_18).point(WheelUp).point(row_18);
    assert!(session.app.trail.here().is_none(), "the wheel was between");
}

#[test]
fn every_line_of_a_list_leads_to_the_row_that_is_drawn_there() {
    for keys in ["6", "6<end>", "6<down><down><down>/police<enter>", "6/police<down>", "5", "0"] {
        let mut rows_hit = 0;
        for row in 1..23 {
            let mut session = Session::sample();
            let screen = session.press(keys).screen();
            let line = screen.lines().nth(usize::from(row)).unwrap_or_default();
            if hit(&session.app, 40, row).is_none() {
                assert!(!line.ends_with("not stated"), "{keys}: {line:?} is not hit");
                continue;
            }
            rows_hit += 1;
            let chosen = session.point(Click(40, row)).reversed();
            if session.app.trail.here().is_some() {
                assert!(line.starts_with('>'), "{keys}: {line:?} was not chosen");
            } else if !line.starts_with('>') {
                assert_eq!(chosen[1][1..].trim_end(), line[1..chosen[1].len()].trim_end(), "{keys}");
            }
        }
        assert!(rows_hit > 1, "{keys}");
    }
}

#[test]
fn on_the_overview_a_click_leads_to_what_stands_there_and_to_the_left_of_it() {
    let mut session = Session::sample();

    for (words, chosen) in [
        ("Fraud", ">Fraud"),
        ("Prevention work", ">Prevention work with schools"),
        ("Substance", ">Substance misuse"),
        ("9 March 2024", ">Annual scrutiny"),
    ] {
        let reversed = session.click(words).reversed();
        assert!(reversed[1].starts_with(chosen), "{words}: {reversed:?}");
    }
    let before = session.reversed();
    for words in ["FLAGS", "PRIORITIES", "1 Overview", "? help"] {
        assert_eq!(session.click(words).reversed(), before, "{words} leads nowhere");
    }
    assert!(session.click("9 March 2024").screen().contains("duty"), "{}", session.screen());
}

#[test]
fn in_a_record_a_click_on_a_link_chooses_it_and_a_second_follows_it() {
    let mut session = Session::sample();
    session.press("2<enter>").click("Community Safety Plan 2020-23");
    let before = session.app.trail.here().map(|(id, _)| id.clone());
    assert!(session.reversed()[1].starts_with(">  Community Safety Plan"), "{}", session.screen());

    session.click("Community Safety Plan 2020-23");

    assert_ne!(session.app.trail.here().map(|(id, _)| id.clone()), before);
    assert!(session.press("<backspace>").app.trail.here().map(|(id, _)| id.clone()) == before);
}

#[test]
fn with_list_and_record_side_by_side_a_click_goes_to_the_side_that_it_is_on() {
    let mut session = opened((200, 50));

    session.press("6").click("Updates, newest first");
    assert!(session.app.trail.here().is_some_and(|(_, stop)| stop > 3), "the record has the keys");

    let reversed = session.click("Turnaround prog").reversed();
    assert!(session.app.trail.here().is_none() && reversed[1].starts_with("> Turnaround"), "{reversed:?}");
}

#[test]
fn the_wheel_does_what_up_and_down_do() {
    for keys in ["1", "6", "6<enter>", "6/p", "?", "6e", "6e<tab><tab><enter>"] {
        let (mut turned, mut pressed) = (Session::sample(), Session::sample());
        turned.press(keys).point(WheelDown).point(WheelDown).point(WheelUp);
        pressed.press(keys).press("<down><down><up>");

        assert_eq!(turned.screen(), pressed.screen(), "{keys}");
    }
}

#[test]
fn in_a_list_to_pick_from_a_click_chooses_and_a_second_takes() {
    let mut session = Session::sample();
    session.press("6e<tab><tab>").press("<enter>");
    let listed = session.screen();
    assert!(listed.contains("\n>"), "{listed}");
    let option = listed.lines().nth(4).unwrap().trim().to_owned();

    session.click(&option);
    assert_eq!(session.reversed()[1].trim_start_matches('>').trim(), option);
    session.click(&option);

    assert!(session.app.dialogs.len() == 1 && session.screen().contains(&option), "{}", session.screen());
}

#[test]
fn nothing_is_hit_where_nothing_can_be_chosen() {
    for (keys, size) in [("6exx<esc>", (80, 24)), ("6e", (80, 24)), ("6", (39, 9)), ("0", (1, 1)), ("", (500, 2))] {
        let mut session = opened(size);
        let before = session.press(keys).screen();
        for (column, row) in [(0, 0), (0, 1), (5, 3), (500, 500), (u16::MAX, u16::MAX)] {
            assert_eq!(session.point(Click(column, row)).screen(), before, "{keys} at {column}, {row}");
        }
    }
}

#[test]
fn in_ascii_a_click_finds_what_is_drawn() {
    let look = Look { palette: Palette::Mono, letters: Letters::Ascii };
    let mut session = Session::looking(Seed::Sample.in_memory(), (80, 24), look);

    assert!(session.click("Why victims").reversed()[1].starts_with(">Why victims"));
}

#[test]
fn what_is_sent_to_the_clipboard_is_told_and_what_is_too_long_is_refused_in_words() {
    let Reply::Told(words) = sent(Ok(())).unwrap() else { panic!("it was sent") };
    assert_eq!(words, "sent to your terminal's clipboard (it may refuse: then write it to a file)");

    let too_long = std::io::Error::new(std::io::ErrorKind::InvalidInput, "too long");
    assert!(matches!(sent(Err(too_long)), Ok(Reply::Failed(why)) if why == "too long"));
    assert!(sent(Err(std::io::ErrorKind::BrokenPipe.into())).is_err(), "a terminal that is gone is no notice");
}
