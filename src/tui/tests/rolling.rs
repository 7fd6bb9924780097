//! Rolling the year by keys: every item, what becomes of it, the totals, and nothing written before the last yes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::roll::{Decision, Decisions, Hand, roll};
use crate::model::text::Line;
use crate::model::{Id, Record};
use crate::store::{self, Memory, Seed, Store};
use crate::tui::rolling::Asked;
use crate::tui::session::Session;

const OLD: &str = "plans/community-safety-plan-2020-23.ron";
/// The last question.
const SO: &str = "Roll \"Community Safety Plan 2020-23\" to \"Community Safety Plan 2023-26\" so?";

/// At the items of the sample's plan.
fn at_items() -> Session {
    let mut session = Session::sample();
    session.press("R2023<enter>");
    session
}

/// Moves the cursor down to an item.
fn find(session: &mut Session, words: &str) {
    for _ in 0..120 {
        if session.reversed().iter().any(|row| row.contains(words)) {
            return;
        }
        session.press("j");
    }
    panic!("{words} is not in\n{}", session.screen());
}

fn all(store: &Memory) -> Vec<(Id, Record)> {
    store.load().unwrap().records().map(|(id, record)| (id.clone(), record.clone())).collect()
}

#[test]
fn the_new_plan_is_picked_then_every_item_stands_below_its_priority() {
    let mut session = Session::sample();

    session.press("R");
    assert!(session.screen().contains("Roll the year to which plan? (6)"), "{}", session.screen());
    session.press("2023<enter>");

    let screen = session.screen();
    assert!(screen.contains("Roll Community Safety Plan 2020-23 to Community Safety Plan 2023-26"), "{screen}");
    assert!(screen.contains("Not passed yet by community-safety-plan-2023-26: Drafted;"), "{screen}");
    session.press("j");
    insta::assert_snapshot!(session.screen());
}

/// What `csp roll` makes of the sample with `--rename`, `--supersede` and `--close` saying the same: it hands these decisions
/// to the store.
fn as_the_command_rolls_it() -> Vec<(Id, Record)> {
    let mut store = Seed::Sample.in_memory();
    let id = |text: &str| Id::new(text).unwrap();
    let decisions = Decisions {
        items: BTreeMap::from([
            (id("turnaround"), Decision::Supersede(id("reducing-reoffending"))),
            (id("pineapple-project"), Decision::Close(Line::new("The funding has ended"))),
        ]),
        renamed: BTreeMap::from([(id("violent-crime"), Line::new("Serious violence"))]),
    };
    let book = store.load().unwrap();
    let (from, to) = (id("community-safety-plan-2020-23"), id("community-safety-plan-2023-26"));
    let roll = roll(&book, &from, &to, &decisions).unwrap();
    let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
    store::roll(&mut store, &roll, Hand { today, author: "Ann" }).unwrap();
    all(&store)
}

#[test]
fn the_year_is_rolled_by_keys_as_the_command_rolls_it() {
    let mut session = at_items();
    let store = session.store.clone();
    let before = all(&store);

    find(&mut session, "Violent Crime");
    session.press("rSerious violence<enter>");
    assert!(session.screen().contains("renamed: Serious violence"), "{}", session.screen());
    find(&mut session, "Turnaround");
    session.press("sreducing<enter>");
    find(&mut session, "Pineapple");
    session.press("xThe funding has ended<enter>");
    assert!(session.screen().contains("closed: The funding"), "{}", session.screen());
    assert!(session.screen().contains("26 items = 21 carried + 4 closed (3 complete) + 1 superseded"));
    assert_eq!(all(&store), before, "nothing is written yet");
    session.press("y");
    assert!(session.screen().contains(SO), "{}", session.screen());
    assert_eq!(all(&store), before, "nor by the question");
    session.press("y");

    assert!(session.screen().contains("Rolled community-safety-plan-2020-23"), "{}", session.screen());
    let rolled = all(&store);
    for (record, by_command) in rolled.iter().zip(as_the_command_rolls_it()) {
        assert_eq!(*record, by_command);
    }
    assert_eq!(rolled.len(), as_the_command_rolls_it().len());
    assert!(store.text(OLD).unwrap().contains("outcome: Closed, reason: \"The funding has ended\""));
    assert!(store.text("priorities/serious-violence-2.ron").unwrap().contains("supersedes: \"violent-crime\""));
    assert!(store.text("actions/turnaround.ron").unwrap().contains("state: Superseded"));
    session.press("1");
    assert!(session.screen().contains("Serious violence") && !session.screen().contains("Violent Crime"));
    assert!(!session.look(), "what it saved itself is no news");
    session.press("R2023<enter>");
    assert!(!session.screen().contains("Roll Community"), "{}", session.screen());
}

