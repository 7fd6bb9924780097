//! What a colleague does while the year is rolled is neither passed over nor undone, and the account stays true.

use super::*;
const FROM: &str = "community-safety-plan-2020-23";
const TO: &str = "community-safety-plan-2023-26";
const FILE: &str = "actions/night-time-economy.ron";

fn old(store: &dyn Store) -> Plan {
    store.load().unwrap().get(&id(FROM)).and_then(Plan::of).cloned().unwrap()
}

#[test]
fn what_cannot_be_read_any_more_after_the_decision_is_waited_for() {
    let mut whole = Seed::Sample.in_memory();
    let saves = roll_on(&mut whole, &id(TO), &decisions()).unwrap();
    let mut store = Stopping::of(usize::MAX);
    let text = store.inner.text(FILE).unwrap();
    store.meanwhile = Some(|store| store.put(FILE, "Action(\n    titel: \"x\",\n)\n"));

    let stopped = roll_on(&mut store, &id(TO), &decisions()).unwrap_err();

    let words = stopped.to_string();
    assert!(matches!(stopped, Stopped::Unfinished { .. }), "{words}");
    assert!(words.contains(FILE) && words.contains("What was decided is kept"), "{words}");
    assert_eq!(old(&store).rolled_on, None);
    store.inner.put(FILE, &text);
    let saved = store.load().unwrap().get(&id(FROM)).map(|_| roll_on(&mut store, &id(TO), &Decisions::default()));
    assert!(saved.unwrap().unwrap() < saves);
    assert_eq!(records(&store), records(&whole));
}

#[test]
fn an_item_that_is_removed_after_the_decision_is_not_said_to_be_carried() {
    let mut store = Stopping::of(usize::MAX);
    store.meanwhile = Some(|store| store.remove(FILE));

    let stopped = roll_on(&mut store, &id(TO), &decisions()).unwrap_err().to_string();

    assert!(stopped.contains("night-time-economy has been removed"), "{stopped}");
    assert_eq!(old(&store).rolled_on, None);
    let account = planned(&store.load().unwrap(), &id(FROM), &id(TO), &Decisions::default()).unwrap_err();
    assert!(account.to_string().contains("night-time-economy, and there is no such record"), "{account}");
}

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
