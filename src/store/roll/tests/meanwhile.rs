//! What a colleague does while the year is rolled is neither passed over nor undone, and the account stays true.

use super::*;

const FROM: &str = "community-safety-plan-2020-23";
const TO: &str = "community-safety-plan-2023-26";
const FILE: &str = "actions/night-time-economy.ron";

fn old(store: &dyn Store) -> Plan {
    store.load().unwrap().get(&id(FROM)).and_then(Plan::of).cloned().unwrap()
}

fn put_state(store: &mut dyn Store, action: &str, state: State) {
    let put = |record: &Record| {
        let action = Action::of(record).cloned().unwrap();
        Ok(Action { state: Some(state), ..action }.into())
    };
    store.update(Kind::Action, &id(action), &put).unwrap();
}

fn complete(store: &mut dyn Store, action: &str) {
    put_state(store, action, State::Complete);
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
fn an_item_that_a_colleague_ended_after_the_account_was_made_overtakes_it() {
    let mut store = Seed::Sample.in_memory();
    let before = planned(&store.load().unwrap(), &id(FROM), &id(TO), &Decisions::default()).unwrap();
    complete(&mut store, "night-time-economy");
    let standing = records(&store);

    let refused = roll(&mut store, &before, HAND).unwrap_err();

    assert!(matches!(&refused, Stopped::Undecided(why) if matches!(**why, StoreError::Overtaken(_))), "{refused}");
    assert!(refused.to_string().contains(FILE), "{refused}");
    assert_eq!(records(&store), standing);
    let again = planned(&store.load().unwrap(), &id(FROM), &id(TO), &Decisions::default()).unwrap();
    assert_eq!(again.totals().complete, before.totals().complete + 1);
}

#[test]
fn an_item_that_a_colleague_ended_after_the_decision_stays_and_the_account_says_so() {
    let mut store = Stopping::of(usize::MAX);
    let decided = planned(&store.load().unwrap(), &id(FROM), &id(TO), &decisions()).unwrap().totals();
    store.meanwhile = Some(|store| {
        complete(store, "night-time-economy");
        complete(store, "pineapple-project");
    });

    let stopped = roll_on(&mut store, &id(TO), &decisions()).unwrap_err().to_string();

    assert!(stopped.contains(FILE), "{stopped}");
    assert_eq!(old(&store).rolled_on, None);
    roll_on(&mut store, &id(TO), &decisions()).unwrap();
    let book = store.load().unwrap();
    let left = book.get(&id("night-time-economy")).unwrap();
    assert_eq!((left.plan(), left.updates().len()), (Some(&id(FROM)), 0));
    let totals = counted(&book, &old(&store).outcomes, &id(TO));
    assert_eq!((totals.complete, totals.carried), (decided.complete + 2, decided.carried - 1));
    let last = old(&store).updates.last().cloned().unwrap();
    assert!(last.text.unwrap().contains(&totals.to_string()), "{totals}");
    assert_eq!(roll_on(&mut store, &id(TO), &Decisions::default()).unwrap(), 0);
}

#[test]
fn an_item_that_was_opened_again_after_the_account_was_made_overtakes_it() {
    let mut store = Seed::Sample.in_memory();
    put_state(&mut store, "training", State::Closed);
    let before = planned(&store.load().unwrap(), &id(FROM), &id(TO), &Decisions::default()).unwrap();
    put_state(&mut store, "training", State::InProgress);

    let refused = roll(&mut store, &before, HAND).unwrap_err();

    assert!(refused.to_string().contains("actions/training.ron"), "{refused}");
    let again = planned(&store.load().unwrap(), &id(FROM), &id(TO), &Decisions::default()).unwrap();
    assert_eq!(again.totals().carried, before.totals().carried + 1);
}

#[test]
fn what_was_set_anew_after_the_roll_was_finished_keeps_no_later_item_from_it() {
    let mut store = Seed::Sample.in_memory();
    roll_on(&mut store, &id(TO), &decisions()).unwrap();
    put_state(&mut store, "pineapple-project", State::Complete);
    let late = format!("Action(title: \"Late\", plan: \"{FROM}\")\n");
    store.put("actions/late.ron", &late);
    let account = old(&store).outcomes;

    let from = planned(&store.load().unwrap(), &id(FROM), &id(TO), &Decisions::default()).unwrap();
    roll(&mut store, &from, HAND).unwrap();

    assert_eq!(old(&store).outcomes.split_last().unwrap().1, account, "what was said of it then stands");
    assert_eq!(store.load().unwrap().get(&id("late")).unwrap().plan(), Some(&id(TO)));
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
