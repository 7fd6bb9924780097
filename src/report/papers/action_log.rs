//! The action log: open actions by who holds them, with the meeting and the minute they come from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::item::Item;
use super::scope::Scope;
use crate::model::choice::State;
use crate::model::flag::{days_left, is_open};
use crate::model::kinds::Action;
use crate::model::{Book, Id, Kind, OfKind, Record};
use crate::report::coverage::standing;

/// By what the open actions are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The body that leads.
    #[default]
    Body,
    /// The person or post.
    Owner,
    /// The priority or theme; an action that serves several stands under each.
    Priority,
    /// The meeting they arose from.
    Meeting,
}

impl Grouping {
    /// The word by which it is asked for.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Owner => "owner",
            Self::Priority => "priority",
            Self::Meeting => "meeting",
        }
    }

    /// What the headings are.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Body => "Lead agency",
            Self::Owner => "Owner",
            Self::Priority => "Priority or theme",
            Self::Meeting => "Meeting",
        }
    }
}

/// Actions under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Group {
    /// Who or what they belong to; `None` where that is not stated.
    pub heading: Option<String>,
    /// The actions, what is late first, then by date.
    pub items: Vec<Item>,
}

/// The open actions in groups, by name; priorities and themes in their own order, and what states none last.
pub(super) fn action_log(book: &Book, scope: &Scope, by: Grouping, today: NaiveDate) -> Vec<Group> {
    let wanted = |id: &Id, record: &Record| record.kind() == Kind::Action && is_open(record) && scope.holds(id, record);
    let mut actions: Vec<_> = book.live().filter(|(id, record)| wanted(id, record)).collect();
    actions.sort_by_key(|(id, record)| (days_left(record, today).unwrap_or(i64::MAX), (*id).clone()));
    let grouped = Grouped { book, scope, by, standing: standing(book) };
    let mut groups: BTreeMap<Place, Vec<Item>> = BTreeMap::new();
    for (id, record) in actions {
        for place in Action::of(record).map(|it| grouped.places(it)).unwrap_or_default() {
            groups.entry(place).or_default().push(Item::of(book, id, record, today));
        }
    }
    let titles: Vec<_> = groups.keys().map(|place| place.title.clone()).collect();
    let is_shared = |wanted: &str| titles.iter().filter(|title| *title == wanted).count() > 1;
    let heading = |place: &Place| match &place.record {
        Some(id) if is_shared(&place.title) => Some(format!("{} [{id}]", place.title)),
        _ => (!place.is_last).then(|| place.title.clone()),
    };
    groups.iter().map(|(place, items)| Group { heading: heading(place), items: items.clone() }).collect()
}

/// What was completed since the day that the scope names; nothing where it names none.
pub(super) fn completed(book: &Book, scope: &Scope, today: NaiveDate) -> Vec<Item> {
    let Some(since) = &scope.since else { return Vec::new() };
    let is_news = |it: &Action| it.state == Some(State::Complete) && since.covers(it.completed.as_ref(), today);
    let live = book.live().filter(|(id, record)| Action::of(record).is_some_and(is_news) && scope.holds(id, record));
    live.map(|(id, record)| Item::of(book, id, record, today)).collect()
}

/// Where a group stands, and what it is called. Two records with one title are two groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// Nothing of the kind is stated.
    is_last: bool,
    /// Priorities and themes have an order.
    order: usize,
    title: String,
    record: Option<Id>,
}

struct Grouped<'a> {
    book: &'a Book,
    scope: &'a Scope,
    by: Grouping,
    standing: Vec<&'a Id>,
}

impl Grouped<'_> {
    /// What an action stands under: at least one place.
    fn places(&self, action: &Action) -> Vec<Place> {
        let of =
            |id: &Id| Place { title: self.book.title(id).to_owned(), record: Some(id.clone()), ..Place::default() };
        let mut places: Vec<_> = match self.by {
            Grouping::Body => action.lead_agency.iter().map(of).collect(),
            Grouping::Owner => {
                action.owner.iter().map(|owner| Place { title: owner.to_string(), ..Place::default() }).collect()
            }
            Grouping::Meeting => action.meeting.iter().map(of).collect(),
            Grouping::Priority => {
                let order = |id: &Id| self.standing.iter().position(|it| *it == id).unwrap_or(usize::MAX);
                let ids = action.served().filter(|id| self.scope.priority.as_ref().is_none_or(|wanted| wanted == *id));
                ids.map(|id| Place { order: order(id), ..of(id) }).collect()
            }
        };
        if places.is_empty() {
            places.push(Place { is_last: true, ..Place::default() });
        }
        places
    }
}
