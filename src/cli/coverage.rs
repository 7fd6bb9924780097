//! `csp coverage`: priorities and themes by stage, gaps marked.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::report::{cover, coverage_text};

/// Priorities and themes by stage, gaps marked.
#[derive(Debug, clap::Args)]
pub struct Coverage {}

impl Coverage {
    #[allow(clippy::unused_self, reason = "every command runs alike")]
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let opened = source.read(output)?;
        output.text(&coverage_text(&cover(&opened.book), opened.today))?;
        Ok(opened.ending(output))
    }
}
