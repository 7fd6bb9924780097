//! Two machines' files brought together, record by record and field by field. No file is read or written here.

use std::collections::{BTreeMap, BTreeSet};

use super::apart::{self, Apart};
use crate::model::{Choice, Id, Kind, Record, Version, changed, merge_choosing, with_fields};
use crate::store::format::LARGEST;
use crate::store::kept::{Kept, LONGEST_NAME};
use crate::store::load::read_file;
use crate::store::{format, splice, version};

/// Files by what they are, with their bytes.
pub(crate) type Shelf = BTreeMap<Kept, Vec<u8>>;

/// What two machines made of the same beginning; only the files in which they differ need be here.
#[derive(Clone, Copy)]
pub(crate) struct Sides<'a> {
    pub(crate) base: &'a Shelf,
    pub(crate) ours: &'a Shelf,
    pub(crate) theirs: &'a Shelf,
    /// Who set these fields of a record there, as far as that is known.
    pub(crate) author: Author<'a>,
}

/// Who set these fields of a record as it is there, and not as it is here, as far as that is known.
pub(crate) type Author<'a> = &'a dyn Fn(&Id, &Record, &Record, &[&str]) -> Option<String>;

/// What files are to hold; `None` where one is no more.
pub(crate) type Files = BTreeMap<Kept, Option<Vec<u8>>>;

/// What is to stand on both.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// What differs from ours; `None` where a file is no more.
    pub(crate) files: Files,
    /// What becomes of ours first, where records of ours get another id; a commit of its own, so that history knows it.
    pub(crate) apart: Files,
    /// The records that stay in sight as one side has archived them: history tells of both, one after the other.
    pub(crate) archived: BTreeMap<Kept, Vec<u8>>,
    /// What a person has to know.
    pub(crate) told: Told,
}

/// What a person has to know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// The records of which another version is kept beside them.
    pub(crate) disputed: BTreeSet<Id>,
    /// The records whose file cannot be read there, so that it stands beside ours as it is.
    pub(crate) unreadable: BTreeSet<Id>,
    /// The new records of ours that have another id now, since one of theirs has the same.
    pub(crate) apart: Vec<(Id, Id)>,
    /// The records that one side archived and the other changed, which stay in sight.
    pub(crate) in_sight: BTreeSet<Id>,
    /// The records that were archived here, and are in sight again as they come from there.
    pub(crate) back_in_sight: BTreeSet<Id>,
    /// The templates that both changed, and where the other one is.
    pub(crate) templates: Vec<(String, String)>,
}

/// Brings two sides together. `is_taken` tells of ids besides those that are here.
pub(crate) fn bring_together(sides: Sides<'_>, is_taken: &dyn Fn(&Id) -> bool) -> Merged {
    let Apart { ours, moved } = apart::tell(sides, is_taken);
    let apart = differing(sides.ours, &ours);
    let mut merged = Merged { files: apart.clone(), ..Merged::default() };
    // What is theirs stands where ours has stood.
    merged.files.retain(|kept, text| text.is_some() || !sides.theirs.contains_key(kept));
    merged.apart = apart;
    merged.told.apart = moved;
    let decided = decided_by_both(Sides { ours: &ours, ..sides });
    let all: BTreeSet<&Kept> = [sides.base, &ours, sides.theirs].into_iter().flat_map(BTreeMap::keys).collect();
    for kept in all {
        let of = |shelf: &'_ Shelf| shelf.get(kept).cloned();
        let file = File { base: of(sides.base), ours: of(&ours), theirs: of(sides.theirs) };
        match kept {
            Kept::Record(kind, id) => {
                let decided = decided.get(id).map(Vec::as_slice).unwrap_or_default();
                merged.record(*kind, id, &file, decided, sides.author);
            }
            Kept::Version(..) => merged.version(kept, &file),
            Kept::Template(name) => merged.template(name, &file),
        }
    }
    merged
}

/// What makes the second of the first.
fn differing(before: &Shelf, after: &Shelf) -> Files {
    let new = after.iter().filter(|(kept, text)| before.get(kept) != Some(text));
    let gone = before.keys().filter(|kept| !after.contains_key(kept));
    new.map(|(kept, text)| (kept.clone(), Some(text.clone()))).chain(gone.map(|kept| (kept.clone(), None))).collect()
}

/// One file as it stood, and as it stands on both sides.
struct File {
    base: Option<Vec<u8>>,
    ours: Option<Vec<u8>>,
    theirs: Option<Vec<u8>>,
}

impl Merged {
    fn put(&mut self, kept: Kept, text: Vec<u8>) {
        self.files.insert(kept, Some(text));
    }

