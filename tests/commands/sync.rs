//! `csp sync`: what was saved exchanged through a git remote.

use std::path::Path;
use std::process::Command;

use crate::support::Desk;

fn git(at: &Path, arguments: &[&str]) {
    let ran = Command::new("git").current_dir(at).args(arguments).output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
}

/// Two desks that exchange through a repository in the first one's home.
fn two() -> Option<(Desk, Desk)> {
    let one = Desk::with_history()?;
    git(one.home(), &["init", "--quiet", "--bare", "--initial-branch=main", "hub.git"]);
    let hub = one.home().join("hub.git");
    let first = one.run(&["sync", hub.to_str().unwrap()]);
    assert_eq!(
        (first.code, first.said.as_str()),
        (0, "csp: synced with origin: nothing new from there, what was saved here is handed over\n")
    );
    let two = Desk::empty();
    git(two.home(), &["clone", "--quiet", hub.to_str().unwrap(), "store"]);
    Some((one, two))
}

#[test]
fn two_officers_meet_and_what_both_set_waits_for_a_decision() {
    let Some((one, two)) = two() else { return };
    one.by("Ann Officer", "set prevent owner=Ann");
    two.by("Bea Officer", "set prevent owner=Bea notes=hers");

    assert_eq!(one.csp("sync").code, 0);
    let synced = two.csp("sync");
    let again = one.csp("sync");

    assert_eq!(synced.code, 0, "{synced:?}");
    let said: Vec<_> = synced.said.lines().collect();
    assert_eq!(
        said,
        [
            "prevent: two officers set the same, and both versions are kept. Next: csp resolve prevent shows them, or v on it on screen",
            "csp: synced with origin: 1 file changed here, what was saved here is handed over; 1 record waits for a decision",
        ]
    );
    assert!(again.said.starts_with("prevent: two officers set the same"), "{again:?}");
    assert!(
        again.said.ends_with("2 files changed here, nothing to hand over; 1 record waits for a decision\n"),
        "{again:?}"
    );
    let both = one.csp("resolve prevent");
    assert_eq!(both.out, "Owner\n  mine keeps what stands here: Bea\n  theirs takes what you set: Ann\n");
    assert_eq!(one.text("duties/prevent.ron"), two.text("duties/prevent.ron"));
    let store = two.store().display().to_string();
    let named = one.csp(&format!("--store {store} resolve prevent"));
    assert!(
        named.said.contains(&format!("Next: csp --store {store} resolve prevent mine, or csp --store {store} resolve")),
        "{named:?}"
    );
    let undone = one.csp("undo prevent");
    assert!(undone.code == 6 && undone.said.contains("Next: csp resolve prevent"), "{undone:?}");
    assert!(one.csp("resolve prevent theirs").said.contains("prevent: Owner: Ann (was Bea)"));
    one.csp("sync");
    assert_eq!(two.csp("sync").said, "csp: synced with origin: 2 files changed here, nothing to hand over\n");
    assert!(two.text("duties/prevent.ron").contains("Ann") && !two.csp("check").out.contains("conflicts/"));
    let history = two.csp("history prevent").out;
    let stands = "Owner: Bea stands, and what Ann Officer set waits for a decision: Ann";
    for told in [
        stands,
        "sync of",
        "Ann Officer",
        "Bea Officer",
        "Owner: not stated → Ann",
        "Owner: not stated → Bea",
        "Owner: Bea → Ann",
    ] {
        assert!(history.contains(told), "{told}: {history}");
    }
}

#[test]
fn a_sync_that_cannot_be_done_ends_6_with_the_next_step_and_loses_nothing() {
    let Some((one, _two)) = two() else { return };
    one.csp("set prevent owner=Ann");
    std::fs::rename(one.home().join("hub.git"), one.home().join("away.git")).unwrap();

    let gone = one.csp("sync");

    assert_eq!(gone.code, 6, "{gone:?}");
    assert!(gone.said.contains("What is saved here stands. Next: try again later, or git remote set-url"), "{gone:?}");
    assert!(one.text("duties/prevent.ron").contains("Ann"));
    assert_eq!(Desk::starter().csp("sync").code, 6, "without a history");
    assert_eq!(one.csp("sync nowhere").code, 6);
}

#[test]
fn an_address_that_leads_nowhere_is_forgotten_and_somebodys_folder_is_no_remote() {
    let Some(desk) = Desk::with_history() else { return };
    git(desk.home(), &["init", "--quiet", "--bare", "--initial-branch=main", "hub.git"]);
    git(desk.home(), &["init", "--quiet", "--initial-branch=main", "folder"]);

    let wrong = desk.csp("sync ./nowhere.git");
    assert_eq!(wrong.code, 6, "{wrong:?}");
    assert!(wrong.said.contains("Next: look at the address, then csp sync ADDRESS; it was not kept"), "{wrong:?}");
    let insecure = desk.csp("sync http://127.0.0.1:1/hub.git");
    assert!(
        insecure.said.contains(
            "in a way that csp does not take. What is saved here stands. Next: an address that begins with ssh"
        ),
        "{insecure:?}"
    );
    git(desk.home(), &["init", "--quiet", "--initial-branch=main", "elsewhere"]);
    let identity = ["-C", "elsewhere", "-c", "user.name=a", "-c", "user.email=a"];
    let commit = ["commit", "--quiet", "--allow-empty", "--message=another"];
    git(desk.home(), &[&identity[..], &commit].concat());
    git(desk.home(), &["clone", "--quiet", "--bare", "elsewhere", "another.git"]);
    let another = desk.csp("sync ./another.git");
    assert!(another.said.contains("another store"), "{another:?}");
    let folder = desk.csp("sync ./folder");
    assert!(folder.said.contains("made by git init --bare"), "{folder:?}");

    git(&desk.store(), &["remote", "remove", "origin"]);
    assert_eq!(desk.csp("sync ./hub.git").code, 0);
    git(&desk.store(), &["remote", "remove", "origin"]);
    git(desk.home(), &["init", "--quiet", "--bare", "--initial-branch=other", "other.git"]);
    let other = desk.csp("sync ./other.git");
    assert!(
        other.said.contains("a clone of it would be empty. Next: git symbolic-ref HEAD refs/heads/main"),
        "{other:?}"
    );
    git(desk.home(), &["clone", "--quiet", "other.git", "empty"]);
    let empty = desk.csp("--store empty list");
    assert!(empty.said.contains("clone it again"), "{empty:?}");
}

#[test]
fn a_remote_is_known_by_its_address_however_it_is_typed() {
    let Some((one, _two)) = two() else { return };
    for same in ["./hub.git", "hub.git", "hub.git/", "store/../hub.git", "origin"] {
        let synced = one.csp(&format!("sync {same}"));
        assert_eq!(synced.code, 0, "{same}: {synced:?}");
    }
}

#[test]
fn what_a_sync_has_done_by_its_rules_is_not_taken_back_as_if_somebody_had() {
    let Some((one, two)) = two() else { return };
    one.csp("add action New owner=Ann");
    two.by("Bea Officer", "add action New");
    two.by("Bea Officer", "add action Part part_of=new");
    one.csp("sync");
    two.csp("sync");
    assert!(two.text("actions/part.ron").contains("new-2"));

    let refused = two.csp("undo part");

    assert_eq!(refused.code, 6, "{refused:?}");
    assert!(refused.said.contains("a sync has done"), "{refused:?}");
    assert!(two.text("actions/part.ron").contains("new-2"));
}
