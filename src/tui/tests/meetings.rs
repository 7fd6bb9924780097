//! Meetings, what arises from them, recommendations and their answers.

use crate::store::Memory;
use crate::tui::session::Session;

const STORE: (&str, &str) = ("store.ron", "Partnership(title: \"Test\", format: 1, as_at: \"2023-03-09\")");
const BOARD: (&str, &str) = ("bodies/board.ron", "Body(title: \"CSP board\")");

/// A board that met in January and meets again in June, with what it asked for.
fn board() -> Memory {
    Memory::new([
        STORE,
        BOARD,
        ("meetings/january.ron", "Meeting(title: \"January board\", body: \"board\", date: \"2023-01-10\")"),
        ("meetings/june.ron", "Meeting(title: \"June board\", body: \"board\", date: \"2023-06-13\")"),
        (
            "actions/lights.ron",
            "Action(title: \"Mend the lights\", meeting: \"january\", reference: \"2.2 (4.6 Plan)\", owner: \"Ann\", \
             due: \"2023-02-01\", updates: [(date: \"2023-02-03\", author: \"Bea\", text: \"Parts are late\")])",
        ),
        (
            "recommendations/answered.ron",
            "Recommendation(title: \"Answered one\", meeting: \"january\", response: \"It is agreed\", \
             responded_on: \"2023-01-20\")",
        ),
        ("recommendations/new.ron", "Recommendation(title: \"New one\", made_on: \"2023-03-01\")"),
        (
            "recommendations/old.ron",
            "Recommendation(title: \"Old one\", meeting: \"january\", due: \"2023-02-10\", state: InProgress)",
        ),
        (
            "recommendations/review.ron",
            "Recommendation(title: \"Share records\", origin: DomesticHomicideReview, case: \"DHR 7\", \
             lead_agency: \"board\", made_on: \"2022-03-09\")",
        ),
    ])
}

#[test]
fn the_unanswered_stand_first_with_their_age_and_the_answered_behind_with_the_answer() {
    let screen = Session::open(board(), (80, 24)).press("9").screen();

    let place = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words:?} is not in\n{screen}"));
    let order = ["without an answer (2)", "Old one", "New one", "Reviews", "Share records", "answered or over (1)"];
    let places: Vec<_> = order.map(place).into();
    assert!(places.is_sorted(), "{places:?}\n{screen}");
    for line in [
        ">!Old one  58 days  LATE 10 February 2023  under consideration  not stated",
        "  New one  8 days   not stated             asked                not stated",
        "  Share records  365 days  CSP board    not stated  DHR 7  asked   not stated",
        "  Answered one  It is agreed  20 January 2023  answered  not stated",
        "  June board     13 June 2023 (to come)  none       none             CSP board",
        "  January board  10 January 2023         1, 1 open  2, 2 open        CSP board",
    ] {
        assert!(screen.contains(line), "{line}\n{screen}");
    }
    assert!(place("June board") < place("January board"), "{screen}");
}

#[test]
fn the_pane_of_meetings_works_on_the_smallest_screen() {
    let mut session = Session::open(board(), (40, 10));

    let screen = session.press("9").screen();
    assert!(screen.contains("Recommendations without an answer (2)"), "{screen}");
    assert!(screen.contains(">!Old one  58 days"), "{screen}");
    let screen = session.press("G").screen();
    assert!(screen.contains("> January board  10 January 2023"), "{screen}");
}

