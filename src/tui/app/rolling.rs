//! Rolling the year: the new plan, the items one by one, and the question at the end.

use super::{App, Dialog, Notice};
use crate::model::choice::State;
use crate::model::kinds::Plan;
use crate::model::roll::{Decision, Decisions, Refused, gates_ahead, is_unfinished, of_no_plan, old_plan};
use crate::model::scalars::BREAK;
use crate::model::text::Line;
use crate::model::{Book, Id, Record};
use crate::tui::effect::Effect;
use crate::tui::pick::{Choice, Pick};
use crate::tui::rolling::{Asked, Rolling, Step};
use crate::tui::sheet::Move;
use crate::tui::typed_line::TypedLine;

impl App {
    /// The roll that is gone through, if it is on top.
    pub(crate) fn rolling(&self) -> Option<&Rolling> {
        match self.dialogs.last() {
            Some(Dialog::Rolling(rolling)) => Some(rolling),
            _ => None,
        }
    }

    fn rolling_mut(&mut self) -> Option<&mut Rolling> {
        match self.dialogs.last_mut() {
            Some(Dialog::Rolling(rolling)) => Some(rolling),
            _ => None,
        }
    }

    pub(super) fn roll_step(&mut self, step: Step) {
        match step {
            Step::Open => self.choose_new_plan(),
            Step::Carry => self.carry(),
            Step::Close | Step::Supersede | Step::Rename => self.ask_about_item(step),
            Step::Finish => self.ask_whether_to_roll(),
        }
    }

    fn ask_whether_to_roll(&mut self) {
        let Some(rolling) = self.rolling_mut() else { return };
        match rolling.held_up.clone() {
            Some(why) => self.notice = Some(Notice::failure(why)),
            None => rolling.asked = Asked::Sure,
        }
    }

    /// A list of the plans to which the year can be rolled.
    fn choose_new_plan(&mut self) {
        if !self.may_write() {
            return;
        }
        let current = self.book.partnership().and_then(|it| it.current_plan.as_ref());
        let is_new = |(id, plan): &(&Id, &Plan)| plan.rolled_to.is_none() && current != Some(*id);
        let unfinished = current.filter(|to| has_more_to_take(&self.book, to));
        let plans = self.book.all::<Plan>().filter(is_new).map(|(id, _)| id).chain(unfinished);
        let options: Vec<_> = plans.map(|id| choice(&self.book, id)).collect();
        if options.is_empty() {
            self.notice = Some(Notice::failure("There is no plan to roll to. Add the new plan first: a in Plans"));
            return;
        }
        let here = self.chosen().map(|id| id.to_string()).unwrap_or_default();
        self.dialogs.push(Dialog::NewPlan(Pick::new("Roll the year to which plan?", options).at(&here)));
    }

    /// The plan under the cursor is the new one.
    pub(super) fn take_new_plan(&mut self, pick: &Pick) {
        let Some(to) = pick.value().and_then(|value| Id::new(&value).ok()) else { return };
        let Some(from) = old_plan(&self.book, &to) else {
            self.notice = Some(Notice::failure("No current plan is stated. Next: csp roll --from PLAN --to PLAN"));
            return;
        };
        match Rolling::new(&self.book, &from, &to) {
            Ok(rolling) if rolling.roll.is_done => {
                self.notice = Some(Notice::told(format!("{from} was rolled to {to} before; there is nothing to do")));
            }
            Ok(rolling) => {
                let gates = gates_ahead(&self.book, &to);
                let left = of_no_plan(&self.book).len();
                let left = (left > 0).then(|| format!("{left} of no plan, which stay behind (/plan:none finds them)"));
                let gates = (!gates.is_empty()).then(|| format!("Not passed yet by {to}: {}", gates.join("; ")));
                let told: Vec<_> = left.into_iter().chain(gates).collect();
                if !told.is_empty() {
                    self.notice = Some(Notice::told(told.join(". ")));
                }
                self.dialogs.push(Dialog::Rolling(Box::new(rolling)));
            }
            Err(why) => self.notice = Some(Notice::failure(why.to_string())),
        }
    }

