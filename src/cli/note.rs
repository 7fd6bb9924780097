//! `csp note`: a dated update with its author.

use std::io::Read;

use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::rows::Update;
use crate::model::{Id, When};
use crate::store::LARGEST;

/// Add a dated update to a record.
#[derive(Debug, clap::Args)]
pub struct Note {
    /// A record's id, or the beginning of one
    id: String,
    /// What is new; - reads it from standard input, which keeps it out of the list of processes
    #[arg(allow_hyphen_values = true)]
    text: String,
}

impl Note {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let ids: Vec<_> = Id::new(self.id.trim()).into_iter().collect();
        let mut opened = source.write_to(&ids, |opened| opened.record(&self.id).is_ok())?;
        let (id, before) = opened.record(&self.id)?;
        let text = if self.text == "-" { standard_input()? } else { self.text.clone() };
        if text.trim().is_empty() {
            return Err(Failure::usage("the note says nothing, so it was not saved"));
        }
        let update = Update::new(opened.today, &source.world.officer, &text);
        opened.store.update(before.kind(), &id, &|current| {
            let mut record = current.clone();
            record.updates_mut().push(update.clone());
            Ok(record)
        })?;
        output.say(&format!("{id}: noted, {}", When::Day(opened.today)));
        Ok(Code::Done)
    }
}

fn standard_input() -> Result<String, Failure> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(LARGEST as u64 + 1).read_to_string(&mut text);
    read.map_err(|error| Failure::usage(format!("standard input: {error}; the note was not saved")))?;
    if text.len() > LARGEST {
        return Err(Failure::usage("the note is larger than a record can be, so it was not saved"));
    }
    Ok(text)
}
