//! Every example of the help does what it says, in a shell, on a store of the sample's records.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use csp_lead::cli::EXAMPLES;

use crate::support::{Answer, Desk, answer, skipped};

/// Those that need more than one desk: a terminal, a remote, a group, two versions of a record.
fn expected(command: &str, line: &str) -> i32 {
    match (command, line) {
        ("", "csp") => 2,
        ("init", line) if line.contains("--shared") => 2,
        ("resolve", _) => 3,
        ("sync", _) => 6,
        _ => 0,
    }
}

/// A desk with a store in the usual place, a note in its history, and the files that the examples name.
fn laid_out() -> Desk {
    let desk = Desk::empty();
    for line in ["csp init --sample", "csp note turnaround begun", "csp export --format xlsx action -o log.xlsx"] {
        let answer = typed(&desk, line);
        assert_eq!(answer.code, 0, "{line}: {answer:?}");
    }
    desk.lay("minutes.txt", "Two schools have joined.\n");
    desk.lay("log.csv", "Title,Target date\nBegin,1 June 2023\n");
    desk.lay("partner.csv", "Title,State\nBegin,On track\n");
    let usual = [".config/fish/completions", ".local/share/bash-completion/completions", ".local/share/man/man1"];
    for folder in usual.into_iter().chain(["bin", ".zfunc"]) {
        std::fs::create_dir_all(desk.home().join(folder)).unwrap();
    }
    symlink("/bin/true", desk.home().join("bin/nano")).unwrap();
    desk
}

/// What comes of a line in a shell.
fn typed(desk: &Desk, line: &str) -> Answer {
    let program = Path::new(env!("CARGO_BIN_EXE_csp")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{}:{path}", program.display(), desk.home().join("bin").display());
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).env_clear().env("PATH", path).env("HOME", desk.home()).env("EDITOR", "true");
    answer(shell.env("CSP_OFFICER", "Ann Officer").current_dir(desk.home()).output().unwrap())
}

#[test]
fn every_example_does_what_it_says() {
    if Command::new("git").arg("--version").output().is_err() {
        return skipped("git is not installed");
    }
    let laid_out = laid_out();
    let mut others = Vec::new();
    for (command, examples) in EXAMPLES {
        for (line, _) in *examples {
            let desk = Desk::empty();
            if *command != "init" {
                desk.copy(&laid_out);
            }
            let answer = typed(&desk, line);
            if answer.code != expected(command, line) {
                others.push((line, answer));
            }
        }
    }
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn help_of_each_command_begins_with_its_examples_and_fits_80_columns() {
    let desk = Desk::empty();
    for (command, examples) in EXAMPLES {
        let words: Vec<_> = command.split_whitespace().collect();
        let asked = desk.run(&[&["help"], &words[..]].concat());
        let told = desk.run(&[&words[..], &["--help"]].concat());

        assert_eq!((asked.code, &asked.out), (0, &told.out), "{command}");
        assert!(told.out.starts_with("Examples:\n  csp") && !told.out.contains('`'), "{command}: {}", told.out);
        for (line, _) in *examples {
            assert!(told.out.contains(&format!("\n  {line}")), "{line}: {}", told.out);
        }
        let wide: Vec<_> = told.out.lines().filter(|line| line.chars().count() > 80).collect();
        assert_eq!(wide, Vec::<&str>::new(), "{command}");
    }
}