#[test]
fn a_decision_is_taken_back_by_c_and_what_cannot_be_decided_is_said() {
    let mut session = at_items();

    find(&mut session, "Fraud");
    session.press("x");
    assert!(session.screen().contains("is kept (c) or renamed (r)"), "{}", session.screen());
    session.press("rFraud<enter>");
    assert!(session.screen().contains("is called \"Fraud\" already"), "{}", session.screen());
    session.press("<ctrl-u><enter>");
    assert!(session.screen().contains("A new title is wanted: type it"), "{}", session.screen());
    session.press("Scams<enter>");
    assert!(session.screen().contains("renamed: Scams"), "{}", session.screen());
    session.press("c");
    assert!(!session.screen().contains("renamed: Scams"), "{}", session.screen());
    find(&mut session, "Friends Against");
    session.press("r");
    assert!(session.screen().contains("Only a priority or a theme is renamed"), "{}", session.screen());
    session.press("x <enter>");
    assert!(session.screen().contains("A reason is wanted: type why it is closed"), "{}", session.screen());
    session.press("<esc>k");
    assert!(session.screen().contains("26 items = 23 carried"), "{}", session.screen());
}

#[test]
fn esc_leaves_with_nothing_written_and_asks_where_something_was_decided() {
    let mut session = at_items();
    let before = all(&session.store);

    session.press("<esc>");
    assert!(session.screen().contains("Nothing was written"), "{}", session.screen());
    session.press("R2023<enter>");
    find(&mut session, "Pineapple");
    session.press("xNo money<enter><esc>");
    assert!(session.screen().contains("Leave, with nothing written"), "{}", session.screen());
    session.press("n");
    assert!(session.screen().contains("closed: No money"), "{}", session.screen());
    session.press("<esc>y");

    assert!(session.screen().contains("Nothing was written"), "{}", session.screen());
    assert_eq!(all(&session.store), before);
}

#[test]
fn a_colleague_who_completes_an_item_meanwhile_takes_the_decision_about_it_away() {
    let store = Seed::Sample.in_memory();
    let (mut ann, mut bea) = Session::two_officers(&store);
    ann.press("R2023<enter>");
    find(&mut ann, "Pineapple");
    ann.press("xNo money<enter>");

    bea.press("6/id:pineapple<enter>scom<enter><ctrl-s>");
    ann.look();

    assert!(ann.screen().contains("an item, so a decision of yours about it does not"), "{}", ann.screen());
    assert!(ann.screen().contains("22 carried + 4 closed (4 complete)"), "{}", ann.screen());
    find(&mut ann, "Pineapple");
}

#[test]
fn the_totals_stay_in_sight_on_the_smallest_screen_and_on_a_large_one() {
    for size in [(40, 10), (80, 24), (200, 50)] {
        let mut session = Session::open(Seed::Sample.in_memory(), size);
        session.press("R2023<enter>jjjj");

        let screen = session.screen();
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("26 items = 23 carried + 3 closed (3 complete) + 0 superseded"), "{screen}");
        find(&mut session, "Pineapple");
        session.press("x");
        assert!(session.screen().contains("closed?"), "{}", session.screen());
        session.press("it has ended<enter>y");
        let words = session.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(SO) && words.contains("u cannot take it back. y yes"), "{}", session.screen());
        session.press("pqn<esc>y");
        assert!(session.screen().contains("Nothing was written"), "{}", session.screen());
    }
}