    /// Asks what belongs to a decision about the item under the cursor.
    fn ask_about_item(&mut self, step: Step) {
        let Some((id, is_priority)) = self.item_here() else { return };
        let Some(rolling) = self.rolling() else { return };
        let is_open = rolling.is_open(&id);
        let asked = match step {
            Step::Rename if is_priority => {
                let title = rolling.decisions.renamed.get(&id).map_or(self.book.title(&id), |title| title);
                Asked::Title(id.clone(), TypedLine::selected(title))
            }
            Step::Close if is_open => {
                let decided = rolling.decisions.items.get(&id);
                let reason = if let Some(Decision::Close(reason)) = decided { reason } else { "" };
                Asked::Reason(id.clone(), TypedLine::selected(reason))
            }
            Step::Supersede if is_open => {
                let options =
                    covers(&self.book, &rolling.decisions, &id).map(|other| choice(&self.book, other)).collect();
                Asked::By(id, Pick::new("Superseded by", options))
            }
            _ => {
                let why = match (step, is_priority) {
                    (Step::Rename, _) => "Only a priority or a theme is renamed",
                    (_, true) => "A priority or a theme is kept (c) or renamed (r)",
                    _ => "It has ended already, and stays so",
                };
                self.notice = Some(Notice::failure(why));
                return;
            }
        };
        self.on_rolling(|rolling| rolling.asked = asked);
    }

    /// Enter behind what was typed or picked.
    pub(super) fn accept_decision(&mut self) {
        let Some(rolling) = self.rolling() else { return };
        match rolling.asked.clone() {
            Asked::Reason(_, typed) if typed.text().trim().is_empty() => {
                let words = "A reason is wanted: type why it is closed, or Esc leaves it as it was";
                self.notice = Some(Notice::failure(words));
            }
            Asked::Title(_, typed) if typed.text().trim().is_empty() => {
                self.notice = Some(Notice::failure("A new title is wanted: type it, or Esc leaves the one it has"));
            }
            Asked::Reason(id, typed) => {
                let decision = Decision::Close(line_of(&typed));
                self.settle_decision(|rolling, book| rolling.decide(book, &id, Some(decision)));
            }
            Asked::By(_, pick) if pick.choice().is_none() => self.tell_that_nothing_matches(),
            Asked::By(id, pick) => {
                let Some(by) = pick.value().and_then(|value| Id::new(&value).ok()) else { return };
                self.settle_decision(|rolling, book| rolling.decide(book, &id, Some(Decision::Supersede(by))));
            }
            Asked::Title(id, typed) => {
                self.settle_decision(|rolling, book| rolling.rename(book, &id, Some(line_of(&typed))));
            }
            Asked::Nothing | Asked::Sure | Asked::Leave => {}
        }
    }

    /// The item under the cursor simply goes on.
    fn carry(&mut self) {
        let Some((id, is_priority)) = self.item_here() else { return };
        self.settle_decision(|rolling, book| {
            if is_priority { rolling.rename(book, &id, None) } else { rolling.decide(book, &id, None) }
        });
    }

    fn settle_decision(&mut self, decide: impl FnOnce(&mut Rolling, &Book) -> Result<(), Refused>) {
        let Some(Dialog::Rolling(rolling)) = self.dialogs.last_mut() else { return };
        match decide(rolling, &self.book) {
            Ok(()) => rolling.asked = Asked::Nothing,
            Err(why) => self.notice = Some(Notice::failure(why.to_string())),
        }
    }

    fn item_here(&self) -> Option<(Id, bool)> {
        self.rolling()?.here(&self.book, usize::from(self.size.0))
    }

    pub(super) fn on_rolling(&mut self, change: impl FnOnce(&mut Rolling)) {
        if let Some(rolling) = self.rolling_mut() {
            change(rolling);
        }
    }

    pub(super) fn moved_in_roll(&mut self, by: Move) {
        let Some(rolling) = self.rolling() else { return };
        let moved = rolling.sheet(&self.book, usize::from(self.size.0)).moved(rolling.chosen, by);
        self.on_rolling(|rolling| rolling.chosen = moved);
    }

