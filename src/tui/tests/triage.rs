//! Triage: the most urgent first, why each is there, one decision after the other, and what was done at the end.

use crate::model::Id;
use crate::report::triage;
use crate::store::{Memory, Seed};
use crate::tui::session::Session;

/// The sample with one action overdue, one due soon and one blocked.
fn urgent() -> Session {
    let mut files = Seed::Sample.files();
    files.push(("actions/late.ron", "Action(title: \"Late work\", owner: \"Ann\", due: \"2023-03-01\")\n"));
    files.push(("actions/soon.ron", "Action(title: \"Work due soon\", owner: \"Ann\", due: \"2023-03-12\")\n"));
    files.push((
        "actions/stuck.ron",
        "Action(title: \"Stuck work\", owner: \"Ann\", due: \"2023-12-01\", state: Blocked, reason: \"no premises\")\n",
    ));
    Session::open(Memory::new(files), (80, 24))
}

fn here(session: &Session) -> String {
    session.app.chosen().as_ref().map(Id::to_string).unwrap_or_default()
}

#[test]
fn the_most_urgent_comes_first_and_says_why_it_is_there() {
    let mut session = urgent();

    let screen = session.press("t").screen();
    assert!(screen.contains("Triage: 28 left, 0 decided, 0 skipped"), "{screen}");
    assert!(screen.contains("! overdue by 8 days, due 1 March 2023") && screen.contains("Late work"), "{screen}");
    let screen = session.press("<space>").screen();
    assert!(screen.contains("! due in 3 days, on 12 March 2023"), "{screen}");
    let screen = session.press("<space>").screen();
    assert!(screen.contains("! blocked: no premises"), "{screen}");
    assert!(screen.contains("Triage: 26 left, 0 decided, 2 skipped"), "{screen}");
}

#[test]
fn the_order_is_that_of_the_command() {
    let mut session = urgent();
    let expected: Vec<_> = triage(&session.app.book, session.app.today).iter().map(|it| it.id.to_string()).collect();

    session.press("t");
    let mut seen = Vec::new();
    while !here(&session).is_empty() {
        seen.push(here(&session));
        session.press("<space>");
    }

    assert_eq!(seen, expected);
}

#[test]
fn each_decision_is_saved_and_moves_on() {
    let mut session = urgent();

    session.press("tscom<enter><ctrl-s>");
    assert_eq!(here(&session), "soon");
    session.press("d+1m<enter>");
    assert_eq!(here(&session), "stuck");
    session.press("nAsked the landlord.<ctrl-s>");

    let screen = session.screen();
    assert!(screen.contains("Triage: 25 left, 3 decided, 0 skipped"), "{screen}");
    assert!(session.store.text("actions/late.ron").unwrap().contains("state: Complete"));
    assert!(session.store.text("actions/soon.ron").unwrap().contains("revised_due: \"2023-04-09\""));
    assert!(session.store.text("actions/stuck.ron").unwrap().contains("Asked the landlord."));
}

#[test]
fn what_is_put_off_comes_back_on_its_day() {
    let mut session = urgent();

    session.press("t<space><space>zin 2 weeks<enter>");
    assert!(session.store.text("actions/stuck.ron").unwrap().contains("review: \"2023-03-23\""));
    session.press("q<esc>");
    session.press("t");

    let queued: Vec<_> = triage(&session.app.book, session.app.today).iter().map(|it| it.id.to_string()).collect();
    assert!(!queued.contains(&"stuck".to_owned()), "{queued:?}");
}

#[test]
fn a_decision_that_is_taken_back_is_made_again() {
    let mut session = urgent();

    session.press("tscom<enter><ctrl-s>u");

    assert_eq!(here(&session), "late");
    assert!(session.screen().contains("Triage: 28 left, 0 decided"), "{}", session.screen());
    session.press("<space>k");
    assert_eq!(here(&session), "late", "and one can go back to one that was skipped");
}

#[test]
fn at_the_end_it_says_what_was_done() {
    let mut session = urgent();

    session.press("tscom<enter><ctrl-s><space>q");

    let screen = session.screen();
    assert!(screen.contains("Triage: 1 decided, 27 left"), "{screen}");
    assert!(screen.contains("Late work (late): state") && screen.contains("Skipped: Work due soon"), "{screen}");
    session.press("<esc>");
    assert!(session.screen().starts_with("1 Overview"), "{}", session.screen());
}

#[test]
fn what_a_colleague_decides_meanwhile_is_passed_over() {
    let shared = urgent().store;
    let (mut ann, mut bea) = Session::two_officers(&shared);
    ann.look();

    ann.press("t");
    bea.press("6/id:late<enter>scom<enter><ctrl-s>");
    ann.look();

    assert_eq!(here(&ann), "soon");
    assert!(ann.screen().contains("Bea has changed late: state"), "{}", ann.screen());
}

#[test]
fn a_wrong_date_does_not_move_on() {
    let mut session = urgent();

    session.press("tdsoonish<enter>");
    assert!(session.screen().contains("friday,"), "{}", session.screen());
    session.press("<esc>d");

    assert_eq!(here(&session), "late");
}

#[test]
fn a_store_with_nothing_to_decide_says_so() {
    let mut session = Session::open(Memory::new([("store.ron", "Partnership(title: \"T\", format: 1)\n")]), (80, 24));

    assert!(session.press("t").screen().contains("Nothing needs a decision"), "{}", session.screen());
}

