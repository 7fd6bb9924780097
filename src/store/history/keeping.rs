//! What is saved brought into history.

use std::collections::BTreeMap;

use super::{LANDING, Made, StoreLock, Waits, branch, end_landing, hold};
use crate::model::{Id, Kind, NOT_KNOWN, changed};
use crate::store::disk::Disk;
use crate::store::format::LARGEST;
use crate::store::git::{Commit, Content, Git, Tree, name_of};
use crate::store::kept::Kept;
use crate::store::load::read_file;
use crate::store::recent;

/// Brings a save of this officer's into history, where nobody has done so meanwhile.
pub(crate) fn keep(disk: &Disk, git: &Git, officer: &str, made: &[Made]) -> Result<(), Waits> {
    let _held = hold(disk)?;
    let (branch, tip) = branch(git)?;
    let tip = end_landing(disk, git, &branch, tip, StoreLock::Free)?;
    let paths: Vec<_> = made.iter().map(|made| made.file.path()).collect();
    let known = git.some_of(tip.as_deref(), &paths)?;
    let mut texts = Vec::new();
    for (made, path) in made.iter().zip(&paths) {
        let there = known.get(path.as_bytes()).map(|blob| &blob.name);
        if there == made.text.as_ref() {
            continue;
        }
        let text = made.file.read(disk);
        // Where the file has moved on, whoever moved it has brought this in before, or will tell what cannot be told now.
        if text.as_deref().map(name_of) == made.text {
            texts.push((made, text));
        }
    }
    let files: Vec<_> = texts.iter().map(|(made, text)| (made.file.path(), content(text.as_deref()))).collect();
    let told: Vec<_> = texts.iter().map(|(made, _)| (&made.file, did(made))).collect();
    commit(git, &branch, tip, officer, &message(&told), files)?;
    Ok(())
}

/// Before these files are written over: brings in what stands in them, if it is not in history.
pub(crate) fn keep_before(disk: &Disk, git: &Git, files: &[Kept]) -> Result<(), Waits> {
    if files.is_empty() {
        return Ok(());
    }
    let paths: Vec<_> = files.iter().map(Kept::path).collect();
    let _held = hold(disk)?;
    let (branch, Some(tip)) = branch(git)? else { return Ok(()) };
    if git.has(LANDING) {
        // It could not be ended before these files were read, and must not be written now.
        return Err(Waits::Busy);
    }
    let known = git.some_of(Some(&tip), &paths)?;
    let standing = files.iter().filter_map(|file| Some((file.clone(), file.read(disk)?))).collect();
    bring_in_new(disk, git, &branch, Some(tip), &known, standing)?;
    Ok(())
}

/// Brings in all that stands in the folder otherwise than in history: what a program that was killed has left, and what
/// somebody has changed by hand. Where there is no history yet, all of it is this officer's beginning.
pub(crate) fn bring_in(disk: &Disk, git: &Git, officer: &str, lock: StoreLock) -> Result<(), Waits> {
    let _held = hold(disk)?;
    let (branch, tip) = branch(git)?;
    let tip = end_landing(disk, git, &branch, tip, lock)?;
    bring_in_all(disk, git, &branch, tip, officer)?;
    Ok(())
}

/// The same for the holder of the lock; tells the commit on which the branch stands then.
pub(crate) fn bring_in_all(
    disk: &Disk,
    git: &Git,
    branch: &str,
    tip: Option<String>,
    officer: &str,
) -> Result<Option<String>, Waits> {
    let standing = Kept::all(disk);
    if tip.is_none() {
        let files: Vec<_> = standing.iter().map(|(file, text)| (file.path(), content(Some(text)))).collect();
        let message = format!("history begins: {}", counted(files.len()));
        return commit(git, branch, None, officer, &message, files);
    }
    let known = git.tree(tip.as_deref())?;
    let removed: Vec<_> =
        known.keys().filter_map(|path| Kept::at(path)).filter(|file| was_removed(disk, file)).collect();
    let mut tip = bring_in_new(disk, git, branch, tip, &known, standing)?;
    let savers = if removed.is_empty() { return Ok(tip) } else { recent::savers(disk) };
    for file in &removed {
        let (who, did) = match savers.of(&file.path(), &[]) {
            Some(officer) => (officer, DECIDED),
            None => (NOT_KNOWN.to_owned(), "removed"),
        };
        tip = commit(git, branch, tip, &who, &message(&[(file, did.to_owned())]), vec![(file.path(), Content::Gone)])?;
    }
    Ok(tip)
}

/// Whether somebody has removed a file by hand that may go. A record that is not there stays in history, and sync brings it
/// back.
fn was_removed(disk: &Disk, file: &Kept) -> bool {
    !matches!(file, Kept::Record(..)) && !disk.exists(file.folder(), &file.name()).unwrap_or(true)
}

