//! The annual scrutiny report: its numbered sections, drawn together from the statements and the lists of the whole book.

mod listed;
mod places;

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use super::recommendations::{Recommended, recommendations};
use super::table::numbers;
use crate::model::choice::Origin;
use crate::model::kinds::Report;
use crate::model::text::Line;
use crate::model::{Book, Id, Record};

use listed::Lists;
use places::Places;

/// The annual scrutiny report as its template takes it, beside `record("report")` with its front block.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scrutiny {
    /// The committee that it goes to.
    pub committee: Option<String>,
    /// The day of the meeting that it goes to.
    pub date: Option<String>,
    /// Telephone and e-mail, only where they were asked for.
    pub contacts: Option<ContactDetails>,
    /// What committees recommended before the meeting that it goes to, without an answer first.
    pub earlier: Vec<Recommended>,
    /// Files that could not be read, so that what they hold is missing from it.
    pub unreadable: usize,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What is stated and looks wrong, for whoever drafts the report; only where that was asked for.
    pub notes: Option<Vec<Note>>,
    /// What the drafter has to know.
    #[serde(skip)]
    pub remarks: Vec<Remark>,
}

/// How the author of the report is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactDetails {
    /// The telephone number.
    pub telephone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}

/// A numbered section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its number, from 1.
    pub number: u32,
    /// Its heading.
    pub heading: Option<String>,
    /// What it says; nothing where nothing is stated.
    pub paragraphs: Vec<Paragraph>,
    /// The levels of risk, in the section on risk where one of them is stated.
    pub risk: Option<Risk>,
}

/// A paragraph, and what is listed below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// What it says; lines that begin with `- ` are a list.
    pub text: String,
    /// Pieces of work below it, which are numbered.
    pub entries: Vec<String>,
    /// Names and uses below it, which are not.
    pub bullets: Vec<String>,
    /// Whether something is to be listed below it; it may be that there is none.
    pub has_list: bool,
}

/// The levels of risk as somebody assessed them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// As things stand.
    pub current: Option<String>,
    /// What remains when what is planned has been done.
    pub residual: Option<String>,
}

/// A query on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The paragraph that the record comes from.
    pub source: Option<String>,
    /// The record's title.
    pub title: String,
    /// As stated.
    pub stated: Option<String>,
    /// As believed.
    pub believed: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// What the drafter has to know of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// What the statement of this paragraph lists cannot be told, and why.
    NoList(String, String),
    /// The statement of this paragraph belongs to no section.
    InNoSection(String),
    /// Nothing is stated for these sections, so they say "None.".
    NothingStated(Vec<u32>),
    /// These priorities, themes and actions stand in no list of the report.
    InNoList(Vec<Id>),
    /// What these records say in the report is left out, since others have replaced them.
    Replaced(Vec<Id>),
}

impl Remark {
    /// Whether something is missing from the report for it.
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::NoList(..) | Self::InNoSection(_))
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoList(paragraph, why) => {
                write!(f, "what {paragraph} lists is missing: {why}. Next: mend the list of that statement")
            }
            Self::InNoSection(paragraph) => {
                write!(
                    f,
                    "the statement {paragraph:?} belongs to no section and is missing. Next: number it 1.1, 1.2 ..."
                )
            }
            Self::NothingStated(sections) => {
                let sections: Vec<_> = sections.iter().map(u32::to_string).collect();
                let sections = sections.join(", ");
                write!(f, "nothing is stated for sections {sections}, which say \"None.\". Next: csp edit report")
            }
            Self::InNoList(ids) => write!(f, "in no list of the report: {}. Next: csp edit report", listed_ids(ids)),
            Self::Replaced(ids) => {
                let next = "Next: write what the report says now into the statements of what replaces them";
                write!(f, "left out are the statements of {}, which others have replaced. {next}", listed_ids(ids))
            }
        }
    }
}

fn listed_ids(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

/// What a report shows beside what the committee gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Queries, as drafting notes.
    pub notes: bool,
    /// Telephone number and e-mail address.
    pub contacts: bool,
}

