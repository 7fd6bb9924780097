//! Triage as a lead does it before a meeting: ten actions, few keys, and the files say so.

use crate::support::Desk;
use crate::support::terminal::Terminal;

const SAVE: &str = "\u{13}";
const ENTER: &str = "\r";
/// The state is picked, and the day that is proposed is taken.
const TODAY: &str = "\r\u{13}";
/// The most keys for ten actions, the letters of what is typed not counted.
const MOST: usize = 60;

/// Ten actions of which each needs a decision for another reason, in the order in which triage comes to them.
const URGENT: [(&str, &str, &str); 10] = [
    ("late", "owner: \"Ann\", due: \"2023-02-01\"", "overdue by 36 days"),
    ("later", "owner: \"Ann\", due: \"2023-03-01\"", "overdue by 8 days"),
    ("soon", "owner: \"Ann\", due: \"2023-03-12\"", "due in 3 days"),
    ("sooner-or-later", "owner: \"Ann\", due: \"2023-03-20\"", "due in 11 days"),
    ("stuck", "owner: \"Ann\", due: \"2023-12-01\", state: Blocked, reason: \"no premises\"", "blocked: no premises"),
    (
        "red",
        "owner: \"Ann\", due: \"2023-12-01\", rag: (colour: Red, on: \"2023-03-01\", by: \"Ann\", reason: \"the bid is lost\")",
        "the bid is lost",
    ),
    ("silent", "owner: \"Ann\", due: \"2023-12-01\", state: InProgress, start: \"2022-06-01\"", "no update"),
    ("silent-too", "owner: \"Ann\", due: \"2023-12-01\", state: InProgress, start: \"2022-07-01\"", "no update"),
    ("orphan", "stage: FurtherWork, source: \"1.1\", due: \"2023-12-01\"", "no owner"),
    ("undated", "stage: FurtherWork, source: \"1.2\"", "no owner"),
];

/// What is done about each: the keys with `typed` text between them.
const DECIDED: [(&str, &str, &str); 10] = [
    ("s", "com", TODAY),
    ("d", "+1m", ENTER),
    ("n", "Asked for news.", SAVE),
    ("z", "in 2 weeks", ENTER),
    ("s", "in progress", ENTER),
    ("n", "A new bid is written.", SAVE),
    ("z", "1 june", ENTER),
    (" ", "", ""),
    ("o", "Youth justice manager", ENTER),
    ("o", "Cy Hale", ENTER),
];

/// What the file says afterwards, beside what it said before.
const WRITTEN: [(&str, &[&str]); 10] = [
    ("late", &["state: Complete", "completed: \"2023-03-09\""]),
    ("later", &["due: \"2023-03-01\"", "revised_due: \"2023-04-09\""]),
    ("soon", &["(date: \"2023-03-09\", author: \"Ann Officer\", text: \"Asked for news.\")"]),
    ("sooner-or-later", &["due: \"2023-03-20\"", "review: \"2023-03-23\""]),
    ("stuck", &["state: InProgress"]),
    ("red", &["colour: Red", "(date: \"2023-03-09\", author: \"Ann Officer\", text: \"A new bid is written.\")"]),
    ("silent", &["review: \"2023-06-01\""]),
    ("silent-too", &[]),
    ("orphan", &["owner: \"Youth justice manager\""]),
    ("undated", &["owner: \"Cy Hale\""]),
];

/// The sample with the urgent actions.
fn urgent() -> Desk {
    let desk = Desk::sample();
    for (id, fields, _) in URGENT {
        desk.put(&format!("actions/{id}.ron"), format!("Action(title: \"The {id} work\", {fields})\n"));
    }
    desk
}

#[test]
fn ten_actions_are_decided_on_with_few_keys_and_the_files_say_so() {
    let desk = urgent();
    let before: Vec<_> = URGENT.iter().map(|(id, ..)| desk.text(&format!("actions/{id}.ron"))).collect();
    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("? help").press("t", ", 0 decided, 0 skipped");
    let mut keys = 1;
    let (mut decided, mut skipped) = (0, 0);

    for ((id, _, why), (first, typed, last)) in URGENT.into_iter().zip(DECIDED) {
        terminal.wait_for(&format!("The {id} work")).wait_for(why);
        terminal.keys(first).wait_until_read().keys(typed).keys(last);
        keys += first.chars().count() + last.chars().count();
        if typed.is_empty() {
            skipped += 1;
        } else {
            decided += 1;
        }
        terminal.wait_for(&format!("left, {decided} decided, {skipped} skipped"));
    }
    terminal.press("q", "Triage: 9 decided");
    keys += 1;

    let done = terminal.screen();
    for words in [
        "The late work (late): state, completed",
        "The later work (later): revised due",
        "The soon work (soon): updates",
        "The sooner-or-later work (sooner-or-later): review",
        "The orphan work (orphan): owner",
        "Skipped: The silent-too work",
    ] {
        assert!(done.contains(words), "{words}:\n{done}");
    }
    for ((id, parts), before) in WRITTEN.into_iter().zip(before) {
        let text = desk.text(&format!("actions/{id}.ron"));
        assert!(parts.iter().all(|part| text.contains(part)), "{id}: {text}");
        assert_eq!(text == before, parts.is_empty(), "{id}: {text}");
    }
    assert!(keys <= MOST, "{keys} keys");
    assert_eq!(keys, 22, "a change of the keys is a change of this promise");
    terminal.press("\u{1b}", "1 Overview").keys("q");
    assert_eq!(terminal.ended(), "0");
    assert_eq!(desk.csp("check").code, 0);
}
