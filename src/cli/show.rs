//! `csp show`: one record in full.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::report::{Contacts, detail, detail_text, json_text, record_json};

/// One record in full, with its links.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// A record's id, or the beginning of one
    id: String,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// With telephone numbers and e-mail addresses
    #[arg(long)]
    contacts: bool,
}

impl Show {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.read(output)?;
        let id = opened.book.resolve(&self.id)?;
        let history = if self.json { String::new() } else { opened.short_history(&id) };
        let book = &opened.book;
        let (Some(record), Some(mut detail)) = (book.get(&id), detail(book, &id, opened.today)) else {
            return Err(Failure::new(Code::NoSuchRecord, format!("there is no record {id}")));
        };
        if self.json {
            let contacts = if self.contacts { Contacts::Shown } else { Contacts::Hidden };
            let value = record_json(&id, record, contacts).map_err(Failure::usage)?;
            output.data(&json_text(&value).map_err(Failure::usage)?)?;
            return Ok(Code::Done);
        }
        if self.contacts {
            detail = detail.with_contacts(record);
        }
        output.text(&(detail_text(&detail, &|id| book.title(id).to_owned()) + &history))?;
        Ok(Code::Done)
    }
}
