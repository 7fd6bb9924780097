//! Which priorities and themes have work at which stage, and where there is none.

use std::collections::BTreeMap;

use crate::model::choice::{Stage, State};
use crate::model::kinds::{Action, Priority, Theme};
use crate::model::text::Line;
use crate::model::{Book, Id};

/// Priorities and themes by stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The priorities in their order.
    pub priorities: Vec<CoverageRow>,
    /// The themes in their order.
    pub themes: Vec<CoverageRow>,
    /// The actions that serve none of them, be it that they serve only what was replaced or archived.
    pub unmapped: Vec<Id>,
}

/// One priority or theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Which it is.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The actions by stage, in the order of [`STAGES`]; an empty list is a gap.
    pub stages: [Vec<Id>; 3],
    /// The actions whose stage is not stated.
    pub unstaged: Vec<Id>,
}

/// The stages in the order in which the report's sections come.
pub const STAGES: [Stage; 3] = [Stage::BusinessAsUsual, Stage::Developing, Stage::FurtherWork];

/// Counts the actions that are not archived, whatever their state, but for those that ended under a plan that has given way.
pub fn cover(book: &Book) -> Coverage {
    let all = book.all::<Action>().filter(|(_, action)| counts(book, action));
    let all: Vec<_> = all.map(|(id, action)| (action, id)).collect();
    let (by_priority, by_theme) = (serving(&all, |it| &it.priorities), serving(&all, |it| &it.themes));
    let row = |id: &Id, title: &str, actions: Option<&Vec<(&Action, &Id)>>| {
        let actions = actions.map_or(&[][..], Vec::as_slice);
        let of = |stage: Option<Stage>| -> Vec<Id> {
            let at_stage = actions.iter().filter(|(action, _)| action.stage == stage);
            at_stage.map(|(_, id)| (*id).clone()).collect()
        };
        CoverageRow {
            id: id.clone(),
            title: title.to_owned(),
            stages: STAGES.map(|stage| of(Some(stage))),
            unstaged: of(None),
        }
    };
    let title = |title: &Option<Line>| title.as_deref().unwrap_or_default().to_owned();
    let standing = standing(book);
    let unmapped = all.iter().filter(|(action, _)| !action.served().any(|id| standing.contains(&id)));
    Coverage {
        priorities: priorities(book)
            .into_iter()
            .map(|(id, it)| row(id, &title(&it.title), by_priority.get(id)))
            .collect(),
        themes: themes(book).into_iter().map(|(id, it)| row(id, &title(&it.title), by_theme.get(id))).collect(),
        unmapped: unmapped.map(|(_, id)| (*id).clone()).collect(),
    }
}

/// The actions, each with what belongs to it, by each of the records that they serve.
pub(super) fn serving<'a, T: Copy>(
    all: &[(&'a Action, T)],
    serves: fn(&Action) -> &[Id],
) -> BTreeMap<&'a Id, Vec<(&'a Action, T)>> {
    let mut by: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (action, its) in all {
        let served = serves(action);
        // One that is named twice is served once.
        for (_, id) in served.iter().enumerate().filter(|(place, id)| !served[..*place].contains(id)) {
            by.entry(id).or_default().push((*action, *its));
        }
    }
    by
}

/// Whether an action counts: not one that ended under a plan that has given way.
pub(super) fn counts(book: &Book, action: &Action) -> bool {
    let is_past = action.plan.as_ref().is_some_and(|plan| book.has_given_way(plan));
    !(is_past && action.state.is_some_and(State::is_final))
}

/// The priorities and then the themes that stand, each in their order.
pub(super) fn standing(book: &Book) -> Vec<&Id> {
    let priorities = priorities(book).into_iter().map(|(id, _)| id);
    priorities.chain(themes(book).into_iter().map(|(id, _)| id)).collect()
}

/// The priorities that stand, in their order; those without a place come last.
pub(super) fn priorities(book: &Book) -> Vec<(&Id, &Priority)> {
    let mut priorities: Vec<_> = book.all::<Priority>().filter(|(id, _)| !book.has_given_way(id)).collect();
    priorities.sort_by_key(|(id, it)| (it.order.unwrap_or(u32::MAX), *id));
    priorities
}

/// The themes that stand, in their order; those without a place come last.
pub(super) fn themes(book: &Book) -> Vec<(&Id, &Theme)> {
    let mut themes: Vec<_> = book.all::<Theme>().filter(|(id, _)| !book.has_given_way(id)).collect();
    themes.sort_by_key(|(id, it)| (it.order.unwrap_or(u32::MAX), *id));
    themes
}
