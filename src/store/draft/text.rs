//! A draft as the text of its file, and back.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Draft;
use crate::model::{Id, Kind};
use crate::store::format;

/// The largest draft that is kept, in bytes: a record of the largest size, and each of its fields typed anew.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    store: String,
    at: String,
    ids: Vec<Id>,
    kind: String,
    /// The record's own text.
    base: String,
    chosen: String,
    fields: Vec<String>,
    typed: Vec<(String, String)>,
}

/// A store's path as drafts name it.
pub(super) fn name(store: &Path) -> String {
    store.to_str().map_or_else(|| store.as_os_str().as_encoded_bytes().escape_ascii().to_string(), ToOwned::to_owned)
}

/// The text of a draft's file; why it cannot be written, in words.
pub(super) fn encode(store: &str, draft: &Draft) -> Result<String, String> {
    if draft.typed.iter().map(|(_, text)| text.len()).sum::<usize>() > LARGEST {
        return Err(too_large());
    }
    let written = Written {
        store: store.to_owned(),
        at: draft.at.clone(),
        ids: draft.ids.clone(),
        kind: draft.base.kind().word().to_owned(),
        base: format::encode(&draft.base).map_err(|error| error.to_string())?,
        chosen: draft.chosen.clone(),
        fields: draft.fields.clone(),
        typed: draft.typed.clone(),
    };
    let text = format::entry(&written).map_err(|error| error.to_string())?;
    if text.len() > LARGEST { Err(too_large()) } else { Ok(text) }
}

fn too_large() -> String {
    format!("what was typed is larger than {} MiB", LARGEST / 1024 / 1024)
}

/// The store and the draft that a file holds; why it holds none, in words.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Draft), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let written: Written = format::options().from_str(text).map_err(|error| format!("it is no draft: {error}"))?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == written.kind);
    let kind = kind.ok_or_else(|| format!("it is no draft: there is no kind of record {:?}", written.kind))?;
    let base = format::decode_unfinished(kind, &written.base);
    let base = base.map_err(|trouble| format!("the record in it cannot be read: {}", trouble.what))?;
    let Written { store, at, ids, chosen, fields, typed, .. } = written;
    Ok((store, Draft { ids, base, typed, chosen, fields, at }))
}
