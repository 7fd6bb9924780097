//! Two officers at the interface and a third with commands on one record, at random, in real terminals. In memory the same
//! walk is done by `src/tui/tests/together.rs`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::support::Desk;
use crate::support::answer;
use crate::support::shown::rows;
use crate::support::terminal::Terminal;
use crate::support::walk::{RECORD, Walk, World};

/// Keys as they are sent.
const KEYS: [(&str, &str); 9] = [
    ("<enter>", "\r"),
    ("<ctrl-s>", "\u{13}"),
    ("<ctrl-t>", "\u{14}"),
    ("<ctrl-r>", "\u{12}"),
    ("<ctrl-k>", "\u{b}"),
    ("<esc>", "\u{1b}"),
    ("<tab>", "\t"),
    ("<home>", "\u{1b}[H"),
    ("<space>", " "),
];

struct InTerminals {
    desk: Desk,
    officers: [Terminal; 2],
    /// The longest that others' saves were waited for, and how often they were.
    worst: Duration,
    waits: u32,
}

fn words(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl InTerminals {
    fn new() -> Self {
        let desk = Desk::sample();
        desk.put("actions/turnaround.ron", RECORD);
        let open = |name: &str| {
            let mut terminal = Terminal::open_with(&desk, (82, 40), &[], |command| command.env("CSP_OFFICER", name));
            terminal.wait_for("? help");
            terminal
        };
        let officers = [open("Ann"), open("Bea")];
        Self { desk, officers, worst: Duration::ZERO, waits: 0 }
    }

    fn run(&self, arguments: &[&str]) {
        let mut command = self.desk.command();
        let answer = answer(command.env("CSP_OFFICER", "Cy").args(arguments).output().unwrap());
        assert_eq!(answer.code, 0, "{arguments:?}: {answer:?}");
    }
}

impl World for InTerminals {
    fn press(&mut self, officer: usize, keys: &str) {
        let keys = KEYS.iter().fold(keys.to_owned(), |keys, (name, bytes)| keys.replace(name, bytes));
        // An Esc is one only when nothing follows it at once.
        self.officers[officer].keys(&keys).wait_until_read();
    }

    fn wait(&mut self, officer: usize, what: &str, wanted: &dyn Fn(&str) -> bool) -> String {
        self.officers[officer].wait_until(what, |screen| wanted(&words(&rows(screen))));
        words(&self.officers[officer].screen())
    }

    fn wait_for_news(&mut self, officer: usize, what: &str, wanted: &dyn Fn(&str) -> bool) {
        let begun = Instant::now();
        self.wait(officer, what, wanted);
        self.worst = self.worst.max(begun.elapsed());
        self.waits += 1;
    }

    fn field(&mut self, officer: usize) -> String {
        let screen = self.officers[officer].screen();
        words(screen.lines().rfind(|line| line.starts_with('>')).unwrap_or_default())
    }

    fn set(&mut self, id: &str, assignment: &str) {
        self.run(&["set", id, assignment]);
    }

    fn note(&mut self, id: &str, text: &str) {
        self.run(&["note", id, text]);
    }

    fn text(&self, id: &str) -> String {
        self.desk.text(&format!("actions/{id}.ron"))
    }
}

/// Does the walk, and tells how long others' saves were waited for and what was done.
fn walk(steps: usize) -> String {
    // The same walk each time, so that what fails is what has changed; another one by hand, as CSP_SEED=$RANDOM.
    let seed = std::env::var("CSP_SEED").map_or(2023, |seed| seed.parse().unwrap());
    let mut walk = Walk::new(InTerminals::new(), seed);

    let walked = catch_unwind(AssertUnwindSafe(|| walk.go(steps)));

    let last = walk.log.len().saturating_sub(25);
    let (waits, worst) = (walk.world.waits, walk.world.worst);
    let told = format!("{waits} saves of others were waited for, {worst:?} at the most; {:?}", walk.counts);
    assert!(walked.is_ok(), "CSP_SEED={seed} does it again; {told}; the last steps: {:#?}", &walk.log[last..]);
    for officer in 0..2 {
        walk.world.press(officer, "q");
        assert_eq!(walk.world.officers[officer].ended(), "0");
    }
    let check = walk.world.desk.csp("check");
    assert_eq!(check.code, 0, "{}", check.out);
    assert_eq!(walk.world.desk.drafts(), Vec::<String>::new());
    told
}

#[test]
fn nothing_that_was_acknowledged_is_lost_and_the_others_see_it() {
    walk(150);
}

#[test]
#[ignore = "it takes some minutes"]
fn the_same_in_a_thousand_steps() {
    eprintln!("{}", walk(1_000));
}
