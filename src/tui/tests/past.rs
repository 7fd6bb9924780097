//! What was, on screen: the history of a record, what has changed, and two versions of which one is to stand.

use super::super::session::Session;
use crate::store::{Memory, Seed};

/// The owner of this duty is disputed: Ann's stands, Bea's waits.
const VERSION: &str = "conflicts/prevent.0123abcd.ron";

fn disputed() -> Memory {
    let store = Seed::Starter.in_memory().of("Ann");
    let record = store.text("duties/prevent.ron").unwrap();
    let with =
        |owner: &str| record.trim_end().trim_end_matches(')').to_owned() + &format!("    owner: {owner:?},\n)\n");
    store.put("duties/prevent.ron", &with("Ann Officer"));
    store.put(VERSION, &format!("Version(\nfields: [\"owner\"],\nrecord: {},\n)\n", with("Bea Officer").trim_end()));
    store
}

#[test]
fn h_shows_who_changed_a_record_from_what_to_what() {
    let store = Seed::Sample.in_memory();
    let (mut ann, mut bea) = Session::two_officers(&store);
    ann.press("6/turnaround<enter>oCat<enter><enter>");
    bea.press("6/turnaround<enter>oDan<enter><enter>");

    ann.look();
    ann.press("h");

    let screen = ann.screen();
    let lines: Vec<_> = screen.lines().collect();
    assert!(lines[1].starts_with("Turnaround"), "{screen}");
    assert!(screen.contains("9 March 2023 09:02  Bea\n  Owner: Cat → Dan\n"), "{screen}");
    assert!(screen.contains("9 March 2023 09:01  Ann\n  Owner: not stated → Cat"), "{screen}");
    assert!(!ann.press("<esc>").screen().contains("09:02"), "and back");
}

#[test]
fn c_lists_what_has_changed_and_leads_to_it() {
    let store = Seed::Sample.in_memory();
    let (mut ann, _) = Session::two_officers(&store);
    ann.press("6/turnaround<enter>oCat<enter><enter><esc>aLights<c-s>".replace("<c-s>", "<ctrl-s>").as_str());

    ann.press("c");

    let screen = ann.screen();
    assert!(screen.contains(" Changed since 9 December 2022 (90 days, since no earlier meeting"), "{screen}");
    assert!(screen.contains("Added (1)"), "{screen}");
    assert!(screen.contains("Lights"), "{screen}");
    assert!(screen.contains("Changed (1)"), "{screen}");
    assert!(screen.contains("Owner: not stated → Cat"), "{screen}");
    assert!(ann.press("G<enter>").screen().contains("action turnaround"), "{}", ann.screen());
    assert!(ann.press("<esc>/turn<enter>").screen().contains("1 of 2"), "{}", ann.screen());
}

#[test]
fn the_pane_of_changes_is_printed_as_it_stands_and_asks_since_when() {
    let store = Seed::Sample.in_memory();
    let (mut ann, _) = Session::two_officers(&store);
    ann.press("6/turnaround<enter>oCat<enter><enter><esc><esc>aLights<ctrl-s>c");

    let printed = ann.press("p").screen();
    assert!(printed.contains("ADDED (1)\n  Lights (action lights); by Ann"), "{printed}");
    assert!(printed.contains("CHANGED (1)") && printed.contains("Owner: not stated → Cat"), "{printed}");
    ann.press("<esc>/turn<enter>");
    let printed = ann.press("p").screen();
    assert!(!printed.contains("Lights") && printed.contains("Turnaround"), "the filter holds: {printed}");

    ann.press("<esc><esc>c");
    assert!(ann.screen().contains("Since (a day or a meeting):"), "{}", ann.screen());
    ann.press("nonsense<enter>");
    assert!(ann.screen().contains("Since (a day or a meeting): nonsense"), "it can be mended: {}", ann.screen());
    ann.press("<ctrl-u>2023-03-10<enter>");
    let screen = ann.screen();
    assert!(screen.contains("Changed since 10 March 2023: nothing"), "{screen}");
    assert!(ann.press("c<enter>").screen().contains("Added (1)"), "nothing typed is the last meeting again");
}

