//! Where the interface cannot be opened, or must not write: the words, the exit code, and nothing else.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::terminal::Terminal;
use crate::support::{Desk, answer, skipped};

#[test]
fn without_a_terminal_it_names_the_command_instead() {
    for term in [Some("xterm-256color"), None] {
        let desk = Desk::empty();
        let answer = answer(desk.without_store().envs(term.map(|term| ("TERM", term))).output().unwrap());

        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{answer:?}");
        assert!(answer.said.contains("csp summary") && !answer.said.contains('\u{1b}'), "{answer:?}");
        assert_eq!(fs::read_dir(desk.home()).unwrap().count(), 0, "and no sample is made");
    }
}

#[test]
fn a_folder_that_is_no_store_is_named_and_left_as_it_is() {
    let desk = Desk::empty();
    fs::create_dir(desk.home().join("letters")).unwrap();
    for name in ["letters", "no/such/folder"] {
        let mut terminal = Terminal::open_with(&desk, (80, 24), &["--store", name], |_| {});

        assert_eq!(terminal.ended(), "2");
        terminal.wait_for(&format!("{name} is not a csp store")).wait_for("Next: csp init").is_given_back();
        assert!(!terminal.bytes().contains(&0x1b), "{}", terminal.screen());
    }

    assert_eq!(fs::read_dir(desk.home().join("letters")).unwrap().count(), 0);
}

#[test]
fn a_command_to_type_names_the_store_that_was_named_on_the_command_line() {
    let desk = Desk::sample();

    let mut terminal = Terminal::open_with(&desk, (80, 24), &["--store", "store"], |_| {});
    terminal.wait_for("FLAGS").press("0", "Next: csp --store store show domestic-abuse");

    let mut terminal = Terminal::open(&desk, (80, 24));
    terminal.wait_for("FLAGS").press("0", "Next: csp show domestic-abuse");
}

#[test]
fn a_store_that_one_may_not_write_to_says_so_before_any_typing() {
    let desk = Desk::sample();
    let before = desk.files();
    let allow = |mode| {
        let folders = fs::read_dir(desk.store()).unwrap().map(|entry| entry.unwrap().path());
        for folder in folders.filter(|path| path.is_dir()).chain([desk.store()]).collect::<Vec<_>>() {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o500);
    if fs::create_dir(desk.store().join("probe")).is_ok() {
        allow(0o700);
        skipped("root may write everywhere");
        return;
    }
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("READ ONLY").press("6e", "This store can only be read").wait_for("Actions (26)");

    allow(0o700);
    assert_eq!(desk.files(), before);
}

#[test]
fn beside_a_record_that_cannot_be_read_the_others_can_be_edited() {
    let desk = Desk::sample();
    desk.put("actions/turnaround.ron", "Action(title: \"Turn");
    let mut terminal = Terminal::open(&desk, (80, 24));

    terminal.wait_for("1 UNREADABLE, see 0").press("6", "Actions (25)");
    terminal.press("ex\u{13}", "Saved domestic-abuse-champions: title");

    assert_eq!(desk.text("actions/turnaround.ron"), "Action(title: \"Turn");
}
