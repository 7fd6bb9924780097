//! Unfinished typing: what of it is to be kept, and taking it up again.

use super::several::SEVERAL;
use super::{App, Dialog, Notice};
use crate::model::when::day;
use crate::store::draft::Draft;
use crate::tui::drafting::Unfinished;
use crate::tui::effect::Effect;
use crate::tui::form::{Form, FormField, Purpose};
use crate::tui::rolling::{Rolling, draft};

impl App {
    /// What is typed and not saved.
    pub(crate) fn draft(&self) -> Option<Draft> {
        let Some(form) = self.form() else { return self.roll_as_draft() };
        let name = |field: &FormField| field.about.name.to_owned();
        let changed = form.fields.iter().filter(|field| field.is_changed());
        let mut typed: Vec<_> = changed.map(|field| (name(field), field.text())).collect();
        let pick = self.dialogs.iter().find_map(|it| if let Dialog::Pick(pick) = it { Some(pick) } else { None });
        if let (Some(pick), Some(field)) = (pick, form.field())
            && let Some(words) = pick.own_words()
        {
            typed.retain(|(other, _)| other != field.about.name);
            typed.push((name(field), words.to_owned()));
        }
        if typed.iter().all(|(field, text)| form.is_suggested(field, text)) {
            return None;
        }
        let ids = match &form.purpose {
            Purpose::Add => Vec::new(),
            Purpose::Edit(id) | Purpose::AddAgain(id) => vec![id.clone()],
            Purpose::EditAll(ids) => ids.clone(),
        };
        Some(Draft {
            ids,
            base: form.undecided_base(),
            typed,
            chosen: form.field().map(name).unwrap_or_default(),
            fields: form.fields.iter().filter(|_| form.is_quick()).map(name).collect(),
            at: self.now_in_words(),
        })
    }

    /// What is decided of a roll that is not done yet.
    fn roll_as_draft(&self) -> Option<Draft> {
        let rolling = self.dialogs.iter().find_map(|it| if let Dialog::Rolling(it) = it { Some(it) } else { None })?;
        let typed = draft::typed(rolling);
        let chosen = draft::asked(rolling).map(|(name, _)| name).unwrap_or_default();
        let (from, to) = (rolling.roll.from.clone(), rolling.roll.to.clone());
        let base = self.book.get(&to).filter(|_| !typed.is_empty())?.clone();
        let fields = vec![draft::ROLL.to_owned()];
        Some(Draft { ids: vec![from, to], base, typed, chosen, fields, at: self.now_in_words() })
    }

    fn now_in_words(&self) -> String {
        let now = (self.settings.calendar.clock)();
        format!("{}, {}", day(now.date()), now.format("%H:%M"))
    }

    /// Offers what was typed before and not saved.
    pub(crate) fn offer(&mut self, drafts: Vec<Draft>) {
        if !drafts.is_empty() && self.may_write() {
            self.dialogs.push(Dialog::Unfinished(Unfinished { drafts, chosen: 0, asks: false }));
        }
    }

    /// The same at the officer's wish.
    pub(super) fn offered(&mut self, drafts: Vec<Draft>) {
        if drafts.is_empty() {
            self.notice = Some(Notice::told("Nothing that was typed before is waiting"));
        }
        self.offer(drafts);
    }

    /// Asks whether the chosen draft is to be discarded.
    pub(super) fn ask_to_discard(&mut self) {
        if let Some(Dialog::Unfinished(unfinished)) = self.dialogs.last_mut() {
            unfinished.asks = true;
        }
    }

    /// The answer is no.
    pub(super) fn keep_draft(&mut self) {
        if let Some(Dialog::Unfinished(unfinished)) = self.dialogs.last_mut() {
            unfinished.asks = false;
        }
    }

    /// Goes on with the chosen draft. A roll that cannot be gone on with just now stays a draft.
    pub(super) fn take_up(&mut self) -> Option<Effect> {
        let Some(Dialog::Unfinished(unfinished)) = self.dialogs.last() else { return None };
        let draft = unfinished.drafts.get(unfinished.chosen)?;
        if draft::plans(draft).is_some()
            && let Err(why) = Rolling::again(&self.book, draft)
        {
            self.notice = Some(Notice::failure(why.to_string()));
            return None;
        }
        Some(Effect::TakeUp(unfinished.chosen))
    }

    pub(super) fn discard_draft(&self) -> Option<Effect> {
        let Some(Dialog::Unfinished(unfinished)) = self.dialogs.last() else { return None };
        Some(Effect::DiscardDraft(unfinished.chosen))
    }

    /// A draft is no longer offered, or could not be discarded.
    pub(super) fn discarded(&mut self, left: Vec<Draft>, why: Option<String>) {
        let Some(Dialog::Unfinished(unfinished)) = self.dialogs.last_mut() else { return };
        unfinished.chosen = unfinished.chosen.min(left.len().saturating_sub(1));
        unfinished.drafts = left;
        unfinished.asks = false;
        if unfinished.drafts.is_empty() {
            self.dialogs.pop();
        }
        self.notice = Some(why.map_or_else(|| Notice::told("Discarded"), Notice::failure));
    }

    /// Opens the form with what was typed in it. What has been saved meanwhile is brought together with it.
    pub(super) fn resume(&mut self, draft: &Draft) {
        self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Unfinished(_)));
        if draft::plans(draft).is_some() {
            return self.resume_roll(draft);
        }
        let purpose = match &draft.ids[..] {
            [] => Purpose::Add,
            [id] if draft.base.title() != SEVERAL => Purpose::Edit(id.clone()),
            several => Purpose::EditAll(several.to_vec()),
        };
        let names: Vec<_> = draft.fields.iter().map(String::as_str).collect();
        let quick = if names.is_empty() { None } else { Form::of(purpose.clone(), &draft.base, &names) };
        let mut form = quick.unwrap_or_else(|| Form::new(purpose, &draft.base));
        form.type_again(&draft.typed);
        form.choose(&draft.chosen);
        let is_changed = form.is_changed();
        let lost = draft.typed.iter().filter(|(name, _)| !form.has(name)).map(|(name, _)| name.as_str());
        let lost: Vec<_> = lost.collect();
        self.notice = Some(match &lost[..] {
            [] => Notice::told(format!("Taken up again from {}; it is not saved yet", draft.at)),
            lost => Notice::failure(format!("There is no field {} any more", lost.join(", "))),
        });
        self.dialogs.push(Dialog::Form(Box::new(form)));
        if let Some(Purpose::Edit(id)) = self.form().map(|form| form.purpose.clone()) {
            self.bring_up_to_date(&id, None);
        }
        if is_changed && self.form().is_some_and(|form| !form.is_changed()) {
            self.dialogs.pop();
            self.notice = Some(Notice::told("What was typed stands in the record already"));
        }
    }
    /// Opens the roll with what was decided. What can no longer stand is said.
    fn resume_roll(&mut self, draft: &Draft) {
        match Rolling::again(&self.book, draft) {
            Ok(rolling) => {
                let is_whole = draft::typed(&rolling).len() >= draft.typed.len();
                self.dialogs.push(Dialog::Rolling(Box::new(rolling)));
                self.notice = Some(if is_whole {
                    Notice::told(format!("Taken up again from {}; nothing of it is written yet", draft.at))
                } else {
                    Notice::failure("An item has been changed since, so what you decided about it does not stand")
                });
            }
            Err(why) => self.notice = Some(Notice::failure(why.to_string())),
        }
    }
}
