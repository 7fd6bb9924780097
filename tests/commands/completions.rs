//! `csp completions`: what a shell needs, which a shell understands.

use std::process::Command;

use crate::support::{Desk, answer, skipped};

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

#[test]
fn every_shell_is_told_of_every_command_without_a_store_and_nothing_is_written() {
    let desk = Desk::empty();

    for shell in SHELLS {
        let told = answer(desk.without_store().args(["completions", shell, "--store", "nowhere"]).output().unwrap());
        assert_eq!((told.code, told.said.as_str()), (0, ""), "{shell}: {told:?}");
        for word in ["triage", "recommendations", "completions", "palette"] {
            assert!(told.out.contains(word), "{shell} knows {word}");
        }
        assert!(!told.out.contains(desk.home().to_str().unwrap()), "{shell}");
    }
    assert_eq!(std::fs::read_dir(desk.home()).unwrap().count(), 0);
    assert_eq!(desk.csp("completions tcsh").code, 2);
}

/// What bash offers for the last of these words.
fn offered(desk: &Desk, words: &[&str]) -> Option<Vec<String>> {
    let script = desk.csp("completions bash").out;
    let typed = words.join(" ");
    let (last, number) = (words.last()?, words.len() - 1);
    let asking = format!(
        "{script}\nCOMP_WORDS=({typed}); COMP_CWORD={number}; _csp csp \"{last}\" \"{}\"\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words[number - 1]
    );
    let bash = Command::new("bash").args(["--norc", "-c", &asking]).output().ok()?;
    Some(answer(bash).out.lines().map(str::to_owned).collect())
}

#[test]
fn bash_completes_commands_and_whatever_comes_from_a_fixed_set() {
    let desk = Desk::empty();
    for (typed, words) in [
        (&["csp", "tri"][..], &["triage"][..]),
        (&["csp", "report", "re"], &["recommendations"]),
        (&["csp", "add", "du"], &["duty"]),
        (&["csp", "list", "o"], &["overdue", "open", "outstanding"]),
        (&["csp", "list", "dis"], &["disputed"]),
        (&["csp", "summary", "fu"], &["further-work", "funding"]),
        (&["csp", "export", "--format", "x"], &["xlsx"]),
        (&["csp", "report", "board", "--format", "d"], &["docx"]),
        (&["csp", "import", "--kind", "act"], &["action"]),
        (&["csp", "completions", "z"], &["zsh"]),
        (&["csp", "--palette", "hi"], &["high-contrast"]),
    ] {
        let Some(offered) = offered(&desk, typed) else { return skipped("bash is not installed") };
        assert_eq!(offered, words, "{typed:?}");
    }
}