    /// A record is never removed: where one side has it no more, it is as it was before. `decided` are the versions on which
    /// each side has decided by itself: where they chose differently, both wait once more.
    fn record(&mut self, kind: Kind, id: &Id, file: &File, decided: &[Version], author: Author<'_>) {
        let Some(theirs) = &file.theirs else { return };
        let (has_ours, is_unchanged) = (file.ours.is_some(), file.base.as_ref() == Some(theirs));
        if file.ours.as_ref() == Some(theirs) || (has_ours && is_unchanged && decided.is_empty()) {
            return;
        }
        let read = |text: &Vec<u8>| read_file(kind, id, text).ok();
        let kept = Kept::Record(kind, id.clone());
        let Some(other) = read(theirs) else {
            return self.set_aside(id, theirs.clone());
        };
        if !has_ours || (file.ours == file.base && decided.is_empty()) {
            let was_archived = file.ours.as_ref().and_then(read).is_some_and(|ours| ours.archived().is_some());
            if was_archived && other.archived().is_none() {
                self.told.back_in_sight.insert(id.clone());
            }
            return self.put(kept, theirs.clone());
        }
        let before = file.base.as_ref().and_then(read);
        let base = before.clone().unwrap_or_else(|| Record::blank(kind));
        let Some((ours, mine)) = file.ours.as_ref().and_then(|ours| Some((ours, read(ours)?))) else {
            let fields = changed(&base, &other);
            let by = author(id, &other, &base, &fields);
            return self.keep_version(id, by.as_deref(), &fields, &other, &base, theirs);
        };
        let sides = Texts { base: file.base.as_deref(), ours, theirs };
        let both = One::of(&base, &mine, &other, decided);
        let text = sides.written(before.as_ref(), &mine, &other, &both.record);
        // What would be no record any more, or too long for one, stays as it is here.
        let is_sound = both.record.validate().is_ok() && text.as_ref().is_some_and(|text| text.len() <= LARGEST);
        let (both, text) = if is_sound { (both, text) } else { (One::apart(&base, &mine, &other), None) };
        if base.archived().is_none()
            && (mine.archived().is_some() || other.archived().is_some())
            && both.record.archived().is_none()
        {
            self.told.in_sight.insert(id.clone());
            let mut hidden = both.record.clone();
            *hidden.archived_mut() = mine.archived().or(other.archived()).cloned();
            if let Some(text) = sides.written(before.as_ref(), &mine, &other, &hidden) {
                self.archived.insert(kept.clone(), text);
            }
        }
        if let Some(text) = text.filter(|text| text != ours) {
            self.put(kept, text);
        }
        if !both.clashing.is_empty() {
            let by = author(id, &other, &both.record, &both.clashing);
            self.keep_version(id, by.as_deref(), &both.clashing, &both.version, &both.record, theirs);
        }
    }

    /// Keeps another version; where it cannot be told as one, their text as it is.
    fn keep_version(
        &mut self,
        id: &Id,
        by: Option<&str>,
        fields: &[&'static str],
        version: &Record,
        standing: &Record,
        theirs: &[u8],
    ) {
        let text = version::write(by, fields, version, standing).map(String::into_bytes);
        let text = text.ok().filter(|text| text.len() <= LARGEST);
        self.dispute(id, text.unwrap_or_else(|| theirs.to_vec()));
    }

    /// What cannot be read there waits beside the record for somebody to look at it.
    fn set_aside(&mut self, id: &Id, text: Vec<u8>) {
        self.told.unreadable.insert(id.clone());
        self.put(Kept::Version(id.clone(), version::name(id, &text)), text);
    }

    fn dispute(&mut self, id: &Id, text: Vec<u8>) {
        self.told.disputed.insert(id.clone());
        self.put(Kept::Version(id.clone(), version::name(id, &text)), text);
    }

    /// Another version of a record stands until somebody on either side has decided; where the same dispute has come up again
    /// since, it stands again.
    fn version(&mut self, kept: &Kept, file: &File) {
        if self.files.contains_key(kept) {
            return;
        }
        match (&file.base, &file.ours, &file.theirs) {
            (None, None, Some(theirs)) => {
                if let Kept::Version(id, _) = kept {
                    self.told.disputed.insert(id.clone());
                }
                self.put(kept.clone(), theirs.clone());
            }
            (Some(_), Some(_), None) => drop(self.files.insert(kept.clone(), None)),
            (Some(base), Some(ours), Some(theirs)) if theirs != base && ours != theirs => match kept {
                // Somebody has mended it by hand.
                Kept::Version(id, _) if ours != base => {
                    self.told.disputed.insert(id.clone());
                    self.put(Kept::Version(id.clone(), version::name(id, theirs)), theirs.clone());
                }
                _ => self.put(kept.clone(), theirs.clone()),
            },
            _ => {}
        }
    }

    fn template(&mut self, name: &str, file: &File) {
        let File { base, ours, theirs } = file;
        if ours == theirs || theirs == base {
            return;
        }
        let kept = Kept::Template(name.to_owned());
        match theirs {
            _ if ours == base => drop(self.files.insert(kept, theirs.clone())),
            None => {}
            Some(theirs) => {
                let other = beside(name, theirs);
                self.told.templates.push((name.to_owned(), other.clone()));
                self.put(Kept::Template(other), theirs.clone());
            }
        }
    }
}

/// The name of another version of a template, no longer than such a name may be; all of its letters are of one byte.
fn beside(name: &str, text: &[u8]) -> String {
    let ending = format!(".{}.md", &crate::store::git::name_of(text)[..8]);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    format!("{}{ending}", &stem[..stem.len().min(LONGEST_NAME - ending.len())])
}

/// One record of two.
struct One {
    /// What is to stand.
    record: Record,
    /// The fields in which both set the same, and differently.
    clashing: Vec<&'static str>,
    /// The record with theirs in these fields.
    version: Record,
}

impl One {
    /// Field by field; where each side has decided on a version by itself, ours where they decided differently.
    fn of(base: &Record, mine: &Record, theirs: &Record, decided: &[Version]) -> Self {
        let (record, conflicts) = merge_choosing(base, mine, theirs, Choice::Mine);
        let (other, _) = merge_choosing(base, mine, theirs, Choice::Theirs);
        let clashing: Vec<_> = conflicts.into_iter().map(|it| it.field).collect();
        let version = with_fields(&record, &clashing, &other);
        let mut both = Self { record, clashing, version };
        for version in decided {
            for name in changed(mine, theirs) {
                if version.fields.iter().any(|field| field == name) && !both.clashing.contains(&name) {
                    both.dispute_again(name, version, mine, theirs);
                }
            }
        }
        both
    }

