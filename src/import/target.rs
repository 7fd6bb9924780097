//! Which record a row is about: the one that it names, the one with its reference, the one with its title, or a new one.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::text;
use super::headings::Matched;
use super::links::Titles;
use super::plan::Problem;
use super::table::{Cell, Row, Table, bare};
use crate::model::datum::Shape;
use crate::model::{Book, Fault, Id, Kind};

/// A row, and the record that it is about.
pub(crate) struct Target<'a> {
    pub(crate) table: &'a Table,
    pub(crate) matched: &'a Matched,
    pub(crate) row: &'a Row,
    pub(crate) kind: Kind,
    pub(crate) id: Id,
}

/// A row before it is known what it is about.
struct Asking<'a> {
    table: &'a Table,
    matched: &'a Matched,
    row: &'a Row,
    kind: Kind,
}

impl<'a> Asking<'a> {
    fn cell(&self, field: &str) -> Option<(usize, &'a Cell)> {
        let place = self.matched.place(field)?;
        Some((place, self.row.cells.get(&place)?))
    }

    /// What a cell that tells records apart says; an error of it is found where it is read into its field.
    fn says(&self, field: &str) -> Option<String> {
        let words = text(self.cell(field)?.1, Shape::Line).ok()?;
        Some(bare(&words)).filter(|words| !words.is_empty())
    }

    fn wrong(&self, field: &str, what: String) -> Problem {
        let at = self.cell(field).map(|(place, _)| place);
        Problem::new(self.table, self.matched, self.row, at, what)
    }
}

/// The records that rows can be about.
pub(crate) struct Targets<'a> {
    book: &'a Book,
    titles: &'a Titles,
    references: BTreeMap<(Kind, String), Vec<Id>>,
    /// Ids that rows have, each with the place of its row.
    taken: BTreeMap<Id, String>,
    /// Ids that rows say, whether there are such records or not.
    said: BTreeSet<Id>,
    /// New rows, by title and reference, each with its place.
    new: BTreeMap<(Kind, String, Option<String>), String>,
    /// New rows by their references, each with its place and its title.
    new_references: BTreeMap<(Kind, String), Vec<(String, String)>>,
}

impl<'a> Targets<'a> {
    pub(crate) fn of(book: &'a Book, titles: &'a Titles) -> Self {
        let mut references: BTreeMap<_, Vec<Id>> = BTreeMap::new();
        for (id, record) in book.records() {
            if let Some((_, reference)) = record.field("reference").filter(|(_, field)| field.is_stated()) {
                references.entry((record.kind(), bare(&reference.text()))).or_default().push(id.clone());
            }
        }
        let (taken, said) = (BTreeMap::new(), BTreeSet::new());
        Self { book, titles, references, taken, said, new: BTreeMap::new(), new_references: BTreeMap::new() }
    }

    /// What each row below the headings is about. Ids that rows name are given before those that are made of titles.
    pub(crate) fn find(&mut self, sheets: &[(&'a Table, &'a Matched)], problems: &mut Vec<Problem>) -> Vec<Target<'a>> {
        let rows: Vec<_> = sheets.iter().flat_map(|(table, matched)| asked(table, matched)).collect();
        self.said = rows.iter().filter_map(|asking| Id::new(&asking.says("id")?).ok()).collect();
        let mut found: Vec<(Asking<'a>, Option<Id>)> = Vec::new();
        for asking in rows {
            let decided = asking.kind_said().and_then(|kind| {
                let asking = Asking { kind, ..asking };
                let id = self.named(&asking)?;
                Ok((asking, id))
            });
            match decided {
                Ok(found_now) => found.push(found_now),
                Err(problem) => problems.push(problem),
            }
        }
        let mut targets = Vec::new();
        for (asking, id) in found {
            match id.map_or_else(|| self.made(&asking), Ok) {
                Ok(id) => {
                    let Asking { table, matched, row, kind } = asking;
                    targets.push(Target { table, matched, row, kind, id });
                }
                Err(problem) => problems.push(problem),
            }
        }
        targets
    }

    /// The record that the row names in one way or another; `None` where it is new and has no id of its own.
    fn named(&mut self, asking: &Asking<'_>) -> Result<Option<Id>, Problem> {
        let said = asking.says("id").map(|said| self.id(asking, &said)).transpose()?;
        let there = match said {
            Some(id) if self.book.get(&id).is_some() => Some(id),
            Some(id) => Some(self.new_id(asking, id)?),
            None => self.alike(asking)?,
        };
        let Some(id) = there else { return Ok(None) };
        self.take(asking, &id)?;
        Ok(Some(id))
    }

