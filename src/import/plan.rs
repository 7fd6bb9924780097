//! What a file would change, and everything that is wrong with it, before anything is written.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use super::cells::Reading;
use super::headings::{Matched, Told, headings};
use super::links::Titles;
use super::rows::{Meaning, Rows};
use super::table::{Row, Table};
use super::target::{Target, Targets};
use crate::model::text::Line;
use crate::model::{Book, Id, Invalid, Kind, Record, Typing, changed};

/// How a file is to be taken.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// What its rows are, whatever the file says.
    pub kind: Option<Kind>,
    /// The one sheet that is meant.
    pub sheet: Option<String>,
    /// What columns were told to be.
    pub columns: Vec<Told>,
    /// What cells were told to mean.
    pub values: Vec<Meaning>,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Who brings it in.
    pub author: &'a str,
}

impl<'a> Options<'a> {
    /// A file taken as it is, on a day by an officer.
    pub fn plain(today: NaiveDate, author: &'a str) -> Self {
        Self { kind: None, sheet: None, columns: Vec::new(), values: Vec::new(), today, author }
    }
}

/// What a file would change.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The sheets that are taken, with their columns.
    pub sheets: Vec<Matched>,
    /// The sheets that are not.
    pub left: Vec<String>,
    /// The records that would be added or changed, in the order of their rows.
    pub changes: Vec<Planned>,
    /// The rows that say what the store says already.
    pub unchanged: usize,
    /// Everything that is wrong; where anything is, nothing of the file is to be taken.
    pub problems: Vec<Problem>,
}

/// A record that would be added or changed.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its id.
    pub id: Id,
    /// The record as it stands; `None` for a new one.
    pub before: Option<Record>,
    /// The record as it would stand.
    pub record: Record,
    /// The fields that would change, in order.
    pub fields: Vec<&'static str>,
}

/// Something that is wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The cell or the row: `Actions!F12 (Due)`.
    pub place: String,
    /// What is wrong, and what to type.
    pub what: String,
    /// The sheet, the row and the column, for the order.
    order: (String, usize, Option<usize>),
}

