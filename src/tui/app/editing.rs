//! Adding and editing: from the key that opens a form to the save that is asked for.

use super::{App, Dialog, Notice};
use crate::model::choice::State;
use crate::model::kinds::Plan;
use crate::model::{Id, Record, Typing, When};
use crate::tui::change::{Change, beside_due};
use crate::tui::effect::{Cause, Effect, Proposed};
use crate::tui::form::{Form, FormField, Purpose};
use crate::tui::naming::{NamedFor, Naming};
use crate::tui::settings::Access;

impl App {
    pub(super) fn edit(&mut self) {
        if let Some((id, record)) = self.chosen_to_edit() {
            self.dialogs.push(Dialog::Form(Box::new(Form::new(Purpose::Edit(id), &record))));
        }
    }

    /// The record that a change is for, if there is one and it can be saved.
    fn chosen_to_edit(&mut self) -> Option<(Id, Record)> {
        let Some(id) = self.chosen() else {
            self.tell_why_nothing_opens();
            return None;
        };
        if !self.may_write() {
            return None;
        }
        let Some(record) = self.book.get(&id).cloned() else {
            self.tell_it_is_unreadable(&id);
            return None;
        };
        Some((id, record))
    }

    /// A frequent change of the chosen record: its few fields alone, the first one ready.
    pub(super) fn quick(&mut self, change: Change) {
        let marked = self.marked();
        if !marked.is_empty() {
            self.quick_for_all(change, marked);
            return;
        }
        let Some((id, record)) = self.chosen_to_edit() else { return };
        if let (Change::State, Record::Plan(plan)) = (change, &record) {
            return self.pass_gate(id, plan);
        }
        let form = Form::of(Purpose::Edit(id), &record, change.fields()).filter(|_| change.is_for(&record));
        let Some(mut form) = form else {
            let words = format!("{} has no {}", record.kind().one(), change.noun());
            self.notice = Some(Notice::failure(words));
            return;
        };
        if let (Change::Due, Some(beside)) = (change, beside_due(&record)) {
            form.choose(beside);
        }
        self.open_quick(change, form);
    }

    /// The gates of a plan with the next one passed, of today where no date stands that has come; the usual gates where it has none. All of
    /// it is in a field to be looked at, and nothing is saved yet.
    fn pass_gate(&mut self, id: Id, plan: &Plan) {
        let passed = match plan.next_gate() {
            Some(place) => plan.with_passed(place, None, self.today),
            None if plan.gates.is_empty() => plan.with_usual_gates(),
            None => {
                self.notice = Some(Notice::told("Each gate of this plan is passed; e edits them"));
                return;
            }
        };
        let Some(mut form) = Form::of(Purpose::Edit(id), &plan.clone().into(), &["gates"]) else { return };
        form.type_as(&passed.into());
        self.open_quick(Change::State, form);
        let next = plan.next_gate().and_then(|place| plan.gates.get(place)?.step.as_ref());
        self.notice = next.map(|gate| Notice::told(format!("The next gate of this plan: {}", &**gate)));
    }

