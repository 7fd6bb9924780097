//! What a compiler cannot check about the layers: who may know whom, who may name what, and how large a file may grow.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it must be")]

use std::fs;
use std::path::{Path, PathBuf};

/// Every source file, by its path below `src`, with its text up to its tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                sources.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort();
    assert!(sources.len() > 80, "{} files were found", sources.len());
    sources
}

/// The product's own text of a file: not its tests, and no comments.
fn product(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Files that are tests altogether.
fn is_test(name: &str) -> bool {
    ["tests", "session", "contract", "properties", "arbitrary"].iter().any(|word| name.contains(word))
}

/// The lines in which a file of the product names one of these.
fn naming(files: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources() {
        if !name.starts_with(files) || is_test(&name) {
            continue;
        }
        let text = product(&text);
        let lines = text.lines().filter(|line| words.iter().any(|word| line.contains(word)));
        found.extend(lines.map(|line| format!("{name}: {}", line.trim())));
    }
    found
}

#[test]
fn each_layer_knows_only_those_below_it() {
    for (layer, others) in [
        ("model/", &["store", "editor", "report", "import", "cli", "tui"][..]),
        ("store/", &["editor", "report", "import", "cli", "tui"]),
        ("editor/", &["report", "import", "cli", "tui"]),
        ("report/", &["store", "editor", "import", "cli", "tui"]),
        ("import/", &["editor", "cli", "tui"]),
        ("cli/", &["tui"]),
        ("tui/", &["cli"]),
    ] {
        for other in others {
            let ways = [format!("crate::{other}"), format!("super::{other}")];
            assert_eq!(naming(layer, &ways.each_ref().map(String::as_str)), Vec::<String>::new(), "{layer}");
        }
    }
    assert_eq!(naming("", &["crate::{", "crate::*"]), Vec::<String>::new(), "a layer is named alone, to be found");
}

#[test]
fn only_the_interface_draws_and_only_its_edge_knows_the_terminal() {
    let drawing = ["ratatui", "crossterm"];
    for layer in ["model/", "store/", "editor/", "report/", "import/", "cli/", "main.rs"] {
        assert_eq!(naming(layer, &drawing), Vec::<String>::new(), "{layer}");
    }
    let outside_the_edge: Vec<_> =
        naming("tui/", &["crossterm"]).into_iter().filter(|line| !line.starts_with("tui/terminal/")).collect();
    assert_eq!(outside_the_edge, Vec::<String>::new());
}

#[test]
fn only_the_store_touches_files_and_only_its_disk_writes() {
    for layer in ["model/", "report/", "import/", "cli/", "tui/app", "tui/view", "tui/effect", "main.rs"] {
        assert_eq!(naming(layer, &["std::fs", "rustix::fs", "File::"]), Vec::<String>::new(), "{layer}");
    }
    let writing: Vec<_> = naming("store/", &["renameat", "openat(", "fsync(", "write_all", "unlinkat", "fs::write"])
        .into_iter()
        .filter(|line| !line.starts_with("store/disk") && !line.starts_with("store/lock.rs"))
        .collect();
    assert_eq!(writing, Vec::<String>::new());
}

#[test]
fn only_the_edges_of_the_editor_touch_files_and_run_a_program() {
    for (words, edge) in [(["fs::", "File::"], "editor/scratch.rs"), (["Command", "process::"], "editor/spawn.rs")] {
        let elsewhere: Vec<_> = naming("editor/", &words).into_iter().filter(|line| !line.starts_with(edge)).collect();
        let of_the_edge = |line: &&String| !line.contains("unix::");
        assert_eq!(elsewhere.iter().find(of_the_edge), None);
    }
}

#[test]
fn only_main_reads_the_clock_and_the_environment() {
    for layer in ["model/", "store/", "editor/", "report/", "import/", "cli/", "tui/"] {
        let words = ["Local::now", "Utc::now", "SystemTime::now", "env::var", "env::args"];
        assert_eq!(naming(layer, &words), Vec::<String>::new(), "{layer}");
    }
}

#[test]
fn nothing_is_printed_but_through_the_one_writer() {
    assert_eq!(naming("", &["println!", "print!(", "eprint", "dbg!"]), Vec::<String>::new());
    let streams: Vec<_> = naming("", &["io::stdout()", "io::stderr()"])
        .into_iter()
        .filter(|line| !line.starts_with("main.rs") && !line.starts_with("tui/terminal/"))
        .collect();
    assert_eq!(streams, Vec::<String>::new());
}

#[test]
fn nothing_asks_the_terminal_where_its_cursor_is() {
    assert_eq!(naming("", &["cursor::position", "get_cursor_position", "ratatui::init"]), Vec::<String>::new());
}

#[test]
fn no_file_grows_beyond_400_lines() {
    let long: Vec<_> =
        sources().into_iter().filter(|(_, text)| text.lines().count() > 400).map(|(name, _)| name).collect();

    assert_eq!(long, Vec::<String>::new());
}
