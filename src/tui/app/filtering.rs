//! The filter of a pane: opening its line, typing into it, and showing at once what it lets through.

use super::{App, Dialog, Notice};
use crate::model::Filter;
use crate::report::Pane;
use crate::tui::terminal::press::{Named, Press};
use crate::tui::typed_line::TypedLine;

/// A filter while it is typed.
pub(crate) struct Filtering {
    /// What stood there before.
    pub(super) before: String,
    /// The filter as it is typed.
    pub(crate) line: TypedLine,
    /// Whether anything was typed yet.
    is_begun: bool,
}

impl Filtering {
    fn over(before: String) -> Self {
        Self { line: TypedLine::new(&before), before, is_begun: false }
    }

    /// A filter that stood there gives way to another one; a blank, or a move within it, goes on with it.
    fn begin(&mut self, first: Option<char>) {
        if !self.is_begun && first.is_some_and(|letter| letter != ' ') {
            self.line = TypedLine::default();
        }
        self.is_begun = true;
    }
}

impl App {
    /// The overview lists nothing of its own, so a filter typed there narrows the actions.
    pub(super) fn open_filter(&mut self) {
        if self.pane == Pane::Overview {
            self.show(Pane::Actions);
        }
        let before = self.browse().map(|browse| browse.filter_text.clone()).unwrap_or_default();
        self.dialogs.push(Dialog::Filter(Filtering::over(before)));
    }

    /// Records of every kind, and at once what is to be found among them.
    pub(super) fn find(&mut self) {
        self.show(Pane::Everything);
        self.narrow(String::clear);
        self.interrupt_triage();
        self.dialogs.push(Dialog::Filter(Filtering::over(String::new())));
    }

    /// A key for the filter.
    pub(super) fn type_filter(&mut self, press: Press) {
        let letter = if let (Named::Char(letter), false) = (press.key, press.ctrl) { Some(letter) } else { None };
        self.on_filter(letter, |line| _ = line.press(press));
    }

    /// Pasted text for the filter.
    pub(super) fn paste_filter(&mut self, text: &str) {
        self.on_filter(text.chars().next(), |line| line.paste(text));
    }

    fn on_filter(&mut self, first: Option<char>, change: impl FnOnce(&mut TypedLine)) {
        let Some(Dialog::Filter(filtering)) = self.dialogs.last_mut() else { return };
        filtering.begin(first);
        change(&mut filtering.line);
        let typed = filtering.line.text().to_owned();
        self.narrow(|filter| *filter = typed);
    }

    /// Changes the filter of the pane, and shows what it lets through at once. One that is not understood yet lets
    /// everything through, and what is wrong is said.
    pub(super) fn narrow(&mut self, change: impl FnOnce(&mut String)) {
        let (today, pane) = (self.today, self.pane);
        let Some(browse) = self.panes.get_mut(&pane) else { return };
        change(&mut browse.filter_text);
        let filter = Filter::line(&browse.filter_text, today);
        self.notice = filter.as_ref().err().map(|why| Notice::failure(why.to_string()));
        browse.filter = filter.unwrap_or_default();
        browse.refresh(&self.book, today);
    }

    /// Whether what was typed is a filter; else what is wrong with it is said.
    pub(super) fn is_filter_understood(&mut self) -> bool {
        let typed = self.browse().map(|browse| browse.filter_text.clone()).unwrap_or_default();
        let understood = Filter::line(&typed, self.today);
        self.notice = understood.as_ref().err().map(|why| Notice::failure(why.to_string()));
        understood.is_ok()
    }
}
