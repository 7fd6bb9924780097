//! One change for several records: marked, listed, and done after a yes.

use crate::store::Seed;
use crate::tui::session::Session;

fn owner_of(session: &Session, id: &str) -> bool {
    session.store.text(&format!("actions/{id}.ron")).unwrap().contains("owner: \"Ann\"")
}

#[test]
fn marked_rows_are_changed_together_after_a_list_and_a_yes() {
    let mut session = Session::sample();

    session.press("5mm");
    assert!(session.screen().contains("2 marked: the next change is for all of them"), "{}", session.screen());
    session.press("oAnn<enter>");
    let screen = session.screen();
    assert!(screen.contains("Change 2 records?") && screen.contains("Owner: not stated -> Ann"), "{screen}");
    assert!(!owner_of(&session, "schools-prevention"), "nothing is done before the yes");
    session.press("y");

    assert!(session.screen().contains("Saved 2 records"), "{}", session.screen());
    let owned: Vec<_> =
        ["schools-prevention", "evidence-led-prosecutions", "victim-drop-out", "domestic-abuse-champions"]
            .into_iter()
            .filter(|id| owner_of(&session, id))
            .collect();
    assert_eq!(owned.len(), 2, "{owned:?}");
    session.press("u");
    assert!(session.screen().contains("Taken back: 2 records"), "{}", session.screen());
    assert!(!owned.iter().any(|id| owner_of(&session, id)), "one step takes back the whole change");
}

#[test]
fn no_to_the_list_changes_nothing_and_keeps_what_was_typed() {
    let mut session = Session::sample();

    session.press("5mmoAnn<enter><esc>");

    assert!(session.screen().contains("Change 2 records  (not saved)"), "{}", session.screen());
    assert!(session.screen().contains(">Owner            Ann"), "{}", session.screen());
}

#[test]
fn a_range_and_all_that_are_shown_can_be_marked() {
    let mut session = Session::sample();

    session.press("6m<down><down>M");
    assert!(session.screen().contains("4 marked"), "{}", session.screen());
    session.press("*");
    assert!(session.screen().contains("26 marked"), "{}", session.screen());
    session.press("*");
    assert!(session.screen().contains("Nothing is marked"), "{}", session.screen());
    session.press("<home>m<esc>");
    assert!(session.screen().contains("Nothing is marked"), "Esc takes the marks off first:\n{}", session.screen());
}

#[test]
fn marks_never_reach_what_a_filter_hides() {
    let mut session = Session::sample();

    session.press("6*/turnaround<enter>");
    assert!(session.screen().contains("25 marks were taken off"), "{}", session.screen());
    session.press("oAnn<enter>");
    assert!(session.screen().contains("Change 1 record?"), "{}", session.screen());
    session.press("y<esc>");

    assert!(owner_of(&session, "turnaround") && !owner_of(&session, "training"));
    assert!(!session.screen().contains('+'), "and they do not come back with the rows:\n{}", session.screen());
}

#[test]
fn what_lacks_the_field_is_left_out_and_named() {
    let mut session = Session::sample();

    session.press("9*");
    session.press("oAnn<enter>");

    let screen = session.screen();
    assert!(screen.contains("Change 1 record?") && screen.contains("Left out: people-and-health"), "{screen}");
}

#[test]
fn a_note_for_several_shows_its_words_before_it_is_saved() {
    let mut session = Session::sample();

    session.press("5*nAsked for news.<ctrl-s>");
    assert!(session.screen().contains("New update: Asked for news."), "{}", session.screen());
    session.press("y");

    let text = session.store.text("actions/victim-drop-out.ron").unwrap();
    assert!(text.contains("author: \"Ann\", text: \"Asked for news.\""), "{text}");
}

#[test]
fn one_record_that_a_colleague_has_changed_does_not_stop_the_others() {
    let (mut ann, mut bea) = Session::two_officers(&Seed::Sample.in_memory());

    bea.press("6/id:training<enter>oBea<enter>");
    ann.press("6/lead:none<enter>*oAnn<enter>y");

    assert!(ann.screen().contains("Bea has changed owner of"), "{}", ann.screen());
    assert!(owner_of(&ann, "turnaround") && !owner_of(&ann, "training"));
}

