//! Another version of a record as the text of its file in `conflicts/`, and back.
//!
//! Its name is the record's id and a print of its text, `turnaround.1f3a9c20.ron`, so that two machines that come upon the
//! same conflict keep the same file, and several versions of one record stand side by side.

use ron::value::RawValue;
use serde::Deserialize;
use sha1::{Digest, Sha1};

use super::StoreError;
use super::format::{self, Trouble, decode, decode_unfinished, encode};
#[cfg(test)]
use super::{Saved, Store};
use crate::model::{Choice, Fault, Id, Kind, Record, Version, with_fields};

/// What such a file holds.
#[derive(Deserialize)]
#[serde(rename = "Version", deny_unknown_fields)]
struct File<'a> {
    #[serde(default)]
    by: Option<String>,
    fields: Vec<String>,
    #[serde(borrow)]
    record: &'a RawValue,
    #[serde(borrow, default)]
    stood: Option<&'a RawValue>,
}

/// The text of another version by this officer, in which `fields` are those that both set, beside the record as it stands.
///
/// # Errors
/// Only where a value cannot be written at all.
pub(crate) fn write(
    by: Option<&str>,
    fields: &[&str],
    record: &Record,
    standing: &Record,
) -> Result<String, ron::Error> {
    let lists: Vec<_> = fields.iter().copied().filter(|name| is_list(standing, name)).collect();
    let stood = with_fields(&Record::blank(standing.kind()), &lists, standing);
    let fields: Vec<_> = fields.iter().map(|field| format!("{field:?}")).collect();
    let by =
        by.map(|by| format::options().to_string(by)).transpose()?.map_or_else(String::new, |by| format!("by: {by},\n"));
    let stood = if lists.is_empty() { String::new() } else { format!("stood: {},\n", encode(&stood)?.trim_end()) };
    let record = encode(record)?;
    Ok(format!("Version(\n{by}fields: [{}],\nrecord: {},\n{stood})\n", fields.join(", "), record.trim_end()))
}

fn is_list(record: &Record, name: &str) -> bool {
    record.field(name).is_some_and(|(_, field)| field.is_many())
}

/// The name of the file of such a text about a record.
pub(crate) fn name(id: &Id, text: &[u8]) -> String {
    let print: String = Sha1::digest(text).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{id}.{print}.ron")
}

/// The record that a file of this name is about; `None` where it is no name of ours.
pub(crate) fn record_of(name: &str) -> Option<Id> {
    let (id, print) = name.strip_suffix(".ron")?.split_once('.')?;
    let is_print = print.len() == 8 && print.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    Id::new(id).ok().filter(|_| is_print)
}

/// The version that a file holds.
///
/// # Errors
/// What cannot be read as one, told as a remark: the record itself is not touched by it.
pub(crate) fn read(name: &str, id: &Id, bytes: &[u8]) -> Result<Version, Fault> {
    let read = format::text(bytes).and_then(|text| {
        let file: File<'_> = format::options().from_str(text).map_err(|error| Trouble {
            place: Some((error.span.start.line, error.span.start.col)),
            what: if text.trim_start().starts_with("Version") {
                error.code.to_string()
            } else {
                "it is the file as it came from another machine, which cannot be read there either".to_owned()
            },
            next: None,
        })?;
        let record = file.record.trim().get_ron();
        let kind = Kind::ALL.into_iter().find(|kind| {
            record.strip_prefix(format::struct_name(*kind)).is_some_and(|rest| rest.trim_start().starts_with('('))
        });
        let kind =
            kind.ok_or_else(|| Trouble { place: None, what: "it names no kind of record".to_owned(), next: None })?;
        let stood = file.stood.map(|stood| decode_unfinished(kind, stood.trim().get_ron())).transpose()?;
        Ok((file.by, file.fields, decode(kind, record)?, stood.unwrap_or_else(|| Record::blank(kind))))
    });
    let (by, fields, record, stood) = read.map_err(|trouble| unreadable(name, id, &trouble.what))?;
    Ok(Version { file: name.to_owned(), id: id.clone(), by, fields, record, stood })
}

/// That another version cannot be read.
pub(crate) fn unreadable(name: &str, id: &Id, why: &str) -> Fault {
    Fault {
        path: format!("{}/{name}", Version::FOLDER),
        place: None,
        id: Some(id.clone()),
        what: format!("another version of {id} cannot be read: {why}"),
        next: "take over by hand what is wanted of it, then remove the file".to_owned(),
    }
}

/// The record as it is to stand after a choice by somebody before whom it stood as `seen`.
///
/// # Errors
/// What is decided about stands otherwise by now.
pub(crate) fn decided(
    version: &Version,
    seen: &Record,
    choice: Choice,
    standing: &Record,
) -> Result<Record, StoreError> {
    let is_as_seen = version.is_as_seen(seen, standing);
    is_as_seen.then(|| version.decided(choice, standing)).ok_or_else(|| StoreError::StandsOtherwise(version.id.clone()))
}

/// Decides as somebody who has just looked.
#[cfg(test)]
pub(crate) fn decide_now(store: &mut dyn Store, version: &Version, choice: Choice) -> Result<Saved, StoreError> {
    let book = store.load()?;
    store.decide(version, version.seen_in(&book), choice)
}

/// What another version cannot be taken for.
pub(crate) fn gone(id: &Id) -> StoreError {
    StoreError::Gone(format!("the other version of {id}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::Action;
    use crate::model::rows::Milestone;
    use crate::model::text::{Line, Text};

    #[test]
    fn a_version_reads_back_as_it_was_written_whatever_its_words() {
        let id = Id::new("work").unwrap();
        let record: Record = Action {
            title: Some(Line::new("Work (\"new\")")),
            detail: Some(Text::new("one\ntwo ), // three")),
            milestones: vec![Milestone { text: Some(Line::new("), stood: (")), ..Milestone::default() }],
            ..Action::default()
        }
        .into();
        let gates = with_fields(&Record::blank(Kind::Action), &["milestones"], &record);

        let text = write(Some("Bea \"B\" Officer"), &["owner", "detail", "milestones"], &record, &record).unwrap();
        let name = name(&id, text.as_bytes());
        let read = read(&name, &id, text.as_bytes()).unwrap();

        assert_eq!((read.record, read.stood), (record, gates));
        assert_eq!(read.fields, ["owner", "detail", "milestones"]);
        assert_eq!(read.by.as_deref(), Some("Bea \"B\" Officer"));
        assert_eq!(record_of(&name), Some(id));
        assert!(text.starts_with("Version(\nby: \"Bea \\\"B\\\" Officer\",\nfields: [\"owner\", \"detail\", \"milestones\"],\nrecord: Action(\n    title: "), "{text}");
    }

    #[test]
    fn what_is_no_version_is_a_remark_about_its_record() {
        let id = Id::new("work").unwrap();

        for text in ["", "Version()", "Version(fields: [], record: Work(title: \"x\"))", "Action(title: \"x\")", "\0"] {
            let remark = read("work.00000000.ron", &id, text.as_bytes()).unwrap_err();
            assert!(remark.to_string().contains("another version of work cannot be read"), "{remark}");
        }
        for name in ["work.ron", "work.1.ron", "../x.00000000.ron", "work.0000000g.ron", "work.00000000.txt"] {
            assert_eq!(record_of(name), None, "{name}");
        }
    }
}
