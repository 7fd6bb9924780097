//! `csp init`: a store of one's own.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::support::{Desk, answer};

#[test]
fn the_starter_is_made_unless_told_otherwise_and_is_private() {
    let desk = Desk::empty();
    let store = desk.store();

    let made = desk.run(&["init", "store"]);

    assert_eq!((made.code, made.out.as_str()), (0, "store\n"));
    // Where there is no git, a second line says so.
    let said = made.said.lines().next();
    assert_eq!(said, Some("csp: a store was made; only you can read it. Next: csp --store store opens it"));
    assert!(desk.csp("list duty --ids").out.contains("section-17"), "{}", desk.csp("list duty --ids").out);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(&store), 0o700);
    for (path, _) in desk.files() {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }
}

#[test]
fn the_usual_place_is_taken_where_no_folder_is_named() {
    let desk = Desk::empty();

    let made = desk.csp("init");

    let usual = desk.home().join(".local/share/csp");
    assert_eq!(made.out, format!("{}\n", usual.display()));
    assert!(usual.join("store.ron").is_file());
    assert_eq!(answer(desk.without_store().arg("list").output().unwrap()).said, "", "from now on it is the store");
}

#[test]
fn a_folder_that_holds_anything_of_a_store_is_never_touched() {
    let desk = Desk::sample();
    desk.csp("set turnaround owner=Ann");
    let before = desk.files();

    let again = desk.run(&["init", "store"]);

    assert_eq!(again.code, 2);
    assert!(
        again.said.contains("already holds a store, and was left as it is. Next: csp --store store summary"),
        "{again:?}"
    );
    assert_eq!(desk.files(), before);
}

#[test]
fn what_is_in_the_way_is_named_and_left() {
    let desk = Desk::empty();
    fs::create_dir_all(desk.store().join("actions")).unwrap();
    desk.put("report.ron", "my own notes");
    symlink("/nowhere", desk.home().join("link")).unwrap();

    for folder in ["store", "link"] {
        let refused = desk.run(&["init", folder]);
        assert!(refused.code == 2 || refused.code == 5, "{refused:?}");
        assert!(!refused.said.is_empty());
    }
    assert_eq!(desk.text("report.ron"), "my own notes");
    assert!(!desk.store().join("store.ron").exists());
}

#[test]
fn in_a_folder_that_a_group_shares_the_store_is_the_groups_and_that_is_said() {
    let desk = Desk::empty();
    fs::create_dir(desk.store()).unwrap();
    fs::set_permissions(desk.store(), fs::Permissions::from_mode(0o2770)).unwrap();

    let made = desk.run(&["init", "store"]);

    assert!(made.said.contains("the members of its folder's group can read and change it"), "{made:?}");
    for (path, _) in desk.files() {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660, "{}", path.display());
    }
}

#[test]
fn a_group_that_is_not_there_is_named() {
    let desk = Desk::empty();

    let refused = desk.run(&["init", "store", "--shared", "no-such-group"]);

    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.said.contains("no-such-group"), "{refused:?}");
    assert!(!desk.store().join("store.ron").exists());
}