#[test]
fn archiving_asks_hides_and_is_taken_back() {
    let mut session = Session::sample();

    session.press("6/id:turnaround<enter>x");
    let screen = session.screen();
    assert!(screen.contains("Change 1 record?") && screen.contains("Archived: not stated -> 9 March 2023"), "{screen}");
    session.press("y");
    assert!(session.screen().contains("Saved turnaround: archived"), "{}", session.screen());
    assert!(session.store.text("actions/turnaround.ron").unwrap().contains("archived: \"2023-03-09\""));
    session.press("u");

    assert!(!session.store.text("actions/turnaround.ron").unwrap().contains("archived"));
}

#[test]
fn what_was_changed_is_no_longer_marked_however_many_it_were() {
    let mut session = Session::sample();

    session.press("6/id:turnaround<enter>moAnn<enter>y");
    assert!(session.screen().contains("Saved turnaround: owner"), "{}", session.screen());

    assert!(session.app.browse().unwrap().marked().is_empty(), "{}", session.screen());
}

#[test]
fn a_range_begins_at_the_row_that_was_marked_wherever_it_stands_now() {
    let (mut ann, mut bea) = Session::two_officers(&Seed::Sample.in_memory());

    ann.press("6<down><down>m");
    bea.press("6<end>d2023-01-01<enter>");
    assert!(ann.look(), "one that is overdue stands first now");
    ann.press("M");

    assert_eq!(ann.app.browse().unwrap().marked().len(), 2, "{}", ann.screen());
}

#[test]
fn what_was_typed_for_one_that_could_not_be_saved_stays_for_that_one() {
    let (mut ann, mut bea) = Session::two_officers(&Seed::Sample.in_memory());

    ann.press("5*oAnn of the long name<enter>");
    bea.press("5/champions<enter>oBea<enter>");
    ann.press("y");

    let screen = ann.screen();
    assert!(screen.contains("Saved 3 records") && screen.contains("Not saved: Bea has changed owner"), "{screen}");
    assert!(screen.contains("Change 1 record  (not saved)") && screen.contains("Ann of the long name"), "{screen}");
    ann.press("<ctrl-s>");
    assert!(ann.screen().contains("Owner: Bea -> Ann of the long name"), "she sees both:\n{}", ann.screen());
    ann.press("y");

    assert!(ann.screen().contains("Saved domestic-abuse-champions: owner"), "{}", ann.screen());
}

#[test]
fn a_due_date_that_stands_is_not_written_over_for_several_either() {
    let mut session = Session::sample();

    session.press("6/id:turnaround<enter>din 2 weeks<enter><esc>");
    session.press("/turnaround<enter>*<esc>");
    session.press("<esc><home>mmmd");
    session.press("in 4 weeks<enter>");

    let screen = session.screen();
    assert!(screen.contains("Turnaround programme (turnaround)"), "{screen}");
    assert!(screen.contains("Revised due: not stated -> 6 April 2023"), "{screen}");
    assert!(screen.contains("Due: not stated -> 6 April 2023"), "and where none stands it is the due date:\n{screen}");
}

#[test]
fn the_keys_that_change_what_is_marked_stay_in_sight() {
    let mut session = Session::sample();
    let before = session.press("6").screen();

    for keys in ["m", "<down>M", "*"] {
        let screen = session.press(keys).screen();
        let foot = "\n? help  s state  o owner  d due  n note  g RAG  l lead  m mark";
        assert!(screen.contains("marked: the next change is for all of them") && screen.ends_with(foot), "{screen}");
        assert_eq!(screen.lines().nth(1), before.lines().nth(1), "the list stands where it stood");
    }
    let screen = session.press("<esc>").screen();
    assert!(screen.contains("Nothing is marked\n? help  Enter open"), "{screen}");
}
