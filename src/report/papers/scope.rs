//! What a report is about: since when, and whose work.

use chrono::{Days, NaiveDate};

use crate::model::kinds::{Action, Meeting};
use crate::model::when::day;
use crate::model::{Book, Id, Invalid, Kind, OfKind, Record, Unresolved, When};

/// What a report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only what serves this priority or theme.
    pub priority: Option<Id>,
    /// Only what this body leads or takes part in.
    pub body: Option<Id>,
    /// The meeting that a board paper goes to; in other reports, only what arose from it.
    pub meeting: Option<Id>,
    /// The day from which news counts, where one was named.
    pub since: Option<Since>,
}

/// The day from which news counts, and why that one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The first day that counts.
    pub day: NaiveDate,
    /// Whose day it is, in words: the title of a meeting, or why there is none.
    pub why: Option<String>,
}

/// Days that news counts for where no meeting is recorded: the CSP board meets about four times a year.
const QUARTER: u64 = 90;

impl Since {
    /// The day or the meeting that was named.
    ///
    /// # Errors
    /// It is no day, and no meeting with a day.
    pub fn named(book: &Book, typed: &str, today: NaiveDate) -> Result<Self, Invalid> {
        let resolved = book.resolve_among(typed, &[Kind::Meeting]);
        if let Err(why @ Unresolved::Ambiguous { .. }) = &resolved {
            return Err(Invalid::new(why.to_string()));
        }
        if let Some(id) = resolved.ok().filter(|id| book.get(id).and_then(Meeting::of).is_some()) {
            return Self::of_meeting(book, &id)
                .ok_or_else(|| Invalid::new(format!("the meeting {id} has no day. Next: csp set {id} date=...")));
        }
        let when = When::typed_of_past_to_count(typed, today).map_err(|why| {
            Invalid::new(format!("no meeting has this id or title, and as a day it is not understood: {why}"))
        })?;
        let first = when.first_day().ok_or_else(|| Invalid::new("it needs a day or a meeting's id"))?;
        Ok(Self { day: first, why: None })
    }

    fn of_meeting(book: &Book, id: &Id) -> Option<Self> {
        let meeting = book.get(id).and_then(Meeting::of)?;
        Some(Self { day: meeting.date.as_ref()?.first_day()?, why: Some(book.title(id).to_owned()) })
    }

    /// The last meeting before a day, of one body where it is named; else the last 90 days.
    pub fn usual(book: &Book, body: Option<&Id>, before: NaiveDate) -> Self {
        let date = |meeting: &Meeting| meeting.date.as_ref().and_then(When::last_day).filter(|day| *day < before);
        let meetings = book.all::<Meeting>().filter(|(_, it)| body.is_none() || it.body.as_ref() == body);
        let last = meetings.filter_map(|(id, it)| Some((date(it)?, id))).max();
        let of_body = body.map_or_else(String::new, |id| format!(" of {}", book.title(id)));
        last.and_then(|(_, id)| Self::of_meeting(book, id)).unwrap_or_else(|| Self {
            day: before.checked_sub_days(Days::new(QUARTER)).unwrap_or(before),
            why: Some(format!("{QUARTER} days, since no earlier meeting{of_body} is recorded")),
        })
    }

    /// `9 March 2023 (CSP board, 9 March 2023)`.
    pub fn words(&self) -> String {
        self.why.as_ref().map_or_else(|| day(self.day), |why| format!("{} ({why})", day(self.day)))
    }

    /// Whether something of this date is news: it may have happened on the day or later, and not after today.
    pub(super) fn covers(&self, when: Option<&When>, today: NaiveDate) -> bool {
        let last = when.and_then(When::last_day);
        let first = when.and_then(When::first_day);
        last.is_some_and(|last| last >= self.day) && first.is_some_and(|first| first <= today)
    }
}

impl Scope {
    /// The day from which news counts: the one that was named, else the last meeting's.
    pub fn since(&self, book: &Book, today: NaiveDate) -> Since {
        self.since.clone().unwrap_or_else(|| Since::usual(book, self.body.as_ref(), today))
    }

    /// Whether a record belongs to the report. Only actions and the priority itself belong to one about a priority, and only
    /// what names a body to one about that body.
    pub(super) fn holds(&self, id: &Id, record: &Record) -> bool {
        let (priorities, bodies, meeting) = match record {
            Record::Priority(_) | Record::Theme(_) => (vec![id.clone()], Vec::new(), None),
            Record::Action(it) => ([&it.priorities[..], &it.themes].concat(), involved(it), it.meeting.as_ref()),
            Record::Duty(it) => (Vec::new(), it.lead_agency.iter().chain(&it.bodies).cloned().collect(), None),
            Record::Plan(it) => (Vec::new(), it.lead_agency.iter().chain(&it.bodies).cloned().collect(), None),
            Record::Recommendation(it) => (Vec::new(), it.lead_agency.iter().cloned().collect(), it.meeting.as_ref()),
            _ => (Vec::new(), Vec::new(), None),
        };
        let within = |wanted: &Option<Id>, ids: &[Id]| wanted.as_ref().is_none_or(|wanted| ids.contains(wanted));
        within(&self.priority, &priorities)
            && within(&self.body, &bodies)
            && self.meeting.as_ref().is_none_or(|wanted| meeting == Some(wanted))
    }

    /// Whether what belongs to no priority, no body and no meeting, such as a duty or money, is left out.
    pub(super) fn is_of_work_alone(&self) -> bool {
        self.priority.is_some() || self.meeting.is_some()
    }

    /// What the report is limited to, in words; empty where it is about the whole book.
    pub(super) fn words(&self, book: &Book) -> Vec<String> {
        let of = |label: &str, id: &Option<Id>| id.as_ref().map(|id| format!("{label}: {}", book.title(id)));
        [of("Priority, with its actions", &self.priority), of("Body", &self.body), of("Meeting", &self.meeting)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The bodies that lead an action or take part in it.
pub(super) fn involved(action: &Action) -> Vec<Id> {
    action.lead_agency.iter().chain(&action.bodies).cloned().collect()
}
