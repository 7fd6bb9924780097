//! Sync with git: what meets, what waits for a decision, what history tells of it, and several at once.

use std::fs;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::super::SYNC_LIMIT;
use super::desk::{id, refused, two, write};
use super::machine::{Machine, Real};
use crate::model::rows::Milestone;
use crate::model::text::Line;
use crate::model::{Choice, Kind, Record, Stood, When};
use crate::store::git::tests::{by_hand as git, is_there};
use crate::store::version::decide_now;
use crate::store::{Folder, Past, Store};

#[test]
fn different_fields_meet_and_the_same_field_waits_for_a_decision() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    let mut cat =
        Real { folder: Folder::open(&one.path(), "Cat").unwrap(), at: one.at.clone(), name: one.name.clone() };
    cat.own("work", "Ann");
    one.note("work", "from one");
    two.own("work", "Bea");
    two.edit("work", |it| it.reference = Some(Line::new("2.2")));
    two.note("work", "from two");

    one.sync();
    let synced = two.try_sync().unwrap();
    one.sync();

    assert_eq!(synced.disputed, [id("work")]);
    assert!(synced.notes[0].contains("csp resolve work shows them"), "{:?}", synced.notes);
    for machine in [&one, &two] {
        let action = machine.action("work");
        assert_eq!((action.owner.as_deref(), action.reference.as_deref()), (Some("Bea"), Some("2.2")));
        assert_eq!(action.updates.len(), 2);
    }
    let version = one.folder.load().unwrap().versions()[0].clone();
    assert_eq!(version.by.as_deref(), Some("Cat"), "who set it, and not who saved the record last");
    decide_now(&mut one.folder, &version, Choice::Theirs).unwrap();
    one.sync();
    two.sync();
    assert_eq!(two.action("work").owner.as_deref(), Some("Ann"));
    assert!(two.folder.load().unwrap().versions().is_empty());
    assert_eq!(one.files(), two.files());
}

#[test]
fn one_gate_that_both_reworded_waits_for_a_decision_and_no_other_gate_is_lost_by_it() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    let gate = |text: &str| Milestone { text: Some(Line::new(text)), ..Milestone::default() };
    let gates = |machine: &Real| -> Vec<String> {
        machine.action("work").milestones.iter().map(|it| it.text.as_deref().unwrap().to_owned()).collect()
    };
    one.edit("work", |it| it.milestones = vec![gate("bid"), gate("start"), gate("end")]);
    one.sync();
    two.sync();
    one.edit("work", |it| it.milestones = vec![gate("bid in May"), gate("start"), gate("end"), gate("review")]);
    two.edit("work", |it| it.milestones = vec![gate("bid in June"), gate("start now"), gate("end")]);

    one.sync();
    two.sync();
    one.sync();

    assert_eq!(gates(&one), ["bid in June", "start now", "end", "review"]);
    one.edit("work", |it| it.milestones.push(gate("added since")));
    let version = one.folder.load().unwrap().versions()[0].clone();
    decide_now(&mut one.folder, &version, Choice::Theirs).unwrap();
    assert_eq!(gates(&one), ["bid in May", "start now", "end", "review", "added since"]);
}

/// Lets two machines meet that have set the same, and each decide by itself.
fn meet_and_decide([one, two]: [&mut Real; 2], choices: [Choice; 2]) {
    one.sync();
    two.sync();
    one.sync();
    for (machine, choice) in [one, two].into_iter().zip(choices) {
        let version = machine.folder.load().unwrap().versions()[0].clone();
        decide_now(&mut machine.folder, &version, choice).unwrap();
    }
}

#[test]
fn contrary_decisions_on_one_gate_wait_again_with_all_that_was_added_meanwhile() {
    if !is_there() {
        return;
    }
    for choices in [[Choice::Mine, Choice::Theirs], [Choice::Theirs, Choice::Mine]] {
        let (mut one, mut two) = two();
        let gate = |text: &str| Milestone { text: Some(Line::new(text)), ..Milestone::default() };
        one.edit("work", |it| it.milestones = vec![gate("bid"), gate("end")]);
        one.sync();
        two.sync();
        one.edit("work", |it| it.milestones[0] = gate("bid in May"));
        two.edit("work", |it| it.milestones[0] = gate("bid in June"));
        meet_and_decide([&mut one, &mut two], choices);
        one.edit("work", |it| it.milestones.push(gate("of one")));
        two.edit("work", |it| it.milestones.push(gate("of two")));

        one.sync();
        assert_eq!(two.try_sync().unwrap().disputed, [id("work")]);
        one.sync();

        assert_eq!(one.files(), two.files());
        let book = one.folder.load().unwrap();
        let version = book.versions()[0].clone();
        let gates = |record: &Record| record.field("milestones").unwrap().1.text().replace('\n', ", ");
        let standing = book.get(&id("work")).unwrap().clone();
        let mut both = [gates(&standing), gates(&version.taken(&standing))];
        both.sort();
        let ends = |text: &str| text.contains("of one") && text.contains("of two") && text.contains(", end");
        assert!(both.iter().all(|text| ends(text)), "{both:?}");
        assert!(both[0].starts_with("bid in June") && both[1].starts_with("bid in May"), "{both:?}");
    }
}

