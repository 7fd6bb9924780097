//! `csp triage`: what needs a decision.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::report::{json_text, triage, triage_json, triage_text};

/// What needs a decision, most urgent first.
#[derive(Debug, clap::Args)]
pub struct Triage {
    /// As JSON
    #[arg(long, conflicts_with = "ids")]
    json: bool,
    /// The ids alone, one a line
    #[arg(long)]
    ids: bool,
}

impl Triage {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let opened = source.read(output)?;
        let items = triage(&opened.book, opened.today);
        if self.ids {
            let ids: String = items.iter().map(|item| format!("{}\n", item.id)).collect();
            output.text(&ids)?;
        } else if self.json {
            output.data(&json_text(&triage_json(&items, &opened.book)).map_err(Failure::usage)?)?;
        } else {
            output.text(&triage_text(&items, &opened.book, opened.today))?;
        }
        Ok(opened.ending(output))
    }
}
