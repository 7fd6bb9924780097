//! `csp report chaser`: what one agency is asked for, and that it was asked.

use super::about::named;
use super::delivery::Delivery;
use super::{draft, ending};
use crate::cli::source::{Opened, Source};
use crate::cli::{Code, Failure, Output};
use crate::model::rows::Update;
use crate::model::{Id, Kind};
use crate::report::{Paper, Scope};

/// What one agency has open, with what is asked and by when, to paste into an e-mail.
#[derive(Debug, clap::Args)]
pub(super) struct Chaser {
    /// The agency: a body's id
    #[arg(long, value_name = "ID")]
    body: String,
    /// Note on each record that the agency was asked, once the text is there
    #[arg(long)]
    log: bool,
    #[command(flatten)]
    delivery: Delivery,
}

impl Chaser {
    pub(super) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let mut opened = if self.log { source.write()? } else { source.read(output)? };
        let body = named(&opened, &self.body, "--body", &[Kind::Body])?;
        let officer = source.world.officer.clone();
        let paper = Paper::Chaser { body: body.clone(), officer: officer.clone() };
        let drafted = draft(&opened, &paper, &Scope::default())?;
        self.delivery.deliver(&drafted.document, source.world, output)?;
        if self.log {
            let update = Update::asking(opened.today, &officer, opened.book.title(&body));
            let words = update.text.as_deref().unwrap_or_default().to_owned();
            for id in &drafted.asks_about {
                note(&mut opened, id, &update)?;
                output.say(&format!("{id}: noted: {words}"));
            }
        }
        Ok(ending(&opened, &drafted, output))
    }
}

fn note(opened: &mut Opened, id: &Id, update: &Update) -> Result<(), Failure> {
    let Some(kind) = opened.book.kind(id) else { return Ok(()) };
    let noted = opened.store.update(kind, id, &|current| {
        let mut record = current.clone();
        // Asked again on the same day it is noted once.
        if !record.updates().contains(update) {
            record.updates_mut().push(update.clone());
        }
        Ok(record)
    });
    noted.map(drop).map_err(|error| {
        let failure = Failure::from(error);
        Failure::new(
            failure.code,
            format!("{id}: {}. The text is written; that it was asked is not noted", failure.message),
        )
    })
}
