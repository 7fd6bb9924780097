//! What every store promises, as one set of tests that each store runs.

pub(crate) mod history;
mod many;

use std::collections::BTreeSet;

use super::{Store, StoreError, Taken};
use crate::model::kinds::{Action, Partnership};
use crate::model::text::Line;
use crate::model::{Id, Kind, Record, When, merge};

/// The files with which each store begins: two records that can be read, and one that cannot.
pub(crate) const FILES: [(&str, &str); 4] = [
    ("store.ron", "Partnership(title: \"Test\", format: 1)\n"),
    ("actions/training.ron", "// by hand\r\nAction(\r\n  title: \"Training\", // since 2020\r\n)\r\n"),
    ("actions/broken.ron", "Action(\n    titel: \"x\",\n)\n"),
    ("priorities/fraud.ron", "Priority(title: \"Fraud\")\n"),
];

/// A folder in memory, where there is one: for who saves so often that waiting for the disk is most of the work.
pub(crate) fn in_memory() -> tempfile::TempDir {
    tempfile::TempDir::new_in("/dev/shm").or_else(|_| tempfile::TempDir::new()).unwrap()
}

/// Of how many calls one is made to fail where each takes long: so many, and for all of them by hand as `CSP_EVERY=1` says.
pub(crate) fn every(usual: usize) -> usize {
    std::env::var("CSP_EVERY").map_or(usual, |said| said.parse().unwrap())
}

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Sets an action's owner.
pub(crate) fn set_owner(store: &mut dyn Store, action: &str, owner: &str) -> Result<(), StoreError> {
    let owned = |record: &Record| {
        let Record::Action(action) = record else { panic!("not an action") };
        Ok(Record::Action(Action { owner: Some(Line::new(owner)), ..action.clone() }))
    };
    store.update(Kind::Action, &id(action), &owned).map(|_| ())
}

/// Runs the whole contract: `fresh` makes a store of [`FILES`] for Ann, `other` opens the same store for Bea, `text`
/// reads a file of it as it stands.
pub(crate) fn holds<S: Store>(fresh: impl Fn() -> S, other: impl Fn(&S) -> S, text: impl Fn(&S, &str) -> String) {
    loads_what_it_can_and_names_the_rest(&fresh());
    loads_a_part_as_it_stands_in_the_whole(&fresh());
    changes_one_field_and_no_other_byte(fresh(), &text);
    refuses_a_file_it_cannot_read(fresh(), &text);
    gives_a_new_record_an_id_of_its_own(fresh(), &text);
    merges_or_asks(fresh());
    keeps_off_what_is_newer(fresh(), &text);
    says_what_is_gone(fresh());
    many::saves_many_or_none(fresh(), &text);
    many::keeps_what_a_colleague_saved_meanwhile(fresh(), &text);
    many::refuses_one_record_twice(fresh(), &text);
    sees_each_change_once(fresh(), &other);
    knows_who_saved(fresh(), &other);
    replaces_a_text_to_the_byte(fresh(), &text);
    replaces_no_text_by_one_that_is_no_record(fresh(), &text);
    brings_a_text_together_with_what_was_saved_meanwhile(fresh(), &text);
    asks_where_a_text_and_a_colleague_set_the_same(fresh(), &text);
    mends_a_file_only_while_it_is_the_same(fresh(), &text);
    keeps_a_format_that_it_may_write(fresh(), &text);
}

fn loads_what_it_can_and_names_the_rest(store: &impl Store) {
    let book = store.load().unwrap();

    assert_eq!(book.get(&id("training")).map(Record::title), Some("Training"));
    assert_eq!(book.get(&id("broken")), None);
    let fault = &book.faults()[0];
    assert_eq!((fault.path.as_str(), fault.place, book.faults().len()), ("actions/broken.ron", Some((2, 5)), 1));
    assert!(fault.to_string().contains("did you mean title?"), "{fault}");
}

fn loads_a_part_as_it_stands_in_the_whole(store: &impl Store) {
    let ids = ["training", "broken", "nobody"].map(id);
    let (part, whole) = (store.load_only(&ids).unwrap(), store.load().unwrap());

    let records: Vec<_> = part.records().map(|(id, record)| (id.as_str(), Some(record))).collect();
    assert_eq!(records, ["store", "training"].map(|name| (name, whole.get(&id(name)))));
    assert_eq!(part.faults(), whole.faults());
    assert!(store.load_only(&[]).unwrap().faults().is_empty());
}

