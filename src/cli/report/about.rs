//! What a report is about, as it is typed.

use crate::cli::Failure;
use crate::cli::changes::since_named;
use crate::cli::source::Opened;
use crate::model::{Id, Kind};
use crate::report::Scope;

/// What a report is about.
#[derive(Debug, clap::Args)]
pub(super) struct About {
    /// News since this day, or since this meeting: a date or a meeting's id. If not named, a highlight report and a board
    /// paper tell what is new since the last meeting before today that is recorded, else 90 days
    #[arg(long, value_name = "DATE|MEETING")]
    since: Option<String>,
    /// Only what serves this priority or theme
    #[arg(long, value_name = "ID")]
    priority: Option<String>,
    /// Only what this body leads or takes part in
    #[arg(long, value_name = "ID")]
    body: Option<String>,
    /// The meeting that a board paper goes to; in other reports, only what arose from it
    #[arg(long, value_name = "ID")]
    meeting: Option<String>,
}

impl About {
    /// Recommendations know nothing of priorities.
    ///
    /// # Errors
    /// One was named.
    pub(super) fn without_priority(&self) -> Result<&Self, Failure> {
        let words = "recommendations belong to no priority. Next: leave --priority out";
        if self.priority.is_some() { Err(Failure::usage(words)) } else { Ok(self) }
    }

    /// What is off its track is told as it stands today.
    ///
    /// # Errors
    /// A day was named.
    pub(super) fn without_since(&self) -> Result<&Self, Failure> {
        let words = "what is off its track is told as it stands today. Next: leave --since out";
        if self.since.is_some() { Err(Failure::usage(words)) } else { Ok(self) }
    }

    /// The scope that is meant.
    pub(super) fn scope(&self, opened: &Opened) -> Result<Scope, Failure> {
        let since = self.since.as_deref().map(|typed| since_named(&opened.book, typed, opened.today)).transpose()?;
        let of = |typed: &Option<String>, option: &str, kinds: &[Kind]| {
            typed.as_deref().map(|typed| named(opened, typed, option, kinds)).transpose()
        };
        Ok(Scope {
            priority: of(&self.priority, "--priority", &[Kind::Priority, Kind::Theme])?,
            body: of(&self.body, "--body", &[Kind::Body])?,
            meeting: of(&self.meeting, "--meeting", &[Kind::Meeting])?,
            since,
        })
    }
}

/// The record of one of these kinds that is meant.
pub(super) fn named(opened: &Opened, typed: &str, option: &str, kinds: &[Kind]) -> Result<Id, Failure> {
    let id = opened.book.resolve_among(typed, kinds)?;
    match opened.book.kind(&id) {
        Some(kind) if !kinds.contains(&kind) => Err(Failure::usage(format!("{option} {id}: that is {}", kind.one()))),
        _ => Ok(id),
    }
}
