//! A remote that is not as it should be: hostile, broken, gone, replaced, emptied, or another.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::desk::{refused, two, write};
use super::machine::{Machine, Real};
use crate::store::git::tests::{by_hand as git, is_there};
use crate::store::{Seed, Store, begin_history, init};

#[test]
fn only_records_within_the_limits_are_taken_from_a_hostile_remote_and_nothing_of_it_runs() {
    if !is_there() {
        return;
    }
    let (mut one, two) = two();
    let evil = two.path();
    let ran = one.at.path().join("ran");
    let program = one.at.path().join("program");
    write(&program, format!("#!/bin/sh\ntouch '{}'\ncat\n", ran.display()));
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    one.folder.load().unwrap();
    for (setting, value) in
        [("filter.evil.smudge", &program), ("filter.evil.clean", &program), ("core.fsmonitor", &program)]
    {
        git(&one.path(), &["config", setting, value.to_str().unwrap()]);
    }
    fs::remove_file(evil.join("actions/work.ron")).unwrap();
    symlink("/etc/passwd", evil.join("actions/work.ron")).unwrap();
    symlink("/etc/passwd", evil.join("actions/link.ron")).unwrap();
    write(&evil.join("actions/huge.ron"), vec![b' '; 2 * 1024 * 1024]);
    write(&evil.join("actions/broken.ron"), "Action(titel: \"x\")\n");
    write(&evil.join("actions/bytes.ron"), [0xff, 0xfe, 0]);
    write(&evil.join("actions/good.ron"), "Action(title: \"Good \\u{1b}[31m\")\n");
    write(&evil.join("actions/Evil.RON"), "x");
    write(&evil.join("actions/nested/deep.ron"), "Action(title: \"x\")\n");
    write(&evil.join("conflicts/../extra.ron"), "x");
    write(&evil.join(".gitattributes"), "*.ron filter=evil\n");
    write(&evil.join(".gitmodules"), "[submodule \"x\"]\n\tpath = x\n\turl = https://example.org/x\n");
    write(&evil.join(".csp/evil"), "x");
    write(&evil.join("README.md"), "a readme");
    git(&evil, &["add", "--all", "--force", "."]);
    git(&evil, &["update-index", "--add", "--cacheinfo", &format!("160000,{},module", "1".repeat(40))]);
    git(&evil, &["commit", "--quiet", "--message", "\u{1b}]0;evil\u{7} message"]);
    git(&evil, &["push", "--quiet", "origin", "HEAD:main"]);

    let synced = one.try_sync().unwrap();

    let notes = synced.notes.join("\n");
    for told in ["actions/huge.ron (larger than 1024 KiB)", "actions/link.ron (a link)", "actions/work.ron (a link)"] {
        assert!(notes.contains(told), "{notes}");
    }
    assert!(!ran.exists(), "something of the remote was run");
    for id in ["broken", "bytes"] {
        let told = format!("{id}: its file cannot be read as it came from origin, so the one from here stays");
        assert!(notes.contains(&told), "{notes}");
    }
    assert!(!notes.contains("two officers"), "nobody has set anything: {notes}");
    let there: Vec<_> = one.files().into_keys().filter(|path| !path.starts_with("duties/")).collect();
    let versions: Vec<_> = there.iter().filter(|path| path.starts_with("conflicts/")).collect();
    assert_eq!(versions.len(), 2, "what cannot be read waits beside: {there:?}");
    assert!(one.path().join("actions/work.ron").symlink_metadata().unwrap().is_file());
    assert_eq!(one.action("good").title.as_deref(), Some("Good \u{1b}[31m"));
    for never in [
        ".gitattributes",
        ".gitmodules",
        "README.md",
        "module",
        "extra.ron",
        ".csp/evil",
        "actions/nested",
        "actions/huge.ron",
    ] {
        assert!(!one.path().join(never).exists(), "{never} came");
    }
    let kept = git(&one.path(), &["ls-tree", "-r", "--name-only", "HEAD"]);
    assert!(kept.contains("README.md"), "what is not csp's is handed on and not taken away: {kept}");
    one.own("work", "Ann");
    one.sync();
    assert_eq!(one.folder.trouble(), None);
}

