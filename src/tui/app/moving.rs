//! Moving about: the cursor, from record to record, from pane to pane, and back.

use super::{App, Dialog, Notice};
use crate::model::Id;
use crate::report::Pane;
use crate::tui::browse::{Browse, Marking};
use crate::tui::effect::Effect;
use crate::tui::help;
use crate::tui::sheet::Move;
use crate::tui::view;

impl App {
    pub(super) fn page(&self) -> isize {
        isize::try_from(usize::from(self.size.1.saturating_sub(4)).max(1)).unwrap_or(1)
    }

    pub(super) fn moved(&mut self, by: Move) {
        if let Some(pick) = self.dialogs.last_mut().and_then(Dialog::pick_mut) {
            return pick.go(by);
        }
        match self.dialogs.last_mut() {
            Some(Dialog::Help(context, chosen)) => {
                *chosen = help::sheet(*context, usize::from(self.size.0)).moved(*chosen, by);
            }
            Some(Dialog::Form(form)) => {
                if let Move::Lines(lines) = by {
                    form.moved(lines);
                }
            }
            Some(Dialog::Preview(preview)) => {
                preview.chosen = preview.sheet(usize::from(self.size.0)).moved(preview.chosen, by);
            }
            Some(Dialog::Confirm(confirm)) => {
                confirm.chosen = confirm.sheet(usize::from(self.size.0)).moved(confirm.chosen, by);
            }
            Some(Dialog::Unfinished(unfinished)) => {
                unfinished.chosen = unfinished.sheet(usize::from(self.size.0)).moved(unfinished.chosen, by);
            }
            Some(Dialog::Deciding(deciding)) => {
                deciding.chosen = deciding.sheet(&self.book, usize::from(self.size.0)).moved(deciding.chosen, by);
            }
            Some(Dialog::Triage(_)) => self.moved_in_triage(by),
            Some(Dialog::Rolling(_)) => self.moved_in_roll(by),
            Some(Dialog::Filter(_)) | None => self.move_below(by),
            Some(_) => {}
        }
    }

    fn move_below(&mut self, by: Move) {
        if let Some((id, stop)) = self.trail.here() {
            let width = view::record_width(self);
            let moved = self.record_sheet(id, width).map_or(0, |sheet| sheet.moved(stop, by));
            self.trail.choose(moved);
            return;
        }
        if let Some(browse) = self.browse_mut() {
            browse.moved(by);
            return;
        }
        let (sheet, chosen) = self.overview();
        self.overview = sheet.moved(chosen, by);
    }

    pub(super) fn open(&mut self) {
        let way = match self.trail.here() {
            Some((id, stop)) => {
                let width = view::record_width(self);
                self.record_sheet(id, width).and_then(|sheet| sheet.way(stop).cloned())
            }
            None => self.pointed_at(),
        };
        match way {
            Some(id) if self.book.get(&id).is_some() => self.trail.follow(id),
            Some(id) => self.tell_it_is_unreadable(&id),
            None => self.tell_why_nothing_opens(),
        }
    }

    pub(super) fn tell_it_is_unreadable(&mut self, id: &Id) {
        let why = match self.book.unreadable(id) {
            Some(kind) => {
                format!("{} cannot be read as a record. E opens it in your editor, to mend it", kind.path(id))
            }
            None => format!("{id} cannot be opened: there is no such record, or its file cannot be read"),
        };
        self.notice = Some(Notice::failure(why));
    }

    /// Why there is no record where the cursor is: no row is shown, or the row is of a file that no id leads to.
    pub(super) fn tell_why_nothing_opens(&mut self) {
        if self.trail.here().is_some() {
            return;
        }
        let browse = self.browse();
        if let Some(next) = browse.filter(|_| self.pane == Pane::Quality).and_then(Browse::chosen_next) {
            self.notice = Some(Notice::failure(format!("There is no record to open here. Next: {next}")));
            return;
        }
        let shown = browse.map(|browse| (browse.counts().0, browse.filter_text.is_empty()));
        let words = match shown {
            Some((0, false)) => "There is no record here: nothing matches the filter. Esc shows everything again",
            _ => "There is no record here",
        };
        self.notice = Some(Notice::failure(words));
    }

    /// One step back: out of what stands above, then to the record before, then to everything without the filter, then
    /// to the overview. What was typed is never lost.
    pub(super) fn back(&mut self) {
        match self.dialogs.last() {
            Some(Dialog::Form(form)) if form.is_typed() => self.dialogs.push(Dialog::Ask),
            Some(Dialog::Filter(filtering)) => {
                let before = filtering.before.clone();
                self.dialogs.pop();
                let now = self.browse().map(|browse| browse.filter_text.clone()).unwrap_or_default();
                self.narrow(|filter| *filter = if now == before { String::new() } else { before });
            }
            Some(Dialog::Triage(_)) => self.end_triage(),
            Some(Dialog::Unfinished(unfinished)) if unfinished.asks => self.keep_draft(),
            Some(Dialog::Pick(_)) => self.leave_pick(),
            Some(Dialog::Rolling(_)) => self.back_in_roll(),
            Some(Dialog::Confirm(confirm)) => {
                self.notice = confirm.left().map(Notice::told);
                self.dialogs.pop();
            }
            Some(_) => drop(self.dialogs.pop()),
            None if self.trail.here().is_some() => self.trail.back(),
            None if !self.marked().is_empty() => self.mark(Marking::None),
            None if self.browse().is_some_and(|browse| !browse.filter_text.is_empty()) => self.narrow(String::clear),
            None => self.show(Pane::Overview),
        }
    }

    /// Out of a list to pick from: what was typed that could be taken goes into the field; a form of one change in which
    /// nothing was typed closes with it.
    fn leave_pick(&mut self) {
        let Some(Dialog::Pick(pick)) = self.dialogs.pop() else { return };
        let Some(Dialog::Form(form)) = self.dialogs.last_mut() else { return };
        if let Some(words) = pick.own_words() {
            form.picked(words);
        } else if form.is_quick() && !form.is_typed() {
            self.dialogs.pop();
        }
    }

    pub(super) fn show(&mut self, pane: Pane) {
        self.trail.clear();
        self.pane = pane;
        self.refresh();
    }

    /// The same, with what the pane has to ask for.
    pub(super) fn show_asking(&mut self, pane: Pane) -> Option<Effect> {
        self.show(pane);
        self.asked_by_pane()
    }

    pub(super) fn step_pane(&mut self, by: usize) -> Option<Effect> {
        let at = Pane::ALL.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        self.show_asking(Pane::ALL[(at + by) % Pane::ALL.len()])
    }
}
