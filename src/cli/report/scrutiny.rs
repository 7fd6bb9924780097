//! `csp report scrutiny`: the annual scrutiny report.

use super::paper::{Paper, template};
use crate::cli::source::Source;
use crate::cli::{Code, Failure, Output};
use crate::model::Id;
use crate::report::{Extras, Remark, draft, scrutiny};

/// The annual scrutiny report in its twelve sections.
#[derive(Debug, clap::Args)]
pub(super) struct Scrutiny {
    #[command(flatten)]
    paper: Paper,
    /// Add what is stated and looks wrong, as drafting notes at the end
    #[arg(long)]
    notes: bool,
    /// Print the author's telephone number and e-mail address
    #[arg(long)]
    contacts: bool,
}

impl Scrutiny {
    pub(super) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let opened = source.read(output)?;
        let (book, today) = (&opened.book, opened.today);
        if book.get(&Id::new("report")?).is_none() {
            let next =
                "Next: csp check says what is wrong with report.ron; without one, copy that of csp init --starter";
            return Err(Failure::new(Code::Incomplete, format!("there is no report to draft from. {next}")));
        }
        let extras = Extras { notes: self.notes, contacts: self.contacts };
        let scrutiny = scrutiny(book, today, extras);
        let document = draft(&template(&opened, "scrutiny")?, &scrutiny, book, today)?;
        self.paper.deliver(&document, output)?;
        for remark in &scrutiny.remarks {
            output.say(&format!("csp: {remark}"));
        }
        let is_whole = !scrutiny.remarks.iter().any(Remark::is_failure);
        let ending = opened.ending(output);
        Ok(if is_whole { ending } else { Code::Incomplete })
    }
}