    /// Where one side has taken what this version has in a field and the other has not.
    fn dispute_again(&mut self, name: &'static str, version: &Version, mine: &Record, theirs: &Record) {
        if mine.field(name).is_some_and(|(_, field)| !field.is_many()) {
            self.record = with_fields(&self.record, &[name], mine);
            self.version = with_fields(&self.version, &[name], theirs);
            self.clashing.push(name);
            return;
        }
        let entries = |record: &Record| record.field(name).map(|(_, field)| field.shown()).unwrap_or_default();
        let stood = entries(&version.stood);
        let taken: Vec<_> = entries(&version.record).into_iter().filter(|entry| !stood.contains(entry)).collect();
        let replaced: Vec<_> =
            stood.iter().filter(|entry| !entries(&version.record).contains(entry)).cloned().collect();
        let has_any = |record: &Record, of: &[String]| entries(record).iter().any(|entry| of.contains(entry));
        // What was taken may have been reworded since; then what it replaced is gone all the same.
        let has_taken =
            |record: &Record| has_any(record, &taken) || (!replaced.is_empty() && !has_any(record, &replaced));
        if has_taken(mine) == has_taken(theirs) {
            return;
        }
        // The list with what stood before in the place of what was taken; all else in it stays.
        let mut kept = self.record.clone();
        if let (Some(field), Some((_, taken)), Some((_, stood))) =
            (kept.field_mut(name), version.record.field(name), version.stood.field(name))
        {
            let _ = field.merge(taken, stood, Choice::Theirs);
        }
        let other = if has_taken(mine) { &kept } else { &self.record };
        self.version = with_fields(&self.version, &[name], other);
        if !has_taken(mine) {
            self.record = with_fields(&self.record, &[name], &kept);
        }
        self.clashing.push(name);
    }

    /// Ours as it is, beside it theirs in all that both changed.
    fn apart(base: &Record, mine: &Record, theirs: &Record) -> Self {
        let of_mine = changed(mine, theirs);
        let clashing: Vec<_> = changed(base, theirs).into_iter().filter(|name| of_mine.contains(name)).collect();
        let (other, _) = merge_choosing(base, mine, theirs, Choice::Theirs);
        Self { record: mine.clone(), version: with_fields(mine, &clashing, &other), clashing }
    }
}

/// The versions on which both sides have decided, each by itself.
fn decided_by_both(sides: Sides<'_>) -> BTreeMap<Id, Vec<Version>> {
    let mut decided: BTreeMap<Id, Vec<Version>> = BTreeMap::new();
    for (kept, text) in sides.base {
        let Kept::Version(id, name) = kept else { continue };
        if sides.ours.contains_key(kept) || sides.theirs.contains_key(kept) {
            continue;
        }
        if let Ok(version) = version::read(name, id, text) {
            decided.entry(id.clone()).or_default().push(version);
        }
    }
    decided
}

/// The texts of a record that both changed.
struct Texts<'a> {
    base: Option<&'a [u8]>,
    ours: &'a [u8],
    theirs: &'a [u8],
}

impl Texts<'_> {
    /// The text that holds this record, in the words of whoever changed remarks and layout too.
    fn written(&self, base: Option<&Record>, mine: &Record, theirs: &Record, record: &Record) -> Option<Vec<u8>> {
        let [ours, other] = [self.ours, self.theirs].map(|text| std::str::from_utf8(text).ok());
        let before = self.base.and_then(|text| std::str::from_utf8(text).ok()).zip(base);
        let only_fields = before
            .zip(ours)
            .is_some_and(|((text, base), ours)| splice::revise(text, base, mine).as_deref() == Some(ours));
        let in_theirs = || other.and_then(|text| splice::revise(text, theirs, record));
        let in_ours = || ours.and_then(|text| splice::revise(text, mine, record));
        let text = if only_fields { in_theirs().or_else(in_ours) } else { in_ours().or_else(in_theirs) };
        text.or_else(|| format::encode(record).ok()).map(String::into_bytes)
    }
}
