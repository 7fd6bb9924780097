//! Adding and editing: from the key that opens a form to what came of saving it.

use super::{App, Dialog, Notice, Standing};
use crate::model::choice::Stage;
use crate::model::{Filter, Id, Record, Typing};
use crate::report::Pane;
use crate::tui::effect::{Effect, Outcome};
use crate::tui::form::{Form, Purpose};

impl App {
    pub(super) fn edit(&mut self) {
        let Some(id) = self.chosen() else {
            self.tell_why_nothing_opens();
            return;
        };
        if !self.may_write() {
            return;
        }
        let Some(record) = self.book.get(&id) else {
            self.tell_it_is_unreadable(&id);
            return;
        };
        let form = Form::new(Purpose::Edit(id), record);
        self.dialogs.push(Dialog::Form(Box::new(form)));
    }

    /// A record's text in an editor of the officer's own, which mends a file that cannot be read, too.
    pub(super) fn edit_text(&mut self) -> Option<Effect> {
        let Some(id) = self.chosen() else {
            self.tell_why_nothing_opens();
            return None;
        };
        if !self.may_write() {
            return None;
        }
        let kind = self.book.kind(&id).or_else(|| self.book.unreadable(&id))?;
        match self.settings.editor.clone() {
            Ok(editor) => Some(Effect::EditText { editor, kind, id }),
            Err(why) => {
                self.notice = Some(Notice::failure(why));
                None
            }
        }
    }

    pub(super) fn add(&mut self) {
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

    /// Whether the store can be written; said before anything is typed that could not be kept.
    fn may_write(&mut self) -> bool {
        let Standing::ReadOnly(why) = &self.settings.standing else { return true };
        self.notice = Some(Notice::failure(format!("This store can only be read. {why}")));
        false
    }

    /// Enter in a form: a list to pick from, a new line in long text, else the next field.
    pub(super) fn enter(&mut self) {
        let Some(Dialog::Form(form)) = self.dialogs.last_mut() else { return };
        let Some(field) = form.field_mut() else { return };
        if field.has_lines() {
            field.area.insert_newline();
        } else if field.is_picked() {
            if let Some(pick) = form.pick(&self.book) {
                self.dialogs.push(Dialog::Pick(pick));
            }
        } else {
            form.moved(1);
        }
    }

    pub(super) fn accept(&mut self) {
        match self.dialogs.pop() {
            Some(Dialog::Pick(pick)) => {
                if let (Some(value), Some(Dialog::Form(form))) = (pick.value(), self.dialogs.last_mut()) {
                    form.picked(&value);
                }
            }
            // One that is not understood is not kept: what is shown would not be what it asks for.
            Some(Dialog::Filter(before)) if !self.is_filter_understood() => self.dialogs.push(Dialog::Filter(before)),
            Some(Dialog::Filter(_)) | None => {}
            Some(other) => self.dialogs.push(other),
        }
    }

    pub(super) fn save(&mut self) -> Option<Effect> {
        if matches!(self.dialogs.last(), Some(Dialog::Ask)) {
            self.dialogs.pop();
        }
        let Some(Dialog::Form(form)) = self.dialogs.last_mut() else { return None };
        if !form.is_changed() && form.purpose != Purpose::Add {
            self.dialogs.pop();
            self.notice = Some(Notice::told("Nothing was changed, so nothing was saved"));
            return None;
        }
        let book = &self.book;
        let typing = Typing::new(self.today, &self.settings.officer, book);
        match form.record(&typing) {
            Ok(mine) => {
                form.keep_mine();
                Some(match &form.purpose {
                    Purpose::Edit(id) => {
                        Effect::Save { id: id.clone(), base: Box::new(form.base().clone()), mine: Box::new(mine) }
                    }
                    Purpose::Add => Effect::Create { record: Box::new(mine) },
                })
            }
            Err(why) => {
                self.notice = Some(Notice::failure(format!("Not saved: {why}")));
                None
            }
        }
    }

    fn is_filter_understood(&mut self) -> bool {
        let typed = self.browse().map(|browse| browse.filter_text.clone()).unwrap_or_default();
        let understood = Filter::line(&typed, self.today);
        self.notice = understood.as_ref().err().map(|why| Notice::failure(why.to_string()));
        understood.is_ok()
    }

    /// Puts the cursor on a record that was just added, in sight even where the filter would hide it.
    fn point_at_new(&mut self, id: &Id) {
        let Some(browse) = self.browse_mut() else { return };
        browse.choose(id);
        if browse.chosen_id() != Some(id) {
            self.narrow(String::clear);
            self.browse_mut().into_iter().for_each(|browse| browse.choose(id));
        }
    }

    /// Takes in what came of an effect.
    pub(crate) fn settle(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Done => {}
            Outcome::Told(words) => self.notice = Some(Notice::told(words)),
            Outcome::Loaded(book) => {
                self.take(Some(book));
                self.notice = Some(Notice::told("The store was read again"));
            }
            Outcome::Saved { id, fields, book, unconfirmed } => {
                let added = matches!(self.dialogs.last(), Some(Dialog::Form(form)) if form.purpose == Purpose::Add);
                self.dialogs.pop();
                self.take(book);
                if added {
                    self.point_at_new(&id);
                }
                let what = if added { "added".to_owned() } else { fields.join(", ") };
                let sample = if self.settings.standing == Standing::Sample { " (in the sample)" } else { "" };
                self.notice = Some(match unconfirmed {
                    Some(why) => Notice::failure(why),
                    None => Notice::told(format!("Saved {id}: {what}{sample}")),
                });
            }
            Outcome::Clash { current, conflicts, book } => {
                self.on_form(|form| form.rebase(&current, &conflicts));
                self.take(book);
                self.notice =
                    Some(Notice::failure("Not saved: somebody else has changed the same field; yours is still here"));
            }
            Outcome::Failed(why) => self.notice = Some(Notice::failure(why)),
        }
    }
}
