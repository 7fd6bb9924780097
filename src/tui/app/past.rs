//! What was: who changed a record and when, what has changed, and which of two versions is to stand.

use super::{App, Dialog, Notice};
use crate::model::{Book, Choice, Id};
use crate::report::{Changes, Pane};
use crate::tui::deciding::Deciding;
use crate::tui::effect::Effect;
use crate::tui::preview::Preview;

impl App {
    /// Asks for the history of the record that is meant.
    pub(super) fn ask_history(&mut self) -> Option<Effect> {
        let id = self.chosen();
        let kind = id.as_ref().and_then(|id| self.book.kind(id).or_else(|| self.book.unreadable(id)));
        let Some((id, kind)) = id.zip(kind) else {
            self.tell_why_nothing_opens();
            return None;
        };
        Some(Effect::History { kind, id })
    }

    pub(super) fn show_history(&mut self, id: &Id, text: &str) {
        let name = format!("{id}-history-{}.txt", self.today);
        self.dialogs.push(Dialog::Preview(Preview::new(name, text)));
    }

    /// What the pane needs that is shown, beside the book. Saves are dated by the clock, whatever day counts as today.
    pub(super) fn asked_by_pane(&self) -> Option<Effect> {
        (self.pane == Pane::Changes).then(|| Effect::Changes { clock: (self.settings.calendar.clock)().date() })
    }

    pub(super) fn show_changes(&mut self, book: Book, changes: Changes) {
        self.take(Some(book));
        if let Some(browse) = self.panes.get_mut(&Pane::Changes) {
            browse.take_changes(changes);
        }
        self.refresh();
    }

    /// Shows both versions of the record that is meant, where another waits.
    pub(super) fn open_versions(&mut self) {
        let Some(id) = self.chosen() else { return self.tell_why_nothing_opens() };
        match Deciding::of(&self.book, &id) {
            Some(deciding) => self.dialogs.push(Dialog::Deciding(Box::new(deciding))),
            None => self.notice = Some(Notice::told(format!("No other version of {id} waits for a decision"))),
        }
    }

    pub(super) fn decide(&mut self, choice: Choice) -> Option<Effect> {
        if !self.may_write() {
            return None;
        }
        let Some(Dialog::Deciding(deciding)) = self.dialogs.last() else { return None };
        Some(Effect::Decide { version: Box::new(deciding.version.clone()), choice })
    }

    /// A version was decided on: the next one of that record, or none.
    pub(super) fn next_version(&mut self) {
        let Some(Dialog::Deciding(deciding)) = self.dialogs.last() else { return };
        let id = deciding.version.id.clone();
        self.dialogs.pop();
        if let Some(next) = Deciding::of(&self.book, &id) {
            self.dialogs.push(Dialog::Deciding(Box::new(next)));
        }
    }
}
