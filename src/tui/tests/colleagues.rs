//! Two officers in one store at once: each sees what the other has saved, and nobody's typing is lost.

use crate::store::Seed;
use crate::tui::session::Session;

const FILE: &str = "actions/turnaround.ron";

/// Ann and Bea, both at the Turnaround programme.
fn officers() -> (Session, Session) {
    let mut officers = Session::two_officers(&Seed::Sample.in_memory());
    officers.0.press("6/id:turnaround<enter>");
    officers.1.press("6/id:turnaround<enter>");
    officers.0.look();
    officers.1.look();
    officers
}

#[test]
fn a_colleagues_save_shows_and_moves_nothing() {
    let (mut ann, mut bea) = officers();

    bea.press("<esc>");
    bea.press("<down><down>");
    let at = bea.app.pointed_at();
    ann.press("sinp<enter>");
    assert!(bea.look());

    assert_eq!(bea.app.pointed_at(), at);
    assert!(bea.screen().contains("Ann has changed turnaround: state"), "{}", bea.screen());
    assert!(!bea.look(), "nothing more has happened, so nothing is drawn");
}

#[test]
fn a_field_that_is_not_typed_into_is_brought_up_to_date_and_the_form_says_who() {
    let (mut ann, mut bea) = officers();

    bea.press("e more");
    ann.press("sinp<enter>");
    bea.look();

    let screen = bea.screen();
    assert!(screen.contains("Turnaround programme more"), "her typing stays:\n{screen}");
    assert!(screen.contains("Ann has changed State"), "{screen}");
    assert!(screen.contains("State            in progress"), "{screen}");
    bea.press("!<ctrl-s>");
    let text = bea.store.text(FILE).unwrap();
    assert!(text.contains("programme more!\"") && text.contains("state: InProgress"), "{text}");
}

#[test]
fn the_same_field_is_asked_about_before_it_is_saved() {
    let (mut ann, mut bea) = officers();

    bea.press("e by Bea");
    ann.press("e by Ann<ctrl-s>");
    bea.look();
    bea.press("<ctrl-s>");
    assert!(bea.store.text(FILE).unwrap().contains("by Ann"), "she has not been asked yet");
    let screen = bea.screen();
    assert!(screen.contains("Yours:") && screen.contains("Turnaround programme by Ann"), "{screen}");
    bea.press("<ctrl-s>");

    assert!(bea.store.text(FILE).unwrap().contains("by Bea"));
}

#[test]
fn lists_of_both_are_brought_together_whatever_else_clashes() {
    let (mut ann, mut bea) = officers();

    ann.press("e by Ann");
    while !ann.screen().contains(">Themes") {
        ann.press("<tab>");
    }
    ann.press("<enter>mental<enter><ctrl-s>");
    bea.press("e by Bea");
    while !bea.screen().contains(">Themes") {
        bea.press("<tab>");
    }
    bea.press("<enter>complex<enter><ctrl-s><ctrl-s>");

    let text = bea.store.text(FILE).unwrap();
    assert!(text.contains("by Bea") && text.contains("mental-health") && text.contains("complex-cases"), "{text}");
}

#[test]
fn a_record_that_is_removed_while_it_is_edited_keeps_the_typing() {
    let (_, mut bea) = officers();

    bea.press("e more");
    bea.store.remove(FILE);
    bea.look();
    assert!(bea.screen().contains("Somebody else has removed this record"), "{}", bea.screen());
    bea.press("<ctrl-s>");

    assert!(bea.screen().contains("Turnaround programme more"), "{}", bea.screen());
    bea.press("<ctrl-s>");
    assert!(bea.store.text(FILE).unwrap().contains("programme more"), "saved again under the same id");
}

#[test]
fn the_cursor_stays_on_the_line_of_a_record_into_which_a_colleague_writes() {
    let (mut ann, mut bea) = officers();

    bea.press("<enter>");
    while !bea.reversed().iter().any(|row| row.contains("Anti-Social Behaviour")) {
        bea.press("<tab>");
    }
    ann.press("sblo<enter>no premises and nobody to ask for any, for as far as anybody here can see<ctrl-s>");
    assert!(bea.look());

    assert!(bea.screen().contains("Reason:"), "{}", bea.screen());
    assert!(bea.reversed().iter().any(|row| row.contains("Anti-Social Behaviour")), "{}", bea.screen());
}

#[test]
fn every_field_that_both_have_set_is_asked_about_before_any_is_written_over() {
    let (mut ann, mut bea) = officers();

    ann.press("e by Ann<tab>paper of Ann<ctrl-s>");
    bea.press("e by Bea<tab>paper of Bea<ctrl-s>");
    assert!(bea.screen().contains("Yours:") && bea.screen().contains("programme by Ann"), "{}", bea.screen());
    bea.press("<ctrl-s>");
    assert!(bea.screen().contains("Yours:") && bea.screen().contains("paper of Ann"), "{}", bea.screen());
    assert!(bea.store.text(FILE).unwrap().contains("paper of Ann"), "she has not seen it yet");
    bea.press("<ctrl-s>");

    let text = bea.store.text(FILE).unwrap();
    assert!(text.contains("by Bea") && text.contains("paper of Bea"), "{text}");
}

#[test]
fn a_record_that_is_back_is_edited_and_not_added_a_second_time() {
    let (_, mut bea) = officers();
    let text = bea.store.text(FILE).unwrap();

    bea.press("e more");
    bea.store.remove(FILE);
    bea.look();
    bea.store.put(FILE, &text.replace("stage: Developing", "stage: Developing, owner: \"Cy\""));
    bea.look();
    let screen = bea.screen();
    assert!(screen.contains("Edit action turnaround") && !screen.contains("saving adds it again"), "{screen}");
    bea.press("<ctrl-s>");

    let text = bea.store.text(FILE).unwrap();
    assert!(text.contains("programme more") && text.contains("Cy"), "{text}");
    assert_eq!(bea.store.text("actions/turnaround-programme-more.ron"), None);
    assert_eq!(bea.store.text("actions/turnaround-2.ron"), None);
}

