//! Whole commands timed in turn, and how much memory one takes.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};

/// How this program is told to run another one and tell what memory it took.
pub(super) const MEASURE: &str = "--peak-memory-of";

/// A command; `{}` in it is a number that is another one each time.
pub(super) struct Run {
    program: String,
    arguments: Vec<String>,
}

impl Run {
    /// csp on a store.
    pub(super) fn own(store: &Path, line: &str) -> Self {
        Self::of(&super::program().display().to_string(), &super::on(store), line)
    }

    /// Taskwarrior with these settings.
    pub(super) fn task(settings: &Path, line: &str) -> Self {
        Self::of("task", &[format!("rc:{}", settings.display())], line)
    }

    fn of(program: &str, fixed: &[String], line: &str) -> Self {
        let arguments = fixed.iter().cloned().chain(line.split(' ').map(str::to_owned)).collect();
        Self { program: program.to_owned(), arguments }
    }

    fn command(&self, number: usize) -> Command {
        let mut command = Command::new(&self.program);
        command.args(self.arguments.iter().map(|it| it.replace("{}", &(number % 90 + 1).to_string())));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

/// Whether a program is installed.
pub(super) fn is_there(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The median of some figures.
pub(super) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// The median time of each in milliseconds, each run once in every round, after two rounds that do not count.
pub(super) fn in_turn(runs: &[Option<Run>], rounds: usize) -> Vec<Option<f64>> {
    let mut times = vec![Vec::new(); runs.len()];
    for round in 0..rounds + 2 {
        for (run, times) in runs.iter().zip(&mut times) {
            let Some(run) = run else { continue };
            let mut command = run.command(round);
            let begun = Instant::now();
            let ended = command.status().unwrap();
            let time = begun.elapsed().as_secs_f64() * 1000.0;
            assert!(ended.success(), "{command:?} ended with {ended}");
            if round > 1 {
                times.push(time);
            }
        }
    }
    times.into_iter().map(|times| (!times.is_empty()).then(|| median(times))).collect()
}

/// The most memory that a command had at once, in KiB.
pub(super) fn peak_memory(run: &Run) -> f64 {
    // A process of its own has no other children, whose peak would be told too.
    let own = env::current_exe().unwrap();
    let told = Command::new(own).arg(MEASURE).arg(&run.program).args(&run.arguments).output().unwrap();
    String::from_utf8(told.stdout).unwrap().trim().parse().unwrap()
}

/// Runs a program and tells what memory it took.
pub(super) fn tell_peak_memory(program: &[String]) {
    let mut command = Command::new(&program[0]);
    command.args(&program[1..]).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(command.status().unwrap().success());
    println!("{}", getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss());
}
