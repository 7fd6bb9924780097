//! The filter language, the same on the command line and behind `/`.
//!
//! Words match a record's own text; `field:value` matches a field, `field:none` one that is not stated,
//! `field.before:DATE` and `field.after:DATE` a date, of several any one; a flag such as `overdue` stands alone; `not:` before any of them
//! turns it round. A record is shown where every term holds.

use chrono::NaiveDate;

use super::datum::{Datum, Shape};
use super::field::About;
use super::flag::Flag;
use super::id::Id;
use super::invalid::Invalid;
use super::kind::Kind;
use super::reckoning::Reckoning;
use super::record::Record;
use super::scalars::dates;
use super::when::When;

/// What a record must be to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    wanted: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Word(String),
    Flag(Flag),
    Disputed,
    Kind(Kind),
    Id(String),
    Value { field: &'static str, value: String },
    Stated { field: &'static str },
    NotStated { field: &'static str },
    Before { field: &'static str, day: NaiveDate },
    After { field: &'static str, day: NaiveDate },
}

impl Filter {
    /// Reads a line such as `state:InProgress "safe spaces" not:overdue`; double quotes keep words together.
    ///
    /// # Errors
    /// A field that no record has, or a date that is none.
    pub fn line(line: &str, today: NaiveDate) -> Result<Self, Invalid> {
        Self::terms(&split(line), today)
    }

    /// Reads terms that are already apart, as arguments are.
    ///
    /// # Errors
    /// A field that no record has, or a date that is none.
    pub fn terms(terms: &[String], today: NaiveDate) -> Result<Self, Invalid> {
        let terms = terms.iter().filter(|term| !term.trim().is_empty());
        Ok(Self { terms: terms.map(|term| Term::parse(term.trim(), today)).collect::<Result<_, _>>()? })
    }

    /// Whether it lets everything through that is not archived.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a record is shown. What is archived is shown only to who asks for it, by its flag or its field.
    pub fn matches(&self, id: &Id, record: &Record, on: Reckoning) -> bool {
        let in_sight = record.archived().is_none() || self.terms.iter().any(|term| term.test.is_of_what_is_archived());
        in_sight && self.terms.iter().all(|term| term.test.holds(id, record, on) == term.wanted)
    }
}

/// The word that finds records of which another version waits for a decision.
pub const DISPUTED: &str = "disputed";

/// The words that ask for records in some state, in the order in which they are told.
pub fn flag_words() -> impl Iterator<Item = &'static str> {
    [DISPUTED].into_iter().chain(Flag::ALL.map(Flag::word))
}

/// What stands on screen and on paper beside what is overdue, and so finds it too.
const LATE: &str = "late";

impl Term {
    fn parse(term: &str, today: NaiveDate) -> Result<Self, Invalid> {
        if let Some(rest) = term.strip_prefix("not:") {
            let inner = Self::parse(rest.trim_start(), today)?;
            return Ok(Self { wanted: !inner.wanted, ..inner });
        }
        let test = |test| Ok(Self { wanted: true, test });
        if let Some(words) = term.strip_prefix('"') {
            return test(Test::Word(words.trim_end_matches('"').to_lowercase()));
        }
        if term.to_lowercase() == DISPUTED {
            return test(Test::Disputed);
        }
        if term.to_lowercase() == LATE {
            return test(Test::Flag(Flag::Overdue));
        }
        if let Some(flag) = Flag::ALL.into_iter().find(|flag| flag.word() == term.to_lowercase()) {
            return test(Test::Flag(flag));
        }
        let Some((key, value)) = term.split_once(':').filter(|(key, _)| is_name(key)) else {
            return test(Test::Word(term.to_lowercase()));
        };
        let value = value.trim().trim_matches('"').to_lowercase();
        match key {
            "kind" => return test(Test::Kind(Kind::parse(&value)?)),
            "id" => return test(Test::Id(value)),
            _ => {}
        }
        let (name, part) = key.split_once('.').unwrap_or((key, ""));
        let field = field_named(name)?;
        let shapes = shapes(field);
        if !part.is_empty() && !shapes.contains(&Shape::Date) {
            return Err(Invalid::new(format!("{field} holds no date, so nothing is before or after it")));
        }
        let day = |of: fn(&When) -> Option<NaiveDate>| {
            let when = When::typed_to_count(&value, today).map_err(|why| Invalid::new(format!("{key}: {why}")))?;
            of(&when).ok_or_else(|| Invalid::new(format!("{key} needs a date, such as {key}:2023-04-01")))
        };
        match (part, value.as_str()) {
            ("before", _) => test(Test::Before { field, day: day(When::first_day)? }),
            ("after", _) => test(Test::After { field, day: day(When::last_day)? }),
            ("", "none" | "") => test(Test::NotStated { field }),
            ("", "any") => test(Test::Stated { field }),
            ("", _) => {
                can_be(&shapes, &value).map_err(|why| Invalid::new(format!("{key}: {why}")))?;
                test(Test::Value { field, value })
            }
            _ => Err(Invalid::new(format!("after {name} and a point come before or after: {name}.before:2023-04-01"))),
        }
    }
}

impl Test {
    fn is_of_what_is_archived(&self) -> bool {
        match self {
            Self::Flag(flag) => *flag == Flag::Archived,
            // What waits for a decision waits whether or not its record is hidden.
            Self::Disputed => true,
            Self::Value { field, .. }
            | Self::Stated { field }
            | Self::NotStated { field }
            | Self::Before { field, .. }
            | Self::After { field, .. } => *field == "archived",
            Self::Word(_) | Self::Kind(_) | Self::Id(_) => false,
        }
    }

    fn holds(&self, id: &Id, record: &Record, on: Reckoning) -> bool {
        let held = |name: &str| record.field(name).map(|(_, field)| field);
        let days =
            |name: &str, of: fn(&When) -> Option<NaiveDate>| held(name).map(dates).into_iter().flatten().filter_map(of);
        match self {
            Self::Word(word) => {
                id.as_str().contains(word.as_str()) || own_text(record).any(|text| text.to_lowercase().contains(word))
            }
            Self::Flag(flag) => flag.holds(record, on),
            Self::Disputed => on.is_disputed(id),
            Self::Kind(kind) => record.kind() == *kind,
            Self::Id(beginning) => id.as_str().starts_with(beginning.as_str()),
            Self::Value { field, value } => held(field).is_some_and(|held| has_value(held, value)),
            Self::Stated { field } => held(field).is_some_and(Datum::is_stated),
            Self::NotStated { field } => held(field).is_some_and(|held| !held.is_stated()),
            Self::Before { field, day } => days(field, When::last_day).any(|last| last < *day),
            Self::After { field, day } => days(field, When::first_day).any(|first| first > *day),
        }
    }
}

/// A record's own words: not what it links to, and no telephone number or e-mail address.
fn own_text(record: &Record) -> impl Iterator<Item = String> {
    let own = |(about, field): (&'static About, &dyn Datum)| {
        let words = matches!(field.shape(), Shape::Line | Shape::Text | Shape::Row(_) | Shape::Rag);
        (words && !about.is_contact()).then(|| field.shown().join("\n"))
    };
    record.fields().into_iter().filter_map(own).collect::<Vec<_>>().into_iter()
}

/// Whether a field holds a value, by what kind of field it is.
fn has_value(field: &dyn Datum, value: &str) -> bool {
    match field.shape() {
        Shape::Link => field.links().iter().any(|id| id.as_str().starts_with(value)),
        Shape::Choice(_) => {
            let names = field.shown().into_iter().chain([field.text()]);
            names.into_iter().any(|name| letters(&name).starts_with(&letters(value)))
        }
        Shape::Rag => field.text().starts_with(value),
        _ => {
            let shown = field.shown().into_iter().chain([field.text()]);
            shown.into_iter().any(|text| text.to_lowercase().contains(value))
                || field.links().iter().any(|id| id.as_str().starts_with(value))
        }
    }
}

/// How a field is held, in each kind that has it.
fn shapes(name: &str) -> Vec<Shape> {
    let blanks = Kind::ALL.map(Record::blank);
    blanks.iter().filter_map(|blank| blank.field(name).map(|(_, field)| field.shape())).collect()
}

/// A field that holds one of a few words must be able to hold what is asked for.
fn can_be(shapes: &[Shape], value: &str) -> Result<(), Invalid> {
    let mut names = Vec::new();
    for shape in shapes {
        let Shape::Choice(choices) = shape else { return Ok(()) };
        names.extend(choices.iter().copied());
    }
    let begins = |text: &str| letters(text).starts_with(&letters(value));
    if names.iter().any(|(name, word)| begins(name) || begins(word)) {
        return Ok(());
    }
    let mut names: Vec<_> = names.into_iter().map(|(name, _)| name).collect();
    names.dedup();
    Err(Invalid::new(format!("it is never {value:?}; it is one of {}", names.join(", "))))
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// A field's own name, its singular (`priority` for `priorities`), or the only one that begins so (`lead`).
fn field_named(typed: &str) -> Result<&'static str, Invalid> {
    let typed = typed.to_lowercase().replace('-', "_");
    let mut names: Vec<&'static str> = Vec::new();
    for kind in Kind::ALL {
        names.extend(Record::blank(kind).fields().into_iter().map(|(about, _)| about.name));
    }
    names.sort_unstable();
    names.dedup();
    let singular = |name: &str| {
        name.strip_suffix("ies").map_or_else(|| name.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"))
    };
    if let Some(name) =
        names.iter().find(|name| **name == typed).or_else(|| names.iter().find(|name| singular(name) == typed))
    {
        return Ok(name);
    }
    let begins: Vec<_> = names.iter().filter(|name| name.starts_with(&typed)).collect();
    match begins[..] {
        [name] => Ok(name),
        [] => {
            // A beginning is enough, so a beginning is what was mistyped.
            let likeness = |name: &str| {
                let beginning = name.get(..typed.len()).unwrap_or(name);
                strsim::jaro_winkler(name, &typed).max(strsim::jaro_winkler(beginning, &typed))
            };
            let nearest = names.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
            let nearest = nearest.copied().unwrap_or("title");
            Err(Invalid::new(format!("no record has a field {typed:?}; the nearest is {nearest}")))
        }
        _ => {
            let begins: Vec<_> = begins.into_iter().copied().collect();
            Err(Invalid::new(format!("{typed:?} could be any of the fields {}", begins.join(", "))))
        }
    }
}

fn is_name(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
}

/// The terms of a line: blanks part them, double quotes keep them together and stay, since a quoted term is words.
fn split(line: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                terms.last_mut().into_iter().for_each(|term| term.push('"'));
            }
            _ if letter.is_whitespace() && !quoted => terms.push(String::new()),
            _ => terms.last_mut().into_iter().for_each(|term| term.push(letter)),
        }
    }
    terms
}

#[cfg(test)]
mod tests;
