//! What leads the eye and the hand: what is late, which keys do something here, and that more follows.

use std::path::Path;

use crate::store::{Memory, Seed};
use crate::tui::NamedStore;
use crate::tui::effect::Reply;
use crate::tui::session::Session;

/// The sample, with actions that are due on these days.
fn with_due(due: &[(&str, &str)]) -> Session {
    let store = Seed::Sample.in_memory();
    for (id, day) in due {
        let path = format!("actions/{id}.ron");
        let text = store.text(&path).unwrap().replacen("Action(\n", &format!("Action(\n    due: \"{day}\",\n"), 1);
        store.put(&path, &text);
    }
    Session::open(store, (80, 24))
}

/// The two lowest lines of a screen: the keys.
fn keys(screen: &str) -> String {
    let lines: Vec<_> = screen.lines().collect();
    lines[lines.len() - 2..].join("\n")
}

#[test]
fn the_overview_names_what_is_late_the_longest_first_and_opens_it() {
    let due = [("turnaround", "2023-01-31"), ("pineapple-project", "2023-03-08"), ("training", "2023-03-01")];
    let mut session = with_due(&due);

    let screen = session.screen();
    let line = screen.lines().nth(1).unwrap();
    assert_eq!(line, "LATE>Turnaround programme, 37 days; +2 in t", "{screen}");
    assert!(session.press("<enter>").screen().contains("Due: LATE 31 January 2023"), "{}", session.screen());

    let screen = session.press("<esc>").resize(200, 50).screen();
    let line = screen.lines().nth(1).unwrap();
    assert!(
        line.starts_with("LATE>Turnaround programme, 37 days; Training on community safety issues, 8 days; +1 in t"),
        "{line}"
    );
    assert!(!Session::sample().screen().contains("LATE"), "nothing is late in the sample");
}

#[test]
fn what_is_rated_red_is_counted_on_the_overview_where_there_is_any() {
    let mut session = Session::sample();
    assert!(!session.screen().contains(" red"), "{}", session.screen());

    let screen = session.press("6gred<enter>nobody leads it<enter>1").screen();

    assert!(screen.contains("0 blocked, 1 red, 0 stale"), "{screen}");
}

#[test]
fn a_hint_names_no_key_that_does_nothing_here() {
    let mut session = Session::sample();

    let actions = keys(&session.press("6").screen());
    assert!(actions.contains("s state  o owner  d due  n note") && !actions.contains("A answer"), "{actions}");
    let priorities = keys(&session.press("2").screen());
    for absent in ["s state", "o owner", "d due"] {
        assert!(!priorities.contains(absent), "{priorities}");
    }
    assert!(priorities.contains("g RAG  l lead"), "{priorities}");
    let narrowed = keys(&session.press("6/turn<enter>").screen());
    assert!(narrowed.contains("Esc show all"), "{narrowed}");
    assert!(!keys(&session.press("<esc>").screen()).contains("Esc"), "nothing is left out: {}", session.screen());
    let recommendations = keys(&session.press("9").screen());
    assert!(recommendations.contains("A answer"), "{recommendations}");
    let plan = keys(&session.press("7").screen());
    assert!(plan.contains("s state"), "it passes the next gate: {plan}");
    let record = keys(&session.press("6<enter>").screen());
    assert!(!record.contains("a add"), "only from a meeting something arises: {record}");
}

#[test]
fn of_several_plans_no_key_is_named_that_passes_one_gate() {
    let mut session = Session::sample();

    let several = keys(&session.press("7m").screen());
    let one = keys(&session.press("m").screen());

    assert!(!several.contains("s state") && several.contains("n note"), "{several}");
    assert!(!one.contains("s state"), "two are marked: {one}");
}

#[test]
fn the_cursor_of_the_overview_stays_on_its_record_when_something_is_late_from_midnight_on() {
    let mut session = with_due(&[("turnaround", "2023-03-09")]);
    let before = session.press("jj").app.pointed_at();
    assert!(before.is_some());

    session.app.settings.calendar.named = chrono::NaiveDate::from_ymd_opt(2023, 3, 10);
    assert!(session.app.turn_day());

    assert!(session.press("<ctrl-l>").screen().contains("LATE Turnaround programme, 1 day"), "{}", session.screen());
    assert_eq!(session.app.pointed_at(), before);
}

