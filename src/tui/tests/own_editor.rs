//! A record's text in an editor of the officer's own, which is a small script here: what is saved, and what is said.

use tempfile::TempDir;

use crate::editor::Editor;
use crate::store::{Memory, Seed};
use crate::tui::session::Session;
use crate::tui::settings::Access;

const FILE: &str = "actions/turnaround.ron";

/// An officer whose editor is this script, which gets the file as its first argument, and the script's folder.
fn with_editor(script: &str, store: Memory) -> (Session, TempDir) {
    let home = TempDir::new().unwrap();
    let path = home.path().join("editor.sh");
    #[allow(clippy::disallowed_methods, reason = "a test lays out its own editor")]
    std::fs::write(&path, format!("home='{}'\n{script}\n", home.path().display())).unwrap();
    let mut session = Session::open(store, (80, 24));
    let command = format!("/bin/sh '{}'", path.display());
    session.app.settings.editor = Ok(Editor::named(Some(&command), home.path().to_owned()).unwrap());
    (session, home)
}

fn sample(script: &str) -> (Session, TempDir) {
    let (mut session, home) = with_editor(script, Seed::Sample.in_memory());
    session.press("6/id:turnaround<enter>");
    (session, home)
}

#[test]
fn what_the_editor_leaves_is_saved_to_the_byte_from_a_list_and_from_a_record() {
    for keys in ["E", "<enter>E"] {
        let (mut session, home) = sample("sed -i 's/stage:/owner: \"Ann\", stage:/' \"$1\"");
        let before = session.store.text(FILE).unwrap();

        let screen = session.press(keys).screen();

        assert!(screen.contains("Saved turnaround: owner (in the sample)"), "{screen}");
        assert_eq!(session.store.text(FILE).unwrap(), before.replace("stage:", "owner: \"Ann\", stage:"));
        assert_eq!(std::fs::read_dir(home.path().join("edits")).unwrap().count(), 0);
    }
    let (mut session, _home) = sample("echo '// agreed' >> \"$1\"");
    assert!(session.press("E").screen().contains("Saved turnaround: no field has changed"), "{}", session.screen());
}

#[test]
fn a_text_that_is_no_record_comes_back_until_it_is_mended() {
    let (mut session, home) = sample(
        "echo >> \"$home/opened\"
         case $(wc -l < \"$home/opened\") in
             1) sed -i 's/stage:/staeg:/' \"$1\" ;;
             2) sed -i 's/staeg:/stage:/; s/Developing/FurtherWork/' \"$1\" ;;
         esac",
    );

    assert!(session.press("E").screen().contains("Saved turnaround: stage"), "{}", session.screen());
    assert!(session.store.text(FILE).unwrap().starts_with("Action("), "the remarks are taken off again");
    assert_eq!(std::fs::read_to_string(home.path().join("opened")).unwrap().lines().count(), 2);
}

#[test]
fn what_is_not_saved_is_told() {
    for (script, told) in [
        ("", "turnaround: nothing was changed, so nothing was saved"),
        (": > \"$1\"", "turnaround: the text was empty, so nothing was saved"),
        ("exit 3", "the editor ended with 3, so nothing was saved"),
        ("sed -i 's/stage:/staeg:/' \"$1\"; exit 1", "edits/1/turnaround.ron"),
    ] {
        let (mut session, _home) = sample(script);
        let before = session.store.text(FILE);

        // A long path is broken where the screen ends.
        let screen = session.press("E").screen().replace('\n', "");
        assert!(screen.contains(told), "{script}: {screen}");
        assert_eq!(session.store.text(FILE), before);
    }
}

#[test]
fn what_keeps_it_from_being_saved_is_said_before_the_editor_opens() {
    let mut session = Session::sample();
    session.app.settings.editor = Editor::named(None, "/nowhere".into()).map_err(|error| error.to_string());
    assert!(session.press("6E").screen().contains("set VISUAL or EDITOR, for example"), "{}", session.screen());

    let (mut session, home) = sample("echo >> \"$home/opened\"");
    session.app.settings.access = Access::ReadOnly("No permission.".to_owned());
    assert!(session.press("E").screen().contains("This store can only be read."), "{}", session.screen());
    assert!(!home.path().join("opened").exists());
}

#[test]
fn a_file_that_cannot_be_read_is_mended_from_the_row_that_names_it() {
    let mut files = Seed::Sample.files();
    files.push(("actions/aaa.ron", "Action(\n    titel: \"Mended\",\n)\n"));
    let (mut session, _home) = with_editor("sed -i 's/titel/title/' \"$1\"", Memory::new(files));

    assert!(session.press("0").screen().contains("1 UNREADABLE"), "{}", session.screen());
    for key in ["<enter>", "e"] {
        let screen = session.press(key).screen();
        assert!(screen.contains("actions/aaa.ron cannot be read as a record. E opens it in your editor"), "{screen}");
    }
    let screen = session.press("E").screen();

    assert!(screen.contains("Saved aaa: mended, and can be read again"), "{screen}");
    assert!(!screen.contains("UNREADABLE"), "{screen}");
    assert_eq!(session.store.text("actions/aaa.ron").as_deref(), Some("Action(\n    title: \"Mended\",\n)\n"));
}

#[test]
fn where_a_colleague_set_the_same_field_both_are_told_and_the_text_is_kept() {
    let (mut session, home) = sample(
        "echo ready > \"$home/ready\"; while [ ! -e \"$home/go\" ]; do :; done; sed -i 's/programme/by Ann/' \"$1\"",
    );
    let mut colleague = Session::open(session.store.clone(), (80, 24));
    let at = home.path().to_owned();
    let saving = std::thread::spawn(move || {
        while !at.join("ready").exists() {
            std::thread::yield_now();
        }
        colleague.press("6/id:turnaround<enter>e, by Bea<ctrl-s>");
        std::fs::File::create(at.join("go")).unwrap();
    });

    let screen = session.press("E").screen().replace('\n', "");
    saving.join().unwrap();

    assert!(screen.contains("theirs is \"Turnaround programme, by Bea\""), "{screen}");
    assert!(screen.contains("Your text is kept in"), "{screen}");
    assert!(session.store.text(FILE).unwrap().contains("by Bea"));
}