fn changes_one_field_and_no_other_byte<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    set_owner(&mut store, "training", "Ann").unwrap();

    let expected = FILES[1].1.replace("// since 2020\r\n", "// since 2020\r\n  owner: \"Ann\",\r\n");
    assert_eq!(text(&store, "actions/training.ron"), expected);
    let place = store.locate(Kind::Action, &id("training"), "owner");
    assert_eq!(place, Some((4, 10)));
}

fn refuses_a_file_it_cannot_read<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let refused = set_owner(&mut store, "broken", "Ann");

    assert!(matches!(refused, Err(StoreError::Unreadable(_))), "{refused:?}");
    assert_eq!(text(&store, "actions/broken.ron"), FILES[2].1);
}

fn gives_a_new_record_an_id_of_its_own<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let new = |title: &str| Record::Action(Action { title: Some(Line::new(title)), ..Action::default() });

    let made: Vec<_> = ["Training", "Broken", "Fraud", "Report", "New work", "New work"]
        .map(|title| store.create(&new(title), &Id::from_title(title)).unwrap().to_string())
        .into();

    assert_eq!(made, ["training-2", "broken-2", "fraud-2", "report-2", "new-work", "new-work-2"]);
    assert_eq!(text(&store, "actions/new-work-2.ron"), "Action(\n    title: \"New work\",\n)\n");
    assert_eq!(text(&store, "actions/broken.ron"), FILES[2].1);
    let untitled = store.create(&Record::blank(Kind::Action), &id("x"));
    assert!(matches!(untitled, Err(StoreError::Invalid(_))), "{untitled:?}");
    let ids: BTreeSet<_> = store.load().unwrap().records().map(|(id, _)| id.clone()).collect();
    assert!(ids.contains(&id("report-2")));
}

fn merges_or_asks(mut store: impl Store) {
    let base = store.load().unwrap().get(&id("training")).cloned().unwrap();
    let Record::Action(training) = &base else { panic!() };
    let mine = Record::Action(Action { reference: Some(Line::new("2.2")), ..training.clone() });
    set_owner(&mut store, "training", "Bea").unwrap();

    let merged = |current: &Record| merge(&base, &mine, current).map_err(StoreError::Conflict);
    let saved = store.update(Kind::Action, &id("training"), &merged).unwrap();
    assert_eq!(saved.fields, ["reference"]);
    let Record::Action(both) = saved.record else { panic!() };
    assert_eq!((both.owner.as_deref(), both.reference.as_deref()), (Some("Bea"), Some("2.2")));

    let mine = Record::Action(Action { owner: Some(Line::new("Ann")), ..training.clone() });
    let clash = |current: &Record| merge(&base, &mine, current).map_err(StoreError::Conflict);
    let refused = store.update(Kind::Action, &id("training"), &clash).unwrap_err().to_string();
    assert!(refused.contains("\"Ann\"") && refused.contains("\"Bea\""), "{refused}");
}

fn keeps_off_what_is_newer<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let newer = |record: &Record| {
        let Record::Partnership(it) = record else { panic!() };
        Ok(Record::Partnership(Partnership { format: Some(2), as_at: When::stored("2023-03-09").ok(), ..it.clone() }))
    };
    store.update(Kind::Partnership, &id("store"), &newer).unwrap();

    let refused = set_owner(&mut store, "training", "Ann");

    assert!(matches!(refused, Err(StoreError::Newer(_))), "{refused:?}");
    assert_eq!(text(&store, "actions/training.ron"), FILES[1].1);
    assert_eq!(store.load().unwrap().get(&id("training")).map(Record::title), Some("Training"), "it still reads");
}

fn says_what_is_gone(mut store: impl Store) {
    let gone = set_owner(&mut store, "nowhere", "Ann");

    assert!(matches!(gone, Err(StoreError::Gone(_))), "{gone:?}");
}

/// Glances a few times; the first must answer `first`, and the others no.
fn glances(store: &mut impl Store, first: bool, when: &str) {
    assert_eq!(store.glance(), first, "{when}");
    for _ in 0..5 {
        assert!(!store.glance(), "{when}: nothing has changed since");
    }
}

