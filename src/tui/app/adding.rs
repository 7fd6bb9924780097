//! Adding a record: of the pane's kind, or what arises from a meeting.

use super::{App, Dialog, Notice};
use crate::model::choice::Stage;
use crate::model::kinds::{Action, Recommendation};
use crate::model::{Id, Kind, Record};
use crate::report::Pane;
use crate::tui::command::Adding;
use crate::tui::form::{Form, Purpose};
use crate::tui::palette::Palette;

impl App {
    /// Opens a form for a new record; where several kinds could be meant, asks first which.
    pub(super) fn add(&mut self) {
        let meeting = self.chosen_meeting();
        let is_on_record = self.trail.here().is_some();
        let offered: &[Adding] = match (&meeting, is_on_record, self.pane) {
            (Some(_), true, _) => &[Adding::ArisingAction, Adding::ArisingRecommendation],
            (None, true, _) => {
                let words = "Only what arises from a meeting is added from a record; Esc leads back to the pane";
                self.notice = Some(Notice::failure(words));
                return;
            }
            (Some(_), false, Pane::Meetings) => {
                &[Adding::ArisingAction, Adding::ArisingRecommendation, Adding::Meeting, Adding::Recommendation]
            }
            (None, false, Pane::Meetings) => &[Adding::Meeting, Adding::Recommendation],
            _ => {
                self.add_to_pane();
                return;
            }
        };
        if self.may_write() {
            let title = meeting.as_ref().map_or("", |id| self.book.title(id)).to_owned();
            self.dialogs.push(Dialog::Palette(Palette::adding(offered, &title)));
        }
    }

    fn add_to_pane(&mut self) {
        let Some(kind) = self.pane.adds() else {
            self.notice = Some(Notice::failure("Choose a pane first: a record is added to the pane that is shown"));
            return;
        };
        if !self.may_write() {
            return;
        }
        let mut blank = Record::blank(kind);
        if let (Pane::FurtherWork, Record::Action(action)) = (self.pane, &mut blank) {
            action.stage = Some(Stage::FurtherWork);
        }
        self.dialogs.push(Dialog::Form(Box::new(Form::new(Purpose::Add, &blank))));
    }

    /// Opens a form for what was picked. What arises from a meeting names it already, and offers what is minuted of it.
    pub(super) fn add_as(&mut self, adding: Adding) {
        let meeting = self.chosen_meeting();
        let blank = match adding {
            Adding::ArisingAction => Action { meeting, ..Action::default() }.into(),
            Adding::ArisingRecommendation => Recommendation { meeting, ..Recommendation::default() }.into(),
            Adding::Meeting => Record::blank(Kind::Meeting),
            Adding::Recommendation => Record::blank(Kind::Recommendation),
        };
        let form = match adding.fields() {
            Some(names) => Form::among(Purpose::Add, &blank, names),
            None => Form::new(Purpose::Add, &blank),
        };
        self.dialogs.push(Dialog::Form(Box::new(form)));
    }

    /// The meeting that is on screen or that the cursor is on.
    fn chosen_meeting(&self) -> Option<Id> {
        self.chosen().filter(|id| self.book.kind(id) == Some(Kind::Meeting))
    }
}
