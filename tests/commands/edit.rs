//! `csp edit`: a record's text in the officer's own editor, which is a small script here.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::terminal::Terminal;
use crate::support::{Answer, Desk, answer};

const FILE: &str = "actions/turnaround.ron";
const RETITLE: &str = r#"sed -i 's/Turnaround programme/Turnaround/' "$1""#;
const SPOIL: &str = r#"sed -i 's/stage:/staeg:/' "$1""#;

/// A desk whose editor is this script, which gets the file as its first argument.
struct Editing {
    desk: Desk,
    editor: String,
}

impl Editing {
    fn with(script: &str) -> Self {
        Self::at(Desk::sample(), script)
    }

    fn at(desk: Desk, script: &str) -> Self {
        let path = desk.home().join("editor.sh");
        let opened = r#"echo opened >> "$HOME/opened""#;
        #[allow(clippy::disallowed_methods, reason = "a test lays out its own desk")]
        fs::write(&path, format!("csp={:?}\n{opened}\n{script}\n", env!("CARGO_BIN_EXE_csp"))).unwrap();
        // The shell reads the script: one that was just written cannot always be run itself.
        Self { desk, editor: format!("/bin/sh '{}'", path.display()) }
    }

    fn edit(&self, id: &str) -> Answer {
        answer(self.desk.command().env("EDITOR", &self.editor).args(["edit", id]).output().unwrap())
    }

    /// The same at a terminal.
    fn sit(&self) -> Terminal {
        let editor = self.editor.clone();
        Terminal::open_with(&self.desk, (80, 24), &["edit", "turnaround"], |command| command.env("EDITOR", editor))
    }

    fn times_opened(&self) -> usize {
        fs::read_to_string(self.desk.home().join("opened")).map_or(0, |text| text.lines().count())
    }

    /// What lies where texts are edited.
    fn left(&self) -> Vec<PathBuf> {
        let all = self.desk.home().join(".local/state/csp/edits");
        let folders = fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path());
        folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect()
    }

    /// The text that was kept, whose path these words tell.
    fn kept(&self, said: &str) -> String {
        let [path] = self.left().try_into().unwrap();
        assert!(said.replace("\r\n", "").replace('\n', "").contains(path.to_str().unwrap()), "{said}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::read_to_string(path).unwrap()
    }

    fn log(&self, name: &str) -> String {
        fs::read_to_string(self.desk.home().join(name)).unwrap()
    }
}

