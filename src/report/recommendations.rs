//! Recommendations, and how far each is on its way from asking to outcome.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::as_words::{in_days, maybe};
use crate::model::choice::{Origin, State};
use crate::model::display::NOT_STATED;
use crate::model::flag::is_unanswered;
use crate::model::kinds::Recommendation;
use crate::model::when::days_between;
use crate::model::{Book, Flag, Id, OfKind, Record, When};

/// A recommendation with all that a tracker shows. What is not stated is `None`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recommended {
    /// Which it is.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What is recommended, in its own words.
    pub detail: Option<String>,
    /// Who asked.
    #[serde(serialize_with = "maybe")]
    pub origin: Option<Origin>,
    /// The reference code of a review; never a person's name.
    pub case: Option<String>,
    /// The meeting that made it.
    pub meeting: Option<Id>,
    /// What that meeting is called.
    pub meeting_title: Option<String>,
    /// Its paragraph in the minutes or the review.
    pub paragraph: Option<String>,
    /// The paragraph of the report that it comes from.
    pub source: Option<String>,
    /// When it was made, by itself or by its meeting.
    #[serde(serialize_with = "maybe")]
    pub made_on: Option<When>,
    /// While it waits for an answer, the days since it was made; else the days that the answer took. `None` where a date
    /// that this counts from or to is not stated, or is still to come.
    pub age_days: Option<i64>,
    /// The id of the body that answers.
    pub body: Option<Id>,
    /// What the body that answers is called.
    pub lead_agency: Option<String>,
    /// A person or a post.
    pub owner: Option<String>,
    /// When the answer or the work is due.
    #[serde(serialize_with = "maybe")]
    pub due: Option<When>,
    /// Whether its date is past without an answer.
    pub is_late: bool,
    /// What the partnership answered.
    pub response: Option<String>,
    /// When it answered.
    #[serde(serialize_with = "maybe")]
    pub responded_on: Option<When>,
    /// How far the work is.
    #[serde(serialize_with = "maybe")]
    pub state: Option<State>,
    /// Whether it is open and waits for an answer.
    pub is_unanswered: bool,
    /// Where it stands between asking and outcome.
    pub stands: Standing,
}

/// Where a recommendation stands: the committee asks, the partnership considers and answers, its work changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "&'static str")]
pub enum Standing {
    /// It was made, and nothing says that anybody considers it.
    Asked,
    /// It is being worked on, and not answered.
    UnderConsideration,
    /// It is answered, and the work that follows goes on.
    Answered,
    /// It is over: done, closed or covered by another.
    Outcome,
}

impl Standing {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Asked, Self::UnderConsideration, Self::Answered, Self::Outcome];

    /// The words on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::UnderConsideration => "under consideration",
            Self::Answered => "answered",
            Self::Outcome => "outcome",
        }
    }

    fn of(it: &Recommendation) -> Self {
        match it.state {
            Some(state) if state.is_final() => Self::Outcome,
            _ if it.is_answered() => Self::Answered,
            None | Some(State::NotStarted) => Self::Asked,
            Some(_) => Self::UnderConsideration,
        }
    }
}

impl From<Standing> for &'static str {
    fn from(standing: Standing) -> Self {
        standing.word()
    }
}

/// The recommendations that one agency answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct OfAgency {
    /// The id of the body that answers.
    pub body: Option<Id>,
    /// What the agency is called; `None` where nobody is named.
    pub lead_agency: Option<String>,
    /// How many of them wait for an answer.
    pub unanswered: usize,
    /// The recommendations, those without an answer first, the oldest at the top.
    pub recommendations: Vec<Recommended>,
}

/// Every recommendation that is not archived: those without an answer first, the oldest at the top; those whose date is
/// not stated behind the others.
pub fn recommendations(book: &Book, today: NaiveDate) -> Vec<Recommended> {
    let mut found: Vec<_> = book.live().filter_map(|(id, record)| recommended(book, id, record, today)).collect();
    found.sort_by_cached_key(in_order);
    found
}

