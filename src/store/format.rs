//! A record as the text of its file, and back.

use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;

use super::splice;
use crate::model::datum::{Datum, Shape};
use crate::model::{Kind, Record, nearest};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// How deep values may be nested.
const DEEPEST: usize = 64;

pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Why a text is no record: the place in it, what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) place: Option<(usize, usize)>,
    pub(crate) what: String,
    /// What to do; `None` where it is to mend the text.
    pub(crate) next: Option<String>,
}

impl Trouble {
    fn at(place: (usize, usize), what: impl Into<String>) -> Self {
        Self { place: Some(place), what: what.into(), next: None }
    }
}

/// How RON is read and written here.
pub(crate) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(DEEPEST)
}

/// The bytes of a file as they are, if they are text.
///
/// # Errors
/// What is no text.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, Trouble> {
    std::str::from_utf8(bytes).map_err(|error| {
        let place = place(bytes, error.valid_up_to());
        let next = "convert it, for example with iconv -f WINDOWS-1252 -t UTF-8".to_owned();
        Trouble { place: Some(place), what: "this is not UTF-8 text".to_owned(), next: Some(next) }
    })
}

/// The text of a file, without the mark that some editors put before it.
///
/// # Errors
/// What is no text, is empty, or plainly something other than a record.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Trouble> {
    let text = utf8(bytes)?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0').is_empty() {
        let next = "put back an earlier copy of this file".to_owned();
        let what = "the file is empty, probably after a crash or a full disk".to_owned();
        return Err(Trouble { place: Some((1, 1)), what, next: Some(next) });
    }
    let looks_like = match text.trim_start() {
        text if text.starts_with('{') || text.starts_with('[') => Some("JSON"),
        text if text.starts_with('<') => Some("a web page"),
        text if text.starts_with("version https://git-lfs") => Some("a pointer to a large file"),
        text if text.starts_with("---") => Some("YAML"),
        _ => None,
    };
    match looks_like {
        Some(other) => Err(Trouble::at((1, 1), format!("this looks like {other}, not like a record"))),
        None => Ok(text),
    }
}

/// The record that a text holds.
///
/// # Errors
/// Anything that is no record of this kind, with the place.
pub(crate) fn decode(kind: Kind, text: &str) -> Result<Record, Trouble> {
    let record = decode_unfinished(kind, text)?;
    record.validate().map_err(|why| Trouble::at((1, 1), why.to_string()))?;
    Ok(record)
}

/// The same for a record that somebody has begun, and that may lack what it needs.
pub(crate) fn decode_unfinished(kind: Kind, text: &str) -> Result<Record, Trouble> {
    fn read<R: DeserializeOwned + Into<Record>>(text: &str) -> Result<Record, SpannedError> {
        options().from_str::<R>(text).map(Into::into)
    }
    use crate::model::kinds as k;
    let record = match kind {
        Kind::Priority => read::<k::Priority>(text),
        Kind::Theme => read::<k::Theme>(text),
        Kind::Duty => read::<k::Duty>(text),
        Kind::Action => read::<k::Action>(text),
        Kind::Plan => read::<k::Plan>(text),
        Kind::Funding => read::<k::Funding>(text),
        Kind::Body => read::<k::Body>(text),
        Kind::Meeting => read::<k::Meeting>(text),
        Kind::Recommendation => read::<k::Recommendation>(text),
        Kind::Report => read::<k::Report>(text),
        Kind::Partnership => read::<k::Partnership>(text),
    };
    record.map_err(|error| unfinished_merge(text).unwrap_or_else(|| explain(&error, kind, text)))
}

/// The marks that git leaves in a file whose two versions it could not bring together.
fn unfinished_merge(text: &str) -> Option<Trouble> {
    let line = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    let next = "keep one of the two versions between the markers and remove the markers".to_owned();
    let what = "an unfinished git merge stands in the file".to_owned();
    Some(Trouble { place: Some((line + 1, 1)), what, next: Some(next) })
}

/// The format version that a `store.ron` states, even where the rest of it is of a later format.
pub(crate) fn version(text: &str) -> Option<u32> {
    let (_, version) = splice::values(text, Kind::Partnership)?.into_iter().find(|(name, _)| name == "format")?;
    options().from_str::<Option<u32>>(version).ok()?
}

/// What the reader found wrong and in which field, with the nearest right word where a word is wrong.
fn explain(error: &SpannedError, kind: Kind, text: &str) -> Trouble {
    let place = (error.span.start.line, error.span.start.col);
    let what = what_is_wrong(&error.code);
    let known = |field: &String| Record::blank(kind).field(field).is_some();
    match splice::field_at(text, kind, place).filter(known) {
        Some(field) => Trouble::at(place, format!("{field}: {what}")),
        None => Trouble::at(place, what),
    }
}