#[test]
fn a_remote_that_is_gone_replaced_emptied_or_another_stops_with_the_next_step() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    let hub = one.at.path().join("hub.git");
    let away = one.at.path().join("away.git");
    one.own("work", "Ann");

    fs::rename(&hub, &away).unwrap();
    let gone = refused(&mut one);
    assert!(gone.contains("no repository that can be found"), "{gone}");

    git(one.at.path(), &["init", "--quiet", "--bare", "--initial-branch=main", "hub.git"]);
    let emptied = refused(&mut one);
    assert!(emptied.contains("had a history and has none now"), "{emptied}");
    fs::remove_dir_all(&hub).unwrap();

    fs::rename(&away, &hub).unwrap();
    let first = git(&two.path(), &["rev-list", "--max-parents=0", "HEAD"]);
    git(&two.path(), &["push", "--quiet", "--force", "origin", &format!("{}:main", first.trim())]);
    let replaced = refused(&mut one);
    assert!(replaced.contains("was replaced by another"), "{replaced}");
    git(&one.path(), &["update-ref", "-d", "refs/remotes/origin/main"]);
    one.sync();
    two.sync();
    assert_eq!(two.action("work").owner.as_deref(), Some("Ann"), "after the step that was named it goes on");

    let other = one.at.path().join("other");
    init(&other, Seed::Sample, None).unwrap();
    begin_history(&other, "Somebody Else").unwrap();
    git(&other, &["remote", "add", "origin", hub.to_str().unwrap()]);
    let mut other = Real::open(&one.at, "other");
    let unrelated = refused(&mut other);
    assert!(unrelated.contains("holds another store"), "{unrelated}");
}

#[test]
fn what_a_later_program_has_written_is_not_taken_for_spoilt() {
    if !is_there() {
        return;
    }
    let (mut one, two) = two();
    let store = fs::read_to_string(two.path().join("store.ron")).unwrap();
    write(&two.path().join("store.ron"), store.replace("format: 1", "format: 2"));
    write(&two.path().join("actions/work.ron"), "Action(title: \"Work\", of_later: 1)\n");
    git(&two.path(), &["commit", "--quiet", "--all", "--message", "later"]);
    git(&two.path(), &["push", "--quiet", "origin", "HEAD:main"]);
    let before = one.files();

    let said = one.folder.sync(None, super::super::SYNC_LIMIT, &mut |_| ()).unwrap_err().to_string();

    assert!(said.contains("Next: upgrade csp"), "{said}");
    assert_eq!(one.files(), before);
}

#[test]
fn a_record_that_became_a_link_of_the_same_text_there_stays_a_record_here() {
    if !is_there() {
        return;
    }
    let (mut one, two) = two();
    let before = one.files();
    for mode in ["120000", "160000"] {
        git(&two.path(), &["reset", "--quiet"]);
        let text = git(&two.path(), &["rev-parse", "HEAD:actions/work.ron"]);
        git(&two.path(), &["update-index", "--cacheinfo", &format!("{mode},{},actions/work.ron", text.trim())]);
        git(&two.path(), &["commit", "--quiet", "--message", "a link"]);
        git(&two.path(), &["push", "--quiet", "--force", "origin", "HEAD:main"]);

        let synced = one.try_sync().unwrap();

        assert!(synced.notes[0].contains("actions/work.ron ("), "{:?}", synced.notes);
        assert_eq!(one.files(), before);
        git(&two.path(), &["fetch", "--quiet"]);
        git(&two.path(), &["reset", "--quiet", "--soft", "origin/main"]);
    }
}