    /// One step back: out of what is asked, then out of the roll, which asks where something was decided.
    pub(super) fn back_in_roll(&mut self) {
        let is_left =
            self.rolling().is_some_and(|rolling| matches!(rolling.asked, Asked::Nothing) && !rolling.has_decided());
        if is_left {
            self.dialogs.pop();
            self.notice = Some(Notice::told("Nothing was written"));
            return;
        }
        self.on_rolling(|rolling| {
            rolling.asked = if matches!(rolling.asked, Asked::Nothing) { Asked::Leave } else { Asked::Nothing };
        });
    }

    /// Yes to the question: it is done, or left.
    pub(super) fn agree_to_roll(&mut self) -> Option<Effect> {
        let rolling = self.rolling_mut()?;
        if matches!(rolling.asked, Asked::Leave) {
            self.dialogs.pop();
            self.notice = Some(Notice::told("Nothing was written"));
            return None;
        }
        // It stays open until it is done, so that nothing that was decided is lost where it cannot be.
        rolling.asked = Asked::Nothing;
        let roll = Box::new(rolling.roll.clone());
        Some(Effect::Roll { roll, today: self.today, author: self.settings.officer.clone() })
    }

    /// The book has changed below the roll that is gone through.
    pub(super) fn refresh_roll(&mut self) {
        let Some(at) = self.dialogs.iter().position(|it| matches!(it, Dialog::Rolling(_))) else { return };
        let width = usize::from(self.size.0);
        let Dialog::Rolling(rolling) = &mut self.dialogs[at] else { return };
        let (before, was_held_up) = (rolling.decisions.clone(), rolling.held_up.clone());
        let (was_sure, here) = (matches!(rolling.asked, Asked::Sure), rolling.here(&self.book, width));
        let refreshed = rolling.refresh(&self.book);
        if let Some((id, _)) = here {
            rolling.chosen = rolling.sheet(&self.book, width).stop_at(&id, rolling.chosen).unwrap_or(rolling.chosen);
        }
        match refreshed {
            Ok(()) if rolling.roll.is_done => {
                let words =
                    format!("{} is rolled to {}; there is nothing left to do", rolling.roll.from, rolling.roll.to);
                self.dialogs.truncate(at);
                self.notice = Some(Notice::told(words));
            }
            Ok(()) if rolling.decisions != before => {
                let words = "Somebody else has changed an item, so a decision of yours about it does not stand";
                self.notice = Some(Notice::failure(words));
            }
            Ok(()) => match &rolling.held_up {
                Some(why) if rolling.held_up != was_held_up => self.notice = Some(Notice::failure(why.clone())),
                None if was_sure && !matches!(rolling.asked, Asked::Sure) => {
                    let words = "Somebody else has changed an item: look at what becomes of it before you roll";
                    self.notice = Some(Notice::failure(words));
                }
                _ => {}
            },
            Err(why) => {
                self.dialogs.truncate(at);
                self.notice = Some(Notice::failure(format!("The year cannot be rolled so any more: {why}")));
            }
        }
    }
}

/// Whether something of a plan that was rolled to this one is left.
fn has_more_to_take(book: &Book, to: &Id) -> bool {
    book.all::<Plan>().any(|(id, plan)| plan.rolled_to.as_ref() == Some(to) && is_unfinished(book, id, plan))
}

/// What was typed, as it is kept.
fn line_of(typed: &TypedLine) -> Line {
    Line::new(&typed.text().trim().replace(BREAK, "\n"))
}

fn choice(book: &Book, id: &Id) -> Choice {
    Choice { value: id.to_string(), words: book.title(id).to_owned() }
}

/// The records that can cover an action: those of the kinds that can, which have not ended and are not to end now.
fn covers<'a>(book: &'a Book, ending: &'a Decisions, item: &'a Id) -> impl Iterator<Item = &'a Id> {
    let goes_on = |record: &Record| match record {
        Record::Action(it) => !has_ended(it.state),
        Record::Recommendation(it) => !has_ended(it.state),
        Record::Plan(_) | Record::Duty(_) => true,
        _ => false,
    };
    let can = move |id: &Id, record: &Record| id != item && !ending.items.contains_key(id) && goes_on(record);
    book.live().filter(move |(id, record)| can(id, record)).map(|(id, _)| id)
}

fn has_ended(state: Option<State>) -> bool {
    matches!(state, Some(State::Closed | State::Superseded))
}
