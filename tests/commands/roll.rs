//! `csp roll`: each item of the old plan is carried, closed or superseded, and the totals agree.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::support::{Desk, wait_until};

const OLD: &str = "community-safety-plan-2020-23";
const NEW: &str = "community-safety-plan-2023-26";

const ROLL: [&str; 13] = [
    "--as-at",
    "2024-03-09",
    "roll",
    "--to",
    NEW,
    "--close",
    "pineapple=The funding has ended",
    "--close",
    "schools-prevention=Covered by the schools = themselves",
    "--supersede",
    "turnaround=reducing-reoffending",
    "--rename",
    "violent-crime=Serious violence",
];

/// The same words, wherever the lines end.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A desk whose officers have worked on the sample's plan for a year.
fn after_a_year() -> Desk {
    let desk = Desk::sample();
    for line in [
        "set store as_at=",
        "set turnaround owner=YJS lead_agency=dorset-council due=2023-06-30 state=InProgress",
        "set stalking-modules-dragonfly state=Complete completed=2023-09-01 evidence=Delivered",
        "set vawg-action-plan state=Blocked reason=Vacancies",
        "set schools-prevention state=NotStarted due=2024-02-01",
        "set victim-drop-out state=HeldInAbeyance reason=Awaiting",
        "set fraud rag=amber:staff",
        "set violent-crime rag=red:figures direction=Worse",
        "note violent-crime Rising",
        "note turnaround Begun",
        "set friends-against-scams state=Closed reason=Ended",
    ] {
        let answer = desk.run(&[&["--as-at", "2023-10-01"], &line.split(' ').collect::<Vec<_>>()[..]].concat());
        assert_eq!(answer.code, 0, "{line}: {answer:?}");
    }
    desk
}

/// Rolls that year, with everything that can be decided.
fn roll(desk: &Desk) -> crate::support::Answer {
    desk.run(&ROLL)
}

#[test]
fn a_full_year_is_rolled_and_each_of_26_items_became_one_thing() {
    let desk = after_a_year();
    let past = desk.text("priorities/violent-crime.ron");

    let answer = roll(&desk);

    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.out.ends_with("\n26 items = 18 carried + 7 closed (4 complete) + 1 superseded\n"), "{}", answer.out);
    assert!(answer.said.contains("has a gate that is not passed: Agreed by the CSP"), "{}", answer.said);
    assert!(answer.said.contains(&format!("{OLD} was rolled to {NEW}; 35 saves.")), "{}", answer.said);
    let ids = |filter: &str| desk.csp(&format!("list action {filter} --ids")).out.lines().count();
    assert_eq!((ids(&format!("plan:{NEW}")), ids(&format!("plan:{OLD}"))), (18, 8));
    assert_eq!(ids("open"), 18, "what ended is not open");
    assert_eq!(desk.text("priorities/violent-crime.ron"), past, "its past stays to the byte");
    let named = desk.csp("show serious-violence-2").out;
    assert!(named.contains("Supersedes: Violent Crime (violent-crime)"), "{named}");
    assert!(named.contains("night-time economy (night-time-economy)"), "{named}");
    assert!(desk.text("store.ron").contains(&format!("current_plan: \"{NEW}\"")));
    assert!(desk.text(&format!("plans/{NEW}.ron")).contains(&format!("supersedes: \"{OLD}\"")));
    let check = desk.csp("check");
    assert_eq!(check.code, 0, "{check:?}");
    assert!(check.said.contains("0 errors, 7 warnings"), "{}", check.said);
}

