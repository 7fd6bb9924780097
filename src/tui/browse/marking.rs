//! The marks of rows: which records the next change is for.

use std::collections::BTreeSet;

use super::Browse;
use crate::model::Id;
use crate::tui::sheet::Move;

/// Which rows are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marking {
    /// The one the cursor is on.
    Row,
    /// From the last one to the one the cursor is on.
    Range,
    /// All that are shown.
    All,
    /// None.
    None,
}

impl Browse {
    /// The marked records, in the order of the rows.
    pub(crate) fn marked(&self) -> Vec<Id> {
        if self.marked.is_empty() {
            return Vec::new();
        }
        let mut seen = BTreeSet::new();
        let ids = self.rows().filter_map(|row| row.id.as_ref());
        ids.filter(|id| self.marked.contains(*id) && seen.insert(*id)).cloned().collect()
    }

    /// How many marks have gone with rows that are no longer in sight, since this was asked last.
    pub(crate) fn unmarked(&mut self) -> usize {
        std::mem::take(&mut self.unmarked)
    }

    /// Marks rows, or takes the marks off where all of them are marked.
    pub(crate) fn mark(&mut self, marking: Marking) {
        let here = self.chosen;
        let of = match marking {
            Marking::Row => here..here + 1,
            Marking::Range => {
                let from = self.last_marked.unwrap_or(here);
                from.min(here)..from.max(here) + 1
            }
            Marking::All => 0..usize::MAX,
            Marking::None => 0..0,
        };
        let ids: BTreeSet<_> =
            self.rows().enumerate().filter(|(at, _)| of.contains(at)).filter_map(|(_, row)| row.id.clone()).collect();
        self.last_marked = Some(here);
        match marking {
            Marking::None => self.marked.clear(),
            Marking::Row | Marking::All if ids.iter().all(|id| self.marked.contains(id)) => {
                self.marked.retain(|marked| !ids.contains(marked));
            }
            _ => self.marked.extend(ids),
        }
        if marking == Marking::Row {
            self.moved(Move::Down);
        }
    }

    /// Takes the mark off a record, if it has one.
    pub(crate) fn unmark(&mut self, id: &Id) {
        self.marked.remove(id);
    }
}
