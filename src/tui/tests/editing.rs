//! Adding and editing by form: what reaches the file, what is refused, and that no typing is lost.

use crate::store::{Memory, Seed};
use crate::tui::session::Session;

const FILE: &str = "actions/turnaround.ron";

/// The sample, the cursor on the Turnaround programme.
fn at_turnaround() -> Session {
    let mut session = Session::sample();
    session.press("6/id:turnaround<enter>");
    session
}

#[test]
fn the_title_has_the_cursor_and_typing_goes_straight_in() {
    let mut session = at_turnaround();
    let before = session.store.text(FILE).unwrap();

    session.press("e, second year<ctrl-s>");

    let expected = before.replace("Turnaround programme\"", "Turnaround programme, second year\"");
    assert_eq!(session.store.text(FILE), Some(expected));
    assert!(session.screen().contains("Saved turnaround: title"), "{}", session.screen());
    assert!(session.screen().contains("Turnaround programme, second"), "the list shows it at once");
}

#[test]
fn a_date_is_spelt_out_before_it_is_saved() {
    let mut session = at_turnaround();

    session.press("e");
    while !session.screen().contains(">Due") {
        session.press("<tab>");
    }
    session.press("in 2 weeks");
    assert!(session.screen().contains("= 23 March 2023"), "{}", session.screen());
    session.press("<f2>");

    assert!(session.store.text(FILE).unwrap().contains("    due: \"2023-03-23\",\n"));
}

#[test]
fn a_wrong_date_keeps_the_typing_and_says_what_is_accepted() {
    let mut session = at_turnaround();
    let before = session.store.text(FILE);

    session.press("e");
    while !session.screen().contains(">Due") {
        session.press("<tab>");
    }
    session.press("soonish<tab><tab><ctrl-s>");

    let screen = session.screen();
    assert!(screen.contains(">Due              soonish"), "{screen}");
    assert!(screen.contains("31/3/23, friday, in 2"), "{screen}");
    assert_eq!(session.store.text(FILE), before);
}

#[test]
fn a_link_is_picked_from_a_list_by_a_few_letters() {
    let mut session = at_turnaround();

    session.press("e");
    while !session.screen().contains(">Lead agency") {
        session.press("<tab>");
    }
    session.press("<enter>yot");
    assert!(session.screen().contains(">Youth Offending Teams"), "{}", session.screen());
    session.press("<enter>");
    assert!(session.screen().contains("= Youth Offending Teams (youth-offending-teams)"), "{}", session.screen());
    session.press("<ctrl-s>");

    assert!(session.store.text(FILE).unwrap().contains("lead_agency: \"youth-offending-teams\""));
}

#[test]
fn picking_again_takes_out_of_a_list_and_another_adds() {
    let mut session = at_turnaround();

    session.press("e");
    while !session.screen().contains(">Priorities") {
        session.press("<tab>");
    }
    session.press("<enter>asb<enter>");
    session.press("<enter>rural<enter><ctrl-s>");

    let text = session.store.text(FILE).unwrap();
    assert!(text.contains("priorities: [\"rural-crime\"]"), "asb took the first one out:\n{text}");
}

#[test]
fn one_of_a_few_words_is_picked_in_plain_words_and_saved_by_its_name() {
    let mut session = at_turnaround();

    session.press("e<tab><tab><enter>bus");
    assert!(session.screen().contains(">business as usual"), "{}", session.screen());
    session.press("<enter>");
    assert!(session.screen().contains(">Stage            business as usual"), "{}", session.screen());
    session.press("<ctrl-s>");

    assert!(session.store.text(FILE).unwrap().contains("stage: BusinessAsUsual"));
}

#[test]
fn a_letter_that_would_not_show_is_not_typed() {
    let mut session = at_turnaround();

    session.press("e\u{202e}\u{200b}\u{1}é<ctrl-s>");

    assert!(session.store.text(FILE).unwrap().contains("title: \"Turnaround programmeé\""), "{}", session.screen());
}

