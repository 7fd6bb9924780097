//! `csp report`: what leaves the room, as text, Markdown or a Word document.

mod paper;
mod scrutiny;

use super::source::Source;
use super::{Code, Failure, Output};

/// A report on paper: text, Markdown or a Word document.
#[derive(Debug, clap::Args)]
pub struct Report {
    #[command(subcommand)]
    which: Which,
}

#[derive(Debug, clap::Subcommand)]
enum Which {
    /// The annual scrutiny report in its twelve sections
    Scrutiny(scrutiny::Scrutiny),
}

impl Report {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        match &self.which {
            Which::Scrutiny(it) => it.run(source, output),
        }
    }
}
