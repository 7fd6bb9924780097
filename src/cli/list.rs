//! `csp list`: a table of records.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::{Filter, Kind};
use crate::report::{Ids, Section, as_csv, json_text, listing, records_json, sections_text};

/// A table of records.
#[derive(Debug, clap::Args)]
pub struct List {
    /// A kind (action, duty …), then words, FIELD:VALUE, FIELD.before:DATE and flags (overdue, due-soon, stale, unowned,
    /// undated, open, outstanding); not: turns a term round
    #[arg(value_name = "KIND|FILTER")]
    terms: Vec<String>,
    /// As JSON
    #[arg(long, conflicts_with_all = ["csv", "ids"])]
    json: bool,
    /// As comma-separated values, with every field
    #[arg(long, conflicts_with = "ids")]
    csv: bool,
    /// The ids alone, one a line
    #[arg(long)]
    ids: bool,
}

impl List {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let opened = source.read(output)?;
        let kind = self.terms.first().and_then(|first| Kind::parse(first).ok());
        let terms = &self.terms[usize::from(kind.is_some())..];
        let filter = Filter::terms(terms, opened.today)?;
        let records = listing(&opened.book, kind, &filter, opened.today);
        if self.ids {
            let ids: String = records.iter().map(|(id, _)| format!("{id}\n")).collect();
            output.text(&ids)?;
        } else if self.json {
            output.data(&json_text(&records_json(&records).map_err(Failure::usage)?).map_err(Failure::usage)?)?;
        } else if self.csv {
            output.data(&as_csv(&records).map_err(Failure::usage)?)?;
        } else if records.is_empty() {
            output.say("csp: no record matches");
        } else {
            let section = Section::of_records("", kind, records, &opened.book, opened.today);
            output.text(&sections_text(&[section], source.world.width, Ids::Shown))?;
        }
        Ok(opened.ending(output))
    }
}
