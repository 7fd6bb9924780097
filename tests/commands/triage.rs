//! `csp triage`: what needs a decision, and why.

use serde_json::{Value, json};

use crate::support::Desk;

/// A store in which nothing needs a decision.
fn settled() -> Desk {
    let desk = Desk::starter();
    let undated = "12 duties have no date, so that nothing here can say when it is late.";
    assert_eq!(desk.csp("triage").out, format!("Nothing needs a decision.\n\n{undated}\n"));
    desk
}

fn json(desk: &Desk) -> Value {
    serde_json::from_str(&desk.csp("triage --json").out).unwrap()
}

#[test]
fn the_sample_shows_what_the_summary_counts_and_the_plan_that_is_due_in_words() {
    let desk = Desk::empty();

    let answer = desk.csp("triage");

    assert_eq!(answer, desk.csp("triage"), "the same bytes twice");
    assert_eq!(answer.code, 0);
    assert!(
        desk.csp("summary").out.contains("FLAGS: 0 overdue, 0 due soon, 0 blocked, 0 stale, 24 no owner, 24 no date")
    );
    assert_eq!(answer.out.matches("\n  no owner\n  no date\n").count(), 24);
    let heading = "What needs a decision                                         as at 9 March 2023\n25 items\n\n";
    let first = "Domestic abuse champions\n  action domestic-abuse-champions\n  no owner\n  no date\n  owner: not stated; lead agency: not stated\n\n";
    assert!(answer.out.starts_with(&format!("{heading}{first}")), "{}", answer.out);
    let last = "  plan community-safety-plan-2023-26\n  due only in words: in March\n  lead agency: not stated\n\n7 duties have no date, so that nothing here can say when it is late.\n";
    assert!(answer.out.ends_with(last), "{}", answer.out);
    assert!(answer.out.lines().all(|line| line.chars().count() <= 80 && line == line.trim_end()), "{}", answer.out);
}

#[test]
fn the_most_urgent_stands_first_and_a_later_day_moves_it_on() {
    let desk = settled();
    desk.run(&["add", "body", "Police"]);
    desk.run(&["set", "store", "as_at=2023-03-09"]);
    for (title, fields) in [
        ("Taxi ranks", &["due=2023-03-12", "owner=Ann"][..]),
        ("Street lights", &["state=Blocked", "reason=no money", "due=2023-06-01", "lead_agency=police", "owner="]),
        ("Cameras", &["due=2023-02-25", "owner=Siân", "rag=red: the bid is late"]),
    ] {
        assert_eq!(desk.run(&[&["add", "action", title], fields].concat()).code, 0, "{title}");
    }

    assert_eq!(
        desk.csp("triage").out,
        "\
What needs a decision                                         as at 9 March 2023
3 items

Cameras
  action cameras
  overdue by 12 days, due 25 February 2023
  red: the bid is late
  owner: Siân; lead agency: not stated

Taxi ranks
  action taxi-ranks
  due in 3 days, on 12 March 2023
  owner: Ann; lead agency: not stated

Street lights
  action street-lights
  blocked: no money
  no owner
  owner: not stated; lead agency: Police

12 duties have no date, so that nothing here can say when it is late.
"
    );
    assert_eq!(desk.csp("triage --ids").out, "cameras\ntaxi-ranks\nstreet-lights\n");
    assert_eq!(desk.csp("triage --ids --as-at 2023-09-01").out, "cameras\ntaxi-ranks\nstreet-lights\n");
    desk.csp("set street-lights review=2023-04-01");
    assert_eq!(desk.csp("triage --ids").out, "cameras\ntaxi-ranks\n", "it was looked at and put off");
    assert_eq!(desk.csp("triage --ids --as-at 2023-04-01").out, "cameras\ntaxi-ranks\nstreet-lights\n");
    desk.csp("set cameras state=Complete");
    desk.csp("archive taxi-ranks");
    let undated = "12 duties have no date, so that nothing here can say when it is late.";
    assert_eq!(desk.csp("triage").out, format!("Nothing needs a decision.\n\n{undated}\n"));
}