/// The section that tells the risk.
const RISK: u32 = 9;
/// The section of background papers.
const BACKGROUND_PAPERS: u32 = 12;

/// Draws the report together.
pub fn scrutiny(book: &Book, today: NaiveDate, extras: Extras) -> Scrutiny {
    let blank = Report::default();
    let report = book.all::<Report>().next().map_or(&blank, |(_, report)| report);
    let mut lists = Lists::new(book, today);
    let mut places = Places::gather(book);
    let sections: Vec<_> = report
        .sections
        .iter()
        .filter_map(|section| Some((section.number?, section.heading.as_deref().map(str::to_owned))))
        .map(|(number, heading)| Section {
            number,
            heading,
            paragraphs: places.section(number, &mut lists).into_iter().chain(papers(report, number)).collect(),
            risk: risk(report, number),
        })
        .collect();
    let silent = sections.iter().filter(|section| section.paragraphs.is_empty() && section.risk.is_none());
    let silent: Vec<u32> = silent.map(|section| section.number).collect();
    let in_no_list = lists.in_no_list();
    let mut remarks = lists.remarks;
    remarks.extend(places.left().map(Remark::InNoSection));
    remarks.extend((!silent.is_empty()).then_some(Remark::NothingStated(silent)));
    let replaced = places::replaced(book);
    remarks.extend((!replaced.is_empty()).then_some(Remark::Replaced(replaced)));
    remarks.extend((!in_no_list.is_empty()).then_some(Remark::InNoList(in_no_list)));
    let meeting = report.meeting.as_ref().and_then(|id| match book.get(id)? {
        Record::Meeting(meeting) => Some(meeting),
        _ => None,
    });
    Scrutiny {
        committee: meeting.and_then(|it| it.body.as_ref()).map(|body| book.title(body).to_owned()),
        date: meeting.and_then(|it| it.date.as_ref()).map(ToString::to_string),
        contacts: extras.contacts.then(|| ContactDetails {
            telephone: report.telephone.as_deref().map(str::to_owned),
            email: report.email.as_deref().map(str::to_owned),
        }),
        unreadable: book.faults().len(),
        earlier: earlier(book, report, today),
        sections,
        notes: extras.notes.then(|| notes(book)),
        remarks,
    }
}

/// What scrutiny recommended elsewhere than at the meeting that the report goes to, which asks for its own.
fn earlier(book: &Book, report: &Report, today: NaiveDate) -> Vec<Recommended> {
    let mut found = recommendations(book, today);
    found.retain(|it| it.origin == Some(Origin::Scrutiny) && (it.meeting.is_none() || it.meeting != report.meeting));
    found
}

fn risk(report: &Report, section: u32) -> Option<Risk> {
    let stated = |line: &Option<Line>| line.as_deref().map(str::to_owned);
    let risk = Risk { current: stated(&report.current_risk), residual: stated(&report.residual_risk) };
    (section == RISK && (risk.current.is_some() || risk.residual.is_some())).then_some(risk)
}

fn papers(report: &Report, section: u32) -> Vec<Paragraph> {
    let papers = report.background_papers.iter().filter(|_| section == BACKGROUND_PAPERS);
    papers.map(|paper| Paragraph { text: (**paper).to_owned(), ..Paragraph::default() }).collect()
}

/// Every query of the book, in the order of the paragraphs that they are about.
fn notes(book: &Book) -> Vec<Note> {
    let mut notes: Vec<_> = book
        .live()
        .flat_map(|(_, record)| record.queries().iter().map(move |query| (record, query)))
        .map(|(record, query)| Note {
            source: record.source().map(|source| (**source).to_owned()),
            title: record.title().to_owned(),
            stated: query.stated.as_deref().map(str::to_owned),
            believed: query.believed.as_deref().map(str::to_owned),
            why: query.why.as_deref().map(str::to_owned),
        })
        .collect();
    notes.sort_by_key(|note| numbers(note.source.as_deref()));
    notes
}
