//! Rules about links: each must lead to a record of the right kind, and not round in a circle.

use super::{Finding, Subject};
use crate::model::field::About;
use crate::model::id::Id;

fn links<'a>(subject: &Subject<'a>) -> Vec<(&'static About, Vec<&'a Id>)> {
    subject.record.fields().into_iter().map(|(about, field)| (about, field.links())).collect()
}

pub(super) fn leads_nowhere(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (about, ids) in links(subject) {
        for id in ids.into_iter().filter(|id| subject.book.get(id).is_none()) {
            let why = if subject.book.has(id) { "whose file cannot be read" } else { "and there is no such record" };
            found.push(Finding {
                field: Some(about.name),
                what: format!("{} leads to {id}, {why}", about.label),
                next: format!("mend or add {id}, or set {} anew", about.name),
            });
        }
    }
    found
}

/// What is archived is out of every list, and what serves nothing else with it.
pub(super) fn leads_to_what_is_archived(subject: &Subject<'_>) -> Vec<Finding> {
    let hidden = |id: &&Id| subject.book.get(id).is_some_and(|record| record.archived().is_some());
    let mut found = Vec::new();
    let tells_of_the_past = |about: &About| matches!(about.name, "supersedes" | "rolled_to" | "outcomes");
    for (about, ids) in links(subject).into_iter().filter(|(about, _)| !tells_of_the_past(about)) {
        for id in ids.into_iter().filter(hidden) {
            found.push(Finding {
                field: Some(about.name),
                what: format!("{} leads to {id}, which is archived and in no list", about.label),
                next: format!("csp restore {id}, or set {} anew", about.name),
            });
        }
    }
    found
}

pub(super) fn leads_to_another_kind(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (about, ids) in links(subject) {
        for (id, kind) in ids.into_iter().filter_map(|id| subject.book.kind(id).map(|kind| (id, kind))) {
            if !about.links_to.contains(&kind) {
                let wanted: Vec<_> = about.links_to.iter().map(|kind| kind.one()).collect();
                found.push(Finding {
                    field: Some(about.name),
                    what: format!("{} leads to {id}, which is {}", about.label, kind.one()),
                    next: format!("name {} instead", wanted.join(" or ")),
                });
            }
        }
    }
    found
}

/// A record that is part of itself, or supersedes itself, through however many others. Told of each record in the circle.
pub(super) fn goes_round(subject: &Subject<'_>) -> Vec<Finding> {
    let follow = |from: &Id, field: &str| {
        let held = subject.book.get(from)?.field(field)?;
        held.1.links().first().map(|id| (*id).clone())
    };
    let mut found = Vec::new();
    for (about, _) in links(subject).into_iter().filter(|(about, _)| matches!(about.name, "part_of" | "supersedes")) {
        let mut way = vec![subject.id.clone()];
        while let Some(next) = way.last().and_then(|last| follow(last, about.name)) {
            let seen = way.contains(&next);
            way.push(next);
            if seen {
                break;
            }
        }
        if way.len() > 1 && way.last() == Some(subject.id) {
            let circle: Vec<_> = way.iter().map(Id::as_str).collect();
            found.push(Finding {
                field: Some(about.name),
                what: format!("{} leads round in a circle: {}", about.label, circle.join(", ")),
                next: format!("clear {} in one of them", about.name),
            });
        }
    }
    found
}
