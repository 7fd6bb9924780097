//! What history tells of a sync, on every machine: of records that were told apart, and of those that stay in sight.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::desk::{id, two, write};
use super::machine::{Machine, Real};
use crate::model::kinds::Priority;
use crate::model::text::Line;
use crate::model::{Event, Kind, Stood, When};
use crate::report::{Touch, history};
use crate::store::git::tests::{by_hand as git, is_there};
use crate::store::{Past, Store};

fn told(machine: &mut Real, of: (Kind, &str)) -> Vec<Event> {
    let id = id(of.1);
    machine.folder.history(&Past { of: Some((of.0, &id)), ..Past::default() }).unwrap()
}

/// Who saved a record, and its fields, save by save.
fn saves(machine: &mut Real, id: &str) -> Vec<String> {
    told(machine, (Kind::Action, id)).iter().map(|it| format!("{}: {}", it.who, it.fields().join(", "))).collect()
}

#[test]
fn a_record_that_was_told_apart_keeps_its_own_history_and_takes_nothing_from_the_other() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    one.add("New");
    one.note("new", "of one");
    two.add("New");
    two.own("new", "Bea");
    two.edit("work", |it| it.part_of = Some(id("new")));
    one.sync();
    two.sync();
    two.note("new-2", "since then");
    two.sync();
    one.sync();

    for machine in [&mut one, &mut two] {
        assert_eq!(saves(machine, "new"), ["Officer 0: title", "Officer 0: updates"]);
        assert_eq!(saves(machine, "new-2"), ["Officer 1: title", "Officer 1: owner", "Officer 1: updates"]);
        assert_eq!(saves(machine, "work").last().unwrap(), "sync of Officer 1: part_of");
        let of = id("new-2");
        let last = Past { of: Some((Kind::Action, &of)), saves: Some(2), ..Past::default() };
        assert_eq!(machine.folder.history(&last).unwrap().len(), 2);
        let all = machine.folder.history(&Past::default()).unwrap();
        let added: Vec<_> = all.iter().filter(|it| it.is_new()).map(|it| (it.who.as_str(), it.id.as_str())).collect();
        let new: Vec<_> = added.into_iter().filter(|(_, id)| *id != "work").collect();
        assert_eq!(new.len(), 2, "{new:?}");
        assert!(new.contains(&("Officer 0", "new")) && new.contains(&("Officer 1", "new-2")), "{new:?}");
    }
}

#[test]
fn a_record_that_was_told_apart_twice_keeps_its_own_history() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    two.add("New");
    two.own("new", "Bea");
    one.add("New");
    one.sync();
    // It has its new id here, and the one who keeps the remote does not take it yet.
    let hook = two.at.path().join("hub.git/hooks/pre-receive");
    write(&hook, "#!/bin/sh\nexit 1\n");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    two.try_sync().unwrap_err();
    assert_eq!(two.action("new-2").owner.as_deref(), Some("Bea"));
    fs::remove_file(&hook).unwrap();
    assert_eq!(one.add("New"), id("new-2"));
    one.sync();
    two.sync();
    one.sync();

    for machine in [&mut one, &mut two] {
        assert_eq!(machine.action("new-2-2").owner.as_deref(), Some("Bea"));
        assert_eq!(saves(machine, "new-2-2"), ["Officer 1: title", "Officer 1: owner"]);
        assert_eq!(saves(machine, "new-2"), ["Officer 0: title"]);
        assert_eq!(saves(machine, "new"), ["Officer 0: title"]);
    }
}

#[test]
fn records_of_two_kinds_that_have_one_id_are_told_apart_and_none_is_there_twice() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    one.add("Lights");
    let priority = Priority { title: Some(Line::new("Lights")), ..Priority::default() };
    two.folder.create(&priority.into(), &id("lights")).unwrap();
    one.sync();
    two.sync();
    one.sync();

    for machine in [&mut one, &mut two] {
        let files = machine.files();
        let lights: Vec<_> = files.keys().filter(|path| path.contains("lights")).collect();
        assert_eq!(lights, ["actions/lights.ron", "priorities/lights-2.ron"]);
        let of = |events: Vec<Event>| events.into_iter().map(|it| it.who).collect::<Vec<_>>();
        assert_eq!(of(told(machine, (Kind::Priority, "lights-2"))), ["Officer 1"]);
        assert_eq!(of(told(machine, (Kind::Action, "lights"))), ["Officer 0"]);
    }
}

