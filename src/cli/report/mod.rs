//! `csp report`: what leaves the room, as text, Markdown or a Word document.

mod about;
mod chaser;
mod delivery;

use super::source::{Opened, Source};
use super::{Code, Failure, Output};
use crate::model::Id;
use crate::report::{Drafted, Extras, Grouping, Paper, Scope};

use about::About;
use delivery::Delivery;

/// A report on paper: text, Markdown or a Word document.
#[derive(Debug, clap::Args)]
pub struct Report {
    #[command(subcommand)]
    which: Which,
}

#[derive(Debug, clap::Subcommand)]
enum Which {
    /// The annual scrutiny report in its twelve sections
    Scrutiny {
        #[command(flatten)]
        delivery: Delivery,
        /// Add what is stated and looks wrong, as drafting notes at the end
        #[arg(long)]
        notes: bool,
        /// Print the author's telephone number and e-mail address
        #[arg(long)]
        contacts: bool,
    },
    /// The quarterly paper to the board: matters arising, highlights, exceptions, decisions sought
    Board {
        #[command(flatten)]
        delivery: Delivery,
        #[command(flatten)]
        about: About,
    },
    /// Progress, by priority and theme
    Highlight {
        #[command(flatten)]
        delivery: Delivery,
        #[command(flatten)]
        about: About,
    },
    /// Only what is off its track, and why
    Exception {
        #[command(flatten)]
        delivery: Delivery,
        #[command(flatten)]
        about: About,
    },
    /// The action log: open actions by who holds them
    Actions {
        #[command(flatten)]
        delivery: Delivery,
        #[command(flatten)]
        about: About,
        /// What stands together
        #[arg(long, value_enum, default_value = "body")]
        by: By,
    },
    /// Recommendations and what became of them, without an answer first
    Recommendations {
        #[command(flatten)]
        delivery: Delivery,
        #[command(flatten)]
        about: About,
    },
    /// What one agency has open, with what is asked and by when, to paste into an e-mail
    Chaser(chaser::Chaser),
}

/// By what open actions are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// The body that leads
    Body,
    /// The person or post
    Owner,
    /// The priority or theme
    Priority,
    /// The meeting they arose from
    Meeting,
}

impl Report {
    pub(crate) fn run(&self, source: &Source<'_>, output: &mut Output<'_>) -> Result<Code, Failure> {
        let (paper, delivery, about) = match &self.which {
            Which::Scrutiny { delivery, notes, contacts } => {
                let extras = Extras { notes: *notes, contacts: *contacts };
                (Paper::Scrutiny(extras), delivery, None)
            }
            Which::Board { delivery, about } => (Paper::Board, delivery, Some(about)),
            Which::Highlight { delivery, about } => (Paper::Highlight(None), delivery, Some(about)),
            Which::Exception { delivery, about } => (Paper::Exception, delivery, Some(about.without_since()?)),
            Which::Actions { delivery, about, by } => (Paper::Actions(by.grouping()), delivery, Some(about)),
            Which::Recommendations { delivery, about } => {
                (Paper::Recommendations, delivery, Some(about.without_priority()?))
            }
            Which::Chaser(it) => return it.run(source, output),
        };
        let mut opened = source.read(output)?;
        let scope = about.map(|about| about.scope(&opened)).transpose()?.unwrap_or_default();
        let paper = match paper {
            Paper::Highlight(_) => {
                let since = scope.since(&opened.book, opened.today);
                Paper::Highlight(opened.changes(since, output)?.map(Box::new))
            }
            other => other,
        };
        let drafted = draft(&opened, &paper, &scope)?;
        delivery.deliver(&drafted.document, source.world, output)?;
        Ok(ending(&opened, &drafted, output))
    }
}

impl By {
    fn grouping(self) -> Grouping {
        match self {
            Self::Body => Grouping::Body,
            Self::Owner => Grouping::Owner,
            Self::Priority => Grouping::Priority,
            Self::Meeting => Grouping::Meeting,
        }
    }
}

/// Drafts a report by the store's own template where it has one.
fn draft(opened: &Opened, paper: &Paper, scope: &Scope) -> Result<Drafted, Failure> {
    let is_annual = matches!(paper, Paper::Scrutiny(_));
    if is_annual && opened.book.get(&Id::new("report")?).is_none() {
        let next = "Next: csp check says what is wrong with report.ron; without one, copy that of csp init --starter";
        return Err(Failure::new(Code::Incomplete, format!("there is no report to draft from. {next}")));
    }
    let own = opened.store.template(paper.name())?;
    let drafted = paper.draft(own, scope, &opened.book, opened.today)?;
    Ok(if opened.is_sample { drafted.of_sample() } else { drafted })
}

/// What the drafter has to know, and how the command ends.
fn ending(opened: &Opened, drafted: &Drafted, output: &mut Output<'_>) -> Code {
    for remark in &drafted.remarks {
        output.say(&format!("csp: {remark}"));
    }
    let ending = opened.ending(output);
    if drafted.remarks.iter().any(crate::report::Remark::is_failure) { Code::Incomplete } else { ending }
}
