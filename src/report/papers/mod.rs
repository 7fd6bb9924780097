//! The reports that leave the room, each a template over what is drawn from the book.

mod action_log;
mod board;
mod chaser;
mod exception;
mod highlight;
mod item;
mod scope;

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

pub use action_log::Grouping;
pub use chaser::asks_anything_of;
pub use scope::{Scope, Since};

use super::changes::Changes;
use super::document::Document;
use super::recommendations::{OfAgency, Recommended, by_agency, recommendations};
use super::scrutiny::{Extras, Remark, scrutiny};
use super::template::{Template, TemplateError, draft};
use crate::model::when::day;
use crate::model::{Book, Id, When};

/// A report that leaves the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The annual scrutiny report in its twelve sections.
    Scrutiny(Extras),
    /// The quarterly paper to the board.
    Board,
    /// Progress, with what history tells of the time since; nothing where no history is kept.
    Highlight(Option<Box<Changes>>),
    /// What is off its track.
    Exception,
    /// Open actions by who holds them.
    Actions(Grouping),
    /// Recommendations and what became of them.
    Recommendations,
    /// What one body is asked for, and who asks.
    Chaser {
        /// The body.
        body: Id,
        /// Who asks.
        officer: String,
    },
}

/// A report as it was drafted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// What it says.
    pub document: Document,
    /// What whoever drafts it has to know.
    pub remarks: Vec<Remark>,
    /// The records that it asks somebody about; of a chaser only.
    pub asks_about: Vec<Id>,
}

impl Drafted {
    /// The same of the built-in sample, which says on paper that it is that.
    #[must_use]
    pub fn of_sample(self) -> Self {
        let words = "built into csp to try it with; these are not your own records";
        Self { document: self.document.marked("SAMPLE:", words), ..self }
    }
}

impl Paper {
    /// The word by which it is asked for, and the name of its template.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Scrutiny(_) => "scrutiny",
            Self::Board => "board",
            Self::Highlight(_) => "highlight",
            Self::Exception => "exception",
            Self::Actions(_) => "actions",
            Self::Recommendations => "recommendations",
            Self::Chaser { .. } => "chaser",
        }
    }

    /// What a file of it is called, without the day and the ending: no two reports share it, nor one report about two things.
    pub fn file_stem(&self, scope: &Scope) -> String {
        let name = self.name();
        let about = [&scope.priority, &scope.body, &scope.meeting].into_iter().flatten();
        let about: String = about.map(|id| format!("-{id}")).collect();
        match self {
            Self::Scrutiny(Extras { notes: true, .. }) => format!("{name}-with-notes"),
            Self::Scrutiny(_) => name.to_owned(),
            Self::Chaser { body, .. } => format!("{name}-{body}"),
            Self::Actions(grouping) => format!("{name}-by-{}{about}", grouping.name()),
            _ => format!("{name}{about}"),
        }
    }

    /// Drafts it by a template: the store's own where it has one, else the one that csp brings.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn draft(
        &self,
        own: Option<String>,
        scope: &Scope,
        book: &Book,
        today: NaiveDate,
    ) -> Result<Drafted, TemplateError> {
        let by = Drafting { template: Template::of(self.name(), own), scope, book, today };
        match self {
            Self::Scrutiny(extras) => {
                let drawn = scrutiny(book, today, *extras);
                let document = draft(&by.template, &drawn, book, today)?;
                Ok(Drafted { document, remarks: drawn.remarks, asks_about: Vec::new() })
            }
            Self::Board => {
                // The meeting is where the paper goes, and narrows nothing.
                let whole = Scope { meeting: None, ..scope.clone() };
                let paper = board::board(book, &whole, scope.meeting.clone(), today);
                Drafting { scope: &whole, ..by }.of(paper)
            }
            Self::Highlight(changes) => {
                by.of(highlight::highlight(book, scope, &scope.since(book, today), changes.as_deref(), today))
            }
            Self::Exception => by.of(Exceptions { exceptions: exception::exceptions(book, scope, today) }),
            Self::Actions(grouping) => by.of(Log {
                by: grouping.name(),
                label: grouping.label(),
                groups: action_log::action_log(book, scope, *grouping, today),
                since: scope.since.as_ref().map(Since::words),
                completed: action_log::completed(book, scope, today),
            }),
            Self::Recommendations => {
                let held = |it: &Id| book.get(it).is_some_and(|record| scope.holds(it, record));
                let is_news = |it: &Recommended| {
                    let told = [it.made_on.as_ref(), it.responded_on.as_ref(), last_heard(book, &it.id)];
                    scope.since.as_ref().is_none_or(|since| told.into_iter().any(|when| since.covers(when, today)))
                };
                let found = recommendations(book, today).into_iter();
                let told = found.filter(|it| held(&it.id) && (it.is_unanswered || is_news(it))).collect();
                by.of(Tracker { since: scope.since.as_ref().map(Since::words), agencies: by_agency(told) })
            }
            Self::Chaser { body, officer } => {
                let chaser = chaser::chaser(book, body, officer, today);
                let asks_about = chaser.ids().cloned().collect();
                Ok(Drafted { asks_about, ..by.of(chaser)? })
            }
        }
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scrutiny(Extras { notes: false, .. }) => "Annual scrutiny report",
            Self::Scrutiny(_) => "Annual scrutiny report with drafting notes",
            Self::Board => "Board paper",
            Self::Highlight(_) => "Highlight report",
            Self::Exception => "Exception report",
            Self::Actions(Grouping::Body) => "Action log by lead agency",
            Self::Actions(Grouping::Owner) => "Action log by owner",
            Self::Actions(Grouping::Priority) => "Action log by priority",
            Self::Actions(Grouping::Meeting) => "Action log by meeting",
            Self::Recommendations => "Recommendations and what became of them",
            Self::Chaser { .. } => "Chaser",
        })
    }
}

/// What every report but the annual one begins with, beside what is its own.
#[derive(Serialize)]
struct Values<T> {
    partnership: Option<String>,
    plan: Option<String>,
    as_at: String,
    only: Vec<String>,
    unreadable: usize,
    #[serde(flatten)]
    own: T,
}

#[derive(Serialize)]
struct Exceptions {
    exceptions: Vec<item::Item>,
}

#[derive(Serialize)]
struct Log {
    by: &'static str,
    label: &'static str,
    groups: Vec<action_log::Group>,
    since: Option<String>,
    completed: Vec<item::Item>,
}

#[derive(Serialize)]
struct Tracker {
    since: Option<String>,
    agencies: Vec<OfAgency>,
}

fn last_heard<'a>(book: &'a Book, id: &Id) -> Option<&'a When> {
    book.get(id)?.last_update()?.date.as_ref()
}

/// What a report is drafted with.
struct Drafting<'a> {
    template: Template,
    scope: &'a Scope,
    book: &'a Book,
    today: NaiveDate,
}

impl Drafting<'_> {
    fn of(&self, own: impl Serialize) -> Result<Drafted, TemplateError> {
        let partnership = self.book.partnership();
        let values = Values {
            partnership: partnership.and_then(|it| it.title.as_deref()).map(str::to_owned),
            plan: partnership.and_then(|it| it.current_plan.as_ref()).map(|plan| self.book.title(plan).to_owned()),
            as_at: day(self.today),
            only: self.scope.words(self.book),
            unreadable: self.book.faults().len(),
            own,
        };
        let document = draft(&self.template, values, self.book, self.today)?;
        Ok(Drafted { document, remarks: Vec::new(), asks_about: Vec::new() })
    }
}
