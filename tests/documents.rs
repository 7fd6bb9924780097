//! What the documents say of the program is so: the transcripts, the captured screen, the keys, the settings of git, the tables
//! of fields, and where links lead.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use csp_lead::model::datum::{Datum, Shape};
use csp_lead::model::{About, Held, Kind, Record};

const README: &str = include_str!("../README.md");
const FORMAT: &str = include_str!("../docs/FORMAT.md");
const MANUAL: &str = include_str!("../docs/MANUAL.md");
const SECURITY: &str = include_str!("../docs/SECURITY.md");

/// Every document: its path within the project, and its text.
fn documents() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| Path::new("docs").join(entry.unwrap().file_name()));
    let paths = ["README.md", "CHANGELOG.md"].into_iter().map(PathBuf::from).chain(docs);
    paths.map(|path| (path.clone(), fs::read_to_string(root.join(path)).unwrap())).collect()
}

/// The texts of a document's blocks that are marked with this word, each with its heading line.
fn blocks<'a>(document: &'a str, mark: &str) -> Vec<&'a str> {
    let opening = format!("\n```{mark}\n");
    let parts = document.split(opening.as_str()).skip(1);
    parts.map(|part| part.split_once("\n```").unwrap().0).collect()
}

/// The commands of a transcript, each with the output that stands below it. A text that is fed to a command, up to a line
/// `END`, is part of it.
fn commands(block: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), String::new())),
            (None, Some((command, _))) if command.contains("<<END") && !command.ends_with("\nEND") => {
                command.push_str(&format!("\n{line}"));
            }
            (None, Some((_, output))) => output.push_str(&format!("{line}\n")),
            (None, None) => panic!("output without a command: {line}"),
        }
    }
    commands
}

/// A person's home, with a shell that has typed some of a document.
struct Shell {
    home: tempfile::TempDir,
    /// The variables that were set for good.
    exports: String,
}

impl Shell {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), exports: String::new() }
    }

    /// What a command line shows, all that is said in the order in which it is.
    fn shows(&mut self, line: &str) -> String {
        let csp = Path::new(env!("CARGO_BIN_EXE_csp")).parent().unwrap().as_os_str();
        let path = [csp, &std::env::var_os("PATH").unwrap_or_default()].join(":".as_ref());
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1\n{}{line}", self.exports)]);
        shell.env_clear().env("PATH", path).env("HOME", self.home.path());
        let output = shell.current_dir(self.home.path()).stdin(Stdio::null()).output().unwrap();
        if line.starts_with("export ") {
            self.exports.push_str(&format!("{line}\n"));
        }
        let home = format!("{}/", self.home.path().display());
        let shown = String::from_utf8(output.stdout).unwrap().replace(&home, "~/");
        // Where there is no git, that is told too.
        shown.split_inclusive('\n').filter(|line| !line.contains("keeps no history")).collect()
    }
}

/// Each transcript is `$ command` and what it shows; `...` stands for lines left out at the end.
#[test]
fn every_transcript_is_what_a_person_sees_who_types_the_document_from_top_to_bottom() {
    let has_git = Command::new("git").arg("--version").output().is_ok();
    for (path, document) in documents() {
        let blocks = blocks(&document, "console");
        if !has_git && blocks.iter().any(|block| block.contains("git ")) {
            eprintln!("{}: skipped, since git is not installed", path.display());
            continue;
        }
        let mut shell = Shell::new();
        for (line, expected) in blocks.into_iter().flat_map(commands) {
            let (shown, expected) = (shell.shows(&line), expected.trim_end());
            match expected.strip_suffix("...") {
                Some(beginning) => assert!(shown.starts_with(beginning), "{}: $ {line}\n{shown}", path.display()),
                None => assert_eq!(shown.trim_end(), expected, "{}: $ {line}", path.display()),
            }
        }
    }
}

#[test]
fn the_readme_and_the_manual_show_what_they_tell() {
    for (document, least) in [(README, 12), (MANUAL, 50)] {
        let shown = blocks(document, "console").into_iter().flat_map(commands).count();
        assert!(shown >= least, "only {shown} commands are shown");
    }
}

