//! The annual scrutiny report: its numbered sections, drawn together from the statements and the lists of the whole book.

mod listed;
mod places;
mod remark;

use chrono::NaiveDate;
use serde::Serialize;

use super::recommendations::{Recommended, recommendations};
use super::table::numbers;
use crate::model::choice::Origin;
use crate::model::kinds::{Meeting, Recommendation, Report};
use crate::model::text::Line;
use crate::model::{Book, Id, OfKind, Record, When};

pub use remark::Remark;

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
    /// The same of what is missing or left out of the report.
    pub missing: Vec<String>,
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

/// What a report shows beside what the committee gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Queries, as drafting notes.
    pub notes: bool,
    /// Telephone number and e-mail address.
    pub contacts: bool,
}

/// The section that tells what was recommended before.
const BACKGROUND: u32 = 1;
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
    let earlier = earlier(book, report, today);
    let has = |wanted: u32| sections.iter().any(|section| section.number == wanted);
    let homeless = [
        ("the earlier recommendations", BACKGROUND, !earlier.is_empty()),
        ("the levels of risk", RISK, risk(report, RISK).is_some()),
        ("the background papers", BACKGROUND_PAPERS, !report.background_papers.is_empty()),
    ];
    let homeless = homeless.into_iter().filter(|(_, number, is_stated)| *is_stated && !has(*number));
    let (in_no_list, (open, ended)) = (lists.in_no_list(), lists.under_replaced_plans());
    let mut remarks = lists.remarks;
    remarks.extend(places.left().map(Remark::InNoSection));
    remarks.extend(homeless.map(|(what, number, _)| Remark::NoSectionFor(what, number)));
    remarks.extend((!silent.is_empty()).then_some(Remark::NothingStated(silent)));
    let of_records = [
        (Remark::Replaced as fn(Vec<Id>) -> Remark, places::replaced(book)),
        (Remark::OfReplacedPlan, open),
        (Remark::EndedOnNoDay, ended),
        (Remark::NoOrigin, without_origin(book)),
        (Remark::InNoList, in_no_list),
    ];
    remarks.extend(of_records.into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(remark, ids)| remark(ids)));
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
        earlier,
        sections,
        notes: extras.notes.then(|| notes(book)),
        missing: if extras.notes { remarks.iter().map(ToString::to_string).collect() } else { Vec::new() },
        remarks,
    }
}

/// What scrutiny recommended before the meeting that the report goes to, which asks for its own.
fn earlier(book: &Book, report: &Report, today: NaiveDate) -> Vec<Recommended> {
    let mut found = recommendations(book, today);
    let day = report.meeting.as_ref().and_then(|id| book.get(id)).and_then(Meeting::of);
    let day = day.and_then(|it| it.date.as_ref()?.last_day());
    let is_later = |it: &Recommended| {
        let made = it.made_on.as_ref().and_then(When::first_day);
        made.zip(day).is_some_and(|(made, day)| made > day)
    };
    let is_own = |it: &Recommended| it.meeting.is_some() && it.meeting == report.meeting;
    found.retain(|it| it.origin == Some(Origin::Scrutiny) && !is_own(it) && !is_later(it));
    found
}

/// The recommendations of which nothing says who made them.
fn without_origin(book: &Book) -> Vec<Id> {
    book.all::<Recommendation>().filter(|(_, it)| it.origin.is_none()).map(|(id, _)| id.clone()).collect()
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
