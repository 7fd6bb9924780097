//! Rolling the year: every item of the old plan with what becomes of it, decided by keys before anything is written.

pub(super) mod draft;
pub(super) mod view;

use std::collections::BTreeSet;

use super::look::Tone;
use super::pick::Pick;
use super::sheet::{Piece, Sheet};
use super::terminal::press::Press;
use super::typed_line::TypedLine;
use crate::model::choice::{Fate, State};
use crate::model::kinds::Action;
use crate::model::roll::{Decision, Decisions, Refused, Roll, roll};
use crate::model::rows::Outcome;
use crate::model::text::Line;
use crate::model::{Book, Id, Invalid, OfKind};
use crate::report::{fitted, outcome_words, wrapped_to};
use crate::store::draft::Draft;

/// What a key asks for on the way through the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// It begins with the new plan.
    Open,
    /// The item goes on, or the priority keeps its name.
    Carry,
    /// The action ends for a reason.
    Close,
    /// Another record covers the action.
    Supersede,
    /// The priority gets a new title.
    Rename,
    /// All of it is done, after a question.
    Finish,
}

impl Step {
    /// What it does, as the help says it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Open => "roll the year: carry, close or supersede each item of the old plan",
            Self::Carry => "carry it into the new plan; a priority keeps its name",
            Self::Close => "close it, with the reason",
            Self::Supersede => "supersede it by another record",
            Self::Rename => "rename the priority or theme for the new plan",
            Self::Finish => "do it, after a question",
        }
    }
}

/// The decisions so far, and what is asked just now.
#[derive(Clone, Debug)]
pub(crate) struct Rolling {
    pub(crate) roll: Roll,
    pub(crate) decisions: Decisions,
    /// The chosen line.
    pub(crate) chosen: usize,
    pub(crate) asked: Asked,
    /// Why it cannot be done just now, such as that a file cannot be read; what was decided is kept.
    pub(crate) held_up: Option<String>,
}

/// What is asked just now.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// Nothing: the items are gone through.
    Nothing,
    /// Why this action ends, as typed so far.
    Reason(Id, TypedLine),
    /// The new title of this priority or theme, as typed so far.
    Title(Id, TypedLine),
    /// The record that covers this action.
    By(Id, Pick),
    /// Whether to do it.
    Sure,
    /// Whether to leave with nothing written.
    Leave,
}

impl Rolling {
    /// Begins with what is decided already.
    ///
    /// # Errors
    /// The one plan cannot follow the other.
    pub(crate) fn new(book: &Book, from: &Id, to: &Id) -> Result<Self, Refused> {
        let decisions = Decisions::default();
        let roll = roll(book, from, to, &decisions)?;
        Ok(Self { roll, decisions, chosen: 0, asked: Asked::Nothing, held_up: None })
    }

    /// Goes on with what was decided and asked before. What can no longer stand is not among the decisions.
    ///
    /// # Errors
    /// The one plan cannot follow the other, or not just now.
    pub(crate) fn again(book: &Book, draft: &Draft) -> Result<Self, Refused> {
        let Some((from, to)) = draft::plans(draft) else { return Err(Invalid::new("it is no roll").into()) };
        let mut rolling = Self::new(book, from, to)?;
        (rolling.decisions, rolling.asked) = draft::taken_up(draft);
        rolling.refresh(book)?;
        Ok(rolling)
    }

    /// Takes the book as it is now. A decision that can no longer stand, since somebody else has changed the item, goes. While
    /// a file cannot be read everything stays as it was.
    ///
    /// # Errors
    /// The one plan can no longer follow the other.
    pub(crate) fn refresh(&mut self, book: &Book) -> Result<(), Refused> {
        let (from, to) = (self.roll.from.clone(), self.roll.to.clone());
        let rolled = |decisions: &Decisions| roll(book, &from, &to, decisions);
        let first = rolled(&self.decisions);
        self.held_up = None;
        if let Err(why @ Refused::Unreadable(_)) = &first {
            self.held_up = Some(format!("{why}. What you decided is kept"));
            self.ask_again();
            return Ok(());
        }
        if first.is_err() {
            let alone = |id: &Id, decision: &Decision| Decisions {
                items: [(id.clone(), decision.clone())].into(),
                ..Decisions::default()
            };
            self.decisions.items.retain(|id, decision| rolled(&alone(id, decision)).is_ok());
            let alone = |id: &Id, title: &Line| Decisions {
                renamed: [(id.clone(), title.clone())].into(),
                ..Decisions::default()
            };
            self.decisions.renamed.retain(|id, title| rolled(&alone(id, title)).is_ok());
        }
        let roll = rolled(&self.decisions)?;
        if roll != self.roll {
            self.ask_again();
        }
        self.roll = roll;
        Ok(())
    }

