//! New records to which two machines gave the same id, told apart: ours, which the other machine does not know yet, gets the
//! next id that is free, and what links to it follows.

use std::collections::{BTreeMap, BTreeSet};
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
    let mut moved: Vec<(Id, Id)> = Vec::new();
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
        moved.push((id.clone(), new));
    }
    follow(sides.base, &mut ours, &moved);
    move_versions(&mut ours, &moved);
    Apart { ours, moved }
}

/// The other versions of these records go along.
fn move_versions(ours: &mut Shelf, moved: &[(Id, Id)]) {
    let of = |kept: &Kept| {
        let Kept::Version(id, name) = kept else { return None };
        let (from, to) = moved.iter().find(|(from, _)| from == id)?;
        Some(Kept::Version(to.clone(), name.replacen(from.as_str(), to.as_str(), 1)))
    };
    let named: Vec<_> = ours.keys().filter_map(|kept| Some((kept.clone(), of(kept)?))).collect();
    for (kept, new) in named {
        if let Some(text) = ours.remove(&kept) {
            ours.insert(new, text);
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

/// Every link that we made to one of these records leads to its new id. A new id is free, so none is followed twice.
fn follow(base: &Shelf, ours: &mut Shelf, moved: &[(Id, Id)]) {
    let moved: BTreeMap<_, _> = moved.iter().map(|(from, to)| (from, to)).collect();
    for (kept, text) in ours.iter_mut().filter(|_| !moved.is_empty()) {
        let Kept::Record(kind, id) = kept else { continue };
        let Ok(mut record) = read_file(*kind, id, text) else { continue };
        let before = base.get(kept).and_then(|text| read_file(*kind, id, text).ok());
        let was_there = before.as_ref().map(links).unwrap_or_default();
        for (field, from) in links(&record) {
            let Some(to) = moved.get(&from).filter(|_| !was_there.contains(&(field, from.clone()))) else { continue };
            let relinked = std::str::from_utf8(text).ok();
            let relinked = relinked.and_then(|text| splice::relink(text, &record, field, &from, to));
            if let Some(new) = relinked {
                *text = new.into_bytes();
                record = read_file(*kind, id, text).unwrap_or(record);
            }
        }
    }
}

/// Where a record links, and by which of its fields.
fn links(record: &Record) -> BTreeSet<(&'static str, Id)> {
    let mut links = BTreeSet::new();
    for (about, field) in record.fields() {
        links.extend(field.links().into_iter().map(|id| (about.name, id.clone())));
    }
    links
}
