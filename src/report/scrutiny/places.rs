//! The statements of the book by the paragraph that each belongs to, and the paragraphs that they make.

use std::collections::BTreeMap;

use super::Paragraph;
use super::listed::{Listed, Lists};
use crate::model::rows::Statement;
use crate::model::{Book, Id, Record};
use crate::report::table::numbers;

/// The statements that are not yet told, by the numbers of their paragraphs.
pub(super) struct Places(BTreeMap<Vec<u32>, Vec<Statement>>);

impl Places {
    /// Every statement of what is in force. Those of one paragraph stand in the order duty, plan, funding, partnership, and
    /// last the report's own.
    pub(super) fn gather(book: &Book) -> Self {
        let mut records: Vec<_> = book.live().filter(|(id, _)| !book.has_given_way(id)).collect();
        records.sort_by_key(|(_, record)| rank(record));
        let mut places: BTreeMap<Vec<u32>, Vec<Statement>> = BTreeMap::new();
        for statement in records.into_iter().flat_map(|(_, record)| record.statements()) {
            let place = numbers(statement.paragraph.as_deref());
            places.entry(place).or_default().push(statement.clone());
        }
        Self(places)
    }

    /// The paragraphs of a section, each with what is listed below it.
    pub(super) fn section(&mut self, section: u32, lists: &mut Lists<'_>) -> Vec<Paragraph> {
        let mut below = self.0.split_off(&vec![section]);
        let mut after = below.split_off(&vec![section.saturating_add(1)]);
        self.0.append(&mut after);
        let mut paragraphs: Vec<(Vec<u32>, Paragraph, Vec<Listed>)> = Vec::new();
        for (place, statements) in below {
            let above = paragraphs.last_mut().filter(|(above, ..)| place.len() > 2 && place.starts_with(above));
            if let Some((_, _, listed)) = above {
                add(listed, &place, &statements);
                lists.too_deep(&statements);
                continue;
            }
            let listed = statements.iter().filter_map(|it| lists.below(it)).flatten().collect();
            let has_list = statements.iter().any(|it| it.list.is_some());
            paragraphs.push((place, Paragraph { text: joined(&statements), has_list, ..Paragraph::default() }, listed));
        }
        paragraphs.into_iter().map(|(_, paragraph, listed)| with(paragraph, listed)).collect()
    }

    /// The paragraphs of what is left, as they were typed.
    pub(super) fn left(self) -> impl Iterator<Item = String> {
        self.0.into_values().flatten().map(|it| it.paragraph.as_deref().unwrap_or_default().to_owned())
    }
}

/// The records with statements that others have replaced, so that they are left out.
pub(super) fn replaced(book: &Book) -> Vec<Id> {
    let has_words = |record: &Record| !record.statements().is_empty();
    let replaced = book.live().filter(|(id, record)| has_words(record) && book.has_given_way(id));
    replaced.map(|(id, _)| id.clone()).collect()
}

fn rank(record: &Record) -> u8 {
    match record {
        Record::Duty(_) => 0,
        Record::Plan(_) => 1,
        Record::Funding(_) => 2,
        Record::Partnership(_) => 3,
        _ => 4,
    }
}

/// What several statements of one paragraph say, one after the other.
fn joined(statements: &[Statement]) -> String {
    let texts: Vec<&str> = statements.iter().filter_map(|it| it.text.as_deref()).collect();
    let between = if texts.iter().any(|text| text.contains('\n')) { "\n" } else { " " };
    texts.join(between)
}

/// A statement deeper than a paragraph belongs to the entry that comes from there; else it is an entry of its own.
fn add(listed: &mut Vec<Listed>, place: &[u32], statements: &[Statement]) {
    let text = joined(statements);
    match listed.iter_mut().find(|it| it.source.as_deref() == Some(place)) {
        Some(entry) => entry.text = format!("{} {text}", entry.text),
        None => listed.push(Listed { text, source: None, is_entry: true }),
    }
}

fn with(paragraph: Paragraph, listed: Vec<Listed>) -> Paragraph {
    let (entries, bullets): (Vec<_>, Vec<_>) = listed.into_iter().partition(|it| it.is_entry);
    let texts = |listed: Vec<Listed>| listed.into_iter().map(|it| it.text).collect();
    Paragraph { entries: texts(entries), bullets: texts(bullets), ..paragraph }
}