#[test]
fn a_roll_that_the_store_refuses_is_told_and_can_be_tried_again() {
    let mut session = at_items();
    find(&mut session, "Pineapple");
    session.press("xNo money<enter>");
    let store = session.store.text("store.ron").unwrap();
    session.store.put("store.ron", &store.replace("format: 1", "format: 2"));

    session.press("yy");

    assert!(
        session.screen().contains("Not done: store.ron says that the files are of format 2"),
        "{}",
        session.screen()
    );
    session.store.put("store.ron", &store);
    session.press("yy");
    assert!(session.screen().contains("Rolled community-safety-plan-2020-23"), "{}", session.screen());
    assert!(session.screen().starts_with("1 Overview"), "{}", session.screen());
    assert!(session.store.text(OLD).unwrap().contains("reason: \"No money\""), "what was decided is kept");
}

#[test]
fn after_a_roll_nothing_before_it_is_taken_back_or_made_again_and_what_comes_after_it_is() {
    let mut session = Session::sample();
    session.press("6/id:pineapple<enter>oPC Long<enter>oPC Short<enter>u");
    session.press("R2023<enter>yy");
    let rolled = all(&session.store);

    session.press("u");
    assert!(session.screen().contains("There is nothing to take back: a roll cannot be"), "{}", session.screen());
    session.press("<ctrl-r>");
    assert!(session.screen().contains("nothing to make again since the year was rolled"), "{}", session.screen());
    assert_eq!(all(&session.store), rolled);

    session.press("oPC Broad<enter>u");
    assert!(session.screen().contains("Taken back: pineapple-project: owner"), "{}", session.screen());
}

#[test]
fn a_roll_that_is_refused_before_it_begins_leaves_what_can_be_taken_back() {
    let mut session = Session::sample();
    session.press("6/id:pineapple<enter>oPC Long<enter>R2023<enter>");
    let store = session.store.text("store.ron").unwrap();
    session.store.put("store.ron", &store.replace("format: 1", "format: 2"));
    session.press("yy");
    session.store.put("store.ron", &store);

    session.press("<esc>u");

    assert!(session.screen().contains("Taken back: pineapple-project: owner"), "{}", session.screen());
}

#[test]
fn each_outcome_of_the_old_plan_leads_to_its_item_and_to_what_covers_it() {
    let mut session = at_items();
    find(&mut session, "Turnaround");
    session.press("sreducing<enter>yy7/id:community-safety-plan-2020<enter><enter>");
    find(&mut session, "- turnaround · Turnaround programme · superseded");

    session.press("<tab>");
    assert!(session.reversed().iter().any(|row| row.contains("see reducing-reoffending")), "{}", session.screen());
    session.press("<shift-tab><enter>");

    assert!(session.screen().contains("action turnaround, source 2.6.11"), "{}", session.screen());
    assert!(session.screen().contains("covered by Development of a Reducing"), "{}", session.screen());
}

#[test]
fn what_a_roll_has_left_is_offered_again_though_the_new_plan_is_the_current_one() {
    let mut session = at_items();
    session.press("yy");
    let late = "Action(title: \"Late\", plan: \"community-safety-plan-2020-23\", priorities: [\"fraud\"])\n";
    session.store.put("actions/late.ron", late);
    session.look();

    session.press("R2023<enter>");
    assert!(session.screen().contains("R Roll the year"), "{}", session.screen());
    assert!(session.screen().contains("27 items = 24 carried"), "{}", session.screen());
    session.press("yy");

    assert!(session.store.text("actions/late.ron").unwrap().contains("community-safety-plan-2023-26"));
}

