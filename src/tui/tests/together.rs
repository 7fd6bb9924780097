//! Two officers and a third with commands on one record, at random, in memory: a thousand steps. In real terminals the
//! same walk is done by `tests/interface/together.rs`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::rows::Update;
use crate::model::{Assignment, Id, Kind, Record, Typing};
use crate::report::Pane;
use crate::store::{Memory, Seed, Store};
use crate::tui::session::Session;

#[path = "../../../tests/support/walk.rs"]
mod walk;

use walk::{RECORD, Walk, World};

const STEPS: usize = 1_000;

struct InMemory {
    officers: [Session; 2],
    cy: Memory,
}

fn words(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl InMemory {
    fn new() -> Self {
        // A few records, since the book is read over and over.
        let few = ["store.ron", "bodies/", "priorities/", "plans/community-safety-plan-2020-23", "actions/training"];
        let files = Seed::Sample.files().into_iter().filter(|(path, _)| few.iter().any(|few| path.starts_with(few)));
        let store = Memory::new(files);
        store.put("actions/turnaround.ron", RECORD);
        let (mut ann, mut bea) = Session::two_officers(&store);
        ann.resize(82, 36);
        bea.resize(82, 36);
        Self { officers: [ann, bea], cy: store.of("Cy") }
    }

    fn update(&mut self, id: &str, change: &dyn Fn(&mut Record, &Typing<'_>)) {
        let (book, today) = (self.cy.load().unwrap(), self.officers[0].app.today);
        let typing = Typing::new(today, "Cy", &book);
        let edit = |current: &Record| {
            let mut record = current.clone();
            change(&mut record, &typing);
            Ok(record)
        };
        self.cy.update(Kind::Action, &Id::new(id).unwrap(), &edit).unwrap();
    }
}

impl World for InMemory {
    fn press(&mut self, officer: usize, keys: &str) {
        self.officers[officer].press(keys);
    }

    fn wait(&mut self, officer: usize, what: &str, wanted: &dyn Fn(&str) -> bool) -> String {
        let screen = self.officers[officer].screen();
        assert!(wanted(&words(&screen)), "{what} never came:\n{screen}");
        words(&screen)
    }

    fn wait_for_news(&mut self, officer: usize, what: &str, wanted: &dyn Fn(&str) -> bool) {
        self.officers[officer].look();
        self.wait(officer, what, wanted);
        let stands = self.cy.load().unwrap();
        assert!(self.officers[officer].app.book.records().eq(stands.records()), "what is shown is what stands");
    }

    fn field(&mut self, officer: usize) -> String {
        let screen = self.officers[officer].screen();
        words(screen.lines().rfind(|line| line.starts_with('>')).unwrap_or_default())
    }

    fn set(&mut self, id: &str, assignment: &str) {
        let assignment = Assignment::parse(assignment).unwrap();
        self.update(id, &|record, typing| assignment.apply(record, typing).unwrap());
    }

    fn note(&mut self, id: &str, text: &str) {
        self.update(id, &|record, typing| record.updates_mut().push(Update::new(typing.today, "Cy", text)));
    }

    fn text(&self, id: &str) -> String {
        self.cy.text(&format!("actions/{id}.ron")).unwrap()
    }
}

#[test]
fn in_a_thousand_steps_at_random_nothing_that_was_acknowledged_is_lost() {
    // The same walk each time, so that what fails is what has changed; another one by hand, as CSP_SEED=$RANDOM.
    let seed = std::env::var("CSP_SEED").map_or(2023, |seed| seed.parse().unwrap());
    let mut walk = Walk::new(InMemory::new(), seed);

    let walked = catch_unwind(AssertUnwindSafe(|| walk.go(STEPS)));

    let last = walk.log.len().saturating_sub(25);
    assert!(walked.is_ok(), "CSP_SEED={seed} does it again; the last steps: {:#?}", &walk.log[last..]);
    let book = walk.world.cy.load().unwrap();
    assert_eq!(book.faults(), []);
    assert_ne!(walk.world.officers[0].app.pane, Pane::Overview, "she is where she was");
    for kind in ["command", "single key", "form", "save", "Ctrl-T", "Esc", "undo and redo", "triage", "refused"] {
        assert!(walk.counts.get(kind).is_some_and(|count| *count >= 5), "{kind} in {:?}", walk.counts);
    }
}
