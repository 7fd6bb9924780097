//! What the officer has changed in this session, to take it back and to make it again.
//!
//! Both are ordinary saves of the opposite change, so that what a colleague has changed since stays.

use chrono::NaiveDate;

use super::effect::{Cause, Made, Wanted};
use crate::model::{Id, When};

/// The changes of this session that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub(crate) struct Undo {
    done: Vec<Vec<Made>>,
    undone: Vec<Vec<Made>>,
}

impl Undo {
    /// A change was saved. What was taken back before it can no longer be made again.
    pub(crate) fn push(&mut self, made: Vec<Made>) {
        let made: Vec<_> = made.into_iter().filter(|it| it.before.is_none() || !it.fields.is_empty()).collect();
        if !made.is_empty() {
            self.done.push(made);
            self.undone.clear();
        }
    }

    /// What has to be saved to take the last change back, or to make the last one again; `None` where there is none.
    pub(crate) fn wanted(&self, cause: Cause, today: NaiveDate) -> Option<Vec<Wanted>> {
        let step = if cause == Cause::Redo { self.undone.last() } else { self.done.last() }?;
        let wanted = step.iter().map(|made| {
            let before = made.before.clone().unwrap_or_else(|| {
                // Nothing is ever removed: what was added is hidden.
                let mut hidden = made.after.clone();
                *hidden.archived_mut() = Some(When::Day(today));
                hidden
            });
            let (base, mine) =
                if cause == Cause::Redo { (before, made.after.clone()) } else { (made.after.clone(), before) };
            Wanted { id: made.id.clone(), base, mine }
        });
        Some(wanted.collect())
    }

    /// The last change was taken back, or made again, in these records; where it could not be, it is forgotten.
    pub(crate) fn settle(&mut self, cause: Cause, ids: &[Id]) {
        let (from, to) =
            if cause == Cause::Redo { (&mut self.undone, &mut self.done) } else { (&mut self.done, &mut self.undone) };
        let Some(mut step) = from.pop() else { return };
        step.retain(|made| ids.contains(&made.id));
        if !step.is_empty() {
            to.push(step);
        }
    }
}
