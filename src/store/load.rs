//! What a store's files are turned into: records, and faults that name what cannot be used.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use super::format::{self, Trouble};
use crate::model::display::display;
use crate::model::{Book, Fault, Id, Kind, Record};

/// The name of a record's file without its ending; `None` for what is no record: other endings, and what editors leave.
pub(crate) fn stem(name: &[u8]) -> Option<&[u8]> {
    name.strip_suffix(b".ron").filter(|stem| !stem.starts_with(b".") && !stem.starts_with(b"#"))
}

/// The record of a file, or its fault.
pub(crate) fn read_file(kind: Kind, id: &Id, bytes: &[u8]) -> Result<Record, Fault> {
    let record = format::text(bytes).and_then(|text| format::decode(kind, text));
    record.map_err(|trouble| fault(kind, id, trouble))
}

/// The bytes of a record's file as text, whatever it says.
pub(crate) fn utf8<'a>(kind: Kind, id: &Id, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    format::utf8(bytes).map_err(|trouble| fault(kind, id, trouble))
}

fn fault(kind: Kind, id: &Id, Trouble { place, what, next }: Trouble) -> Fault {
    let line = place.map_or(1, |(line, _)| line);
    let next = next.unwrap_or_else(|| format!("mend line {line} with csp edit {id}, or in any text editor"));
    Fault { path: kind.path(id), place, id: Some(id.clone()), what, next }
}

/// A book of what was read. An id that two files claim belongs to neither until one of them is renamed.
pub(crate) fn assemble(mut records: Vec<(Id, Arc<Record>)>, mut faults: Vec<Fault>) -> Book {
    records.sort_by(|(one, _), (other, _)| one.cmp(other));
    // A name that differs only in its capitals, or a second file that cannot be read, claims the id too.
    let unread = faults.iter().filter_map(|fault| fault.id.clone());
    let twice = records.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0.clone());
    let claimed: BTreeSet<Id> = unread.chain(twice).collect();
    let (nobodys, records): (Vec<_>, _) = records.into_iter().partition(|(id, _)| claimed.contains(id));
    faults.extend(nobodys.iter().map(|(id, record)| twins(record.kind().path(id), id)));
    faults.sort_by(|one, other| (&one.path, one.place).cmp(&(&other.path, other.place)));
    Book::of(records, faults)
}

fn twins(path: String, id: &Id) -> Fault {
    let what = format!("the id {id} is claimed by more than one file");
    Fault { path, place: None, id: Some(id.clone()), what, next: "rename one of the files".to_owned() }
}

/// A file whose name is no id. A copy that a file sync left, and a name with capitals, claim the id they resemble.
pub(crate) fn misnamed(path: String, stem: &[u8]) -> Option<Fault> {
    let stem = String::from_utf8_lossy(stem).into_owned();
    if stem.is_empty() {
        return None;
    }
    let other_version = stem.split_once(".sync-conflict-").and_then(|(id, _)| Id::new(id).ok());
    let (what, next, id) = match other_version {
        Some(id) => (
            format!("another version of {id}, left by a file sync"),
            "bring the two together by hand, then remove it",
            None,
        ),
        None => (
            "the file's name is no id: a-z, 0-9 and - only, at most 80".to_owned(),
            "rename the file",
            Id::new(&stem.to_lowercase()).ok(),
        ),
    };
    Some(Fault { path, place: None, id, what, next: next.to_owned() })
}

pub(crate) fn shown_path(kind: Kind, name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let name = display(&name);
    kind.folder().map_or_else(|| name.to_string(), |folder| format!("{folder}/{name}"))
}

pub(crate) fn unreadable(path: String, id: Option<Id>, error: &io::Error) -> Fault {
    Fault {
        path,
        place: None,
        id,
        what: format!("it cannot be read: {error}"),
        next: "ask its owner for permission".to_owned(),
    }
}
