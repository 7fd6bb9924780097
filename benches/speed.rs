//! How fast csp is, on books of several sizes, and beside other programs where they are installed: `cargo bench --bench speed`.
//!
//! It prints the tables of `docs/PERFORMANCE.md`. What is compared is run in turn, one after the other and over again, so that a
//! busy machine slows both; figures are medians. `cargo bench --bench speed -- 100 1000` measures these sizes alone.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "it measures, or stops"
)]

#[path = "speed/books.rs"]
mod books;
#[path = "speed/clock.rs"]
mod clock;
#[path = "speed/screen.rs"]
mod screen;
#[path = "speed/within.rs"]
mod within;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs};

use books::Books;
use clock::{Run, in_turn, peak_memory};
use screen::{Screen, idle, interface};

/// The numbers of actions.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// From this size on there are fewer rounds, and no peers that take a second and more for one.
const LARGE: usize = 100_000;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [measure, program @ ..] = &arguments[..]
        && measure == clock::MEASURE
    {
        return clock::tell_peak_memory(program);
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let at = tempfile::tempdir().unwrap();
    install(at.path());
    let books: Vec<_> = sizes.iter().map(|size| Books::make(at.path(), *size)).collect();
    within::print(&books);
    commands(&books);
    screens(&books);
    still(&books);
}

fn rounds(books: &Books) -> usize {
    if books.size >= LARGE { 5 } else { 25 }
}

/// A table's row.
fn row(cells: &[String]) {
    println!("| {} |", cells.join(" | "));
}

fn heading(title: &str, columns: &[&str]) {
    println!("\n## {title}\n");
    row(&columns.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>());
    println!("|{}", "---|".repeat(columns.len()));
}

fn ms(time: f64) -> String {
    if time < 10.0 { format!("{time:.2}") } else { format!("{time:.1}") }
}

/// A time, where there is one.
fn figure(time: Option<f64>) -> String {
    time.map_or_else(|| "-".to_owned(), ms)
}

/// One figure against another, where there is another.
fn ratio(one: f64, other: Option<f64>) -> String {
    other.map_or_else(|| "-".to_owned(), |other| format!("{:.2}", one / other))
}

/// Commands, from the start of the process to its end.
fn commands(books: &[Books]) {
    let has_peer = clock::is_there("task");
    let peer = |run: Run| has_peer.then_some(run);
    heading(
        "A command, whole (ms, KiB)",
        &[
            "actions",
            "summary",
            "task summary",
            "ratio",
            "peak memory",
            "of task",
            "ratio",
            "list, filtered",
            "list, words",
        ],
    );
    for books in books {
        let own = |line: &str| Run::own(&books.store, line);
        let runs = [
            Some(own("summary")),
            peer(Run::task(&books.task, "summary")),
            Some(own("list action lead:police open --ids")),
            Some(own("list quarter --ids")),
        ];
        let times = in_turn(&runs, rounds(books));
        let memory = [&runs[0], &runs[1]].map(|run| run.as_ref().map(peak_memory));
        let [summary, task, filtered, words] = times[..] else { panic!("four runs") };
        let kib = |memory: Option<f64>| memory.map_or_else(|| "-".to_owned(), |it| format!("{it:.0}"));
        row(&[
            books.size.to_string(),
            figure(summary),
            figure(task),
            ratio(summary.unwrap(), task),
            kib(memory[0]),
            kib(memory[1]),
            ratio(memory[0].unwrap(), memory[1]),
            figure(filtered),
            figure(words),
        ]);
    }
    heading(
        "A change, on disk when the command ends (ms)",
        &["actions", "set", "task modify", "ratio", "set, with history"],
    );
    for books in books {
        let runs = [
            Some(Run::own(&books.store, "set work-{} owner=P{}")),
            peer(Run::task(&books.task, "{} modify project:p{}")),
            books.with_history.as_ref().map(|store| Run::own(store, "set work-{} owner=P{}")),
        ];
        let times = in_turn(&runs, rounds(books));
        row(&[
            books.size.to_string(),
            figure(times[0]),
            figure(times[1]),
            ratio(times[0].unwrap(), times[1]),
            figure(times[2]),
        ]);
    }
}

/// The interface and others in a terminal of 80 columns and 24 lines.
fn screens(books: &[Books]) {
    heading(
        "In a terminal: the first frame whole (ms), a key to its last byte (ms), bytes a key, peak memory (KiB)",
        &["actions", "program", "first frame", "key", "bytes", "memory"],
    );
    for books in books {
        let programs = [
            Some(Screen::own(&books.store)),
            clock::is_there("vim").then(|| Screen::vim(&books.text)),
            (clock::is_there("hledger-ui") && books.size < LARGE).then(|| Screen::hledger(&books.journal)),
        ];
        let programs: Vec<_> = programs.into_iter().flatten().collect();
        for (screen, shown) in programs.iter().zip(interface(&programs, if books.size >= LARGE { 3 } else { 9 })) {
            row(&[
                books.size.to_string(),
                screen.name.to_owned(),
                ms(shown.first),
                ms(shown.key),
                format!("{:.0}, at most {}", shown.bytes, shown.most_bytes),
                shown.memory.to_string(),
            ]);
        }
    }
}

/// The interface while nobody does anything.
fn still(books: &[Books]) {
    heading("With nothing to do, in ten seconds", &["actions", "processor, ms a second", "bytes sent"]);
    for books in books {
        let (processor, bytes) = idle(&Screen::own(&books.store));
        row(&[books.size.to_string(), format!("{processor:.2}"), bytes.to_string()]);
    }
}

/// What csp is told whatever is measured: the store, and a day that is always the same.
fn on(store: &Path) -> Vec<String> {
    ["--store", &store.display().to_string(), "--as-at", "2023-03-09"].map(str::to_owned).into()
}

/// The program that is measured.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Copies the program that this build has made, as an installation does: what a linker has written piece by piece is dearer to
/// start.
fn install(at: &Path) {
    let program = at.join("csp");
    fs::copy(env!("CARGO_BIN_EXE_csp"), &program).unwrap();
    PROGRAM.set(program).unwrap();
}

fn program() -> &'static Path {
    PROGRAM.get().unwrap()
}