/// A document without its blocks, in which nothing is a heading or a link.
fn prose(document: &str) -> Vec<&str> {
    let mut is_block = false;
    let mut is_prose = |line: &&str| {
        let is_fence = line.trim_start().starts_with("```");
        is_block ^= is_fence;
        !is_block && !is_fence
    };
    document.lines().filter(|line| is_prose(line)).collect()
}

/// What leads to each heading, as hosts of git make it.
fn anchors(document: &str) -> Vec<String> {
    let headings = prose(document).into_iter().filter(|line| line.starts_with('#'));
    let kept = |letter: &char| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter);
    let anchor = |heading: &str| heading.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect();
    headings.map(|heading| -> String { anchor(heading) }).map(|anchor| anchor.replace(' ', "-")).collect()
}

/// Where a document's links lead.
fn links(document: &str) -> Vec<String> {
    let prose = prose(document).join("\n");
    let ends = prose.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0.to_owned());
    ends.collect()
}

#[test]
fn every_link_between_the_documents_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, document) in documents() {
        for link in links(&document).into_iter().filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { root.join(&path) } else { root.join(path.parent().unwrap()).join(file) };
            let text = fs::read_to_string(target).unwrap_or_else(|_| panic!("{}: {link}: no file", path.display()));
            let found = heading.is_empty() || anchors(&text).iter().any(|anchor| anchor == heading);
            assert!(found, "{}: {link}: no such heading", path.display());
        }
    }
}

#[test]
fn every_document_is_found_from_the_readme_and_no_heading_stands_twice() {
    let linked: Vec<_> = links(README).iter().map(|link| link.split('#').next().unwrap().to_owned()).collect();
    for (path, document) in documents() {
        let name = path.to_str().unwrap();
        assert!(name == "README.md" || linked.iter().any(|link| link == name), "{name}");
        let mut anchors = anchors(&document);
        anchors.sort();
        let twice = anchors.windows(2).find(|pair| pair[0] == pair[1]);
        assert!(twice.is_none(), "{name}: {twice:?}");
    }
}

/// The part of a document below a heading, up to the next of the same rank.
fn section<'a>(document: &'a str, heading: &str) -> &'a str {
    let rank = format!("\n{} ", heading.split(' ').next().unwrap());
    let rest = document.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no {heading}")).1;
    rest.split(rank.as_str()).next().unwrap()
}

/// The words in double quotes in a piece of source.
fn quoted(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

#[test]
fn the_manual_tells_every_key_that_does_something_in_a_pane_a_record_or_triage() {
    let keymap = include_str!("../src/tui/keymap.rs");
    let named = |key: &str| match key {
        "up" => "↑".to_owned(),
        "down" => "↓".to_owned(),
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        letter if letter.chars().count() == 1 => letter.to_owned(),
        word => word.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect::<Vec<_>>().join("-"),
    };
    let of_records = ["on(RECORDS", "on(CHANGED", "on(&[Browse]", "on(&[Detail]", "on(&[Triage]"];
    let lines = keymap.lines().filter(|line| of_records.iter().any(|start| line.trim_start().starts_with(start)));
    let keys = lines.flat_map(|line| quoted(line.split("&[").last().unwrap().split(']').next().unwrap()));
    let keys: Vec<_> = keys.map(named).collect();
    let told = section(MANUAL, "### Key by key");
    assert!(keys.len() > 40, "{keys:?}");
    for key in keys {
        let is_told = [format!("`{key}`"), format!(" {key} "), format!(" {key},")].iter().any(|it| told.contains(it));
        assert!(is_told, "the manual does not tell {key}");
    }
}

#[test]
fn the_security_document_tells_every_setting_that_git_is_given_and_every_variable_that_it_is_not() {
    let run = include_str!("../src/store/git/run.rs");
    let list = |name: &str| {
        let (_, rest) = run.split_once(&format!("const {name}: ")).unwrap();
        quoted(rest.split_once("];\n").unwrap().0)
    };
    let told = [list("SETTINGS"), list("FORGOTTEN")].concat();
    assert!(told.len() > 50, "{told:?}");
    for word in told {
        assert!(SECURITY.contains(&format!("`{word}`")), "docs/SECURITY.md does not tell {word}");
    }
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
