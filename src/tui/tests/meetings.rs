//! Meetings, what arises from them, recommendations and their answers; and the streams of money.

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
fn the_totals_stand_below_the_streams_and_say_what_they_leave_out() {
    let store = Memory::new([
        STORE,
        (
            "funding/grant.ron",
            "Funding(title: \"Grant\", state: Confirmed, years: [\"2023/24\", \"2024/25\"], \
             amounts: [(year: \"2024/25\", pence: 1250000)])",
        ),
        ("funding/bid.ron", "Funding(title: \"Bid\", state: Sought)"),
    ]);
    let mut session = Session::open(store, (80, 24));

    let screen = session.press("8").screen();
    for line in ["2024/25  ", "£12,500.00", "confirmed  ", "Totals leave out 1 of 2 streams"] {
        assert!(screen.contains(line), "{line}\n{screen}");
    }
    let screen = session.press("G").screen();
    assert!(screen.contains("1 of 2 streams, which states no amount, and 2023/24 of Grant"), "{screen}");
    let screen = session.press("/grant<enter><home>").screen();
    assert!(screen.contains("1 of 2") && !screen.contains("Bid"), "{screen}");
    let screen = session.press("<enter>").screen();
    assert!(screen.contains("2024/25: £12,500.00") && screen.contains("leave out 2023/24 of Grant"), "{screen}");
    let screen = session.resize(40, 10).press("8<esc>G").screen();
    assert!(screen.contains("> Totals leave out"), "{screen}");
}