    /// The record with the reference of the row, else with its title.
    fn alike(&self, asking: &Asking<'_>) -> Result<Option<Id>, Problem> {
        match self.by_reference(asking)? {
            None => self.by_title(asking),
            found => Ok(found),
        }
    }

    /// An id that no record has makes a new record, unless its row looks like one that another row does not name.
    fn new_id(&mut self, asking: &Asking<'_>, id: Id) -> Result<Id, Problem> {
        // What is not plain without the id is plain with it.
        if let Some(stands) = self.alike(asking).ok().flatten().filter(|stands| !self.said.contains(stands)) {
            let what = format!(
                "there is no record {id}, and the row looks like {stands}; type {stands}, or leave the column of ids out"
            );
            return Err(asking.wrong("id", what));
        }
        if let Some(reference) = asking.says("reference") {
            let place = asking.table.row_place(asking.row.number);
            let title = asking.says("title").unwrap_or_default();
            self.new_references.entry((asking.kind, reference)).or_default().push((place, title));
        }
        Ok(id)
    }

    fn id(&self, asking: &Asking<'_>, said: &str) -> Result<Id, Problem> {
        let id = Id::new(said).map_err(|why| asking.wrong("id", why.to_string()))?;
        if let Some(alone) = asking.kind.alone().filter(|alone| *alone != id.as_str()) {
            return Err(
                asking.wrong("id", format!("a store has only one {}, and its id is {alone}", asking.kind.word()))
            );
        }
        let alone = Kind::ALL.into_iter().find(|kind| kind.alone() == Some(id.as_str()));
        match self.book.kind(&id) {
            Some(kind) if kind != asking.kind => {
                Err(asking.wrong("id", format!("{id} is {}, and this row is {}", kind.one(), asking.kind.one())))
            }
            None if self.book.has(&id) => {
                Err(asking.wrong("id", format!("the file of {id} cannot be read; csp check tells what to mend")))
            }
            None if alone.is_some_and(|kind| kind != asking.kind) => {
                Err(asking.wrong("id", format!("{id} is an id that every store has already; type another")))
            }
            _ => Ok(id),
        }
    }

    fn by_reference(&self, asking: &Asking<'_>) -> Result<Option<Id>, Problem> {
        let Some(reference) = asking.says("reference") else { return Ok(None) };
        let known = self.references.get(&(asking.kind, reference.clone())).map_or(&[][..], Vec::as_slice);
        let known: Vec<&Id> = known.iter().filter(|id| !self.is_of_another_meeting(asking, id)).collect();
        match known[..] {
            [] => Ok(None),
            [only] => match asking.says("title").filter(|title| !is_like(title, self.book.title(only))) {
                None => self.shown("reference", asking, only).map(Some),
                Some(title) => {
                    let stands = self.book.title(only);
                    let what = format!(
                        "{reference:?} is the reference of {only} ({stands:?}), and this row is called {title:?}; add a column \
                         id, with {only} if it is that or an id of its own if it is new, or mend the reference"
                    );
                    Err(asking.wrong("reference", what))
                }
            },
            ref several => {
                let ids: Vec<_> = several.iter().map(|id| id.as_str()).collect();
                let what =
                    format!("{reference:?} is the reference of {}; add a column id that says which", ids.join(" and "));
                Err(asking.wrong("reference", what))
            }
        }
    }

    /// Minutes are numbered anew at each meeting.
    fn is_of_another_meeting(&self, asking: &Asking<'_>, id: &Id) -> bool {
        let stated = self.book.get(id).and_then(|record| record.field("meeting")).map(|(_, field)| field.text());
        let Some((said, stated)) = asking.says("meeting").zip(stated.filter(|id| !id.is_empty())) else { return false };
        said != stated && Id::new(&stated).is_ok_and(|id| self.book.title(&id) != said)
    }

    /// A record with another reference is another record, whatever its title.
    fn by_title(&self, asking: &Asking<'_>) -> Result<Option<Id>, Problem> {
        let Some(title) = asking.says("title") else { return Ok(None) };
        let reference = asking.says("reference");
        let is_other = |id: &Id| {
            let stands = self.book.get(id).and_then(|record| record.field("reference"));
            let stands = stands.map(|(_, field)| field.text()).filter(|stands| !stands.trim().is_empty());
            reference.is_some() && stands.is_some()
        };
        let called: Vec<&Id> = self.titles.called(asking.kind, &title).iter().filter(|id| !is_other(id)).collect();
        match called[..] {
            [] => Ok(None),
            [only] => self.shown("title", asking, only).map(Some),
            ref several => {
                let ids: Vec<_> = several.iter().map(|id| id.as_str()).collect();
                Err(asking.wrong(
                    "title",
                    format!("it is the title of {}; add a column id that says which", ids.join(" and ")),
                ))
            }
        }
    }

