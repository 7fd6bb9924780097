//! The frequent changes, each one key away, and taking them back.

use crate::store::{Memory, Seed};
use crate::tui::session::Session;

const FILE: &str = "actions/turnaround.ron";

fn at_turnaround() -> Session {
    let mut session = Session::sample();
    session.press("6/id:turnaround<enter>");
    session
}

fn file(session: &Session) -> String {
    session.store.text(FILE).unwrap()
}

#[test]
fn a_state_is_picked_and_saved_with_two_keys_and_a_few_letters() {
    let mut session = at_turnaround();

    session.press("s");
    assert!(session.screen().contains("State (9)") || session.screen().contains("State (8)"), "{}", session.screen());
    session.press("inp<enter>");

    assert!(file(&session).contains("    state: InProgress,\n"), "{}", file(&session));
    assert!(session.screen().contains("Saved turnaround: state"), "{}", session.screen());
}

#[test]
fn a_state_to_which_a_reason_belongs_asks_for_it() {
    let mut session = at_turnaround();
    let before = file(&session);

    session.press("sblo<enter>");
    assert!(session.screen().contains(">Reason"), "{}", session.screen());
    assert_eq!(file(&session), before);
    session.press("no premises<ctrl-s>");

    assert!(file(&session).contains("    state: Blocked,\n    reason: \"no premises\",\n"), "{}", file(&session));
}

#[test]
fn completing_an_action_proposes_today_as_the_day_and_takes_another() {
    let mut session = at_turnaround();
    let before = file(&session);

    session.press("scom<enter>");
    let screen = session.screen();
    assert!(screen.contains(">Completed") && screen.contains("Completed today?"), "{screen}");
    assert_eq!(file(&session), before, "nothing is saved before the day was looked at");
    session.press("1 feb<ctrl-s>");

    let saved = file(&session);
    assert!(saved.contains("    state: Complete,\n") && saved.contains("completed: \"2023-02-01\""), "{saved}");
    session.press("u");
    assert_eq!(file(&session), before, "and u takes both back at once");
}

#[test]
fn a_rating_takes_a_colour_and_asks_the_reason() {
    let mut session = at_turnaround();

    session.press("gam<enter>");
    assert!(session.screen().contains("amber:"), "{}", session.screen());
    session.press("<enter>");
    assert!(session.screen().contains("a rating needs its reason"), "{}", session.screen());
    session.press("the bid is late<enter>");

    assert!(
        file(&session).contains("rag: (colour: Amber, on: \"2023-03-09\", by: \"Ann\", reason: \"the bid is late\")"),
        "{}",
        file(&session)
    );
}

#[test]
fn the_colours_are_offered_with_what_they_mean_in_this_store() {
    let mut files: Vec<_> = Seed::Sample.files().into_iter().filter(|(path, _)| *path != "store.ron").collect();
    let store = "Partnership(title: \"T\", format: 1, rag_key: [(colour: Amber, meaning: \"help is needed\")])\n";
    files.push(("store.ron", store));
    let mut session = Session::open(Memory::new(files), (80, 24));

    session.press("6/id:turnaround<enter>ghelp");

    assert!(session.screen().contains(">amber: help is needed"), "{}", session.screen());
    assert!(session.press("<enter>").screen().contains(">RAG              amber:"), "{}", session.screen());
}

#[test]
fn a_due_date_is_echoed_in_full_and_one_that_stands_is_not_written_over() {
    let mut session = at_turnaround();

    session.press("din 2 weeks");
    assert!(session.screen().contains("= 23 March 2023"), "{}", session.screen());
    session.press("<enter>dend of quarter<enter>");

    assert!(file(&session).contains("due: \"2023-03-23\",\n    revised_due: \"2023-03-31\""), "{}", file(&session));
}

#[test]
fn a_wrong_date_keeps_the_typing_and_says_what_is_accepted() {
    let mut session = at_turnaround();
    let before = file(&session);

    session.press("dsoonish<enter>");

    let screen = session.screen();
    assert!(screen.contains(">Due              soonish") && screen.contains("31/3/23, friday, in 2"), "{screen}");
    assert_eq!(file(&session), before);
}

#[test]
fn an_owner_is_taken_as_typed_and_those_known_are_offered() {
    let mut session = at_turnaround();

    session.press("oYJS manager<enter>");
    assert!(file(&session).contains("owner: \"YJS manager\""));
    session.press("<esc>/id:training<enter>oman");
    assert!(session.screen().contains(">YJS manager\n man: as typed"), "{}", session.screen());
    session.press("<enter>");

    assert!(session.store.text("actions/training.ron").unwrap().contains("owner: \"YJS manager\""));
}

#[test]
fn a_lead_agency_is_found_by_a_few_letters_and_can_be_cleared() {
    let mut session = at_turnaround();

    session.press("lyot<enter>");
    assert!(file(&session).contains("lead_agency: \"youth-offending-teams\""));
    session.press("lclear<enter>");

    assert!(!file(&session).contains("lead_agency"));
}

#[test]
fn a_note_has_its_date_and_author() {
    let mut session = at_turnaround();

    session.press("nTwo schools have joined.<enter>A third may.<ctrl-s>");

    let expected = "updates: [\n        (date: \"2023-03-09\", author: \"Ann\", text: \"Two schools have joined.\nA third may.\"),\n    ]";
    assert!(file(&session).contains(expected), "{}", file(&session));
}

