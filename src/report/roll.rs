//! What becomes of each item of a plan, as tables: the same on paper and on screen.

use super::table::{Row, Section};
use crate::model::Book;
use crate::model::choice::{Fate, State};
use crate::model::display::NOT_STATED;
use crate::model::roll::Roll;
use crate::model::rows::Outcome;

/// The priorities and themes, then the actions, each with what becomes of it.
pub fn roll(roll: &Roll, book: &Book) -> Vec<Section> {
    let title = |row: &Outcome| row.title.as_deref().unwrap_or(NOT_STATED).to_owned();
    let state = |row: &Outcome| row.state.map_or(NOT_STATED, State::word).to_owned();
    let section =
        |heading: &str, columns: &[&'static str], rows: &[Outcome], cells: &dyn Fn(&Outcome) -> Vec<String>| {
            let row = |row: &Outcome| Row { id: row.item.clone(), cells: cells(row), is_late: false, is_marked: false };
            Section {
                heading: heading.to_owned(),
                columns: columns.to_vec(),
                rows: rows.iter().map(row).collect(),
                empty: "None.",
            }
        };
    let becomes = "What becomes of it";
    vec![
        section("Priorities and themes", &["Title", becomes], &roll.priorities, &|row| {
            vec![title(row), if row.outcome == Some(Fate::Carried) { "kept".to_owned() } else { outcome(row, book) }]
        }),
        section("Items", &["Title", "State", becomes], &roll.items, &|row| {
            vec![title(row), state(row), outcome(row, book)]
        }),
    ]
}

/// What became of an item, in words: `closed: the funding has ended`.
pub fn outcome(row: &Outcome, book: &Book) -> String {
    let word = row.outcome.map_or(NOT_STATED, Fate::word);
    match (row.outcome, &row.by, &row.reason) {
        (Some(Fate::Superseded), Some(by), _) => format!("{word} by {} ({by})", book.title(by)),
        (Some(Fate::Superseded), None, Some(title)) if row.state.is_none() => format!("renamed: {}", &**title),
        (_, _, Some(reason)) => format!("{word}: {}", &**reason),
        _ => word.to_owned(),
    }
}
