//! `csp summary`: one page of plain text.

use clap::builder::StringValueParser;

use super::source::Source;
use super::{Code, Failure, Output, offered};
use crate::model::Filter;
use crate::report::{Pane, detail, detail_text, pane_text, summarise, summary_text};

/// One page of plain text: the whole, or one pane or record.
#[derive(Debug, clap::Args)]
pub struct Summary {
    /// A pane (duties, further-work …) or a record's id
    #[arg(value_parser = offered::panes(StringValueParser::new()), hide_possible_values = true)]
    what: Option<String>,
}

impl Summary {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = source.read(output)?;
        if self.what.as_deref().map(Pane::parse) == Some(Ok(Pane::Changes)) {
            return super::changes::told(&mut opened, None, source.world.clock, output);
        }
        let (book, today) = (&opened.book, opened.today);
        let Some(what) = &self.what else {
            output.text(&summary_text(&summarise(book, today)))?;
            return Ok(opened.ending(output));
        };
        if let Ok(wanted) = Pane::parse(what) {
            let text = match wanted {
                Pane::Overview => summary_text(&summarise(book, today)),
                other => pane_text(book, other, &Filter::default(), "", today),
            };
            output.text(&text)?;
            return Ok(opened.ending(output));
        }
        let id = opened.book.resolve(what)?;
        if let Some(detail) = detail(book, &id, today) {
            output.text(&detail_text(&detail, &|id| book.title(id).to_owned()))?;
        }
        Ok(Code::Done)
    }
}