#[test]
fn what_the_editor_leaves_is_saved_to_the_byte_and_told_by_field() {
    let editing = Editing::with(r#"printf '// mine\r\n(title:"Turnaround",\n owner: "Ann"  )' > "$1""#);

    let answer = editing.edit("turnar");

    assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{answer:?}");
    let said = "turnaround: Title: Turnaround (was Turnaround programme)\n";
    assert!(
        answer.said.starts_with(said) && answer.said.contains("turnaround: Owner: Ann (was not stated)\n"),
        "{answer:?}"
    );
    assert_eq!(editing.desk.text(FILE), "// mine\r\n(title:\"Turnaround\",\n owner: \"Ann\"  )");
    assert_eq!((editing.left(), editing.times_opened()), (vec![], 1), "it is removed once it is saved");
}

#[test]
fn a_remark_alone_is_saved_too() {
    let editing = Editing::with(r#"echo '// agreed' >> "$1""#);
    let before = editing.desk.text(FILE);

    let answer = editing.edit("turnaround");

    assert_eq!((answer.code, answer.said.as_str()), (0, "turnaround: saved; no field has changed\n"));
    assert_eq!(editing.desk.text(FILE), before + "// agreed\n");
}

#[test]
fn the_variable_holds_a_program_with_its_arguments_and_any_path_may_hold_blanks() {
    let editing = Editing::with(r#"printf '%s\n' "$@" > "$HOME/arguments""#);
    let spaced = editing.desk.home().join("my editor's.sh");
    fs::rename(editing.desk.home().join("editor.sh"), &spaced).unwrap();
    let state = editing.desk.home().join("my state");

    let editor = format!("/bin/sh \"{}\" --wait 'two  words' back\\ slash $HOME `id`", spaced.display());
    let mut command = editing.desk.command();
    command.env("VISUAL", editor).env("EDITOR", "/nowhere/else").env("XDG_STATE_HOME", &state);
    let answer = answer(command.args(["edit", "turnaround"]).output().unwrap());

    assert_eq!(answer.code, 0, "{answer:?}");
    let file = state.join("csp/edits/1/turnaround.ron");
    let expected = format!("--wait\ntwo  words\nback slash\n$HOME\n`id`\n{}\n", file.display());
    assert_eq!(editing.log("arguments"), expected, "no shell reads it");
}

#[test]
fn without_an_editor_it_says_how_to_name_one() {
    let desk = Desk::sample();
    let before = desk.files();

    for (editor, why) in [
        (None, "no editor is named. Next: set VISUAL or EDITOR"),
        (Some(" "), "no editor is named. Next: set VISUAL or EDITOR"),
        (Some("''"), "no editor is named. Next: set VISUAL or EDITOR"),
        (Some("vi 'x"), "a quote that never ends: vi 'x. Next: set it anew"),
        (Some("/nowhere/vi -n"), "/nowhere/vi could not be started: No such file"),
    ] {
        let mut command = desk.command();
        command.args(["edit", "turnaround"]).envs(editor.map(|editor| ("EDITOR", editor)));
        let answer = answer(command.output().unwrap());

        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{editor:?}: {answer:?}");
        assert!(answer.said.contains(why) && answer.said.contains("Next: set "), "{editor:?}: {answer:?}");
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn an_editor_that_does_not_end_well_saves_nothing_and_the_text_is_kept() {
    for (end, why) in
        [("exit 3", "the editor ended with 3, so nothing was saved. "), ("kill -TERM $$", "was ended by signal 15")]
    {
        let editing = Editing::with(&format!("{RETITLE}; {end}"));
        let before = editing.desk.files();

        let answer = editing.edit("turnaround");

        assert_eq!(answer.code, 5, "{answer:?}");
        assert!(answer.said.contains(why), "{answer:?}");
        assert!(editing.kept(&answer.said).contains("title: \"Turnaround\""));
        assert_eq!(editing.desk.files(), before);
    }

    let untouched = Editing::with("exit 1");
    assert_eq!(untouched.edit("turnaround").said, "csp: the editor ended with 1, so nothing was saved\n");
    assert_eq!(untouched.left(), Vec::<PathBuf>::new(), "what the store has need not be kept twice");
}

#[test]
fn an_unchanged_text_saves_nothing_and_an_editor_that_did_not_wait_is_named() {
    let quick = Editing::with("");
    let before = quick.desk.files();
    let slow = Editing::with("sleep 0.3");

    // A busy machine may take longer to run even this.
    let hinted = (0..20).any(|_| {
        let answer = quick.edit("turnaround");
        assert_eq!(answer.code, 0, "{answer:?}");
        assert!(answer.said.starts_with("turnaround: nothing was changed, so nothing was saved"), "{answer:?}");
        answer.said.contains("must be told to wait, as in EDITOR=\"code --wait\"")
    });

    assert!(hinted);
    assert_eq!(slow.edit("turnaround").said, "turnaround: nothing was changed, so nothing was saved\n");
    assert_eq!((quick.desk.files(), quick.left()), (before, vec![]));
}

#[test]
fn an_empty_text_cancels() {
    for script in [r#": > "$1""#, r#"printf ' \n\n' > "$1""#, r#"rm "$1""#] {
        let editing = Editing::with(script);
        let before = editing.desk.files();

        let answer = editing.edit("turnaround");

        assert_eq!((answer.code, answer.said.as_str()), (0, "turnaround: the text was empty, so nothing was saved\n"));
        assert_eq!((editing.desk.files(), editing.left()), (before, vec![]), "{script}");
    }
}

#[test]
fn where_nobody_sits_a_text_that_is_no_record_is_told_once_and_kept() {
    for (script, why) in [
        (
            SPOIL,
            "actions/turnaround.ron:4:5: there is no field \"staeg\" here (did you mean stage?). Nothing was saved. ",
        ),
        (r#"printf '(title:"\377")' > "$1""#, "actions/turnaround.ron:1:9: this is not UTF-8 text"),
    ] {
        let editing = Editing::with(script);
        let before = editing.desk.files();

        let answer = editing.edit("turnaround");

        assert_eq!((answer.code, editing.times_opened()), (2, 1), "{answer:?}");
        assert!(answer.said.contains(why), "{answer:?}");
        assert_eq!(editing.left().len(), 1);
        assert_eq!(editing.desk.files(), before);
    }
    let editing = Editing::with(SPOIL);
    let answer = editing.edit("turnaround");
    assert!(editing.kept(&answer.said).contains("staeg: "));
}

/// Spoils the text when it is opened first, keeps what it is shown then, and goes on so.
fn spoilt(then: &str) -> Editing {
    Editing::with(&format!(
        r#"case $(wc -l < "$HOME/opened") in 1) {SPOIL} ;; *) cp "$1" "$HOME/shown"; {then} ;; esac"#
    ))
}

#[test]
fn a_text_that_is_no_record_is_shown_again_with_what_is_wrong_until_it_is_mended() {
    let editing = spoilt(r#"sed -i 's/staeg:/owner: "Ann", stage:/' "$1""#);
    let before = editing.desk.text(FILE);
    let mut terminal = editing.sit();

    assert_eq!(terminal.ended(), "0", "{}", terminal.screen());
    let (first, rest) = editing.log("shown").split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(first, "// actions/turnaround.ron:4:5: there is no field \"staeg\" here (did you mean stage?)");
    assert_eq!(rest.lines().count(), before.lines().count() + 1, "one more remark, then the text:\n{rest}");
    assert_eq!(editing.desk.text(FILE), before.replace("stage:", "owner: \"Ann\", stage:"));
    assert_eq!((editing.times_opened(), editing.left()), (2, vec![]));
}

#[test]
fn a_text_that_is_given_up_is_kept_without_the_remarks() {
    for (then, end, why) in [("", "2", "there is no field \"staeg\""), ("exit 1", "5", "the editor ended with 1")] {
        let editing = spoilt(then);
        let before = editing.desk.text(FILE);
        let mut terminal = editing.sit();

        assert_eq!(terminal.ended(), end, "{}", terminal.screen());
        terminal.wait_for(why);
        assert_eq!(editing.kept(&terminal.screen()), before.replace("stage:", "staeg:"));
        assert_eq!((editing.desk.text(FILE), editing.times_opened()), (before, 2));
    }
}

#[test]
fn what_was_taken_back_is_nothing_to_save() {
    let editing = spoilt(r#"sed -i 's/staeg:/stage:/' "$1""#);
    let before = editing.desk.files();
    let mut terminal = editing.sit();

    assert_eq!(terminal.ended(), "0", "{}", terminal.screen());
    terminal.wait_for("nothing was changed, so nothing was saved");
    assert_eq!((editing.desk.files(), editing.left()), (before, vec![]));
}

#[test]
fn what_a_colleague_saved_meanwhile_in_another_field_stays() {
    let editing = Editing::with(&format!(r#""$csp" set turnaround owner=Bea; {RETITLE}; echo '// mine' >> "$1""#));
    let before = editing.desk.text(FILE);

    let answer = editing.edit("turnaround");

    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.said.contains("turnaround: Title: Turnaround (was Turnaround programme)\n"), "{answer:?}");
    assert!(
        answer.said.ends_with("turnaround: this stands beside what somebody else has saved meanwhile\n"),
        "{answer:?}"
    );
    let text = editing.desk.text(FILE);
    assert!(text.contains("owner: \"Bea\"") && text.ends_with("// mine\n"), "{text}");
    assert_eq!(text.len(), before.len() + "    owner: \"Bea\",\n// mine\n".len() - " programme".len());
    assert_eq!(editing.left(), Vec::<PathBuf>::new());
}

#[test]
fn where_both_set_the_same_field_both_are_told_and_the_text_is_kept() {
    let editing = Editing::with(&format!(r#""$csp" set turnaround title="By Bea"; {RETITLE}"#));

    let answer = editing.edit("turnaround");

    assert_eq!(answer.code, 6, "{answer:?}");
    assert!(answer.said.contains("yours is \"Turnaround\", theirs is \"By Bea\""), "{answer:?}");
    assert!(editing.desk.text(FILE).contains("By Bea"));
    assert!(editing.kept(&answer.said).contains("title: \"Turnaround\""));
}

#[test]
fn where_both_changed_remarks_the_fields_are_saved_and_the_text_is_kept() {
    let theirs = r#"sed -i '1i // theirs' "$CSP_STORE/actions/turnaround.ron""#;
    let editing = Editing::with(&format!(r#"{theirs}; {RETITLE}; echo '// mine' >> "$1""#));
    let before = editing.desk.text(FILE);

    let answer = editing.edit("turnaround");

    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.said.contains("so yours were not saved. Your text is kept in "), "{answer:?}");
    assert_eq!(editing.desk.text(FILE), format!("// theirs\n{}", before.replacen(" programme", "", 1)));
    assert!(editing.kept(&answer.said).ends_with("// mine\n"));
}

#[test]
fn while_it_is_edited_nobody_else_can_read_the_text() {
    let editing = Editing::with(r#"stat -c '%a %n' "$1" "${1%/*}" "${1%/*}/.." > "$HOME/modes""#);

    assert_eq!(editing.edit("turnaround").code, 0);

    let modes: Vec<_> = editing.log("modes").lines().map(|line| line[..4].trim_end().to_owned()).collect();
    assert_eq!(modes, ["600", "700", "700"], "{}", editing.log("modes"));
    let path = Path::new(editing.log("modes").lines().next().unwrap()).file_name().unwrap().to_owned();
    assert_eq!(path, "turnaround.ron", "by its name editors know what it is");
}

#[test]
fn a_file_that_cannot_be_read_is_mended_so() {
    let editing = Editing::with(r#"sed -i 's/titel/title/' "$1""#);
    editing.desk.put(FILE, "Action(\n    titel: \"Turnaround\", // by hand\n)\n");

    let answer = editing.edit("turnaro");

    assert_eq!((answer.code, answer.said.as_str()), (0, "turnaround: saved, and can be read again\n"));
    assert_eq!(editing.desk.text(FILE), "Action(\n    title: \"Turnaround\", // by hand\n)\n");
    editing.desk.put("store.ron", "Partnership(titel: \"Dorset\", format: 1");
    assert_eq!(editing.edit("store").code, 2, "it still lacks its end");
    let mending = Editing::at(editing.desk, r#"sed -i 's/titel/title/; s/$/)/' "$1""#);
    let answer = mending.edit("store");
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(mending.desk.text("store.ron"), "Partnership(title: \"Dorset\", format: 1)");
}

#[test]
fn a_file_that_somebody_mended_meanwhile_is_not_mended_over() {
    let theirs = r#"sed -i 's/titel/title/' "$CSP_STORE/actions/turnaround.ron""#;
    let editing = Editing::with(&format!(r#"{theirs}; echo '(title: "Mine")' > "$1""#));
    editing.desk.put(FILE, "(titel: \"Theirs\")");

    let answer = editing.edit("turnaround");

    assert_eq!(answer.code, 6, "{answer:?}");
    assert_eq!(editing.desk.text(FILE), "(title: \"Theirs\")");
    assert!(editing.kept(&answer.said).contains("Mine"));
}

#[test]
fn what_could_not_be_saved_is_refused_before_the_editor_opens() {
    let editing = Editing::with(RETITLE);
    editing.desk.put("plans/training.ron", "Plan(title: \"A twin\")");
    editing.desk.put("actions/latin.ron", b"Action(title: \"caf\xe9\")");
    for (id, code, why) in [
        ("nowhere", 3, "there is no record"),
        ("training", 4, "claimed by more than one file"),
        ("latin", 4, "actions/latin.ron:1:19: this is not UTF-8 text"),
    ] {
        let answer = editing.edit(id);
        assert_eq!(answer.code, code, "{answer:?}");
        assert!(answer.said.contains(why), "{answer:?}");
    }
    editing.desk.put("store.ron", editing.desk.text("store.ron").replace("format: 1", "format: 2"));
    let answer = editing.edit("turnaround");
    assert!(answer.code == 5 && answer.said.contains("Next: upgrade csp"), "{answer:?}");
    assert_eq!(editing.times_opened(), 0);
}

#[test]
fn ctrl_c_is_the_editors() {
    for key in ["\u{3}", "\u{1c}"] {
        let save = format!("save() {{ {RETITLE}; }}; trap 'save \"$1\"; exit 0' INT QUIT");
        let editing = Editing::with(&format!("{save}; echo ready; read line"));
        let mut terminal = editing.sit();

        terminal.wait_for("ready").keys(key);

        assert_eq!(terminal.ended(), "0", "{}", terminal.screen());
        terminal.wait_for("turnaround: Title: Turnaround (was");
    }
}