#[test]
fn that_a_change_beat_archiving_is_the_last_that_history_tells() {
    if !is_there() {
        return;
    }
    for editor_first in [true, false] {
        let (mut one, mut two) = two();
        let (editor, archiver) = if editor_first { (&mut one, &mut two) } else { (&mut two, &mut one) };
        editor.own("work", "Ann");
        archiver.edit("work", |it| it.archived = Some(When::stored("2023-03-09").unwrap()));
        let synced_by = "sync of Officer 1";
        one.sync();
        two.sync();
        one.sync();

        for machine in [&mut one, &mut two] {
            assert_eq!(machine.action("work").archived, None);
            let told = saves(machine, "work");
            assert_eq!(told.len(), 4, "{told:?}");
            assert_eq!(told[3], format!("{synced_by}: archived"));
            let archived = told.iter().filter(|it| it.ends_with(": archived")).count();
            assert_eq!(archived, 2, "{told:?}");
        }
    }
}

#[test]
fn what_was_restored_on_one_side_is_told_once() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    one.edit("work", |it| it.archived = Some(When::stored("2023-03-09").unwrap()));
    one.sync();
    two.sync();
    one.edit("work", |it| it.archived = None);
    two.own("work", "Bea");
    one.sync();
    two.sync();
    one.sync();

    for machine in [&mut one, &mut two] {
        let mut saves = saves(machine, "work");
        saves.sort();
        let archived = "Officer 0: archived".to_owned();
        assert_eq!(saves, [archived.clone(), archived, "Officer 0: title".to_owned(), "Officer 1: owner".to_owned()]);
    }
}

#[test]
fn that_two_set_the_same_is_told_with_what_stands_and_what_waits() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    two.own("work", "Bea");
    one.own("work", "Ann");
    one.sync();
    two.sync();
    one.sync();

    for machine in [&mut one, &mut two] {
        let events = told(machine, (Kind::Action, "work"));
        let last = history(&events).remove(0);
        assert_eq!((last.who.as_str(), last.records[0].what), ("sync of Officer 1", Touch::Disputed));
        let waits = "Owner: Bea stands, and what Officer 0 set waits for a decision: Ann";
        assert_eq!(last.records[0].dispute, [waits]);
        assert!(last.records[0].altered.is_empty());
    }
}

#[test]
fn that_a_file_can_be_read_again_is_told() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    write(&two.path().join("actions/work.ron"), "Action( title: \"broken\n");
    two.sync();
    one.sync();
    two.sync();

    for machine in [&mut one, &mut two] {
        let events = told(machine, (Kind::Action, "work"));
        let last = events.last().unwrap();
        assert!(last.before == Stood::Unreadable && last.after.record().is_some(), "{events:?}");
    }
}

#[test]
fn who_saved_on_another_machine_is_named_here_after_a_sync() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    one.own("work", "Ann");
    two.add("Other");
    one.sync();
    two.sync();

    assert_eq!(two.folder.saver(&id("work")).as_deref(), Some("Officer 0"));
    assert_eq!(two.folder.saver(&id("other")).as_deref(), Some("Officer 1"));
}

#[test]
fn what_a_colleague_has_renamed_by_hand_takes_no_history_away() {
    if !is_there() {
        return;
    }
    let (mut one, two) = two();
    git(&two.path(), &["reset", "--quiet"]);
    git(&two.path(), &["mv", "actions/work.ron", "actions/work-2.ron"]);
    git(&two.path(), &["commit", "--quiet", "--message", "renamed"]);
    git(&two.path(), &["push", "--quiet", "origin", "HEAD:main"]);

    one.sync();

    assert_eq!(saves(&mut one, "work")[0], "Officer 0: title");
    assert!(one.action("work").title.is_some() && one.action("work-2").title.is_some());
}
