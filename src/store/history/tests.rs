//! What history by git promises beside the contract of every store that keeps one.

use std::cell::RefCell;
use std::fs;
use std::ops::{Deref, DerefMut};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use crate::model::kinds::Action;
use crate::model::text::Line;
use crate::model::{Kind, NOT_KNOWN, Stood};
use crate::store::contract::{FILES, history, id, set_owner};
use crate::store::git::tests::{by_hand as git, is_there};
use crate::store::git::{Git, GitError};
use crate::store::{Folder, Past, Store, begin_history};

/// A store that keeps its history, opened by an officer.
struct Kept {
    at: Arc<TempDir>,
    folder: Folder,
}

impl Kept {
    fn new() -> Self {
        let at = TempDir::new().unwrap();
        for (path, text) in FILES {
            let path = at.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            write(&path, text);
        }
        begin_history(at.path(), "Ann").unwrap();
        let folder = Folder::open(at.path(), "Ann").unwrap();
        Self { at: at.into(), folder }
    }

    fn of(&self, officer: &str) -> Self {
        Self { at: self.at.clone(), folder: Folder::open(self.at.path(), officer).unwrap() }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.at.path().join(path)
    }

    /// Locks the branch, so that saves are made and commits are not; tells the file to remove.
    fn locked(&self) -> PathBuf {
        let lock = self.file(".git/refs/heads/main.lock");
        write(&lock, "");
        lock
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.at.path(), arguments)
    }

    /// Who made the last commits, and what they say of themselves; the latest first.
    fn log(&self) -> Vec<String> {
        self.git(&["log", "--format=%an: %s"]).lines().map(str::to_owned).collect()
    }
}

#[allow(clippy::disallowed_methods, reason = "a test lays out its own store")]
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

impl Deref for Kept {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.folder
    }
}

impl DerefMut for Kept {
    fn deref_mut(&mut self) -> &mut Folder {
        &mut self.folder
    }
}

/// Runs the contract on folders that are opened so.
fn contract_holds(opened: impl Fn(&Path, &str) -> Folder) {
    let all = RefCell::new(Vec::new());
    let fresh = || {
        let store = Kept::new();
        let folder = opened(store.path(), "Ann");
        all.borrow_mut().push(store);
        folder
    };
    history::holds(fresh, |store| opened(store.path(), "Bea"));
}

#[test]
fn the_contract_of_history_holds() {
    if !is_there() {
        return;
    }
    contract_holds(|path, officer| Folder::open(path, officer).unwrap());
}

#[test]
fn the_contract_of_history_holds_behind_the_screen() {
    if !is_there() {
        return;
    }
    contract_holds(|path, officer| {
        let mut folder = Folder::open(path, officer).unwrap();
        folder.keep_history_behind();
        folder
    });
}

#[test]
fn a_commit_names_the_officer_and_the_fields_and_holds_no_words_of_theirs() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new().of("Ann <ann@example.org>\n Officer");

    set_owner(&mut *store, "training", "a secret word").unwrap();

    assert_eq!(store.log()[..2], ["Ann ann@example.org Officer: training: owner", "Ann: history begins: 4 files"]);
    let whole = store.git(&["log", "--format=%an %ae %cn %ce %B", "-1"]);
    assert!(!whole.contains("secret"), "{whole}");
}

#[test]
fn a_text_that_is_too_long_for_a_record_is_never_read_from_history() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    write(&store.file("actions/training.ron"), &" ".repeat(4 << 20));
    store.git(&["add", "actions"]);
    store.git(&["commit", "--quiet", "--message", "huge"]);
    store.git(&["checkout", "--quiet", "HEAD~1", "--", "actions/training.ron"]);
    set_owner(&mut *store, "training", "Bob").unwrap();

    let of = id("training");
    let events = store.history(&Past { of: Some((Kind::Action, &of)), ..Past::default() }).unwrap();

    assert!(events.iter().any(|event| event.after == Stood::Unreadable), "{events:?}");
    assert_eq!(store.trouble(), None);
}

#[test]
fn what_was_changed_by_hand_is_brought_in_as_nobodys_before_it_is_written_over() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    write(&store.file("actions/training.ron"), "Action(title: \"Training\", owner: \"By hand\")\n");

    set_owner(&mut *store, "training", "Bob").unwrap();

    let told = store.history(&Past { saves: Some(2), ..Past::default() }).unwrap();
    let told: Vec<_> = told.iter().map(|it| (it.who.as_str(), it.fields())).collect();
    assert_eq!(told, [(NOT_KNOWN, vec!["owner"]), ("Ann", vec!["owner"])]);
}