#[test]
fn a_file_that_cannot_be_read_for_a_while_takes_no_decision_away_and_only_stops_the_end() {
    let mut session = at_items();
    find(&mut session, "Pineapple");
    session.press("xNo money<enter>");
    let path = "actions/turnaround.ron";
    let whole = session.store.text(path).unwrap();
    let before = all(&session.store).len();

    session.press("y");
    session.store.put(path, &whole[..whole.len() / 2]);
    session.look();

    let words = session.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("1 file cannot be read"), "{words}");
    assert!(words.contains("What you decided is kept"), "{words}");
    assert!(words.contains("closed: No money") && !words.contains(SO), "{words}");
    session.press("yy");
    assert!(session.screen().contains("1 file cannot be read"), "{}", session.screen());
    assert_eq!(all(&session.store).len(), before - 1, "nothing is written");

    session.store.put(path, &whole);
    session.look();
    session.press("yy");
    assert!(session.store.text(OLD).unwrap().contains("outcome: Closed, reason: \"No money\""));
}

#[test]
fn a_colleagues_save_beneath_the_last_question_asks_it_again() {
    let store = Seed::Sample.in_memory();
    let (mut ann, mut bea) = Session::two_officers(&store);
    ann.press("R2023<enter>y");
    assert!(ann.screen().contains(SO), "{}", ann.screen());

    bea.press("6/id:pineapple<enter>scom<enter><ctrl-s>");
    ann.look();

    assert!(!ann.screen().contains(SO), "{}", ann.screen());
    assert!(ann.screen().contains("Somebody else has changed an item"), "{}", ann.screen());
    bea.press("nSeen<ctrl-s>");
    ann.press("y").look();
    assert!(ann.screen().contains(SO), "what changes nothing of it is no reason: {}", ann.screen());
}

#[test]
fn pasted_words_of_a_decision_stand_on_one_line_with_nothing_hidden_in_them() {
    let mut session = at_items();
    find(&mut session, "Pineapple");

    session.press("x").paste("No\u{202e} money\r\nSee\tminute\u{200b} 4\n").press("<enter>yy");

    let text = session.store.text(OLD).unwrap();
    assert!(text.contains("reason: \"No money See minute 4\""), "{text}");
}

#[test]
fn only_what_goes_on_is_offered_to_cover_an_item() {
    let mut session = at_items();
    session.store.put("actions/over.ron", "Action(title: \"Zebra one\", state: Closed, reason: \"No money\")\n");
    session.store.put("actions/on.ron", "Action(title: \"Zebra two\", state: InProgress)\n");
    session.store.put("actions/done.ron", "Action(title: \"Zebra three\", state: Complete)\n");
    session.look();
    find(&mut session, "Pineapple");
    session.press("xNo money<enter><home>");
    find(&mut session, "Turnaround");

    let screen = session.press("szebra").screen();
    assert!(
        screen.contains("Zebra two") && screen.contains("Zebra three") && !screen.contains("Zebra one"),
        "{screen}"
    );
    let screen = session.press("<ctrl-u>pineapple").screen();
    assert!(screen.contains("Superseded by (0)"), "what ends itself covers nothing: {screen}");
}

#[test]
fn what_is_offered_to_cover_an_item_is_what_the_roll_accepts() {
    let mut session = at_items();
    session.store.put("actions/over.ron", "Action(title: \"Over\", state: Superseded)\n");
    session.store.put("recommendations/over-2.ron", "Recommendation(title: \"Over too\", state: Closed)\n");
    session.look();
    find(&mut session, "Pineapple");
    session.press("s");

    let rolling = session.app.rolling().unwrap();
    let Asked::By(item, pick) = &rolling.asked else { panic!("{}", session.screen()) };
    let offered: Vec<_> = pick.matching().into_iter().map(|choice| choice.value).collect();
    let accepted = session.app.book.live().map(|(id, _)| id).filter(|id| {
        let decisions =
            Decisions { items: [(item.clone(), Decision::Supersede((*id).clone()))].into(), ..Decisions::default() };
        roll(&session.app.book, &rolling.roll.from, &rolling.roll.to, &decisions).is_ok()
    });

    assert_eq!(offered, accepted.map(ToString::to_string).collect::<Vec<_>>());
    assert!(offered.len() > 20, "{offered:?}");
}
