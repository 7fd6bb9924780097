//! `csp summary`: one page of plain text.

use crate::support::Desk;

/// A page as a printer takes it.
fn is_a_page(page: &str) {
    assert!(page.lines().count() <= 66, "{} lines:\n{page}", page.lines().count());
    for line in page.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line:?}");
    }
    assert!(page.chars().all(|letter| letter == '\n' || !letter.is_control()), "{page:?}");
}

#[test]
fn it_is_one_page_the_same_twice_and_invents_nothing() {
    let desk = Desk::empty();

    let page = desk.csp("summary");

    is_a_page(&page.out);
    assert_eq!(page, desk.csp("summary"));
    assert!(page.out.contains("as at 9 March 2023"));
    assert!(!page.out.contains('%') && !page.out.contains('£'));
    for colour in ["GREEN", "AMBER", "RED"] {
        assert!(!page.out.contains(colour), "no rating is stated");
    }
}

#[test]
fn it_stays_one_page_however_much_there_is() {
    let desk = Desk::sample();
    let long = "words that go on ".repeat(20);
    desk.run(&["set", "store", &format!("title={long}"), "rag_key=Red | x\nAmber | y\nGreen | z"]);
    desk.run(&["set", "store", &format!("rag_key=Red | {long}")]);
    desk.run(&["set", "community-safety-plan-2020-23", &format!("title={long}")]);
    for number in 0..30 {
        let title = format!("{number} {long}");
        desk.run(&["add", "priority", &title]);
        desk.run(&["add", "action", &title, "stage=FurtherWork", "due=2023-01-31"]);
        desk.run(&["add", "duty", &title, "next_due=\"when the committee next meets, which nobody has yet said\""]);
    }

    let page = desk.csp("summary").out;

    is_a_page(&page);
    assert!(page.contains(" more; csp list shows them"), "{page}");
    assert!(page.contains("OVERDUE (30)") && page.contains(" more; csp list overdue shows them"), "{page}");
    assert!(page.contains("FLAGS: "), "{page}");
}

#[test]
fn what_is_overdue_stands_first_the_longest_first() {
    let desk = Desk::sample();
    desk.run(&["set", "turnaround", "due=2022-03"]);
    desk.run(&["set", "annual-scrutiny", "last_done=2022-03-01"]);
    // A plan that has given way is on no page, whatever its gates say.
    desk.run(&["set", "community-safety-plan-2023-26", "supersedes=community-safety-plan-2020-23"]);
    desk.run(&["set", "store", "current_plan=community-safety-plan-2023-26"]);
    desk.run(&["set", "community-safety-plan-2020-23", "gates=Drafted | | 2020-01-01 |"]);

    let page = desk.csp("summary").out;

    is_a_page(&page);
    let late: Vec<_> = page.lines().skip(3).take(3).collect();
    assert_eq!(
        late,
        [
            "OVERDUE (2)                                  due                   days late",
            "Turnaround programme                         March 2022                  343",
            "Annual scrutiny of community safety          1 March 2023 *                8",
        ]
    );
    assert!(page.contains("FLAGS: 2 overdue"), "{page}");
    assert!(!Desk::sample().csp("summary").out.contains("OVERDUE"), "nothing is late there");
}

#[test]
fn what_is_missing_shows_as_not_stated() {
    let page = Desk::starter().csp("summary").out;

    is_a_page(&page);
    assert!(page.contains("Plan: not stated"), "{page}");
    assert!(page.contains("PRIORITIES") && page.contains("  None."), "{page}");
}

#[test]
fn a_pane_or_a_record_can_be_named() {
    let desk = Desk::empty();

    for (pane, part) in [
        ("priorities", "Domestic Abuse and Stalking"),
        ("themes", "Mental health"),
        ("duties", "Annual scrutiny"),
        ("further-work", "Areas for further work (4)"),
        ("actions", "Actions (26)"),
        ("plans", "Community Safety Plan 2020-23"),
        ("funding", "Safer Streets Fund"),
        ("meetings", "Recommendations without an answer (1)"),
        ("quality", "Errors: cannot be used as it is (0)"),
        ("turnaround", "action turnaround"),
    ] {
        let answer = desk.run(&["summary", pane]);
        assert!(answer.code == 0 && answer.out.contains(part), "{pane}: {answer:?}");
        assert!(answer.out.lines().all(|line| line.chars().count() <= 80), "{pane}");
    }
    assert_eq!(desk.csp("summary overview").out, desk.csp("summary").out);
    assert_eq!(desk.csp("summary nowhere").code, 3);
}

#[test]
fn the_day_is_the_named_one_then_the_pinned_one() {
    let desk = Desk::sample();

    assert!(desk.csp("summary --as-at 2024-03-10").out.contains("LATE 1"), "the annual scrutiny is a day late then");
    assert!(desk.csp("summary").out.contains("as at 9 March 2023"));
    desk.csp("set store as_at=2023-04-01");
    assert!(desk.csp("summary").out.contains("as at 1 April 2023"));
    assert_eq!(desk.csp("summary --as-at soonish").code, 2);
}
