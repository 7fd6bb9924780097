//! What became of a record's fields between two moments, in words.

use crate::model::display::NOT_STATED;
use crate::model::{Record, changed};

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// Its name in files.
    pub field: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What it held, one entry a value.
    pub before: Vec<String>,
    /// What it holds.
    pub after: Vec<String>,
    /// Whether it is a list.
    pub is_many: bool,
}

/// What stands for a telephone number or an e-mail address.
const HELD: &str = "held; shown with --contacts";

/// The fields in which one moment differs from the other, in their order. Telephone numbers and e-mail addresses are only said
/// to be held.
pub fn altered(before: &Record, after: &Record) -> Vec<Altered> {
    let of = |name: &'static str| {
        let ((about, field), (_, old)) = (after.field(name)?, before.field(name)?);
        let is_hidden = |entries: &Vec<String>| about.is_contact() && !entries.is_empty();
        let shown = |entries| if is_hidden(&entries) { vec![HELD.to_owned()] } else { entries };
        let (before, after) = (shown(old.shown()), shown(field.shown()));
        Some(Altered { field: about.name, label: about.label, before, after, is_many: field.is_many() })
    };
    changed(before, after).into_iter().filter_map(of).collect()
}

impl Altered {
    /// As who has just changed it reads it: the value, and the one before. Of a list that held something already, what came and
    /// what went.
    pub fn done(&self) -> String {
        match self.came_and_went() {
            Some((came, went)) if went.is_empty() => format!("{}: added {came}", self.label),
            Some((came, went)) if came.is_empty() => format!("{}: taken away {went}", self.label),
            Some((came, went)) => format!("{}: {came} (was {went})", self.label),
            None => format!("{}: {} (was {})", self.label, stated(&self.after), stated(&self.before)),
        }
    }

    /// As who looks back reads it: from, to.
    pub fn step(&self) -> String {
        match self.came_and_went() {
            Some((came, went)) if went.is_empty() => format!("{}: added {came}", self.label),
            Some((came, went)) if came.is_empty() => format!("{}: taken away {went}", self.label),
            Some((came, went)) => format!("{}: {went} → {came}", self.label),
            None if self.is_note() => format!("{}: added {}", self.label, stated(&self.after)),
            None => format!("{}: {} → {}", self.label, stated(&self.before), stated(&self.after)),
        }
    }

    fn is_note(&self) -> bool {
        self.is_many && self.before.is_empty()
    }

    /// What came into a list and what went out of it, where it held something before and after.
    fn came_and_went(&self) -> Option<(String, String)> {
        if !self.is_many || self.before.is_empty() || self.after.is_empty() {
            return None;
        }
        let beyond = |all: &[String], others: &[String]| {
            all.iter().filter(|entry| !others.contains(entry)).cloned().collect::<Vec<_>>().join("; ")
        };
        let both = (beyond(&self.after, &self.before), beyond(&self.before, &self.after));
        (!both.0.is_empty() || !both.1.is_empty()).then_some(both)
    }
}

/// What is stated, on one line.
fn stated(entries: &[String]) -> String {
    if entries.is_empty() { NOT_STATED.to_owned() } else { entries.join("; ") }
}
