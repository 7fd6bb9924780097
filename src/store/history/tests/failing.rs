//! Every call of git that fails, once and from then on: a save stands, and the next brings it into history as though
//! nothing had failed.

use std::process::Command;

use super::*;
use crate::store::contract::{every, in_memory};
use crate::store::git::tests::{Failing, Failure};

impl Kept {
    /// The same store once more, in a folder of its own.
    fn copy(&self) -> Self {
        let at = in_memory();
        let copied = Command::new("cp").arg("-R").arg(self.at.path().join(".")).arg(at.path()).status().unwrap();
        assert!(copied.success());
        let folder = Folder::open(at.path(), "Ann").unwrap();
        Self { at: at.into(), folder }
    }

    /// A change and a new record, each by a program of its own as by commands.
    fn save_two(&self, git: Option<&Path>) {
        let open = || {
            let mut folder = self.of("Ann").folder;
            if let Some(git) = git {
                folder.keep_history_by(git);
            }
            folder
        };
        set_owner(&mut open(), "training", "Ann").unwrap();
        open().create(&Action { title: Some(Line::new("New")), ..Action::default() }.into(), &id("new")).unwrap();
    }

    /// What history has after the next save.
    fn told_next(&self) -> Vec<String> {
        let mut next = self.of("Cat");
        set_owner(&mut *next, "training", "Cat").unwrap();
        assert_eq!(next.trouble(), None);
        let mut log = self.log();
        log.sort();
        log
    }
}

#[test]
fn whatever_call_of_git_fails_saves_stand_and_the_next_brings_them_into_history_with_their_names() {
    if !is_there() {
        return;
    }
    let (begun, git) = (Kept::new(), Failing::new());
    let undisturbed = begun.copy();
    undisturbed.save_two(None);
    let wanted = undisturbed.told_next();
    assert_eq!(wanted.len(), 4, "{wanted:?}");
    for how in [Failure::Once, Failure::Ever, Failure::Unsaid] {
        for (cases, number) in (0..).step_by(every(5)).enumerate() {
            let store = begun.copy();
            git.after(number, how);

            store.save_two(Some(&git.program()));

            if git.calls() <= number {
                println!("two saves: {cases} calls of git failed, {how:?}");
                break;
            }
            let text = |path: &str| fs::read_to_string(store.file(path)).unwrap();
            assert!(text("actions/training.ron").contains("Ann") && text("actions/new.ron").contains("New"));
            assert_eq!(store.told_next(), wanted, "call {number}, {how:?}");
            assert_eq!(
                store.git(&["status", "--porcelain", "--", "actions"]),
                undisturbed.git(&["status", "--porcelain", "--", "actions"]),
                "call {number}, {how:?}"
            );
        }
    }
}
