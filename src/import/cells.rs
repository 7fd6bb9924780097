//! A cell put into a field of a record: read by the field's own parser, and added to what a list holds already.

use std::collections::BTreeMap;

use chrono::Days;

use super::links::Titles;
use super::table::Cell;
use super::words::{STATES, plain};
use crate::model::choice::Colour;
use crate::model::datum::{Datum, Scalar, Shape};
use crate::model::rows::Update;
use crate::model::when::day;
use crate::model::{About, Assignment, Book, Change, Id, Rag, Record, Typing, When};
use crate::report::cell as exported;

/// What stands between the cells of an entry.
const CELL: &str = " | ";

/// What is known while cells are read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) book: &'a Book,
    pub(crate) titles: &'a Titles,
    pub(crate) typing: Typing<'a>,
}

/// What a cell says in a field of this shape.
///
/// # Errors
/// It holds an error of the spreadsheet's, or a number where a date belongs.
pub(crate) fn text(cell: &Cell, shape: Shape) -> Result<String, String> {
    match (cell, shape) {
        (Cell::Words(words), _) => Ok(words.clone()),
        (Cell::Day(day), Shape::Date) => Ok(When::Day(*day).text()),
        (Cell::Day(date), _) => Ok(day(*date)),
        (Cell::Number(number), Shape::Date) => {
            Err(format!("{number} is a number and no date; give the cell a date's format, or type the date as words"))
        }
        (Cell::Number(number), _) => Ok(number.clone()),
        (Cell::Truth(truth), _) => Ok(if *truth { "yes" } else { "no" }.to_owned()),
        (Cell::Broken(error), _) => {
            Err(format!("the cell holds the error {error}; mend it in the spreadsheet, or empty it"))
        }
    }
}