fn sees_each_change_once<S: Store>(mut ann: S, other: &impl Fn(&S) -> S) {
    glances(&mut ann, true, "everything is new at first");
    let mut bea = other(&ann);
    glances(&mut bea, true, "and to whoever comes later");

    set_owner(&mut bea, "training", "Bea").unwrap();
    glances(&mut ann, true, "somebody else's save");
    glances(&mut bea, true, "one's own save");

    set_owner(&mut ann, "training", "Ann").unwrap();
    glances(&mut ann, true, "one's own save, again");
    glances(&mut bea, true, "somebody else's save, again");

    let record = bea.load().unwrap().get(&id("training")).cloned().unwrap();
    let new = bea.create(&record, &id("more")).unwrap();
    glances(&mut ann, true, "a new record");
    assert!(ann.load().unwrap().get(&new).is_some());

    set_owner(&mut bea, "broken", "Bea").unwrap_err();
    set_owner(&mut bea, "training", "Ann").unwrap();
    glances(&mut ann, false, "a save that was refused, and one that changed nothing");
}

fn knows_who_saved<S: Store>(mut ann: S, other: &impl Fn(&S) -> S) {
    let mut bea = other(&ann);
    let saver = |store: &S, of: &str| store.saver(&id(of));
    assert_eq!(saver(&ann, "training"), None, "nobody has saved it through csp");

    set_owner(&mut bea, "training", "1").unwrap();
    let record = ann.load().unwrap().get(&id("training")).cloned().unwrap();
    ann.create(&record, &id("more")).unwrap();
    set_owner(&mut ann, "broken", "1").unwrap_err();
    set_owner(&mut ann, "training", "1").unwrap();

    for store in [&ann, &bea] {
        assert_eq!(saver(store, "training").as_deref(), Some("Bea"), "Ann changed nothing in it");
        assert_eq!(saver(store, "more").as_deref(), Some("Ann"));
        assert_eq!((saver(store, "broken"), saver(store, "fraud"), saver(store, "none")), (None, None, None));
    }
    set_owner(&mut ann, "training", "2").unwrap();
    assert_eq!(saver(&bea, "training").as_deref(), Some("Ann"));
}

/// Puts a text in the place of an action's.
fn replace(store: &mut dyn Store, action: &str, base: &str, text: &str) -> Result<super::Replaced, StoreError> {
    store.replace(Kind::Action, &id(action), base, text)
}

const TRAINING: &str = "actions/training.ron";

fn replaces_a_text_to_the_byte<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let base = Store::text(&store, Kind::Action, &id("training")).unwrap();
    assert_eq!(base, FILES[1].1);
    let by_hand = "\u{feff}/* new */ (\r\n\towner :\"Ann\",\n  title: r#\"Training\"#, // moved\r\n)\n\n";

    let replaced = replace(&mut store, "training", &base, by_hand).unwrap();
    assert_eq!(text(&store, TRAINING), by_hand);
    assert_eq!((replaced.fields, replaced.taken), (vec!["owner"], Taken::Whole));
    assert_eq!(replaced.before.unwrap().title(), "Training");

    let remark = by_hand.replace("moved", "kept");
    let replaced = replace(&mut store, "training", by_hand, &remark).unwrap();
    assert_eq!((text(&store, TRAINING), replaced.fields.len()), (remark, 0), "a remark alone is saved too");
}

fn replaces_no_text_by_one_that_is_no_record<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let base = FILES[1].1;
    let wrong = base.replace("title", "titel");
    for (wrong, said) in [
        (
            wrong.as_str(),
            "actions/training.ron:3:3: there is no field \"titel\" here (did you mean title?). Nothing was saved",
        ),
        ("", "the file is empty"),
        ("Action()", "needs a title"),
        ("Plan(title: \"a\")", "Action"),
    ] {
        let refused = replace(&mut store, "training", base, wrong).unwrap_err();
        assert!(matches!(refused, StoreError::Undecoded(_)), "{refused:?}");
        assert!(refused.to_string().contains(said), "{refused}");
    }
    let large = format!("(title: \"{}\")", "x".repeat(super::LARGEST));
    let refused = replace(&mut store, "training", base, &large).unwrap_err();
    assert!(refused.to_string().contains("larger than 1024 KiB"), "{refused}");
    assert!(matches!(replace(&mut store, "nowhere", base, base), Err(StoreError::Gone(_))));
    assert!(matches!(Store::text(&store, Kind::Action, &id("nowhere")), Err(StoreError::Gone(_))));
    assert_eq!(text(&store, TRAINING), base);
}

