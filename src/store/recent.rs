//! Who saved which record last, noted beside the lock as a courtesy to colleagues. No record holds it, nothing depends on
//! it, and a save never waits for it.
//!
//! A line is a record's path, a print of the text as it was saved, and the officer, with tabs between them.

use std::collections::BTreeMap;
use std::fmt;

use super::disk::{Disk, Found, Sharing};
use super::lock::SCRATCH;
use crate::model::{Id, Kind};

const NAME: &str = "recent";
/// How many records are remembered.
const RECORDS: usize = 200;
/// The most that is read, in bytes; what is written is always less.
const LARGEST: usize = 64 * 1024;
/// The longest name, in bytes.
const LONGEST: usize = 160;

/// Notes who saved a record, for the holder of the store's lock. What goes wrong here is nobody's concern.
pub(crate) fn note(disk: &Disk, sharing: Sharing, record: (Kind, &Id), text: &str, officer: &str) {
    note_all(disk, sharing, [(record, text)].into_iter(), officer);
}

/// Notes who saved several, the last of them where there are more than are remembered.
pub(crate) fn note_all<'a>(
    disk: &Disk,
    sharing: Sharing,
    saved: impl ExactSizeIterator<Item = ((Kind, &'a Id), &'a str)>,
    officer: &str,
) {
    let officer = name(officer);
    if officer.is_empty() || saved.len() == 0 {
        return;
    }
    let too_many = saved.len().saturating_sub(RECORDS);
    let new = saved.skip(too_many).map(|((kind, id), text)| Note {
        path: kind.path(id),
        print: Print::of(text.as_bytes()),
        officer: officer.clone(),
    });
    let new: Vec<_> = new.collect();
    let bytes = read(disk);
    let mut notes: Vec<_> = notes(&bytes).filter(|note| new.iter().all(|new| note.path != new.path)).collect();
    notes.extend(new);
    let first = notes.len().saturating_sub(RECORDS);
    let text: String = notes[first..].iter().map(Note::to_string).collect();
    drop(disk.scribble(SCRATCH, NAME, &text, sharing.file_mode()));
}

/// Who saved a record last, if its file still is the one that was saved.
pub(crate) fn saver(disk: &Disk, id: &Id) -> Option<String> {
    let paths = Kind::ALL.map(|kind| (kind, kind.path(id)));
    let bytes = read(disk);
    let last = notes(&bytes).filter(|note| paths.iter().any(|(_, path)| *path == note.path)).last()?;
    let (kind, _) = paths.iter().find(|(_, path)| *path == last.path)?;
    match disk.read(kind.folder(), format!("{id}.ron").as_bytes()).ok()? {
        Found::File(file) if Print::of(&file.bytes) == last.print => Some(last.officer),
        _ => None,
    }
}

/// Who saved what last, for several files at once.
pub(crate) struct Savers(BTreeMap<String, Note>);

/// Who saved what last.
pub(crate) fn savers(disk: &Disk) -> Savers {
    Savers(notes(&read(disk)).map(|note| (note.path.clone(), note)).collect())
}

impl Savers {
    /// Who saved a file last, if its text is the one that was saved.
    pub(crate) fn of(&self, path: &str, text: &[u8]) -> Option<String> {
        self.0.get(path).filter(|note| note.print == Print::of(text)).map(|note| note.officer.clone())
    }
}

/// An officer's name as it is noted: on one line, in one cell, and not too long.
pub(crate) fn name(officer: &str) -> String {
    let mut name: String =
        officer.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    while name.len() > LONGEST {
        name.pop();
    }
    name.trim().to_owned()
}

struct Note {
    path: String,
    print: Print,
    officer: String,
}

impl Note {
    /// What a line says, if it is one of ours.
    fn parse(line: &[u8]) -> Option<Self> {
        let mut cells = std::str::from_utf8(line).ok()?.split('\t');
        let (path, print, officer) = (cells.next()?, cells.next()?, cells.next()?);
        let is_ours = cells.next().is_none() && is_record(path) && !officer.is_empty() && name(officer) == officer;
        let print = Print::parse(print).filter(|_| is_ours)?;
        Some(Self { path: path.to_owned(), print, officer: officer.to_owned() })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\t{}\t{}", self.path, self.print, self.officer)
    }
}

/// Whether a record could have this path.
fn is_record(path: &str) -> bool {
    let id = path.rsplit('/').next().and_then(|file| Id::new(file.strip_suffix(".ron")?).ok());
    let is_of = |kind: Kind, id: &Id| kind.alone().is_none_or(|alone| alone == id.as_str()) && kind.path(id) == path;
    id.is_some_and(|id| Kind::ALL.into_iter().any(|kind| is_of(kind, &id)))
}

/// What was noted so far; nothing where that cannot be read.
fn read(disk: &Disk) -> Vec<u8> {
    match disk.read_within(Some(SCRATCH), NAME.as_bytes(), LARGEST) {
        Ok(Found::File(file)) => file.bytes,
        _ => Vec::new(),
    }
}

/// The notes in a text, oldest first; what is no note, and a line that was torn off, is passed over.
fn notes(bytes: &[u8]) -> impl Iterator<Item = Note> {
    bytes.split_inclusive(|byte| *byte == b'\n').filter_map(|line| Note::parse(line.strip_suffix(b"\n")?))
}

/// Tells one text from another. It guards against accidents only (FNV-1a), and its words never leave this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print(u64);

impl Print {
    fn of(bytes: &[u8]) -> Self {
        let step = |print: u64, byte: &u8| (print ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Self(bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
    }

    fn parse(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 16).ok().map(Self)
    }
}

impl fmt::Display for Print {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests;
