//! What the interface asks of the world, and what came of it. Only `perform` touches a store.

mod importing;
mod past;

use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;

pub(crate) use past::behind;

use super::drafting::Drafting;
use super::pager::Pager;
use crate::editor::{Again, Edited, Editor};
use crate::import::{Plan, Tables};
use crate::model::roll::{Hand, Roll};
use crate::model::{Book, Choice, Conflict, Id, Kind, Record, Version, changed, merge, taken_back};
use crate::report::{Changes, Paper, Scope, Since};
use crate::store;
use crate::store::draft::Draft;
use crate::store::{Replaced, Stopped, Store, StoreError, write_new};

/// What has to happen outside.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    /// The program ends.
    Quit,
    /// Back to the shell until the officer returns.
    Suspend,
    /// The whole screen is drawn again.
    Repaint,
    /// This text, which is clean, goes to the clipboard of the terminal.
    Clipboard(String),
    /// The draft of this number is taken up again.
    TakeUp(usize),
    /// The draft of this number is discarded.
    DiscardDraft(usize),
    /// What was typed before is looked for again.
    ListDrafts,
    /// A text is shown by a pager of the officer's, which has the terminal meanwhile.
    Page { pager: Pager, text: String },
    /// Something is written to a new file.
    Write { path: String, bytes: Vec<u8> },
    /// The store's own template of a report is read, if it has one.
    Template { paper: Paper, scope: Scope, today: NaiveDate },
    /// A spreadsheet is read.
    Read { path: String },
    /// What a spreadsheet would change is changed.
    Import(Box<Plan>),
    /// The store is read again, because the officer asked for it.
    Reload,
    /// Records are saved, one after the other.
    Save(Vec<Proposed>, Cause),
    /// A record's text is laid before the officer in an editor of hers, which has the terminal meanwhile.
    EditText { editor: Editor, kind: Kind, id: Id },
    /// The year is rolled, on this day by this officer.
    Roll { roll: Box<Roll>, today: NaiveDate, author: String },
    /// History is asked who changed a record and when.
    History { kind: Kind, id: Id, title: String },
    /// History is asked what has changed since then.
    Changes(Since),
    /// What was saved is exchanged with the usual remote, behind the screen.
    Sync,
    /// One of two versions of a record is to stand, which stood before the officer as `seen`.
    Decide { version: Box<Version>, seen: Box<Record>, choice: Choice },
    /// A new record is saved, under this id where it is free.
    Create { record: Box<Record>, wanted: Id },
}

/// A change that is wanted: `mine` is what became of `base` here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Proposed {
    pub(crate) id: Id,
    pub(crate) base: Record,
    pub(crate) mine: Record,
}

/// Why records are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The officer has made a change.
    Change,
    /// The officer has decided between two versions.
    Decision,
    /// The officer takes a change back.
    Undo,
    /// The officer makes a change again that was taken back.
    Redo,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Reply {
    /// Nothing to tell.
    Done,
    /// The store as it is now, and why it was read.
    Loaded(Book, Reading),
    /// Who changed a record and when.
    History { id: Id, text: String },
    /// What has changed, or why that cannot be told, and the store as it is now.
    Changes(Book, Result<Changes, String>),
    /// What came of saving, and the store as it is now.
    Saved(Saved),
    /// The year was rolled, which these words tell, or a part of it was; the store as it is now.
    Rolled { book: Option<Book>, words: String, is_whole: bool },
    /// The store's own template of a report, if it has one.
    Template { paper: Paper, scope: Scope, own: Option<String> },
    /// What a spreadsheet holds.
    Tables { path: String, tables: Tables },
    /// A file could not be written; in words.
    Unwritten { path: String, why: String },
    /// A spreadsheet could not be read; in words.
    Unread { path: String, why: String },
    /// What was typed before and is taken up again.
    Resumed(Box<Draft>),
    /// What was typed before and is waiting.
    Offered(Vec<Draft>),
    /// A draft was discarded, or why not, such as that another interface has it; those that are left.
    Discarded { left: Vec<Draft>, why: Option<String> },
    /// It was done; in words.
    Told(String),
    /// It was not done; in words.
    Failed(String),
}

/// Why the store was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The officer asked for it.
    Asked,
    /// Something was saved in it which these words tell.
    Told(String),
    /// Something was not done, or in part, which these words tell.
    Warned(String),
    /// Others have changed something in it.
    Noticed(Vec<News>),
}

/// What somebody else has done to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct News {
    pub(crate) id: Id,
    pub(crate) what: What,
    /// Who it was, as far as that is known.
    pub(crate) who: Option<String>,
}

/// What was done to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Added,
    /// These fields were changed, by their labels.
    Changed(Vec<&'static str>),
    Removed,
    /// Its file is there and can no longer be read.
    Spoilt,
    /// Its file can be read again.
    Mended,
}