#[test]
fn a_record_is_added_and_the_cursor_goes_to_it() {
    let mut session = Session::sample();

    session.press("6aA new piece of work<ctrl-s>");

    let text = session.store.text("actions/a-new-piece-of-work.ron");
    assert_eq!(text.as_deref(), Some("Action(\n    title: \"A new piece of work\",\n)\n"));
    assert_eq!(session.app.pointed_at().unwrap().as_str(), "a-new-piece-of-work");
}

#[test]
fn what_is_added_is_in_sight_where_it_was_added() {
    let mut session = Session::sample();

    session.press("5aSafer taxi ranks<ctrl-s>");
    assert!(session.screen().contains("Areas for further work (5)"), "{}", session.screen());
    assert!(session.screen().contains("Saved safer-taxi-ranks: added (in the sample)"), "{}", session.screen());
    session.press("6/turnaround<enter>aNight buses<ctrl-s>");
    assert!(session.screen().contains("> Night buses"), "the filter gave way:\n{}", session.screen());
}

#[test]
fn a_record_without_a_title_is_refused_and_stays_open() {
    let mut session = Session::sample();

    session.press("7a<tab>2.9<ctrl-s>");

    assert!(session.screen().contains("a record needs a title"), "{}", session.screen());
    assert!(session.press("<esc>").screen().contains("Not saved yet"), "{}", session.screen());
}

#[test]
fn escape_on_a_changed_form_asks_and_loses_nothing() {
    let mut session = at_turnaround();
    let before = session.store.text(FILE);

    session.press("e more<esc>");
    assert!(session.screen().contains("Not saved yet. Esc keep typing  s save  d discard"), "{}", session.screen());
    session.press("<esc>");
    assert!(session.screen().contains("Turnaround programme more"));
    session.press("<ctrl-c>d");

    assert_eq!(session.store.text(FILE), before);
    assert!(session.screen().contains("Turnaround programme") && !session.screen().contains("programme more"));
    session.press("e again<esc>s");
    assert!(session.store.text(FILE).unwrap().contains("programme again"));
}

#[test]
fn a_hand_commented_file_with_windows_line_ends_keeps_every_other_byte() {
    let text = "// by hand\r\nAction(\r\n\ttitle : \"Work\", // why\r\n\r\n\tdetail: \"one\r\ntwo\", /* odd */\r\n)\r\n// end\r\n";
    let mut files = Seed::Sample.files();
    files.push(("actions/zzz.ron", text));
    let mut session = Session::open(Memory::new(files), (80, 24));

    session.press("6/id:zzz<enter>e!<ctrl-s>");
    assert_eq!(session.store.text("actions/zzz.ron"), Some(text.replace("\"Work\"", "\"Work!\"")));
    session.press("e");
    while !session.screen().contains(">Detail") {
        session.press("<tab>");
    }
    session.press("<enter>three<ctrl-s>");
    let expected = text.replace("\"Work\"", "\"Work!\"").replace("one\r\ntwo", "one\r\ntwo\r\nthree");
    assert_eq!(session.store.text("actions/zzz.ron"), Some(expected));
}

#[test]
fn two_officers_changes_of_different_fields_are_both_kept() {
    let (mut ann, mut bea) = two_officers();

    ann.press("e, by Ann<ctrl-s>");
    bea.press("e<tab>1.1<ctrl-s>");

    let text = ann.store.text(FILE).unwrap();
    assert!(text.contains("programme, by Ann\"") && text.contains("source: \"2.6.111.1\""), "{text}");
    assert!(bea.screen().contains("Turnaround programme, by Ann"), "{}", bea.screen());
}