#[test]
fn a_stale_lock_never_blocks_a_save_and_that_of_the_index_not_even_the_commit() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    write(&store.file(".git/index.lock"), "");
    set_owner(&mut *store, "training", "Bob").unwrap();
    assert_eq!((store.trouble(), store.log()[0].as_str()), (None, "Ann: training: owner"));

    write(&store.file(".git/refs/heads/main.lock"), "");
    set_owner(&mut *store, "training", "Cat").unwrap();

    let trouble = store.trouble().unwrap();
    assert!(
        trouble.starts_with("saved, but not in history yet: ") && trouble.contains("main.lock is in the way. Next: "),
        "{trouble}"
    );
    assert!(store.text(Kind::Action, &id("training")).unwrap().contains("Cat"));
    assert!(store.file(".git/refs/heads/main.lock").exists(), "it is not csp's to remove");
}

#[test]
fn while_somebody_is_amid_something_with_git_saves_wait_in_the_folder() {
    if !is_there() {
        return;
    }
    for begun in ["MERGE_HEAD", "rebase-merge", "detached"] {
        let mut store = Kept::new();
        if begun == "detached" {
            store.git(&["reset", "--quiet"]);
            store.git(&["checkout", "--quiet", "--detach"]);
        } else {
            write(&store.file(&format!(".git/{begun}")), "");
        }

        set_owner(&mut *store, "training", "Bob").unwrap();
        let trouble = store.trouble().unwrap();
        assert!(trouble.contains("Next: "), "{trouble}");
        assert_eq!(store.log().len(), 1);

        match begun {
            "detached" => drop(store.git(&["switch", "--quiet", "main"])),
            _ => fs::remove_file(store.file(&format!(".git/{begun}"))).unwrap(),
        }
        set_owner(&mut *store.of("Bea"), "training", "Cat").unwrap();
        assert_eq!(store.log()[..2], ["Bea: training: owner", "Ann: training: owner"]);
    }
}

#[test]
fn other_files_and_what_somebody_has_staged_are_left_alone() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    store.git(&["reset", "--quiet"]);
    write(&store.file("NOTES.txt"), "mine");
    write(&store.file("priorities/fraud.ron"), "Priority(title: \"Staged\")\n");
    store.git(&["add", "priorities/fraud.ron"]);
    let index = fs::read(store.file(".git/index")).unwrap();

    set_owner(&mut *store, "training", "Bob").unwrap();

    assert_eq!(fs::read(store.file(".git/index")).unwrap(), index);
    assert!(!store.git(&["ls-tree", "-r", "--name-only", "HEAD"]).contains("NOTES"));
    assert!(!store.git(&["status", "--short"]).contains(".csp"), "scratch is passed over");
}

#[test]
fn nothing_of_a_repository_is_run() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    let ran = store.file("ran");
    let script = format!("#!/bin/sh\necho \"$0\" >> '{}'\ncat\n", ran.display());
    let program = store.file("program");
    write(&program, &script);
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir_all(store.file(".git/hooks")).unwrap();
    for hook in ["reference-transaction", "post-commit", "pre-commit", "post-index-change", "commit-msg", "pre-push"] {
        fs::copy(&program, store.file(&format!(".git/hooks/{hook}"))).unwrap();
    }
    let program = program.display().to_string();
    for (setting, value) in [
        ("core.fsmonitor", program.as_str()),
        ("filter.evil.clean", &program),
        ("filter.evil.smudge", &program),
        ("filter.evil.process", &program),
        ("diff.evil.textconv", &program),
        ("diff.external", &program),
        ("core.pager", &program),
        ("core.editor", &program),
        ("gpg.program", &program),
        ("commit.gpgSign", "true"),
        ("core.alternateRefsCommand", &program),
    ] {
        store.git(&["config", setting, value]);
    }
    write(&store.file(".gitattributes"), "*.ron filter=evil diff=evil\n");
    fs::create_dir_all(store.file(".git/info")).unwrap();
    write(&store.file(".git/info/attributes"), "*.ron filter=evil diff=evil\n");

    set_owner(&mut *store, "training", "Bob").unwrap();
    store.history(&Past::default()).unwrap();

    assert_eq!(store.trouble(), None);
    assert!(!ran.exists(), "{}", fs::read_to_string(&ran).unwrap());
    assert_eq!(store.git(&["show", "HEAD:actions/training.ron"]), store.text(Kind::Action, &id("training")).unwrap());
}

