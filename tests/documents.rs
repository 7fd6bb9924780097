//! What the documents say of the program is so: the transcripts, the captured screen and the tables of fields.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

use std::fs;
use std::path::Path;
use std::process::Command;

use csp_lead::model::datum::{Datum, Shape};
use csp_lead::model::{About, Held, Kind, Record};

const README: &str = include_str!("../README.md");
const FORMAT: &str = include_str!("../docs/FORMAT.md");

/// The texts of a document's blocks that are marked with this word, each with its heading line.
fn blocks<'a>(document: &'a str, mark: &str) -> Vec<&'a str> {
    let opening = format!("\n```{mark}\n");
    let parts = document.split(opening.as_str()).skip(1);
    parts.map(|part| part.split_once("```").unwrap().0).collect()
}

/// A command line's words; those in double quotes stay together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let mut words = vec![String::new()];
    for (number, part) in parts {
        if number % 2 == 1 {
            words.last_mut().unwrap().push_str(part);
            continue;
        }
        let mut blanks = part.split(' ');
        words.last_mut().unwrap().push_str(blanks.next().unwrap());
        words.extend(blanks.map(str::to_owned));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What a command prints in this home, its words about it after its output.
fn printed(home: &Path, line: &str) -> String {
    let words = words(line);
    assert_eq!(words[0], "csp", "{line}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_csp"));
    command
        .args(&words[1..])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("CSP_OFFICER", "Ann Officer")
        .current_dir(home);
    let output = command.output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).unwrap().replace(&format!("{}/", home.display()), "~/");
    // Where there is no git, that is told too.
    printed.split_inclusive('\n').filter(|line| !line.contains("keeps no history")).collect()
}

/// Each transcript is `$ command` and what it prints; `...` stands for lines left out at the end.
#[test]
fn every_transcript_in_the_readme_is_what_the_program_prints() {
    let home = tempfile::tempdir().unwrap();
    let mut ran = 0;
    for block in blocks(README, "console") {
        for command in block.split("$ ").skip(1) {
            let (line, expected) = command.split_once('\n').unwrap();
            let expected = expected.trim_end();
            let printed = printed(home.path(), line);
            ran += 1;
            match expected.strip_suffix("...") {
                Some(beginning) => assert!(printed.starts_with(beginning), "$ {line}\n{printed}"),
                None => assert_eq!(printed.trim_end(), expected, "$ {line}"),
            }
        }
    }
    assert!(ran >= 6, "only {ran} commands are shown");
}

#[test]
fn the_screen_in_the_readme_is_the_first_screen() {
    let snapshot = "src/tui/tests/snapshots/csp_lead__tui__tests__panes__overview.snap";
    let snapshot = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(snapshot)).unwrap();
    let screen = snapshot.splitn(3, "---\n").nth(2).unwrap().trim_end();

    assert_eq!(blocks(README, "text").first().map(|block| block.trim_end()), Some(screen));
}

/// What a field holds, in words for who reads files.
fn holds(about: &About, field: &dyn Datum) -> String {
    let one = match field.shape() {
        Shape::Line => "one line of text".to_owned(),
        Shape::Text => "text of one or more lines".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Number => "whole number".to_owned(),
        Shape::Choice(names) => names.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        Shape::Rag => "judgement".to_owned(),
        Shape::Link => {
            let kinds: Vec<_> = about.links_to.iter().map(|kind| kind.word()).collect();
            format!("id: {}", kinds.join(" or "))
        }
        Shape::Row(cells) => cells.iter().map(|cell| format!("`{cell}`")).collect::<Vec<_>>().join(", "),
    };
    match (field.is_many(), field.shape()) {
        (true, Shape::Row(_)) => format!("list of ({one})"),
        (true, _) => format!("list: {one}"),
        (false, _) => one,
    }
}

fn table(fields: Vec<Held<'_>>) -> String {
    let mut table = "| field | holds | what belongs in it |\n|---|---|---|\n".to_owned();
    for (about, field) in fields {
        table.push_str(&format!(
            "| `{}` | {} | {} |\n",
            about.name,
            holds(about, field),
            about.hint.replace('|', "\\|")
        ));
    }
    table
}

#[test]
fn the_format_document_lists_every_field_of_every_kind() {
    const SHARED: [&str; 6] = ["title", "source", "notes", "queries", "updates", "archived"];
    let is_shared = |(about, _): &Held<'_>| SHARED.contains(&about.name);
    let mut expected = vec![(
        "Every kind".to_owned(),
        table(Record::blank(Kind::Action).fields().into_iter().filter(is_shared).collect()),
    )];
    for kind in Kind::ALL {
        let blank = Record::blank(kind);
        let own = blank.fields().into_iter().filter(|field| !is_shared(field)).collect();
        let place =
            kind.folder().map_or_else(|| format!("`{}.ron`", kind.alone().unwrap()), |folder| format!("`{folder}/`"));
        expected.push((format!("{}, {place}", kind.word()), table(own)));
    }
    for (heading, table) in expected {
        let section = format!("### {heading}\n\n{table}");
        assert!(FORMAT.contains(&section), "docs/FORMAT.md lacks this, as it stands here:\n\n{section}");
    }
}