/// What came of saving.
#[derive(Debug)]
pub(crate) struct Saved {
    pub(crate) cause: Cause,
    /// What was saved.
    pub(crate) made: Vec<Made>,
    /// What was decided on and stays as it is.
    pub(crate) kept: Option<Id>,
    /// What was not, and why.
    pub(crate) refused: Vec<Rejected>,
    pub(crate) book: Option<Book>,
    /// What is said of it, where it is more than what was saved.
    pub(crate) words: Option<String>,
    /// Words about what was not done whole, such as that the disk has not confirmed it.
    pub(crate) unconfirmed: Option<String>,
}

/// A change that was saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Made {
    pub(crate) id: Id,
    /// The record just before; `None` where there was none.
    pub(crate) before: Option<Record>,
    /// The record as it stands now.
    pub(crate) after: Record,
    /// The fields that changed, in order.
    pub(crate) fields: Vec<&'static str>,
}

/// A change that was not saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rejected {
    pub(crate) wanted: Proposed,
    pub(crate) why: String,
    /// Whether the same may be saved later.
    pub(crate) may_pass: bool,
    /// The fields that somebody else has set too.
    pub(crate) conflicts: Vec<Conflict>,
    /// Who that was, as far as it is known.
    pub(crate) who: Option<String>,
}