#[test]
fn a_meeting_shows_what_arises_for_it_with_the_old_paragraph() {
    let mut session = Session::open(board(), (80, 24));

    let screen = session.press("9Gk<enter>").screen();

    for words in [
        "CSP board (board)",
        "Date: 13 June 2023",
        "Matters arising from January board, 10 January 2023",
        "2.2 (4.6 Plan): Mend the lights",
        "with: Ann; due: LATE 1 February 2023; state: not stated",
        "latest: 3 February 2023, Bea: Parts are late",
        "paragraph not stated: Answered one",
        "answer: It is agreed",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let screen = session.press("<tab><tab><enter>").screen();
    assert!(screen.contains("action lights"), "{screen}");
}

#[test]
fn a_recommendation_shows_where_it_stands_and_how_old_it_is() {
    let mut session = Session::open(board(), (80, 24));

    let screen = session.press("9<enter>").screen();

    assert!(screen.contains("asked > [under consideration] > answered > outcome"), "{screen}");
    assert!(screen.contains("made: 10 January 2023; 58 days without an answer; LATE"), "{screen}");
}

#[test]
fn minutes_are_typed_as_a_meeting_and_then_its_actions_in_a_row() {
    let mut session = Session::open(Memory::new([STORE, BOARD]), (80, 24));

    let screen = session.press("9a").screen();
    assert!(screen.contains(">A meeting") && screen.contains(" A recommendation"), "{screen}");
    session.press("<enter>March board<tab><tab>board<tab>9 mar<ctrl-s>");
    assert_eq!(
        session.store.text("meetings/march-board.ron").unwrap(),
        "Meeting(\n    title: \"March board\",\n    body: \"board\",\n    date: \"2023-03-09\",\n)\n"
    );
    let screen = session.press("a").screen();
    assert!(screen.contains(">An action arising from March board"), "{screen}");
    let screen = session.press("<enter>").screen();
    assert!(screen.contains("Meeting          march-board") && screen.contains("Reference"), "{screen}");
    session.press("Mend the lights<tab><tab><tab><tab>Ann<tab>2.2 (4.6 Plan)<tab><tab>1 apr<ctrl-s>");
    session.press("a<enter>Write to all<ctrl-s>");

    let lights = session.store.text("actions/mend-the-lights.ron").unwrap();
    for line in ["meeting: \"march-board\"", "reference: \"2.2 (4.6 Plan)\"", "owner: \"Ann\"", "due: \"2023-04-01\""] {
        assert!(lights.contains(line), "{line}\n{lights}");
    }
    assert!(session.store.text("actions/write-to-all.ron").unwrap().contains("meeting: \"march-board\""));
    let screen = session.press("<esc>9G").screen();
    assert!(screen.contains("> March board  9 March 2023 (today)  2, 2 open"), "{screen}");
}

#[test]
fn from_a_meeting_on_screen_what_it_made_is_added_and_stands_there_at_once() {
    let mut session = Session::open(board(), (80, 24));

    let screen = session.press("9G<enter>a").screen();
    assert!(!screen.contains("A meeting"), "{screen}");
    let screen = session.press("<down><enter>Report twice a year<ctrl-s>").screen();

    assert!(screen.contains("   Report twice a year\n Matters"), "{screen}");
    let made = session.store.text("recommendations/report-twice-a-year.ron").unwrap();
    assert!(made.contains("meeting: \"january\""), "{made}");
    let screen = session.press("<esc>9<enter>a").screen();
    assert!(screen.contains("Only what arises from a meeting is added from a record"), "{screen}");
}

#[test]
fn a_filter_that_is_on_stays_when_an_action_of_a_meeting_is_added() {
    let mut session = Session::open(board(), (80, 24));

    let screen = session.press("9/january<enter>Ga<enter>Paint<ctrl-s>").screen();

    assert!(screen.contains("/january") && screen.contains("2, 2 open"), "{screen}");
}

#[test]
fn an_answer_is_typed_with_todays_date_beside_it_and_the_state() {
    let mut session = Session::open(board(), (80, 24));

    let screen = session.press("9A").screen();
    assert!(screen.contains("2023-03-09") && screen.contains("Response"), "{screen}");
    let screen = session.press("Agreed").press("<tab><tab><enter>complete<enter>").screen();

    assert!(screen.contains("Saved old: response, responded on, state"), "{screen}");
    let old = session.store.text("recommendations/old.ron").unwrap();
    for line in ["response: \"Agreed\"", "responded_on: \"2023-03-09\"", "state: Complete"] {
        assert!(old.contains(line), "{line}\n{old}");
    }
    assert!(screen.contains("without an answer (1)"), "{screen}");
}

#[test]
fn the_date_of_an_answer_alone_is_no_typing_and_another_date_is() {
    let mut session = Session::open(board(), (80, 24));
    let before = session.store.text("recommendations/old.ron").unwrap();

    let screen = session.press("9A<ctrl-s>").screen();
    assert!(screen.contains("Nothing was changed"), "{screen}");
    let screen = session.press("A<esc>").screen();
    assert!(screen.contains("without an answer (2)") && !screen.contains("Not saved yet"), "{screen}");
    assert_eq!(session.store.text("recommendations/old.ron").unwrap(), before);
    session.press("AAgreed<tab>3 mar<ctrl-s>");
    assert!(session.store.text("recommendations/old.ron").unwrap().contains("responded_on: \"2023-03-03\""));
}

#[test]
fn only_a_recommendation_is_answered() {
    let screen = Session::open(board(), (80, 24)).press("6A").screen();

    assert!(screen.contains("an action has no response; only a recommendation is answered"), "{screen}");
}

#[test]
fn an_unfinished_answer_is_kept_with_its_date_and_a_date_alone_is_not() {
    let (store, folder) = (board(), tempfile::tempdir().unwrap());
    let open = || {
        let mut session = Session::open(store.clone(), (80, 24));
        session.drafting_in(folder.path());
        session
    };

    open().press("9A");
    assert!(open().screen().starts_with("1 Overview"), "nothing was typed, so nothing is offered");
    open().press("9AAgr");
    let screen = open().press("<enter>eed<ctrl-s>").screen();

    assert!(screen.contains("Saved old: response, responded on"), "{screen}");
    let old = store.text("recommendations/old.ron").unwrap();
    assert!(old.contains("response: \"Agreed\"") && old.contains("responded_on: \"2023-03-09\""), "{old}");
}

#[test]
fn an_action_that_was_being_typed_for_a_meeting_still_names_it_when_it_is_taken_up_again() {
    let (store, folder) = (board(), tempfile::tempdir().unwrap());
    let open = || {
        let mut session = Session::open(store.clone(), (80, 24));
        session.drafting_in(folder.path());
        session
    };

    open().press("9Ga<enter>Paint the wall");
    open().press("<enter><ctrl-s>");

    assert!(store.text("actions/paint-the-wall.ron").unwrap().contains("meeting: \"january\""));
}

#[test]
fn an_answer_that_is_a_whole_sentence_ends_with_one_full_stop_in_the_row_in_full() {
    let store = board();
    let answered = "Recommendation(title: \"Train the staff of every agency that takes part\", response: \"Agreed: first report to the June board.\")\n";
    store.put("recommendations/train.ron", answered);
    let mut session = Session::open(store, (80, 24));

    let screen = session.press("9/id:train<enter>").screen();

    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Answer: Agreed: first report to the June board. Stands: answered"), "{screen}");
}

#[test]
fn the_hint_at_a_title_fits_every_kind_of_record() {
    let mut session = Session::open(board(), (80, 24));

    let screen = session.press("9aA meeting<enter>").screen();

    assert!(screen.contains("Add a meeting\n>Title\n                  what it is called\n"), "{screen}");
}