impl Problem {
    pub(crate) fn new(table: &Table, matched: &Matched, row: &Row, column: Option<usize>, what: String) -> Self {
        let named = column.and_then(|place| matched.columns.iter().find(|column| column.place == place));
        let place = match named {
            Some(column) => format!("{} ({})", table.place(row.number, column.place), column.heading),
            None => table.row_place(row.number),
        };
        Self { place, what, order: (table.name.clone(), row.number, column) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl Plan {
    /// Whether somebody has to confirm what columns are, or that some are not taken.
    pub fn is_unconfirmed(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.unconfirmed().next().is_some())
    }

    /// How many records would be added.
    pub fn added(&self) -> usize {
        self.changes.iter().filter(|planned| planned.before.is_none()).count()
    }
}

/// Compares tables with a book. Which records rows are about is found first, so that links to those of the same file lead
/// somewhere; then every cell is read.
///
/// # Errors
/// No table can be taken at all: there is no such sheet, no headings are found, or it is not plain what a column is.
pub fn plan(book: &Book, tables: &[Table], options: &Options<'_>) -> Result<Plan, Invalid> {
    let (taken, left) = chosen(tables, options)?;
    let mut sheets = Vec::new();
    for table in &taken {
        let named = Kind::parse(&table.name).ok();
        let kind = options.kind.or(named).unwrap_or(Kind::Action);
        // Without a kind that was asked for, a column may say any.
        let others: &[Kind] = if options.kind.is_none() && named.is_none() { &Kind::ALL } else { &[] };
        sheets.push(headings(table, kind, others, &options.columns)?);
    }
    all_told_are_there(&sheets, &options.columns)?;
    let mut problems = Vec::new();
    let titles = Titles::of(book);
    let pairs: Vec<_> = taken.iter().copied().zip(&sheets).collect();
    let targets = Targets::of(book, &titles).find(&pairs, &mut problems);
    let with_new = with_new(book, &targets);
    let titles = Titles::of(&with_new);
    let typing = Typing::new(options.today, options.author, &with_new);
    let reading = Reading { book: &with_new, titles: &titles, typing };
    let rows = Rows { reading, asked: options.kind, values: &options.values };
    let (mut changes, mut unchanged) = (Vec::new(), 0);
    for target in &targets {
        let before = book.get(&target.id).cloned();
        let record = rows.record(target, before.as_ref(), &mut problems);
        let fields = changed(&before.clone().unwrap_or_else(|| Record::blank(target.kind)), &record);
        if fields.is_empty() {
            unchanged += 1;
        } else {
            changes.push(Planned { id: target.id.clone(), before, record, fields });
        }
    }
    drop(pairs);
    let sheet = |problem: &Problem| sheets.iter().position(|sheet| sheet.sheet == problem.order.0);
    problems.sort_by_cached_key(|problem| (sheet(problem), problem.order.1, problem.order.2));
    Ok(Plan { sheets, left, changes, unchanged, problems })
}

/// The tables that are meant, and the names of the others: the sheet that was named, else those that are called as a kind
/// is, else the first that holds anything.
fn chosen<'t>(tables: &'t [Table], options: &Options<'_>) -> Result<(Vec<&'t Table>, Vec<String>), Invalid> {
    let full: Vec<&Table> = tables.iter().filter(|table| !table.rows.is_empty()).collect();
    let those =
        |wanted: &dyn Fn(&Table) -> bool| full.iter().copied().filter(|table| wanted(table)).collect::<Vec<_>>();
    let mut taken = those(&|table| match &options.sheet {
        Some(name) => table.name.eq_ignore_ascii_case(name.trim()),
        None => Kind::parse(&table.name).is_ok(),
    });
    if taken.is_empty() && options.sheet.is_none() {
        taken.extend(full.first());
    }
    if taken.is_empty() {
        let names: Vec<_> = full.iter().map(|table| format!("{:?}", table.name)).collect();
        return Err(match &options.sheet {
            Some(name) if !names.is_empty() => Invalid::new(format!(
                "there is no sheet {name:?} that holds anything. Next: name one of {}",
                names.join(", ")
            )),
            _ => Invalid::new("the file holds no rows. Next: look whether it is the file that is meant"),
        });
    }
    let is_taken = |table: &&&Table| taken.iter().any(|taken| taken.name == table.name);
    let left = full.iter().filter(|table| !is_taken(table)).map(|table| table.name.clone()).collect();
    Ok((taken, left))
}

fn all_told_are_there(sheets: &[Matched], told: &[Told]) -> Result<(), Invalid> {
    use super::headings::How;
    let is_there = |told: &&Told| {
        let is_meant = |heading: &str, place: usize| {
            super::words::plain(heading) == super::words::plain(&told.heading)
                || super::table::letters(place).eq_ignore_ascii_case(&told.heading)
        };
        let mut columns = sheets.iter().flat_map(|sheet| &sheet.columns);
        columns.any(|column| column.how == How::Told && is_meant(&column.heading, column.place))
    };
    match told.iter().find(|told| !is_there(told)) {
        None => Ok(()),
        Some(missing) => {
            let columns = sheets.iter().flat_map(|sheet| &sheet.columns);
            let headings: Vec<_> = columns.map(|column| format!("{:?}", column.heading)).collect();
            let (heading, headings) = (&missing.heading, headings.join(", "));
            Err(Invalid::new(format!(
                "there is no column {heading:?} that holds anything. Next: name one of {headings}"
            )))
        }
    }
}

/// The book with the new records, as far as links need them: what they are and what they are called.
fn with_new(book: &Book, targets: &[Target<'_>]) -> Book {
    let mut records: BTreeMap<Id, Record> = book.records().map(|(id, record)| (id.clone(), record.clone())).collect();
    for target in targets.iter().filter(|target| book.get(&target.id).is_none()) {
        let mut record = Record::blank(target.kind);
        let title = target.matched.place("title").and_then(|place| target.row.cells.get(&place));
        let title = title.and_then(|cell| super::cells::text(cell, crate::model::datum::Shape::Line).ok());
        *record.title_mut() = title.map(|title| Line::new(title.trim()));
        records.insert(target.id.clone(), record);
    }
    Book::new(records, book.faults().to_vec())
}
