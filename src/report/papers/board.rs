//! The quarterly paper to the board in one go: matters arising, highlights, exceptions, recommendations, money, decisions.

use chrono::NaiveDate;
use serde::Serialize;

use super::exception::exceptions;
use super::highlight::{Coming, Highlight, highlight};
use super::item::Item;
use super::scope::{Scope, Since};
use crate::model::choice::{Colour, State};
use crate::model::flag::is_open;
use crate::model::kinds::{Action, Meeting, Report};
use crate::model::{Book, Flag, Id, Kind, OfKind, Record, When};
use crate::report::funding::funding;
use crate::report::matters::{Arising, arising};
use crate::report::recommendations::{Recommended, recommendations};

/// A paper to a board.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Board {
    /// The meeting that it goes to.
    pub meeting: Option<Addressed>,
    /// What earlier meetings of the same body asked for; `None` where no meeting is named.
    pub arising: Option<Arising>,
    /// Progress since the meeting before.
    pub highlight: Highlight,
    /// What is off its track.
    pub exceptions: Vec<Item>,
    /// The recommendations that wait for an answer.
    pub unanswered: Vec<Recommended>,
    /// Whether money is told: it belongs to no priority and no body alone.
    pub tells_funding: bool,
    /// The totals of money: what and how much.
    pub funding: Vec<(String, String)>,
    /// What the totals leave out.
    pub left_out: Option<String>,
    /// How many streams of money there are.
    pub streams: usize,
    /// What is asked of the board.
    pub decisions: Vec<String>,
}

/// The meeting that a paper goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Addressed {
    /// What it is called.
    pub title: String,
    /// The body that meets.
    pub body: Option<String>,
    /// When it meets.
    pub date: Option<String>,
}

/// The paper to the meeting that is named, else to the next that is recorded.
pub(super) fn board(book: &Book, scope: &Scope, to: Option<Id>, today: NaiveDate) -> Board {
    let meeting = to.or_else(|| next_meeting(book, today));
    let this = meeting.as_ref().and_then(|id| Some((id, book.get(id).and_then(Meeting::of)?)));
    let body = this.and_then(|(_, it)| it.body.as_ref());
    let before = this.and_then(|(_, it)| it.date.as_ref()?.first_day()).map_or(today, |day| day.min(today));
    let since = scope.since.clone().unwrap_or_else(|| Since::usual(book, body, before));
    let highlight = highlight(book, scope, &since, None, today);
    let totals = funding(book);
    let decisions = decisions(book, scope, highlight.gates.as_deref().unwrap_or_default(), today);
    Board {
        meeting: this.map(|(id, it)| Addressed {
            title: book.title(id).to_owned(),
            body: it.body.as_ref().map(|body| book.title(body).to_owned()),
            date: it.date.as_ref().map(ToString::to_string),
        }),
        arising: meeting.as_ref().map(|id| {
            let mut found = arising(book, id, today);
            found.matters.retain(|it| book.get(&it.id).is_some_and(|record| scope.holds(&it.id, record)));
            found
        }),
        highlight,
        exceptions: exceptions(book, scope, today),
        unanswered: recommendations(book, today)
            .into_iter()
            .filter(|it| it.is_unanswered && book.get(&it.id).is_some_and(|record| scope.holds(&it.id, record)))
            .collect(),
        tells_funding: scope.priority.is_none() && scope.body.is_none(),
        funding: totals.lines(),
        left_out: totals.left_out(),
        streams: totals.streams,
        decisions,
    }
}

/// The next meeting on a day or after it, but not of the committee that the annual report goes to.
fn next_meeting(book: &Book, today: NaiveDate) -> Option<Id> {
    let report = book.all::<Report>().find_map(|(_, report)| book.get(report.meeting.as_ref()?).and_then(Meeting::of));
    let committee = report.and_then(|it| it.body.as_ref());
    let date = |it: &Meeting| it.date.as_ref().and_then(When::last_day).filter(|day| *day >= today);
    let boards = book.all::<Meeting>().filter(|(_, it)| committee.is_none() || it.body.as_ref() != committee);
    let meetings = boards.filter_map(|(id, it)| Some((date(it)?, id)));
    meetings.min().map(|(_, id)| id.clone())
}

/// What is asked of the board: the steps of plans to be passed, duties to be done, and work that waits for a decision.
fn decisions(book: &Book, scope: &Scope, gates: &[Coming], today: NaiveDate) -> Vec<String> {
    let on = book.on(today);
    let mut decisions: Vec<String> = Vec::new();
    let mut plans: Vec<&Id> = Vec::new();
    for gate in gates {
        // Of each plan the next step alone can be decided on.
        if !plans.contains(&&gate.id) {
            plans.push(&gate.id);
            let date = gate.date.as_deref().unwrap_or("date not stated");
            decisions.push(format!("{}: the next step is \"{}\" ({date})", gate.title, gate.what));
        }
    }
    let live =
        || book.live().filter(|(id, record)| !book.has_given_way(id) && is_open(record) && scope.holds(id, record));
    for (_, record) in live().filter(|(_, record)| record.kind() == Kind::Duty) {
        if Flag::Overdue.holds(record, on) {
            decisions.push(format!("{}: agree how this duty is met, now that its date is past", record.title()));
        } else if Flag::DueSoon.holds(record, on) {
            decisions.push(format!("{}: agree how this duty is met in time", record.title()));
        }
    }
    for (_, record) in live() {
        let title = record.title();
        if let Some(rag) = record.rag().filter(|rag| rag.colour == Colour::Red) {
            decisions.push(format!("{title}: agree what is to be done (rated red: {})", &*rag.reason));
        }
        if let Some(action) = Action::of(record) {
            decisions.extend(of_state(title, action));
        }
    }
    for (flag, asks) in [(Flag::Unowned, "Name who is responsible for"), (Flag::Undated, "Set a date for")] {
        let is_wanting = |record: &Record| record.kind() == Kind::Action && flag.holds(record, on);
        let titles: Vec<_> = live().filter(|(_, it)| is_wanting(it)).map(|(_, it)| it.title()).collect();
        if !titles.is_empty() {
            decisions.push(format!("{asks}: {}", titles.join("; ")));
        }
    }
    decisions
}

fn of_state(title: &str, action: &Action) -> Option<String> {
    let reason = action.reason.as_deref().unwrap_or("reason not stated");
    match action.state? {
        State::Blocked => Some(format!("{title}: agree how it can go on (blocked: {reason})")),
        State::HeldInAbeyance => {
            Some(format!("{title}: agree whether it is taken up again (held in abeyance: {reason})"))
        }
        _ => None,
    }
}
