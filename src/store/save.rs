//! What a change makes of a store's files: the same on disk and in memory.

use super::format::LARGEST;
use super::load::{read_file, utf8};
use super::{Edit, Replaced, Saved, StoreError, Taken, format, splice};
use crate::model::kinds::FORMAT;
use crate::model::{Id, Invalid, Kind, Record, changed, merge};

/// The first of `wanted`, `wanted-2`, `wanted-3` … that nothing has.
pub(crate) fn free_id<E>(wanted: &Id, mut taken: impl FnMut(&Id) -> Result<bool, E>) -> Result<Id, E> {
    let alone = |id: &Id| Kind::ALL.into_iter().any(|kind| kind.alone() == Some(id.as_str()));
    let mut id = wanted.clone();
    let mut number = 1;
    while alone(&id) || taken(&id)? {
        number += 1;
        id = wanted.numbered(number);
    }
    Ok(id)
}

/// What an edit makes of a file: what it did, and the new text where it did anything.
pub(crate) fn revised(
    kind: Kind,
    id: &Id,
    bytes: &[u8],
    edit: Edit<'_>,
) -> Result<(Saved, Option<String>), StoreError> {
    let before = read_file(kind, id, bytes).map_err(StoreError::Unreadable)?;
    let after = edit(&before)?;
    after.validate()?;
    let fields = changed(&before, &after);
    let text = std::str::from_utf8(bytes).ok().filter(|_| !fields.is_empty());
    let text = text.map(|text| splice::revise(text, &before, &after).ok_or_else(|| layout(kind, id)));
    Ok((Saved { before, record: after, fields }, text.transpose()?.map(fitting).transpose()?))
}

/// What a text makes of a file that was read as `base` and is `current` by now: what it did, and what is to be written
/// where anything is.
pub(crate) fn replaced(
    kind: Kind,
    id: &Id,
    current: &[u8],
    base: &str,
    text: &str,
) -> Result<(Replaced, Option<String>), StoreError> {
    let mine = read_file(kind, id, text.as_bytes()).map_err(StoreError::Undecoded)?;
    let standing = read_file(kind, id, current);
    let (before, record, whole, taken) = if current == base.as_bytes() || current == text.as_bytes() {
        (standing.ok(), mine, text.to_owned(), Taken::Whole)
    } else {
        let base_record = read_file(kind, id, base.as_bytes()).map_err(|_| StoreError::Overtaken(kind.path(id)))?;
        let theirs = standing.map_err(StoreError::Unreadable)?;
        let record = merge(&base_record, &mine, &theirs).map_err(StoreError::Conflict)?;
        record.validate()?;
        let current = utf8(kind, id, current).map_err(StoreError::Unreadable)?;
        // Whose change was of fields alone can be made again in the other's text, and nothing of either is lost.
        let only_fields =
            |changed: &str, to: &Record| splice::revise(base, &base_record, to).as_deref() == Some(changed);
        let (whole, taken) = if only_fields(text, &mine) {
            (splice::revise(current, &theirs, &record), Taken::Merged)
        } else if only_fields(current, &theirs) {
            (splice::revise(text, &mine, &record), Taken::Merged)
        } else {
            (splice::revise(current, &theirs, &record), Taken::Fields)
        };
        (Some(theirs), record, whole.ok_or_else(|| layout(kind, id))?, taken)
    };
    if kind == Kind::Partnership {
        may_write(Some(whole.as_bytes()))?;
    }
    let fields = before.as_ref().map_or_else(Vec::new, |before| changed(before, &record));
    let written = (current != whole.as_bytes()).then(|| fitting(whole)).transpose()?;
    Ok((Replaced { before, record, fields, taken }, written))
}

fn layout(kind: Kind, id: &Id) -> StoreError {
    StoreError::Layout { path: kind.path(id), id: id.to_string() }
}

/// The text of a new record's file.
pub(crate) fn written(record: &Record, id: &Id) -> Result<String, StoreError> {
    let text = fitting(format::encode(record).map_err(|_| layout(record.kind(), id))?)?;
    // What is written must read back as what was meant.
    let read_back = read_file(record.kind(), id, text.as_bytes());
    if read_back.as_ref() == Ok(record) {
        return Ok(text);
    }
    let why = read_back.err().map_or_else(String::new, |fault| format!(" ({})", fault.what));
    Err(Invalid::new(format!("the record could not be read again{why}, so nothing was saved")).into())
}

/// A text that can be read again, being no larger than what is read.
fn fitting(text: String) -> Result<String, StoreError> {
    if text.len() > LARGEST {
        let kib = LARGEST / 1024;
        return Err(Invalid::new(format!(
            "the record would be larger than {kib} KiB and could not be read again, so nothing was saved. Next: shorten it"
        ))
        .into());
    }
    Ok(text)
}

/// Whether the store's files are of a format that this program may write.
pub(crate) fn may_write(store: Option<&[u8]>) -> Result<(), StoreError> {
    let version = store.and_then(|bytes| format::text(bytes).ok()).and_then(format::version);
    match version {
        Some(version) if version <= FORMAT => Ok(()),
        Some(version) => Err(StoreError::Newer(format!(
            "store.ron says that the files are of format {version}, and this csp writes format {FORMAT}"
        ))),
        None => Err(StoreError::NoFormat),
    }
}

/// The same before a text replaces a file: a `store.ron` that does not tell its format is mended so.
pub(crate) fn may_replace(kind: Kind, store: Option<&[u8]>) -> Result<(), StoreError> {
    match may_write(store) {
        Err(StoreError::NoFormat) if kind == Kind::Partnership => Ok(()),
        other => other,
    }
}
