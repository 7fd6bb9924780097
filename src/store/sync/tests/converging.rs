//! Machines that work offline and exchange now and then end with the same store, in which nothing is missing that was saved.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::machine::{Imagined, Machine, REMOTES, Real};
use crate::model::arbitrary::cases;
use crate::model::check::{Severity, examine};
use crate::model::datum::Scalar;
use crate::model::kinds::Action;
use crate::model::rows::{Milestone, Update};
use crate::model::text::{Line, Text};
use crate::model::{Choice, Id, Kind, Record, When};
use crate::store::git::tests::is_there;
use crate::store::version::decide_now;
use crate::store::{Memory, Store};

/// Something that an officer does on one machine. Records and words are named by numbers.
#[derive(Clone, Debug)]
enum Act {
    Set { machine: usize, record: usize, field: usize },
    Note { machine: usize, record: usize },
    Link { machine: usize, record: usize, to: usize },
    Gate { machine: usize, record: usize, gate: usize },
    Add { machine: usize, title: usize },
    Archive { machine: usize, record: usize },
    Decide { machine: usize, version: usize, choice: Choice },
    Sync { machine: usize, remote: usize },
}

const MACHINES: usize = 3;
const FIELDS: [&str; 3] = ["owner", "reference", "detail"];
const TITLES: [&str; 3] = ["Street lights", "Training", "Sessions"];

fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    let machine = 0..MACHINES;
    let act = prop_oneof![
        5 => (machine.clone(), any::<usize>(), 0..FIELDS.len())
            .prop_map(|(machine, record, field)| Act::Set { machine, record, field }),
        2 => (machine.clone(), any::<usize>()).prop_map(|(machine, record)| Act::Note { machine, record }),
        1 => (machine.clone(), any::<usize>(), any::<usize>())
            .prop_map(|(machine, record, to)| Act::Link { machine, record, to }),
        2 => (machine.clone(), any::<usize>(), 0..4_usize)
            .prop_map(|(machine, record, gate)| Act::Gate { machine, record, gate }),
        2 => (machine.clone(), 0..TITLES.len()).prop_map(|(machine, title)| Act::Add { machine, title }),
        1 => (machine.clone(), any::<usize>()).prop_map(|(machine, record)| Act::Archive { machine, record }),
        1 => (machine.clone(), any::<usize>(), prop_oneof![Just(Choice::Mine), Just(Choice::Theirs)])
            .prop_map(|(machine, version, choice)| Act::Decide { machine, version, choice }),
        4 => (machine, prop_oneof![3 => Just(0), 1 => 0..REMOTES])
            .prop_map(|(machine, remote)| Act::Sync { machine, remote }),
    ];
    vec(act, 1..most)
}

/// What was saved, word by word, and which words somebody has replaced who saw them.
#[derive(Default)]
struct Saved {
    words: BTreeSet<String>,
    replaced: BTreeSet<String>,
    count: usize,
}

impl Saved {
    /// A word that stands nowhere else.
    fn word(&mut self) -> String {
        self.count += 1;
        let word = format!("word{}end", self.count);
        self.words.insert(word.clone());
        word
    }

    fn replace(&mut self, record: &Record, fields: &[String]) {
        for text in fields.iter().filter_map(|name| Some(record.field(name)?.1.text())) {
            self.replaced.extend(text.split_whitespace().map(str::to_owned));
        }
    }
}

fn pick<T: Clone>(from: &[T], number: usize) -> Option<T> {
    (!from.is_empty()).then(|| from[number % from.len()].clone())
}

