//! The reports that leave the room, in a list to pick from.

use super::pick::{Choice, Pick};
use crate::model::kinds::Body;
use crate::model::{Book, Id, Kind};
use crate::report::{Extras, Grouping, Paper, Scope, asks_anything_of};

/// The reports, and what they are about.
#[derive(Clone, Debug)]
pub(crate) struct Reports {
    pub(crate) pick: Pick,
    papers: Vec<(Paper, Choice)>,
    scope: Scope,
}

impl Reports {
    /// Every report; about the record that is open where it is a priority, a theme, a body or a meeting. A chaser is offered
    /// for each body that it has something to ask for.
    pub(crate) fn new(book: &Book, officer: &str, here: Option<&Id>) -> Self {
        let with_notes = Extras { notes: true, ..Extras::default() };
        let mut papers = vec![
            Paper::Scrutiny(Extras::default()),
            Paper::Scrutiny(with_notes),
            Paper::Board,
            Paper::Highlight(None),
            Paper::Exception,
            Paper::Actions(Grouping::Body),
            Paper::Actions(Grouping::Owner),
            Paper::Actions(Grouping::Priority),
            Paper::Actions(Grouping::Meeting),
            Paper::Recommendations,
        ];
        let bodies = book.all::<Body>().map(|(id, _)| id).filter(|id| asks_anything_of(book, id));
        papers.extend(bodies.map(|id| Paper::Chaser { body: id.clone(), officer: officer.to_owned() }));
        let papers: Vec<_> = papers
            .into_iter()
            .map(|paper| {
                let choice = choice(book, &paper);
                (paper, choice)
            })
            .collect();
        let options = papers.iter().map(|(_, choice)| choice.clone()).collect();
        Self { pick: Pick::new("Reports", options), papers, scope: scope(book, here) }
    }

    /// The report under the cursor, and what it is about.
    pub(crate) fn chosen(self) -> Option<(Paper, Scope)> {
        let chosen = self.pick.choice()?;
        let (paper, _) = self.papers.into_iter().find(|(_, choice)| *choice == chosen)?;
        // Recommendations belong to no priority.
        let priority = self.scope.priority.filter(|_| paper != Paper::Recommendations);
        Some((paper, Scope { priority, ..self.scope }))
    }
}

/// A report as it is listed. Two bodies of one title are told apart by their ids.
fn choice(book: &Book, paper: &Paper) -> Choice {
    let Paper::Chaser { body, .. } = paper else {
        return Choice { value: paper.name().to_owned(), words: paper.to_string() };
    };
    let title = book.title(body);
    let is_shared = book.all::<Body>().any(|(other, _)| other != body && book.title(other) == title);
    let value = if is_shared { format!("{} {body}", paper.name()) } else { paper.name().to_owned() };
    Choice { value, words: format!("{paper}: {title}") }
}

fn scope(book: &Book, here: Option<&Id>) -> Scope {
    let about = |kinds: &[Kind]| here.filter(|id| book.kind(id).is_some_and(|kind| kinds.contains(&kind))).cloned();
    Scope {
        priority: about(&[Kind::Priority, Kind::Theme]),
        body: about(&[Kind::Body]),
        meeting: about(&[Kind::Meeting]),
        since: None,
    }
}