/// A recommendation with all that a tracker shows; `None` for a record of another kind.
pub fn recommended(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Option<Recommended> {
    let it = Recommendation::of(record)?;
    let words = |text: Option<&str>| text.map(str::to_owned);
    let title = |id: &Option<Id>| id.as_ref().map(|id| book.title(id).to_owned());
    let made = it.made(book);
    Some(Recommended {
        id: id.clone(),
        title: record.title().to_owned(),
        detail: words(it.detail.as_deref()),
        origin: it.origin,
        case: words(it.case.as_deref()),
        meeting: it.meeting.clone(),
        meeting_title: title(&it.meeting),
        paragraph: words(it.paragraph.as_deref()),
        source: words(it.source.as_deref()),
        made_on: made.cloned(),
        age_days: age(it, made, today),
        body: it.lead_agency.clone(),
        lead_agency: title(&it.lead_agency),
        owner: words(it.owner.as_deref()),
        due: it.due.clone(),
        is_late: Flag::Overdue.holds(record, book.on(today)),
        response: words(it.response.as_deref()),
        responded_on: it.responded_on.clone(),
        state: it.state,
        is_unanswered: is_unanswered(record),
        stands: Standing::of(it),
    })
}

/// The same recommendations by the agency that answers them; those that name nobody last.
pub(super) fn by_agency(recommendations: Vec<Recommended>) -> Vec<OfAgency> {
    let mut groups: Vec<OfAgency> = Vec::new();
    for it in recommendations {
        let unanswered = usize::from(it.is_unanswered);
        if let Some(group) = groups.iter_mut().find(|group| group.body == it.body) {
            group.unanswered += unanswered;
            group.recommendations.push(it);
        } else {
            let (body, lead_agency) = (it.body.clone(), it.lead_agency.clone());
            groups.push(OfAgency { body, lead_agency, unanswered, recommendations: vec![it] });
        }
    }
    for group in &mut groups {
        group.recommendations.sort_by_cached_key(in_order);
    }
    groups.sort_by_cached_key(|group| (group.lead_agency.is_none(), group.lead_agency.clone()));
    groups
}

impl Recommended {
    /// Whether it has an answer.
    pub fn is_answered(&self) -> bool {
        self.response.is_some() || self.responded_on.is_some()
    }

    /// How old it is in words: `12 days without an answer`, `answered after 3 days`.
    pub fn age(&self) -> String {
        let days = self.age_days.map(in_days);
        match (self.is_unanswered, days) {
            (true, Some(days)) => format!("{days} without an answer"),
            (true, None) => format!("without an answer; age {NOT_STATED}"),
            (false, Some(days)) => format!("answered after {days}"),
            (false, None) if self.is_answered() => format!("answered; after how long {NOT_STATED}"),
            (false, None) => "over, and no answer is stated".to_owned(),
        }
    }

    /// The way from asking to outcome, with the step at which it stands in brackets.
    pub fn way(&self) -> String {
        let step = |it: Standing| if it == self.stands { format!("[{}]", it.word()) } else { it.word().to_owned() };
        Standing::ALL.map(step).join(" > ")
    }
}

/// Those without an answer first, then by the day on which they were made, the oldest first.
pub(super) fn in_order(it: &Recommended) -> (bool, bool, Option<NaiveDate>, Id) {
    let made = it.made_on.as_ref().and_then(When::last_day);
    (!it.is_unanswered, made.is_none(), made, it.id.clone())
}

/// Days from the last day on which it can have been made to today, or to the answer where there is one.
fn age(it: &Recommendation, made: Option<&When>, today: NaiveDate) -> Option<i64> {
    let until = if it.is_answered() {
        it.responded_on.as_ref()?.last_day()?
    } else if it.state.is_some_and(State::is_final) {
        return None;
    } else {
        today
    };
    Some(days_between(made?.last_day()?, until)).filter(|days| *days >= 0)
}

/// What was answered latest first, and behind it what states no day of an answer.
pub(super) fn latest_answer_first(it: &Recommended) -> (Reverse<Option<NaiveDate>>, Id) {
    (Reverse(it.responded_on.as_ref().and_then(When::last_day)), it.id.clone())
}

#[cfg(test)]
mod tests;
