//! The chaser: what one body has open, with what is asked of it and by when, to paste into an e-mail.

use chrono::NaiveDate;
use serde::Serialize;

use super::item::Item;
use super::scope::involved;
use crate::model::flag::{days_left, is_open};
use crate::model::kinds::{Action, Recommendation};
use crate::model::when::day;
use crate::model::{Book, Flag, Id, OfKind, Record};
use crate::report::recommendations::recommended;

/// What a body is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Chaser {
    /// The body's name.
    pub body: String,
    /// The partnership's name.
    pub partnership: Option<String>,
    /// The day on which things stand so.
    pub as_at: String,
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

/// What a body is asked for, what is due first at the top.
pub(super) fn chaser(book: &Book, body: &Id, officer: &str, today: NaiveDate) -> Chaser {
    let of = |wanted: &dyn Fn(&Record) -> bool| {
        let live = book.live().filter(|(_, record)| is_open(record) && wanted(record));
        let mut found: Vec<_> = live.collect();
        found.sort_by_key(|(id, record)| (days_left(record, today).unwrap_or(i64::MAX), (*id).clone()));
        found.into_iter().map(|(id, record)| asked(book, id, record, today)).collect::<Vec<_>>()
    };
    let leads = |record: &Record| Action::of(record).is_some_and(|it| it.lead_agency.as_ref() == Some(body));
    let takes_part = |record: &Record| Action::of(record).is_some_and(|it| involved(it).contains(body));
    let answers = |record: &Record| {
        Recommendation::of(record).is_some_and(|it| it.lead_agency.as_ref() == Some(body) && !it.is_answered())
    };
    Chaser {
        body: book.title(body).to_owned(),
        partnership: book.partnership().and_then(|it| it.title.as_deref()).map(str::to_owned),
        as_at: day(today),
        officer: officer.to_owned(),
        leads: of(&leads),
        takes_part: of(&|record| takes_part(record) && !leads(record)),
        unanswered: of(&answers),
    }
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
