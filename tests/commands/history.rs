//! `csp history` and `csp changes`: who changed what and when.

use serde_json::Value;

use crate::support::Desk;

/// The lines of a history without the moments in them.
fn timeless(text: &str) -> Vec<String> {
    let is_moment = |line: &str| line.chars().next().is_some_and(|first| first.is_ascii_digit());
    let bare = |line: &str| {
        if is_moment(line) { line.rsplit("  ").next().unwrap_or(line).to_owned() } else { line.to_owned() }
    };
    text.lines().map(bare).collect()
}

#[test]
fn the_history_of_a_record_is_every_save_of_it_from_what_to_what() {
    let Some(desk) = Desk::with_history() else { return };
    desk.by("Ann Officer", "add action Lights owner=Cat");
    desk.by("Bea Officer", "set lights owner=Dan due=2027-01-01");
    desk.by("Ann Officer", "note lights Wired");
    desk.by("Ann Officer", "set lights owner=Dan");

    let answer = desk.csp("history lights");

    assert_eq!((answer.code, answer.said.as_str()), (0, ""));
    let told = timeless(&answer.out);
    let note = told.iter().position(|line| line.starts_with("  Updates: added ")).unwrap();
    assert!(told[note].ends_with(" · Ann Officer · Wired"), "{told:?}");
    assert_eq!(told[..3], ["Lights", "action lights", ""]);
    assert_eq!(
        told[note + 1..],
        [
            "",
            "Bea Officer",
            "  Owner: Cat → Dan",
            "  Due: not stated → 1 January 2027",
            "",
            "Ann Officer",
            "  added",
            "  Title: not stated → Lights",
            "  Owner: not stated → Cat",
        ]
    );
}

#[test]
fn the_history_of_all_is_the_latest_saves_and_as_json_every_field() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add action Lights");
    desk.csp("set lights owner=Cat");

    let latest = desk.csp("history --saves 1");
    assert_eq!(timeless(&latest.out), ["Ann Officer", "  Lights (action lights)", "    Owner: not stated → Cat"]);
    assert_eq!(latest.said, "csp: these are the latest 1. Next: csp history --saves 2\n");

    let json: Value = serde_json::from_str(&desk.csp("history lights --json").out).unwrap();
    assert_eq!(json["schema"], 1);
    let save = &json["saves"][0];
    assert_eq!((&save["who"], &save["records"][0]["id"]), (&"Ann Officer".into(), &"lights".into()));
    assert_eq!(save["records"][0]["fields"][0], serde_json::json!({"field": "owner", "from": [], "to": ["Cat"]}));
    let all: Value = serde_json::from_str(&desk.csp("history --json").out).unwrap();
    let begun = &all["saves"].as_array().unwrap().last().unwrap()["records"][0];
    assert_eq!(begun["what"], "as history begins");
}

#[test]
fn a_record_in_full_tells_its_latest_saves() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add action Lights");
    for number in 1..=5 {
        desk.run(&["set", "lights", &format!("owner=Officer {number}")]);
    }

    let shown = desk.csp("show lights").out;

    let told = timeless(shown.split_once("History, latest first:\n").unwrap().1);
    assert_eq!(told.len(), 6);
    assert!(told[..5].iter().all(|line| line.ends_with("  Ann Officer: owner")), "{told:?}");
    assert_eq!(told[5], "  and more: csp history tells all, from what to what");
    assert!(!Desk::starter().csp("show prevent").out.contains("History"), "where there is none");
}

