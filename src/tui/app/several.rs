//! One change for all marked records: it is typed once, listed, and done after a yes. Archiving goes the same way.

use super::{App, Dialog, Notice};
use crate::model::text::Line;
use crate::model::{Id, Record, Typing, When};
use crate::tui::browse::Marking;
use crate::tui::change::Change;
use crate::tui::confirm::Confirm;
use crate::tui::effect::{Cause, Effect, Made, Proposed};
use crate::tui::form::{Form, Purpose};

/// What stands as the title of the blank record over which one change for several is typed: no record has it in a form of
/// its own, so that a draft of such a change is known by it.
pub(super) const SEVERAL: &str = "one change for several records";

impl App {
    pub(super) fn mark(&mut self, marking: Marking) {
        let Some(browse) = self.browse_mut() else {
            self.notice = Some(Notice::failure("There are no rows to mark here; choose a pane of records first"));
            return;
        };
        browse.mark(marking);
        let count = browse.marked().len();
        self.notice = Some(Notice::told(match count {
            0 => "Nothing is marked".to_owned(),
            count => format!("{count} marked: the next change is for all of them"),
        }));
    }

    /// Takes the marks off what was changed because it was marked.
    pub(super) fn unmark(&mut self, made: &[Made]) {
        if self.trail.here().is_some() || self.triage().is_some() {
            return;
        }
        if let Some(browse) = self.browse_mut() {
            for made in made {
                browse.unmark(&made.id);
            }
        }
    }

    /// Says how many marks a filter has taken off.
    pub(super) fn tell_what_is_unmarked(&mut self) {
        let unmarked = self.browse_mut().map_or(0, super::Browse::unmarked);
        if unmarked > 0 {
            let marks = if unmarked == 1 { "1 mark was".to_owned() } else { format!("{unmarked} marks were") };
            self.notice = Some(Notice::told(format!("{marks} taken off, with the rows that the filter hides")));
        }
    }

    /// The marked records; none where one record is on screen, which is then the one that is meant.
    pub(crate) fn marked(&self) -> Vec<Id> {
        if self.trail.here().is_some() || self.triage().is_some() {
            return Vec::new();
        }
        self.browse().map(super::Browse::marked).unwrap_or_default()
    }

    /// A frequent change for all marked records: one form, in which nothing stands yet.
    pub(super) fn quick_for_all(&mut self, change: Change, marked: Vec<Id>) {
        if !self.may_write() {
            return;
        }
        let names = change.fields();
        let has = |id: &&Id| self.book.get(id).is_some_and(|record| change.is_for(record));
        let Some(kind) = marked.iter().find(has).and_then(|id| self.book.kind(id)) else {
            self.notice = Some(Notice::failure(format!("None of the marked records has {} to change", change.noun())));
            return;
        };
        let mut blank = Record::blank(kind);
        *blank.title_mut() = Some(Line::new(SEVERAL));
        if let Some(form) = Form::of(Purpose::EditAll(marked), &blank, names) {
            self.open_quick(change, form);
        }
    }

    /// What was typed once, made of each record: it is listed before it is done.
    pub(super) fn confirm_for_all(&mut self, ids: &[Id]) {
        let Some(form) = self.form() else { return };
        let typing = Typing::new(self.today, &self.settings.officer, &self.book);
        let (mut wanted, mut left_out) = (Vec::new(), Vec::new());
        for id in ids {
            let Some(base) = self.book.get(id) else {
                left_out.push(format!("{id}, which is not there any more"));
                continue;
            };
            if let Some(label) = form.lacking(base) {
                left_out.push(format!("{id}: {} has no {label}", base.kind().one()));
                continue;
            }
            match form.made_of(base, &typing) {
                Ok(mine) if mine == *base => left_out.push(format!("{id}, where it is so already")),
                Ok(mine) => wanted.push(Proposed { id: id.clone(), base: base.clone(), mine }),
                Err(why) => left_out.push(format!("{id}: {why}")),
            }
        }
        if wanted.is_empty() {
            self.notice = Some(Notice::failure(format!("Nothing would change. {}", left_out.join("; "))));
            return;
        }
        self.dialogs.push(Dialog::Confirm(Confirm::new(wanted, left_out)));
    }

    /// Hides the marked records, or the chosen one; brings back those that are hidden. It is listed first.
    pub(super) fn archive(&mut self) {
        if !self.may_write() {
            return;
        }
        let mut ids = self.marked();
        if ids.is_empty() {
            ids.extend(self.chosen());
        }
        let (mut wanted, mut left_out) = (Vec::new(), Vec::new());
        for id in ids {
            let Some(base) = self.book.get(&id) else { continue };
            if let Some(why) = base.kind().never_archived() {
                left_out.push(why.to_string());
                continue;
            }
            let mut mine = base.clone();
            let hidden = mine.archived_mut();
            *hidden = if hidden.is_some() { None } else { Some(When::Day(self.today)) };
            wanted.push(Proposed { id, base: base.clone(), mine });
        }
        if wanted.is_empty() {
            self.notice = Some(Notice::failure(if left_out.is_empty() {
                "There is no record here to archive".to_owned()
            } else {
                left_out.join("; ")
            }));
            return;
        }
        self.dialogs.push(Dialog::Confirm(Confirm::new(wanted, left_out)));
    }

    /// Yes to what was listed.
    pub(super) fn agree(&mut self) -> Option<Effect> {
        if self.rolling().is_some() {
            return self.agree_to_roll();
        }
        let Some(Dialog::Confirm(confirm)) = self.dialogs.pop() else { return None };
        Some(match confirm.plan {
            Some(plan) => Effect::Import(plan),
            None => Effect::Save(confirm.wanted, Cause::Change),
        })
    }
}
