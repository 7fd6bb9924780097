//! Triage: from record to record, by decisions.

use super::settling::what;
use super::{App, Dialog, Notice};
use crate::tui::effect::{Cause, Saved};
use crate::tui::sheet::{Move, Sheet};
use crate::tui::triage::Triage;
use crate::tui::view;

impl App {
    /// Opens triage, or goes on with the one that a search has interrupted.
    pub(super) fn open_triage(&mut self) {
        let (book, today) = (&self.book, self.today);
        let going_on = self.interrupted.take().map(|mut triage| {
            triage.refresh(book, today);
            triage
        });
        let triage = going_on.unwrap_or_else(|| Triage::new(book, today));
        if triage.is_empty() {
            self.notice = Some(Notice::told("Nothing needs a decision"));
            return;
        }
        self.dialogs.push(Dialog::Triage(triage));
    }

    /// Puts the triage that is going on aside until it is opened again.
    pub(super) fn interrupt_triage(&mut self) {
        let Some(at) = self.dialogs.iter().position(|it| matches!(it, Dialog::Triage(_))) else { return };
        if let Dialog::Triage(triage) = self.dialogs.remove(at) {
            self.interrupted = Some(triage);
            self.notice = Some(Notice::told("t goes on with triage where you were"));
        }
    }

    /// The triage that is going on, whatever stands above it.
    pub(crate) fn triage(&self) -> Option<&Triage> {
        self.dialogs.iter().find_map(|it| if let Dialog::Triage(triage) = it { Some(triage) } else { None })
    }

    pub(super) fn triage_mut(&mut self) -> Option<&mut Triage> {
        triage_in(&mut self.dialogs)
    }

    /// The record that is to be decided on with its reasons, or what was done.
    pub(crate) fn triage_sheet(&self, triage: &Triage) -> Sheet {
        let width = view::record_width(self);
        let record = triage.here().and_then(|id| self.record_sheet(id, width));
        triage.sheet(record, &self.book, width)
    }

    pub(super) fn skip(&mut self) {
        if let Some(triage) = self.triage_mut() {
            triage.skip();
        }
    }

    pub(super) fn step_back(&mut self) {
        if let Some(triage) = self.triage_mut() {
            triage.step_back();
        }
    }

    pub(super) fn moved_in_triage(&mut self, by: Move) {
        let Some(triage) = self.triage() else { return };
        let line = self.triage_sheet(triage).moved(triage.line, by);
        if let Some(triage) = self.triage_mut() {
            triage.line = line;
        }
    }

    /// Out of triage: first what was done is shown.
    pub(super) fn end_triage(&mut self) {
        if self.triage_mut().is_some_and(|triage| !triage.end()) {
            self.dialogs.pop();
        }
    }

    /// Whether a record was put off in triage that still needs a decision: a date that is past or near cannot wait.
    pub(super) fn was_put_off_in_vain(&self, saved: &Saved) -> bool {
        let [made] = &saved.made[..] else { return false };
        let is_late = self.triage().is_some_and(|triage| triage.has_reasons(&made.id));
        saved.cause == Cause::Change && made.fields == ["review"] && is_late
    }

    /// What was saved is what was decided; what was taken back is to be decided again.
    pub(super) fn decided(&mut self, saved: &Saved) {
        let (book, today) = (&self.book, self.today);
        let Some(triage) = triage_in(&mut self.dialogs) else { return };
        for made in &saved.made {
            match saved.cause {
                Cause::Undo => triage.take_back(&made.id),
                Cause::Change | Cause::Decision | Cause::Redo => triage.decide(&made.id, &what(made)),
            }
        }
        if let Some(id) = &saved.kept {
            triage.decide(id, "kept as it was");
        }
        triage.refresh(book, today);
    }
}

/// The triage among these, to change it while the book is looked at.
pub(super) fn triage_in(dialogs: &mut [Dialog]) -> Option<&mut Triage> {
    dialogs.iter_mut().find_map(|it| if let Dialog::Triage(triage) = it { Some(triage) } else { None })
}