#[test]
fn what_changed_is_told_on_one_page_in_its_groups_with_who() {
    let Some(desk) = Desk::with_history() else { return };
    for line in [
        "add action Alpha",
        "add action Beta due=2027-01-01",
        "add action Gamma",
        "add action Delta",
        "add meeting Board date=2020-01-01",
    ] {
        assert_eq!(desk.csp(line).code, 0);
    }
    // What was before is history's beginning, so that the rest is news.
    std::fs::remove_dir_all(desk.store().join(".git")).unwrap();
    std::process::Command::new("git").args(["init", "-q", "-b", "main"]).current_dir(desk.store()).status().unwrap();
    desk.by("Ann Officer", "add action New");
    desk.by("Bea Officer", "set alpha state=Complete completed=yesterday");
    desk.by("Bea Officer", "set beta due=2027-01-31");
    desk.by("Ann Officer", "set gamma owner=Cat");
    desk.by("Bea Officer", "set gamma owner=Dan");
    desk.by("Ann Officer", "archive delta");
    desk.by("Ann Officer", "set section-17 owner=Cat");
    desk.by("Ann Officer", "set section-17 owner=");

    let page = desk.csp("changes --since board");

    assert_eq!(page.code, 0, "{page:?}");
    let told: Vec<_> = page.out.lines().collect();
    assert_eq!(told[0], "Changed since 1 January 2020 (Board): 1 added, 1 completed, 1 slipped, 1");
    assert!(told[2].starts_with("History begins on "), "{told:?}");
    let rest: Vec<_> = told[3..].iter().filter(|line| !line.starts_with("      ")).copied().collect();
    assert_eq!(
        rest,
        [
            "ADDED (1)",
            "  New (action new); by Ann Officer",
            "COMPLETED (1)",
            "  Alpha (action alpha); by Bea Officer",
            "SLIPPED (1)",
            "  Beta, 30 days later (action beta); by Bea Officer",
            "ARCHIVED (1)",
            "  Delta (action delta); by Ann Officer",
            "CHANGED (1)",
            "  Gamma (action gamma); by Ann Officer, Bea Officer",
        ]
    );
    assert!(page.out.contains("      Owner: not stated → Dan\n"), "the net of both: {}", page.out);
    assert!(told.len() <= 24 && told.iter().all(|line| line.chars().count() <= 80), "{told:?}");

    let json: Value = serde_json::from_str(&desk.csp("changes --since board --json").out).unwrap();
    let slipped = json["records"].as_array().unwrap().iter().find(|it| it["what"] == "slipped").unwrap();
    assert_eq!((&slipped["id"], &slipped["days_later"]), (&"beta".into(), &30.into()));
    let highlight = desk.csp("report highlight --since board --format markdown");
    assert!(
        highlight.out.contains(
            "slipped: Beta, 30 days later (action beta); by Bea Officer: Due: 1 January 2027 → 31 January 2027"
        ),
        "{}",
        highlight.out
    );
    assert_eq!(desk.csp("changes --since nonsense").code, 2);
    assert!(desk.csp("changes").out.starts_with("Changed since 1 January 2020 (Board): "));
}

#[test]
fn a_store_without_a_history_says_how_one_is_begun_and_then_begins_it() {
    let Some(_) = Desk::with_history() else { return };
    let desk = Desk::starter();

    let none = desk.csp("history");
    assert_eq!((none.code, none.out.as_str()), (4, ""));
    assert!(none.said.contains("Next: git init -b main in its folder"), "{none:?}");
    std::process::Command::new("git").args(["init", "-q", "-b", "main"]).current_dir(desk.store()).status().unwrap();
    desk.csp("set section-17 owner=Cat");

    let told = timeless(&desk.csp("history section-17").out);
    assert!(told.contains(&"  Owner: not stated → Cat".to_owned()), "{told:?}");
    assert!(told.contains(&"  as history begins".to_owned()), "{told:?}");
}

#[test]
fn a_save_that_is_not_in_history_yet_stands_and_says_so() {
    let Some(desk) = Desk::with_history() else { return };
    desk.put(".git/refs/heads/main.lock", "");

    let saved = desk.csp("set section-17 owner=Cat");

    assert_eq!(saved.code, 0);
    let lines: Vec<_> = saved.said.lines().collect();
    assert_eq!(lines[0], "section-17: Owner: Cat (was not stated)");
    assert!(lines[1].starts_with("csp: saved, but not in history yet: ") && lines[1].contains("Next: "), "{lines:?}");
    assert!(desk.text("duties/section-17.ron").contains("Cat"));
}

#[test]
fn the_id_of_a_record_whose_file_was_removed_by_hand_is_not_given_to_another() {
    let Some(desk) = Desk::with_history() else { return };
    desk.csp("add action One");
    desk.csp("note one said");
    std::fs::remove_file(desk.store().join("actions/one.ron")).unwrap();

    assert_eq!(desk.csp("add action One").out, "one-2\n");
}
