//! What stands in the folder and is not in history yet: in whose name it is brought in.

use super::*;
use crate::model::Choice;
use crate::store::disk::Disk;
use crate::store::history::hold;
use crate::store::version::decide_now;

#[test]
fn what_a_program_left_that_was_killed_is_brought_in_by_the_next_with_the_name_of_who_saved_it() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    let lock = store.locked();
    set_owner(&mut *store.of("Bea"), "training", "Bob").unwrap();
    fs::remove_file(&lock).unwrap();

    store.create(&Action { title: Some(Line::new("New")), ..Action::default() }.into(), &id("new")).unwrap();

    assert_eq!(store.log()[..2], ["Ann: new: added", "Bea: training: owner"]);
}

#[test]
fn saves_of_two_officers_that_are_one_in_history_are_of_both() {
    if !is_there() {
        return;
    }
    let store = Kept::new();
    let lock = store.locked();
    set_owner(&mut *store.of("Ann"), "training", "1").unwrap();
    set_owner(&mut *store.of("Bea"), "training", "2").unwrap();
    set_owner(&mut *store.of("Bea"), "training", "3").unwrap();
    fs::remove_file(&lock).unwrap();

    set_owner(&mut *store.of("Cat"), "training", "4").unwrap();

    assert_eq!(store.log()[..2], ["Cat: training: owner", "Ann, Bea: training: owner"]);
}

#[test]
fn a_decision_of_a_program_that_was_killed_is_brought_in_with_the_name_of_who_decided() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    let text = "Version(fields: [\"owner\"], record: Action(title: \"Training\", owner: \"Bob\"))\n";
    fs::create_dir_all(store.file("conflicts")).unwrap();
    write(&store.file("conflicts/training.0123abcd.ron"), text);
    set_owner(&mut *store, "training", "Cat").unwrap();
    let version = store.load().unwrap().versions()[0].clone();
    let lock = store.locked();
    decide_now(&mut *store.of("Bea"), &version, Choice::Theirs).unwrap();
    fs::remove_file(&lock).unwrap();

    set_owner(&mut *store.of("Ann"), "training", "Dan").unwrap();

    let log = store.log();
    assert_eq!(log[0], "Ann: training: owner");
    assert!(log[1..3].iter().all(|line| line.starts_with("Bea: ")), "{log:?}");
    assert!(log[1..3].iter().any(|line| line.ends_with("decided on")), "{log:?}");
}

#[test]
fn behind_the_screen_too_saves_that_are_one_in_history_are_of_both() {
    if !is_there() {
        return;
    }
    let store = Kept::new();
    let lock = store.locked();
    set_owner(&mut *store.of("Ann"), "training", "1").unwrap();
    let mut bea = store.of("Bea");
    bea.keep_history_behind();
    bea.load().unwrap();
    let disk = Disk::open(store.at.path()).unwrap();
    let busy = hold(&disk).unwrap();
    fs::remove_file(&lock).unwrap();

    set_owner(&mut *bea, "training", "2").unwrap();
    drop(busy);
    drop(bea);

    assert_eq!(store.log()[0], "Ann, Bea: training: owner");
}
