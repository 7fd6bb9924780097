//! The panes of the interface, as data: what each lists, the same on screen and in `csp summary PANE`.

use std::iter;

use chrono::NaiveDate;

use super::as_text::{changed_fields, changed_title};
use super::changes::{ChangedRecord, Changes, Group};
use super::columns::{ANSWERED, Column, OF_REVIEWS, UNANSWERED};
use super::detail::capital;
use super::funding::totals;
use super::outstanding::{Outstanding, also_outstanding, further_work};
use super::recommendations::{Recommended, in_order, latest_answer_first, recommended};
use super::table::{Row, Section, listing};
use crate::model::check::{Problem, Severity, examine};
use crate::model::choice::Origin;
use crate::model::display::NOT_STATED;
use crate::model::kinds::Funding;
use crate::model::{Book, Filter, Id, Invalid, Kind, OfKind, Record};

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
    Changes,
    Everything,
}

impl Pane {
    /// Every pane, in the order of their keys: 1 to 9, then 0, then what has changed, and last the one in which every kind is
    /// found.
    pub const ALL: [Self; 12] = [
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
        Self::Changes,
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
            Self::Changes => 'c',
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
            Self::Changes => "Changes",
            Self::Everything => "Everything",
        }
    }

    /// The word by which it is asked for.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Priorities => "priorities",
            Self::Themes => "themes",
            Self::Duties => "duties",
            Self::FurtherWork => "further-work",
            Self::Actions => "actions",
            Self::Plans => "plans",
            Self::Funding => "funding",
            Self::Meetings => "meetings",
            Self::Quality => "quality",
            Self::Changes => "changes",
            Self::Everything => "everything",
        }
    }

    /// Takes a pane's word, its label or its key.
    ///
    /// # Errors
    /// Anything else; the message lists the words.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let wanted = text.to_lowercase().replace(' ', "-");
        let of_label = |pane: Self| pane.label().to_lowercase().replace(' ', "-");
        let ways = |pane: Self| [pane.word().to_owned(), of_label(pane), pane.key().to_string()];
        Self::ALL.into_iter().find(|pane| ways(*pane).contains(&wanted)).ok_or_else(|| {
            let words = Self::ALL.map(Self::word);
            Invalid::new(format!("{text} is no pane; the panes are {}", words.join(", ")))
        })
    }

    /// Whether records of a kind stand in it.
    pub fn lists(self, kind: Kind) -> bool {
        self == Self::Everything || self.adds() == Some(kind) || (self == Self::Meetings && kind == Kind::Meeting)
    }

    /// The kind of record that `a` adds here.
    pub fn adds(self) -> Option<Kind> {
        match self {
            Self::Overview | Self::Quality | Self::Changes | Self::Everything => None,
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

/// What a pane lists, narrowed by a filter. The overview lists nothing of its own: see [`super::summarise`]; nor does the pane
/// of changes, which only history knows: see [`changes_sections`].
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
        Pane::Overview | Pane::Changes => Vec::new(),
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
        Pane::Funding => money(book, filter, today),
        Pane::Meetings => {
            let mut sections = tracker(book, filter, today);
            sections.push(of(Kind::Meeting, "Meetings, the newest first"));
            sections
        }
        Pane::Quality => quality(book, filter, today),
        Pane::Everything => {
            let records = listing(book, None, filter, today);
            vec![Section::of_records("Records of every kind", None, records, book, today)]
        }
    }
}

/// What has changed, one list for each thing that became of records.
pub fn changes_sections(changes: &Changes) -> Vec<Section> {
    let row = |it: &ChangedRecord| Row {
        id: Some(it.id.clone()),
        cells: vec![changed_title(it), changed_fields(it).unwrap_or_default(), it.who.join(", ")],
        is_late: false,
        is_marked: false,
    };
    let of = |group: Group| Section {
        heading: capital(group.word()),
        columns: vec!["Title", "What changed", "Who"],
        rows: changes.of(group).map(row).collect(),
        empty: "None.",
    };
    Group::ALL.into_iter().map(of).filter(|section| !section.rows.is_empty()).collect()
}

/// The streams of money, and below them the totals with what they leave out.
fn money(book: &Book, filter: &Filter, today: NaiveDate) -> Vec<Section> {
    let streams = listing(book, Some(Kind::Funding), filter, today);
    let totals = totals(streams.iter().filter_map(|(id, record)| Some((id, Funding::of(record)?))));
    let mut sections = vec![Section::of_records("Funding", Some(Kind::Funding), streams, book, today)];
    if totals.streams > 0 {
        let row = |cells: Vec<String>| Row { id: None, cells, is_late: false, is_marked: false };
        let mut rows: Vec<_> = totals.lines().into_iter().map(|(of, pounds)| row(vec![of, pounds])).collect();
        rows.extend(totals.left_out().map(|words| row(vec![words, String::new()])));
        let empty = "Totals: not stated, since no stream states an amount.";
        sections.push(Section {
            heading: String::new(),
            columns: vec!["Totals of the amounts that are stated", "Pounds"],
            rows,
            empty,
        });
    }
    sections
}

/// The recommendations: those that wait for an answer, those of Domestic Homicide Reviews where there are any, and those
/// that are answered or over.
fn tracker(book: &Book, filter: &Filter, today: NaiveDate) -> Vec<Section> {
    let listed = listing(book, Some(Kind::Recommendation), filter, today);
    let listed = listed.into_iter().filter_map(|(id, record)| Some((recommended(book, &id, &record, today)?, record)));
    let (mut of_reviews, others): (Vec<_>, Vec<_>) =
        listed.partition(|(it, _)| it.origin == Some(Origin::DomesticHomicideReview));
    let (mut waiting, mut answered): (Vec<_>, Vec<_>) = others.into_iter().partition(|(it, _)| it.is_unanswered);
    waiting.sort_by_cached_key(|(it, _)| in_order(it));
    answered.sort_by_cached_key(|(it, _)| latest_answer_first(it));
    of_reviews.sort_by_cached_key(|(it, _)| (it.lead_agency.is_none(), it.lead_agency.clone(), in_order(it)));
    let section = |heading: &str, columns: &[Column], records: Vec<(Recommended, Record)>| {
        Section::with(columns, heading, records.into_iter().map(|(it, record)| (it.id, record)), book, today)
    };
    let mut sections = vec![section("Recommendations without an answer", UNANSWERED, waiting)];
    if !of_reviews.is_empty() {
        sections.push(section("Domestic Homicide Reviews, by agency", OF_REVIEWS, of_reviews));
    }
    sections.push(section("Recommendations answered or over", ANSWERED, answered));
    sections
}

fn open_work(heading: &str, work: impl Iterator<Item = Outstanding>) -> Section {
    let stated = |text: Option<String>| text.unwrap_or_else(|| NOT_STATED.to_owned());
    let rows = work.map(|it| Row {
        id: Some(it.id),
        cells: vec![it.what, stated(it.state.map(str::to_owned)), stated(it.source)],
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