#[test]
fn json_has_each_reason_with_its_word_and_its_days() {
    let desk = settled();
    desk.run(&["add", "body", "Police"]);
    desk.run(&["set", "store", "as_at=2023-03-09", "stale_after=30"]);
    let all =
        ["state=Blocked", "reason=no money", "due=2023-03", "rag=red: late", "start=2023-01-09", "review=2023-03-08"];
    desk.run(&[&["add", "action", "Work", "lead_agency=police"], &all[..]].concat());
    desk.run(&["add", "action", "Words", "owner=Ann", "due=\"in March\""]);
    desk.run(&["add", "duty", "Review", "cadence=Yearly", "last_done=2022-03-01"]);
    desk.run(&["add", "action", "Bare", "owner=Ann", "state=Blocked"]);

    let value = json(&desk);

    let reason = |word: &str| json!({ "word": word });
    assert_eq!(
        value,
        json!({"schema": 1, "items": [
            {"id": "review", "kind": "duty", "title": "Review", "reasons": [
                {"word": "overdue", "days": 8, "date": "2023-03-01", "computed": true},
            ]},
            {"id": "bare", "kind": "action", "title": "Bare", "owner": "Ann", "reasons": [reason("blocked"), reason("undated")]},
            {"id": "work", "kind": "action", "title": "Work", "lead_agency": "police", "reasons": [
                {"word": "blocked", "reason": "no money"},
                {"word": "red", "reason": "late"},
                {"word": "review-due", "days": 1, "date": "2023-03-08"},
                {"word": "stale", "days": 59},
                reason("unowned"),
            ]},
            {"id": "words", "kind": "action", "title": "Words", "owner": "Ann", "reasons": [
                {"word": "in-words", "date": "in March"},
            ]},
        ]})
    );
    for item in value["items"].as_array().unwrap() {
        for reason in item["reasons"].as_array().unwrap() {
            let (id, word) = (item["id"].as_str().unwrap(), reason["word"].as_str().unwrap());
            assert!(desk.csp(&format!("list {word} --ids")).out.lines().any(|line| line == id), "list {word}: {id}");
        }
    }
    desk.run(&["set", "work", "due=2023-03-20"]);
    assert_eq!(json(&desk)["items"][1]["reasons"][0], json!({"word": "due-soon", "days": 11, "date": "2023-03-20"}));
    assert_eq!(desk.csp("triage --json --ids").code, 2, "one form at a time");
}

#[test]
fn with_nothing_to_decide_each_form_says_so_in_its_way() {
    let desk = settled();

    let ids = desk.csp("triage --ids");

    assert_eq!((ids.code, ids.out.as_str(), ids.said.as_str()), (0, "", ""));
    assert_eq!(json(&desk), json!({"schema": 1, "items": []}));
}

#[test]
fn a_file_that_cannot_be_read_is_missing_from_the_answer_which_says_so() {
    let desk = settled();
    desk.put("actions/broken.ron", "Action(");

    for form in ["triage", "triage --ids", "triage --json"] {
        let answer = desk.csp(form);
        assert_eq!(answer.code, 4, "{form}: {answer:?}");
        assert!(answer.said.contains("INCOMPLETE: 1 file cannot be read"), "{form}: {answer:?}");
    }
    let page = desk.csp("triage").out;
    assert!(
        page.starts_with("Nothing needs a decision.\n\n12 duties")
            && page.contains("\n\nINCOMPLETE: 1 file cannot be read"),
        "on paper too: {page}"
    );
}

#[test]
fn the_longest_id_stands_whole() {
    let desk = settled();
    let longest = "a-very-long-name".repeat(5);
    desk.put(&format!("actions/{longest}.ron"), "Action(title: \"Long\")");

    let page = desk.csp("triage").out;

    assert!(page.lines().any(|line| line == longest), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}
