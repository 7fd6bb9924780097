//! Records as JSON: fields by their names in files, what is not stated left out.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::altered::Altered;
use super::changes::{ChangedRecord, Changes};
use super::history::{Save, Touched};
use super::triage::{Reason, Undecided};
use crate::model::display::display_lines;
use crate::model::kinds::Due;
use crate::model::{Book, Id, Record, When};

/// The version of the shape of what is printed.
const SCHEMA: u32 = 1;

/// One record, as `csp show --json` prints it. Telephone numbers and e-mail addresses only where they are asked for.
///
/// # Errors
/// A value that JSON cannot hold; there is none.
pub fn record(id: &Id, record: &Record, contacts: Contacts) -> serde_json::Result<Value> {
    let mut object = Map::new();
    object.insert("schema".to_owned(), json!(SCHEMA));
    object.append(&mut fields(id, record, contacts)?);
    Ok(Value::Object(object))
}

/// Many records, as `csp list --json` prints them.
///
/// # Errors
/// A value that JSON cannot hold; there is none.
pub fn records(records: &[(Id, Record)]) -> serde_json::Result<Value> {
    let records = records.iter().map(|(id, record)| fields(id, record, Contacts::Hidden));
    let records: Vec<_> = records.collect::<serde_json::Result<_>>()?;
    Ok(json!({ "schema": SCHEMA, "records": records }))
}

/// The whole book or a part of it, as `csp export --format json` writes it: with the day that it holds for.
///
/// # Errors
/// A value that JSON cannot hold; there is none.
pub fn book(records: &[(Id, Record)], as_at: NaiveDate, contacts: Contacts) -> serde_json::Result<Value> {
    let records = records.iter().map(|(id, record)| fields(id, record, contacts));
    let records: Vec<_> = records.collect::<serde_json::Result<_>>()?;
    Ok(json!({ "schema": SCHEMA, "as_at": When::Day(as_at).text(), "records": records }))
}

/// Whether telephone numbers and e-mail addresses are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contacts {
    /// They were asked for.
    Shown,
    /// They were not.
    Hidden,
}

fn fields(id: &Id, record: &Record, contacts: Contacts) -> serde_json::Result<Map<String, Value>> {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(id.as_str()));
    object.insert("kind".to_owned(), json!(record.kind().word()));
    for (about, field) in record.fields() {
        if !field.is_stated() || (about.is_contact() && contacts == Contacts::Hidden) {
            continue;
        }
        let values = field.entries().into_iter().map(serde_json::to_value).collect::<serde_json::Result<Vec<_>>>()?;
        let value = if field.is_many() { Value::Array(values) } else { values.into_iter().next().unwrap_or_default() };
        object.insert(about.name.to_owned(), value);
    }
    Ok(object)
}

/// What needs a decision, as `csp triage --json` prints it. Days are counted from the day that counts as today; who holds
/// it is left out where that is not stated.
pub fn triage(items: &[Undecided], book: &Book) -> Value {
    let item = |item: &Undecided| {
        let record = book.get(&item.id)?;
        let mut object = Map::new();
        object.insert("id".to_owned(), json!(item.id.as_str()));
        object.insert("kind".to_owned(), json!(record.kind().word()));
        object.insert("title".to_owned(), json!(record.title()));
        object.insert("reasons".to_owned(), item.reasons.iter().map(reason).collect());
        for name in ["owner", "lead_agency"] {
            if let Some((_, held)) = record.field(name).filter(|(_, held)| held.is_stated()) {
                object.insert(name.to_owned(), json!(held.text()));
            }
        }
        Some(Value::Object(object))
    };
    json!({ "schema": SCHEMA, "items": items.iter().filter_map(item).collect::<Vec<_>>() })
}

fn reason(reason: &Reason) -> Value {
    let mut object = match reason {
        Reason::Disputed { fields, by } => json!({ "fields": fields, "by": by }),
        Reason::Overdue { days, due } | Reason::DueSoon { days, due } => match due {
            Due::Stated(when) => json!({ "days": days, "date": when.text() }),
            Due::Computed(when) => json!({ "days": days, "date": when.text(), "computed": true }),
        },
        Reason::Blocked { reason: Some(reason) } => json!({ "reason": **reason }),
        Reason::Red { rag } => json!({ "reason": *rag.reason }),
        Reason::ReviewDue { days, review } => json!({ "days": days, "date": review.text() }),
        Reason::Stale { days } => json!({ "days": days }),
        Reason::InWords { due } => json!({ "date": due.text() }),
        Reason::Blocked { reason: None } | Reason::Unowned | Reason::Undated => json!({}),
    };
    object["word"] = json!(reason.word());
    object
}

