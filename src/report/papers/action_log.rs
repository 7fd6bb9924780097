//! The action log: open actions by who holds them, with the meeting and the minute they come from.

use chrono::NaiveDate;
use serde::Serialize;

use super::item::Item;
use super::scope::Scope;
use crate::model::flag::{days_left, is_open};
use crate::model::kinds::Action;
use crate::model::{Book, Id, Kind, OfKind, Record};
use crate::report::coverage::{priorities, themes};

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
    let mut groups: Vec<((bool, usize, String), Group)> = Vec::new();
    for (id, record) in actions {
        for heading in headings(book, record, by, scope) {
            let key = (heading.is_none(), place(book, heading.as_deref(), by), heading.clone().unwrap_or_default());
            let item = Item::of(book, id, record, today);
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, group)) => group.items.push(item),
                None => groups.push((key, Group { heading, items: vec![item] })),
            }
        }
    }
    groups.sort_by(|(one, _), (other, _)| one.cmp(other));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// What an action stands under: at least one heading, `None` where nothing of the kind is stated.
fn headings(book: &Book, record: &Record, by: Grouping, scope: &Scope) -> Vec<Option<String>> {
    let Some(action) = Action::of(record) else { return Vec::new() };
    let title = |id: &Id| book.title(id).to_owned();
    match by {
        Grouping::Body => vec![action.lead_agency.as_ref().map(title)],
        Grouping::Owner => vec![action.owner.as_deref().map(str::to_owned)],
        Grouping::Meeting => vec![action.meeting.as_ref().map(title)],
        Grouping::Priority => {
            let ids = action.priorities.iter().chain(&action.themes);
            let ids = ids.filter(|id| scope.priority.as_ref().is_none_or(|wanted| wanted == *id));
            let titles: Vec<_> = ids.map(|id| Some(title(id))).collect();
            if titles.is_empty() { vec![None] } else { titles }
        }
    }
}

/// The place of a priority or theme among them.
fn place(book: &Book, heading: Option<&str>, by: Grouping) -> usize {
    if by != Grouping::Priority {
        return 0;
    }
    let ids = priorities(book).into_iter().map(|(id, _)| id).chain(themes(book).into_iter().map(|(id, _)| id));
    let mut titles = ids.map(|id| book.title(id));
    titles.position(|title| Some(title) == heading).unwrap_or(usize::MAX)
}