#[test]
fn after_contrary_decisions_it_is_still_known_who_set_what_waits() {
    if !is_there() {
        return;
    }
    for choices in [[Choice::Mine, Choice::Theirs], [Choice::Theirs, Choice::Mine]] {
        let (mut one, mut two) = two();
        one.own("work", "A");
        two.own("work", "B");
        meet_and_decide([&mut one, &mut two], choices);

        one.sync();
        two.sync();

        let version = two.folder.load().unwrap().versions()[0].clone();
        let owner = version.record.field("owner").unwrap().1.text();
        let setter = if choices[0] == Choice::Mine { ("B", "Officer 1") } else { ("A", "Officer 0") };
        assert_eq!((owner.as_str(), version.whose()), setter, "{choices:?}");
    }
}

#[test]
fn an_edit_beats_archiving_and_that_is_said() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    one.edit("work", |it| it.archived = Some(When::stored("2026-11-25").unwrap()));
    two.own("work", "Bea");

    one.sync();
    let synced = two.try_sync().unwrap();

    assert!(synced.notes[0].contains("stays in sight"), "{:?}", synced.notes);
    assert_eq!(two.action("work").archived, None);
}

#[test]
fn a_version_is_of_who_set_what_stands_there_and_not_of_who_was_put_aside() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    let mut ann = Real::clone_of(&one.at, "2");
    one.own("work", "of 0");
    let second = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let saved = second();
    while second() == saved {
        thread::yield_now(); // git tells seconds apart, and the later save is to be the one that was put aside
    }
    two.own("work", "of 1");
    two.sync();
    one.sync();
    ann.own("work", "of Ann");
    ann.sync();

    let book = ann.folder.load().unwrap();
    let told = book.versions().iter().map(|version| {
        let owner = version.record.field("owner").unwrap().1.text();
        (owner, version.by.clone().unwrap_or_default())
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    let of = |number: usize| (format!("of {number}"), format!("Officer {number}"));
    assert_eq!(told, [of(0), of(1)]);
}

#[test]
fn new_records_of_one_id_are_told_apart_and_links_follow_but_equal_ones_are_one() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    one.add("New");
    one.add("Same");
    two.add("New");
    two.own("new", "Bea");
    two.add("Same");
    two.edit("work", |it| it.part_of = Some(id("new")));

    one.sync();
    let synced = two.try_sync().unwrap();
    one.sync();

    assert_eq!(synced.notes, ["new was added on two machines; the one from here is new-2 now"]);
    assert_eq!((two.action("new").owner, two.action("new-2").owner.as_deref()), (None, Some("Bea")));
    assert_eq!(one.action("work").part_of, Some(id("new-2")));
    assert!(!two.folder.load().unwrap().has(&id("same-2")));
    assert_eq!(one.files(), two.files());
}

#[test]
fn the_history_of_a_field_is_the_saves_made_to_it_on_every_machine_and_after_each_restart() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    let mut saved = Vec::new();
    for number in 0..12 {
        let machine = if number % 3 == 0 { &mut one } else { &mut two };
        machine.sync();
        machine.own("work", &format!("owner {number}"));
        saved.push((format!("Officer {}", machine.name), format!("owner {number}")));
        machine.sync();
        *machine = Real::open(&machine.at, &machine.name);
    }
    one.sync();
    let mut clone = Real::clone_of(&one.at, "2");
    two.sync();

    for machine in [&mut one, &mut two, &mut clone] {
        let of = id("work");
        let events = machine.folder.history(&Past { of: Some((Kind::Action, &of)), ..Past::default() }).unwrap();
        let owner = |stood: &Stood| stood.record().map(|it| it.field("owner").unwrap().1.text()).unwrap_or_default();
        let told: Vec<_> = events.iter().skip(1).map(|it| (it.who.clone(), owner(&it.after))).collect();
        assert_eq!(told, saved);
        assert!(events.windows(2).all(|two| owner(&two[0].after) == owner(&two[1].before)));
    }
}