/// What came of sending something to the clipboard of the terminal.
///
/// # Errors
/// The terminal is gone.
pub(crate) fn sent(sending: io::Result<()>) -> io::Result<Reply> {
    match sending {
        Ok(()) => Ok(Reply::Told(SENT.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(Reply::Failed(error.to_string())),
        Err(error) => Err(error),
    }
}

/// No terminal says whether it took what it was sent.
const SENT: &str = "sent to your terminal's clipboard (it may refuse: then write it to a file)";

/// Does it. `Quit`, `Suspend`, `Repaint` and `Clipboard` are the terminal's, and nothing here.
pub(crate) fn perform(effect: Effect, store: &mut dyn Store, drafting: &mut Drafting) -> Reply {
    if matches!(effect, Effect::Save(..) | Effect::Create { .. } | Effect::Roll { .. }) {
        drafting.flush();
    }
    match effect {
        Effect::Quit | Effect::Suspend | Effect::Repaint | Effect::Clipboard(_) => Reply::Done,
        Effect::TakeUp(number) => drafting.take(number),
        Effect::DiscardDraft(number) => drafting.discard(number),
        Effect::ListDrafts => drafting.look_again(),
        Effect::Page { pager, text } => pager.show(&text).map_or_else(Reply::Failed, |()| Reply::Done),
        Effect::Template { paper, scope, today } => match store.template(paper.name()) {
            Ok(own) => Reply::Template { paper: past::with_changes(store, paper, &scope, today), scope, own },
            Err(error) => Reply::Failed(error.to_string()),
        },
        Effect::Read { path } => importing::tables(path),
        Effect::Import(plan) => importing::brought_in(store, &plan),
        Effect::Write { path, bytes } => match write_new(&path, &bytes) {
            Ok(written) => {
                let whole = std::path::absolute(&written).unwrap_or(written);
                Reply::Told(format!("Written to {}", whole.display()))
            }
            Err(error) => Reply::Unwritten { path, why: error.to_string() },
        },
        Effect::Reload => read(store).map_or_else(Reply::Failed, |book| Reply::Loaded(book, Reading::Asked)),
        Effect::Save(wanted, cause) => save(store, wanted, cause),
        Effect::EditText { editor, kind, id } => edit_text(store, &editor, kind, id),
        Effect::History { kind, id, title } => past::of_record(store, (kind, id), &title),
        Effect::Changes(since) => past::changes(store, since),
        Effect::Sync => past::begin_sync(store),
        Effect::Decide { version, seen, choice } => past::decide(store, &version, &seen, choice),
        Effect::Create { record, wanted } => create(store, &record, &wanted),
        Effect::Roll { roll, today, author } => roll_year(store, &roll, Hand { today, author: &author }),
    }
}

/// Looks whether somebody else has changed the store since it was last read, and reads it again where that is so.
pub(crate) fn look(store: &mut dyn Store, known: &Book) -> Option<Reply> {
    if !store.glance() {
        return None;
    }
    let book = match store.load() {
        Ok(book) => book,
        Err(error) => return Some(Reply::Failed(error.to_string())),
    };
    let news: Vec<_> = news(known, &book).map(|(id, what)| News { who: store.saver(&id), id, what }).collect();
    let is_told = book.faults() != known.faults() || book.remarks() != known.remarks();
    let is_new = !news.is_empty() || is_told || book.versions() != known.versions();
    is_new.then_some(Reply::Loaded(book, Reading::Noticed(news)))
}

/// What differs between two readings of a store.
fn news(before: &Book, now: &Book) -> impl Iterator<Item = (Id, What)> {
    let there = now.records().filter_map(|(id, record)| match before.get(id) {
        Some(old) if old == record => None,
        Some(old) if old.kind() == record.kind() => {
            let fields = changed(old, record).into_iter();
            let labels = fields.filter_map(|name| record.field(name)).map(|(about, _)| about.label);
            Some((id.clone(), What::Changed(labels.collect())))
        }
        None if before.unreadable(id).is_some() => Some((id.clone(), What::Mended)),
        _ => Some((id.clone(), What::Added)),
    });
    let gone = before.records().filter(|(id, _)| now.get(id).is_none());
    there.chain(gone.map(|(id, _)| {
        let what = if now.unreadable(id).is_some() { What::Spoilt } else { What::Removed };
        (id.clone(), what)
    }))
}

fn read(store: &mut dyn Store) -> Result<Book, String> {
    // What happens from here on is seen by the next look.
    store.glance();
    store.load().map_err(|error| error.to_string())
}

fn save(store: &mut dyn Store, wanted: Vec<Proposed>, cause: Cause) -> Reply {
    let mut saved =
        Saved { cause, made: Vec::new(), kept: None, refused: Vec::new(), book: None, words: None, unconfirmed: None };
    for wanted in wanted {
        let merged = |current: &Record| match cause {
            Cause::Change | Cause::Decision => merge(&wanted.base, &wanted.mine, current),
            Cause::Undo | Cause::Redo => taken_back(&wanted.mine, &wanted.base, current),
        };
        let edit = |current: &Record| merged(current).map_err(StoreError::Conflict);
        match store.update(wanted.base.kind(), &wanted.id, &edit) {
            Ok(it) => {
                let Proposed { id, .. } = wanted;
                saved.made.push(Made { id, before: Some(it.before), after: it.record, fields: it.fields });
            }
            Err(error @ StoreError::Unconfirmed(_)) => {
                saved.unconfirmed = Some(error.to_string());
                let fields = changed(&wanted.base, &wanted.mine);
                let Proposed { id, base, mine } = wanted;
                saved.made.push(Made { id, before: Some(base), after: mine, fields });
            }
            Err(error) => {
                let who = store.saver(&wanted.id);
                let (why, may_pass) = (error.to_string(), error.may_pass());
                let conflicts = if let StoreError::Conflict(conflicts) = error { conflicts } else { Vec::new() };
                saved.refused.push(Rejected { wanted, why, may_pass, conflicts, who });
            }
        }
    }
    saved.book = read(store).ok();
    Reply::Saved(saved)
}

fn create(store: &mut dyn Store, record: &Record, wanted: &Id) -> Reply {
    let made = store.create(record, wanted);
    let (id, unconfirmed) = match made {
        Ok(id) => (id, None),
        // The record is there, so the form closes; that the disk did not confirm it is told.
        Err(ref error @ StoreError::Unconfirmed(ref id)) => match Id::new(id) {
            Ok(id) => (id, Some(error.to_string())),
            Err(_) => return Reply::Failed(error.to_string()),
        },
        Err(error) => return Reply::Failed(error.to_string()),
    };
    let made = vec![Made { id, before: None, after: record.clone(), fields: Vec::new() }];
    let book = read(store).ok();
    Reply::Saved(Saved { cause: Cause::Change, made, kept: None, refused: Vec::new(), book, words: None, unconfirmed })
}

fn roll_year(store: &mut dyn Store, roll: &Roll, hand: Hand<'_>) -> Reply {
    let (words, is_whole) = match store::roll(store, roll, hand) {
        Ok(_) => (format!("Rolled {} to {}: {}", roll.from, roll.to, roll.totals()), true),
        Err(stopped @ Stopped::Unfinished { .. }) => (format!("Not done: {stopped}"), false),
        Err(Stopped::Undecided(why)) => {
            let reading = Reading::Warned(format!("Not done: {why}"));
            return read(store).map_or_else(Reply::Failed, |book| Reply::Loaded(book, reading));
        }
    };
    Reply::Rolled { book: read(store).ok(), words, is_whole }
}

fn edit_text(store: &mut dyn Store, editor: &Editor, kind: Kind, id: Id) -> Reply {
    match editor.edit(store, kind, &id, Again::Ask) {
        Ok(Edited::Saved { replaced, kept }) => replaced_text(store, id, *replaced, kept),
        Ok(nothing) => Reply::Told(format!("{id}: {}", nothing.words())),
        Err(error) => Reply::Failed(error.to_string()),
    }
}

fn replaced_text(store: &mut dyn Store, id: Id, replaced: Replaced, kept: Option<PathBuf>) -> Reply {
    let in_part = kept.map(|kept| {
        format!(
            "Saved {id}. Somebody else has changed remarks or layout meanwhile, so yours were not saved. Your text is kept in {}",
            kept.display()
        )
    });
    let book = read(store).ok();
    let Replaced { before, record, fields, .. } = replaced;
    let what = if before.is_none() { "mended, and can be read again" } else { "no field has changed" };
    let told = in_part.clone().unwrap_or_else(|| format!("Saved {id}: {what}"));
    match (before, book) {
        (Some(before), book) if !fields.is_empty() => {
            let made = vec![Made { id, before: Some(before), after: record, fields }];
            Reply::Saved(Saved {
                cause: Cause::Change,
                made,
                kept: None,
                refused: Vec::new(),
                book,
                words: None,
                unconfirmed: in_part,
            })
        }
        (_, Some(book)) => Reply::Loaded(book, Reading::Told(told)),
        (_, None) => Reply::Told(told),
    }
}
