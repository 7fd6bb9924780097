//! What becomes of decisions and of versions that wait, of the merge alone.

use super::super::merge::{Shelf, Sides, bring_together};
use super::desk::id;
use super::machine::{Imagined, Machine};
use crate::model::rows::Milestone;
use crate::model::text::Line;
use crate::model::{Choice, Kind, Record};
use crate::store::kept::Kept;
use crate::store::version::decide_now;

const BEGINNING: [(&str, &str); 2] = [
    ("store.ron", "Partnership(title: \"Test\", format: 1)\n"),
    ("actions/a.ron", "Action(title: \"A\", milestones: [(text: \"first of April\"), (text: \"end\")])\n"),
];

fn reword(machine: &mut Imagined, text: &str) {
    let edit = |record: &Record| {
        let Record::Action(mut action) = record.clone() else { panic!("no action") };
        action.milestones[0] = Milestone { text: Some(Line::new(text)), ..Milestone::default() };
        Ok(action.into())
    };
    machine.store().update(Kind::Action, &id("a"), &edit).unwrap();
}

fn decide(machine: &mut Imagined, choice: Choice) {
    let version = machine.store().load().unwrap().versions()[0].clone();
    decide_now(machine.store(), &version, choice).unwrap();
}

#[test]
fn contrary_decisions_on_an_entry_wait_again_though_one_of_them_was_reworded_since() {
    let mut machines = Imagined::all(2, &BEGINNING);
    let [one, two] = &mut machines[..] else { panic!("two machines") };
    reword(one, "first of May");
    reword(two, "first of June");
    one.sync();
    two.sync();
    one.sync();

    decide(one, Choice::Mine);
    decide(two, Choice::Theirs);
    reword(two, "first of May, at noon");
    one.sync();
    two.sync();
    one.sync();

    let files = one.files();
    assert_eq!(files, two.files());
    let has = |word: &str| files.values().any(|text| text.contains(word));
    assert!(files.keys().any(|path| path.starts_with("conflicts/")), "{files:#?}");
    assert!(has("first of June") && has("at noon"), "{files:#?}");
}

#[test]
fn a_version_that_somebody_has_mended_by_hand_is_taken_and_of_two_such_both_stay() {
    let shelf = |text: &str| -> Shelf {
        let kept = Kept::at(b"conflicts/a.00000000.ron").unwrap();
        [(kept, text.as_bytes().to_vec())].into()
    };
    let author = &|_: &_, _: &_, _: &_, _: &[&str]| None;
    let (base, mended, otherwise) = (shelf("x"), shelf("mended"), shelf("otherwise"));

    let taken = bring_together(Sides { base: &base, ours: &base, theirs: &mended, author }, &|_| false);
    assert_eq!(
        taken.files.into_iter().collect::<Vec<_>>(),
        [(mended.keys().next().unwrap().clone(), Some(b"mended".to_vec()))]
    );

    let both = bring_together(Sides { base: &base, ours: &otherwise, theirs: &mended, author }, &|_| false);
    let beside: Vec<_> = both.files.into_iter().collect();
    assert!(matches!(&beside[..], [(kept, Some(text))] if !otherwise.contains_key(kept) && text == b"mended"));
}