    /// Takes a decision about an action, or takes it back; the one that stood is kept where the new one cannot be.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(crate) fn decide(&mut self, book: &Book, id: &Id, decision: Option<Decision>) -> Result<(), Refused> {
        let mut decisions = self.decisions.clone();
        match decision {
            Some(decision) => drop(decisions.items.insert(id.clone(), decision)),
            None => drop(decisions.items.remove(id)),
        }
        self.take(book, decisions)
    }

    /// Gives a priority or theme a new title, or its own again.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(crate) fn rename(&mut self, book: &Book, id: &Id, title: Option<Line>) -> Result<(), Refused> {
        let mut decisions = self.decisions.clone();
        match title {
            Some(title) => drop(decisions.renamed.insert(id.clone(), title)),
            None => drop(decisions.renamed.remove(id)),
        }
        self.take(book, decisions)
    }

    /// The list to pick from, where one is asked for just now.
    pub(crate) fn pick_mut(&mut self) -> Option<&mut Pick> {
        if let Asked::By(_, pick) = &mut self.asked { Some(pick) } else { None }
    }

    /// Whether words are asked for just now.
    pub(crate) fn is_typed_into(&self) -> bool {
        matches!(self.asked, Asked::Reason(..) | Asked::Title(..))
    }

    /// A key that is no command.
    pub(crate) fn press(&mut self, press: Press) {
        match &mut self.asked {
            Asked::Reason(_, typed) | Asked::Title(_, typed) => _ = typed.press(press),
            Asked::By(..) | Asked::Nothing | Asked::Sure | Asked::Leave => {}
        }
    }

    /// Pasted text, on one line.
    pub(crate) fn paste(&mut self, text: &str) {
        match &mut self.asked {
            Asked::Reason(_, typed) | Asked::Title(_, typed) => typed.paste(text),
            Asked::By(..) | Asked::Nothing | Asked::Sure | Asked::Leave => {}
        }
    }

    /// Takes the last question back: what it was about is no longer so.
    fn ask_again(&mut self) {
        if matches!(self.asked, Asked::Sure) {
            self.asked = Asked::Nothing;
        }
    }

    fn take(&mut self, book: &Book, decisions: Decisions) -> Result<(), Refused> {
        self.roll = roll(book, &self.roll.from, &self.roll.to, &decisions)?;
        self.decisions = decisions;
        Ok(())
    }

    /// Whether anything was decided.
    pub(crate) fn has_decided(&self) -> bool {
        self.decisions != Decisions::default()
    }

    /// The item under the cursor, and whether it is a priority or a theme.
    pub(crate) fn here(&self, book: &Book, width: usize) -> Option<(Id, bool)> {
        let id = self.sheet(book, width).way(self.chosen).cloned()?;
        let is_priority = self.roll.priorities.iter().any(|row| row.item.as_ref() == Some(&id));
        Some((id, is_priority))
    }

    /// Whether an action is open, so that something is to be decided about it.
    pub(crate) fn is_open(&self, id: &Id) -> bool {
        let row = self.roll.items.iter().find(|row| row.item.as_ref() == Some(id));
        row.is_some_and(|row| !row.state.is_some_and(State::is_final))
    }

    /// Every priority and theme with its actions below it, each action once.
    pub(crate) fn sheet(&self, book: &Book, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let (from, to) = (book.title(&self.roll.from), book.title(&self.roll.to));
        for line in wrapped_to(&format!("Roll {from} to {to}"), width.saturating_sub(2)) {
            sheet.line([Piece::toned(format!(" {line}"), Tone::Heading)]);
        }
        let mut told = BTreeSet::new();
        for row in &self.roll.priorities {
            let fate = if row.outcome == Some(Fate::Carried) { "kept".to_owned() } else { outcome_words(row, book) };
            entry(&mut sheet, row, &fate, width, Level::Priority);
            let serves = |item: &&Outcome| serves(book, item, row.item.as_ref());
            for item in self.roll.items.iter().filter(serves) {
                if told.insert(&item.item) {
                    action(&mut sheet, item, book, width);
                }
            }
        }
        let others: Vec<_> = self.roll.items.iter().filter(|item| !told.contains(&item.item)).collect();
        if !others.is_empty() {
            sheet.heading(" Serving none of these");
        }
        for item in others {
            action(&mut sheet, item, book, width);
        }
        sheet
    }
}

fn action(sheet: &mut Sheet, row: &Outcome, book: &Book, width: usize) {
    let state = row.state.map_or("state not stated", State::word);
    let is_ended = row.state.is_some_and(State::is_final);
    let fate = if is_ended { format!("{state} already") } else { outcome_words(row, book) };
    let fate = if row.outcome == Some(Fate::Carried) { format!("{fate} ({state})") } else { fate };
    entry(sheet, row, &fate, width, Level::Item);
}

/// How far in a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Priority,
    Item,
}

/// A title with what becomes of it behind it where there is room, else below.
fn entry(sheet: &mut Sheet, row: &Outcome, fate: &str, width: usize, level: Level) {
    let (indent, tone) = if level == Level::Priority { (1, Tone::Heading) } else { (3, Tone::Plain) };
    let Some(id) = row.item.clone() else { return };
    let title = row.title.as_deref().unwrap_or_else(|| id.as_str()).to_owned();
    // Two blanks between them, and one at the end.
    let room = width.saturating_sub(indent + 3);
    let column = room.saturating_sub(BESIDE);
    let beside = fate.chars().count() <= BESIDE && column >= TITLE;
    let shown = fitted(&title, if beside { column } else { room });
    let words =
        if beside { format!("{:indent$}{shown}  {fate}", "") } else { format!("{:indent$}{}", "", shown.trim_end()) };
    sheet.line([Piece::toned(words, tone).to(id)]);
    if !beside {
        for line in wrapped_to(fate, width.saturating_sub(indent + 4)) {
            sheet.line([Piece::new(format!("{:1$}{line}", "", indent + 3))]);
        }
    }
}

/// Columns for what becomes of an item, beside a title of at least so many.
const BESIDE: usize = 26;
const TITLE: usize = 30;

fn serves(book: &Book, row: &Outcome, priority: Option<&Id>) -> bool {
    let action = row.item.as_ref().and_then(|item| book.get(item)).and_then(Action::of);
    action.is_some_and(|action| action.served().any(|id| Some(id) == priority))
}
