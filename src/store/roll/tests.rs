//! A roll that is cut short anywhere is finished by doing it again; and on any book nothing is lost and the totals agree.

mod meanwhile;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{Edit, Entry, Memory, Past, Progress, Replaced, Saved, Seed, Store, StoreError, format};
use super::{Stopped, roll};
use crate::model::check::{Severity, examine};
use crate::model::choice::{Fate, State};
use crate::model::kinds::{Action, Partnership, Plan, Priority};
use crate::model::roll::{Decision, Decisions, Hand, Totals, old_plan, roll as planned};
use crate::model::rows::Outcome;
use crate::model::text::{Line, Text};
use crate::model::{Book, Choice, Event, Id, Kind, OfKind, Record, Version};

/// A store that saves so many times and then no more, as where the machine stops.
struct Stopping {
    inner: Memory,
    left: usize,
    /// A file that is laid out in a way in which it cannot be changed.
    refuses: Option<Id>,
    /// What a colleague does between the decision and the rest.
    meanwhile: Option<fn(&mut Memory)>,
}

impl Stopping {
    fn of(left: usize) -> Self {
        Self { inner: Seed::Sample.in_memory(), left, refuses: None, meanwhile: None }
    }

    fn may_save(&self) -> Result<(), StoreError> {
        if self.left == 0 { Err(StoreError::Busy("the machine".to_owned())) } else { Ok(()) }
    }
}

impl Store for Stopping {
    fn load(&self) -> Result<Book, StoreError> {
        self.inner.load()
    }

    fn update(&mut self, kind: Kind, id: &Id, edit: Edit<'_>) -> Result<Saved, StoreError> {
        let counted = |record: &Record| {
            let after = edit(record)?;
            if after != *record {
                self.may_save()?;
            }
            if self.refuses.as_ref() == Some(id) {
                return Err(StoreError::Layout { path: kind.path(id), id: id.to_string() });
            }
            Ok(after)
        };
        let saved = self.inner.clone().update(kind, id, &counted)?;
        self.left = self.left.saturating_sub(usize::from(!saved.fields.is_empty()));
        if let Some(act) = self.meanwhile.take() {
            act(&mut self.inner.clone());
        }
        Ok(saved)
    }

    fn create(&mut self, record: &Record, wanted: &Id) -> Result<Id, StoreError> {
        self.may_save()?;
        self.left -= 1;
        self.inner.create(record, wanted)
    }

