//! What a colleague does while the year is rolled is neither passed over nor undone, and the account stays true.

use super::*;
const FROM: &str = "community-safety-plan-2020-23";
const TO: &str = "community-safety-plan-2023-26";
#[test]
fn of_two_officers_who_decide_the_same_at_once_the_later_one_finds_it_done() {
    let mut ann = Seed::Sample.in_memory();
    let mut bea = ann.clone();
    let book = ann.load().unwrap();
    let by_both = planned(&book, &id(FROM), &id(TO), &Decisions::default()).unwrap();

    roll(&mut ann, &by_both, HAND).unwrap();
    let after = records(&ann);
    let found = roll(&mut bea, &by_both, Hand { author: "Bea", ..HAND }).unwrap();

    assert_eq!((found.saved, found.added), (vec![], vec![]));
    assert_eq!(records(&bea), after);
}

#[test]
fn a_store_that_works_to_no_plan_is_given_none() {
    let mut store = Seed::Sample.in_memory();
    let none = |record: &Record| {
        let it = Partnership::of(record).cloned().unwrap();
        Ok(Partnership { current_plan: None, ..it }.into())
    };
    store.update(Kind::Partnership, &id("store"), &none).unwrap();
    let planned = planned(&store.load().unwrap(), &id(FROM), &id(TO), &Decisions::default()).unwrap();

    roll(&mut store, &planned, HAND).unwrap();

    assert_eq!(store.load().unwrap().partnership().unwrap().current_plan, None);
}