#[test]
fn what_two_saved_at_the_same_time_stands_in_the_history_of_both() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    for number in 0..4 {
        one.own("work", &format!("one {number}"));
        two.own("work", &format!("two {number}"));
    }
    one.sync();
    two.sync();
    one.sync();

    for machine in [&mut one, &mut two] {
        let of = id("work");
        let events = machine.folder.history(&Past { of: Some((Kind::Action, &of)), ..Past::default() }).unwrap();
        let owners = |who: &str| -> Vec<String> {
            let of = events.iter().filter(|it| it.who == who && !it.is_new());
            of.map(|it| it.after.record().unwrap().field("owner").unwrap().1.text()).collect()
        };
        assert_eq!(owners("Officer 0"), ["one 0", "one 1", "one 2", "one 3"]);
        assert_eq!(owners("Officer 1"), ["two 0", "two 1", "two 2", "two 3"]);
    }
}

/// How often each of them saves.
const ROUNDS: usize = 12;

#[test]
fn several_who_edit_and_sync_at_once_lose_no_note_and_none_fails_for_want_of_a_lock() {
    if !is_there() {
        return;
    }
    let (one, two) = two();
    let at = one.at.clone();

    thread::scope(|scope| {
        for name in ["0", "1"] {
            let at = &at;
            scope.spawn(move || {
                let mut machine = Real::open(at, name);
                for number in 0..ROUNDS {
                    machine.note("work", &format!("{name} editing {number}"));
                    assert_eq!(machine.folder.trouble(), None);
                }
            });
            scope.spawn(move || {
                let mut machine = Real::open(at, name);
                for number in 0..ROUNDS {
                    machine.note("work", &format!("{name} syncing {number}"));
                    // That others were faster each time is no lock, and done again by whoever asked.
                    while let Err(error) = machine.try_sync() {
                        assert!(error.to_string().contains("others were faster"), "{error}");
                    }
                }
            });
        }
    });
    let (mut one, mut two) = (one, two);
    one.sync();
    two.sync();
    one.sync();

    assert_eq!(one.files(), two.files());
    let action = one.action("work");
    let mut notes: Vec<_> = action.updates.iter().filter_map(|it| it.text.as_deref()).map(str::to_owned).collect();
    notes.sort();
    notes.dedup();
    assert_eq!((notes.len(), action.updates.len()), (4 * ROUNDS, 4 * ROUNDS));
}

#[test]
fn what_is_begun_with_git_and_not_ended_stops_a_sync_with_the_next_step() {
    if !is_there() {
        return;
    }
    for (begun, next) in [("MERGE_HEAD", "git merge --continue or --abort"), ("rebase-merge", "git rebase --continue")]
    {
        let (mut one, _two) = two();
        write(&one.path().join(".git").join(begun), "");
        let said = refused(&mut one);
        assert!(said.contains(next), "{said}");
    }
    let (mut one, _two) = two();
    git(&one.path(), &["reset", "--quiet"]);
    git(&one.path(), &["checkout", "--quiet", "--detach"]);
    let said = refused(&mut one);
    assert!(said.contains("git switch main"), "{said}");
}

#[test]
fn a_record_that_was_removed_by_hand_comes_back_and_what_was_changed_by_hand_goes_along() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    one.add("Other");
    fs::remove_file(one.path().join("actions/work.ron")).unwrap();
    write(&one.path().join("actions/other.ron"), "// by hand\nAction(title: \"Other by hand\")\n");
    write(&one.path().join("NOTES.txt"), "mine");

    let synced = one.try_sync().unwrap();
    two.sync();

    assert!(synced.notes[0].starts_with("actions/work.ron had been removed, and is back"), "{:?}", synced.notes);
    assert_eq!(two.action("other").title.as_deref(), Some("Other by hand"));
    assert_eq!((one.files(), two.path().join("NOTES.txt").exists()), (two.files(), false));
}

#[test]
fn an_address_becomes_the_remote_and_a_name_that_is_none_is_said() {
    if !is_there() {
        return;
    }
    let mut one = Real::all(1).remove(0);
    git(&one.path(), &["remote", "remove", "origin"]);

    let none = refused(&mut one);
    assert!(none.contains("csp sync ADDRESS"), "{none}");
    let hub = one.at.path().join("hub.git");
    assert_eq!(one.folder.sync(hub.to_str(), SYNC_LIMIT, &mut |_| ()).unwrap().remote, "origin");
    let unknown = one.folder.sync(Some("--upload-pack=touch"), SYNC_LIMIT, &mut |_| ()).unwrap_err().to_string();
    assert!(unknown.contains("there is no remote"), "{unknown}");
}