#[test]
fn on_the_smallest_screen_a_date_is_whole_and_what_follows_is_marked_whatever_else_the_bar_says() {
    let files = Seed::Sample.files().into_iter().filter(|(path, _)| *path != "duties/annual-scrutiny.ron");
    let duty = "Duty(title: \"Annual scrutiny\", cadence: Yearly, last_done: \"2021-09-30\")";
    let others = [("duties/annual-scrutiny.ron", duty), ("actions/broken.ron", "Action(titel: \"x\")")];
    let mut session = Session::open(Memory::new(files.chain(others)), (40, 10));

    let screen = session.press("4").screen();

    assert!(screen.contains("LATE 30 September 2022 *"), "{screen}");
    let bar = screen.lines().next().unwrap();
    assert!(bar.contains("1 UNREADABLE") && bar.ends_with('↓'), "{screen}");
}

#[test]
fn an_empty_pane_says_how_to_add_and_one_that_a_filter_empties_does_not() {
    let files = Seed::Sample.files().into_iter().filter(|(path, _)| !path.starts_with("funding/"));
    let mut session = Session::open(Memory::new(files), (80, 24));

    assert!(session.press("8").screen().contains(" None. a adds one."), "{}", session.screen());
    let filtered = session.press("6/nothing-like-it<enter>").screen();
    assert!(filtered.contains(" None.") && !filtered.contains("a adds one"), "{filtered}");
}

#[test]
fn words_in_place_of_rows_are_whole_on_the_smallest_screen() {
    let screen = Session::sample().resize(40, 10).press("8G").screen();

    assert!(screen.contains("since no stream") && screen.contains("states an amount."), "{screen}");
}

#[test]
fn what_follows_below_is_marked_in_lists_forms_and_lists_to_pick_from() {
    let more = |screen: &str| screen.lines().any(|line| line.ends_with('↓'));
    let mut session = Session::sample();

    assert!(more(&session.press("6").screen()), "26 actions: {}", session.screen());
    assert!(!more(&session.press("G").screen()), "{}", session.screen());
    assert!(!more(&session.press("2").screen()), "6 priorities: {}", session.screen());
    assert!(more(&session.press("6e").screen()), "more fields than rows: {}", session.screen());
    assert!(more(&session.press("<esc>l").screen()), "more bodies than rows: {}", session.screen());
}

#[test]
fn triage_says_at_its_end_what_still_is_open_about_what_was_decided() {
    let mut session = Session::sample();

    let screen = session.press("toAnn Officer<enter>q").screen();

    assert!(screen.contains("(domestic-abuse-champions)") && screen.contains("still: no date"), "{screen}");
}

#[test]
fn a_command_to_type_names_the_store_where_it_was_named() {
    let put_into =
        |words: &str, store: &Path| words.replace("csp show", &format!("csp --store {} show", store.display()));
    let mut session = Session::sample();
    session.app.settings.named = Some(NamedStore { store: "practice".into(), put_into });

    let screen = session.press("0").screen();
    assert!(screen.contains("> Next: csp --store practice show domestic-abuse"), "{screen}");
    let long = format!("/srv/{}", "a-long-name/".repeat(5));
    session.app.settings.named = Some(NamedStore { store: long.into(), put_into });
    let screen = session.resize(80, 23).screen();
    assert!(screen.contains("ask whoever can say"), "none of it is cut: {screen}");
    session.app.settings.named = Some(NamedStore { store: "practice".into(), put_into });
    session.app.settle(Reply::Failed("It waits. Next: csp show it".to_owned()));
    let screen = session.resize(81, 24).screen();
    assert!(screen.contains("It waits. Next: csp --store practice show it"), "{screen}");
}

#[test]
fn a_long_notice_is_shown_whole() {
    let words = format!("{}end", "a message with many words ".repeat(5));
    let mut session = Session::sample();

    session.app.settle(Reply::Failed(words));

    let screen = session.resize(81, 24).screen();
    let foot: Vec<_> = screen.lines().rev().take(2).collect();
    assert!(foot[1].ends_with("end") && foot[0].starts_with("? help"), "it takes no key out of sight: {screen}");
    assert!(screen.contains("a message with many words a message"), "{screen}");
}