#[test]
fn in_a_repository_that_a_group_shares_no_setting_that_could_run_a_program_is_used() {
    if !is_there() {
        return;
    }
    let (mut one, _two) = two();
    fs::set_permissions(one.path(), fs::Permissions::from_mode(0o2770)).unwrap();
    one.sync();
    let ran = one.at.path().join("ran");
    for name in ["credential.helper", "url.x.insteadOf", "include.path", "core.sshCommand", "remote.origin.uploadpack"]
    {
        git(&one.path(), &["config", name, &format!("!touch '{}'", ran.display())]);

        let said = refused(&mut one).to_lowercase();

        assert!(said.contains(&format!("git config --unset-all {}", name.to_lowercase())), "{said}");
        git(&one.path(), &["config", "--unset-all", name]);
    }
    one.sync();
    assert!(!ran.exists());
}

#[test]
fn a_file_beside_the_records_that_both_changed_stays_and_that_is_said() {
    if !is_there() {
        return;
    }
    let (mut one, mut two) = two();
    for machine in [&mut one, &mut two] {
        write(&machine.path().join("README.md"), format!("of {}", machine.name));
        git(&machine.path(), &["reset", "--quiet"]);
        git(&machine.path(), &["add", "README.md"]);
        git(&machine.path(), &["commit", "--quiet", "--message", "a readme"]);
    }
    one.sync();

    let synced = two.try_sync().unwrap();

    assert!(synced.notes[0].ends_with("the other one is in git alone: README.md"), "{:?}", synced.notes);
    assert_eq!(git(&two.path(), &["show", "HEAD:README.md"]), "of 1");
}

#[test]
fn no_hook_runs_of_a_repository_that_somebody_of_a_group_has_put_in_the_way() {
    if !is_there() {
        return;
    }
    let (mut one, _two) = two();
    fs::set_permissions(one.path(), fs::Permissions::from_mode(0o2770)).unwrap();
    let ran = one.at.path().join("ran");
    let evil = one.path().join("actions");
    write(&evil.join("HEAD"), "ref: refs/heads/main\n");
    write(&evil.join("config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
    write(&evil.join("hooks/pre-receive"), format!("#!/bin/sh\ntouch '{}'\n", ran.display()));
    fs::set_permissions(evil.join("hooks/pre-receive"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir_all(evil.join("objects")).unwrap();
    fs::create_dir_all(evil.join("refs/heads")).unwrap();
    git(&one.path(), &["config", "remote.origin.pushurl", "./actions"]);
    one.own("work", "Ann");

    one.try_sync().unwrap();

    assert!(git(&evil, &["log", "--format=%s", "-1", "main"]).contains("work: owner"), "it was handed over there");
    assert!(!ran.exists());
}

#[test]
fn what_a_colleague_keeps_beside_the_records_is_handed_on_and_never_comes_into_the_folder() {
    if !is_there() {
        return;
    }
    let (mut one, two) = two();
    write(&two.path().join("templates/logo.png"), "png");
    write(&two.path().join("actions/README.md"), "how actions are named");
    git(&two.path(), &["reset", "--quiet"]);
    git(&two.path(), &["add", "templates/logo.png", "actions/README.md"]);
    git(&two.path(), &["commit", "--quiet", "--message", "a logo"]);
    git(&two.path(), &["push", "--quiet", "origin", "HEAD:main"]);
    one.own("work", "Ann");

    one.sync();

    let tree = git(&one.at.path().join("hub.git"), &["ls-tree", "-r", "--name-only", "main"]);
    assert!(tree.contains("templates/logo.png") && tree.contains("actions/README.md"), "{tree}");
    assert!(!one.path().join("actions/README.md").exists() && !one.path().join("templates").exists());
}

#[test]
fn a_store_file_without_its_format_is_not_taken() {
    if !is_there() {
        return;
    }
    let (mut one, two) = two();
    let store = fs::read_to_string(two.path().join("store.ron")).unwrap();
    write(&two.path().join("store.ron"), store.replace("format: 1", "notes: \"\""));
    git(&two.path(), &["reset", "--quiet"]);
    git(&two.path(), &["commit", "--quiet", "--all", "--message", "oops"]);
    git(&two.path(), &["push", "--quiet", "origin", "HEAD:main"]);

    let said = refused(&mut one);

    assert!(said.contains("tells no format version"), "{said}");
    one.own("work", "Ann");
}