/// Saves, as `csp history --json` prints them: the latest first, and in each the records and their fields, from what to what.
pub fn history(saves: &[Save]) -> Value {
    let record = |it: &Touched| {
        let mut object = json!({
            "id": it.id.as_str(),
            "kind": it.kind.word(),
            "title": it.title,
            "what": it.what.word(),
            "fields": it.altered.iter().map(field).collect::<Vec<_>>(),
        });
        if !it.dispute.is_empty() {
            object["dispute"] = json!(it.dispute);
        }
        object
    };
    let save = |save: &Save| {
        json!({
            "save": save.save,
            "at": save.at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            "who": save.who,
            "records": save.records.iter().map(record).collect::<Vec<_>>(),
        })
    };
    json!({ "schema": SCHEMA, "saves": saves.iter().map(save).collect::<Vec<_>>() })
}

/// What has changed since a day, as `csp changes --json` prints it.
pub fn changes(changes: &Changes) -> Value {
    let record = |it: &ChangedRecord| {
        let mut object = json!({
            "id": it.id.as_str(),
            "kind": it.kind.word(),
            "title": it.title,
            "what": it.group.word(),
            "who": it.who,
            "fields": it.altered.iter().map(field).collect::<Vec<_>>(),
        });
        if let Some(days) = it.days {
            object["days_later"] = json!(days);
        }
        object
    };
    let since = When::Day(changes.since.day).text();
    json!({ "schema": SCHEMA, "since": since, "records": changes.records.iter().map(record).collect::<Vec<_>>() })
}

fn field(it: &Altered) -> Value {
    json!({ "field": it.field, "from": it.before, "to": it.after })
}

/// JSON as text, every character that could command a terminal or reorder a line as an escape. Such a character can
/// only stand within a string, where JSON lets it be written so.
///
/// # Errors
/// A value that JSON cannot hold; there is none.
pub fn to_text(value: &Value) -> serde_json::Result<String> {
    let json = serde_json::to_string_pretty(value)?;
    let mut text = String::with_capacity(json.len() + 1);
    for letter in json.chars() {
        let alone = letter.encode_utf8(&mut [0; 4]).to_owned();
        if display_lines(&alone) == alone {
            text.push(letter);
        } else {
            text.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::{Action, Report};
    use crate::model::text::{Line, Text};

    fn id() -> Id {
        Id::new("work").unwrap()
    }

    #[test]
    fn a_record_has_its_names_and_leaves_out_what_is_not_stated() {
        let action = Action { title: Some(Line::new("Work")), priorities: vec![id()], ..Action::default() };

        let value = record(&id(), &action.into(), Contacts::Hidden).unwrap();

        assert_eq!(
            value,
            json!({"schema": 1, "id": "work", "kind": "action", "title": "Work", "priorities": ["work"]})
        );
    }

    #[test]
    fn no_control_or_direction_character_gets_out_and_the_text_stays_the_same() {
        let evil = "a\u{1b}]52;c;A\u{7}\u{202e}\u{9b}\u{e0041}\"\\\r\n£é";
        let action = Action { title: Some(Line::new("Work")), detail: Some(Text::new(evil)), ..Action::default() };

        let text = to_text(&record(&id(), &action.into(), Contacts::Hidden).unwrap()).unwrap();

        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}', '\u{e0041}', '\r']), "{text}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["detail"], evil.replace("\r\n", "\n"));
    }

    #[test]
    fn contacts_are_shown_only_to_who_asks() {
        let report: Record = Report { email: Some(Line::new("a@b")), ..Report::default() }.into();

        assert_eq!(record(&id(), &report, Contacts::Hidden).unwrap().get("email"), None);
        assert_eq!(record(&id(), &report, Contacts::Shown).unwrap()["email"], "a@b");
    }
}