/// The most records of one officer that are brought in one by one, as they were most likely saved.
const ONE_BY_ONE: usize = 20;

/// In the name of each officer who is known to have saved some of it, and the rest in nobody's.
fn bring_in_new(
    disk: &Disk,
    git: &Git,
    branch: &str,
    tip: Option<String>,
    known: &Tree,
    standing: Vec<(Kept, Vec<u8>)>,
) -> Result<Option<String>, Waits> {
    if known.values().any(|blob| blob.name.len() != name_of(b"").len()) {
        return Err(Waits::OtherNames);
    }
    let is_new = |(file, text): &(Kept, Vec<u8>)| {
        known.get(file.path().as_bytes()).is_none_or(|blob| !blob.is_file() || blob.name != name_of(text))
    };
    let new: Vec<_> = standing.into_iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok(tip);
    }
    let savers = recent::savers(disk);
    let mut groups: BTreeMap<String, Vec<(Kept, Vec<u8>)>> = BTreeMap::new();
    for (file, text) in new {
        let saver = savers.of(&file.path(), &text).unwrap_or_else(|| NOT_KNOWN.to_owned());
        groups.entry(saver).or_default().push((file, text));
    }
    let mut tip = tip;
    for (officer, group) in groups {
        let told = differences(git, known, &group)?;
        let told: Vec<_> = group.iter().map(|(file, _)| file).zip(told).collect();
        let files: Vec<_> = group.iter().map(|(file, text)| (file.path(), content(Some(text)))).collect();
        let at_once = if group.len() > ONE_BY_ONE { group.len() } else { 1 };
        for (told, files) in told.chunks(at_once).zip(files.chunks(at_once)) {
            tip = commit(git, branch, tip, &officer, &message(told), files.to_vec())?;
        }
    }
    Ok(tip)
}

/// What was done to each of these files, as far as it can be told from their texts.
fn differences(git: &Git, known: &Tree, files: &[(Kept, Vec<u8>)]) -> Result<Vec<String>, Waits> {
    let before: Vec<_> = files.iter().map(|(file, _)| known.get(file.path().as_bytes())).collect();
    let names: Vec<_> = before.iter().flatten().map(|blob| blob.name.as_str()).collect();
    let texts = git.texts_within(&names, LARGEST)?;
    let told = files.iter().zip(before).map(|((file, text), before)| {
        let Some(before) = before else { return "added".to_owned() };
        let Kept::Record(kind, id) = file else { return "text".to_owned() };
        let before = texts.get(&before.name).and_then(|before| record(*kind, id, before));
        match (before, record(*kind, id, text)) {
            (Some(before), Some(after)) => of_fields(&changed(&before, &after)),
            _ => "text".to_owned(),
        }
    });
    Ok(told.collect())
}

fn record(kind: Kind, id: &Id, text: &[u8]) -> Option<crate::model::Record> {
    read_file(kind, id, text).ok()
}

fn content(text: Option<&[u8]>) -> Content<'_> {
    text.map_or(Content::Gone, Content::Text)
}

/// Commits these files, where there are any; tells the commit on which the branch stands then.
fn commit(
    git: &Git,
    branch: &str,
    tip: Option<String>,
    officer: &str,
    message: &str,
    mut files: Vec<(String, Content<'_>)>,
) -> Result<Option<String>, Waits> {
    if files.is_empty() {
        return Ok(tip);
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    let files: Vec<_> = files.iter().map(|(path, content)| (path.as_bytes(), content.clone())).collect();
    let parents: Vec<_> = tip.into_iter().collect();
    Ok(Some(git.commit(&Commit { branch, parents: &parents, author: officer, message, files: &files })?))
}

/// The most files that a message names.
const NAMED: usize = 100;

/// What a commit says of itself: which records, and which of their fields, but never what they hold.
pub(crate) fn message(did: &[(&Kept, String)]) -> String {
    let line = |(file, did): &(&Kept, String)| format!("{}: {did}", named(file));
    if let [only] = did {
        return line(only);
    }
    let mut message = format!("{}\n\n", counted(did.len()));
    message.extend(did.iter().take(NAMED).map(|it| line(it) + "\n"));
    if did.len() > NAMED {
        message += &format!("and {} more\n", did.len() - NAMED);
    }
    message
}

fn named(file: &Kept) -> String {
    match file {
        Kept::Record(_, id) => id.to_string(),
        other => other.path(),
    }
}

/// What is done where another version of a record goes.
const DECIDED: &str = "decided on";

fn did(made: &Made) -> String {
    match (&made.fields, &made.text) {
        (_, None) => DECIDED.to_owned(),
        (None, _) => "added".to_owned(),
        (Some(fields), _) => of_fields(fields),
    }
}

fn of_fields(fields: &[&str]) -> String {
    if fields.is_empty() { "text".to_owned() } else { fields.join(", ") }
}

fn counted(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}