fn act(act: &Act, machines: &mut [impl Machine], saved: &mut Saved) {
    let (Act::Set { machine, .. }
    | Act::Note { machine, .. }
    | Act::Link { machine, .. }
    | Act::Gate { machine, .. }
    | Act::Add { machine, .. }
    | Act::Archive { machine, .. }
    | Act::Decide { machine, .. }
    | Act::Sync { machine, .. }) = *act;
    let machine = &mut machines[machine];
    let book = machine.store().load().unwrap();
    let actions: Vec<Id> =
        book.records().filter(|(_, it)| it.kind() == Kind::Action).map(|(id, _)| id.clone()).collect();
    let mut update = |record: usize, edit: &dyn Fn(&mut Action)| {
        let Some(id) = pick(&actions, record) else { return };
        let edit = |record: &Record| {
            let Record::Action(mut action) = record.clone() else { panic!("no action") };
            edit(&mut action);
            Ok(action.into())
        };
        machine.store().update(Kind::Action, &id, &edit).unwrap();
    };
    match *act {
        Act::Set { record, field, .. } => {
            let word = saved.word();
            if let Some(id) = pick(&actions, record) {
                saved.replace(book.get(&id).unwrap(), &[FIELDS[field].to_owned()]);
            } else {
                saved.words.remove(&word);
            }
            update(record, &|action| match field {
                0 => action.owner = Some(Line::new(&word)),
                1 => action.reference = Some(Line::new(&word)),
                _ => action.detail = Some(Text::new(&word)),
            });
        }
        Act::Note { record, .. } => {
            if actions.is_empty() {
                return;
            }
            let note = Update { text: Some(Text::new(&saved.word())), ..Update::default() };
            update(record, &|action| action.updates.push(note.clone()));
        }
        Act::Link { record, to, .. } => {
            let (Some(from), Some(to)) = (pick(&actions, record), pick(&actions, to)) else { return };
            // Upwards only, so that no link goes round.
            if to < from {
                update(record, &|action| action.part_of = Some(to.clone()));
            }
        }
        Act::Gate { record, gate, .. } => {
            let Some(Record::Action(action)) = pick(&actions, record).and_then(|id| book.get(&id).cloned()) else {
                return;
            };
            let reworded = gate.checked_sub(1).and_then(|gate| Some((gate, action.milestones.get(gate)?)));
            saved.replaced.extend(reworded.and_then(|(_, it)| Some(it.text.as_ref()?.text())));
            let place = reworded.map(|(place, _)| place);
            let milestone = Milestone { text: Some(Line::new(&saved.word())), ..Milestone::default() };
            update(record, &|action| match place {
                Some(place) => action.milestones[place] = milestone.clone(),
                None => action.milestones.push(milestone.clone()),
            });
        }
        Act::Add { title, .. } => {
            let detail = Some(Text::new(&saved.word()));
            let record = Action { title: Some(Line::new(TITLES[title])), detail, ..Action::default() };
            machine.store().create(&record.into(), &Id::from_title(TITLES[title])).unwrap();
        }
        Act::Archive { record, .. } => {
            update(record, &|action| action.archived = Some(When::stored("2026-11-25").unwrap()));
        }
        Act::Decide { version, choice, .. } => {
            let Some(version) = pick(book.versions(), version) else { return };
            let standing = book.get(&version.id).unwrap();
            match choice {
                Choice::Mine => saved.replace(&version.record, &version.fields),
                Choice::Theirs => saved.replace(standing, &version.fields),
            }
            decide_now(machine.store(), &version, choice).unwrap();
        }
        Act::Sync { remote, .. } => machine.sync_with(remote),
    }
}

/// Lets all of them exchange until nothing is new, and looks whether they agree and nothing is missing.
fn settle(machines: &mut [impl Machine], saved: &Saved) {
    for _ in 0..2 {
        machines.iter_mut().for_each(Machine::sync);
    }
    let files = machines[0].files();
    for other in &machines[1..] {
        assert_eq!(other.files(), files, "two machines do not agree");
    }
    let whole: String = files.values().flat_map(|text| [text.as_str(), "\n"]).collect();
    for word in saved.words.difference(&saved.replaced) {
        assert!(whole.contains(word.as_str()), "{word} was saved and is nowhere:\n{whole}");
    }
    let book = Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).load().unwrap();
    let problems = examine(&book, chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap());
    let told: BTreeSet<_> = problems.iter().filter(|it| it.path.starts_with("conflicts/")).map(|it| &it.path).collect();
    let there: BTreeSet<_> = files.keys().filter(|path| path.starts_with("conflicts/")).collect();
    assert_eq!(told, there, "check tells the conflicts, all of them and no other");
    let errors: Vec<_> = problems.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// Machines that begin with two actions, and a way to set the owner of the first.
fn imagined() -> Vec<Imagined> {
    Imagined::all(2, &BEGINNING)
}

fn own(machine: &mut impl Machine, owner: &str) {
    let edit = |record: &Record| {
        let Record::Action(action) = record.clone() else { panic!("no action") };
        Ok(Action { owner: Some(Line::new(owner)), ..action }.into())
    };
    machine.store().update(Kind::Action, &Id::new("a").unwrap(), &edit).unwrap();
}

/// Two machines on which both owners of the first action wait for a decision: Bea's stands, Ann's is beside it.
fn disputing() -> Vec<Imagined> {
    let mut machines = imagined();
    let [one, two] = &mut machines[..] else { panic!() };
    own(one, "Ann");
    own(two, "Bea");
    one.sync();
    two.sync();
    one.sync();
    machines
}

fn decide(machine: &mut impl Machine, choice: Choice) {
    let version = machine.store().load().unwrap().versions()[0].clone();
    decide_now(machine.store(), &version, choice).unwrap();
}