    pub(super) fn open_quick(&mut self, change: Change, mut form: Form) {
        if change == Change::Answer {
            form.suggest("responded_on", &When::Day(self.today).text());
        }
        let pick = form.field().filter(|field| field.is_picked()).and_then(|_| form.pick(&self.book));
        self.dialogs.push(Dialog::Form(Box::new(form)));
        self.dialogs.extend(pick.map(Dialog::Pick));
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

    /// Whether the store can be written; said before anything is typed that could not be kept.
    pub(super) fn may_write(&mut self) -> bool {
        let Access::ReadOnly(why) = &self.settings.access else { return true };
        self.notice = Some(Notice::failure(format!("This store can only be read. {why}")));
        false
    }

    /// Enter in a form: a list to pick from, a new line in long text, else the next field; in a form of one change it
    /// saves.
    pub(super) fn enter(&mut self) -> Option<Effect> {
        let Some(Dialog::Form(form)) = self.dialogs.last_mut() else { return None };
        let is_quick = form.is_quick();
        let field = form.field_mut()?;
        if field.has_lines() {
            field.change(|field| {
                field.area.insert_newline();
                true
            });
        } else if field.is_picked() && !(is_quick && field.is_changed()) {
            let pick = form.pick(&self.book);
            self.dialogs.extend(pick.map(Dialog::Pick));
        } else if is_quick {
            return self.save();
        } else {
            form.moved(1);
        }
        None
    }

    pub(super) fn accept(&mut self) -> Option<Effect> {
        match self.dialogs.last() {
            Some(Dialog::Name(Naming { purpose: NamedFor::Write, .. })) => return self.write_file(),
            Some(Dialog::Name(Naming { purpose: NamedFor::Import, .. })) => return self.read_file(),
            Some(Dialog::Name(Naming { purpose: NamedFor::Since, .. })) => return self.take_since(),
            _ => {}
        }
        if self.rolling().is_some() {
            self.accept_decision();
            return None;
        }
        if self.dialogs.last_mut().and_then(Dialog::pick_mut).is_some_and(|pick| pick.choice().is_none()) {
            self.tell_that_nothing_matches();
            return None;
        }
        match self.dialogs.pop() {
            Some(Dialog::NewPlan(pick)) => self.take_new_plan(&pick),
            Some(Dialog::Reports(reports)) => return self.report_wanted(reports),
            Some(Dialog::Palette(palette)) => return palette.command().and_then(|command| self.command(command)),
            Some(Dialog::Pick(pick)) => {
                let Some(Dialog::Form(form)) = self.dialogs.last_mut() else { return None };
                if let Some(value) = pick.value() {
                    form.picked(&value);
                    if form.is_quick() {
                        return self.picked_quick();
                    }
                }
            }
            // One that is not understood is not kept: what is shown would not be what it asks for.
            Some(Dialog::Filter(filtering)) if !self.is_filter_understood() => {
                self.dialogs.push(Dialog::Filter(filtering));
            }
            Some(Dialog::Filter(_)) => self.tell_what_is_unmarked(),
            None => {}
            Some(other) => self.dialogs.push(other),
        }
        None
    }

    pub(super) fn tell_that_nothing_matches(&mut self) {
        self.notice = Some(Notice::failure("Nothing here matches. Type something else, or Esc leaves the list"));
    }

    /// A single change was picked: it is saved at once, unless words belong to it that are still to be typed, or a day that is
    /// proposed and still to be looked at.
    fn picked_quick(&mut self) -> Option<Effect> {
        let Some(Dialog::Form(form)) = self.dialogs.last_mut() else { return None };
        let field = form.field()?;
        let state = State::typed(&field.text());
        let wants_reason = state.is_some_and(State::wants_reason);
        if field.is_rated() || (wants_reason && form.choose("reason")) {
            return None;
        }
        let wants_day =
            state == Some(State::Complete) && matches!(form.purpose, Purpose::Edit(_)) && form.lacks("completed");
        if wants_day && form.choose("completed") {
            form.suggest("completed", &When::Day(self.today).text());
            self.notice = Some(Notice::told("Completed today? Type another day, or empty it; Ctrl-S saves"));
            return None;
        }
        self.save()
    }

    pub(super) fn save(&mut self) -> Option<Effect> {
        if matches!(self.dialogs.last(), Some(Dialog::Ask)) {
            self.dialogs.pop();
        }
        let Some(Dialog::Form(form)) = self.dialogs.last_mut() else { return None };
        if !form.is_typed() && matches!(form.purpose, Purpose::Edit(_) | Purpose::EditAll(_)) {
            self.dialogs.pop();
            self.notice = Some(Notice::told("Nothing was changed, so nothing was saved"));
            return None;
        }
        if form.ask() {
            self.notice =
                Some(Notice::failure("Not saved yet: somebody else has set this field too; see both, then save"));
            return None;
        }
        let typing = Typing::new(self.today, &self.settings.officer, &self.book);
        match form.record(&typing) {
            Ok(mine) => {
                form.keep_mine();
                Some(match &form.purpose {
                    Purpose::EditAll(ids) => {
                        let ids = ids.clone();
                        self.confirm_for_all(&ids);
                        return None;
                    }
                    Purpose::Edit(id) => {
                        let wanted = Proposed { id: id.clone(), base: form.base().clone(), mine };
                        Effect::Save(vec![wanted], Cause::Change)
                    }
                    Purpose::Add => Effect::Create { wanted: Id::from_title(mine.title()), record: Box::new(mine) },
                    Purpose::AddAgain(id) => Effect::Create { wanted: id.clone(), record: Box::new(mine) },
                })
            }
            // Why stands below the field, which is chosen.
            Err(why) => {
                let label = form.field().filter(|field| field.problem.is_some()).map(FormField::label);
                let words = label.map_or_else(|| why.to_string(), |label| format!("look at {label}"));
                self.notice = Some(Notice::failure(format!("Not saved: {words}")));
                None
            }
        }
    }
}
