//! Matters arising: what earlier meetings of the same body asked for, for the next meeting to look at.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::as_words::maybe;
use super::noted::Noted;
use super::recommendations::recommended;
use super::table::numbers;
use crate::model::choice::State;
use crate::model::kinds::{Action, Meeting};
use crate::model::{Book, Flag, Id, Kind, OfKind, Record, When};

/// What earlier meetings asked for, and what of it cannot be told.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Arising {
    /// What arose from the earlier meetings of the same body, the newest meeting first, each in the order of its minutes.
    pub matters: Vec<Matter>,
    /// What the meeting before this one decided.
    pub decided: Option<Decided>,
    /// What cannot be told because something is not stated, in words.
    pub remarks: Vec<String>,
}

/// What a meeting decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// What the meeting is called.
    pub meeting_title: String,
    /// Its decisions, in their order.
    pub decisions: Vec<String>,
}

/// An action or a recommendation that arose from an earlier meeting: still open, or ended since the meeting before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matter {
    /// Which it is.
    pub id: Id,
    /// `action` or `recommendation`.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// The meeting that it arose from.
    pub meeting: Id,
    /// What that meeting is called.
    pub meeting_title: String,
    /// When that meeting was.
    #[serde(serialize_with = "maybe")]
    pub meeting_date: Option<When>,
    /// Its paragraph in the minutes of that meeting, as minuted.
    pub paragraph: Option<String>,
    /// The paragraph or minute that it comes from.
    pub source: Option<String>,
    /// What was asked, in its own words.
    pub detail: Option<String>,
    /// A person or a post.
    pub owner: Option<String>,
    /// What the body that leads or answers is called.
    pub lead_agency: Option<String>,
    /// The date by which it now has to be done.
    #[serde(serialize_with = "maybe")]
    pub due: Option<When>,
    /// Whether that date is past.
    pub is_late: bool,
    /// How far it is.
    #[serde(serialize_with = "maybe")]
    pub state: Option<State>,
    /// Whether nothing more is to be done.
    pub is_ended: bool,
    /// When it ended, as far as that is stated.
    #[serde(serialize_with = "maybe")]
    pub ended_on: Option<When>,
    /// What was answered to a recommendation.
    pub response: Option<String>,
    /// When that was.
    #[serde(serialize_with = "maybe")]
    pub responded_on: Option<When>,
    /// The last news of it.
    pub last_update: Option<Noted>,
}

/// What arose from the earlier meetings of the same body and is still open, or has ended since the meeting before this one;
/// with what cannot be told because something is not stated.
pub fn arising(book: &Book, meeting: &Id, today: NaiveDate) -> Arising {
    let mut found = Arising::default();
    let Some(this) = book.get(meeting).and_then(Meeting::of) else { return found };
    let Some(body) = &this.body else {
        found.remarks.push("The body that meets is not stated, so its earlier meetings cannot be told.".to_owned());
        return found;
    };
    let day = this.date.as_ref().and_then(When::last_day);
    if day.is_none() {
        let words =
            "The date of this meeting is not stated, so every other meeting of the body counts as an earlier one.";
        found.remarks.push(words.to_owned());
    }
    let mut earlier = earlier_meetings(book, meeting, body, day);
    earlier.sort_by_key(|(id, it)| (Reverse(it.date.as_ref().and_then(When::last_day)), (*id).clone()));
    found.decided = earlier.first().filter(|(_, it)| !it.decisions.is_empty()).map(|(id, it)| Decided {
        meeting_title: book.title(id).to_owned(),
        decisions: it.decisions.iter().map(|line| (**line).to_owned()).collect(),
    });
    let before = earlier.first().and_then(|(_, it)| it.date.as_ref()?.first_day());
    let mut untold = Vec::new();
    for (number, (id, it)) in earlier.into_iter().enumerate() {
        if it.date.as_ref().and_then(When::last_day).is_none() {
            let title = book.title(id);
            found.remarks.push(format!("{title} has no date that can be counted to, and stands last."));
        }
        let mut of_meeting: Vec<_> =
            linked(book, id).filter_map(|(id, record)| matter(book, id, record, today)).collect();
        of_meeting.sort_by_cached_key(|it| (it.paragraph.is_none(), numbers(it.paragraph.as_deref()), it.id.clone()));
        for it in of_meeting {
            // What arose from the meeting before can only have ended since.
            match it.is_ended.then(|| ended_since(book, &it, before)) {
                None | Some(Some(true)) => found.matters.push(it),
                Some(None) if number == 0 => found.matters.push(it),
                Some(None) => untold.push(it.title),
                Some(Some(false)) => {}
            }
        }
    }
    if !untold.is_empty() {
        let words = format!("Left out, since when they ended is not stated: {}.", untold.join("; "));
        found.remarks.push(words);
    }
    found
}

