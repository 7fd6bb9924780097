//! What was: who changed a record and when, what has changed, and which of two versions is to stand.

use chrono::NaiveDate;

use super::{App, Dialog, Notice};
use crate::model::{Book, Choice, Id};
use crate::report::{Changes, Pane, Since};
use crate::tui::deciding::Deciding;
use crate::tui::effect::Effect;
use crate::tui::naming::{NamedFor, Naming};
use crate::tui::preview::Preview;
use crate::tui::typed_line::TypedLine;

impl App {
    /// Asks for the history of the record that is meant.
    pub(super) fn ask_history(&mut self) -> Option<Effect> {
        let id = self.chosen();
        let kind = id.as_ref().and_then(|id| self.book.kind(id).or_else(|| self.book.unreadable(id)));
        let Some((id, kind)) = id.zip(kind) else {
            self.tell_why_nothing_opens();
            return None;
        };
        let title = self.book.get(&id).map_or_else(|| id.to_string(), |record| record.title().to_owned());
        Some(Effect::History { kind, id, title })
    }

    pub(super) fn show_history(&mut self, id: &Id, text: &str) {
        let name = format!("{id}-history-{}.txt", self.today);
        self.dialogs.push(Dialog::Preview(Preview::new(name, text)));
    }

    /// What the pane needs that is shown, beside the book: the changes since the day that was named, else since the last
    /// meeting.
    pub(super) fn asked_by_pane(&self) -> Option<Effect> {
        let since = || self.since.clone().unwrap_or_else(|| Since::usual(&self.book, None, self.clock_day()));
        (self.pane == Pane::Changes).then(|| Effect::Changes(since()))
    }

    /// The day by the clock, by which saves are dated whatever day counts as today.
    fn clock_day(&self) -> NaiveDate {
        (self.settings.calendar.clock)().date()
    }

    /// Asks since when is to be told what has changed.
    pub(super) fn ask_since(&mut self) {
        self.dialogs.push(Dialog::Name(Naming { typed: TypedLine::default(), purpose: NamedFor::Since }));
        self.notice =
            Some(Notice::told("9 mar, 3 weeks ago, or the beginning of a meeting's id; Enter alone: the last meeting"));
    }

    /// Takes the day or the meeting that was typed.
    pub(super) fn take_since(&mut self) -> Option<Effect> {
        let Some(Dialog::Name(naming)) = self.dialogs.last() else { return None };
        let typed = naming.typed.text().trim().to_owned();
        self.dialogs.pop();
        match (!typed.is_empty()).then(|| Since::named(&self.book, &typed, self.clock_day())).transpose() {
            Ok(since) => self.since = since,
            Err(why) => {
                self.name_again(NamedFor::Since, &typed, why.to_string());
                return None;
            }
        }
        self.asked_by_pane()
    }

    pub(super) fn show_changes(&mut self, book: Book, changes: Result<Changes, String>) {
        self.take(Some(book));
        if let Some(browse) = self.panes.get_mut(&Pane::Changes) {
            browse.take_changes(changes);
        }
        self.refresh();
    }

    /// Shows both versions of the record that is meant, where another waits.
    pub(super) fn open_versions(&mut self) {
        let Some(id) = self.chosen() else { return self.tell_why_nothing_opens() };
        if let Some(deciding) = Deciding::of(&self.book, &id, &self.settings.officer) {
            self.dialogs.push(Dialog::Deciding(Box::new(deciding)));
            return;
        }
        let elsewhere = if self.book.versions().is_empty() { "" } else { "; 0 lists those that do" };
        self.notice = Some(Notice::told(format!("No other version of {id} waits for a decision{elsewhere}")));
    }

    pub(super) fn decide(&mut self, choice: Choice) -> Option<Effect> {
        if !self.may_write() {
            return None;
        }
        let Some(Dialog::Deciding(deciding)) = self.dialogs.last() else { return None };
        let version = Box::new(deciding.version.clone());
        let seen = Box::new(version.seen_in(&self.book).clone());
        Some(Effect::Decide { version, seen, choice })
    }

    /// A version was decided on: the next one of that record, or none.
    pub(super) fn next_version(&mut self) {
        let Some(Dialog::Deciding(deciding)) = self.dialogs.last() else { return };
        let id = deciding.version.id.clone();
        self.dialogs.pop();
        if let Some(next) = Deciding::of(&self.book, &id, &self.settings.officer) {
            self.dialogs.push(Dialog::Deciding(Box::new(next)));
        }
    }
}
