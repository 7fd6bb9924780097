//! Which column is which field: by its name where that is plain, by a guess that somebody has to confirm, or as told.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Row, Table, letters};
use super::words::{HEADINGS, plain};
use crate::model::display::display;
use crate::model::{Invalid, Kind, Record, nearest};

/// What a column was told to be: `Target date=due`; with nothing behind the sign it is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The heading, or the column's letters.
    pub heading: String,
    /// The field; `None` where the column is left out.
    pub field: Option<String>,
}

impl Told {
    /// Takes `HEADING=FIELD`.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let (heading, field) = text.rsplit_once('=').ok_or_else(|| {
            Invalid::new(format!("{text:?} names no field; type HEADING=FIELD, such as \"Target date=due\""))
        })?;
        let field = field.trim().to_lowercase().replace('-', "_");
        Ok(Self { heading: heading.trim().to_owned(), field: (!field.is_empty()).then_some(field) })
    }
}

/// How a column came to its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Its heading is the field's name or label.
    Named,
    /// It was told.
    Told,
    /// Its heading is a word that may mean the field; somebody has to confirm it.
    Guessed,
    /// It means no field, and what it holds is not taken; somebody has to confirm that.
    Unknown,
}

/// A column that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0.
    pub place: usize,
    /// What stands above it; its letters where nothing does.
    pub heading: String,
    /// The field's name, `id` or `kind`; `None` where it is not taken.
    pub field: Option<&'static str>,
    /// The field's name on screen.
    pub label: &'static str,
    /// How that is known.
    pub how: How,
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The table's name.
    pub sheet: String,
    /// The number of the row of headings.
    pub row: usize,
    /// The kind of a row that does not say it.
    pub kind: Kind,
    /// The columns that hold something below their headings, in order.
    pub columns: Vec<Column>,
}

impl Matched {
    /// The columns that somebody has to confirm.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| matches!(column.how, How::Guessed | How::Unknown))
    }

    /// The place of the column of a field.
    pub(crate) fn place(&self, field: &str) -> Option<usize> {
        self.columns.iter().find(|column| column.field == Some(field)).map(|column| column.place)
    }
}

/// How many rows may stand above the headings.
const ABOVE: usize = 30;

/// Finds the row of headings and what each column is. `kind` is what the rows are where no column says it, and `others` what
/// a column may say.
///
/// # Errors
/// No row holds headings, two columns are one field, or a column is told to be a field that there is not.
pub(crate) fn headings(table: &Table, kind: Kind, others: &[Kind], told: &[Told]) -> Result<Matched, Invalid> {
    let mut known = Known::of([kind].iter().chain(others));
    let best = table.rows.iter().take(ABOVE).max_by_key(|row| (known.count(row, told), usize::MAX - row.number));
    let row = best.filter(|row| known.count(row, told) > 0).ok_or_else(|| no_headings(table))?;
    let kinds = kinds(table, row, kind);
    known = Known::of(&kinds);
    let used = used(table, row);
    let heading = |place: &usize| row.cells.get(place).map(super::table::Cell::heading).unwrap_or_default();
    let mut columns: Vec<Column> = used
        .iter()
        .map(|place| {
            let heading = if heading(place).is_empty() { letters(*place) } else { heading(place).to_owned() };
            Column { place: *place, heading, field: None, label: "", how: How::Unknown }
        })
        .collect();
    take(table, &mut columns, |column| as_told(column, told, &known))?;
    take(table, &mut columns, |column| Ok(known.named(&column.heading).map(|field| (Some(field), How::Named))))?;
    guess(table, &mut columns, &known)?;
    Ok(Matched { sheet: table.name.clone(), row: row.number, kind, columns })
}

fn no_headings(table: &Table) -> Invalid {
    let at = if table.name.is_empty() { String::new() } else { format!("{}: ", table.name) };
    Invalid::new(format!(
        "{at}no row of headings was found among the first {ABOVE}. Next: put the names of the fields, such as Title, Owner \
         and Due, above the columns, or name them with --column \"HEADING=FIELD\""
    ))
}

/// The columns that hold something below the headings.
fn used(table: &Table, headings: &Row) -> BTreeSet<usize> {
    let below = table.rows.iter().filter(|row| row.number > headings.number);
    below.flat_map(|row| row.cells.keys().copied()).collect()
}

/// The kinds that a column of kinds names, else the one of all rows.
fn kinds(table: &Table, headings: &Row, kind: Kind) -> BTreeSet<Kind> {
    let column = headings.cells.iter().find(|(_, cell)| plain(cell.heading()) == "kind").map(|(place, _)| *place);
    let below = table.rows.iter().filter(|row| row.number > headings.number);
    let said = below.filter_map(|row| Kind::parse(row.cells.get(&column?)?.heading()).ok());
    let said: BTreeSet<_> = said.collect();
    if said.is_empty() { [kind].into() } else { said }
}

type Found = Option<(Option<Field>, How)>;

/// Gives columns that have no field yet the one that is found for them. A field has one column.
fn take(
    table: &Table,
    columns: &mut [Column],
    find: impl Fn(&Column) -> Result<Found, Invalid>,
) -> Result<(), Invalid> {
    for at in 0..columns.len() {
        if columns[at].how != How::Unknown {
            continue;
        }
        let Some((field, how)) = find(&columns[at])? else { continue };
        if let Some(field) = field {
            refuse_second(table, columns, &columns[at].heading, field)?;
            (columns[at].field, columns[at].label) = (Some(field.name), field.label);
        }
        columns[at].how = how;
    }
    Ok(())
}

