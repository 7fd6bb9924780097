//! Unfinished typing: kept when the interface goes, offered at the next start, gone only once it is saved or discarded.

use std::fs;
use std::path::Path;

use crate::store::{Memory, Seed};
use crate::tui::session::Session;

const FILE: &str = "actions/turnaround.ron";

fn open(store: &Memory, folder: &Path) -> Session {
    let mut session = Session::open(store.clone(), (80, 24));
    session.drafting_in(folder);
    session
}

/// The drafts in a folder.
fn drafts(folder: &Path) -> usize {
    let is_draft = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "ron");
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries.filter(|entry| is_draft(entry.as_ref().unwrap().file_name().to_str().unwrap())).count()
}

#[test]
fn what_was_typed_is_offered_at_the_next_start_and_taken_up_where_it_was_left() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    let before = store.text(FILE);

    open(&store, folder.path()).press("6/id:turnaround<enter>e, second ye<tab>2.6.11 and more");
    assert_eq!((store.text(FILE), drafts(folder.path())), (before, 1), "the record is as it was");
    let mut session = open(&store, folder.path());

    let screen = session.screen();
    assert!(screen.contains(">action turnaround, 9 March 2023, 14:02"), "{screen}");
    assert!(screen.contains("Title: Turnaround programme, second ye"), "{screen}");
    session.press("<enter>");
    let screen = session.screen();
    assert!(screen.contains("Turnaround programme, second ye") && screen.contains(">Source"), "{screen}");
    session.press("<ctrl-s>");
    assert!(store.text(FILE).unwrap().contains("second ye\""));
    drop(session);

    assert_eq!(drafts(folder.path()), 0, "gone once it is saved");
    assert!(open(&store, folder.path()).screen().starts_with("1 Overview"));
}

#[test]
fn a_draft_is_brought_together_with_what_was_saved_meanwhile() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    let mut bea = Session::open(store.of("Bea"), (80, 24));

    open(&store, folder.path()).press("6/id:turnaround<enter>e by Ann");
    bea.press("6/id:turnaround<enter>sinp<enter>e by Bea<ctrl-s>");
    let mut ann = open(&store, folder.path());
    ann.press("<enter>");

    let screen = ann.screen();
    assert!(screen.contains("has changed Title, State") && screen.contains("Yours:"), "{screen}");
    ann.press("<ctrl-s>");
    assert!(store.text(FILE).unwrap().contains("by Bea"), "she is asked first");
    ann.press("<ctrl-s>");
    let text = store.text(FILE).unwrap();
    assert!(text.contains("by Ann") && text.contains("state: InProgress"), "{text}");
}

#[test]
fn an_unfinished_note_and_a_new_record_are_kept_too() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    open(&store, folder.path()).press("6/id:turnaround<enter>nTwo schools ha");
    open(&store, folder.path()).press("<esc>6aSafer ta");
    let mut session = open(&store, folder.path());
    let screen = session.screen();
    assert!(screen.contains("A new action") && screen.contains("New update: Two schools ha"), "{screen}");
    session.press("<enter>xis<ctrl-s>");
    assert!(store.text("actions/safer-taxis.ron").is_some(), "{}", session.screen());
    drop(session);
    open(&store, folder.path()).press("<enter>ve joined.<ctrl-s>");

    assert!(store.text(FILE).unwrap().contains("text: \"Two schools have joined.\""));
    assert_eq!(drafts(folder.path()), 0);
}

#[test]
fn one_change_for_several_is_taken_up_for_all_of_them() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    open(&store, folder.path()).press("5mmnAsked for ne");
    let mut session = open(&store, folder.path());
    assert!(session.screen().contains(">2 records, 9 March 2023, 14:02"), "{}", session.screen());
    session.press("<enter>ws.<ctrl-s>");
    assert!(session.screen().contains("Change 2 records?"), "{}", session.screen());
    session.press("y");

    assert!(session.screen().contains("Saved 2 records"), "{}", session.screen());
}

