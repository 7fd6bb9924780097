//! Triage: what needs a decision, one record after the other, the most urgent first; and at the end what was done.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::look::Tone;
use super::sheet::{Piece, Sheet, window};
use crate::model::display::display;
use crate::model::{Book, Id};
use crate::report::{Reason, fitted, reason_words, triage, wrapped_to};

/// The queue, and how far it is.
#[derive(Clone, Debug)]
pub(crate) struct Triage {
    /// In the order in which they are looked at.
    queue: Vec<Id>,
    at: usize,
    /// Why each record needs a decision, as the book is now.
    reasons: BTreeMap<Id, Vec<Reason>>,
    /// What was decided, in order.
    decided: Vec<(Id, String)>,
    skipped: BTreeSet<Id>,
    /// Whether what was done is shown.
    is_over: bool,
    /// Whether the officer has gone back to the record that is shown.
    is_back: bool,
    /// The chosen line.
    pub(crate) line: usize,
}

impl Triage {
    pub(crate) fn new(book: &Book, today: NaiveDate) -> Self {
        let mut triage = Self {
            queue: Vec::new(),
            at: 0,
            reasons: BTreeMap::new(),
            decided: Vec::new(),
            skipped: BTreeSet::new(),
            is_over: false,
            is_back: false,
            line: 0,
        };
        triage.refresh(book, today);
        triage
    }

    /// Takes the book as it is now. What newly needs a decision comes last; what others have decided meanwhile is passed
    /// over.
    pub(crate) fn refresh(&mut self, book: &Book, today: NaiveDate) {
        let items = triage(book, today);
        let queued: BTreeSet<_> = self.queue.iter().cloned().collect();
        self.queue.extend(items.iter().map(|item| item.id.clone()).filter(|id| !queued.contains(id)));
        self.reasons = items.into_iter().map(|item| (item.id, item.reasons)).collect();
        self.pass_over();
    }

    /// Goes on from records about which there is nothing more to decide, and from those that were skipped; not from one to
    /// which the officer has gone back.
    fn pass_over(&mut self) {
        if self.is_back {
            return;
        }
        while self.queue.get(self.at).is_some_and(|id| !self.is_waiting(id)) {
            self.at += 1;
        }
        self.is_over |= self.at >= self.queue.len();
    }

    fn is_waiting(&self, id: &Id) -> bool {
        self.is_left(id) && !self.skipped.contains(id)
    }

    fn is_left(&self, id: &Id) -> bool {
        self.reasons.contains_key(id) && !self.is_decided(id)
    }

    fn is_decided(&self, id: &Id) -> bool {
        self.decided.iter().any(|(decided, _)| decided == id)
    }

    /// Whether a record needs a decision, as the book is now.
    pub(crate) fn has_reasons(&self, id: &Id) -> bool {
        self.reasons.contains_key(id)
    }

    /// The record that is to be decided on.
    pub(crate) fn here(&self) -> Option<&Id> {
        self.queue.get(self.at).filter(|_| !self.is_over)
    }

    /// How many are left, this one among them; those that were skipped are not.
    pub(crate) fn left(&self) -> usize {
        self.queue.iter().skip(self.at).filter(|id| self.is_waiting(id)).count()
    }

    /// Whether nothing needs a decision and nothing was decided.
    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Goes on without a decision.
    pub(crate) fn skip(&mut self) {
        if let Some(id) = self.here().cloned() {
            if self.is_left(&id) {
                self.skipped.insert(id);
            }
            self.go_to(self.at + 1);
        }
    }

    /// Goes back to the record before. What was decided stays decided, and can be changed.
    pub(crate) fn step_back(&mut self) {
        let is_ours = |id: &Id| self.reasons.contains_key(id) || self.is_decided(id);
        let Some(before) = (0..self.at).rev().find(|at| is_ours(&self.queue[*at])) else { return };
        self.skipped.remove(&self.queue[before]);
        (self.at, self.line, self.is_over, self.is_back) = (before, 0, false, true);
    }

    /// A record was changed: that was the decision.
    pub(crate) fn decide(&mut self, id: &Id, what: &str) {
        self.skipped.remove(id);
        match self.decided.iter_mut().find(|(decided, _)| decided == id) {
            Some((_, done)) if done != what => *done = format!("{done}; {what}"),
            Some(_) => {}
            None => self.decided.push((id.clone(), what.to_owned())),
        }
        if self.here() == Some(id) {
            self.go_to(self.at + 1);
        }
    }