fn refuse_second(table: &Table, columns: &[Column], heading: &str, field: Field) -> Result<(), Invalid> {
    let Some(first) = columns.iter().find(|column| column.field == Some(field.name)) else { return Ok(()) };
    let at = if table.name.is_empty() { String::new() } else { format!("{}: ", display(&table.name)) };
    let (one, other) = (display(&first.heading), display(heading));
    Err(Invalid::new(format!(
        "{at}the columns \"{one}\" and \"{other}\" would both be {}. Next: leave one out with --column \"{other}=\", or \
         name its field with --column \"{other}=FIELD\"",
        field.label
    )))
}

fn as_told(column: &Column, told: &[Told], known: &Known) -> Result<Found, Invalid> {
    let is_meant = |told: &&Told| {
        plain(&told.heading) == plain(&column.heading) || told.heading.eq_ignore_ascii_case(&letters(column.place))
    };
    let Some(told) = told.iter().find(is_meant) else { return Ok(None) };
    let Some(name) = &told.field else { return Ok(Some((None, How::Told))) };
    let field = known.field(name).ok_or_else(|| known.no_such(name))?;
    Ok(Some((Some(field), How::Told)))
}

/// Gives what is left the fields that its heading may mean and no other column has.
fn guess(table: &Table, columns: &mut [Column], known: &Known) -> Result<(), Invalid> {
    for at in 0..columns.len() {
        if columns[at].how != How::Unknown {
            continue;
        }
        let meant: Vec<Field> = known.guessed(&columns[at].heading);
        let is_free = |field: &&Field| columns.iter().all(|column| column.field != Some(field.name));
        match (meant.iter().find(is_free), meant.first()) {
            (Some(field), _) => {
                (columns[at].field, columns[at].label, columns[at].how) = (Some(field.name), field.label, How::Guessed);
            }
            // A guess gives way to what is named; two guesses need a person.
            (None, Some(field)) => {
                let first = columns.iter().find(|column| column.field == Some(field.name));
                if first.is_some_and(|first| first.how == How::Guessed) {
                    refuse_second(table, columns, &columns[at].heading.clone(), *field)?;
                }
            }
            (None, None) => {}
        }
    }
    Ok(())
}

/// A field by its name in files and on screen; `id` and `kind` are fields here.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    label: &'static str,
}

/// The fields that a column can be.
struct Known {
    fields: BTreeMap<String, Field>,
    names: BTreeMap<&'static str, Field>,
}

impl Known {
    fn of<'a>(kinds: impl IntoIterator<Item = &'a Kind>) -> Self {
        let mut known = Self { fields: BTreeMap::new(), names: BTreeMap::new() };
        for (name, label) in [("id", "Id"), ("kind", "Kind")] {
            known.insert(Field { name, label });
        }
        for kind in kinds {
            let blank = Record::blank(*kind);
            for (about, _) in blank.fields() {
                known.insert(Field { name: about.name, label: about.label });
            }
        }
        known
    }

    fn insert(&mut self, field: Field) {
        self.names.entry(field.name).or_insert(field);
        for words in [field.name, field.label] {
            self.fields.entry(plain(words)).or_insert(field);
        }
    }

    fn field(&self, name: &str) -> Option<Field> {
        self.names.get(name).copied()
    }

    /// The field that has this name or label.
    fn named(&self, heading: &str) -> Option<Field> {
        self.fields.get(&plain(heading)).copied()
    }

    /// The fields that a heading may mean, the likeliest first.
    fn guessed(&self, heading: &str) -> Vec<Field> {
        let words = plain(heading);
        let listed = HEADINGS.iter().find(|(headings, _)| headings.contains(&words.as_str()));
        let listed = listed.into_iter().flat_map(|(_, names)| names.iter()).filter_map(|name| self.field(name));
        // One of what a list holds, or several of what a field holds one of.
        let others = [format!("{words}s"), words.strip_suffix('s').unwrap_or_default().to_owned()];
        let ies = words.strip_suffix('y').map(|stem| format!("{stem}ies"));
        let counted = others.into_iter().chain(ies).filter_map(|words| self.fields.get(&words).copied());
        listed.chain(counted).collect()
    }

    /// How many cells of a row are headings.
    fn count(&self, row: &Row, told: &[Told]) -> usize {
        let is_heading = |heading: &str| {
            let is_told = || told.iter().any(|told| plain(&told.heading) == plain(heading));
            !plain(heading).is_empty()
                && (self.named(heading).is_some() || !self.guessed(heading).is_empty() || is_told())
        };
        row.cells.values().filter(|cell| is_heading(cell.heading())).count()
    }

    fn no_such(&self, name: &str) -> Invalid {
        if let Some(nearest) = nearest(name, self.names.keys().copied()) {
            return Invalid::new(format!("there is no field {name:?} here; did you mean {nearest}?"));
        }
        let names: Vec<_> = self.names.keys().copied().collect();
        Invalid::new(format!("there is no field {name:?} here; there are {}", names.join(", ")))
    }
}