#[test]
fn the_slower_of_two_officers_keeps_her_typing_and_sees_both_values() {
    let (mut ann, mut bea) = two_officers();

    ann.press("e, by Ann<ctrl-s>");
    bea.press("e, by Bea<ctrl-s>");

    let screen = bea.screen();
    assert!(
        screen.contains("programme, by Bea") && screen.contains("Ann:") && screen.contains("programme, by Ann"),
        "{screen}"
    );
    assert!(ann.store.text(FILE).unwrap().contains("by Ann"), "nothing of hers is written yet");
    bea.press("<ctrl-s>");
    assert!(ann.store.text(FILE).unwrap().contains("by Bea"), "she has seen both and keeps hers");
}

#[test]
fn the_slower_officer_can_take_the_others_value() {
    let (mut ann, mut bea) = two_officers();

    ann.press("e, by Ann<ctrl-s>");
    bea.press("e, by Bea<tab>9<ctrl-s><ctrl-t><ctrl-s>");

    let text = ann.store.text(FILE).unwrap();
    assert!(text.contains("programme, by Ann\"") && text.contains("source: \"2.6.119\""), "{text}");
}

fn two_officers() -> (Session, Session) {
    let mut officers = Session::two_officers(&Seed::Sample.in_memory());
    officers.0.press("6/id:turnaround<enter>");
    officers.1.press("6/id:turnaround<enter>");
    officers
}

#[test]
fn pasted_text_is_never_taken_for_keys() {
    let mut session = Session::sample();

    session.paste("q\nq");
    assert!(!session.has_quit);
    session.press("6e<end>").paste("\u{1b}[31m one\ntwo");
    assert!(session.screen().contains("champions[31m one two"), "{}", session.screen());
}

#[test]
fn a_large_paste_arrives_whole() {
    let mut session = at_turnaround();
    let large = "stalking ".repeat(25_000);

    session.press("e");
    while !session.screen().contains(">Evidence") {
        session.press("<tab>");
    }
    session.paste(large.trim_end()).press("<ctrl-s>");

    assert!(session.store.text(FILE).unwrap().contains(large.trim_end()));
}

#[test]
fn a_store_that_can_only_be_read_says_so_before_anything_is_typed() {
    let mut session = Session::sample();
    session.app.settings.access = crate::tui::settings::Access::ReadOnly("No permission.".to_owned());

    for keys in ["6e", "6a"] {
        let screen = session.press(keys).screen();
        assert!(screen.contains("READ ONLY") && screen.contains("can only be read"), "{screen}");
    }
}

#[test]
fn a_line_feed_takes_nothing_away() {
    let mut session = Session::sample();

    session.press("6/id:turnaround<enter>e, typed<ctrl-j>");

    assert!(session.screen().contains(">Title            Turnaround programme, typed"), "{}", session.screen());
}

#[test]
fn a_missing_title_is_said_at_the_title_wherever_the_cursor_was() {
    let mut session = Session::sample();

    session.press("6a<tab>2.6.9<ctrl-s>");

    let screen = session.screen();
    assert!(screen.contains(">Title") && screen.contains("Not saved: look at Title"), "{screen}");
    assert!(screen.contains("a record needs a title") && screen.contains(" Source           * 2.6.9"), "{screen}");
    session.press("Taxi ranks<ctrl-s>");
    assert!(session.store.text("actions/taxi-ranks.ron").unwrap().contains("source: \"2.6.9\""));
}

#[test]
fn what_is_wrong_beside_a_missing_title_is_said_at_its_own_field() {
    let mut session = Session::sample();

    session.press("6a").press("<tab>".repeat(9).as_str());
    let label = session.app.form().unwrap().field().unwrap().label();
    session.press("soonish<ctrl-s>");

    let wrong: Vec<_> = session.app.form().unwrap().fields.iter().filter(|field| field.problem.is_some()).collect();
    let labels: Vec<_> = wrong.iter().map(|field| field.label()).collect();
    assert_eq!(labels, ["Title", label], "{}", session.screen());
}
