//! `csp changes`: what has changed since a day or a meeting, on one page.

use chrono::NaiveDate;

use super::source::{Opened, Source};
use super::{Code, Failure, Output};
use crate::model::Book;
use crate::report::{self, Since, changes, changes_json, changes_text, json_text};
use crate::store::Past;

/// What has changed since a day or a meeting: added, completed, slipped and changed, and by whom.
#[derive(Debug, clap::Args)]
pub struct Changes {
    /// A day (2023-03-09, "3 weeks ago", monday), or a meeting by its id or title; the last meeting if it is left out, else 90 days
    #[arg(long, value_name = "DATE|MEETING")]
    since: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Changes {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.read(output)?;
        let clock = source.world.clock;
        if !self.json {
            return told(&mut opened, self.since.as_deref(), clock, output);
        }
        let changes = changed(&mut opened, self.since.as_deref(), clock)?;
        output.data(&json_text(&changes_json(&changes)).map_err(Failure::usage)?)?;
        Ok(opened.ending(output))
    }
}

/// What has changed, on one page.
pub(super) fn told(
    opened: &mut Opened,
    since: Option<&str>,
    clock: NaiveDate,
    output: &mut Output<'_>,
) -> Result<Code, Failure> {
    let changes = changed(opened, since, clock)?;
    output.text(&changes_text(&changes))?;
    Ok(opened.ending(output))
}

/// The day or the meeting that was typed behind `--since`.
pub(super) fn since_named(book: &Book, typed: &str, today: NaiveDate) -> Result<Since, Failure> {
    Since::named(book, typed, today).map_err(|why| Failure::usage(format!("--since: {why}")))
}

/// What has changed since the day that was typed. Saves are dated by the clock, whatever day counts as today.
fn changed(opened: &mut Opened, since: Option<&str>, clock: NaiveDate) -> Result<report::Changes, Failure> {
    let since = match since {
        Some(typed) => since_named(&opened.book, typed, clock)?,
        None => Since::usual(&opened.book, None, clock),
    };
    let events = opened.store.history(&Past { since: Some(since.day), ..Past::default() })?;
    // What was not in history when the book was read may be in it now; both are to tell of the same moment.
    let book = opened.store.load()?;
    Ok(changes(&book, &events, since))
}
