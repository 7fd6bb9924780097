//! One record in full, with its links both ways.

use super::look::Tone;
use super::sheet::{Piece, Sheet};
use crate::model::display::{NOT_STATED, ascii};
use crate::model::{Book, Id};
use crate::report::{Derived, Detail, Fact, wrapped_to};

/// Where an officer is among records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail {
    /// The records that lead here, each with the stop that was chosen on it; the last is the one on screen.
    steps: Vec<(Id, usize)>,
}

impl Trail {
    /// The record on screen and its chosen stop.
    pub(crate) fn here(&self) -> Option<(&Id, usize)> {
        self.steps.last().map(|(id, stop)| (id, *stop))
    }

    /// Goes on to a record.
    pub(crate) fn follow(&mut self, id: Id) {
        self.steps.push((id, 0));
    }

    /// Goes back one step.
    pub(crate) fn back(&mut self) {
        self.steps.pop();
    }

    /// Leaves all records.
    pub(crate) fn clear(&mut self) {
        self.steps.clear();
    }

    /// Chooses a stop on the record on screen.
    pub(crate) fn choose(&mut self, stop: usize) {
        if let Some((_, chosen)) = self.steps.last_mut() {
            *chosen = stop;
        }
    }

    /// Forgets the records that are no longer there.
    pub(crate) fn keep(&mut self, book: &Book) {
        self.steps.retain(|(id, _)| book.get(id).is_some());
    }
}

/// The same in ASCII, before it is laid out: some letters take more columns there.
pub(crate) fn put_in_ascii(detail: &mut Detail) {
    let values = detail.facts.iter_mut().flat_map(|fact| &mut fact.values);
    let updates = detail.updates.iter_mut().flat_map(|(heading, text)| [heading, text]);
    let entries = detail.derived.iter_mut().flat_map(|list| &mut list.entries);
    let derived = entries.flat_map(|entry| entry.more.iter_mut().chain([&mut entry.words]));
    for text in values.chain(updates).chain(derived).chain(&mut detail.standing).chain([&mut detail.title]) {
        *text = ascii(text).into_owned();
    }
}

/// A record for a screen of this width. Every line is a stop, so that the keys that move also scroll.
pub(crate) fn sheet(detail: &Detail, book: &Book, width: usize) -> Sheet {
    let mut sheet = Sheet::default();
    let wrapped = |text: &str, indent: usize| wrapped_to(text, width.saturating_sub(indent + 1));
    for line in wrapped(&detail.title, 1) {
        sheet.line([Piece::toned(format!(" {line}"), Tone::Heading).stop()]);
    }
    let source = detail.source.as_deref().unwrap_or(NOT_STATED);
    for line in wrapped(&format!("{} {}, source {source}", detail.kind.word(), detail.id), 1) {
        sheet.line([Piece::new(format!(" {line}")).stop()]);
    }
    for words in &detail.standing {
        let tone = if words.starts_with('!') { Tone::Late } else { Tone::Plain };
        for line in wrapped(words, 1) {
            sheet.line([Piece::toned(format!(" {line}"), tone).stop()]);
        }
    }
    for fact in &detail.facts {
        self::fact(&mut sheet, fact, width);
    }
    if !detail.not_stated.is_empty() {
        for line in wrapped(&format!("Not stated: {}", detail.not_stated.join(", ").to_lowercase()), 1) {
            sheet.line([Piece::new(format!(" {line}")).stop()]);
        }
    }
    for (heading, ids) in &detail.linked_from {
        sheet.line([Piece::toned(format!(" {heading}"), Tone::Heading).stop()]);
        for id in ids {
            link(&mut sheet, book.title(id), id, width);
        }
    }
    for list in &detail.derived {
        derived(&mut sheet, list, width);
    }
    sheet.line([Piece::toned(" Updates, newest first", Tone::Heading).stop()]);
    for (heading, text) in &detail.updates {
        sheet.line([Piece::new(format!("   {heading}")).stop()]);
        for line in text.lines().flat_map(|line| wrapped(line, 5)) {
            sheet.line([Piece::new(format!("     {line}")).stop()]);
        }
    }
    if detail.updates.is_empty() {
        sheet.line([Piece::new("   None.").stop()]);
    }
    sheet
}

/// A field: its label, then its values, each of which leads where it links to. A value that links to several records has
/// the others below it.
fn fact(sheet: &mut Sheet, fact: &Fact, width: usize) {
    let label = format!(" {}: ", fact.label);
    let has_links = fact.links.iter().any(|links| !links.is_empty());
    if let ([value], false) = (&fact.values[..], has_links)
        && !value.contains('\n')
    {
        let tone = match fact.field {
            "rag" => rag(value),
            _ if fact.is_late => Tone::Late,
            _ => Tone::Plain,
        };
        let mut lines = wrapped_to(&format!("{}{value}", label.trim_start()), width.saturating_sub(4)).into_iter();
        let first = lines.next().unwrap_or_default();
        let behind = first.strip_prefix(label.trim()).unwrap_or(&first).to_owned();
        sheet.line([Piece::toned(format!(" {}", label.trim()), Tone::Heading).stop(), Piece::toned(behind, tone)]);
        for line in lines {
            sheet.line([Piece::toned(format!("   {line}"), tone).stop()]);
        }
        return;
    }
    sheet.line([Piece::toned(label.trim_end().to_owned(), Tone::Heading).stop()]);
    for (at, value) in fact.values.iter().enumerate() {
        let mut ways = fact.links.get(at).into_iter().flatten();
        let first = ways.next();
        if let Some(id) = first.filter(|_| fact.is_link) {
            link(sheet, value, id, width);
            continue;
        }
        for (row, line) in value.lines().flat_map(|line| wrapped_to(line, width.saturating_sub(6))).enumerate() {
            let bullet = if row == 0 && fact.values.len() > 1 { "   - " } else { "     " };
            let piece = Piece::new(format!("{bullet}{line}"));
            let way = first.filter(|_| row == 0);
            sheet.line([way.map_or_else(|| piece.clone().stop(), |id| piece.clone().to(id.clone()))]);
        }
        for id in ways {
            link(sheet, &format!("  see {id}"), id, width);
        }
    }
}

/// What follows from other records: a line that can be followed leads to one of them.
fn derived(sheet: &mut Sheet, list: &Derived, width: usize) {
    for line in wrapped_to(&list.heading, width.saturating_sub(2)) {
        sheet.line([Piece::toned(format!(" {line}"), Tone::Heading).stop()]);
    }
    let text = |sheet: &mut Sheet, words: &str, indent: usize| {
        for line in wrapped_to(words, width.saturating_sub(indent + 1)) {
            sheet.line([Piece::new(format!("{:indent$}{line}", "")).stop()]);
        }
    };
    for entry in &list.entries {
        match &entry.id {
            Some(id) => link(sheet, &entry.words, id, width),
            None => text(sheet, &entry.words, 3),
        }
        entry.more.iter().for_each(|line| text(sheet, line, 5));
    }
}

fn link(sheet: &mut Sheet, words: &str, id: &Id, width: usize) {
    let words = crate::report::fitted(&format!("   {words}"), width.saturating_sub(1));
    sheet.line([Piece::new(words.trim_end()).to(id.clone())]);
}

fn rag(value: &str) -> Tone {
    super::look::rag_tone(value.split(' ').next().unwrap_or_default())
}
