//! What the officer has changed in this session, to take it back and to make it again.
//!
//! Both are ordinary saves of the opposite change, so that what a colleague has changed since stays.

use chrono::NaiveDate;

use super::effect::{Cause, Made, Proposed};
use crate::model::{Id, When};

/// The changes of this session that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub(crate) struct Undo {
    /// An empty one stands for a decision between two versions.
    done: Vec<Vec<Made>>,
    undone: Vec<Vec<Made>>,
    /// Whether the year was rolled, which cannot be taken back, nor what was changed before it.
    is_rolled: bool,
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

    /// It was decided between two versions, which is not taken back.
    pub(crate) fn push_decision(&mut self) {
        self.done.push(Vec::new());
        self.undone.clear();
    }

    /// Whether a decision was the last, which is passed over from now on.
    pub(crate) fn passes_decision(&mut self) -> bool {
        self.done.pop_if(|step| step.is_empty()).is_some()
    }

    /// The year was rolled: what was changed before it stays as the roll has found it.
    pub(crate) fn forget(&mut self) {
        *self = Self { is_rolled: true, ..Self::default() };
    }

    /// Why there is nothing to take back, or to make again.
    pub(crate) fn why_there_is_none(&self, cause: Cause) -> &'static str {
        match (cause, self.is_rolled) {
            (Cause::Redo, false) => "There is nothing to make again in this session",
            (Cause::Redo, true) => "There is nothing to make again since the year was rolled",
            (_, false) => "There is nothing to take back in this session",
            (_, true) => "There is nothing to take back: a roll cannot be, nor what was changed before it",
        }
    }

    /// What has to be saved to take the last change back, or to make the last one again; `None` where there is none.
    pub(crate) fn wanted(&self, cause: Cause, today: NaiveDate) -> Option<Vec<Proposed>> {
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
            Proposed { id: made.id.clone(), base, mine }
        });
        Some(wanted.collect())
    }

    /// The last change was taken back, or made again, in these records. Where that may be done `later` it is still to be
    /// done; elsewhere it cannot be, and is forgotten.
    pub(crate) fn settle(&mut self, cause: Cause, ids: &[Id], later: &[Id]) {
        let (from, to) =
            if cause == Cause::Redo { (&mut self.undone, &mut self.done) } else { (&mut self.done, &mut self.undone) };
        let Some(step) = from.pop() else { return };
        let of = |ids: &[Id]| step.iter().filter(|made| ids.contains(&made.id)).cloned().collect::<Vec<_>>();
        from.extend(Some(of(later)).filter(|step| !step.is_empty()));
        to.extend(Some(of(ids)).filter(|step| !step.is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Record};

    #[test]
    fn what_could_not_be_taken_back_for_a_passing_reason_is_still_to_be_taken_back() {
        let made = |id: &str| Made {
            id: Id::new(id).unwrap(),
            before: None,
            after: Record::blank(Kind::Action),
            fields: Vec::new(),
        };
        let today = NaiveDate::from_ymd_opt(2023, 3, 9).unwrap();
        let mut undo = Undo::default();
        let next = |undo: &Undo, cause| {
            let wanted = undo.wanted(cause, today).unwrap_or_default();
            wanted.iter().map(|wanted| wanted.id.to_string()).collect::<Vec<_>>()
        };
        undo.push(vec![made("older")]);
        undo.push(vec![made("a"), made("b"), made("c")]);

        undo.settle(Cause::Undo, &[], &[made("a").id, made("b").id, made("c").id]);
        assert_eq!(next(&undo, Cause::Undo), ["a", "b", "c"], "and not the older one");
        undo.settle(Cause::Undo, &[made("a").id], &[made("b").id]);

        assert_eq!((next(&undo, Cause::Undo), next(&undo, Cause::Redo)), (vec!["b".to_owned()], vec!["a".to_owned()]));
    }
}