#[test]
fn several_fields_are_decided_together_and_that_is_said_first() {
    let store = disputed();
    let version = store.text(VERSION).unwrap();
    let other = version.replace("fields: [\"owner\"]", "fields: [\"owner\", \"title\"]").replacen(
        "title: \"",
        "title: \"Other ",
        1,
    );
    store.put(VERSION, &other);
    let mut ann = Session::open(store, (40, 10));

    ann.press("0/prevent<enter>v");

    let screen = ann.screen();
    assert!(
        screen.contains("Two officers set Title and Owner in")
            || screen.contains("Two officers set Owner and Title in"),
        "{screen}"
    );
    assert!(screen.contains("m and t decide these 2 together"), "{screen}");
    assert!(screen.contains('↓'), "more stands below: {screen}");
}

#[test]
fn triage_begins_with_what_two_officers_set_differently_and_a_filter_finds_it() {
    let mut ann = Session::open(disputed(), (80, 24));

    ann.press("t");
    let screen = ann.screen();
    assert!(screen.contains("two officers set the same: Owner"), "{screen}");
    ann.press("v");
    assert!(ann.screen().contains("m keeps what stands here: Ann Officer"), "{}", ann.screen());
    ann.press("m<esc>");
    assert!(!ann.screen().contains("two officers set the same"), "{}", ann.screen());

    let mut bea = Session::open(disputed(), (80, 24));
    assert!(bea.press("4/disputed<enter>").screen().contains("1 of "), "{}", bea.screen());
    assert!(bea.screen().contains('!'), "it catches the eye: {}", bea.screen());
}

#[test]
fn after_a_decision_the_next_problem_of_its_gravity_is_chosen() {
    let store = Seed::Sample.in_memory().of("Ann");
    for action in ["awareness-campaigns", "turnaround"] {
        let path = format!("actions/{action}.ron");
        let record = store.text(&path).unwrap();
        let other = record.trim_end().trim_end_matches(')').to_owned() + "    owner: \"Bea\",\n)\n";
        let version = format!("Version(\nfields: [\"owner\"],\nrecord: {},\n)\n", other.trim_end());
        store.put(&format!("conflicts/{action}.0123abcd.ron"), &version);
    }
    let mut ann = Session::open(store, (80, 24));

    ann.press("0");
    assert!(ann.screen().contains("> two officers set the same"), "{}", ann.screen());
    ann.press("vm");

    assert!(ann.screen().contains("> two officers set the same"), "{}", ann.screen());
    assert!(ann.press("v").screen().contains("m keeps what stands here"), "{}", ann.screen());
}

#[test]
fn in_triage_what_is_kept_as_it_is_counts_as_decided() {
    let mut ann = Session::open(disputed(), (80, 24));

    ann.press("tvm");

    assert!(ann.screen().contains("1 decided"), "{}", ann.screen());
    assert!(ann.screen().contains("kept as it was"), "{}", ann.screen());
}

#[test]
fn s_on_a_plan_says_which_gate_it_passes() {
    let mut ann = Session::open(Seed::Sample.in_memory().of("Ann"), (80, 24));

    ann.press("5<down><down><down><down>s");

    assert!(ann.screen().contains("The next gate of this plan: "), "{}", ann.screen());
}