#[test]
fn the_old_plan_stays_readable_with_what_became_of_each_item() {
    let desk = after_a_year();
    roll(&desk);

    let old = one_line(&desk.csp(&format!("show {OLD}")).out);

    for words in [
        "Rolled to: Community Safety Plan 2023-26",
        "Rolled on: 9 March 2024",
        "pineapple-project · Pineapple Project · closed · The funding has ended",
        "turnaround · Turnaround programme · in progress · superseded ·",
        "violent-crime · Violent Crime · superseded · serious-violence-2",
        "vawg-action-plan · Violence Against Women and Girls action plan · blocked ·",
        "friends-against-scams · Friends Against Scams · closed · closed · Ended",
        "Rolled to Community Safety Plan 2023-26: 26 items = 18 carried + 7 closed (4 complete) + 1 superseded.",
    ] {
        assert!(old.contains(words), "{words} in\n{old}");
    }
    let carried = one_line(&desk.csp("show night-time-economy").out);
    assert!(carried.contains("Carried from Community Safety Plan 2020-23"), "{carried}");
    assert!(carried.contains("Violent Crime became Serious violence."), "{carried}");
    let ended = one_line(&desk.csp("show turnaround").out);
    assert!(ended.contains("Reason: covered by Development of a Reducing Reoffending Strategy"), "{ended}");
    let blocked = desk.csp("show vawg-action-plan").out;
    assert!(blocked.contains("State: blocked") && blocked.contains("Reason: Vacancies"), "{blocked}");
}

#[test]
fn the_pages_show_the_priorities_of_the_new_plan_only() {
    let desk = after_a_year();
    let before = desk.csp("summary").out;
    assert!(before.contains("\nViolent Crime") && !before.contains("Serious violence  "), "{before}");

    roll(&desk);

    for page in ["summary", "coverage"] {
        let page = desk.csp(page).out;
        assert!(page.contains("\nSerious violence") && !page.contains("Violent Crime"), "{page}");
    }
    let pane = desk.csp("summary priorities").out;
    assert!(pane.contains("Superseded priorities (1)"), "{pane}");
    assert!(!desk.csp("triage").out.contains("Turnaround"), "what ended needs no decision");
}

#[test]
fn rolling_again_does_nothing_and_says_so() {
    let desk = after_a_year();
    let first = roll(&desk);
    let files = desk.files();

    let again = roll(&desk);
    let bare = desk.run(&["roll", "--to", NEW]);

    for answer in [again, bare] {
        assert_eq!((answer.code, &answer.out), (0, &first.out));
        assert_eq!(answer.said, format!("csp: {OLD} was rolled to {NEW} before, so nothing was changed\n"));
    }
    assert_eq!(desk.files(), files);
}

#[test]
fn a_dry_run_shows_the_same_and_writes_nothing() {
    let desk = Desk::sample();
    let files = desk.files();

    let dry = desk.run(&["roll", "--to", NEW, "--close", "pineapple=No money", "--dry-run"]);

    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(dry.out.contains("closed: No money") && dry.said.ends_with("this was a dry run\n"), "{dry:?}");
    assert!(dry.out.ends_with("\n26 items = 22 carried + 4 closed (3 complete) + 0 superseded\n"), "{}", dry.out);
    assert_eq!(desk.files(), files);
    let wet = desk.run(&["roll", "--to", NEW, "--close", "pineapple=No money"]);
    assert_eq!(wet.out, dry.out);
}

