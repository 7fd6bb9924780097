//! The panes of the interface, as data: what each lists, the same on screen and in `csp summary PANE`.

use std::iter;

use chrono::NaiveDate;

use super::outstanding::{Outstanding, also_outstanding, further_work};
use super::table::{Row, Section, listing};
use crate::model::check::{Problem, Severity, examine};
use crate::model::display::NOT_STATED;
use crate::model::{Book, Filter, Id, Invalid, Kind};

/// A pane of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Pane {
    Overview,
    Priorities,
    Themes,
    Duties,
    FurtherWork,
    Actions,
    Plans,
    Funding,
    Meetings,
    Quality,
    Everything,
}

impl Pane {
    /// Every pane, in the order of their keys: 1 to 9, then 0, and last the one in which every kind is found.
    pub const ALL: [Self; 11] = [
        Self::Overview,
        Self::Priorities,
        Self::Themes,
        Self::Duties,
        Self::FurtherWork,
        Self::Actions,
        Self::Plans,
        Self::Funding,
        Self::Meetings,
        Self::Quality,
        Self::Everything,
    ];

    /// The key that shows it; the last one also asks what is to be found.
    pub fn key(self) -> char {
        match self {
            Self::Overview => '1',
            Self::Priorities => '2',
            Self::Themes => '3',
            Self::Duties => '4',
            Self::FurtherWork => '5',
            Self::Actions => '6',
            Self::Plans => '7',
            Self::Funding => '8',
            Self::Meetings => '9',
            Self::Quality => '0',
            Self::Everything => 'f',
        }
    }

    /// What it is called on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Priorities => "Priorities",
            Self::Themes => "Themes",
            Self::Duties => "Duties",
            Self::FurtherWork => "Further work",
            Self::Actions => "Actions",
            Self::Plans => "Plans",
            Self::Funding => "Funding",
            Self::Meetings => "Meetings and recommendations",
            Self::Quality => "Quality",
            Self::Everything => "Everything",
        }
    }

    /// Takes a pane's label, its first word or its key.
    ///
    /// # Errors
    /// Anything else; the message lists the words.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wanted = text.to_lowercase().replace(' ', "-");
        let word = |pane: Self| pane.label().to_lowercase().replace(' ', "-");
        let found = Self::ALL.into_iter().find(|pane| word(*pane) == wanted || wanted == pane.key().to_string());
        found.or_else(|| (wanted == "meetings").then_some(Self::Meetings)).ok_or_else(|| {
            let words: Vec<_> = Self::ALL.into_iter().map(word).collect();
            Invalid::new(format!("{text} is no pane; the panes are {}", words.join(", ")))
        })
    }

    /// The kind of record that `a` adds here.
    pub fn adds(self) -> Option<Kind> {
        match self {
            Self::Overview | Self::Quality | Self::Everything => None,
            Self::Priorities => Some(Kind::Priority),
            Self::Themes => Some(Kind::Theme),
            Self::Duties => Some(Kind::Duty),
            Self::FurtherWork | Self::Actions => Some(Kind::Action),
            Self::Plans => Some(Kind::Plan),
            Self::Funding => Some(Kind::Funding),
            Self::Meetings => Some(Kind::Recommendation),
        }
    }
}

/// What a pane lists, narrowed by a filter. The overview lists nothing of its own: see [`super::summarise`].
pub fn pane(book: &Book, pane: Pane, filter: &Filter, today: NaiveDate) -> Vec<Section> {
    let of = |kind: Kind, heading: &str| {
        Section::of_records(heading, Some(kind), listing(book, Some(kind), filter, today), book, today)
    };
    // What has given way to another stands apart, and is mentioned only where there is any.
    let served = |kind: Kind, heading: &str, earlier: &str| {
        let listed = listing(book, Some(kind), filter, today);
        let (past, standing): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(id, _)| book.has_given_way(id));
        let of = |heading: &str, records| Section::of_records(heading, Some(kind), records, book, today);
        let past = Some(past).filter(|past| !past.is_empty()).map(|past| of(earlier, past));
        iter::once(of(heading, standing)).chain(past).collect()
    };
    match pane {
        Pane::Overview => Vec::new(),
        Pane::Priorities => served(Kind::Priority, "Priorities", "Superseded priorities"),
        Pane::Themes => served(Kind::Theme, "Themes", "Superseded themes"),
        Pane::Duties => vec![of(Kind::Duty, "Duties, by next date")],
        Pane::FurtherWork => {
            let on = book.on(today);
            let shown = |it: &Outstanding| book.get(&it.id).is_some_and(|record| filter.matches(&it.id, record, on));
            vec![
                open_work("Areas for further work", further_work(book, today).into_iter().filter(shown)),
                open_work("Also outstanding", also_outstanding(book).into_iter().filter(shown)),
            ]
        }
        Pane::Actions => vec![of(Kind::Action, "Actions")],
        Pane::Plans => vec![of(Kind::Plan, "Plans")],
        Pane::Funding => vec![of(Kind::Funding, "Funding")],
        Pane::Meetings => vec![of(Kind::Recommendation, "Recommendations"), of(Kind::Meeting, "Meetings")],
        Pane::Quality => quality(book, filter, today),
        Pane::Everything => {
            let records = listing(book, None, filter, today);
            vec![Section::of_records("Records of every kind", None, records, book, today)]
        }
    }
}

fn open_work(heading: &str, work: impl Iterator<Item = Outstanding>) -> Section {
    let stated = |text: Option<String>| text.unwrap_or_else(|| NOT_STATED.to_owned());
    let rows = work.map(|it| Row {
        id: Some(it.id),
        cells: vec![it.what, stated(it.state), stated(it.source)],
        is_late: false,
        is_marked: false,
    });
    Section {
        heading: heading.to_owned(),
        columns: vec!["What", "State", "Source"],
        rows: rows.collect(),
        empty: "None.",
    }
}

/// The problems by how grave they are, each leading to its record, or to the file that alone would hold it.
fn quality(book: &Book, filter: &Filter, today: NaiveDate) -> Vec<Section> {
    let problems = examine(book, today);
    let matches = |id: &Id| book.get(id).is_some_and(|record| filter.matches(id, record, book.on(today)));
    let shown = |it: &&Problem| filter.is_empty() || it.id.as_ref().is_some_and(matches);
    let of = |severity: Severity| {
        let row = |it: &Problem| {
            let record = it.id.as_ref().filter(|id| book.get(id).is_some());
            let place = it.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
            let at = record.map_or_else(|| format!("{}{place}", it.path), ToString::to_string);
            let id = it.id.clone().filter(|id| record.is_some() || book.unreadable(id).is_some());
            Row { id, cells: vec![it.what.clone(), at, it.next.clone()], is_late: false, is_marked: false }
        };
        let of_severity = problems.iter().filter(|it| it.severity == severity);
        let rows = of_severity.filter(shown).map(row).collect();
        Section { heading: severity.heading().to_owned(), columns: vec!["What", "Where", "Next"], rows, empty: "None." }
    };
    Severity::ALL.map(of).into()
}
