//! What a store is asked to do, each as an officer types it: typed again, it does what is left of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::import::{Options, apply, plan, read};
use crate::model::kinds::Action;
use crate::model::roll::{Decision, Decisions, Hand, roll as rolled};
use crate::model::rows::Update;
use crate::model::text::{Line, Text};
use crate::model::{Choice, Kind, OfKind, Record, When};
use crate::store::contract::{id, set_owner};
use crate::store::version::decide_now;
use crate::store::{Entry, Folder, Store, StoreError, roll};

/// The files with which each store begins.
pub(super) const FILES: [(&str, &str); 10] = [
    ("store.ron", "Partnership(title: \"Test\", format: 1, current_plan: \"old\")\n"),
    (
        "actions/training.ron",
        "// by hand\r\nAction(\r\n  title: \"Training\", // since 2020\r\n  plan: \"old\",\r\n)\r\n",
    ),
    ("actions/shelter.ron", "Action(title: \"Night shelter\", plan: \"old\", state: InProgress)\n"),
    ("actions/wardens.ron", "Action(title: \"Wardens\", plan: \"old\", priorities: [\"fraud\"])\n"),
    ("actions/hidden.ron", "Action(title: \"Hidden\", archived: \"2022-01-01\")\n"),
    ("priorities/fraud.ron", "Priority(title: \"Fraud\", plan: \"old\")\n"),
    ("plans/old.ron", "Plan(title: \"Plan\")\n"),
    ("plans/new.ron", "Plan(title: \"Next plan\")\n"),
    (
        VERSION,
        "Version(by: \"Cy\", fields: [\"owner\"], record: Action(title: \"Wardens\", plan: \"old\", owner: \"Cy\"))\n",
    ),
    ("templates/board.md", "# Ours\n"),
];
const VERSION: &str = "conflicts/wardens.0123abcd.ron";

pub(super) const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();

/// Something that a store is asked to do.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) act: fn(&mut Folder) -> Result<(), StoreError>,
    /// Whether it is one save: all of it, or nothing.
    pub(super) is_one: bool,
}

const fn one(name: &'static str, act: fn(&mut Folder) -> Result<(), StoreError>) -> Operation {
    Operation { name, act, is_one: true }
}

const fn many(name: &'static str, act: fn(&mut Folder) -> Result<(), StoreError>) -> Operation {
    Operation { name, act, is_one: false }
}

pub(super) const OPERATIONS: [Operation; 10] = [
    one("set", |store| set_owner(store, "training", "Ann")),
    one("note", note),
    one("add", add),
    one("archive", |store| archive(store, "training", Some(&When::Day(TODAY)))),
    one("restore", |store| archive(store, "hidden", None)),
    one("edit", edit),
    many("resolve", resolve),
    many("set all", set_all),
    many("import", import),
    many("roll", roll_year),
];

fn change(store: &mut Folder, action: &str, change: impl Fn(&mut Action)) -> Result<(), StoreError> {
    let edit = |record: &Record| {
        let mut action = Action::of(record).unwrap().clone();
        change(&mut action);
        Ok(action.into())
    };
    store.update(Kind::Action, &id(action), &edit).map(drop)
}

pub(super) fn note(store: &mut Folder) -> Result<(), StoreError> {
    change(store, "training", |it| it.updates.push(Update { text: Some(Text::new("Noted")), ..Update::default() }))
}

fn add(store: &mut Folder) -> Result<(), StoreError> {
    // The first of a kind, whose folder is made with it.
    let meeting = crate::model::kinds::Meeting { title: Some(Line::new("Board")), ..Default::default() };
    store.create(&meeting.into(), &id("board")).map(drop)
}

fn archive(store: &mut Folder, action: &str, since: Option<&When>) -> Result<(), StoreError> {
    change(store, action, |it| it.archived = since.cloned())
}

fn edit(store: &mut Folder) -> Result<(), StoreError> {
    let base = store.text(Kind::Action, &id("training"))?;
    let text = base.replace("since 2020", "since 2021").replace("\"Training\"", "\"Training days\"");
    store.replace(Kind::Action, &id("training"), &base, &text).map(drop)
}

fn resolve(store: &mut Folder) -> Result<(), StoreError> {
    let book = store.load()?;
    let Some(version) = book.versions().first() else {
        let is_there = store.path().join(VERSION).exists();
        return if is_there { Err(StoreError::Gone("no version is told of".to_owned())) } else { Ok(()) };
    };
    decide_now(store, version, Choice::Theirs).map(drop)
}

/// Three records that are marked, changed at once.
fn set_all(store: &mut Folder) -> Result<(), StoreError> {
    let ids = ["training", "shelter", "wardens"].map(id);
    let book = store.load()?;
    if ids.iter().any(|id| book.get(id).is_none()) {
        // As the commands and the interface do, of what is not in the book.
        return Err(StoreError::Gone("one of them".to_owned()));
    }
    let owned = |record: &Record| Action { reference: Some(Line::new("2.2")), ..Action::of(record).unwrap().clone() };
    let changed: Vec<Record> = ids.iter().map(|id| owned(book.get(id).unwrap()).into()).collect();
    let entries = ids.iter().zip(&changed).map(|(id, record)| Entry { id, base: book.get(id), record });
    store.save_all(&entries.collect::<Vec<_>>(), &mut |_, _| {}).map(drop)
}

/// A partner's list: a record that is there under an id that is not its title, two that are new, and a body that they name.
const LIST: &str = "kind,title,owner,lead_agency\nbody,Dorset Police,,\naction,Night shelter,Bea,\naction,Patrols,,Dorset Police\naction,Lighting,Bea,Dorset Police\n";

fn import(store: &mut Folder) -> Result<(), StoreError> {
    let book = store.load()?;
    let tables = read(LIST.as_bytes()).unwrap().tables;
    let plan = plan(&book, &tables, &Options::plain(TODAY, "Ann"))?;
    apply(&plan, store, &mut |_, _| {}).map(drop)
}

fn roll_year(store: &mut Folder) -> Result<(), StoreError> {
    let book = store.load()?;
    let decisions = Decisions {
        items: BTreeMap::from([(id("shelter"), Decision::Close(Line::new("The funding has ended")))]),
        renamed: BTreeMap::from([(id("fraud"), Line::new("Fraud and cyber crime"))]),
    };
    // What was decided before it was cut short need not be said again.
    let is_decided = book.get(&id("shelter")).is_some_and(|it| it.plan() != Some(&id("old")) || !is_open(it));
    let decisions = if is_decided { Decisions::default() } else { decisions };
    let planned =
        rolled(&book, &id("old"), &id("new"), &decisions).map_err(|why| crate::model::Invalid::new(why.to_string()))?;
    roll(store, &planned, Hand { today: TODAY, author: "Ann" }).map(drop).map_err(|stopped| match stopped {
        crate::store::Stopped::Undecided(why) | crate::store::Stopped::Unfinished { why, .. } => *why,
    })
}

fn is_open(record: &Record) -> bool {
    Action::of(record).is_some_and(|it| !it.state.is_some_and(crate::model::choice::State::is_final))
}