#[test]
fn ten_actions_are_triaged_in_at_most_sixty_keys() {
    let mut session = Session::sample();
    let mut keys = 0;
    let mut key = |session: &mut Session, script: &str| {
        keys += 1;
        session.press(script);
    };

    key(&mut session, "t");
    for typed in ["Ann Hale", "Post of lead"].iter().cycle().take(10) {
        key(&mut session, "o");
        session.press(typed);
        key(&mut session, "<enter>");
    }

    assert!(keys <= 60, "{keys}");
    assert!(session.screen().contains("10 decided"), "{}", session.screen());
}

#[test]
fn triage_on_every_size_of_screen() {
    let mut session = urgent();

    insta::assert_snapshot!("triage", session.press("t").screen());
    insta::assert_snapshot!("triage_small", session.resize(40, 10).screen());
    insta::assert_snapshot!("triage_large", session.resize(200, 50).screen());
    insta::assert_snapshot!("triage_pick", session.resize(80, 24).press("s").screen());
}

#[test]
fn a_change_from_before_is_taken_back_without_passing_over_what_is_still_to_be_decided() {
    let mut session = urgent();

    session.press("6/id:stuck<enter>oBea<enter>");
    session.press("tu");
    assert!(session.screen().contains("Taken back: stuck: owner"), "{}", session.screen());

    assert_eq!(here(&session), "late", "the first is still to be decided");
    assert!(session.screen().contains("Triage: 28 left, 0 decided"), "{}", session.screen());
}

#[test]
fn what_was_skipped_is_not_asked_about_again_by_going_back_for_another() {
    let mut session = urgent();

    session.press("tscom<enter><ctrl-s><space>");
    assert_eq!(here(&session), "stuck");
    session.press("u");
    assert_eq!(here(&session), "late");
    session.press("scom<enter><ctrl-s>");

    assert_eq!(here(&session), "stuck", "the one due soon was skipped");
    assert!(session.screen().contains("Triage: 26 left, 1 decided, 1 skipped"), "{}", session.screen());
}

#[test]
fn a_decision_that_a_colleague_has_made_too_is_taken_back_with_both_values() {
    let (mut ann, mut bea) = Session::two_officers(&urgent().store);

    ann.press("toAnn Hale<enter>");
    bea.look();
    bea.press("6/id:late<enter>oBea<enter>");
    ann.press("u");

    let screen = ann.screen();
    assert!(screen.contains("Yours:") && screen.contains("Bea"), "{screen}");
}

#[test]
fn going_back_takes_nothing_back_and_every_change_is_told_at_the_end() {
    let mut session = urgent();

    session.press("tscom<enter><ctrl-s>d+1m<enter>kk");
    assert_eq!(here(&session), "late");
    let screen = session.screen();
    assert!(screen.contains("Decided: state") && screen.contains("2 decided"), "{screen}");
    session.press("oJo<enter>");
    assert_eq!(here(&session), "stuck", "what is decided is passed over on the way on:\n{}", session.screen());
    session.press("q");

    let screen = session.screen();
    assert!(
        screen.contains("Late work (late): state, completed; owner")
            && screen.contains("Work due soon (soon): revised due"),
        "{screen}"
    );
}

#[test]
fn what_is_late_cannot_be_put_off_and_says_so() {
    let mut session = urgent();

    session.press("tzin 2 weeks<enter>");

    assert!(session.screen().contains("It stays in triage: its date is past"), "{}", session.screen());
    session.press("<space>zin 2 weeks<enter>");
    assert!(!session.screen().contains("It stays in triage"), "a blocked one waits:\n{}", session.screen());
}

#[test]
fn what_the_next_day_brings_is_decided_on_too() {
    let mut files = Seed::Sample.files();
    files.push(("actions/next.ron", "Action(title: \"Work\", owner: \"Ann\", due: \"2023-03-24\")\n"));
    let mut session = Session::open(Memory::new(files), (80, 24));
    let left = |session: &Session| session.app.triage().unwrap().left();
    session.press("t");
    let before = left(&session);

    session.app.settings.calendar.named = Some(chrono::NaiveDate::from_ymd_opt(2023, 3, 10).unwrap());
    assert!(session.app.turn_day());

    assert_eq!(left(&session), before + 1);
}

#[test]
fn the_record_to_decide_on_can_be_previewed() {
    let mut session = urgent();

    let screen = session.press("tp").screen();

    assert!(screen.contains("action late") && screen.contains("Esc back  w write to a file"), "{screen}");
    assert_eq!(here(session.press("<esc>")), "late");
}

#[test]
fn a_search_interrupts_triage_and_t_goes_on_with_it() {
    let mut session = urgent();

    session.press("tscom<enter><ctrl-s>f");
    assert!(session.screen().contains("t goes on with triage where you were"), "{}", session.screen());
    session.press("stalking<enter>");
    assert!(session.screen().starts_with("f Everything"), "{}", session.screen());
    session.press("t");

    assert_eq!(here(&session), "soon");
    assert!(session.screen().contains("1 decided"), "{}", session.screen());
    session.press("q<esc>t");
    assert!(session.screen().contains("0 decided"), "one that was ended begins anew:\n{}", session.screen());
}