#[test]
fn a_kind_without_the_field_says_so() {
    let mut session = Session::sample();

    let screen = session.press("7o").screen();

    assert!(screen.contains("a plan has no owner"), "{screen}");
}

#[test]
fn changes_are_taken_back_one_by_one_and_made_again() {
    let mut session = at_turnaround();
    let before = file(&session);

    session.press("sinp<enter>oAnn<enter>");
    let after = file(&session);
    session.press("u");
    assert!(session.screen().contains("Taken back: turnaround: owner"), "{}", session.screen());
    session.press("u");
    assert_eq!(file(&session), before);
    session.press("u");
    assert!(session.screen().contains("There is nothing to take back"), "{}", session.screen());
    session.press("<ctrl-r><ctrl-r>");
    assert_eq!(file(&session), after);
    session.press("u<esc>");
    session.press("din 2 weeks<enter><ctrl-r>");

    assert!(session.screen().contains("There is nothing to make again"), "a new change ends what was taken back");
}

#[test]
fn a_note_and_a_new_record_are_taken_back_too() {
    let mut session = at_turnaround();
    let before = file(&session);

    session.press("nWrong record<ctrl-s>u");
    assert_eq!(file(&session), before);
    session.press("<esc>aBy mistake<ctrl-s>u");
    assert!(session.screen().contains("Taken back: by-mistake: archived"), "{}", session.screen());
    assert!(session.store.text("actions/by-mistake.ron").unwrap().contains("archived: \"2023-03-09\""));
    session.press("<ctrl-r>");

    assert!(!session.store.text("actions/by-mistake.ron").unwrap().contains("archived"));
}

#[test]
fn taking_back_keeps_what_a_colleague_has_changed_since() {
    let (mut ann, mut bea) = Session::two_officers(&Seed::Sample.in_memory());

    ann.press("6/id:turnaround<enter>oAnn<enter>");
    bea.press("6/id:turnaround<enter>sinp<enter>");
    ann.press("u");

    let text = file(&ann);
    assert!(text.contains("state: InProgress") && !text.contains("owner"), "{text}");
}

#[test]
fn taking_back_what_a_colleague_has_set_anew_asks_with_both_values() {
    let (mut ann, mut bea) = Session::two_officers(&Seed::Sample.in_memory());

    ann.press("6/id:turnaround<enter>oAnn<enter>");
    bea.look();
    bea.press("6/id:turnaround<enter>oBea<enter>");
    ann.press("u");

    assert!(file(&ann).contains("owner: \"Bea\""), "hers stands until somebody decides");
    let screen = ann.screen();
    assert!(screen.contains("Yours:") && screen.contains("not stated") && screen.contains("Bea"), "{screen}");
    ann.press("<ctrl-s>");
    assert!(!file(&ann).contains("owner"), "{}", file(&ann));
}

#[test]
fn one_escape_leaves_a_list_and_keeps_what_was_typed_into_it() {
    let mut session = at_turnaround();

    session.press("s<esc>");
    assert!(session.screen().contains("? help  Enter open"), "{}", session.screen());
    session.press("oYouth justice<esc>");
    assert!(session.screen().contains(">Owner            Youth justice"), "{}", session.screen());
    session.press("<esc>");

    assert!(session.screen().contains("Not saved yet"), "{}", session.screen());
}

#[test]
fn ctrl_s_saves_a_single_change_whichever_of_its_fields_the_cursor_is_in() {
    let mut session = at_turnaround();

    session.press("sblo<enter>no premises<up><ctrl-t><ctrl-s>");
    assert!(file(&session).contains("state: Blocked"), "{}", session.screen());
    session.press("sblo<enter>, still<up><ctrl-s>");

    assert!(file(&session).contains("reason: \"no premises, still\""), "{}", session.screen());
}

#[test]
fn what_could_not_be_taken_back_for_want_of_a_save_is_taken_back_later() {
    let mut session = at_turnaround();
    let (before, store) = (file(&session), session.store.text("store.ron").unwrap());

    session.press("oAnn<enter>");
    session.store.put("store.ron", &store.replace("format: 1", "format: 2"));
    assert!(session.press("u").screen().contains("Not saved: "), "{}", session.screen());
    session.store.put("store.ron", &store);
    session.press("u");

    assert!(session.screen().contains("Taken back: turnaround: owner"), "{}", session.screen());
    assert_eq!(file(&session), before);
}

#[test]
fn an_owner_whose_name_is_not_known_is_taken_as_typed() {
    let mut session = at_turnaround();

    session.press("oYJS manager<enter>oMs J<enter>");

    assert!(file(&session).contains("owner: \"Ms J\""), "{}", file(&session));
}

#[test]
fn typing_takes_the_place_of_a_value_that_stands_in_a_single_change() {
    let mut session = at_turnaround();

    session.press("din 2 weeks<enter>d<up>31/3/23<enter>");
    assert!(file(&session).contains("due: \"2023-03-31\""), "{}", file(&session));
    session.press("gred<enter>two posts are vacant<enter>gam<enter>one is filled<enter>");
    assert!(
        file(&session).contains("colour: Amber") && file(&session).contains("reason: \"one is filled\""),
        "{}",
        file(&session)
    );
    session.press("e<ctrl-u>Anew<ctrl-s>");

    assert!(file(&session).contains("title: \"Anew\""), "Ctrl-U clears a line:\n{}", file(&session));
}
