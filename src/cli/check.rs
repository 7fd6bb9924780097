//! `csp check`: every problem of the store, each on one line that an editor can follow.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::check::{Problem, Severity, examine};

/// Every problem of the store: where, what is wrong, what to do next.
#[derive(Debug, clap::Args)]
pub struct Check {}

impl Check {
    #[allow(clippy::unused_self, reason = "every command runs alike")]
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let opened = source.read(output)?;
        let problems = examine(&opened.book, opened.today);
        let mut text = String::new();
        for problem in &problems {
            let known = || {
                let id = problem.id.as_ref()?;
                opened.store.locate(opened.book.kind(id)?, id, problem.field?)
            };
            text.push_str(&output.typed(&line(problem, problem.place.or_else(known))));
        }
        output.text(&text)?;
        let count = |severity: Severity| problems.iter().filter(|problem| problem.severity == severity).count();
        let counts = Severity::ALL.map(|severity| match count(severity) {
            1 => format!("1 {}", severity.word()),
            count => format!("{count} {}s", severity.word()),
        });
        output.say(&format!("csp: {}", counts.join(", ")));
        Ok(if count(Severity::Error) > 0 { Code::Incomplete } else { Code::Done })
    }
}

fn line(problem: &Problem, place: Option<(usize, usize)>) -> String {
    let place = place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    let one_line = |text: &str| crate::model::display::display(text).into_owned();
    let (path, what, next) = (one_line(&problem.path), one_line(&problem.what), one_line(&problem.next));
    format!("{path}{place}: {}: {what}. Next: {next}\n", problem.severity.word())
}
