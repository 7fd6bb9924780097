//! What each command does.

use super::{App, Dialog};
use crate::model::{Kind, Record};
use crate::report::Pane;
use crate::tui::change::Change;
use crate::tui::command::Command;
use crate::tui::effect::{Cause, Effect};
use crate::tui::form::Form;
use crate::tui::keymap::Context;
use crate::tui::sheet::Move;

impl App {
    /// Which commands do something where one is, by the kinds of record that they could be about there: the others are no
    /// hints. A pane's are the same on each of its rows, so that they stand still while the cursor moves. How many rows the
    /// overview has depends on the hints below it, so that they cannot depend on the row that the cursor is on.
    pub(crate) fn hinted(&self) -> impl Fn(Command) -> bool + use<> {
        let on_record = self.triage().is_some() || self.trail.here().is_some();
        let is_overview = self.pane == Pane::Overview && !on_record;
        let is_browsing = self.context() == Context::Browse;
        let are_marked = !self.marked().is_empty();
        let record = if on_record { self.chosen().and_then(|id| self.book.kind(&id)) } else { None };
        let pane = self.pane;
        let is_here = move |kind: Kind| match (on_record, pane) {
            (true, _) => record == Some(kind),
            // They list whatever kind there is something to tell of.
            (false, Pane::Quality | Pane::Changes) => true,
            (false, pane) => pane.lists(kind),
        };
        // Of a plan `s` passes the next gate; of several at once it does not.
        let does = move |change: Change, kind: Kind| {
            change.is_for(&Record::blank(kind)) || (change == Change::State && kind == Kind::Plan && !are_marked)
        };
        let is_filtered = self.browse().is_some_and(|browse| !browse.filter_text.is_empty());
        let adds = if on_record { record == Some(Kind::Meeting) } else { pane.adds().is_some() };
        move |command| match command {
            Command::Quick(_) | Command::Mark(_) if is_overview => false,
            Command::Quick(change) => Kind::ALL.into_iter().any(|kind| is_here(kind) && does(change, kind)),
            Command::Add => adds,
            Command::Back => !is_browsing || is_filtered,
            _ => true,
        }
    }

    pub(super) fn command(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::Quit => return Some(Effect::Quit),
            Command::Reload => return Some(self.asked_by_pane().unwrap_or(Effect::Reload)),
            Command::Repaint => return Some(Effect::Repaint),
            Command::Suspend => return Some(Effect::Suspend),
            Command::Save => return self.save(),
            Command::Up => self.moved(Move::Up),
            Command::Down => self.moved(Move::Down),
            Command::Left => self.moved(Move::Left),
            Command::Right => self.moved(Move::Right),
            Command::PageUp => self.moved(Move::Lines(-self.page())),
            Command::PageDown => self.moved(Move::Lines(self.page())),
            Command::First => self.moved(Move::First),
            Command::Last => self.moved(Move::Last),
            Command::NextLink => self.moved(Move::NextWay),
            Command::PreviousLink => self.moved(Move::PreviousWay),
            Command::Open => self.open(),
            Command::Back => self.back(),
            Command::Show(Pane::Changes) if self.pane == Pane::Changes && self.trail.here().is_none() => {
                self.ask_since();
            }
            Command::Show(pane) => return self.show_asking(pane),
            Command::NextPane => return self.step_pane(1),
            Command::PreviousPane => return self.step_pane(Pane::ALL.len() - 1),
            Command::History => return self.ask_history(),
            Command::Sync => return Some(Effect::Sync),
            Command::Versions => self.open_versions(),
            Command::Decide(choice) => return self.decide(choice),
            Command::Filter => self.open_filter(),
            Command::Edit => self.edit(),
            Command::EditText => return self.edit_text(),
            Command::Quick(change) => self.quick(change),
            Command::Triage => self.open_triage(),
            Command::Skip => self.skip(),
            Command::StepBack => self.step_back(),
            Command::TakeUp => return self.take_up(),
            Command::Unfinished => return Some(Effect::ListDrafts),
            Command::AskToDiscard => self.ask_to_discard(),
            Command::DiscardDraft => return self.discard_draft(),
            Command::Find => self.find(),
            Command::Palette => self.palette(),
            Command::Preview => self.preview(),
            Command::Reports => self.open_reports(),
            Command::Import => self.open_import(),
            Command::NameFile => self.name_file(),
            Command::Page => return self.page_text(),
            Command::ToClipboard => return self.to_clipboard(),
            Command::Mark(marking) => self.mark(marking),
            Command::Archive => self.archive(),
            Command::Agree => return self.agree(),
            Command::Roll(step) => self.roll_step(step),
            Command::Undo => return self.undo(Cause::Undo),
            Command::Redo => return self.undo(Cause::Redo),
            Command::Add => self.add(),
            Command::AddAs(adding) => self.add_as(adding),
            Command::Help => self.dialogs.push(Dialog::Help(self.context(), 0)),
            Command::NextField => self.on_form(|form| form.moved(1)),
            Command::PreviousField => self.on_form(|form| form.moved(-1)),
            Command::Enter => return self.enter(),
            Command::TakeTheirs => self.on_form(Form::take_theirs),
            Command::Accept => return self.accept(),
            Command::Discard => {
                self.dialogs.pop();
                self.dialogs.pop();
            }
        }
        None
    }

    pub(super) fn on_form(&mut self, change: impl FnOnce(&mut Form)) {
        if let Some(Dialog::Form(form)) = self.dialogs.last_mut() {
            change(form);
        }
    }
}
