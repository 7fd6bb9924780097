//! `csp archive` and `csp restore`: a record hidden, and brought back. Nothing is ever removed.

use super::set::told;
use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::When;

/// Hide a record; nothing is ever removed.
#[derive(Debug, clap::Args)]
pub struct Archive {
    /// A record's id, or the beginning of one
    id: String,
}

/// Bring a hidden record back.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// A record's id, or the beginning of one
    id: String,
}

impl Archive {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        hide(&self.id, source, output, |today| Some(When::Day(today)))
    }
}

impl Restore {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        hide(&self.id, source, output, |_| None)
    }
}

fn hide(
    id: &str,
    source: &Source<'_>,
    output: &mut Output<'_>,
    since: fn(chrono::NaiveDate) -> Option<When>,
) -> Result<Code, Failure> {
    let mut opened = source.write()?;
    let (id, before) = opened.record(id)?;
    if let Some(why) = before.kind().never_archived() {
        return Err(why.into());
    }
    let since = since(opened.today);
    let saved = opened.store.update(before.kind(), &id, &|current| {
        let mut record = current.clone();
        if record.archived().is_some() != since.is_some() {
            record.archived_mut().clone_from(&since);
        }
        Ok(record)
    })?;
    for line in told(&id, &saved) {
        output.say(&line);
    }
    if since.is_none() {
        return Ok(Code::Done);
    }
    let is_live = |from| opened.book.get(from).is_some_and(|record| record.archived().is_none());
    let linking = opened.book.linking_to(&id).iter().filter(|link| is_live(&link.from)).count();
    match linking {
        0 => {}
        1 => output.say(&format!("{id}: one record still leads to it. Next: csp show {id} names it")),
        _ => output.say(&format!("{id}: {linking} records still lead to it. Next: csp show {id} names them")),
    }
    Ok(Code::Done)
}
