//! New records to which two machines gave the same id, told apart: ours, which the other machine does not know yet, gets the
//! next id that is free, and what links to it follows.

use std::convert::Infallible;

use super::merge::{Shelf, Sides};
use crate::model::{Id, Kind, Record};
use crate::store::kept::Kept;
use crate::store::load::read_file;
use crate::store::save::free_id;
use crate::store::splice;

/// Our files after that.
pub(crate) struct Apart {
    pub(crate) ours: Shelf,
    /// The ids that were changed: before, after.
    pub(crate) moved: Vec<(Id, Id)>,
}

/// Tells new records of ours apart from theirs.
pub(crate) fn tell(sides: Sides<'_>, is_taken: &dyn Fn(&Id) -> bool) -> Apart {
    let mut ours = sides.ours.clone();
    let mut moved = Vec::new();
    for (kept, text) in sides.ours {
        let Kept::Record(kind, id) = kept else { continue };
        if kind.alone().is_some() || has(sides.base, id).is_some() {
            continue;
        }
        let Some((their_kind, theirs)) = has(sides.theirs, id) else { continue };
        if their_kind == *kind && same(*kind, id, text, theirs) {
            continue;
        }
        let is_here = |id: &Id| [sides.base, &ours, sides.theirs].into_iter().any(|shelf| has(shelf, id).is_some());
        let Ok(new) = free_id::<Infallible>(id, |id| Ok(is_here(id) || is_taken(id)));
        let text = ours.remove(kept).unwrap_or_default();
        ours.insert(Kept::Record(*kind, new.clone()), text);
        follow(sides.base, &mut ours, id, &new);
        move_versions(&mut ours, id, &new);
        moved.push((id.clone(), new));
    }
    Apart { ours, moved }
}

/// The other versions of the record go along.
fn move_versions(ours: &mut Shelf, from: &Id, to: &Id) {
    let of = |kept: &Kept| match kept {
        Kept::Version(id, name) if id == from => Some(name.replacen(from.as_str(), to.as_str(), 1)),
        _ => None,
    };
    let named: Vec<_> = ours.keys().filter_map(|kept| Some((kept.clone(), of(kept)?))).collect();
    for (kept, name) in named {
        if let Some(text) = ours.remove(&kept) {
            ours.insert(Kept::Version(to.clone(), name), text);
        }
    }
}

/// The kind and the text of the record that has this id.
fn has<'a>(shelf: &'a Shelf, id: &Id) -> Option<(Kind, &'a Vec<u8>)> {
    Kind::ALL.into_iter().find_map(|kind| Some((kind, shelf.get(&Kept::Record(kind, id.clone()))?)))
}

/// Whether two texts are of the same record: then the two machines have added one and the same.
fn same(kind: Kind, id: &Id, one: &[u8], other: &[u8]) -> bool {
    one == other
        || matches!((read_file(kind, id, one), read_file(kind, id, other)), (Ok(one), Ok(other)) if one == other)
}

/// Every link that we made to the record leads to its new id.
fn follow(base: &Shelf, ours: &mut Shelf, from: &Id, to: &Id) {
    for (kept, text) in ours.iter_mut() {
        let Kept::Record(kind, id) = kept else { continue };
        let Ok(mut record) = read_file(*kind, id, text) else { continue };
        let before = base.get(kept).and_then(|text| read_file(*kind, id, text).ok());
        for field in linking(&record, from) {
            let was_there = before.as_ref().is_some_and(|before| linking(before, from).contains(&field));
            let relinked = std::str::from_utf8(text).ok().filter(|_| !was_there);
            let relinked = relinked.and_then(|text| splice::relink(text, &record, field, from, to));
            if let Some(new) = relinked {
                *text = new.into_bytes();
                record = read_file(*kind, id, text).unwrap_or(record);
            }
        }
    }
}

/// The fields that link to a record.
fn linking(record: &Record, id: &Id) -> Vec<&'static str> {
    let fields = record.fields().into_iter().filter(|(_, field)| field.links().contains(&id));
    fields.map(|(about, _)| about.name).collect()
}
