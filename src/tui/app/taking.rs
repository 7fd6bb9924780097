//! Taking in the book as it is now, with nothing moved under the officer's hands.

use super::App;
use crate::model::{Book, Id};
use crate::report::{Pane, summarise};
use crate::tui::view;

impl App {
    /// Takes the book as it is now. The cursor stays on its record, and on a record's line while that is there.
    pub(super) fn take(&mut self, book: Option<Book>) {
        let Some(book) = book else { return };
        let pointed_at = self.pointed_at();
        let line = self.line_of_record();
        self.book = book;
        self.today = self.settings.calendar.today(&self.book);
        self.summary = summarise(&self.book, self.today);
        self.trail.keep(&self.book);
        self.refresh();
        self.refresh_roll();
        self.point_at_again(pointed_at.as_ref());
        if let Some((words, before)) = line {
            self.find_line_of_record(&words, before);
        }
    }

    /// Puts the cursor of the overview back on the record it was on, wherever that stands now.
    pub(super) fn point_at_again(&mut self, pointed_at: Option<&Id>) {
        if let (Pane::Overview, Some(id)) = (self.pane, pointed_at) {
            let (sheet, before) = self.overview();
            self.overview = sheet.stop_at(id, before).unwrap_or(before);
        }
    }

    /// The words of the line of the record that the cursor is on, and the line's number.
    fn line_of_record(&self) -> Option<(String, usize)> {
        let (id, stop) = self.trail.here()?;
        let sheet = self.record_sheet(id, view::record_width(self))?;
        Some((sheet.words(stop)?, stop))
    }

    fn find_line_of_record(&mut self, words: &str, before: usize) {
        let Some((id, _)) = self.trail.here() else { return };
        let sheet = self.record_sheet(id, view::record_width(self));
        if let Some(stop) = sheet.and_then(|sheet| sheet.stop_with(words, before)) {
            self.trail.choose(stop);
        }
    }
}