    /// A change was taken back. Where it was a decision, that is to be made again; none before it is passed over.
    pub(crate) fn take_back(&mut self, id: &Id) {
        let at = self.queue.iter().position(|queued| queued == id);
        if let Some(at) = at.filter(|_| self.is_decided(id)) {
            self.reopen(at);
        }
    }

    fn reopen(&mut self, at: usize) {
        let id = self.queue[at].clone();
        self.decided.retain(|(decided, _)| *decided != id);
        self.skipped.remove(&id);
        self.is_over = false;
        self.go_to(at.min(self.at));
    }

    fn go_to(&mut self, at: usize) {
        self.at = at;
        self.is_back = false;
        self.line = 0;
        self.pass_over();
    }

    /// Ends it, and tells whether there is something to say about it.
    pub(crate) fn end(&mut self) -> bool {
        let has_passed = !self.decided.is_empty() || !self.skipped.is_empty();
        let says = has_passed && !self.is_over;
        self.is_over = true;
        self.line = 0;
        says
    }

    /// Where one is in the queue.
    pub(crate) fn heading(&self) -> String {
        if self.is_over {
            return format!("Triage: {} decided, {} left", self.decided.len(), self.undecided());
        }
        format!("Triage: {} left, {} decided, {} skipped", self.left(), self.decided.len(), self.skipped.len())
    }

    fn undecided(&self) -> usize {
        self.queue.iter().filter(|id| self.is_left(id)).count()
    }

    /// Why the record here needs a decision, above what is known of it; or what was done, where it is over.
    pub(crate) fn sheet(&self, record: Option<Sheet>, book: &Book, width: usize) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.line([Piece::toned(format!(" {}", self.heading()), Tone::Heading).stop()]);
        let Some(id) = self.here() else {
            self.say_what_was_done(&mut sheet, book, width);
            return sheet;
        };
        if let Some((_, done)) = self.decided.iter().find(|(decided, _)| decided == id) {
            for line in wrapped_to(&format!("Decided: {done}"), width.saturating_sub(2)) {
                sheet.line([Piece::toned(format!(" {line}"), Tone::Heading).stop()]);
            }
        }
        for reason in self.reasons.get(id).into_iter().flatten() {
            for (row, line) in wrapped_to(&reason_words(reason), width.saturating_sub(4)).into_iter().enumerate() {
                let mark = if row == 0 { "! " } else { "  " };
                sheet.line([Piece::toned(format!(" {mark}{}", display(&line)), Tone::Late).stop()]);
            }
        }
        sheet.lines.extend(record.into_iter().flat_map(|record| record.lines));
        sheet
    }

    fn say_what_was_done(&self, sheet: &mut Sheet, book: &Book, width: usize) {
        let mut say = |words: &str, indent: usize| {
            for line in wrapped_to(words, width.saturating_sub(indent + 1)) {
                sheet.line([Piece::new(format!("{:indent$}{line}", "")).stop()]);
            }
        };
        if self.queue.is_empty() {
            say("Nothing needs a decision.", 1);
        }
        for (id, what) in &self.decided {
            let still = self.reasons.get(id).into_iter().flatten().map(reason_words).collect::<Vec<_>>().join(", ");
            let still = if still.is_empty() { still } else { format!("; still: {still}") };
            say(&format!("{} ({id}): {what}{still}", book.title(id)), 1);
        }
        if !self.queue.is_empty() && self.decided.is_empty() {
            say("Nothing was decided.", 1);
        }
        if !self.skipped.is_empty() {
            say(
                &format!("Skipped: {}", self.skipped.iter().map(|id| book.title(id)).collect::<Vec<_>>().join("; ")),
                1,
            );
        }
    }

    /// So many rows of the queue, where one is among them, for the side of a large screen; and the row where one is.
    pub(crate) fn queue(&self, book: &Book, width: usize, height: usize) -> (Sheet, usize) {
        let mut sheet = Sheet::default();
        let rows = window(self.at, self.queue.len(), height);
        let first = rows.start;
        for (at, id) in rows.map(|at| (at, &self.queue[at])) {
            let mark = if self.is_decided(id) {
                "done"
            } else if self.skipped.contains(id) {
                "skip"
            } else {
                ""
            };
            let reason = self.reasons.get(id).and_then(|reasons| reasons.first()).map(reason_words).unwrap_or_default();
            let title = fitted(book.title(id), width / 2);
            let words = fitted(&format!(" {mark:4} {title}  {reason}"), width.saturating_sub(1));
            let tone = if at == self.at { Tone::Heading } else { Tone::Plain };
            sheet.line([Piece::toned(words, tone).to(id.clone())]);
        }
        (sheet, self.at - first)
    }
}
