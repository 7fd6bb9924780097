//! An officer's own settings: `config.ron`, which nobody needs to have.

use std::fs;

use crate::support::Desk;

/// Lays out the settings in the usual place.
#[allow(clippy::disallowed_methods, reason = "a test lays out its own desk")]
fn settings(desk: &Desk, text: &str) {
    let folder = desk.home().join(".config/csp");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.ron"), text).unwrap();
}

#[test]
fn the_name_in_it_is_the_officers_unless_the_environment_says_another() {
    let desk = Desk::sample();
    settings(&desk, "(\n    officer: \"Cy Officer\", // as minuted\n)\n");

    let note = |desk: &Desk| desk.text("actions/turnaround.ron").lines().filter(|it| it.contains("author")).count();
    let mut command = desk.command();
    command.env_remove("CSP_OFFICER").args(["note", "turnaround", "one"]);
    assert!(command.output().unwrap().status.success());
    desk.run(&["note", "turnaround", "two"]);

    let text = desk.text("actions/turnaround.ron");
    assert!(text.contains("author: \"Cy Officer\", text: \"one\""), "{text}");
    assert!(text.contains("author: \"Ann Officer\", text: \"two\""), "{text}");
    assert_eq!(note(&desk), 2);
}

#[test]
fn the_store_in_it_is_meant_where_none_is_named() {
    let (desk, other) = (Desk::sample(), Desk::starter());
    settings(&desk, &format!("(store: {:?})", other.store()));

    let listed = |named: bool| {
        let mut command = desk.command();
        if !named {
            command.env_remove("CSP_STORE");
        }
        let out = command.args(["list", "action", "--ids"]).output().unwrap();
        String::from_utf8(out.stdout).unwrap().lines().count()
    };

    assert!(listed(true) > 0, "CSP_STORE goes before it");
    assert_eq!(listed(false), 0, "the starter has no actions");
}

#[test]
fn what_is_not_understood_is_told_with_its_line_and_column_and_nothing_is_done() {
    let desk = Desk::sample();
    let before = desk.files();
    for (text, place, what) in [
        ("(\n    pallete: Mono,\n)", "2:5", "there is no field \"pallete\" here (did you mean palette?)"),
        ("(palette: Pink)", "1:11", "there is no word \"Pink\" here; there are Auto, Colour, Mono, HighContrast"),
        ("(look_every: 0)", "1:14", "a number of seconds is from 1 to 3600"),
        ("(store: \"here\")", "1:10", "name the folder from the root, such as \"/srv/csp\""),
        ("(officer: \"Ann\"", "1:12", "Expected comma"),
    ] {
        settings(&desk, text);

        let refused = desk.csp("note turnaround x");

        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{refused:?}");
        let at = format!(".config/csp/config.ron:{place}: {what}");
        assert!(refused.said.contains(&at), "{refused:?} does not say {at}");
        assert!(refused.said.contains("Next: mend line"), "{refused:?}");
    }
    assert_eq!(desk.files(), before);
    assert_eq!(desk.csp("help").code, 0, "help is there all the same");
    for harmless in ["", "()", "// nothing yet\n()", "Config(ascii: true)"] {
        settings(&desk, harmless);
        assert_eq!(desk.csp("summary").code, 0, "{harmless:?}");
    }
}

#[test]
fn ascii_in_it_keeps_all_output_to_ascii() {
    let desk = Desk::sample();
    desk.run(&["add", "action", "Caf\u{e9} \u{2026}"]);
    settings(&desk, "(ascii: true)");

    assert!(desk.csp("list action").out.is_ascii());
}
