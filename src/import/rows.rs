//! The record that a row makes: each cell read into its field.

use super::cells::Reading;
use super::plan::Problem;
use super::table::Cell;
use super::target::Target;
use super::words::plain;
use crate::model::kinds::Action;
use crate::model::text::{Line, spelt};
use crate::model::{Invalid, Kind, OfKind, Record, When};

/// What every cell that says so was told to mean: `On track=in progress`; with nothing behind the sign it is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What the cell says.
    pub said: String,
    /// What is meant.
    pub meant: String,
}

impl Meaning {
    /// Takes `SAID=MEANT`.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let (said, meant) = text.split_once('=').filter(|(said, _)| !plain(said).is_empty()).ok_or_else(|| {
            Invalid::new(format!("{text:?} gives no meaning; type SAID=MEANT, such as \"On track=in progress\""))
        })?;
        Ok(Self { said: plain(said), meant: meant.trim().to_owned() })
    }
}

/// How rows are read.
pub(crate) struct Rows<'a> {
    pub(crate) reading: Reading<'a>,
    /// The kind that was asked for, whatever a row says.
    pub(crate) asked: Option<Kind>,
    pub(crate) values: &'a [Meaning],
}

impl Rows<'_> {
    /// The record that a row makes, the title first; what is wrong with its cells goes to the problems.
    pub(crate) fn record(&self, target: &Target<'_>, before: Option<&Record>, problems: &mut Vec<Problem>) -> Record {
        let Target { table, matched, row, kind, .. } = target;
        let mut record = before.cloned().unwrap_or_else(|| Record::blank(*kind));
        let mut columns: Vec<_> = matched.columns.iter().filter_map(|column| Some((column.field?, column))).collect();
        columns.sort_by_key(|(field, _)| *field != "title");
        if before.is_none() {
            // Stands in for the title until that is read, since no other field is taken without one.
            *record.title_mut() = Some(Line::new("…"));
            if matched.place("title").is_none_or(|place| !row.cells.contains_key(&place)) {
                let what = format!("{} needs a title; this row has none", kind.one());
                problems.push(Problem::new(table, matched, row, None, what));
            }
        }
        let mut wrong = |place, what| problems.push(Problem::new(table, matched, row, Some(place), what));
        for (field, column) in columns {
            let place = column.place;
            let Some(cell) = row.cells.get(&place).and_then(|cell| self.meant(field, cell)) else { continue };
            match field {
                "id" => {}
                "title" if matched.place("id").is_none() && is_spelt_so(&record, &cell) => {}
                "kind" => {
                    if let Some(asked) = self.asked.filter(|asked| asked != kind) {
                        wrong(place, format!("it says {}, and --kind says {}", kind.one(), asked.one()));
                    }
                }
                _ if record.field(field).is_none() => {
                    wrong(place, format!("{} has no {}; leave the cell empty", kind.one(), column.label));
                }
                _ => match self.put(&record, field, &cell, matched.place("revised_due").is_some()) {
                    Ok(read) => record = read,
                    Err(what) => wrong(place, what),
                },
            }
        }
        record
    }

    /// What a cell means; nothing where it was told to be passed over. Titles and ids stand for themselves.
    fn meant(&self, field: &str, cell: &Cell) -> Option<Cell> {
        let Cell::Words(words) = cell else { return Some(cell.clone()) };
        let told =
            self.values.iter().find(|told| !matches!(field, "id" | "kind" | "title") && told.said == plain(words));
        told.map_or_else(|| Some(cell.clone()), |told| Cell::words(&told.meant))
    }

    /// The record with a cell in a field. The date by which an action was to be done stays: where the file has no column
    /// for a later one, another date is the revised one.
    fn put(&self, record: &Record, field: &'static str, cell: &Cell, tells_revised: bool) -> Result<Record, String> {
        let mut read = record.clone();
        self.reading.put(&mut read, field, cell)?;
        let due = |record: &Record| Action::of(record).and_then(|it| it.due.clone());
        let has_moved = |due: When| Some(due) != Action::of(&read).and_then(|it| it.due.clone());
        if field != "due" || tells_revised || !due(record).is_some_and(has_moved) {
            return Ok(read);
        }
        let mut moved = record.clone();
        self.reading.put(&mut moved, "revised_due", cell)?;
        Ok(moved)
    }
}

/// Whether a record is called so already, but for capitals and blanks.
fn is_spelt_so(record: &Record, cell: &Cell) -> bool {
    matches!(cell, Cell::Words(words) if spelt(words) == spelt(record.title()))
}