impl Reading<'_> {
    /// Puts a cell into a field. A cell that says what export would write changes nothing.
    ///
    /// # Errors
    /// What the field does not take, in words that say what it does. The record must not be kept then.
    pub(crate) fn put(&self, record: &mut Record, field: &str, cell: &Cell) -> Result<(), String> {
        let Some((about, _)) = record.field(field) else {
            return Err(format!("{} has no {field}; leave the cell empty", record.kind().one()));
        };
        let Cell::Words(words) = cell else { return self.take(record, about, cell) };
        let told = |why: String| if why.contains(words.trim()) { why } else { format!("{words:?}: {why}") };
        let mut later = record.clone();
        self.take(record, about, cell).map_err(told)?;
        // When a partner typed "1 mar" is not known, so neither is the year that was meant.
        let (_, held) = record.field(about.name).ok_or_else(String::new)?;
        if may_hang_on_the_day(held.shape(), words) && !about.is_only_added_to() {
            let day = self.typing.today.checked_add_days(Days::new(500)).unwrap_or(self.typing.today);
            let mut other = *self;
            other.typing.today = day;
            other.take(&mut later, about, cell).map_err(told)?;
            if later.field(about.name).map(|(_, field)| field.text()) != Some(held.text()) {
                return Err(format!(
                    "{words:?} hangs on the day of the import; type the whole date, such as 2023-04-01"
                ));
            }
        }
        Ok(())
    }

    fn take(&self, record: &mut Record, about: &'static About, cell: &Cell) -> Result<(), String> {
        let Some(held) = record.field(about.name) else { return Ok(()) };
        let (shape, is_many, is_stated) = (held.1.shape(), held.1.is_many(), held.1.is_stated());
        let text = text(cell, shape)?;
        let stands = exported(record, held);
        if text == stands || text.trim() == stands.trim() {
            return Ok(());
        }
        if about.is_only_added_to() {
            return self.note(record, about, &text);
        }
        match shape {
            Shape::Rag => self.rate(record, about, &text),
            Shape::Link => {
                let ids = self.titles.ids(&text, about, self.book)?;
                let ids: Vec<_> = ids.iter().map(Id::as_str).collect();
                match (is_many, &ids[..]) {
                    (false, [_, _, ..]) => Err(format!("it leads to one record, and these are {}", ids.len())),
                    (true, _) => self.union(record, about, &ids.join(", ")),
                    (false, _) => self.assign(record, about, Change::Set, &ids.join(", ")),
                }
            }
            _ if is_many && is_stated => self.union(record, about, &text),
            Shape::Choice(_) if about.name == "state" => {
                let word = plain(&text);
                let meant = STATES.iter().find(|(said, _)| *said == word).map_or(text.as_str(), |(_, name)| name);
                self.assign(record, about, Change::Set, meant)
            }
            _ => self.assign(record, about, Change::Set, &text),
        }
    }

    fn assign(&self, record: &mut Record, about: &'static About, change: Change, typed: &str) -> Result<(), String> {
        if about.is_kept_by_program() && record.field(about.name).is_some_and(|(_, held)| !held.is_stated()) {
            return self.restore(record, about, typed);
        }
        let assignment = Assignment { field: about.name.to_owned(), change, typed: typed.to_owned() };
        let done = assignment.apply(record, &self.typing);
        done.map_err(|why| {
            let why = why.to_string();
            why.strip_prefix(&format!("{}: ", about.name)).map_or(why.clone(), str::to_owned)
        })
    }

    /// What the program keeps is taken only where nothing stands yet: it comes from an export.
    fn restore(&self, record: &mut Record, about: &'static About, typed: &str) -> Result<(), String> {
        let typing = self.typing.into_field(about);
        let Some(field) = record.field_mut(about.name) else { return Ok(()) };
        field.set(typed, &typing).map_err(|why| why.to_string())
    }

    /// A rating whose words are those that stand keeps its date and author, and so does a colour alone.
    fn rate(&self, record: &mut Record, about: &About, text: &str) -> Result<(), String> {
        let typing = self.typing;
        if let Some(standing) = record.rag() {
            let says_colour = Colour::parse(text, &typing).is_ok_and(|colour| colour == standing.colour);
            let says_same = Rag::parse(text, &typing)
                .is_ok_and(|rag| (rag.colour, &rag.reason) == (standing.colour, &standing.reason));
            if says_colour || says_same {
                return Ok(());
            }
        }
        let rag = Rag::of_cell(text, &typing).map_err(|why| why.to_string())?;
        if let Some(field) = record.field_mut(about.name) {
            field.copy(&Some(rag));
        }
        Ok(())
    }

    /// Adds what is not there yet. A cell whose lines do not begin with a date and a bar is one note, of today.
    fn note(&self, record: &mut Record, about: &'static About, text: &str) -> Result<(), String> {
        let is_dated = |line: &str| line.split_once(CELL).is_some_and(|(first, _)| may_be_a_date(first));
        if !text.lines().filter(|line| !line.trim().is_empty()).all(is_dated) {
            return self.note_of_today(record, about, text);
        }
        let new = entries(&self.parsed(record, about, text)?, "\n");
        let standing = texts(record, about, "\n");
        let added = new.into_iter().filter(|entry| !standing.contains(entry)).collect::<Vec<_>>().join("\n");
        if added.is_empty() { Ok(()) } else { self.assign(record, about, Change::Add, &added) }
    }

    /// Adds a note of today, unless one stands with the same words. What counts is the words that would be saved: a cell may
    /// write them otherwise.
    fn note_of_today(&self, record: &mut Record, about: &'static About, text: &str) -> Result<(), String> {
        let mut noted = record.clone();
        let note = Scalar::text(&Update::new(self.typing.today, self.typing.author, text));
        self.assign(&mut noted, about, Change::Add, &note)?;
        let words = |update: &Update| update.text.as_ref().map(|text| text.trim().to_owned());
        let new = noted.updates().last().and_then(words).filter(|words| !words.is_empty());
        if new.is_some() && !record.updates().iter().any(|update| words(update) == new) {
            *record = noted;
        }
        Ok(())
    }

    /// Adds to a list what is not in it yet. An entry that begins with the same cell as one of the list takes its place, and
    /// keeps of it what it does not say itself.
    fn union(&self, record: &mut Record, about: &'static About, text: &str) -> Result<(), String> {
        let Some((_, list)) = record.field(about.name) else { return Ok(()) };
        let shape = list.shape();
        let separator = if is_short(shape) { ", " } else { "\n" };
        let mut all = texts(record, about, separator);
        let new = entries(&self.parsed(record, about, text)?, separator);
        // The same field may be doubted twice.
        let by_first = matches!(shape, Shape::Row(_)) && about.name != "queries";
        let first = |entry: &str| entry.split(CELL).next().unwrap_or_default().to_owned();
        let count = |list: &[String]| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for entry in list {
                *counts.entry(first(entry)).or_default() += 1;
            }
            counts
        };
        let (stand, come) = (count(&all), count(&new));
        for entry in new {
            let key = first(&entry);
            let replaces = by_first && stand.get(&key) == Some(&1) && come.get(&key) == Some(&1);
            match all.iter().position(|standing| replaces && first(standing) == key) {
                Some(place) => all[place] = filled(&all[place], &entry),
                None if all.contains(&entry) => {}
                None => all.push(entry),
            }
        }
        self.assign(record, about, Change::Set, &all.join(separator))
    }

    /// What a text gives in an empty field of this sort, as it can be typed again.
    fn parsed(&self, record: &Record, about: &'static About, text: &str) -> Result<String, String> {
        let mut blank = Record::blank(record.kind());
        let typing = self.typing.into_field(about);
        let Some(field) = blank.field_mut(about.name) else { return Ok(String::new()) };
        field.set(text, &typing).map_err(|why| why.to_string())?;
        Ok(Datum::text(field))
    }
}

/// An entry with the cells of the one that stands where it has none itself.
fn filled(standing: &str, entry: &str) -> String {
    let (stand, come): (Vec<_>, Vec<_>) = (standing.split(CELL).collect(), entry.split(CELL).collect());
    let cell = |place: usize| {
        let new = come.get(place).copied().filter(|cell| !cell.trim().is_empty());
        new.or_else(|| stand.get(place).copied()).unwrap_or_default()
    };
    (0..stand.len().max(come.len())).map(cell).collect::<Vec<_>>().join(CELL)
}

/// Whether the first cell of a note is one for its date: export writes a day, or words in quotes, or nothing.
fn may_be_a_date(cell: &str) -> bool {
    cell.trim().is_empty() || cell.contains(|letter: char| letter.is_ascii_digit() || letter == '"')
}

/// Whether words may mean another date on another day; a year of four figures settles most of them at once.
fn may_hang_on_the_day(shape: Shape, words: &str) -> bool {
    let has_year = words.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    match shape {
        Shape::Date => !has_year,
        Shape::Row(_) => true,
        _ => false,
    }
}

fn is_short(shape: Shape) -> bool {
    matches!(shape, Shape::Link | Shape::Date | Shape::Choice(_) | Shape::Number)
}

fn entries(text: &str, separator: &str) -> Vec<String> {
    text.split(separator).filter(|entry| !entry.trim().is_empty()).map(str::to_owned).collect()
}

fn texts(record: &Record, about: &About, separator: &str) -> Vec<String> {
    record.field(about.name).map(|(_, field)| entries(&field.text(), separator)).unwrap_or_default()
}
