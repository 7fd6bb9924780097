//! Who saved what last, noted beside the lock before it is written: told to colleagues, and to history where a program was
//! killed before it could bring in what it saved. No record holds it, and a save never fails for want of it.
//!
//! A line is a file's path, a print of the text as it was saved, and the officer, with tabs between them; where several saves are
//! one in history, each of their officers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::disk::{Disk, Found, Sharing};
use super::kept::Kept;
use super::lock::SCRATCH;
use crate::model::{Id, Kind};

const NAME: &str = "recent";
/// How many files are remembered, besides those of one save.
const REMEMBERED: usize = 200;
/// The most that is read, in bytes; what is written is never more.
const LARGEST: usize = 4 * 1024 * 1024;
/// The longest name, in bytes.
const LONGEST: usize = 160;
/// The most officers that are noted of one save.
const TOGETHER: usize = 8;

/// Whether what stands until a save is in history by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is.
    InHistory,
    /// It is not, so that the two saves will be one there, of both officers.
    Pending,
}

/// Notes who is about to save these files with these texts, for the holder of the store's lock; an empty text is of a file
/// that goes. Who saved what stands until then stays noted, for it may be that nothing comes of this save.
pub(crate) fn note<'a>(
    disk: &Disk,
    sharing: Sharing,
    saved: impl IntoIterator<Item = (&'a Kept, &'a [u8])>,
    officer: &str,
    standing: Standing,
) {
    let officer = name(officer);
    let new = saved.into_iter().map(|(file, text)| Note {
        path: file.path(),
        print: Print::of(text),
        officers: vec![officer.clone()],
    });
    let mut new: Vec<_> = new.collect();
    if officer.is_empty() || new.is_empty() {
        return;
    }
    let most = new.len().max(REMEMBERED);
    let bytes = read(disk);
    let old: Vec<_> = notes(&bytes).collect();
    if standing == Standing::Pending {
        for note in &mut new {
            let before = old.iter().rev().find(|old| old.path == note.path && old.stands(disk));
            let before = before.into_iter().flat_map(|before| &before.officers).filter(|it| **it != officer);
            note.officers.splice(..0, before.take(TOGETHER - 1).cloned());
        }
    }
    let mut seen = BTreeSet::new();
    let prints: BTreeMap<_, _> = new.iter().map(|note| (&note.path, note.print)).collect();
    let before = old.iter().rev().filter(|note| match prints.get(&note.path) {
        Some(print) => *print != note.print && note.stands(disk),
        None => true,
    });
    let before = before.filter(|note| seen.insert((&note.path, note.print)));
    let mut lines: Vec<_> = new.iter().rev().chain(before).take(most).map(Note::to_string).collect();
    let mut size = 0;
    let fits = lines.iter().take_while(|line| {
        size += line.len();
        size <= LARGEST
    });
    lines.truncate(fits.count());
    lines.reverse();
    drop(disk.scribble(SCRATCH, NAME, &lines.concat(), sharing.file_mode()));
}

/// Forgets who saved these files, for the holder of the store's lock: what stands there next is not of their making.
pub(crate) fn forget<'a>(disk: &Disk, sharing: Sharing, files: impl IntoIterator<Item = &'a Kept>) {
    let paths: BTreeSet<_> = files.into_iter().map(Kept::path).collect();
    let bytes = read(disk);
    let (gone, kept): (Vec<_>, Vec<_>) = notes(&bytes).partition(|note| paths.contains(&note.path));
    if !gone.is_empty() {
        let lines: String = kept.iter().map(Note::to_string).collect();
        drop(disk.scribble(SCRATCH, NAME, &lines, sharing.file_mode()));
    }
}

/// Who saved a record last, if its file still is the one that was saved.
pub(crate) fn saver(disk: &Disk, id: &Id) -> Option<String> {
    let paths = Kind::ALL.map(|kind| kind.path(id));
    let bytes = read(disk);
    let noted: Vec<_> = notes(&bytes).filter(|note| paths.contains(&note.path)).collect();
    noted.into_iter().rev().find(|note| note.stands(disk)).map(|note| note.whose())
}

/// Who saved what last, for several files at once.
pub(crate) struct Savers(BTreeMap<(String, Print), String>);

/// Who saved what last.
pub(crate) fn savers(disk: &Disk) -> Savers {
    Savers(notes(&read(disk)).map(|note| ((note.path.clone(), note.print), note.whose())).collect())
}

impl Savers {
    /// Who saved a file with this text; an empty one is of a file that has gone.
    pub(crate) fn of(&self, path: &str, text: &[u8]) -> Option<String> {
        self.0.get(&(path.to_owned(), Print::of(text))).cloned()
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
    officers: Vec<String>,
}

impl Note {
    /// What a line says, if it is one of ours.
    fn parse(line: &[u8]) -> Option<Self> {
        let mut cells = std::str::from_utf8(line).ok()?.split('\t');
        let (path, print) = (cells.next()?, cells.next()?);
        let officers: Vec<_> = cells.map(str::to_owned).collect();
        let are_names = officers.iter().all(|officer| !officer.is_empty() && name(officer) == *officer)
            && officers.iter().collect::<BTreeSet<_>>().len() == officers.len();
        let is_ours = are_names && (1..=TOGETHER).contains(&officers.len()) && Kept::at(path.as_bytes()).is_some();
        let print = Print::parse(print).filter(|_| is_ours)?;
        Some(Self { path: path.to_owned(), print, officers })
    }

    /// The officers who saved it, in words.
    fn whose(&self) -> String {
        self.officers.join(", ")
    }

    /// Whether the file still is as it was saved.
    fn stands(&self, disk: &Disk) -> bool {
        let text = Kept::at(self.path.as_bytes()).and_then(|file| file.read(disk)).unwrap_or_default();
        Print::of(&text) == self.print
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\t{}\t{}", self.path, self.print, self.officers.join("\t"))
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