    fn save_all(&mut self, entries: &[Entry<'_>], progress: Progress<'_>) -> Result<Vec<Saved>, StoreError> {
        self.inner.save_all(entries, progress)
    }

    fn glance(&mut self) -> bool {
        self.inner.glance()
    }

    fn saver(&self, id: &Id) -> Option<String> {
        self.inner.saver(id)
    }

    fn text(&self, kind: Kind, id: &Id) -> Result<String, StoreError> {
        Store::text(&self.inner, kind, id)
    }

    fn replace(&mut self, kind: Kind, id: &Id, base: &str, text: &str) -> Result<Replaced, StoreError> {
        self.inner.replace(kind, id, base, text)
    }

    fn decide(&mut self, version: &Version, seen: &Record, choice: Choice) -> Result<Saved, StoreError> {
        self.inner.decide(version, seen, choice)
    }

    fn template(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.inner.template(name)
    }

    fn history(&mut self, wanted: &Past<'_>) -> Result<Vec<Event>, StoreError> {
        self.inner.history(wanted)
    }

    fn begin_sync(&mut self) -> Result<(), StoreError> {
        self.inner.begin_sync()
    }

    fn synced(&mut self) -> Option<Result<super::super::Synced, StoreError>> {
        self.inner.synced()
    }

    fn trouble(&mut self) -> Option<String> {
        self.inner.trouble()
    }

    fn locate(&self, kind: Kind, id: &Id, field: &str) -> Option<(usize, usize)> {
        self.inner.locate(kind, id, field)
    }
}

const HAND: Hand<'static> = Hand { today: NaiveDate::from_ymd_opt(2023, 3, 9).unwrap(), author: "Ann" };

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn decisions() -> Decisions {
    Decisions {
        items: BTreeMap::from([
            (id("pineapple-project"), Decision::Close(Line::new("The funding has ended"))),
            (id("turnaround"), Decision::Supersede(id("reducing-reoffending"))),
        ]),
        renamed: BTreeMap::from([(id("violent-crime"), Line::new("Serious violence"))]),
    }
}

/// Rolls with what is decided, from the plan that is rolled where none is named.
fn roll_on(store: &mut dyn Store, to: &Id, decisions: &Decisions) -> Result<usize, Stopped> {
    let book = store.load().unwrap();
    let from = old_plan(&book, to).unwrap();
    let planned = planned(&book, &from, to, decisions).unwrap_or_else(|why| panic!("{why}"));
    roll(store, &planned, HAND).map(|rolled| rolled.saved.len() + rolled.added.len())
}

fn records(store: &dyn Store) -> Vec<(Id, Record)> {
    let book = store.load().unwrap();
    book.records().map(|(id, record)| (id.clone(), record.clone())).collect()
}

/// What the actions themselves say, whatever the account does.
fn counted(book: &Book, account: &[Outcome], to: &Id) -> Totals {
    let of = |row: &Outcome| book.get(row.item.as_ref().unwrap()).and_then(Action::of).cloned();
    let items: Vec<Action> = account.iter().filter_map(of).collect();
    let count = |state| items.iter().filter(|it| it.state == Some(state)).count();
    Totals {
        items: items.len(),
        carried: items.iter().filter(|it| it.plan.as_ref() == Some(to)).count(),
        closed: count(State::Closed) + count(State::Complete),
        complete: count(State::Complete),
        superseded: count(State::Superseded),
    }
}

#[test]
fn a_roll_that_is_cut_short_after_any_save_is_finished_by_the_same_again() {
    let to = id("community-safety-plan-2023-26");
    let mut whole = Seed::Sample.in_memory();
    let saves = roll_on(&mut whole, &to, &decisions()).unwrap();
    assert_eq!(
        saves,
        1 + 1 + 9 + 23 + 1 + 1 + 1,
        "the decision, a name, what goes on or ends, two plans and the store"
    );

    for left in 0..saves {
        let mut store = Stopping::of(left);
        let before = records(&store);
        let stopped = roll_on(&mut store, &to, &decisions()).unwrap_err();
        if left == 0 {
            assert!(matches!(stopped, Stopped::Undecided(_)), "{stopped}");
            assert_eq!(records(&store), before);
        } else {
            assert!(
                stopped.to_string().contains(&format!("{left} records are done. Next: csp roll --from")),
                "{stopped}"
            );
        }
        let book = store.load().unwrap();
        let is_told = examine(&book, HAND.today).iter().any(|it| it.next.starts_with("csp roll --from community"));
        assert_eq!(is_told, left > 0, "check says that something is left, after {left}");
        store.left = usize::MAX;
        // What was decided is kept: it need not be said again, and may be.
        let said = if left % 2 == 0 || left == 0 { decisions() } else { Decisions::default() };

        assert_eq!(roll_on(&mut store, &to, &said).unwrap(), saves - left, "after {left}");

        assert_eq!(records(&store), records(&whole), "after {left}");
        assert_eq!(roll_on(&mut store, &to, &said).unwrap(), 0, "again after {left}");
    }
}

#[test]
fn of_two_officers_who_decide_at_once_the_later_one_changes_nothing() {
    let (mut ann, mut bea) = (Seed::Sample.in_memory(), Memory::default());
    bea.clone_from(&ann);
    let (from, to) = (id("community-safety-plan-2020-23"), id("community-safety-plan-2023-26"));
    let book = ann.load().unwrap();
    let by_ann = planned(&book, &from, &to, &decisions()).unwrap();
    let by_bea = planned(&book, &from, &to, &Decisions::default()).unwrap();

    roll(&mut ann, &by_ann, HAND).unwrap();
    let after = records(&ann);
    let refused = roll(&mut bea, &by_bea, HAND).unwrap_err();

    assert!(matches!(refused, Stopped::Undecided(why) if matches!(*why, StoreError::Overtaken(_))));
    assert_eq!(records(&bea), after);
}

#[test]
fn one_file_that_cannot_be_changed_keeps_no_other_from_it_and_the_roll_waits_for_it() {
    let to = id("community-safety-plan-2023-26");
    let mut whole = Seed::Sample.in_memory();
    let saves = roll_on(&mut whole, &to, &decisions()).unwrap();
    let mut store = Stopping::of(usize::MAX);
    store.refuses = Some(id("night-time-economy"));

    let stopped = roll_on(&mut store, &to, &decisions()).unwrap_err();

    let words = stopped.to_string();
    assert!(words.contains("csp edit night-time-economy. What was decided is kept and 35 records are done"), "{words}");
    store.refuses = None;
    assert_eq!(roll_on(&mut store, &to, &Decisions::default()).unwrap(), saves - 35);
    assert_eq!(records(&store), records(&whole));
}

/// A store of two plans, some priorities and actions: states, plans and links at random.
fn any_store() -> impl Strategy<Value = (Memory, Decisions)> {
    let action = (proptest::option::of(select(State::ALL)), 0..3_usize, vec(0..4_usize, 0..4), any::<bool>(), 0..4_u8);
    let priority = (0..3_usize, proptest::option::of(0..4_usize), 0..3_u8);
    (vec(action, 0..12), vec(priority, 4)).prop_map(|(actions, priorities)| {
        let plans = [Some(id("old")), Some(id("new")), None];
        let title = |text: String| Some(Line::new(&text));
        let mut decisions = Decisions::default();
        let mut records: Vec<(Id, Record)> = vec![
            (id("old"), Plan { title: title("Old".into()), ..Plan::default() }.into()),
            (id("new"), Plan { title: title("New".into()), ..Plan::default() }.into()),
        ];
        let store = Partnership {
            title: title("P".into()),
            format: Some(1),
            current_plan: Some(id("old")),
            ..Partnership::default()
        };
        records.push((id("store"), store.into()));
        for (number, (plan, supersedes, renamed)) in priorities.iter().enumerate() {
            let own = id(&format!("p{number}"));
            // Only an earlier one is superseded, so that there is no circle.
            let supersedes = supersedes.filter(|of| *of < number).map(|of| id(&format!("p{of}")));
            if *renamed == 0 {
                decisions.renamed.insert(own.clone(), Line::new(&format!("Renamed {number}")));
            }
            let it = Priority {
                title: title(format!("P {number}")),
                plan: plans[*plan].clone(),
                supersedes,
                ..Priority::default()
            };
            records.push((own, it.into()));
        }
        for (number, (state, plan, served, archived, decision)) in actions.iter().enumerate() {
            let own = id(&format!("a{number}"));
            let plan = plans[*plan].clone();
            let priorities: BTreeSet<_> = served.iter().map(|number| id(&format!("p{number}"))).collect();
            let decision = match decision {
                0 => Some(Decision::Close(Line::new("no money"))),
                1 => Some(Decision::Supersede(id("new"))),
                _ => None,
            };
            decisions.items.extend(decision.map(|decision| (own.clone(), decision)));
            let archived = archived.then(|| crate::model::When::Day(HAND.today)).filter(|_| number % 3 == 0);
            let reason = state.filter(|state| state.wants_reason()).map(|_| Text::new("why"));
            let it = Action {
                title: title(format!("A {number}")),
                state: *state,
                reason,
                plan,
                priorities: priorities.into_iter().collect(),
                archived,
                ..Action::default()
            };
            records.push((own, it.into()));
        }
        let files: Vec<_> = records.iter().map(|(id, it)| (it.kind().path(id), format::encode(it).unwrap())).collect();
        let store = Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        // Only what can be decided is: the rest is refused, which is tested elsewhere.
        let book = store.load().unwrap();
        let old = |id: &Id| book.get(id).filter(|it| it.plan() == Some(&self::id("old")) && it.archived().is_none());
        let is_open = |action: &Action| !action.state.is_some_and(State::is_final);
        decisions.items.retain(|id, _| old(id).and_then(Action::of).is_some_and(is_open));
        decisions.renamed.retain(|id, _| old(id).is_some() && book.successors(id).next().is_none());
        (store, decisions)
    })
}

proptest! {
    #[test]
    fn on_any_book_the_totals_agree_nothing_is_lost_and_again_does_nothing((mut store, decisions) in any_store(), left in 0..20_usize) {
        let before = store.load().unwrap();
        let (old, new) = (id("old"), id("new"));
        let items: Vec<Id> = before
            .all::<Action>()
            .filter(|(_, it)| it.plan.as_ref() == Some(&old))
            .map(|(id, _)| id.clone())
            .collect();

        let mut stopping = Stopping { inner: store.clone(), left, refuses: None, meanwhile: None };
        drop(roll_on(&mut stopping, &new, &decisions));
        let said = planned(&before, &old, &new, &decisions).unwrap().totals();
        roll_on(&mut store, &new, &decisions).unwrap();

        let after = store.load().unwrap();
        let account = after.get(&old).and_then(Plan::of).unwrap().outcomes.clone();
        let of = |row: &Outcome| row.item.clone().unwrap();
        let named: Vec<Id> = account.iter().map(of).filter(|id| after.kind(id) == Some(Kind::Action)).collect();
        prop_assert_eq!(named, items);
        prop_assert_eq!(said, counted(&after, &account, &new), "what was shown before is what the records say after");
        for (id, record) in before.records() {
            let now = after.get(id).unwrap();
            prop_assert_eq!(now.title(), record.title());
            prop_assert!(now.updates().starts_with(record.updates()));
        }
        for row in &account {
            let record = after.get(&of(row)).unwrap();
            let goes_on = row.outcome == Some(Fate::Carried);
            prop_assert_eq!(record.plan(), Some(if goes_on { &new } else { &old }), "{:?}", row);
            if let Some(action) = Action::of(record) {
                prop_assert_eq!(goes_on, !action.state.is_some_and(State::is_final));
                let was = before.get(&of(row)).and_then(Action::of).unwrap();
                prop_assert_eq!(was.priorities.is_empty(), action.priorities.is_empty());
                let has_given_way = |id: &Id| after.successors(id).any(|(_, next)| next.plan() != Some(&old));
                prop_assert!(!goes_on || !action.priorities.iter().any(has_given_way));
            }
        }
        let errors = |book: &Book| {
            let problems = examine(book, HAND.today).into_iter();
            problems.filter(|it| it.severity == Severity::Error).count()
        };
        prop_assert_eq!(errors(&before), errors(&after));
        let standing = records(&store);
        prop_assert_eq!(roll_on(&mut store, &new, &decisions).unwrap(), 0);
        prop_assert_eq!(records(&store), standing);
    }
}