fn what_is_wrong(error: &ron::Error) -> String {
    match error {
        ron::Error::NoSuchStructField { expected, found, .. } => unknown("field", found, expected),
        ron::Error::NoSuchEnumVariant { expected, found, .. } => unknown("word", found, expected),
        ron::Error::ExceededRecursionLimit => format!("the values are nested more than {DEEPEST} deep"),
        other => other.to_string(),
    }
}

/// What the bytes of a file that is no record's say, such as one of settings.
///
/// # Errors
/// Where and why it says nothing of that kind.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Trouble> {
    let text = text(bytes)?;
    options().from_str(text).map_err(|error| {
        let place = (error.span.start.line, error.span.start.col);
        Trouble::at(place, what_is_wrong(&error.code))
    })
}

fn unknown(what: &str, found: &str, expected: &[&str]) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(name) => format!("there is no {what} {found:?} here (did you mean {name}?)"),
        None => format!("there is no {what} {found:?} here; there are {}", expected.join(", ")),
    }
}

/// Line and column, from 1 and in characters, of a byte.
pub(crate) fn place(bytes: &[u8], byte: usize) -> (usize, usize) {
    let before = &bytes[..byte.min(bytes.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

/// The whole text of a new record's file: its fields in their order, what is not stated left out.
///
/// # Errors
/// Only where a value cannot be written at all.
pub(crate) fn encode(record: &Record) -> Result<String, ron::Error> {
    let mut text = format!("{}(\n", struct_name(record.kind()));
    for (about, field) in record.fields() {
        if field.is_stated() {
            text.push_str(&format!("{INDENT}{}: {},\n", about.name, value(field, INDENT)?));
        }
    }
    text.push_str(")\n");
    Ok(text)
}

/// The blanks before each field.
pub(crate) const INDENT: &str = "    ";

pub(crate) fn struct_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Priority => "Priority",
        Kind::Theme => "Theme",
        Kind::Duty => "Duty",
        Kind::Action => "Action",
        Kind::Plan => "Plan",
        Kind::Funding => "Funding",
        Kind::Body => "Body",
        Kind::Meeting => "Meeting",
        Kind::Recommendation => "Recommendation",
        Kind::Report => "Report",
        Kind::Partnership => "Partnership",
    }
}

/// A stated field's value. Ids and dates stand on one line; sentences and rows have a line each, one step further in
/// than the field itself.
pub(crate) fn value(field: &dyn Datum, indent: &str) -> Result<String, ron::Error> {
    let entries = field.entries().into_iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    if !field.is_many() {
        return Ok(entries.concat());
    }
    if is_short(field) {
        return Ok(format!("[{}]", entries.join(", ")));
    }
    let lines: String = entries.iter().map(|entry| format!("{indent}{INDENT}{entry},\n")).collect();
    Ok(format!("[\n{lines}{indent}]"))
}

/// Whether the entries of a list stand on one line.
pub(crate) fn is_short(list: &dyn Datum) -> bool {
    !matches!(list.shape(), Shape::Line | Shape::Text | Shape::Row(_) | Shape::Rag)
}

/// One entry on one line, but for the line breaks that belong to its words.
pub(crate) fn entry(entry: &dyn erased_serde::Serialize) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().compact_structs(true).compact_arrays(true).separate_tuple_members(false);
    Ok(with_real_breaks(&options().to_string_pretty(entry, config)?))
}

/// The same RON with each `\n` inside a string as a real line break, so that a file reads as a person would write it.
/// Every other control and direction character stays an escape.
fn with_real_breaks(ron: &str) -> String {
    let mut out = String::with_capacity(ron.len());
    let mut letters = ron.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => out.push('\n'),
            Some('\'') => out.push('\''),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rows::{Gate, Update};
    use crate::model::text::{Line, Text};
    use crate::model::{Rag, When};

    #[test]
    fn values_are_written_as_a_person_would() {
        let day = When::stored("2023-03-09").unwrap();
        let update = Update { date: Some(day.clone()), author: None, text: Some(Text::new("a \"b\"\nc")) };
        let rag =
            Rag { colour: crate::model::choice::Colour::Amber, on: Some(day), by: None, reason: Line::new("it's") };

        assert_eq!(entry(&update).unwrap(), "(date: \"2023-03-09\", text: \"a \\\"b\\\"\nc\")");
        assert_eq!(entry(&rag).unwrap(), "(colour: Amber, on: \"2023-03-09\", reason: \"it's\")");
        assert_eq!(entry(&Gate::default()).unwrap(), "()");
    }

    #[test]
    fn what_is_read_holds_no_room_for_more() {
        let text =
            r#"Action(title: "A", themes: ["one"], queries: [(why: "w")], updates: [(text: "one"), (text: "two")])"#;

        let Record::Action(action) = decode(Kind::Action, text).unwrap() else { panic!("{text}") };

        assert_eq!((action.queries.len(), action.queries.capacity()), (1, 1));
        assert_eq!((action.themes.len(), action.themes.capacity()), (1, 1));
        assert_eq!((action.updates.len(), action.updates.capacity()), (2, 2));
    }
}