#[test]
fn a_draft_stays_until_the_officer_discards_it() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    open(&store, folder.path()).press("6/id:turnaround<enter>e more");
    open(&store, folder.path()).press("<esc>q");
    let mut session = open(&store, folder.path());
    assert!(session.screen().contains("action turnaround"), "later means later:\n{}", session.screen());
    session.press("x");
    assert!(session.screen().contains("y yes, discard it for good"), "{}", session.screen());
    session.press("<esc>");
    assert_eq!(drafts(folder.path()), 1);
    session.press("<esc>D");
    assert!(session.screen().contains(">action turnaround"), "{}", session.screen());
    session.press("xy");
    assert!(session.screen().contains("Discarded"), "{}", session.screen());
    drop(session);

    assert_eq!(drafts(folder.path()), 0);
}

#[test]
fn what_is_discarded_in_the_form_leaves_no_draft() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    open(&store, folder.path()).press("6e more<esc>d");

    assert_eq!(drafts(folder.path()), 0);
}

#[test]
fn what_was_saved_before_the_end_is_not_offered_as_unsaved() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    let mut bea = Session::open(store.of("Bea"), (80, 24));

    open(&store, folder.path()).press("6/id:turnaround<enter>e by both");
    bea.press("6/id:turnaround<enter>e by both<ctrl-s>");
    let mut ann = open(&store, folder.path());
    ann.press("<enter>");

    assert!(ann.screen().contains("What was typed stands in the record already"), "{}", ann.screen());
    drop(ann);
    assert_eq!(drafts(folder.path()), 0);
}

#[test]
fn a_draft_that_cannot_be_read_is_named_and_left_as_it_is() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    open(&store, folder.path()).press("6e more");
    let path = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|it| it == "ron"))
        .unwrap();
    let mut options = fs::OpenOptions::new();
    std::io::Write::write_all(&mut options.write(true).truncate(true).open(&path).unwrap(), b"(garbage").unwrap();

    let session = open(&store, folder.path());

    assert!(session.screen().contains("A draft was left as it is"), "{}", session.screen());
    assert!(path.exists());
}

#[test]
fn two_that_were_offered_the_same_draft_do_not_both_get_it() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    open(&store, folder.path()).press("6/id:turnaround<enter>e of old");
    open(&store, folder.path()).press("<esc>6/id:training<enter>e of late");
    let (mut one, mut other) = (open(&store, folder.path()), open(&store, folder.path()));

    one.press("<enter>");
    other.press("<enter>");

    assert!(one.screen().contains("of late"), "{}", one.screen());
    let screen = other.screen();
    assert!(screen.contains("Another csp has taken it up") && !screen.contains("of late"), "{screen}");
    assert!(screen.contains(">action turnaround"), "the other one is left to choose:\n{screen}");
    other.press("<enter>");
    assert!(other.screen().contains("Turnaround programme of old"), "{}", other.screen());
}

#[test]
fn a_draft_that_another_has_taken_is_not_said_to_be_discarded() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    open(&store, folder.path()).press("6/id:turnaround<enter>e of old");
    let (mut one, mut other) = (open(&store, folder.path()), open(&store, folder.path()));

    one.press("<enter>");
    other.press("xy");

    assert!(other.screen().contains("Another csp has taken it up"), "{}", other.screen());
    assert_eq!(drafts(folder.path()), 1);
}

#[test]
fn a_question_that_was_not_answered_is_asked_again_after_the_end() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    let mut ann = open(&store, folder.path());
    let mut bea = Session::open(store.of("Bea"), (80, 24));

    ann.press("6/id:turnaround<enter>e by Ann");
    bea.press("6/id:turnaround<enter>e by Bea<ctrl-s>");
    ann.look();
    assert!(ann.press("!").screen().contains("Yours:"), "{}", ann.screen());
    drop(ann);
    let mut ann = open(&store, folder.path());
    ann.press("<enter><ctrl-s>");

    assert!(ann.screen().contains("Yours:"), "{}", ann.screen());
    assert!(store.text(FILE).unwrap().contains("by Bea"), "she is asked first");
    ann.press("<ctrl-s>");
    assert!(store.text(FILE).unwrap().contains("by Ann!"));
}

