//! The chaser: what one body has open, with what is asked of it and by when, to paste into an e-mail.

use chrono::NaiveDate;
use serde::Serialize;

use super::item::Item;
use super::scope::involved;
use crate::model::flag::{days_left, is_open};
use crate::model::kinds::{Action, Recommendation};
use crate::model::{Book, Flag, Id, OfKind, Record};
use crate::report::recommendations::recommended;

/// What a body is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Chaser {
    /// The body's name.
    pub body: String,
    /// Who asks.
    pub officer: String,
    /// The open actions that it leads.
    pub leads: Vec<Asked>,
    /// The open actions that it takes part in, led by another or by nobody who is stated.
    pub takes_part: Vec<Asked>,
    /// The recommendations that it has not answered.
    pub unanswered: Vec<Asked>,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Asked {
    /// The piece of work.
    #[serde(flatten)]
    pub item: Item,
    /// What is asked: to say whether it is done, to name an owner.
    pub asks: Vec<String>,
}

/// As what a body is asked about a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Leads,
    TakesPart,
    HasToAnswer,
}

/// Whether a chaser has anything to ask a body for.
pub fn asks_anything_of(book: &Book, body: &Id) -> bool {
    asked_of(book, body).next().is_some()
}

/// What a body is asked for, what is due first at the top.
pub(super) fn chaser(book: &Book, body: &Id, officer: &str, today: NaiveDate) -> Chaser {
    let mut found: Vec<_> = asked_of(book, body).collect();
    found.sort_by_key(|(_, id, record)| (days_left(record, today).unwrap_or(i64::MAX), (*id).clone()));
    let of = |wanted: Role| {
        let found = found.iter().filter(|(role, ..)| *role == wanted);
        found.map(|(_, id, record)| asked(book, id, record, today)).collect::<Vec<_>>()
    };
    Chaser {
        body: book.title(body).to_owned(),
        officer: officer.to_owned(),
        leads: of(Role::Leads),
        takes_part: of(Role::TakesPart),
        unanswered: of(Role::HasToAnswer),
    }
}

/// Everything that a body is asked about, and as what.
fn asked_of<'a>(book: &'a Book, body: &'a Id) -> impl Iterator<Item = (Role, &'a Id, &'a Record)> {
    let open = book.live().filter(|(_, record)| is_open(record));
    open.filter_map(|(id, record)| Some((role_in(record, body)?, id, record)))
}

fn role_in(record: &Record, body: &Id) -> Option<Role> {
    let leads = |lead: Option<&Id>| lead == Some(body);
    if let Some(action) = Action::of(record) {
        let role = if leads(action.lead_agency.as_ref()) { Role::Leads } else { Role::TakesPart };
        return involved(action).contains(body).then_some(role);
    }
    let has_to_answer = |it: &Recommendation| leads(it.lead_agency.as_ref()) && !it.is_answered();
    Recommendation::of(record).is_some_and(has_to_answer).then_some(Role::HasToAnswer)
}

impl Chaser {
    /// The records that it asks about, in its order.
    pub(super) fn ids(&self) -> impl Iterator<Item = &Id> {
        self.leads.iter().chain(&self.takes_part).chain(&self.unanswered).map(|asked| &asked.item.id)
    }
}

fn asked(book: &Book, id: &Id, record: &Record, today: NaiveDate) -> Asked {
    let on = book.on(today);
    let holds = |flag: Flag| flag.holds(record, on);
    let unanswered = recommended(book, id, record, today).filter(|it| it.is_unanswered);
    let asks = [
        unanswered.map(|it| format!("answer it ({})", it.age())),
        holds(Flag::Overdue).then(|| "say whether it is done, or by when it will be".to_owned()),
        holds(Flag::Blocked).then(|| "say what would let it go on".to_owned()),
        holds(Flag::Unowned).then(|| "name who is responsible for it".to_owned()),
        holds(Flag::Undated).then(|| "give a date by which it will be done".to_owned()),
        holds(Flag::Stale).then(|| "say what is new".to_owned()),
    ];
    let mut asks: Vec<_> = asks.into_iter().flatten().collect();
    if asks.is_empty() {
        asks.push("say how far it is".to_owned());
    }
    Asked { item: Item::of(book, id, record, today), asks }
}
