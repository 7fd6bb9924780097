//! Two versions of a record side by side, of which one is to stand.

use super::look::Tone;
use super::sheet::{Piece, Sheet};
use crate::model::display::NOT_STATED;
use crate::model::{Book, Id, Version};
use crate::report::wrapped_to;

/// Another version of a record that is to be decided on.
#[derive(Clone, Debug)]
pub(crate) struct Deciding {
    pub(crate) version: Version,
    /// How many more versions of the record wait.
    more: usize,
    /// The chosen line.
    pub(crate) chosen: usize,
    /// Whose the other version is, to this officer.
    whose: String,
}

impl Deciding {
    /// The first other version of a record that waits; `None` where none does.
    pub(crate) fn of(book: &Book, id: &Id, officer: &str) -> Option<Self> {
        let mut waiting = book.versions().iter().filter(|version| version.id == *id);
        let version = waiting.next()?.clone();
        Some(Self { whose: version.whose_to(officer).to_owned(), version, more: waiting.count(), chosen: 0 })
    }

    /// The fields that both set, each with both values in full.
    pub(crate) fn sheet(&self, book: &Book, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let id = &self.version.id;
        let mut text = |words: &str, indent: usize, tone: Tone| {
            for line in wrapped_to(words, width.saturating_sub(indent + 1)) {
                sheet.line([Piece::toned(format!("{:indent$}{line}", ""), tone).stop()]);
            }
        };
        let Some(record) = book.get(id) else {
            text(&format!("Two officers set the same in {id}"), 1, Tone::Heading);
            text("The record cannot be read now, so nothing can be decided. E opens it, to mend it", 1, Tone::Plain);
            return sheet;
        };
        let differences = self.version.differences(record);
        let what: Vec<_> = differences.iter().map(|it| it.label).collect();
        let what = if what.is_empty() { "the same".to_owned() } else { what.join(" and ") };
        text(&format!("Two officers set {what} in {} ({id})", book.title(id)), 1, Tone::Heading);
        if differences.len() > 1 {
            text(&format!("m and t decide these {} together", differences.len()), 1, Tone::Plain);
        }
        for it in &differences {
            text(it.label, 1, Tone::Heading);
            let stated = |value: &'_ str| if value.is_empty() { NOT_STATED.to_owned() } else { value.to_owned() };
            text(&format!("m keeps what stands here: {}", stated(&it.mine)), 3, Tone::Plain);
            text(&format!("t takes what {} set: {}", self.whose, stated(&it.theirs)), 3, Tone::Plain);
        }
        if differences.is_empty() {
            text("They differ no more: m puts the other version away", 1, Tone::Plain);
        }
        if self.more > 0 {
            text(&format!("{} more of this record to decide on after it", self.more), 1, Tone::Plain);
        }
        sheet
    }
}
