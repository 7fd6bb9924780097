//! One field of a file changed, and every other byte kept: comments, order, blanks and line ends.

use std::fmt;
use std::ops::Range;

use ron::value::RawValue;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::format;
use super::scan::{end_of_line, indent_at, last_token, opening, skip_to};
use crate::model::datum::Datum;
use crate::model::{Id, Kind, Record, changed};

/// The fields of a text as they stand in it, each with its raw value; the seed is the struct's name.
struct Fields(&'static str);

impl<'de> DeserializeSeed<'de> for Fields {
    type Value = Vec<(String, &'de RawValue)>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        source.deserialize_struct(self.0, &[], self)
    }
}

impl<'de> Visitor<'de> for Fields {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = map.next_key_seed(FieldName)? {
            fields.push((name, map.next_value()?));
        }
        Ok(fields)
    }
}

/// A field's name, which RON gives as an identifier.
struct FieldName;

impl<'de> DeserializeSeed<'de> for FieldName {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<String, D::Error> {
        source.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldName {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<String, E> {
        Ok(name.to_owned())
    }
}

/// The place of each field's value in a text that is a record of this kind.
fn places(text: &str, kind: Kind) -> Option<Vec<(String, Range<usize>)>> {
    let bare = text.strip_prefix(format::BYTE_ORDER_MARK).unwrap_or(text);
    let fields = format::options().from_str_seed(bare, Fields(format::struct_name(kind))).ok()?;
    let place = |value: &RawValue| {
        let value = value.trim().get_ron();
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        start..start + value.len()
    };
    Some(fields.into_iter().map(|(name, value)| (name, place(value))).collect())
}

/// The fields of a text and their values as they stand.
pub(crate) fn values(text: &str, kind: Kind) -> Option<Vec<(String, &str)>> {
    let places = places(text, kind)?;
    Some(places.into_iter().map(|(name, place)| (name, &text[place])).collect())
}

/// Line and column of a field's value in a file.
pub(crate) fn locate(text: &str, kind: Kind, field: &str) -> Option<(usize, usize)> {
    let places = places(text, kind)?;
    let (_, place) = places.into_iter().find(|(name, _)| name == field)?;
    Some(format::place(text.as_bytes(), place.start))
}

/// The field that is read at a place: the first whose value does not end before it.
pub(crate) fn field_at(text: &str, kind: Kind, place: (usize, usize)) -> Option<String> {
    let ends = |value: &Range<usize>| format::place(text.as_bytes(), value.end);
    places(text, kind)?.into_iter().find(|(_, value)| ends(value) >= place).map(|(name, _)| name)
}

/// The text with the fields in which `after` differs from `before` changed, and every other byte as it was. `None`
/// where that cannot be done safely: the file is laid out in a way that this does not understand.
///
/// `text` is the whole file, which must hold `before`.
pub(crate) fn revise(text: &str, before: &Record, after: &Record) -> Option<String> {
    let mut revised = text.to_owned();
    for name in changed(before, after) {
        let (_, old) = before.field(name)?;
        let (_, new) = after.field(name)?;
        revised = revise_field(&revised, name, old, new, after)?;
    }
    // What was written must read back as what was meant, and as nothing else.
    let read_back = format::decode(after.kind(), format::text(revised.as_bytes()).ok()?).ok()?;
    (read_back == *after).then_some(revised)
}

/// The text with each link of one field to `from` made one to `to`, and every other byte as it was. `None` where that cannot
/// be done safely.
pub(crate) fn relink(text: &str, record: &Record, field: &str, from: &Id, to: &Id) -> Option<String> {
    let kind = record.kind();
    let (_, place) = places(text, kind)?.into_iter().find(|(name, _)| name == field)?;
    let relinked = text[place.clone()].replace(&format!("\"{from}\""), &format!("\"{to}\""));
    let mut new = text.to_owned();
    new.replace_range(place, &relinked);
    let after = format::decode(kind, format::text(new.as_bytes()).ok()?).ok()?;
    // Nothing but the links may have changed: words that are spelt like the id stay as they are.
    let links =
        |record: &Record| -> Option<Vec<Id>> { Some(record.field(field)?.1.links().into_iter().cloned().collect()) };
    let wanted: Vec<_> = links(record)?.into_iter().map(|link| if link == *from { to.clone() } else { link }).collect();
    let texts = |record: &Record| Some(record.field(field)?.1.text().matches(to.as_str()).count());
    let count = wanted.iter().filter(|link| *link == to).count();
    (links(&after)? == wanted && changed(record, &after) == [field] && texts(&after)? >= count).then_some(new)
}

fn revise_field(text: &str, name: &str, old: &dyn Datum, new: &dyn Datum, after: &Record) -> Option<String> {
    let fields = places(text, after.kind())?;
    let found = fields.iter().position(|(field, _)| field == name);
    let replace = |range: Range<usize>, with: &str| {
        let mut text = text.to_owned();
        text.replace_range(range, with);
        text
    };
    match (found, new.is_stated()) {
        (None, false) => Some(text.to_owned()),
        (Some(at), false) => Some(replace(removal(text, &fields, at)?, "")),
        (Some(at), true) => {
            let place = fields[at].1.clone();
            if let Some(added) = added(old, new) {
                let (at, entries) = appended(text, place, new, added)?;
                return Some(replace(at..at, &entries));
            }
            let value = format::value(new, indent_at(text, place.start)).ok()?;
            Some(replace(place, &with_line_ends(text, &value)))
        }
        (None, true) => {
            let order: Vec<_> = after.fields().into_iter().map(|(about, _)| about.name).collect();
            let own = order.iter().position(|field| *field == name)?;
            let before = fields.iter().rev().find(|(field, _)| order[..own].contains(&field.as_str()));
            let place = before.or(fields.last())?.1.clone();
            let (range, field) = if ends_its_line(text, &place) {
                inserted(text, name, &place, new)?
            } else {
                inline(text, name, &place, new)?
            };
            Some(replace(range, &field))
        }
    }
}

/// How many entries stand behind the old ones, where a list only grew at its end.
fn added(old: &dyn Datum, new: &dyn Datum) -> Option<usize> {
    let (old, new) = (old.is_many().then(|| texts(old))?, texts(new));
    (!old.is_empty() && new.len() > old.len() && new.starts_with(&old)).then(|| new.len() - old.len())
}

fn texts(list: &dyn Datum) -> Vec<String> {
    list.entries().into_iter().map(|entry| format::entry(entry).unwrap_or_default()).collect()
}

/// Where in a list's text its new entries go, and their text: before its `]`, in the manner of the list.
fn appended(text: &str, list: Range<usize>, new: &dyn Datum, added: usize) -> Option<(usize, String)> {
    let entries = texts(new);
    let entries = &entries[entries.len() - added..];
    let close = list.end.checked_sub(1).filter(|at| text[*at..].starts_with(']'))?;
    let last = last_token(&text[list.start..close])? + list.start;
    let comma = if text[..=last].ends_with(',') { "" } else { "," };
    if !text[list.clone()].contains('\n') {
        return Some((last + 1, with_line_ends(text, &format!("{comma} {}", entries.join(", ")))));
    }
    let end_of_line = end_of_line(text, last + 1).min(close);
    let indent = format!("{}{}", indent_at(text, close), format::INDENT);
    let lines: String = entries.iter().map(|entry| format!("\n{indent}{entry},")).collect();
    if comma.is_empty() {
        return Some((end_of_line, with_line_ends(text, &lines)));
    }
    Some((last + 1, with_line_ends(text, &format!(",{}", lines.trim_end_matches(',')))))
}

/// Whether nothing but blanks and remarks stands behind a value and its comma on their line.
fn ends_its_line(text: &str, value: &Range<usize>) -> bool {
    let behind = comma_behind(text, value).unwrap_or(value.end);
    let line_end = end_of_line(text, behind);
    let next = skip_to(&text[behind..], |letter| !letter.is_whitespace()).map_or(text.len(), |(at, _)| behind + at);
    let rest = text[behind..line_end].split("//").next().unwrap_or_default();
    let remark_goes_on = rest.matches("/*").count() > rest.matches("*/").count();
    next > line_end && !remark_goes_on
}

/// Where a new field goes, and its text: on a line of its own behind the field that comes before it, and behind a remark
/// that belongs to that.
fn inserted(text: &str, name: &str, previous: &Range<usize>, new: &dyn Datum) -> Option<(Range<usize>, String)> {
    let indent = indent_at(text, previous.start);
    let field = format!("\n{indent}{name}: {}", format::value(new, indent).ok()?);
    if let Some(comma) = comma_behind(text, previous) {
        let end = end_of_line(text, comma);
        return Some((end..end, with_line_ends(text, &format!("{field},"))));
    }
    let rest = &text[previous.end..end_of_line(text, previous.end)];
    let remark = if rest.trim_start().starts_with("//") { rest } else { "" };
    Some((previous.end..previous.end + remark.len(), format!(",{remark}{}", with_line_ends(text, &field))))
}

/// The same where something else follows on that line, such as the end of the record: behind the field before.
fn inline(text: &str, name: &str, previous: &Range<usize>, new: &dyn Datum) -> Option<(Range<usize>, String)> {
    let field = format!(" {name}: {}", format::value(new, "").ok()?);
    let (at, field) = match comma_behind(text, previous) {
        Some(comma) => (comma, format!("{field},")),
        None => (previous.end, format!(",{field}")),
    };
    Some((at..at, with_line_ends(text, &field)))
}

/// Where the comma behind a value ends, if there is one before the record's end.
fn comma_behind(text: &str, value: &Range<usize>) -> Option<usize> {
    let (at, letter) = skip_to(&text[value.end..], |letter| letter == ',' || letter == ')')?;
    (letter == ',').then_some(value.end + at + 1)
}

/// What goes when a field goes: its name, its value, its comma, and its line where nothing else stands on it.
fn removal(text: &str, fields: &[(String, Range<usize>)], at: usize) -> Option<Range<usize>> {
    let (name, value) = &fields[at];
    let from = if at == 0 { opening(text, value.start)? + 1 } else { fields[at - 1].1.end };
    let gap = &text[from..value.start];
    let (name_at, _) = skip_to(gap, |letter| letter.is_alphanumeric() || letter == '_')?;
    let start = from + name_at;
    if !text[start..].starts_with(name.as_str()) {
        return None;
    }
    let end = comma_behind(text, value).unwrap_or(value.end);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = end_of_line(text, end);
    let alone = text[line_start..start].trim().is_empty() && text[end..line_end].trim().is_empty();
    if alone && line_start > 0 && line_end < text.len() {
        let break_length = if text[line_end..].starts_with("\r\n") { 2 } else { 1 };
        return Some(line_start..line_end + break_length);
    }
    let blanks = text[end..].len() - text[end..].trim_start_matches(' ').len();
    Some(start..end + blanks)
}

/// New text with the line ends of the file it goes into.
fn with_line_ends(file: &str, new: &str) -> String {
    if file.contains("\r\n") { new.replace('\n', "\r\n") } else { new.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Typing;

    /// The text after one field of an action is set as typed.
    fn set(text: &str, field: &str, typed: &str) -> Option<String> {
        let before = format::decode(Kind::Action, format::text(text.as_bytes()).unwrap()).unwrap();
        let mut after = before.clone();
        after.field_mut(field).unwrap().set(typed, &Typing::in_tests()).unwrap();
        revise(text, &before, &after)
    }

    const BY_HAND: &str = "// kept by hand (since 2021)\r\nAction( /* who: */ title : \"Safe spaces\" , // a remark\r\n\
        \towner: \"Ann\", /* , ) */\r\n\
        \r\n\
        \tpriorities: [ \"fraud\" , /* more? */ ],\r\n\
        \tupdates: [\r\n\
        \t\t(date: \"2023-01-01\", text: \"one\\u{2028}\"), // first\r\n\
        \t],\r\n\
        \tdetail: \"two\r\nlines\" // no comma\r\n\
        )\r\n// the end )\r\n";

    #[test]
    fn one_value_replaced_leaves_every_other_byte() {
        assert_eq!(set(BY_HAND, "owner", "Bea"), Some(BY_HAND.replace("\"Ann\"", "\"Bea\"")));
        assert_eq!(set(BY_HAND, "title", "Rooms"), Some(BY_HAND.replace("\"Safe spaces\"", "\"Rooms\"")));
        let detail = BY_HAND.replace("two\r\nlines", "three\r\nnew\r\nlines");
        assert_eq!(set(BY_HAND, "detail", "three\nnew\nlines"), Some(detail));
    }

    #[test]
    fn a_new_entry_goes_behind_the_others() {
        let before = format::decode(Kind::Action, BY_HAND).unwrap();
        let add = |field: &str, typed: &str| {
            let mut after = before.clone();
            after.field_mut(field).unwrap().add(typed, &Typing::in_tests()).unwrap();
            revise(BY_HAND, &before, &after).unwrap()
        };

        let note = BY_HAND
            .replace("// first\r\n", "// first\r\n\t    (date: \"2023-03-09\", author: \"Ann\", text: \"rang\"),\r\n");
        assert_eq!(add("updates", "2023-03-09 | Ann | rang"), note);
        assert_eq!(
            add("priorities", "rural-crime"),
            BY_HAND.replace("\"fraud\" , /*", "\"fraud\" , \"rural-crime\" /*")
        );
    }

    #[test]
    fn a_new_field_stands_on_a_line_of_its_own_in_its_order() {
        let state = BY_HAND.replace("// a remark\r\n", "// a remark\r\nstate: Complete,\r\n");
        assert_eq!(set(BY_HAND, "state", "complete"), Some(state));
        let evidence = BY_HAND.replace("lines\" // no comma", "lines\", // no comma\r\n\tevidence: \"seen\"");
        assert_eq!(set(BY_HAND, "evidence", "seen"), Some(evidence));
    }

    #[test]
    fn a_cleared_field_goes_with_its_line() {
        assert_eq!(
            set(BY_HAND, "priorities", ""),
            Some(BY_HAND.replace("\tpriorities: [ \"fraud\" , /* more? */ ],\r\n", ""))
        );
        assert_eq!(set(BY_HAND, "owner", ""), Some(BY_HAND.replace("owner: \"Ann\", ", "")));
    }

    #[test]
    fn the_first_field_goes_too_where_a_parenthesis_stands_in_a_remark_before_it() {
        let text = "// by hand (since 2021\n#![enable(implicit_some)]\n/* ( */ (owner: \"Ann\", title: \"a\")\n";

        assert_eq!(set(text, "owner", ""), Some(text.replace("owner: \"Ann\", ", "")));
    }

    #[test]
    fn a_list_with_raw_strings_grows_behind_them() {
        let before = "(title: \"a\", decisions: [r\"x\", r#\"one, \"two\" ]\"# /* ] */])";
        let meeting = format::decode(Kind::Meeting, before).unwrap();
        let mut after = meeting.clone();
        after.field_mut("decisions").unwrap().add("three", &Typing::in_tests()).unwrap();

        let expected = before.replace("\"# /*", "\"#, \"three\" /*");
        assert_eq!(revise(before, &meeting, &after), Some(expected));
    }

    #[test]
    fn an_entry_of_several_lines_gets_the_line_ends_of_its_file() {
        let before = "(\r\ntitle: \"a\", updates: [(text: \"one\")])\r\n";
        let action = format::decode(Kind::Action, before).unwrap();
        let mut after = action.clone();
        after.field_mut("updates").unwrap().add("2023-03-09 | Ann | two⏎lines", &Typing::in_tests()).unwrap();

        let new = "(text: \"one\"), (date: \"2023-03-09\", author: \"Ann\", text: \"two\r\nlines\")";
        assert_eq!(revise(before, &action, &after), Some(before.replace("(text: \"one\")", new)));
    }

    #[test]
    fn a_record_on_one_line_stays_on_one_line() {
        assert_eq!(set("(title:\"a\")", "owner", "Ann").as_deref(), Some("(title:\"a\", owner: \"Ann\")"));
        assert_eq!(
            set("Action(title: \"a\",)", "owner", "Ann").as_deref(),
            Some("Action(title: \"a\", owner: \"Ann\",)")
        );
        assert_eq!(set("Action(title: \"a\", owner: \"Ann\")", "owner", "").as_deref(), Some("Action(title: \"a\", )"));
    }

    #[test]
    fn a_byte_order_mark_and_a_header_stay() {
        let text = "\u{feff}#![enable(implicit_some)]\nAction(title: \"a\")\n";

        assert_eq!(set(text, "title", "b"), Some(text.replace("\"a\"", "\"b\"")));
    }

    #[test]
    fn words_are_written_so_that_they_read_back() {
        let evil = "a \"quote\" \\ back\tslash \u{1b}]52;\u{202e} £ é 🏴 \r x";
        let written = set("Action(title: \"a\")", "detail", evil).unwrap();

        assert!(!written.contains(['\u{1b}', '\u{202e}', '\r']), "{written}");
        let read = format::decode(Kind::Action, &written).unwrap();
        assert_eq!(read.field("detail").unwrap().1.text(), evil);
    }
}