fn brings_a_text_together_with_what_was_saved_meanwhile<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let base = FILES[1].1;
    let by_field = base.replace("\"Training\"", "\"Training days\"");
    let by_hand = by_field.replace("// by hand", "// by me");
    set_owner(&mut store, "training", "Bea").unwrap();
    let theirs = text(&store, TRAINING);

    let replaced = replace(&mut store, "training", base, &by_hand).unwrap();
    assert_eq!(replaced.taken, Taken::Merged);
    assert_eq!(replaced.fields, ["title"]);
    let both = theirs.replace("\"Training\"", "\"Training days\"").replace("// by hand", "// by me");
    assert_eq!(text(&store, TRAINING), both, "her remark and the owner that Bea set");

    let remarked = both.replace("// since 2020", "// since 2021");
    let (title, owner) = (remarked.replace("days", "weeks"), both.replace("\"Bea\"", "\"Ann\""));
    replace(&mut store, "training", &both, &title).unwrap();
    let replaced = replace(&mut store, "training", &both, &owner).unwrap();
    assert_eq!(replaced.taken, Taken::Merged);
    assert_eq!(text(&store, TRAINING), title.replace("\"Bea\"", "\"Ann\""), "fields go into the text that stands");

    let base = text(&store, TRAINING);
    let (mine, theirs) = (base.replace("by me", "mine"), base.replace("2021", "2022").replace("weeks", "months"));
    replace(&mut store, "training", &base, &theirs).unwrap();
    let replaced = replace(&mut store, "training", &base, &mine).unwrap();
    assert_eq!((replaced.taken, replaced.fields.len()), (Taken::Fields, 0), "where both changed remarks, it is told");
    assert_eq!(text(&store, TRAINING), theirs);
}

fn asks_where_a_text_and_a_colleague_set_the_same<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let base = FILES[1].1;
    set_owner(&mut store, "training", "Bea").unwrap();
    let theirs = text(&store, TRAINING);

    let mine = base.replace("// since", "owner: \"Ann\", // since");
    let refused = replace(&mut store, "training", base, &mine).unwrap_err();

    assert!(matches!(refused, StoreError::Conflict(_)), "{refused:?}");
    assert!(refused.to_string().contains("\"Ann\"") && refused.to_string().contains("\"Bea\""), "{refused}");
    assert_eq!(text(&store, TRAINING), theirs);
}

fn mends_a_file_only_while_it_is_the_same<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let broken = Store::text(&store, Kind::Action, &id("broken")).unwrap();
    assert_eq!(broken, FILES[2].1);
    let mended = broken.replace("titel", "title");

    let refused = replace(&mut store, "broken", &broken.replace('x', "y"), &mended).unwrap_err();
    assert!(matches!(refused, StoreError::Overtaken(_)), "{refused:?}");
    assert_eq!(text(&store, "actions/broken.ron"), broken);

    let replaced = replace(&mut store, "broken", &broken, &mended).unwrap();
    assert_eq!((replaced.before, replaced.fields.len()), (None, 0));
    assert_eq!(text(&store, "actions/broken.ron"), mended);
    assert_eq!(store.load().unwrap().faults(), []);
}

fn keeps_a_format_that_it_may_write<S: Store>(mut store: S, text: &impl Fn(&S, &str) -> String) {
    let base = FILES[0].1;
    let alone = id("store");
    let mut put = |base: &str, text: &str| store.replace(Kind::Partnership, &alone, base, text).map(|_| ());

    assert!(matches!(put(base, &base.replace("format: 1", "format: 2")), Err(StoreError::Newer(_))));
    assert!(matches!(put(base, "Partnership(title: \"Test\")"), Err(StoreError::NoFormat)));
    put(base, &base.replace("Test", "Tested")).unwrap();

    assert_eq!(text(&store, "store.ron"), base.replace("Test", "Tested"));
}