#[test]
fn v_decides_between_two_versions_from_the_quality_pane_and_u_says_that_it_stands() {
    let mut ann = Session::open(disputed(), (80, 24));

    assert!(ann.screen().contains("FLAGS 1 conflict to decide, 0 overdue"), "{}", ann.screen());
    ann.press("0/prevent<enter>");
    assert!(ann.screen().contains("two officers set the same"), "{}", ann.screen());
    ann.press("v");
    let screen = ann.screen();
    assert!(screen.contains("m keeps what stands here: Ann Officer"), "{screen}");
    assert!(screen.contains("t takes what another officer set: Bea Officer"), "{screen}");
    assert!(screen.contains("m keep it") && screen.contains("t take the other"), "{screen}");
    ann.press("t");

    assert!(ann.screen().contains("Saved prevent: owner"), "{}", ann.screen());
    assert!(!ann.screen().contains("two officers set the same"), "{}", ann.screen());
    assert!(ann.store.text("duties/prevent.ron").unwrap().contains("Bea Officer"));
    assert_eq!(ann.store.text(VERSION), None);
    ann.press("u");
    assert!(ann.screen().contains("A decision between two versions is not taken back"), "{}", ann.screen());
    assert!(ann.store.text("duties/prevent.ron").unwrap().contains("Bea Officer"));
    assert!(ann.press("u").screen().contains("There is nothing to take back"), "{}", ann.screen());
}

#[test]
fn mine_can_be_kept_also_on_the_smallest_screen_and_the_record_says_that_it_waits() {
    let mut ann = Session::open(disputed(), (40, 10));

    ann.press("4/prevent<enter><enter>");
    assert!(ann.screen().contains("! Two officers set the same here,"), "{}", ann.screen());
    assert!(ann.screen().contains("Owner: v decides on screen"), "{}", ann.screen());
    ann.press("v");
    assert!(ann.screen().contains("m keep it"), "{}", ann.screen());
    ann.press("m");

    assert!(ann.screen().contains("kept as it is"), "{}", ann.screen());
    assert!(ann.store.text("duties/prevent.ron").unwrap().contains("Ann Officer"));
    assert_eq!(ann.store.text(VERSION), None);
    assert!(ann.press("v").screen().contains("No other version of prevent waits"), "{}", ann.screen());
}

#[test]
fn nobody_decides_against_a_value_that_she_has_not_seen() {
    let store = disputed();
    let (mut ann, mut cat) = Session::two_officers(&store);
    let owner = |name: &str| store.text("duties/prevent.ron").unwrap().contains(&format!("owner: \"{name}\""));
    for (decision, stands) in [("m", "Cat"), ("t", "Bea Officer")] {
        ann.look();
        ann.press("<esc><esc>4/prevent<enter>v");
        cat.look();
        cat.press("<esc>4/prevent<enter>oCat<enter><enter>");
        assert!(owner("Cat"), "{}", cat.screen());

        ann.press(decision);

        assert!(owner("Cat") && store.text(VERSION).is_some(), "{}", ann.screen());
        assert!(ann.screen().contains("meanwhile, and nothing was saved"), "{}", ann.screen());
        assert!(ann.screen().contains("m keeps what stands here: Cat"), "{}", ann.screen());

        ann.press(decision);

        assert!(owner(stands) && store.text(VERSION).is_none(), "{}", ann.screen());
        store.put(VERSION, &disputed().text(VERSION).unwrap());
        store.put("duties/prevent.ron", &disputed().text("duties/prevent.ron").unwrap());
    }
}

#[test]
fn what_a_colleague_has_decided_meanwhile_is_said() {
    let store = disputed();
    let mut ann = Session::open(store.clone(), (80, 24));
    ann.press("0/prevent<enter>v");
    store.remove(VERSION);

    ann.press("t");

    assert!(ann.screen().contains("the other version of prevent has been removed"), "{}", ann.screen());
    assert!(ann.screen().contains("0 Quality") && !ann.screen().contains("take the other"), "{}", ann.screen());
}

#[test]
fn a_version_that_comes_or_goes_alone_is_seen() {
    let store = disputed();
    let text = store.text(VERSION).unwrap();
    store.remove(VERSION);
    let mut ann = Session::open(store.clone(), (80, 24));
    ann.press("0/prevent<enter>");

    store.put(VERSION, &text);
    assert!(ann.look() && ann.screen().contains("two officers set the same"), "{}", ann.screen());
    store.remove(VERSION);
    assert!(ann.look() && !ann.screen().contains("two officers set the same"), "{}", ann.screen());
}