#[test]
fn a_store_without_git_is_saved_and_one_whose_git_does_not_answer_says_so() {
    if !is_there() {
        return;
    }
    let at = TempDir::new().unwrap();
    let plain = at.path().join("git");
    let ended = at.path().join("ended");
    write(&plain, &format!("#!/bin/sh\ntrap \"touch '{}'; exit 1\" TERM\nsleep 30 &\nwait\n", ended.display()));
    fs::set_permissions(&plain, fs::Permissions::from_mode(0o755)).unwrap();
    let store = Kept::new();
    let git = Git::of(store.at.path()).unwrap();

    let missing = git.clone().by(&at.path().join("nothing")).done(&["version"]).unwrap_err();
    assert_eq!(missing, GitError::Missing);
    let slow = git.by(&plain).run(&["version"], &[], Duration::from_millis(500)).unwrap_err();
    assert_eq!(slow, GitError::Slow(0));
    assert!(ended.exists(), "it was asked to end, and could take its locks away");
}

#[test]
fn a_store_that_keeps_no_history_says_how_one_is_begun_and_a_repository_around_it_is_none_of_its_own() {
    if !is_there() {
        return;
    }
    let outer = TempDir::new().unwrap();
    git(outer.path(), &["init", "--quiet", "--initial-branch=main"]);
    let at = outer.path().join("store");
    fs::create_dir_all(at.join("actions")).unwrap();
    write(&at.join("store.ron"), FILES[0].1);
    write(&at.join("actions/training.ron"), FILES[1].1);
    let mut folder = Folder::open(&at, "Ann").unwrap();

    set_owner(&mut folder, "training", "Bob").unwrap();

    assert_eq!(folder.trouble(), None);
    let none = folder.history(&Past::default()).unwrap_err().to_string();
    assert!(none.contains("Next: git init -b main"), "{none}");
}

#[test]
fn files_of_the_history_are_as_private_as_the_store() {
    if !is_there() {
        return;
    }
    let at = TempDir::new().unwrap();
    let store = at.path().join("store");
    crate::store::init(&store, crate::store::Seed::Starter, None).unwrap();
    begin_history(&store, "Ann").unwrap();

    let mut waiting = vec![store.join(".git")];
    while let Some(path) = waiting.pop() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o077;
        assert_eq!(mode, 0, "{} can be reached by others", path.display());
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
}

#[test]
fn a_lock_that_has_stood_for_long_is_told_by_check_and_a_fresh_one_is_not() {
    let lock = |store: &Kept, name: &str, age: u64| {
        write(&store.file(name), "");
        let then = std::time::SystemTime::now() - Duration::from_secs(age);
        fs::File::options().write(true).open(store.file(name)).unwrap().set_modified(then).unwrap();
    };
    if !is_there() {
        return;
    }
    let store = Kept::new();
    lock(&store, ".git/refs/heads/main.lock", 3600);
    fs::create_dir_all(store.file(".git/refs/remotes/origin/team")).unwrap();
    lock(&store, ".git/refs/remotes/origin/team/main.lock", 3600);
    lock(&store, ".git/packed-refs.lock", 5);
    lock(&store, ".git/index.lock", 3600);

    let mut remarks: Vec<_> = store.load().unwrap().remarks().iter().map(|it| it.path.clone()).collect();

    remarks.retain(|path| path.contains(".git"));
    remarks.sort();
    assert_eq!(remarks, [".git/refs/heads/main.lock", ".git/refs/remotes/origin/team/main.lock"]);
}

#[test]
fn a_branch_that_cannot_be_read_is_told_and_not_taken_for_an_empty_history() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    write(&store.file(".git/refs/heads/main"), "nothing that git knows\n");

    let error = store.history(&Past::default()).unwrap_err().to_string();
    set_owner(&mut *store, "training", "Bob").unwrap();

    assert!(error.contains("cannot be read. Next: git fsck"), "{error}");
    assert!(store.trouble().unwrap().contains("cannot be read. Next: git fsck"));
}

#[test]
fn history_says_what_it_cannot_tell_yet() {
    if !is_there() {
        return;
    }
    let mut store = Kept::new();
    write(&store.file(".git/MERGE_HEAD"), "");
    set_owner(&mut *store, "training", "Bob").unwrap();
    store.trouble().unwrap();

    assert_eq!(store.history(&Past::default()).unwrap().len(), FILES.len());

    let trouble = store.trouble().unwrap();
    assert!(trouble.starts_with("what is saved and not in history yet is not told: a merge is begun"), "{trouble}");
}

mod failing;
mod pending;