#[test]
fn what_others_do_never_takes_the_place_of_what_was_said_of_ones_own_work() {
    let (mut ann, mut bea) = officers();

    bea.press("oBea<enter>");
    ann.press("oAnn<enter>");
    bea.look();
    let screen = ann.screen();
    assert!(screen.contains("Not saved: Bea has changed owner of turnaround too"), "{screen}");
    bea.press("nNews.<ctrl-s>");
    ann.look();

    let screen = ann.screen();
    assert!(screen.contains("Not saved: Bea has changed owner of turnaround too. Bea has changed"), "{screen}");
    assert!(bea.press("g").screen().contains("RAG ("), "and a key takes both away:\n{}", bea.screen());
}

#[test]
fn a_value_that_was_typed_as_the_others_is_no_question_any_more() {
    let (mut ann, mut bea) = officers();

    bea.press("e!");
    ann.press("e?<ctrl-s>");
    bea.look();
    bea.press("<backspace>?");
    ann.press("e?<ctrl-s>");
    bea.look();

    let screen = bea.screen();
    assert!(screen.contains("Turnaround programme??") && !screen.contains("Yours:"), "{screen}");
}

#[test]
fn both_values_are_in_sight_on_the_smallest_screen_too() {
    let (mut ann, mut bea) = officers();
    bea.resize(40, 10);

    bea.press("e by Bea");
    ann.press("e by Ann, who had more to say about it<ctrl-s>");
    bea.look();
    bea.press("<ctrl-s>");

    let screen = bea.screen();
    assert!(screen.contains("by Bea") && screen.contains("Ann: Turnaround") && screen.contains("about it"), "{screen}");
    assert!(screen.contains("Ctrl-T"), "{screen}");
}

#[test]
fn a_file_that_is_spoilt_for_a_while_is_not_taken_for_removed_nor_added_a_second_time() {
    let (mut ann, mut bea) = officers();
    let text = bea.store.text(FILE).unwrap();

    bea.press("e more");
    bea.store.put(FILE, &text[..text.len() / 2]);
    bea.look();
    ann.look();
    for officer in [&ann, &bea] {
        assert!(officer.screen().contains("turnaround can no longer be read"), "{}", officer.screen());
    }
    let screen = bea.press("<ctrl-s>").screen();
    assert!(screen.contains("Edit action turnaround  (not saved)") && screen.contains("Not saved:"), "{screen}");
    assert_eq!(bea.store.text("actions/turnaround-2.ron"), None);
    bea.store.put(FILE, &text);
    bea.look();
    ann.look();
    assert!(ann.screen().contains("turnaround can be read again"), "{}", ann.screen());
    bea.press("<ctrl-s>");

    assert!(bea.store.text(FILE).unwrap().contains("programme more"), "{}", bea.screen());
}

#[test]
fn a_rating_that_both_have_given_in_the_same_words_is_no_question() {
    let (mut ann, mut bea) = officers();

    ann.press("gam<enter>the bid is late<enter>");
    bea.press("gam<enter>the bid is late<enter>");

    assert!(!bea.screen().contains("Yours:"), "{}", bea.screen());
    assert!(bea.press("<ctrl-s>").screen().contains("Nothing was changed"), "{}", bea.screen());
}

#[test]
fn what_a_colleague_sets_under_the_cursor_never_runs_into_what_is_typed() {
    let (mut ann, mut bea) = officers();

    ann.press("e");
    while !ann.screen().contains(">Owner") {
        ann.press("<tab>");
    }
    bea.press("oKim<enter>");
    ann.look();
    assert!(ann.screen().contains(">Owner            Kim"), "{}", ann.screen());
    ann.press("Ann Hale<ctrl-s>");
    let screen = ann.screen();
    assert!(screen.contains(">Owner            Ann Hale") && screen.contains("Bea:"), "{screen}");
    assert!(ann.store.text(FILE).unwrap().contains("owner: \"Kim\""));
    ann.press("<ctrl-s>");

    assert!(ann.store.text(FILE).unwrap().contains("owner: \"Ann Hale\""));
}

#[test]
fn what_a_colleague_sets_while_a_list_is_open_is_not_picked_over_unseen() {
    let (mut ann, mut bea) = officers();

    ann.press("s");
    bea.press("sblo<enter>no premises<ctrl-s>");
    ann.look();
    ann.press("inp<enter>");
    let screen = ann.screen();
    assert!(screen.contains("blocked") && screen.contains("Bea:"), "{screen}");
    assert!(ann.store.text(FILE).unwrap().contains("state: Blocked"));
    ann.press("<ctrl-t><ctrl-s>");

    assert!(ann.store.text(FILE).unwrap().contains("state: Blocked"), "{}", ann.screen());
}

#[test]
fn what_a_colleague_has_set_and_is_seen_on_coming_to_the_field_is_typed_on() {
    let (mut ann, mut bea) = officers();

    ann.press("e");
    bea.press("oKim<enter>");
    ann.look();
    while !ann.screen().contains(">Owner") {
        ann.press("<tab>");
    }
    ann.press(" Hale<ctrl-s>");

    assert!(ann.store.text(FILE).unwrap().contains("owner: \"Kim Hale\""), "{}", ann.screen());
}
