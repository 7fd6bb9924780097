//! `csp man`: the manual page, which man reads, and in which nothing is missing.

use std::process::Command;

use csp_lead::cli::EXAMPLES;

use crate::support::{Desk, answer, skipped};

/// What the page is as somebody reads it; `None`, which is said, where nothing here can typeset it.
fn typeset(desk: &Desk, page: &str) -> Option<String> {
    desk.lay("csp.1", page);
    let groff = Command::new("groff")
        .args(["-man", "-Tascii", "-ww", "-rLL=120n", "-P-cbou", "csp.1"])
        .current_dir(desk.home())
        .output();
    let Ok(groff) = groff else {
        skipped("groff is not installed");
        return None;
    };
    let read = answer(groff);
    assert_eq!((read.code, read.said.as_str()), (0, ""));
    Some(read.out)
}

#[test]
fn the_page_needs_no_store_writes_nothing_and_is_the_same_whatever_is_set() {
    let desk = Desk::empty();

    let told = desk.csp("man");
    let elsewhere =
        answer(desk.without_store().env("CSP_STORE", "nowhere").env("CSP_MOUSE", "1").arg("man").output().unwrap());

    assert_eq!((told.code, told.said.as_str()), (0, ""));
    assert_eq!(elsewhere, told);
    assert_eq!(std::fs::read_dir(desk.home()).unwrap().count(), 0);
}

#[test]
fn every_command_every_example_and_every_exit_code_stands_in_the_page() {
    let desk = Desk::empty();
    let Some(read) = typeset(&desk, &desk.csp("man --ascii").out) else { return };

    let one_line = read.split_whitespace().collect::<Vec<_>>().join(" ");
    for (command, examples) in EXAMPLES {
        assert!(command.is_empty() || read.contains(&format!("\n   csp {command}\n")), "{command}");
        for (line, _) in *examples {
            assert!(one_line.contains(&line.split_whitespace().collect::<Vec<_>>().join(" ")), "{line}");
        }
    }
    let codes = read.split("EXIT STATUS").nth(1).unwrap().split("ENVIRONMENT").next().unwrap();
    for code in ["0", "2", "3", "4", "5", "6", "75"] {
        assert!(codes.lines().any(|line| line.split_whitespace().next() == Some(code)), "{code}: {codes}");
    }
    assert!(read.contains("\n       csp - The working book of"), "{read}");
}

#[test]
fn every_variable_that_is_read_stands_in_the_page() {
    let page = Desk::empty().csp("man").out;
    let is_variable = |word: &&str| word.len() > 3 && word.chars().all(|it| it.is_ascii_uppercase() || it == '_');
    let of_main = include_str!("../../src/main.rs").split('"').filter(is_variable);
    let of_options = include_str!("../../src/cli/mod.rs").split("env = \"").skip(1);

    let variables: Vec<_> = of_main.chain(of_options.filter_map(|rest| rest.split('"').next())).collect();

    assert!(variables.contains(&"CSP_OFFICER") && variables.contains(&"CSP_MOUSE"), "{variables:?}");
    let environment = page.split("ENVIRONMENT").nth(1).unwrap();
    for variable in variables {
        assert!(environment.contains(variable), "{variable}");
    }
}
