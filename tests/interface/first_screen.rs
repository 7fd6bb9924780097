//! The morning glance, number by number: what is on the screen before any key, on a machine where nothing has been set up.

use crate::support::Desk;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;

/// Each priority's further work, developing work and business as usual, as the source shows them.
const PRIORITIES: [(&str, [u32; 3]); 6] = [
    ("Domestic Abuse and Stalking", [2, 6, 6]),
    ("Sexual Offences", [1, 1, 2]),
    ("Violent Crime", [0, 0, 1]),
    ("Anti-Social Behaviour", [0, 2, 1]),
    ("Rural Crime", [0, 0, 1]),
    ("Fraud", [0, 0, 1]),
];

/// The numbers of a priority's row: stages, states, and how many are late.
fn numbers(screen: &str, title: &str) -> Vec<u32> {
    let row = screen.lines().find_map(|line| line.trim_start_matches(['>', ' ']).strip_prefix(title));
    let row = row.unwrap_or_else(|| panic!("{title}:\n{screen}"));
    row.split_whitespace().map_while(|cell| cell.parse().ok()).collect()
}

#[test]
fn each_priority_is_counted_by_stage_and_by_state_and_nothing_is_invented() {
    for size in [(80, 24), (200, 50)] {
        let screen = Terminal::open(&Desk::empty(), size).wait_for("? help").screen();

        for (title, stages) in PRIORITIES {
            let numbers = numbers(&screen, title);
            let (by_stage, others) = numbers.split_at(3);
            let (late, by_state) = others.split_last().unwrap();
            assert_eq!(by_stage, stages, "{title}:\n{screen}");
            assert_eq!(
                by_state.iter().sum::<u32>(),
                stages.iter().sum::<u32>(),
                "each has a state, or none:\n{screen}"
            );
            assert_eq!(*late, 0, "{title}:\n{screen}");
        }
        assert!(screen.contains("24 no owner, 24 no date"), "{screen}");
        assert!(!screen.contains(['%', '£']), "nothing of the kind is stated:\n{screen}");
    }
}

#[test]
fn in_the_smallest_window_the_day_and_the_priorities_stand_first_and_the_rest_is_below() {
    let desk = Desk::empty();
    let mut terminal = Terminal::open(&desk, (40, 10));
    let mut screen = terminal.wait_for("? help").screen();

    assert!(screen.lines().next().unwrap().ends_with("SAMPLE as at 9 March 2023"), "{screen}");
    for (title, _) in PRIORITIES {
        let start = title.split_at(title.len().min(12)).0;
        assert!(
            screen.lines().any(|line| line.contains(start) && line.ends_with("0 not stated")),
            "{title}:\n{screen}"
        );
    }
    for wanted in ["Substance misuse", "Evidence led prosecutions", "DUTIES by next date", "FLAGS 0 overdue"] {
        while !screen.contains(wanted) {
            let before = screen;
            screen = terminal.keys(" ").wait_until(wanted, |screen| rows(screen) != before).screen();
        }
    }
}

#[test]
fn the_usual_place_stays_empty_while_the_sample_is_tried_and_what_was_tried_is_kept() {
    let desk = Desk::empty();
    let usual = desk.home().join(".local/share/csp");
    for _ in 0..2 {
        let mut terminal = Terminal::open(&desk, (80, 24));
        terminal.wait_for("? help").press("6\re, tried\u{13}", "Saved domestic-abuse-champions: title").keys("q");
        assert_eq!(terminal.ended(), "0");
    }

    assert!(!usual.exists(), "nothing is made in the usual place");
    let kept = usual.with_file_name("csp-sample/actions/domestic-abuse-champions.ron");
    let kept = std::fs::read_to_string(kept).unwrap();
    assert!(kept.contains("title: \"Domestic abuse champions, tried, tried\""), "{kept}");
}