    /// A record that is archived is changed only by a row that names it by its id.
    fn shown(&self, field: &str, asking: &Asking<'_>, id: &Id) -> Result<Id, Problem> {
        if self.book.get(id).is_some_and(|record| record.archived().is_some()) && !self.said.contains(id) {
            let what = format!("it is that of {id}, which is archived; csp restore {id} brings it back first");
            return Err(asking.wrong(field, what));
        }
        Ok(id.clone())
    }

    /// An id for a new record, of its title.
    fn made(&mut self, asking: &Asking<'_>) -> Result<Id, Problem> {
        // One without a title is no record; its other cells are read all the same, so that all of its mistakes are named.
        let title = asking.says("title");
        if asking.kind.alone().is_some() {
            return Err(asking.wrong("title", format!("a store has only one {}", asking.kind.word())));
        }
        if let Some(fault) = self.unread(asking.kind) {
            let what = format!(
                "{} cannot be read, and the row may be about what is there; csp check tells what to mend, or add a column id, \
                 with an id of its own for what is new",
                fault.path
            );
            return Err(asking.wrong("title", what));
        }
        let place = asking.table.row_place(asking.row.number);
        if let Some(reference) = asking.says("reference") {
            // One minute may ask for several things, but no thing twice.
            let others = self.new_references.entry((asking.kind, reference)).or_default();
            let title = title.clone().unwrap_or_default();
            if let Some((first, _)) = others.iter().find(|(_, other)| is_like(&title, other)) {
                let what = format!(
                    "{first} and {place} are new records with one reference, and look like one thing; leave one out, or \
                     give each an id of its own"
                );
                return Err(asking.wrong("reference", what));
            }
            others.push((place.clone(), title));
        }
        if let Some(title) = &title {
            let key = (asking.kind, title.clone(), asking.says("reference"));
            if let Some(first) = self.new.get(&key) {
                let what = format!(
                    "{first} and {place} are the same new record, with nothing to tell them apart; leave one out"
                );
                return Err(asking.wrong("title", what));
            }
            self.new.insert(key, place.clone());
        }
        let wanted = Id::from_title(&title.unwrap_or_default());
        let is_taken = |id: &Id| {
            self.book.has(id)
                || self.taken.contains_key(id)
                || Kind::ALL.iter().any(|kind| kind.alone() == Some(id.as_str()))
        };
        let numbered = (2..).map(|number| wanted.numbered(number));
        let id = [wanted.clone()].into_iter().chain(numbered).find(|id| !is_taken(id)).unwrap_or(wanted);
        self.taken.insert(id.clone(), place);
        Ok(id)
    }

    /// A file of this kind that cannot be read, or the folder of all of them.
    fn unread(&self, kind: Kind) -> Option<&'a Fault> {
        self.book.faults().iter().find(|fault| fault.path.split('/').next() == kind.folder())
    }

    /// Gives a record to a row; no two rows are about one.
    fn take(&mut self, asking: &Asking<'_>, id: &Id) -> Result<(), Problem> {
        let place = asking.table.row_place(asking.row.number);
        if let Some(first) = self.taken.get(id) {
            let field = ["id", "reference", "title"].into_iter().find(|field| asking.says(field).is_some());
            let what = format!("{first} and {place} are both about {id}; leave one out");
            return Err(asking.wrong(field.unwrap_or("title"), what));
        }
        self.taken.insert(id.clone(), place);
        Ok(())
    }
}

/// The rows below the headings that hold anything that is taken.
fn asked<'a>(table: &'a Table, matched: &'a Matched) -> impl Iterator<Item = Asking<'a>> {
    let is_taken =
        |row: &&Row| matched.columns.iter().any(|it| it.field.is_some() && row.cells.contains_key(&it.place));
    let below = table.rows.iter().filter(|row| row.number > matched.row).filter(is_taken);
    below.map(|row| Asking { table, matched, row, kind: matched.kind })
}

impl Asking<'_> {
    /// The kind that the row says, else that of its sheet.
    fn kind_said(&self) -> Result<Kind, Problem> {
        let Some(said) = self.says("kind") else { return Ok(self.kind) };
        Kind::parse(&said).map_err(|why| self.wrong("kind", why.to_string()))
    }
}

/// Whether two titles may be those of one record: they share a word that says something, or are nearly the same.
fn is_like(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 3);
        words.map(str::to_lowercase).collect()
    };
    let others = words(other);
    words(one).iter().any(|word| others.contains(word)) || strsim::jaro_winkler(one, other) > 0.8
}