#[test]
fn a_note_that_was_saved_just_before_the_end_is_not_there_twice() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    open(&store, folder.path()).press("6/id:turnaround<enter>nTwo schools have joined.");
    Session::open(store.of("Ann"), (80, 24)).press("6/id:turnaround<enter>nTwo schools have joined.<ctrl-s>");
    let mut ann = open(&store, folder.path());
    ann.press("<enter>");

    assert!(ann.screen().contains("What was typed stands in the record already"), "{}", ann.screen());
    drop(ann);
    assert_eq!(drafts(folder.path()), 0);
}

#[test]
fn an_owner_that_is_being_typed_is_kept_before_it_is_taken() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    open(&store, folder.path()).press("6/id:turnaround<enter>oYouth justice mana");
    let mut session = open(&store, folder.path());
    assert!(session.screen().contains("Owner: Youth justice mana"), "{}", session.screen());
    session.press("<enter>ger<enter>");

    assert!(store.text(FILE).unwrap().contains("owner: \"Youth justice manager\""), "{}", session.screen());
}

#[test]
fn a_change_for_one_marked_record_is_taken_up_as_what_it_was() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    open(&store, folder.path()).press("6/id:turnaround<enter>moYouth justice mana");
    let mut session = open(&store, folder.path());
    session.press("<enter>");
    let screen = session.screen();
    assert!(screen.contains("Change 1 record") && !screen.contains("has changed"), "{screen}");
    session.press("ger<ctrl-s>y");

    assert!(store.text(FILE).unwrap().contains("owner: \"Youth justice manager\""), "{}", session.screen());
}

/// A roll with two decisions, and a reason that is being typed.
fn half_rolled(store: &Memory, folder: &Path) {
    let mut session = open(store, folder);
    session.press("R2023<enter>");
    for (title, keys) in [
        ("Violent Crime", "rSerious violence<enter>"),
        ("Turnaround", "sreducing<enter>"),
        ("Pineapple", "xThe money has"),
    ] {
        while !session.reversed().iter().any(|row| row.contains(title)) {
            session.press("j");
        }
        session.press(keys);
    }
}

#[test]
fn what_was_decided_of_a_roll_is_offered_at_the_next_start_and_gone_once_it_is_rolled() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());

    half_rolled(&store, folder.path());
    let mut session = open(&store, folder.path());
    let screen = session.screen();
    let head = ">Rolling community-safety-plan-2020-23 to community-safety-plan-2023-26";
    assert!(screen.contains(head), "{screen}");
    assert!(screen.contains("rename violent-crime: Serious violence"), "{screen}");
    let screen = session.press("<enter>").screen();
    assert!(screen.contains("closed? The money has"), "{screen}");
    let screen = session.press(" ended<enter>").screen();
    assert!(screen.contains("26 items = 21 carried + 4 closed (3 complete) + 1 superseded"), "{screen}");
    session.press("yy");

    assert!(session.screen().contains("Rolled community-safety-plan-2020-23"), "{}", session.screen());
    assert!(store.text("plans/community-safety-plan-2020-23.ron").unwrap().contains("\"The money has ended\""));
    assert!(store.text("priorities/serious-violence-2.ron").is_some());
    drop(session);
    assert_eq!(drafts(folder.path()), 0);
}

#[test]
fn a_roll_that_was_left_waits_while_a_file_cannot_be_read_and_loses_only_what_cannot_stand() {
    let (store, folder) = (Seed::Sample.in_memory(), tempfile::tempdir().unwrap());
    half_rolled(&store, folder.path());
    let whole = store.text(FILE).unwrap();
    store.put(FILE, &whole[..whole.len() / 2]);

    let mut session = open(&store, folder.path());
    let screen = session.press("<enter>").screen();
    assert!(screen.contains("1 file cannot be read"), "{screen}");
    drop(session);
    assert_eq!(drafts(folder.path()), 1, "it is still there");

    store.put(FILE, &whole.replacen("title:", "state: Complete, title:", 1));
    let mut session = open(&store, folder.path());
    let screen = session.press("<enter>").screen();
    assert!(screen.contains("what you decided about it does not stand"), "{screen}");
    assert!(session.press("<esc>").screen().contains("renamed: Serious violence"), "{}", session.screen());
}