#[test]
fn what_cannot_be_decided_is_refused_and_nothing_is_written() {
    let desk = Desk::sample();
    desk.csp("add plan Older");
    desk.csp("add action Stray");
    desk.csp("add plan Hidden");
    desk.csp("archive hidden");
    desk.csp(&format!("set {OLD} supersedes=older"));
    let files = desk.files();

    for (arguments, code, why) in [
        (&["--to", OLD][..], 2, "cannot be rolled to itself"),
        (&["--to", "older"], 2, "is earlier than"),
        (&["--to", "hidden"], 2, "hidden is archived"),
        (&["--to", "nowhere"], 3, "there is no record"),
        (&["--to", "fraud"], 2, "fraud is a priority; name a plan"),
        (&["--to", NEW, "--close", "stray=Why"], 2, "stray is no item of"),
        (&["--to", NEW, "--close", "fraud=Why"], 2, "fraud is no item of"),
        (&["--to", NEW, "--close", "nobody=Why"], 3, "there is no record"),
        (&["--to", NEW, "--close", "training= "], 2, "cannot be closed without a reason"),
        (&["--to", NEW, "--close", "training"], 2, "decides nothing; type --close ID=REASON"),
        (&["--to", NEW, "--close", "hrda=Why"], 2, "hrda-operating-protocol is complete already"),
        (&["--to", NEW, "--close", "training=A", "--close", "training=B"], 2, "training is named twice"),
        (&["--to", NEW, "--close", "training=A", "--supersede", "training=stray"], 2, "training is named twice"),
        (&["--to", NEW, "--supersede", "training=training"], 2, "cannot supersede itself"),
        (&["--to", NEW, "--supersede", "training=fraud"], 2, "fraud is a priority; an item is superseded by"),
        (&["--to", NEW, "--supersede", "training=turnaround", "--close", "turnaround=A"], 2, "is to end itself"),
        (&["--to", NEW, "--rename", "training=A"], 2, "training is no priority"),
        (&["--to", NEW, "--rename", "fraud=Fraud"], 2, "is called \"Fraud\" already"),
        (&["--to", NEW, "--rename", "fraud= "], 2, "needs a new title"),
        (&["--to", NEW, "--rename", "fraud=A", "--rename", "fraud=B"], 2, "fraud is named twice"),
    ] {
        let refused = desk.run(&[&["roll"], arguments].concat());

        assert_eq!((refused.code, refused.out.as_str()), (code, ""), "{arguments:?}: {refused:?}");
        assert!(refused.said.contains(why), "{arguments:?}: {refused:?}");
        assert_eq!(desk.files(), files, "{arguments:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_stops_it_since_the_totals_could_not_agree() {
    let desk = Desk::sample();
    desk.put("actions/broken.ron", "Action(");
    let files = desk.files();

    let refused = desk.run(&["roll", "--to", NEW]);

    assert_eq!((refused.code, refused.out.as_str()), (4, ""));
    assert!(refused.said.contains("1 file cannot be read, so the totals could not agree. Next: csp check"));
    assert_eq!(desk.files(), files);
}

#[test]
fn an_account_that_was_spoilt_by_hand_is_named_and_nothing_is_written() {
    let desk = Desk::sample();
    roll(&desk);
    let path = format!("plans/{OLD}.ron");
    let spoilt = desk.text(&path).replace("item: \"training\"", "item: \"turnaround\"");
    desk.put(&path, &spoilt);

    let refused = desk.run(&["roll", "--to", NEW]);

    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.said.contains("hold turnaround twice, so the totals could not agree. Next: csp edit"));
    assert_eq!(desk.text(&path), spoilt);
}

#[test]
fn what_was_decided_is_not_decided_again_and_a_later_item_is_carried_too() {
    let desk = Desk::sample();
    roll(&desk);
    let otherwise = desk.run(&["roll", "--to", NEW, "--close", "training=Why"]);
    assert_eq!(otherwise.code, 2);
    assert!(otherwise.said.contains("was decided when the year was rolled: carried"), "{otherwise:?}");
    desk.run(&["add", "plan", "Another"]);
    let elsewhere = desk.run(&["roll", "--from", OLD, "--to", "another"]);
    assert!(elsewhere.said.contains(&format!("was rolled to {NEW}, so it cannot")), "{elsewhere:?}");

    desk.run(&["add", "action", "Found late", &format!("plan={OLD}"), "priorities=violent-crime"]);
    let check = desk.csp("check").out;
    let next = format!("something of it is left to be done. Next: csp roll --from {OLD} --to {NEW}");
    assert!(check.contains(&next), "{check}");
    let late = desk.run(&["roll", "--to", NEW]);

    assert!(late.out.contains("\n27 items = "), "{late:?}");
    assert!(!desk.csp("check").out.contains("is left to be done"));
    let found = desk.text("actions/found-late.ron");
    assert!(found.contains(&format!("plan: \"{NEW}\"")) && found.contains("[\"serious-violence-2\"]"), "{found}");
}

#[test]
fn a_priority_that_the_new_plan_supersedes_already_is_its_renaming() {
    let desk = Desk::sample();
    desk.run(&["add", "priority", "Knife crime", &format!("plan={NEW}"), "supersedes=violent-crime"]);
    assert!(desk.csp("summary").out.contains("\nViolent Crime"), "until the year is rolled it stands");

    let answer = desk.run(&["roll", "--to", NEW]);

    assert!(answer.out.contains("superseded by Knife crime (knife-crime)"), "{}", answer.out);
    assert!(desk.text("actions/night-time-economy.ron").contains("[\"knife-crime\", \"sexual-offences\"]"));
    assert!(!desk.csp("summary").out.contains("Violent Crime"));
}

#[test]
fn a_roll_that_is_killed_at_any_moment_is_finished_by_the_same_command() {
    let whole = Desk::sample();
    assert_eq!(roll(&whole).code, 0);
    let bytes = |desk: &Desk| -> Vec<_> {
        let files = desk.files().into_iter();
        files.map(|(path, bytes)| (path.strip_prefix(desk.store()).unwrap().to_owned(), bytes)).collect()
    };
    let mut cut_short = 0;

    for moment in 0..24 {
        let desk = Desk::sample();
        let mut rolling = desk.command();
        let mut child = rolling.args(ROLL).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // When the account stands, and from then on a little later each time.
        let account = format!("plans/{OLD}.ron");
        wait_until("the decision", || desk.text(&account).contains("outcomes"));
        sleep(Duration::from_micros(400 * moment));
        child.kill().unwrap();
        child.wait().unwrap();
        cut_short += usize::from(!desk.text(&account).contains("rolled_on"));

        let again = roll(&desk);

        assert_eq!(again.code, 0, "{again:?}");
        assert_eq!(bytes(&desk), bytes(&whole), "killed at {moment}");
        assert_eq!(desk.csp("check").code, 0);
    }
    assert!(cut_short > 0, "none was cut short");
}

#[test]
fn what_belongs_to_no_plan_is_named_and_stays_behind() {
    let desk = Desk::sample();
    desk.run(&["add", "action", "Without a plan"]);
    desk.run(&["add", "priority", "Nobody's"]);

    let dry = desk.csp("roll --to community-safety-plan-2023-26 --dry-run");
    let refused = desk.run(&["roll", "--to", "community-safety-plan-2023-26", "--rename", "nobodys=Ours"]);

    assert_eq!(dry.code, 0, "{dry:?}");
    let told =
        "csp: of no plan, and not rolled: nobodys, without-a-plan. Next: csp set ID plan=community-safety-plan-2020-23";
    assert!(dry.said.contains(told), "{dry:?}");
    assert_eq!(refused.code, 2);
    assert!(refused.said.contains("Next: csp set nobodys plan=community-safety-plan-2020-23"), "{refused:?}");
}

#[test]
fn a_priority_that_gave_way_keeps_its_count_of_actions() {
    let desk = Desk::sample();
    desk.run(&["roll", "--to", "community-safety-plan-2023-26", "--rename", "domestic-abuse-and-stalking=Abuse"]);

    let list = desk.csp("list priority").out;

    let count = |id: &str| {
        let row = list.lines().find(|line| line.starts_with(&format!("{id} "))).unwrap();
        row.split_whitespace().find_map(|word| word.parse::<usize>().ok()).unwrap()
    };
    assert_eq!(count("domestic-abuse-and-stalking"), 2, "what ended under it stays its own: {list}");
}
