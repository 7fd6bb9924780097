//! `csp history`: who changed what and when.

use super::source::Source;
use super::{Code, Failure, Output};
use crate::model::Record;
use crate::report::{history, history_json, json_text, record_history, store_history};
use crate::store::Past;

/// Who changed what and when: of one record, or of all.
///
/// The latest save comes first. Of each field it tells what it held before and what it held after.
#[derive(Debug, clap::Args)]
pub struct History {
    /// A record's id, or the beginning of one; all records if it is left out
    id: Option<String>,
    /// At most so many saves; 50 of all records if it is left out, and of one record all of them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    saves: Option<u32>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// The saves of all records that are told unless more are asked for.
const SAVES: usize = 50;

impl History {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.read(output)?;
        let of = match &self.id {
            Some(typed) => Some(opened.anywhere(typed)?),
            None => None,
        };
        let of = of.as_ref().map(|(kind, id)| (*kind, id));
        let asked = self.saves.map(|saves| usize::try_from(saves).unwrap_or(usize::MAX));
        let most = asked.or(of.is_none().then_some(SAVES));
        // One more is asked for, to know whether there are any.
        let wanted = Past { of, saves: most.map(|most| most.saturating_add(1)), ..Past::default() };
        let mut saves = history(&opened.store.history(&wanted)?);
        let is_more = most.is_some_and(|most| saves.len() > most);
        saves.truncate(most.unwrap_or(usize::MAX));
        if self.json {
            output.data(&json_text(&history_json(&saves)).map_err(Failure::usage)?)?;
        } else if let Some((kind, id)) = of {
            let title = opened.book.get(id).map_or(id.as_str(), Record::title);
            output.text(&record_history((kind, id), title, &saves))?;
        } else {
            output.text(&store_history(&saves))?;
        }
        if is_more {
            let (count, of) = (saves.len(), of.map_or_else(String::new, |(_, id)| format!(" {id}")));
            output.say(&format!("csp: these are the latest {count}. Next: csp history{of} --saves {}", count * 2));
        }
        Ok(Code::Done)
    }
}