/// The owner of the first action, and those that wait beside it.
fn owners(machine: &mut impl Machine) -> (String, Vec<String>) {
    let book = machine.store().load().unwrap();
    let owner = |record: &Record| record.field("owner").unwrap().1.text();
    (owner(book.get(&Id::new("a").unwrap()).unwrap()), book.versions().iter().map(|it| owner(&it.record)).collect())
}

#[test]
fn what_was_decided_on_one_machine_is_decided_on_the_other() {
    let mut machines = disputing();
    let [one, two] = &mut machines[..] else { panic!() };
    assert_eq!(owners(one), ("Bea".to_owned(), vec!["Ann".to_owned()]), "who syncs later keeps what is there");

    decide(two, Choice::Theirs);
    two.sync();
    one.sync();

    assert_eq!(owners(one), ("Ann".to_owned(), vec![]));
}

#[test]
fn the_same_dispute_that_comes_up_again_after_it_was_decided_waits_again() {
    let mut machines = disputing();
    let [one, two] = &mut machines[..] else { panic!() };

    decide(two, Choice::Theirs);
    two.sync();
    own(one, "Cat");
    one.sync();

    assert_eq!(owners(one), ("Cat".to_owned(), vec!["Ann".to_owned()]));
}

#[test]
fn what_two_decided_differently_waits_again_and_what_they_decided_alike_does_not() {
    for (choices, left) in [
        ([Choice::Mine, Choice::Theirs], vec!["Bea".to_owned()]),
        ([Choice::Theirs, Choice::Mine], vec!["Ann".to_owned()]),
        ([Choice::Theirs, Choice::Theirs], vec![]),
        ([Choice::Mine, Choice::Mine], vec![]),
    ] {
        let mut machines = disputing();
        let [one, two] = &mut machines[..] else { panic!() };
        decide(one, choices[0]);
        decide(two, choices[1]);

        one.sync();
        two.sync();
        one.sync();

        assert_eq!(owners(one).1, left, "{choices:?}");
        assert_eq!(one.files(), two.files());
    }
}

#[test]
fn two_records_that_are_too_long_together_stay_apart() {
    let long = |word: &str| Some(Text::new(&format!("{word} ").repeat(140_000)));
    let mut machines = imagined();
    let [one, two] = &mut machines[..] else { panic!() };
    for (machine, detail) in [(&mut *one, true), (&mut *two, false)] {
        let edit = |record: &Record| {
            let Record::Action(action) = record.clone() else { panic!("no action") };
            let changed = if detail {
                Action { detail: long("one"), ..action }
            } else {
                Action { evidence: long("two"), ..action }
            };
            Ok(changed.into())
        };
        machine.store().update(Kind::Action, &Id::new("a").unwrap(), &edit).unwrap();
    }

    one.sync();
    two.sync();
    one.sync();

    let book = one.store().load().unwrap();
    assert!(book.faults().is_empty(), "every file can be read");
    let whole = one.files().values().cloned().collect::<String>();
    assert!(whole.contains("one one one") && whole.contains("two two two"));
    assert_eq!(one.files(), two.files());
}

const BEGINNING: [(&str, &str); 3] = [
    ("store.ron", "Partnership(title: \"Test\", format: 1)\n"),
    ("actions/a.ron", "// by hand\nAction(\n    title: \"A\", // kept\n    owner: \"first\",\n)\n"),
    ("actions/b.ron", "Action(title: \"B\")\n"),
];

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn three_machines_agree_and_nothing_that_was_saved_is_missing(acts in acts(60)) {
        let mut machines = Imagined::all(MACHINES, &BEGINNING);
        let mut saved = Saved::default();

        for it in &acts {
            act(it, &mut machines, &mut saved);
        }

        settle(&mut machines, &saved);
    }
}

/// The same with git, in folders: a few in each run of the tests, and as many as are asked for by hand.
fn with_git(usual: u32) {
    if !is_there() {
        return;
    }
    proptest!(cases(usual), |(acts in acts(25))| {
        let mut machines = Real::all(MACHINES);
        let mut saved = Saved::default();

        for it in &acts {
            act(it, &mut machines, &mut saved);
        }

        settle(&mut machines, &saved);
        for machine in &mut machines {
            assert_eq!(machine.store().trouble(), None);
        }
    });
}

#[test]
fn three_clones_agree_and_nothing_that_was_saved_is_missing() {
    with_git(4);
}

#[test]
#[ignore = "takes minutes; cargo test --lib clones_agree -- --ignored"]
fn three_clones_agree_in_many_sequences() {
    with_git(200);
}