/// The other meetings of a body before a day; those without a date that can be counted to are among them.
fn earlier_meetings<'a>(book: &'a Book, this: &Id, body: &Id, day: Option<NaiveDate>) -> Vec<(&'a Id, &'a Meeting)> {
    let is_earlier = |it: &Meeting| match (it.date.as_ref().and_then(When::last_day), day) {
        (Some(other), Some(day)) => other < day,
        _ => true,
    };
    let others = book.all::<Meeting>().filter(|(id, it)| *id != this && it.body.as_ref() == Some(body));
    others.filter(|(_, it)| is_earlier(it)).collect()
}

/// The actions and recommendations that name a meeting as the one they arose from.
fn linked<'a>(book: &'a Book, meeting: &Id) -> impl Iterator<Item = (&'a Id, &'a Record)> {
    let links = book.linking_to(meeting).iter().filter(|link| link.field == "meeting");
    let records = links.filter_map(|link| Some((&link.from, book.get(&link.from)?)));
    records.filter(|(_, record)| record.archived().is_none())
}

fn matter(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Option<Matter> {
    let words = |text: Option<&str>| text.map(str::to_owned);
    let of_meeting = |meeting: &Id| {
        let date = book.get(meeting).and_then(Meeting::of).and_then(|it| it.date.clone());
        (meeting.clone(), book.title(meeting).to_owned(), date)
    };
    let common = |meeting: &Id, state: Option<State>| {
        let (meeting, meeting_title, meeting_date) = of_meeting(meeting);
        Matter {
            id: id.clone(),
            kind: record.kind(),
            title: record.title().to_owned(),
            meeting,
            meeting_title,
            meeting_date,
            paragraph: None,
            source: words(record.source().map(|line| &**line)),
            detail: None,
            owner: None,
            lead_agency: None,
            due: None,
            is_late: Flag::Overdue.holds(record, book.on(today)),
            state,
            is_ended: state.is_some_and(State::is_final),
            ended_on: None,
            response: None,
            responded_on: None,
            last_update: Noted::last(record),
        }
    };
    if let Some(it) = Action::of(record) {
        return Some(Matter {
            paragraph: words(it.reference.as_deref()),
            detail: words(it.detail.as_deref()),
            owner: words(it.owner.as_deref()),
            lead_agency: it.lead_agency.as_ref().map(|id| book.title(id).to_owned()),
            due: it.deadline().cloned(),
            ended_on: it.completed.clone(),
            ..common(it.meeting.as_ref()?, it.state)
        });
    }
    let it = recommended(book, id, record, today)?;
    Some(Matter {
        paragraph: it.paragraph,
        detail: it.detail,
        owner: it.owner,
        lead_agency: it.lead_agency,
        due: it.due,
        response: it.response,
        responded_on: it.responded_on,
        ..common(it.meeting.as_ref()?, it.state)
    })
}

/// Whether what has ended did so since a day: by the date of its end, else by what was last heard of it. What was answered
/// since then cannot have ended before; when the work on an earlier answer ended is not known by it.
fn ended_since(book: &Book, it: &Matter, day: Option<NaiveDate>) -> Option<bool> {
    let since = |when: Option<&When>| Some(when?.last_day()? >= day?);
    let noted = || book.get(&it.id)?.last_update()?.date.as_ref();
    let answered = since(it.responded_on.as_ref()).filter(|is_since| *is_since);
    answered.or_else(|| since(it.ended_on.as_ref().or_else(noted)))
}

#[cfg(test)]
mod tests;
